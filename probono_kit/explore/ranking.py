"""What matters first among findings, and never the same thing over and over."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from probono_kit.explore.insights import Certainty, Insight


def rank(
    insights: Iterable[Insight], *, outcome: str | Sequence[str] = (), rows: int = 0
) -> list[Insight]:
    """Put what matters first, and never the same thing over and over.

    What is about the outcome of the question comes first, then strength × certainty × share of
    the rows. What says nearly the same as one before it (the same columns, the same kind) moves
    down; what is too few to say comes last.

    Parameters
    ----------
    insights : iterable of Insight
        In any order.
    outcome : str or sequence of str
        Column that the question is about, if there is one.
    rows : int
        Rows of the table (default: the most that any insight has).

    Returns
    -------
    list of Insight
        All of them.

    Examples
    --------
    >>> def made(column, strength):
    ...     return Insight("explore.most_frequent", (column,), {}, 10, strength, Certainty.FIRM)
    >>> found = rank([made("a", 0.9), made("a", 0.8), made("b", 0.5)])
    >>> [(one.columns[0], one.strength) for one in found]
    [('a', 0.9), ('b', 0.5), ('a', 0.8)]
    """
    waiting = list(insights)
    wanted = {outcome} - {""} if isinstance(outcome, str) else set(outcome)
    rows = rows or max((one.rows for one in waiting), default=1) or 1
    scores = [_score(one, wanted, rows) for one in waiting]
    order: list[Insight] = []
    left = list(range(len(waiting)))
    while left:
        best = max(left, key=lambda at: (scores[at], -at))
        left.remove(best)
        order.append(waiting[best])
        for at in left:
            scores[at] *= 1 - _likeness(waiting[best], waiting[at], wanted)
    return order


def pick(
    insights: Iterable[Insight],
    most: int = 5,
    *,
    outcome: str | Sequence[str] = (),
    rows: int = 0,
) -> list[Insight]:
    """Choose the findings for the top of a page.

    Parameters
    ----------
    insights : iterable of Insight
        In any order.
    most : int
        How many at most.
    outcome : str or sequence of str
        As in :func:`rank`.
    rows : int
        As in :func:`rank`.

    Returns
    -------
    list of Insight
        None that is too few to say, no two about the same columns.

    Examples
    --------
    >>> few = Insight("explore.most_frequent", ("a",), {}, 4, 1.0, Certainty.TOO_FEW)
    >>> pick([few])
    []
    """
    chosen: list[Insight] = []
    about: set[frozenset[str]] = set()
    for one in rank(insights, outcome=outcome, rows=rows):
        columns = frozenset(one.columns)
        if one.certainty is Certainty.TOO_FEW or columns in about or len(chosen) >= most:
            continue
        chosen.append(one)
        about.add(columns)
    return chosen


def _score(one: Insight, wanted: set[str], rows: int) -> float:
    """Return the place in the order; whole numbers for the outcome, so that it stays first."""
    here = one.strength * one.certainty.weight * math.sqrt(min(1.0, one.rows / rows))
    return here * (100.0 if wanted & set(one.columns) else 1.0)


def _likeness(one: Insight, other: Insight, wanted: set[str]) -> float:
    """Return how much of `other` is said once `one` is said, 0 to 1."""
    first, second = set(one.columns), set(other.columns)
    if first != second:
        # The outcome is in all of them: it does not make two findings alike.
        first, second = first - wanted, second - wanted
    shared = len(first & second) / max(1, min(len(first), len(second)))
    same_kind = 1.0 if one.code == other.code else 0.6
    return 0.85 * shared * same_kind + (0.1 if one.code == other.code else 0.0)
