"""Lakes and rivers, for orientation: the larger ones, generalised like the borders."""

from __future__ import annotations

import re

import coverage
import geopandas as gpd
import numpy as np
import shapely

#: Lakes smaller than this are not drawn at the scale of a country.
LAKE_KM2 = 25
LAKE_TOLERANCE = 0.008
RIVER_TOLERANCE = 0.008

#: The file has lost every letter beyond ASCII; what each name was, checked to fit what is left.
_RIVER_NAMES = [
    "Aïna", "Ajajú", "Amgun", "Anadyr", "Aoukalé", "Argun (Ergun)", "Aripuanã", "Bagoé", "Baoulé",
    "Bolshaya Kuonamka", "Bolshoy Anyuy", "Bolshoy Yenisey", "Bolshoy Yugan", "Bénoué", "Bío-Bío",
    "Caquetá", "Carcarañá", "Caroní", "Copiapó", "Dalälven", "Di’er Songhua", "Geba", "Godāvari",
    "Ghāghara", "Guainía", "Guaporé", "Guárico", "Ibicuí", "Indaiá", "Indalsälven", "Ivaí",
    "Japurá", "Jiparaná", "Juruá", "Jutaí", "Kadéï", "Kizılirmak", "Komoé", "Künes", "Lúrio",
    "Mahāna Nadī", "Mamoré", "Marañón", "Nakanbé (White Volta)", "Neuquén", "Nhamundá", "Ob",
    "Ocoña", "Ogooué", "Olyokma", "Olenyok", "Ouémé", "Paraná", "Paranaíba", "Parnaíba", "Piauí",
    "Pungué", "Purús", "Severnaya Sosva", "Song’acha", "São Francisco", "Sénégal", "Tao’er",
    "Tapajós", "Thjórsá", "Tietê", "Tom", "Uaupés", "Zayü",
]  # fmt: skip


def lakes(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return lakes of at least :data:`LAKE_KM2`: ``km2``, geometry. The source names none."""
    frame = gpd.GeoDataFrame({"geometry": source.geometry.to_numpy()}, crs=4326)
    frame["geometry"] = shapely.make_valid(frame.geometry.to_numpy())
    frame["area"] = np.arange(len(frame)).astype(str)
    frame["km2"] = coverage.km2(frame.geometry.to_numpy()).round(1)
    frame = frame[frame["km2"] >= LAKE_KM2].reset_index(drop=True)
    frame = coverage.generalise(frame, LAKE_TOLERANCE, coverage.GRID)
    frame = frame.sort_values("km2", ascending=False, kind="stable").reset_index(drop=True)
    return frame[["km2", "geometry"]]


def rivers(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return rivers and their courses through lakes.

    Columns: ``name`` (one name, in the language of the source), ``kind`` (``river`` or
    ``lake_centreline``), ``rank`` (Natural Earth's scale rank: 0 is drawn on maps of the world,
    10 only on large ones), geometry.
    """
    frame = gpd.GeoDataFrame({"geometry": source.geometry.to_numpy()}, crs=4326)
    kinds = {"River": "river", "Lake Centerline": "lake_centreline"}
    frame["kind"] = source["featurecla"].map(kinds)
    frame["rank"] = source["scalerank"].astype("int16")
    frame["name"] = [river_name(name) for name in source["name"]]
    flat = shapely.simplify(coverage.to_equal_area(frame.geometry.to_numpy()), RIVER_TOLERANCE)
    lines = shapely.set_precision(coverage.from_equal_area(flat), coverage.GRID, mode="pointwise")
    frame["geometry"] = [shapely.line_merge(shapely.multilinestrings(_lines(g))) for g in lines]
    frame = frame[~frame.geometry.is_empty]
    order = ["rank", "name", "kind"]
    frame = frame.sort_values(order, kind="stable", na_position="last").reset_index(drop=True)
    return frame[["name", "kind", "rank", "geometry"]]


def _lines(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    kept = [shapely.remove_repeated_points(line) for line in shapely.get_parts(geometry)]
    return [line for line in kept if line.length > 0]


def river_name(damaged: object) -> str | None:
    """Return the name with its lost letters; ``None`` if they are not known.

    Examples
    --------
    >>> river_name("S?n?gal")
    'Sénégal'
    >>> river_name("?") is None
    True
    """
    if not isinstance(damaged, str) or not damaged.strip():
        return None
    name = " ".join(damaged.split())
    if "?" not in name:
        return name
    fits = [known for known in _RIVER_NAMES if _fits(name, known)]
    return fits[0] if len(fits) == 1 else None


def _fits(damaged: str, known: str) -> bool:
    """Whether `known` is `damaged` with each ``?`` replaced by at most two letters."""
    return bool(re.fullmatch(re.escape(damaged).replace(r"\?", ".{0,2}"), known))
