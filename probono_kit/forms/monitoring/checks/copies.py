"""Interviews that are nearly the same all through: found without comparing each with each.

Questions are dealt out into handfuls, and interviews that agree on a handful are compared; what is
alike in nearly all answers agrees on one of them.

References
----------
N. Kuriakose, M. Robbins 2016, "Don't get duped: Fraud through duplication in public opinion
surveys", Statistical Journal of the IAOS 32(3). P. Indyk, R. Motwani 1998, "Approximate nearest
neighbors", STOC.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.interviews import COMPARED, Interviews
from probono_kit.forms.monitoring.issues import Issue, Part

Codes = npt.NDArray[np.int32]

#: Interviews with fewer answers in common are alike without being copies.
_FEWEST_ANSWERS = 10
#: Handfuls at most, and pairs of strangers that one may bring together, per interview.
_HANDFULS, _STRANGERS = 64, 4
#: So many of the copies may be missed.
_MISSED = 1e-4
#: More interviews that agree on a handful are compared with their neighbours only.
_BUCKET = 60
#: Of pairs of strangers, so many have less in common than what is told.
_STRANGERS_BELOW = 0.9995
#: Interviews of which random pairs tell how alike strangers are.
_SAMPLE = 100_000


def near_copies(interviews: Interviews) -> Iterator[Issue]:
    """Yield interviews that have nearly all answers in common with an earlier one."""
    codes, places = _coded(interviews)
    if len(places) < 2 or codes.shape[1] < _FEWEST_ANSWERS:
        return
    limits = interviews.settings.limits
    limit = max(limits.alike, _usual(codes))
    first, second = _pairs(codes, limit)
    equal, asked, told = _alike(codes, first, second)
    near = (asked >= _FEWEST_ANSWERS) & (equal >= limit * asked)
    near &= told >= _wanted(len(codes), asked, equal, limits.chance)
    shares = np.where(near, equal / np.maximum(asked, 1), 0.0)
    best: dict[int, tuple[float, int, int]] = {}
    for at in np.flatnonzero(near).tolist():
        one, other = sorted((int(first[at]), int(second[at])))
        best[other] = max(best.get(other, (0.0, 0, 0)), (float(shares[at]), -one, at))
    keys = interviews.keys
    for other in sorted(best):
        share, one, pair = best[other]
        at, before = int(places[other]), int(places[-one])
        yield interviews.issue(
            "monitor.near_copy",
            Severity.WARNING,
            at,
            value=f"{share:.0%}",
            expected=f"< {limit:.0%}",
            subject=str(keys[before]),
            share=Part(int(equal[pair]), int(asked[pair])),
            other=str(keys[before]),
            other_enumerator=str(interviews.enumerators[before]) or "–",
            other_day=str(interviews.days[before]) or "–",
        )


def _coded(interviews: Interviews) -> tuple[Codes, npt.NDArray[np.intp]]:
    """Return the answers of interviews as numbers, 0 where there is none, and their positions."""
    places = np.flatnonzero(interviews.complete)
    roles = interviews.roles
    left = {*interviews.settings.not_compared, roles.enumerator, roles.consent}
    left |= {column for group in roles.identity for column in group}
    columns = []
    for table, column, _ in interviews.columns_of(COMPARED):
        if table != "main" or column in left:
            continue
        codes, values = pd.factorize(interviews.main[column].iloc[places])
        if len(values) > 1:
            columns.append((codes + 1).astype(np.int32))
    return (np.column_stack(columns) if columns else np.zeros((len(places), 0), np.int32)), places


def _alike(
    codes: Codes, first: npt.NDArray[np.intp], second: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Count for pairs equal answers and questions that either answered; tell how rare that is.

    The third is the logarithm of how many times chance would have to be tried for these very
    questions to agree.
    """
    equal, asked = np.zeros(len(first), np.intp), np.zeros(len(first), np.intp)
    told = np.zeros(len(first))
    weights = -np.log(np.array([_together(column) for column in codes.T]))
    for at in range(0, len(first), 20_000):
        one, other = codes[first[at : at + 20_000]], codes[second[at : at + 20_000]]
        some = (one > 0) | (other > 0)
        same = (one == other) & some
        equal[at : at + 20_000] = same.sum(axis=1)
        asked[at : at + 20_000] = some.sum(axis=1)
        told[at : at + 20_000] = same @ weights
    return equal, asked, told


def _wanted(
    count: int, asked: npt.NDArray[np.intp], equal: npt.NDArray[np.intp], chance: float
) -> npt.NDArray[np.float64]:
    """Return how rare an agreement must be: so that no pair of all agrees so by chance.

    Which of the questions differ is open, as many ways as there are.
    """
    ways = gammaln(asked + 1) - gammaln(equal + 1) - gammaln(asked - equal + 1)
    pairs = max(count * (count - 1) / 2, 1)
    return np.asarray(ways + np.log(pairs / chance), dtype=np.float64)


def _usual(codes: Codes) -> float:
    """Return a share of equal answers that strangers hardly ever have in common."""
    draw = np.random.default_rng(20_240)
    count = min(_SAMPLE, len(codes) * 20)
    first, second = draw.integers(0, len(codes), (2, count))
    other = first != second
    equal, asked, _ = _alike(codes, first[other], second[other])
    shares = equal[asked > 0] / asked[asked > 0]
    return float(min(np.quantile(shares, _STRANGERS_BELOW), 0.98)) if len(shares) else 0.0


def _pairs(codes: Codes, limit: float) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return pairs of interviews that agree on at least one handful of questions.

    All questions are dealt out into handfuls: who differs in fewer questions than there are
    handfuls agrees on one of them for certain.
    """
    draw = np.random.default_rng(20_241)
    together = np.array([_together(column) for column in codes.T])
    telling = np.flatnonzero(together < 0.98)
    if not len(telling):
        telling = np.arange(codes.shape[1])
    wanted = float(np.log(max(len(codes) / (2 * _STRANGERS), 2)))
    found = [np.zeros(0, np.int64)]
    made, missed = 0, 1.0
    while missed > _MISSED and made < _HANDFULS:
        handfuls = _dealt(draw.permutation(telling), together, wanted)
        for handful in handfuls:
            found.append(_agreeing(codes[:, handful], draw))
            missed *= 1 - min(limit ** len(handful), 0.999)
        made += len(handfuls)
        if len(handfuls) > (1 - limit) * len(telling):
            break
    pairs = np.unique(np.concatenate(found))
    return (pairs // len(codes)).astype(np.intp), (pairs % len(codes)).astype(np.intp)


def _dealt(
    order: npt.NDArray[np.intp], together: npt.NDArray[np.float64], wanted: float
) -> list[npt.NDArray[np.intp]]:
    """Deal questions out, so many to a handful that it brings few strangers together."""
    told = -np.log(np.maximum(together[order], 1e-6))
    handfuls, first, told_so_far = [], 0, 0.0
    for place, each in enumerate(told.tolist()):
        told_so_far += each
        if told_so_far >= wanted:
            handfuls.append(order[first : place + 1])
            first, told_so_far = place + 1, 0.0
    return handfuls or [order]


def _together(column: npt.NDArray[np.int32]) -> float:
    """Return how likely two interviews have the same answer."""
    shares = np.bincount(column) / len(column)
    return float((shares**2).sum())


def _agreeing(part: Codes, draw: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return the pairs of rows that are equal in all columns, each pair as one number."""
    factors = draw.integers(1, 2**62, part.shape[1], dtype=np.int64) | 1
    hashed = (part.astype(np.int64) * factors).sum(axis=1)  # wraps around, as a hash may
    order = np.argsort(hashed, kind="stable")
    ordered = hashed[order]
    count = len(part)
    found = []
    for step in range(1, _BUCKET):
        same = ordered[step:] == ordered[:-step]
        if not same.any():
            break
        one, other = order[:-step][same], order[step:][same]
        found.append(np.minimum(one, other) * count + np.maximum(one, other))
    return np.concatenate(found) if found else np.zeros(0, np.int64)
