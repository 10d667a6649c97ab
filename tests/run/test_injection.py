"""Parameters get into a notebook as papermill puts them there."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.execute import remove_error_markers
from papermill.parameterize import parameterize_notebook

from probono_kit.run.injection import inject, mark_error
from probono_kit.run.notebook_format import notebook_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBER = st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False))
SINGLE = st.one_of(TEXT, NUMBER, st.none())
VALUE = st.one_of(SINGLE, st.lists(SINGLE, max_size=4), st.dictionaries(TEXT, SINGLE, max_size=3))


def new(*cells: tuple[str, str]) -> nbformat.NotebookNode:
    """Return a notebook of code cells, each with its source and tag."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python"}
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["papermill"] = {}
    for number, (source, tag) in enumerate(cells):
        cell = nbformat.v4.new_code_cell(source, id=f"c{number}")
        cell.metadata["tags"] = [tag] if tag else []
        notebook.cells.append(cell)
    return notebook


def values_of(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return what the injected cell sets."""
    (cell,) = [c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", [])]
    values: dict[str, Any] = {}
    exec(cell.source, {}, values)
    return values


@given(st.dictionaries(st.sampled_from(["a", "b", "title"]), VALUE))
def test_values_arrive_as_they_were(parameters: dict[str, Any]) -> None:
    """Whatever a brief can hold is in the kernel what it was in the brief."""
    made = inject(new(("a = 1", "parameters"), ("a", "")), parameters)
    assert values_of(made) == parameters
    assert {k: type(v) for k, v in values_of(made).items()} == {
        k: type(v) for k, v in parameters.items()
    }


@pytest.mark.parametrize(
    "cells",
    [
        [("1", ""), ("a = 1", "parameters"), ("2", "")],
        [("1", ""), ("2", "")],
        [("a = 1", "parameters"), ("a = 5", "injected-parameters"), ("2", "")],
    ],
)
def test_the_cell_stands_where_papermill_puts_it(cells: list[tuple[str, str]]) -> None:
    """After the parameters; at the top without any; in place of an injected one."""
    parameters = {"a": "Thiès", "b": [1, 2.5, True]}
    ours = inject(new(*cells), parameters)
    theirs = parameterize_notebook(new(*cells), parameters)
    assert [c.metadata["tags"] for c in ours.cells] == [c.metadata["tags"] for c in theirs.cells]
    assert values_of(ours) == values_of(theirs) == parameters
    assert ours.metadata.papermill["parameters"] == parameters


def test_letters_stay_letters() -> None:
    """A volunteer can read in the executed notebook what was set."""
    made = inject(new(("a = 1", "parameters")), {"a": "Région de Thiès — قرية"})
    assert 'a = "Région de Thiès — قرية"' in made.cells[1].source


def test_a_notebook_is_not_changed_by_injection() -> None:
    """The notebook that comes with the kit stays what it is."""
    notebook = new(("a = 1", "parameters"))
    before = notebook_text(notebook)
    inject(notebook, {"a": 2})
    assert notebook_text(notebook) == before


def test_marks_of_an_error_are_taken_away_before_the_next_run() -> None:
    """By us and by papermill alike: an executed notebook can be run again."""
    notebook = inject(new(("a = 1", "parameters"), ("1 / 0", "")), {"a": 2})
    marked = inject(notebook, {"a": 2})
    assert mark_error(marked, 2, "en") == 3
    assert len(marked.cells) == 5
    assert "cell [3]" in marked.cells[0].source
    assert "error" in marked.cells[3].source
    again = inject(marked, {"a": 3})
    assert [c.source for c in again.cells] == ["a = 1", "# Parameters\na = 3", "1 / 0"]
    assert len(remove_error_markers(marked).cells) == 3
