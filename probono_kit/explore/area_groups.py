"""Groups of areas whose records are alike, and what sets each apart from the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.area_figures import (
    FEWEST_OF_AREA,
    AreaFigure,
    standardised,
    telling_figures,
    unlike,
)
from probono_kit.explore.cluster_traits import cliffs_delta
from probono_kit.explore.comparing import choice_of, question_of
from probono_kit.explore.grouping import Grouping, clear_grouping
from probono_kit.explore.insights import Certainty, Column, Insight, Trait
from probono_kit.explore.members import with_members
from probono_kit.explore.profile import Profile
from probono_kit.explore.sample import Sample
from probono_kit.explore.space import figures_by_area

#: Areas and columns that are needed to look for groups.
FEWEST_AREAS, FEWEST_COLUMNS = 10, 3
#: Of fewer areas nothing is said together.
_LEAST_GROUP = 2
_LEAST_TRAIT, _MOST_TRAITS = 0.6, 3
#: So many areas are named in a sentence.
_SHOWN = 8


@dataclass(frozen=True, slots=True, eq=False)
class AreaGroups:
    """Groups of areas whose records are alike.

    Parameters
    ----------
    insights : list of Insight
        A sentence for each group, the largest first; one that there are none if none stand out;
        empty where none were looked for.
    areas : pandas.DataFrame
        Columns ``area_code``, ``area_name``, ``rows``, ``group`` (1 for the largest; missing for
        areas with too few records, and where there are no groups).
    columns : tuple of str
        Columns of the table whose figures took part.
    silhouette : float
        How clear groups are, -1 to 1; missing where none were looked for.
    """

    insights: list[Insight]
    areas: pd.DataFrame
    columns: tuple[str, ...]
    silhouette: float


def find_area_groups(
    frame: pd.DataFrame, profile: Profile, sample: Sample | None = None
) -> AreaGroups:
    """Look for groups of areas whose records are alike and say what sets each apart.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with ``area_code`` and ``area_name`` (missing where a record has no area).
    profile : Profile
        From :func:`probono_kit.explore.profile`; its amounts, shares, categories, yes-no columns
        and choices take part where areas differ in them.
    sample : Sample, optional
        How the records were drawn: medians and shares are then those of the population.

    Returns
    -------
    AreaGroups
        Without groups where nothing stands out, or there are fewer than ten areas with ten records
        or more, or fewer than three columns in which areas differ beyond chance.

    Raises
    ------
    ProbonoError
        If a column is missing.

    Notes
    -----
    Figures by area as in :func:`probono_kit.explore.space.figures_by_area`, shares drawn towards
    that of all (empirical Bayes), each column brought to the same weight; groups as in
    :func:`probono_kit.explore.grouping.clear_grouping`. Areas differ in a column by the test of
    Kruskal and Wallis (1952), or chi square. Traits: Cliff's delta (N. Cliff 1993) of the figures
    of areas; the figures that are told are those of all records in these areas.

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rng = np.random.default_rng(3)
    >>> area, dry = np.repeat(np.arange(18), 30), np.repeat(np.arange(18) % 3 == 0, 30)
    >>> rows = pd.DataFrame({
    ...     "area_code": area, "area_name": [f"Area {n}" for n in area],
    ...     "litres": np.where(dry, 20, 60) + rng.normal(0, 9, 540),
    ...     "minutes": np.where(dry, 45, 5) + rng.normal(0, 9, 540),
    ...     "people": np.where(dry, 8, 4) + rng.normal(0, 2, 540)})
    >>> found = find_area_groups(rows, profile(rows.iloc[:, 2:], {}))
    >>> found.areas["group"].tolist()[:6]
    [2, 1, 1, 2, 1, 1]
    """
    sizes = figures_by_area(frame, fewest=FEWEST_OF_AREA).areas
    areas = sizes[["area_code", "area_name", "rows"]].assign(
        group=pd.Series(pd.NA, index=sizes.index, dtype="Int64")
    )
    large = areas.loc[areas["rows"] >= FEWEST_OF_AREA, "area_code"]
    nothing = AreaGroups([], areas, (), float("nan"))
    if len(large) < FEWEST_AREAS:
        return nothing
    wide, columns = with_members(frame, profile)
    placed = wide[wide["area_code"].isin(large)]
    figures = unlike(list(telling_figures(placed, columns, sample)))
    names = tuple(dict.fromkeys(figure.column for figure in figures))
    table = pd.DataFrame(
        {at: figure.by_code for at, figure in enumerate(figures)}, dtype="float64"
    ).dropna()
    if len(names) < FEWEST_COLUMNS or len(table) < FEWEST_AREAS:
        return nothing
    counts = pd.Series([figure.column for figure in figures]).value_counts()
    weights = np.array([1 / np.sqrt(counts[figure.column]) for figure in figures])
    values = table.to_numpy()
    points = standardised(values) * weights
    told = clear_grouping(
        points, values, lambda drawn: standardised(drawn) * weights, least=_LEAST_GROUP
    )
    asked = tuple(dict.fromkeys(question_of(name) or name for name in names))
    if not told.is_clear:
        return AreaGroups([_none(asked, len(table), placed)], areas, asked, told.silhouette)
    numbers = pd.Series(told.numbers(points), index=table.index)
    areas["group"] = areas["area_code"].map(numbers).astype("Int64")
    insights = _insights(told, table, figures, areas, placed, sample)
    return AreaGroups(insights, areas, asked, told.silhouette)


def _none(names: Sequence[str], tested: int, placed: pd.DataFrame) -> Insight:
    """Say that groups of areas were looked for, and none stand out."""
    values = {"number": len(names), "tested": tested}
    about = (*names, "area_name")
    few = Certainty.TOO_FEW
    return Insight("explore.no_area_groups", about, values, len(placed), 0.0, few)


# ---- what sets a group apart ------------------------------------------------------------------


def _insights(
    told: Grouping,
    table: pd.DataFrame,
    figures: Sequence[AreaFigure],
    areas: pd.DataFrame,
    placed: pd.DataFrame,
    sample: Sample | None,
) -> list[Insight]:
    numbers = areas.set_index("area_code")["group"]
    of_rows = placed["area_code"].map(numbers)
    made = []
    for group in range(1, len(told.centres) + 1):
        inside = (numbers.reindex(table.index) == group).to_numpy(dtype=bool)
        rows = placed[of_rows.notna()]
        here = (of_rows[of_rows.notna()] == group).to_numpy(dtype=bool)
        traits = sorted(
            _traits(table, figures, inside, rows, here, sample), key=lambda each: -each[0]
        )
        best = _one_of_each(traits)[:_MOST_TRAITS]
        if not best:
            continue
        names = areas.loc[areas["group"] == group].sort_values(
            ["rows", "area_code"], ascending=[False, True], kind="stable"
        )["area_name"]
        values = {
            "group": group,
            "number": len(names),
            "areas": tuple(map(str, names[:_SHOWN])),
            "traits": tuple(trait for _strength, trait in best),
        }
        code = "explore.area_group" + ("_among" if len(names) > _SHOWN else "")
        columns = (*(trait.column.name for _strength, trait in best), "area_name")
        strength = round(min(1.0, told.silhouette * best[0][0]), 4)
        made.append(Insight(code, columns, values, len(rows), strength, Certainty.WEAK, areas))
    return made


def _traits(
    table: pd.DataFrame,
    figures: Sequence[AreaFigure],
    inside: npt.NDArray[np.bool_],
    rows: pd.DataFrame,
    here: npt.NDArray[np.bool_],
    sample: Sample | None,
) -> Iterator[tuple[float, Trait]]:
    """Yield in what a group differs, by its areas and by all records in them alike."""
    for at, figure in enumerate(figures):
        values = table[at].to_numpy()
        delta = cliffs_delta(values[inside], values[~inside])
        if abs(delta) < _LEAST_TRAIT:
            continue
        cells, says = rows[figure.column], figure.says
        if figure.other and delta < 0:
            says, delta = figure.other, -delta
        ends = [_figure_of(cells[part], says, sample) for part in (here, ~here)]
        if (ends[0] - ends[1]) * delta <= 0:
            continue
        # What a group says less often than the others is told if nothing else is.
        rank = abs(delta) * (1.0 if delta > 0 or not says else 0.9)
        question = question_of(figure.column)
        says, end = (choice_of(figure.column), "includes") if question else (says, "")
        yield rank, Trait(Column(question or figure.column), says, ends[0], ends[1], end)


def _figure_of(cells: pd.Series, says: str, sample: Sample | None) -> float:
    """Return the share of an answer among records, or the median; of a sample the population's."""
    known = cells.dropna()
    if says:
        said = (known.astype("str") == says).to_numpy(dtype=np.float64)
        weights = np.ones(len(known)) if sample is None else sample.weights_of(known.index)
        return float((said * weights).sum() / max(float(weights.sum()), 1e-12))
    numbers = known.astype("float64")
    return float(numbers.median()) if sample is None else sample.quantiles(numbers, (0.5,))[0]


def _one_of_each(traits: Sequence[tuple[float, Trait]]) -> list[tuple[float, Trait]]:
    """Keep the strongest trait of each column."""
    kept: dict[str, tuple[float, Trait]] = {}
    for rank, trait in traits:
        kept.setdefault(trait.column.name, (rank, trait))
    return list(kept.values())
