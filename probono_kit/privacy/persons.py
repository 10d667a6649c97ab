"""Names of persons: after a title, after “my name is”, and those that the table itself lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from probono_kit.privacy.words import unaccented

#: A name of a column of names counts from so many letters on.
_SHORTEST = 3

_BIG = "[A-ZÀ-ÖØ-ÞŒŸ]"
_NAME = rf"{_BIG}[\w'\-]*"
_BETWEEN = r"(?:(?:de|da|dos|del|di|la|las|los|von|van|ben|bin|bint|ibn|ould|mint|ag|wa|al|el|y) )*"
_NAMES = rf"{_NAME}(?:[ \-]{_BETWEEN}{_NAME}){{0,4}}"

#: After these even a word in small letters is a name.
_STRONG = (
    r"m\.|mr\.?|mrs\.?|mme\.?|mlle\.?|dr\.?|dra\.?|sr\.?|sra\.?|srta\.?|monsieur|madame|mademoiselle"
    r"|mister|docteure?|doctora?|señora?|señorita|senora?|do[nñ]a|el ?hadj[i]?|elhadji?|hadja"
    r"|my name is|je m'appelle|mon nom est|me llamo|mi nombre es"
)
#: After these a capital letter makes the name: the words have other meanings too.
_WEAK = (
    r"ms\.?|pr\.?|prof\.?|professeure?|professor|profesora?|don|lic\.?|ing\.?|sheikh|shaykh|cheikh"
    r"|imam|pasteur|pastor|abbé|père|sœur|soeur|frère|father|sister|brother|padre|hermana"
    r"|maître|me|chef|chief|jefe|mama|mamá|maman|papa|tonton|tante|colonel|coronel|capitaine|captain"
    r"|named|nommée?|appelée?|llamad[oa]|called|contact(?:er|ez)?|signée?|signed|firmado"
)
_SMALL_WORDS = (
    "le la les l de du des d un une et ou qui que the a an of and or who is was has el los las del"
    " y o que una es est a ne pas dit en au aux mon ma mes notre votre your my our its it"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_AFTER_STRONG = re.compile(rf"(?<!\w)(?i:{_STRONG})(?![\w'])[ :]*({_NAMES}|[^\W\d_][\w'\-]+)")
_AFTER_WEAK = re.compile(rf"(?<!\w)(?i:{_WEAK})(?!\w)[ :]+({_NAMES})")
_ARABIC = re.compile(
    r"(?<!\w)(?:[وبلف]?(?:السيد[ةه]?|الآنس[ةه]|الانس[ةه]|الأستاذ[ةه]?|الاستاذ[ةه]?|الدكتور[ةه]?|دكتور[ةه]?"
    r"|المهندس[ةه]?|الشيخ[ةه]?|الحاج|السيدان|العم|الخال)|د\.|أبو|ابو|أم|اسمي|واسمي|يدعى|تدعى|المدعو)"
    r" +([^\W\d_]{2,}(?: [^\W\d_]{2,}){0,3})"
)
_ARABIC_WORDS = "إلى الى من في على عن أن ان الذي التي هذا هذه لا لم ما هو هي كان كانت قال قالت"
_ARABIC_SMALL = frozenset(_ARABIC_WORDS.split())
_RUN = re.compile(rf"(?<![\w'’]){_NAME}(?: {_BETWEEN}{_NAME})+")


def titled(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand that a title or an introduction announces.

    Examples
    --------
    >>> text = "Appelez Mme Awa Ndiaye ce soir"
    >>> [text[first:last] for first, last in titled(text)]
    ['Awa Ndiaye']
    """
    for pattern in (_AFTER_STRONG, _AFTER_WEAK):
        for found in pattern.finditer(text):
            if found[1].casefold() not in _SMALL:
                yield found.span(1)
    for found in _ARABIC.finditer(text):
        first, *_ = found[1].split()
        if first not in _ARABIC_SMALL:
            yield found.span(1)


def capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Yield where several words in a row begin with a capital: a person, or a place.

    Nothing where everything is written in capitals, or each word begins with one.

    Examples
    --------
    >>> text = "Le comité de Awa Ndiaye gère le puits"
    >>> [text[first:last] for first, last in capitalised(text)]
    ['Awa Ndiaye']
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    big = sum(word[0].isupper() for word in words)
    if len(words) > 3 and big < 0.7 * len(words):
        yield from (found.span() for found in _RUN.finditer(text))


class KnownNames:
    """The names that a table lists, to find them in its other columns.

    Parameters
    ----------
    values : iterable of str
        Cells of columns of names.

    Examples
    --------
    >>> known = KnownNames(["Aïssatou N'Diaye"])
    >>> text = "le puits de NDIAYE aissatou est sec"
    >>> [text[first:last] for first, last in known.find(text)]
    ['NDIAYE', 'aissatou']
    """

    def __init__(self, values: Iterable[object] = ()) -> None:
        texts = {str(value) for value in values if isinstance(value, str)}
        self._words = {
            word
            for text in texts
            for word in _folded_words(text)
            if len(word) >= _SHORTEST and word not in _SMALL
        }

    def __bool__(self) -> bool:
        return bool(self._words)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a listed name stands in `text`, without regard to case and accents."""
        if self._words:
            for found in _TOKEN.finditer(text):
                if _folded(found[0]) in self._words:
                    yield found.span()


_TOKEN = re.compile(r"[^\W\d_][\w'\-’]*")


def _folded(word: str) -> str:
    return re.sub(r"[^\w]", "", unaccented(word))


def _folded_words(text: str) -> Iterator[str]:
    yield from (_folded(found[0]) for found in _TOKEN.finditer(text))
