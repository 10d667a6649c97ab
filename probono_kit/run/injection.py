"""A notebook ready to be run: parameters injected in papermill's way, marks and outputs removed."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Mapping
from typing import Any

from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.run.notebook_format import NotebookNode, code_cell, text_cell

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
#: papermill's own tag: papermill removes cells that bear it before a new run.
ERROR_TAG = "papermill-error-cell-tag"

_STOPPED_AT = N_("This notebook stopped at cell [{number}] with an error.")
_STOPPED_HERE = N_("The cell below stopped with an error. What follows did not run.")


def inject(notebook: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    """Return a copy of a notebook with parameters set, in papermill's way.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With or without a cell tagged ``parameters``.
    parameters : mapping
        Names and values: text, numbers, truth values, lists of these.

    Returns
    -------
    nbformat.NotebookNode
        With a cell tagged ``injected-parameters`` after the one tagged ``parameters`` (in place
        of an injected one, else at the top), without outputs, counts and marks of an error.
    """
    made = copy.deepcopy(notebook)
    made.cells = [cell for cell in made.cells if ERROR_TAG not in _tags(cell)]
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    source = "\n".join(
        ["# Parameters", *(f"{name} = {_literal(value)}" for name, value in parameters.items())]
    )
    cell = code_cell(source, INJECTED_TAG, [INJECTED_TAG])
    old, after = _find(made, INJECTED_TAG), _find(made, PARAMETERS_TAG)
    if old is not None:
        made.cells[old] = cell
    else:
        made.cells.insert(0 if after is None else after + 1, cell)
    made.metadata["papermill"] = {"parameters": dict(parameters)}
    return made


def cell_number(notebook: NotebookNode, index: int) -> int:
    """Return the number that Jupyter shows in brackets beside the cell at `index`."""
    ran = notebook.cells[: index + 1]
    return sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in ran)


def mark_error(notebook: NotebookNode, index: int, language: str) -> int:
    """Mark the cell at `index` as the one that stopped the run, at the top and above it.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place: it is the run's own copy.
    index : int
        Position of the cell.
    language : str
        Of the marks.

    Returns
    -------
    int
        Number of the cell as Jupyter shows it in brackets.
    """
    number = cell_number(notebook, index)
    top = _(_STOPPED_AT, language).format(number=number)
    here = _(_STOPPED_HERE, language)
    style = 'style="color: #b00020; font-size: 1.5em"'
    anchor = f'<span id="papermill-error-cell" {style}>{here}</span>'
    link = f'<span {style}><a href="#papermill-error-cell">{top}</a></span>'
    notebook.cells.insert(index, text_cell(anchor, "error-here", [ERROR_TAG]))
    notebook.cells.insert(0, text_cell(link, "error-at", [ERROR_TAG]))
    return number


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _find(notebook: NotebookNode, tag: str) -> int | None:
    found = (i for i, cell in enumerate(notebook.cells) if tag in _tags(cell))
    return next(found, None)


def _literal(value: object) -> str:
    """Write `value` as Python, readable in any script, where papermill writes escapes."""
    match value:
        case None | bool() | int():
            return repr(value)
        case float():
            return repr(value) if math.isfinite(value) else f'float("{value}")'
        case list() | tuple():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case dict():
            items = (f"{_literal(key)}: {_literal(item)}" for key, item in value.items())
            return "{" + ", ".join(items) + "}"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
