"""The stages of cleaning: tidy, decide, give types, run the steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.at_once import at_once
from probono_kit.tables.cells import shorten
from probono_kit.tables.conventions import CHECK_CODES, CHECK_WORDS, Check, Checks, Conversion
from probono_kit.tables.decisions import Decisions, record_text
from probono_kit.tables.disagreements import group_values, rows_of_group
from probono_kit.tables.distinct import Column
from probono_kit.tables.fitting import unfit
from probono_kit.tables.marks import REASON, Noting
from probono_kit.tables.missing import FORMULA_ERRORS
from probono_kit.tables.plan import Plan
from probono_kit.tables.recipe import Recipe
from probono_kit.tables.steps.base import Context, ReviewPart, Step
from probono_kit.tables.texts import Flags
from probono_kit.tables.tidy import tidy_texts
from probono_kit.tables.trail import Trail
from probono_kit.tables.types import convert_columns
from probono_kit.tables.working import Working

#: Marks that a better reason takes the place of.
_AUTOMATIC = frozenset(check.value for check in Check)
DECISION = "decision"
DECISION_ISSUE = N_("Decided by a person in the review")


def tidied(columns: Sequence[Column], rows: np.ndarray, context: Context) -> Working:
    """Return the table as read, with its texts tidied.

    Parameters
    ----------
    columns : sequence of Column
        As read.
    rows : array of int64
        Row numbers.
    context : Context
        Gets the findings.
    """
    trails = []
    tidy = at_once(tidy_texts, columns, len(rows) * len(columns))
    for column, (texts, checks, kept) in zip(columns, tidy, strict=True):
        trail = Trail.of(column)
        if kept:
            place = f"{context.where} › {column.letter}"
            word = ", ".join(kept)
            context.findings.add("tables.codes_kept", place, column=column.name, word=word)
        if checks.any():
            _tell_formula_errors(column, checks, context)
            filled = ~trail.now.gone
            trail = trail.rewritten(texts.spread(filled), _noting(checks, filled))
        trails.append(trail)
    return Working(tuple(trails), rows)


def _tell_formula_errors(column: Column, checks: Checks, context: Context) -> None:
    """Say where formulas fail: what they should show is nobody's missing value."""
    empty = np.flatnonzero(checks == CHECK_CODES[Check.MISSING])
    words = zip(empty.tolist(), column.some(empty), strict=True)
    wrong = np.zeros(len(checks), dtype=bool)
    wrong[[i for i, word in words if word.strip().lower() in FORMULA_ERRORS]] = True
    places = column.where(wrong)
    if len(places):
        shown = [f"{column.address(p)} « {column.text(column.codes[p])} »" for p in places[:5]]
        cells = (*shown, *["…"] * (len(places) > 5))
        where = f"{context.where} › {column.letter}"
        context.findings.add("clean.formula_errors", where, count=len(places), cells=cells)


def renamed(table: Working, decisions: Decisions) -> Working:
    """Return the table with the names that a person recognised the columns under."""
    for new, known in decisions.columns().items():
        if new in table and known not in table and not table.taken(known):
            table = table.renaming(new, known, DECISION)
    return table


def mapped(table: Working, decisions: Decisions) -> Working:
    """Return the table with the values that a person replaced wherever they stand."""
    reasons = decisions.reasons()
    for name, entries in decisions.values().items():
        if name in table:
            trail = table.trail(name)
            texts = [text if text is None else entries.get(text, text) for text in trail.now]
            marks = [_mark(reasons.get((name, text or ""), "")) for text in trail.now]
            noting = Noting.of(marks, len(marks))
            table = table.having(trail.rewritten([text or None for text in texts], noting))
    return table


def decided(table: Working, decisions: Decisions, context: Context) -> Working:
    """Return the table with the cells that a person changed, where they are as that person saw."""
    wanted = decisions.cells()
    if not wanted:
        return table
    positions = {context.ids.get(row, ""): i for i, row in enumerate(table.rows.tolist())}
    changes: dict[tuple[str, str], dict[int, str]] = {}
    for (uuid, name, old), (new, reason) in wanted.items():
        if values := group_values(uuid):
            # One after the other: what decides may itself have been put right by the one before.
            where = np.flatnonzero(rows_of_group(table, values, name, old))
            if len(where):
                table = _assigned(table, name, dict.fromkeys(where.tolist(), new), reason, context)
            continue
        position = positions.get(uuid)
        if position is None or name not in table:
            continue
        trail = table.trail(name)
        if (trail.now[trail.codes[position]] or "") == old:
            changes.setdefault((name, reason), {})[position] = new
    for (name, reason), made in changes.items():
        table = _assigned(table, name, made, reason, context)
    return table


def _assigned(
    table: Working, name: str, made: dict[int, str], reason: str, context: Context
) -> Working:
    """Return the table with new texts in some cells of a column, by their position."""
    where = np.array(sorted(made), dtype=np.intp)
    texts = [made[p] or None for p in where.tolist()]
    trail = table.trail(name).assigned(where, texts, np.arange(len(where)), _mark(reason))
    return fitting(table.having(trail), table, context)


def _mark(reason: str) -> str:
    return f"{DECISION}{REASON}{reason}" if reason else DECISION


def without(table: Working, decisions: Decisions, context: Context) -> Working:
    """Return the table without the rows that a person took out."""
    for uuid, (name, old, reason) in decisions.removals().items():
        here = np.array([context.ids.get(row, "") == uuid for row in table.rows.tolist()])
        if not here.any():
            continue
        trails = [table.trail(name)] if name in table else list(table.trails)
        was, now = (
            record_text(texts[trail.codes[here][0]] for trail, texts in paired)
            for paired in ([(t, t.old) for t in trails], [(t, t.now) for t in trails])
        )
        if old not in (was, now):
            continue
        table = table.removing(here, DECISION, reason)
    return table


# ---- types ------------------------------------------------------------------------------------


def typed(table: Working, text_columns: Iterable[str], country: str, context: Context) -> Working:
    """Return the table with a type for every column that has none yet.

    Parameters
    ----------
    table : Working
        The table.
    text_columns : iterable of str
        Columns that stay text.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers and coordinates.
    context : Context
        Types that the recipe gives; gets findings and review.
    """
    open_trails = [trail for trail in table.trails if trail.type is None]
    if not open_trails:
        return table
    columns = [trail.column(table.rows) for trail in open_trails]
    names = {trail.name for trail in open_trails}
    given = {name: each for name, each in context.given.items() if name in names}
    conversions = convert_columns(
        columns,
        [name for name in text_columns if name in names],
        context.findings,
        context.where,
        given=given,
        country=country,
    )
    for trail, conversion in zip(open_trails, conversions, strict=True):
        filled = ~trail.now.gone
        noting = _noting(conversion.checks, filled)
        review = noting.codes == CHECK_CODES[Check.REVIEW]
        _review_types(trail, review, table, context)
        _review_doubts(trail, conversion, table, context)
        now = conversion.texts.spread(filled)
        new = trail.rewritten(now, noting, instead_of=_AUTOMATIC).typed(conversion.type)
        table = table.having(new)
    return table


def _noting(checks: Checks, filled: Flags) -> Noting:
    """Return what to note of each class, from the checks of those that hold something."""
    codes = np.zeros(len(filled), dtype=np.int8)
    codes[filled] = checks
    return Noting(CHECK_WORDS, codes)


def _review_types(trail: Trail, review: Flags, table: Working, context: Context) -> None:
    """Put the cells that contradict their column into the review, with what they said."""
    if review.any():
        issue = gettext(
            N_("Contradicts the other cells of the column: to be decided by a person"),
            context.language,
        )
        context.review.append(_type_part(trail, review, Check.REVIEW.value, issue, table, context))


def _review_doubts(trail: Trail, conversion: Conversion, table: Working, context: Context) -> None:
    """Put the cells that stay although they do not fit into the review."""
    filled = np.flatnonzero(~trail.now.gone)
    for code in dict.fromkeys(conversion.doubts.values()):
        wanted = np.zeros(len(trail.now), dtype=bool)
        wanted[filled[[i for i, each in conversion.doubts.items() if each == code]]] = True
        issue = gettext(N_("Stays as it is, but does not fit its column"), context.language)
        part = _type_part(trail, wanted, code, issue, table, context)
        context.review.append(replace(part, kind="check"))


def _type_part(
    trail: Trail, wanted: np.ndarray, check: str, issue: str, table: Working, context: Context
) -> ReviewPart:
    positions = np.flatnonzero(wanted[trail.codes])
    old = trail.at(positions)
    rows = table.rows[positions]
    left = [
        i
        for i, (row, text) in enumerate(zip(rows.tolist(), old, strict=True))
        if (check, trail.name, context.ids.get(row, ""), text) not in context.okay
    ]
    return ReviewPart("type", check, trail.name, rows[left], [old[i] for i in left], issue)


def fitting(table: Working, before: Working, context: Context) -> Working:
    """Return the table without texts that a step wrote into columns of another kind.

    They become missing, are reported and go to review: a column of numbers holds numbers.
    """
    known = {trail.name: trail for trail in before.trails}
    for trail in table.trails:
        if trail.type is None or trail is known.get(trail.name):
            continue
        kind = trail.type.kind
        wrong = unfit(trail, known.get(trail.name))
        if not wrong.any():
            continue
        now = trail.now.take(np.where(wrong, -1, np.arange(len(wrong))))
        shown = tuple(shorten(text or "") for text in trail.now.take(np.flatnonzero(wrong)))
        context.report("recipe.does_not_fit", column=trail.name, kind=kind.value, values=shown)
        issue = gettext(N_("Is not what the column holds"), context.language)
        context.review.append(_type_part(trail, wrong, Check.REVIEW.value, issue, table, context))
        table = table.having(trail.rewritten(now, Check.REVIEW.value))
    return table


# ---- steps ------------------------------------------------------------------------------------


def run_steps(
    table: Working,
    recipe: Recipe,
    plan: Plan,
    decisions: Decisions,
    text_columns: Sequence[str],
    country: str,
    context: Context,
) -> Working:
    """Return the table after all steps that apply; types are given before one calculates."""
    for number in plan.numbers:
        step: Step = recipe.steps[number]
        context.place, context.mark = recipe.place(number), recipe.marks[number]
        if step.calculates:
            table = typed(table, text_columns, country, context)
            table = decided(table, decisions, context)
        before = table
        table = fitting(step.run(table, context), before, context)
    context.place = context.mark = ""
    table = typed(table, text_columns, country, context)
    return without(decided(table, decisions, context), decisions, context)


def issues_of(recipe: Recipe, automatic: dict[str, str], language: str) -> dict[str, str]:
    """Return what the log says about everything that can touch a cell, by its mark."""
    said = {**automatic, DECISION: gettext(DECISION_ISSUE, language)}
    for step, mark in zip(recipe.steps, recipe.marks, strict=True):
        reason = " – ".join(filter(None, (step.why, step.by)))
        said[mark] = reason or gettext(step.issue, language)
    return said
