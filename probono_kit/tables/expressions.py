"""Conditions and calculations as people write them: ``[Nombre d'hommes] + femmes > 10``.

The language is small and closed: columns, numbers, texts, a fixed list of words and functions. It
is read here into a tree and calculated in :mod:`probono_kit.tables.calculate`; nothing that is
written in a recipe is ever run as a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

#: More than a condition needs.
MAX_LENGTH = 1000
MAX_DEPTH = 40

#: Functions and how many arguments they take: at least, at most.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1),
    "round": (1, 2),
    "min": (1, 20),
    "max": (1, 20),
    "sum": (1, 20),
    "first": (1, 20),
    "if": (3, 3),
    "length": (1, 1),
    "lower": (1, 1),
    "upper": (1, 1),
    "left": (2, 2),
    "right": (2, 2),
    "text": (1, 1),
    "number": (1, 1),
    "year": (1, 1),
    "month": (1, 1),
    "day": (1, 1),
}
_WORDS = {
    "and": "and",
    "et": "and",
    "or": "or",
    "ou": "or",
    "not": "not",
    "non": "not",
    "in": "in",
    "dans": "in",
    "is": "is",
    "est": "is",
    "between": "between",
    "entre": "between",
    "matches": "matches",
    "contains": "contains",
    "contient": "contains",
    "empty": "empty",
    "vide": "empty",
    "filled": "filled",
    "rempli": "filled",
    "true": "true",
    "vrai": "true",
    "false": "false",
    "faux": "false",
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|\[(?P<column>(?:[^\]]|\]\])+)\]|(?P<word>[^\W\d]\w*)|(?P<sign><=|>=|<>|!=|==|[-+*/&=<>(),])"
    r"|(?P<end>$)|(?P<strange>.))",
    re.DOTALL,
)
_SAME_SIGN = {"==": "=", "<>": "!="}


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a truth value as written."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Name:
    """A column."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or a sign, and what it is applied to."""

    word: str
    parts: tuple[Node, ...]


Node: TypeAlias = Literal | Name | Call


class ExpressionError(Exception):
    """What is wrong with an expression: code and values of a finding."""

    def __init__(self, code: str, **values: str | tuple[str, ...]) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def parse(text: str) -> Node:
    """Read an expression.

    Parameters
    ----------
    text : str
        Names of columns plain when they are one word, else in square brackets (``[Nom du chef]``);
        texts in quotation marks; ``= != < <= > >= + - * /``, ``&`` to join texts, ``and or not``,
        ``in (…)``, ``between … and …``, ``is empty``, ``is filled``, ``matches``, ``contains`` and
        the functions of :data:`FUNCTIONS`. The French words ``et ou non dans est vide rempli entre
        contient vrai faux`` mean the same.

    Returns
    -------
    Literal or Name or Call
        The tree.

    Raises
    ------
    ExpressionError
        If it is none.

    Examples
    --------
    >>> parse("age < 5")
    Call(word='<', parts=(Name(name='age'), Literal(value=5.0)))
    >>> parse("[Nombre d'hommes] est vide").parts[0].name
    "Nombre d'hommes"
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("recipe.expression_too_long")
    parser = _Parser(text, list(_tokens(text)))
    tree = parser.either(0)
    if parser.kind != "end":
        raise parser.wrong()
    return tree


def names(node: Node) -> list[str]:
    """Return the columns that an expression names, each once, from the left.

    Examples
    --------
    >>> names(parse("a + b > a"))
    ['a', 'b']
    """
    if isinstance(node, Name):
        return [node.name]
    inner = [name for part in node.parts for name in names(part)] if isinstance(node, Call) else []
    return list(dict.fromkeys(inner))


def renamed(text: str, new: dict[str, str]) -> str:
    """Return an expression with other names for some columns.

    Examples
    --------
    >>> renamed("age < 5 and sexe = 'f'", {"age": "Âge en mois"})
    "[Âge en mois] < 5 and sexe = 'f'"
    """
    pieces = []
    for match in _TOKEN.finditer(text):
        name = (match["column"] or "").replace("]]", "]") or match["word"] or ""
        called = text[match.end() :].lstrip()[:1] == "(" and not match["column"]
        if name in new and not called and (match["column"] or name.lower() not in _WORDS):
            blank = match[0][: len(match[0]) - len(match[0].lstrip())]
            pieces.append(f"{blank}[{new[name].replace(']', ']]')}]")
        else:
            pieces.append(match[0])
    return "".join(pieces)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and place of every token; the last is ``end``."""
    place = 0
    while True:
        match = _TOKEN.match(text, place)
        if match is None:  # only blanks are left
            break
        kind, start = str(match.lastgroup), match.start(str(match.lastgroup))
        token = match[kind]
        place = match.end()
        if kind == "end":
            break
        if kind == "strange":
            raise ExpressionError("recipe.expression_wrong", near=text[start:][:30], text=text)
        if kind == "text":
            token = token[1:-1].replace(token[0] * 2, token[0])
        elif kind == "column":
            token = token.replace("]]", "]")
        elif kind == "word" and token.lower() in _WORDS:
            kind, token = "keyword", _WORDS[token.lower()]
        elif kind == "sign":
            token = _SAME_SIGN.get(token, token)
        yield kind, token, start
    yield "end", "", len(text)


class _Parser:
    """Reads from the loosest binding (or) to the tightest (a name)."""

    def __init__(self, text: str, tokens: list[tuple[str, str, int]]) -> None:
        self._text = text
        self._tokens = tokens
        self._place = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._place][0]

    def wrong(self) -> ExpressionError:
        near = self._text[self._tokens[self._place][2] :][:30]
        if not near.strip():
            return ExpressionError("recipe.expression_ends", text=self._text)
        return ExpressionError("recipe.expression_wrong", near=near, text=self._text)

    def next(self) -> str:
        token = self._tokens[self._place][1]
        self._place += 1
        return token

    def at(self, *tokens: str) -> bool:
        kind, token, _ = self._tokens[self._place]
        return kind in ("sign", "keyword") and token in tokens

    def expect(self, token: str) -> None:
        if not self.at(token):
            raise self.wrong()
        self.next()

    def either(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise ExpressionError("recipe.expression_too_long")
        tree = self.both(depth)
        while self.at("or"):
            tree = Call(self.next(), (tree, self.both(depth)))
        return tree

    def both(self, depth: int) -> Node:
        tree = self.negated(depth)
        while self.at("and"):
            tree = Call(self.next(), (tree, self.negated(depth)))
        return tree

    def negated(self, depth: int) -> Node:
        turns = 0
        while self.at("not"):
            self.next()
            turns += 1
        tree = self.compared(depth)
        return Call("not", (tree,)) if turns % 2 else tree

    def compared(self, depth: int) -> Node:
        tree = self.added(depth)
        if self.at("=", "!=", "<", "<=", ">", ">="):
            return Call(self.next(), (tree, self.added(depth)))
        if self.at("matches", "contains"):
            word = self.next()
            if self.kind != "text":
                raise self.wrong()
            return Call(word, (tree, Literal(self.next())))
        if self.at("between"):
            self.next()
            low = self.added(depth)
            self.expect("and")
            return Call("and", (Call(">=", (tree, low)), Call("<=", (tree, self.added(depth)))))
        if self.at("is"):
            self.next()
            turned = self.at("not") and bool(self.next())
            if not self.at("empty", "filled"):
                raise self.wrong()
            empty = self.next() == "empty"
            return Call("empty" if empty != turned else "filled", (tree,))
        turned = self.at("not") and bool(self.next())
        if self.at("in"):
            self.next()
            listed = Call("in", (tree, *self.arguments(depth)))
            return Call("not", (listed,)) if turned else listed
        if turned:
            raise self.wrong()
        return tree

    def arguments(self, depth: int) -> tuple[Node, ...]:
        self.expect("(")
        parts = [self.either(depth + 1)]
        while self.at(","):
            self.next()
            parts.append(self.either(depth + 1))
        self.expect(")")
        return tuple(parts)

    def added(self, depth: int) -> Node:
        tree = self.multiplied(depth)
        while self.at("+", "-", "&"):
            tree = Call(self.next(), (tree, self.multiplied(depth)))
        return tree

    def multiplied(self, depth: int) -> Node:
        tree = self.signed(depth)
        while self.at("*", "/"):
            tree = Call(self.next(), (tree, self.signed(depth)))
        return tree

    def signed(self, depth: int) -> Node:
        turns = 0
        while self.at("-"):
            self.next()
            turns += 1
        tree = self.atom(depth)
        return Call("minus", (tree,)) if turns % 2 else tree

    def atom(self, depth: int) -> Node:
        if self.kind == "number":
            return Literal(float(self.next()))
        if self.kind == "text":
            return Literal(self.next())
        if self.kind == "column":
            return Name(self.next())
        if self.at("true", "false"):
            return Literal(self.next() == "true")
        if self.at("("):
            self.next()
            tree = self.either(depth + 1)
            self.expect(")")
            return tree
        if self.kind == "word":
            return self.named(self.next(), depth)
        raise self.wrong()

    def named(self, word: str, depth: int) -> Node:
        if not self.at("("):
            return Name(word)
        if word.lower() not in FUNCTIONS:
            known = tuple(FUNCTIONS)
            raise ExpressionError("recipe.unknown_function", function=word, known=known)
        parts = self.arguments(depth)
        low, high = FUNCTIONS[word.lower()]
        if not low <= len(parts) <= high:
            raise ExpressionError("recipe.wrong_arguments", function=word, text=self._text)
        return Call(word.lower(), parts)
