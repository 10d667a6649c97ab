"""Boundary files opened without trusting them: only what the content proves to be is read.

GDAL decides by content which driver opens a file, and some drivers read *other* files or
addresses that a file names: a virtual layer (VRT) renamed ``.geojson``, or hidden inside a GeoJSON
text, would show a local file to whoever sees the map. So text formats are parsed here, and only
binary formats with an unmistakable signature are given to GDAL.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
import pyogrio

from probono_kit.files import error_from_os
from probono_kit.places.archive import members, unpack
from probono_kit.places.gpx import gpx_layers, read_gpx
from probono_kit.places.refusals import refusal
from probono_kit.places.text_formats import read_geojson, read_kml

#: Larger files are refused: no web page and no e-mail carries what they hold.
LARGEST = 200_000_000
#: A layer with more shapes is not one of administrative areas.
MOST_SHAPES = 100_000

_SIGNATURES = {
    ".gpkg": b"SQLite format 3\0",
    ".shp": b"\x00\x00\x27\x0a",
    ".fgb": b"fgb\x03fgb",
}
_DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".fgb": "FlatGeobuf"}
_TEXT: dict[str, Callable[[Path], gpd.GeoDataFrame]] = {
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".kml": read_kml,
}
_ARCHIVES = (".zip", ".kmz")

_INSIDE = (*_SIGNATURES, *_TEXT, ".gpx")

#: What can be read, by the ending of the name.
ENDINGS = (*_INSIDE, *_ARCHIVES)

_VIRTUAL = re.compile(r"\s*create\s+virtual", re.I)
_HARMLESS = re.compile(r"\busing\s+[\"'`]?(?:rtree|fts[345])", re.I)


def layer_names(path: Path) -> list[str]:
    """Return the layers of a geo file.

    Parameters
    ----------
    path : pathlib.Path
        As for :func:`read_layer`.

    Returns
    -------
    list of str
        The name of the file, without ending, where the format has one layer only.

    Raises
    ------
    ProbonoError
        With what is wrong with the file.
    """
    suffix = _checked(path)
    if suffix in _ARCHIVES:
        inside = members(path, _INSIDE)
        if len(inside) != 1:
            return inside
        with TemporaryDirectory() as folder:
            layers = layer_names(unpack(path, Path(folder), "", _INSIDE))
        return layers if len(layers) > 1 else inside
    if suffix == ".gpx":
        return gpx_layers(path)
    if suffix == ".gpkg":
        try:
            return [str(name) for name, _ in pyogrio.list_layers(path)]
        except (pyogrio.errors.DataSourceError, ValueError) as problem:
            raise refusal("places.unreadable", path, reason=_first_line(problem)) from problem
    return [path.stem]


def read_layer(path: Path, layer: str = "", *, most: int = 0) -> gpd.GeoDataFrame | pd.DataFrame:
    """Read one layer of a boundary file, two-dimensional, in the CRS it states.

    Parameters
    ----------
    path : pathlib.Path
        GeoPackage, shapefile, FlatGeobuf, GeoJSON, KML, or a zip with one of them.
    layer : str
        Layer of a GeoPackage, or file in a zip; empty where there is only one.
    most : int
        More features than this are refused; 0 for :data:`MOST_SHAPES`.

    Returns
    -------
    geopandas.GeoDataFrame
        All columns; ``crs`` is ``None`` if the file states none; geometries that cannot be read
        are missing. A plain frame where the layer has no geometry.

    Raises
    ------
    ProbonoError
        With what is wrong with the file.
    """
    suffix = _checked(path)
    most = most or MOST_SHAPES
    if suffix in _ARCHIVES:
        with TemporaryDirectory() as folder:
            member = layer if layer in members(path, _INSIDE) else ""
            inside = unpack(path, Path(folder), member, _INSIDE)
            return read_layer(inside, "" if member else layer, most=most)
    if suffix == ".gpx" or suffix in _TEXT:
        frame = read_gpx(path, layer) if suffix == ".gpx" else _TEXT[suffix](path)
        if len(frame) > most:
            raise refusal("places.too_many_shapes", path, limit=most)
        return frame
    return _read_binary(path, suffix, layer, most)


def _checked(path: Path) -> str:
    """Refuse what the content does not prove to be; return the ending."""
    _check_file(path)
    suffix = path.suffix.casefold()
    if suffix not in ENDINGS:
        raise refusal("places.unknown_format", path, ending=suffix or path.name, endings=ENDINGS)
    if suffix in _SIGNATURES:
        with path.open("rb") as file:
            if not file.read(16).startswith(_SIGNATURES[suffix]):
                raise refusal("places.not_that_format", path, ending=suffix)
        if suffix == ".gpkg":
            _check_geopackage(path)
    return suffix


def _check_geopackage(path: Path) -> None:
    """Refuse a database whose virtual tables would read other files."""
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            made = database.execute("select name, sql from sqlite_master").fetchall()
    except sqlite3.Error as problem:
        raise refusal("places.unreadable", path, reason=_first_line(problem)) from problem
    virtual = [sql for _, sql in made if _VIRTUAL.match(sql or "")]
    if "gpkg_contents" not in {name for name, _ in made} or not all(
        _HARMLESS.search(sql) for sql in virtual
    ):
        raise refusal("places.not_that_format", path, ending=path.suffix)


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise refusal("file.is_a_folder", path)
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except PermissionError as problem:
        reason = problem.strerror or ""
        raise refusal("file.not_readable", path, reason=reason) from problem
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    if not size:
        raise refusal("file.empty", path)
    if size > LARGEST:
        raise refusal("places.too_large", path, limit=LARGEST)


def _read_binary(path: Path, suffix: str, layer: str, most: int) -> gpd.GeoDataFrame | pd.DataFrame:
    if suffix == ".shp" and not _companion(path, ".shx"):
        raise refusal("places.shapefile_parts", path)
    try:
        with warnings.catch_warnings():
            # What GDAL warns of (rings, field widths) is checked on the shapes themselves.
            warnings.simplefilter("ignore")
            layers = [str(name) for name, _ in pyogrio.list_layers(path)]
            chosen = _choose(path, layers, layer)
            information = pyogrio.read_info(path, layer=chosen)
            _check_information(path, suffix, information, most)
            frame = pyogrio.read_dataframe(
                path,
                layer=chosen,
                encoding=_encoding(path, suffix),
                force_2d=True,
                on_invalid="ignore",
            )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as problem:
        raise refusal("places.unreadable", path, reason=_first_line(problem)) from problem
    return frame


def _choose(path: Path, layers: list[str], layer: str) -> str:
    if layer in layers:
        return layer
    if layer or len(layers) > 1:
        raise refusal("places.which_layer", path, layers=tuple(layers))
    return layers[0]


def _check_information(path: Path, suffix: str, information: dict[str, object], most: int) -> None:
    if information["driver"] != _DRIVERS[suffix]:
        raise refusal("places.not_that_format", path, ending=suffix)
    if int(str(information["features"])) > most:
        raise refusal("places.too_many_shapes", path, limit=most)


def _companion(path: Path, suffix: str) -> Path | None:
    for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if candidate.is_file():
            return candidate
    return None


def _encoding(path: Path, suffix: str) -> str | None:
    """Return the encoding of a shapefile's texts where no .cpg states it.

    UTF-8 is recognised by its own rules: text in another encoding hardly ever follows them. Names
    cut in the middle of a letter by the width of the field are allowed for.
    """
    table = _companion(path, ".dbf") if suffix == ".shp" else None
    if table is None or _companion(path, ".cpg"):
        return None
    text = table.read_bytes()[32:].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    foreign = sum(not char.isascii() for char in text) - broken
    return "UTF-8" if foreign > broken else "CP1252" if broken else None


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0].rstrip(".")
