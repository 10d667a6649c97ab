"""Spellings of one thing in a column, proposed as groups for a person to keep or to strike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import format_number, gettext
from probono_kit.tables.distinct import Column
from probono_kit.tables.likeness import Likeness, Likenesses, SpellingMethod
from probono_kit.tables.meetings import Meetings
from probono_kit.tables.wordings import Wording

#: Methods that are used when none are named: all that look at the texts.
SPELLING_METHODS = tuple(method for method in SpellingMethod if method != "dictionary")

#: Columns of what :func:`propose_spellings` returns.
SPELLING_COLUMNS = ("group", "value", "count", "proposal", "method", "score", "evidence")

_EVIDENCE = {
    SpellingMethod.DICTIONARY: N_("Decided before: it stands for “{proposal}”."),
    SpellingMethod.FINGERPRINT: N_(
        "The same words as “{proposal}” ({cells}) but for case, accents, punctuation or order."
    ),
    SpellingMethod.SMALL_WORDS: N_(
        "The same words as “{proposal}” ({cells}) but for small words such as “de” or “the”."
    ),
    SpellingMethod.NGRAM: N_(
        "The same letters as “{proposal}” ({cells}) but for spaces or repeated letters."
    ),
    SpellingMethod.NEAR: N_("Very few letters differ from “{proposal}” ({cells})."),
    SpellingMethod.PHONETIC_FR: N_("Sounds like “{proposal}” ({cells}) in French."),
    SpellingMethod.PHONETIC_EN: N_("Sounds like “{proposal}” ({cells}) in English."),
}
#: From this score on, two that are as likely differ in small things only: the more common is taken.
_SURE = 95.0

#: A spelling with accents is preferred to one with up to so many times its cells.
_ACCENTS = 4

Pair: TypeAlias = tuple[str, str]


class Member(NamedTuple):
    """A spelling, what it may stand for, and why."""

    wording: Wording
    centre: Wording
    likeness: Likeness


def propose_spellings(
    series: pd.Series,
    *,
    methods: Sequence[str] = SPELLING_METHODS,
    never_merge: Iterable[Pair] = (),
    dictionary: Mapping[str, str] | None = None,
    minimum_score: float = 75.0,
    language: str | None = None,
) -> pd.DataFrame:
    """Propose which texts of a column are spellings of one thing, and which spelling to keep.

    The methods are those of OpenRefine: key collision (fingerprint, pairs of letters, sounds) and
    nearest neighbours (edit distance). Every member of a group is compared with the spelling
    proposed, so that no chain of small steps joins what is different. Texts whose numbers differ
    (``Site 1``, ``Site 2``; ``Phase II``, ``Phase III``) or sides (``Nord-Kivu``, ``Sud-Kivu``)
    are never put together, nor are acronyms with other letters.

    Parameters
    ----------
    series : pandas.Series
        The column; missing cells are left out.
    methods : sequence of str
        Some of :data:`SPELLING_METHODS`: ``fingerprint``, ``small_words``, ``ngram``, ``near``,
        ``phonetic_fr``, ``phonetic_en``.
    never_merge : iterable of pairs of str
        Texts that a person keeps apart; spellings of theirs in other case or accents too.
    dictionary : mapping of str to str, optional
        Decisions taken before: a text and what it stands for. A text that stands for itself stays
        as it is, and may be proposed for others.
    minimum_score : float
        Proposals with a lower score are left out.
    language : str, optional
        Language of the evidence (default: the current one).

    Returns
    -------
    pandas.DataFrame
        :data:`SPELLING_COLUMNS`, one row per member of a group of two or more, the spelling
        proposed first: ``group`` (from 1, the most cells first), ``value``, ``count`` of cells,
        ``proposal`` (the most frequent spelling, unless one with accents has a quarter of its
        cells; among equals the one not in capitals), ``method``, ``score`` (0 to 100; it orders,
        it is no probability), ``evidence``.

    References
    ----------
    OpenRefine, "Clustering methods in depth". W. Garbe, symmetric delete spelling correction.

    Examples
    --------
    >>> column = pd.Series(["Santé"] * 3 + ["SANTE ", "Sante", "Nord-Kivu", "Sud-Kivu"])
    >>> propose_spellings(column)[["value", "count", "proposal", "method", "score"]].values.tolist()
    [['Santé', 3, 'Santé', '', 100.0], ['SANTE ', 1, 'Santé', 'fingerprint', 99.0],
     ['Sante', 1, 'Santé', 'fingerprint', 99.0]]
    """
    decided = _decisions(dictionary or {})
    wordings = _wordings(series, decided)
    likenesses = Likenesses(wordings, methods)
    apart = _Apart(never_merge, decided)
    places = Meetings(wordings, methods)
    groups: dict[Wording, list[Member]] = {}
    for wording in sorted(wordings, key=_rank(wordings, likenesses, decided)):
        found = []
        for centre in _candidates(wording, places, decided):
            like = _judge(centre, wording, likenesses, apart, decided)
            if like is not None and like.score >= minimum_score:
                found.append(Member(wording, centre, like))
        if not found:
            groups[wording] = []
            places.add_centre(wording)
        elif (chosen := _chosen(found, groups, apart)) is not None:
            groups[chosen.centre].append(chosen)
    return _table(groups, language)


def _decisions(dictionary: Mapping[str, str]) -> dict[str, str]:
    """Follow each text to what it stands for in the end; what others stand for stays."""
    decided = {}
    for text in dictionary:
        seen, last = {text}, dictionary[text]
        while last in dictionary and last not in seen:
            seen.add(last)
            last = dictionary[last]
        decided[text] = last
    return {**{last: last for last in decided.values()}, **decided}


def _wordings(series: pd.Series, dictionary: Mapping[str, str]) -> list[Wording]:
    """Take the distinct texts, and what the dictionary makes of them though no cell holds it."""
    column = Column.of(series.reset_index(drop=True))
    counts: dict[str, int] = defaultdict(int)
    for text, count in zip(column.texts, column.counts.tolist(), strict=True):
        counts[text] += count
    for text in [text for text in counts if dictionary.get(text, text) != text]:
        counts.setdefault(dictionary[text], 0)
    return [Wording(text, counts[text]) for text in sorted(counts) if text.strip()]


def _rank(
    wordings: Iterable[Wording], likenesses: Likenesses, dictionary: Mapping[str, str]
) -> Callable[[Wording], tuple[object, ...]]:
    """Return what puts the spellings that others should follow first."""
    cells: dict[object, int] = defaultdict(int)
    for wording in wordings:
        cells[wording.content] += wording.count
    decided = set(dictionary.values())

    def rank(wording: Wording) -> tuple[object, ...]:
        return (
            wording.text not in decided,
            -cells[wording.content],
            -wording.count * (_ACCENTS if not wording.text.isascii() else 1),
            -likenesses.commonness(wording),
            tuple(not good for good in wording.looks),
            wording.text,
        )

    return rank


class _Apart:
    """Pairs of texts that a person keeps apart."""

    def __init__(self, pairs: Iterable[Pair], dictionary: Mapping[str, str]) -> None:
        self._dictionary = dictionary
        self._texts: set[frozenset[str]] = set()
        self._keys: set[frozenset[object]] = set()
        for one, other in pairs:
            self._texts.add(frozenset((one, other)))
            keys = frozenset((Wording(one, 0).all_words, Wording(other, 0).all_words))
            if len(keys) == 2:
                self._keys.add(keys)

    def __call__(self, one: Wording, other: Wording) -> bool:
        if self._decided(one) and self._decided(other):
            return self._dictionary[one.text] != self._dictionary[other.text]
        if not self._texts:
            return False
        keys = frozenset((one.all_words, other.all_words))
        return frozenset((one.text, other.text)) in self._texts or keys in self._keys

    def _decided(self, wording: Wording) -> bool:
        return wording.text in self._dictionary


def _candidates(
    wording: Wording, places: Meetings, decided: Mapping[str, str]
) -> Sequence[Wording]:
    if wording.text not in decided:
        return places.centres_near(wording)
    meant = places.centre(decided[wording.text])
    return [meant] if meant is not None and meant is not wording else []


def _judge(
    centre: Wording,
    wording: Wording,
    likenesses: Likenesses,
    apart: _Apart,
    decided: Mapping[str, str],
) -> Likeness | None:
    """Say whether `wording` may be written as `centre` is."""
    if wording.text in decided:
        is_meant = decided[wording.text] == centre.text
        return Likeness(SpellingMethod.DICTIONARY, 100.0) if is_meant else None
    return None if apart(centre, wording) else likenesses.judge(centre, wording)


def _chosen(
    found: Sequence[Member], groups: Mapping[Wording, Sequence[Member]], apart: _Apart
) -> Member | None:
    """Take the likeliest spelling; none where two are as likely, or a person said no."""
    ranked = sorted(found, key=lambda member: -member.likeness.score)
    best, *others = ranked
    sure = best.likeness.score >= _SURE
    if others and others[0].likeness.score == best.likeness.score and not sure:
        return None
    is_free = not any(apart(best.wording, other.wording) for other in groups[best.centre])
    return best if is_free else None


def _table(groups: Mapping[Wording, Sequence[Member]], language: str | None) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    cells = {
        centre: centre.count + sum(member.wording.count for member in members)
        for centre, members in groups.items()
        if members
    }
    ranked = sorted(cells, key=lambda centre: (-cells[centre], centre.text))
    for group, centre in enumerate(ranked, 1):
        proposal = centre.text
        rows.append((group, proposal, centre.count, proposal, "", 100.0, ""))
        for member in sorted(groups[centre], key=_by_score):
            wording, (method, score) = member.wording, member.likeness
            sentence = gettext(_EVIDENCE[method], language).format(
                proposal=proposal, cells=format_number(centre.count, language)
            )
            rows.append(
                (group, wording.text, wording.count, proposal, method.value, score, sentence)
            )
    return pd.DataFrame(rows, columns=list(SPELLING_COLUMNS))


def _by_score(member: Member) -> tuple[float, int, str]:
    return -member.likeness.score, -member.wording.count, member.wording.text
