"""Forms as small tables, written into workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

Make = Callable[..., Path]


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of a table drawn with ``|``; the spaces beside a bar do not count.

    ``␣`` stands for a space that counts, ``¦`` for a bar.
    """
    return [
        [cell.strip().replace("␣", " ").replace("¦", "|") for cell in line.strip().split("|")]
        for line in text.strip().splitlines()
    ]


@pytest.fixture
def make_form(tmp_path: Path) -> Make:
    """Write a form: one drawn table per sheet."""

    def make(survey: str, choices: str = "", settings: str = "", **other: str) -> Path:
        book = Workbook()
        del book["Sheet"]
        sheets = {"survey": survey, "choices": choices, "settings": settings} | other
        for name, text in sheets.items():
            if not text:
                continue
            sheet = book.create_sheet(name.replace("␣", " "))
            for number, row in enumerate(rows_of(text), 1):
                for position, cell in enumerate(row, 1):
                    if cell:
                        sheet.cell(number, position, cell).data_type = "s"
        path = tmp_path / "form.xlsx"
        book.save(path)
        return path

    return make
