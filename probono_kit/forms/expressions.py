"""Expressions of a form: their parts, their problems, and where in the text these are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from probono_kit.forms.functions import FUNCTIONS, arguments, takes
from probono_kit.forms.grammar import Node, read_tokens
from probono_kit.forms.tokens import ExpressionError, Problem, tokens


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read.

    Parameters
    ----------
    text : str
        As it was written.
    tree : Node or None
        ``None`` if it cannot be read.
    problems : tuple of Problem
        What is wrong with it, whatever form it stands in.
    """

    text: str
    tree: Node | None
    problems: tuple[Problem, ...] = ()

    def nodes(self, kind: str) -> Iterator[Node]:
        """Yield all parts of one kind."""
        if self.tree is not None:
            yield from (node for node in self.tree.walk() if node.kind == kind)


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """Read an expression of a form.

    Parameters
    ----------
    text : str
        Such as ``selected(${needs}, 'water') and . >= 18``.

    Returns
    -------
    Expression
        With its problems and their places; nothing is raised.

    Examples
    --------
    >>> parse_expression("${age} >= 18").problems
    ()
    >>> problem = parse_expression("if(${age} == 1, 'a', 'b')").problems[0]
    >>> problem.code, problem.start, problem.values["meant"]
    ('form.operator', 10, '=')
    """
    try:
        tree = read_tokens(list(tokens(text)))
    except ExpressionError as error:
        return Expression(text, None, (error.problem,))
    return Expression(text, tree, tuple(_calls(tree)))


def _calls(tree: Node) -> Iterator[Problem]:
    for node in tree.walk():
        if node.kind != "call":
            continue
        if node.text not in FUNCTIONS:
            if ":" in node.text:
                continue  # A name space of the author's own.
            near = get_close_matches(node.text.lower(), FUNCTIONS, 1, 0.6)
            values = {"name": node.text, "near": near[0] if near else "—"}
            yield Problem("form.function_unknown", node.start, values)
        elif not takes(node.text, len(node.parts)):
            values = {"name": node.text, "takes": arguments(node.text)}
            yield Problem(
                "form.function_arguments", node.start, values | {"given": str(len(node.parts))}
            )
