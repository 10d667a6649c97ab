"""Areas looked up by what people write: codes, names in any spelling, closest names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from rapidfuzz import fuzz, process

from probono_kit.places.codes import CodeHit, CodeIndex
from probono_kit.places.names import core_key, name_key, name_words

#: Names less alike than this are not worth showing.
LEAST_SCORE = 60.0


class Spelling(StrEnum):
    """How a written name leads to an area; the first that finds one counts."""

    NAME = "name"
    OTHER_NAME = "other_name"
    CORE = "core"
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area whose name is close to what is written.

    Attributes
    ----------
    position : int
        Position in the gazetteer.
    score : float
        0 to 100, 100 for names that differ in spelling only.
    """

    position: int
    score: float


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
    >>> gazetteer.label(gazetteer.closest("Kafrine")[0].position)
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
        self, name: str, within: Collection[int] | None = None, limit: int = 3
    ) -> list[Candidate]:
        """Return the areas with the most similar names, best first.

        The score is the larger of two normalised edit similarities (`rapidfuzz.fuzz.ratio`): of
        the names without articles and kinds, and of the same with their words in order of the
        alphabet.

        Parameters
        ----------
        name : str
            As written.
        within : collection of int, optional
            Only these areas.
        limit : int
            How many at most.
        """
        return self._names.closest(name, within, limit)


class _NameIndex:
    """Names and other names of areas, by key."""

    def __init__(self, names: list[str], others: list[tuple[str, ...]]) -> None:
        self._tables: dict[Spelling, dict[str, list[int]]] = {
            spelling: defaultdict(list) for spelling in Spelling
        }
        self._cores: list[str] = []
        self._sorted: list[str] = []
        self._owners: list[int] = []
        for position, (name, other) in enumerate(zip(names, others, strict=True)):
            self._add(position, [name], Spelling.NAME, Spelling.CORE)
            self._add(position, other, Spelling.OTHER_NAME, Spelling.OTHER_CORE)

    def _add(self, position: int, names: Iterable[str], strict: Spelling, core: Spelling) -> None:
        for name in names:
            if not name_key(name):
                continue
            for spelling, key in ((strict, name_key(name)), (core, core_key(name))):
                known = self._tables[spelling][key]
                if position not in known:
                    known.append(position)
            self._cores.append(core_key(name))
            self._sorted.append(_sorted_key(name))
            self._owners.append(position)

    def find(self, name: str, within: Collection[int] | None) -> NameHit:
        strict, core = name_key(name), core_key(name)
        for spelling, table in self._tables.items():
            key = core if spelling in (Spelling.CORE, Spelling.OTHER_CORE) else strict
            found = table.get(key, []) if key else []
            positions = tuple(p for p in found if within is None or p in within)
            if positions:
                return NameHit(positions, spelling)
        return NameHit(())

    def closest(self, name: str, within: Collection[int] | None, limit: int) -> list[Candidate]:
        best: dict[int, float] = {}
        for written, choices in (
            (core_key(name), self._cores),
            (_sorted_key(name), self._sorted),
        ):
            found = process.extract(
                written, choices, scorer=fuzz.ratio, limit=None, score_cutoff=LEAST_SCORE
            )
            for _, score, index in found:
                owner = self._owners[index]
                if within is None or owner in within:
                    best[owner] = max(best.get(owner, 0.0), round(score, 1))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return [Candidate(position, score) for position, score in ranked[:limit]]


class _Parents:
    """The parents of areas, by name and code."""

    def __init__(self, codes: list[str], names: list[str], others: list[tuple[str, ...]]) -> None:
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
        found = self._names.find(text, None).positions or self._codes.find(text).positions
        if not found:
            return None
        return frozenset(child for parent in found for child in self._children[parent])


def _sorted_key(name: str) -> str:
    return " ".join(sorted(core_key(word) for word in name_words(name)))


def _texts(areas: pd.DataFrame, column: str) -> list[str]:
    if column not in areas.columns:
        return [""] * len(areas)
    return ["" if pd.isna(value) else str(value) for value in areas[column]]


def _tuples(areas: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    if column not in areas.columns:
        return [()] * len(areas)
    return [value if isinstance(value, tuple) else () for value in areas[column]]
