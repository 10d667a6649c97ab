"""The cells of a column as CSV holds them: many at once, each as it would be alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.bytes_of_texts import buffers
from probono_kit.tables.cells import column_letter
from probono_kit.tables.text_cells import as_arrow, is_text_dtype
from probono_kit.tables.texts import Texts, flags
from probono_kit.tables.workbook import only_days

_LARGE = pa.large_string()
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s().,/%-]*\Z)")
#: What begins like a formula, or like one that an apostrophe keeps from running.
_MAY_BE_FORMULA = r"\A'?[=@\t\r+\-]"
_LIKE_THOUSANDS = r"\A-?[1-9][0-9]{0,2}\.[0-9]{3}\z"


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a text as a formula.

    Examples
    --------
    >>> is_formula("=1+1"), is_formula("+226 70 00 00 00"), is_formula("-")
    (True, False, False)
    """
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("12")
    ("'=1+1", "''=1+1", '12')
    """
    return "'" + text if _needs_guard(text) else text


def _needs_guard(text: str) -> bool:
    return is_formula(text) or (text.startswith("'") and is_formula(text[1:]))


@dataclass(slots=True)
class CsvColumn:
    """A column that is written, some rows at a time.

    Parameters
    ----------
    series : pandas.Series
        The column.
    position : int
        Its place in the table, 0 for the first.
    separator, mark : str
        What stands between cells; before decimals.
    formulas : list of str
        Gets the addresses of the cells that an apostrophe guards.
    """

    series: pd.Series
    position: int
    separator: str
    mark: str
    formulas: list[str] = field(default_factory=list)
    _days: bool | None = None

    def rows(self, start: int, stop: int) -> Any:
        """Return the cells of some rows as a ``pyarrow.LargeStringArray``, quoted where needed."""
        series = self.series.iloc[start:stop]
        if isinstance(series.dtype, pd.CategoricalDtype):
            codes = series.cat.codes.to_numpy()
            texts = [str(each) for each in series.cat.categories]
            distinct = pa.array(texts, type=_LARGE)
            cells = self._quoted(self._guarded(distinct))
            written = pa.concat_arrays([cells, pa.array([""], _LARGE)])
            self._note(flags(self._risky(distinct)), codes, start)
            return written.take(pa.array(np.where(codes < 0, len(texts), codes)))
        texts_ = self._texts(series)
        risky = flags(self._risky(texts_))
        if risky.any():
            self._note(risky, np.arange(len(risky)), start)
            texts_ = self._guarded(texts_)
        return self._quoted(texts_)

    def _texts(self, series: pd.Series) -> Any:
        """Return the cells as text, empty where there is none."""
        if is_text_dtype(series):
            return as_arrow(series).fill_null("")
        dtype = series.dtype
        if pd.api.types.is_datetime64_any_dtype(dtype):
            if self._days is None:
                self._days = only_days(self.series)
            form = "%Y-%m-%d" if self._days else "%Y-%m-%d %H:%M:%S"
            codes, moments = series.factorize()
            return _taken(list(pd.Series(moments).dt.strftime(form)), codes)
        if pd.api.types.is_bool_dtype(dtype):
            codes, truths = series.factorize()
            return _taken(["true" if each else "false" for each in truths], codes)
        if pd.api.types.is_float_dtype(dtype):
            return self._numbers(series)
        if pd.api.types.is_integer_dtype(dtype):
            return pa.array(series).cast(_LARGE).fill_null("")
        listed = series.astype(object)
        missing = series.isna().to_numpy(dtype=bool)
        texts = ["" if gone else str(value) for value, gone in zip(listed, missing, strict=True)]
        return pa.array(texts, type=_LARGE)

    def _numbers(self, series: pd.Series) -> Any:
        values = series.to_numpy(dtype=np.float64, na_value=np.nan)
        gone = series.isna().to_numpy(dtype=bool)
        texts = pa.array(values, mask=gone).cast(_LARGE).fill_null("")
        # Arrow writes very large and very small numbers with an exponent.
        odd = np.flatnonzero(flags(pc.match_substring(texts, "e")))
        others = {i: float_text(values[i], ".") for i in odd.tolist()}
        texts = Texts(texts).with_others(others).arrow
        like = pc.match_substring_regex(texts, _LIKE_THOUSANDS)
        if flags(like).any():
            longer = pc.binary_join_element_wise(
                texts, pa.scalar("0", _LARGE), pa.scalar("", _LARGE)
            )
            texts = pc.if_else(like, longer, texts)  # 1,2340: three decimals look like thousands
        return pc.replace_substring(texts, ".", self.mark) if self.mark != "." else texts

    def _risky(self, texts: Any) -> Any:
        """Tell which texts a spreadsheet would run."""
        likely = flags(pc.match_substring_regex(texts, _MAY_BE_FORMULA))
        places = np.flatnonzero(likely)
        likely[places] = [_needs_guard(t) for t in texts.take(pa.array(places)).to_pylist()]
        return pa.array(likely)

    def _guarded(self, texts: Any) -> Any:
        risky = self._risky(texts)
        if not flags(risky).any():
            return texts
        longer = pc.binary_join_element_wise(pa.scalar("'", _LARGE), texts, pa.scalar("", _LARGE))
        return pc.if_else(risky, longer, texts)

    def _note(self, risky: npt.NDArray[np.bool_], codes: npt.NDArray[Any], start: int) -> None:
        if risky.any():
            here = np.flatnonzero(np.append(risky, False)[codes])
            letter = column_letter(self.position)
            self.formulas += [f"{letter}{start + row + 2}" for row in here.tolist()]

    def _quoted(self, texts: Any) -> Any:
        """Quote the texts that hold what CSV has a meaning for."""
        special = pc.match_substring_regex(texts, f'[{self.separator}"\r\n]')
        if not flags(special).any():
            return texts
        doubled = pc.replace_substring(texts, '"', '""')
        mark = pa.scalar('"', _LARGE)
        quoted = pc.binary_join_element_wise(mark, doubled, mark, pa.scalar("", _LARGE))
        return pc.if_else(special, quoted, texts)


def joined_rows(cells: list[Any], separator: str) -> bytes:
    """Return rows as CSV, from the cells of each column.

    Examples
    --------
    >>> joined_rows([pa.array(["a", "b"], _LARGE), pa.array(["1", ""], _LARGE)], ";")
    b'a;1\\r\\nb;\\r\\n'
    """
    nothing = pa.scalar("", _LARGE)
    if len(cells) == 1:  # an empty cell that is alone in its row is quoted
        cells = [pc.if_else(pc.equal(cells[0], nothing), pa.scalar('""', _LARGE), cells[0])]
    ended = pc.binary_join_element_wise(cells[-1], pa.scalar("\r\n", _LARGE), nothing)
    if len(cells) > 1:
        ended = pc.binary_join_element_wise(*cells[:-1], ended, pa.scalar(separator, _LARGE))
    return buffers(ended)[1].tobytes()


def _taken(texts: list[str], codes: npt.NDArray[Any]) -> Any:
    """Return the texts that `codes` stand for, empty where a code is negative."""
    places = pa.array(np.where(codes < 0, len(texts), codes))
    return pa.array([*texts, ""], type=_LARGE).take(places)


def float_text(value: float, mark: str) -> str:
    """Write a number with all its decimals and no exponent.

    Examples
    --------
    >>> float_text(1204.5, ","), float_text(1.234, ","), float_text(1e21, ".")
    ('1204,5', '1,2340', '1000000000000000000000')
    """
    text = str(np.format_float_positional(value, trim="-"))
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text):
        text += "0"  # 1,2340: three decimals look like a separator of thousands
    return text.replace(".", mark)
