"""A table column by column: what each is for, how it is spread, what is missing, what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from probono_kit.explore.charts import picture
from probono_kit.explore.distributions import FEWEST, Spread, filled_strip, spread
from probono_kit.explore.insights import Certainty, Column, Insight, Share
from probono_kit.explore.over_time import (
    Periods,
    as_dates,
    counts_over_time,
    find_periods,
    medians_over_time,
    say_counts,
    say_medians,
)
from probono_kit.explore.roles import Role, RoleFound, find_roles
from probono_kit.explore.sample import Sample
from probono_kit.explore.wordings import column_label
from probono_kit.findings import N_, Findings
from probono_kit.i18n import current_language, gettext
from probono_kit.tables import ColumnType

#: A share of empty cells from here on is worth a sentence.
_MANY_MISSING = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class ColumnProfile:
    """What one column holds.

    Parameters
    ----------
    name : str
        Name of the column.
    role : Role
        What it is for.
    rows, filled, asked : int
        Rows of the table; filled cells; for multiple choice, rows where the question was asked.
    is_bookkeeping : bool
        Whether it is about the form or the interview, not about the subject.
    parent : str
        For a column of one choice: its multiple-choice question.
    mark : str
        For multiple choice: what stands between choices.
    members : tuple of str
        For multiple choice: its columns of one choice.
    figures : pandas.DataFrame
        As :func:`probono_kit.explore.picture` takes them for `chart`.
    chart : str
        Kind of the picture; empty if there is none.
    over_time : pandas.DataFrame
        ``period``, ``value``, ``complete``: records, or the median, by month or year.
    strip : pandas.DataFrame
        Share of filled cells along the rows.
    insights : tuple of Insight
        What to say.
    language : str
        Of texts and pictures.
    is_conditional : bool
        Whether only some are asked, as the form says: an empty cell is then no gap.
    """

    name: str
    role: Role
    rows: int
    filled: int
    asked: int
    is_bookkeeping: bool
    parent: str
    mark: str
    members: tuple[str, ...]
    figures: pd.DataFrame
    chart: str
    over_time: pd.DataFrame
    strip: pd.DataFrame
    insights: tuple[Insight, ...]
    language: str = "en"
    is_conditional: bool = False

    @property
    def missing(self) -> int:
        """Empty cells."""
        return self.rows - self.filled

    def pictures(self, language: str | None = None) -> Iterator[Markup]:
        """Yield the small pictures there are: distribution, over time, gaps.

        Parameters
        ----------
        language : str, optional
            Default: the one that the profile was made in.

        Yields
        ------
        markupsafe.Markup
            An ``<svg>``.
        """
        language = language or self.language
        label = column_label(self.name)
        if self.chart:
            yield picture(self.chart, self.figures, title=label, language=language)
        if len(self.over_time):
            title = gettext(N_("{column} over time"), language).format(column=label)
            yield picture("line", self.over_time, title=title, language=language)
        if 0 < self.filled < self.rows:
            title = gettext(N_("{column}: where cells are filled"), language).format(column=label)
            yield picture("strip", self.strip, title=title, language=language)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What the columns of a table hold.

    Parameters
    ----------
    rows : int
        Rows of the table.
    columns : mapping of str to ColumnProfile
        In the table's order.
    findings : Findings
        What is the matter with the survey's weights, strata or clusters.
    date : str
        The column of dates that changes over time are read by; empty if there is none.

    Examples
    --------
    >>> table = pd.DataFrame({"state": ["works"] * 15 + ["broken"] * 5})
    >>> found = profile(table, {})
    >>> found.columns["state"].role.value
    'category'
    >>> found.insights[0].text("en")
    '“state”: most often “works”, 75% (15 of 20 rows).'
    """

    rows: int
    columns: Mapping[str, ColumnProfile]
    findings: Findings = field(default_factory=Findings)
    date: str = ""

    @property
    def insights(self) -> list[Insight]:
        """What to say of the columns, in the table's order; nothing of bookkeeping and codes."""
        return [
            one
            for column in self.columns.values()
            if not column.is_bookkeeping and not column.parent
            for one in column.insights
        ]

    def named(self, *roles: Role | str) -> list[str]:
        """Return the columns that are for one of `roles`; bookkeeping and single choices left out.

        Parameters
        ----------
        *roles : Role or str
            Such as ``"amount"``.

        Returns
        -------
        list of str
            In the table's order.
        """
        wanted = {Role(role) for role in roles}
        return [
            column.name
            for column in self.columns.values()
            if column.role in wanted and not column.is_bookkeeping and not column.parent
        ]


def profile(
    frame: pd.DataFrame,
    types: Mapping[str, ColumnType],
    *,
    sample: Sample | None = None,
    language: str | None = None,
) -> Profile:
    """Say what each column holds, in the words of its kind.

    Parameters
    ----------
    frame : pandas.DataFrame
        A cleaned and typed table.
    types : mapping of str to ColumnType
        Types of its columns, as :func:`probono_kit.tables.type_columns` gives them.
    sample : Sample, optional
        How the rows were drawn: shares and medians are then those of the population, with their
        intervals; what is missing, gaps and far values stay counts of rows.
    language : str, optional
        Of texts and pictures (default: the current one).

    Returns
    -------
    Profile
        One entry for each column.

    Examples
    --------
    >>> table = pd.DataFrame({"people": [5, 7, 9, 4, 6, 8, 5, 3, 4, 12]})
    >>> profile(table, {}).insights[0].text("en")
    '“people”: median 5.5; half of the values lie between 4.25 and 7.75 (10 rows).'
    """
    language = language or current_language()
    names = [str(name) for name in frame.columns]
    frame = frame.set_axis(names, axis=1)
    roles = find_roles(frame, types)
    dates = {
        name: found
        for name in names
        if roles[name].role is Role.DATE and (found := find_periods(frame[name])) is not None
    }
    amounts = [one for one in names if roles[one].role in (Role.AMOUNT, Role.SHARE)]
    main = _main_date(dates, [name for name in dates if not roles[name].is_bookkeeping])
    members: dict[str, list[str]] = {}
    for name, one in roles.items():
        if one.parent:
            members.setdefault(one.parent, []).append(name)
    made = {}
    for name in names:
        own = tuple(members.get(name, ())) if roles[name].role is Role.CHOICES else ()
        kind = types.get(name)
        mark = kind.convention if kind is not None and roles[name].role is Role.CHOICES else ""
        indicators = {one.rpartition("/")[2]: frame[one] for one in own}
        series = frame[name]
        told = spread(
            name, roles[name].role, series, mark=mark, indicators=indicators, sample=sample
        )
        over_time, changes = _over_time(name, roles[name].role, series, dates, main, sample)
        if name in amounts and main:
            days = as_dates(frame[main])
            changes += say_medians(name, series, main, days, len(amounts), sample)
        spoken = [one for one in told.insights if not _is_sum_of_repeats(one, frame, roles)]
        insights = [*spoken, *changes, *_missing(name, roles[name].role, series, told)]
        made[name] = ColumnProfile(
            name,
            roles[name].role,
            len(frame),
            int(series.notna().sum()),
            told.asked,
            roles[name].is_bookkeeping,
            roles[name].parent,
            mark,
            own,
            told.figures,
            told.chart,
            over_time,
            filled_strip(series),
            tuple(insights),
            language,
        )
    findings = Findings() if sample is None else sample.findings
    return Profile(len(frame), made, findings, main)


def _main_date(dates: Mapping[str, Periods], allowed: list[str]) -> str:
    """Return the column that tells when something was: the first of those that are well filled."""
    filled = {name: int(dates[name].of_rows.notna().sum()) for name in allowed}
    return next((name for name in allowed if filled[name] >= 0.9 * max(filled.values())), "")


def _over_time(
    name: str,
    role: Role,
    series: pd.Series,
    dates: Mapping[str, Periods],
    main: str,
    sample: Sample | None,
) -> tuple[pd.DataFrame, list[Insight]]:
    if role is Role.DATE and name in dates:
        return counts_over_time(dates[name]), say_counts(name, dates[name])
    if role in (Role.AMOUNT, Role.SHARE) and main:
        table = medians_over_time(dates[main], series, sample)
        return (table if table["value"].notna().sum() > 1 else pd.DataFrame()), []
    return pd.DataFrame(), []


def _is_sum_of_repeats(one: Insight, frame: pd.DataFrame, roles: Mapping[str, RoleFound]) -> bool:
    """Whether a sum would count the same thing several times: a budget on each of its rows."""
    if one.code != "explore.half_of_all":
        return False
    amount = frame[one.columns[0]]
    filled = int(amount.notna().sum())
    for name, found in roles.items():
        if found.role in (Role.CODE, Role.TEXT, Role.CATEGORY):
            groups = amount.groupby(frame[name], observed=True)
            sizes, distinct = groups.count(), groups.nunique()
            several = sizes > 1
            rows = int(sizes[several].sum())
            same = int(sizes[several & (distinct == 1)].sum())
            if rows >= 0.5 * filled and same >= 0.8 * rows and several.sum() > 2:
                return True
    return False


def _missing(name: str, role: Role, series: pd.Series, told: Spread) -> list[Insight]:
    """Say how much is empty; a question that was not asked is no gap."""
    rows, empty = len(series), int(series.isna().sum())
    if role in (Role.EMPTY, Role.CHOICES) or rows < FEWEST or empty < _MANY_MISSING * rows:
        return []
    values = {"column": Column(name), "share": Share(empty, rows)}
    strength = round(0.1 * empty / rows, 4)
    return [Insight("explore.missing", (name,), values, rows, strength, Certainty.FIRM)]
