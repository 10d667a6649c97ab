"""Units behind numbers, as each language writes them."""

from __future__ import annotations

from probono_kit.i18n import direction, number_style

#: Longer units stand once in the heading of the legend instead of behind every number.
SHORT_UNIT = 3


def is_short(unit: str) -> bool:
    """Tell whether `unit` is short enough to stand behind every number.

    Examples
    --------
    >>> is_short("%"), is_short("households")
    (True, False)
    """
    return 0 < len(unit.strip()) <= SHORT_UNIT


def with_unit(text: str, unit: str, language: str) -> str:
    """Put `unit` behind `text` (a number or a range), never alone on the next line.

    Examples
    --------
    >>> with_unit("45", "%", "en"), with_unit("45", "%", "fr"), with_unit("45", "km", "en")
    ('45%', '45\\xa0%', '45\\xa0km')
    """
    unit = unit.strip()
    if not unit:
        return text
    if unit in ("%", "‰"):
        return text + number_style(language).unit(unit).replace("\u202f", "\xa0")
    if direction(language) == "rtl":
        # Invisible marks: the unit follows its number to the left, in whichever script it is.
        return f"\u200f{text}\u200f\xa0{unit}"
    return f"{text}\xa0{unit}"
