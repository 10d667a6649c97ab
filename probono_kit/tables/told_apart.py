"""Names that other columns tell apart: two places with codes of their own are no spellings of one.

A code that stands for one name, and whose name has this one code, is a witness of what a cell
means; so is the parent of a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.places.list_columns import list_roles
from probono_kit.places.names import name_key
from probono_kit.tables.clusters import Pair, propose_spellings
from probono_kit.tables.dependencies import find_dependencies

#: A code is a witness where so many rows agree: the others are what is looked for.
_HOLDS = 0.9
#: Inside one parent less likeness is enough.
_NEAR = 60.0
#: So often a proposal that was told apart may give way to the next likely one.
_ROUNDS = 4
_BOTH_IN = N_("Both lie in “{parent}”.")


class Witnesses:
    """What stands beside each name of a column.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table as text.
    rules : pandas.DataFrame
        From :func:`~probono_kit.tables.dependencies.find_dependencies`.

    Examples
    --------
    >>> names = ["Mangala", "Yangala", "Beni", "Bunia"] * 9
    >>> table = pd.DataFrame({"Zone": names, "Code": [name[:2].upper() for name in names]})
    >>> told = Witnesses.of(table)
    >>> told.differ("Zone", "Mangala", "Yangala"), told.differ("Zone", "Mangala", "Mangalla")
    (True, False)
    """

    def __init__(self, frame: pd.DataFrame, rules: pd.DataFrame) -> None:
        self._frame = frame
        alone = rules[rules["determinant"].map(len) == 1]
        pairs = zip(alone["determinant"].str[0], alone["dependent"], strict=True)
        self._rules = {(str(one), str(other)) for one, other in pairs}
        levels = list_roles(frame).levels.values()
        self._names = {column for level in levels for column in level.names.values()}
        self._codes = {column for level in levels for column in level.codes}
        self._beside: dict[tuple[str, str], dict[str, frozenset[str]]] = {}

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Witnesses:
        """Find what stands beside what in a table, also where some rows are wrong."""
        return cls(frame, find_dependencies(frame, min_support=_HOLDS, pairs=False))

    def parents(self, column: str) -> list[str]:
        """Return the columns that hold a place in which those of `column` lie."""
        if column not in self._names:
            return []
        places = self._names | self._codes
        return [
            name
            for name in map(str, self._frame.columns)
            if name in places
            and (column, name) in self._rules
            and (name, column) not in self._rules
        ]

    def differ(self, column: str, one: str, other: str) -> bool:
        """Tell whether two names never stand beside the same code or in the same place."""
        same = [n for c, n in sorted(self._rules) if c == column and (n, c) in self._rules]
        for name in dict.fromkeys([*same, *self.parents(column)]):
            beside = self._texts_beside(column, name)
            here, there = beside.get(one), beside.get(other)
            if here and there and not here & there:
                return True
        return False

    def _texts_beside(self, column: str, name: str) -> Mapping[str, frozenset[str]]:
        if (column, name) not in self._beside:
            both = self._frame[[column, name]].dropna().drop_duplicates()
            keys = both[name].map(lambda text: name_key(text) or text)
            grouped = keys.groupby(both[column]).agg(frozenset)
            self._beside[column, name] = {str(text): found for text, found in grouped.items()}
        return self._beside[column, name]


def spellings_of(
    frame: pd.DataFrame,
    column: str,
    witnesses: Witnesses,
    never_merge: Iterable[Pair],
    dictionary: Mapping[str, str] | None,
    language: str,
) -> pd.DataFrame:
    """Propose spellings of one thing in a column, without those that other columns tell apart.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table as text.
    column : str
        The column.
    witnesses : Witnesses
        Of the table.
    never_merge : iterable of pairs of str
        What a person keeps apart.
    dictionary : mapping of str to str, optional
        What a person decided before.
    language : str
        Of the evidence.

    Returns
    -------
    pandas.DataFrame
        The members of groups that are not written as proposed, as
        :func:`~probono_kit.tables.clusters.propose_spellings` tells them; of places also names
        that are near to another one in the same parent.
    """
    apart = list(never_merge)

    def proposed(series: pd.Series, score: float) -> pd.DataFrame:
        for _ in range(_ROUNDS):
            groups = propose_spellings(
                series,
                never_merge=apart,
                dictionary=dictionary,
                minimum_score=score,
                language=language,
            )
            members = groups[groups["value"] != groups["proposal"]]
            pairs = zip(members["value"], members["proposal"], strict=True)
            wrong = [witnesses.differ(column, one, other) for one, other in pairs]
            if not any(wrong):
                break
            apart.extend(members.loc[wrong, ["value", "proposal"]].itertuples(index=False))
        return members[[not each for each in wrong]] if any(wrong) else members

    everywhere = proposed(frame[column], 75.0)
    known = set(everywhere["value"]) | set(everywhere["proposal"])
    inside = list(_inside(frame, column, witnesses.parents(column)))
    near = []
    for parent, series in inside:
        found = proposed(series, _NEAR)
        found = found[~found["value"].isin(known) & ~found["proposal"].isin(known)]
        said = gettext(_BOTH_IN, language).format(parent=parent)
        near.append(found.assign(evidence=[f"{text} {said}" for text in found["evidence"]]))
    return pd.concat([everywhere, *[each for each in near if len(each)]], ignore_index=True)


def _inside(
    frame: pd.DataFrame, column: str, parents: Sequence[str]
) -> Iterator[tuple[str, pd.Series]]:
    """Yield the smallest parents that have several names, with their rows."""
    if not parents:
        return
    smallest = max(parents, key=lambda name: (frame[name].nunique(), name))
    for parent, rows in frame.groupby(smallest, sort=True):
        if len(rows[column].dropna().unique()) > 1:
            yield str(parent), rows[column]
