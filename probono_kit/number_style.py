"""How numbers are written in a language and a country: digits, marks and signs, from the CLDR."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import NumberPattern, parse_pattern

_LATIN = "0123456789"

#: Digits of the numbering systems that the languages of maps use besides the Latin one.
_DIGITS = {"latn": _LATIN, "arab": "٠١٢٣٤٥٦٧٨٩"}


@dataclass(frozen=True)
class NumberStyle:
    """How readers of one language in one country write numbers.

    Attributes
    ----------
    locale : babel.Locale
        Language and country, if the CLDR knows the two together; else the language.
    system : str
        ``"latn"`` (0123) or ``"arab"`` (٠١٢٣).
    """

    locale: Locale
    system: str

    @property
    def digits(self) -> str:
        """The ten digits, zero first."""
        return _DIGITS[self.system]

    @property
    def sizes(self) -> tuple[int, int]:
        """How many digits stand in the last group, and in each one before it."""
        first, others = self.locale.decimal_formats[None].grouping
        return int(first), int(others)

    @property
    def least(self) -> int:
        """How many digits must stand before a group: Spain writes 1234 and 12.345."""
        # Babel leaves out this number of the CLDR; of these languages Spanish alone has one.
        american = str(self.locale) in get_global("parent_exceptions")
        return 2 if self.locale.language == "es" and not american else 1

    @property
    def marks(self) -> dict[str, object]:
        """All of this by name, for the scripts of a page, which write numbers too."""
        return {
            "digits": self.digits,
            "least": self.least,
            "sizes": self.sizes,
            "decimal": self.symbol("decimal"),
            "group": self.symbol("group"),
            "minus": self.symbol("minusSign"),
        }

    def symbol(self, name: str) -> str:
        """Return a sign by its name in the CLDR, such as ``decimal`` or ``minusSign``."""
        return str(self.locale.number_symbols[self.system][name])

    def unit(self, sign: str) -> str:
        """Return ``%`` or ``‰`` as it follows a number, with what stands between the two."""
        pattern = str(self.locale.percent_formats[None].pattern).lstrip("#,.0")
        name = "percentSign" if sign == "%" else "perMille"
        # Beside Latin digits the sign needs no help: it goes with the number in any line.
        written = sign if self.system == "latn" else self.symbol(name)
        return pattern.replace("%", written)

    def write(self, value: float | Decimal, decimals: int | None = None) -> str:
        """Write a finite number; up to three decimals if none are asked for."""
        text = _pattern(self.locale, decimals).apply(
            value, self.locale, numbering_system=self.system
        )
        group = self.symbol("group")
        if self.least > 1 and text.count(group) == 1:
            head, _, tail = text.partition(group)
            text = head + tail if len(head.lstrip("-")) < self.least else text
        return self.in_digits(text).replace("-", self.symbol("minusSign"))

    def in_digits(self, text: str) -> str:
        """Return `text` with its Latin digits replaced by those of the style."""
        return text if self.system == "latn" else text.translate(_TABLES[self.system])


_TABLES = {name: str.maketrans(_LATIN, digits) for name, digits in _DIGITS.items()}


def is_country(code: str) -> bool:
    """Tell whether three letters are the ISO 3166 code of a country.

    Examples
    --------
    >>> is_country("SEN"), is_country("ZZZ")
    (True, False)
    """
    # The list has codes that are free for anybody's use, too: those have no name.
    region = get_global("territory_aliases").get(code, [""])[0]
    return region != "ZZ" and region in Locale("en").territories


@lru_cache(maxsize=256)
def style_of(language: str, country: str = "") -> NumberStyle:
    """Return how numbers are written in `language` by readers in `country`.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    country : str
        ISO 3166 code of three letters, or empty. Where the CLDR does not know that the language is
        spoken in the country, the language alone decides.

    Returns
    -------
    NumberStyle
        From the Unicode Common Locale Data Repository, which Babel carries.

    Examples
    --------
    >>> style_of("ar", "EGY").write(1234.5), style_of("ar", "DZA").write(1234.5)
    ('١٬٢٣٤٫٥', '1.234,5')
    >>> style_of("es", "MEX").write(1234.5), style_of("es", "ESP").write(1234.5)
    ('1,234.5', '1234,5')
    """
    locale = Locale.parse(language)
    region = (get_global("territory_aliases").get(country) or [""])[0]
    if region:
        with suppress(UnknownLocaleError):
            locale = Locale.parse(f"{language}_{region}")
    system = locale.default_numbering_system
    return NumberStyle(locale, system if system in _DIGITS else "latn")


@lru_cache(maxsize=256)
def _pattern(locale: Locale, decimals: int | None) -> NumberPattern:
    pattern: NumberPattern = locale.decimal_formats[None]
    if decimals is None:
        return pattern
    whole = str(pattern.pattern).partition(".")[0]
    made: NumberPattern = parse_pattern(whole + ("." + "0" * decimals if decimals else ""))
    return made
