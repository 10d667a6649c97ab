"""GeoJSON (RFC 7946), with the colours of the map for the viewers that read simplestyle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from probono_kit.files import write_text
from probono_kit.maps.export.features import DECIMALS, subject_layer, typed_layer
from probono_kit.maps.model import MapModel
from probono_kit.maps.overlays import Overlay


def write_geojson(model: MapModel, path: Path) -> None:
    """Write the features of the map with title, source and disclaimer.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        Replaced if it exists, whole or not at all.

    Notes
    -----
    Colours are named as Mapbox's simplestyle-spec 1.1 names them; geojson.io, GitHub and uMap
    show them.
    """
    _write(subject_layer(model), model, path)


def write_overlay(model: MapModel, layer: Overlay, path: Path) -> None:
    """Write a further layer of the map, as a file of its own.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    layer : Overlay
        One of its layers.
    path : pathlib.Path
        Replaced if it exists, whole or not at all.
    """
    _write(typed_layer(layer.frame, layer.classes, layer.cells, model.language), model, path, layer)


def _write(
    layer: gpd.GeoDataFrame, model: MapModel, path: Path, overlay: Overlay | None = None
) -> None:
    collection = {
        "type": "FeatureCollection",
        "title": overlay.title if overlay else model.title,
        "description": overlay.said if overlay else model.alt_text,
        "attribution": " · ".join(model.notes),
        "licence": model.spec.credits.licence,
        "disclaimer": model.disclaimer,
        "language": model.language,
        "bbox": [round(float(side), DECIMALS) for side in layer.total_bounds],
        "features": [feature | {"properties": _styled(feature)} for feature in features(layer)],
    }
    write_text(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")


def features(layer: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the rows of a layer as GeoJSON features, blanks as ``null``.

    Examples
    --------
    >>> layer = gpd.GeoDataFrame({"wells": [3]}, geometry=[shapely.Point(-17.4, 14.7)], crs=4326)
    >>> features(layer)[0]["geometry"]
    {'type': 'Point', 'coordinates': [-17.4, 14.7]}
    """
    cells = layer.drop(columns=layer.geometry.name)
    shapes = [json.loads(text) for text in shapely.to_geojson(layer.geometry.to_numpy())]
    rows = zip(*(_plain(cells[name]) for name in cells), strict=True)
    return [
        {"type": "Feature", "properties": dict(zip(cells, row, strict=True)), "geometry": shape}
        for row, shape in zip(rows, shapes, strict=True)
    ]


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return [None if pd.isna(cell) else _day(cell) for cell in column]
    return [None if pd.isna(cell) else cell for cell in column.astype(object)]


def _day(cell: pd.Timestamp) -> str:
    return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat()


def _styled(feature: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = feature["properties"]
    colour = told.get("colour")
    if not colour:
        return told
    if feature["geometry"]["type"] in ("Point", "MultiPoint"):
        return told | {"marker-color": colour, "marker-size": "small"}
    if "width" in told:
        return told | {"stroke": colour, "stroke-width": round(told["width"] * 96 / 25.4, 1)}
    return told | {"fill": colour, "fill-opacity": 0.9, "stroke": "#ffffff", "stroke-width": 1}
