"""The same interview twice: by its key, by who was asked, by device and time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.interviews import Interviews, Texts
from probono_kit.forms.monitoring.issues import Asked, Issue
from probono_kit.tables.cells import fold


def duplicates(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews whose stated identity, or device and start, are those of another."""
    for columns in interviews.roles.identity:
        yield from _same_identity(interviews, columns)
    yield from _same_start(interviews)


def same_keys(interviews: Interviews) -> Iterator[Issue]:
    """Yield submissions that stand there twice."""
    for at, first in _again(interviews.keys):
        yield interviews.issue(
            "monitor.duplicate_key",
            Severity.ERROR,
            at,
            question="_key",
            value=interviews.keys[at],
            first_day=str(interviews.days[first]) or "–",
        )


def _same_identity(interviews: Interviews, columns: tuple[str, ...]) -> Iterator[Issue]:
    written = [interviews.texts(column) for column in columns]
    parts = [_folded(texts) for texts in written]
    whole = np.array(["\x1f".join(each) for each in zip(*parts, strict=True)], dtype=object)
    empty = np.any([part == "" for part in parts], axis=0)
    whole[empty | interviews.refused] = ""
    for at, first in _again(whole):
        yield interviews.issue(
            "monitor.duplicate_identity",
            Severity.WARNING,
            at,
            question=columns[0],
            value=" · ".join(str(texts[at]) for texts in written),
            asked=Asked("main", columns[0]),
            other=str(interviews.keys[first]),
            other_enumerator=str(interviews.enumerators[first]) or "–",
            other_day=str(interviews.days[first]) or "–",
        )


def _same_start(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that one device began at the very same moment."""
    roles = interviews.roles
    device = interviews.texts(roles.device or roles.enumerator)
    start = interviews.start
    if not (roles.device or roles.enumerator) or start.isna().all():
        return
    moments = start.dt.strftime("%Y-%m-%d %H:%M:%S").fillna("").to_numpy(dtype=object)
    # A start without a time of day says nothing.
    known = (device != "") & (moments != "") & (start.dt.normalize() != start).to_numpy()
    whole = np.where(known, device + "\x1f" + moments, "")
    for at, first in _again(whole):
        yield interviews.issue(
            "monitor.duplicate_start",
            Severity.ERROR,
            at,
            question=roles.start,
            value=moments[at],
            time=str(moments[at]),
            other=str(interviews.keys[first]),
        )


def _again(values: Texts) -> Iterator[tuple[int, int]]:
    """Yield the position of what was there before, and where it was first; empty texts never."""
    codes, _ = pd.factorize(values)
    counts = np.bincount(codes, minlength=1)
    suspects = np.flatnonzero((counts[codes] > 1) & (values != ""))
    first: dict[int, int] = {}
    for at in suspects.tolist():
        before = first.setdefault(int(codes[at]), at)
        if before != at:
            yield at, before


def _folded(texts: Texts) -> Texts:
    """Fold texts, each different one once; digits alone where there are many."""
    codes, values = pd.factorize(texts)
    made = np.array([_identity(str(value)) for value in values], dtype=object)
    return np.asarray(made[codes], dtype=object)


def _identity(text: str) -> str:
    folded = fold(text).replace(" ", "").removeprefix("+")
    digits = "".join(c for c in folded if c.isdigit())
    # Telephone numbers are written with and without the country's prefix.
    return digits[-9:] if len(digits) >= 9 and len(digits) == len(folded) else folded
