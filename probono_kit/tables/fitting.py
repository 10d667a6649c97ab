"""Whether texts are how cells of a kind are written for every program."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from probono_kit.tables.conventions import DTYPES, ColumnKind
from probono_kit.tables.texts import Flags, flags
from probono_kit.tables.trail import Trail


def fits(kind: ColumnKind, text: str) -> bool:
    """Tell whether a text is how cells of this kind are written for every program.

    Examples
    --------
    >>> fits(ColumnKind.INTEGER, "12"), fits(ColumnKind.INTEGER, "douze")
    (True, False)
    """
    dtype = DTYPES[kind]
    if dtype == "str":
        return True
    if dtype == "boolean":
        return text in ("true", "false")
    try:
        if dtype == "Int64":
            return str(int(text)) == text and len(text) < 19
        if dtype == "float64":
            return bool(np.isfinite(float(text)))
        return pd.Timestamp(text) == pd.Timestamp(np.datetime64(text, "us"))
    except (ValueError, OverflowError):
        return False


def unfit(trail: Trail, before: Trail | None) -> Flags:
    """Tell which texts are not of the column's kind; what was there before the step is."""
    kind = trail.type.kind if trail.type else ColumnKind.TEXT
    wrong = np.zeros(len(trail.now), dtype=bool)
    if DTYPES[kind] == "str":
        return wrong
    new = ~trail.now.gone
    if before is not None and before.type == trail.type:
        new &= ~flags(pc.is_in(trail.now.arrow, value_set=before.now.arrow))
    places = np.flatnonzero(new)
    wrong[places] = [not fits(kind, text or "") for text in trail.now.take(places)]
    return wrong
