"""Briefs as people type them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from probono_kit.engagement import BriefRead, read_brief
from probono_kit.errors import ProbonoError
from probono_kit.findings import Finding
from probono_kit.i18n import set_country, set_language

BRIEF = """\
engagement: water-points
title: Points d'eau
ngo:
  name: Eau Vive
  contact: direction@example.org
question: Où sont les points d'eau ?
languages: [fr]
produced: 2026-11-22
country: SEN
sources:
  inventory:
    file: raw/points_eau.csv
    title: Inventaire
    provider: Eau Vive
    licence: CC BY 4.0
    date: avril 2025
  limits-file:
    file: raw/limites.geojson
    title: Limites
    provider: ANSD
    licence: CC BY 4.0
    date: "2024"
columns_to_share: [Région]
limits: [Les points privés manquent.]
tasks:
  - id: nettoyage
    notebook: clean_data
    inputs: {table: inventory}
  - id: carte
    notebook: static_map
    inputs: {table: nettoyage, areas: limits-file}
    parameters: {value: points, title: Carte}
"""

Lines = list[tuple[int, str]]


class Typed:
    """An engagement folder, and what is found when a brief is typed into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "raw").mkdir(parents=True)
        (folder / "raw" / "points_eau.csv").write_text("Région,points\nDakar,1\n", encoding="utf-8")
        (folder / "raw" / "limites.geojson").write_text("{}", encoding="utf-8")

    def write(self, text: str) -> None:
        (self.folder / "engagement.yml").write_text(text, encoding="utf-8")

    def read(self, text: str = BRIEF) -> BriefRead:
        self.write(text)
        return read_brief(self.folder)

    def found(self, text: str) -> list[Finding]:
        """Return what is found: errors and warnings alike."""
        try:
            return list(self.read(text).findings)
        except ProbonoError as problem:
            return list(problem.findings)

    def codes(self, text: str) -> Lines:
        """Return line and short code of what is found, warnings included."""
        return [
            (int(each.where.rpartition(":")[2]), each.code.removeprefix("engagement."))
            for each in self.found(text)
        ]

    def changed(self, old: str, new: str) -> Lines:
        """Return what is found when `old` in the good brief becomes `new`."""
        assert old in BRIEF
        return self.codes(BRIEF.replace(old, new, 1))


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Give an engagement folder to type briefs into."""
    return Typed(tmp_path / "water-points")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let every test begin and end in English, with the numbers of no country."""
    set_language("en")
    set_country("")
    yield
    set_language("en")
    set_country("")


@pytest.fixture
def dedent() -> Callable[[str], str]:
    """Give a function that takes the indentation of a test out of a text."""
    return textwrap.dedent
