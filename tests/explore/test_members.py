"""Choices of multiple-choice questions in comparisons: counted over those who were asked."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from probono_kit.explore import profile, relations
from probono_kit.explore.insights import Condition, Estimate, Insight, Share
from probono_kit.explore.members import with_members
from probono_kit.explore.page_parts import said
from probono_kit.explore.report import Words
from probono_kit.explore.sample import Sample
from probono_kit.explore.survey import survey_relations
from probono_kit.tables import TypedTable, type_columns

ROWS = 300


@pytest.fixture(scope="module")
def households() -> TypedTable:
    """Households that say their needs; in the north most need water, one in ten was not asked."""
    random = np.random.default_rng(1)
    zone = random.choice(["nord", "sud", "est"], ROWS)
    water = random.random(ROWS) < np.where(zone == "nord", 0.8, 0.3)
    food, soap = random.random(ROWS) < 0.5, random.random(ROWS) < 0.3
    said = [
        " ".join([n for n, yes in (("eau", w), ("vivres", f), ("savon", s)) if yes]) or "rien"
        for w, f, s in zip(water, food, soap, strict=True)
    ]
    asked = random.random(ROWS) < 0.9
    table = pd.DataFrame(
        {
            "zone": zone,
            "besoins": pd.Series(said).where(asked),
            "personnes": random.poisson(np.where(food, 9, 4)).astype(float),
            "etat": np.where(random.random(ROWS) < np.where(soap, 0.9, 0.4), "bon", "mauvais"),
        }
    )
    return type_columns(table)


def holds(frame: pd.DataFrame, condition: Condition) -> pd.Series:
    """Tell row by row whether a condition holds, by the texts of the cells alone."""
    texts = frame[condition.column]
    if not condition.end:
        return texts.astype("str") == condition.value
    chosen = texts.map(lambda cell: condition.value in str(cell).split(" ") and not pd.isna(cell))
    return (chosen if condition.end == "includes" else ~chosen) & texts.notna()


def checked(one: Insight, frame: pd.DataFrame) -> int:
    """Count every share and median of a sentence again."""
    values, seen = dict(one.values), 0
    frame = frame.dropna(subset=list(one.columns))
    for end in ("high", "low"):
        where = values.get(f"where_{end}")
        rows = frame[holds(frame, where)] if where else frame[~holds(frame, values["where_high"])]
        figure = values[end]
        if isinstance(figure, Share):
            assert figure == Share(int(holds(rows, values["then"]).sum()), len(rows))
        else:
            assert figure == rows[values["column"].name].median()
            assert values[f"{end}_rows"].rows == len(rows)
        seen += 1
    return seen


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"outcome": "besoins", "value": "eau"},
        {"outcome": "besoins"},
        {"outcome": "etat", "value": "bon"},
        {"outcome": "personnes"},
    ],
)
def test_every_figure_is_that_of_those_who_were_asked(
    households: TypedTable, asked: dict[str, str]
) -> None:
    """Shares and medians in sentences on choices, counted again from the cells."""
    columns = profile(households.frame, households.types)
    found = relations(households.frame, columns, **asked).insights
    told = [one for one in found if "chosen" in one.code]
    assert told
    assert sum(checked(one, households.frame) for one in told) == 2 * len(told)
    assert all("\x1f" not in name for one in found for name in one.columns)


def test_the_planted_difference_is_told_in_words(households: TypedTable) -> None:
    """In French and English, with what includes what."""
    columns = profile(households.frame, households.types)
    (one,) = relations(households.frame, columns, outcome="besoins", value="eau").insights
    text = one.text("fr").replace("\u00a0", " ")
    assert text.startswith("« besoins » comprend « eau » dans 82 %")
    assert "where “zone” is “nord”" in one.text("en")
    assert one.text("en", labels={"besoins": "Needs"}).startswith("“Needs” includes “eau”")


def test_the_picture_calls_groups_by_what_they_chose(households: TypedTable) -> None:
    """Its bars are not called 1 and 0."""
    columns = profile(households.frame, households.types)
    links = relations(households.frame, columns, outcome="personnes")
    told = [one for one in links.insights if "besoins" in one.columns]
    assert told
    for one in told:
        labels = set(re.findall(r"<text[^>]*>([^<]*)", str(said(one, Words("fr")).picture)))
        assert not labels & {"0", "1"}
        assert any("comprend" in label for label in labels), labels


def test_choices_of_one_question_are_not_compared_with_each_other(
    households: TypedTable,
) -> None:
    """That who needs food also needs water is not asked here; each pair is counted once."""
    columns = profile(households.frame, households.types)
    found = relations(households.frame, columns)
    assert all(len(set(one.columns)) == 2 for one in found.insights)
    wide, known = with_members(households.frame, columns)
    assert len(wide.columns) == len(households.frame.columns) + 4
    assert known.rows == columns.rows


def test_indicators_of_a_form_know_who_was_asked() -> None:
    """With 0/1 columns beside the list, blanks there were not asked, whatever the list says."""
    random = np.random.default_rng(2)
    water = random.random(200) < 0.5
    table = pd.DataFrame(
        {
            "needs": np.where(water, "water food", "food"),
            "needs/water": water.astype(int),
            "needs/food": 1,
            "zone": np.where(water, "north", "south"),
        }
    )
    table.loc[:49, ["needs", "needs/water", "needs/food"]] = None
    typed = type_columns(table)
    columns = profile(typed.frame, typed.types)
    assert columns.columns["needs"].members == ("needs/water", "needs/food")
    wide, _known = with_members(typed.frame, columns)
    assert wide["needs\x1fwater"].isna().sum() == 50


def test_in_a_sample_choices_stand_for_the_population(households: TypedTable) -> None:
    """The share of a choice by group is weighted, over those who were asked."""
    random = np.random.default_rng(3)
    weights = pd.Series(random.integers(1, 6, ROWS).astype(float))
    sample = Sample.of(pd.DataFrame({"w": weights}), weights="w")
    frame = households.frame
    columns = profile(frame, households.types, sample=sample)
    found = survey_relations(frame, columns, sample, outcome="besoins", value="eau")
    (one,) = found.insights
    said = dict(one.values)
    rows = frame[frame["besoins"].notna() & holds(frame, said["where_high"])]
    share = np.average(holds(rows, said["then"]), weights=weights[rows.index])
    assert isinstance(said["high"], Estimate)
    assert said["high"].value == pytest.approx(share)
    top = columns.columns["besoins"].figures.iloc[0]
    own = frame["besoins"].dropna()
    chosen = own.map(lambda cell: top["label"] in cell.split(" "))
    assert top["share"] == pytest.approx(np.average(chosen, weights=weights[own.index]))
