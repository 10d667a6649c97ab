"""One coverage of the world's areas: no gaps, no overlaps, every shared border the same vertices.

Admin-1 areas come from one file, countries from another. Both are cut into faces along all their
lines; every face is given to one area; areas are simplified together and snapped to a grid
together; countries are the union of their areas. So a country's outline drawn over its provinces
lies on their borders exactly.
"""

from __future__ import annotations

from collections.abc import Callable

import countries_of
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

#: Decimals of the coordinates in the coarser of the two sources (1e-5 degree, about a metre).
SOURCE_DECIMALS = 5
#: Coordinates of the layers are whole multiples of this, in degrees: about 110 m, a tenth of what
#: 1:10m data can show, and numbers that compress to a third.
GRID = 2.0**-10
#: Faces below this where the two sources disagree are differences of drawing, not of borders.
SLIVER_KM2 = 0.5

KM2_PER_SQUARE_DEGREE = (6371.0088 * np.pi / 180) ** 2

Geometries = np.ndarray


def to_equal_area(geometries: Geometries) -> Geometries:
    """Cylindrical equal-area coordinates in degrees: areas of triangles are areas on the ground."""
    return shapely.transform(
        geometries, lambda xy: np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))])
    )


def from_equal_area(geometries: Geometries) -> Geometries:
    """Undo :func:`to_equal_area`."""

    def back(xy: np.ndarray) -> np.ndarray:
        sine = np.clip(np.radians(xy[:, 1]), -1, 1)
        return np.column_stack([xy[:, 0], np.degrees(np.arcsin(sine))])

    return shapely.transform(geometries, back)


def km2(geometries: Geometries) -> np.ndarray:
    """Areas on the sphere, in square kilometres."""
    return shapely.area(to_equal_area(geometries)) * KM2_PER_SQUARE_DEGREE


def _lines(geometries: Geometries) -> Geometries:
    return shapely.get_parts(shapely.boundary(geometries))


def _faces(lines: Geometries, grid: float | None = None) -> Geometries:
    noded = shapely.union_all(lines, grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return faces[np.lexsort(shapely.bounds(faces).T)]


def _locate(points: Geometries, areas: Geometries) -> np.ndarray:
    """Return the position of the first area that holds each point, -1 for none."""
    which, found = shapely.STRtree(areas).query(points, predicate="intersects")
    first = np.full(len(points), len(areas))
    np.minimum.at(first, which, found)
    return np.where(first == len(areas), -1, first)


def assemble(admin1: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut both sources into faces and give every face to one area.

    Parameters
    ----------
    admin1, countries : geopandas.GeoDataFrame
        As Natural Earth has them.

    Returns
    -------
    geopandas.GeoDataFrame
        ``area`` (Natural Earth's ``adm1_code``, or the key of an undetermined area), ``country``,
        geometry: a valid coverage in the precision of the sources.
    """
    outlines = shapely.transform(
        countries.geometry.to_numpy(), lambda xy: np.round(xy, SOURCE_DECIMALS)
    )
    provinces = admin1.geometry.to_numpy()
    faces = _faces(np.concatenate([_lines(provinces), _lines(outlines)]))
    points = shapely.point_on_surface(faces)
    frame = pd.DataFrame({"geometry": faces, "km2": km2(faces)})
    in_admin1, in_country = _locate(points, provinces), _locate(points, outlines)
    frame["source_area"] = np.where(in_admin1 < 0, "", admin1["adm1_code"].to_numpy()[in_admin1])
    frame["source_country"] = np.where(
        in_country < 0, "", countries["ADM0_A3"].to_numpy()[in_country]
    )
    frame = frame[(in_admin1 >= 0) | (in_country >= 0)].reset_index(drop=True)
    home = dict(
        zip(
            admin1["adm1_code"],
            admin1.apply(countries_of.country_of_area, axis=1),
            strict=True,
        )
    )
    frame["area"] = [
        _area_of_face(a, c, size, home)
        for a, c, size in zip(frame.source_area, frame.source_country, frame.km2, strict=True)
    ]
    _adopt(frame, home)
    dissolved = frame.groupby("area")["geometry"].agg(lambda g: shapely.union_all(g.to_numpy()))
    result = gpd.GeoDataFrame(dissolved.reset_index(), geometry="geometry", crs=4326)
    result["country"] = [home.get(area, area) for area in result["area"]]
    return result


def _area_of_face(area: str, country: str, size: float, home: dict[str, str]) -> str | None:
    """Return the area that a face belongs to; ``None`` where its neighbours decide."""
    recut = countries_of.RECUT.get((area, country))
    if recut and size >= SLIVER_KM2:
        return recut
    key = countries_of.country_of_code(country) if country else ""
    if not area:
        return key if key in countries_of.UNDETERMINED.values() else None
    if size < SLIVER_KM2 and key != home[area]:
        return None
    if home[area] in {*countries_of.UNDETERMINED.values(), countries_of.PARACEL_KEY}:
        return home[area]
    return countries_of.MERGED.get(area, area)


def _adopt(frame: pd.DataFrame, home: dict[str, str]) -> None:
    """Give each undecided face to the neighbour it shares most border with.

    Where it has no neighbour, it is an island: its own area if a source names one, else the
    nearest area of its country.
    """
    while True:
        settled = frame[frame["area"].notna()]
        open_ = frame[frame["area"].isna()]
        tree = shapely.STRtree(settled["geometry"].to_numpy())
        which, other = tree.query(open_["geometry"].to_numpy(), predicate="intersects")
        shared = shapely.length(
            shapely.intersection(
                open_["geometry"].to_numpy()[which], settled["geometry"].to_numpy()[other]
            )
        )
        pairs = pd.DataFrame(
            {
                "face": open_.index.to_numpy()[which],
                "area": settled["area"].to_numpy()[other],
                "shared": shared,
            }
        )
        pairs = pairs[pairs["shared"] > 0].groupby(["face", "area"], as_index=False).sum()
        if pairs.empty:
            break
        best = pairs.sort_values(["shared", "area"], ascending=[False, True]).drop_duplicates(
            "face"
        )
        frame.loc[best["face"], "area"] = best["area"].to_numpy()
    for index, face in frame[frame["area"].isna()].iterrows():
        frame.loc[index, "area"] = _area_of_island(face, frame, home)


def _area_of_island(face: pd.Series, frame: pd.DataFrame, home: dict[str, str]) -> str:
    if face["source_area"]:
        area: str = face["source_area"]
        return countries_of.MERGED.get(area, area)
    country = countries_of.country_of_code(face["source_country"])
    kin = frame[frame["area"].notna() & frame["area"].map(lambda a: home.get(a) == country)]
    if kin.empty:
        return country
    distance = shapely.distance(kin["geometry"].to_numpy(), face["geometry"])
    return str(kin["area"].iloc[int(np.argmin(distance))])


def generalise(
    areas: gpd.GeoDataFrame,
    tolerance: float,
    grid: float,
    *,
    spare_km2: float = 0,
    keep: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> gpd.GeoDataFrame:
    """Simplify a coverage and snap it to a grid; it stays a coverage.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        A valid coverage, one row per area.
    tolerance : float
        Degrees at the equator: vertices whose triangle is smaller than its square go
        (Visvalingam and Whyatt 1993, measured on the ground).
    grid : float
        Degrees: coordinates become whole multiples.
    spare_km2 : float
        Islands smaller than this keep all their vertices.
    keep : callable, optional
        Takes a frame of the parts (``owner``: row of their area, ``km2``), returns which ones
        stay.

    Returns
    -------
    geopandas.GeoDataFrame
        Same rows and columns. Where all parts of an area vanish in the grid, they become cells.
    """
    parts = shapely.get_parts(areas.geometry.to_numpy())
    owner = np.repeat(np.arange(len(areas)), shapely.get_num_geometries(areas.geometry.to_numpy()))
    if keep is not None:
        chosen = keep(pd.DataFrame({"owner": owner, "km2": km2(parts)})).to_numpy()
        owner, parts = owner[chosen], parts[chosen]
    spared = _is_island(parts) & (km2(parts) < spare_km2)
    simple = parts.copy()
    simple[~spared] = from_equal_area(
        shapely.coverage_simplify(to_equal_area(parts[~spared]), tolerance)
    )
    faces, found = _snap(simple, grid)
    lost = ~np.isin(owner, owner[found])
    if lost.any():
        cells = _cells(parts[lost], grid)
        owner, simple = np.concatenate([owner[lost], owner]), np.concatenate([cells, simple])
        faces, found = _snap(simple, grid)
    unions = pd.Series(faces).groupby(owner[found]).agg(_union)
    result = areas.iloc[unions.index].copy()
    result["geometry"] = unions.to_numpy()
    return result.reset_index(drop=True)


def _is_island(parts: Geometries) -> np.ndarray:
    which, _ = shapely.STRtree(parts).query(parts, predicate="intersects")
    return np.bincount(which, minlength=len(parts)) == 1


def _snap(parts: Geometries, grid: float) -> tuple[Geometries, np.ndarray]:
    """Return the faces between the snapped lines of `parts`, and the part that each is in."""
    faces = _faces(_lines(parts), grid)
    found = _locate(shapely.point_on_surface(faces), parts)
    return faces[found >= 0], found[found >= 0]


def _cells(parts: Geometries, grid: float) -> Geometries:
    """Return the cells of the grid that the bounds of each part touch."""
    west, south, east, north = shapely.bounds(parts).T / grid
    west, south = np.floor(west), np.floor(south)
    east, north = np.maximum(np.ceil(east), west + 1), np.maximum(np.ceil(north), south + 1)
    return shapely.box(west * grid, south * grid, east * grid, north * grid)


def _union(faces: pd.Series) -> shapely.Geometry:
    return shapely.normalize(shapely.coverage_union_all(faces.to_numpy()))


def dissolve(areas: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """Return the union of the areas of each value of `by`, keeping every vertex of the borders."""
    merged = areas.groupby(by)["geometry"].agg(_union)
    return gpd.GeoDataFrame(merged.reset_index(), geometry="geometry", crs=4326)
