"""Rules that hold in most records: where one column is this, another is nearly always that.

Every pair of a group and a value is tried and tested, whether or not it looks like a rule; what
chance would make among so many is taken out. What follows from how the table is made (a district
tells its region, a code its name, an amount its bracket) is no finding and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.comparing import (
    FALSE_DISCOVERIES,
    FEWEST_OF_GROUP,
    FEWEST_RECORDS,
    Relations,
)
from probono_kit.explore.insights import Certainty, Column, Insight, Share
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role
from probono_kit.tables.dependencies import find_dependencies

#: A rule holds in so many of its records, and in so many more than among all.
LEAST_CONFIDENCE, LEAST_GAIN = 0.8, 0.15
#: Records that a rule is about: at least so many, and this share of all.
FEWEST_OF_RULE, LEAST_SUPPORT = 10, 0.05
#: Rules that are told.
MOST_RULES = 5
_MOST_COLUMNS, _MOST_VALUES = 16, 12
#: A group and a value that (nearly) always come together are two words for one thing.
_SAME = 0.98

_WORDS = (Role.CATEGORY, Role.YES_NO, Role.PLACE)
_NUMBERS = (Role.AMOUNT, Role.SHARE)
_CODES = {"": "explore.rule", "low": "explore.rule_low", "high": "explore.rule_high"}
#: Groups that share so much of their records are one.
_ALIKE = 0.9
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """Records of which a rule may speak: those with one value, or the low or high amounts."""

    column: str
    value: str | float
    end: str
    holds: Mask
    filled: Mask


@dataclass(frozen=True, slots=True)
class _Tried:
    """A group and a value, with the four figures that decide."""

    group: Group
    then: Group
    own: Share
    overall: Share

    @property
    def phi(self) -> float:
        """The correlation of both, -1 to 1."""
        (part, rows), (said, whole) = self.own, self.overall
        spread = float(rows) * (whole - rows) * said * (whole - said)
        return (part * whole - rows * said) / spread**0.5 if spread else 0.0


def find_rules(frame: pd.DataFrame, profile: Profile, *, most: int = MOST_RULES) -> Relations:
    """Find rules that hold in most records.

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
        Rules on categories, places, yes or no, and low or high amounts (the lowest and the highest
        third), the strongest first, one for two columns; and how many were tried.

    Notes
    -----
    A rule holds in at least 80 % of its records, and in 15 points more than among all. Each that
    was tried is tested by the hypergeometric distribution (Fisher's exact test on one side), and
    all are corrected together (Benjamini and Hochberg 1995, 5 % of false alarms).

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rows = pd.DataFrame({"pump": ["hand"] * 40 + ["solar"] * 40 + ["diesel"] * 40})
    >>> rows["state"] = ["broken"] * 36 + ["works"] * 4 + (["works"] * 5 + ["broken"] * 3) * 10
    >>> found = find_rules(rows, profile(rows, {}))
    >>> print(found.insights[0].text("en"))
    Where “pump” is “hand”, “state” is “broken” in 90% (36 of 40 rows); among all, in 55% (66 of 120 rows).
    """  # noqa: E501
    tried = list(_tried(groups_of(frame, profile), decided_pairs(frame, profile)))
    found = sorted(_beyond_chance(tried), key=_order)
    return Relations([_insight(one) for one in _one_for_two(found)[:most]], len(tried))


def without_told(rules: Sequence[Insight], told: Sequence[Insight]) -> list[Insight]:
    """Leave out rules on a group and a value that another finding gives the share of.

    Parameters
    ----------
    rules : sequence of Insight
        From :func:`find_rules`.
    told : sequence of Insight
        From :func:`probono_kit.explore.relations`.

    Returns
    -------
    list of Insight
        What is new.

    Examples
    --------
    >>> without_told([], [])
    []
    """
    known = {_said(one, group) for one in told for group in ("high_group", "low_group")}
    return [one for one in rules if _said(one, "group") not in known]


def _said(one: Insight, group: str) -> tuple[object, ...]:
    said = dict(one.values)
    return (*one.columns, said.get("value"), said.get(group))


# ---- what may be a rule -----------------------------------------------------------------------


def groups_of(frame: pd.DataFrame, profile: Profile) -> list[Group]:
    """Return the groups that are large enough, of the columns that are filled best."""
    names = profile.named(*_WORDS, *_NUMBERS)
    filled = sorted(names, key=lambda name: (-profile.columns[name].filled, names.index(name)))
    made: list[Group] = []
    for name in sorted(filled[:_MOST_COLUMNS], key=names.index):
        known = frame[name].notna().to_numpy()
        if known.sum() < FEWEST_RECORDS:
            continue
        if profile.columns[name].role in _NUMBERS:
            made += _thirds(frame[name], known)
        else:
            made += _values(frame[name], known)
    return made


def _values(column: pd.Series, filled: Mask) -> Iterator[Group]:
    texts = column.astype("str")
    counts = texts[filled].value_counts(sort=False).sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    for value in counts[counts >= FEWEST_OF_GROUP].index[:_MOST_VALUES]:
        yield Group(str(column.name), value, "", filled & (texts == value).to_numpy(), filled)


def _thirds(column: pd.Series, filled: Mask) -> Iterator[Group]:
    """Return the low and the high amounts, cut at numbers that can be written in three digits."""
    numbers = column.astype("float64").to_numpy()
    low, high = (_short(float(q)) for q in np.quantile(numbers[filled], [1 / 3, 2 / 3]))
    if low < high:
        yield Group(str(column.name), low, "low", filled & (numbers <= low), filled)
        yield Group(str(column.name), high, "high", filled & (numbers >= high), filled)


def _short(number: float) -> float:
    return float(round(number)) if abs(number) >= 100 else float(f"{number:.3g}")


def decided_pairs(frame: pd.DataFrame, profile: Profile) -> set[frozenset[str]]:
    """Return pairs of columns of which one decides the other: by itself, or by its brackets."""
    words = profile.named(*_WORDS)
    found = find_dependencies(frame[[*words, *profile.named(*_NUMBERS)]], pairs=False)
    pairs = zip(found["determinant"], found["dependent"], strict=True)
    made = {frozenset({*first, second}) for first, second in pairs}
    for number in profile.named(*_NUMBERS):
        made |= {frozenset({number, word}) for word in words if _brackets(frame, number, word)}
    return made


def _brackets(frame: pd.DataFrame, number: str, word: str) -> bool:
    """Tell whether the values of a column are brackets of an amount: no two overlap."""
    both = frame[[number, word]].dropna()
    ends = both[number].astype("float64").groupby(both[word].astype("str")).agg(["min", "max"])
    ends = ends.sort_values(["min", "max"])
    apart = ends["min"].to_numpy()[1:] >= ends["max"].to_numpy()[:-1]
    return len(ends) > 1 and bool(apart.all())


# ---- what is one ------------------------------------------------------------------------------


def _tried(groups: Sequence[Group], decided: set[frozenset[str]]) -> Iterator[_Tried]:
    """Yield every group with every value of another column, where there are records enough."""
    for group, then in permutations(groups, 2):
        pair = frozenset({group.column, then.column})
        if then.end or len(pair) < 2 or pair in decided:
            continue
        both = group.filled & then.filled
        rows, whole = int((group.holds & both).sum()), int(both.sum())
        least = max(FEWEST_OF_RULE, LEAST_SUPPORT * whole)
        if whole < FEWEST_RECORDS or rows < least or whole - rows < FEWEST_OF_GROUP:
            continue
        said = int((then.holds & both).sum())
        part = int((group.holds & then.holds).sum())
        yield _Tried(group, then, Share(part, rows), Share(said, whole))


def _beyond_chance(tried: Sequence[_Tried]) -> list[_Tried]:
    """Return the rules that are large enough and, among all tried, not by chance."""
    from scipy.stats import false_discovery_control, hypergeom

    if not tried:
        return []
    figures = np.array([(*one.own, *one.overall) for one in tried])
    part, rows, said, whole = figures.T
    p = np.clip(hypergeom.sf(part - 1, whole, said, rows), 0.0, 1.0)
    sure = false_discovery_control(p) <= FALSE_DISCOVERIES
    return [one for one, is_sure in zip(tried, sure, strict=True) if is_sure and _holds(one)]


def _holds(one: _Tried) -> bool:
    own = one.own.value
    return own >= LEAST_CONFIDENCE and own - one.overall.value >= LEAST_GAIN


def _order(one: _Tried) -> tuple[float, int, str, str, str, str]:
    group, then = one.group, one.then
    names = (group.column, str(group.value), then.column, str(then.value))
    return (-round(one.phi, 9), -one.own.whole, *names)


def _one_for_two(found: Sequence[_Tried]) -> list[_Tried]:
    """Keep the strongest rule on each two columns, none where they say the same thing twice."""
    kept: dict[frozenset[str], _Tried] = {}
    for one in found:
        if not any(_echoes(one, earlier) for earlier in kept.values()):
            kept.setdefault(frozenset({one.group.column, one.then.column}), one)
    return [one for one in kept.values() if not _says_the_same(one)]


def _echoes(one: _Tried, earlier: _Tried) -> bool:
    """Tell whether two rules say the same of the same records: an acronym and its name."""
    then = (one.then.column, one.then.value) == (earlier.then.column, earlier.then.value)
    return then and alike(one.group.holds, earlier.group.holds)


def alike(first: Mask, second: Mask) -> bool:
    """Tell whether two groups are (nearly) the same records."""
    return bool((first & second).sum() >= _ALIKE * (first | second).sum())


def _says_the_same(one: _Tried) -> bool:
    """Tell whether group and value are one thing: the same records, or the same word."""
    words = (str(each.value).casefold() for each in (one.group, one.then))
    return one.phi >= _SAME or len(set(words)) == 1


def _insight(one: _Tried) -> Insight:
    group, then = one.group, one.then
    values: dict[str, object] = {
        "by": Column(group.column),
        "group": group.value,
        "column": Column(then.column),
        "value": then.value,
        "share": one.own,
        "overall": one.overall,
    }
    columns = (then.column, group.column)
    strength = round(min(1.0, one.phi), 4)
    return Insight(_CODES[group.end], columns, values, one.overall.whole, strength, Certainty.FIRM)
