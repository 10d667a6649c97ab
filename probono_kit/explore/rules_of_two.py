"""Rules that only hold where two things come together: where A and B, then C.

Told where both conditions say clearly more than the better one of them alone, tested against
chance over all that was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from probono_kit.explore.arrays import Floats
from probono_kit.explore.comparing import FALSE_DISCOVERIES, FEWEST_RECORDS, Relations
from probono_kit.explore.insights import Certainty, Column, Condition, Insight, Share
from probono_kit.explore.profile import Profile
from probono_kit.explore.rules import (
    FEWEST_OF_RULE,
    LEAST_CONFIDENCE,
    LEAST_GAIN,
    LEAST_SUPPORT,
    Group,
    alike,
    decided_pairs,
    groups_of,
)

#: Rules that are told; groups that are tried, the largest.
MOST_RULES, _MOST_GROUPS = 3, 40


@dataclass(frozen=True, slots=True)
class _Rule:
    """Two conditions and what follows, with the figures that decide."""

    first: Group
    second: Group
    then: Group
    both: Share
    alone: Share
    p: float

    @property
    def gain(self) -> float:
        return self.both.value - self.alone.value


def find_rules_of_two(
    frame: pd.DataFrame, profile: Profile, *, most: int = MOST_RULES
) -> Relations:
    """Find rules with two conditions that say more than each of them.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`: only its columns are looked at.
    most : int
        How many rules at most.

    Returns
    -------
    Relations
        The strongest first, one for two conditions and what follows; and how many were tried.

    Notes
    -----
    A rule holds in at least 80 % of the records with both conditions, and in 15 points more than
    in those with the better condition alone. The second condition is tested within the records of
    the first by the hypergeometric distribution (Fisher's exact test on one side); all that were
    tried are corrected together (Benjamini and Hochberg 1995, 5 % of false alarms).

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rng = np.random.default_rng(2)
    >>> rows = pd.DataFrame({"pump": rng.choice(["hand", "solar"], 400)})
    >>> rows["fee"] = rng.choice(["paid", "none"], 400)
    >>> bad = ((rows["pump"] == "hand") & (rows["fee"] == "none")).to_numpy()
    >>> rows["state"] = np.where(bad | (rng.random(400) < 0.3), "broken", "works")
    >>> found = find_rules_of_two(rows, profile(rows, {}))
    >>> found.insights[0].text("en").partition(", “state”")[0]
    'Where “pump” is “hand” and “fee” is “none”'
    """
    groups = sorted(groups_of(frame, profile), key=lambda each: -int(each.holds.sum()))
    groups = groups[:_MOST_GROUPS]
    if len(groups) < 3:
        return Relations([], 0)
    holds = np.column_stack([each.holds for each in groups]).astype(np.float64)
    filled = np.column_stack([each.filled for each in groups]).astype(np.float64)
    decided = decided_pairs(frame, profile)
    # One thread: small products only wait for each other.
    with threadpool_limits(1):
        made, tried = _candidates(groups, holds, filled, decided)
    kept = _one_each(_beyond_chance(made, tried))
    return Relations([_insight(one) for one in kept[:most]], tried)


def _candidates(
    groups: Sequence[Group], holds: Floats, filled: Floats, decided: set[frozenset[str]]
) -> tuple[list[_Rule], int]:
    """Return what holds often enough, and how many were tried."""
    from scipy.stats import hypergeom

    found: list[_Rule] = []
    tried = 0
    alone_rows, alone_part = holds.T @ filled, holds.T @ holds
    within = -1
    parts = wholes = np.empty((0, 0))
    for a, b in combinations(range(len(groups)), 2):
        first, second = groups[a], groups[b]
        if first.column == second.column or {first.column, second.column} in decided:
            continue
        if a != within:
            # All second conditions and consequences at once, within the records of the first.
            mine = holds[:, a] > 0
            parts, wholes, within = holds[mine].T @ holds[mine], holds[mine].T @ filled[mine], a
        rows, part = wholes[b], parts[b]
        least = max(FEWEST_OF_RULE, LEAST_SUPPORT * len(holds), FEWEST_RECORDS)
        for c, then in enumerate(groups):
            columns = {first.column, second.column, then.column}
            if then.end or len(columns) < 3 or rows[c] < least:
                continue
            if any({each.column, then.column} in decided for each in (first, second)):
                continue
            tried += 1
            shares = [alone_part[each, c] / max(alone_rows[each, c], 1) for each in (a, b)]
            best = (a, b)[int(np.argmax(shares))]
            gain = part[c] / rows[c] - max(shares)
            if part[c] / rows[c] < LEAST_CONFIDENCE or gain < LEAST_GAIN:
                continue
            # The other condition, tested within the records of the better one.
            inside = holds[:, best] * filled[:, c] * filled[:, (b if best == a else a)]
            whole, said = int(inside.sum()), int((inside * holds[:, c]).sum())
            p = float(hypergeom.sf(part[c] - 1, whole, said, rows[c]))
            own, alone = Share(int(part[c]), int(rows[c])), Share(said, whole)
            ordered = (first, second) if best == a else (second, first)
            found.append(_Rule(*ordered, then, own, alone, p))
    return found, tried


def _beyond_chance(made: Sequence[_Rule], tried: int) -> list[_Rule]:
    """Return the rules that, among all tried, are not by chance (Benjamini and Hochberg)."""
    order = sorted(made, key=lambda one: one.p)
    last = 0
    for place, one in enumerate(order, start=1):
        if one.p <= FALSE_DISCOVERIES * place / tried:
            last = place
    kept = [one for one in order[:last] if one.gain >= LEAST_GAIN]
    return sorted(kept, key=lambda one: (-_weight(one), *_names(one)))


def _weight(one: _Rule) -> float:
    """Return what a rule is worth: how much it says, of how many."""
    return float(round(one.gain * one.both.whole**0.5, 9))


def _names(one: _Rule) -> Iterator[str]:
    for each in (one.first, one.second, one.then):
        yield f"{each.column} {each.value}"


def _one_each(found: Sequence[_Rule]) -> list[_Rule]:
    """Keep the strongest rule on each three columns."""
    kept: dict[frozenset[str], _Rule] = {}
    for one in found:
        if not any(_echoes(one, earlier) for earlier in kept.values()):
            kept.setdefault(frozenset({one.first.column, one.second.column, one.then.column}), one)
    return list(kept.values())


def _echoes(one: _Rule, earlier: _Rule) -> bool:
    """Tell whether two rules say the same of (nearly) the same records."""
    then = (one.then.column, one.then.value) == (earlier.then.column, earlier.then.value)
    both = (one.first.holds & one.second.holds, earlier.first.holds & earlier.second.holds)
    return then and alike(*both)


def _insight(one: _Rule) -> Insight:
    values: dict[str, object] = {
        "first": Condition(one.first.column, one.first.value, one.first.end),
        "second": Condition(one.second.column, one.second.value, one.second.end),
        "column": Column(one.then.column),
        "value": one.then.value,
        "share": one.both,
        "alone": one.alone,
    }
    columns = (one.then.column, one.first.column, one.second.column)
    strength = round(min(1.0, one.gain), 4)
    return Insight(
        "explore.rule_of_two", columns, values, one.alone.whole, strength, Certainty.FIRM
    )
