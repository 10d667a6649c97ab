"""Submissions made ready for the checks: who, when, how long, how much was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.model import Question
from probono_kit.forms.monitoring.issues import Issue, plain
from probono_kit.forms.monitoring.questions import questions_by_column
from probono_kit.forms.monitoring.roles import Roles
from probono_kit.forms.monitoring.settings import MonitorSettings
from probono_kit.forms.submission_model import Submissions

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

#: Kinds of questions that a person answers.
ANSWERED = frozenset(
    (
        *("select_one", "select_one_from_file", "select_one_external", "select_multiple"),
        *("select_multiple_from_file", "rank", "integer", "decimal", "range", "text", "date"),
        *("time", "datetime", "barcode", "acknowledge", "geopoint", "image"),
    )
)
#: Of these, what two interviews may have in common.
COMPARED = ANSWERED - {"geopoint", "image", "barcode", "acknowledge", "datetime"}


@dataclass(frozen=True, eq=False)
class Interviews:
    """Submissions up to a day, with what all checks ask for.

    Parameters
    ----------
    submissions : Submissions
        Received until that day, each once.
    roles : Roles
        Which question is what.
    settings : MonitorSettings
        How strict the checks are.
    day : datetime.date or None
        The day of the monitoring.
    """

    submissions: Submissions
    roles: Roles
    settings: MonitorSettings
    day: date | None = None

    def __len__(self) -> int:
        return len(self.main)

    @property
    def main(self) -> pd.DataFrame:
        """The main table."""
        return self.submissions.tables["main"]

    @cached_property
    def questions(self) -> dict[tuple[str, str], Question]:
        """Questions of the form by table and column."""
        return questions_by_column(self.submissions)

    @cached_property
    def keys(self) -> Texts:
        """The ``_key`` of each interview."""
        return self.main["_key"].fillna("").astype(str).to_numpy(dtype=object)

    @cached_property
    def enumerators(self) -> Texts:
        """Who asked; empty where nobody is named."""
        return self.texts(self.roles.enumerator)

    def texts(self, column: str) -> Texts:
        """Return a column of the main table as text, empty where there is none."""
        if not column or column not in self.main:
            return np.full(len(self.main), "", dtype=object)
        return self.main[column].astype("str").fillna("").to_numpy(dtype=object)

    def times(self, column: str) -> pd.Series:
        """Return a column of the main table as local times."""
        if not column or column not in self.main:
            return pd.Series(pd.NaT, index=self.main.index, dtype="datetime64[us]")
        series = pd.to_datetime(self.main[column], errors="coerce")
        local: pd.Series = series.dt.tz_localize(None) if series.dt.tz is not None else series
        return local

    @cached_property
    def start(self) -> pd.Series:
        """When it began."""
        return self.times(self.roles.start)

    @cached_property
    def end(self) -> pd.Series:
        """When it ended."""
        return self.times(self.roles.end)

    @cached_property
    def received(self) -> pd.Series:
        """When it arrived."""
        return self.times(self.roles.received)

    @cached_property
    def dates(self) -> pd.Series:
        """The day of each interview, at midnight; of a clock that is ahead, the day of arrival."""
        day = self.start.fillna(self.times(self.roles.today)).fillna(self.end)
        ahead = day > self.received + pd.Timedelta(days=1)
        known = day.mask(ahead, self.received).fillna(self.received)
        days: pd.Series = known.dt.normalize()
        return days

    @cached_property
    def days(self) -> Texts:
        """The day of each interview as year-month-day, empty where unknown."""
        texts: pd.Series = self.dates.dt.strftime("%Y-%m-%d").fillna("")
        return texts.to_numpy(dtype=object)

    @cached_property
    def minutes(self) -> Numbers:
        """How long it took; NaN where unknown."""
        return np.asarray((self.end - self.start).dt.total_seconds() / 60, dtype=np.float64)

    @cached_property
    def refused(self) -> Mask:
        """Whether people were asked and did not agree."""
        if not self.roles.consent:
            return np.zeros(len(self), dtype=bool)
        answers = self.texts(self.roles.consent)
        agreed = np.isin(answers, list(self.roles.consent_given))
        return np.asarray((answers != "") & ~agreed, dtype=bool)

    @cached_property
    def complete(self) -> Mask:
        """Whether an interview was made."""
        return ~self.refused

    def columns_of(self, kinds: frozenset[str]) -> Iterator[tuple[str, str, str]]:
        """Yield table, column and kind of the questions of certain kinds."""
        told = self.submissions.columns
        own = told[(told["choice"].fillna("") == "") & told["kind"].isin(list(kinds))]
        for row in own.itertuples():
            # The parts of a position are no questions of their own.
            column = str(row.column)
            if column in self.submissions.tables[str(row.table)] and ":" not in column:
                yield str(row.table), column, str(row.kind)

    def rows_above(self, table: str) -> npt.NDArray[np.intp]:
        """Return for each row of a table the position of its interview; -1 where there is none."""
        if table not in self._above:
            keys = self.submissions.tables[table]["_submission"].fillna("").astype(str)
            found = pd.Index(self.keys).get_indexer(pd.Index(keys))
            self._above[table] = np.asarray(found, dtype=np.intp)
        return self._above[table]

    @cached_property
    def _above(self) -> dict[str, npt.NDArray[np.intp]]:
        return {"main": np.arange(len(self), dtype=np.intp)}

    @cached_property
    def answered(self) -> Numbers:
        """How many questions were answered, in repeats too."""
        counts = np.zeros(len(self), dtype=np.float64)
        by_table: dict[str, list[str]] = {}
        for table, column, _ in self.columns_of(ANSWERED):
            by_table.setdefault(table, []).append(column)
        for table, columns in by_table.items():
            filled = self.submissions.tables[table][columns].notna().sum(axis=1).to_numpy()
            above = self.rows_above(table)
            known = above >= 0
            counts += np.bincount(above[known], weights=filled[known], minlength=len(self))
        return counts

    def issue(
        self,
        code: str,
        severity: Severity,
        at: int,
        *,
        question: str = "",
        value: object = "",
        expected: str = "",
        row: str = "",
        subject: str | None = None,
        suggestion: str = "",
        **values: object,
    ) -> Issue:
        """Return an issue about the interview at a position."""
        return Issue(
            code,
            severity,
            str(self.keys[at]),
            str(self.enumerators[at]),
            question,
            plain(value),
            expected,
            values,
            row,
            str(self.days[at]),
            subject,
            suggestion,
        )

    @cached_property
    def people(self) -> Numbers:
        """The size of the household; NaN where unknown."""
        roles = self.roles
        if roles.household_size:
            return np.asarray(
                pd.to_numeric(self.main[roles.household_size], errors="coerce"), dtype=np.float64
            )
        if roles.roster in self.submissions.tables and roles.roster:
            above = self.rows_above(roles.roster)
            return np.bincount(above[above >= 0], minlength=len(self)).astype(np.float64)
        return np.full(len(self), np.nan)


def until(submissions: Submissions, roles: Roles, day: date | None) -> Submissions:
    """Return the submissions that had arrived by the end of a day.

    Parameters
    ----------
    submissions : Submissions
        Of all days.
    roles : Roles
        Where the time of arrival is; without one the end of the interview counts.
    day : datetime.date or None
        ``None`` for all.
    """
    if day is None:
        return submissions
    interviews = Interviews(submissions, roles, MonitorSettings())
    arrived = interviews.received.fillna(interviews.end).fillna(interviews.dates)
    early = (arrived < pd.Timestamp(day) + pd.Timedelta(days=1)) | arrived.isna()
    return _kept(submissions, early.to_numpy())


def once(submissions: Submissions) -> Submissions:
    """Return each submission once: the first where a key stands there twice."""
    return _kept(submissions, ~submissions.tables["main"]["_key"].duplicated().to_numpy())


def _kept(submissions: Submissions, wanted: Mask) -> Submissions:
    """Return some of the submissions, with their rows of repeats once."""
    if wanted.all():
        return submissions
    main = submissions.tables["main"].loc[wanted].reset_index(drop=True)
    kept = set(main["_key"])
    tables = {
        name: frame[frame["_submission"].isin(kept) & ~frame["_key"].duplicated()]
        for name, frame in submissions.tables.items()
        if name != "main"
    }
    again = {name: frame.reset_index(drop=True) for name, frame in tables.items()}
    return replace(submissions, tables={"main": main, **again})
