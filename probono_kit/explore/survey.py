"""Sentences on the population that a sample was drawn from, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from probono_kit.explore.comparing import (
    FEWEST_OF_GROUP,
    OTHERS,
    Compared,
    Relations,
    counted_together,
    most_different,
    pooled,
)
from probono_kit.explore.insights import Certainty, Column, Estimate, Insight
from probono_kit.explore.pairs import Pair, compare_pairs
from probono_kit.explore.profile import Profile
from probono_kit.explore.sample import FEWEST_CLUSTERS, Sample

#: A group that says as much as fewer records of equal weight is put with the others.
_LEAST_EFFECTIVE = FEWEST_OF_GROUP
#: So many who give an answer, and who do not, are expected in each group that is compared (Cochran
#: 1954, for tests of tables).
_EXPECTED = 5.0


def estimate_outcome(
    frame: pd.DataFrame, outcome: str, sample: Sample, *, value: str = ""
) -> list[Insight]:
    """Say what the sample tells of the population for the outcome.

    Parameters
    ----------
    frame : pandas.DataFrame
        The sample.
    outcome : str
        A column of numbers, or of categories.
    sample : Sample
        How it was drawn.
    value : str
        For categories: the answer whose share is estimated (default: the most frequent).

    Returns
    -------
    list of Insight
        One; none if nobody answered.

    Examples
    --------
    >>> rows = pd.DataFrame({"water": ["no"] * 30 + ["yes"] * 30})
    >>> rows["weight"] = [3.0] * 30 + [1.0] * 30
    >>> found = estimate_outcome(rows, "water", Sample.of(rows, weights="weight"), value="no")
    >>> print(found[0].text("en").partition(";")[0])
    “water”: “no” for 75% (95% interval: 62% to 85%
    """
    column = frame[outcome]
    if column.notna().sum() == 0:
        return []
    values: dict[str, object] = {"column": Column(outcome)}
    if pd.api.types.is_numeric_dtype(column.dtype) and not value:
        code, y = "explore.estimated_mean", column.astype("float64")
        found = sample.mean(y, percent=False)
    else:
        texts = column.astype("str")
        value = value or str(texts[column.notna()].value_counts().sort_index().idxmax())
        y = (texts == value).astype("float64").where(column.notna())
        code = "explore.estimated_share"
        values["value"] = value
        found = sample.mean(y)
    values["estimate"] = found
    sure = Certainty.FIRM if sample.sampled >= FEWEST_CLUSTERS else Certainty.WEAK
    return [Insight(code, (outcome,), values, found.rows, 1.0, sure)]


def survey_relations(
    frame: pd.DataFrame,
    profile: Profile,
    sample: Sample,
    *,
    outcome: str = "",
    value: str = "",
    by: Sequence[str] = (),
) -> Relations:
    """Compare groups of the population, as :func:`~.relations.relations` does those of a table.

    Parameters
    ----------
    frame : pandas.DataFrame
        The sample that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`.
    sample : Sample
        How it was drawn.
    outcome : str
        Column that the question is about; empty to compare all pairs.
    value : str
        For an outcome of categories: the answer whose share is compared.
    by : sequence of str
        Columns to compare by (default: all that may differ).

    Returns
    -------
    Relations
        Sentences with design-based intervals, and how many comparisons were made.

    Notes
    -----
    Wald tests of domain means with the covariance of the design, adjusted for its degrees of
    freedom (D. Thomas and J. Rao 1987), times the number of answers (C. Bonferroni 1936) where
    the one that differs most is told; numbers are compared by the thirds of the other one. False
    discoveries as in :func:`~.relations.relations`.

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rows = pd.DataFrame({"pump": ["hand"] * 40 + ["solar"] * 40, "w": [1.0, 2.0] * 40})
    >>> rows["state"] = ["broken"] * 32 + ["works"] * 8 + ["broken"] * 8 + ["works"] * 32
    >>> sample = Sample.of(rows, weights="w")
    >>> kept = rows[["pump", "state"]]
    >>> found = survey_relations(
    ...     kept, profile(kept, {}), sample, outcome="state", value="broken")
    >>> found.insights[0].code
    'explore.estimated_share_groups'
    """
    return compare_pairs(
        frame,
        profile,
        lambda pair: _compare(pair, sample),
        records=lambda index: sample.effective(sample.part(index)),
        outcome=outcome,
        value=value,
        by=by,
    )


def _compare(pair: Pair, sample: Sample) -> Compared | None:
    both, column, other = pair.rows, pair.column, pair.by
    labels = _thirds(both[other]) if pair.numeric[1] else pooled(both[other].astype("str"))
    labels = _large(labels, sample)
    tried, told = 1, pair.value
    if pair.numeric[0]:
        y = both[column].astype("float64")
    else:
        texts = both[column].astype("str")
        if not told:
            answers = pooled(texts)
            if not set(answers.unique()) - {OTHERS}:
                return None
            told = most_different(counted_together(labels, answers))
            # The answer that differs most was chosen among so many.
            tried = answers.nunique() if answers.nunique() > 2 else 1
        y = (texts == told).astype("float64")
        labels = _with_expected(labels, y, sample)
    if y.nunique() < 2 or labels.nunique() < 2:
        return None
    domains = sample.groups(y, labels, percent=not pair.numeric[0])
    named = {name: each for name, each in domains.estimates.items() if name != OTHERS}
    if len(named) < 2 or not np.isfinite(domains.p):
        return None
    strength = _strength(y, labels, sample)
    return _told((column, other), told, named, len(both), strength, min(1.0, domains.p * tried))


def _told(
    columns: tuple[str, str],
    value: str,
    named: dict[str, Estimate],
    rows: int,
    strength: float,
    p: float,
) -> Compared | None:
    column, by = columns
    high = max(named, key=lambda name: named[name].value)
    low = min(named, key=lambda name: named[name].value)
    if named[high].value == named[low].value:
        return None
    values: dict[str, object] = {
        "column": Column(column),
        "by": Column(by),
        "high": named[high],
        "high_group": high,
        "low": named[low],
        "low_group": low,
    }
    if value:
        values["value"] = value
    order = sorted(named, key=lambda name: -named[name].value)
    figures = [named[name] for name in order]
    key = "share" if value else "value"
    table = pd.DataFrame(
        {
            "label": order,
            "rows": [each.rows for each in figures],
            key: [each.value for each in figures],
            "low": [each.low for each in figures],
            "high": [each.high for each in figures],
        }
    )
    code = "explore.estimated_share_groups" if value else "explore.estimated_groups"
    insight = Insight(
        code,
        columns,
        values,
        rows,
        round(strength, 4),
        Certainty.FIRM,
        table,
        "bars" if value else "dots",
    )
    return Compared(insight, p)


def _strength(y: pd.Series, labels: pd.Series, sample: Sample) -> float:
    """Return the spread of the groups against that of all: the root of eta squared, 0 to 1."""
    w = pd.Series(sample.weights_of(y.index), index=y.index)
    mean = float((w * y).sum() / w.sum())
    whole = float((w * (y - mean) ** 2).sum())
    totals, sums = w.groupby(labels).sum(), (w * y).groupby(labels).sum()
    between = float((totals * (sums / totals - mean) ** 2)[totals > 0].sum())
    return float(np.sqrt(min(1.0, between / whole))) if whole else 0.0


def _with_expected(labels: pd.Series, y: pd.Series, sample: Sample) -> pd.Series:
    """Leave out groups too small for the answer: a few who say it, or none, are chance there."""
    w = pd.Series(sample.weights_of(y.index), index=y.index)
    share = float((w * y).sum() / w.sum())
    rarer = min(share, 1 - share)
    kept = {
        name
        for name in labels.unique()
        if rarer * sample.effective(sample.part(labels.index[labels == name])) >= _EXPECTED
    }
    return labels.where(labels.isin(kept))


def _large(labels: pd.Series, sample: Sample) -> pd.Series:
    """Put groups that say too little with the others."""
    small = {
        name
        for name in labels.unique()
        if sample.effective(sample.part(labels.index[labels == name])) < _LEAST_EFFECTIVE
    }
    return labels.where(~labels.isin(small), OTHERS)


def _thirds(column: pd.Series) -> pd.Series:
    """Return whether a number is among the lowest, middle or highest third, by its bounds."""
    numbers = column.astype("float64")
    low, high = numbers.quantile([1 / 3, 2 / 3])
    ends = numbers.min(), numbers.max()
    names = [_range(ends[0], low), _range(low, high), _range(high, ends[1])]
    if not ends[0] <= low < high <= ends[1] or len(set(names)) < 3:
        return pd.Series(OTHERS, index=column.index)
    third = np.where(numbers <= low, names[0], np.where(numbers <= high, names[1], names[2]))
    return pd.Series(third, index=column.index, dtype=object)


def _range(low: float, high: float) -> str:
    return f"{low:.4g}–{high:.4g}"
