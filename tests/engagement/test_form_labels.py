"""Submissions explored in the words of their form: questions, answers, who was asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from probono_kit import engagement
from probono_kit.engagement.explore_table import asked_frame
from probono_kit.engagement.form_labels import form_labels
from probono_kit.errors import ProbonoError
from probono_kit.i18n import set_language
from probono_kit.run.explore_files import words_of
from probono_kit.tables.workbook import write_workbook

SURVEY = pd.DataFrame(
    [
        ("select_one yn", "safe", "Is your water <b>safe</b>?", "Votre eau est-elle sûre ?", ""),
        ("select_multiple need", "needs", "What do you need?", "De quoi avez-vous besoin ?", ""),
        (
            "integer",
            "litres",
            "How many litres for ${safe}?",
            "Combien de litres ?",
            "${safe} = 'n'",
        ),
    ],
    columns=["type", "name", "label::English (en)", "label::Français (fr)", "relevant"],
)
CHOICES = pd.DataFrame(
    [
        ("yn", "y", "Yes", "Oui"),
        ("yn", "n", "No", "Non"),
        ("need", "water", "Safe water", "Eau potable"),
        ("need", "soap", "Soap; washing", "Savon ; lessive"),
        ("need", "none", "Nothing", "Rien"),
    ],
    columns=["list_name", "name", "label::English (en)", "label::Français (fr)"],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form in two languages and 120 submissions of it, with columns of single choices."""
    folder = tmp_path_factory.mktemp("survey")
    write_workbook({"survey": SURVEY, "choices": CHOICES}, folder / "form.xlsx", language="en")
    random = np.random.default_rng(9)
    safe = random.choice(["y", "n"], 120)
    water, soap = random.random(120) < np.where(safe == "n", 0.8, 0.2), random.random(120) < 0.4
    needs = [
        " ".join([n for n, yes in (("water", w), ("soap", s)) if yes]) or "none"
        for w, s in zip(water, soap, strict=True)
    ]
    zone = random.choice(["Kolda", "Matam"], 120)
    table = pd.DataFrame({"zone": zone, "people": random.integers(1, 12, 120), "safe": safe})
    table["needs"] = needs
    for name in ("water", "soap", "none"):
        table[f"needs/{name}"] = [int(name in cell.split()) for cell in needs]
    table["litres"] = pd.Series(random.integers(5, 60, 120)).where(safe == "n")
    table.loc[:9, [name for name in table if name.startswith("needs")]] = None
    write_workbook({"data": table}, folder / "answers.xlsx", language="en")
    return folder


def explored(folder: Path, language: str = "fr", **given: object) -> tuple[object, ...]:
    """Return parameters, inputs, profile and relations."""
    p = engagement.check_parameters(
        "explore_data",
        {
            "table": str(folder / "answers.xlsx"),
            "form": str(folder / "form.xlsx"),
            "columns": ["safe", "needs", "litres"],
            "language": language,
            "output_folder": str(folder),
            **given,
        },
    )
    inputs = engagement.explore_inputs(p)
    columns = engagement.profile_step(p, inputs)
    links = engagement.relation_step(p, inputs, columns)
    areas = engagement.area_step(p, inputs, columns)
    found = engagement.found_step(p, inputs, columns, links, areas, [])
    set_language("en")
    return p, inputs, columns, found


def test_questions_and_answers_are_said_as_the_form_says_them(folder: Path) -> None:
    """In the language of the page, without markup."""
    p, _inputs, columns, found = explored(folder)
    words = words_of(p)
    told = " ".join(words.say(one) for one in found.ranked("")).replace("\u00a0", " ")
    assert "« Votre eau est-elle sûre ? »" in told
    assert "comprend « Eau potable »" in told
    assert set(columns.columns["needs"].figures["label"]) == {
        "Eau potable",
        "Savon , lessive",
        "Rien",
    }
    english = form_labels(str(folder / "form.xlsx"), "en")
    assert english.columns["safe"] == "Is your water safe?"
    assert english.columns["litres"] == "How many litres for …?"
    assert form_labels(str(folder / "form.xlsx"), "es").columns["safe"] == "Is your water safe?"


def test_what_the_form_did_not_ask_is_not_missing(folder: Path) -> None:
    """Litres were asked of half of them: no sentence says that they are empty."""
    _p, _inputs, _columns, found = explored(folder)
    empty = [one.columns for one in found.insights if one.code == "explore.missing"]
    assert ("litres",) not in empty


@pytest.mark.parametrize("value", ["water", "Eau potable"])
def test_an_outcome_of_several_choices_counts_who_was_asked(folder: Path, value: str) -> None:
    """Named as the form or the page names it; ten were not asked."""
    p, inputs, _columns, found = explored(folder, outcome="needs", outcome_value=value)
    needs = pd.read_excel(folder / "answers.xlsx", engine="calamine")["needs"].dropna()
    said = dict(found.relations[0].values)["share"]
    assert said == (int(needs.str.contains("water").sum()), 110)
    assert asked_frame(p, inputs)["needs"].isna().sum() == 10


def test_a_choice_that_is_none_is_told_with_those_there_are(folder: Path) -> None:
    """“bread” is no answer: the finding names the answers in words."""
    with pytest.raises(ProbonoError) as caught:
        explored(folder, outcome="needs", outcome_value="bread")
    (one,) = caught.value.findings
    assert one.code == "space.no_such_value"
    assert "Eau potable" in dict(one.values)["values"]
    set_language("en")
