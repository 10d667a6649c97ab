"""Anomalies of what was answered, planted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from probono_kit.forms.evaluation import Row, compile_expression
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Question
from probono_kit.forms.monitoring.answers import OtherPair
from probono_kit.forms.submission_model import MAIN
from probono_kit.forms.synthesis.bounds import literals
from probono_kit.forms.synthesis.frames import column_of
from probono_kit.forms.synthesis.plan import YES
from probono_kit.forms.synthesis.planted import Planting
from probono_kit.forms.tokens import ExpressionError

_LOGIC = ("relevant", "constraint", "calculation", "repeat_count", "choice_filter", "required")
#: What was not to be asked is answered in at most so many of the answers there are.
_UNASKED = 0.05
#: Degrees between an interview and its copy: some hundred metres.
_ASIDE = 0.001
#: What many write as “other”, in four languages of forms.
_FREQUENT = "Solar pump of the school"


def referring(planting: Planting, column: str) -> list[str]:
    """Return the questions whose being asked, or whose rules, hang on a column; no calculations."""
    named = re.compile(rf"\$\{{\s*{re.escape(column.rpartition('/')[2])}\s*\}}")
    return [
        column_of(planting.form, question)
        for question in planting.form.questions
        if question.name
        and question.kind != "calculate"
        and any(named.search(question.row.get(key)) for key in _LOGIC)
    ]


def duplicate_key(planting: Planting) -> None:
    """Let submissions stand there twice."""
    for row in planting.rows():
        planting.copies.append(row)
        planting.tell(row, other=str(planting.get(row, "_key")))


def duplicate_identity(planting: Planting) -> None:
    """Let two interviews be of the same household or person."""
    columns = next(iter(planting.roles.identity), ())
    fits = (planting.filled(*columns) if columns else planting.filled("")) & planting.agreed
    for row in planting.rows(fits):
        for other in planting.rows(fits, 1):
            for column in columns:
                planting.put(row, column, planting.get(other, column))
            planting.tell(
                row, columns[0], planting.get(row, columns[0]), planting.get(other, "_key")
            )


def near_copy(planting: Planting) -> None:
    """Let an interview have all answers of another, but for who was asked, when and where."""
    roles = planting.roles
    kept = {roles.start, roles.end, roles.device, roles.enumerator, roles.today, roles.point}
    kept |= {column for each in roles.identity for column in each}
    columns = [
        column
        for column in planting.columns
        if not column.startswith("_") and ":" not in column and column not in kept
    ]
    answered = planting.main[columns].notna().sum(axis=1)
    full = (answered >= answered.median()) & planting.agreed
    # Who gave a number before goes on having one, and nobody else.
    stays = [column for column in sorted(kept) if column in planting.main]
    pattern = planting.main[stays].notna().to_numpy() @ (2 ** np.arange(len(stays)))
    pairs = []
    for row in planting.rows(full):
        for other in planting.rows(full & (pattern == pattern[row]), 1):
            pairs.append((row, other))
            planting.tell(row, other=planting.get(other, "_key"))
    rows, others = [row for row, _ in pairs], [other for _, other in pairs]
    for column in columns:
        values = planting.main[column].array.copy()
        values[rows] = values[others]
        planting.main[column] = values
    for row, other in pairs:
        if roles.point and pd.notna(planting.get(other, roles.point)):
            latitude, longitude, accuracy = planting.position(other)
            east, north = planting.random.uniform(_ASIDE, 2 * _ASIDE, 2)
            planting.place(row, latitude + north, longitude + east, accuracy)


def nobody(planting: Planting) -> None:
    """Let interviews not say who made them."""
    who = planting.roles.enumerator
    for row in planting.rows(planting.filled(who)):
        planting.put(row, who, pd.NA)
        planting.tell(row, who)


def blocks_of(planting: Planting) -> list[tuple[str, ...]]:
    """Return blocks of like questions, the longest first: few alike may be so by chance."""
    blocks = [columns for table, columns in planting.roles.blocks if table == MAIN]
    return sorted(blocks, key=len, reverse=True)


def straight_line(planting: Planting) -> None:
    """Let a block of like questions be answered alike all through."""
    for columns in blocks_of(planting)[:1]:
        for row in planting.rows(planting.filled(*columns)):
            same = planting.get(row, columns[0])
            for column in columns:
                planting.put(row, column, same)
            planting.tell(row, columns[0], same)


def _questions(planting: Planting, *kinds: str) -> Iterator[tuple[Question, str]]:
    for question in planting.form.questions:
        column = column_of(planting.form, question) if question.name else ""
        if question.kind in kinds and not question.repeats and column in planting.main:
            yield question, column


def _rule(planting: Planting, question: Question) -> tuple[Callable[[int], bool], Node | None]:
    """Return whether a number keeps a rule that speaks of nothing else, and the rule."""
    text = question.row.get("constraint")
    tree = parse_expression(text).tree if text else None
    if tree is None:
        return (lambda _: True), None
    try:
        allowed = compile_expression(text, planting.form, question)
    except ExpressionError:
        return (lambda _: False), None

    def keeps(value: int) -> bool:
        tried = Row()
        tried.put(question.path, str(value))
        return bool(allowed.truth(tried, None))

    return keeps, None if any(node.kind == "ref" for node in tree.walk()) else tree


def outlier(planting: Planting) -> None:
    """Let a number be ten times the greatest, against no rule if there is such a question."""
    found = [
        (question, column)
        for question, column in _questions(planting, "integer", "decimal")
        if planting.main[column].nunique() > 9
    ]
    great = {column: int(planting.main[column].max()) * 10 + 50 for _, column in found}
    # Best where no rule forbids it, and where nothing else hangs on it.
    found.sort(
        key=lambda each: (
            not _rule(planting, each[0])[0](great[each[1]]),
            len(referring(planting, each[1])),
        )
    )
    for _, column in found[:1]:
        for row in planting.rows(planting.filled(column)):
            value = great[column] - int(planting.random.integers(1, 50))
            planting.put(row, column, value)
            planting.tell(row, column, value)


def constraint(planting: Planting) -> None:
    """Let a number break the rule of its question, by one."""
    numbers = list(_questions(planting, "integer", "decimal"))
    for question, column in sorted(numbers, key=lambda each: len(referring(planting, each[1]))):
        keeps, tree = _rule(planting, question)
        for value in [near + more for near in literals(tree) for more in (-1, 1)]:
            if tree is not None and not keeps(int(value)):
                for row in planting.rows(planting.filled(column)):
                    planting.put(row, column, int(value))
                    planting.tell(row, column, int(value))
                return


def required_empty(planting: Planting) -> None:
    """Let a required answer be missing, on which nothing else hangs."""
    left = {planting.roles.enumerator, planting.roles.consent, planting.roles.point}
    fit = [
        column
        for question, column in _questions(planting, "integer", "select_one", "text")
        if question.row.get("required").lower() in YES and column not in left
    ]
    fit.sort(key=lambda column: len(referring(planting, column)))
    for column in fit[:1]:
        for row in planting.rows(planting.filled(column) & planting.agreed):
            planting.tell(row, column, planting.get(row, column))
            planting.put(row, column, None)


def not_asked(planting: Planting) -> None:
    """Let a question be answered that was not to be asked; with an answer of others."""
    fit = [
        column
        for question, column in _questions(planting, "integer", "text", "select_one")
        # A required answer that is empty was not to be given.
        if question.row.get("relevant") and question.row.get("required").lower() in YES
        if not referring(planting, column)
    ]
    # What names a household would be that of two.
    left = {column for each in planting.roles.identity for column in each}
    left |= {pair.text for pair in planting.roles.others}
    fit = [column for column in fit if column not in left] or fit
    fit.sort(key=lambda column: -planting.main[column].count())
    for column in fit[:1]:
        given = planting.main[column].dropna().array
        most = max(1, int(_UNASKED * len(given)))
        empty = planting.main[column].isna() & planting.agreed
        for row in planting.rows(empty, min(planting.count, most)) if len(given) else ():
            planting.put(row, column, given[int(planting.random.integers(len(given)))])
            planting.tell(row, column, planting.get(row, column))


def _pairs(planting: Planting) -> Iterator[tuple[OtherPair, list[str]]]:
    for pair in planting.roles.others:
        question = planting.form.by_name.get(pair.select.rpartition("/")[2], (None,))[0]
        choices = planting.form.lists.get(question.list_name, ()) if question else ()
        named = [each for each in choices if len(each.label()) > 3 and each.name != pair.choice]
        if pair.table == MAIN and named:
            yield pair, [each.label() for each in named]


def other_recode(planting: Planting) -> None:
    """Let people write as “other” what is a choice."""
    for pair, labels in list(_pairs(planting))[:1]:
        for row in planting.rows(planting.filled(pair.text)):
            label = labels[int(planting.random.integers(len(labels)))]
            planting.put(row, pair.text, f" {label.upper()}")
            planting.tell(row, pair.text, label.upper())


def other_frequent(planting: Planting) -> None:
    """Let many people write the same as “other”."""
    for pair, _ in list(_pairs(planting))[-1:]:
        fits = planting.filled(pair.text)
        rows = planting.rows(fits, max(8, int(0.2 * fits.sum()))) if fits.any() else []
        for number, row in enumerate(rows):
            planting.put(row, pair.text, _FREQUENT.upper() if number % 2 else _FREQUENT)
        if rows:
            planting.truth.append((planting.kind, "", "", "", pair.text, _FREQUENT))


#: By the name of the check.
ANSWERS_PLANTED: dict[str, Callable[[Planting], None]] = {
    "other_recode": other_recode,
    "other_frequent": other_frequent,
    "near_copy": near_copy,
    "duplicate_identity": duplicate_identity,
    "duplicate_key": duplicate_key,
    "nobody": nobody,
    "straight_line": straight_line,
    "outlier": outlier,
    "constraint": constraint,
    "required_empty": required_empty,
    "not_asked": not_asked,
}
