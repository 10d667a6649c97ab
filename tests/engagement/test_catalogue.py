"""The notebooks and their typed parameters."""

from __future__ import annotations

import ast
import json
from typing import Any, get_args

import pytest
from papermill.inspection import inspect_notebook

from probono_kit.engagement import (
    NotebookEntry,
    Parameter,
    check_parameters,
    notebook,
    notebooks,
    parameter_cell,
    validate_parameters,
)
from probono_kit.engagement.parameters.common import LanguageCode
from probono_kit.engagement.references import BASE_LAYERS
from probono_kit.errors import ProbonoError
from probono_kit.i18n import SCRIPT_LANGUAGES, current_language, gettext
from probono_kit.maps.spec import Classification, Kind, MapSpec
from probono_kit.places import read_areas

ENTRIES = notebooks()
EVERY = [(entry, each) for entry in ENTRIES for each in entry.parameters]


def name_of(value: object) -> str:
    """Name a case of a test."""
    return getattr(value, "name", "")


def cell_of(entry: NotebookEntry) -> str:
    """Return the source of the notebook's parameter cell."""
    cells = json.loads(entry.path.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    return "".join(tagged[0]["source"])


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_model_and_notebook_are_equal(entry: NotebookEntry) -> None:
    """The cell that a volunteer edits holds what the model holds, word for word."""
    assert cell_of(entry) == parameter_cell(entry.name)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_papermill_reads_the_cell_as_it_is_meant(entry: NotebookEntry) -> None:
    """papermill drops lines that it does not understand; here it understands all of them."""
    seen = inspect_notebook(str(entry.path))
    assert list(seen) == [each.name for each in entry.parameters]
    for each in entry.parameters:
        read = seen[each.name]
        assert read["inferred_type_name"] == each.kind.__name__
        assert read["help"] == each.about.help
        assert ast.literal_eval(read["default"]) == each.cell_value


@pytest.mark.parametrize(("entry", "each"), EVERY, ids=name_of)
def test_a_parameter_can_be_written_in_one_line(entry: NotebookEntry, each: Parameter) -> None:
    """Neither help nor value holds what papermill cuts at, and both have their type."""
    assert not set("=#\n") & set(each.about.help + str(each.cell_value))
    assert type(each.default) is each.kind
    assert type(each.cell_value) is each.kind


@pytest.mark.parametrize(("entry", "each"), EVERY, ids=name_of)
def test_a_parameter_is_explained_in_french(entry: NotebookEntry, each: Parameter) -> None:
    """Label and help, or the same word where both languages have it."""
    same = [
        "Source",
        "Destination",
        "Organisation",
        "Contact",
        "Logo",
        "Licence",
        "Latitude",
        "Longitude",
        "Palette",
        "Orientation",
        "Destination",
        "Organisation",
        "Formats",
    ]
    for text in (each.about.label, each.about.help, each.about.group):
        assert gettext(text, "fr") != text or text in same


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_the_defaults_are_valid(entry: NotebookEntry) -> None:
    """A notebook that is opened and run, and a task that sets nothing, begin with valid values."""
    for values in (
        {each.name: each.default for each in entry.parameters},
        {each.name: each.cell_value for each in entry.parameters},
    ):
        if "table" in values:
            values["table"] = "raw/points.csv"
        checked, found = validate_parameters(entry.name, values)
        assert found == []
        assert checked is not None


def test_choices_are_those_of_the_map_spec() -> None:
    """What a notebook offers is what a map can be."""
    offered = {each.name: each for each in notebook("static_map").parameters}
    assert offered["kind"].choices == tuple(Kind)
    assert offered["classification"].choices == tuple(Classification)
    for name in ("classes", "per", "paper", "orientation"):
        assert offered[name].default == (
            getattr(MapSpec(title="a"), name, None) or getattr(MapSpec(title="a").page, name, None)
        )
    assert get_args(LanguageCode) == SCRIPT_LANGUAGES


def test_base_layers_are_those_that_there_are() -> None:
    """A brief can name only boundary layers that the kit ships."""
    for name in BASE_LAYERS:
        areas = read_areas(f"base:{name}", country="SEN", language="fr").frame
        assert len(areas) >= 14


def test_inside_a_notebook_other_names_do_not_disturb() -> None:
    """``globals()`` holds modules and functions; only the parameters are looked at."""
    p: Any = check_parameters(
        "static_map",
        {"value": "points", "classes": 4, "pd": object(), "_": 5, "language": "fr"},
    )
    assert (p.value, p.classes, p.breaks, p.language) == ("points", 4, [], "fr")


def test_a_misspelt_parameter_is_found_inside_the_notebook_too() -> None:
    """papermill alone only warns in its log; the notebook itself stops."""
    values = {"value": "a", "clases": 4, "tittle": "b", "folder": "c", "In": [], "_x": 1}
    with pytest.raises(ProbonoError) as caught:
        check_parameters("static_map", values)
    assert [(each.values["key"], each.values["near"]) for each in caught.value.findings] == [
        ("clases", "classes"),
        ("tittle", "title"),
    ]


def test_the_language_of_a_notebook_becomes_the_current_one() -> None:
    """What follows in the notebook speaks the language of its parameter."""
    check_parameters("clean_data", {"language": "fr"})
    assert current_language() == "fr"


def test_refused_parameters_speak_the_language_of_the_notebook() -> None:
    """A French volunteer reads in French what is wrong."""
    with pytest.raises(ProbonoError) as caught:
        check_parameters("clean_data", {"language": "fr", "header_row": "5"})
    assert "nombre entier" in str(caught.value)


def test_all_wrong_parameters_are_said_at_once() -> None:
    """Each with the place where it stands."""
    with pytest.raises(ProbonoError) as caught:
        check_parameters(
            "static_map", {"value": "a", "classes": "5", "labels": "yes", "breaks": [2, 1]}
        )
    assert [(each.where, each.code) for each in caught.value.findings] == [
        ("static_map › classes", "engagement.whole_number_needed"),
        ("static_map › labels", "engagement.true_or_false_needed"),
        ("static_map › breaks", "engagement.breaks_order"),
    ]


def test_a_conflict_is_not_said_of_what_is_wrong_anyway() -> None:
    """Breaks that are no numbers are not also called missing."""
    _, found = validate_parameters(
        "static_map", {"value": "a", "classification": "by_hand", "breaks": ["x"]}
    )
    assert [each.code for each in found] == ["engagement.number_needed"]


@pytest.mark.parametrize(
    ("given", "measure"),
    [({}, "rows"), ({"value": "a"}, "value"), ({"value": "a", "measure": "sum"}, "sum")],
)
def test_what_is_measured_follows_from_what_is_named(given: dict[str, str], measure: str) -> None:
    """A named column is shown; without one, rows are counted."""
    p: Any = check_parameters("static_map", given)
    assert p.measure == measure


def test_a_sample_file_that_does_not_exist_is_refused() -> None:
    """``sample:`` leads to the samples and nowhere else."""
    _, found = validate_parameters("clean_data", {"table": "sample:nothing/raw/x.csv"})
    assert [each.code for each in found] == ["engagement.no_sample"]


def test_parameters_cannot_be_changed_after_the_check() -> None:
    """A cell further down cannot quietly change what was checked."""
    p: Any = check_parameters("clean_data", {})
    with pytest.raises(ValueError, match="frozen"):
        p.table = "other.csv"
