"""The step that changes nothing and says what a person should look at: check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from probono_kit.findings import N_
from probono_kit.i18n import format_number, gettext
from probono_kit.tables.cells import shorten
from probono_kit.tables.disagreements import disagreement_part, disagreements
from probono_kit.tables.expressions import ExpressionError
from probono_kit.tables.outliers import outlier_rule
from probono_kit.tables.steps.base import (
    Bound,
    Columns,
    Context,
    MaybeExpression,
    ReviewPart,
    Step,
    Text,
    expression_columns,
)
from probono_kit.tables.texts import Flags
from probono_kit.tables.together import together
from probono_kit.tables.vectors import column_vector, text_matches
from probono_kit.tables.working import Working

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RULES = (
    *("between", "matches", "unique", "among", "required", "depends_on", "holds", "when"),
    *("outliers", "small_groups"),
)


class Check(Step):
    """Say what cells must be like; those that are not go to review, unchanged.

    Parameters
    ----------
    check : list of str
        The columns; each is checked by itself, except by ``unique`` and ``small_groups``.
    between : list of str
        Lowest and highest value, numbers or days; ``[0]`` has no highest.
    matches : str
        A regular expression for the whole cell.
    unique : bool
        Whether no two rows may have the same in these columns together.
    among : list of str
        The values that are allowed.
    required : bool
        Whether cells may not be empty.
    depends_on : list of str
        Columns that decide this one: the same there, the same here.
    holds : str
        A condition that every row must meet.
    when, then : str
        Two conditions: where the first holds, the second must.
    outliers : str
        ``iqr`` or ``mad``: numbers far from the others.
    small_groups : int
        The least number of rows that may share what these columns say.
    """

    word: ClassVar[str] = "check"
    calculates: ClassVar[bool] = True
    issue: ClassVar[str] = N_("To be looked at, as the recipe says")
    check: Columns
    between: list[Bound] = Field(default_factory=list)
    matches: str = ""
    unique: bool = False
    among: list[Text] = Field(default_factory=list)
    required: bool = False
    depends_on: Columns = Field(default_factory=list)
    holds: MaybeExpression = ""
    when: MaybeExpression = ""
    then: MaybeExpression = ""
    outliers: Literal["", "iqr", "mad"] = ""
    small_groups: int = 0

    @model_validator(mode="after")
    def _has_a_rule(self) -> Check:
        if not any(getattr(self, rule) for rule in _RULES):
            raise PydanticCustomError("recipe.no_rule", "{rules}", {"rules": _RULES})
        if bool(self.when) != bool(self.then):
            raise PydanticCustomError("recipe.when_then", "-", {})
        try:
            text_matches([""], self.matches)
        except ExpressionError as problem:
            raise PydanticCustomError(problem.code, "-", dict(problem.values)) from None
        if len(self.between) > 2 or self._is_upside_down():
            raise PydanticCustomError("recipe.two_bounds", "-", {})
        return self

    def _is_upside_down(self) -> bool:
        """Tell whether the lowest value is above the highest, which no cell could meet."""
        low, high = (*self.between, "", "")[:2]
        if _is_number(low) and _is_number(high):
            return float(low) > float(high)
        return bool(_DAY.fullmatch(low) and _DAY.fullmatch(high)) and low > high

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        rule = next(rule for rule in _RULES if getattr(self, rule))
        return f"{', '.join(self.check[:3])} {rule}"

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        named = expression_columns(self.holds, self.when, self.then)
        return list(dict.fromkeys([*self.check, *self.depends_on, *named]))

    def run(self, table: Working, context: Context) -> Working:
        """Return the table as it is; what is found goes to `context`."""
        try:
            for name, bad, issue in self._found(table, context):
                self._report(name, bad, issue, table, context)
            if self.depends_on:
                for name in self.check:
                    self._report_torn(name, table, context)
        except ExpressionError as problem:
            context.report(problem.code, **problem.values)
        return table

    def _found(self, table: Working, context: Context) -> Iterator[tuple[str, Flags, str]]:
        """Yield column, cells and reason of each rule."""

        def say(text: str, /, **values: object) -> str:
            return gettext(text, context.language).format(**values)

        for name in self.check:
            trail = table.trail(name)
            filled = trail.filled()
            if self.required:
                yield name, ~filled, say(N_("Must not be empty"))
            if self.matches:
                wrong = ~text_matches(trail.now.arrow.fill_null(""), self.matches)
                text = N_("Is not written as it must be")
                yield name, wrong[trail.codes] & filled, say(text)
            if self.among:
                allowed = set(self.among)
                strange = np.array([text not in allowed for text in trail.now], dtype=bool)
                yield name, strange[trail.codes] & filled, say(N_("Is not one of the values"))
            if self.between:
                bad, low, high = self._outside(name, table, context)
                text = N_("Is not between {low} and {high}")
                yield name, bad, say(text, low=low, high=high)
            if self.outliers:
                bad, low, high = self._far(name, table, context)
                text = N_("Far from the other values: usual is {low} to {high}")
                yield name, bad, say(text, low=low, high=high)
        yield from self._of_rows(table, context, say)

    def _of_rows(
        self, table: Working, context: Context, say: object
    ) -> Iterator[tuple[str, Flags, str]]:
        assert callable(say)
        if self.unique or self.small_groups:
            trails = [table.trail(name) for name in self.check]
            codes = together(trails)
            counts = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
            filled = np.logical_or.reduce([trail.filled() for trail in trails])
            if self.unique:
                again = pd.Series(codes).duplicated(keep=False).to_numpy(dtype=bool) & filled
                yield self.check[0], again, say(N_("Must be there once only"))
            if self.small_groups:
                small = (counts < self.small_groups)[codes] & filled
                text = N_("Fewer than {count} rows share this")
                yield self.check[0], small, say(text, count=self.small_groups)
        if self.holds:
            vector = context.condition(self.holds, table)
            if vector is not None:
                text = N_("Does not hold: {text}")
                yield self.check[0], vector.fails, say(text, text=self.holds)
        if self.when:
            first, second = context.condition(self.when, table), context.condition(self.then, table)
            if first is not None and second is not None:
                text = N_("Where {when}, this must hold: {then}")
                issue = say(text, when=self.when, then=self.then)
                yield self.check[0], first.holds & second.fails, issue

    def _outside(self, name: str, table: Working, context: Context) -> tuple[Flags, str, str]:
        low, high = (*self.between, "", "")[:2]
        column = name.replace("]", "]]")
        bad = np.zeros(len(table.rows), dtype=bool)
        for bound, sign in ((low, "<"), (high, ">")):
            if bound:
                shown = f"({bound})" if _is_number(bound) else f"'{bound}'"
                found = context.condition(f"[{column}] {sign} {shown}", table)
                bad |= found.holds if found is not None else bad
        return bad, _shown(low, context.language), _shown(high, context.language)

    def _far(self, name: str, table: Working, context: Context) -> tuple[Flags, str, str]:
        vector = column_vector(table.trail(name))
        if vector.sort != "number":
            context.report("recipe.not_numbers", column=name)
            return np.zeros(len(table.rows), dtype=bool), "", ""
        rule = outlier_rule(pd.Series(vector.data[~vector.missing]), self.outliers)
        low, high = (rule.lower, rule.upper) if rule else (-np.inf, np.inf)
        bad = ~vector.missing & ((vector.data < low) | (vector.data > high))
        return bad, _shown(low, context.language), _shown(high, context.language)

    def _report(self, name: str, bad: Flags, issue: str, table: Working, context: Context) -> None:
        positions = np.flatnonzero(bad)
        trail = table.trail(name)
        old = trail.at(positions)
        rows = table.rows[positions]
        left = [
            i
            for i, (row, text) in enumerate(zip(rows.tolist(), old, strict=True))
            if (context.mark, name, context.ids.get(row, ""), text) not in context.okay
        ]
        issue = self.why or issue
        shown = [(int(rows[i]), old[i]) for i in left]
        self._tell(name, issue, len(old) - len(left), shown, table, context)
        if left:
            texts = [old[i] for i in left]
            context.review.append(ReviewPart("check", context.mark, name, rows[left], texts, issue))

    def _report_torn(self, name: str, table: Working, context: Context) -> None:
        """Report the cells that differ from their group: one question for all that are alike."""
        texts = {each: table.trail(each).cells() for each in [*self.depends_on, name]}
        frame = pd.DataFrame(texts, index=table.rows)
        found = disagreements(frame, self.depends_on, name, language=context.language)
        left = [
            each for each in found if (context.mark, name, each.group, each.old) not in context.okay
        ]
        text = gettext(N_("Differs from most rows with the same {columns}"), context.language)
        issue = self.why or text.format(columns=", ".join(self.depends_on))
        known = sum(len(each.rows) for each in found) - sum(len(each.rows) for each in left)
        shown = [(row, each.old) for each in left for row in each.rows]
        self._tell(name, issue, known, shown, table, context)
        if left:
            context.review.append(disagreement_part(context.mark, name, left, self.why))

    def _tell(
        self,
        name: str,
        issue: str,
        known: int,
        left: list[tuple[int, str]],
        table: Working,
        context: Context,
    ) -> None:
        """Say how many cells were found, by row and text, and how many are known to be right."""
        if known:
            context.report("recipe.okay", column=name, count=known)
        if not left:
            return
        letter = table.trail(name).letter or f"{name} "
        cells_ = [f"{letter}{row} « {shorten(text)} »" for row, text in left[:6]]
        shown = (*cells_, "…") if len(left) > 6 else tuple(cells_)
        context.report("recipe.check_found", column=name, issue=issue, count=len(left), cells=shown)


def _is_number(bound: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", bound))


def _shown(value: float | str, language: str) -> str:
    if isinstance(value, str) and _is_number(value):
        value = float(value)
    if isinstance(value, str):
        return value or "…"
    return format_number(value, language) if np.isfinite(value) else "…"
