"""Conditions of a form worked out on submissions: each combination of answers once.

A condition that looks at answers of its own row and of the rows above is worked out for each
different combination of these; one that looks into repeats is worked out on the rows themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.forms.evaluation import Case, Compiled, Row, compile_expression
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.model import Form, Question
from probono_kit.forms.monitoring.interviews import Interviews, Mask
from probono_kit.forms.tokens import ExpressionError

#: What gives something else each time; what it gave once nobody knows.
_UNREPEATABLE = frozenset(("once", "random", "uuid", "randomize"))
#: What depends on the day of the interview.
_CLOCK = frozenset(("today", "now"))
#: What looks at rows and not only at answers.
_OF_ROWS = frozenset(
    ("position", "count", "indexed-repeat", "current", "instance", "count-non-empty")
)


class UncheckableError(Exception):
    """A condition that cannot be worked out on these submissions."""


@dataclass(frozen=True, eq=False)
class Answered:
    """A column as texts of the XForm.

    Parameters
    ----------
    codes : numpy.ndarray
        For each row the position of its text, -1 where there is none.
    texts : list of str
        The different texts.
    """

    codes: npt.NDArray[np.intp]
    texts: list[str]


class Rules:
    """The conditions of a form, on the tables of submissions.

    Parameters
    ----------
    interviews : Interviews
        With their form.
    form : Form
        The form.
    """

    def __init__(self, interviews: Interviews, form: Form) -> None:
        self.interviews, self.form = interviews, form
        self.tables = interviews.submissions.tables
        self.columns = {question.path: place for place, question in interviews.questions.items()}
        self.repeats = {
            question.repeats[-1].path: table
            for (table, _), question in interviews.questions.items()
            if question.repeats
        }
        self._answered: dict[str, Answered] = {}
        self._relevant: dict[str, Mask] = {}

    def table_of(self, question: Question) -> str:
        """Return the table whose rows hold a question, or are those of a repeat."""
        around = (*question.repeats, question) if question.kind == "repeat" else question.repeats
        if not around:
            return "main"
        table = self.repeats.get(around[-1].path)
        if table is None:
            raise UncheckableError
        return table

    # ---- answers ----------------------------------------------------------------------------

    def answered(self, path: str) -> Answered:
        """Return the answers to a question, as texts."""
        if path not in self._answered:
            if path not in self.columns:
                raise UncheckableError
            table, column = self.columns[path]
            codes, values = pd.factorize(self.tables[table][column])
            self._answered[path] = Answered(codes, [_text(value) for value in values])
        return self._answered[path]

    def rows_above(self, table: str, above: str) -> npt.NDArray[np.intp]:
        """Return for each row of a table its row in a table above, -1 where it is lost."""
        if table == above:
            return np.arange(len(self.tables[table]), dtype=np.intp)
        if above == "main":
            return self.interviews.rows_above(table)
        keys = pd.Index(self.tables[above]["_key"].astype(str))
        parents = pd.Index(self.tables[table]["_parent"].astype(str))
        return np.asarray(keys.get_indexer(parents), dtype=np.intp)

    # ---- conditions -------------------------------------------------------------------------

    def relevant(self, question: Question) -> Mask:
        """Return in which rows a question was to be asked: its own condition and those around."""
        path = question.path
        if path not in self._relevant:
            table = self.table_of(question)
            asked = np.ones(len(self.tables[table]), dtype=bool)
            if question.parents:
                parent = question.parents[-1]
                above = self.rows_above(table, self.table_of(parent))
                asked = self.relevant(parent)[above] & (above >= 0)
            condition = question.row.get("relevant")
            if condition:
                asked &= self.truth(condition, question)
            self._relevant[path] = asked
        return self._relevant[path]

    def truth(self, text: str, question: Question) -> Mask:
        """Return in which rows a condition of a question holds.

        Raises
        ------
        UncheckableError
            If it cannot be worked out on these submissions.
        """
        calls = {node.text for node in parse_expression(text).nodes("call")}
        if calls & _UNREPEATABLE:
            raise UncheckableError
        try:
            compiled = compile_expression(text, self.form, question)
        except ExpressionError as problem:
            raise UncheckableError from problem
        table = self.table_of(question)
        needed = self._needed(text, question)
        if needed is None or calls & _OF_ROWS:
            rows = self._rows[table]
            held = np.array([compiled.truth(row, None) for row in rows], dtype=bool)
        else:
            held = self._by_combination(compiled, table, needed, dated=bool(calls & _CLOCK))
        if calls & _CLOCK:
            # Without a day nobody knows what “today” was.
            held |= self.interviews.days[self.interviews.rows_above(table)] == ""
        return held

    def _needed(self, text: str, question: Question) -> dict[str, str] | None:
        """Return the questions that a condition looks at, with their tables.

        They are in its own row or above; ``None`` if it looks elsewhere.
        """
        needed = {}
        expression = parse_expression(text)
        for node in expression.nodes("path"):
            if node.text != ".":
                return None
            needed[question.path] = self.table_of(question)
        if any(
            call.text in ("string", "string-length", "number", "normalize-space") and not call.parts
            for call in expression.nodes("call")
        ):
            needed[question.path] = self.table_of(question)
        for node in expression.nodes("ref"):
            target = self._named(node.text, question)
            if node.parts or target.is_container:
                return None
            inner = question.repeats + ((question,) if question.kind == "repeat" else ())
            if target.repeats != inner[: len(target.repeats)]:
                return None
            needed[target.path] = self.table_of(target)
        return needed

    def _named(self, name: str, question: Question) -> Question:
        """Return the question of a reference, the nearest if several have its name."""
        found = self.form.by_name.get(name, ())
        if not found:
            raise UncheckableError

        def near(each: Question) -> int:
            pairs = zip(each.parents, question.parents, strict=False)
            return sum(one is other for one, other in pairs)

        return max(found, key=near)

    def _by_combination(
        self, compiled: Compiled, table: str, needed: Mapping[str, str], *, dated: bool
    ) -> Mask:
        """Work a condition out once for each combination of answers."""
        count = len(self.tables[table])
        columns, texts = [], []
        for path, own in needed.items():
            answers, above = self.answered(path), self.rows_above(table, own)
            columns.append(np.where(above >= 0, answers.codes[above], -1))
            texts.append(answers.texts)
        if dated:
            days, names = pd.factorize(self.interviews.days[self.interviews.rows_above(table)])
            columns.append(days)
        if not columns:
            return np.full(count, bool(compiled.truth(self._row(table, {}, ""), None)))
        combined = np.zeros(count, dtype=np.int64)
        for column in columns:
            _, combined = np.unique(
                combined * (int(column.max(initial=-1)) + 2) + column + 1, return_inverse=True
            )
        _, first = np.unique(combined, return_index=True)
        held = np.zeros(len(first), dtype=bool)
        for place, at in enumerate(first.tolist()):
            values = {
                path: (own, told[column[at]] if column[at] >= 0 else "")
                for (path, own), told, column in zip(needed.items(), texts, columns, strict=False)
            }
            day = str(names[columns[-1][at]]) if dated else ""
            held[place] = bool(compiled.truth(self._row(table, values, day), None))
        return held[combined]

    def _row(self, table: str, values: Mapping[str, tuple[str, str]], day: str) -> Row:
        """Return a row with its answers, below the rows that hold the others."""
        case = Case(now=_noon(day)) if day else Case()
        rows: dict[str, Row] = {}
        last = None
        for name in self._line(table):
            last = rows[name] = Row(case, last)
        for path, (own, text) in values.items():
            if text:
                rows[own].values[path] = text  # noqa: PD011  no frame
        return rows[table]

    def _line(self, table: str) -> list[str]:
        """Return the tables from the main one down to a table."""
        if table == "main":
            return ["main"]
        path = next(path for path, name in self.repeats.items() if name == table)
        repeat = next(q for q in self.form.questions if q.path == path and q.kind == "repeat")
        return ["main", *(self.repeats[each.path] for each in repeat.repeats), table]

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        """The rows of all tables with all answers, hanging together."""
        days = self.interviews.days
        made = {"main": [Row(Case(now=_noon(str(day)))) for day in days]}
        for path, table in sorted(self.repeats.items(), key=lambda each: each[0].count("/")):
            above = self._line(table)[-2]
            parents = self.rows_above(table, above).tolist()
            lost = Row()
            made[table] = [(made[above][at] if at >= 0 else lost).add(path) for at in parents]
        for path, (table, _) in self.columns.items():
            if table in made:
                answers = self.answered(path)
                for row, code in zip(made[table], answers.codes.tolist(), strict=True):
                    if code >= 0:
                        row.values[path] = answers.texts[code]  # noqa: PD011  no frame
        return made


def _noon(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day or '2000-01-01'}T12:00:00")


def _text(value: object) -> str:
    """Return a value as an XForm holds it.

    Examples
    --------
    >>> _text(3), _text(2.0), _text(pd.Timestamp("2026-03-01")), _text("a b")
    ('3', '2', '2026-03-01', 'a b')
    """
    match value:
        case pd.Timestamp() if value == value.normalize():
            return f"{value:%Y-%m-%d}"
        case pd.Timestamp():
            return f"{value:%Y-%m-%dT%H:%M:%S}.000"
        case float() | np.floating():
            whole = float(value)
            return str(int(whole)) if whole.is_integer() and abs(whole) < 2**53 else repr(whole)
        case _:
            return str(value)
