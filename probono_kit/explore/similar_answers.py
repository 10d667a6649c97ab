"""Groups of answers that say nearly the same, each named by its own phrases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from probono_kit.explore.arrays import Floats
from probono_kit.explore.terms import Key, terms_of, usual_form
from probono_kit.explore.vocabulary import parts_of

#: So many different answers are grouped by all their distances; the rarer ones join afterwards.
_MOST = 2000
#: Answers further apart (average cosine distance within a group) are not alike.
_FURTHEST = 0.75
#: Words weigh more than letters, which are there for what is misspelt.
_LETTERS = 0.5
_PHRASES = 2
#: Longer phrases are no name.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers that are alike.

    Parameters
    ----------
    phrases : tuple of str
        What most of them say and few others, as people write it.
    answers : int
        How many there are.
    share : float
        Their share of all answers, each counted as its weight.
    members : tuple of int
        Their positions among the answers, the most typical first.
    """

    phrases: tuple[str, ...]
    answers: int
    share: float
    members: tuple[int, ...]


def similar_answers(
    answers: Sequence[str],
    languages: Sequence[str],
    *,
    fewest: int = 5,
    most: int = 12,
    weights: Floats | None = None,
) -> list[AnswerGroup]:
    """Put answers that say nearly the same into groups.

    Parameters
    ----------
    answers : sequence of str
        Texts, one per answer.
    languages : sequence of str
        The language of each.
    fewest : int
        A group has at least so many answers; the others stay alone.
    most : int
        So many groups at most, the largest.
    weights : numpy.ndarray, optional
        What each answer counts in the shares (default: each the same).

    Returns
    -------
    list of AnswerGroup
        The largest first.

    Notes
    -----
    TF-IDF of stems and of letter groups, agglomerative clustering with average linkage of cosine
    distances (scikit-learn). Of many thousand different answers the most frequent make the groups
    and the others join the nearest.

    Examples
    --------
    >>> texts = ["pas d'eau", "pas d'eau ici", "il n'y a pas d'eau"]
    >>> texts += ["école loin", "l'école est loin"]
    >>> groups = similar_answers(texts, ["fr"] * 5, fewest=2)
    >>> [(group.phrases, group.answers) for group in groups]
    [(("pas d'eau",), 3), (('école est loin',), 2)]
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (text, language) in enumerate(zip(answers, languages, strict=True)):
        places[" ".join(text.split()).casefold(), language].append(at)
    different = sorted(places, key=lambda pair: (-len(places[pair]), pair))
    stems = [_stems(text, language) for text, language in different]
    told = [at for at, words in enumerate(stems) if words]
    if len(told) < 2:
        return []
    features = _features([different[at][0] for at in told], [stems[at] for at in told])
    labels = _labels(features)
    groups: dict[int, list[int]] = defaultdict(list)
    for at, label in enumerate(labels.tolist()):
        if label >= 0:
            groups[label].append(at)
    each = np.ones(len(answers)) if weights is None else weights
    whole = float(each.sum()) or 1.0
    members = {
        label: [place for at in group for place in places[different[told[at]]]]
        for label, group in groups.items()
    }
    enough = {label: own for label, own in members.items() if len(own) >= fewest}
    shares = {label: float(each[own].sum()) / whole for label, own in enough.items()}
    order = sorted(enough, key=lambda label: (-round(shares[label], 12), groups[label][0]))
    overall = _shares(answers, languages, range(len(answers)))
    made = []
    for label in order[:most]:
        typical = _typical_first(features, groups[label])
        own = [place for at in typical for place in places[different[told[at]]]]
        named = _phrases(_shares(answers, languages, own), overall)
        made.append(AnswerGroup(named, len(own), shares[label], tuple(own)))
    return made


def _stems(text: str, language: str) -> list[str]:
    """Return the stems of an answer; all its words if none says something (“rien”)."""
    words = [word for part in parts_of(text, language) for word in part]
    return [word.stem for word in words if word.stem] or [word.text for word in words]


def _features(texts: Sequence[str], stems: Sequence[list[str]]) -> Any:
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    words = TfidfVectorizer(analyzer=lambda each: each, sublinear_tf=True).fit_transform(stems)
    joined = [" ".join(each) or text for each, text in zip(stems, texts, strict=True)]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit_transform(joined)
    return normalize(hstack([words, _LETTERS * letters]).tocsr())


def _labels(features: Any) -> npt.NDArray[np.int64]:
    """Return the number of the group of each answer, -1 for those like no other."""
    from sklearn.cluster import AgglomerativeClustering

    first = features[:_MOST]
    apart = np.clip(1.0 - (first @ first.T).toarray(), 0.0, None)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=_FURTHEST
    )
    labels = np.asarray(model.fit_predict(apart), dtype=np.int64)
    rest = features[_MOST:]
    if not rest.shape[0]:
        return labels
    centres = np.vstack(
        [np.asarray(first[labels == label].mean(axis=0)) for label in range(labels.max() + 1)]
    )
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    near = np.asarray(rest @ centres.T)
    joined = np.where(near.max(axis=1) >= 1 - _FURTHEST, near.argmax(axis=1), -1)
    return np.concatenate([labels, joined])


def _typical_first(features: Any, group: Sequence[int]) -> list[int]:
    rows = features[list(group)]
    centre = np.asarray(rows.mean(axis=0)).ravel()
    near = np.round(np.asarray(rows @ centre).ravel(), 9)
    return [group[at] for at in np.argsort(-near, kind="stable").tolist()]


def _shares(
    answers: Sequence[str], languages: Sequence[str], members: Sequence[int]
) -> dict[Key, tuple[float, str]]:
    """Return the share of the members that use each term, and how they write it."""
    counts: Counter[Key] = Counter()
    written: dict[Key, Counter[str]] = defaultdict(Counter)
    for at in members:
        seen: dict[Key, str] = {}
        for key, form in terms_of(answers[at], languages[at]):
            seen.setdefault(key, form)
        counts.update(seen.keys())
        for key, form in seen.items():
            written[key][form] += 1
    return {key: (count / len(members), usual_form(written[key])) for key, count in counts.items()}


def _phrases(
    own: dict[Key, tuple[float, str]], overall: dict[Key, tuple[float, str]]
) -> tuple[str, ...]:
    """Return the terms that set a group apart: many in it use them, and few outside."""

    def worth(key: Key) -> float:
        share = own[key][0]
        return float(round(share * (share / overall[key][0]) ** 0.25 * len(key) ** 0.3, 9))

    chosen: list[Key] = []
    for key in sorted(own, key=lambda key: (-worth(key), key)):
        if chosen and (own[key][0] < 0.3 or len(own[key][1].split()) > _LONGEST):
            continue
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
        if len(chosen) == _PHRASES:
            break
    return tuple(own[key][1] for key in chosen)
