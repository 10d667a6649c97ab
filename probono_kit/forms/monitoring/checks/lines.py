"""Straight lines: the same answer all through a block of like questions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.chance import high_rates
from probono_kit.forms.monitoring.interviews import Interviews, Mask, Numbers
from probono_kit.forms.monitoring.issues import Asked, Issue, Part

#: Where more than this share answers alike all through, people do so; only enumerators are told.
_USUAL = 0.02
#: Of those that are told, so many may be so by chance.
_BY_CHANCE = 0.05
_FEWEST = 5


def straight_lines(interviews: Interviews) -> Iterator[Issue]:
    """Yield blocks answered alike all through, and enumerators in whose interviews that is common.

    A single interview is told where hardly anybody answers so and chance would not make it:
    independent answers with the shares of this very block.
    """
    count = len(interviews)
    lines, asked = np.zeros(count), np.zeros(count)
    for table, columns in interviews.roles.blocks:
        straight, filled, codes, values = _lines(interviews, table, columns)
        above = interviews.rows_above(table)
        lines += np.bincount(above[straight & (above >= 0)], minlength=count)
        asked += np.bincount(above[filled & (above >= 0)], minlength=count)
        if not straight.any() or not _rare(codes, straight, filled):
            continue
        keys = interviews.submissions.tables[table]["_key"].astype(str).to_numpy(dtype=object)
        for at in np.flatnonzero(straight & (above >= 0)).tolist():
            used = codes[at][codes[at] >= 0]
            yield interviews.issue(
                "monitor.straight_line",
                Severity.WARNING,
                int(above[at]),
                question=columns[0],
                value=str(values[used[0]]),
                row="" if table == "main" else str(keys[at]),
                count=len(used),
                answer=str(values[used[0]]),
                first=Asked(table, columns[0]),
                last=Asked(table, columns[-1]),
                share=Part(int(straight.sum()), int(filled.sum())),
            )
    yield from _by_enumerator(interviews, lines, asked)


def _lines(
    interviews: Interviews, table: str, columns: tuple[str, ...]
) -> tuple[Mask, Mask, np.ndarray, np.ndarray]:
    """Return which rows answer alike, which answered the block, and all answers as numbers."""
    frame = interviews.submissions.tables[table][list(columns)].astype("str")
    flat, values = pd.factorize(frame.to_numpy(dtype=object).ravel())
    codes = flat.reshape(len(frame), len(columns))
    answered = (codes >= 0).sum(axis=1)
    filled = answered >= min(_FEWEST, len(columns))
    top = np.where(codes >= 0, codes, -1).max(axis=1, initial=-1)
    low = np.where(codes >= 0, codes, len(values) + 1).min(axis=1, initial=len(values) + 1)
    return np.asarray(filled & (top == low)), np.asarray(filled), codes, np.asarray(values)


def _rare(codes: np.ndarray, straight: Mask, filled: Mask) -> bool:
    """Tell whether so many straight lines are neither usual nor made by chance."""
    found, asked = int(straight.sum()), int(filled.sum())
    if found > _USUAL * asked and found > 2:
        return False
    by_chance = np.zeros(codes.max(initial=0) + 1)
    first: Numbers | None = None
    for column in codes.T:
        known = column[filled & (column >= 0)]
        if len(known) < 0.5 * asked:
            continue
        shares = np.bincount(known, minlength=len(by_chance)) / len(known)
        first = shares if first is None else first * shares
    expected = float(first.sum()) * asked if first is not None else asked
    return expected <= max(_BY_CHANCE * found, 0.5)


def _by_enumerator(interviews: Interviews, lines: Numbers, asked: Numbers) -> Iterator[Issue]:
    who, names = pd.factorize(interviews.enumerators)
    known = (interviews.enumerators != "") & (asked > 0)
    counts = np.bincount(who[known], weights=lines[known], minlength=len(names))
    totals = np.bincount(who[known], weights=asked[known], minlength=len(names))
    limits = interviews.settings.limits
    flags = high_rates(counts, totals, limits.chance, limits.times) & (counts >= _FEWEST)
    for place in np.flatnonzero(flags).tolist():
        part, whole = int(counts[place]), int(totals[place])
        rest = Part(int(counts.sum()) - part, int(totals.sum()) - whole)
        yield Issue(
            "monitor.straight_lines",
            Severity.WARNING,
            enumerator=str(names[place]),
            value=f"{part / whole:.0%}",
            expected=f"{rest.part / max(rest.whole, 1):.0%}",
            values={
                "enumerator": str(names[place]),
                "share": Part(part, whole),
                "others": rest,
            },
            subject="",
        )
