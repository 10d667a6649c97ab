"""The sample of a survey: monitored day by day, cleaned with the team's answers, mapped."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from probono_kit import forms, tables
from probono_kit.i18n import use_language
from tests.samples.conftest import Delivered

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
RAW = SAMPLES / "household-survey" / "raw"
#: Found on the last day, in the order of the page.
NEW = (
    "gps_outside",
    "duplicate_identity",
    "short",
    "night",
    "outlier",
    "other_recode",
    "near_copy",
)


@pytest.fixture(scope="module")
def folder(delivered: Delivered) -> Path:
    """Return the sample engagement, rendered and delivered."""
    return delivered("household-survey")


def test_the_script_writes_the_same_files_again(script: ModuleType) -> None:
    """Form and export are made by the script, to the same bytes."""
    survey = script.household_survey
    assert script.plain_zip(survey.form_workbook()) == (RAW / "formulaire.xlsx").read_bytes()
    assert script.plain_zip(survey.export_workbook()) == (RAW / "menages.xlsx").read_bytes()


def test_the_form_is_sound() -> None:
    """The check of forms finds nothing: limits, accuracy, names, why personal data are asked."""
    path = RAW / "formulaire.xlsx"
    assert forms.lint_form(path) == []
    register = forms.personal_data_register(forms.read_form(path), language="en")
    assert register["Column"].tolist() == ["deviceid", "telephone", "position"]
    assert register[["Why asked", "Who sees it", "When deleted"]].ne("").all(axis=None)


@pytest.mark.slow
def test_each_kind_of_anomaly_is_found_and_what_was_decided_is_silent(folder: Path) -> None:
    """The workbook of all points: new ones of the last day, old ones, decided ones."""
    path = folder / "work" / "suivi" / "menages-work-issues.xlsx"
    issues = pd.read_excel(path, engine="calamine")
    assert set(NEW) <= set(issues.loc[issues["new"], "check"])
    old = issues[~issues["new"] & ~issues["okay"]]
    assert {"gps_outside", "dont_know", "old_version", "duplicate_identity"} <= set(old["check"])
    decided = issues[issues["okay"]]
    assert set(decided["check"]) == {"gps_stacked", "other_recode", "outlier", "night", "short"}
    assert decided["reason"].notna().all()


@pytest.mark.slow
def test_the_answers_clean_the_table(folder: Path) -> None:
    """The same decisions that silence points correct cells and take a row out, with the log."""
    (path,) = (folder / "work" / "propre").glob("*-work.parquet")
    clean = tables.read_typed(path).frame.set_index("_key")
    raw = tables.read_typed(folder / "work" / "suivi" / "menages.parquet").frame.set_index("_key")
    assert len(clean) == len(raw) - 1
    both = raw.loc[clean.index]
    for column, value in (("depense_eau", "900"), ("source_eau", "borne")):
        before, after = (each[column].astype("str").fillna("") for each in (both, clean))
        assert after[before != after].tolist() == [value]


@pytest.mark.slow
def test_the_page_leaves_without_names_numbers_and_places(folder: Path) -> None:
    """The bundle passed the gate; who asked, telephones and positions are in no file of it."""
    (page,) = (folder / "bundle").rglob("la-collecte*.html")
    html = page.read_text("utf-8")
    assert "315 entretiens" in html
    assert "sur 60" in html
    assert re.search(r"E-[0-9a-f]{4}", html)
    for path in (folder / "bundle").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for private in (b"Awa Faye", b"77 601 67 51", b"14.467766"):
                assert private not in data, path.name


@pytest.mark.slow
def test_the_index_says_which_file_changes_with_the_figures(folder: Path) -> None:
    """The export of the collection: what is monitored is a table like any other."""
    page = (folder / "bundle" / "index.html").read_text("utf-8")
    assert "titres des colonnes : menages.xlsx" in page.replace("\u00a0", " ")


@pytest.mark.slow
def test_the_days_run_one_after_the_other(folder: Path) -> None:
    """What the state of a day knows is not new on the next, and stays so."""
    from probono_kit.forms.monitoring import monitor, read_monitoring_state

    form = forms.read_form(RAW / "formulaire.xlsx")
    submissions = forms.read_submissions([RAW / "menages.xlsx"], form)
    state = read_monitoring_state(folder / "work" / "suivi" / "menages-state.json")
    with use_language("fr"):
        again = monitor(submissions, known=state)
    assert set(state.first.values()) >= {"2026-03-12", "2026-03-13"}
    assert len(again.issues) > 10
