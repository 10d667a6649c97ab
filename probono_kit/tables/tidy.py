"""Texts without what does not show: stray spaces, odd spaces, split accents, invisible marks."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import Check
from probono_kit.tables.distinct import Column
from probono_kit.tables.missing import CODE_LIKE, MISSING_WORDS, is_missing_word

#: Spaces that look like the ordinary one, and characters that do not show at all.
_SPACE = r"[\t\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_UNSEEN = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff]"
_SPACE_OR_MORE = re.compile(rf"(?:{_SPACE}| )+")
_UNSEEN_RUN = re.compile(_UNSEEN)
_LINE_END = re.compile(r" *(?:_x000D_)?(?:\r\n|\r|\n|\x85|\u2028|\u2029) *")
_EDGES = " \n\u200e\u200f"

_ODD = re.compile(rf"{_SPACE}|[\x00-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u2060\ufeff]")
_EDGE = re.compile(r"\x1f(?:\x1f|[ \u200e\u200f])|[ \u200e\u200f]\x1f")


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


def tidy_texts(column: Column) -> tuple[list[str | None], list[Check | None], list[str]]:
    """Tidy the distinct texts of a column and recognise the words for “no value”.

    Parameters
    ----------
    column : Column
        Cells as read.

    Returns
    -------
    texts : list of str or None
        What becomes of each distinct text.
    checks : list of Check or None
        Why.
    kept : list of str
        Words such as *NA* that were kept because the column holds codes of that length.
    """
    texts: list[str | None] = list(column.texts)
    checks: list[Check | None] = [None] * len(texts)
    typed = (column.kinds == CellKind.TEXT).tolist()
    if not _is_tidy(column):
        for i, old in enumerate(column.texts):
            if not typed[i] or _is_plain(old):
                continue
            new = tidy(old)
            if new != old:
                texts[i] = new or None
                same = "".join(old.split()) == "".join(new.split())
                checks[i] = Check.SPACES if same else Check.CHARACTERS
    kept: list[str] = []
    lowered = [text.lower() if text else "" for text in texts]
    missing = [i for i, word in enumerate(lowered) if word in MISSING_WORDS and typed[i]]
    missing = [i for i in missing if is_missing_word(texts[i] or "")]
    codes = _lengths_of_codes(column) if missing else set()
    for i in missing:
        word = texts[i] or ""
        if word.lower() in CODE_LIKE and len(word) in codes:
            kept.append(word)
        else:
            texts[i], checks[i] = None, Check.MISSING
    return texts, checks, kept


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


def _is_tidy(column: Column) -> bool:
    joined = column.joined()
    plain = joined.replace("\x1f", "")
    if len(plain) + len(column.texts) - 1 != len(joined):
        return False
    # A text that is printable has no space but the ordinary one, and nothing that does not show.
    if not plain.isprintable() and _ODD.search(plain):
        return False
    if "  " in joined or "_x000D_" in joined or _EDGE.search(f"\x1f{joined}\x1f"):
        return False
    return joined.isascii() or unicodedata.is_normalized("NFC", joined)


def _lengths_of_codes(column: Column) -> set[int]:
    """Return the length of the codes when most cells are capital letters of one length."""
    counts = column.counts
    others = [i for i, text in enumerate(column.texts) if text.strip().lower() not in CODE_LIKE]
    total = counts[others].sum()
    for length in (2, 3):
        codes = [
            i
            for i in others
            if len(column.texts[i]) == length
            and column.texts[i].isalpha()
            and column.texts[i].isupper()
        ]
        if len(codes) > 1 and counts[np.array(codes, dtype=np.intp)].sum() > total / 2:
            return {length}
    return set()
