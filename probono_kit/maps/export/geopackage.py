"""A GeoPackage of the map: its layers, and the styles in which QGIS opens them."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pyogrio
import shapely

from probono_kit.files import write_aside
from probono_kit.maps.export.layers import GisLayer, gis_layers
from probono_kit.maps.export.qgis_style import style_document
from probono_kit.maps.model import MapModel
from probono_kit.qgis import INSERT_STYLE, OWNER, STYLES_TABLE

_MULTI = {"marker": "MultiPoint", "line": "MultiLineString", "fill": "MultiPolygon"}
_CONTENTS = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
    " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)"
)


def write_geopackage(model: MapModel, path: Path) -> None:
    """Write the layers of a map, EPSG:4326, each with its style as the default of QGIS.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        Replaced if it exists, whole or not at all.
    """
    layers = gis_layers(model)
    when = f"{model.spec.credits.produced or '2000-01-01'}T00:00:00.000Z"
    with write_aside(path) as aside:
        aside.unlink()
        _write_layers(layers, model, aside)
        with closing(sqlite3.connect(aside)) as connection:
            _write_styles(connection, layers, when)
        _forget_changes(aside)


def _write_layers(layers: Sequence[GisLayer], model: MapModel, path: Path) -> None:
    for layer in layers:
        about = "\n".join([*model.notes, model.disclaimer]) if layer is layers[0] else ""
        kind = _MULTI[layer.kind]
        parts = shapely.get_num_geometries(layer.frame.geometry.to_numpy())
        points = layer.kind == "marker" and bool((parts == 1).all())
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*not exactly equal.*")
            pyogrio.write_dataframe(
                layer.frame,
                path,
                layer=layer.name,
                driver="GPKG",
                append=path.exists(),
                geometry_type="Point" if points else kind,
                promote_to_multi=not points,
                dataset_options={} if path.exists() else {"VERSION": "1.3"},
                layer_options={"IDENTIFIER": layer.title, "DESCRIPTION": about},
            )


def _write_styles(connection: sqlite3.Connection, layers: Sequence[GisLayer], when: str) -> None:
    with connection:
        connection.execute(STYLES_TABLE)
        connection.execute(_CONTENTS, (when,))
        connection.executemany(
            INSERT_STYLE,
            [
                (layer.name, "geom", layer.name, style_document(layer), 1, layer.title, OWNER, when)
                for layer in layers
            ],
        )
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (when,))
    connection.execute("VACUUM")


def _forget_changes(path: Path) -> None:
    """Set the counter of changes: GDAL saves once more where a second ends while it writes.

    The counter and the number that it has to agree with are at bytes 24 and 92 of the header
    (https://www.sqlite.org/fileformat2.html, sections 1.3.9 and 1.3.14).
    """
    with path.open("r+b") as file:
        for at in (24, 92):
            file.seek(at)
            file.write((1).to_bytes(4, "big"))
