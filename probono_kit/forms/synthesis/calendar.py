"""When invented interviews take place: working hours, working days, one after the other."""

from __future__ import annotations

import datetime as dt
from random import Random

#: Working hours, in minutes of the day.
BEGIN, LAST = 7 * 60 + 30, 16 * 60
#: Saturday counts as a working day, Sunday does not.
SUNDAY = 6


class Diary:
    """The days of one enumerator.

    Parameters
    ----------
    first : datetime.date
        The first day of the collection.
    random : random.Random
        What the hours are drawn from.
    """

    def __init__(self, first: dt.date, random: Random) -> None:
        self.random = random
        self.day = _working(first)
        self.minute = self._begin()

    def _begin(self) -> float:
        return BEGIN + self.random.uniform(0, 50)

    def next_start(self) -> dt.datetime:
        """Return when the next interview begins."""
        if self.minute > LAST:
            self.day = _working(self.day + dt.timedelta(days=1))
            self.minute = self._begin()
        midnight = dt.datetime.combine(self.day, dt.time())
        return midnight + dt.timedelta(seconds=round(self.minute * 60))

    def passed(self, minutes: float) -> None:
        """Let an interview pass, and the way to the next house."""
        self.minute += minutes + 4 + self.random.expovariate(1 / 9)


def _working(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1) if day.weekday() == SUNDAY else day
