"""A translator's sheet: what it shows, what comes back, what becomes of the form."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.forms import (
    Form,
    Translation,
    lint_form,
    read_form,
    read_translation_sheet,
    write_translated_form,
    write_translation_sheet,
)

Make = Callable[..., Path]

SURVEY = """
type | name | label::French (fr) | hint::French (fr) | relevant | constraint | message::fr
select_one yn | consent | Acceptez-vous ? | | | |
text | first | Prénom ? | | ${consent} = 'yes' | |
select_one yn | school | ${first} va à l'école ? | Oui ou non | | |
integer | age | Âge | Oui ou non | | . < 120 | Trop âgé
calculate | half | | | | |
"""
CHOICES = """
list_name | name | label::French (fr) | source
yn | yes | Oui | a
yn | no | Non | b
zone | 1 | Oui | c
"""
SURVEY = SURVEY.replace("message::fr", "constraint_message::French (fr)")
MISSING = ("form.translation_blank", "form.language_missing", "form.column_language")


@pytest.fixture
def form(make_form: Make) -> Form:
    """Return a form in French."""
    return read_form(make_form(SURVEY, CHOICES))


def fill(path: Path, texts: Mapping[str, str], heading: str = "Spanish (es)") -> Path:
    """Write into a sheet: by the text of the source, as a person finds it."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No.")
    heads = {cell.value: cell.column for cell in sheet[top]}
    for row in range(top + 1, sheet.max_row + 1):
        source = str(sheet.cell(row, heads["French (fr)"]).value)
        if source in texts:
            sheet.cell(row, heads[heading]).value = texts[source] or None
    book.save(path)
    return path


def asked(form: Form, to: str = "es") -> Path:
    """Write the sheet of a form beside it."""
    path = form.path.with_name("sheet.xlsx")
    write_translation_sheet(form, path, to=[to], language="en")
    return path


def codes(made: Translation) -> list[tuple[str, str]]:
    """Return the code and place of each finding."""
    return [(each.code, each.where) for each in made.findings]


def test_a_text_is_there_once_with_its_places_and_what_must_stay(form: Form) -> None:
    """In the order of the interview; the same answer of two lists is one row."""
    sheet = openpyxl.load_workbook(asked(form)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    places = [(row[1], row[2], row[5]) for row in rows]
    assert places == [
        ("Where", "What", "French (fr)"),
        ("consent", "question", "Acceptez-vous ?"),
        ("consent, school › yes\nzone › 1", "possible answer", "Oui"),
        ("consent, school › no", "possible answer", "Non"),
        ("first", "question", "Prénom ?"),
        ("school", "question", "${first} va à l'école ?"),
        ("school\nage", "hint", "Oui ou non"),
        ("age", "question", "Âge"),
        ("age", "message: answer refused", "Trop âgé"),
    ]
    assert rows[4][4] == "the answer to “Acceptez-vous ?” is “Oui”"
    assert rows[5][8] == "${first}"
    assert '"${first} is missing"' in str(rows[5][7])
    assert sheet.protection.sheet
    assert sheet["F7"].protection.locked
    assert not sheet["G7"].protection.locked


def test_arabic_is_written_from_the_right(form: Form) -> None:
    """In its own column, in a sheet that opens from the left."""
    sheet = openpyxl.load_workbook(asked(form, "ar")).active
    assert sheet is not None
    assert (sheet["G6"].value, sheet["G7"].alignment.readingOrder) == ("Arabic (ar)", 2)
    assert sheet["F7"].alignment.readingOrder != 2


def test_what_is_filled_in_stands_in_the_form_and_nothing_else_moves(form: Form) -> None:
    """New columns beside the others; the linter finds no translation missing."""
    path = asked(form)
    told = {
        "Acceptez-vous ?": "¿Acepta?",
        "Oui": "Sí",
        "Non": "No",
        "Prénom ?": "¿Nombre?",
        "${first} va à l'école ?": "¿${first} va a la escuela?",
        "Oui ou non": "Sí o no",
        "Âge": "Edad <años> & más",
        "Trop âgé": "Demasiado",
    }
    made = read_translation_sheet(fill(path, told), form)
    assert made.changes["change"].tolist() == ["added"] * 10
    assert not made.findings
    assert write_translated_form(form, made, path.with_name("new.xlsx")) == []
    new = read_form(path.with_name("new.xlsx"))
    assert [each.written for each in new.columns["survey"]] == [
        *("type", "name", "label::French (fr)", "label::Spanish (es)", "hint::French (fr)"),
        *("hint::Spanish (es)", "relevant", "constraint", "constraint_message::French (fr)"),
        "constraint_message::Spanish (es)",
    ]
    assert [each.written for each in new.columns["choices"]][2:] == [
        *("label::French (fr)", "label::Spanish (es)", "source"),
    ]
    assert new.by_name["age"][0].row.get("label", "Spanish (es)") == "Edad <años> & más"
    assert [each.label("Spanish (es)") for each in new.choices] == ["Sí", "No", "Sí"]
    assert [each.row.get("source") for each in new.choices] == ["a", "b", "c"]
    assert not [each for each in lint_form(new.path) if each.code in MISSING]
    assert read_translation_sheet(path, new).changes.empty
    with zipfile.ZipFile(form.path) as old, zipfile.ZipFile(new.path) as after:
        assert old.namelist() == after.namelist()
        changed = [name for name in old.namelist() if old.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]


def test_rows_are_known_by_their_key(form: Form) -> None:
    """A sheet that was sorted, with rows deleted and lines added above, means the same."""
    path = fill(asked(form), {"Non": "No"})
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    sheet.delete_rows(7, 20)
    for row in reversed([row for row in rows if row[5] != "Âge"]):
        sheet.append(row)
    sheet.insert_rows(1)
    book.save(path)
    made = read_translation_sheet(path, form)
    assert made.changes[["place", "after"]].values.tolist() == [["choices/yn/no/label", "No"]]
    assert codes(made) == [("translation.not_in_sheet", "Translation")]
    assert made.findings[0].values["names"] == ("age",)


@pytest.mark.parametrize(
    ("text", "code", "taken"),
    [
        ("¿${first} va?", "", True),
        ("¿Va?", "translation.lost_reference", True),
        ("¿${nombre} va?", "translation.unknown_reference", False),
        ("¿$ {first} va?", "translation.broken_reference", False),
        ("¿${first va?", "translation.broken_reference", False),
        ("¿$(first) va?", "translation.broken_reference", False),
        ("#NAME?", "translation.error_cell", False),
    ],
)
def test_references_must_stay(form: Form, text: str, code: str, *, taken: bool) -> None:
    """What would break the form is refused with its cell; what is left out is asked about."""
    made = read_translation_sheet(fill(asked(form), {"${first} va à l'école ?": text}), form)
    assert codes(made) == ([(code, "Translation › G11")] if code else [])
    assert len(made.changes) == taken


def test_an_emptied_text_stays_unless_one_asks(form: Form, make_form: Make) -> None:
    """It is said, and only --emptied removes it."""
    survey = SURVEY.replace("hint::French (fr)", "label::Spanish (es)")
    both = read_form(make_form(survey, CHOICES))
    made = read_translation_sheet(fill(asked(both), {"Âge": ""}), both)
    assert made.changes[["before", "after", "change"]].values.tolist() == [
        ["Oui ou non", "", "emptied"]
    ]
    new = both.path.with_name("new.xlsx")
    assert [each.code for each in write_translated_form(both, made, new)] == [
        "translation.not_emptied"
    ]
    assert read_form(new).by_name["age"][0].row.get("label", "Spanish (es)") == "Oui ou non"
    assert write_translated_form(both, made, new, emptied=True) == []
    assert read_form(new).by_name["age"][0].row.get("label", "Spanish (es)") == ""


def test_what_changed_in_the_form_meanwhile_is_said(make_form: Make) -> None:
    """A source that reads otherwise; a translation that was mended in both."""
    survey = SURVEY.replace("hint::French (fr)", "label::Spanish (es)")
    path = fill(asked(read_form(make_form(survey, CHOICES))), {"Âge": "Edad"})
    later = survey.replace("| Âge | Oui ou non |", "| Âge ? | Años |").replace("first", "given")
    made = read_translation_sheet(path, read_form(make_form(later, CHOICES)))
    assert made.changes[["name", "before", "after"]].values.tolist() == [["age", "Años", "Edad"]]
    assert sorted({each.code for each in made.findings}) == [
        *("translation.both_changed", "translation.not_in_sheet", "translation.source_changed"),
        "translation.unknown_key",
    ]


def test_what_changed_since_an_older_form_is_marked(make_form: Make, tmp_path: Path) -> None:
    """The old source beside it, until the translation is another."""
    survey = SURVEY.replace("hint::French (fr)", "label::Spanish (es)")
    old = make_form(survey, CHOICES).rename(tmp_path / "old.xlsx")
    new = read_form(make_form(survey.replace("| Âge |", "| Âge en mois |"), CHOICES))
    write_translation_sheet(new, tmp_path / "s.xlsx", since=read_form(old), language="en")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx", data_only=True).active
    assert sheet is not None
    marked = [row for row in sheet.iter_rows(min_row=7, values_only=True) if row[9]]
    assert [(row[5], row[7], row[9]) for row in marked] == [
        ("Âge en mois", "the source has changed", "The source was: “Âge”")
    ]


def test_a_sheet_that_was_spoilt(form: Form, tmp_path: Path) -> None:
    """Columns sorted one by one, the same row twice, rows without key, no sheet at all."""
    path = fill(asked(form), {"Non": "No", "Âge": "Edad"})
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["F8"] = "Peut-être"
    sheet.append([cell.value for cell in sheet[9]])
    sheet["G15"] = "Nunca"
    sheet["G17"] = "?"
    book.save(path)
    made = read_translation_sheet(path, form)
    assert [each for each in codes(made) if each[0] != "translation.not_in_sheet"] == [
        ("translation.source_edited", "Translation › F8"),
        ("translation.twice", "Translation › G15"),
        ("translation.no_key", "Translation › G17"),
        ("translation.two", "Translation › G15"),
    ]
    with pytest.raises(ProbonoError):
        write_translated_form(form, made, tmp_path / "new.xlsx")
    sheet["G6"] = "español"
    book.save(path)
    assert codes(read_translation_sheet(path, form)) == [
        ("translation.no_column", "Translation › 6")
    ]
    assert codes(read_translation_sheet(form.path, form)) == [("translation.no_sheet", "form.xlsx")]
    assert codes(read_translation_sheet(tmp_path / "none.csv", form))[0][0] == "file.missing"


def test_a_form_that_names_no_language(make_form: Make) -> None:
    """Is asked for it; then its columns get the name, and the linter is content."""
    survey = SURVEY.replace("::French (fr)", "")
    plain = read_form(make_form(survey, CHOICES.replace("::French (fr)", "")))
    with pytest.raises(ProbonoError, match="--from fr"):
        asked(plain)
    path = plain.path.with_name("sheet.xlsx")
    write_translation_sheet(plain, path, to=["es"], source=["fr"], language="en")
    texts = ("Acceptez-vous ?", "Oui", "Non", "Prénom ?", "Oui ou non", "Âge", "Trop âgé")
    told = {text: f"es {text}" for text in texts} | {"${first} va à l'école ?": "${first}"}
    made = read_translation_sheet(fill(path, told), plain)
    write_translated_form(plain, made, plain.path.with_name("new.xlsx"))
    new = read_form(plain.path.with_name("new.xlsx"))
    assert new.languages == ("French (fr)", "Spanish (es)")
    wanted = (*MISSING, "form.label_mixed")
    assert not [each for each in lint_form(new.path) if each.code in wanted]


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="|¦␣"
    )
    | st.sampled_from("\n=+\"'&<${}"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and "${" not in text and "$" not in text)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sources=st.lists(TEXTS, min_size=3, max_size=6),
    told=st.lists(st.none() | TEXTS, min_size=6, max_size=6),
)
def test_the_sheet_is_what_the_form_says(
    sources: list[str], told: list[str | None], tmp_path: Path
) -> None:
    """Written and read it changes nothing; filled in, the form has just that, whatever it is."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(["type", "name", "label::French (fr)", "label::Spanish (es)", "note"])
    for number, (source, text) in enumerate(zip(sources, told, strict=False), 2):
        for column, value in enumerate(("text", f"q{number}", source, text, f"n{number}"), 1):
            if value is not None:
                sheet.cell(number, column, value).data_type = "s"
    book.save(tmp_path / "form.xlsx")
    form, path = read_form(tmp_path / "form.xlsx"), tmp_path / "sheet.xlsx"
    write_translation_sheet(form, path, to=["es", "ar"], language="en")
    assert read_translation_sheet(path, form).changes.empty
    book = openpyxl.load_workbook(path)
    filled = book.active
    assert filled is not None
    wanted = {}
    for row in range(7, filled.max_row + 1):
        cell = filled.cell(row, 9)
        cell.value, cell.data_type = told[row % 6], "s"
        wanted[filled.cell(row, 13).value] = told[row % 6] or ""
    book.save(path)
    made = read_translation_sheet(path, form)
    write_translated_form(form, made, tmp_path / "new.xlsx")
    new = read_form(tmp_path / "new.xlsx")
    for was, each in zip(form.questions, new.questions, strict=True):
        (text,) = (t for key, t in wanted.items() if f"survey/{each.name}/" in str(key))
        assert each.row.get("label", "Arabic (ar)") == text
        assert each.row.get("label", "Spanish (es)") == was.row.get("label", "Spanish (es)")
        assert (each.row.get("note"), each.label()) == (was.row.get("note"), was.label())
