"""Whatever the form and whatever was answered: what is written is read back, from every format."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pandas.testing import assert_frame_equal

from probono_kit.forms import (
    Form,
    Submissions,
    read_form,
    read_submissions,
    synthesise,
    write_submissions,
)

ENDINGS = {"kobo_xlsx": "xlsx", "kobo_csv": "csv", "kobo_json": "json", "central_zip": "zip"}
KINDS = (
    *("integer", "decimal", "text", "date", "time", "datetime", "geopoint", "select_one list"),
    *("select_multiple list", "rank list", "calculate", "range", "geotrace"),
)
NAMES = st.from_regex(r"[a-z][a-z0-9_.-]{0,6}", fullmatch=True)
#: What people type: quotes, separators, formulas, lines, other alphabets; no spaces alone.
TYPED = st.text(
    st.one_of(
        st.sampled_from(list("\"';,\t\n=+-@/#0é ")), st.characters(categories=["L", "N", "P", "S"])
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text)


@st.composite
def surveys(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Return rows of a survey sheet: groups and repeats within each other, names used twice."""
    rows: list[tuple[str, ...]] = [("start", "start", "", "", "")]

    def fill(depth: int, count: int) -> None:
        taken: set[str] = {"start"}
        for _ in range(count):
            name = draw(NAMES.filter(lambda name: name not in taken))
            taken.add(name)
            inner = draw(st.integers(0, 5)) if depth < 3 else 5
            label = draw(st.sampled_from(("Water", "Water / food", "Combien ?", "أسم")))
            if inner == 0:
                rows.append(("begin_group", name, label, label, ""))
                fill(depth + 1, draw(st.integers(1, 3)))
                rows.append(("end_group", "", "", "", ""))
            elif inner == 1:
                rows.append(("begin_repeat", name, label, label, ""))
                fill(depth + 1, draw(st.integers(1, 2)))
                rows.append(("end_repeat", "", "", "", ""))
            else:
                kind = draw(st.sampled_from(KINDS))
                counted = "concat('a', 'b')" if kind == "calculate" else ""
                rows.append((kind, name, label, f"{label} (fr)", counted))

    fill(0, draw(st.integers(1, 5)))
    return rows


def form_of(survey: list[tuple[str, ...]], folder: Path) -> Form:
    """Write a form and read it."""
    book = Workbook()
    del book["Sheet"]
    heads = ("type", "name", "label::English (en)", "label::French (fr)", "calculation")
    choices = [("list", "a", "Water", "Eau"), ("list", "b-1", "Food and cash", "Repas")]
    choices.append(("list", "c", "Water and food", "Eau et repas"))
    sheets = {
        "survey": [heads, *survey],
        "choices": [("list_name", "name", heads[2], heads[3]), *choices],
        "settings": [("form_id", "version"), ("f-1", "2")],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(folder / "form.xlsx")
    return read_form(folder / "form.xlsx")


def typed_by_people(submissions: Submissions, draw: st.DataObject) -> Submissions:
    """Return submissions whose answers in words are what people type, with offsets that differ."""
    told = submissions.columns
    words = told[told["kind"] == "text"]
    tables = {name: frame.copy() for name, frame in submissions.tables.items()}
    for table, column in zip(words["table"], words["column"], strict=True):
        frame = tables[table]
        typed = [draw.draw(st.none() | TYPED) for _ in range(len(frame))]
        frame[column] = pd.Series(typed, index=frame.index, dtype="str")
    return Submissions(tables, told, submissions.form)


def whole(submissions: Submissions, kind: str, folder: Path) -> Submissions:
    """Write submissions and read them."""
    path = folder / f"export.{ENDINGS[kind]}"
    write_submissions(submissions, path, kind)
    return read_submissions([path], submissions.form)


@given(survey=surveys(), rows=st.integers(1, 5), seed=st.integers(0, 99), draw=st.data())
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_format_gives_the_same_tables_back(
    survey: list[tuple[str, ...]], rows: int, seed: int, draw: st.DataObject
) -> None:
    """Every cell of every table, its type, key and place; Central alone knows no ``_id``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = form_of(survey, folder)
        made = typed_by_people(synthesise(form, rows, seed=seed), draw)
        for kind in ENDINGS:
            again = whole(made, kind, folder)
            expected = ["main"] if kind == "kobo_csv" else list(made.tables)
            assert list(again.tables) == expected, kind
            for table, frame in again.tables.items():
                wanted = made.tables[table]
                if kind == "central_zip":
                    wanted = wanted.drop(columns="_id", errors="ignore")
                assert_frame_equal(frame, wanted, obj=f"{kind}: {table}")
            assert {found.code for found in again.findings} <= {"submissions.no_repeats"}, kind


@pytest.mark.parametrize("kind", ["kobo_xlsx", "kobo_json", "central_zip"])
def test_parts_of_an_export_are_the_whole(kind: str, tmp_path: Path) -> None:
    """Interviews in three files, some in two of them: none is lost, and none is there twice."""
    survey: list[tuple[str, ...]] = [
        ("integer", "n", "N", "N", ""),
        ("begin_repeat", "child", "Child", "Enfant", ""),
        ("select_multiple list", "needs", "Needs", "Besoins", ""),
        ("end_repeat", "", "", "", ""),
    ]
    form = form_of(survey, tmp_path)
    made = synthesise(form, 30, seed=3)
    paths = []
    for number, (first, last) in enumerate(((0, 14), (10, 20), (20, 30))):
        keys = made.main["_key"].iloc[first:last]
        tables = {
            name: frame[frame["_key" if name == "main" else "_submission"].isin(keys)]
            for name, frame in made.tables.items()
        }
        tables = {name: frame.reset_index(drop=True) for name, frame in tables.items()}
        paths.append(tmp_path / f"{number}.{ENDINGS[kind]}")
        write_submissions(Submissions(tables, made.columns, form), paths[-1], kind)
    read = read_submissions(paths, form)
    assert len(read) == len(made) == 30
    for table, frame in read.tables.items():
        wanted = made.tables[table].drop(columns="_id", errors="ignore")
        got = frame.drop(columns="_id", errors="ignore")
        by = "_key"
        assert_frame_equal(
            got.sort_values(by, ignore_index=True), wanted.sort_values(by, ignore_index=True)
        )
    (found,) = read.findings
    assert (found.code, found.values["count"]) == ("submissions.same_twice", 4)
