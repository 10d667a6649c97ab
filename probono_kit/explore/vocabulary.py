"""The words of answers: what they are without endings, which say something, which deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from probono_kit.privacy.words import unaccented

_WORD = re.compile(r"[^\W\d_]+")
_PAUSE = re.compile(r"[.,;:!?()\[\]/|\n\r•*،؛؟\"«»“”—]+|\s-+\s|^\s*-+")
_SHORTEST = 2

#: Words that the lists of stop words hold, but that say what an answer is about.
_SAID = {
    "en": "well wells help home need needs problem problems information work working room rooms"
    " area areas group groups young old long fire far near good ill away state cry cost point"
    " points children high low poorly sick place places member members open closed move money",
    "fr": "personne personnes parole pièce suffisant ouvert rare pire proche près suffit force"
    " manque cher chère chers chères beau bon dos",
    "es": "trabajo trabajar trabaja trabajan lejos mal empleo empleos sal horas tiempo cerca bueno"
    " buena buenas buenos peor mejor poco informacion tarde pasado",
    "ar": "يوم سنة صباح مساء بيت عام اعادة زيارة قوة لقاء",
}
#: Words that turn what follows round: “no water” is not about water alone.
_DENIED = {
    "en": "no not without lack none never",
    "fr": "pas sans aucun aucune non ni jamais",
    "es": "no sin ningún ninguna ni nunca",
    "ar": "لا بدون دون عدم ليس غير لم لن ليست",
}
_ALGORITHMS = {"en": "english", "fr": "french", "es": "spanish"}
_SPELT = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ؤ": "و", "ئ": "ي"}
)
#: Prefixes and suffixes of Arabic, longest first (L. Larkey, L. Ballesteros, M. Connell 2007,
#: light10).
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
_AFTER = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


class Word(NamedTuple):
    """A word of an answer.

    Parameters
    ----------
    text : str
        As it is written, in small letters.
    stem : str
        What it is compared by; empty for stop words.
    denies : bool
        Whether it turns round what follows.
    """

    text: str
    stem: str
    denies: bool = False


def parts_of(text: str, language: str) -> Iterator[list[Word]]:
    """Yield the words of each part of an answer, between pauses.

    Parameters
    ----------
    text : str
        An answer.
    language : str
        Its language; words of one of which nothing is known have no endings and no stop words.

    Yields
    ------
    list of Word
        In order; words of a letter have no stem.

    Examples
    --------
    >>> [[word.stem for word in part] for part in parts_of("Wells are dry, no water", "en")]
    [['well', '', 'dri'], ['no', 'water']]
    """
    for part in _PAUSE.split(text.replace("’", "'")):
        if words := [_word(found, language) for found in _WORD.findall(part)]:
            yield words


def _word(written: str, language: str) -> Word:
    # “JR” is set as it is written; “EAU” as people write it.
    text = written.lower()
    plain = _spelt(text)
    if plain in _words_of(_DENIED, language):
        return Word(text, plain, denies=True)
    if len(plain) < _SHORTEST or plain in _stop_words(language):
        return Word(text, "")
    return Word(text, _stem(text, language))


@lru_cache(maxsize=100_000)
def _stem(text: str, language: str) -> str:
    if language == "ar":
        return _light(_spelt(text))
    if language in _ALGORITHMS:
        return _spelt(str(_stemmer(language).stemWord(text)))
    return _spelt(text)


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_ALGORITHMS[language])


def _light(word: str) -> str:
    for prefix in _BEFORE:
        if word.startswith(prefix) and len(word) - len(prefix) >= (3 if prefix == "و" else 2):
            word = word[len(prefix) :]
            break
    for suffix in _AFTER:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word


def _spelt(text: str) -> str:
    """Return a word as all spell it: no accents, no vowel signs, one letter for its variants."""
    return unaccented(text.translate(_SPELT))


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    if language not in _SAID:
        return frozenset()
    import stopwordsiso

    listed = {_spelt(word.lower()) for word in stopwordsiso.stopwords(language)}
    return frozenset(listed - _words_of(_SAID, language) - _words_of(_DENIED, language))


@lru_cache(maxsize=16)
def _listed(words: str) -> frozenset[str]:
    return frozenset(_spelt(word) for word in words.split())


def _words_of(lists: dict[str, str], language: str) -> frozenset[str]:
    return _listed(lists.get(language, ""))
