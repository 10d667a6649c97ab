"""Where the columns of a translator's sheet are, and which languages it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from probono_kit.findings import Findings
from probono_kit.forms.model import Form
from probono_kit.forms.papers.languages import Tongues, tongues_of
from probono_kit.forms.papers.texts import plain
from probono_kit.forms.papers.translation_rows import KEY, SOURCE, TARGET, heading_of
from probono_kit.tables.cells import column_letter
from probono_kit.tables.sheets import Book, Sheet

#: The headings are looked for in so many rows: a translator may have added lines above.
_TOP = 40


@dataclass
class SheetColumns:
    """Where the columns of the sheet are."""

    sheet: Sheet
    top: int
    at: Mapping[str, int]

    def text(self, row: int, heading: str) -> str:
        """Return a cell, ``""`` where there is no such column."""
        position = self.at.get(heading)
        if position is None:
            return ""
        cell = self.sheet.columns[position][row - 1]
        return "" if cell is None else plain(str(cell))

    def where(self, row: int, heading: str) -> str:
        """Return where a cell is, such as ``Translation › G7``."""
        letter = column_letter(self.at[heading]) if heading in self.at else ""
        return f"{self.sheet.name} › {letter}{row}"


def find_columns(path: Path, findings: Findings) -> SheetColumns | None:
    """Find the sheet by its hidden headings, whatever it is called."""
    book = Book(path)
    for name in (*book.sheet_names, *book.hidden):
        sheet = book.sheet(name)
        for row in range(1, min(sheet.height, _TOP) + 1):
            cells = ["" if cell is None else str(cell).strip() for cell in sheet.row(row)]
            if KEY in cells and any(cell.startswith((SOURCE, TARGET)) for cell in cells):
                at = {cell: place for place, cell in reversed([*enumerate(cells)]) if cell}
                return SheetColumns(sheet, row, at)
    findings.add("translation.no_sheet", path.name)
    return None


def sheet_languages(columns: SheetColumns, form: Form, findings: Findings) -> Tongues | None:
    """Return the languages of the sheet; what lacks is said."""
    place = f"{columns.sheet.name} › {columns.top}"
    pairs = list(_languages(columns, TARGET))
    lacking = tuple(heading_of(each) for each, there in pairs if not there)
    if lacking:
        findings.add("translation.no_column", place, names=lacking)
    targets = [each for each, there in pairs if there]
    sources = [each for each, _ in _languages(columns, SOURCE)]
    gone = tuple(heading_of(each) for each, there in _languages(columns, SOURCE) if not there)
    if gone or not sources:
        findings.add("translation.no_source_column", place, names=gone or (SOURCE,))
    if not targets:
        if not lacking:
            findings.add("translation.no_column", place, names=(TARGET,))
        return None
    return tongues_of(form, sources, targets)


def _languages(columns: SheetColumns, prefix: str) -> Iterator[tuple[str, bool]]:
    """Yield the languages that hidden headings name, and whether the texts are there."""
    for heading in sorted(columns.at, key=columns.at.__getitem__):
        if heading.startswith(prefix):
            language = heading.removeprefix(prefix)
            yield language, heading_of(language) in columns.at
