"""Cells in the type of their question; what is not of it is told."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from probono_kit.forms.received.headings import Place

MOMENTS = ("start", "end", "datetime")
_DAYS = ("date", "today")
_NUMBERS = ("decimal", "range", "percentage")
#: A day, a time of it, and the offset of the place from UTC.
_MOMENT = (
    r"^\s*(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?\s*$"
)
_TIME = r"^\s*(?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?\s*$"


@dataclass(frozen=True, slots=True)
class Typed:
    """A column in its type, and the offsets from UTC that stood behind its times."""

    cells: pd.Series
    offsets: pd.Series | None = None


def typed(texts: pd.Series, place: Place, *, has_form: bool) -> Typed:
    """Return a column of texts in the type of its question; missing where they are not of it.

    Parameters
    ----------
    texts : pandas.Series
        As in the file.
    place : Place
        What the column is about.
    has_form : bool
        Without a form, what are numbers throughout become numbers.
    """
    kind = place.kind
    if place.part:
        return Typed(pd.to_numeric(texts, errors="coerce").astype("float64"))
    if place.choice:
        return Typed(_whole(texts.str.lower().replace({"true": "1", "false": "0"})))
    moment = place.column == "_submission_time" or kind in MOMENTS
    if moment or (not has_form and place.column in MOMENTS):
        return _moments(texts)
    if kind in _DAYS:
        return Typed(_moments(texts).cells.dt.normalize())
    if kind == "time":
        parts = texts.str.extract(_TIME)
        # What is no time of day stays as it was written.
        return Typed(parts["time"].fillna(texts).astype("str"), _offsets(parts["zone"]))
    if kind == "integer":
        return Typed(_whole(texts))
    if kind in _NUMBERS:
        return Typed(pd.to_numeric(texts, errors="coerce").astype("float64"))
    if not has_form and kind == "text" and texts.notna().any():
        numbers = pd.to_numeric(texts, errors="coerce")
        if numbers.notna().eq(texts.notna()).all():
            return Typed(numbers)
    return Typed(texts.astype("str"))


def _whole(texts: pd.Series) -> pd.Series:
    """Return whole numbers; what is none is not made one."""
    numbers = pd.to_numeric(texts, errors="coerce").astype("float64")
    whole = numbers.where((numbers == numbers.round()) & (numbers.abs() < 2**53))
    return whole.astype("Int64")


def _moments(texts: pd.Series) -> Typed:
    """Return the time on the wall where it was noted; the zone behind it apart."""
    parts = texts.str.extract(_MOMENT)
    written = parts["day"] + "T" + parts["time"].fillna("00:00")
    return Typed(
        pd.to_datetime(written, errors="coerce", format="ISO8601"), _offsets(parts["zone"])
    )


def _offsets(zones: pd.Series) -> pd.Series:
    """Return offsets as ``+03:00``."""
    found = zones.str.replace("Z", "+00:00").str.replace(":", "")
    whole = found.str.slice(0, 3) + ":" + found.str.slice(3, 5).where(found.str.len() > 3, "00")
    return whole.astype("str")
