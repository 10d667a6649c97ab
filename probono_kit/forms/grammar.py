"""The grammar of expressions: XPath 1.0 as ODK reads it, with references ``${name}``.

Source: https://getodk.github.io/xforms-spec/#xpath-expressions and
https://www.w3.org/TR/1999/REC-xpath-19991116/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from probono_kit.forms.tokens import WORD_OPERATORS, ExpressionError, Token

#: Operators from the weakest to the strongest.
_LEVELS = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
    ("|",),
)
_DEEPEST = 60
_AXES = (
    *("ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self"),
    *("following", "following-sibling", "namespace", "parent", "preceding", "preceding-sibling"),
    "self",
)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    Parameters
    ----------
    kind : str
        ``number``, ``string``, ``ref``, ``path``, ``call``, ``operator``.
    text : str
        Text of a literal without its quotes, name of a reference, function, path or operator.
    start : int
        Place in the expression, 0 for the first character.
    parts : tuple of Node
        Operands, arguments; of a path and a reference what stands in its brackets.
    at : tuple of int
        For each condition in brackets, behind which step of the path it stands (0: behind the
        reference or call that the path begins with).
    after : str
        The steps behind a reference.
    """

    kind: str
    text: str
    start: int
    parts: tuple[Node, ...] = ()
    at: tuple[int, ...] = ()
    after: str = ""

    def walk(self) -> Iterator[Node]:
        """Yield this part and all parts within."""
        yield self
        for part in self.parts:
            yield from part.walk()


def read_tokens(found: list[Token]) -> Node:
    """Return the tree of an expression.

    Parameters
    ----------
    found : list of Token
        Its tokens, the last one being the end.

    Raises
    ------
    ExpressionError
        At the first token that does not fit.
    """
    return _Parser(found).whole()


class _Parser:
    """Reads one expression; the place moves forward only."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.place = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def is_sign(self, *texts: str) -> bool:
        return self.here.kind == "op" and self.here.text in texts

    def take(self) -> Token:
        token = self.here
        self.place += token.kind != "end"
        return token

    def whole(self) -> Node:
        tree = self.level(0)
        if self.here.kind != "end":
            raise self.unexpected()
        return tree

    def unexpected(self) -> ExpressionError:
        token = self.here
        if token.kind == "end":
            return ExpressionError("form.expression_ends", token.start)
        if self.is_sign(")", "]"):
            return ExpressionError("form.parenthesis_extra", token.start, sign=token.text)
        if token.kind == "name" and token.text.lower() in WORD_OPERATORS:
            meant = token.text.lower()
            if meant != token.text:
                return ExpressionError("form.operator", token.start, sign=token.text, meant=meant)
        return ExpressionError("form.unexpected", token.start, text=token.text)

    def level(self, number: int) -> Node:
        if number == len(_LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while self.here.text in _LEVELS[number] and self.here.kind in ("op", "name"):
            token = self.take()
            left = Node("operator", token.text, token.start, (left, self.level(number + 1)))
        return left

    def unary(self) -> Node:
        minus = []
        while self.is_sign("-"):
            minus.append(self.take())
        node = self.operand()
        # A minus of a minus only makes a number of it, so two say as much as any even count.
        for token in reversed(minus[: 2 - len(minus) % 2]):
            node = Node("operator", "-", token.start, (node,))
        return node

    def operand(self) -> Node:
        token = self.here
        if token.kind in ("number", "string"):
            self.take()
            text = token.text if token.kind == "number" else token.text[1:-1]
            return Node(token.kind, text, token.start)
        if self.is_sign("("):
            self.take()
            inner = self.nested(token)
            self.close(")", token)
            return self.path_from(inner) if self.is_sign("/", "//", "[") else inner
        if token.kind == "ref":
            self.take()
            return self.path_from(Node("ref", token.text[2:-1].strip(), token.start))
        if token.kind == "name" and self.follows("("):
            return self.path_from(self.call())
        if token.kind == "name" or self.is_sign(".", "..", "/", "//", "*", "@"):
            return self.path()
        raise self.unexpected()

    def follows(self, text: str) -> bool:
        after = self.tokens[self.place + 1]
        return after.kind == "op" and after.text == text

    def nested(self, opening: Token) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError("form.too_deep", opening.start)
        inner = self.level(0)
        self.depth -= 1
        return inner

    def close(self, sign: str, opening: Token) -> None:
        if not self.is_sign(sign):
            if self.here.kind == "end" or self.is_sign(")", "]"):
                raise ExpressionError("form.parenthesis_open", opening.start, sign=opening.text)
            raise self.unexpected()
        self.take()

    def call(self) -> Node:
        name, opening = self.take(), self.take()
        parts: list[Node] = []
        if not self.is_sign(")"):
            parts.append(self.nested_or_open(opening))
            while self.is_sign(","):
                self.take()
                parts.append(self.nested_or_open(opening))
        self.close(")", opening)
        return Node("call", name.text, name.start, tuple(parts))

    def nested_or_open(self, opening: Token) -> Node:
        if self.here.kind == "end":
            raise ExpressionError("form.parenthesis_open", opening.start, sign=opening.text)
        return self.nested(opening)

    def path_from(self, first: Node) -> Node:
        """Read what may follow a reference or a call: conditions in brackets, steps."""
        parts = list(first.parts)
        text, kind = first.text, first.kind
        if not self.is_sign("[", "/", "//"):
            return first
        conditions, steps = self.conditions(), ""
        at, count = [0] * len(conditions), 0
        while self.is_sign("/", "//"):
            steps += self.take().text
            step, inner = self.step()
            steps += step
            conditions += inner
            count += 1
            at += [count] * len(inner)
        if kind != "ref":
            return Node("path", steps, first.start, (first, *conditions), tuple(at))
        return Node(kind, text, first.start, (*parts, *conditions), tuple(at), steps)

    def path(self) -> Node:
        start = self.here.start
        text, count = "", 0
        conditions: list[Node] = []
        at: list[int] = []
        if self.is_sign("/", "//"):
            text = self.take().text
            if self.here.kind not in ("name",) and not self.is_sign(".", "..", "*", "@"):
                raise self.unexpected()
        while True:
            step, inner = self.step()
            text += step
            conditions += inner
            count += 1
            at += [count] * len(inner)
            if not self.is_sign("/", "//"):
                return Node("path", text, start, tuple(conditions), tuple(at))
            text += self.take().text

    def step(self) -> tuple[str, list[Node]]:
        text = self.take().text if self.is_sign("@") else ""
        if self.is_sign(".", "..", "*") and not text:
            return self.take().text, self.conditions()
        if self.here.kind != "name":
            raise self.unexpected()
        text += self.take().text
        if self.is_sign("::") and text in _AXES:
            text += self.take().text
            if self.here.kind != "name" and not self.is_sign("*"):
                raise self.unexpected()
            text += self.take().text
        if self.is_sign("(") and text.rpartition("::")[2] in ("node", "text", "comment"):
            opening = self.take()
            self.close(")", opening)
            text += "()"
        return text, self.conditions()

    def conditions(self) -> list[Node]:
        found = []
        while self.is_sign("["):
            opening = self.take()
            found.append(self.nested_or_open(opening))
            self.close("]", opening)
        return found
