"""The data dictionary says what a column is, and nothing of anybody."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from probono_kit.deliver.reading import read_contents
from probono_kit.engagement import check_parameters
from probono_kit.i18n import set_language
from probono_kit.run import save_clean_table
from probono_kit.tables import clean_table, data_dictionary, dictionary_sheet, read_table

HEADER = """Région;Année;Débit;Visite;Téléphone
#adm1;#date+year;#indicator;#date;#contact
"""
ROW = "{region};{year};{n} 204,5;{day}/04/2025;77 000 57 {day}\n"
SHEET = HEADER + "".join(
    ROW.format(region="Thiès" if n < 9 else "Louga", year=2020 + n % 3, n=n, day=n + 9)
    for n in range(1, 13)
)


def made(tmp_path: Path, shared: list[str], language: str = "en") -> pd.DataFrame:
    """Clean the sheet above and describe it."""
    path = tmp_path / "wells.csv"
    path.write_text(SHEET, encoding="utf-8")
    read = read_table(path)
    clean = clean_table(read)
    labels = {column.name: column.header for column in read.evidence.columns}
    return data_dictionary(
        clean.frame,
        clean.types,
        shared=shared,
        labels=labels,
        tags=read.evidence.tags,
        language=language,
    ).set_index("column")


def test_each_kind_is_told_in_its_own_way(tmp_path: Path) -> None:
    """Categories with their counts, ranges of numbers and days, years without separators."""
    table = made(tmp_path, ["Région", "Année", "Débit", "Visite"])
    assert table["values"].to_dict() == {
        "Région": "Thiès (8); 1 other value, each in fewer than 5 rows",
        "Année": "2020 to 2022",
        "Débit": "1,204.5 to 12,204.5",
        "Visite": "2025-04-10 to 2025-04-21",
        "Téléphone": "",
    }
    assert table.loc["Débit", ["kind", "convention"]].tolist() == ["decimal number", "1 234,5"]
    assert table.loc["Région", "tag"] == "#adm1"


def test_a_column_that_may_not_leave_shows_no_value(tmp_path: Path) -> None:
    """Counts are told, neither range nor example."""
    table = made(tmp_path, ["Région"])
    assert table.loc["Téléphone", ["values", "example"]].tolist() == ["", ""]
    assert table.loc["Débit", ["filled", "distinct", "values"]].tolist() == [12, 12, ""]


def test_headings_and_words_are_french_for_french_readers(tmp_path: Path) -> None:
    """Decimal comma, French words; empty columns of the dictionary are left out."""
    table = made(tmp_path, ["Débit"], "fr").reset_index()
    sheet = dictionary_sheet(table, "fr").set_index("Colonne")
    assert sheet.loc["Débit", "Valeurs"].replace("\u202f", " ") == "1 204,5 à 12 204,5"
    assert "Unité" not in sheet
    assert set(sheet["Contenu"]) >= {"nombre décimal", "date"}


def test_a_value_in_few_rows_is_not_told() -> None:
    """Four people of one village are four people."""
    frame = pd.DataFrame({"Village": ["Keur Massar"] * 4 + ["Touba"] * 5})
    table = data_dictionary(frame, {}, shared=["Village"], language="en")
    assert table.loc[0, "values"] == "Touba (5); 1 other value, each in fewer than 5 rows"
    lonely = data_dictionary(frame.head(4), {}, shared=["Village"], language="en")
    assert lonely.loc[0, "values"] == ""


def test_the_workbook_carries_its_dictionary(tmp_path: Path) -> None:
    """A second sheet; the gate sees the table's columns and no others."""
    path = tmp_path / "wells.csv"
    path.write_text(SHEET, encoding="utf-8")
    given = {"table": str(path), "areas": "", "columns": ["Région", "Débit"], "language": "en"}
    p = check_parameters("clean_data", given | {"output_folder": str(tmp_path)})
    read = read_table(path)
    clean = clean_table(read)
    saved = save_clean_table(clean, clean.frame, p, read=read)  # type: ignore[arg-type]
    set_language("en")
    files = {each.path for each in saved.outputs if each.deliver}
    for suffix in ("xlsx", "csv", "parquet"):
        assert f"wells-clean-table.{suffix}" in files
        contents = read_contents(tmp_path / f"wells-clean-table.{suffix}")
        assert contents.columns == ["Région", "Débit"]
        assert not any("77 000 57" in text for text in contents.texts)
    sheets = pd.read_excel(tmp_path / "wells-clean-table.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["Clean table", "Data dictionary"]
    assert list(sheets["Data dictionary"]["HXL tag"]) == ["#adm1", "#indicator"]
