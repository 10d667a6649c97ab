"""Numbers that people typed, written plainly: all texts of one form at once.

What is written here is what :func:`~probono_kit.tables.numbers.number_text` would write; a form of
which that is not certain is left for it.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.numbers import MAX_DIGITS, Mark
from probono_kit.tables.texts import Texts, flags

#: Digits, decimal marks, what separates thousands, signs, brackets, per cent.
_FAMILIAR = re.compile(r"[0-9.,'’ \u00a0\u202f\u2009\u2007\u2008\u200a+\-−–()%]+")
#: A fraction so small that Python would write it with an exponent.
_TINY = re.compile(r"(?:^|[^0-9])0?[.,]00\d{3}")
_WHOLE = r"^-?\p{Nd}{1,18}$"


def is_certain(form: str) -> bool:
    """Tell whether the digits of a text of this form are those of the number written plainly.

    Examples
    --------
    >>> is_certain("9 999,99"), is_certain("0,00999"), is_certain("٩٩"), is_certain("9" * 16)
    (True, False, False, False)
    """
    digits = sum(character.isdigit() for character in form)
    familiar = _FAMILIAR.fullmatch(form) is not None
    return familiar and digits <= MAX_DIGITS and not _TINY.search(form)


def written_plainly(
    texts: Texts, mark: Mark, fractions: npt.NDArray[np.bool_], negative: npt.NDArray[np.bool_]
) -> Texts:
    """Write numbers so that every program reads them alike.

    Parameters
    ----------
    texts : Texts
        Numbers under the convention of `mark`, of forms that are certain.
    mark : Mark
        The decimal mark.
    fractions : array of bool
        Which of them have a decimal mark.
    negative : array of bool
        Which of them are negative.

    Examples
    --------
    >>> texts = Texts.of(["1 234,50", "(200)", "12,00", "-0,0"])
    >>> flags_ = np.array([True, False, True, True]), np.array([False, True, False, True])
    >>> list(written_plainly(texts, Mark.COMMA, *flags_))
    ['1234.5', '-200', '12', '0']
    """
    made = texts.arrow
    if flags(pc.match_substring_regex(made, f"[^0-9{mark.value}]")).any():
        made = pc.replace_substring_regex(made, f"[^0-9{mark.value}]", "")
    made = pc.replace_substring(made, ",", ".") if mark is Mark.COMMA else made
    short = pc.ascii_rtrim(pc.ascii_rtrim(made, "0"), ".")
    made = pc.if_else(pa.array(fractions), short, made)
    headless = pc.or_(pc.starts_with(made, "."), pc.equal(made, ""))
    made = _prefixed(made, "0", headless)
    signed = pc.and_(pa.array(negative), pc.not_equal(made, "0"))
    return Texts(_prefixed(made, "-", signed))


def _prefixed(texts: Any, sign: str, wanted: Any) -> Any:
    """Write a sign before some of the texts."""
    if not flags(wanted).any():
        return texts
    large = pa.large_string()
    longer = pc.binary_join_element_wise(pa.scalar(sign, large), texts, pa.scalar("", large))
    return pc.if_else(wanted, longer, texts)


def are_whole(texts: Texts) -> bool:
    """Tell whether all texts that are there are whole numbers of at most 18 characters.

    Examples
    --------
    >>> are_whole(Texts.of(["12", "-3", None])), are_whole(Texts.of(["12", "0.5"]))
    (True, False)
    """
    whole = pc.fill_null(pc.match_substring_regex(texts.arrow, _WHOLE), True)
    short = pc.fill_null(pc.less(pc.utf8_length(texts.arrow), 19), True)
    return bool(flags(whole).all() and flags(short).all())
