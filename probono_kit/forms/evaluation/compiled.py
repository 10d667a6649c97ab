"""Expressions turned into functions that are called once per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from probono_kit.forms.evaluation.calls import call
from probono_kit.forms.evaluation.code import Code, Run, as_number, as_text, as_truth, joined
from probono_kit.forms.evaluation.paths import Paths, Scope, repeats_to, walked
from probono_kit.forms.evaluation.rows import Row
from probono_kit.forms.evaluation.tables import Chooser, rows_of
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form, Question
from probono_kit.forms.tokens import ExpressionError


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to be worked out.

    Parameters
    ----------
    text : str
        As it was written.
    kind : str
        What it gives: ``number``, ``text``, ``truth``, ``leaf`` (one answer), ``texts`` (several).
    truth, number, string : callable
        Give the result of a :class:`Row` as ``boolean()``, ``number()`` and ``string()`` would.
    """

    text: str
    kind: str
    truth: Run
    number: Run
    string: Run

    def __call__(self, row: Row) -> bool | float | str:
        """Return the result for a row: a truth, a number, or a text."""
        run = {"truth": self.truth, "number": self.number}.get(self.kind, self.string)
        result: bool | float | str = run(row, None)
        return result


def stored(code: Compiled, row: Row) -> str:
    """Return what a calculation leaves in the data: nothing where it gives no number.

    Parameters
    ----------
    code : Compiled
        The calculation.
    row : Row
        The row that its question stands in.
    """
    text: str = code.string(row, None)
    return "" if text == "NaN" and code.kind == "number" else text


def compile_expression(text: str, form: Form, question: Question | None = None) -> Compiled:
    """Turn an expression into functions.

    Parameters
    ----------
    text : str
        Such as ``. >= 18 and ${consent} = 'yes'``.
    form : Form
        The form that it stands in.
    question : Question, optional
        The question that it stands at: ``.``, ``..`` and rows of repeats start from there.

    Returns
    -------
    Compiled
        Called with the :class:`Row` that holds the answer of `question`.

    Raises
    ------
    ExpressionError
        With the code of a finding (``form.…``), if it cannot be read, or asks for something that
        is not worked out here: ``//``, axes, ``last-saved``, ``id``, ``jr:itext``.

    Notes
    -----
    XPath 1.0 and the functions of https://getodk.github.io/xforms-spec/, where these differ as
    Collect (JavaRosa) has it: ``regex`` matches the whole text, a question that was not asked is
    no node of ``sum`` or ``count``, an answer is true if it is not empty, absolute paths mean the
    row that they are asked in. Dates count in days, and have no time zone.

    Examples
    --------
    >>> from pathlib import Path
    >>> from probono_kit.forms.evaluation import Row
    >>> row = Row()
    >>> compile_expression("round(10 div 4) + 0.5", form=Form(Path("form.xlsx")))(row)
    3.5
    """
    expression = parse_expression(text)
    for problem in expression.problems:
        raise ExpressionError(problem.code, problem.start, **problem.values)
    if expression.tree is None:
        raise ExpressionError("form.expression_ends", 0)
    return compile_node(expression.tree, form, question, text)


def compile_node(
    node: Node, form: Form, question: Question | None = None, text: str = ""
) -> Compiled:
    """Turn a part of an expression into functions, as :func:`compile_expression` does.

    Parameters
    ----------
    node : Node
        The part.
    form : Form
        The form that it stands in.
    question : Question, optional
        The question that it stands at.
    text : str
        The expression as it was written.
    """
    code = _Compiler(form, Scope(question)).code(node)
    return Compiled(text, code.kind, as_truth(code), as_number(code), as_text(code))


class _Compiler:
    """Compiles the parts of one expression."""

    def __init__(self, form: Form, scope: Scope) -> None:
        self.form = form
        self.scope = scope
        self.paths = Paths(form, scope, self.within)

    def within(self, node: Node, scope: Scope) -> Code:
        """Compile a condition in brackets."""
        return _Compiler(self.form, scope).code(node)

    def code(self, node: Node) -> Code:
        if node.kind == "number":
            value = float(node.text)
            return Code("number", lambda _row, _item: value)
        if node.kind == "string":
            text = node.text
            return Code("text", lambda _row, _item: text)
        if node.kind == "ref":
            return walked(self.paths.reference(node))
        if node.kind == "operator":
            return self.operator(node)
        if node.kind == "call":
            return call(self, node)
        return self.path(node)

    def operator(self, node: Node) -> Code:
        parts = [self.code(part) for part in node.parts]
        if len(parts) == 1:
            run = as_number(parts[0])
            return Code("number", lambda row, item: -run(row, item))
        return joined(node.text, parts[0], parts[1], node.start)

    def path(self, node: Node) -> Code:
        first = node.parts[0] if len(node.parts) > len(node.at) else None
        if first is not None:
            return self.behind(first, node)
        if self.scope.kind == "item":
            name = node.text
            if "/" in name or name.startswith("."):
                raise ExpressionError("form.not_evaluated", node.start, part=name)
            return Code("leaf", lambda _row, item: item.fields.get(name, ""))
        return walked(self.paths.path(node))

    def behind(self, first: Node, node: Node) -> Code:
        """Go on from ``current()`` or ``instance(…)``."""
        if first.kind == "call" and first.text == "current":
            question = self.scope.question if self.scope.kind == "question" else self.scope.outer
            walk = self.paths.here(question, outer=self.scope.kind == "row")
            self.paths.steps(walk, node, node.text, node.parts[1:], 0)
            return walked(walk)
        names = node.text.strip("/").split("/")
        listed = first.kind == "call" and first.text == "instance" and first.parts
        if not (listed and first.parts[0].kind == "string" and len(names) == 3):
            raise ExpressionError("form.not_evaluated", node.start, part=node.text)
        rows = rows_of(self.form, first.parts[0].text)
        if rows is None:
            raise ExpressionError("form.not_evaluated", node.start, part=first.parts[0].text)
        chooser = self.chooser(rows, node.parts[1:])
        column = names[2]
        return Code(
            "texts",
            lambda row, item: [
                fields.get(column, "")
                for fields in chooser.choose(row, row if item is None else item.outer)
            ],
        )

    def chooser(self, rows: Any, conditions: tuple[Node, ...]) -> Chooser:
        outer = self.scope.question if self.scope.kind == "question" else self.scope.outer
        scope = Scope(None, "item", outer)
        return Chooser(rows, conditions, lambda node: self.within(node, scope))

    def position_of(self, node: Node) -> Run:
        """Return what gives the place of a row of a repeat."""
        if node.kind == "ref":
            walk = self.paths.reference(node)
        elif node.kind == "path" and len(node.parts) == len(node.at):
            walk = self.paths.path(node)
        elif node.kind == "path" and node.parts[0].text == "current":
            question = self.scope.question if self.scope.kind == "question" else self.scope.outer
            walk = self.paths.here(question, outer=self.scope.kind == "row")
            self.paths.steps(walk, node, node.text, node.parts[1:], 0)
        else:
            raise ExpressionError("form.not_evaluated", node.start, part="position(…)")
        if walk.at is None or walk.at.kind != "repeat":
            return lambda _row, _item: 1.0
        rows = walk.rows()
        return lambda row, item: next((float(each.position) for each in rows(row, item)), 0.0)

    def own(self) -> Run:
        """Return what gives the answer of the question itself."""
        question = self.scope.question
        path = "" if question is None else question.path
        return lambda row, _item: row.values.get(path, "")

    def indexed(self, node: Node) -> Code:
        """Compile ``indexed-repeat(${x}, ${repeat}, number, …)``."""
        refs = (node.parts[0], *node.parts[1::2])
        if any(part.kind != "ref" for part in refs):
            raise ExpressionError("form.not_evaluated", node.start, part="indexed-repeat(…)")
        target = self.paths.named(node.parts[0])
        repeats = [self.paths.named(part) for part in node.parts[1::2]]
        places = [as_number(self.code(part)) for part in node.parts[2::2]]
        walk = self.paths.towards(target, stop=repeats[0])
        if len(walk.down) != len(repeats) or repeats_to(target)[-len(repeats) :] != tuple(repeats):
            raise ExpressionError("form.not_evaluated", node.start, part="indexed-repeat(…)")
        start, ways, path = walk.start, [way for way, _ in walk.down], target.path

        def run(row: Any, item: Any) -> str:
            at = start(row, item)
            for way, place in zip(ways, places, strict=True):
                rows, wanted = at.rows.get(way, ()), place(row, item)
                if not 1 <= wanted <= len(rows):
                    return ""
                at = rows[int(wanted) - 1]
            return str(at.values.get(path, ""))

        return Code("leaf", run)
