"""What every comparison of columns needs: which pairs, which groups, what chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from probono_kit.explore.insights import Certainty, Column, Count, Insight
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role

#: Records with both columns, and records of a group, that are needed to compare.
FEWEST_RECORDS, FEWEST_OF_GROUP = 20, 10
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

#: Between a question and a choice in the name of the column of a choice; no heading holds it.
_BETWEEN = "\x1f"

GROUPS = (Role.CATEGORY, Role.YES_NO, Role.PLACE)
NUMBERS = (Role.AMOUNT, Role.SHARE)


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


def member_name(question: str, choice: str) -> str:
    """Return the name of the column of a choice."""
    return f"{question}{_BETWEEN}{choice}"


def question_of(name: str) -> str:
    """Return the question that a column of a choice belongs to, ``""`` for any other column."""
    question, between, _choice = name.partition(_BETWEEN)
    return question if between else ""


def choice_of(name: str) -> str:
    """Return the choice that a column is of, ``""`` for any other column."""
    return name.partition(_BETWEEN)[2]


def value_of(column: str, value: str) -> str:
    """Return the answer whose share is compared: of a choice, that it was made."""
    return "1" if question_of(column) else value


def pairs_of(profile: Profile, outcome: str, by: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs to compare: the outcome with the others, or the fullest columns."""
    names = profile.named(*GROUPS, *NUMBERS)
    if outcome:
        outcomes = [name for name in names if outcome in (name, question_of(name))]
        wanted = {*(by or names)}
        others = [name for name in names if wanted & {name, question_of(name)}]
        return [
            (first, other)
            for first in outcomes
            for other in others
            if first != other
            and (question_of(first) or first) != question_of(other)
            and (question_of(other) or other) != outcome
        ]
    chosen = [name for name in names if question_of(name)]
    names = [name for name in names if not question_of(name)]
    filled = sorted(names, key=lambda name: (-profile.columns[name].filled, names.index(name)))
    kept = sorted(filled[:_MOST_COLUMNS], key=names.index)
    return [*combinations(kept, 2), *((name, other) for name in chosen for other in kept)]


def is_told(first: pd.Series, second: pd.Series, profile: Profile, share: float = _TELLS) -> bool:
    """Tell whether one column (nearly) decides the other: a district tells its region."""
    if not all(profile.columns[str(one.name)].role in GROUPS for one in (first, second)):
        return False
    counts = counted_together(first, second).to_numpy()
    if not counts.size:
        return False
    shares = (counts.max(axis=1).sum() / counts.sum(), counts.max(axis=0).sum() / counts.sum())
    several = (counts.sum(axis=1) > 1).sum(), (counts.sum(axis=0) > 1).sum()
    base = max(counts.sum(axis=0).max(), counts.sum(axis=1).max()) / counts.sum()
    return bool(min(several) > 1 and max(shares) >= share and base < share - 0.1)


def without_echoes(
    order: Sequence[Insight], frame: pd.DataFrame, profile: Profile, outcome: str
) -> list[Insight]:
    """Leave out what a stronger finding says: one of the two columns nearly tells the other."""
    if not outcome:
        return list(order)
    kept: list[tuple[str, str, Insight]] = []
    for one in order:
        own, other = sorted(one.columns, key=lambda name: outcome not in (name, question_of(name)))
        echo = any(
            frame[earlier].nunique() <= _MOST_TELLING
            and is_told(*_both(frame, earlier, other), profile, _ECHOES)
            for asked, earlier, _seen in kept
            if asked == own
        )
        if not echo:
            kept.append((own, other, one))
    return [one for _own, _other, one in kept]


def _both(frame: pd.DataFrame, first: str, second: str) -> tuple[pd.Series, pd.Series]:
    both = frame[[first, second]].dropna()
    return both[first], both[second]


def pooled(texts: pd.Series, keep: str = "") -> pd.Series:
    """Put what few say into one: nothing is said of it, and chance rules there."""
    counts = texts.value_counts()
    least = max(FEWEST_OF_GROUP, _LEAST * len(texts))
    large = set(counts[counts >= least].head(_MOST_GROUPS).index) | {keep}
    return texts.where(texts.isin(large), OTHERS)


def counted_together(rows: pd.Series, columns: pd.Series) -> pd.DataFrame:
    """Count how often each value of `rows` meets each of `columns`, both in order.

    The same as ``pandas.crosstab`` at a ninth of its cost, which is paid for every pair.
    """
    both = (rows.notna() & columns.notna()).to_numpy()
    row, row_names = pd.factorize(rows[both], sort=True)
    column, column_names = pd.factorize(columns[both], sort=True)
    shape = (len(row_names), len(column_names))
    counts = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1]).reshape(shape)
    return pd.DataFrame(counts, index=row_names, columns=column_names)


def most_different(table: pd.DataFrame) -> str:
    """Return the value that differs most between groups, weighed by how many say it."""
    counts = table.drop(columns=OTHERS, errors="ignore")
    whole = table.sum(axis=1).to_numpy()[:, None]
    overall = counts.sum(axis=0).to_numpy() / table.to_numpy().sum()
    apart = (whole * (counts.to_numpy() / whole - overall) ** 2).sum(axis=0)
    return str(counts.columns[int(np.argmax(np.round(apart, 12)))])


def too_few(column: str, by: str, rows: int) -> Insight:
    """Say that too few records have both columns."""
    values = {"column": Column(column), "by": Column(by), "count": Count(rows)}
    return Insight("explore.too_few", (column, by), values, rows, 0.0, Certainty.TOO_FEW)


def corrected(told: Sequence[Compared]) -> list[Insight]:
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
