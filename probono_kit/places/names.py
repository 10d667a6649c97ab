"""Names of places reduced to what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from probono_kit.places.kinds import without_articles, without_kind, without_one_kind

_APOSTROPHES = "'’‘ʼʻ`´′＇ʹʾʿ"
_LETTERS = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH"}
    | {"ɓ": "b", "Ɓ": "B", "ɗ": "d", "Ɗ": "D", "ɛ": "e", "Ɛ": "E", "ɔ": "o", "Ɔ": "O"}
    | {"ŋ": "ng", "Ŋ": "NG", "ƴ": "y", "Ƴ": "Y", "ɲ": "ny", "Ɲ": "NY", "ə": "e", "Ə": "E"}
    # Arabic spellings that people use for one another; the hamzas and the madda are combining
    # marks after decomposition, and go with them.
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "", "ٱ": "ا"}
)
# Combining classes 200 and more: accents above and below Latin, Greek, Cyrillic letters; 27 to 35:
# Arabic vowel signs. Vowel signs of Indic scripts and Thai have other classes: they are letters.
_ACCENTS = frozenset(range(200, 256)) | frozenset(range(27, 36))

_ELIDED = re.compile(r"(?<![^\W_])([ld])'")
_WORDS = re.compile(r"[^\W_]+")

_SAME_WORDS = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mont",
    "mount": "mont",
    "and": "et",
    "y": "et",
    "e": "et",
}


def cell_text(value: object) -> str:
    """Return the text of a cell: whole numbers without ``.0``, white space as single spaces.

    Examples
    --------
    >>> cell_text(19.0), cell_text("Barh El\\n Gazel "), cell_text(None)
    ('19', 'Barh El Gazel', '')
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


@lru_cache(maxsize=200_000)
def name_words(text: str) -> tuple[str, ...]:
    """Split a name into words without case, accents and punctuation.

    Parameters
    ----------
    text : str
        Any script. Apostrophes inside a word join (``N'Djaména``), those after the French
        articles ``l'`` and ``d'`` separate.

    Returns
    -------
    tuple of str
        Lower case; empty if `text` has neither letters nor digits.

    Examples
    --------
    >>> name_words("Région de  l’EST (Côte-d'Or)")
    ('region', 'de', 'l', 'est', 'cote', 'd', 'or')
    >>> name_words("N’Djaména")
    ('ndjamena',)
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS)
        text = "".join(map(_letter, decomposed))
    text = text.casefold()
    if "'" in text:
        text = _ELIDED.sub(r"\1 ", text).replace("'", "")
    return tuple(_WORDS.findall(text)) if text.isascii() else _split(text)


def _letter(char: str) -> str:
    if unicodedata.combining(char) in _ACCENTS or unicodedata.category(char) == "Cf":
        return ""
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _split(text: str) -> tuple[str, ...]:
    # Marks belong to their letter: in Indic scripts they are vowels, and `\w` cuts at them.
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return tuple("".join(kept).split())


def name_key(text: str) -> str:
    """Return what stays of a name without case, accents, punctuation and spaces.

    Two names with the same key are spellings of one name: ``Barh-El-Gazel`` and
    ``BARH EL GAZEL``, ``N'Djaména`` and ``Ndjamena``.

    Examples
    --------
    >>> name_key("Barh-El-Gazel") == name_key("BARH EL GAZEL")
    True
    """
    return "".join(name_words(text))


@lru_cache(maxsize=200_000)
def core_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without its articles and the kind of area it is.

    Parameters
    ----------
    text : str
        A name as people write it.

    Returns
    -------
    tuple of str
        Never empty if :func:`name_words` is not.

    Examples
    --------
    >>> core_words("Région de Saint-Louis"), core_words("ST. LOUIS region")
    (('saint', 'louis'), ('saint', 'louis'))
    """
    return core_of(name_words(text))


def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name that was split, without its articles and the kind of area.

    Examples
    --------
    >>> core_of(("region", "de", "st", "louis"))
    ('saint', 'louis')
    """
    words = without_articles(without_kind(words))
    if len(words) == 1 and words[0].isascii() and words[0] not in _SAME_WORDS:
        return words
    return tuple(_SAME_WORDS.get(word, _without_arabic_article(word)) for word in words)


def core_key(text: str) -> str:
    """Return the key of a name without its articles and the kind of area it is.

    Words such as *région*, *province of*, *departamento de* go at the beginning and at the end,
    articles of French, English, Spanish, Portuguese and Arabic go everywhere; ``St`` becomes
    ``Saint``. What is left always has a word of its own: ``District 4`` and ``Région du`` stay as
    they are.

    Examples
    --------
    >>> core_key("Région de Saint-Louis") == core_key("ST. LOUIS region")
    True
    >>> core_key("District 4") == core_key("Zone 4")
    False
    """
    return "".join(core_words(text))


def plain_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a name without each single kind of area at its ends, a city's excepted.

    Examples
    --------
    >>> plain_keys("Cercle de Lilongwe City"), plain_keys("Ville de Zomba")
    (('lilongwecity',), ())
    """
    return tuple("".join(words) for words in without_one_kind(name_words(text)))


class NameKeys(NamedTuple):
    """The keys of a name.

    Attributes
    ----------
    key, core : str
        See :func:`name_key` and :func:`core_key`.
    plain : tuple of str
        See :func:`plain_keys`.
    ordered : str
        The words in the order of the alphabet; empty for a single word.
    """

    key: str
    core: str
    plain: tuple[str, ...]
    ordered: str


@lru_cache(maxsize=200_000)
def name_keys(text: str) -> NameKeys:
    """Return the keys by which a name is looked up.

    Examples
    --------
    >>> name_keys("Région de Thiès").plain
    ('thies',)
    >>> name_keys("Kivu Nord").ordered == name_keys("Nord-Kivu").ordered
    True
    """
    words = name_words(text)
    plain = tuple("".join(own) for own in without_one_kind(words))
    ordered = " ".join(sorted(words)) if len(words) > 1 else ""
    return NameKeys("".join(words), "".join(core_words(text)), plain, ordered)


def _without_arabic_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def normalise_names(names: pd.Series) -> pd.DataFrame:
    """Return the keys of a column of names, each distinct name looked at once.

    Parameters
    ----------
    names : pandas.Series
        Text; missing values give empty keys.

    Returns
    -------
    pandas.DataFrame
        Columns ``key`` (:func:`name_key`) and ``core`` (:func:`core_key`), index of `names`.

    Examples
    --------
    >>> normalise_names(pd.Series(["THIES", "Région de Thiès"])).core.unique().tolist()
    ['thies']
    """
    texts = names.fillna("").astype(str)
    known = {text: (name_key(text), core_key(text)) for text in texts.unique()}
    keys = [known[text] for text in texts]
    return pd.DataFrame(keys, index=names.index, columns=["key", "core"])
