"""Numbers far from the others of their column, and groups too small to speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import format_number, gettext
from probono_kit.tables.columns import require_columns

Numbers: TypeAlias = npt.NDArray[np.float64]

#: Columns of what :func:`outliers` returns.
OUTLIER_COLUMNS = ("row", "value", "side", "score", "lower", "upper", "evidence")

#: So many numbers are needed before any can be called far away.
_FEWEST = 10
#: Fences at so many interquartile ranges (J. Tukey 1977), and modified z-scores beyond which a
#: number is far away (B. Iglewicz, D. Hoaglin 1993).
_FENCE, _Z = 1.5, 3.5
#: Quartiles are skewed from here on (A. Bowley's coefficient, 0 to 1).
_SKEWED = 0.15

_TEXTS = {
    "iqr": N_(
        "{value} lies outside {lower} to {upper}: 1.5 interquartile ranges beyond the quartiles of"
        " {count} numbers."
    ),
    "iqr log": N_(
        "{value} lies outside {lower} to {upper}: 1.5 interquartile ranges beyond the quartiles of"
        " the logarithms of {count} numbers, most of which are small."
    ),
    "mad": N_(
        "{value} lies outside {lower} to {upper}: a modified z-score beyond 3.5 among {count}"
        " numbers."
    ),
    "mad log": N_(
        "{value} lies outside {lower} to {upper}: a modified z-score beyond 3.5 among the"
        " logarithms of {count} numbers, most of which are small."
    ),
}


class OutlierMethod(StrEnum):
    """How far away is too far."""

    IQR = "iqr"
    MAD = "mad"


@dataclass(frozen=True, slots=True)
class OutlierRule:
    """The limits that the numbers of a column give themselves; a recipe can keep them.

    Parameters
    ----------
    method : str
        Of :class:`OutlierMethod`.
    is_log : bool
        Whether the limits were found among the logarithms: amounts are skewed.
    lower, upper : float
        What lies outside is far away.
    centre, spread : float
        The middle, and the distance that counts as 1 in a score (on the logarithms if `is_log`).
    count : int
        How many numbers gave the limits.
    """

    method: OutlierMethod
    is_log: bool
    lower: float
    upper: float
    centre: float
    spread: float
    count: int


def outlier_rule(
    series: pd.Series, method: str = "iqr", *, log: bool | None = None
) -> OutlierRule | None:
    """Find the limits beyond which numbers of a column are far from the others.

    Parameters
    ----------
    series : pandas.Series
        Numbers; missing ones are left out.
    method : {"iqr", "mad"}
        Tukey's fences, 1.5 interquartile ranges beyond the quartiles; or modified z-scores of 3.5,
        from the median absolute deviation.
    log : bool, optional
        Whether to look at the logarithms. By default the data decide: where no number is negative,
        the quartiles are skewed to the right and those of the logarithms less so.

    Returns
    -------
    OutlierRule or None
        ``None`` where nothing can be said: fewer than 10 numbers, or half of them the same.

    References
    ----------
    J. W. Tukey 1977, "Exploratory Data Analysis". B. Iglewicz, D. C. Hoaglin 1993, "How to Detect
    and Handle Outliers".

    Examples
    --------
    >>> rule = outlier_rule(pd.Series([*range(20, 40), 400]))
    >>> rule.lower, rule.upper, rule.is_log
    (10.0, 50.0, False)
    """
    chosen = OutlierMethod(method)
    numbers = _numbers(series)
    numbers = numbers[np.isfinite(numbers)]
    is_log = _is_better_as_log(numbers) if log is None else log
    if is_log:
        # Zeros have no logarithm; they say nothing about the size of the amounts there are.
        numbers = np.log(numbers[numbers > 0])
    if len(numbers) < _FEWEST:
        return None
    first, median, third = np.percentile(numbers, [25, 50, 75])
    if chosen is OutlierMethod.IQR:
        centre, spread = median, third - first
        low, high = first - _FENCE * spread, third + _FENCE * spread
    else:
        centre, spread = median, float(np.median(np.abs(numbers - median))) / 0.6745
        low, high = median - _Z * spread, median + _Z * spread
    if spread <= 1e-12 * max(1.0, abs(centre)):
        return None
    if is_log:
        low, high = (float(np.exp(min(limit, 700.0))) for limit in (low, high))
    return OutlierRule(
        chosen, is_log, float(low), float(high), float(centre), float(spread), len(numbers)
    )


def outliers(
    series: pd.Series,
    method: str = "iqr",
    *,
    log: bool | None = None,
    rule: OutlierRule | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """List the numbers of a column that are far from the others.

    Far is not wrong: whoever knows the place decides.

    Parameters
    ----------
    series : pandas.Series
        Numbers; the index are the numbers of the rows.
    method : {"iqr", "mad"}
        As in :func:`outlier_rule`.
    log : bool, optional
        As in :func:`outlier_rule`.
    rule : OutlierRule, optional
        Limits found before, on last month's file for instance.
    language : str, optional
        Language of the evidence (default: the current one).

    Returns
    -------
    pandas.DataFrame
        :data:`OUTLIER_COLUMNS`, the farthest first: ``row``, ``value``, ``side`` (``low`` or
        ``high``), ``score`` (how many spreads from the middle), ``lower`` and ``upper`` limit,
        ``evidence``. Empty where :func:`outlier_rule` says nothing.

    Examples
    --------
    >>> far = outliers(pd.Series([*range(20, 40), 400]))
    >>> far[["row", "value", "side"]].values.tolist()
    [[20, 400, 'high']]
    >>> print(far["evidence"][0])
    400 lies outside 10 to 50: 1.5 interquartile ranges beyond the quartiles of 21 numbers.
    """
    rule = rule or outlier_rule(series, method, log=log)
    if rule is None:
        return pd.DataFrame(columns=list(OUTLIER_COLUMNS))
    numbers = _numbers(series)
    is_low = (numbers < rule.lower) & ~(rule.is_log & (numbers == 0))
    found = np.flatnonzero(is_low | (numbers > rule.upper))
    text = gettext(_TEXTS[f"{rule.method}{' log' if rule.is_log else ''}"], language)
    rows = []
    for at in found.tolist():
        value = float(numbers[at])
        placed = np.log(value) if rule.is_log and value > 0 else value
        sentence = text.format(
            value=format_number(value, language),
            lower=_limit(rule.lower, language),
            upper=_limit(rule.upper, language),
            count=format_number(rule.count, language),
        )
        score = round(abs(placed - rule.centre) / rule.spread, 2)
        side = "low" if is_low[at] else "high"
        shown = series.iloc[at]
        rows.append((series.index[at], shown, side, score, rule.lower, rule.upper, sentence))
    table = pd.DataFrame(rows, columns=list(OUTLIER_COLUMNS))
    return table.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)


def small_groups(frame: pd.DataFrame, by: str | Sequence[str], minimum: int = 5) -> pd.DataFrame:
    """List the groups of rows that are smaller than `minimum`.

    Shares of few rows mislead, and the people behind them may be recognised.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    by : str or sequence of str
        Columns that make the groups; rows with a missing cell among them belong to none.
    minimum : int
        The size that is large enough.

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, ``count``, and ``rows`` (the numbers of the rows, from the index), the
        smallest group first.

    Raises
    ------
    ProbonoError
        If a column is not there.

    Examples
    --------
    >>> table = pd.DataFrame({"site": ["A"] * 6 + ["B"] * 2})
    >>> small_groups(table, "site").values.tolist()
    [['B', 2, [6, 7]]]
    """
    names = [by] if isinstance(by, str) else list(by)
    require_columns(frame, names)
    grouped = frame[names].groupby(names, sort=True, observed=True)
    few = frame.index[(grouped[names[0]].transform("size") < minimum).to_numpy()]
    if not len(few):
        return pd.DataFrame(columns=[*names, "count", "rows"])
    rows = [
        (*part.iloc[0], len(part), part.index.to_list())
        for _, part in frame.loc[few, names].groupby(names, sort=True, observed=True)
    ]
    table = pd.DataFrame(rows, columns=[*names, "count", "rows"])
    return table.sort_values("count", kind="stable").reset_index(drop=True)


def _numbers(series: pd.Series) -> Numbers:
    return pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)


def _is_better_as_log(numbers: Numbers) -> bool:
    """Whether amounts are skewed, and their logarithms less so."""
    positive = numbers[numbers > 0]
    if (numbers < 0).any() or len(positive) < _FEWEST:
        return False
    raw = _skewness(positive)
    return raw > _SKEWED and abs(_skewness(np.log(positive))) < raw


def _skewness(numbers: Numbers) -> float:
    """Return how much farther the upper quartile is from the median than the lower one."""
    first, median, third = np.percentile(numbers, [25, 50, 75])
    return float((third + first - 2 * median) / (third - first)) if third > first else 0.0


def _limit(value: float, language: str | None) -> str:
    """Write a limit with three digits that count."""
    if abs(value) >= 100 or value == 0:
        return format_number(round(value), language)
    return format_number(float(f"{value:.3g}"), language)
