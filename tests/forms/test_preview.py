"""The preview runs the real form, in a page that asks for nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from probono_kit.forms import BuiltForm, build_form, form_modules, read_description, write_form
from probono_kit.forms.preview import preview_engine, write_preview
from tests.forms.conftest import Engine
from tests.forms.test_build_form import AREAS, questions

Build = Callable[..., BuiltForm]
needs_engine = pytest.mark.skipif(
    preview_engine() is None, reason="NO ENGINE FOR FORMS: run `make engine` where there is npm"
)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a form of modules."""

    def make(modules: list[str], languages: list[str], most: int = 500) -> BuiltForm:
        path = tmp_path / "form.yml"
        asked = [{"module": name} for name in modules]
        data = {"title": "Essai", "languages": languages, "questions": asked}
        path.write_text(yaml.safe_dump(data), "utf-8")
        description = dataclasses.replace(read_description(path), most_choices=most)
        return build_form(description, areas=AREAS)

    return make


def everything() -> list[str]:
    """Return all modules, consent first."""
    return ["consent", *(each.name for each in form_modules() if each.name != "consent")]


@pytest.mark.parametrize(
    ("languages", "most"), [(["fr"], 500), (["en", "fr", "es", "ar"], 500), (["fr", "en"], 1)]
)
def test_every_module_loads_in_the_engine_of_odk(
    build: Build, odk_engine: Engine, languages: list[str], most: int
) -> None:
    """All modules at once, areas inside and in files; nobody who refuses is asked anything."""
    built = build(everything(), languages, most)
    files = {name: table.to_csv(index=False) for name, table in built.media.items()}
    refused = {"consent_group": {"consent": "no"}}
    ((*said,),) = odk_engine(built.xform, [refused], files)
    assert not [each for each in said if "interview" in each[0]]


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    asked=st.lists(questions(), min_size=1, max_size=6),
    languages=st.sampled_from([["fr"], ["en", "fr"], ["ar", "fr"]]),
    around=st.sampled_from(["", "group", "repeat"]),
)
def test_every_form_that_is_made_loads_in_the_engine_of_odk(
    tmp_path: Path, odk_engine: Engine, asked: list[Any], languages: list[str], around: str
) -> None:
    """Whatever is described: any kind, any text, in a group or a repeat."""
    if around:
        asked = [{around: "Partie", "questions": asked}]
    path = tmp_path / "form.yml"
    data = {"title": "Loi", "languages": languages, "questions": asked}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert len(odk_engine(build_form(path).xform, [{}])) == 1


def test_scores_are_those_of_their_sources(build: Build, odk_engine: Engine) -> None:
    """FCS and rCSI with the weights of WFP, the cut-off of the Washington Group."""
    built = build(["food_consumption", "coping", "functioning"], ["en"])
    days = dict.fromkeys(
        ("fcs_staples", "fcs_pulses", "fcs_dairy", "fcs_protein", "fcs_vegetables", "fcs_fruit",
         "fcs_oil", "fcs_sugar"), "7",
    )  # fmt: skip
    coping = {"rcsi_less_preferred": "7", "rcsi_borrow": "4", "rcsi_portions": "2",
              "rcsi_adults": "7", "rcsi_meals": "7"}  # fmt: skip
    names = ("seeing", "hearing", "walking", "remembering", "selfcare", "communicating")
    well = {f"wg_{name}": "2" for name in names}
    poor = days | dict.fromkeys(("fcs_pulses", "fcs_dairy", "fcs_protein", "fcs_fruit"), "0")

    def answers(food: dict[str, str], hard: dict[str, str], **told: str) -> dict[str, object]:
        made = {
            "fcs": told["fcs"],
            "fcs_group_21_35": told["at_35"],
            "fcs_group_28_42": told["at_42"],
        }
        return {
            "food_consumption_group": food | made,
            "coping_group": coping | {"rcsi": "45"},
            "functioning_group": well | hard | {"wg_disability3": told["difficulty"]},
        }

    given = [
        answers(days, {}, fcs="112", at_35="acceptable", at_42="acceptable", difficulty="0"),
        answers(poor, {"wg_walking": "3"}, fcs="28", at_35="borderline", at_42="poor",
                difficulty="1"),
        answers(days, dict.fromkeys(well, "9"), fcs="112", at_35="acceptable",
                at_42="acceptable", difficulty=""),
    ]  # fmt: skip
    assert odk_engine(built.xform, given) == [[], [], []]


def test_a_household_is_counted_by_age(build: Build, odk_engine: Engine) -> None:
    """As many members are asked as there are, and the form counts them."""
    built = build(["household"], ["en"])

    def member(name: str, age: str, **counted: str) -> dict[str, str]:
        told = {"member_label": name, "member_sex": "female", "member_age": age}
        zero = dict.fromkeys(("member_under5", "member_5_17", "member_60_plus"), "0")
        return told | {"member_relationship": "child"} | zero | counted

    members = [
        member("A", "0", member_under5="1"),
        member("B", "5", member_5_17="1"),
        member("C", "17", member_5_17="1"),
        member("D", "60", member_60_plus="1"),
    ]
    counts = {"children_under5": "1", "children_5_17": "2", "aged_60_plus": "1"}
    answers = {"household_group": {"household_size": "4", "member": members, **counts}}
    assert odk_engine(built.xform, [answers]) == [[]]


@pytest.mark.parametrize("most", [500, 1])
def test_the_names_of_areas_are_kept_with_their_codes(
    build: Build, odk_engine: Engine, most: int
) -> None:
    """Whether the areas are in the form or in files: code and name are both in the data."""
    built = build(["location"], ["fr"], most)
    files = {name: table.to_csv(index=False) for name, table in built.media.items()}
    place = {"admin1": "TD06", "admin1_name": "Kanem", "admin2": "TD0601"}
    answers = {"location_group": place | {"admin2_name": "Nord (TD0601)"}}
    assert odk_engine(built.xform, [answers], files) == [[]]


@needs_engine
def test_a_preview_is_clicked_through_offline(build: Build, tmp_path: Path, page: Page) -> None:
    """Consent opens the rest, an area opens its areas, and the form switches to English."""
    built = build(["consent", "location"], ["fr", "en"], 3)
    path = tmp_path / "preview.html"
    assert not write_preview(built, path, language="fr")
    page.goto(path.as_uri())
    expect(page.get_by_text("Aperçu du formulaire")).to_be_visible()
    expect(page.get_by_text("Nom du village ou du quartier")).to_have_count(0)
    page.get_by_text("Oui", exact=True).click()
    expect(page.get_by_text("Nom du village ou du quartier")).to_be_visible()
    page.get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name="Kanem").click()
    page.get_by_role("combobox").last.click()
    expect(page.get_by_role("option", name="Nord (TD0601)")).to_be_visible()
    expect(page.get_by_role("option", name="Mamdi")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="change language").click()
    page.get_by_role("option", name="English (en)").click()
    expect(page.get_by_text("Do you agree to answer our questions?")).to_be_visible()


@needs_engine
def test_a_preview_fits_a_telephone(build: Build, tmp_path: Path, chromium: Browser) -> None:
    """Nothing is wider than the screen of a small telephone."""
    path = tmp_path / "preview.html"
    write_preview(build(everything(), ["en"]), path)
    context = chromium.new_context(viewport={"width": 340, "height": 700}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.get_by_text("Yes", exact=True).first.click()
    expect(page.get_by_text("May we call you back about this interview?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 340
    context.close()


@needs_engine
def test_a_form_of_others_is_shown_with_its_files(build: Build, tmp_path: Path) -> None:
    """An XLSForm on disk, the CSV beside it in the page; the same bytes every time."""
    form = write_form(build(["location"], ["fr"], 1), tmp_path / "form")[0]
    write_preview(form, tmp_path / "a.html")
    write_preview(form, tmp_path / "b.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    assert "Nord (TD0601)" in text
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_missing_engine_is_said(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page is written, and the finding says how to get the engine."""
    monkeypatch.setenv("PROBONO_WEB_FORMS", str(tmp_path / "nowhere"))
    found = write_preview(build(["consent"], ["fr"]), tmp_path / "preview.html")
    assert [each.code for each in found] == ["form.preview_engine"]
    assert "make engine" in found[0].fix("fr")
    assert not (tmp_path / "preview.html").exists()
