"""What is wrong with conditions, limits, calculations and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from probono_kit.findings import Findings
from probono_kit.forms.expressions import Expression, parse_expression
from probono_kit.forms.functions import FUNCTIONS, OVER_REPEATS
from probono_kit.forms.grammar import Node
from probono_kit.forms.lint.media import FROM_FILE, names_in_file
from probono_kit.forms.model import REFERENCE, Column, Form, Question

#: Columns that hold an expression.
LOGIC = ("relevant", "constraint", "calculation", "repeat_count", "choice_filter")
#: Values of ``required`` and ``read_only`` that are no expression.
PLAIN = frozenset(("yes", "no", "true", "false", "1", "0"))
_DEPENDENT = ("calculation", "relevant", "repeat_count")
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
        """Every expression of the survey sheet, and how submissions are named."""
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
        settings = self.form.settings
        for column, text in settings.cells.items() if settings else ():
            if settings and column.key == "instance_name":
                yield Written(Question(settings, "settings"), column, parse_expression(text))

    def names_of(self, question: Question) -> Set[str] | None:
        """Return the choices of a select, ``None`` where they cannot be known."""
        if question.kind in FROM_FILE:
            return names_in_file(self.form, question)
        known = self.form.lists.get(question.list_name)
        if known is None or question.kind not in ("select_one", "select_multiple"):
            return None
        return {choice.name for choice in known} | ({"other"} if question.or_other else set())

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
            if column.key in (*TEXTS, "trigger") and "${" in text:
                meant = "any" if column.key == "trigger" else "one"
                names = [(m["name"], meant) for m in REFERENCE.finditer(text)]
                _check_names(sight, question, question.row.cell(column), names, findings)


def _references(node: Node, meant: str) -> Iterator[tuple[str, str]]:
    """Yield names, and how many answers may be meant there.

    ``one``; ``any`` where all instances of a repeat may stand; ``some`` in a comparison of two
    answers, which web forms make with each instance.
    """
    if node.kind == "ref":
        yield node.text, "any" if node.parts or node.text.startswith("last-saved#") else meant
    over = node.text in OVER_REPEATS or node.text not in FUNCTIONS
    if node.kind == "path" or (node.kind == "call" and over):
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
            near = nearest(name, sight.form.by_name, 0.7)
            findings.add("form.reference_unknown", where, name=name, near=near)
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
        if each.column.key not in _DEPENDENT or each.question.row.get("trigger"):
            continue
        names = {
            node.text for node in each.expression.nodes("ref") if node.text in sight.form.by_name
        }
        if own and names and len(sight.form.by_name.get(own, ())) == 1:
            needs.setdefault(own, set()).update(names)
            places.setdefault(own, each.where)
    for question in sight.form.questions:
        # What stands in a group or repeat is there only while its condition or number says so.
        around = {each.name for each in question.parents} & set(places)
        if around and len(sight.form.by_name.get(question.name, ())) == 1:
            needs.setdefault(question.name, set()).update(around)
    for circle in _circles(needs):
        start = next(at for at, name in enumerate(circle) if name in places)
        turned = (*circle[start:], *circle[:start], circle[start])
        findings.add("form.cycle", places[circle[start]], names=turned)


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
    one_of_several = left.kind == "call" and left.text == "selected-at"
    question = _asked(sight, each, left.parts[0] if one_of_several else left)
    if question is None or right.kind not in ("string", "number") or not right.text:
        return
    names = sight.names_of(question)
    if names is None:
        return
    together = equal and question.kind.startswith("select_multiple") and not one_of_several
    if together:
        values = {"name": question.name, "value": right.text}
        findings.add("form.equals_multiple", each.where, **values)
    wanted = set(right.text.split()) if together else {right.text}
    for name in sorted(wanted - names):
        if right.kind == "number" and any(_same_number(name, other) for other in names):
            continue
        values = {"value": name, "name": question.name, "list": question.list_name}
        findings.add("form.choice_unknown", each.where, near=nearest(name, names), **values)


def _asked(sight: Sight, each: Written, node: Node) -> Question | None:
    if node.kind == "path" and node.text == "." and not node.parts:
        return each.question
    return sight.target(node.text) if node.kind == "ref" and not node.parts else None


def _same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def nearest(text: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return what is most like `text`, capitals aside; a dash if nothing is.

    Examples
    --------
    >>> nearest("No", ["yes", "no"]), nearest("river", ["tap"])
    ('no', '—')
    """
    folded = {each.casefold(): each for each in sorted(known)}
    near = get_close_matches(text.casefold(), folded, 1, cutoff)
    return folded[near[0]] if near else "—"


def shortened(text: str, most: int = 80) -> str:
    """Return `text` on one line, at most `most` characters.

    Examples
    --------
    >>> shortened("one  two three", 9)
    'one two…'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
