"""Codes of areas (P-codes, ISO 3166-2…) found again where a spreadsheet has bent them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from babel.core import get_global


class Repair(StrEnum):
    """What differs between a code as written and the area's code."""

    NONE = "none"
    SPELLING = "spelling"
    PREFIX = "prefix"
    ZEROS = "zeros"


@dataclass(frozen=True, slots=True)
class CodeHit:
    """Areas that a written code may mean.

    Attributes
    ----------
    positions : tuple of int
        Positions of the areas; empty if there is none.
    repair : Repair
        The smallest repair that leads to them.
    """

    positions: tuple[int, ...]
    repair: Repair = Repair.NONE


@lru_cache(maxsize=200_000)
def fold_code(code: str) -> str:
    """Return a code without case, spaces and punctuation.

    Examples
    --------
    >>> fold_code("td-19 ")
    'TD19'
    """
    text = unicodedata.normalize("NFKC", code).upper()
    return "".join(c for c in text if c.isalnum())


@lru_cache(maxsize=1)
def alpha3_to_alpha2() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 codes by alpha-3 (source: Unicode CLDR, shipped with Babel)."""
    aliases = get_global("territory_aliases")
    return {
        code: new[0]
        for code, new in aliases.items()
        if re.fullmatch("[A-Z]{3}", code) and len(new) == 1 and re.fullmatch("[A-Z]{2}", new[0])
    }


@lru_cache(maxsize=1)
def _alpha2() -> frozenset[str]:
    return frozenset(alpha3_to_alpha2().values())


def code_parts(code: str) -> set[tuple[str, str]]:
    """Split a code into country (alpha-2) and the rest, in every way that makes sense.

    Parameters
    ----------
    code : str
        As written, such as ``TCD19``, ``TD-19``, ``SN-DK``, ``0101``.

    Returns
    -------
    set of (str, str)
        Country (empty where the code starts with none) and rest.

    Examples
    --------
    >>> sorted(code_parts("TCD19")), sorted(code_parts("td 19")), sorted(code_parts("0101"))
    ([('TD', '19')], [('TD', '19')], [('', '0101')])
    """
    folded = fold_code(code)
    by_alpha3 = alpha3_to_alpha2()
    parts = set()
    if folded[:3] in by_alpha3 and len(folded) > 3:
        parts.add((by_alpha3[folded[:3]], folded[3:]))
    if folded[:2] in _alpha2() and len(folded) > 2 and not (parts and folded[3].isdigit()):
        parts.add((folded[:2], folded[2:]))
    if folded and not parts:
        parts.add(("", folded))
    return parts


class CodeIndex:
    """Finds areas by their codes, with the repairs that leave no doubt.

    Parameters
    ----------
    codes : iterable of str
        One per area, in order.

    Examples
    --------
    >>> index = CodeIndex(["TCD01", "TCD19"])
    >>> index.find("td-19")
    CodeHit(positions=(1,), repair=<Repair.PREFIX: 'prefix'>)
    >>> index.find("TCD1").repair
    <Repair.ZEROS: 'zeros'>
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = tuple(codes)
        self._is_ready = False

    def _prepare(self) -> None:
        """Read the codes, once a table has any."""
        self._is_ready = True
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)
        self._parts: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, code in enumerate(self._codes):
            if not fold_code(code):
                continue
            self._exact[code].append(position)
            self._folded[fold_code(code)].append(position)
            for country, rest in code_parts(code):
                self._parts[country, rest].append(position)
                self._numbers[country, _without_zeros(rest)].append(position)

    def find(self, code: str) -> CodeHit:
        """Return the areas that `code` may mean, by the smallest repair that finds any."""
        if not code:
            return CodeHit(())
        if not self._is_ready:
            self._prepare()
        if code in self._exact:
            return CodeHit(tuple(self._exact[code]), Repair.NONE)
        parts = sorted(code_parts(code))
        attempts = (
            (Repair.NONE, [self._exact.get(code, [])]),
            (Repair.SPELLING, [self._folded.get(fold_code(code), [])]),
            (Repair.PREFIX, [self._parts.get(part, []) for part in parts]),
            (Repair.ZEROS, [self._numbers.get((a, _without_zeros(b)), []) for a, b in parts]),
        )
        for repair, lists in attempts:
            found = sorted({position for positions in lists for position in positions})
            if found:
                return CodeHit(tuple(found), repair)
        return CodeHit(())


def _without_zeros(rest: str) -> str:
    return rest.lstrip("0") or "0" if rest.isdigit() else rest
