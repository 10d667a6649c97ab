"""Tables while anomalies are planted in them: which interviews hold one already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.forms.model import Form
from probono_kit.forms.monitoring.roles import Roles
from probono_kit.forms.submission_model import MAIN


@dataclass(eq=False)
class Planting:
    """Tables that anomalies are planted in."""

    form: Form
    tables: dict[str, pd.DataFrame]
    roles: Roles
    random: np.random.Generator
    count: int
    kind: str = ""
    free: list[int] = field(default_factory=list)
    truth: list[tuple[str, ...]] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The columns of the interviews."""
        return [str(column) for column in self.main]

    @property
    def main(self) -> pd.DataFrame:
        """The interviews."""
        return self.tables[MAIN]

    def rows(self, fits: pd.Series | None = None, count: int | None = None) -> list[int]:
        """Take interviews that hold nothing yet."""
        wanted = self.count if count is None else count
        allowed = [row for row in self.free if fits is None or bool(fits.iloc[row])][:wanted]
        taken = set(allowed)
        self.free = [row for row in self.free if row not in taken]
        return allowed

    def tell(
        self, row: int | None, question: str = "", value: object = "", other: str = ""
    ) -> None:
        """Note what was planted."""
        key = "" if row is None else str(self.main["_key"].iloc[row])
        who = self.roles.enumerator
        name = "" if row is None or not who else str(self.main[who].iloc[row])
        self.truth.append((self.kind, key, other, name, question, str(value)))

    def put(self, row: int, column: str, value: Any) -> None:
        """Write a cell."""
        self.main.loc[self.main.index[row], column] = value

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

    def timed(self) -> list[int]:
        """Take interviews with a beginning and an end."""
        return self.rows(self.filled(self.roles.start, self.roles.end))

    def move(self, row: int, start: pd.Timestamp) -> None:
        """Let an interview begin at another time, all else being the same."""
        roles = self.roles
        shift = start - self.get(row, roles.start)
        for column in (roles.start, roles.end, roles.received):
            if column:
                self.put(row, column, self.get(row, column) + shift)
        self.put_today(row)
        self.tell(row, value=start.isoformat())

    def place(self, row: int, lat: float, lon: float, accuracy: float) -> None:
        """Put an interview elsewhere: degrees, and the accuracy in metres."""
        point = self.roles.point
        height = self.get(row, f"{point}:altitude")
        self.put(row, point, f"{lat:.7f} {lon:.7f} {height} {accuracy:.3f}")
        numbers = (round(lat, 7), round(lon, 7), round(accuracy, 3))
        for part, value in zip(("latitude", "longitude", "accuracy"), numbers, strict=True):
            self.put(row, f"{point}:{part}", value)
