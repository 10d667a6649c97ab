"""A table on its way from raw to clean: its columns, its rows, and what left it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from probono_kit.tables.distinct import Column
from probono_kit.tables.texts import Flags
from probono_kit.tables.trail import Rows, Trail


class Fate(StrEnum):
    """What became of a column."""

    KEPT = "kept"
    RENAMED = "renamed"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that a step took out, and why.

    Parameters
    ----------
    row : int
        Row number in the sheet.
    mark : str
        The step.
    why : str
        In the words of the person who wrote the recipe; may be empty.
    """

    row: int
    mark: str
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """The state of a table between two steps; a step returns another one.

    Parameters
    ----------
    trails : tuple of Trail
        The columns that are there, from the left.
    rows : array of int64
        Row numbers in the sheet.
    dropped : tuple of (Trail, str)
        Columns that a step took out, with the step.
    removed : tuple of Removal
        Rows that a step took out.
    steps : dict of str to str
        The steps that added or renamed columns, by the name of the column now.
    """

    trails: tuple[Trail, ...]
    rows: Rows
    dropped: tuple[tuple[Trail, str], ...] = ()
    removed: tuple[Removal, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Rows) -> Working:
        """Begin with the columns as read."""
        return cls(tuple(map(Trail.of, columns)), rows)

    @property
    def names(self) -> list[str]:
        """Names of the columns, from the left."""
        return [trail.name for trail in self.trails]

    def __contains__(self, name: str) -> bool:
        return any(trail.name == name for trail in self.trails)

    def trail(self, name: str) -> Trail:
        """Return a column by its name."""
        return next(trail for trail in self.trails if trail.name == name)

    def position(self, name: str) -> int:
        """Return the place of a column, 0 for the first."""
        return self.names.index(name)

    def taken(self, name: str) -> bool:
        """Tell whether a column has or had this name, so that no other may take it."""
        gone = {trail.name for trail, _ in self.dropped}
        raw = {trail.raw for trail in (*self.trails, *(t for t, _ in self.dropped)) if trail.raw}
        return name in gone | raw | set(self.names)

    # ---- columns ------------------------------------------------------------------------------

    def having(self, trail: Trail) -> Working:
        """Return the table with `trail` in place of the column of its name."""
        trails = [trail if each.name == trail.name else each for each in self.trails]
        return replace(self, trails=tuple(trails))

    def adding(self, trails: Iterable[Trail], after: str, mark: str) -> Working:
        """Return the table with new columns, on the right of the column `after`."""
        new = tuple(trails)
        place = self.position(after) + 1 if after else len(self.trails)
        steps = (*self.steps, *((trail.name, mark) for trail in new))
        return replace(self, trails=(*self.trails[:place], *new, *self.trails[place:]), steps=steps)

    def renaming(self, old: str, new: str, mark: str) -> Working:
        """Return the table with another name for one column."""
        trails = tuple(replace(t, name=new) if t.name == old else t for t in self.trails)
        steps = tuple((name, step) for name, step in self.steps if name != old)
        return replace(self, trails=trails, steps=(*steps, (new, mark)))

    def dropping(self, names: Iterable[str], mark: str) -> Working:
        """Return the table without some columns."""
        gone = set(names)
        left = tuple((trail, mark) for trail in self.trails if trail.name in gone)
        kept = tuple(trail for trail in self.trails if trail.name not in gone)
        return replace(self, trails=kept, dropped=(*self.dropped, *left))

    # ---- rows ---------------------------------------------------------------------------------

    def removing(self, gone: Flags, mark: str, why: str) -> Working:
        """Return the table without some rows."""
        if not gone.any():
            return self
        rows = [Removal(row, mark, why) for row in self.rows[gone].tolist()]
        return replace(
            self,
            trails=tuple(trail.kept(~gone) for trail in self.trails),
            rows=self.rows[~gone],
            removed=(*self.removed, *rows),
        )

    def columns(self) -> list[Column]:
        """Return the columns as they are now."""
        return [trail.column(self.rows) for trail in self.trails]

    def address(self, name: str, position: int) -> str:
        """Return the address of a cell in the sheet; name and row for a column that was made."""
        trail = self.trail(name)
        row = int(self.rows[position])
        return f"{trail.letter}{row}" if trail.letter else f"{name} {row}"

    def addresses(self, name: str, wanted: Flags, limit: int = 6) -> tuple[str, ...]:
        """Return the addresses of the first cells that are `wanted`."""
        found = np.flatnonzero(wanted)
        shown = [self.address(name, p) for p in found[:limit].tolist()]
        return (*shown, "…") if len(found) > limit else tuple(shown)
