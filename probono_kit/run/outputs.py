"""What a task says it made: shown at the end of a notebook, read back from the executed one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import nbformat

from probono_kit.encoding import encode
from probono_kit.findings import FINDINGS_MIME, Finding, Findings

OUTPUTS_MIME = "application/vnd.probono.outputs+json"


class Role(StrEnum):
    """What a file is for. A task's first ``table`` is what another task gets as its input."""

    MAP = "map"
    PAGE = "page"
    TABLE = "table"
    LOG = "log"
    FORM = "form"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Output:
    """One file that a task made.

    Parameters
    ----------
    path : str
        Relative to the task's output folder, with ``/``.
    role : Role
        What the file is for.
    title : str
        In the language of the task.
    description : str
        What it shows or contains, in sentences; the text alternative of a map.
    deliver : bool
        Whether it may go into the bundle.
    language : str
        ISO 639-1 code of the contents.
    picture : str
        For a page: path of a static picture of it.
    group : str
        Files of one group are one map (PDF, PNG, SVG, page) in the index.
    """

    path: str
    role: Role
    title: str
    description: str = ""
    deliver: bool = True
    language: str = "en"
    picture: str = ""
    group: str = ""


class Outputs(list[Output]):
    """The files of a task; shows itself as a list of links and carries itself as JSON.

    Examples
    --------
    >>> made = Outputs([Output("map.pdf", Role.MAP, "Points d'eau", language="fr")])
    >>> made._repr_mimebundle_()[OUTPUTS_MIME][0]["path"]
    'map.pdf'
    """

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        items = "".join(
            f'<li><a href="{encode(made.path)}">{encode(made.path)}</a> {encode(made.title)}</li>'
            for made in self
        )
        return {
            "text/plain": "\n".join(f"{made.path}  {made.title}" for made in self),
            "text/html": f"<ul>{items}</ul>",
            OUTPUTS_MIME: [asdict(made) for made in self],
        }


def read_executed(path: Path) -> tuple[Outputs, Findings]:
    """Read what an executed notebook made and found.

    Parameters
    ----------
    path : pathlib.Path
        A notebook written by papermill.

    Returns
    -------
    outputs : Outputs
        In the order of the cells.
    findings : Findings
        Those shown by cells and those of the error that stopped it, none twice.
    """
    notebook = nbformat.read(path, as_version=4)
    outputs = Outputs(
        Output(**{**item, "role": Role(item["role"])}) for item in _items(notebook, OUTPUTS_MIME)
    )
    found = Findings(Finding.from_json(item) for item in _items(notebook, FINDINGS_MIME))
    return outputs, found.by_severity()


def _items(notebook: Any, mime: str) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield from output.get("data", {}).get(mime, [])
