"""The features of a map as other programs take them: typed columns, longitudes within ±180°."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Shapes
from probono_kit.maps.model import PLAIN, LegendClass, MapModel
from probono_kit.maps.signs import signs_of
from probono_kit.maps.values import Content, as_words, content_of

#: Columns that the kit adds to those of the table.
OWN = ("code", "name", "value", "value_text", "class", "colour", "shape", "icon", "radius")

#: Names that a GeoPackage keeps for itself.
TAKEN = ("fid", "geom", "ogc_fid", "geometry", "id")

#: Decimals of a degree: ten centimetres on the ground.
DECIMALS = 6


def subject_layer(model: MapModel) -> gpd.GeoDataFrame:
    """Return what the map is about, ready to be written for another program.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, longitudes within ±180° (a shape across the date line is cut there, as RFC 7946
        section 3.1.9 asks), rings by the right-hand rule. Columns: ``code``; ``name`` unless it
        may not leave; ``value`` (number or text) and ``value_text`` if they may leave; ``class``
        (label of the legend); ``colour`` (``#rrggbb``, empty where nothing is drawn); ``shape``
        and ``icon`` of points that have them; ``radius``
        (millimetres on A4) on a map of symbols; ``origin``, ``destination`` and ``width`` (mm too)
        of flows; the columns of the brief with amounts as numbers, days as days, all else as text.
    """
    frame = model.points if len(model.points) else model.areas
    if model.flows is None:
        return typed_layer(frame, model.classes, model.cells, model.language)
    frame = model.flows.frame
    made = typed_layer(frame, model.classes, pd.DataFrame(), model.language)
    return made.assign(**{name: list(frame[name]) for name in ("origin", "destination", "width")})


def typed_layer(
    frame: gpd.GeoDataFrame, classes: Sequence[LegendClass], cells: pd.DataFrame, language: str
) -> gpd.GeoDataFrame:
    """Return the features of one layer, as :func:`subject_layer` describes them.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Areas, points, flows, or the frame of a further layer.
    classes : sequence of LegendClass
        Its legend.
    cells : pandas.DataFrame
        Columns that may leave, row for row.
    language : str
        Of texts.
    """
    labels = {line.key: line.label for line in classes}
    columns: dict[str, object] = {"code": [str(key) for key in frame["key"]]}
    if frame["name"].astype(bool).any():
        columns["name"] = list(frame["name"])
    if frame["value_text"].astype(bool).any():
        columns["value"] = _typed(frame["value"].reset_index(drop=True), language)
        columns["value_text"] = list(frame["value_text"])
    columns["class"] = [labels.get(key, "") for key in frame["class_key"]]
    plain = frame["class_key"] == PLAIN
    columns["colour"] = [
        "" if bare else fill for bare, fill in zip(plain, frame["fill"], strict=True)
    ]
    if any(line.shape for line in classes):
        signs = signs_of(classes, frame["class_key"])
        columns |= {"shape": [sign.shape for sign in signs], "icon": [sign.icon for sign in signs]}
    if frame["radius"].notna().any():
        columns["radius"] = frame["radius"].round(3).to_numpy()
    for name, column in cells.items():
        columns[free_name(str(name), columns)] = _typed(column, language)
    shapes = cut_at_date_line(frame.geometry.to_numpy())
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=shapes, crs="EPSG:4326")


def symbol_layer(model: MapModel, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the circles of a map of symbols on areas: `layer` with a point for each area."""
    middles = shapely.points(
        np.round(_within(model.areas["label_x"]), DECIMALS), model.areas["label_y"]
    )
    drawn = layer["radius"].notna() if "radius" in layer else pd.Series(False, index=layer.index)
    return layer.set_geometry(gpd.GeoSeries(middles, crs=layer.crs))[drawn].reset_index(drop=True)


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return `name`, or one like it that is neither in `taken` nor kept by a file format.

    Examples
    --------
    >>> free_name("Class", ("class",)), free_name("fid", ()), free_name("wells", ("class",))
    ('Class_2', 'fid_2', 'wells')
    """
    low = {one.casefold() for one in (*taken, *TAKEN)}
    found, number = name, 1
    while found.casefold() in low:
        number += 1
        found = f"{name}_{number}"
    return found


def cut_at_date_line(shapes: Shapes) -> Shapes:
    """Return shapes whose longitudes go on beyond 180° as shapes within ±180°, cut in two.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely geometries
        Degrees; longitudes from -180 to 540.

    Returns
    -------
    numpy.ndarray of shapely geometries
        The same ground; polygons with their outer rings anticlockwise; coordinates rounded to
        :data:`DECIMALS` where that keeps the shape valid.

    Examples
    --------
    >>> fiji = shapely.box(177, -19, 182, -16)
    >>> [part.bounds for part in cut_at_date_line(np.array([fiji]))[0].geoms]
    [(177.0, -19.0, 180.0, -16.0), (-180.0, -19.0, -178.0, -16.0)]
    """
    shapes = np.asarray(shapes, dtype=object)
    far = shapely.bounds(shapes)[:, 2] > 180
    cut = shapes.copy()
    for i in np.flatnonzero(far):
        cut[i] = _cut(shapes[i])
    rounded = shapely.set_precision(cut, 10.0**-DECIMALS, mode="valid_output")
    # Islands smaller than the grid keep the coordinates that they have.
    lost = shapely.is_empty(rounded) & ~shapely.is_empty(cut)
    rounded[lost] = cut[lost]
    return np.asarray(shapely.orient_polygons(rounded))


def _cut(shape: BaseGeometry) -> BaseGeometry:
    kind = shapely.get_dimensions(shape)
    here = shapely.intersection(shape, shapely.box(-180, -90, 180, 90))
    there = shapely.intersection(shape, shapely.box(180, -90, 540, 90))
    parts = [
        part
        for half in (here, affinity.translate(there, xoff=-360))
        for part in shapely.get_parts(half)
        if shapely.get_dimensions(part) == kind and not part.is_empty
    ]
    if len(parts) > 1:
        gather = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[kind]
        parts = [gather(parts)]
    whole: BaseGeometry = parts[0]
    return whole


def _within(longitudes: pd.Series) -> np.ndarray:
    return (longitudes.to_numpy(dtype=float) + 180) % 360 - 180


def _typed(column: pd.Series, language: str) -> pd.Series:
    """Return a column that every file format can hold: numbers, days, or text."""
    content = content_of(column)
    if content is Content.NUMBERS:
        numbers = pd.Series(
            [np.nan if pd.isna(cell) or cell == "" else float(cell) for cell in column]
        )
        whole = numbers.dropna()
        if len(whole) and (whole == whole.round()).all() and whole.abs().max() < 2**53:
            return numbers.astype("Int64")
        return numbers
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.dt.tz_localize(None) if column.dt.tz is not None else column
    words = as_words(column, language)
    return pd.Series([word or None for word in words], dtype=object)
