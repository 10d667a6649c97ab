"""Reading an XLSForm workbook, every cell with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from probono_kit.errors import ProbonoError
from probono_kit.findings import Finding, Findings, finding
from probono_kit.forms.model import Choice, Column, Form, Question, Row
from probono_kit.forms.words import column_key, parse_type
from probono_kit.tables.cells import column_letter
from probono_kit.tables.containers import FileKind
from probono_kit.tables.sheets import Book, Sheet

SHEETS = ("survey", "choices", "settings")


def read_form(path: Path | str) -> Form:
    """Read an XLSForm; what is wrong with the file becomes findings of the form.

    Parameters
    ----------
    path : path
        A workbook: xlsx, xls (also when it is named xlsx), xlsb, ods.

    Returns
    -------
    Form
        Empty, with a finding, if the file is no workbook or has no survey sheet.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> form = forms.read_form(path)
    >>> form.languages, form.questions[0].label(), form.questions[0].row.where("label")
    (('French (fr)',), 'Âge', 'survey › C2')
    """
    path = Path(path)
    findings = Findings()
    try:
        book = Book(path)
        if book.kind in (FileKind.TEXT, FileKind.HTML):
            return Form(path, findings=Findings([finding("form.no_workbook", path)]))
        named = _sheets(book, findings)
        if "survey" not in named:
            near = get_close_matches("survey", [n.lower() for n in book.sheet_names], 1, 0.7)
            names = tuple(book.sheet_names)
            findings.add("form.no_survey", path, sheets=names, near=near[0] if near else "")
            return Form(path, findings=findings)
        sheets = {key: book.sheet(name) for key, name in named.items()}
    except ProbonoError as problem:
        return Form(path, findings=Findings(problem.findings))
    for sheet in sheets.values():
        findings.extend(sheet.findings)
        findings.extend(_merged(sheet))
    columns = {key: _columns(key, sheet) for key, sheet in sheets.items()}
    rows = {key: list(_rows(sheet, columns[key])) for key, sheet in sheets.items()}
    questions = tuple(_questions(rows["survey"], findings))
    if not questions:
        findings.add("form.no_questions", named["survey"])
    return Form(
        path=path,
        questions=questions,
        choices=tuple(_choices(rows.get("choices", []))),
        settings=next(iter(rows.get("settings", [])), None),
        columns=columns,
        findings=findings,
    )


def _sheets(book: Book, findings: Findings) -> Mapping[str, str]:
    """Return the sheets that matter; their names may have other letters and spaces."""
    found: dict[str, str] = {}
    for name in (*book.sheet_names, *book.hidden):
        key = name.strip().lower()
        if key in SHEETS and key not in found:
            found[key] = name
            if name != name.strip():
                findings.add("form.sheet_name_spaces", name, sheet=key)
            if name in book.hidden:
                findings.add("form.sheet_hidden", name)
    return found


def _merged(sheet: Sheet) -> Iterator[Finding]:
    """Yield merged ranges that seem to fill several cells, and fill the first only."""
    for each in sorted(sheet.merges, key=lambda merge: (merge.top, merge.left)):
        if each.left < sheet.width and each.top <= sheet.height:
            first = f"{column_letter(each.left)}{each.top}"
            text = _text(sheet.columns[each.left][each.top - 1]).strip()
            if text:
                last = f"{column_letter(each.right)}{each.bottom}"
                place = f"{sheet.name} › {first}"
                yield finding("form.merged", place, cells=f"{first}:{last}", value=text[:60])


def _columns(key: str, sheet: Sheet) -> tuple[Column, ...]:
    if not sheet.height:
        return ()
    return tuple(
        Column(_text(cell), *column_key(_text(cell)), position)
        for position, cell in enumerate(sheet.row(1))
        if _text(cell).strip()
    )


def _rows(sheet: Sheet, columns: Iterable[Column]) -> Iterator[Row]:
    filled: dict[int, dict[Column, str]] = {}
    for column in columns:
        for index in range(1, sheet.height):
            text = _text(sheet.columns[column.position][index])
            if text.strip():
                filled.setdefault(index + 1, {})[column] = text
    for number in sorted(filled):
        yield Row(sheet.name, number, filled[number])


def _text(cell: Any) -> str:
    """Return a cell as a form sees it: truth values as ``true``, numbers without ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(cell)


def _questions(rows: Iterable[Row], findings: Findings) -> Iterator[Question]:
    """Yield what rows ask, each with the groups around it."""
    open_: list[Question] = []
    for row in rows:
        kind, list_name, or_other = parse_type(row.get("type"))
        if not kind or row.get("disabled").lower() in ("yes", "true"):
            continue
        if kind.startswith("end "):
            _close(row, kind[4:], open_, findings)
            continue
        question = Question(
            row, kind.removeprefix("begin "), list_name, tuple(open_), or_other=or_other
        )
        yield question
        if kind.startswith("begin "):
            open_.append(question)
    for question in open_:
        findings.add("form.never_closed", question.row.where("type"), name=question.name)


def _close(row: Row, kind: str, open_: list[Question], findings: Findings) -> None:
    if not open_:
        findings.add("form.closes_nothing", row.where("type"), kind=kind)
    elif open_[-1].kind != kind:
        last = open_.pop()
        findings.add("form.closes_other", row.where("type"), name=last.name, line=last.row.number)
    else:
        open_.pop()


def _choices(rows: Iterable[Row]) -> Iterator[Choice]:
    for row in rows:
        if list_name := row.get("list_name"):
            yield Choice(row, list_name)


def column_place(sheet: str, column: Column) -> str:
    """Return where the heading of `column` is."""
    return f"{sheet} › {column_letter(column.position)}1"
