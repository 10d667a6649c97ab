"""Things that a table tells of besides its records: groups of columns that one of them decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd

from probono_kit.database.names import identifier
from probono_kit.database.proposing.measure import Decides, decides
from probono_kit.database.proposing.sheet import Facts, Sheet
from probono_kit.tables import ColumnKind
from probono_kit.tables.dependencies import Codes, find_dependencies

#: Share of rows that must follow a rule: names of one thing, the thing above, what is told of it.
NAMES, ABOVE, TOLD = 0.95, 0.99, 0.998
#: Free text names nothing: longer than this on average and empty in most rows.
_SENTENCE = 60
#: Words in headings that say how a thing is named, not what it is.
GENERIC = frozenset(
    {
        *("name", "nom", "nombre", "label", "libelle", "title", "titre", "code", "codigo", "id"),
        *("pcode", "uuid", "key", "cle", "number", "numero", "no", "n", "num", "ref", "reference"),
        *("intitule", "designation", "identifiant", "identifier", "etiqueta", "ism", "de", "du"),
        *("des", "of", "the", "la", "le", "l", "d"),
    }
)


@dataclass(eq=False)
class Thing:
    """Something that rows name again and again.

    Parameters
    ----------
    sheet : Sheet
        Where it was found.
    members : list of str
        Columns that name it: code, name, short name.
    key : str
        The one of them that tells it apart.
    told : list of str
        Columns that it decides.
    above : list of Thing
        What it is part of.
    direct : bool
        Whether records point to it themselves.
    support : dict of str to Decides
        How well the key decides each other column.
    """

    sheet: Sheet
    members: list[str]
    key: str
    told: list[str] = field(default_factory=list)
    above: list[Thing] = field(default_factory=list)
    direct: bool = True
    support: dict[str, Decides] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """Facts of the key."""
        return self.sheet.columns[self.key]

    @property
    def label(self) -> str:
        """The column that people call it by."""
        texts = [n for n in self.members if self.sheet.columns[n].kind is ColumnKind.TEXT]
        words = [name for name in texts if not self.sheet.columns[name].is_code_like]
        return max(words or texts or [self.key], key=lambda n: " " in _first(self.sheet, n))

    def columns(self) -> list[str]:
        """Return all its columns."""
        return [*self.members, *self.told]


def _first(sheet: Sheet, name: str) -> str:
    values = sheet.columns[name].distinct_values[:20]
    return " ".join(str(value) for value in values)


def thing_name(thing: Thing) -> str:
    """Return a word for a thing: what its headings have in common, else its label's heading."""
    words = {name: _words(name) for name in thing.members}
    label = words[thing.label]
    others = [set(each) for name, each in words.items() if name != thing.label]
    common = [word for word in label if any(word in other for other in others)]
    chosen = common if common and len(thing.members) > 1 else label
    return "_".join(chosen) or "_".join(next(filter(None, words.values()), [])) or "thing"


def _words(heading: str) -> list[str]:
    parts = [part.rstrip("0123456789") for part in identifier(heading).split("_")]
    words = parts = [part for part in parts if part]
    while words and words[0] in GENERIC:
        words = words[1:]
    while words and words[-1] in GENERIC:
        words = words[:-1]
    return words or parts


def find_things(sheet: Sheet) -> tuple[list[Thing], pd.DataFrame]:
    """Find the things that a sheet names again and again.

    Columns that decide each other name one thing; what a thing decides is told of it; a thing that
    decides another is part of it.

    Parameters
    ----------
    sheet : Sheet
        Columns in ``sheet.rest`` are looked at.

    Returns
    -------
    tuple
        The things, and the rules as :func:`~probono_kit.tables.find_dependencies` found them.
    """
    able = [name for name in sheet.rest if _may_depend(sheet.columns[name])]
    deciding = {name for name in able if _may_decide(sheet.columns[name])}
    coded = {name: _coded(sheet.columns[name].codes) for name in able}
    rules = find_dependencies(
        pd.DataFrame(coded), min_support=NAMES, pairs=False, determinants=deciding
    )
    measured: dict[tuple[str, str], Decides] = {}
    for determinant, dependent in zip(rules["determinant"], rules["dependent"], strict=True):
        pair = (determinant[0], dependent)
        measured[pair] = decides(sheet.columns[pair[0]], sheet.columns[pair[1]])
    things = [_thing(sheet, members, measured) for members in _classes(sheet, able, measured)]
    _tell(sheet, things, measured, able)
    kept = [thing for thing in things if _is_worth_a_table(thing)]
    _point(kept)
    return kept, rules


def _is_worth_a_table(thing: Thing) -> bool:
    """Tell whether a column alone has more to tell than yes or no: a gender is no thing."""
    if len(thing.members) > 1 or thing.above:
        return True
    return any(thing.sheet.columns[name].distinct > 2 for name in thing.told)


def _coded(codes: Codes) -> pd.Series:
    return pd.Series(pd.arrays.IntegerArray(np.maximum(codes, 0), codes < 0))


def _may_depend(facts: Facts) -> bool:
    return facts.distinct > 1 and facts.kind is not ColumnKind.EMPTY


def _may_decide(facts: Facts) -> bool:
    if not (facts.is_text or facts.kind is ColumnKind.INTEGER) or facts.distinct < 3:
        return False
    is_sentence = facts.length > _SENTENCE and facts.filled < 0.5 * len(facts.codes)
    return not is_sentence


def _classes(
    sheet: Sheet, able: Iterable[str], measured: dict[tuple[str, str], Decides]
) -> list[list[str]]:
    """Return columns that decide each other, each with its kin; a column alone is its own."""
    names = list(able)
    kin = {name: {name} for name in names}
    for one, other in combinations(names, 2):
        pair, back = measured.get((one, other)), measured.get((other, one))
        if pair and back and min(pair.support, back.support) >= NAMES:
            joined = kin[one] | kin[other]
            for name in joined:
                kin[name] = joined
    found = []
    for name in names:
        if name == next(n for n in names if n in kin[name]):
            members = [n for n in names if n in kin[name]]
            if any(sheet.columns[n].is_text for n in members):
                found.append(members)
    return found


def _thing(sheet: Sheet, members: list[str], measured: dict[tuple[str, str], Decides]) -> Thing:
    """Choose what tells a thing apart: a code that is always there, else what is told best."""
    texts = [name for name in members if sheet.columns[name].is_text]
    most = max(sheet.columns[name].filled for name in members)

    def rank(name: str) -> tuple[object, ...]:
        facts = sheet.columns[name]
        others = [measured[name, other].support for other in members if (name, other) in measured]
        return (
            facts.filled < 0.999 * most,
            not facts.is_code_like,
            -min(others, default=1.0),
            facts.length,
            members.index(name),
        )

    key = min(texts, key=rank)
    if len(members) > 1 and any((key, other) not in measured for other in members if other != key):
        members = [n for n in members if n == key or (key, n) in measured]
    return Thing(sheet, members, key)


def _tell(
    sheet: Sheet,
    things: list[Thing],
    measured: dict[tuple[str, str], Decides],
    able: Iterable[str],
) -> None:
    """Give things what they decide: columns, and other things above them."""
    owner = {name: thing for thing in things if len(thing.members) > 1 for name in thing.members}
    deciding: dict[str, list[Thing]] = {}
    for thing in things:
        for name in able:
            found = measured.get((thing.key, name))
            if found is None or name in thing.members:
                continue
            thing.support[name] = found
            if name not in owner and found.support >= TOLD:
                deciding.setdefault(name, []).append(thing)
        for name in thing.members:
            if name != thing.key:
                thing.support[name] = measured[thing.key, name]
    alone = {thing.key: thing for thing in things if len(thing.members) == 1}
    above: dict[Thing, list[Thing]] = {}
    for thing in things:
        above[thing] = [
            other
            for other in things
            if other is not thing
            and (found := thing.support.get(other.key)) is not None
            and found.support >= ABOVE
            and (len(other.members) > 1 or _decides_more(other, deciding, alone))
        ]
    for name, those in deciding.items():
        nearest = [
            t for t in those if not any(o is not t and o in above[t] for o in those)
        ] or those
        chosen = min(nearest, key=lambda t: (t.facts.distinct, -t.support[name].support))
        if name not in alone or not _is_above(name, alone, above, things):
            chosen.told.append(name)
    _reduce(things, above)


def _decides_more(thing: Thing, deciding: dict[str, list[Thing]], alone: dict[str, Thing]) -> bool:
    """Tell whether a column alone decides anything, so that it is a thing of its own."""
    return any(thing in those for name, those in deciding.items() if name != thing.key)


def _is_above(
    name: str,
    alone: dict[str, Thing],
    above: dict[Thing, list[Thing]],
    things: list[Thing],
) -> bool:
    """Tell whether a column alone is already a thing above others."""
    return any(alone[name] in above[thing] for thing in things)


def _reduce(things: list[Thing], above: dict[Thing, list[Thing]]) -> None:
    """Keep the next level only: a zone is part of a territory, and by it of a province."""
    for thing in things:
        thing.above = [
            other
            for other in above[thing]
            if not any(other in above[between] for between in above[thing] if between is not other)
        ]


def _point(things: list[Thing]) -> None:
    """Let records point to what nothing else leads to, and where only the upper level is known."""
    for thing in things:
        below = [other for other in things if thing in other.above]
        if below:
            known = np.logical_or.reduce([other.facts.codes >= 0 for other in below])
            thing.direct = bool(((thing.facts.codes >= 0) & ~known).any())
