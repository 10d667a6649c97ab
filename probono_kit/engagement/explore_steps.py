"""The steps of the notebook that explores: columns, relations, areas, open answers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from probono_kit.engagement.explore_areas import AreasFound
from probono_kit.engagement.explore_table import (
    FEW_ROWS,
    ExploreInputs,
    asked_frame,
    compared_columns,
)
from probono_kit.engagement.form_labels import form_labels, without_unasked
from probono_kit.engagement.parameters.explore_data import ExploreData
from probono_kit.explore.clusters import find_groups
from probono_kit.explore.comparing import Relations
from probono_kit.explore.insights import Certainty, Column, Insight, Share
from probono_kit.explore.profile import Profile, profile
from probono_kit.explore.relations import relations
from probono_kit.explore.report import Exploration
from probono_kit.explore.rules import find_rules, without_told
from probono_kit.explore.rules_of_two import find_rules_of_two
from probono_kit.explore.survey import estimate_outcome, survey_relations
from probono_kit.explore.texts import OpenAnswers, open_answers
from probono_kit.places.matching import ADDED

#: What matching adds to a table.
KIT_COLUMNS = frozenset(ADDED)


def profile_step(p: ExploreData, inputs: ExploreInputs) -> Profile:
    """Say what each column holds.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.

    Returns
    -------
    Profile
        One entry for each column of the table itself.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> profile_step(p, engagement.explore_inputs(p)).rows
    153
    >>> set_language("en")
    """
    own = [name for name in inputs.table.frame if name not in KIT_COLUMNS]
    frame, types = inputs.table.frame[own], inputs.table.types
    found = profile(frame, types, sample=inputs.sample, language=p.language)
    return without_unasked(found, form_labels(p.form, p.language))


def relation_step(p: ExploreData, inputs: ExploreInputs, columns: Profile) -> Relations:
    """Compare the outcome with the other columns, or all columns with each other.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.
    columns : Profile
        From :func:`profile_step`.

    Returns
    -------
    Relations
        What goes together, rules that hold in most records, groups of similar records, and how
        many comparisons were made: of columns that may leave, of all if none is named. Open
        answers and positions are not compared.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": []}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> inputs = engagement.explore_inputs(p)
    >>> relation_step(p, inputs, profile_step(p, inputs)).compared > 3
    True
    >>> set_language("en")
    """
    frame = inputs.table.frame
    kept = compared_columns(p, columns)
    asked = {"outcome": p.outcome, "value": inputs.outcome_value}
    if inputs.sample is not None:
        links = survey_relations(frame, kept, inputs.sample, **asked, by=p.by)
        told = [*links.insights, *find_groups(frame, kept, inputs.sample).insights]
        return Relations(told, links.compared)
    links = relations(frame, kept, **asked, by=p.by)
    rules = find_rules(frame, kept)
    told = [*links.insights, *without_told(rules.insights, links.insights)]
    of_two = find_rules_of_two(frame, kept)
    told += [*of_two.insights, *find_groups(frame, kept).insights]
    return Relations(told, links.compared + rules.compared + of_two.compared)


def answer_step(p: ExploreData, inputs: ExploreInputs) -> list[OpenAnswers]:
    """Sum up the open answers; quotes only of columns that may leave.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.

    Returns
    -------
    list of OpenAnswers
        One per column of answers.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> answer_step(p, engagement.explore_inputs(p))
    []
    >>> set_language("en")
    """
    return [
        open_answers(
            inputs.answers[name],
            country=p.country,
            names=inputs.screened.names,
            may_quote=name in p.columns,
            sample=inputs.sample,
        )
        for name in p.answer_columns
    ]


def found_step(
    p: ExploreData,
    inputs: ExploreInputs,
    columns: Profile,
    links: Relations,
    areas: AreasFound,
    answers: Sequence[OpenAnswers],
) -> Exploration:
    """Put together what was found.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.
    columns : Profile
        From :func:`profile_step`.
    links : Relations
        From :func:`relation_step`.
    areas : AreasFound
        From :func:`area_step`.
    answers : sequence of OpenAnswers
        From :func:`answer_step`.

    Returns
    -------
    Exploration
        For the page and the workbook.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> inputs = engagement.explore_inputs(p)
    >>> columns = profile_step(p, inputs)
    >>> areas = engagement.area_step(p, inputs, columns)
    >>> links = relation_step(p, inputs, columns)
    >>> found_step(p, inputs, columns, links, areas, []).profile.rows
    153
    >>> set_language("en")
    """
    empty: tuple[str, ...] = ()
    if areas.figures and inputs.areas is not None:
        seen = set(areas.figures[0].areas["area_code"])
        layer = inputs.areas
        empty = tuple(layer.loc[~layer["area_code"].isin(seen), "area_name"].astype(str))
    return Exploration(
        profile=columns,
        relations=[*_outcome(p, inputs), *links.insights],
        compared=links.compared,
        answers=list(answers),
        figures=areas.figures,
        spots=areas.spots,
        alike=areas.alike,
        coverage=areas.coverage,
        maps=areas.maps,
        areas=0 if inputs.areas is None else len(inputs.areas),
        empty_areas=empty,
        is_weighted=inputs.sample is not None,
        is_respelt=inputs.is_respelt,
    )


def _outcome(p: ExploreData, inputs: ExploreInputs) -> list[Insight]:
    """Say how many give the answer that the question is about, of a sample for its population."""
    if p.outcome and inputs.sample is not None:
        frame, value = asked_frame(p, inputs), inputs.outcome_value
        return estimate_outcome(frame, p.outcome, inputs.sample, value=value)
    if not (p.outcome and inputs.outcome_value):
        return []
    said = asked_frame(p, inputs)[p.outcome].dropna().astype(str)
    share = Share(int((said == inputs.outcome_value).sum()), len(said))
    values = {"column": Column(p.outcome), "value": inputs.outcome_value, "share": share}
    sure = Certainty.FIRM if len(said) >= FEW_ROWS else Certainty.WEAK
    counts = said.value_counts(sort=False).sort_index()
    counts = counts[counts.index != ""].sort_values(ascending=False, kind="stable")
    bars = pd.DataFrame({"label": counts.index, "rows": counts.to_numpy()})
    bars["share"] = bars["rows"] / len(said)
    return [Insight("space.outcome", (p.outcome,), values, len(said), 1.0, sure, bars, "bars")]
