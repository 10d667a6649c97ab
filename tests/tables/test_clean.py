"""Cleaning: what changes, what stays to the letter, and raw + log = clean, always."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.i18n import use_language
from probono_kit.tables import (
    CleanTable,
    TableRead,
    apply_log,
    clean_table,
    read_table,
    require_columns,
)
from probono_kit.tables.tidy import tidy
from tests.tables.messy import make


def read_rows(rows: list[list[str]], folder: Path) -> TableRead:
    path = folder / "a.csv"
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path.write_bytes("\r\n".join(quoted).encode("utf-8-sig"))
    return read_table(path, separator=";", header_row=1)


def clean_rows(rows: list[list[str]], folder: Path, **options: Any) -> CleanTable:
    return clean_table(read_rows(rows, folder), **options)


def changes(clean: CleanTable) -> list[tuple[str, str, str]]:
    columns = ["old_value", "new_value", "check_id"]
    return [tuple(row) for row in clean.log[columns].itertuples(index=False)]


# ---- what changes -----------------------------------------------------------------------------


def test_the_log_names_every_changed_cell(tmp_path: Path) -> None:
    """Should fail if a change cannot be found in the sheet it came from."""
    rows = [
        ["Région", "Débit", "Visite"],
        [" Thiès ", "1 204,5", "30/04/2025"],
        ["Dakar", "ND", "2025-04-12"],
        ["Kolda", "7", "13/04/2025"],
    ]
    with use_language("fr"):
        clean = clean_rows(rows, tmp_path)
    first = clean.log.iloc[0].to_dict()
    assert first == {
        "uuid": "row-2",
        "old_value": " Thiès ",
        "question": "Région",
        "issue": "Espaces aux extrémités, doubles ou inhabituelles",
        "check_id": "spaces",
        "check_binding": "Région ~/~ row-2",
        "change_type": "change_response",
        "new_value": "Thiès",
        "row": 2,
        "column_letter": "A",
    }
    assert changes(clean) == [
        (" Thiès ", "Thiès", "spaces"),
        ("1 204,5", "1204.5", "number"),
        ("30/04/2025", "2025-04-30", "date"),
        ("ND", "", "missing_word"),
        ("13/04/2025", "2025-04-13", "date"),
    ]
    assert clean.log["change_type"].tolist()[3] == "blank_response"
    assert clean.frame["Débit"].tolist()[::2] == [1204.5, 7.0]


def test_a_cell_for_review_keeps_its_old_value_in_the_log(tmp_path: Path) -> None:
    """Should fail if a contradicting cell is lost."""
    rows = [["n", "x"], *[[str(i), "a"] for i in range(9)], ["environ 200", "b"]]
    clean = clean_rows(rows, tmp_path)
    row = clean.log.iloc[-1]
    assert (row["old_value"], row["new_value"], row["check_id"], row["row"]) == (
        *("environ 200", "", "type_review", 11),
    )
    assert pd.isna(clean.frame.loc[11, "n"])
    assert clean.counts["to_review"] == 1
    assert "tables.review" in [f.code for f in clean.findings]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Thiès ", "Thiès"),
        ("Saint\u00a0Louis", "Saint Louis"),
        ("Thie\u0300s", "Thiès"),
        ("Mbour\u200b", "Mbour"),
        ("\ufeffMbour", "Mbour"),
        ("a \t b", "a b"),
        ("deux \r\n lignes", "deux\nlignes"),
        ("Dakar\u200f", "Dakar"),
        ("soft\u00adhyphen", "softhyphen"),
        ("x_x000D_\ny", "x\ny"),
    ],
)
def test_what_does_not_show_is_mended(text: str, clean: str) -> None:
    """Should fail if two names that look alike do not become equal."""
    assert tidy(text) == clean


@pytest.mark.parametrize(
    "text", ["Diarrhée", "N’Djamena", "l'eau", "ÉCOLE", "می\u200cخواهم", "a-b", "1 234", "Œuvre"]
)
def test_letters_punctuation_and_case_stay(text: str) -> None:
    """Should fail if cleaning changes what a person typed."""
    assert tidy(text) == text


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing(text: str) -> None:
    """Should fail if a second run of cleaning finds more to do."""
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("word", ["ND", "n/a", "N/A", "-", "…", "#N/A", "#DIV/0!", "non renseigné"])
def test_words_for_no_value(word: str, tmp_path: Path) -> None:
    """Should fail if a column of numbers with “ND” is no column of numbers."""
    clean = clean_rows([["a", "b"], ["1", "x"], [word, "y"], ["3", word]], tmp_path)
    assert clean.frame["a"].isna().tolist() == [False, True, False]
    assert clean.frame["b"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize("word", ["RAS", "aucun", "0", "Na", "inconnu", "non"])
def test_answers_are_values(word: str, tmp_path: Path) -> None:
    """Should fail if an answer is taken for a missing one."""
    clean = clean_rows([["a", "b"], ["x", "1"], [word, "2"]], tmp_path, text_columns=["a"])
    assert clean.frame["a"].tolist() == ["x", word]


def test_namibia_is_a_country(tmp_path: Path) -> None:
    """Should fail if the code NA among country codes becomes missing."""
    codes = ["SN", "ML", "NA", "TD", "NE"]
    clean = clean_rows([["pays", "n"], *[[code, "1"] for code in codes]], tmp_path)
    assert clean.frame["pays"].tolist() == codes
    assert "tables.codes_kept" in [f.code for f in clean.findings]


def test_records_are_named_by_their_own_identifier(tmp_path: Path) -> None:
    """Should fail if the log of a Kobo export cannot be joined to it."""
    clean = clean_rows([["_uuid", "x"], ["a1", " y"], ["b2", "z"]], tmp_path)
    assert clean.log["uuid"].tolist() == ["a1"]
    twice = clean_rows([["_uuid", "x"], ["a1", " y"], ["a1", "z"]], tmp_path)
    assert twice.log["uuid"].tolist() == ["row-2"]
    assert "tables.id_not_unique" in [f.code for f in twice.findings]


def test_rows_set_aside_are_in_the_deletion_log(tmp_path: Path) -> None:
    """Should fail if a total disappears without a trace."""
    path = tmp_path / "a.csv"
    path.write_text("Titre;\nRégion;n\nDakar;1\n;\nThiès;2\nTotal;3\n", encoding="utf-8")
    clean = clean_table(read_table(path), language="fr")
    found = clean.deletions[["row", "role", "change_type", "comment", "content"]]
    assert found.values.tolist() == [
        [1, "title", "remove_survey", "Titre au-dessus du tableau", "Titre"],
        [4, "empty", "remove_survey", "Ligne vide", ""],
        [6, "derived", "remove_survey", "Total ou moyenne d'autres lignes", "Total | 3"],
    ]
    counts = clean.counts
    assert counts["clean"] + len(clean.deletions) + counts["header"] == counts["rows"] == 6


def test_a_text_column_that_is_not_there(tmp_path: Path) -> None:
    """Should fail if a misspelt column is ignored."""
    with pytest.raises(ProbonoError) as caught:
        clean_rows([["Région", "n"], ["a", "1"]], tmp_path, text_columns=["region", "zzz"])
    assert [f.code for f in caught.value.findings] == [
        *("tables.missing_column_near", "tables.missing_column")
    ]
    assert caught.value.findings[0].values["near"] == ("Région",)


def test_all_missing_columns_are_named_at_once() -> None:
    """Should fail if only the first of two mistakes is shown."""
    frame = pd.DataFrame({"Région": [], "Population": []})
    with pytest.raises(ProbonoError) as caught:
        require_columns(frame, ["region", "", "Populaton", "Région"])
    assert [f.values["near"] for f in caught.value.findings] == [("Région",), ("Population",)]


# ---- laws -------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.sampled_from(
        [
            *("", " ", "ND", "n/a", "1 234,5", "12,5", "1,234", "30/04/2025", "4/5/25", "avr-23"),
            *("45777", " x ", "a  b", "(200)", "45 %", "NA", "Total", "Thie\u0300s", "\u00a0"),
            *("007", "1.5"),
        ]
    ),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=12)
)


def digest(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_json(orient="split").encode()).hexdigest()


def try_read(rows: list[list[str]], folder: str) -> TableRead | None:
    names = [f"nom {i}" for i in range(len(rows[0]))]
    try:
        return read_rows([names, *rows], Path(folder))
    except ProbonoError:
        return None


@settings(max_examples=150)
@given(rows=TABLES)
def test_raw_and_log_make_clean_and_raw_stays(rows: list[list[str]]) -> None:
    """Should fail if a change is not in the log, a row is lost, or the raw frame is touched."""
    with tempfile.TemporaryDirectory() as folder:
        read = try_read(rows, folder)
    if read is None:
        return
    before = digest(read.frame)
    clean = clean_table(read)
    assert digest(read.frame) == before
    assert apply_log(read.frame, clean.log).equals(clean.text)
    assert clean.frame.index.equals(read.frame.index)
    assert list(clean.frame.columns) == list(read.frame.columns)
    assert clean.frame.isna().equals(clean.text.isna())
    assert (clean.log["old_value"] != clean.log["new_value"]).all()
    assert not clean.log.duplicated(["row", "question"]).any()


@settings(max_examples=60)
@given(rows=TABLES)
def test_cleaning_what_is_clean_changes_no_number_and_no_text(rows: list[list[str]]) -> None:
    """Should fail if a second run on the clean table changes a cell again."""
    with tempfile.TemporaryDirectory() as folder:
        read = try_read(rows, folder)
        if read is None:
            return
        once = clean_table(read)
        if not once.counts["clean"] or once.text.isna().all(axis=1).any():
            return
        texts = [[str(c) for c in row] for row in once.text.fillna("").itertuples(index=False)]
        again = try_read(texts, folder)
    if again is None or len(again.frame) != len(once.text):
        return
    kept = [name for name, made in once.types.items() if made.kind in ("text", "code", "month")]
    twice = clean_table(again, text_columns=kept)
    changed = set(twice.log["question"])
    assert changed <= {name for name, made in once.types.items() if made.kind == "empty"}


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_messy_sheets_clean_the_same_twice(seed: int, tmp_path: Path) -> None:
    """Should fail if the order of a set or a clock gets into the result."""
    path = make(seed).save_xlsx(tmp_path)
    first, second = clean_table(read_table(path)), clean_table(read_table(path))
    assert first.frame.equals(second.frame)
    assert first.log.equals(second.log)
    assert [f.as_text() for f in first.findings] == [f.as_text() for f in second.findings]
    assert apply_log(read_table(path).frame, first.log).equals(first.text)
