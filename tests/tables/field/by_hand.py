"""Sheets written by hand in ``by_hand.txt``: the role of a row, then its cells.

A sheet begins with ``== name [merged ranges]``: first row, first column, last row, last column,
counted from 0. Numbers are numbers, but not those that begin with 0.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.tables.messy import Messy

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?")


def read_by_hand() -> list[Messy]:
    """Return the sheets with the truth about their rows."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    return [_sheet(part) for part in re.split(r"^== ", text, flags=re.M) if part.strip()]


def _sheet(part: str) -> Messy:
    head, *lines = part.rstrip("\n").splitlines()
    name, _, merges = head.rstrip("]").partition(" [")
    made = Messy(re.sub(r"\W+", "-", name))
    for merge in filter(None, merges.split("; ")):
        top, left, bottom, right = map(int, merge.split(","))
        made.merges.append((top, left, bottom, right))
    for line in lines:
        role, *cells = line.split("|")
        if role.strip():
            made.add(role.strip(), *(_cell(cell.strip()) for cell in cells))
    return made


def _cell(text: str) -> str | int | float | None:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text or None
    return float(text) if number[1] else int(text)
