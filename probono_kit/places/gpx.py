"""GPX files of receivers and telephones: waypoints, routes and tracks, parsed as what they are."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from probono_kit.places.refusals import refusal
from probono_kit.places.text_formats import frame_of, tag_of, xml_root

#: Layer → the element that holds one of its features.
_LAYERS = {"waypoints": "wpt", "routes": "rte", "tracks": "trk"}
_FIELDS = ("name", "time", "ele", "cmt", "desc", "type", "sym")


def gpx_layers(path: Path) -> list[str]:
    """Return the layers of a GPX file that hold something.

    Parameters
    ----------
    path : pathlib.Path
        GPX 1.0 or 1.1.

    Returns
    -------
    list of str
        Of ``waypoints``, ``routes``, ``tracks``.
    """
    inside = {tag_of(element) for element in xml_root(path, "gpx")}
    return [layer for layer, tag in _LAYERS.items() if tag in inside]


def read_gpx(path: Path, layer: str = "") -> gpd.GeoDataFrame:
    """Read one layer of a GPX file, EPSG:4326.

    Parameters
    ----------
    path : pathlib.Path
        GPX 1.0 or 1.1.
    layer : str
        ``waypoints`` (points), ``routes`` or ``tracks`` (lines); empty where there is only one.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per feature; columns of name, time, elevation… as far as any has them.

    Raises
    ------
    ProbonoError
        If it is no GPX file, or has no such layer.
    """
    root = xml_root(path, "gpx")
    layers = gpx_layers(path)
    if not layers:
        raise refusal("places.no_shapes", path)
    if layer not in layers and (layer or len(layers) > 1):
        raise refusal("places.which_layer", path, layers=tuple(layers))
    tag = _LAYERS[layer or layers[0]]
    features = [element for element in root if tag_of(element) == tag]
    geometry = np.array([_shape(element) for element in features], dtype=object)
    return frame_of([_fields(element) for element in features], geometry, CRS.from_epsg(4326))


def _fields(element: ET.Element) -> dict[str, str]:
    texts = {tag_of(child): (child.text or "").strip() for child in element}
    return {key: texts[key] for key in _FIELDS if texts.get(key)}


def _shape(element: ET.Element) -> shapely.Geometry | None:
    try:
        if tag_of(element) == "wpt":
            return shapely.Point(_position(element))
        points = [child for child in element.iter() if tag_of(child) in ("rtept", "trkpt")]
        if tag_of(element) == "rte" or len(points) < 2:
            return shapely.LineString([_position(point) for point in points])
        parts = [
            [_position(point) for point in segment if tag_of(point) == "trkpt"]
            for segment in element
            if tag_of(segment) == "trkseg"
        ]
        return shapely.MultiLineString([part for part in parts if len(part) > 1])
    except (TypeError, ValueError, shapely.GEOSException):
        return None


def _position(element: ET.Element) -> tuple[float, float]:
    return float(element.get("lon", "")), float(element.get("lat", ""))
