"""Expressions cut into tokens, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong in an expression.

    Parameters
    ----------
    code : str
        Code of the finding.
    start : int
        Place in the text, 0 for the first character.
    values : dict
        What the finding mentions.
    """

    code: str
    start: int
    values: dict[str, str]


class ExpressionError(Exception):
    """An expression that cannot be read; carries the :class:`Problem`."""

    def __init__(self, code: str, start: int, **values: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, start, values)


class Token(NamedTuple):
    """A piece of an expression: ``kind`` is number, string, ref, name, op, or end."""

    kind: str
    text: str
    start: int


_NAME = r"[^\W\d][\w\-.]*"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<string>"[^"]*"|'[^']*')
    |(?P<ref>\$\{{[^}}]*\}})
    |(?P<name>{_NAME}(?::{_NAME})?)
    |(?P<bad>===?|=>|=<|&&|\|\||<>|&|[‘’‚‛“”„‟«»‹›`´′″]|!(?!=)|[≤≥≠×÷–—−])
    |(?P<op>!=|<=|>=|::|//|\.\.|[-=<>+*/|()\[\],.@])
    )""",
    re.VERBOSE,
)
_CURLY = "‘’‚‛“”„‟«»‹›`´′″"
#: What was meant by signs of other languages.
MEANT = {
    "==": "=",
    "===": "=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "!": "not(…)",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "div",
    "–": "-",
    "—": "-",
    "−": "-",
}
#: Words that are operators after something that has a value.
WORD_OPERATORS = ("and", "or", "div", "mod")


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` and an end token.

    Raises
    ------
    ExpressionError
        At the first thing that is no token.

    Examples
    --------
    >>> [token.text for token in tokens(".>=18 and ${age}-1 < 'x'")]
    ['.', '>=', '18', 'and', '${age}', '-', '1', '<', "'x'", '']
    """
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _no_token(text, place)
        kind, found = match.lastgroup, match[match.lastgroup]
        start = match.start(kind)
        if kind == "bad":
            if found in _CURLY:
                raise ExpressionError("form.curly_quote", start, sign=found)
            raise ExpressionError("form.operator", start, sign=found, meant=MEANT[found])
        yield Token(kind, found, start)
        place = match.end()
    yield Token("end", "", end)


def _no_token(text: str, place: int) -> ExpressionError:
    while text[place].isspace():
        place += 1
    if text[place] in "\"'":
        return ExpressionError("form.quote_open", place, sign=text[place])
    if text.startswith("${", place):
        return ExpressionError("form.reference_open", place)
    return ExpressionError("form.sign", place, sign=text[place])
