"""The boxes of a diagram: which fields a table shows, and how wide it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from probono_kit.database.model import Design, Field, Table
from probono_kit.database.words import field_words, title_of
from probono_kit.findings import N_
from probono_kit.i18n import format_number, ngettext
from probono_kit.tables.cells import shorten

ROW = 20.0
HEAD = 46.0
PADDING = 8.0
MARKS = 34.0
_MOST_ROWS = 16
_LONGEST = 28
_LONGEST_TITLE = 30
_NARROWEST = 168.0
_BOLD = 1.12

#: Widths of characters in a sans-serif font, as a share of its size; a little generous.
_THIN, _USUAL, _WIDE, _SQUARE = 0.38, 0.64, 0.86, 1.02
_THIN_LETTERS = frozenset("iljtfI.,;:!|'’()[] -·")
_WIDE_LETTERS = frozenset("mwMW@%&—…")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a box.

    Parameters
    ----------
    name : str
        Of the field; empty for the line that says how many more there are.
    shown, full : str
        Its title as drawn, and whole.
    kind : str
        What it holds, in words.
    is_key, is_link : bool
        What is marked.
    """

    name: str
    shown: str
    full: str
    kind: str = ""
    is_key: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A table as it is drawn.

    Parameters
    ----------
    table : Table
        The table.
    shown : str
        Its title as drawn.
    rows : tuple of Row
        Its lines.
    width, height : float
        In pixels.
    """

    table: Table
    shown: str
    rows: tuple[Row, ...]
    width: float
    height: float

    def port(self, name: str) -> float:
        """Return how far below its top the middle of a field's line is."""
        place = next(i for i, row in enumerate(self.rows) if row.name == name)
        return HEAD + PADDING / 2 + ROW * (place + 0.5)


def box_of(design: Design, table: Table, language: str) -> Box:
    """Return the box of a table: keys and links first of all, other fields while there is room."""
    linked = {name for link in table.links for name in link.fields}
    needed = [f.name for f in table.fields if f.name in linked or f.name in table.key]
    room = max(0, _MOST_ROWS - len(needed))
    others = [f for f in table.fields if f.name not in needed]
    if len(others) + bool(table.geometry) > room:
        others = others[: max(0, room - 1)]
    kept = {*needed, *(field.name for field in others)}
    rows = [
        _row(field, field.name in table.key, field.name in linked, language)
        for field in table.fields
        if field.name in kept
    ]
    if table.geometry is not None:
        name = table.geometry.name
        rows.append(Row(name, name, name, table.geometry.kind))
    left = [title_of(field) for field in table.fields if field.name not in kept]
    if left:
        text = ngettext(N_("… {count} more"), "… {count} more", len(left), language)
        said = text.format(count=format_number(len(left), language))
        rows.append(Row("", said, ", ".join(left)))
    shown = shorten(title_of(table), _LONGEST_TITLE)
    widths = [MARKS + _row_width(row) + PADDING for row in rows]
    head = max(text_width(shown, 15) * _BOLD, text_width(table.name, 11)) + 2 * PADDING
    width = max(_NARROWEST, head, *widths)
    return Box(table, shown, tuple(rows), round(width), HEAD + PADDING + ROW * len(rows))


def _row_width(row: Row) -> float:
    weight = _BOLD if row.is_key else 1.0
    return text_width(row.shown, 13) * weight + 12 + text_width(row.kind, 11)


def _row(field: Field, is_key: bool, is_link: bool, language: str) -> Row:
    full = title_of(field)
    shown = shorten(full, _LONGEST)
    kind = field_words(field, language)
    kind = f"{kind} ({field.unit})" if field.unit else kind
    return Row(field.name, shown, full, kind, is_key, is_link)


def text_width(text: str, size: float) -> float:
    """Return about how wide `text` is drawn, in pixels.

    Examples
    --------
    >>> text_width("ill", 10) < text_width("mmm", 10)
    True
    """
    return size * sum(map(_width, text))


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _THIN_LETTERS:
        return _THIN
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x1F000:
        return _SQUARE
    return _WIDE if letter in _WIDE_LETTERS else 0.7 if letter.isupper() else _USUAL
