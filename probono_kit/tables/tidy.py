"""Texts without what does not show: stray spaces, odd spaces, split accents, invisible marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.bytes_of_texts import buffers, may_be_untidy
from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import CHECK_CODES, Check, Checks
from probono_kit.tables.distinct import Column
from probono_kit.tables.missing import CODE_LIKE, MISSING_WORDS, is_missing_word
from probono_kit.tables.texts import Flags, Texts, flags

#: Spaces that look like the ordinary one, and characters that do not show at all.
_SPACE = r"[\t\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_UNSEEN = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff]"
_SPACE_OR_MORE = re.compile(rf"(?:{_SPACE}| )+")
_UNSEEN_RUN = re.compile(_UNSEEN)
_LINE_END = re.compile(r" *(?:_x000D_)?(?:\r\n|\r|\n|\x85|\u2028|\u2029) *")
_EDGES = " \n\u200e\u200f"

_ODD = re.compile(rf"{_SPACE}|[\x00-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u2060\ufeff]")

_MISSING = pa.array(sorted(MISSING_WORDS), type=pa.large_string())
_LAST = np.zeros(256, dtype=bool)
_LAST[[w.encode()[-1] for word in MISSING_WORDS for w in (word, word.upper())]] = True
_LAST[0x80:] = True
_LIKE_A_CODE = rf"^\W*(?i:{'|'.join(sorted(CODE_LIKE))})\W*$"


def tidy(text: str) -> str:
    """Return `text` as it looks: spaces single and ordinary, accents whole, nothing unseen.

    Line breaks inside a cell stay (as ``\\n``); letters, punctuation and case are not touched.

    Examples
    --------
    >>> tidy("  Thie\\u0300s\\u00a0 (Mbour)\\u200b ")
    'Thiès (Mbour)'
    """
    text = unicodedata.normalize("NFC", text)
    text = _LINE_END.sub("\n", text)
    text = re.sub(r"[^\n]+", lambda line: _UNSEEN_RUN.sub("", line[0]), text)
    return _SPACE_OR_MORE.sub(" ", text).strip(_EDGES)


def tidy_texts(column: Column) -> tuple[Texts, Checks, list[str]]:
    """Tidy the distinct texts of a column and recognise the words for “no value”.

    Parameters
    ----------
    column : Column
        Cells as read.

    Returns
    -------
    texts : Texts
        What becomes of each distinct text.
    checks : array of int8
        Why, as :data:`~probono_kit.tables.conventions.CHECK_CODES` numbers it.
    kept : list of str
        Words such as *NA* that were kept because the column holds codes of that length.
    """
    typed = column.kinds == CellKind.TEXT
    changed: dict[int, str | None] = {}
    checks = np.zeros(len(typed), dtype=np.int8)
    doubtful = np.flatnonzero(may_be_untidy(column.arrow) & typed)
    for i, old in zip(doubtful.tolist(), column.some(doubtful), strict=True):
        if not _is_plain(old) and (new := tidy(old)) != old:
            changed[i] = new or None
            same = "".join(old.split()) == "".join(new.split())
            checks[i] = CHECK_CODES[Check.SPACES if same else Check.CHARACTERS]
    kept: list[str] = []
    missing = _missing_words(column, changed, typed)
    codes = _lengths_of_codes(column) if missing else set()
    for i, word in missing.items():
        if word.lower() in CODE_LIKE and len(word) in codes:
            kept.append(word)
        else:
            changed[i] = None
            checks[i] = CHECK_CODES[Check.MISSING]
    return Texts(column.arrow).with_others(changed), checks, kept


def _is_plain(text: str) -> bool:
    """Tell at a glance that nothing has to be mended in a text."""
    return (
        text.isprintable()
        and "  " not in text
        and text[:1] not in _EDGES
        and text[-1:] not in _EDGES
        and "_x000D_" not in text
        and (text.isascii() or (not _ODD.search(text) and unicodedata.is_normalized("NFC", text)))
    )


def _missing_words(column: Column, changed: dict[int, str | None], typed: Flags) -> dict[int, str]:
    """Return the texts that say that there is no value, by position, as they were tidied."""
    likely = np.flatnonzero(_ends_like_missing(column.arrow) & typed)
    lowered = pc.utf8_lower(column.arrow.take(pa.array(likely)))
    found = likely[flags(pc.is_in(lowered, value_set=_MISSING))]
    words = dict(zip(found.tolist(), column.some(found), strict=True))
    words |= {i: text for i, text in changed.items() if text}
    return {
        i: words[i]
        for i in sorted(words)
        if words[i].lower() in MISSING_WORDS and is_missing_word(words[i])
    }


def _ends_like_missing(texts: Any) -> Flags:
    """Tell which texts end with a byte that a word for “no value” ends with."""
    ends, content = buffers(texts)
    filled = ends[1:] > ends[:-1]
    filled[filled] = _LAST[content[ends[1:][filled] - 1]]
    return filled


def _lengths_of_codes(column: Column) -> set[int]:
    """Return the length of the codes when most cells are capital letters of one length."""
    counts = column.counts
    alike = np.flatnonzero(flags(pc.match_substring_regex(column.arrow, _LIKE_A_CODE)))
    texts = zip(alike.tolist(), column.some(alike), strict=True)
    words = [i for i, text in texts if text.strip().lower() in CODE_LIKE]
    total = counts.sum() - counts[words].sum()
    sizes = np.asarray(pc.utf8_length(column.arrow).to_numpy(zero_copy_only=False))
    for length in (2, 3):
        here = np.flatnonzero(sizes == length)
        codes = [
            i
            for i, text in zip(here.tolist(), column.some(here), strict=True)
            if text.isalpha() and text.isupper() and text.lower() not in CODE_LIKE
        ]
        if len(codes) > 1 and counts[codes].sum() > total / 2:
            return {length}
    return set()
