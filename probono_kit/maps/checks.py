"""What a spec and its frames must be before a map is made of them; everything said at once."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.maps.arrays import Texts
from probono_kit.maps.bars import MOST_BARS
from probono_kit.maps.colours import is_palette, palette_names
from probono_kit.maps.layouts import AUTO, layout_names
from probono_kit.maps.pictures import is_picture
from probono_kit.maps.projection import WGS84
from probono_kit.maps.spec import Classification, Kind, MapSpec
from probono_kit.maps.values import EXAMPLES

_POLYGONS = ("Polygon", "MultiPolygon")
_POINTS = ("Point",)


def check_spec(spec: MapSpec, findings: Findings) -> None:
    """Report what no map may go out without, and what the renderers could not follow."""
    required = (
        ("title", spec.title, "map.no_title"),
        ("source", spec.credits.source, "map.no_source"),
        ("data_date", spec.credits.data_date, "map.no_date"),
    )
    for where, text, code in required:
        if not text.strip():
            findings.add(code, where)
    if not spec.credits.organisation.strip():
        findings.add("map.no_organisation", "ngo")
    if not is_palette(spec.palette):
        near = difflib.get_close_matches(spec.palette, palette_names(), n=3, cutoff=0.4)
        own = ("auto", *palette_names()[:8])
        findings.add("map.palette_unknown", "palette", name=spec.palette, near=tuple(near) or own)
    if spec.classification is Classification.BY_HAND and not spec.breaks:
        findings.add("map.breaks_missing", "breaks")
    if any(b <= a for a, b in zip(spec.breaks, spec.breaks[1:], strict=False)):
        findings.add("map.breaks_unordered", "breaks")
    if spec.kind is Kind.BIVARIATE:
        _check_second(spec, findings)
    if spec.kind is Kind.BARS and not 1 <= len(set(spec.further) - {spec.value}) < MOST_BARS:
        findings.add("map.bars_of_one", "further", most=MOST_BARS)
    layout = spec.page.layout
    if layout not in (AUTO, *layout_names()):
        findings.add("map.layout_unknown", "layout", name=layout, names=layout_names())
    _check_logo(spec, findings)


def _check_second(spec: MapSpec, findings: Findings) -> None:
    if not spec.second.value:
        findings.add("map.no_second", "second")
    if spec.classification is Classification.BY_HAND and spec.value and spec.second.value:
        for where, breaks in (("breaks", spec.breaks), ("second", spec.second.breaks)):
            if len(breaks) != 2 or breaks[0] >= breaks[1]:
                findings.add("map.breaks_of_square", where, count=len(breaks))
    if spec.palette != "auto":
        findings.add("map.palette_of_square", "palette", palette=spec.palette)


def _check_logo(spec: MapSpec, findings: Findings) -> None:
    logo = spec.credits.logo
    if logo is None:
        return
    if not logo.is_file():
        findings.add("file.missing", logo)
        return
    if not is_picture(logo):
        findings.add("map.logo_unreadable", logo)


def check_columns(
    spec: MapSpec, frame: pd.DataFrame | None, findings: Findings, *, points: bool
) -> None:
    """Report columns that the spec names and the table lacks, with the nearest names."""
    if frame is None:
        return
    known = [str(c) for c in frame.columns if c != "geometry"]
    for field, name in _named_columns(spec, points=points):
        if name not in frame.columns:
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
            findings.add("map.column_missing", field, name=name, near=tuple(near))


def _named_columns(spec: MapSpec, *, points: bool) -> Iterator[tuple[str, str]]:
    """Yield the columns that a spec names, each with its field."""
    fields = ("value", "denominator", "category", "label") if points else ("value", "denominator")
    named = [(field, getattr(spec, field)) for field in fields]
    if spec.kind is Kind.BIVARIATE:
        named += [("second", spec.second.value), ("second", spec.second.denominator)]
    if spec.kind is Kind.BARS:
        named += [("further", name) for name in spec.further]
    if spec.kind is Kind.WHO_WHAT_WHERE:
        named = [(field, getattr(spec, field)) for field in ("organisation", "sector")]
    if spec.kind is Kind.FLOWS:
        named = [(field, getattr(spec, field)) for field in ("origin", "destination", "value")]
    yield from ((field, name) for field, name in named if name)


def read_shapes(areas: gpd.GeoDataFrame | None, findings: Findings) -> gpd.GeoDataFrame | None:
    """Return the areas as ``key``, ``name``, ``geometry``, in EPSG:4326, ordered by name.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame or None
        With ``area_name`` and, where there are codes, ``area_code``.
    findings : Findings
        Gets what is wrong with it.

    Returns
    -------
    geopandas.GeoDataFrame or None
        ``None`` if there is nothing that could be drawn.
    """
    if areas is None:
        return None
    if not _has_geometry(areas, "areas", _POLYGONS, findings):
        return None
    codes = _texts(areas["area_code"]) if "area_code" in areas else np.full(len(areas), "")
    names = _texts(areas["area_name"]) if "area_name" in areas else codes
    names = np.where(names == "", codes, names)
    keys = np.where(codes == "", names, codes)
    frame = gpd.GeoDataFrame(
        {"key": keys, "name": names}, geometry=areas.geometry.to_numpy(), crs=areas.crs
    )
    twice = frame["key"][frame["key"].duplicated(keep=False)]
    if len(twice):
        examples = tuple(dict.fromkeys(twice))[:EXAMPLES]
        findings.add("map.area_twice", "areas", count=int(twice.nunique()), examples=examples)
    frame = frame.to_crs(WGS84) if areas.crs != WGS84 else frame
    empty = frame.geometry.isna() | frame.geometry.is_empty | (shapely.area(frame.geometry) == 0)
    if empty.any():
        examples = tuple(frame["name"][empty])[:EXAMPLES]
        findings.add("map.area_without_shape", "areas", count=int(empty.sum()), examples=examples)
        frame = frame.loc[~empty]
    order = sorted(
        range(len(frame)), key=lambda i: (sort_key(frame["name"].iloc[i]), frame["key"].iloc[i])
    )
    return frame.iloc[order].reset_index(drop=True) if len(frame) else None


def read_points(
    points: gpd.GeoDataFrame | None, findings: Findings
) -> tuple[gpd.GeoDataFrame, pd.DataFrame] | None:
    """Return the points that have a place (``geometry``, EPSG:4326) and their other columns."""
    if points is None:
        return None
    if not _has_geometry(points, "points", _POINTS, findings):
        return None
    frame = points.to_crs(WGS84) if points.crs != WGS84 else points
    lost = frame.geometry.isna() | frame.geometry.is_empty
    if lost.any():
        findings.add("map.point_without_place", "points", count=int(lost.sum()), total=len(frame))
    frame = frame.loc[~lost]
    wrong = (frame.geometry.x.abs() > 180) | (frame.geometry.y.abs() > 90)
    if wrong.any():
        first = frame.geometry[wrong].iloc[0]
        findings.add(
            "map.point_off_the_globe",
            "points",
            count=int(wrong.sum()),
            example=f"{first.y:g}, {first.x:g}",
        )
    if frame.empty:
        findings.add("map.no_points", "points")
        return None
    frame = frame.reset_index(drop=True)
    return gpd.GeoDataFrame(geometry=frame.geometry, crs=WGS84), pd.DataFrame(
        frame.drop(columns=frame.geometry.name)
    )


def _has_geometry(
    frame: gpd.GeoDataFrame, where: str, kinds: tuple[str, ...], findings: Findings
) -> bool:
    """Report what keeps `frame` from being a layer of `kinds`; tell whether it is one."""
    if len(frame) == 0:
        findings.add("map.no_areas" if where == "areas" else "map.no_points", where)
        return False
    if frame.crs is None:
        findings.add("map.no_crs", where)
        return False
    found = frame.geometry.geom_type.dropna()
    other = sorted(set(found) - set(kinds))
    if other:
        code = "map.not_polygons" if where == "areas" else "map.not_points"
        findings.add(code, where, kinds=tuple(other), count=int(found.isin(other).sum()))
        return False
    return True


def join_table(
    shapes: gpd.GeoDataFrame | None, table: pd.DataFrame | None, findings: Findings
) -> pd.DataFrame | None:
    """Return the rows of `table` in the order of `shapes`, blank for areas without a row.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame or None
        From :func:`read_shapes`.
    table : pandas.DataFrame or None
        One row per area, with ``area_code`` or ``area_name``.
    findings : Findings
        Gets rows without an area, areas named twice, and ``map.nothing_joined``.

    Returns
    -------
    pandas.DataFrame or None
        ``None`` if there is no table, no area, or nothing in common.
    """
    if table is None or shapes is None:
        return None
    if len(table) == 0:
        findings.add("map.table_empty", "table")
        return None
    keys = table_keys(shapes, table)
    if keys is None:
        findings.add("map.no_area_column", "table", columns=tuple(map(str, table.columns[:8])))
        return None
    unknown = ~np.isin(keys, shapes["key"].to_numpy())
    if unknown.all():
        examples = tuple(dict.fromkeys(keys[keys != ""]))[:EXAMPLES]
        findings.add(
            "map.nothing_joined", "table", rows=examples, areas=tuple(shapes["name"])[:EXAMPLES]
        )
        return None
    if unknown.any():
        names = _texts(table["area_name"])[unknown] if "area_name" in table else keys[unknown]
        examples = tuple(dict.fromkeys(n for n in names if n))[:EXAMPLES]
        findings.add(
            "map.row_without_area",
            "table",
            count=int(unknown.sum()),
            total=len(table),
            examples=examples,
        )
    kept = table.loc[~unknown].assign(_key=keys[~unknown])
    twice = kept["_key"][kept["_key"].duplicated(keep=False)]
    if len(twice):
        names = shapes.set_index("key")["name"]
        examples = tuple(names[key] for key in dict.fromkeys(twice))[:EXAMPLES]
        findings.add("map.row_twice", "table", count=int(twice.nunique()), examples=examples)
        kept = kept.drop_duplicates("_key")
    return kept.set_index("_key").reindex(shapes["key"]).reset_index(drop=True)


def table_keys(shapes: gpd.GeoDataFrame, table: pd.DataFrame) -> Texts | None:
    """Return the key of the area of each row: its code; its name where there is no code."""
    coded = bool((shapes["key"] != shapes["name"]).any())
    codes = _texts(table["area_code"]) if "area_code" in table and coded else None
    if "area_name" not in table:
        return codes
    by_name = shapes.drop_duplicates("name").set_index("name")["key"]
    names = _texts(table["area_name"])
    keys = np.array([by_name.get(name, name) for name in names], dtype=object)
    return keys if codes is None else np.where(codes == "", keys, codes)


def _texts(column: pd.Series) -> Texts:
    return np.array(["" if pd.isna(c) else str(c).strip() for c in column], dtype=object)


def sort_key(name: str) -> str:
    """Order names as a reader looks them up: without regard to accents and capitals.

    Examples
    --------
    >>> sorted(["Zinder", "Évora", "dakar"], key=sort_key)
    ['dakar', 'Évora', 'Zinder']
    """
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def names_of(names: Iterable[object]) -> tuple[str, ...]:
    """Return the first few names, for a finding."""
    return tuple(str(name) for name in names)[:EXAMPLES]
