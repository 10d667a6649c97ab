"""What goes together: groups that differ, numbers that rise together, with the size of the effect.

Each pair of columns is compared once, by a test that suits small samples; what chance would make
among so many comparisons is taken out (Benjamini and Hochberg 1995).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.comparing import (
    OTHERS,
    Compared,
    Relations,
    counted_together,
    most_different,
    pooled,
)
from probono_kit.explore.insights import Certainty, Column, Count, Insight, Share
from probono_kit.explore.pairs import Pair, compare_pairs
from probono_kit.explore.profile import Profile

#: Tables of more cells than two by two are tested by chi-squared where so much is expected.
_EXPECTED, _PERMUTATIONS, _SEED = 5.0, 1999, 20250101
#: Larger tables need no permutation.
_MOST_DRAWN = 2000


def relations(
    frame: pd.DataFrame,
    profile: Profile,
    *,
    outcome: str = "",
    value: str = "",
    by: Sequence[str] = (),
) -> Relations:
    """Compare columns with each other, or the outcome with all others.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`.
    outcome : str
        Column that the question is about; empty to compare all pairs.
    value : str
        For an outcome of categories: the answer whose share is compared.
    by : sequence of str
        Columns to compare by (default: all that may differ).

    Returns
    -------
    Relations
        Sentences, and how many comparisons were made.

    Notes
    -----
    Categories: Fisher's exact test for two by two, chi-squared where at least 5 are expected in
    each cell, else chi-squared by permutation; Cramér's V without its bias (W. Bergsma 2013).
    Numbers by groups: Kruskal-Wallis, the root of epsilon squared. Numbers: Spearman's rank
    correlation.

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rows = pd.DataFrame({"pump": ["hand"] * 30 + ["solar"] * 30})
    >>> rows["state"] = ["broken"] * 24 + ["works"] * 6 + ["broken"] * 6 + ["works"] * 24
    >>> found = relations(rows, profile(rows, {}), outcome="state", value="broken")
    >>> print(found.insights[0].text("en").partition(", against")[0])
    “state” is “broken” in 80% (24 of 30 rows) where “pump” is “hand”
    >>> found.compared
    1
    """
    return compare_pairs(frame, profile, _compare, outcome=outcome, value=value, by=by)


def _compare(pair: Pair) -> Compared | None:
    if all(pair.numeric):
        return _numbers(pair.rows, pair.column, pair.by)
    if any(pair.numeric):
        return _groups(pair.rows, pair.column, pair.by)
    return _categories(pair.rows, pair.column, pair.by, pair.value)


# ---- categories -------------------------------------------------------------------------------


def _categories(both: pd.DataFrame, column: str, by: str, value: str) -> Compared | None:
    texts = both.astype("str")
    table = counted_together(pooled(texts[by]), pooled(texts[column], keep=value))
    if table.shape[0] < 2 or table.shape[1] < 2:
        return None
    # What few say is put under OTHERS, which no sentence names.
    asked = value != OTHERS and value in table
    told = value if asked else most_different(table)
    tested = table
    if asked:
        tested = pd.DataFrame({value: table[value], OTHERS: table.drop(columns=value).sum(axis=1)})
    p, strength = _test(tested.to_numpy())
    sizes, said = table.sum(axis=1), table[told]
    group = _group_apart(sizes, said)
    if group is None:
        return None
    values: dict[str, object] = {"column": Column(column), "value": told, "by": Column(by)}
    own = Share(int(said[group]), int(sizes[group]))
    rest = Share(int(said.sum() - said[group]), int(sizes.sum() - sizes[group]))
    others = [name for name in table.index if name not in (group, OTHERS)]
    if len(table) == 2 and others:
        pair = sorted(((own, group), (rest, str(others[0]))), key=lambda one: -one[0].value)
        (high, high_group), (low, low_group) = pair
        values |= {"high": high, "high_group": high_group, "low": low, "low_group": low_group}
        code = "explore.cross"
    else:
        values |= {"high": own, "high_group": group, "low": rest}
        code = "explore.cross_rest"
    shares = said / sizes
    ranked = shares.drop(OTHERS, errors="ignore").sort_values(ascending=False, kind="stable")
    order = list(ranked.index)
    bars = pd.DataFrame(
        {"label": order, "rows": sizes[order].to_numpy(), "share": shares[order].to_numpy()}
    )
    made = _insight(code, (column, by), values, len(both), strength, bars, "bars")
    return Compared(made, p)


def _group_apart(sizes: pd.Series, said: pd.Series) -> str | None:
    """Return the group that differs most from all others, large groups before small ones."""
    rest = sizes.sum() - sizes
    apart = (said / sizes - (said.sum() - said) / rest).abs() * np.sqrt(sizes * rest)
    named = apart.drop(OTHERS, errors="ignore").round(9)
    return str(named.idxmax()) if len(named) else None


def _test(counts: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Return p and the unbiased Cramér's V of a cross table."""
    from scipy.stats import chi2_contingency, fisher_exact
    from scipy.stats.contingency import expected_freq

    chi2, p, _freedom, _expected = chi2_contingency(counts, correction=False)
    if counts.shape == (2, 2):
        p = fisher_exact(counts)[1]
    elif expected_freq(counts).min() < _EXPECTED and counts.sum() <= _MOST_DRAWN:
        p = _by_permutation(counts, float(chi2))
    n, (rows, columns) = counts.sum(), counts.shape
    phi2 = max(0.0, chi2 / n - (rows - 1) * (columns - 1) / (n - 1))
    room = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return float(p), float(np.sqrt(phi2 / room)) if room > 0 else 0.0


def _by_permutation(counts: npt.NDArray[np.int64], chi2: float) -> float:
    """Return p from cross tables with the same margins drawn at random."""
    from scipy.stats import random_table

    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    drawn = random_table(rows, columns).rvs(
        size=_PERMUTATIONS, random_state=np.random.default_rng(_SEED)
    )
    expected = np.outer(rows, columns) / counts.sum()
    each = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    return float((1 + (each >= chi2 - 1e-9).sum()) / (1 + _PERMUTATIONS))


# ---- numbers ----------------------------------------------------------------------------------


def _groups(both: pd.DataFrame, column: str, by: str) -> Compared | None:
    from scipy.stats import kruskal

    labels = pooled(both[by].astype("str"))
    numbers = both[column].astype("float64")
    groups = numbers.groupby(labels)
    samples = [each.to_numpy() for _, each in groups]
    if len(samples) < 2 or numbers.nunique() < 2:
        return None
    h, p = kruskal(*samples)
    strength = float(np.sqrt(min(1.0, max(0.0, h / (len(both) - 1)))))
    medians = groups.median().drop(OTHERS, errors="ignore")
    if len(medians) < 2:
        return None
    high, low = str(medians.idxmax()), str(medians.idxmin())
    if medians[high] == medians[low]:
        return None
    sizes = groups.size()
    values = {
        "column": Column(column),
        "by": Column(by),
        "high": float(medians[high]),
        "high_group": high,
        "high_rows": Count(int(sizes[high])),
        "low": float(medians[low]),
        "low_group": low,
        "low_rows": Count(int(sizes[low])),
    }
    order = medians.sort_values(ascending=False, kind="stable").index
    dots = pd.DataFrame(
        {
            "label": order,
            "value": medians[order].to_numpy(),
            "low": groups.quantile(0.25)[order].to_numpy(),
            "high": groups.quantile(0.75)[order].to_numpy(),
        }
    )
    made = _insight("explore.groups", (column, by), values, len(both), strength, dots, "dots")
    return Compared(made, float(p))


def _numbers(both: pd.DataFrame, column: str, by: str) -> Compared | None:
    from scipy.stats import spearmanr

    first, second = (both[name].astype("float64") for name in (column, by))
    if first.nunique() < 3 or second.nunique() < 3:
        return None
    r, p = spearmanr(first, second)
    order = np.argsort(second.to_numpy(), kind="stable")
    third = max(1, len(both) // 3)
    parts = (first.to_numpy()[order[:third]], first.to_numpy()[order[-third:]])
    low, high = (float(np.median(part)) for part in parts)
    if (high - low) * r <= 0:
        return None  # a sentence on medians would not say what the correlation says
    values = {
        "column": Column(column),
        "by": Column(by),
        "low": low,
        "high": high,
        "r": round(float(r), 2),
        "count": Count(len(both)),
    }
    code = "explore.rises" if r > 0 else "explore.falls"
    return Compared(_insight(code, (column, by), values, len(both), abs(float(r))), float(p))


# ---- all together -----------------------------------------------------------------------------


def _insight(
    code: str,
    columns: tuple[str, str],
    values: dict[str, object],
    rows: int,
    strength: float,
    table: pd.DataFrame | None = None,
    chart: str = "",
) -> Insight:
    return Insight(code, columns, values, rows, round(strength, 4), Certainty.FIRM, table, chart)
