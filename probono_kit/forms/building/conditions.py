"""When a question is asked: simple words turned into the expression of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from probono_kit.findings import Finding, finding
from probono_kit.forms.building.words import folded
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import REFERENCE

_OPERATORS: tuple[tuple[str, str], ...] = (
    ("blank", r"is not answered|is empty|is blank|n[’']est pas renseignée?|est vide"),
    ("filled", r"is answered|has an answer|est renseignée?|a une réponse"),
    ("lacks", r"(?:does not|doesn[’']t) (?:include|contain)|ne (?:contient|comprend) pas"),
    ("has", r"includes|contains|contient|comprend|inclut"),
    (">=", r"is at least|at least|est au moins(?: de)?|au moins|>=|≥"),
    ("<=", r"is at most|at most|est au plus(?: de)?|au plus|<=|≤"),
    ("isnt", r"is not|isn[’']t|n[’']est pas|!=|≠|<>"),
    (">", r"(?:is )?(?:more|greater) than|is over|(?:est )?plus de|est supérieure? à|dépasse|>"),
    ("<", r"is less than|is under|less than|est moins de|est inférieure? à|moins de|<"),
    ("is", r"is|are|equals|est|sont|=|:"),
)
_CONNECTORS = re.compile(r"\s+(and|et|or|ou)\s+", re.IGNORECASE)
_WORDS = {"and": "and", "et": "and", "or": "or", "ou": "or"}
_QUOTES = "\"'“”«»‘’"
#: Places are chosen from lists that are made later.
_PLACE = re.compile(r"admin\d")


@dataclass(frozen=True)
class Target:
    """A question that a condition may name.

    Parameters
    ----------
    name : str
        Its name in the form.
    kind : str
        Kind of question.
    choices : mapping
        Folded name or text of each choice → its name.
    """

    name: str
    kind: str
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Everything that conditions may name.

    Parameters
    ----------
    targets : mapping
        Folded name or text → the question.
    names : frozenset of str
        Names of all questions, for expressions.
    """

    targets: Mapping[str, Target]
    names: frozenset[str]


class _UnclearError(Exception):
    def __init__(self, code: str, **values: str | tuple[str, ...]) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def condition(text: str, scope: Scope, where: str) -> tuple[str, Finding | None]:
    """Return the expression that simple words mean, or what is unclear about them.

    Parameters
    ----------
    text : str
        Such as ``water source is river or well``, ``âge est au moins 18``, or an expression with
        ``${…}``.
    scope : Scope
        What may be named.
    where : str
        Place, for the finding.

    Examples
    --------
    >>> source = Target("source", "one choice", {"river": "river", "open well": "well"})
    >>> scope = Scope({"source": source, "age": Target("age", "whole number")}, frozenset())
    >>> condition("source is open well or river", scope, "")[0]
    "(${source} = 'well' or ${source} = 'river')"
    >>> condition("age is at least 18 and source is not River", scope, "")[0]
    "${age} >= 18 and (${source} != '' and ${source} != 'river')"
    >>> condition("source is lake", scope, "form.yml:7")[1].code
    'form.when_choice'
    """
    text = " ".join(text.split())
    if not text:
        return "", None
    if "${" in text or re.search(r"\w\(", text):
        return text, expression_problem(text, scope, where, "when")
    try:
        return _words(text, scope), None
    except _UnclearError as unclear:
        values: dict[str, Any] = {"text": shortened(text), **unclear.values}
        return "", finding(unclear.code, where, **values)


def expression_problem(text: str, scope: Scope, where: str, column: str) -> Finding | None:
    """Return what is wrong with an expression, ``None`` if nothing is."""
    parsed = parse_expression(text)
    for problem in parsed.problems:
        values: dict[str, Any] = {
            "column": column,
            "value": shortened(text),
            "place": problem.start + 1,
        }
        return finding(problem.code, where, **(values | problem.values))
    for match in REFERENCE.finditer(text):
        name = match["name"]
        if name not in scope.names and not _PLACE.match(name):
            near = get_close_matches(name, sorted(scope.names), 1, 0.7)
            return finding(
                "form.reference_unknown", where, name=name, near=near[0] if near else "—"
            )
    return None


@dataclass(frozen=True)
class _Clause:
    target: Target
    operator: str
    value: str

    def written(self) -> str:
        ref = f"${{{self.target.name}}}"
        several = self.target.kind == "several choices"
        match self.operator:
            case "filled":
                return f"{ref} != ''"
            case "blank":
                return f"{ref} = ''"
            case "has" | "is" if several:
                return f"selected({ref}, {self.value})"
            case "lacks" | "isnt" if several:
                return f"not(selected({ref}, {self.value}))"
            case "has" | "is":
                return f"{ref} = {self.value}"
            case "lacks" | "isnt":
                return f"{ref} != {self.value}"
        return f"{ref} {self.operator} {self.value}"


def _words(text: str, scope: Scope) -> str:
    parts = _CONNECTORS.split(text)
    clauses: list[tuple[str, _Clause]] = []
    start, joiner = 0, ""
    while start < len(parts):
        clause, end = _longest(parts, start, clauses[-1][1] if clauses else None, scope)
        clauses.append((joiner, clause))
        joiner = _WORDS[parts[end + 1].lower()] if end + 1 < len(parts) else ""
        start = end + 2
    return _joined(clauses)


def _longest(
    parts: list[str], start: int, before: _Clause | None, scope: Scope
) -> tuple[_Clause, int]:
    """Read one clause; the words *and* and *or* may belong to the text of a choice."""
    unclear: _UnclearError | None = None
    for end in range(len(parts) - 1, start - 1, -2):
        text = _between(parts, start, end)
        try:
            return _clause(text, before, scope), end
        except _UnclearError as problem:
            unclear = problem
    raise unclear or _UnclearError("form.when_unclear")


def _between(parts: list[str], start: int, end: int) -> str:
    return " ".join(parts[start : end + 1])


def _clause(text: str, before: _Clause | None, scope: Scope) -> _Clause:
    unclear: _UnclearError | None = None
    for operator, target, value in _readings(text, scope):
        try:
            return _Clause(target, operator, _value(target, operator, value))
        except _UnclearError as problem:
            unclear = unclear or problem
    if unclear:
        raise unclear
    if before is not None and before.operator in ("is", "isnt", "has", "lacks"):
        return _Clause(before.target, before.operator, _value(before.target, "is", text))
    words = [word for word in scope.targets if len(word) < 40]
    subject = re.split(r"\s(?:is|est|=|includes|contient)\s", text, maxsplit=1)[0]
    near = get_close_matches(folded(subject), words, 1, 0.6)
    if near:
        raise _UnclearError("form.when_question", near=scope.targets[near[0]].name)
    raise _UnclearError("form.when_unclear")


def _readings(text: str, scope: Scope) -> Iterator[tuple[str, Target, str]]:
    for operator, pattern in _OPERATORS:
        for match in re.finditer(rf"(?:^|(?<=\s)|(?<=\w))(?:{pattern})(?=\s|$|\d|-)", text, re.I):
            left, right = text[: match.start()].strip(), text[match.end() :].strip()
            if match[0].isalpha() and match.start() and not text[match.start() - 1].isspace():
                continue
            target = scope.targets.get(folded(left.strip(_QUOTES + " ?")))
            if target is None and _PLACE.fullmatch(left):
                target = Target(left, "place")
            if target is not None and bool(right) != (operator in ("filled", "blank")):
                yield operator, target, right


def _value(target: Target, operator: str, text: str) -> str:
    if operator in ("filled", "blank"):
        return ""
    bare = text.strip(_QUOTES + " ")
    if target.choices:
        name = target.choices.get(folded(bare))
        if name is None:
            known = tuple(dict.fromkeys(target.choices.values()))
            raise _UnclearError(
                "form.when_choice", value=bare[:60], name=target.name, choices=known
            )
        return f"'{name}'"
    if target.kind in ("whole number", "decimal number", "percentage", "calculation"):
        number = bare.replace(",", ".").removesuffix("%").strip()
        if re.fullmatch(r"-?\d+(?:\.\d+)?", number):
            return number
        if target.kind != "calculation":
            raise _UnclearError("form.when_number", value=bare[:60], name=target.name)
    if target.kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        return f"date('{bare}')"
    if operator in (">", "<", ">=", "<="):
        raise _UnclearError("form.when_number", value=bare[:60], name=target.name)
    quote = '"' if "'" in bare else "'"
    return f"{quote}{bare.replace(quote, '')}{quote}"


def _joined(clauses: list[tuple[str, _Clause]]) -> str:
    """Join clauses; several values of one question stay together.

    What *is not* something has been answered: nobody is asked because another question is blank.
    """
    groups: list[tuple[str, list[_Clause]]] = []
    for joiner, clause in clauses:
        last = groups[-1][1][-1] if groups else None
        same = last and last.target == clause.target and last.operator == clause.operator
        if joiner == "or" and same:
            groups[-1][1].append(clause)
        else:
            groups.append((joiner, [clause]))
    written = ""
    for joiner, group in groups:
        negative = group[0].operator in ("isnt", "lacks")
        parts = [f"${{{group[0].target.name}}} != ''"] if negative else []
        parts += [each.written() for each in group]
        text = (" and " if negative else " or ").join(parts)
        if len(parts) > 1 and not (negative and len(groups) == 1):
            text = f"({text})"
        written += f" {joiner} {text}" if joiner else text
    return written
