"""When interviews were made: how long, at night, late, two at once, with which version."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.chance import cutoff
from probono_kit.forms.monitoring.interviews import Interviews, Numbers
from probono_kit.forms.monitoring.issues import Issue

#: What is usual is looked for among so many interviews of a similar size at least.
_GROUP = 40
_FEWEST = 30
#: Beyond these even a rare duration is told only if it is this far from what is usual.
_HALF, _DOUBLE = 0.6, 1.7
#: A clock that is ahead of the arrival by more is wrong.
_AHEAD = pd.Timedelta(days=1)


def durations(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that ended before they began, or were too short or too long."""
    minutes, limits = interviews.minutes, interviews.settings.limits
    for at in np.flatnonzero(minutes < 0).tolist():
        yield interviews.issue(
            "monitor.end_before_start",
            Severity.ERROR,
            at,
            question=interviews.roles.end,
            value=str(interviews.end.iloc[at]),
            start=f"{interviews.start.iloc[at]:%Y-%m-%d %H:%M}",
            end=f"{interviews.end.iloc[at]:%Y-%m-%d %H:%M}",
        )
    made = (minutes >= 0) & interviews.complete
    usual, low, high = usual_minutes(interviews, made)
    short = made & (minutes < np.maximum(low, limits.minutes_min or 0.0))
    long = made & (minutes > np.minimum(high, limits.minutes_max or np.inf))
    for code, severity, flags in (
        ("monitor.short", Severity.WARNING, short),
        ("monitor.long", Severity.NOTE, long),
    ):
        for at in np.flatnonzero(flags).tolist():
            lower = max(low[at], limits.minutes_min or 0.0)
            upper = min(high[at], limits.minutes_max or np.inf)
            known = np.isfinite(usual[at])
            yield interviews.issue(
                code if known else f"{code}_limit",
                severity,
                at,
                question=interviews.roles.end,
                value=round(float(minutes[at]), 1),
                expected=f"{lower:.0f}–{upper:.0f}" if np.isfinite(upper) else f"≥ {lower:.0f}",
                minutes=round(float(minutes[at]), 1),
                answers=int(interviews.answered[at]),
                usual=round(float(usual[at])) if known else 0,
                limit=round(lower if code == "monitor.short" else upper),
            )


def usual_minutes(
    interviews: Interviews, made: npt.NDArray[np.bool_]
) -> tuple[Numbers, Numbers, Numbers]:
    """Return what interviews of as many answers usually take, and the limits of what is far.

    Medians of interviews with a similar number of answers, on logarithms; the number of answers
    holds the size of the household, since each person is asked about.
    """
    nothing = np.full(len(interviews), np.nan)
    low, high = np.full(len(interviews), -np.inf), np.full(len(interviews), np.inf)
    good = made & (interviews.minutes > 0) & (interviews.minutes < 24 * 60)
    if good.sum() < _FEWEST:
        return nothing, low, high
    size = np.log1p(interviews.answered)
    taken = np.log(np.where(good, interviews.minutes, 1.0))
    bins = int(np.clip(good.sum() // _GROUP, 1, 20))
    edges = np.unique(np.quantile(size[good], np.linspace(0, 1, bins + 1)))
    group = np.clip(np.searchsorted(edges, size, side="right") - 1, 0, max(len(edges) - 2, 0))
    table = pd.DataFrame({"group": group[good], "size": size[good], "taken": taken[good]})
    middles = table.groupby("group").median()
    middle = np.interp(size, middles["size"], middles["taken"])
    far = taken[good] - middle[good]
    wide = cutoff(int(good.sum()), interviews.settings.limits.chance)
    sides = [1.4826 * float(np.median(part)) for part in (-far[far <= 0], far[far >= 0])]
    below, above = (max(side, 0.05) for side in sides)
    usual = np.exp(middle)
    low = np.minimum(np.exp(middle - wide * below), _HALF * usual)
    high = np.maximum(np.exp(middle + wide * above), _DOUBLE * usual)
    return usual, low, high


def hours(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that began at night."""
    limits = interviews.settings.limits
    start = interviews.start
    hour = start.dt.hour.to_numpy(dtype=float, na_value=np.nan)
    dated = (start.dt.normalize() == start).to_numpy()  # a day without a time of day
    first, last = limits.night_from, limits.night_to
    night = (hour >= first) | (hour < last) if first > last else (hour >= first) & (hour < last)
    for at in np.flatnonzero(night & ~dated & interviews.complete).tolist():
        time = start.iloc[at].strftime("%H:%M")
        yield interviews.issue(
            "monitor.night",
            Severity.WARNING,
            at,
            question=interviews.roles.start,
            value=str(start.iloc[at]),
            expected=f"{last:02}:00–{first:02}:00",
            time=time,
        )


def arrivals(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that arrived late, came before they were made, or lie outside the dates."""
    limits, sample = interviews.settings.limits, interviews.settings.sample
    finished = interviews.end.fillna(interviews.start)
    waited = (interviews.received - finished).dt.total_seconds().to_numpy() / 86_400
    for at in np.flatnonzero(waited > limits.late_days).tolist():
        yield interviews.issue(
            "monitor.late",
            Severity.NOTE,
            at,
            question=interviews.roles.received,
            value=str(interviews.received.iloc[at]),
            expected=f"≤ {limits.late_days:g}",
            days=round(float(waited[at])),
        )
    # Zones differ by 14 hours at most; a clock that is wrong by more is wrong.
    early = waited < -14 / 24
    dates = interviews.start.fillna(interviews.dates)
    if sample.first_day:
        early |= (dates < pd.Timestamp(sample.first_day)).to_numpy()
    if sample.last_day:
        early |= (dates >= pd.Timestamp(sample.last_day) + pd.Timedelta(days=1)).to_numpy()
    for at in np.flatnonzero(early).tolist():
        yield interviews.issue(
            "monitor.wrong_date",
            Severity.WARNING,
            at,
            question=interviews.roles.start,
            value=str(dates.iloc[at])[:10],
            date=str(dates.iloc[at])[:10],
            received=str(interviews.received.iloc[at])[:10],
        )


def overlaps(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that began while the same person was still in another one."""
    table = pd.DataFrame(
        {
            "who": interviews.enumerators,
            "start": interviews.start,
            "end": interviews.end,
            "at": np.arange(len(interviews)),
        }
    )
    usable = (table["who"] != "") & table["start"].notna() & (table["end"] > table["start"])
    # A form left open for a day overlaps with everything: it is told as long.
    usable &= (table["end"] - table["start"]) < pd.Timedelta(hours=6)
    usable &= interviews.complete
    # What has the very same start is told as a duplicate.
    table = table[usable].sort_values(["who", "start", "at"], kind="stable")
    table = table[~table.duplicated(["who", "start"])]
    before = table.groupby("who")[["end", "at", "start"]].shift()
    inside = before["end"].notna() & ((before["end"] - table["start"]) > pd.Timedelta(minutes=2))
    for at, other, until in zip(
        table.loc[inside, "at"], before.loc[inside, "at"], before.loc[inside, "end"], strict=True
    ):
        yield interviews.issue(
            "monitor.overlap",
            Severity.WARNING,
            int(at),
            question=interviews.roles.start,
            value=str(interviews.start.iloc[int(at)]),
            expected=f"≥ {until:%Y-%m-%d %H:%M}",
            other=str(interviews.keys[int(other)]),
            time=f"{interviews.start.iloc[int(at)]:%H:%M}",
            end=f"{until:%H:%M}",
        )


def versions(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews made with a form older than the one that was out already."""
    version = interviews.texts(interviews.roles.version)
    # The start counts, but for that of a clock which is ahead of the arrival by days.
    begun = interviews.start.fillna(interviews.received)
    begun = begun.mask(begun > interviews.received + _AHEAD, interviews.received)
    known = (version != "") & begun.notna().to_numpy()
    if not known.any():
        return
    seen = interviews.received.fillna(begun)
    table = pd.DataFrame({"version": version, "seen": seen})[known]
    # When a version came out: not its very first day, which a wrong clock may have made.
    out = table.groupby("version")["seen"].agg(
        lambda days: days.sort_values().iloc[min(2, len(days) - 1)]
    )
    newest = str(out.idxmax())
    form = interviews.submissions.form
    stated = form.settings.get("version") if form is not None and form.settings else ""
    newest = stated if stated in out.index else newest
    grace = pd.Timedelta(days=interviews.settings.limits.version_days)
    old = known & (version != newest) & (out.reindex(version) < out[newest]).to_numpy()
    old &= (begun > out[newest] + grace).to_numpy()
    for at in np.flatnonzero(old).tolist():
        yield interviews.issue(
            "monitor.old_version",
            Severity.WARNING,
            at,
            question=interviews.roles.version,
            value=version[at],
            expected=newest,
            version=str(version[at]),
            newest=newest,
            date=f"{out[newest]:%Y-%m-%d}",
        )
