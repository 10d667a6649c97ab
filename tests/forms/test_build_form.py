"""A short description becomes a form that servers take and an expert would sign."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from probono_kit.errors import ProbonoError
from probono_kit.findings import Severity
from probono_kit.forms import build_form, form_modules, lint_form, read_description, write_form
from probono_kit.forms.building.conditions import Scope, Target, condition

AREAS = pd.DataFrame(
    {
        "ADM1_FR": ["Lac", "Lac", "Kanem", "Kanem"],
        "ADM1_PCODE": ["TD07", "TD07", "TD06", "TD06"],
        "ADM2_FR": ["Mamdi", "Wayi", "Nord", "Nord"],
        "ADM2_PCODE": ["TD0702", "TD0703", "TD0601", "TD0602"],
    }
)
Describe = Callable[[dict[str, Any]], Path]


@pytest.fixture
def describe(tmp_path: Path) -> Describe:
    """Write a description as YAML."""

    def write(data: dict[str, Any]) -> Path:
        path = tmp_path / "form.yml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
        return path

    return write


def said_by_lint(path: Path) -> list[str]:
    """Return errors and warnings of the linter."""
    return [str(f) for f in lint_form(path) if f.severity is not Severity.NOTE]


def assert_sound(path: Path) -> None:
    """The form converts without a warning, and the linter has nothing against it."""
    said: list[str] = []
    convert(path, warnings=said, validate=False)
    assert not said
    assert not said_by_lint(path)


def rows(path: Path, **wanted: Any) -> pd.DataFrame:
    """Return a built form's survey."""
    return build_form(path, **wanted).survey.set_index("name")


# All modules


@pytest.mark.parametrize("languages", [["en"], ["fr"], ["fr", "en"], ["en", "fr", "ar"]])
@pytest.mark.parametrize("most", [500, 1])
def test_all_modules_together_make_a_sound_form(
    describe: Describe, tmp_path: Path, languages: list[str], most: int
) -> None:
    """Every module at once, in each language, areas inside the form or in a file beside it."""
    names = ["consent", *(each.name for each in form_modules() if each.name != "consent")]
    path = describe(
        {
            "title": "Tout",
            "languages": languages,
            "most_choices": most,
            "questions": [{"module": name} for name in names],
        }
    )
    assert_sound(write_form(build_form(path, areas=AREAS), tmp_path / "out")[0])


@pytest.mark.parametrize("name", [each.name for each in form_modules()])
def test_each_module_alone_makes_a_sound_form(
    describe: Describe, tmp_path: Path, name: str
) -> None:
    """A module needs no other."""
    questions = [{"module": name}, {"question": "Fin ?", "kind": "oui/non"}]
    path = describe({"title": "Un", "languages": ["fr"], "questions": questions})
    assert_sound(write_form(build_form(path, areas=AREAS), tmp_path / "out")[0])


def test_nothing_is_asked_without_consent(describe: Describe) -> None:
    """What follows the module consent stands in a group that opens with yes only."""
    questions = [{"module": "consent"}, {"question": "Âge ?", "kind": "nombre"}]
    survey = rows(describe({"title": "E", "languages": ["fr"], "questions": questions}))
    assert survey.loc["interview", "relevant"].tolist() == ["${consent} = 'yes'", ""]
    order = list(survey.index)
    assert order.index("interview") < order.index("age") < len(order) - 1


def test_every_module_names_source_licence_and_purpose() -> None:
    """Whoever takes a module knows where it comes from and may tell people why it is asked."""
    for module in form_modules():
        assert all((module.source, module.licence)), module.name
        assert {"en", "fr"} <= module.purpose.keys() & module.title.keys(), module.name
        for item in (each for top in module.items for each in top.walk()):
            if item.personal:
                assert all((item.purpose, item.seen_by, item.kept)), item.name


def test_a_module_says_everything_in_the_languages_that_it_names() -> None:
    """No question, hint or choice of a module stays English in French or Spanish."""
    for module in form_modules():
        for item in (each for top in module.items for each in top.walk()):
            texts = [item.texts, item.hint, item.message]
            texts += [each.texts for each in item.choices if not isinstance(each, str)]
            for text in filter(None, texts):
                assert module.translations.keys() <= text.keys(), (module.name, text)
        for choice in (each for listed in module.lists.values() for each in listed):
            assert module.translations.keys() <= choice.texts.keys(), (module.name, choice)


# Words of volunteers


def test_a_question_list_in_french_becomes_a_form(tmp_path: Path) -> None:
    """A workbook with a title above its headings, groups, conditions and choices in cells."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Questionnaire"
    for row in (
        ["Enquête eau"],
        [],
        [
            "Question (fr)",
            "Question (en)",
            "Type",
            "Choix (fr)",
            "Choix (en)",
            "Quand",
            "Obligatoire",
        ],
        ["Le point d'eau", "The water point", "groupe"],
        [
            "D'où vient l'eau ?",
            "Where is the water from?",
            "choix unique",
            "Puits; Forage; Autre, à préciser",
            "Well; Borehole; Other, please specify",
            None,
            "oui",
        ],
        [
            "Profondeur en mètres",
            "Depth in metres",
            "nombre à virgule",
            None,
            None,
            "D'où vient l'eau est Puits ou Forage",
            "non",
        ],
        [None, None, "fin de groupe"],
        ["Remarques", "Remarks", "texte long", None, None, None, "non"],
    ):
        sheet.append(row)
    about = book.create_sheet("Formulaire")
    for row in (["Titre (fr)", "Suivi de l'eau"], ["Titre (en)", "Water"], ["Langues", "fr, en"]):
        about.append(row)
    path = tmp_path / "liste.xlsx"
    book.save(path)

    built = build_form(path)
    survey = built.survey.set_index("name")
    assert (built.title, built.languages) == ("Suivi de l'eau", ("fr", "en"))
    assert survey.loc["where_is_the_water_from", "type"] == "select_one where_is_the_water_from"
    assert survey.loc["depth_in_metres", "relevant"] == (
        "(${where_is_the_water_from} = 'well' or ${where_is_the_water_from} = 'borehole')"
    )
    assert survey.loc["where_is_the_water_from_other", "relevant"] == (
        "${where_is_the_water_from} = 'other'"
    )
    assert survey.loc["depth_in_metres", "required"] == ""
    assert_sound(write_form(built, tmp_path / "out")[0])


SOURCE = Target(
    "source", "one choice", {"well": "well", "soap and water": "soap", "puits": "well", "no": "no"}
)
NEEDS = Target("needs", "several choices", {"food": "food", "water": "water"})
SCOPE = Scope(
    {"source": SOURCE, "needs": NEEDS, "age": Target("age", "whole number"),
     "besoins": NEEDS, "visited on": Target("day", "date")},
    frozenset(("source", "needs", "age", "day")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ("source is well", "${source} = 'well'"),
        ("source est puits", "${source} = 'well'"),
        ("Source = “Well”", "${source} = 'well'"),
        ("source is soap and water", "${source} = 'soap'"),
        ("source is soap and water and age > 5", "${source} = 'soap' and ${age} > 5"),
        (
            "source is not well or no",
            "${source} != '' and ${source} != 'well' and ${source} != 'no'",
        ),
        (
            "age > 5 and source is not well",
            "${age} > 5 and (${source} != '' and ${source} != 'well')",
        ),
        ("needs includes food", "selected(${needs}, 'food')"),
        (
            "besoins contient food ou water",
            "(selected(${needs}, 'food') or selected(${needs}, 'water'))",
        ),
        ("needs does not include food", "${needs} != '' and not(selected(${needs}, 'food'))"),
        ("age est au moins 18", "${age} >= 18"),
        ("age is less than 5 or age is more than 60", "${age} < 5 or ${age} > 60"),
        ("age is answered", "${age} != ''"),
        ("age n'est pas renseigné", "${age} = ''"),
        ("visited on >= 2026-01-31", "${day} >= date('2026-01-31')"),
        ("${age} > 5 and selected(${needs}, 'food')", "${age} > 5 and selected(${needs}, 'food')"),
    ],
)
def test_simple_words_become_the_expression(words: str, expression: str) -> None:
    """English and French, names or texts of choices, several values, numbers, days."""
    assert condition(words, SCOPE, "") == (expression, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("source is lake", "form.when_choice"),
        ("age is old", "form.when_number"),
        ("sourse is well", "form.when_question"),
        ("whenever it rains", "form.when_unclear"),
        ("${aeg} > 5", "form.reference_unknown"),
        ("${age} > (5", "form.parenthesis_open"),
    ],
)
def test_what_is_not_understood_is_said(words: str, code: str) -> None:
    """A condition is never guessed."""
    found = condition(words, SCOPE, "f.yml:3")[1]
    assert found is not None
    assert (found.code, found.where) == (code, "f.yml:3")
    assert all((found.message("fr"), found.message("en")))


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    """Wrong kinds, names, lists, modules, conditions and keys, each with its line."""
    path = tmp_path / "f.yml"
    path.write_text(
        "title: F\n"
        "questions:\n"
        "- question: Age?\n"
        "  kind: nomber\n"
        "- question: Source?\n"
        "  kind: one choice\n"
        "- question: Which?\n"
        "  kind: one choice\n"
        "  choices: sorces\n"
        "- module: concent\n"
        "- question: Why?\n"
        "  when: weather is bad\n"
        "- questoin: Where?\n",
        "utf-8",
    )
    with pytest.raises(ProbonoError) as caught:
        read_description(path)
    found = {(each.code, each.where) for each in caught.value.findings.errors}
    assert {
        ("form.describe_kind", "f.yml:4"),
        ("form.describe_no_choices", "f.yml:5"),
        ("form.describe_list", "f.yml:7"),
        ("form.describe_module", "f.yml:10"),
        ("form.when_unclear", "f.yml:11"),
        ("engagement.unknown_key", "f.yml:13"),
    } <= found


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- question: A\n  kind: number\n  minimum: ten\n", "form.describe_limit", 3),
        ("- question: A\n  kind: number\n  minimum: 9\n  maximum: 5\n", "form.describe_limits", 3),
        ("- question: A\n  kind: text\n  maximum: 5\n", "form.describe_limit_kind", 3),
        ("- question: A\n  kind: date\n  maximum: 31/12/2025\n", "form.describe_limit", 3),
        ("- question: A\n  kind: gps\n  accuracy: good\n", "form.describe_accuracy", 3),
        ("- question: A ${b}\n", "form.reference_unknown", 3),
        ("- question: A\n  when: b is x\n- question: B\n  when: a is x\n", "form.cycle", 3),
        ("- repeat: R\n  questions:\n  - question: A\n- question: B\n  when: a is x\n",
         "form.reference_into_repeat", 6),
        ("- group: G\n", "form.describe_group_empty", 3),
        ("- question: A\n  name: a\n- question: B\n  name: A\n", "form.describe_name_twice", 5),
        ("- module: consent\n- module: consent\n", "form.describe_module_twice", 4),
        ("- name: c\n  kind: calculation\n", "form.describe_no_calculation", 3),
        ("- question: A\n  kind: one choice\n  choices: {a: {xx: A, yy: B}}\n",
         "form.describe_language", 5),
    ],
)  # fmt: skip
def test_no_broken_form_is_made(tmp_path: Path, text: str, code: str, line: int) -> None:
    """What would stop a form in the field is refused at the line of the description."""
    path = tmp_path / "f.yml"
    path.write_text(f"title: F\nquestions:\n{text}", "utf-8")
    with pytest.raises(ProbonoError) as caught:
        build_form(path)
    found = {(each.code, each.where) for each in caught.value.findings.errors}
    assert (code, f"f.yml:{line}") in found


def test_answers_that_yaml_reads_otherwise_are_taken_as_written(describe: Describe) -> None:
    """No, 007 and yes are texts of choices, not false, 7 and true."""
    path = describe({"title": "F", "questions": []})
    path.write_text(
        "title: F\nquestions:\n- question: A\n  kind: one choice\n"
        "  choices: [No, Yes, 007]\n  required: no\n",
        "utf-8",
    )
    built = build_form(path)
    assert built.choices["label::English (en)"].tolist() == ["No", "Yes", "007"]
    assert "required" not in built.survey or not built.survey["required"].any()


def test_days_and_versions_need_no_quotation_marks(describe: Describe) -> None:
    """A day is a day, and version 1.10 is not 1.1."""
    path = describe({})
    path.write_text(
        "title: F\nversion: 1.10\nquestions:\n- question: Day?\n  kind: date\n"
        "  minimum: 2026-01-31\n  maximum: today\n",
        "utf-8",
    )
    built = build_form(path)
    assert built.settings["version"].tolist() == ["1.10"]
    row = built.survey.set_index("name").loc["day"]
    assert row["constraint"] == ". >= date('2026-01-31') and . <= today()"
    assert row["constraint_message::English (en)"] == (
        "The answer must be between 2026-01-31 and today."
    )


# Answers


def test_answers_that_exclude_others_cannot_be_combined(describe: Describe) -> None:
    """None, does not know and refuses stand alone, and the message says so in every language."""
    question = {
        "question": {"fr": "Quels dégâts ?", "en": "Which damage?"},
        "kind": "several choices",
        "choices": [{"fr": "Toit", "en": "Roof"}, {"fr": "Aucun", "en": "None"}],
        "dont_know": True,
    }
    path = describe({"title": "D", "languages": ["fr", "en"], "questions": [question]})
    row = rows(path).loc["which_damage"]
    assert row["constraint"] == (
        "not((selected(., 'none') or selected(., 'dont_know')) and count-selected(.) > 1)"
    )
    assert "“Aucun”, “Ne sait pas”" in row["constraint_message::French (fr)"]
    assert "“None”, “Does not know”" in row["constraint_message::English (en)"]


def test_not_knowing_a_number_is_no_number(describe: Describe) -> None:
    """A number may stay blank, and then it is asked why: no 999 gets into an average."""
    question = {"question": "Year?", "kind": "number", "dont_know": True, "refused": True}
    survey = rows(describe({"title": "D", "questions": [question]}))
    assert "required" not in survey.columns or survey.loc["year", "required"] == ""
    assert survey.loc["year_why", "relevant"] == "${year} = ''"


def test_texts_without_a_translation_are_told_and_filled(
    describe: Describe, tmp_path: Path
) -> None:
    """No language shows an empty question; what is missing is one finding per language."""
    questions = [{"question": {"en": "Age?"}, "kind": "number"}, {"question": "Sexe ?"}]
    path = describe({"title": "D", "languages": ["fr", "en"], "questions": questions})
    built = build_form(path)
    found = {f.values["language"]: f.values["count"] for f in built.findings if "untrans" in f.code}
    assert found == {"fr": 1, "en": 1}
    assert_sound(write_form(built, tmp_path / "o")[0])


# Places


def test_areas_are_chosen_within_areas_by_their_codes(describe: Describe) -> None:
    """P-codes are stored as text; names shared by two areas of one parent carry their code."""
    path = describe({"title": "L", "languages": ["fr"], "questions": [{"module": "location"}]})
    built = build_form(path, areas=AREAS)
    survey = built.survey.set_index("name")
    assert survey.loc["admin2", "choice_filter"] == "admin1 = ${admin1}"
    second = built.choices[built.choices["list_name"] == "admin2"]
    assert second[["name", "label::French (fr)", "admin1"]].to_numpy().tolist() == [
        ["TD0601", "Nord (TD0601)", "TD06"],
        ["TD0602", "Nord (TD0602)", "TD06"],
        ["TD0702", "Mamdi", "TD07"],
        ["TD0703", "Wayi", "TD07"],
    ]
    assert "area_name" not in survey.index


def test_many_areas_go_into_a_file(describe: Describe, tmp_path: Path) -> None:
    """Above the stated number a level is a CSV beside the form, and a finding says so."""
    data = {"title": "L", "languages": ["fr"], "most_choices": 3}
    built = build_form(describe(data | {"questions": [{"module": "location"}]}), areas=AREAS)
    survey = built.survey.set_index("name")
    assert survey.loc["admin1", "type"] == "select_one admin1"
    assert survey.loc["admin2", "type"] == "select_one_from_file admin2.csv"
    assert survey.loc["admin2_name", "calculation"].startswith("pulldata('admin2', 'label'")
    assert [f.values["count"] for f in built.findings if f.code == "form.build_external"] == [4]
    files = write_form(built, tmp_path / "o")
    assert [each.name for each in files] == ["l.xlsx", "admin2.csv", "l.xml"]
    assert files[1].read_text("utf-8").splitlines()[:2] == [
        "name,label,admin1",
        "TD0601,Nord (TD0601),TD06",
    ]


def test_an_area_without_areas_can_be_chosen_as_a_whole(describe: Describe, tmp_path: Path) -> None:
    """Who is in it does not meet an empty list; a finding names it."""
    table = AREAS.assign(ADM2_FR=["Mamdi", "Wayi", "", ""], ADM2_PCODE=["TD0702", "TD0703", "", ""])
    path = describe({"title": "L", "languages": ["fr"], "questions": [{"module": "location"}]})
    built = build_form(path, areas=table)
    second = built.choices[built.choices["list_name"] == "admin2"].set_index("name")
    assert second.loc["TD06", "label::French (fr)"] == "Kanem (ensemble)"
    assert "form.build_childless" in {each.code for each in built.findings}
    assert_sound(write_form(built, tmp_path / "o")[0])


# Files


def test_the_same_description_gives_the_same_bytes(describe: Describe, tmp_path: Path) -> None:
    """Neither clock nor order of anything gets into the files."""
    names = [each.name for each in form_modules()]
    data = {"title": "T", "languages": ["fr"], "questions": [{"module": n} for n in names]}
    path = describe(data)
    first, second = (
        [each.read_bytes() for each in write_form(build_form(path, areas=AREAS), tmp_path / name)]
        for name in "ab"
    )
    assert first == second


def test_the_workbook_is_tidy_enough_to_edit(describe: Describe, tmp_path: Path) -> None:
    """Headings stay in view, groups are coloured, and nothing is a live formula."""
    questions = [
        {"group": "G", "questions": [{"question": "=1+1?", "kind": "number", "minimum": 0}]}
    ]
    path = write_form(build_form(describe({"title": "T", "questions": questions})), tmp_path)[0]
    sheet = load_workbook(path)["survey"]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[1]][:3] == ["type", "name", "label::English (en)"]
    group = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "begin group")
    assert group[0].fill.fgColor.rgb == "FFDCE9F5"
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1?"]
    assert [cell.data_type for cell in texts] == ["s"]


# The law

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() and "${" not in text)
LETTERS = st.sampled_from(
    ["Âge ?", "Water & <b>soap</b>", "كم عمرك؟", "=SUM(A1)", "'x' \"y\"", "1", "no"]
)
ANY = st.one_of(LETTERS, TEXT)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a question of any kind, with anything that may be said of it."""
    kind = draw(
        st.sampled_from(
            ["one choice", "several choices", "ranking", "yes/no", "whole number", "decimal number",
             "percentage", "text", "long text", "date", "time", "date and time", "position",
             "photo", "signature", "sound", "barcode", "telephone", "e-mail", "note"]
        )
    )  # fmt: skip
    made: dict[str, Any] = {"question": {"fr": draw(ANY)}, "kind": kind}
    if draw(st.booleans()):
        made["question"]["en"] = draw(ANY)
    if kind in ("one choice", "several choices", "ranking"):
        made["choices"] = [
            {"fr": each}
            for each in draw(
                st.lists(ANY, min_size=2, max_size=5, unique_by=lambda t: t.strip().casefold())
            )
        ]
    if kind in ("whole number", "decimal number"):
        made |= {"minimum": draw(st.integers(-5, 5)), "maximum": draw(st.integers(6, 99))}
    if kind in ("date", "date and time") and draw(st.booleans()):
        made["maximum"] = "today"
    for flag in ("dont_know", "refused", "required"):
        if kind not in ("note", "ranking") and draw(st.booleans()):
            made[flag] = draw(st.booleans())
    if kind in ("one choice", "several choices") and draw(st.booleans()):
        made["other"] = True
    if draw(st.booleans()):
        made["hint"] = draw(ANY)
    if draw(st.booleans()):
        made |= {"personal": True, "purpose": draw(ANY), "kept": draw(ANY)}
    return made


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    asked=st.lists(questions(), min_size=1, max_size=6),
    languages=st.sampled_from([["fr"], ["fr", "en"], ["en", "fr"], ["ar", "fr"]]),
    around=st.sampled_from(["", "group", "repeat"]),
)
def test_every_form_that_is_made_is_sound(
    describe: Describe, tmp_path: Path, asked: list[Any], languages: list[str], around: str
) -> None:
    """Whatever is described, the form converts without a warning and the linter is content."""
    if around:
        asked = [{around: "Partie", "questions": asked}]
    path = describe({"title": "Loi", "languages": languages, "questions": asked})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        built = build_form(path)
    files = write_form(built, tmp_path / "out")
    said: list[str] = []
    convert(files[0], warnings=said, validate=False)
    assert not said
    personal = [each for each in said_by_lint(files[0]) if "leads to a person" not in each]
    assert not personal
