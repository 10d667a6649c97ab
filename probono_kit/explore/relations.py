"""What goes together: groups that differ, numbers that rise together, with the size of the effect.

Each pair of columns is compared once, by a test that suits small samples; what chance would make
among so many comparisons is taken out (Benjamini and Hochberg 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.insights import Certainty, Column, Count, Insight, Share
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role

_Floats = npt.NDArray[np.float64]

#: Records with both columns, and records of a group, that are needed to compare.
FEWEST_RECORDS, FEWEST_OF_GROUP = 20, 5
#: The share of false alarms among what is told.
FALSE_DISCOVERIES = 0.05
#: A smaller effect is not worth a sentence (J. Cohen 1988: 0.1 is small).
SMALLEST_EFFECT = 0.1
#: Columns that are compared with each other when no outcome is named, and groups of one column.
_MOST_COLUMNS, _MOST_GROUPS = 16, 12
#: A group or value of less than this share of the records is put with the others.
_LEAST = 0.05
#: What few say, put together; never named.
OTHERS = ""
#: Columns of which one tells the other say the same thing twice.
_TELLS, _ECHOES, _MOST_TELLING = 0.98, 0.9, 30
#: Tables of more cells than two by two are tested by chi-squared where so much is expected.
_EXPECTED, _PERMUTATIONS, _SEED = 5.0, 1999, 20250101
#: Larger tables need no permutation.
_MOST_DRAWN = 2000

_GROUPS = (Role.CATEGORY, Role.YES_NO, Role.PLACE)
_NUMBERS = (Role.AMOUNT, Role.SHARE)


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """What goes together in a table.

    Parameters
    ----------
    insights : list of Insight
        The strongest first; those too few to say are among them for the outcome.
    compared : int
        How many comparisons were made.
    """

    insights: list[Insight]
    compared: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison before the others are taken into account."""

    insight: Insight
    p: float


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
    pairs = _pairs(profile, outcome, by)
    told: list[Compared] = []
    few: list[Insight] = []
    for column, other in pairs:
        both = frame[[column, other]].dropna()
        if len(both) < FEWEST_RECORDS:
            if outcome:
                few.append(_too_few(column, other, len(both)))
            continue
        if _tells(both[column], both[other], profile):
            continue
        made = _compare(both, column, other, profile, value if column == outcome else "")
        if made is not None:
            told.append(made)
    found = _corrected(told)
    order = sorted(found, key=lambda one: (-one.certainty.weight, -one.strength, one.columns))
    return Relations([*_without_echoes(order, frame, profile, outcome), *few], len(told))


def _without_echoes(
    order: Sequence[Insight], frame: pd.DataFrame, profile: Profile, outcome: str
) -> list[Insight]:
    """Leave out what a stronger finding says: one of the two columns nearly tells the other."""
    kept: list[Insight] = []
    for one in order:
        others = [name for name in one.columns if name != outcome]
        echo = outcome and any(
            frame[earlier].nunique() <= _MOST_TELLING
            and _tells(*_both(frame, earlier, others[0]), profile, _ECHOES)
            for earlier in (name for seen in kept for name in seen.columns if name != outcome)
        )
        if not echo:
            kept.append(one)
    return kept


def _both(frame: pd.DataFrame, first: str, second: str) -> tuple[pd.Series, pd.Series]:
    both = frame[[first, second]].dropna()
    return both[first], both[second]


def _pairs(profile: Profile, outcome: str, by: Sequence[str]) -> list[tuple[str, str]]:
    names = profile.named(*_GROUPS, *_NUMBERS)
    if outcome:
        others = [name for name in by or names if name != outcome and name in names]
        return [(outcome, other) for other in others if outcome in names]
    filled = sorted(names, key=lambda name: (-profile.columns[name].filled, names.index(name)))
    kept = sorted(filled[:_MOST_COLUMNS], key=names.index)
    return list(combinations(kept, 2))


def _tells(first: pd.Series, second: pd.Series, profile: Profile, share: float = _TELLS) -> bool:
    """Tell whether one column (nearly) decides the other: a district tells its region."""
    if not all(profile.columns[str(one.name)].role in _GROUPS for one in (first, second)):
        return False
    counts = pd.crosstab(first, second).to_numpy()
    if not counts.size:
        return False
    shares = (counts.max(axis=1).sum() / counts.sum(), counts.max(axis=0).sum() / counts.sum())
    several = (counts.sum(axis=1) > 1).sum(), (counts.sum(axis=0) > 1).sum()
    base = max(counts.sum(axis=0).max(), counts.sum(axis=1).max()) / counts.sum()
    return bool(min(several) > 1 and max(shares) >= share and base < share - 0.1)


def _compare(
    both: pd.DataFrame, column: str, other: str, profile: Profile, value: str
) -> Compared | None:
    numeric = [profile.columns[name].role in _NUMBERS for name in (column, other)]
    if all(numeric):
        return _numbers(both, column, other)
    if numeric[0]:
        return _groups(both, column, other)
    if numeric[1]:
        return _groups(both, other, column)
    return _categories(both, column, other, value)


# ---- categories -------------------------------------------------------------------------------


def _categories(both: pd.DataFrame, column: str, by: str, value: str) -> Compared | None:
    texts = both.astype("str")
    table = pd.crosstab(_pooled(texts[by]), _pooled(texts[column], keep=value))
    if table.shape[0] < 2 or table.shape[1] < 2:
        return None
    told = value if value in table else _most_different(table)
    tested = table
    if value in table:
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


def _pooled(texts: pd.Series, keep: str = "") -> pd.Series:
    """Put what few say into one: nothing is said of it, and chance rules there."""
    counts = texts.value_counts()
    least = max(FEWEST_OF_GROUP, _LEAST * len(texts))
    large = set(counts[counts >= least].head(_MOST_GROUPS).index) | {keep}
    return texts.where(texts.isin(large), OTHERS)


def _most_different(table: pd.DataFrame) -> str:
    """Return the value that differs most between groups, weighed by how many say it."""
    counts = table.drop(columns=OTHERS, errors="ignore")
    whole = table.sum(axis=1).to_numpy()[:, None]
    overall = counts.sum(axis=0).to_numpy() / table.to_numpy().sum()
    apart = (whole * (counts.to_numpy() / whole - overall) ** 2).sum(axis=0)
    return str(counts.columns[int(np.argmax(np.round(apart, 12)))])


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

    labels = _pooled(both[by].astype("str"))
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


def _too_few(column: str, by: str, rows: int) -> Insight:
    values = {"column": Column(column), "by": Column(by), "count": Count(rows)}
    return Insight("explore.too_few", (column, by), values, rows, 0.0, Certainty.TOO_FEW)


def _corrected(told: Sequence[Compared]) -> list[Insight]:
    """Return what is left when all comparisons are taken into account, and its certainty."""
    from scipy.stats import false_discovery_control

    usable = [each for each in told if np.isfinite(each.p)]
    if not usable:
        return []
    adjusted = false_discovery_control([min(1.0, max(0.0, each.p)) for each in usable])
    found = []
    for each, q in zip(usable, adjusted, strict=True):
        if each.insight.strength < SMALLEST_EFFECT or each.p > FALSE_DISCOVERIES:
            continue
        sure = Certainty.FIRM if q <= FALSE_DISCOVERIES else Certainty.WEAK
        found.append(replace(each.insight, certainty=sure))
    return found
