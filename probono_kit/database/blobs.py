"""Shapes as the GeoPackage standard stores them: a header, then well-known binary.

GeoAlchemy2 leaves this to SpatiaLite, a library that pip does not bring; the header is 8 bytes.
Source: OGC 12-128r17, clause 2.1.3 (GeoPackageBinary).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

#: ``GP``, version 1, then flags: little endian, with or without an envelope; then the SRS.
_HEAD = struct.Struct("<2sBBi")
_BOX = struct.Struct("<dddd")
_SIZES = (0, 32, 48, 48, 64)
_EMPTY = 0x10


def to_blobs(shapes: Sequence[Any] | np.ndarray, srid: int) -> list[bytes | None]:
    """Return shapes as GeoPackage blobs; points without an envelope, as GDAL writes them.

    Parameters
    ----------
    shapes : array of shapely geometries
        ``None`` where there is none.
    srid : int
        Spatial reference system in ``gpkg_spatial_ref_sys``.

    Returns
    -------
    list of bytes or None

    Examples
    --------
    >>> blob = to_blobs([shapely.Point(1, 2), None], 4326)[0]
    >>> blob[:4], len(blob)
    (b'GP\\x00\\x01', 29)
    """
    array = np.asarray(shapes, dtype=object)
    bodies = shapely.to_wkb(array, byte_order=1, flavor="iso").tolist()
    point = _HEAD.pack(b"GP", 0, 0b0001, srid)
    if set(np.unique(shapely.get_type_id(array)).tolist()) <= {-1, 0}:
        return [None if body is None else point + body for body in bodies]
    boxed = _HEAD.pack(b"GP", 0, 0b0011, srid)
    west, south, east, north = shapely.bounds(array).T.tolist()
    heads = [
        boxed + _BOX.pack(w, e, s, n) for w, s, e, n in zip(west, south, east, north, strict=True)
    ]
    kinds = shapely.get_type_id(array).tolist()
    return [
        None if body is None else (point if kind == 0 else head) + body
        for body, head, kind in zip(bodies, heads, kinds, strict=True)
    ]


def from_blobs(blobs: Sequence[bytes | None]) -> np.ndarray:
    """Return the shapes of GeoPackage blobs, of any program.

    Parameters
    ----------
    blobs : sequence of bytes or None
        As stored.

    Returns
    -------
    numpy.ndarray
        Of shapely geometries; ``None`` where there is none or it is empty.

    Examples
    --------
    >>> from_blobs(to_blobs([shapely.Point(1, 2)], 4326))[0]
    <POINT (1 2)>
    """
    bodies = [
        None if blob is None or blob[3] & _EMPTY else blob[8 + _SIZES[(blob[3] >> 1) & 7] :]
        for blob in blobs
    ]
    return np.asarray(shapely.from_wkb(np.array(bodies, dtype=object)), dtype=object)


def register_functions(connection: sqlite3.Connection) -> None:
    """Teach a connection the functions that the triggers of a spatial index call.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of Python's own SQLite, which has none of them.

    Examples
    --------
    >>> connection = sqlite3.connect(":memory:")
    >>> register_functions(connection)
    >>> blob = to_blobs([shapely.Point(1, 2)], 4326)[0]
    >>> connection.execute("SELECT ST_MinX(?), ST_MaxY(?), ST_IsEmpty(?)", [blob] * 3).fetchone()
    (1.0, 2.0, 0)
    >>> connection.close()
    """
    for position, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        connection.create_function(name, 1, _edge(position), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def _edge(position: int) -> Any:
    def edge(blob: bytes | None) -> float | None:
        shape = None if blob is None else from_blobs([blob])[0]
        return None if shape is None else float(shapely.bounds(shape)[position])

    return edge


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(from_blobs([blob])[0] is None or bool(blob[3] & _EMPTY))
