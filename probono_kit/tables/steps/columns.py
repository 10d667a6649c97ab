"""Steps that make, name and drop columns: split, join, rename, derive, drop."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.conventions import ColumnType
from probono_kit.tables.steps.base import (
    Columns,
    Context,
    Expression,
    ReviewPart,
    Step,
    expression_columns,
)
from probono_kit.tables.together import combinations, together
from probono_kit.tables.trail import Trail
from probono_kit.tables.working import Working


class Split(Step):
    """Share the parts of a text out to several columns.

    Parameters
    ----------
    split : str
        The column; it stays.
    at : str
        What stands between the parts.
    into : list of str
        The columns of the parts. A cell with more parts than columns is left for a person.
    """

    word: ClassVar[str] = "split"
    issue: ClassVar[str] = N_("Part of another column, as the recipe says")
    split: str
    at: str
    into: list[str]

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return [self.split]

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return self.into

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        trail = table.trail(self.split)
        parts = [[] if text is None else text.split(self.at) for text in trail.now]
        many = np.array([len(each) > len(self.into) for each in parts], dtype=bool)
        if many.any():
            self._report_many(trail, many, table, context)
        shared = [[] if m else each for m, each in zip(many.tolist(), parts, strict=True)]
        after = self.split
        for number, name in enumerate(self.into):
            texts = [
                each[number].strip() or None if number < len(each) else None for each in shared
            ]
            table = put(table, name, texts, trail.codes, after, context.mark)
            after = name
        return table

    def _report_many(
        self, trail: Trail, many: np.ndarray, table: Working, context: Context
    ) -> None:
        wanted = many[trail.codes]
        rows = table.rows[wanted]
        shown = table.addresses(self.split, wanted)
        context.report("recipe.more_parts", column=self.split, count=len(rows), cells=shown)
        old = trail.at(np.flatnonzero(wanted))
        issue = gettext(N_("More parts than the recipe has columns for"), context.language)
        context.review.append(ReviewPart("check", context.mark, self.split, rows, old, issue))


class Join(Step):
    """Write the texts of several columns into one.

    Parameters
    ----------
    join : list of str
        The columns, in their order; they stay.
    using : str
        What to write between them; where a column is empty, neither it nor this is written.
    into : str
        The column that it makes.
    """

    word: ClassVar[str] = "join"
    writes_one: ClassVar[bool] = False
    issue: ClassVar[str] = N_("Joined from other columns, as the recipe says")
    join: list[str]
    using: str = " "
    into: str

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.join

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return [self.into]

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        trails = [table.trail(name) for name in self.join]
        codes = together(trails)
        parts = combinations(trails, codes)
        texts = [self.using.join(filter(None, each)) or None for each in parts]
        return put(table, self.into, texts, codes, self.join[-1], context.mark)


class Rename(Step):
    """Give columns other names.

    Parameters
    ----------
    rename : dict of str to str
        Name now → new name.
    """

    word: ClassVar[str] = "rename"
    issue: ClassVar[str] = N_("Named as the recipe says")
    rename: dict[str, str]

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return list(self.rename)

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return list(self.rename.values())

    def ends(self) -> list[str]:
        """Return the columns that are not there any more."""
        return list(self.rename)

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        for old, new in self.rename.items():
            if new in table or table.taken(new):
                context.report("recipe.name_taken", column=new)
            else:
                table = table.renaming(old, new, context.mark)
                if old in context.given:
                    context.given[new] = context.given.pop(old)
        return table


class Derive(Step):
    """Calculate a column from others.

    Parameters
    ----------
    derive : str
        The column; it may be there already.
    to : str
        The calculation, such as ``hommes + femmes``.
    unit : str
        What the numbers count, such as ``%``.
    """

    word: ClassVar[str] = "derive"
    calculates: ClassVar[bool] = True
    issue: ClassVar[str] = N_("Calculated from other columns, as the recipe says")
    derive: str
    to: Expression
    unit: str = ""

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        return self.derive

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return expression_columns(self.to)

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return [self.derive]

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        vector = context.calculate(self.to, table)
        if vector is None:
            return table
        inputs = [table.trail(name).filled() for name in self.needs()]
        lost = np.logical_and.reduce([vector.missing, *inputs])
        if lost.any():
            rows = tuple(str(row) for row in table.rows[lost][:6].tolist())
            context.report(
                "recipe.not_calculated", column=self.derive, count=int(lost.sum()), rows=rows
            )
        texts, codes, kind = vector.texts()
        filled = int((~vector.missing).sum())
        made = ColumnType(self.derive, kind, unit=self.unit, cells=filled)
        after = (self.needs() or [""])[-1]
        return put(table, self.derive, texts, codes, after, context.mark, made)


class Drop(Step):
    """Leave columns out of the clean table.

    Parameters
    ----------
    drop : list of str
        The columns.
    """

    word: ClassVar[str] = "drop"
    issue: ClassVar[str] = N_("Left out, as the recipe says")
    drop: Columns

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.drop

    def ends(self) -> list[str]:
        """Return the columns that are not there any more."""
        return self.drop

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        return table.dropping(self.drop, context.mark)


def put(
    table: Working,
    name: str,
    texts: list[str | None],
    codes: np.ndarray,
    after: str,
    mark: str,
    made: ColumnType | None = None,
) -> Working:
    """Write texts into a column, which is added if it is not there.

    Parameters
    ----------
    table : Working
        The table.
    name : str
        The column.
    texts : list of str or None
        Texts of classes of rows.
    codes : array of int
        The class of each row.
    after : str
        The column on whose right it is added.
    mark : str
        The step.
    made : ColumnType, optional
        Its type, where that is known.

    Returns
    -------
    Working
        The table after it.
    """
    if name in table:
        trail = table.trail(name).assigned(np.arange(len(codes)), texts, codes, mark)
        return table.having(trail.typed(made) if made else trail)
    return table.adding([Trail.made(name, texts, codes, mark, made)], after, mark)
