"""The pages of maps of several amounts, as readers meet them who do not see, or not in colour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from probono_kit.maps import MapModel, write_page
from tests.accessible import violations
from tests.maps import kind_models, layer_models, web_models

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS: dict[str, Callable[..., MapModel]] = {
    "two amounts": kind_models.two_amounts,
    "flows": kind_models.flows,
    "bars": kind_models.bars,
    "who does what where": kind_models.who_what_where,
    "without classes": kind_models.unclassed,
    "over time": kind_models.over_time,
    "icons": kind_models.services,
    "points over time": kind_models.incidents,
    "reference": layer_models.reference,
}

#: Pages on a canvas, as those of thousands are; their words others test.
PAINTED: dict[str, Callable[..., MapModel]] = {
    "painted points": lambda: web_models.point_map(150),
    "painted areas": lambda: web_models.choropleth(150),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS | PAINTED)
def test_axe_finds_nothing(
    name: str, chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No violation of WCAG 2.2 A and AA, by day on a desk and by night on a phone."""
    if name in PAINTED:
        monkeypatch.setattr("probono_kit.maps.web.CANVAS_FROM", 1)
        monkeypatch.setattr("probono_kit.maps.web_facts.PACKED_FROM", 1)
    path = write_page((KINDS | PAINTED)[name](), tmp_path / f"{name.replace(' ', '-')}.html")
    assert violations(chromium, path) == []


@pytest.mark.parametrize("name", KINDS)
def test_words_tell_the_map_in_both_languages(name: str) -> None:
    """The text alternative says something of its own, and is in one language."""
    for language, first in (("fr", "Carte de "), ("en", "Map of ")):
        text = KINDS[name](language=language).alt_text
        assert text.startswith(first)
        assert len(text) > 120
        assert not any(mark in text for mark in ("{", "}", "nan"))
