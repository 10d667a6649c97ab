"""Areas of several levels, each knowing what it lies in and what lies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.gazetteer import Gazetteer
from probono_kit.places.names import name_key

#: What is looked up: one frame with a column ``level``, or a frame per level.
Places = pd.DataFrame | Mapping[int, pd.DataFrame]


class Levels:
    """Areas of several levels, by level and position in their level.

    Parameters
    ----------
    places : pandas.DataFrame or mapping of int to pandas.DataFrame
        Columns ``area_code``, ``area_name``, ``level`` (1 for the largest areas of a country; not
        needed where each level has a frame), ``parent_code`` or ``parent_name``; ``other_names``
        and ``geometry`` if there are any.
    asked : iterable of int
        Levels that are asked for: these, and those above them, are kept.
    where : str
        Name of the table for findings.

    Raises
    ------
    ProbonoError
        If a level that is asked for has no areas.

    Examples
    --------
    >>> places = pd.DataFrame(
    ...     [(1, "A", "Est", ""), (2, "A1", "Nord", "A")],
    ...     columns=["level", "area_code", "area_name", "parent_code"],
    ... )
    >>> levels = Levels(places, [2])
    >>> levels.all, levels.upper(2, 0, 1), sorted(levels.inside(1, [0], 2))
    ((1, 2), 0, [0])
    """

    def __init__(self, places: Places, asked: Iterable[int], where: str = "") -> None:
        asked = tuple(sorted(set(asked)))
        frames = _by_level(places)
        findings = Findings()
        for level in asked:
            if level not in frames:
                there = tuple(map(str, sorted(frames)))
                findings.add("places.level_missing", where, level=level, there=there)
        findings.raise_errors()
        self.all: tuple[int, ...] = tuple(sorted(lv for lv in frames if lv <= max(asked)))
        self.frames = {level: frames[level] for level in self.all}
        self._parents = self._linked()
        self._inside: dict[tuple[int, int], dict[int, list[int]]] = {}
        self.gazetteers = {level: Gazetteer(self._with_parents(level, asked)) for level in self.all}

    @cached_property
    def codes(self) -> list[str]:
        """Codes of all areas."""
        return [code for gazetteer in self.gazetteers.values() for code in gazetteer.codes]

    def upper(self, level: int, position: int, above: int) -> int | None:
        """Return the area of the level `above` that an area lies in, ``None`` if not known."""
        found: tuple[int, int] | None = (level, position)
        while found is not None and found[0] > above:
            found = self._parents[found[0]][found[1]]
        return found[1] if found is not None and found[0] == above else None

    def inside(self, level: int, positions: Iterable[int], below: int) -> frozenset[int] | None:
        """Return the areas of the level `below` that lie in some areas.

        ``None`` if the list does not say of any area of that level what it lies in.
        """
        if (level, below) not in self._inside:
            known: dict[int, list[int]] = defaultdict(list)
            for position in range(len(self.frames[below])):
                above = self.upper(below, position, level)
                if above is not None:
                    known[above].append(position)
            self._inside[level, below] = known
        known = self._inside[level, below]
        if not known:
            return None
        return frozenset(child for position in positions for child in known.get(position, ()))

    def _linked(self) -> dict[int, list[tuple[int, int] | None]]:
        """Return level and position of what each area lies in: by code, else by a single name."""
        by_code: dict[str, list[tuple[int, int]]] = defaultdict(list)
        links: dict[int, list[tuple[int, int] | None]] = {}
        above: dict[str, list[tuple[int, int]]] = {}
        for level in self.all:
            frame = self.frames[level]
            links[level] = [
                _single(by_code.get(code, [])) or _single(above.get(name_key(name), []))
                for code, name in zip(frame["parent_code"], frame["parent_name"], strict=True)
            ]
            above = defaultdict(list)
            for position, (code, name) in enumerate(
                zip(frame["area_code"], frame["area_name"], strict=True)
            ):
                by_code[code].append((level, position))
                above[name_key(name)].append((level, position))
        return links

    def _with_parents(self, level: int, asked: Sequence[int]) -> pd.DataFrame:
        """Return the areas of a level with the nearest area above that is asked for."""
        frame = self.frames[level]
        above = max((other for other in asked if other < level), default=None)
        if above is None:
            return frame
        upper = [self.upper(level, position, above) for position in range(len(frame))]
        named = self.frames[above]
        new = {
            column: [named[source].iloc[p] if p is not None else "" for p in upper]
            for column, source in (("parent_code", "area_code"), ("parent_name", "area_name"))
        }
        return frame.assign(**new)


def _single(found: list[tuple[int, int]]) -> tuple[int, int] | None:
    return found[0] if len(found) == 1 else None


def _by_level(places: Places) -> dict[int, pd.DataFrame]:
    """Return one frame per level, with every column that matching looks at."""
    if isinstance(places, pd.DataFrame):
        if "level" not in places.columns:
            findings = Findings()
            findings.add("places.no_levels", "", columns=tuple(map(str, places.columns)))
            findings.raise_errors()
        numbers = pd.to_numeric(places["level"])
        frames = {int(level): places[numbers == level] for level in numbers.dropna().unique()}
    else:
        frames = {int(level): frame for level, frame in places.items()}
    return {level: _complete(frame) for level, frame in frames.items() if len(frame)}


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(frame).reset_index(drop=True)
    for column in ("area_code", "area_name", "parent_code", "parent_name"):
        texts = table[column] if column in table.columns else pd.Series("", index=table.index)
        table[column] = texts.astype(object).where(texts.notna(), "").astype(str)
    return table
