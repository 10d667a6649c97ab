"""Figures of areas in which they differ beyond chance: medians, and shares of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.explore.cluster_points import by_frequency
from probono_kit.explore.comparing import question_of
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role
from probono_kit.explore.sample import Sample
from probono_kit.explore.space import figures_by_area

#: Figures of fewer records are mostly chance.
FEWEST_OF_AREA = 10
#: A column takes part if so much of it is filled and it tells areas apart.
_FILLED, _CHANCE = 0.8, 0.05
_MOST_ANSWERS, _MOST_FIGURES = 8, 40
#: A label of the area itself is the same for nearly all its records.
_LABEL = 0.98
#: Two columns whose figures rise and fall together so closely say the same thing.
_ECHO = 0.95
_NUMBERS = (Role.AMOUNT, Role.SHARE)
_ANSWERS = (Role.CATEGORY, Role.YES_NO)


class AreaFigure(NamedTuple):
    """One figure per area: the median of a column, or the share of an answer.

    `other` is what all say who do not say it, where there is but one such answer.
    """

    column: str
    says: str
    by_code: pd.Series
    other: str = ""


def telling_figures(
    placed: pd.DataFrame, profile: Profile, sample: Sample | None
) -> Iterator[AreaFigure]:
    """Yield the figures of the columns in which areas differ."""
    codes = placed["area_code"]
    for name in profile.named(*_NUMBERS, *_ANSWERS):
        cells = placed[name].dropna()
        if len(cells) < _FILLED * len(placed) or cells.nunique() < 2:
            continue
        if profile.columns[name].role in _NUMBERS:
            if _differ(pd.to_numeric(cells), codes):
                found = figures_by_area(placed, name, fewest=FEWEST_OF_AREA, sample=sample)
                yield AreaFigure(name, "", found.by_code)
            continue
        answers = by_frequency(cells.astype("str"))
        if len(answers) > _MOST_ANSWERS or _is_label(cells, codes) or not _differ(cells, codes):
            continue
        other = ""
        if question_of(name):
            answers = ["1"]
        elif len(answers) == 2:
            (*answers, other) = answers
        for says in answers:
            found = figures_by_area(placed, name, says=says, fewest=FEWEST_OF_AREA, sample=sample)
            yield AreaFigure(name, says, found.by_code, other)


def _is_label(cells: pd.Series, codes: pd.Series) -> bool:
    """Whether a column only names areas, or what lies above them."""
    table = pd.crosstab(codes.reindex(cells.index), cells.astype("str"))
    return float(table.max(axis=1).sum() / table.to_numpy().sum()) >= _LABEL


def _differ(cells: pd.Series, codes: pd.Series) -> bool:
    """Whether areas differ in a column more than chance would have it."""
    from scipy.stats import chi2_contingency, kruskal

    by = codes.reindex(cells.index)
    if pd.api.types.is_numeric_dtype(cells):
        groups = [part.to_numpy(dtype=np.float64) for _code, part in cells.groupby(by)]
        return len(groups) > 1 and float(kruskal(*groups).pvalue) <= _CHANCE
    table = pd.crosstab(by, cells.astype("str")).to_numpy()
    return min(table.shape) > 1 and float(chi2_contingency(table).pvalue) <= _CHANCE


def unlike(figures: Sequence[AreaFigure]) -> list[AreaFigure]:
    """Leave out figures that are the same everywhere, or that another column says already."""
    kept: list[AreaFigure] = []
    for figure in figures:
        values = figure.by_code
        if values.nunique() < 2 or len(kept) == _MOST_FIGURES:
            continue
        others = [other.by_code for other in kept if other.column != figure.column]
        if not any(abs(values.corr(other, method="spearman")) >= _ECHO for other in others):
            kept.append(figure)
    return kept


def standardised(values: Floats) -> Floats:
    """Bring each column to mean 0 and standard deviation 1."""
    spread = np.maximum(values.std(axis=0), 1e-9)
    return np.asarray((values - values.mean(axis=0)) / spread)
