"""GeoJSON and KML parsed as what they are, never by a driver that might follow references."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from probono_kit.places.refusals import refusal

_GEOMETRIES = {"Point", "LineString", "Polygon", "GeometryCollection"} | {
    f"Multi{name}" for name in ("Point", "LineString", "Polygon")
}


def read_geojson(path: Path) -> gpd.GeoDataFrame:
    """Read a GeoJSON file (RFC 7946; the ``crs`` member of its forerunner is honoured).

    Parameters
    ----------
    path : pathlib.Path
        UTF-8, or what Windows programs write instead.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per feature; geometries that are none are missing.

    Raises
    ------
    ProbonoError
        If the text is not GeoJSON, or names an unknown CRS.
    """
    try:
        content = json.loads(_text(path))
    except (json.JSONDecodeError, RecursionError) as problem:
        raise refusal("places.not_that_format", path, ending=path.suffix) from problem
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection" and isinstance(content.get("features"), list):
        features = [item for item in content["features"] if isinstance(item, dict)]
    elif kind == "Feature":
        features = [content]
    elif kind in _GEOMETRIES:
        features = [{"geometry": content}]
    else:
        raise refusal("places.not_that_format", path, ending=path.suffix)
    shapes = [
        json.dumps(feature["geometry"]) if isinstance(feature.get("geometry"), dict) else None
        for feature in features
    ]
    geometry = shapely.force_2d(shapely.from_geojson(np.array(shapes, dtype=object), "ignore"))
    properties = [feature.get("properties") or {} for feature in features]
    return frame_of(
        [p if isinstance(p, dict) else {} for p in properties], geometry, _crs(content, path)
    )


def _crs(content: dict[str, Any], path: Path) -> CRS:
    member = content.get("crs")
    if not isinstance(member, dict):
        return CRS.from_epsg(4326)
    name = str((member.get("properties") or {}).get("name", ""))
    if name.endswith("CRS84"):
        return CRS.from_epsg(4326)
    try:
        return CRS.from_user_input(name)
    except CRSError as problem:
        raise refusal("places.unknown_crs", path, crs=name[:80]) from problem


def read_kml(path: Path) -> gpd.GeoDataFrame:
    """Read the placemarks of a KML file with their names and extended data, EPSG:4326.

    Links to other files are not followed.

    Parameters
    ----------
    path : pathlib.Path
        KML 2.2 (OGC 07-147r2).

    Returns
    -------
    geopandas.GeoDataFrame
        One row per placemark with a geometry; column ``name``, and one per field of data.

    Raises
    ------
    ProbonoError
        If the text is not KML.
    """
    root = xml_root(path, "kml")
    placemarks = [element for element in root.iter() if tag_of(element) == "Placemark"]
    geometry = np.array([_kml_geometry(element) for element in placemarks], dtype=object)
    return frame_of([_kml_fields(element) for element in placemarks], geometry, CRS.from_epsg(4326))


def xml_root(path: Path, tag: str) -> ET.Element:
    """Parse an XML file without entities, whose root must be `tag`.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    tag : str
        Name of the root, without namespace.

    Raises
    ------
    ProbonoError
        If it is another kind of file.
    """
    text = _text(path)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refusal("places.not_that_format", path, ending=path.suffix)
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError, RecursionError) as problem:
        raise refusal("places.not_that_format", path, ending=path.suffix) from problem
    if tag_of(root) != tag:
        raise refusal("places.not_that_format", path, ending=path.suffix)
    return root


def _kml_fields(placemark: ET.Element) -> dict[str, str]:
    fields = {}
    for element in placemark.iter():
        if tag_of(element) == "SimpleData":
            fields[element.get("name", "")] = (element.text or "").strip()
        elif tag_of(element) == "Data":
            value = next((child for child in element if tag_of(child) == "value"), None)
            fields[element.get("name", "")] = ((value is not None and value.text) or "").strip()
    name = next((child.text for child in placemark if tag_of(child) == "name"), "")
    return {"name": (name or "").strip(), **{k: v for k, v in fields.items() if k != "name"}}


def _kml_geometry(placemark: ET.Element) -> shapely.Geometry | None:
    shapes: list[shapely.Geometry] = []
    for element in placemark.iter():
        try:
            match tag_of(element):
                case "Polygon":
                    shapes.append(_kml_polygon(element))
                case "LineString":
                    shapes.append(shapely.LineString(_positions(element)))
                case "Point":
                    shapes.append(shapely.Point(_positions(element)[0]))
        except (ValueError, IndexError, shapely.GEOSException):
            return None
    if len(shapes) < 2:
        return shapes[0] if shapes else None
    polygons = [shape for shape in shapes if isinstance(shape, shapely.Polygon)]
    if len(polygons) == len(shapes):
        return shapely.MultiPolygon(polygons)
    return shapely.GeometryCollection(shapes)


def _kml_polygon(element: ET.Element) -> shapely.Polygon:
    rings: dict[str, list[list[tuple[float, float]]]] = {"outer": [], "inner": []}
    for boundary in element:
        side = tag_of(boundary).removesuffix("BoundaryIs")
        if side in rings:
            rings[side] += [_positions(ring) for ring in boundary if tag_of(ring) == "LinearRing"]
    return shapely.Polygon(rings["outer"][0], rings["inner"])


def _positions(element: ET.Element) -> list[tuple[float, float]]:
    text = next((e.text or "" for e in element.iter() if tag_of(e) == "coordinates"), "")
    pairs = [position.split(",") for position in text.split()]
    return [(float(pair[0]), float(pair[1])) for pair in pairs]


def tag_of(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def frame_of(rows: list[dict[str, Any]], geometry: Any, crs: CRS) -> gpd.GeoDataFrame:
    """Return features as a frame, one column per field that any of them has."""
    columns = list(dict.fromkeys(str(key) for row in rows for key in row if key != "geometry"))
    fields = pd.DataFrame([[row.get(key) for key in columns] for row in rows], columns=columns)
    return gpd.GeoDataFrame(fields, geometry=geometry, crs=crs)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
