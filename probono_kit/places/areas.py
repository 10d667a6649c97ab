"""What every reader of areas gives back, whatever it reads."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from probono_kit.findings import Findings
from probono_kit.places.names import name_key

#: Columns of every frame of areas, in order.
AREA_COLUMNS = (
    *("area_code", "area_name", "parent_code", "parent_name"),
    *("other_names", "parent_other_names", "geometry"),
)


@dataclass(frozen=True)
class AreasRead:
    """Areas ready for matching and maps.

    Attributes
    ----------
    frame : geopandas.GeoDataFrame
        EPSG:4326, polygons, one row per area, ordered by code. ``area_code`` (unique, never
        empty: the name where there is no code), ``area_name`` in the language asked for,
        ``parent_code``, ``parent_name`` (empty if unknown), ``other_names``,
        ``parent_other_names`` (tuples: other languages, former and local names), ``geometry``.
    findings : Findings
        What was mended, left out, chosen.
    credit : str
        Source and vintage of the boundaries, to be printed on maps; of a file its name.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    credit: str


def other_names(name: str, written: list[str]) -> tuple[str, ...]:
    """Return the names in `written` that differ from `name`, none twice; ``|`` separates several.

    Examples
    --------
    >>> other_names("Thiès", ["Thiès", "THIES", "Thies|Tiès", ""])
    ('Tiès',)
    """
    names = [part.strip() for text in written for part in text.replace(";", "|").split("|")]
    by_key = {name_key(part): part for part in reversed(names) if name_key(part)}
    by_key.pop(name_key(name), None)
    return tuple(by_key[key] for key in dict.fromkeys(map(name_key, names)) if key in by_key)
