"""Names of places reduced to what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd

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

_ARTICLES = frozenset(
    {
        *("le", "la", "les", "l", "d", "de", "du", "des"),  # French
        *("the", "of"),
        *("el", "los", "las", "del"),  # Spanish
        *("do", "da", "dos", "das"),  # Portuguese
        "al",  # Arabic in Latin letters; see also _without_arabic_article
    }
)
_SAME_WORDS = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mont",
    "mount": "mont",
    "and": "et",
    "y": "et",
    "e": "et",
}

# Kinds of areas, as they are written before or after a name. Only whole words; nothing that tells
# two areas apart (north, upper, rural, new, numbers) may ever be added.
_KINDS = """
region; province; state; district; county; department; governorate; prefecture; sub prefecture;
subprefecture; municipality; city; town; division; sub division; subdivision; sub county; subcounty;
sub district; subdistrict; ward; zone; health zone; health district; health area; parish; canton;
commune; township; circle; locality; emirate; admin; administrative region; local government area;
lga; upazila; zila; zilla; woreda; kebele; oblast; raion; rayon; hromada; wilaya; wilayat; wilayah;
governorat; gouvernorat; muhafazat; mohafazat; muhafazah; mouhafaza; caza; qada; moughataa;
departement; dept; dep; dpt; prov; reg; dist; distr; sous prefecture; cercle; arrondissement;
commune urbaine; commune rurale; territoire; collectivite; collectivite territoriale; chefferie;
secteur; groupement; localite; ville; municipalite; zone de sante; zs; aire de sante;
district sanitaire; district autonome; region administrative; departamento; depto; dpto; dto;
provincia; distrito; municipio; mun; estado; comuna; parroquia; comarca; ciudad; corregimiento;
gobernacion; regiao; concelho;
محافظه; ولايه; منطقه; مديريه; قضاء; ناحيه; اقليم; مدينه; مقاطعه
"""
_PHRASES = frozenset(tuple(kind.split()) for kind in _KINDS.split(";"))
_LONGEST = max(map(len, _PHRASES))
_NUMBERING = re.compile(r"\d+|[ivxlc]+|[^\W\d_]")


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
    text = re.sub(r"(?<![^\W_])([ld])'", r"\1 ", text.casefold()).replace("'", "")
    return tuple(re.findall(r"\w+", text.replace("_", " "))) if text.isascii() else _split(text)


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
def core_key(text: str) -> str:
    """Return the key of a name without its articles and the kind of area it is.

    Words such as *région*, *province of*, *departamento de* go at the beginning and at the end,
    articles of French, English, Spanish, Portuguese and Arabic go everywhere; ``St`` becomes
    ``Saint``. What is left always has a word of its own: ``District 4`` and ``Région du`` stay as
    they are.

    Parameters
    ----------
    text : str
        A name as people write it.

    Returns
    -------
    str
        Equal for two spellings that differ in these words only.

    Examples
    --------
    >>> core_key("Région de Saint-Louis"), core_key("ST. LOUIS region")
    ('saintlouis', 'saintlouis')
    >>> core_key("District 4") == core_key("Zone 4")
    False
    """
    words = name_words(text)
    if any(word not in _ARTICLES for word in words):
        words = _without_kind(_trimmed(words))
        words = tuple(word for word in words if word not in _ARTICLES)
    return "".join(_SAME_WORDS.get(word, _without_arabic_article(word)) for word in words)


def _without_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    """Take kinds of areas off both ends for as long as a name of its own stays."""
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        if words[:size] in _PHRASES and _is_a_name(words[size:]):
            return _without_kind(_trimmed(words[size:]))
        if words[-size:] in _PHRASES and _is_a_name(words[:-size]):
            return _without_kind(_trimmed(words[:-size]))
    return words


def _trimmed(words: tuple[str, ...]) -> tuple[str, ...]:
    start, end = 0, len(words)
    while words[start] in _ARTICLES:
        start += 1
    while words[end - 1] in _ARTICLES:
        end -= 1
    return words[start:end]


def _is_a_name(words: tuple[str, ...]) -> bool:
    own = [word for word in words if word not in _ARTICLES]
    return any(not _NUMBERING.fullmatch(word) for word in own) and tuple(own) not in _PHRASES


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
