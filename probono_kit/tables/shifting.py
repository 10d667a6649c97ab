"""Making room for a column in the XML of a sheet: everything to its right moves on by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, unescape

from probono_kit.tables.cells import column_letter, column_position

_LAST = 2**14 - 1
_TAG = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
#: Attributes that name cells, by element.
_PLACES = {
    "c": ("r",),
    "dimension": ("ref",),
    "selection": ("activeCell", "sqref"),
    "pane": ("topLeftCell",),
    "sheetView": ("topLeftCell",),
    "mergeCell": ("ref",),
    "autoFilter": ("ref",),
    "sortState": ("ref",),
    "sortCondition": ("ref",),
    "conditionalFormatting": ("sqref",),
    "dataValidation": ("sqref",),
    "hyperlink": ("ref",),
    "ignoredError": ("sqref",),
    "protectedRange": ("sqref",),
}
#: What says where something is in other words than these.
_OTHER = re.compile(
    rb"<(?:[\w.-]+:)?(?:f|tablePart|drawing|legacyDrawing|extLst|oleObject|control|colBreaks"
    rb"|scenario|customSheetView|cellWatch|dataConsolidate)\b"
)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f\b")
#: Formulas of rules and validations, and of names of the workbook.
_RULES = re.compile(rb"(<(?:[\w.-]+:)?formula[12]?>)([^<]*)(?=</)")
_NAMES = re.compile(rb"(<(?:[\w.-]+:)?definedName\b[^>]*>)([^<]*)(?=</)")
_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_COLUMN = r"\$?[A-Z]{1,3}"
_RANGE = re.compile(
    r"(?P<text>\"[^\"]*\")|(?P<sheet>(?:'[^']+'|[\w.]+)!)?(?<![\w.$])"
    rf"(?P<range>{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN})(?![\w(.!])"
)
_LETTERS = re.compile(r"\$?([A-Z]{1,3})")


def shiftable(data: Mapping[str, bytes], member: str, name: str) -> bool:
    """Tell whether a column can be put into a sheet without anything pointing elsewhere after it.

    Parameters
    ----------
    data : mapping
        The members of the workbook.
    member : str
        The sheet.
    name : str
        What it is called.

    Examples
    --------
    >>> shiftable({"a": b"<sheetData/>"}, "a", "A"), shiftable({"a": b"<f>A1</f>"}, "a", "A")
    (True, False)
    """
    others = [text for part, text in data.items() if "/worksheets/" in part and part != member]
    pointed = escape(name).encode()
    return not (
        _OTHER.search(data[member])
        or any(_FORMULA.search(text) and pointed in text for text in others)
    )


def shift_right(source: bytes, position: int, name: str) -> bytes:
    """Return a sheet whose columns from `position` on are one further to the right.

    Parameters
    ----------
    source : bytes
        XML of a sheet for which :func:`shiftable` holds.
    position : int
        0 for column A.
    name : str
        Name of the sheet.

    Examples
    --------
    >>> shift_right(b'<c r="A1"/><c r="B1"/><mergeCell ref="A2:C2"/>', 1, "survey")
    b'<c r="A1"/><c r="C1"/><mergeCell ref="A2:D2"/>'
    """

    def moved(match: re.Match[bytes]) -> bytes:
        element = match[1].decode()
        text = match[0]
        if element == "row":
            return re.sub(rb'\s+spans="[^"]*"', b"", text)
        # What a window begins with stays in sight.
        first = position + (element in ("pane", "sheetView"))

        def place(cell: re.Match[str]) -> str:
            return f"{_letter(cell[1], first)}{cell[2]}"

        if element == "col":
            return _columns(text, position)
        for attribute in _PLACES.get(element, ()):
            found = re.search(rb'\b(?<!:)%s="([^"]*)"' % attribute.encode(), text)
            if found:
                shifted = _REFERENCE.sub(place, found[1].decode())
                text = text[: found.start(1)] + shifted.encode() + text[found.end(1) :]
        if element == "filterColumn":
            text = _number(text, "colId", position)
        if element == "pane" and (split := re.search(rb'\bxSplit="(\d+)"', text)):
            frozen = int(split[1])
            if position < frozen:
                text = text[: split.start(1)] + str(frozen + 1).encode() + text[split.end(1) :]
        return text

    rules = _RULES.sub(lambda m: m[1] + _shifted(m[2], position, name, own=True), source)
    return _TAG.sub(moved, rules)


def shift_names(source: bytes, position: int, name: str) -> bytes:
    """Return the workbook with its named ranges, filters and print areas of a sheet moved on.

    Parameters
    ----------
    source : bytes
        XML of the workbook.
    position : int
        0 for column A.
    name : str
        Name of the sheet.
    """
    return _NAMES.sub(lambda m: m[1] + _shifted(m[2], position, name, own=False), source)


def _shifted(written: bytes, position: int, name: str, *, own: bool) -> bytes:
    """Return a formula as XML writes it; the same bytes where nothing moves."""
    text = unescape(written.decode(), {"&quot;": '"', "&apos;": "'"})
    moved = shift_formula(text, position, name, own=own)
    return written if moved == text else escape(moved).encode()


def shift_formula(text: str, position: int, name: str, *, own: bool = True) -> str:
    """Return a formula in which the columns of a sheet from `position` on are one further right.

    Parameters
    ----------
    text : str
        The formula.
    position : int
        0 for column A.
    name : str
        Name of the sheet.
    own : bool
        Whether what names no sheet is on this one.

    Examples
    --------
    >>> shift_formula('AND($A2="B2",C2>0,lists!$B$1:$B$9)', 1, "survey")
    'AND($A2="B2",D2>0,lists!$B$1:$B$9)'
    >>> shift_formula("'my list'!$A:$C,other!$C$1", 1, "my list", own=False)
    "'my list'!$A:$D,other!$C$1"
    """

    def moved(match: re.Match[str]) -> str:
        sheet = (match["sheet"] or "")[:-1].strip("'").replace("''", "'")
        if match["text"] or (sheet != name if sheet else not own):
            return match[0]
        return (match["sheet"] or "") + _LETTERS.sub(
            lambda m: m[0][: -len(m[1])] + _letter(m[1], position), match["range"]
        )

    return _RANGE.sub(moved, text)


def widen(source: bytes, last: int) -> bytes:
    """Return a sheet that says it reaches to column `last`.

    Parameters
    ----------
    source : bytes
        XML of the sheet.
    last : int
        0 for column A.

    Examples
    --------
    >>> widen(b'<dimension ref="A1:B9"/><row r="1" spans="1:2">', 3)
    b'<dimension ref="A1:D9"/><row r="1">'
    """

    def wider(match: re.Match[bytes]) -> bytes:
        element, text = match[1].decode(), match[0]
        if element == "row":
            return re.sub(rb'\s+spans="[^"]*"', b"", text)
        found = re.search(rb':([A-Z]+)(\d+)"', text) if element == "dimension" else None
        if found is None or column_position(found[1].decode()) >= last:
            return text
        return text[: found.start(1)] + column_letter(last).encode() + text[found.end(1) :]

    return _TAG.sub(wider, source)


def _letter(letters: str, position: int) -> str:
    column = column_position(letters)
    return column_letter(min(column + (column >= position), _LAST))


def _number(text: bytes, attribute: str, position: int) -> bytes:
    found = re.search(rb'\b%s="(\d+)"' % attribute.encode(), text)
    if not found or int(found[1]) < position:
        return text
    return text[: found.start(1)] + str(int(found[1]) + 1).encode() + text[found.end(1) :]


def _columns(text: bytes, position: int) -> bytes:
    """Return the widths of columns; what is added is as wide as the column before it."""
    low = re.search(rb'\bmin="(\d+)"', text)
    high = re.search(rb'\bmax="(\d+)"', text)
    if not (low and high):
        return text
    first, last = int(low[1]), int(high[1])
    # min and max count from 1: the new column is number position + 1, the one before it position.
    first += first > position
    last = min(last + (last >= position), _LAST + 1)
    return re.sub(
        rb'\bmax="\d+"', b'max="%d"' % last, re.sub(rb'\bmin="\d+"', b'min="%d"' % first, text)
    )
