"""Reading and writing notebooks, without the second and a half that importing nbformat takes.

nbformat imports jsonschema, and that compiles a grammar of internet addresses that no notebook
needs, if the package with the grammar is installed. It is hidden while nbformat is imported here;
whoever needs it later can import it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

_GRAMMAR = "rfc3987_syntax"
_hidden = _GRAMMAR not in sys.modules
if _hidden:
    # How Python is told that there is no such module.
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
try:
    import nbformat
    from nbformat import NotebookNode, v4
finally:
    if _hidden:
        del sys.modules[_GRAMMAR]

__all__ = [
    "NotebookNode",
    "code_cell",
    "error_output",
    "notebook_text",
    "read_notebook",
    "text_cell",
]


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook, upgraded to the present format if it is older."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def notebook_text(notebook: NotebookNode) -> str:
    """Return the text of a notebook's file, always the same for the same notebook."""
    return str(v4.writes_json(notebook)) + "\n"


def code_cell(source: str, cell_id: str, tags: list[str]) -> NotebookNode:
    """Return a code cell."""
    cell: NotebookNode = v4.new_code_cell(source, id=cell_id, metadata={"tags": tags})
    return cell


def text_cell(source: str, cell_id: str, tags: list[str]) -> NotebookNode:
    """Return a cell of text."""
    cell: NotebookNode = v4.new_markdown_cell(source, id=cell_id, metadata={"tags": tags})
    return cell


def error_output(name: str, text: str) -> NotebookNode:
    """Return the output of a cell that ended with an error."""
    values: dict[str, Any] = {"ename": name, "evalue": text, "traceback": [text]}
    output: NotebookNode = v4.new_output("error", **values)
    return output
