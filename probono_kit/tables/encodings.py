"""From bytes to text: which encoding, how sure, and on which words that rests.

A byte of an 8-bit encoding says nothing by itself: ``0x8E`` is *é* on an old Mac and *Ž* on
Windows. What tells is how the words look: *Région* has a small letter between small letters,
*RŽgion* a capital. Each candidate is scored on the words that differ between candidates.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log1p

import charset_normalizer
from babel import Locale

#: 8-bit encodings that spreadsheets write in French, English, Spanish or Arabic, likeliest first.
CANDIDATES = ("cp1252", "mac_roman", "cp850", "iso8859_15", "cp1256", "iso8859_6")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: How much of a file the choice between 8-bit encodings looks at.
_SAMPLE_BYTES = 16 * 2**20
_SAMPLE_WORDS = 4000

#: A second encoding this close to the best one leaves the choice to a person.
_CLOSE = 0.15


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and how it was decoded.

    Parameters
    ----------
    text : str
        Everything after the byte order mark.
    encoding : str
        Name that Python knows.
    sure : bool
        False when another encoding gives other letters and is nearly as likely.
    words : tuple of str
        Words that told the encodings apart, as decoded.
    rivals : mapping of str to tuple of str
        The same words in the encodings that came close.
    broken : tuple of int
        Positions in `text` of characters that were not valid UTF-8 in a file of UTF-8.
    scores : mapping of str to float
        Plausibility of each candidate, 1 at best.
    """

    text: str
    encoding: str
    sure: bool = True
    words: tuple[str, ...] = ()
    rivals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broken: tuple[int, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


def decode(content: bytes, encoding: str = "") -> Decoded:
    """Decode the bytes of a text file.

    Parameters
    ----------
    content : bytes
        The whole file.
    encoding : str
        What a person knows; empty to detect it.

    Returns
    -------
    Decoded
        The text with the evidence.

    Examples
    --------
    >>> found = decode("Région;Thiès\\n".encode("mac_roman"))
    >>> found.encoding, found.words
    ('mac_roman', ('Région', 'Thiès'))
    """
    if encoding:
        text = content.decode(encoding, "replace").removeprefix("\ufeff")
        if not text.isascii() and _HALVES.search(text):
            raise LookupError(encoding)  # an escape code of programmers, not an encoding
        return Decoded(text, encoding)
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _with_mark(content, mark, name)
    if wide := wide_encoding(content):
        return Decoded(content.decode(wide, "replace"), wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _mostly_utf8(content) or _eight_bit(content)


def _with_mark(content: bytes, mark: bytes, name: str) -> Decoded:
    if name == "utf-8-sig":
        try:
            return Decoded(content.decode(name), name)
        except UnicodeDecodeError:
            return _repaired(content[len(mark) :], name)
    return Decoded(content.decode(name, "replace"), name)


def is_utf8(chunks: Iterable[bytes]) -> bool:
    """Tell whether bytes that come in parts are UTF-8 as a whole.

    Examples
    --------
    >>> is_utf8(["é".encode()[:1], "é".encode()[1:]]), is_utf8(["é".encode("cp1252")])
    (True, False)
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def wide_encoding(content: bytes) -> str:
    """Return the encoding of a text whose letters take two or four bytes, empty for all others.

    Examples
    --------
    >>> wide_encoding("région".encode("utf-16")), wide_encoding("région".encode("utf-8"))
    ('utf-16', '')
    """
    marked = next((name for mark, name in _BOMS if content.startswith(mark)), "")
    if marked:
        return "" if marked == "utf-8-sig" else marked
    head = content[:4096]
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.3 * half and not head[0::2].count(0) > 0.1 * half:
        return "utf-16-le"
    if half and head[0::2].count(0) > 0.3 * half and not head[1::2].count(0) > 0.1 * half:
        return "utf-16-be"
    return ""


_HALVES = re.compile("[\ud800-\udfff]")
_STRAY = re.compile("[\udc80-\udcff]")


def _mostly_utf8(content: bytes) -> Decoded | None:
    """Take a file of UTF-8 with a few bytes pasted from elsewhere as what it is."""
    valid = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", content))
    stray = len(_STRAY.findall(content.decode("utf-8", "surrogateescape")))
    return _repaired(content, "utf-8") if valid > 10 * stray else None


def _repaired(content: bytes, name: str) -> Decoded:
    text = content.decode("utf-8", "surrogateescape")
    broken = tuple(match.start() for match in _STRAY.finditer(text))

    def from_windows(match: re.Match[str]) -> str:
        return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")

    return Decoded(_STRAY.sub(from_windows, text), name, sure=False, broken=broken)


_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff'\-]*[\x80-\xff][0-9A-Za-z\x80-\xff'\-]*")


def _eight_bit(content: bytes) -> Decoded:
    sample = dict.fromkeys(_WORD.findall(content[:_SAMPLE_BYTES]))
    words = list(sample)[:_SAMPLE_WORDS]
    scores = {name: _plausibility(words, name) for name in CANDIDATES}
    if max(scores.values()) < 0 and (guess := _other_guess(content)):
        scores[guess] = _plausibility(words, guess)
    ranked = sorted(scores, key=lambda name: -scores[name])  # stable: the likelier one stays first
    best = ranked[0]
    text = content.decode(best, "replace")
    telling = [w for w in words if len({_read(w, name) for name in ranked[:3]}) > 1][:5]
    rivals = {}
    for name in ranked[1:]:
        apart = [word for word in words if _read(word, name) != _read(word, best)]
        if apart and _plausibility(apart, name) > _plausibility(apart, best) - _CLOSE:
            rivals[name] = tuple(_read(word, name) for word in apart[:5])
    return Decoded(
        text,
        best,
        sure=not rivals and scores[best] >= 0,
        words=tuple(_read(word, best) for word in telling),
        rivals=rivals,
        scores={name: round(score, 3) for name, score in scores.items()},
    )


def _other_guess(content: bytes) -> str:
    """Ask charset-normalizer, for the encodings that are not among the candidates."""
    match = charset_normalizer.from_bytes(content[: 2**18]).best()
    name = codecs.lookup(match.encoding).name.replace("-", "_") if match else ""
    return name if name and name not in CANDIDATES and not name.startswith("utf") else ""


def _read(word: bytes, encoding: str) -> str:
    return word.decode(encoding, "replace")


def _plausibility(words: Iterable[bytes], encoding: str) -> float:
    """Score an encoding from about -3 to 1: the mean over all characters that are not ASCII."""
    total = count = 0.0
    for word in words:
        text = _read(word, encoding)
        for position, character in enumerate(text):
            if character > "\x7f":
                before = text[position - 1] if position else ""
                after = text[position + 1] if position + 1 < len(text) else ""
                total += _character_score(character, before, after)
                count += 1
    return total / count if count else 0.0


_QUOTES = frozenset("’‘“”«»")
_DASHES = frozenset("–—…•")

#: Accented letters of French, Spanish, Portuguese.
_USUAL = frozenset("àâäçéèêëîïôöùûüœáíóúñãõ")

#: Languages whose spelling tells encodings of Latin letters apart.
_SPELLINGS = ("fr", "es", "pt")


@lru_cache(maxsize=1)
def _spelling() -> Counter[str]:
    """Count which letters stand beside an accented one, in the words of Unicode's own lists.

    The names of countries, languages, currencies and months in :data:`_SPELLINGS`; ``^`` and
    ``$`` stand for the ends of a word.
    """
    pairs: Counter[str] = Counter()
    for language in _SPELLINGS:
        locale = Locale.parse(language)
        lists = (locale.territories, locale.languages, locale.currencies)
        months = locale.months["format"]["wide"]
        texts = [str(text) for names in (*lists, months) for text in names.values()]
        for word in re.findall(r"[^\W\d_]+", " ".join(texts)):
            framed = f"^{word.lower()}$"
            pairs.update(a + b for a, b in pairwise(framed) if a > "\x7f" or b > "\x7f")
    return pairs


def _character_score(character: str, before: str, after: str) -> float:
    category = unicodedata.category(character)
    if character == "\ufffd" or category.startswith("C"):
        return -3.0
    if category.startswith(("L", "M")) and character not in "ªº":
        return _letter_score(character, before, after)
    between_letters = before.isalpha() and after.isalpha()
    if character == "’" and between_letters:
        return 1.0
    if between_letters:
        return -2.0
    if character in _QUOTES or (character in _DASHES and not after.isalpha()):
        return 0.6
    if character == "°" and (before.isalpha() or before.isdigit()):
        return 1.0
    if character == "\u00a0":
        return 1.0 if before.isdigit() or after.isdigit() or after in "»" or before == "«" else 0.4
    if character in "€£":
        return 1.0 if before.isdigit() or after.isdigit() or not (before or after) else 0.0
    return 0.0 if category in ("Po", "So", "Sm") and not before.isalpha() else -1.0


def _letter_score(character: str, before: str, after: str) -> float:
    if "ARABIC" in unicodedata.name(character, ""):
        neighbours = [c for c in (before, after) if c.isalpha()]
        alike = [c for c in neighbours if c > "\u0600"]
        return 1.0 if alike and len(alike) == len(neighbours) else 0.0 if not neighbours else -1.5
    if before.isdigit() or after.isdigit():
        return -1.0
    left = before.lower() if before.isalpha() else "^"
    right = after.lower() if after.isalpha() else "$"
    known = _spelling()
    pairs = known[left + character.lower()], known[character.lower() + right]
    base = 0.2 if character.lower() in _USUAL else -0.8
    score = base + sum(0.4 * min(1.0, log1p(count) / 3) for count in pairs)
    if character.isupper():
        # A capital opens a word or stands among capitals.
        misplaced = before.islower() or (before.isupper() and after.islower())
    else:
        misplaced = before.isupper() and after.isupper()
    # Several accents in a row are rare: “créée”, never “ÇáÓá”.
    crowded = left > "\x7f" and right > "\x7f"
    return score - 2.0 * misplaced - 1.0 * crowded
