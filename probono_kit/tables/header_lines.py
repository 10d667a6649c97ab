"""What one row of a header is: names, groups of names, units, column numbers, labels of names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from probono_kit.tables.cells import cell_text, is_blank
from probono_kit.tables.looks import Looks
from probono_kit.tables.sheets import Sheet

_UNIT = re.compile(r"[(\[].{1,30}[)\]]|%|‰|m[²³]|km²?|ha|kg|l/s|m³/h")
_MONTH = re.compile(r"(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}")


_UNITS = """
fcfa xof xaf cfa usd us$ $ € eur euros gnf htg cop mxn yer syp iqd kg g t tonnes l litres m m2 m3 km
ha jours days días mois months nb nbre nombre number número personnes ménages unité unit pers. hab.
hh ml cm mm min h %
"""
_UNIT_WORDS = frozenset(_UNITS.split())
_MACHINE = re.compile(r"[A-Za-z_][\w./:+-]*")
_JOINED = re.compile(r"[_/.:]|[a-z][A-Z0-9]")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of a header.

    Parameters
    ----------
    row : int
        Row number from 1.
    part : str
        ``"name"``, ``"unit"`` (added to the name), ``"number"`` (columns counted 1, 2, 3…) or
        ``"label"`` (what a name for machines means).
    """

    row: int
    part: str = "name"


def unit_line(number: int, texts: Mapping[int, Any]) -> HeaderLine | None:
    """Recognise a row of units, or one that only counts the columns.

    Examples
    --------
    >>> unit_line(5, {1: "(m³/h)", 2: "%"})
    HeaderLine(row=5, part='unit')
    >>> unit_line(5, {0: "(1)", 1: "(2)", 2: "(3)"})
    HeaderLine(row=5, part='number')
    """
    plain = [(cell_text(cell) or "").strip() for cell in texts.values()]
    digits = [text.strip("()[]") for text in plain]
    enough = 2 if plain and plain[0] != digits[0] else 3
    if len(plain) >= enough and digits == [str(i) for i in range(1, len(plain) + 1)]:
        return HeaderLine(number, "number")
    if plain and all(_UNIT.fullmatch(text) or text.lower() in _UNIT_WORDS for text in plain):
        return HeaderLine(number, "unit")
    return None


def sub_line(
    number: int, labels: set[int], above: set[int], spans: Sequence[tuple[int, int]]
) -> HeaderLine | None:
    """Recognise the second line of a header: it names what the first line only groups.

    Every label must stand under a merged cell, or in a run that begins under a label and goes on
    under blank cells.
    """
    under = set().union(*(range(left, right + 1) for left, right in spans))
    if not spans:
        under = set()
        for label in above:
            run = [label]
            while run[-1] + 1 in labels and run[-1] + 1 not in above:
                run.append(run[-1] + 1)
            if label in labels and len(run) > 1:
                under |= set(run)
        under |= labels - above if any(i in under for i in labels) else set()
    return HeaderLine(number) if labels and labels <= under else None


def group_line(texts: Mapping[int, str], named: set[int], spans: Sequence[tuple[int, int]]) -> bool:
    """Recognise a line of group names above a header line; a title is none.

    Parameters
    ----------
    texts : mapping of int to str
        Column → text of the line's filled cells.
    named : set of int
        Columns that the lines below name.
    spans : sequence of (int, int)
        Merged ranges of the line that span some of the columns.
    """
    if spans:
        across = max(named, default=0) - min(named, default=0) + 1
        return any(right - left + 1 < across for left, right in spans)
    if len(texts) < 2 or any(len(t) > 60 or ":" in t or _MONTH.search(t) for t in texts.values()):
        return False
    opens_run = {i for i in texts if i in named and i + 1 in named and i + 1 not in texts}
    fills_gap = {i for i in texts if i not in named}
    single = set(texts) - opens_run - fills_gap
    return len(opens_run) >= (1 if fills_gap else 2) and len(single) <= len(opens_run)


def machine_lines(looks: Looks, upper: int, lower: int) -> list[HeaderLine]:
    """Recognise names for machines (``hh_size``) with the labels of a survey above or below.

    Parameters
    ----------
    looks : Looks
        First rows of a sheet.
    upper, lower : int
        Two rows, one below the other.

    Returns
    -------
    list of HeaderLine
        Both rows, that of the labels as part ``"label"``; empty if they are something else.
    """
    for machine, label in ((upper, lower), (lower, upper)):
        names = {i: looks.text(machine, i) for i in looks.filled(machine)}
        texts = {i: looks.text(label, i) for i in looks.filled(label)}
        both = set(names) & set(texts)
        if not _for_machines(list(names.values())) or len(both) < 2 or _same(names, texts):
            continue
        if set(texts) != looks.labels(label) or len(set(texts.values())) * 2 < len(texts):
            continue
        written = sum(" " in text or text.endswith("?") for text in texts.values())
        over_values = looks.typed & both
        if over_values or (machine == upper and written * 2 > len(texts)):
            lines = {machine: HeaderLine(machine), label: HeaderLine(label, "label")}
            return [lines[row] for row in sorted(lines)]
    return []


def _same(names: Mapping[int, str], texts: Mapping[int, str]) -> bool:
    return sum(names.get(i) == text for i, text in texts.items()) * 2 > len(texts)


def _for_machines(names: Sequence[str]) -> bool:
    plain = sum(bool(_MACHINE.fullmatch(name)) for name in names)
    joined = sum(bool(_JOINED.search(name)) for name in names)
    return len(names) > 1 and plain >= 0.9 * len(names) and joined * 2 >= len(names)


def header_of(sheet: Sheet, rows: Sequence[int]) -> list[HeaderLine]:
    """Return the header that stands in `rows`, which a person or an earlier reading named.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    rows : sequence of int
        Row numbers; those beyond the sheet are left out.

    Returns
    -------
    list of HeaderLine
        From the top, units and column numbers told from names.
    """
    lines: list[HeaderLine] = []
    for row in sorted(row for row in rows if row <= sheet.height):
        texts = {i: cell for i, cell in enumerate(sheet.row(row)) if not is_blank(cell)}
        lines.append((lines and unit_line(row, texts)) or HeaderLine(row))
    return lines
