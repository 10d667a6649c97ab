"""Names that every database takes, made of what people write above their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

#: PostgreSQL cuts names after 63 letters; some are left for a number.
LONGEST = 60

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def identifiers(titles: Sequence[str], *, taken: Iterable[str] = ()) -> list[str]:
    """Make a name for the database of each heading, every one once.

    Letters of other scripts are written in Latin ones, signs become underscores, what stands in
    parentheses is left out where something else remains, words that SQL keeps for itself get an
    underscore behind them, and names that come again a number.

    Parameters
    ----------
    titles : sequence of str
        Headings, names of files or sheets.
    taken : iterable of str
        Names that are not free any more.

    Returns
    -------
    list of str
        Small letters, digits and underscores, 60 at most, a letter first.

    Examples
    --------
    >>> identifiers(["Région", "Nom (en majuscules)", "order", "💧 Eau", "région", "2024", "الاسم"])
    ['region', 'nom', 'order_', 'droplet_eau', 'region_2', 'n_2024', 'lsm']
    """
    used = set(taken)
    made = []
    for title in titles:
        stem = identifier(title)
        name, number = stem, 2
        while name in used:
            ending = f"_{number}"
            name = stem[: LONGEST - len(ending)].rstrip("_") + ending
            number += 1
        used.add(name)
        made.append(name)
    return made


def identifier(title: str) -> str:
    """Make one name of one heading.

    Examples
    --------
    >>> identifier("N° d'ordre"), identifier("✅"), identifier("")
    ('n_d_ordre', 'white_check_mark', 'field')
    """
    short = _plain(_ASIDE.sub(" ", title)) or _plain(title) or "field"
    if not short[0].isalpha():
        short = f"n_{short}"
    if len(short) > LONGEST:
        cut = short[: LONGEST + 1].rpartition("_")[0]
        short = cut if len(cut) > LONGEST // 2 else short[:LONGEST]
    return f"{short}_" if short in reserved_words() else short


def _plain(text: str) -> str:
    latin = anyascii(text.replace("°", " ")).casefold().replace("'", " ")
    return _NOT_PLAIN.sub("_", latin).strip("_")


@lru_cache(maxsize=1)
def reserved_words() -> frozenset[str]:
    """Return the words that PostgreSQL or SQLite keep for themselves.

    Examples
    --------
    >>> {"order", "user", "index"} <= reserved_words()
    True
    """
    from sqlalchemy.dialects.postgresql.base import RESERVED_WORDS
    from sqlalchemy.dialects.sqlite.base import SQLiteIdentifierPreparer

    return frozenset(RESERVED_WORDS) | frozenset(SQLiteIdentifierPreparer.reserved_words)
