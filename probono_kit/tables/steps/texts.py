"""Steps that change texts: tidy, map, recode, fix."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.cells import fold, shorten
from probono_kit.tables.conventions import ColumnKind, TypeGiven
from probono_kit.tables.steps.base import (
    Columns,
    Context,
    Expression,
    ReviewPart,
    Step,
    Text,
    expression_columns,
)
from probono_kit.tables.tidy import tidy
from probono_kit.tables.trail import Trail
from probono_kit.tables.working import Working

_CASES = {"lower": str.lower, "upper": str.upper, "title": str.title}
_SHOWN = 8


class Tidy(Step):
    """Spaces and unseen characters are mended everywhere; this says more about some columns.

    Parameters
    ----------
    tidy : list of str
        The columns.
    case : str
        ``lower``, ``upper``, ``title`` or ``sentence``.
    without : list of str
        Characters or words to take away.
    missing : list of str
        Texts that mean that there is no value.
    """

    word: ClassVar[str] = "tidy"
    issue: ClassVar[str] = N_("Written alike, as the recipe says")
    tidy: Columns
    case: Literal["", "lower", "upper", "title", "sentence"] = ""
    without: Columns = Field(default_factory=list)
    missing: Columns = Field(default_factory=list)

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.tidy

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        for name in self.tidy:
            trail = table.trail(name)
            texts = [None if text is None else self._tidied(text) for text in trail.now]
            table = table.having(trail.rewritten(texts, context.mark))
        return table

    def _tidied(self, text: str) -> str | None:
        for piece in self.without:
            text = text.replace(piece, "")
        text = tidy(text)
        if self.case == "sentence":
            text = text[:1].upper() + text[1:].lower()
        elif self.case:
            text = _CASES[self.case](text)
        return None if text in self.missing else text or None


class Map(Step):
    """Replace values by others, from a list in the recipe or from a dictionary beside it.

    Parameters
    ----------
    map : list of str
        The columns.
    values : dict of str to str
        Value → what becomes of it; an empty text for no value.
    dictionary : str
        A CSV file beside the recipe whose first two columns say the same.
    alike : bool
        Whether case, accents and punctuation do not matter.
    complete : bool
        Whether a value that is not in the list is worth a finding.
    """

    word: ClassVar[str] = "map"
    issue: ClassVar[str] = N_("Value replaced, as the recipe says")
    map: Columns
    values: dict[str, Text] = Field(default_factory=dict)
    dictionary: str = ""
    alike: bool = False
    complete: bool = False

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.map

    def files(self) -> list[str]:
        """Return the files beside the recipe that it reads."""
        return [self.dictionary] if self.dictionary else []

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        entries = {**context.dictionaries.get(self.dictionary, {}), **self.values}
        chained = sorted(new for old, new in entries.items() if entries.get(new, new) != new)
        if chained:
            context.report("recipe.map_chains", values=tuple(chained[:_SHOWN]))
        known = {fold(old): new for old, new in entries.items()} if self.alike else entries
        for name in self.map:
            trail = table.trail(name)
            self._report_new(trail, entries, known, table, context)
            texts = [
                text if text is None else known.get(fold(text) if self.alike else text, text)
                for text in trail.now
            ]
            blanked = [text or None for text in texts]
            table = table.having(trail.rewritten(blanked, context.mark))
        return table

    def _report_new(
        self,
        trail: Trail,
        entries: dict[str, str],
        known: dict[str, str],
        table: Working,
        context: Context,
    ) -> None:
        """List the values that nobody has decided on yet."""
        if not self.complete and trail.name not in context.seen:
            return
        settled = context.seen.get(trail.name, frozenset()) if not self.complete else frozenset()
        results = set(entries.values())
        new = [
            text
            for text in dict.fromkeys(trail.now)
            if text
            and (fold(text) if self.alike else text) not in known
            and text not in results
            and text not in settled
            and (context.mark, trail.name, "", text) not in context.okay
        ]
        if new:
            shown = (*(shorten(text) for text in new[:_SHOWN]), "…")[: len(new)]
            context.report(
                "recipe.new_values",
                column=trail.name,
                count=len(new),
                values=shown,
            )
            zeros = np.zeros(len(new), dtype=np.int64)
            issue = gettext(N_("A value that the recipe does not know yet"), context.language)
            context.review.append(ReviewPart("drift", context.mark, trail.name, zeros, new, issue))


class Recode(Step):
    """Give values by conditions; the first that holds decides.

    Parameters
    ----------
    recode : str
        The column that is given; it may be new.
    cases : dict of str to str
        Condition → value, such as ``"age < 5": "0-4"``.
    otherwise : str
        The value where no condition holds; empty to leave what is there.
    """

    word: ClassVar[str] = "recode"
    calculates: ClassVar[bool] = True
    issue: ClassVar[str] = N_("Value given by a condition of the recipe")
    recode: str
    cases: dict[Expression, Text]
    otherwise: Text = ""

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        return self.recode

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return expression_columns(*self.cases)

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return [self.recode]

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        values = [*self.cases.values(), self.otherwise]
        chosen = np.full(len(table.rows), -1 if not self.otherwise else len(values) - 1)
        open_rows = np.ones(len(table.rows), dtype=bool)
        for number, condition in enumerate(self.cases):
            vector = context.condition(condition, table)
            if vector is None:
                return table
            here = vector.holds & open_rows
            chosen[here] = number
            open_rows &= ~here
        texts = [value or None for value in values]
        if self.recode in table:
            positions = np.flatnonzero(chosen >= 0)
            trail = table.trail(self.recode)
            new = trail.assigned(positions, texts, chosen[positions], context.mark)
            return table.having(new)
        codes = np.where(chosen < 0, len(texts), chosen).astype(np.intp)
        trail = Trail.made(self.recode, [*texts, None], codes, context.mark)
        return table.adding([trail], (self.needs() or [""])[0], context.mark)


class Fix(Step):
    """Say what a column holds, where its cells alone do not tell.

    Parameters
    ----------
    fix : list of str
        The columns.
    to : str
        A kind of column, such as ``decimal``, ``date``, ``text``.
    convention : str
        How its cells are written, such as ``1 234,5`` or ``dd/mm``.
    unit : str
        Such as ``%``.
    """

    word: ClassVar[str] = "fix"
    issue: ClassVar[str] = N_("Read as the kind that the recipe says")
    fix: Columns
    to: Literal[tuple(kind.value for kind in ColumnKind)]  # type: ignore[valid-type]
    convention: str = ""
    unit: str = ""

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return self.fix

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        for name in self.fix:
            context.given[name] = TypeGiven(str(self.to), self.convention, self.unit)
            trail = table.trail(name)
            if trail.type is not None:
                table = table.having(trail.untyped())
        return table
