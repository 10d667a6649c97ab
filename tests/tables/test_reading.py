"""How a table was read is kept as plain data, and reads next month's file the same way."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probono_kit.errors import ProbonoError
from probono_kit.tables import Reading, RowRole, read_table
from tests.tables.messy import make

JANUARY = "Suivi\n\nRégion;Points;Ménages\nThiès;12;100\nDakar;7;60\nSaisie par A. Diop\n"


def saved(folder: Path, text: str, name: str = "a.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path, reading: Reading) -> list[str]:
    with pytest.raises(ProbonoError) as raised:
        read_table(path, reading=reading)
    return [f"{f.code} {f.where}" for f in raised.value.findings]


@pytest.mark.parametrize("seed", range(0, 70, 7))
def test_a_reading_reads_its_own_file_to_the_same_table(seed: int, tmp_path: Path) -> None:
    """Should fail if what is kept of a reading does not say all that was decided."""
    path = make(seed).save_xlsx(tmp_path)
    read = read_table(path)
    kept = Reading.from_dict(yaml.safe_load(yaml.safe_dump(read.reading.to_dict())))
    again = read_table(path, reading=kept)
    assert kept == read.reading == again.reading
    assert again.frame.equals(read.frame)
    assert again.roles.equals(read.roles)


def test_a_row_gets_the_role_that_a_person_decided(tmp_path: Path) -> None:
    """Should fail if a remark without any sign of one can not be taken out of the data."""
    path = saved(tmp_path, JANUARY.replace("Saisie par A. Diop", "A. Diop;;"))
    first = read_table(path)
    assert first.frame.index.tolist() == [4, 5, 6]
    decided = read_table(path, reading=first.reading.with_roles({6: RowRole.NOTE}))
    assert decided.frame.index.tolist() == [4, 5]
    assert decided.evidence.notes == ("A. Diop",)
    assert decided.reading.texts == {3: "Région | Points | Ménages", 6: "A. Diop"}


def test_a_person_may_keep_a_total_as_data(tmp_path: Path) -> None:
    """Should fail if the check of totals overrules a person."""
    path = saved(tmp_path, "Région;Points\nThiès;12\nDakar;7\nTotal;19\n")
    kept = Reading(roles={4: RowRole.DATA})
    assert read_table(path, reading=kept).frame["Points"].tolist() == ["12", "7", "19"]


def test_renamed_columns_and_new_rows_still_fit(tmp_path: Path) -> None:
    """Should fail if every new column of a month needs a new reading."""
    kept = read_table(saved(tmp_path, JANUARY)).reading
    february = JANUARY.replace("Ménages", "Foyers").replace(
        "Dakar;7;60\n", "Dakar;7;60\nMatam;1;2\n"
    )
    assert list(read_table(saved(tmp_path, february), reading=kept).frame.columns) == [
        *("Région", "Points", "Foyers")
    ]


def test_a_header_that_moved_is_refused_with_its_new_place(tmp_path: Path) -> None:
    """Should fail if a row of data becomes the header because a title came on top."""
    kept = read_table(saved(tmp_path, JANUARY)).reading
    path = saved(tmp_path, "Programme EHA\n" + JANUARY)
    with pytest.raises(ProbonoError) as raised:
        read_table(path, reading=kept)
    (found,) = raised.value.findings
    assert found.code == "sheets.reading_header"
    assert found.values["then"] == "Région | Points | Ménages"
    assert found.values["found"] == ("4",)


def test_a_decision_about_a_row_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    """Should fail if last month's note takes this month's village out of the data."""
    path = saved(tmp_path, JANUARY.replace("Saisie par A. Diop", "A. Diop;;"))
    kept = read_table(path, reading=Reading(roles={6: RowRole.NOTE})).reading
    path = saved(tmp_path, JANUARY.replace("Saisie par A. Diop", "Matam;3;30"))
    assert refused(path, kept) == ["sheets.reading_role a.csv › 6"]


def test_another_encoding_or_separator_is_refused(tmp_path: Path) -> None:
    """Should fail if UTF-8 is read as Windows letters because last month's file was."""
    kept = read_table(saved(tmp_path, JANUARY, encoding="cp1252")).reading
    assert kept.encoding == "cp1252"
    assert refused(saved(tmp_path, JANUARY), kept) == ["sheets.reading_encoding a.csv"]
    kept = read_table(saved(tmp_path, JANUARY)).reading
    commas = saved(tmp_path, JANUARY.replace(";", ","))
    assert refused(commas, kept) == ["sheets.reading_separator a.csv"]


def test_a_missing_sheet_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """Should fail if another sheet is taken without a word."""
    path = make(3).save_xlsx(tmp_path)
    with pytest.raises(ProbonoError) as raised:
        read_table(path, reading=Reading(sheet="Janvier"))
    (found,) = raised.value.findings
    assert (found.code, found.values["sheets"]) == ("sheets.reading_sheet", ("Feuil1",))


def test_what_a_person_wrote_wrongly_is_named_entry_by_entry() -> None:
    """Should fail if a typing mistake in the recipe ends in a traceback, or passes."""
    data = {"sheets": "A", "header_rows": [0], "roles": {"3": "total"}, "table": 1}
    with pytest.raises(ProbonoError) as raised:
        Reading.from_dict(data, "recipe.yml › reading")
    assert [f"{f.code} {f.where}" for f in raised.value.findings] == [
        "sheets.reading_key recipe.yml › reading.sheets",
        "sheets.reading_value recipe.yml › reading.header_rows",
        "sheets.reading_value recipe.yml › reading.roles",
    ]
