"""How likely two rows are one record, from the columns in which they agree and differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.comparators import Agreement, Codes, Field, FieldKind
from probono_kit.tables.dependencies import find_dependencies
from probono_kit.tables.pairs import candidate_pairs

#: How often two entries of one record agree in a column (mistakes happen).
_AGREE = 0.9
#: What nearly agreeing is worth, as a share of agreeing.
_NEAR = {
    FieldKind.TEXT: 0.7,
    FieldKind.PHONE: 0.5,
    FieldKind.DATE: 0.5,
    FieldKind.POSITION: 0.8,
    FieldKind.NUMBER: 0.1,
}
#: How many rows are entered twice, before anything is known.
_EXPECTED = 0.05
#: A column in which so many rows differ from their likely double is what tells rows apart.
_MOST_ROWS, _FEW_ROWS = 0.05, 6
#: Of the columns filled in both rows, so many may differ at most.
_MOST_DIFFERENT = 0.34
#: Bits below the threshold at which pairs still say which columns tell rows apart.
_DOUBT = 6.0


class LikelyPairs(NamedTuple):
    """Pairs of rows: positions, bits in favour, scores, and what each column says.

    Attributes
    ----------
    one, other : array of int
        Positions of the earlier and the later row.
    weights, scores : array of float
        Bits that speak for one record; the same as 0 to 100.
    said : array of int8
        :class:`~probono_kit.tables.comparators.Agreement`, one line per pair.
    """

    one: Codes
    other: Codes
    weights: npt.NDArray[np.float64]
    scores: npt.NDArray[np.float64]
    said: npt.NDArray[np.int8]


def independent_columns(rows: pd.DataFrame, fields: Sequence[Field]) -> npt.NDArray[np.bool_]:
    """Tell which columns do not follow from a finer one.

    Parameters
    ----------
    rows : pandas.DataFrame
        The table.
    fields : sequence of Field
        Its columns, ready to be compared.
    """
    rules = find_dependencies(rows, pairs=False)
    follows = {
        (one, other) for (one,), other in zip(rules["determinant"], rules["dependent"], strict=True)
    }
    kept: list[str] = []
    for field in sorted(fields, key=lambda field: -len(field.texts)):
        if not any((name, field.name) in follows for name in kept):
            kept.append(field.name)
    return np.array([field.name in kept for field in fields], dtype=bool)


def likely_pairs(
    fields: Sequence[Field], counted: npt.NDArray[np.bool_], threshold: float
) -> LikelyPairs:
    """Return the pairs of rows that are likelier one record than two.

    Parameters
    ----------
    fields : sequence of Field
        The columns compared.
    counted : array of bool
        Which of them count (:func:`independent_columns`).
    threshold : float
        The lowest score, 0 to 100.
    """
    rows = len(fields[0].codes)
    prior = float(np.log2(_EXPECTED * 2 / rows))
    needed = float(np.log2(threshold / max(100 - threshold, 1e-9))) - prior
    use = [field for field, counts in zip(fields, counted, strict=True) if counts]
    one, other = candidate_pairs(use)
    worth = [_rarity(field) for field in fields]
    # First what costs nothing: nearly agreeing elsewhere must still be able to save a pair.
    hoped = np.zeros(len(one))
    for field, counts, rare in zip(fields, counted, worth, strict=True):
        if counts:
            a, b = field.codes[one], field.codes[other]
            best = np.maximum(rare[a], rare[b]) * _NEAR[field.kind]
            hoped += np.where((a < 0) | (b < 0), 0.0, np.where(a == b, rare[a], best))
    one, other = one[hoped >= needed - _DOUBT], other[hoped >= needed - _DOUBT]
    said = np.zeros((len(one), len(fields)), dtype=np.int8)
    weights = np.zeros(len(one))
    for place, (field, counts, rare) in enumerate(zip(fields, counted, worth, strict=True)):
        said[:, place] = field.compare(one, other)
        if counts:
            weights += _weights(field, rare, said[:, place], one, other)
    good = (weights >= needed - _DOUBT) & _hold_together(said, counted)
    told = _telling_apart(one[good], other[good], said[good], rows)
    good &= (weights >= needed) & ~(said[:, told] == Agreement.DIFFER).any(axis=1)
    odds = 2.0 ** np.minimum(weights[good] + prior, 60.0)
    scores = np.minimum(np.round(100 * odds / (1 + odds), 1), 99.9)
    return LikelyPairs(one[good], other[good], weights[good], scores, said[good])


def _hold_together(
    said: npt.NDArray[np.int8], counted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Tell which pairs agree in two columns at least, and differ in few."""
    stated = (said != Agreement.MISSING).sum(axis=1)
    different = (said == Agreement.DIFFER).sum(axis=1)
    agreeing = ((said == Agreement.AGREE) | (said == Agreement.NEAR))[:, counted].sum(axis=1)
    return np.asarray((different <= _MOST_DIFFERENT * stated) & (agreeing >= 2))


def _rarity(field: Field) -> npt.NDArray[np.float64]:
    """Return what agreeing on each value is worth, in bits; one more at the end for no value."""
    total = max(int((field.codes >= 0).sum()), 1)
    others = np.maximum(field.counts - 1.5, 0.5) / total  # the two rows themselves say nothing
    return np.append(np.maximum(np.log2(_AGREE / np.minimum(others, 1.0)), 0.0), 0.0)


def _weights(
    field: Field,
    rare: npt.NDArray[np.float64],
    said: npt.NDArray[np.int8],
    one: Codes,
    other: Codes,
) -> npt.NDArray[np.float64]:
    a, b = rare[field.codes[one]], rare[field.codes[other]]
    shares = field.counts / max(int(field.counts.sum()), 1)
    by_chance = max(1 - float((shares**2).sum()), 0.05)
    differ = min(float(np.log2((1 - _AGREE) / by_chance)), 0.0)
    near = np.minimum(a, b) * _NEAR[field.kind]
    choices = [said == Agreement.AGREE, said == Agreement.NEAR, said == Agreement.DIFFER]
    return np.select(choices, [a, near, np.full(len(a), differ)], 0.0)


def _telling_apart(
    one: Codes, other: Codes, said: npt.NDArray[np.int8], rows: int
) -> npt.NDArray[np.intp]:
    """Return the columns in which too many rows differ from a likely double."""
    told = []
    for place in range(said.shape[1]):
        differ = said[:, place] == Agreement.DIFFER
        touched = np.unique(np.concatenate([one[differ], other[differ]]))
        if len(touched) > max(_FEW_ROWS, _MOST_ROWS * rows):
            told.append(place)
    return np.array(told, dtype=np.intp)
