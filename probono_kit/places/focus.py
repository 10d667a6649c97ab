"""One area of many: the page of an atlas."""

from __future__ import annotations

import geopandas as gpd
from rapidfuzz import fuzz, process

from probono_kit.findings import Findings
from probono_kit.places.codes import fold_code
from probono_kit.places.names import core_key


def focus_on(areas: gpd.GeoDataFrame, area: str, *, where: str = "") -> gpd.GeoDataFrame:
    """Keep one area, or the areas inside it where the boundary file names their parents.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        As :func:`probono_kit.places.read_areas` gives them: ``area_code``, ``area_name``,
        ``parent_code``, ``parent_name``.
    area : str
        Code or name; case, accents and words such as "Région de" do not matter. Empty: all.
    where : str
        Name of the parameter for the finding.

    Returns
    -------
    geopandas.GeoDataFrame
        The areas whose parent is `area`, else `area` itself; a new frame.

    Raises
    ------
    ProbonoError
        ``area.unknown`` with the nearest names; ``area.ambiguous`` if several areas are meant.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> areas = gpd.GeoDataFrame(
    ...     dict(area_code=["SN-TH"], area_name="Thiès", parent_code="SN", parent_name=""),
    ...     geometry=[box(0, 0, 1, 1)],
    ... )
    >>> list(focus_on(areas, "région de THIES")["area_name"])
    ['Thiès']
    """
    if not area:
        return areas.copy()
    inside = _named(areas, area, "parent_code", "parent_name")
    itself = _named(areas, area, "area_code", "area_name")
    chosen = inside if len(inside) else itself
    column = "parent_name" if len(inside) else "area_name"
    findings = Findings()
    if not len(chosen):
        names = sorted({*areas["parent_name"].dropna(), *areas["area_name"].dropna()} - {""})
        near = process.extract(area, names, scorer=fuzz.WRatio, processor=core_key, limit=3)
        findings.add("area.unknown", where, area=area, near=tuple(name for name, _, _ in near))
    elif chosen[column].nunique() > 1 or (not len(inside) and len(chosen) > 1):
        findings.add("area.ambiguous", where, area=area, codes=tuple(chosen["area_code"]))
    findings.raise_errors()
    return chosen.copy()


def _named(areas: gpd.GeoDataFrame, area: str, code: str, name: str) -> gpd.GeoDataFrame:
    codes = areas[code].fillna("").astype(str)
    by_code = areas[(codes.map(fold_code) == fold_code(area)) & (codes != "")]
    if len(by_code):
        return by_code
    return areas[areas[name].fillna("").astype(str).map(core_key) == core_key(area)]
