"""Areas looked up by what people write: codes, names in any spelling, closest names."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from probono_kit.places.codes import CodeHit, CodeIndex
from probono_kit.places.names import NameKeys, core_key, name_key, name_keys
from probono_kit.places.near import Near
from probono_kit.places.similar import NearNames

#: How Ukrainian and Russian make the name of an area of that of its town.
_ADJECTIVE = re.compile(r"(?<=...)(?:ska|skaya|skaia|skyi|skyy|skiy|skij)$")


class Spelling(StrEnum):
    """How a written name leads to an area."""

    NAME = "name"
    ORDER = "order"
    CORE = "core"
    OTHER_NAME = "other_name"
    OTHER_CORE = "other_core"


@dataclass(frozen=True, slots=True)
class NameHit:
    """Areas that a written name means.

    Attributes
    ----------
    positions : tuple of int
        Positions in the gazetteer; several for homonyms, none for an unknown name.
    spelling : Spelling
        How they were found.
    """

    positions: tuple[int, ...]
    spelling: Spelling = Spelling.NAME


_NOTHING = NameHit((), Spelling.CORE)


class Gazetteer:
    """Areas with their names and codes, ready to be looked up.

    Parameters
    ----------
    areas : pandas.DataFrame
        Columns ``area_code`` and ``area_name``; ``other_names`` (tuples of text),
        ``parent_code``, ``parent_name`` and ``parent_other_names`` if there are any. A
        GeoDataFrame from :func:`probono_kit.places.read_areas` will do, so will a list of
        P-codes.

    Examples
    --------
    >>> areas = pd.DataFrame({"area_code": ["SN-TH", "SN-KA"], "area_name": ["Thiès", "Kaffrine"]})
    >>> gazetteer = Gazetteer(areas)
    >>> gazetteer.find_name("REGION DE THIES")
    NameHit(positions=(0,), spelling=<Spelling.CORE: 'core'>)
    >>> gazetteer.label(gazetteer.closest(["Kafrine"])[0][0].owner)
    'Kaffrine (SN-KA)'
    """

    def __init__(self, areas: pd.DataFrame) -> None:
        self.codes = _texts(areas, "area_code")
        self.names = _texts(areas, "area_name")
        self.parent_codes = _texts(areas, "parent_code")
        self.parent_names = _texts(areas, "parent_name")
        others = _tuples(areas, "other_names")
        self._code_index = CodeIndex(self.codes)
        self._names = _NameIndex(self.names, others)
        known = [
            (name, position)
            for position, own in enumerate(zip(self.names, others, strict=True))
            for name in (own[0], *own[1])
            if name_key(name)
        ]
        self._near = NearNames([name for name, _ in known], [owner for _, owner in known])
        self._parents = _Parents(
            self.parent_codes, self.parent_names, _tuples(areas, "parent_other_names")
        )

    def __len__(self) -> int:
        return len(self.codes)

    def label(self, position: int) -> str:
        """Return name and code of an area, as people read them."""
        name, code = self.names[position], self.codes[position]
        return name if name == code else f"{name} ({code})"

    def find_code(self, code: str) -> CodeHit:
        """Return the areas that `code` means."""
        return self._code_index.find(code)

    def find_name(self, name: str, within: Collection[int] | None = None) -> NameHit:
        """Return the areas that `name` means, in any spelling.

        Parameters
        ----------
        name : str
            As written.
        within : collection of int, optional
            Only these areas, such as those of one parent.
        """
        return self._names.find(name, within)

    def find_parent(self, text: str) -> frozenset[int] | None:
        """Return the areas whose parent has this name or code, ``None`` if no parent has it."""
        return self._parents.find(text)

    def closest(
        self, names: Sequence[str], within: Collection[int] | None = None
    ) -> list[list[Near]]:
        """Return the three areas with the nearest names to each of `names`, nearest first.

        Parameters
        ----------
        names : sequence of str
            As written.
        within : collection of int, optional
            Only these areas.
        """
        return self._near.find(names, within)

    def closest_each(
        self, names: Sequence[str], within: Sequence[frozenset[int] | None]
    ) -> list[list[Near]]:
        """Return what :meth:`closest` does, each name looked up among areas of its own."""
        return self._near.find_each(names, within)


class _NameIndex:
    """Names and other names of areas, by key."""

    def __init__(self, names: list[str], others: list[tuple[str, ...]]) -> None:
        self._tables: dict[Spelling, dict[str, list[int]]] = {
            spelling: defaultdict(list) for spelling in Spelling
        }
        self._adjectives: dict[str, list[int]] = defaultdict(list)
        self._keys: set[str] = set()
        for position, (name, other) in enumerate(zip(names, others, strict=True)):
            full = core_key(name)
            stem = _ADJECTIVE.sub("", full)
            if stem != full:
                self._adjectives[stem].append(position)
            self._add(position, [name], Spelling.NAME, Spelling.CORE)
            self._add(position, other, Spelling.OTHER_NAME, Spelling.OTHER_CORE)
        self._keys.update(self._adjectives, *self._tables.values())

    def _add(self, position: int, names: Iterable[str], strict: Spelling, core: Spelling) -> None:
        for name in names:
            keys = name_keys(name)
            if not keys.key:
                continue
            is_own = strict is Spelling.NAME and keys.ordered
            order = [(Spelling.ORDER, keys.ordered)] if is_own else []
            for spelling, key in ((strict, keys.key), (core, keys.core), *order):
                known = self._tables[spelling][key]
                if position not in known:
                    known.append(position)

    def find(self, name: str, within: Collection[int] | None) -> NameHit:
        """Return the areas of the first tier that has any.

        An official name comes before all others. A spelling of it, and another name of another
        area, leave it open which is meant.
        """
        keys = name_keys(name)
        if not keys.key or self._keys.isdisjoint((keys.key, keys.core, keys.ordered, *keys.plain)):
            return _NOTHING
        found = self._first(keys, within)
        if keys.key not in self._tables[Spelling.NAME] or not found:
            self._add_adjectives(found, keys.key, keys.core, within)
        return NameHit(tuple(found), next(iter(found.values()), Spelling.CORE))

    def _first(self, keys: NameKeys, within: Collection[int] | None) -> dict[int, Spelling]:
        tables = self._tables
        named, cored = tables[Spelling.NAME], tables[Spelling.CORE]
        others, other_cores = tables[Spelling.OTHER_NAME], tables[Spelling.OTHER_CORE]
        if found := _inside(within, (Spelling.NAME, named.get(keys.key))):
            return found
        ordered = tables[Spelling.ORDER].get(keys.ordered) if keys.ordered else None
        if found := _inside(within, (Spelling.ORDER, ordered)):
            return found
        if found := _inside(within, *((Spelling.CORE, named.get(text)) for text in keys.plain)):
            return found
        spelt = (Spelling.CORE, cored.get(keys.core)), (Spelling.OTHER_NAME, others.get(keys.key))
        return _inside(within, *spelt) or _inside(
            within, (Spelling.OTHER_CORE, other_cores.get(keys.core))
        )

    def _add_adjectives(
        self, found: dict[int, Spelling], key: str, core: str, within: Collection[int] | None
    ) -> None:
        """Add the area around a town, named by an adjective: “Kharkiv Oblast” is Kharkivska."""
        for position in self._adjectives.get(core, ()) if key != core else ():
            if within is None or position in within:
                found.setdefault(position, Spelling.CORE)


def _inside(
    within: Collection[int] | None, *known: tuple[Spelling, list[int] | None]
) -> dict[int, Spelling]:
    """Return the areas of `known` that are looked at, each with how it was found first."""
    found: dict[int, Spelling] = {}
    for spelling, positions in known:
        for position in positions or ():
            if within is None or position in within:
                found.setdefault(position, spelling)
    return found


class _Parents:
    """The parents of areas, by name and code."""

    def __init__(self, codes: list[str], names: list[str], others: list[tuple[str, ...]]) -> None:
        self._known: dict[str, frozenset[int] | None] = {}
        self._children: list[list[int]] = []
        seen: dict[tuple[str, str], int] = {}
        other_names: list[tuple[str, ...]] = []
        for position, parent in enumerate(zip(codes, names, strict=True)):
            if not any(parent):
                continue
            if parent not in seen:
                seen[parent] = len(seen)
                self._children.append([])
                other_names.append(others[position])
            self._children[seen[parent]].append(position)
        self._codes = CodeIndex(code for code, _ in seen)
        self._names = _NameIndex([name for _, name in seen], other_names)

    def find(self, text: str) -> frozenset[int] | None:
        if text not in self._known:
            found = self._names.find(text, None).positions or self._codes.find(text).positions
            children = (self._children[parent] for parent in found)
            self._known[text] = frozenset(itertools.chain(*children)) if found else None
        return self._known[text]


def _texts(areas: pd.DataFrame, column: str) -> list[str]:
    if column not in areas.columns:
        return [""] * len(areas)
    return ["" if pd.isna(value) else str(value) for value in areas[column]]


def _tuples(areas: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    if column not in areas.columns:
        return [()] * len(areas)
    return [value if isinstance(value, tuple) else () for value in areas[column]]
