"""Words of a column that are spellings of one another, found without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from probono_kit.places.kinds import sides
from probono_kit.places.sounds import sound_key
from probono_kit.places.spellings import SAME_SOUND

#: From so many letters on a word may have one typing error, or two.
ONE_ERROR, TWO_ERRORS = 5, 9

# In front of a word they make it say the contrary, or something else.
_PREFIXES = frozenset({"in", "im", "il", "ir", "un", "de", "re", "an", "a", "ab", "co", "ex"})
# Other words that are near by chance and mean different things.
_CONTRARIES = {
    *(frozenset(pair) for pair in (("interne", "externe"), ("internal", "external"))),
    *(frozenset(pair) for pair in (("interieur", "exterieur"), ("interior", "exterior"))),
    *(frozenset(pair) for pair in (("importation", "exportation"), ("interno", "externo"))),
    *(frozenset(pair) for pair in (("immigration", "emigration"), ("inclusion", "exclusion"))),
    *(frozenset(pair) for pair in (("anterieur", "ulterieur"), ("maternel", "paternel"))),
    *(frozenset(pair) for pair in (("maternelle", "paternelle"), ("maternity", "paternity"))),
    *(frozenset(pair) for pair in (("formal", "normal"), ("formel", "normel"))),
    *(frozenset(pair) for pair in (("hommes", "femmes"), ("inbound", "outbound"))),
    *(frozenset(pair) for pair in (("gambia", "zambia"), ("gambie", "zambie"))),
    frozenset(("austria", "australia")),
}


@lru_cache(maxsize=500_000)
def word_distance(one: str, other: str) -> float | None:
    """Return by how many letters two spellings of one word differ, ``None`` if they are two words.

    Parameters
    ----------
    one, other : str
        Words without case and accents.

    Returns
    -------
    float or None
        Edits (a letter lost, added, replaced, or two exchanged); half an edit where both sound
        alike or one is the plural of the other.

    Examples
    --------
    >>> word_distance("developement", "developpement"), word_distance("santé", "centre")
    (0.5, None)
    >>> word_distance("formel", "informel") is None, word_distance("iran", "iraq") is None
    (True, True)
    """
    if one == other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if _mean_different_things(short, long):
        return None
    if len(short) > 2 and long in (short + "s", short + "x"):
        return SAME_SOUND
    allowed = _allowed(len(long))
    if not allowed:
        return None
    edits = OSA.distance(short, long, score_cutoff=allowed)
    if edits > allowed:
        return None
    same_sound = sound_key(short) == sound_key(long)
    return min(float(edits), SAME_SOUND if same_sound else 9.0)


def _allowed(length: int) -> int:
    return 0 if length < ONE_ERROR else 1 if length < TWO_ERRORS else 2


def _mean_different_things(short: str, long: str) -> bool:
    if long.endswith(short) and long[: len(long) - len(short)] in _PREFIXES:
        return True
    if frozenset((short, long)) in _CONTRARIES:
        return True
    return sides((short,)) != sides((long,)) and bool(sides((short,)) and sides((long,)))


class NearWords:
    """The words of a column, and for each the other ones that may be spellings of it.

    Parameters
    ----------
    words : iterable of str
        Words without case and accents.

    Examples
    --------
    >>> near = NearWords(["santé", "developement", "developpement", "goma"])
    >>> near["developement"]
    ('developpement',)
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted({word for word in words if len(word) > 2})
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in _candidates(listed):
            if one != other and word_distance(one, other) is not None:
                found[one].add(other)
                found[other].add(one)
        self._near = {word: tuple(sorted(others)) for word, others in found.items()}

    def __getitem__(self, word: str) -> tuple[str, ...]:
        return self._near.get(word, ())


def _candidates(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that are worth comparing."""
    known = set(words)
    for word in words:
        for plural in (word + "s", word + "x"):
            if plural in known:
                yield word, plural
    yield from _one_apart([word for word in words if len(word) >= ONE_ERROR - 1])
    yield from _two_apart([word for word in words if len(word) >= TWO_ERRORS - 2])


def _one_apart(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs that are the same when each loses at most one letter (P. Norvig, W. Garbe)."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word].append(word)
        for shorter in {word[:i] + word[i + 1 :] for i in range(len(word))}:
            groups[shorter].append(word)
    for group in groups.values():
        if len(group) > 1:
            for i, one in enumerate(group):
                for other in group[i + 1 :]:
                    yield one, other


def _two_apart(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs two edits apart that share their first four letters or their last four."""
    for cut in (slice(None, 4), slice(-4, None)):
        blocks: dict[str, list[str]] = defaultdict(list)
        for word in words:
            blocks[word[cut]].append(word)
        for block in blocks.values():
            for start in range(0, len(block), 2000) if len(block) > 1 else ():
                rows = block[start : start + 2000]
                distances = process.cdist(
                    rows, block, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8
                )
                for i, j in np.argwhere(distances <= 2).tolist():
                    if rows[i] < block[j]:
                        yield rows[i], block[j]
