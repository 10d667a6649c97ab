"""The dictionary of a database, as its readers see it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from probono_kit.database import dictionary_frame, example_queries, write_dictionary
from probono_kit.database.words import link_sentences
from tests.database import handed


def test_every_field_is_said_in_words() -> None:
    """One row per field and place, with kind, unit, whether it is needed, and where it leads."""
    frame = dictionary_frame(handed.design(), handed.rows(), language="fr").set_index(
        ["table", "field"]
    )
    assert len(frame) == 2 + 2 + 3 + 7 + 4 + 3
    flow = frame.loc[("point_eau", "debit")]
    assert flow[["title", "kind", "unit", "required"]].tolist() == [
        "Débit",
        "nombre décimal",
        "m3/h",
        "non",
    ]
    assert (flow["filled"], flow["missing"]) == (2, 1)
    assert frame.loc[("point_eau", "village"), "link"] == "Villages"
    assert frame.loc[("point_eau", "geom"), "kind"] == "lieu sur la carte (Point)"
    assert frame.loc[("visite", "point"), "description"].startswith("Numéro de la ligne")


def test_examples_come_from_code_lists_only() -> None:
    """Names and remarks may say who somebody is: no value of an ordinary field is told."""
    frame = dictionary_frame(handed.design(), handed.rows(), language="en")
    told = frame[frame["examples"] != ""].set_index(["table", "field"])["examples"].to_dict()
    assert told == {
        ("type", "code"): "F; P",
        ("type", "label"): "Forage; Puits",
        ("panne", "code"): "1; 2",
        ("panne", "label"): "Pompe cassée; Eau sale",
        ("point_eau", "type"): "Forage; Puits",
        ("visite_panne", "panne"): "Pompe cassée; Eau sale",
    }


def test_without_rows_there_is_no_count() -> None:
    """A dictionary can be made of a design alone, before anything is loaded."""
    frame = dictionary_frame(handed.design(), language="en")
    assert frame["filled"].isna().all()
    assert (frame["examples"] == "").all()


def test_the_workbook_has_three_sheets_in_the_readers_language(tmp_path: Path) -> None:
    """Tables, fields and code lists, with headings in French and how often each code is used."""
    for language, names in (
        ("fr", ["Tables", "Champs", "Listes de codes"]),
        ("en", ["Database tables", "Fields", "Code lists"]),
    ):
        path = tmp_path / f"{language}.xlsx"
        found = write_dictionary(handed.design(), path, rows=handed.rows(), language=language)
        assert not found
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == names
    french = openpyxl.load_workbook(tmp_path / "fr.xlsx")
    codes = list(french["Listes de codes"].values)
    assert codes[0] == ("Liste de codes", "Code", "Libellé du code", "Lignes qui l'utilisent")
    assert codes[1:] == [
        ("Type de point", "F", "Forage", 1),
        ("Type de point", "P", "Puits", 1),
        ("Panne", "1", "Pompe cassée", 1),
        ("Panne", "2", "Eau sale", 1),
    ]
    text = "\n".join(str(cell) for sheet in french for row in sheet.values for cell in row)
    assert "Forage nord" not in text
    assert "ça va" not in text


def test_same_database_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same workbook."""
    for name in ("a.xlsx", "b.xlsx"):
        write_dictionary(handed.design(), tmp_path / name, rows=handed.rows(), language="fr")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_tables_that_are_called_alike_are_told_apart() -> None:
    """A code list and the pairs that use it often have one title: the name says which is which."""
    design = handed.design()
    alike = [
        each.model_copy(update={"title": "Panne"}) if each.name == "visite_panne" else each
        for each in design.tables
    ]
    design = design.model_copy(update={"tables": tuple(alike)})
    sentence = "Each row of “Panne (visite_panne)” belongs to one row of “Panne (panne)”"
    assert any(sentence in each for each in link_sentences(design, "en"))
    questions = [query.question for query in example_queries(design, language="en")]
    assert len(set(questions)) == len(questions)
