"""The same thing in several sheets: columns that name it by the same values."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from probono_kit.database.proposing.sheet import Facts, Sheet, same_heading
from probono_kit.database.proposing.things import Thing
from probono_kit.tables import ColumnKind

#: Share of the values of the shorter list that must be in the longer one.
ALIKE = 0.5
#: Where the headings differ, nearly all must be, and there must be some.
ALIKE_UNNAMED, FEWEST_UNNAMED = 0.9, 5


@dataclass(eq=False)
class Group:
    """One thing, in one or several sheets.

    Parameters
    ----------
    things : list of Thing
        At most one of each sheet.
    common : list of str
        In each of them, the column by which they are known to be the same.
    share : float
        Share of the values that are in both, the smallest if there are several.
    """

    things: list[Thing]
    common: list[str]
    share: float = 1.0

    @property
    def first(self) -> Thing:
        """The thing that tells most."""
        return self.things[0]

    def of(self, sheet: Sheet) -> Thing | None:
        """Return the thing as `sheet` tells of it."""
        return next((thing for thing in self.things if thing.sheet is sheet), None)


def group_things(things: list[Thing]) -> list[Group]:
    """Put things of several sheets together that are the same.

    Parameters
    ----------
    things : list of Thing
        Of all sheets.

    Returns
    -------
    list of Group
        In the order of the things; in each the one with most columns first.
    """
    groups: list[Group] = []
    for thing in sorted(things, key=lambda each: -len(each.columns())):
        for group in groups:
            if group.of(thing.sheet) is None and _join(group, thing):
                break
        else:
            groups.append(Group([thing], [thing.key]))
    order = {id(thing): place for place, thing in enumerate(things)}
    return sorted(groups, key=lambda group: min(order[id(thing)] for thing in group.things))


def _join(group: Group, thing: Thing) -> bool:
    """Add a thing to a group if a column of it names the same as the column of the others."""
    first = group.first
    able = [group.common[0]] if len(group.things) > 1 else first.members
    best: tuple[float, str, str] | None = None
    for one in sorted(able, key=lambda name: name != first.key):
        for other in sorted(thing.members, key=lambda name: name != thing.key):
            share = overlap(first.sheet.columns[one], thing.sheet.columns[other])
            if share and (best is None or share > best[0]):
                best = (share, one, other)
    if best is None:
        return False
    share, one, other = best
    group.common[0] = one
    group.things.append(thing)
    group.common.append(other)
    group.share = min(group.share, share)
    return True


def overlap(one: Facts, other: Facts) -> float:
    """Return the share of the shorter list of values that is in the longer one, 0 if too small.

    Examples
    --------
    >>> from probono_kit.database.proposing.sheet import _facts
    >>> one, other = (_facts(pd.Series(list(text), name="Site"), []) for text in ("abcde", "bcdex"))
    >>> overlap(one, other)
    0.8
    """
    texts = {ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.MONTH, ColumnKind.PHONE}
    if (one.kind in texts) != (other.kind in texts) or ColumnKind.DATE in (one.kind, other.kind):
        return 0.0
    if not (one.is_text or other.is_text) and not same_heading(one.name, other.name):
        return 0.0
    shorter, longer = sorted((one, other), key=lambda facts: facts.distinct)
    if shorter.distinct < 2:
        return 0.0
    inside = pd.Index(shorter.distinct_values.astype("str")).isin(
        longer.distinct_values.astype("str")
    )
    share = float(inside.mean())
    if same_heading(one.name, other.name):
        return share if share >= ALIKE else 0.0
    return share if share >= ALIKE_UNNAMED and shorter.distinct >= FEWEST_UNNAMED else 0.0
