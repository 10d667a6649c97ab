"""Cells of two rows compared by what they are: text, number, date, phone, coordinate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from probono_kit.places.names import name_words
from probono_kit.tables.cells import cells, fold
from probono_kit.tables.distinct import Column

Codes: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.float64]

_PHONE_NAME = re.compile(r"\b(tel|telephone|phone|mobile|gsm|whatsapp|telefono|celular|هاتف)\w*")
_POSITION_NAME = re.compile(r"(?:^|[ _/])(lat|latitude|lon|long|longitude|lng)(?:$|[ _/])")
#: Coordinates that differ by less are one place: about 50 m.
_SAME_PLACE = 0.0005
#: Texts are nearly the same from here on (Jaro-Winkler, 0 to 1).
_NEAR_TEXT = 0.92
_PHONE_DIGITS = 8


class FieldKind(StrEnum):
    """What the cells of a column are to a comparison."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PHONE = "phone"
    POSITION = "position"


class Agreement(IntEnum):
    """What two cells of one column say about two rows."""

    MISSING = 0
    AGREE = 1
    NEAR = 2
    DIFFER = 3


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One column made ready to be compared.

    Parameters
    ----------
    name : str
        The column.
    kind : FieldKind
        What its cells are.
    codes : array of int
        For each row the position of its value, -1 where there is none.
    texts : list of str
        The distinct values, without what does not matter (case, accents; punctuation of phones).
    numbers : array of float
        The same as numbers or days, for columns of that kind.
    """

    name: str
    kind: FieldKind
    codes: Codes
    texts: list[str]
    numbers: Numbers

    @classmethod
    def of(cls, series: pd.Series) -> Field:
        """Take a column of a frame, typed or as text.

        Examples
        --------
        >>> field = Field.of(pd.Series(["+235 66 00 11 22", "66001122"], name="Téléphone"))
        >>> field.kind.value, field.texts
        ('phone', ['66001122'])
        """
        name = fold(str(series.name)).replace("_", " ")
        column = Column.of(series.reset_index(drop=True))
        codes, distinct = pd.factorize(column.cells())
        kind, numbers = _kind(series, name, list(distinct))
        plain = [_plain(str(text), kind) for text in distinct]
        if kind not in (FieldKind.TEXT, FieldKind.PHONE):
            return cls(str(series.name), kind, codes.astype(np.int64), plain, numbers)
        places, known = pd.factorize(cells([text or None for text in plain]))
        joined = np.where(codes < 0, -1, np.append(places, -1)[codes])
        return cls(str(series.name), kind, joined.astype(np.int64), list(known), numbers)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows hold each distinct value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts)).astype(np.int64)

    def compare(self, one: Codes, other: Codes) -> npt.NDArray[np.int8]:
        """Compare the cells of two lists of rows.

        Parameters
        ----------
        one, other : array of int
            Positions of rows, as many in each.

        Returns
        -------
        array of int8
            :class:`Agreement` of each pair.
        """
        a, b = self.codes[one], self.codes[other]
        result = np.where(a == b, Agreement.AGREE, Agreement.DIFFER).astype(np.int8)
        result[(a < 0) | (b < 0)] = Agreement.MISSING
        unlike = np.flatnonzero(result == Agreement.DIFFER)
        if len(unlike):
            width = len(self.texts)
            low, high = np.minimum(a, b)[unlike], np.maximum(a, b)[unlike]
            pairs, places = np.unique(low * width + high, return_inverse=True)
            near = self._near(pairs // width, pairs % width)
            result[unlike[near[places]]] = Agreement.NEAR
        return result

    def _near(self, one: Codes, other: Codes) -> npt.NDArray[np.bool_]:
        """Tell which pairs of distinct values are nearly the same."""
        if self.kind is FieldKind.POSITION:
            return np.asarray(np.abs(self.numbers[one] - self.numbers[other]) <= _SAME_PLACE)
        first = [self.texts[i] for i in one]
        second = [self.texts[i] for i in other]
        if self.kind is FieldKind.DATE:
            days = np.abs(self.numbers[one] - self.numbers[other])
            swapped = np.array([_swapped(a) == b for a, b in zip(first, second, strict=True)])
            return np.asarray((days <= 1) | swapped, dtype=bool)
        edits = process.cpdist(first, second, scorer=OSA.distance, score_cutoff=2)
        shorter = np.array([min(map(len, pair)) for pair in zip(first, second, strict=True)])
        if self.kind in (FieldKind.PHONE, FieldKind.NUMBER):
            return np.asarray((edits <= 1) & (shorter >= 3), dtype=bool)
        alike = process.cpdist(first, second, scorer=JaroWinkler.similarity)
        digits = {text: _digits(text) for text in {*first, *second}}
        same_numbers = np.array(
            [digits[a] == digits[b] for a, b in zip(first, second, strict=True)], dtype=bool
        )
        typo = (edits <= 1) & (shorter >= 4)
        return np.asarray((typo | ((alike >= _NEAR_TEXT) & (shorter >= 6))) & same_numbers)


def _kind(series: pd.Series, name: str, texts: list[str]) -> tuple[FieldKind, Numbers]:
    """Tell what a column holds from its type, its name and its cells."""
    nothing = np.zeros(0)
    if pd.api.types.is_datetime64_any_dtype(series.dtype) or _are_days(texts):
        written = pd.Series(texts, dtype=object)
        days = pd.to_datetime(written, errors="coerce", format="ISO8601", utc=True)
        since = days - pd.Timestamp(0, tz="UTC")
        return FieldKind.DATE, since.to_numpy() / np.timedelta64(1, "D")
    if _PHONE_NAME.search(name):
        return FieldKind.PHONE, nothing
    numbers = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype=float)
    if not texts or np.isnan(numbers).any() or any(_is_code(text) for text in texts):
        return FieldKind.TEXT, nothing
    return (FieldKind.POSITION if _POSITION_NAME.search(name) else FieldKind.NUMBER), numbers


def _are_days(texts: list[str]) -> bool:
    return bool(texts) and all(re.match(r"\d{4}-\d\d-\d\d", text) for text in texts)


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text.isdigit()


def _plain(text: str, kind: FieldKind) -> str:
    if kind is FieldKind.PHONE:
        return _digits(text)[-_PHONE_DIGITS:]
    return " ".join(name_words(text)) if kind is FieldKind.TEXT else text


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _swapped(day: str) -> str:
    """Return a day with its month and day exchanged."""
    return f"{day[:4]}-{day[8:10]}-{day[5:7]}{day[10:]}"
