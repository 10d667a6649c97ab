"""Tables while anomalies are planted in them: which interviews hold one already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.forms.model import Form
from probono_kit.forms.monitoring.roles import Roles
from probono_kit.forms.submission_model import MAIN

Places = npt.NDArray[np.intp]
#: Of the people, one of so many at most does something in all their interviews.
_OF_PEOPLE = 3


@dataclass(eq=False)
class Planting:
    """Tables that anomalies are planted in."""

    form: Form
    tables: dict[str, pd.DataFrame]
    roles: Roles
    random: np.random.Generator
    count: int
    kind: str = ""
    truth: list[tuple[str, ...]] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)
    #: Interviews that were never made.
    dropped: list[int] = field(default_factory=list)
    #: People who do something in all their interviews.
    people: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = self.random.permutation(len(self.main)).astype(np.intp)
        self.free = np.ones(len(self.main), dtype=bool)
        self._days_taken: set[tuple[str, str]] = set()
        #: Who asked and when, before anything was planted; empty where nobody is named.
        self.who: npt.NDArray[np.object_] = np.full(len(self.main), "", dtype=object)
        if self.roles.enumerator:
            named = self.main[self.roles.enumerator].astype("str").fillna("")
            self.who = named.to_numpy(dtype=object)
        self.begun: pd.Series = (
            self.main[self.roles.start].copy()
            if self.roles.start
            else pd.Series(pd.NaT, index=self.main.index, dtype="datetime64[us]")
        )

    @property
    def columns(self) -> list[str]:
        """The columns of the interviews."""
        return [str(column) for column in self.main]

    @property
    def main(self) -> pd.DataFrame:
        """The interviews."""
        return self.tables[MAIN]

    @cached_property
    def before(self) -> Places:
        """The interview of the same person and day before each one, -1 where there is none."""
        return self._beside(1)

    @cached_property
    def after(self) -> Places:
        """The interview of the same person and day after each one, -1 where there is none."""
        return self._beside(-1)

    def _beside(self, step: int) -> Places:
        table = pd.DataFrame({"who": self.who, "start": self.begun, "at": range(len(self.main))})
        table["day"] = self.begun.dt.normalize()
        table = table.sort_values(["who", "start", "at"])
        found = table.groupby(["who", "day"])["at"].shift(step).dropna().astype(int)
        made = np.full(len(self.main), -1, dtype=np.intp)
        made[table.loc[found.index, "at"]] = found
        return made

    def rows(
        self, fits: npt.NDArray[np.bool_] | pd.Series | None = None, count: int | None = None
    ) -> list[int]:
        """Take interviews that hold nothing yet."""
        open_ = self.free if fits is None else self.free & np.asarray(fits, dtype=bool)
        wanted = self.count if count is None else count
        found = self.order[open_[self.order]][:wanted]
        self.free[found] = False
        return [int(row) for row in found]

    def own_days(self, fits: npt.NDArray[np.bool_] | pd.Series) -> list[int]:
        """Take interviews that end or begin at night, one a day of the same person."""
        taken: list[int] = []
        open_ = self.free & np.asarray(fits, dtype=bool)
        for row in self.order[open_[self.order]].tolist():
            if len(taken) == self.count:
                break
            day = (str(self.who[row]), f"{self.begun.iloc[row]:%Y%m%d}")
            if day not in self._days_taken:
                self._days_taken.add(day)
                taken.append(row)
        self.free[taken] = False
        return taken

    def person(self, fewest: int = 10) -> tuple[str, Places]:
        """Take a person and all their interviews; nobody where it would be too many people."""
        names, counts = np.unique(self.who[self.who != ""], return_counts=True)
        others = [name for name in names[counts >= fewest].tolist() if name not in self.people]
        if not others or (len(self.people) + 1) * _OF_PEOPLE > len(names):
            return "", np.zeros(0, dtype=np.intp)
        name = others[int(self.random.integers(len(others)))]
        self.people.append(name)
        own = np.flatnonzero(self.who == name)
        self.free[own] = False
        return name, own

    def some(self, rows: Places, share: float) -> Places:
        """Draw some of these interviews."""
        return np.asarray(rows[self.random.random(len(rows)) < share], dtype=np.intp)

    def tell(
        self, row: int, question: str = "", value: object = "", other: str = "", kind: str = ""
    ) -> None:
        """Note what was planted in an interview."""
        key = str(self.main["_key"].iloc[row])
        kind = kind or self.kind
        self.truth.append((kind, key, other, str(self.who[row]), question, str(value)))

    def tell_person(self, name: str, value: object = "") -> None:
        """Note what a person does."""
        self.truth.append((self.kind, "", "", name, "", str(value)))

    def put(self, row: int, column: str, value: Any) -> None:
        """Write a cell."""
        self.main.loc[self.main.index[row], column] = value

    def put_all(self, rows: Iterable[int], column: str, value: Any) -> None:
        """Write the same into a cell of each interview."""
        self.main.loc[self.main.index[list(rows)], column] = value

    def choose(self, rows: Places, column: str, choice: str) -> None:
        """Answer a select with one choice, with the marks of several choices."""
        self.put_all(rows, column, choice)
        for mark in (each for each in self.columns if each.startswith(f"{column}/")):
            self.put_all(rows, mark, int(mark == f"{column}/{choice}"))

    def put_today(self, row: int) -> None:
        """Bring the day of an interview to its beginning."""
        if self.roles.today and self.roles.start:
            self.put(row, self.roles.today, self.get(row, self.roles.start).normalize())

    def get(self, row: int, column: str) -> Any:
        """Return a cell."""
        return self.main[column].iloc[row]

    def filled(self, *columns: str) -> pd.Series:
        """Tell which interviews have answers in all columns; none if there is no such column."""
        if not all(column and column in self.main for column in columns):
            return pd.Series(data=False, index=self.main.index)
        return self.main[list(columns)].notna().all(axis=1)

    @cached_property
    def timed(self) -> npt.NDArray[np.bool_]:
        """Which interviews have a beginning and an end."""
        return self.filled(self.roles.start, self.roles.end).to_numpy(dtype=bool)

    @cached_property
    def agreed(self) -> npt.NDArray[np.bool_]:
        """Which interviews were agreed to, as far as anybody was asked."""
        if not self.roles.consent:
            return np.ones(len(self.main), dtype=bool)
        given = self.main[self.roles.consent].isin(list(self.roles.consent_given))
        return given.to_numpy(dtype=bool)

    @cached_property
    def answered(self) -> npt.NDArray[np.float64]:
        """How many cells are filled, in repeats too."""
        counts = self.main.notna().sum(axis=1).to_numpy(dtype=np.float64)
        for table, frame in self.tables.items():
            if table != MAIN:
                cells = frame.notna().sum(axis=1).groupby(frame["_submission"]).sum()
                counts += cells.reindex(self.main["_key"]).fillna(0).to_numpy(dtype=np.float64)
        return counts

    def move(self, row: int, start: pd.Timestamp, factor: float = 1.0) -> None:
        """Let an interview begin at another time; it may take another while."""
        roles = self.roles
        start = start.round("s")
        shift = start - self.get(row, roles.start)
        if roles.end:
            took = self.get(row, roles.end) - self.get(row, roles.start)
            shortened = took - (took * factor).round("s")
            self.put(row, roles.end, start + took - shortened)
        else:
            shortened = pd.Timedelta(0)
        self.put(row, roles.start, start)
        if roles.received:
            self.put(row, roles.received, self.get(row, roles.received) + shift - shortened)
        self.put_today(row)

    def position(self, row: int) -> tuple[float, float, float]:
        """Return where an interview was made: degrees, and the accuracy in metres."""
        parts = [f"{self.roles.point}:{part}" for part in ("latitude", "longitude", "accuracy")]
        latitude, longitude, accuracy = (float(self.get(row, part)) for part in parts)
        return latitude, longitude, accuracy

    def place(self, row: int, lat: float, lon: float, accuracy: float) -> None:
        """Put an interview elsewhere: degrees, and the accuracy in metres."""
        point = self.roles.point
        height = self.get(row, f"{point}:altitude")
        self.put(row, point, f"{lat:.7f} {lon:.7f} {height} {accuracy:.3f}")
        numbers = (round(lat, 7), round(lon, 7), round(accuracy, 3))
        for part, value in zip(("latitude", "longitude", "accuracy"), numbers, strict=True):
            self.put(row, f"{point}:{part}", value)

    def made(self) -> dict[str, pd.DataFrame]:
        """Return the tables at the end: with copies, without what was never made."""
        main = self.main
        gone = set(main["_key"].iloc[self.dropped])
        # Copies come last: they have the key of another interview.
        main = pd.concat([main.drop(main.index[self.dropped]), main.iloc[self.copies]])
        made = {MAIN: main.reset_index(drop=True)}
        for name, frame in self.tables.items():
            if name != MAIN:
                kept = frame[~frame["_submission"].isin(gone)]
                made[name] = kept.reset_index(drop=True)
        return {name: made[name] for name in self.tables}
