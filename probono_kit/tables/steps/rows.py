"""Steps that look at rows: fill, remove, deduplicate."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from probono_kit.findings import N_
from probono_kit.tables.steps.base import Columns, Context, Expression, Step, expression_columns
from probono_kit.tables.together import together
from probono_kit.tables.working import Working


class Fill(Step):
    """Write the value above into empty cells, as in lists that name a region only once.

    Parameters
    ----------
    fill : list of str
        The columns.
    within : list of str
        Columns whose change ends the filling.
    """

    word: ClassVar[str] = "fill"
    issue: ClassVar[str] = N_("Filled with the value above, as the recipe says")
    fill: Columns
    within: Columns = Field(default_factory=list)

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return [*self.fill, *self.within]

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        return ", ".join(self.fill[:3])

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        groups = together([table.trail(name) for name in self.within]) if self.within else None
        for name in self.fill:
            trail = table.trail(name)
            filled = trail.filled()
            source = np.where(filled, np.arange(len(filled)), -1)
            source = np.maximum.accumulate(source) if len(source) else source
            able = ~filled & (source >= 0)
            if groups is not None:
                able &= groups == groups[source]
            positions = np.flatnonzero(able)
            above = trail.codes[source[positions]]
            table = table.having(trail.assigned(positions, trail.now, above, context.mark))
            left = ~filled & ~able
            if left.any():
                shown = table.addresses(name, left)
                context.report(
                    "recipe.nothing_above", column=name, count=int(left.sum()), cells=shown
                )
        return table


class Remove(Step):
    """Take rows out of the table; they go to the deletion log with the reason.

    Parameters
    ----------
    remove : str
        A condition; where a value is missing and the condition therefore open, the row stays.
    """

    word: ClassVar[str] = "remove"
    calculates: ClassVar[bool] = True
    issue: ClassVar[str] = N_("Removed, as the recipe says")
    remove: Expression

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        return self.remove

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return expression_columns(self.remove)

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        vector = context.condition(self.remove, table)
        if vector is None:
            return table
        if gone := int(vector.holds.sum()):
            context.report("recipe.rows_removed", count=gone, text=self.remove)
        return table.removing(vector.holds, context.mark, self.why)


class Deduplicate(Step):
    """Keep one of the rows that are the same in some columns, to the letter.

    Parameters
    ----------
    deduplicate : list of str
        The columns. Rows in which all of them are empty stay.
    keep : str
        ``first`` or ``last``.
    """

    word: ClassVar[str] = "deduplicate"
    issue: ClassVar[str] = N_("The same as another row, as the recipe says")
    deduplicate: Columns
    keep: Literal["first", "last"] = "first"

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.deduplicate

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        trails = [table.trail(name) for name in self.deduplicate]
        codes = together(trails)
        again = pd.Series(codes).duplicated(keep=self.keep).to_numpy(dtype=bool)
        empty = ~np.logical_or.reduce([trail.filled() for trail in trails])
        gone = again & ~empty
        if gone.any():
            context.report(
                "recipe.duplicates_removed",
                count=int(gone.sum()),
                columns=tuple(self.deduplicate),
            )
        return table.removing(gone, context.mark, self.why)
