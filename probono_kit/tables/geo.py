"""Geo files as tables: layers are sheets, attributes are columns, each row has its shape."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.places.formats import ENDINGS, layer_names, read_layer
from probono_kit.places.shapes import to_degrees
from probono_kit.tables.cells import cells
from probono_kit.tables.columns import near_names
from probono_kit.tables.containers import stop
from probono_kit.tables.found import Evidence, TableRead
from probono_kit.tables.names import ColumnName
from probono_kit.tables.reading import Reading
from probono_kit.tables.roles import RowRole

_ASIDE = ("role", "content", "why")

#: More features than this are for a database.
MOST_FEATURES = 1_000_000


def is_geo(path: str | Path) -> bool:
    """Tell whether a file is read as a geo file: by its ending, and a zip by what is in it.

    Parameters
    ----------
    path : str or pathlib.Path
        Any file.

    Examples
    --------
    >>> is_geo("points.gpkg"), is_geo("points.xlsx")
    (True, False)
    """
    suffix = Path(path).suffix.casefold()
    if suffix not in ENDINGS:
        return False
    if suffix != ".zip":
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {Path(name).suffix.casefold() for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return False
    return bool(inside & set(ENDINGS))


def read_geo_table(path: str | Path, sheet: str = "", table: int = 0) -> TableRead:
    """Read one layer of a geo file as a table.

    Parameters
    ----------
    path : str or pathlib.Path
        GeoPackage, shapefile (``.shp`` or zipped), FlatGeobuf, GeoJSON, KML, KMZ or GPX.
    sheet : str
        The layer; empty for the first (reported if there are several).
    table : int
        A layer is one table: 0 or 1.

    Returns
    -------
    TableRead
        Attributes in `frame`, numbered from 1 in the order of the file; shapes in `geometry`,
        EPSG:4326, ``None`` if the file does not say its coordinate reference system.

    Raises
    ------
    ProbonoError
        With what is wrong with the file, or the layers if it has not the one named.
    """
    text = str(path)
    if "://" in text or text.startswith(("/vsi", "\\\\vsi")):
        raise stop("places.an_address", text)
    path = Path(path)
    findings = Findings()
    layers = layer_names(path)
    layer = _layer(path, layers, sheet, findings)
    if table > 1:
        raise stop("sheets.no_such_table", path.name, table=table, tables=1)
    return _as_table(path, layers, layer, findings)


def read_geo_tables(path: str | Path) -> list[TableRead]:
    """Read every layer of a geo file as a table.

    Parameters
    ----------
    path : str or pathlib.Path
        As for :func:`read_geo_table`.
    """
    return [read_geo_table(path, layer) for layer in layer_names(Path(path))]


def _layer(path: Path, layers: list[str], sheet: str, findings: Findings) -> str:
    if not layers:
        raise stop("sheets.no_layer", path.name)
    if not sheet:
        if len(layers) > 1:
            others = tuple(layers[1:])
            findings.add("tables.several_sheets", path.name, sheet=layers[0], others=others)
        return layers[0]
    alike = [name for name in layers if name.strip().casefold() == sheet.strip().casefold()]
    if sheet in layers:
        return sheet
    if len(alike) == 1:
        return alike[0]
    shown = near_names(sheet, layers) or tuple(layers)
    raise stop("tables.no_such_sheet", path.name, sheet=sheet, sheets=shown)


def _as_table(path: Path, layers: list[str], layer: str, findings: Findings) -> TableRead:
    where = f"{path.name} › {layer}" if len(layers) > 1 else path.name
    named = layer if len(layers) > 1 else ""
    raw = read_layer(path, named, most=MOST_FEATURES)
    if not len(raw):
        raise stop("sheets.empty_layer", where)
    index = pd.RangeIndex(1, len(raw) + 1, name="row")
    shapes = raw.set_axis(index) if isinstance(raw, gpd.GeoDataFrame) else None
    plain = pd.DataFrame(raw.drop(columns=shapes.geometry.name) if shapes is not None else raw)
    names = [str(name) for name in plain.columns]
    frame = pd.DataFrame(
        {name: _verbatim(plain.iloc[:, i]) for i, name in enumerate(names)},
        index=pd.Index(index, name="row"),
        dtype=object,
    )
    columns = tuple(ColumnName(name, i, (name,), "", "") for i, name in enumerate(names))
    kind = path.suffix.casefold().lstrip(".")
    evidence = Evidence(path.name, kind, layer, tuple(layers), (), columns)
    counts = {"rows": len(frame), **{role.value: 0 for role in RowRole}, "data": len(frame)}
    return TableRead(
        frame,
        pd.Series("data", index=index, name="role", dtype="str"),
        pd.DataFrame({"row": pd.array([], "int64"), **dict.fromkeys(_ASIDE, _no_text())}),
        evidence,
        counts,
        findings,
        Reading(sheet=layer),
        None if shapes is None else _geometry(shapes, findings, where),
    )


def _no_text() -> Any:
    return pd.array([], dtype="str")


def _verbatim(column: pd.Series) -> Any:
    """Return the values of a column as the file holds them, ``None`` where there is none."""
    values = column.astype(object).where(column.notna(), None)
    return cells(
        json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
        for value in values
    )


def _geometry(shapes: gpd.GeoDataFrame, findings: Findings, where: str) -> gpd.GeoSeries | None:
    geometry = shapes.geometry
    without = int((geometry.isna() | geometry.is_empty).sum())
    if without:
        findings.add("sheets.without_shape", where, count=without, rows=len(shapes))
    if without == len(shapes):
        return None
    if shapes.crs is None:
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(geometry.array))
        degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        findings.add("sheets.no_crs_degrees" if degrees else "sheets.no_crs", where)
        return None
    placed: gpd.GeoSeries = to_degrees(shapes, findings, where).geometry
    return placed
