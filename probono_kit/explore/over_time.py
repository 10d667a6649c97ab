"""How many records there are over time, and how amounts change."""

from __future__ import annotations

import calendar
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from probono_kit.explore.insights import Certainty, Column, Count, Insight, Month
from probono_kit.explore.sample import Sample

#: A line over time has at most so many months, then years.
_MOST_MONTHS = 48
_FEWEST_PERIODS, _FEWEST_ROWS = 6, 30
#: How steadily counts must rise or fall (Kendall's tau) for a sentence.
_STEADY = 0.4
#: An amount changes with time if chance has less than this to do with it, and by so much.
_CHANCE, _LEAST_CHANGE = 0.05, 0.15


class Periods(NamedTuple):
    """The months or years of a column of dates.

    Attributes
    ----------
    of_rows : pandas.Series
        The period of each row (``Period``), missing where there is no date.
    all : pandas.PeriodIndex
        Every period from the first to the last, those without records too.
    is_partial : bool
        Whether the last one is cut off before its end.
    last_day : pandas.Timestamp
        The latest date.
    """

    of_rows: pd.Series
    all: pd.PeriodIndex
    is_partial: bool
    last_day: pd.Timestamp

    @property
    def complete(self) -> pd.PeriodIndex:
        """The periods that can be compared."""
        return self.all[:-1] if self.is_partial else self.all


def as_dates(series: pd.Series) -> pd.Series:
    """Return a column of dates, months (``2025-04``) or years as timestamps.

    Examples
    --------
    >>> as_dates(pd.Series(["2025-04", None])).dt.month.fillna(0).tolist()
    [4.0, 0.0]
    """
    if pd.api.types.is_datetime64_any_dtype(series):
        return series.dt.tz_localize(None) if series.dt.tz is not None else series
    if pd.api.types.is_numeric_dtype(series):
        years = pd.to_numeric(series, errors="coerce")
        texts = years.map(lambda year: f"{int(year):04d}-01-01", na_action="ignore")
    else:
        # Days alone matter here, and zones of the same form may differ from row to row.
        texts = series.astype("object").map(lambda cell: str(cell)[:10], na_action="ignore")
    return pd.to_datetime(texts, errors="coerce", format="ISO8601")


def find_periods(series: pd.Series) -> Periods | None:
    """Cut a column of dates into months, or years where there are many months.

    Parameters
    ----------
    series : pandas.Series
        Dates.

    Returns
    -------
    Periods or None
        ``None`` where there are fewer than two periods, or too few dates.
    """
    dates = as_dates(series)
    known = dates.dropna()
    if len(known) < 2:
        return None
    first, last = known.min(), known.max()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    length = "M" if months <= _MOST_MONTHS and not _only_years(series, known) else "Y"
    of_rows = dates.dt.to_period(length)
    every = pd.period_range(first.to_period(length), last.to_period(length), freq=length)
    if len(every) < 2 or len(every) > 400:
        return None
    return Periods(of_rows, every, _is_partial(known, length), last)


def counts_over_time(periods: Periods) -> pd.DataFrame:
    """Return ``period`` (text), ``value`` (records) and ``complete`` for every period."""
    counts = periods.of_rows.value_counts().reindex(periods.all, fill_value=0)
    complete = np.ones(len(periods.all), dtype=bool)
    complete[-1] = not periods.is_partial
    return pd.DataFrame(
        {"period": periods.all.astype(str), "value": counts.to_numpy(), "complete": complete}
    )


def medians_over_time(
    periods: Periods, series: pd.Series, sample: Sample | None = None
) -> pd.DataFrame:
    """Return ``period``, ``value`` (median), ``rows`` and ``complete`` for every period.

    The median of fewer than five numbers is left out; with a sample it is that of the population.
    """
    numbers = pd.to_numeric(series, errors="coerce").astype("float64")
    grouped = numbers.groupby(periods.of_rows)
    table = counts_over_time(periods)
    medians = grouped.median()
    if sample is not None:
        own = {period: sample.quantiles(each, (0.5,))[0] for period, each in grouped}
        medians = pd.Series(own, dtype="float64").reindex(medians.index)
    return table.assign(
        value=medians.where(grouped.count() >= 5).reindex(periods.all).to_numpy(),
        rows=grouped.count().reindex(periods.all, fill_value=0).to_numpy(),
    )


def say_counts(name: str, periods: Periods) -> list[Insight]:
    """Say what the records over time show: a steady change, gaps, an incomplete end.

    Parameters
    ----------
    name : str
        The column of dates.
    periods : Periods
        Its periods.

    Returns
    -------
    list of Insight
        Nothing where there are few records or periods.
    """
    table = counts_over_time(periods)
    rows = int(table["value"].sum())
    if rows < _FEWEST_ROWS:
        return []
    found = [*_change(name, periods, table, rows), *_gap(name, periods, table, rows)]
    if periods.is_partial and found:
        told = {
            "date": Column(name),
            "last": month_of(periods.all[-1]),
            "day": periods.last_day,
        }
        found.append(Insight("explore.partial", (name,), told, rows, 0.05, Certainty.FIRM))
    return found


def say_medians(
    name: str, numbers: pd.Series, date: str, dates: pd.Series, tried: int, sample: Sample | None
) -> list[Insight]:
    """Say how an amount goes with the date of its record, where it does.

    Parameters
    ----------
    name, date : str
        The columns.
    numbers, dates : pandas.Series
        Their cells, same index.
    tried : int
        Amounts that are looked at in all: chance among so many is taken out (C. Bonferroni 1936).
    sample : Sample, optional
        How the rows were drawn: medians are then those of the population.

    Returns
    -------
    list of Insight
        One, or none: Spearman's rank correlation, of a sample the Wald test of its thirds.
    """
    both = pd.DataFrame({"y": pd.to_numeric(numbers, errors="coerce"), "t": dates}).dropna()
    both["y"] = both["y"].astype("float64")
    if len(both) < _FEWEST_ROWS or both["t"].nunique() < _FEWEST_PERIODS or both["y"].nunique() < 2:
        return []
    result = stats.spearmanr(both["t"].astype("int64"), both["y"])
    r, p = float(result.statistic), float(result.pvalue)
    ends = both["t"].quantile([1 / 3, 2 / 3], interpolation="nearest").tolist()
    early, late = both[both["t"] <= ends[0]], both[both["t"] > ends[1]]
    if min(len(early), len(late)) < _FEWEST_ROWS // 3:
        return []
    low, high = float(early["y"].median()), float(late["y"].median())
    if sample is not None:
        low, high = (sample.quantiles(part["y"], (0.5,))[0] for part in (early, late))
        third = pd.Series("middle", index=both.index, dtype=object)
        third[early.index], third[late.index] = "early", "late"
        p = sample.groups(both["y"], third).p
    if not p * tried <= _CHANCE or abs(r) < _LEAST_CHANGE or (high - low) * r <= 0:
        return []
    told = {
        "column": Column(name),
        "date": Column(date),
        "low": low,
        "high": high,
        "first": early["t"].min(),
        "first_end": early["t"].max(),
        "last_start": late["t"].min(),
        "last": late["t"].max(),
        "r": round(r, 2),
        "count": Count(len(both)),
    }
    strength = round(abs(r), 4)
    code = "explore.change_of_median"
    return [Insight(code, (name, date), told, len(both), strength, Certainty.FIRM)]


def month_of(period: pd.Period) -> Month:
    """Return a period as a sentence names it."""
    return Month(period.year, period.month if period.freqstr.startswith("M") else 0)


def _change(name: str, periods: Periods, table: pd.DataFrame, rows: int) -> list[Insight]:
    complete = table[table["complete"]]
    if len(complete) < _FEWEST_PERIODS:
        return []
    tau = float(stats.kendalltau(np.arange(len(complete)), complete["value"]).statistic)
    third = len(complete) // 3
    before, after = complete["value"].iloc[:third].mean(), complete["value"].iloc[-third:].mean()
    if abs(tau) < _STEADY or np.isnan(tau) or (tau > 0) != (after > before) or before == after:
        return []
    monthly = periods.all.freqstr.startswith("M")
    told: dict[str, object] = {
        "date": Column(name),
        "before": float(before),
        "after": float(after),
        "first": month_of(periods.all[0]),
        "first_end": month_of(periods.all[third - 1]),
        "last_start": month_of(periods.complete[-third]),
        "last": month_of(periods.complete[-1]),
    }
    code = "explore.change_by_month" if monthly else "explore.change_by_year"
    strength = round(0.6 * abs(tau), 4)
    return [Insight(code, (name,), told, rows, strength, Certainty.FIRM, table, "line")]


def _gap(name: str, periods: Periods, table: pd.DataFrame, rows: int) -> list[Insight]:
    """Say the longest run of months without a record, where there usually are some."""
    empty = (table["value"] == 0).to_numpy()
    if not empty.any() or empty.mean() > 0.25 or not periods.all.freqstr.startswith("M"):
        return []
    best, start, run = 0, 0, 0
    for at, is_empty in enumerate(empty.tolist()):
        run = run + 1 if is_empty else 0
        if run > best:
            best, start = run, at - run + 1
    told = {
        "date": Column(name),
        "number": best,
        "first": month_of(periods.all[start]),
        "last": month_of(periods.all[start + best - 1]),
    }
    return [Insight("explore.gap", (name,), told, rows, 0.15, Certainty.FIRM, table, "line")]


def _only_years(series: pd.Series, dates: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(series)) and not (
        pd.api.types.is_datetime64_any_dtype(series) or len(dates) == 0
    )


def _is_partial(dates: pd.Series, length: str) -> bool:
    """Whether the last period ends earlier than the ones before it do."""
    periods = dates.dt.to_period(length)
    ends = dates.groupby(periods).max()
    if length == "M":
        place = ends.dt.day / ends.dt.days_in_month
    else:
        place = ends.dt.day_of_year / ends.dt.year.map(
            lambda year: 366 if calendar.isleap(year) else 365
        )
    before = place.iloc[:-1]
    return bool(len(before) and place.iloc[-1] < float(before.median()) - 0.12)
