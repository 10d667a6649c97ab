"""The notebooks of the gallery in ``docs/gallery``: run here, as JupyterLab would run them."""

from __future__ import annotations

import json
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

from probono_kit.maps import MapModel

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "gallery"

LANGUAGES = ("en", "fr", "ar")

#: In the order of the gallery: the kinds, then icons, shapes and layers on them.
NAMES = (
    *("choropleth", "symbols", "categories", "bivariate", "bars", "dots", "flows"),
    *("who_what_where", "points", "clusters", "hexagons", "heat", "reference"),
    *("services", "shapes", "sectors", "layers"),
)


@cache
def _cells(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sources of the code cells of a notebook, with their tags."""
    notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return tuple(
        ("".join(cell["source"]), tuple(cell["metadata"].get("tags", ())))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    )


def title_of(name: str) -> str:
    """Return the title of a notebook.

    Examples
    --------
    >>> title_of("choropleth")
    'Choropleth'
    """
    notebook = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))
    return str(notebook["cells"][0]["source"][0]).lstrip("# ").strip()


def run(name: str, language: str, output_folder: str = "") -> dict[str, Any]:
    """Run a notebook cell by cell in this process and return its variables.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`.
    language, output_folder : str
        Values that stand in for those of the cell of parameters.
    """
    variables: dict[str, Any] = {"__name__": "__main__"}
    with chdir(FOLDER):
        for source, tags in _cells(name):
            exec(compile(source, f"{name}.ipynb", "exec"), variables)
            if "parameters" in tags:
                variables |= {"language": language, "output_folder": output_folder}
    return variables


@cache
def model(name: str, language: str) -> MapModel:
    """Return the map of a notebook in a language.

    Examples
    --------
    >>> model("choropleth", "fr").title
    "Ménages ayant de l'eau potable, Sénégal, 2025"
    """
    made: MapModel = run(name, language)["model"]
    return made
