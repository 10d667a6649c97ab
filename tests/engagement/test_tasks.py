"""Tasks as they are typed: inputs, parameters, matrix, circles."""

from __future__ import annotations

import pytest

from tests.engagement.conftest import BRIEF, Typed

HEAD = BRIEF.partition("tasks:")[0]


#: Beginnings of tasks.
SHORT = {
    "GOOD": "MAP, parameters: {value: a}",
    "CLEAN": "id: a, notebook: clean_data, inputs: {table: inventory}",
    "MAP": "id: a, notebook: static_map, inputs: {table: inventory}",
}


def tasks(*lines: str) -> str:
    """Return the good brief with other tasks, one task per line."""
    for short, long in SHORT.items():
        lines = tuple(line.replace(short, long) for line in lines)
    return HEAD + "tasks:\n" + "".join(f"  - {line}\n" for line in lines)


def only(typed: Typed, *lines: str) -> list[str]:
    """Return the codes of what is found."""
    return [code for _, code in typed.codes(tasks(*lines))]


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("{id: a, notebook: clean_dat, inputs: {table: inventory}}", "unknown_notebook"),
        ("{id: a, notebook: forecast, inputs: {table: inventory}}", "unknown_notebook_listed"),
        ("{id: a, notebook: clean_data}", "input_missing"),
        ("{id: a, notebook: clean_data, inputs: {tabel: inventory}}", "unknown_key"),
        ("{id: a, notebook: clean_data, inputs: {table: inventry}}", "unknown_input"),
        ("{id: a, notebook: clean_data, inputs: {table: population}}", "unknown_input_listed"),
        ("{id: a, notebook: clean_data, inputs: {table: 'base:admin1'}}", "unknown_input_listed"),
        ("{id: inventory, notebook: clean_data, inputs: {table: inventory}}", "id_of_source"),
        ("{id: A b, notebook: clean_data, inputs: {table: inventory}}", "not_a_slug"),
        ("{notebook: clean_data, inputs: {table: inventory}}", "missing_key"),
        ("{id: a, notebook: clean_data, inputs: [inventory]}", "keys_needed"),
        ("{id: a, notebook: clean_data, inputs: {table: a}}", "circle"),
        (
            "{id: a, notebook: clean_data, inputs: {table: inventory, areas: admin1}}",
            "unknown_input",
        ),
        (
            "{id: a, notebook: clean_data, inputs: {table: inventory, decisions: decisions/a.csv}}",
            "file_missing_listed",
        ),
        ("{MAP, parameters: {value: a, clases: 4}}", "unknown_key"),
        ("{MAP, parameters: {value: a, wellness: 4}}", "unknown_key_listed"),
        ("{MAP, parameters: {value: a, classes: '4'}}", "whole_number_needed"),
        ("{MAP, parameters: {value: a, classes: 4.5}}", "whole_number_needed"),
        ("{MAP, parameters: {value: a, classes: 1}}", "too_small"),
        ("{MAP, parameters: {value: a, classes: 99}}", "too_large"),
        ("{MAP, parameters: {value: a, classes: true}}", "whole_number_needed"),
        ("{MAP, parameters: {value: a, per: 0}}", "too_small"),
        ("{MAP, parameters: {value: a, per: .inf}}", "number_needed"),
        ("{MAP, parameters: {value: a, labels: yes}}", "yaml_bool"),
        ("{MAP, parameters: {value: a, labels: 1}}", "true_or_false_needed"),
        ("{MAP, parameters: {value: 2025}}", "text_needed"),
        ("{MAP, parameters: {value: a, title: {fr: 5}}}", "text_needed"),
        ("{MAP, parameters: {value: a, kind: chloropleth}}", "not_a_choice"),
        ("{MAP, parameters: {value: a, formats: [pdf, gif]}}", "not_a_choice"),
        ("{MAP, parameters: {value: a, formats: pdf}}", "list_needed"),
        ("{MAP, parameters: {value: a, map_id: ../a}}", "not_an_identifier"),
        ("{MAP, parameters: {value: a, breaks: [5, '7']}}", "number_needed"),
        ("{MAP, parameters: {value: a, breaks: [7, 5]}}", "breaks_order"),
        ("{MAP, parameters: {value: a, classification: by_hand}}", "no_breaks"),
        ("{MAP, parameters: {measure: sum}}", "no_value"),
        ("{MAP, parameters: {value: a, latitude: lat}}", "one_coordinate"),
        ("{MAP, parameters: {kind: points}}", "no_coordinates"),
        ("{MAP, parameters: {value: a, table: b}}", "input_in_parameters"),
        ("{MAP, parameters: {value: a, output_folder: ..}}", "reserved_parameter"),
        ("{MAP, parameters: {value: a, logo: ../logo.png}}", "path_outside"),
        ("{GOOD, matrix: {areas: [a]}}", "input_in_parameters"),
        ("{GOOD, matrix: {area: []}}", "list_too_short"),
        ("{GOOD, matrix: {area: Dakar}}", "list_needed"),
        (
            "{GOOD, matrix: {area: [[Dakar]]}}",
            "single_value_needed",
        ),
        ("{GOOD, matrix: {area: [a, 5]}}", "text_needed"),
        ("{GOOD, matrix: {aera: [a]}}", "unknown_key"),
        ("{MAP, parameters: {value: a, area: b}, matrix: {area: [a]}}", "set_twice"),
        ("{GOOD, matrix: {area: [Thiès, Thies]}}", "run_twice"),
        (
            "{MAP, parameters: {value: a, title: x}, matrix: {language: [fr, en]}}",
            "one_text_for_all",
        ),
        (
            "{MAP, parameters: {value: a, title: {fr: x}}, matrix: {language: [fr, en]}}",
            "text_not_in_language",
        ),
    ],
)
def test_one_slip_gives_one_finding(typed: Typed, task: str, code: str) -> None:
    """A task with one mistake is told about this one mistake, in its line."""
    line = HEAD.count("\n") + 2
    assert typed.codes(tasks(task)) == [(line, code)]


def test_all_slips_of_a_task_are_said_at_once(typed: Typed) -> None:
    """Two wrong values and a wrong name are three findings."""
    task = "{MAP, parameters: {value: a, classes: '4', per: x, colour: red}}"
    assert sorted(only(typed, task)) == [
        "number_needed",
        "unknown_key_listed",
        "whole_number_needed",
    ]


def test_a_value_of_a_matrix_is_checked_where_it_stands(typed: Typed) -> None:
    """In a long list, the line of the one wrong value is named, once."""
    text = HEAD + (
        "tasks:\n  - id: a\n    notebook: static_map\n    inputs: {table: inventory}\n"
        "    parameters: {value: a}\n    matrix:\n      language: [fr, en]\n      classes:\n"
        "        - 4\n        - many\n"
    )
    assert typed.codes(text) == [(text.count("\n"), "whole_number_needed")]


def test_five_for_a_number_is_fine(typed: Typed) -> None:
    """A whole number is a number too, and NO in quotation marks is a column."""
    task = '{MAP, parameters: {value: "NO", per: 5, breaks: [1, 2.5]}}'
    assert only(typed, task) == []


def test_two_tasks_of_one_name_are_found(typed: Typed) -> None:
    """The second names the line of the first."""
    task = "{id: a, notebook: clean_data, inputs: {table: inventory}}"
    found = typed.found(tasks(task, task))
    assert [each.code for each in found] == ["engagement.id_twice"]
    assert found[0].values["line"] == HEAD.count("\n") + 2


def test_a_circle_is_shown_as_a_circle(typed: Typed) -> None:
    """Who waits for whom is spelled out, once."""
    found = typed.found(
        tasks(
            "{id: a, notebook: clean_data, inputs: {table: c}}",
            "{id: b, notebook: clean_data, inputs: {table: a}}",
            "{id: c, notebook: clean_data, inputs: {table: b}}",
            "{id: d, notebook: clean_data, inputs: {table: c}}",
        )
    )
    assert [each.values["circle"] for each in found] == ["a → c → b → a"]


def test_a_task_may_stand_before_the_one_it_needs(typed: Typed) -> None:
    """The order of the file is free."""
    assert (
        only(
            typed,
            "{id: a, notebook: clean_data, inputs: {table: b}}",
            "{id: b, notebook: clean_data, inputs: {table: inventory}}",
        )
        == []
    )


def test_what_refers_to_a_broken_task_is_not_blamed(typed: Typed) -> None:
    """One task without a notebook does not make its name unknown to the others."""
    assert only(
        typed,
        "{id: a, inputs: {table: inventory}}",
        "{id: b, notebook: clean_data, inputs: {table: a}}",
    ) == ["missing_key"]


def test_the_table_of_a_matrix_task_must_be_clear(typed: Typed) -> None:
    """A map can take one of several tables only if its own matrix says which."""
    clean = (
        "{id: a, notebook: clean_data, inputs: {table: inventory}, matrix: {language: [fr, en]}}"
    )
    one = "{id: b, notebook: clean_data, inputs: {table: a}}"
    each = "{id: b, notebook: clean_data, inputs: {table: a}, matrix: {language: [fr, en]}}"
    assert only(typed, clean, one) == ["which_run"]
    assert only(typed, clean, each) == []


def test_more_runs_than_anybody_looks_at_are_refused(typed: Typed) -> None:
    """A slip in the matrix does not fill the disk."""
    many = ", ".join(f"a{i}" for i in range(2001))
    task = "{GOOD, matrix: {area: [MANY]}}".replace("MANY", many)
    assert only(typed, task) == ["too_many_runs"]


def test_one_table_is_not_several(typed: Typed) -> None:
    """A notebook of one table refuses two, and the same one twice; one may stand in brackets."""
    two = "{id: a, notebook: clean_data, inputs: {table: [inventory, b]}}"
    b = "{id: b, notebook: clean_data, inputs: {table: [inventory]}}"
    assert only(typed, two, b) == ["one_input"]
    twice = "{id: a, notebook: clean_data, inputs: {table: [inventory, inventory]}}"
    assert only(typed, twice) == ["one_input", "input_twice"]


def test_no_matching_can_be_asked_for(typed: Typed) -> None:
    """An empty text for areas means: do not match."""
    assert only(typed, "{id: a, notebook: clean_data, inputs: {table: inventory, areas: ''}}") == []


def test_a_decision_file_is_named_by_its_path(typed: Typed) -> None:
    """What a person decided needs no entry among the sources."""
    (typed.folder / "decisions").mkdir()
    (typed.folder / "decisions" / "places.csv").write_text("name,parent,area_code\n", "utf-8")
    inputs = "{table: inventory, decisions: decisions/places.csv}"
    assert only(typed, f"{{id: a, notebook: clean_data, inputs: {inputs}}}") == []
