"""What sets a group of similar records apart from the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.explore.cluster_points import by_frequency
from probono_kit.explore.insights import Certainty, Column, Insight, Share, Trait
from probono_kit.explore.sample import Sample

#: What sets a group apart: the difference of two shares, or Cliff's delta, is at least so large.
_LEAST_TRAIT, _MOST_TRAITS = 0.3, 3


def say_group(
    group: int,
    complete: pd.DataFrame,
    of_rows: pd.Series,
    numeric: Sequence[bool],
    silhouette: float,
    sample: Sample | None,
) -> Insight | None:
    """Return the sentence on one group; none if nothing sets it apart from the others."""
    inside = (of_rows.loc[complete.index] == group).to_numpy(dtype=bool)
    traits = [
        _trait(complete[name], inside, is_number, sample)
        for name, is_number in zip(complete, numeric, strict=True)
    ]
    strong = sorted(
        (each for each in traits if each[0] >= _LEAST_TRAIT), key=lambda each: -each[0]
    )[:_MOST_TRAITS]
    if not strong:
        return None
    values = {
        "share": Share(int(inside.sum()), len(complete))
        if sample is None
        else sample.mean(pd.Series(inside.astype("float64"), index=complete.index)),
        "traits": tuple(trait for _strength, trait in strong),
    }
    columns = tuple(trait.column.name for _strength, trait in strong)
    table = pd.DataFrame(
        [
            {"column": name, "value": trait.value, "group": trait.here, "others": trait.others}
            for name, (_strength, trait) in zip(complete, traits, strict=True)
        ]
    )
    strength = round(min(1.0, silhouette * strong[0][0]), 4)
    return Insight(
        "explore.cluster", columns, values, len(complete), strength, Certainty.WEAK, table
    )


def _trait(
    column: pd.Series, inside: npt.NDArray[np.bool_], is_number: bool, sample: Sample | None
) -> tuple[float, Trait]:
    """Return how far a group differs in one column, 0 to 1, and how that is said."""
    name = Column(str(column.name))
    if is_number:
        numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
        here, others = numbers[inside], numbers[~inside]
        middles = [float(np.median(part)) for part in (here, others)]
        if sample is not None:
            parts = (column[inside], column[~inside])
            middles = [sample.quantiles(part.astype("float64"), (0.5,))[0] for part in parts]
        return abs(cliffs_delta(here, others)), Trait(name, "", middles[0], middles[1])
    texts = column.astype("str").to_numpy()
    answers = by_frequency(pd.Series(texts))
    # What a group says more often than the others tells more than what it does not say.
    w: Floats = np.ones(len(texts))
    if sample is not None:
        w = sample.weights_of(column.index)

    def share(answer: str, part: npt.NDArray[np.bool_]) -> float:
        return float(w[part & (texts == answer)].sum() / max(w[part].sum(), 1e-12))

    shares = [(share(each, inside), share(each, ~inside)) for each in answers]
    here_, others_ = max(shares, key=lambda pair: pair[0] - pair[1])
    value = answers[shares.index((here_, others_))]
    return float(here_ - others_), Trait(name, value, float(here_), float(others_))


def cliffs_delta(here: Floats, others: Floats) -> float:
    """Return Cliff's delta: how surely one group lies above the other, -1 to 1.

    Examples
    --------
    >>> cliffs_delta(np.array([5.0, 6.0]), np.array([1.0, 2.0, 3.0]))
    1.0
    """
    ranks = pd.Series(np.concatenate([here, others])).rank().to_numpy()
    above = ranks[: len(here)].sum() - len(here) * (len(here) + 1) / 2
    return float(2 * above / (len(here) * len(others)) - 1)
