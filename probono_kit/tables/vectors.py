"""The values of an expression in all rows of a table: numbers, texts, dates, conditions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from typing import Literal as Choice

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.cells import cells
from probono_kit.tables.conventions import DTYPES, ColumnKind
from probono_kit.tables.expressions import ExpressionError
from probono_kit.tables.numbers import number_text
from probono_kit.tables.plain_texts import decimals, moments
from probono_kit.tables.texts import Flags
from probono_kit.tables.trail import Trail

Sort: TypeAlias = Choice["number", "text", "date", "truth"]

#: Beyond this a whole number is not exact any more.
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """The value of an expression in every row.

    Parameters
    ----------
    sort : str
        ``number``, ``text``, ``date`` or ``truth``.
    data : array
        float64, object, datetime64[us] or bool; what stands where there is no value is ignored.
    missing : array of bool
        Where there is no value.
    whole : bool
        Of numbers: whole by their making. Of dates: days without a time.
    """

    sort: Sort
    data: npt.NDArray[Any]
    missing: Flags
    whole: bool = False

    @property
    def holds(self) -> Flags:
        """Where a condition is met for certain."""
        return np.asarray(self.data, dtype=bool) & ~self.missing

    @property
    def fails(self) -> Flags:
        """Where a condition is not met for certain."""
        return ~np.asarray(self.data, dtype=bool) & ~self.missing

    def texts(self) -> tuple[list[str | None], npt.NDArray[np.intp], ColumnKind]:
        """Write the values as the cells of a column: distinct texts, codes, and their kind."""
        codes, distinct = pd.factorize(self.data)
        codes = np.where(self.missing, len(distinct), np.where(codes < 0, len(distinct), codes))
        listed = list(distinct)
        written: list[str | None]
        if self.sort == "number":
            written = [number_text(_plain(float(value))) for value in listed]
            exact = all(abs(float(value)) < _EXACT for value in listed)
            kind = ColumnKind.INTEGER if self.whole and exact else ColumnKind.DECIMAL
        elif self.sort == "date":
            stamps: Any = np.asarray(listed, dtype="datetime64[us]")
            stamped: Any = np.datetime_as_string(stamps, unit="D" if self.whole else "s")
            written = [str(text).replace("T", " ") for text in stamped]
            kind = ColumnKind.DATE if self.whole else ColumnKind.DATETIME
        elif self.sort == "truth":
            written, kind = ["true" if value else "false" for value in listed], ColumnKind.BOOLEAN
        else:
            written, kind = [str(value) or None for value in listed], ColumnKind.TEXT
        return [*written, None], codes.astype(np.intp), kind


def _plain(value: float) -> float:
    """Return a number without the noise of binary fractions: 0.1 + 0.2 is 0.3."""
    return float(f"{value:.15g}")


def column_vector(trail: Trail) -> Vector:
    """Return the values of a column by the kind of its cells.

    Parameters
    ----------
    trail : Trail
        With a type.
    """
    kind = trail.type.kind if trail.type else ColumnKind.TEXT
    dtype = DTYPES[kind]
    gone = trail.now.gone
    if dtype in ("Int64", "float64"):
        data: npt.NDArray[Any] = decimals(trail.now.arrow)
        return Vector("number", data[trail.codes], gone[trail.codes], whole=dtype == "Int64")
    if dtype.startswith("datetime"):
        data = moments(trail.now.arrow)
        whole = kind is ColumnKind.DATE
        return Vector("date", data[trail.codes], gone[trail.codes], whole=whole)
    if dtype == "boolean":
        truths = np.array([text == "true" for text in trail.now], dtype=bool)
        return Vector("truth", truths[trail.codes], gone[trail.codes])
    return Vector("text", trail.cells(), gone[trail.codes])


def text_matches(texts: Sequence[str] | Any, pattern: str, *, whole: bool = True) -> Flags:
    """Tell which texts a regular expression matches; without `whole`, which contain the text.

    The expressions are those of RE2, which takes a time in proportion to the text, whatever the
    expression.

    Raises
    ------
    ExpressionError
        If it is no regular expression.

    Examples
    --------
    >>> text_matches(["TD01", "TD1x"], "TD[0-9]+").tolist()
    [True, False]
    """
    array = texts if isinstance(texts, pa.Array) else pa.array(texts, type=pa.large_string())
    try:
        found = (
            pc.match_substring_regex(array, rf"\A(?:{pattern})\z")
            if whole
            else pc.match_substring(array, pattern)
        )
    except pa.ArrowInvalid as problem:
        reason = str(problem).rpartition(": ")[2]
        raise ExpressionError("recipe.bad_pattern", pattern=pattern, reason=reason) from problem
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def sorts(*vectors: Vector) -> tuple[str, ...]:
    """Return what several values are, for a finding."""
    return tuple(vector.sort for vector in vectors)


def need(word: str, sort: Sort, *vectors: Vector) -> None:
    """Refuse to apply `word` to anything but values of one sort."""
    if any(vector.sort != sort for vector in vectors):
        raise ExpressionError("recipe.kinds_differ", sign=word, sorts=sorts(*vectors))


def same_sort(vector: Vector, other: Vector) -> Vector:
    """Read a text as a day where the other side is one."""
    if vector.sort != "text" or other.sort != "date":
        return vector
    try:
        found = [None if t is None else datetime.datetime.fromisoformat(t) for t in vector.data]
    except ValueError:
        return vector
    days = all(text is None or len(text) == 10 for text in vector.data)
    return Vector("date", np.array(found, dtype="datetime64[us]"), vector.missing, whole=days)


def as_text(vector: Vector) -> Vector:
    """Write values as the texts that a table would hold."""
    if vector.sort == "text":
        return vector
    texts, codes, _ = vector.texts()
    return Vector("text", cells(texts)[codes], vector.missing)
