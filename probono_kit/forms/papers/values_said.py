"""Values within conditions, in words: answers, numbers, days, sums over rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from probono_kit.findings import N_
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Question
from probono_kit.forms.papers.subjects import Namer
from probono_kit.forms.papers.tongue import all_of, quoted
from probono_kit.i18n import format_date, format_number, gettext

_SIGNS = {"+": "+", "-": "−", "*": "×", "div": "÷"}
#: Functions that change how an answer is written and not what it is.
_SAME: tuple[str, ...] = (
    *("number", "int", "string", "once", "normalize-space", "format-date", "date", "date-time"),
    *("decimal-date-time", "round"),
)
_COUNTS = ("count", "count-non-empty")
_OF = {
    "max": N_("the largest of {values}"),
    "min": N_("the smallest of {values}"),
    "coalesce": N_("the first of {values} that is given"),
    "sum": N_("the sum of {values} over all rows"),
    "string-length": N_("the number of characters of {values}"),
    "count-selected": N_("the number of choices in {values}"),
}

_ALONE = {"today": N_("today"), "now": N_("now"), "position": N_("the number of the row")}

#: Says a condition on the rows of a repeat.
Where = Callable[[Node, Question], str | None]


class ValueReader:
    """Says values.

    Parameters
    ----------
    names : Namer
        Names questions and choices.
    language : str
        Code of the language of the words.
    where : callable
        Says a condition on rows, ``None`` if it has no words.
    """

    def __init__(self, names: Namer, language: str, where: Where) -> None:
        self.names, self.language, self._where = names, language, where
        #: Whether answers are those of the same row of another repeat.
        self.same_row = False

    def say(self, text: str, **values: str) -> str:
        """Return a text in the language of the words."""
        return gettext(text, self.language).format(**values)

    def is_literal(self, node: Node) -> bool:
        """Tell whether a part is a number or a text."""
        return node.kind in ("number", "string") or _is_negative(node)

    def about(self, node: Node, question: Question) -> Question | None:
        """Return the question whose answer a part is."""
        if node.kind == "path" and node.text == ".":
            return question
        if node.kind == "ref" and not node.after:
            return self.names.question(node.text, question)
        if node.kind == "call" and node.text in (*_SAME, "indexed-repeat") and node.parts:
            return self.about(node.parts[0], question)
        return None

    def subject(self, node: Node, question: Question) -> str | None:
        """Return what is compared, as the subject of a sentence."""
        if node.kind == "path" and node.text == ".":
            return self.say(N_("the answer"))
        return self.value(node, question)

    def value(self, node: Node, question: Question) -> str | None:
        """Return a value in words, ``None`` if it has none."""
        if node.kind == "number":
            return format_number(float(node.text), self.language)
        if node.kind == "string":
            return quoted(node.text, self.language) if node.text else None
        if _is_negative(node):
            return format_number(-float(node.parts[0].text), self.language)
        if node.kind == "path" and node.text == "." and not node.parts:
            return self.say(N_("the answer"))
        if node.kind == "ref":
            return self._ref(node, question)
        if node.kind == "operator" and node.text in _SIGNS and len(node.parts) == 2:
            parts = [self.value(part, question) for part in node.parts]
            one, two = parts
            return None if one is None or two is None else f"{one} {_SIGNS[node.text]} {two}"
        return self._call(node, question) if node.kind == "call" else None

    def _ref(self, node: Node, question: Question) -> str | None:
        about = self.about(node, question)
        if about is None or node.parts or about.is_container:
            return None
        copied = self.names.copied(about)
        if copied is not None:
            subject = self.names.subject(copied)
            if self.same_row or about.row.get("calculation").startswith("indexed-repeat("):
                return self._in_row(subject, copied)
            return subject
        tree = parse_expression(about.row.get("calculation")).tree
        if about.kind == "calculate" and tree is not None and tree.kind == "call":
            position = tree.text == "position" and bool(tree.parts)
            if position:
                return self.say(N_("the number of the row"))
            if tree.text in ("sum", *_COUNTS) and (found := self._call(tree, about)):
                return found
        subject = self.names.subject(about)
        return self._in_row(subject, about) if self.same_row and about.repeats else subject

    def _in_row(self, subject: str, question: Question) -> str:
        repeat = question.repeats[-1] if question.repeats else None
        if repeat is None or not self.names.label(repeat):
            return self.say(N_("{subject} in the same row"), subject=subject)
        name = self.names.name(repeat)
        return self.say(N_("{subject} in the same row of {repeat}"), subject=subject, repeat=name)

    def _call(self, node: Node, question: Question) -> str | None:
        name, parts = node.text, node.parts
        if name in _ALONE:
            return self.say(_ALONE[name])
        if name == "date" and len(parts) == 1 and parts[0].kind == "string":
            try:
                day = datetime.date.fromisoformat(parts[0].text)
            except ValueError:
                return None
            return format_date(day, self.language)
        if name in (*_SAME, "jr:choice-name") and parts:
            return self.value(parts[0], question)
        if name == "indexed-repeat" and parts:
            about = self.about(parts[0], question)
            return None if about is None else self._in_row(self.names.subject(about), about)
        if name in _COUNTS and len(parts) == 1:
            return self._rows(parts[0], question)
        if name == "sum" and len(parts) == 1 and (found := self._rows_where(parts[0], question)):
            return found
        if name == "count-selected" and parts[0].text == ".":
            return self.say(N_("the number of choices"))
        if name in _OF and parts:
            values = [self.value(part, question) for part in parts]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            return self.say(_OF[name], values=all_of(known, self.language))
        return None

    def _rows(self, node: Node, question: Question) -> str | None:
        """Return how many rows a repeat has."""
        about = self.about(node, question) if node.kind == "ref" else None
        if about is None or node.parts:
            return None
        repeat = about if about.kind == "repeat" else (about.repeats or (None,))[-1]
        if repeat is None:
            return None
        return self.say(N_("the number of rows of {repeat}"), repeat=self.names.name(repeat))

    def _rows_where(self, node: Node, question: Question) -> str | None:
        """Return of how many rows a condition holds, where a sum counts them."""
        about = self.about(node, question) if node.kind == "ref" else None
        if about is None or about.kind != "calculate" or not about.repeats:
            return None
        tree = parse_expression(about.row.get("calculation")).tree
        if tree is None or tree.kind != "call" or tree.text != "if" or len(tree.parts) != 3:
            return None
        if [part.text for part in tree.parts[1:]] != ["1", "0"]:
            return None
        condition = self._where(tree.parts[0], about)
        if condition is None:
            return None
        repeat = self.names.name(about.repeats[-1])
        return self.say(
            N_("the number of rows of {repeat} (where {condition})"),
            repeat=repeat,
            condition=condition,
        )

    def counts_more_than_one(self, node: Node) -> bool:
        """Tell whether a part says that more than one choice was made."""
        if node.kind != "operator" or len(node.parts) != 2:
            return False
        left, right = node.parts
        counted = left.kind == "call" and left.text == "count-selected"
        return counted and (node.text, right.text) in ((">", "1"), (">=", "2"))


def _is_negative(node: Node) -> bool:
    return (
        node.kind == "operator"
        and node.text == "-"
        and len(node.parts) == 1
        and node.parts[0].kind == "number"
    )
