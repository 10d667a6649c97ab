"""What a task says it made: shown at the end of a notebook, read back from the executed one."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probono_kit.encoding import encode
from probono_kit.files import file_name
from probono_kit.findings import FINDINGS_MIME, Finding, Findings

if TYPE_CHECKING:
    # A command that only reads what was made need not wait for geopandas.
    from probono_kit.maps.model import MapModel

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
    columns : mapping of str to sequence of str
        For tables whose headings are not those of the brief: heading, and the columns of the
        NGO's table that it is made of; none for what the kit itself adds.
    """

    path: str
    role: Role
    title: str
    description: str = ""
    deliver: bool = True
    language: str = "en"
    picture: str = ""
    group: str = ""
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)


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

    Examples
    --------
    >>> import tempfile
    >>> import nbformat
    >>> from nbformat import v4
    >>> made = Outputs([Output("map.pdf", Role.MAP, "Wells")])
    >>> shown = v4.new_output("display_data", data=made._repr_mimebundle_())
    >>> notebook = v4.new_notebook(cells=[v4.new_code_cell("made", outputs=[shown])])
    >>> path = Path(tempfile.mkdtemp()) / "map.ipynb"
    >>> nbformat.write(notebook, path)
    >>> outputs, findings = read_executed(path)
    >>> outputs == made, findings
    (True, [])
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = Outputs(
        Output(**{**item, "role": Role(item["role"])}) for item in _items(notebook, OUTPUTS_MIME)
    )
    found = Findings(Finding.from_json(item) for item in _items(notebook, FINDINGS_MIME))
    return outputs, found.by_severity()


def _items(notebook: Any, mime: str) -> Iterator[dict[str, Any]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            yield from output.get("data", {}).get(mime, [])


def map_outputs(
    model: MapModel, files: Sequence[Path], folder: str | Path, *, picture: Path | None = None
) -> Outputs:
    """Return the files of one map as outputs of a task.

    Parameters
    ----------
    model : MapModel
        Gives title, language and text alternative.
    files : sequence of pathlib.Path
        Static files, or the page.
    folder : path
        Output folder of the task; paths are written relative to it.
    picture : pathlib.Path, optional
        Still picture of a page; it goes with the page, not into the bundle as a map of its own.

    Returns
    -------
    Outputs
        One group per map, so that the index shows its files together.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point
    >>> from probono_kit import maps
    >>> wells = gpd.GeoDataFrame(geometry=[Point(-17, 14)], crs="EPSG:4326")
    >>> notes = maps.Credits(source="Inventory", data_date="April 2025", map_id="W-1")
    >>> spec = maps.MapSpec(title="Wells, Senegal, April 2025", credits=notes)
    >>> model = maps.resolve(spec, points=wells)
    >>> map_outputs(model, [Path("work/map/W-1.pdf")], "work/map")[0].path
    'W-1.pdf'
    """
    from probono_kit.maps.export.features import OWN, TAKEN

    shown = _relative(picture, folder) if picture else ""
    return Outputs(
        Output(
            path=_relative(file, folder),
            role=Role.PAGE if file.suffix == ".html" else Role.MAP,
            title=model.title,
            description=model.alt_text,
            language=model.language,
            picture=shown,
            group=model.spec.credits.map_id or file_name(model.title),
            # Columns that an export adds; the rest are columns of the brief.
            columns=dict.fromkeys((*OWN, *TAKEN), ()),
        )
        for file in files
    )


def _relative(file: Path, folder: str | Path) -> str:
    return Path(file).resolve().relative_to(Path(folder).resolve()).as_posix()


class Preview:
    """Shows the first PNG among `files` below a cell, with its text alternative.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Files of a map; without a PNG only the text is shown.
    alt_text : str
        What the map shows, in sentences.
    """

    def __init__(self, files: Sequence[Path], alt_text: str) -> None:
        self.picture = next((file for file in files if file.suffix == ".png"), None)
        self.alt_text = alt_text

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        if self.picture is None:
            return {"text/plain": self.alt_text}
        data = base64.b64encode(self.picture.read_bytes()).decode("ascii")
        return {"text/plain": self.alt_text, "image/png": data}
