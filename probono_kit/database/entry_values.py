"""What a cell of an entry workbook says, under the kind of its field."""

from __future__ import annotations

import datetime
from typing import Any, Final

from probono_kit.database.model import Field, FieldKind
from probono_kit.i18n import LANGUAGES, gettext
from probono_kit.tables.cells import cell_text, fold
from probono_kit.tables.dates import SERIALS, Order, from_serial, read_date
from probono_kit.tables.numbers import Mark, read_number

#: What a cell says that does not fit its field.
WRONG: Final = object()

#: Languages that write the day first and a decimal comma.
_DAY_FIRST = ("fr", "es")


def value_of(field: Field, cell: Any, language: str) -> Any:
    """Return the value of a filled cell, :data:`WRONG` if it does not fit.

    Parameters
    ----------
    field : Field
        What the cell should hold.
    cell : object
        As read from the workbook.
    language : str
        Decides ``3/4/2025`` and ``1,234``.

    Returns
    -------
    object
        A value of the field's kind.

    Examples
    --------
    >>> value_of(Field(name="n", kind="decimal"), "1,5", "fr")
    1.5
    >>> value_of(Field(name="n", kind="integer"), "many", "fr") is WRONG
    True
    """
    text = (cell_text(cell) or "").strip()
    match field.kind:
        case FieldKind.INTEGER:
            number = _number(cell, text, language)
            return int(number) if number is not None and number == int(number) else WRONG
        case FieldKind.DECIMAL:
            number = _number(cell, text, language)
            return float(number) if number is not None else WRONG
        case FieldKind.BOOLEAN:
            return _answer(field, cell, text)
        case FieldKind.DATE:
            moment = _moment(cell, text, language)
            return WRONG if moment is None else datetime.datetime(*moment.timetuple()[:3])  # noqa: DTZ001
        case FieldKind.DATETIME:
            moment = _moment(cell, text, language)
            return WRONG if moment is None else moment
    return text


def _number(cell: Any, text: str, language: str) -> float | int | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell
    reading = read_number(text)
    if reading is None or reading.percent:
        return None
    usual = Mark.COMMA if language in _DAY_FIRST else Mark.POINT
    return reading.value(reading.only or usual)


def _answer(field: Field, cell: Any, text: str) -> Any:
    if isinstance(cell, bool):
        return cell
    yes, no = {"1", "true", "x"}, {"0", "false"}
    yes |= {fold(gettext("yes", code)) for code in LANGUAGES}
    no |= {fold(gettext("no", code)) for code in LANGUAGES}
    if field.words:
        yes, no = {fold(field.words[0])}, {fold(field.words[1])}
    word = fold(text)
    return True if word in yes else False if word in no else WRONG


def _moment(cell: Any, text: str, language: str) -> datetime.datetime | None:
    found: datetime.date | None
    if isinstance(cell, datetime.date):
        found = cell
    elif isinstance(cell, (int, float)) and int(cell) in SERIALS:
        found = from_serial(int(cell))
    else:
        reading = read_date(text)
        if reading is None or reading.is_month:
            return None
        if reading.is_ambiguous and language not in _DAY_FIRST:
            return None
        found = reading.value(reading.only or Order.DAY_FIRST)
    if found is None:
        return None
    if isinstance(found, datetime.datetime):
        return found.replace(tzinfo=None)
    return datetime.datetime.combine(found, datetime.time())
