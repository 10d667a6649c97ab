"""Anomalies of when interviews were made, planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from probono_kit.forms.synthesis.planted import Planting

#: How many times a short or long interview is shorter or longer than it would be.
TIMES = 12
#: Where somebody hurries, a large household gets at most so much of the time it needs.
HURRIED = 0.3
_DAY = pd.Timedelta(days=1)


def late(planting: Planting) -> None:
    """Let interviews arrive weeks later."""
    roles = planting.roles
    for row in planting.rows(planting.filled(roles.end, roles.received)):
        days = pd.Timedelta(days=int(planting.random.integers(12, 30)))
        planting.put(row, roles.received, planting.get(row, roles.end) + days)
        planting.tell(row, value=days.days)


def end_before_start(planting: Planting) -> None:
    """Let interviews end before they begin."""
    roles = planting.roles
    for row in planting.rows(planting.timed):
        planting.put(row, roles.end, planting.get(row, roles.start) - pd.Timedelta(minutes=25))
        planting.tell(row)


def short(planting: Planting) -> None:
    """Let interviews take a twelfth of their time."""
    for row in planting.rows(planting.timed & planting.agreed):
        _stretch(planting, row, 1 / TIMES)


def short_for_size(planting: Planting) -> None:
    """Let large households take no more time than the quickest of all interviews do."""
    roles = planting.roles
    if not (roles.start and roles.end):
        return
    took = planting.main[roles.end] - planting.main[roles.start]
    minutes = took.dt.total_seconds().to_numpy(dtype=float) / 60
    made = planting.timed & planting.agreed & planting.free
    if not made.any():
        return
    large = made & (planting.answered >= np.quantile(planting.answered[made], 0.98))
    quick = float(np.quantile(minutes[made], 0.001))
    if quick > HURRIED * np.median(minutes[large]):
        return  # Sizes are too much alike.
    for row in planting.rows(large):
        _stretch(planting, row, quick / minutes[row])


def long(planting: Planting) -> None:
    """Let the last interview of a day take twelve times its time."""
    if not planting.timed.any():
        return
    took = planting.main[planting.roles.end] - planting.begun
    # It ends before the next day's work begins.
    night = planting.begun + took * TIMES < planting.begun.dt.normalize() + _DAY * 1.25
    last = (planting.after < 0) & night.to_numpy()
    for row in planting.own_days(planting.timed & planting.agreed & last):
        _stretch(planting, row, TIMES)


def _stretch(planting: Planting, row: int, factor: float) -> None:
    roles = planting.roles
    start, end = planting.get(row, roles.start), planting.get(row, roles.end)
    minutes = ((end - start) * factor).round("s")
    planting.put(row, roles.end, start + minutes)
    if roles.received:
        waited = planting.get(row, roles.received) - end
        planting.put(row, roles.received, start + minutes + waited)
    planting.tell(row, value=round(minutes.total_seconds() / 60, 1))


def night(planting: Planting) -> None:
    """Let interviews begin between ten in the evening and four in the morning."""
    if not planting.timed.any():
        return
    for row in planting.own_days(planting.timed & planting.agreed):
        day = planting.get(row, planting.roles.start).normalize()
        # Half a minute past: midnight itself is no time of day.
        minutes = int(planting.random.integers(22 * 60 + 5, 27 * 60 + 50)) + 0.5
        planting.move(row, day + pd.Timedelta(minutes=minutes))
        planting.tell(row, value=planting.get(row, planting.roles.start).isoformat())


def wrong_date(planting: Planting) -> None:
    """Let the clock of the telephone be months ahead."""
    roles = planting.roles
    if not roles.received:
        return
    for row in planting.rows(planting.timed & planting.filled(roles.received).to_numpy()):
        ahead = pd.Timedelta(days=int(planting.random.integers(90, 400)))
        for column in (roles.start, roles.end):
            planting.put(row, column, planting.get(row, column) + ahead)
        planting.put_today(row)
        planting.tell(row, value=planting.get(row, roles.start).isoformat())


def overlap(planting: Planting) -> None:
    """Let an interview begin in the middle of the one before, of the same person."""
    roles = planting.roles
    if not roles.enumerator or not planting.timed.any():
        return
    took = (planting.main[roles.end] - planting.begun).dt.total_seconds().to_numpy() / 60
    before = planting.before
    usable = planting.timed & planting.agreed & (planting.who != "") & (before >= 0)
    usable &= planting.timed[before] & planting.agreed[before] & planting.free[before]
    usable &= took[before] >= 8
    for _ in range(planting.count):
        usable &= planting.free[before]
        for row in planting.rows(usable, 1):
            earlier = int(before[row])
            planting.free[earlier] = False
            start = planting.begun.iloc[earlier] + pd.Timedelta(minutes=took[earlier] / 2)
            planting.move(row, start)
            planting.tell(row, other=str(planting.get(earlier, "_key")))


def duplicate_start(planting: Planting) -> None:
    """Let two interviews begin and end at the same moment on one telephone."""
    roles = planting.roles
    fits = planting.filled(roles.start, roles.end, roles.device).to_numpy(dtype=bool)
    if not fits.any():
        return
    before = planting.before
    fits = fits & (before >= 0) & planting.agreed & planting.agreed[before]
    for _ in range(planting.count):
        fits &= planting.free[before]
        for row in planting.rows(fits, 1):
            other = int(before[row])
            planting.free[other] = False
            same = (roles.start, roles.end, roles.device, roles.received, roles.version)
            for column in filter(None, same):
                planting.put(row, column, planting.get(other, column))
            planting.put_today(row)
            planting.tell(row, other=planting.get(other, "_key"))


def old_version(planting: Planting) -> None:
    """Let there be a new version after a third of the time, which some do not install."""
    roles = planting.roles
    if not planting.filled(roles.version, roles.start).any():
        return
    version, start = planting.main[roles.version], planting.main[roles.start]
    if roles.received:
        # A clock that is ahead is no new version.
        start = start.where(start <= planting.main[roles.received], planting.main[roles.received])
    first, last = start.min(), start.quantile(0.99)
    change = first + (last - first) * 0.3
    old = f"{version.dropna().iloc[0]}-before"
    planting.main[roles.version] = version.mask(start < change, old)
    ahead = planting.main[roles.start] > start
    for row in planting.rows((start > change + pd.Timedelta(days=3)) & ~ahead):
        planting.put(row, roles.version, old)
        planting.tell(row, value=old)


#: By the name of the check.
TIMES_PLANTED: dict[str, Callable[[Planting], None]] = {
    "overlap": overlap,
    "duplicate_start": duplicate_start,
    "long": long,
    "night": night,
    "late": late,
    "end_before_start": end_before_start,
    "short": short,
    "short_for_size": short_for_size,
    "wrong_date": wrong_date,
    "old_version": old_version,
}
