"""The monitoring of a collection: all checks of one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.findings import Findings, Severity
from probono_kit.forms.monitoring.checks import (
    constraints,
    copies,
    duplicates,
    lines,
    numbers,
    people,
    positions,
    progress,
    recode,
    second,
    timing,
)
from probono_kit.forms.monitoring.interviews import Interviews, once, until
from probono_kit.forms.monitoring.issues import ISSUE_COLUMNS, Issue, issues_frame
from probono_kit.forms.monitoring.labels import question_labels
from probono_kit.forms.monitoring.memory import MonitoringState, Okay
from probono_kit.forms.monitoring.roles import Roles, find_roles
from probono_kit.forms.monitoring.settings import MonitorSettings
from probono_kit.forms.monitoring.tables import day_table, enumerator_table
from probono_kit.forms.submission_model import Submissions
from probono_kit.i18n import current_language

_CHECKS: tuple[Callable[[Interviews], Iterator[Issue]], ...] = (
    duplicates.duplicates,
    timing.durations,
    timing.hours,
    timing.arrivals,
    timing.overlaps,
    timing.versions,
    people.refusals,
    people.no_answers,
    people.others,
    people.productivity,
    people.unnamed,
    lines.straight_lines,
    numbers.outliers,
    constraints.broken_rules,
    recode.to_recode,
    copies.near_copies,
)


@dataclass(frozen=True, eq=False)
class Monitoring:
    """What a monitoring found on one day.

    Parameters
    ----------
    interviews : Interviews
        The submissions until that day, and which question is what.
    found : tuple of Issue
        What is worth a look.
    day : datetime.date or None
        The day; ``None`` if no submission has a date.
    known : MonitoringState
        What was told before that day.
    decided : Okay
        What people called okay.
    second : pandas.DataFrame
        Answers of second visits beside those of the first.
    findings : Findings
        What keeps a check from being made.
    """

    interviews: Interviews
    found: tuple[Issue, ...]
    day: date | None
    known: MonitoringState
    decided: Okay
    second: pd.DataFrame
    findings: Findings = field(default_factory=Findings)

    @property
    def roles(self) -> Roles:
        """Which question is what."""
        return self.interviews.roles

    @cached_property
    def issues(self) -> pd.DataFrame:
        """The table of issues in the current language, see :meth:`table`."""
        return self.table(current_language())

    def table(self, language: str | None = None) -> pd.DataFrame:
        """Return the issues, what is new first, then by severity.

        Parameters
        ----------
        language : str, optional
            Of the sentences (default: the current one).

        Returns
        -------
        pandas.DataFrame
            ``check``, ``severity``, ``_key``, ``enumerator``, ``question``, ``value``,
            ``expected``, ``sentence``, ``id`` (the same every day), ``row`` (``_key`` in a repeat),
            ``day``, ``new`` (not told before), ``okay`` and its ``reason``. What is okay is last.
        """
        labels = question_labels(self.interviews.submissions, language or current_language())
        frame = issues_frame(self.found, language=language, labels=labels)
        reasons = self.decided.reasons
        frame["okay"] = frame["id"].isin(list(reasons))
        frame["new"] = ~frame["id"].isin(list(self.known.first)) & ~frame["okay"]
        said = [reasons.get(name, "") for name in frame["id"]]
        frame["reason"] = pd.Series(said, index=frame.index, dtype="str")
        rank = frame["severity"].map({each.value: each.rank for each in Severity})
        order = np.lexsort(
            (np.arange(len(frame)), rank.to_numpy(int), ~frame["new"], frame["okay"])
        )
        return frame.iloc[order].reset_index(drop=True)[list(ISSUE_COLUMNS)]

    @cached_property
    def enumerators(self) -> pd.DataFrame:
        """Each enumerator's work, see :func:`enumerator_table`."""
        return enumerator_table(self.interviews, self.issues)

    @cached_property
    def days(self) -> pd.DataFrame:
        """Interviews by day, see :func:`day_table`."""
        return day_table(self.interviews)

    @cached_property
    def progress(self) -> pd.DataFrame:
        """Interviews by stratum, see :func:`progress_table`."""
        return progress.progress_table(self.interviews)

    @property
    def checks(self) -> pd.DataFrame:
        """How many ``issues`` each ``check`` found, how many are ``new`` or ``okay``."""
        table = self.issues
        grouped = table.groupby("check", sort=False)
        made = grouped.agg(
            severity=("severity", "first"),
            issues=("id", "size"),
            new=("new", "sum"),
            okay=("okay", "sum"),
        )
        return made.sort_values("issues", ascending=False, kind="stable").reset_index()

    def knowing(self, state: MonitoringState) -> Monitoring:
        """Return the same, with what was told before its day.

        Parameters
        ----------
        state : MonitoringState
            What was told; what it says of this day and later does not count.
        """
        return replace(self, known=state.before(self.day) if self.day else state)

    @property
    def state(self) -> MonitoringState:
        """What the next monitoring needs to tell what is new."""
        if self.day is None:
            return self.known
        return self.known.with_day([one.id for one in self.found], self.day)


def monitor(
    submissions: Submissions,
    settings: MonitorSettings | None = None,
    *,
    day: date | None = None,
    areas: gpd.GeoDataFrame | None = None,
    second_visits: Submissions | None = None,
    known: MonitoringState | None = None,
    okay: Okay | None = None,
) -> Monitoring:
    """Look for everything in submissions that somebody should look at today.

    Parameters
    ----------
    submissions : Submissions
        All that came so far, with their form if there is one. They are not changed.
    settings : MonitorSettings, optional
        Which question is what, limits, the sample; what is left out the form and the data tell.
    day : datetime.date, optional
        What arrived until the end of this day counts (default: the last day in the data; never the
        clock).
    areas : geopandas.GeoDataFrame, optional
        Where interviews are made, with ``area_code`` and ``area_name``.
    second_visits : Submissions, optional
        Back-checks, linked by the setting ``second_visit``.
    known : MonitoringState, optional
        What was told on earlier days.
    okay : Okay, optional
        What people called okay, from :func:`read_okay`.

    Returns
    -------
    Monitoring
        Issues with sentences, tables by enumerator, day and stratum.

    Examples
    --------
    >>> import pandas as pd
    >>> main = pd.DataFrame({"_key": ["a", "b"], "agent": ["Awa", "Awa"],
    ...     "start": pd.to_datetime(["2026-03-01 10:00", "2026-03-01 23:10"]),
    ...     "end": pd.to_datetime(["2026-03-01 10:40", "2026-03-01 23:50"])})
    >>> columns = pd.DataFrame({"table": "main", "column": main.columns, "choice": "",
    ...     "question": main.columns, "kind": ["key", "text", "start", "end"], "label": "",
    ...     "written": main.columns})
    >>> from probono_kit.forms import Submissions
    >>> settings = MonitorSettings(roles={"enumerator": "agent"})
    >>> found = monitor(Submissions({"main": main}, columns), settings)
    >>> found.issues[["check", "_key", "enumerator"]].values.tolist()
    [['night', 'b', 'Awa']]
    """
    settings = settings or MonitorSettings()
    roles = find_roles(submissions, settings)
    everything = Interviews(submissions, roles, settings)
    day = day or _last_day(everything)
    arrived = until(submissions, roles, day)
    twice = duplicates.same_keys(Interviews(arrived, roles, settings))
    interviews = Interviews(once(arrived), roles, settings)
    compared = (
        second.second_visits(interviews, second_visits)
        if second_visits is not None
        else pd.DataFrame(columns=list(second.SECOND_COLUMNS))
    )
    skipped = set(settings.skip)
    found = tuple(
        issue
        for issue in chain(twice, _issues(interviews, areas, compared, day))
        if issue.check not in skipped
    )
    known = known or MonitoringState()
    findings = roles.findings + (okay.findings if okay else [])
    if second_visits is not None and roles.second_visit not in second_visits.main:
        where = "roles.second_visit"
        findings.add("monitor.no_column", where, column=roles.second_visit or "second_visit")
    return Monitoring(
        interviews,
        _once(found),
        day,
        known.before(day) if day else known,
        okay or Okay(),
        compared,
        findings,
    )


def _issues(
    interviews: Interviews,
    areas: gpd.GeoDataFrame | None,
    compared: pd.DataFrame,
    day: date | None,
) -> Iterator[Issue]:
    for check in _CHECKS:
        yield from check(interviews)
    yield from positions.positions(interviews, areas)
    yield from progress.progress(interviews, day)
    yield from second.back_checks(interviews, compared)


def _once(found: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return each issue once."""
    made: dict[str, Issue] = {}
    for issue in found:
        made.setdefault(issue.id, issue)
    return tuple(made.values())


def _last_day(interviews: Interviews) -> date | None:
    """Return the last day on which something arrived, or an interview was made."""
    for times in (interviews.received, interviews.end, interviews.dates):
        if times.notna().any():
            last: date = times.max().date()
            return last
    return None
