"""The stages of cleaning: tidy, decide, give types, run the steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.cells import cells, shorten
from probono_kit.tables.conventions import DTYPES, Check, ColumnKind, Conversion
from probono_kit.tables.decisions import Decisions, record_text
from probono_kit.tables.distinct import Column
from probono_kit.tables.plan import Plan
from probono_kit.tables.recipe import Recipe
from probono_kit.tables.steps.base import Context, ReviewPart, Step
from probono_kit.tables.tidy import tidy_texts
from probono_kit.tables.trail import REASON, Trail
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
    for column in columns:
        trail = Trail.of(column)
        texts, checks, kept = tidy_texts(column)
        if kept:
            place = f"{context.where} › {column.letter}"
            word = ", ".join(kept)
            context.findings.add("tables.codes_kept", place, column=column.name, word=word)
        if any(checks):
            empty = [None] * (len(trail.now) - len(texts))
            marks = [check.value if check else "" for check in checks] + [""] * len(empty)
            trail = trail.rewritten([*texts, *empty], marks)
        trails.append(trail)
    return Working(tuple(trails), rows)


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
            table = table.having(trail.rewritten([text or None for text in texts], marks))
    return table


def decided(table: Working, decisions: Decisions, context: Context) -> Working:
    """Return the table with the cells that a person changed, where they are as that person saw."""
    wanted = decisions.cells()
    if not wanted:
        return table
    positions = {context.ids.get(row, ""): i for i, row in enumerate(table.rows.tolist())}
    changes: dict[tuple[str, str], dict[int, str]] = {}
    for (uuid, name, old), (new, reason) in wanted.items():
        position = positions.get(uuid)
        if position is None or name not in table:
            continue
        trail = table.trail(name)
        if (trail.now[trail.codes[position]] or "") == old:
            changes.setdefault((name, reason), {})[position] = new
    for (name, reason), made in changes.items():
        where = np.array(sorted(made), dtype=np.intp)
        texts = cells(made[p] or None for p in where.tolist())
        trail = table.trail(name).assigned(where, texts, _mark(reason))
        table = fitting(table.having(trail), table, context)
    return table


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
        texts = iter(conversion.texts)
        checks = iter(conversion.checks)
        now: list[str | None] = []
        marks: list[str] = []
        for text in trail.now:
            now.append(None if text is None else next(texts))
            check = None if text is None else next(checks)
            marks.append(check.value if check else "")
        _review_types(trail, marks, table, context)
        _review_doubts(trail, conversion, table, context)
        new = trail.rewritten(now, marks, instead_of=_AUTOMATIC).typed(conversion.type)
        table = table.having(new)
    return table


def _review_types(trail: Trail, marks: Sequence[str], table: Working, context: Context) -> None:
    """Put the cells that contradict their column into the review, with what they said."""
    review = np.array([mark == Check.REVIEW.value for mark in marks], dtype=bool)
    if review.any():
        issue = gettext(
            N_("Contradicts the other cells of the column: to be decided by a person"),
            context.language,
        )
        context.review.append(_type_part(trail, review, Check.REVIEW.value, issue, table, context))


def _review_doubts(trail: Trail, conversion: Conversion, table: Working, context: Context) -> None:
    """Put the cells that stay although they do not fit into the review."""
    filled = [i for i, text in enumerate(trail.now) if text is not None]
    for code in dict.fromkeys(conversion.doubts.values()):
        wanted = np.zeros(len(trail.now), dtype=bool)
        wanted[[filled[i] for i, each in conversion.doubts.items() if each == code]] = True
        issue = gettext(N_("Stays as it is, but does not fit its column"), context.language)
        part = _type_part(trail, wanted, code, issue, table, context)
        context.review.append(replace(part, kind="check"))


def _type_part(
    trail: Trail, wanted: np.ndarray, check: str, issue: str, table: Working, context: Context
) -> ReviewPart:
    positions = np.flatnonzero(wanted[trail.codes])
    old = [text or "" for text in cells(trail.now)[trail.codes[positions]]]
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
        wrong = [text is not None and not fits(kind, text) for text in trail.now]
        if not any(wrong):
            continue
        now = [None if bad else text for bad, text in zip(wrong, trail.now, strict=True)]
        flags = np.array(wrong, dtype=bool)
        shown = tuple(
            shorten(text or "") for text, bad in zip(trail.now, wrong, strict=True) if bad
        )
        context.report("recipe.does_not_fit", column=trail.name, kind=kind.value, values=shown)
        issue = gettext(N_("Is not what the column holds"), context.language)
        context.review.append(_type_part(trail, flags, Check.REVIEW.value, issue, table, context))
        table = table.having(trail.rewritten(now, Check.REVIEW.value))
    return table


def fits(kind: ColumnKind, text: str) -> bool:
    """Tell whether a text is how cells of this kind are written for every program.

    Examples
    --------
    >>> fits(ColumnKind.INTEGER, "12"), fits(ColumnKind.INTEGER, "douze")
    (True, False)
    """
    dtype = DTYPES[kind]
    if dtype == "str":
        return True
    if dtype == "boolean":
        return text in ("true", "false")
    try:
        if dtype == "Int64":
            return str(int(text)) == text and len(text) < 19
        if dtype == "float64":
            return bool(np.isfinite(float(text)))
        return pd.Timestamp(text) == pd.Timestamp(np.datetime64(text, "us"))
    except (ValueError, OverflowError):
        return False


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
