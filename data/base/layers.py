"""Writing a layer, and saying what is in it."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

#: Zip archives carry a time; this one says nothing about when they were made.
_TIME = (2000, 1, 1, 0, 0, 0)


def write_layer(frame: gpd.GeoDataFrame, name: str, folder: Path) -> dict[str, Any]:
    """Write `frame` as ``<name>.fgb`` (FlatGeobuf) inside ``<name>.zip``; describe the file.

    The same frame gives the same bytes. Without FlatGeobuf's own index rows keep their order.
    """
    _check(frame, name)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / f"{name}.fgb"
        pyogrio.write_dataframe(
            frame, plain, driver="FlatGeobuf", layer=name, layer_options={"SPATIAL_INDEX": "NO"}
        )
        content = plain.read_bytes()
    path = folder / f"{name}.zip"
    entry = zipfile.ZipInfo(plain.name, _TIME)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    written = path.read_bytes()
    return {
        "file": path.name,
        "features": len(frame),
        "columns": [column for column in frame.columns if column != "geometry"],
        "geometry": sorted(set(frame.geom_type))[-1],
        "crs": "EPSG:4326",
        "bytes": len(written),
        "sha256": hashlib.sha256(written).hexdigest(),
        "sha256_of_content": hashlib.sha256(content).hexdigest(),
    }


def _check(frame: gpd.GeoDataFrame, name: str) -> None:
    bad = frame[~frame.geometry.is_valid | frame.geometry.is_empty]
    if len(bad):
        raise SystemExit(f"{name}: {len(bad)} geometries are empty or invalid:\n{bad}")
    for column in frame.columns:
        if column != "geometry" and frame[column].map(lambda v: v == "").any():
            raise SystemExit(f"{name}: column {column} has empty texts")


def multi(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `frame` with every polygon or line as a collection of one: one type per layer."""
    geometries = frame.geometry.to_numpy()
    types = {3: shapely.multipolygons, 1: shapely.multilinestrings}
    made = [
        types[shapely.get_type_id(g)]([g]) if shapely.get_type_id(g) in types else g
        for g in geometries
    ]
    return frame.set_geometry(gpd.GeoSeries(made, index=frame.index, crs=frame.crs))
