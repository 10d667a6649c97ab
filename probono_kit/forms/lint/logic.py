"""What is wrong with conditions, limits, calculations and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from probono_kit.findings import Findings
from probono_kit.forms.expressions import Expression, parse_expression
from probono_kit.forms.functions import OVER_REPEATS
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import REFERENCE, Column, Form, Question

#: Columns that hold an expression.
LOGIC = ("relevant", "constraint", "calculation", "repeat_count", "choice_filter")
#: Values of ``required`` and ``read_only`` that are no expression.
PLAIN = frozenset(("yes", "no", "true", "false", "1", "0"))
#: Columns whose texts may show the answer of another question.
TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression where it stands."""

    question: Question
    column: Column
    expression: Expression

    @property
    def where(self) -> str:
        """The cell."""
        return self.question.row.cell(self.column)


class Sight:
    """A form with its expressions read once; what all rules look at."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every expression of the survey sheet."""
        return tuple(self._written())

    def _written(self) -> Iterator[Written]:
        for question in self.form.questions:
            for column, text in question.row.cells.items():
                plain = text.strip().lower() in PLAIN
                gate = column.key in ("required", "read_only") and not plain
                default = column.key == "default" and ("${" in text or "(" in text)
                if column.key == "default" and question.kind in ("text", "note", "image"):
                    default = False
                if column.key in LOGIC or gate or default:
                    yield Written(question, column, parse_expression(text))

    def target(self, name: str) -> Question | None:
        """Return the question that a reference means, ``None`` if there is none."""
        found = self.form.by_name.get(name.removeprefix("last-saved#").strip())
        return found[0] if found else None


def syntax(sight: Sight, findings: Findings) -> None:
    """Find expressions that cannot be read, functions that do not exist or get a wrong number."""
    for each in sight.written:
        for problem in each.expression.problems:
            values = {"column": each.column.written, "value": shortened(each.expression.text)}
            findings.add(
                problem.code, each.where, place=problem.start + 1, **(values | problem.values)
            )


def references(sight: Sight, findings: Findings) -> None:
    """Find references to nothing, and into a repeat from outside."""
    for each in sight.written:
        if each.expression.tree is None:
            names = [(m["name"], "any") for m in REFERENCE.finditer(each.expression.text)]
        else:
            names = list(_references(each.expression.tree, "one"))
        _check_names(sight, each.question, each.where, names, findings)
        names_meant = {
            id(node.parts[1])
            for node in each.expression.nodes("call")
            if node.text == "jr:choice-name" and len(node.parts) > 1
        }
        for node in each.expression.nodes("string"):
            # jr:choice-name takes the name of a question, not its answer.
            if id(node) not in names_meant and (found := REFERENCE.search(node.text)):
                findings.add("form.reference_in_quotes", each.where, name=found["name"])
    for question in sight.form.questions:
        for column, text in question.row.cells.items():
            if column.key in TEXTS and "${" in text:
                names = [(m["name"], "one") for m in REFERENCE.finditer(text)]
                _check_names(sight, question, question.row.cell(column), names, findings)


def _references(node: Node, meant: str) -> Iterator[tuple[str, str]]:
    """Yield names, and how many answers may be meant there.

    ``one``; ``any`` where all instances of a repeat may stand; ``some`` in a comparison of two
    answers, which web forms make with each instance.
    """
    if node.kind == "ref":
        yield node.text, "any" if node.parts or node.text.startswith("last-saved#") else meant
    if node.kind == "path" or (node.kind == "call" and node.text in OVER_REPEATS):
        meant = "any"
    elif meant != "any":
        equal = node.kind == "operator" and node.text in ("=", "!=")
        meant = "some" if equal and all(part.kind == "ref" for part in node.parts) else "one"
    for part in node.parts:
        yield from _references(part, meant)


def _check_names(
    sight: Sight,
    question: Question,
    where: str,
    names: Iterable[tuple[str, str]],
    findings: Findings,
) -> None:
    around = [*question.repeats, *([question] if question.kind == "repeat" else [])]
    for name, meant in dict.fromkeys(names):
        target = sight.target(name)
        if target is None:
            near = get_close_matches(name, sight.form.by_name, 1, 0.7)
            findings.add("form.reference_unknown", where, name=name, near=near[0] if near else "—")
            continue
        outside = [each for each in target.repeats if not any(each is a for a in around)]
        if outside and meant != "any":
            code = "form.reference_into_repeat" if meant == "one" else "form.reference_any"
            findings.add(code, where, name=name, repeat=outside[0].name)


def cycles(sight: Sight, findings: Findings) -> None:
    """Find questions whose calculation or condition depends on themselves."""
    needs: dict[str, set[str]] = {}
    places: dict[str, str] = {}
    for each in sight.written:
        own = each.question.name
        if each.column.key not in ("calculation", "relevant") or each.question.row.get("trigger"):
            continue
        names = {
            node.text for node in each.expression.nodes("ref") if node.text in sight.form.by_name
        }
        if own and names and len(sight.form.by_name.get(own, ())) == 1:
            needs.setdefault(own, set()).update(names)
            places.setdefault(own, each.where)
    for circle in _circles(needs):
        findings.add("form.cycle", places[circle[0]], names=(*circle, circle[0]))


def _circles(needs: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield each circle once, without recursion: forms have chains of thousands."""
    state: dict[str, int] = {}
    for start in needs:
        if start in state:
            continue
        way: list[str] = [start]
        waiting = [iter(sorted(needs[start]))]
        state[start] = 1
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                state[way.pop()] = 2
            elif state.get(following) == 1:
                yield tuple(way[way.index(following) :])
            elif following in needs and following not in state:
                state[following] = 1
                way.append(following)
                waiting.append(iter(sorted(needs[following])))


def comparisons(sight: Sight, findings: Findings) -> None:
    """Find answers compared with a choice that is not in its list; ``=`` on several answers."""
    for each in sight.written:
        if each.column.key == "choice_filter":
            continue
        for node in each.expression.nodes("operator"):
            if node.text in ("=", "!=") and len(node.parts) == 2:
                _compare(sight, each, node.parts, findings, equal=True)
        for node in each.expression.nodes("call"):
            if node.text == "selected" and len(node.parts) == 2:
                _compare(sight, each, node.parts, findings, equal=False)


def _compare(
    sight: Sight, each: Written, parts: tuple[Node, ...], findings: Findings, *, equal: bool
) -> None:
    left, right = parts
    if equal and left.kind in ("string", "number"):
        left, right = right, left
    question = _asked(sight, each, left)
    if question is None or right.kind not in ("string", "number") or not right.text:
        return
    known = sight.form.lists.get(question.list_name)
    if known is None or question.kind not in ("select_one", "select_multiple"):
        return
    if equal and question.kind == "select_multiple":
        values = {"name": question.name, "value": right.text}
        findings.add("form.equals_multiple", each.where, **values)
    names = {choice.name for choice in known} | ({"other"} if question.or_other else set())
    wanted = (
        set(right.text.split()) if equal and question.kind == "select_multiple" else {right.text}
    )
    for name in sorted(wanted - names):
        if right.kind == "number" and any(_same_number(name, other) for other in names):
            continue
        near = get_close_matches(name, names, 1, 0.6)
        findings.add(
            "form.choice_unknown",
            each.where,
            value=name,
            name=question.name,
            list=question.list_name,
            near=near[0] if near else "—",
        )


def _asked(sight: Sight, each: Written, node: Node) -> Question | None:
    if node.kind == "path" and node.text == "." and not node.parts:
        return each.question
    return sight.target(node.text) if node.kind == "ref" and not node.parts else None


def _same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def repeat_counts(sight: Sight, findings: Findings) -> None:
    """Find a number of repeats that is not a number."""
    for each in sight.written:
        tree = each.expression.tree
        if each.column.key != "repeat_count" or tree is None:
            continue
        target = sight.target(tree.text) if tree.kind == "ref" else None
        text = target is not None and target.kind not in (
            "integer",
            "calculate",
            "range",
            "hidden",
            "decimal",
        )
        if target is not None and target.kind == "select_one":
            known = sight.form.lists.get(target.list_name, ())
            text = not (known and all(choice.name.isdigit() for choice in known))
        if tree.kind == "string" or (tree.kind == "path" and not tree.text.startswith((".", "/"))):
            text = True
        if text:
            findings.add("form.repeat_count", each.where, value=shortened(each.expression.text))


def shortened(text: str, most: int = 80) -> str:
    """Return `text` on one line, at most `most` characters.

    Examples
    --------
    >>> shortened("one  two three", 9)
    'one two…'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
