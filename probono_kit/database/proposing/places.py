"""Where things are: columns of degrees, or the shapes of a cleaned table."""

from __future__ import annotations

import geopandas as gpd

from probono_kit.database.model import Geometry
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.database.proposing.sheet import Sheet
from probono_kit.tables import ColumnKind


def add_place(draft: Draft, sheet: Sheet, reasons: Reasons) -> None:
    """Give a table its place on the map, if its columns or the sheet tell of one.

    Parameters
    ----------
    draft : Draft
        A table that `sheet` fills.
    sheet : Sheet
        Its rows.
    reasons : Reasons
        Gets the reason.
    """
    columns = list(draft.columns.get(sheet.sources[0].name, {}).values())
    kinds = {name: sheet.columns[name].kind for name in columns}
    east = [name for name, kind in kinds.items() if kind is ColumnKind.LONGITUDE]
    north = [name for name, kind in kinds.items() if kind is ColumnKind.LATITUDE]
    if len(east) == 1 == len(north):
        draft.geometry = Geometry(longitude=east[0], latitude=north[0])
        reasons.add(*(draft.name, "geom", "place", "position"), columns=[*east, *north])


def add_shapes(draft: Draft, sheet: Sheet, reasons: Reasons) -> None:
    """Give records the shapes of their cleaned table; of several kinds together as they are."""
    frame = sheet.sources[0].frame
    if not isinstance(frame, gpd.GeoDataFrame) or frame._geometry_column_name is None:
        return
    kinds = sorted(set(frame.geometry.geom_type.dropna()))
    single = [kind.removeprefix("Multi") for kind in kinds]
    kind = kinds[0] if len(kinds) == 1 else "Geometry"
    if len(set(single)) == 1 and len(kinds) > 1:
        kind = f"Multi{single[0]}"
    crs = frame.crs.to_string() if frame.crs else "EPSG:4326"
    draft.geometry = Geometry(kind=kind, crs=crs)
    reasons.add(*(draft.name, "geom", "place", "shapes"))
