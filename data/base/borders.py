"""Lines whose course or status is disputed, laid onto the borders of the other layers."""

from __future__ import annotations

from typing import Any

import countries_of
import coverage
import geopandas as gpd
import numpy as np
import shapely

#: How far (degrees) generalising may have moved a border from the line in the source.
REACH = 0.02
#: Pieces shorter than this, left where another border crosses, are not part of the line.
STUB = 3 * REACH
#: How far the border of the two countries that a line divides may be from an older drawing of it:
#: tried before, and after, other borders.
NEAR, FAR = 0.1, 0.25
#: A line that the borders follow for less than this share of its length runs inside a country.
FOLLOWED = 0.75
CLAIM_TOLERANCE = 0.004

_KINDS = {
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "indefinite",
    "Indeterminant frontier": "indefinite",
    "Line of control (please verify)": "line_of_control",
    "ForgetMagics": "line_of_control",
}
_BERM = "Moroccan Wall (berm)"
COLUMNS = ["kind", "name", "iso_a3_left", "iso_a3_right", "note", "on_border", "geometry"]

#: Borders that the sources draw as settled, and the United Nations does not.
_UNSETTLED = {
    frozenset(("SYR", "ISR")): ("line_of_control", "Occupied Syrian Golan"),
    frozenset(("ESH", "MAR")): ("disputed", "Western Sahara, non-self-governing territory"),
}
#: Front lines that have moved, and borders that were settled, since the source was made.
_OVERTAKEN = {"Ukrainian claim", "Ceasefire Line 1994", "Former USSR oblast in 1991"}
_SETTLED = {frozenset(pair) for pair in (("BOL", "CHL"), ("BOL", "PER"), ("CRI", "NIC"))}


def disputed(
    claims: gpd.GeoDataFrame,
    boundary_lines: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Return the disputed lines.

    Parameters
    ----------
    claims : geopandas.GeoDataFrame
        Natural Earth's lines of claims inside countries.
    boundary_lines : geopandas.GeoDataFrame
        Natural Earth's land boundaries with their class.
    areas, countries : geopandas.GeoDataFrame
        The finished layers, whose borders the lines follow where they can.

    Returns
    -------
    geopandas.GeoDataFrame
        :data:`COLUMNS`. ``kind``: ``claim``, ``disputed``, ``indefinite``, ``line_of_control`` or
        ``undetermined``; ``on_border``: lies on a border of the layer *countries*.
    """
    shared = _shared(countries, "country")
    network = {
        True: shapely.union_all([line for _, _, line in shared]),
        False: shapely.union_all([line for _, _, line in _shared(areas, "area")]),
    }
    pairs = {frozenset((left, right)): line for left, right, line in shared}
    derived = _derived(shared)
    covered = shapely.buffer(shapely.union_all([row["geometry"] for row in derived]), REACH)
    rows = [_lay(row, network, pairs) for row in (*_classed(boundary_lines), *_claims(claims))]
    fresh = [
        row
        for row in rows
        if row["geometry"].length > STUB / 2 and _outside(row["geometry"], covered) > 1 - FOLLOWED
    ]
    frame = gpd.GeoDataFrame([*derived, *fresh], geometry="geometry", crs=4326)[COLUMNS]
    frame["geometry"] = shapely.normalize(frame.geometry.to_numpy())
    order = ["kind", "iso_a3_left", "iso_a3_right", "name", "note"]
    keys = frame[order].fillna("").assign(w=shapely.bounds(frame.geometry.to_numpy())[:, 0])
    return frame.loc[keys.sort_values([*order, "w"], kind="stable").index].reset_index(drop=True)


def _shared(frame: gpd.GeoDataFrame, key: str) -> list[tuple[str, str, shapely.Geometry]]:
    """Return the lines that two areas have in common, with the keys of both."""
    names, geometries = frame[key].to_numpy(), frame.geometry.to_numpy()
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    left, right = left[left < right], right[left < right]
    lines = [_merged(line) for line in shapely.intersection(geometries[left], geometries[right])]
    return [
        (names[i], names[j], line)
        for i, j, line in zip(left, right, lines, strict=True)
        if line.length
    ]


def _merged(*geometries: shapely.Geometry, shortest: float = 0) -> shapely.Geometry:
    """Return the lines among the parts of `geometries`, joined where they meet end to end."""
    parts = [p for p in shapely.get_parts(geometries) if p.geom_type == "LineString" and p.length]
    joined = shapely.line_merge(shapely.union_all(parts)) if parts else shapely.LineString()
    kept = [part for part in shapely.get_parts(joined) if part.length >= shortest]
    return shapely.multilinestrings(kept) if kept else shapely.MultiLineString()


def _outside(line: shapely.Geometry, covered: shapely.Geometry) -> float:
    return float(shapely.difference(line, covered).length / line.length)


def _classed(lines: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    chosen = lines[lines["featurecla"].isin(list(_KINDS)) & (lines["type"] == "Land")]
    rows = [
        {
            "kind": _KINDS[line["featurecla"]],
            "name": _BERM if line["featurecla"] == "ForgetMagics" else _text(line["name"]),
            "iso_a3_left": _iso3(line["adm0_a3_l"]),
            "iso_a3_right": _iso3(line["adm0_a3_r"]),
            "note": _text(line["comment"]),
            "geometry": line["geometry"],
        }
        for _, line in chosen.iterrows()
    ]
    sides = ("iso_a3_left", "iso_a3_right")
    return [row for row in rows if frozenset(row[side] for side in sides) not in _SETTLED]


def _claims(lines: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {
            "kind": "claim",
            "name": line["name"],
            "iso_a3_left": _iso3(line["adm0_a3_l"]),
            "iso_a3_right": _iso3(line["adm0_a3_r"]),
            "note": None,
            "geometry": line["geometry"],
        }
        for _, line in lines[~lines["name"].isin(list(_OVERTAKEN))].iterrows()
    ]


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _iso3(code: str) -> str | None:
    country = countries_of.country_of_code("CYP" if code == "CNM" else code)
    return country if country.isupper() else None


def _lay(
    row: dict[str, Any],
    network: dict[bool, shapely.Geometry],
    pairs: dict[frozenset[str], shapely.Geometry],
) -> dict[str, Any]:
    """Lay a line onto the borders of countries, else onto those of areas, else leave it."""
    line = row["geometry"]
    sides = frozenset((row["iso_a3_left"], row["iso_a3_right"]))
    tries = [(True, network[True], REACH), (False, network[False], REACH)]
    if sides in pairs:
        tries = [(True, pairs[sides], NEAR), *tries, (True, pairs[sides], FAR)]
    for on_border, borders, reach in tries:
        corridor = shapely.buffer(line, reach, cap_style="flat", join_style="mitre")
        followed = _merged(borders.intersection(corridor), shortest=STUB)
        if followed.length >= FOLLOWED * line.length:
            return {**row, "geometry": followed, "on_border": on_border}
    flat = shapely.simplify(coverage.to_equal_area(np.array([line])), CLAIM_TOLERANCE)
    snapped = shapely.set_precision(
        coverage.from_equal_area(flat)[0], coverage.GRID, mode="pointwise"
    )
    return {**row, "geometry": _merged(snapped), "on_border": False}


def _derived(shared: list[tuple[str, str, shapely.Geometry]]) -> list[dict[str, Any]]:
    """Return the land borders of undetermined areas, and those in :data:`_UNSETTLED`."""
    undetermined = {*countries_of.UNDETERMINED.values(), countries_of.ABYEI}
    rows = []
    for left, right, line in shared:
        kind, note = _UNSETTLED.get(frozenset((left, right)), (None, None))
        if {left, right} & undetermined:
            kind = "undetermined"
        if kind:
            codes = [code if code.isupper() else None for code in (left, right)]
            row = {"kind": kind, "name": None, "note": note, "on_border": True, "geometry": line}
            rows.append({**row, "iso_a3_left": codes[0], "iso_a3_right": codes[1]})
    return rows
