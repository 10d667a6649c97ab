"""Calls of functions: those of the library, and those that look at the form or the interview."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from probono_kit.forms.evaluation.code import Code, Run, as_number, as_text, as_texts, as_truth
from probono_kit.forms.evaluation.library import LIBRARY, Routine, written
from probono_kit.forms.evaluation.patterns import pattern
from probono_kit.forms.evaluation.tables import rows_of
from probono_kit.forms.grammar import Node
from probono_kit.forms.tokens import ExpressionError

if TYPE_CHECKING:
    from probono_kit.forms.evaluation.compiled import _Compiler

_TURN: dict[str, Callable[[Code], Run]] = {
    "s": as_text,
    "n": as_number,
    "b": as_truth,
    "a": as_texts,
}


def call(compiler: _Compiler, node: Node) -> Code:
    """Return the code of a call."""
    special = _SPECIAL.get(node.text)
    if special is not None:
        return special(compiler, node)
    routine = LIBRARY.get(node.text)
    if routine is None:
        raise ExpressionError("form.not_evaluated", node.start, part=f"{node.text}()")
    if not node.parts:
        # string(), string-length(), normalize-space() are about the question itself.
        return Code(routine.gives, _bound(routine, [compiler.own()]))
    if node.text == "regex" and node.parts[1].kind == "string":
        return _regex(compiler, node)
    parts = [compiler.code(part) for part in node.parts]
    letters = routine.takes + routine.takes[-1] * len(parts)
    runs = [_TURN[letter](part) for letter, part in zip(letters, parts, strict=False)]
    return Code(routine.gives, _bound(routine, runs))


def _bound(routine: Routine, runs: list[Run]) -> Run:
    function = routine.run
    if len(runs) == 1:
        one = runs[0]
        return lambda row, item: function(one(row, item))
    if len(runs) == 2:
        one, two = runs
        return lambda row, item: function(one(row, item), two(row, item))
    return lambda row, item: function(*[run(row, item) for run in runs])


def _regex(compiler: _Compiler, node: Node) -> Code:
    import re

    text = as_text(compiler.code(node.parts[0]))
    try:
        match = pattern(node.parts[1].text).fullmatch
    except re.error as problem:
        said = f"regex '{node.parts[1].text}' ({problem})"
        raise ExpressionError("form.not_evaluated", node.start, part=said) from problem
    return Code("truth", lambda row, item: match(text(row, item)) is not None)


def _if(compiler: _Compiler, node: Node) -> Code:
    test, yes, no = (compiler.code(part) for part in node.parts)
    truth = as_truth(test)
    if yes.kind == no.kind and yes.kind in ("number", "truth"):
        a, b = yes.run, no.run
        return Code(yes.kind, lambda row, item: (a if truth(row, item) else b)(row, item))
    a, b = as_text(yes), as_text(no)
    return Code("text", lambda row, item: (a if truth(row, item) else b)(row, item))


def _count(compiler: _Compiler, node: Node) -> Code:
    part = compiler.code(node.parts[0])
    if part.kind not in ("leaf", "texts"):
        raise ExpressionError("form.not_evaluated", node.start, part="count(…)")
    run = as_texts(part)
    return Code("number", lambda row, item: float(len(run(row, item))))


def _position(compiler: _Compiler, node: Node) -> Code:
    if node.parts:
        return Code("number", compiler.position_of(node.parts[0]))
    if compiler.scope.kind == "question":
        return Code("number", lambda _row, _item: 1.0)
    return Code("number", lambda _row, item: float(item.position))


def _last(compiler: _Compiler, _node: Node) -> Code:
    if compiler.scope.kind == "question":
        return Code("number", lambda _row, _item: 1.0)
    return Code("number", lambda _row, item: float(item.size))


def _current(compiler: _Compiler, _node: Node) -> Code:
    return Code("leaf", compiler.own())


def _once(compiler: _Compiler, node: Node) -> Code:
    own, new = compiler.own(), as_text(compiler.code(node.parts[0]))
    return Code("text", lambda row, item: own(row, item) or new(row, item))


def _random(_compiler: _Compiler, _node: Node) -> Code:
    return Code("number", lambda row, _item: row.case.random.random())


def _uuid(_compiler: _Compiler, _node: Node) -> Code:
    def run(row: Any, _item: Any) -> str:
        return str(uuid.UUID(int=row.case.random.getrandbits(128), version=4))

    return Code("text", run)


def _randomize(compiler: _Compiler, node: Node) -> Code:
    run = as_texts(compiler.code(node.parts[0]))

    def shuffled(row: Any, item: Any) -> list[str]:
        texts = list(run(row, item))
        row.case.random.shuffle(texts)
        return texts

    return Code("texts", shuffled)


def _choice_name(compiler: _Compiler, node: Node) -> Code:
    """Give the label of a choice in the language that is spoken."""
    value = as_text(compiler.code(node.parts[0]))
    name = node.parts[1].text.strip("${} ").rpartition("/")[2]
    found = compiler.form.by_name.get(name, ())
    if not found:
        raise ExpressionError("form.not_evaluated", node.start, part=node.parts[1].text)
    choices = {each.name: each for each in compiler.form.lists.get(found[0].list_name, ())}

    def run(row: Any, item: Any) -> str:
        choice = choices.get(value(row, item))
        if choice is None:
            return ""
        return choice.label(row.case.language) or choice.label()

    return Code("text", run)


def _pulldata(compiler: _Compiler, node: Node) -> Code:
    """Look a value up in a CSV file beside the form."""
    file, column, key = node.parts[:3]
    rows = rows_of(compiler.form, file.text) if file.kind == "string" else None
    if rows is None or not column.kind == key.kind == "string":
        raise ExpressionError("form.not_evaluated", node.start, part=f"pulldata('{file.text}', …)")
    found: dict[str, str] = {}
    for fields in rows:
        found.setdefault(fields.get(key.text, ""), fields.get(column.text, ""))
    wanted = as_text(compiler.code(node.parts[3]))
    return Code("text", lambda row, item: found.get(wanted(row, item), ""))


_SPECIAL: dict[str, Callable[[_Compiler, Node], Code]] = {
    "if": _if,
    "count": _count,
    "position": _position,
    "last": _last,
    "current": _current,
    "once": _once,
    "random": _random,
    "uuid": _uuid,
    "randomize": _randomize,
    "pulldata": _pulldata,
    "jr:choice-name": _choice_name,
    "indexed-repeat": lambda compiler, node: compiler.indexed(node),
    "true": lambda _compiler, _node: Code("truth", lambda _row, _item: True),
    "false": lambda _compiler, _node: Code("truth", lambda _row, _item: False),
    "pi": lambda _compiler, _node: Code("number", lambda _row, _item: 3.141592653589793),
    "now": lambda _compiler, _node: Code("text", lambda row, _item: written(row.case.now)),
    "today": lambda _compiler, _node: Code("text", lambda row, _item: f"{row.case.now:%Y-%m-%d}"),
    "lang": lambda _compiler, _node: Code("text", lambda row, _item: row.case.language or ""),
}
