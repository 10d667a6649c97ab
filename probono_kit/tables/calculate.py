"""Calculating an expression on all rows of a table at once."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from probono_kit.tables.expressions import Call, ExpressionError, Literal, Name, Node
from probono_kit.tables.functions import COMPARE, WORDS, either
from probono_kit.tables.vectors import (
    Vector,
    as_text,
    column_vector,
    same_sort,
    sorts,
    text_matches,
)
from probono_kit.tables.working import Working


def calculate(node: Node, table: Working) -> Vector:
    """Calculate an expression on a table whose columns have types.

    A value that is missing makes what is calculated from it missing, except in ``sum``, ``min``,
    ``max``, ``first`` and ``&``, which take what is there. A division by zero is missing.

    Parameters
    ----------
    node : Literal or Name or Call
        As :func:`~probono_kit.tables.expressions.parse` read it.
    table : Working
        The table.

    Returns
    -------
    Vector
        One value per row.

    Raises
    ------
    ExpressionError
        When it compares or calculates with what does not go together.
    """
    with np.errstate(all="ignore"):
        return _Calculator(table).value(node)


class _Calculator:
    def __init__(self, table: Working) -> None:
        self._table = table
        self._size = len(table.rows)

    def value(self, node: Node) -> Vector:
        if isinstance(node, Literal):
            return self.literal(node.value)
        if isinstance(node, Name):
            return column_vector(self._table.trail(node.name))
        if node.word in ("matches", "contains"):
            return self.searched(node)
        if node.word == "in":
            return self.listed(node)
        parts = [self.value(part) for part in node.parts]
        if node.word in COMPARE:
            return self.compared(node.word, *parts)
        return WORDS[node.word](node.word, parts)

    def literal(self, value: float | str | bool) -> Vector:
        none = np.zeros(self._size, dtype=bool)
        if isinstance(value, bool):
            return Vector("truth", np.full(self._size, value), none)
        if isinstance(value, str):
            data = np.empty(self._size, dtype=object)
            data[:] = value
            return Vector("text", data, none)
        return Vector("number", np.full(self._size, value), none, whole=value.is_integer())

    def searched(self, node: Call) -> Vector:
        inner = as_text(self.value(node.parts[0]))
        pattern = node.parts[1]
        assert isinstance(pattern, Literal)
        codes, distinct = pd.factorize(inner.data)
        flags = np.append(
            text_matches(list(distinct), str(pattern.value), whole=node.word == "matches"), False
        )
        return Vector("truth", flags[codes], inner.missing)

    def listed(self, node: Call) -> Vector:
        parts = [Call("=", (node.parts[0], item)) for item in node.parts[1:]]
        return reduce(lambda a, b: either("or", [a, b]), [self.value(part) for part in parts])

    def compared(self, word: str, left: Vector, right: Vector) -> Vector:
        left, right = same_sort(left, right), same_sort(right, left)
        if left.sort != right.sort or (left.sort in ("text", "truth") and word not in ("=", "!=")):
            raise ExpressionError("recipe.kinds_differ", sign=word, sorts=sorts(left, right))
        return Vector("truth", COMPARE[word](left.data, right.data), left.missing | right.missing)
