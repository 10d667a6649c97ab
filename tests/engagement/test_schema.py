"""The schema that editors use: it accepts good briefs and underlines slips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from probono_kit.engagement import brief_schema, new_engagement
from probono_kit.resources import share_path
from tests.engagement.conftest import BRIEF


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2): days are texts, NO is a text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":bool"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for letters, pattern in (("tT", "^true$"), ("fF", "^false$")):
    _Loader.add_implicit_resolver(
        "tag:yaml.org,2002:bool", __import__("re").compile(pattern), letters
    )


def slips(text: str, language: str = "en") -> list[str]:
    """Return where an editor underlines something."""
    data = yaml.load(text, Loader=_Loader)
    checker = jsonschema.Draft7Validator(brief_schema(language))
    return sorted(".".join(map(str, each.absolute_path)) for each in checker.iter_errors(data))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_schema_is_a_schema(language: str) -> None:
    """Editors overlook a schema that is none."""
    jsonschema.Draft7Validator.check_schema(brief_schema(language))


def test_a_good_brief_is_accepted() -> None:
    """Nothing is underlined in what is right."""
    assert slips(BRIEF) == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_new_brief_is_accepted(tmp_path: Path, language: str) -> None:
    """A new engagement opens without red lines."""
    folder = new_engagement("a", tmp_path, language=language)
    assert slips((folder / "engagement.yml").read_text(encoding="utf-8")) == []


def test_the_briefs_of_the_samples_are_accepted() -> None:
    """The samples are the examples that people copy."""
    briefs = sorted(share_path("data/samples").glob("*/engagement.yml"))
    assert briefs
    for path in briefs:
        assert slips(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("country: SEN", "contry: SEN", ""),
        ("country: SEN", "country: Senegal", "country"),
        ("title: Points d'eau", "title: 5", "title"),
        ("title: Points d'eau", "title: {de: a}", "title"),
        ("  name: Eau Vive", "  nam: Eau Vive", "ngo"),
        ("languages: [fr]", "languages: [de]", "languages.0"),
        ("produced: 2026-11-22", "produced: 22.11.2026", "produced"),
        ("notebook: static_map", "notebook: static_mop", "tasks.1.notebook"),
        ("value: points", "valeu: points", "tasks.1.parameters"),
        ("value: points", "classes: '5'", "tasks.1.parameters.classes"),
        ("value: points", "classes: 1", "tasks.1.parameters.classes"),
        ("value: points", "per: 0", "tasks.1.parameters.per"),
        ("value: points", "kind: a", "tasks.1.parameters.kind"),
        ("value: points", "formats: [gif]", "tasks.1.parameters.formats.0"),
        ("value: points", "output_folder: a", "tasks.1.parameters"),
        ("inputs: {table: nettoyage", "inputs: {tabel: nettoyage", "tasks.1.inputs"),
        ("    inputs: {table: inventory}\n", "", "tasks.0"),
        ("value: points, title: Carte}", "value: a}\n    matrix: {clases: [5]}", "tasks.1.matrix"),
        (
            "value: points, title: Carte}",
            "value: a}\n    matrix: {classes: [5, many]}",
            "tasks.1.matrix.classes.1",
        ),
    ],
)
def test_a_slip_is_underlined(old: str, new: str, where: str) -> None:
    """While it is typed, before anything is run."""
    assert old in BRIEF
    assert where in slips(BRIEF.replace(old, new))


def test_parameters_of_other_notebooks_are_underlined() -> None:
    """What a map knows, cleaning does not."""
    text = BRIEF.replace(
        "inputs: {table: inventory}", "inputs: {table: inventory}\n    parameters: {classes: 5}"
    )
    assert slips(text) == ["tasks.0.parameters"]


def test_explanations_are_in_the_language_of_the_engagement() -> None:
    """Hovering over a key explains it in French."""
    french: Any = brief_schema("fr")
    assert french["properties"]["limits"]["description"].startswith("Ce que les données")
    classes = french["definitions"]["static_map"]["properties"]["classes"]
    assert classes["title"] == "Nombre de classes"
    assert (classes["minimum"], classes["maximum"], classes["default"]) == (2, 12, 5)
