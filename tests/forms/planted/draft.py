"""A form drawn as tables, changed cell by cell, and written into a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import Workbook

from probono_kit.tables.cells import column_letter
from tests.forms.conftest import rows_of


class Draft:
    """A form; each change gives another one.

    Parameters
    ----------
    survey, choices, settings : str
        Tables drawn with ``|``.
    files : mapping of str to str
        What lies beside the form, by name.
    """

    def __init__(
        self,
        survey: str = "",
        choices: str = "",
        settings: str = "",
        files: Mapping[str, str] | None = None,
    ) -> None:
        drawn = {"survey": survey, "choices": choices, "settings": settings}
        self.sheets = {name: rows_of(text) for name, text in drawn.items() if text.strip()}
        self.files = dict(files or {})

    def copy(self) -> Draft:
        """Return the same form, to be changed."""
        other = Draft()
        other.sheets = {name: [list(row) for row in rows] for name, rows in self.sheets.items()}
        other.files = dict(self.files)
        return other

    def heads(self, sheet: str = "survey") -> list[str]:
        """Return the headings."""
        return self.sheets[sheet][0]

    def rows(self, sheet: str = "survey") -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the place of each row and its cells by heading, empty ones left out."""
        heads = self.heads(sheet)
        for place, row in enumerate(self.sheets[sheet][1:], 1):
            yield place, {h: cell for h, cell in zip(heads, row, strict=False) if cell}

    def place(self, name: str) -> int:
        """Return the row of a question."""
        return next(place for place, cells in self.rows() if cells.get("name") == name)

    def where(self, row: int, column: str, sheet: str = "survey") -> str:
        """Return a cell as findings name it."""
        return f"{sheet} › {column_letter(self.heads(sheet).index(column))}{row + 1}"

    def put(self, row: int, column: str, text: str, sheet: str = "survey") -> Draft:
        """Return the form with another text in a cell; a new heading gets a column."""
        made = self.copy()
        heads = made.sheets[sheet][0]
        if column not in heads:
            heads.append(column)
        cells = made.sheets[sheet][row]
        position = heads.index(column)
        cells += [""] * (position + 1 - len(cells))
        cells[position] = text
        return made

    def with_row(self, row: int, sheet: str = "survey", **cells: str) -> Draft:
        """Return the form with one more row, before what stands at `row`."""
        made = self.copy()
        made.sheets[sheet].insert(row, [cells.get(head, "") for head in made.heads(sheet)])
        return made

    def without_row(self, row: int, sheet: str = "survey") -> Draft:
        """Return the form without a row."""
        made = self.copy()
        del made.sheets[sheet][row]
        return made

    def without_column(self, column: str, sheet: str = "survey") -> Draft:
        """Return the form without a column."""
        made = self.copy()
        position = made.heads(sheet).index(column)
        for cells in made.sheets[sheet]:
            del cells[position : position + 1]
        return made

    def write(self, folder: Path) -> Path:
        """Write the workbook and what lies beside it."""
        folder.mkdir(parents=True, exist_ok=True)
        book = Workbook()
        del book["Sheet"]
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for number, row in enumerate(rows, 1):
                for position, cell in enumerate(row, 1):
                    if cell:
                        sheet.cell(number, position, cell).data_type = "s"
        path = folder / "form.xlsx"
        book.save(path)
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8")
        return path
