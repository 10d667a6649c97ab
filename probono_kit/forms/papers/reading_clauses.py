"""Expressions of a form read as facts about answers."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from probono_kit.findings import N_
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.clauses import Clause, Fact, Text, deny, is_whole, join
from probono_kit.forms.papers.saying import said
from probono_kit.forms.papers.subjects import Namer
from probono_kit.forms.papers.values_said import ValueReader
from probono_kit.i18n import gettext

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_DAYS = {">": "after", "<": "before", ">=": "not_before", "<=": "not_after"}
_DATES = ("date", "datetime", "today", "start", "end")
_DIGITS = re.compile(r"\^?(?:\[0-9\]|\\d)\{(\d+)(?:,(\d+))?\}\$?")
_DEEPEST = 4
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WHOLE = ("integer", "percentage")


class ClauseReader:
    """Reads expressions; what has no words stays as the form has it.

    Parameters
    ----------
    form : Form
        The form.
    names : Namer
        Names questions and choices.
    language : str
        Code of the language of the words.
    """

    def __init__(self, form: Form, names: Namer, language: str) -> None:
        self.form, self.names, self.language = form, names, language
        self.values = ValueReader(names, language, self._where)

    def clause(self, node: Node, question: Question, text: str, depth: int = 0) -> Clause:
        """Return what an expression says.

        Parameters
        ----------
        node : Node
            Its tree.
        question : Question
            Where it stands.
        text : str
            As it is written, for what has no words.
        depth : int
            Of calculations followed so far.
        """
        found = self._read(node, question, depth)
        return Text(shortened(text, 200), whole=False) if found is None else found

    def _where(self, node: Node, question: Question) -> str | None:
        """Return a condition on rows in words, for a sum over them."""
        found = self._read(node, question, 1)
        return None if found is None or not is_whole(found) else said(found, self.language)

    def _read(self, node: Node, question: Question, depth: int) -> Clause | None:
        if node.kind == "operator" and node.text in ("and", "or") and len(node.parts) == 2:
            parts = [self._read(part, question, depth) for part in _chain(node, node.text)]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return join("and" if node.text == "and" else "or", known)
        if node.kind == "operator" and node.text in _FLIPPED and len(node.parts) == 2:
            return self._compared(node, question, depth)
        if node.kind == "call":
            return self._call(node, question, depth)
        if node.kind == "ref":
            # Whatever is not blank is true.
            subject = self.values.subject(node, question)
            of = self._of(node, question)
            return None if subject is None else Fact(subject, "filled", of=of)
        return None

    def _call(self, node: Node, question: Question, depth: int) -> Clause | None:
        name, parts = node.text, node.parts
        if name in ("true", "false") and not parts:
            return Fact("", "always" if name == "true" else "never")
        if name in ("boolean", "once") and len(parts) == 1:
            return self._read(parts[0], question, depth)
        if name == "not" and len(parts) == 1:
            alone = self._alone(parts[0], question)
            if alone is not None:
                return alone
            inner = self._read(parts[0], question, depth)
            return None if inner is None else deny(inner, self.language)
        if name == "if" and len(parts) == 3:
            return self._if(parts, question, depth)
        if name == "selected" and len(parts) == 2:
            return self._selected(parts, question)
        if name == "regex" and len(parts) == 2 and parts[1].kind == "string":
            subject, found = (
                self.values.subject(parts[0], question),
                _DIGITS.fullmatch(parts[1].text),
            )
            if subject is None or found is None:
                return None
            return Fact(subject, "digits", tuple(dict.fromkeys(n for n in found.groups() if n)))
        if name in ("starts-with", "contains") and len(parts) == 2:
            subject, value = (
                self.values.subject(parts[0], question),
                self.values.value(parts[1], question),
            )
            relation = "starts" if name == "starts-with" else "has"
            return None if subject is None or value is None else Fact(subject, relation, (value,))
        return None

    def _if(self, parts: Sequence[Node], question: Question, depth: int) -> Clause | None:
        when, then, other = (self._read(part, question, depth) for part in parts)
        if when is None or then is None or other is None:
            return None
        words = [said(each, self.language) for each in (when, then, other)]
        text = gettext(N_("if {condition}: {then}; otherwise {other}"), self.language)
        return Text(text.format(condition=words[0], then=words[1], other=words[2]))

    def _selected(self, parts: Sequence[Node], question: Question) -> Clause | None:
        subject = self.values.subject(parts[0], question)
        about = self.values.about(parts[0], question)
        if subject is None:
            return None
        if parts[1].kind == "string":
            value: str | None = self.names.choice(about, parts[1].text)
        else:
            value = self.values.value(parts[1], question)
        if value is None:
            return None
        source = (self.names.copied(about) or about) if about is not None else None
        several = source is None or not source.kind.startswith("select_one")
        of = self._of(parts[0], question)
        return Fact(subject, "has" if several else "is", (value,), of=of)

    def _alone(self, node: Node, question: Question) -> Clause | None:
        """Read ``(selected(., 'none') or …) and count-selected(.) > 1``, inside *not*."""
        if node.kind != "operator" or node.text != "and" or len(node.parts) != 2:
            return None
        for chosen, counted in (node.parts, node.parts[::-1]):
            if not self.values.counts_more_than_one(counted):
                continue
            fact = self._read(chosen, question, 0)
            if isinstance(fact, Fact) and fact.relation == "has":
                return Fact(fact.subject, "alone", fact.values)
        return None

    def _of(self, node: Node, question: Question) -> tuple[str, ...]:
        """Return the name of the question whose answer a part is, if it may be said of several."""
        about = self.values.about(node, question)
        if node.kind != "ref" or about is None or self.values.same_row:
            return ()
        return (self.names.name(about),) if about.kind != "calculate" else ()

    def _compared(self, node: Node, question: Question, depth: int) -> Clause | None:
        left, right = node.parts
        sign = node.text
        if self.values.is_literal(left) and not self.values.is_literal(right):
            left, right, sign = right, left, _FLIPPED[sign]
        followed = self._followed(left, right, sign, question, depth)
        if followed is not None:
            return followed
        subject, about = self.values.subject(left, question), self.values.about(left, question)
        if subject is None:
            return None
        of = self._of(left, question)
        if right.kind == "string" and not right.text:
            relation = {"=": "blank", "!=": "filled"}.get(sign)
            return None if relation is None else Fact(subject, relation, of=of)
        source = (self.names.copied(about) or about) if about is not None else None
        if about is not None and right.kind in ("string", "number"):
            listed = self._among_choices(about, right.text, sign, subject)
            if listed is not None:
                return replace(listed, of=of)
        if sign in (">", "<") and right.kind == "number" and self._is_whole_number(left, source):
            bound = float(right.text)
            if bound == int(bound):
                step = 1 if sign == ">" else -1
                right, sign = replace(right, text=str(int(bound) + step)), f"{sign}="
        value = self.values.value(right, question)
        if value is None:
            return None
        if sign in ("=", "!="):
            return Fact(subject, "is" if sign == "=" else "isnt", (value,), of=of)
        days = source is not None and source.kind in _DATES
        days = days or (left.kind == "path" and left.text == "." and question.kind in _DATES)
        return Fact(subject, _DAYS[sign] if days else sign, (value,), of=of)

    def _is_whole_number(self, node: Node, about: Question | None) -> bool:
        if node.kind == "call" and node.text in ("count-selected", "count", "position"):
            return True
        return about is not None and about.kind in _WHOLE

    def _among_choices(self, about: Question, text: str, sign: str, subject: str) -> Fact | None:
        """Return a comparison with a choice; of numbered choices all that it allows."""
        choices = self.names.choices(about)
        if sign in ("=", "!="):
            if text not in choices:
                return None
            return Fact(subject, "is" if sign == "=" else "isnt", (self.names.choice(about, text),))
        try:
            bound, numbers = float(text), {name: float(name) for name in choices}
        except ValueError:
            return None
        fits = _ORDERS[sign]
        fitting = tuple(
            self.names.choice(about, name) for name, value in numbers.items() if fits(value, bound)
        )
        return Fact(subject, "is", fitting) if fitting else None

    def _followed(
        self, left: Node, right: Node, sign: str, question: Question, depth: int
    ) -> Clause | None:
        """Follow a calculation that is 1 where a condition holds: the condition itself is told."""
        about = self.values.about(left, question)
        if left.kind != "ref" or about is None or about.kind != "calculate" or depth >= _DEEPEST:
            return None
        row = about.row.get("calculation").startswith("indexed-repeat(")
        about = self.names.copied(about) or about
        tree = parse_expression(about.row.get("calculation")).tree
        if tree is None or tree.kind != "call" or tree.text != "if" or len(tree.parts) != 3:
            return None
        when, then, other = tree.parts
        if not all(each.kind in ("string", "number") for each in (then, other, right)):
            return None
        holds = [_holds(each.text, sign, right.text) for each in (then, other)]
        if None in holds or holds[0] == holds[1]:
            return None
        before, self.values.same_row = self.values.same_row, self.values.same_row or row
        clause = self._read(when, about, depth + 1)
        self.values.same_row = before
        if clause is None or not is_whole(clause):
            return None
        return clause if holds[0] else deny(clause, self.language)


def _chain(node: Node, sign: str) -> list[Node]:
    """Return all that one sign joins, such as four parts of ``a or b or c or d``."""
    if node.kind != "operator" or node.text != sign or len(node.parts) != 2:
        return [node]
    return [*_chain(node.parts[0], sign), *_chain(node.parts[1], sign)]


def _holds(one: str, sign: str, two: str) -> bool | None:
    """Compare two literals; ``None`` if they cannot be."""
    if sign in ("=", "!="):
        same = one == two
        with suppress(ValueError):
            same = same or float(one) == float(two)
        return same == (sign == "=")
    try:
        first, second = float(one), float(two)
    except ValueError:
        return None
    return _ORDERS[sign](first, second)
