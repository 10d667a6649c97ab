"""The notebooks read well: thin cells, no outputs, one task each."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

from probono_kit.resources import share_path

NOTEBOOKS = sorted(share_path("notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """Return the cells that run."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def is_parameters(cell: nbformat.NotebookNode) -> bool:
    """Whether papermill injects after this cell."""
    return "parameters" in cell.metadata.get("tags", [])


def test_no_outputs_and_no_counts(path: Path) -> None:
    """What is committed is what a volunteer opens: clean."""
    for cell in code_cells(path):
        assert not cell.outputs
        assert cell.execution_count is None


def test_cells_are_thin(path: Path) -> None:
    """At most ten lines; logic lives in probono_kit, tested."""
    for cell in code_cells(path):
        if is_parameters(cell):
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 10, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(
                node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Try | ast.Lambda
            ), cell.source


def test_one_parameters_cell(path: Path) -> None:
    """papermill finds the defaults."""
    assert sum(map(is_parameters, code_cells(path))) == 1


def test_starts_with_one_title_and_explains_each_step(path: Path) -> None:
    """One ``#`` heading; a ``##`` heading before each step."""
    cells = nbformat.read(path, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert cells[0].cell_type == "markdown"
    assert len(re.findall(r"^# ", prose, re.M)) == 1
    assert len(re.findall(r"^## ", prose, re.M)) >= 4


def test_nothing_of_a_machine(path: Path) -> None:
    """No absolute path, no installation, no silenced warning, a kernel that everybody has."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"pip install|filterwarnings|/home/|/Users/|C:\\\\|/tmp/|https?://", text)
    assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "python3"


def test_valid_and_stable(path: Path) -> None:
    """Valid nbformat 4.5 with ids made from the order, so that a diff shows only what changed."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
