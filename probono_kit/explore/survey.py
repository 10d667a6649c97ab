"""Figures of the population that a sample was drawn from, with their intervals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.explore.insights import Certainty, Column, Estimate, Insight
from probono_kit.findings import Findings

_Floats = npt.NDArray[np.float64]

#: Fewer sampled clusters (or rows) give no interval that can be trusted.
_FEWEST = 20


def estimate_mean(
    values: pd.Series,
    weights: pd.Series | None = None,
    strata: pd.Series | None = None,
    clusters: pd.Series | None = None,
    *,
    where: str = "",
) -> Estimate:
    """Estimate the mean of a population, or a share of it, from a weighted sample.

    Parameters
    ----------
    values : pandas.Series
        Numbers; 0 and 1 for a share. Missing ones are left out, as a subpopulation.
    weights : pandas.Series, optional
        How many each row stands for, same index (default: all alike).
    strata, clusters : pandas.Series, optional
        How rows were sampled, same index.
    where : str
        For the findings.

    Returns
    -------
    Estimate
        With a 95 % interval; ``percent`` for values of 0 and 1, whose interval stays within them.

    Raises
    ------
    ProbonoError
        If weights are missing, negative or no numbers.

    Notes
    -----
    The ratio estimator with variance by linearisation, clusters as drawn with replacement within
    strata (W. Cochran 1977; K. Wolter 2007); a stratum of a single cluster is compared with the
    mean of all. t with clusters less strata degrees of freedom; for shares on the scale of the
    logit.

    Examples
    --------
    >>> found = estimate_mean(pd.Series([1, 0, 1, 1]), pd.Series([10, 30, 10, 10]))
    >>> round(found.value, 2), found.rows, found.percent
    (0.5, 4, True)
    """
    from scipy.stats import t

    known = values.notna()
    w = _weights(values, weights, where)
    y = values.astype("float64").fillna(0.0).to_numpy()
    w = np.where(known, w, 0.0)
    total = w.sum()
    mean = float((w * y).sum() / total) if total else float("nan")
    rows = int(known.sum())
    percent = bool(np.isin(y[known.to_numpy()], (0.0, 1.0)).all())
    variance, freedom = _variance(w * (y - mean) / total if total else w, strata, clusters)
    if freedom < 1 or not np.isfinite(mean):
        return Estimate(mean, mean, mean, rows, percent)
    reach = float(t.ppf(0.975, freedom)) * float(np.sqrt(variance))
    if percent and 0 < mean < 1:
        logit, wide = np.log(mean / (1 - mean)), reach / (mean * (1 - mean))
        low, high = (1 / (1 + np.exp(-(logit + side * wide))) for side in (-1, 1))
        return Estimate(mean, float(low), float(high), rows, percent)
    return Estimate(mean, mean - reach, mean + reach, rows, percent)


def _weights(values: pd.Series, weights: pd.Series | None, where: str) -> _Floats:
    if weights is None:
        return np.ones(len(values))
    numbers = pd.to_numeric(weights, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = ~np.isfinite(numbers) | (numbers < 0)
    if wrong.any() or not numbers.sum():
        findings = Findings()
        name = str(weights.name)
        findings.add("explore.not_a_number", where, column=name, count=int(wrong.sum()))
        raise ProbonoError(findings)
    return numbers


def _variance(
    scores: _Floats, strata: pd.Series | None, clusters: pd.Series | None
) -> tuple[float, int]:
    """Return the variance of a sum of scores, and the degrees of freedom."""
    stratum = pd.Series(0, index=range(len(scores))) if strata is None else strata
    levels = pd.factorize(stratum.astype(str).to_numpy())[0]
    one = np.arange(len(scores)) if clusters is None else clusters.astype(str).to_numpy()
    sums = pd.Series(scores).groupby([levels, pd.factorize(one)[0]]).sum()
    overall = float(sums.mean())
    variance, freedom = 0.0, 0
    for _level, group in sums.groupby(level=0):
        n = len(group)
        if n == 1:
            variance += float((group.iloc[0] - overall) ** 2)
        else:
            variance += n / (n - 1) * float(((group - group.mean()) ** 2).sum())
            freedom += n - 1
    return variance, freedom


def estimate_outcome(
    frame: pd.DataFrame,
    outcome: str,
    *,
    value: str = "",
    weights: str = "",
    strata: str = "",
    clusters: str = "",
    where: str = "",
) -> list[Insight]:
    """Say what the sample tells of the population for the outcome.

    Parameters
    ----------
    frame : pandas.DataFrame
        The sample.
    outcome : str
        A column of numbers, or of categories.
    value : str
        For categories: the answer whose share is estimated (default: the most frequent).
    weights, strata, clusters : str
        Columns that say how it was drawn; empty for none.
    where : str
        For the findings.

    Returns
    -------
    list of Insight
        One; none if nobody answered.

    Examples
    --------
    >>> rows = pd.DataFrame({"water": ["no"] * 30 + ["yes"] * 30})
    >>> rows["weight"] = [3.0] * 30 + [1.0] * 30
    >>> found = estimate_outcome(rows, "water", value="no", weights="weight")
    >>> print(found[0].text("en").partition(";")[0])
    “water”: “no” for 75% (95% interval: 64% to 83%
    """
    design = [frame[name] if name else None for name in (weights, strata, clusters)]
    column = frame[outcome]
    if column.notna().sum() == 0:
        return []
    numeric = pd.api.types.is_numeric_dtype(column.dtype) and not value
    values: dict[str, object] = {"column": Column(outcome)}
    if numeric:
        code, y = "explore.estimated_mean", column.astype("float64")
    else:
        texts = column.astype("str")
        value = value or str(texts.value_counts().sort_index().idxmax())
        y = (texts == value).astype("float64").where(column.notna())
        code = "explore.estimated_share"
        values["value"] = value
    found = estimate_mean(y, *design, where=where)
    values["estimate"] = found
    sampled = frame[clusters].nunique() if clusters else found.rows
    sure = Certainty.FIRM if sampled >= _FEWEST else Certainty.WEAK
    return [Insight(code, (outcome,), values, found.rows, 1.0, sure)]
