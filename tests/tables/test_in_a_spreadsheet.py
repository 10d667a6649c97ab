"""The workbooks opened by a real spreadsheet program, saved there, and read back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from probono_kit.tables import read_answers, write_review
from tests.tables.test_grouped_questions import cleaned, rows
from tests.tables.test_review import fill

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice Calc (soffice) is not on this computer: NOT tested that answers survive it",
)


def saved_by_office(path: Path, suffix: str) -> Path:
    """Open a workbook in LibreOffice and save it again, as `suffix`."""
    folder = path.parent / "saved"
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"),
            *("--headless", "--convert-to", suffix, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder / f"{path.stem}.{suffix}"


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("language", "sheet", "answer"),
    [("fr", "Va ensemble", "accepter la proposition"), ("en", "Belongs together", "keep as it is")],
)
def test_answers_survive_a_spreadsheet_program(
    language: str, sheet: str, answer: str, suffix: str, tmp_path: Path
) -> None:
    """Should fail if saving in LibreOffice loses an answer, or makes it one to another question."""
    path = tmp_path / "review.xlsx"
    write_review(cleaned(tmp_path, rows()), path, language=language)
    fill(path, {"Ituri": {"decision": answer, "by": "Awa", "comment": "vu le 3 mai"}}, sheet)
    saved = saved_by_office(path, suffix)
    before, after = read_answers(path), read_answers(saved)
    assert not after.findings
    assert len(after.frame) == 1
    assert after.frame.equals(before.frame)
    if suffix == "xlsx":
        page = openpyxl.load_workbook(saved)[sheet]
        [listed] = page.data_validations.dataValidation
        assert answer in str(listed.formula1)
        assert page.page_setup.orientation == "landscape"
        assert int(page.page_setup.paperSize) == 9, "A4"


def test_every_row_is_as_high_as_its_texts_need(tmp_path: Path) -> None:
    """Should fail if evidence on three lines is shown in a row of one."""
    path = tmp_path / "review.xlsx"
    write_review(cleaned(tmp_path, rows()), path, language="fr")
    book = openpyxl.load_workbook(path)
    page = book["Va ensemble"]
    heads = [cell.value for cell in page[1]]
    letter = page.cell(1, heads.index("issue") + 1).column_letter
    text, width = str(page[f"{letter}3"].value), page.column_dimensions[letter].width
    assert page.row_dimensions[3].height >= 15 * len(text) / width > 15
