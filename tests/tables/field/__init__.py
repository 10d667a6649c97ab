"""Sheets of many shapes as they come from the field, made from a seed, with the truth about them.

>>> len({made.family for made in all_sheets(1)}) == len(FAMILIES)
True
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.tables.field import budgets, exports, lists, several, statistics
from tests.tables.field.canvas import Canvas
from tests.tables.field.words import LANGUAGES

#: What makes each shape; the number of sheets of it in a set grows with what varies in it.
FAMILIES: dict[str, Callable[[Canvas], None]] = {
    **exports.FAMILIES,
    **lists.FAMILIES,
    **statistics.FAMILIES,
    **budgets.FAMILIES,
    **several.FAMILIES,
}


def make_sheet(family: str, number: int) -> Canvas:
    """Make sheet `number` of a family: the same every time; languages take turns."""
    language = LANGUAGES[number % len(LANGUAGES)]
    page = Canvas(family, number, language, random.Random(f"{family} {number}"))
    FAMILIES[family](page)
    page.finish()
    return page


def all_sheets(each: int, start: int = 0) -> Iterator[Canvas]:
    """Make `each` sheets of every family."""
    for family in FAMILIES:
        for number in range(start, start + each):
            yield make_sheet(family, number)
