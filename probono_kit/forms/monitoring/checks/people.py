"""Enumerators beside each other: refusals, “don't know”, “other”, straight lines, interviews a day.

Nobody is told for what chance alone makes: rates are tested exactly, allow for the variation there
is between enumerators anyway, and are corrected for the number of comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.chance import cutoff, high_rates, z_scores
from probono_kit.forms.monitoring.interviews import Interviews, Mask, Numbers
from probono_kit.forms.monitoring.issues import Asked, Issue, Part

#: A rate rests on so many of what is counted at least.
_FEWEST = 5
_NAMED = 3


def refusals(interviews: Interviews) -> Iterator[Issue]:
    """Yield enumerators to whom many more people refuse than to the others."""
    refused = interviews.refused.astype(float)
    ones = np.ones(len(interviews))
    yield from _high(interviews, "monitor.refusals", refused, ones, interviews.roles.consent)


def no_answers(interviews: Interviews) -> Iterator[Issue]:
    """Yield enumerators who note “don't know” or “no answer” far more often than the others."""
    for code, coded in (
        ("monitor.dont_know", interviews.roles.dont_know),
        ("monitor.no_answer", interviews.roles.refused),
    ):
        counts, totals, each = coded_counts(interviews, coded)
        yield from _high(interviews, code, counts, totals, "", each)


def others(interviews: Interviews) -> Iterator[Issue]:
    """Yield enumerators who note “other” far more often than the others."""
    pairs = {
        (pair.table, pair.select): frozenset((pair.choice,)) for pair in interviews.roles.others
    }
    counts, totals, each = coded_counts(interviews, pairs)
    yield from _high(interviews, "monitor.other_rate", counts, totals, "", each)


def coded_counts(
    interviews: Interviews, coded: Mapping[tuple[str, str], frozenset[str]]
) -> tuple[Numbers, Numbers, dict[tuple[str, str], Numbers]]:
    """Count how often certain choices were taken, and how often they might have been.

    Parameters
    ----------
    interviews : Interviews
        The interviews.
    coded : mapping
        Choices by table and column.

    Returns
    -------
    tuple
        Counts and totals by interview, and the counts of each column.
    """
    counts, totals = np.zeros(len(interviews)), np.zeros(len(interviews))
    each: dict[tuple[str, str], Numbers] = {}
    for (table, column), choices in coded.items():
        frame = interviews.submissions.tables[table]
        above = interviews.rows_above(table)
        codes, values = pd.factorize(frame[column].astype("str"))
        chosen = np.array([bool(choices & set(str(value).split(" "))) for value in values])
        filled = (codes >= 0) & (above >= 0)
        taken = filled.copy()
        taken[filled] = chosen[codes[filled]]
        totals += np.bincount(above[filled], minlength=len(interviews))
        own = np.bincount(above[taken], minlength=len(interviews)).astype(float)
        counts += own
        if own.any():
            each[table, column] = own
    return counts, totals, each


def _high(
    interviews: Interviews,
    code: str,
    counts: Numbers,
    totals: Numbers,
    question: str = "",
    each: Mapping[tuple[str, str], Numbers] | None = None,
) -> Iterator[Issue]:
    who, names = pd.factorize(interviews.enumerators)
    known = interviews.enumerators != ""
    by_count = np.bincount(who[known], weights=counts[known], minlength=len(names))
    by_total = np.bincount(who[known], weights=totals[known], minlength=len(names))
    limits = interviews.settings.limits
    flags = high_rates(by_count, by_total, limits.chance, limits.times) & (by_count >= _FEWEST)
    for place in np.flatnonzero(flags).tolist():
        own = who == place
        part, whole = int(by_count[place]), int(by_total[place])
        rest = Part(int(by_count.sum()) - part, int(by_total.sum()) - whole)
        yield Issue(
            code,
            Severity.WARNING,
            enumerator=str(names[place]),
            question=question,
            value=f"{part / whole:.0%}",
            expected=f"{rest.part / max(rest.whole, 1):.0%}",
            values={
                "enumerator": str(names[place]),
                "share": Part(part, whole),
                "others": rest,
                **_most(interviews, own, each or {}),
            },
            subject="",
        )


def _most(
    interviews: Interviews, own: Mask, each: Mapping[tuple[str, str], Numbers]
) -> dict[str, object]:
    """Return the questions in which it happens most."""
    if not each:
        return {}
    sums = {place: float(counts[own].sum()) for place, counts in each.items()}
    top = sorted(sums, key=lambda place: (-sums[place], place))[:_NAMED]
    return {"questions": tuple(Asked(*place) for place in top)}


def productivity(interviews: Interviews) -> Iterator[Issue]:
    """Yield days on which one person made unlikely many interviews, and enumerators fallen silent.

    Counts are compared on their square roots, on which those of rare events vary alike.
    """
    limits = interviews.settings.limits
    known = (interviews.enumerators != "") & (interviews.days != "")
    table = pd.DataFrame({"who": interviews.enumerators, "day": interviews.days})[known]
    if table.empty:
        return
    counts = table.groupby(["who", "day"]).size()
    root = 2 * np.sqrt(counts.to_numpy(dtype=float) + 0.375)
    usual = float(np.median(root))
    # Never less than the spread that counting alone makes.
    spread = max(1.0, 1.4826 * float(np.median(np.abs(root - usual))))
    wide = cutoff(len(root), limits.chance)
    most = float(np.ceil(((usual + wide * spread) / 2) ** 2 - 0.375))
    most = min(most, float(limits.per_day)) if limits.per_day else most
    for (who, day), count in counts[counts > most].items():
        yield Issue(
            "monitor.busy_day",
            Severity.WARNING,
            enumerator=str(who),
            value=str(count),
            expected=f"≤ {most:.0f}",
            values={
                "enumerator": str(who),
                "day": str(day),
                "count": int(count),
                "usual": round((usual / 2) ** 2 - 0.375),
            },
            day=str(day),
            subject=str(day),
        )
    yield from _productive(interviews, counts)
    yield from _silent(interviews, table)


def _productive(interviews: Interviews, counts: pd.Series) -> Iterator[Issue]:
    """Yield enumerators who make far more or fewer interviews a day than the others."""
    by = counts.groupby("who").agg(["mean", "size"])
    by = by[by["size"] >= 3]
    if len(by) < 5:
        return
    scores = z_scores(np.sqrt(by["mean"].to_numpy()))
    # With small spreads between enumerators, what counting alone makes is the yardstick.
    spread = np.abs(np.sqrt(by["mean"].to_numpy()) - np.median(np.sqrt(by["mean"])))
    least = 0.5 / np.sqrt(by["size"].to_numpy(dtype=float))
    wide = cutoff(len(by), interviews.settings.limits.chance)
    usual = float(np.median(by["mean"]))
    far = (np.abs(scores) > wide) & (spread > wide * least)
    times = interviews.settings.limits.times
    for place in np.flatnonzero(far).tolist():
        mean = float(by["mean"].iloc[place])
        if max(mean / usual, usual / mean) < times:
            continue
        code = "monitor.productivity" if mean > usual else "monitor.low_productivity"
        yield Issue(
            code,
            Severity.WARNING if mean > usual else Severity.NOTE,
            enumerator=str(by.index[place]),
            value=f"{mean:.1f}",
            expected=f"{usual:.1f}",
            values={
                "enumerator": str(by.index[place]),
                "mean": mean,
                "usual": usual,
                "days": int(by["size"].iloc[place]),
            },
            subject="",
        )


def _silent(interviews: Interviews, table: pd.DataFrame) -> Iterator[Issue]:
    """Yield enumerators of whom nothing came for days while the others went on."""
    limits = interviews.settings.limits
    last = table.groupby("who")["day"].max()
    working = sorted(set(table["day"]))
    for who, day in last.items():
        missed = sum(other > day for other in working)
        if limits.silent_days <= missed <= 2 * limits.silent_days:
            yield Issue(
                "monitor.silent",
                Severity.NOTE,
                enumerator=str(who),
                value=str(missed),
                values={"enumerator": str(who), "days": missed, "last": str(day)},
                subject=str(day),
                day=str(day),
            )


def unnamed(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that do not say who made them."""
    if not interviews.roles.enumerator:
        return
    for at in np.flatnonzero(interviews.enumerators == "").tolist():
        yield interviews.issue(
            "monitor.nobody",
            Severity.WARNING,
            at,
            question=interviews.roles.enumerator,
            asked=Asked("main", interviews.roles.enumerator),
        )
