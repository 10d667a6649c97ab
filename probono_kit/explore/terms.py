"""Words and phrases that many answers use, each shown as most people write it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.explore.vocabulary import Word, parts_of

#: A term as it is compared: its stems.
Key: TypeAlias = tuple[str, ...]

#: Columns of what :func:`frequent_terms` returns.
TERM_COLUMNS = ("term", "words", "answers", "share", "members")

#: Words of a phrase that say something, and all its words with the small ones between.
_LONGEST, _WIDEST = 3, 6
#: A word that so seldom stands outside a longer phrase is told with the phrase.
_MOSTLY_WITHIN = 0.8


def frequent_terms(
    answers: Sequence[str],
    languages: Sequence[str],
    *,
    fewest: int = 5,
    most: int = 20,
    weights: Floats | None = None,
) -> pd.DataFrame:
    """Find the words and phrases that most answers use.

    Parameters
    ----------
    answers : sequence of str
        Texts, one per answer.
    languages : sequence of str
        The language of each.
    fewest : int
        A term is told from so many answers on.
    most : int
        So many terms at most.
    weights : numpy.ndarray, optional
        What each answer counts in the shares (default: each the same).

    Returns
    -------
    pandas.DataFrame
        Columns :data:`TERM_COLUMNS`: the term as most people write it, its number of words, in how
        many answers it stands (once per answer, however often), their share of all answers, and
        the places of these answers.
        The largest share first; words that nearly always stand in a longer phrase are told with it.

    Examples
    --------
    >>> texts = ["Pas d'eau potable", "pas d'eau potable, école loin", "l'école est loin", "Écoles"]
    >>> frequent_terms(texts, ["fr"] * 4, fewest=2)[["term", "answers"]].to_numpy().tolist()
    [['école', 3], ["pas d'eau potable", 2], ['école est loin', 2]]
    """
    found: dict[Key, list[int]] = defaultdict(list)
    written: dict[Key, Counter[str]] = defaultdict(Counter)
    for at, (text, language) in enumerate(zip(answers, languages, strict=True)):
        seen: dict[Key, str] = {}
        for key, form in terms_of(text, language):
            seen.setdefault(key, form)
        for key, form in seen.items():
            found[key].append(at)
            written[key][form] += 1
    enough = {key: len(members) for key, members in found.items() if len(members) >= fewest}
    each = np.ones(len(answers)) if weights is None else weights
    whole = float(each.sum()) or 1.0
    shares = {key: float(each[found[key]].sum()) / whole for key in enough}
    order = sorted(enough, key=lambda key: (-round(shares[key], 12), -len(key), key))
    kept = [key for key in order if not _is_within(key, enough)][:most]
    rows = [
        (usual_form(written[key]), len(key), enough[key], shares[key], tuple(found[key]))
        for key in kept
    ]
    return pd.DataFrame(rows, columns=list(TERM_COLUMNS))


def terms_of(text: str, language: str) -> Iterator[tuple[Key, str]]:
    """Yield every word and phrase of an answer that says something.

    A phrase begins and ends with a word that says something (or begins with one that denies) and
    may have small words between.

    Parameters
    ----------
    text : str
        An answer.
    language : str
        Its language.

    Yields
    ------
    tuple of tuple of str, and str
        Stems, and the words as they are written.
    """
    for words in parts_of(text, language):
        for first, word in enumerate(words):
            if not word.stem:
                continue
            stems: list[str] = []
            for last in range(first, min(first + _WIDEST, len(words))):
                end = words[last]
                if end.stem:
                    stems.append(end.stem)
                if len(stems) > _LONGEST:
                    break
                if end.stem and not end.denies:
                    yield tuple(stems), _written(words[first : last + 1])


def usual_form(forms: Counter[str]) -> str:
    """Return the form that most people write; of equally frequent ones the first in the alphabet.

    Examples
    --------
    >>> usual_form(Counter({"écoles": 2, "école": 3}))
    'école'
    """
    return min(forms, key=lambda form: (-forms[form], form))


def _written(words: Sequence[Word]) -> str:
    text = ""
    for word in words:
        # Letters that the apostrophe cut off: l'eau, d'eau.
        glued = len(word.text) == 1 and not word.stem and word.text in "ldjmnstc"
        text += word.text + ("'" if glued or word.text == "qu" else " ")
    return text.strip(" '")


def _is_within(key: Key, counts: dict[Key, int]) -> bool:
    """Tell whether a longer phrase of nearly as many answers holds this one."""
    return any(
        len(longer) > len(key)
        and counts[longer] >= _MOSTLY_WITHIN * counts[key]
        and any(longer[at : at + len(key)] == key for at in range(len(longer) - len(key) + 1))
        for longer in counts
    )
