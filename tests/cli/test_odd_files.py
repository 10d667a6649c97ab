"""Odd files as strangers send them: each is read or refused in plain words, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from probono_kit.cli.entry import ExitCode, run


def book(path: Path, *rows: list[Any]) -> str:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = run(["clean", "--language", "fr", *arguments])
    streams = capsys.readouterr()
    text = (streams.out + streams.err).replace("\u00a0", " ")
    assert "Traceback" not in text
    return status, text


def test_formulas_that_show_an_error_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should fail if #REF! passes for somebody's word for “no value”."""
    rows = [["Zone", "Total"], ["Nord", 12], ["Sud", "#REF!"], ["Est", "#DIV/0!"], ["Ouest", "ND"]]
    status, text = said(capsys, book(tmp_path / "a.xlsx", *rows))
    assert status == ExitCode.GOOD
    assert "Des formules montrent une erreur" in text
    assert "(2) : B3 « #REF! », B4 « #DIV/0! »" in " ".join(text.split())


def test_a_table_of_200_columns_does_not_fill_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should fail if what was found is pushed out of sight, or nothing says that more is there."""
    rows = [[f"Indicateur {i}" for i in range(200)], *[[r * i for i in range(200)] for r in (1, 2)]]
    status, text = said(capsys, book(tmp_path / "a.xlsx", *rows))
    assert status == ExitCode.GOOD
    assert "… et 140 autres colonnes." in text
    assert "0 cellule modifiée" in text


def test_nothing_is_said_of_files_that_were_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should fail if a sheet of notes alone ends with advice about files that are not there."""
    path = book(tmp_path / "a.xlsx", ["Bonjour, voici le fichier."], [], ["Les données suivront."])
    status, text = said(capsys, path, "--output", str(tmp_path / "out"))
    assert status == ExitCode.FAILED
    assert "Ces fichiers" not in text
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_none_is_refused_in_french(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should fail if the words of a library stand there as if they were ours."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 pas un classeur")
    status, text = said(capsys, str(path))
    assert status == ExitCode.FAILED
    assert "Le fichier est abîmé (détail technique, en anglais : " in text


def test_the_row_of_names_can_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Should fail if the message asks for a row that the command cannot take."""
    path = book(
        tmp_path / "a.xlsx", ["=cmd", "+33", "@x"], ["a", "+221 77", "@awa"], ["b", 2, "@b"]
    )
    assert said(capsys, path)[0] == ExitCode.FAILED
    status, text = said(capsys, path, "--header-row", "1")
    assert status == ExitCode.GOOD
    assert "@x" in text


def test_an_arabic_table_opens_from_the_right(tmp_path: Path) -> None:
    """Should fail if its first column lies on the left of the sheet."""
    rows = [["المحافظة", "المديرية", "عدد الأسر"], ["حلب", "منبج", 12], ["إدلب", "حارم", 7]]
    path = book(tmp_path / "a.xlsx", *rows)
    assert run(["clean", path, "--output", str(tmp_path / "out")]) == ExitCode.GOOD
    made = openpyxl.load_workbook(tmp_path / "out" / "a-clean.xlsx")
    assert made.worksheets[0].sheet_view.rightToLeft
    assert not openpyxl.load_workbook(tmp_path / "out" / "a-log.xlsx")[
        "cleaning_log"
    ].sheet_view.rightToLeft
