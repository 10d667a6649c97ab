"""The review as a workbook for people, with drop-downs to decide with."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.i18n import current_language, format_number, gettext
from probono_kit.tables.containers import stop
from probono_kit.tables.decisions import POSSIBLE
from probono_kit.tables.disagreements import group_values
from probono_kit.tables.review import KINDS, typed_review
from probono_kit.tables.review_words import (
    ABOUT,
    CHOOSE,
    HEADS,
    INSTRUCTIONS,
    SHEETS,
    TITLE,
    WORDS,
    answer_of,
)
from probono_kit.tables.workbook import row_height

if TYPE_CHECKING:
    from probono_kit.tables.clean import CleanTable

#: More rows of one kind nobody decides one by one.
MAX_ROWS = 20_000
_LONGEST = 2_000
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive
_EVIDENCE = ("question", "cell", "uuid", "count", "old_value", "proposal", "score", "issue")
_ANSWERS = ("decision", "new_value", "comment", "by")
_HIDDEN = ("kind", "check_id", "row", "key")
SHEET_COLUMNS = (*_EVIDENCE, *_ANSWERS, *_HIDDEN)
_WIDTHS = {
    "question": 18,
    "cell": 9,
    "uuid": 16,
    "count": 8,
    "old_value": 30,
    "proposal": 26,
    "score": 9,
}
#: Width of the page of instructions, and of its names of sheets, in characters.
_PAGE, _NAMES = 104, 28
_WIDTHS |= {"issue": 44, "decision": 22, "new_value": 24, "comment": 34, "by": 16}
#: What of a row tells that it is still the row that was asked about.
_KEYED = ("kind", "check_id", "question", "row", "uuid", "old_value", "proposal")


def write_review(
    clean: CleanTable | pd.DataFrame, path: str | Path, *, language: str | None = None
) -> Findings:
    """Write what waits for a person as a workbook with drop-downs; same review, same bytes.

    The first sheet says in plain words what to do; there is one more sheet for each kind of
    question, with the evidence in grey and white cells for decision, value, reason and name.

    Parameters
    ----------
    clean : CleanTable or pandas.DataFrame
        The clean table, or a review in :data:`~probono_kit.tables.review.REVIEW_COLUMNS`.
    path : str or pathlib.Path
        Ends with ``.xlsx``.
    language : str, optional
        Of the workbook (default: the current one).

    Returns
    -------
    Findings
        What did not fit.

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> folder = Path(tempfile.mkdtemp())
    >>> rows = "\\n".join(["n"] + ["1"] * 9 + ["environ 200"])
    >>> _ = (folder / "wells.csv").write_text(rows, encoding="utf-8")
    >>> clean = tables.clean_table(tables.read_table(folder / "wells.csv"))
    >>> write_review(clean, folder / "review.xlsx", language="fr")
    []
    >>> len(tables.read_review(folder / "review.xlsx").frame)
    0
    """
    path = Path(path)
    language = language or current_language()
    if path.suffix.lower() != ".xlsx":
        raise stop("tables.unknown_format", path, suffix=path.suffix)
    review = typed_review(clean if isinstance(clean, pd.DataFrame) else clean.review)
    findings = Findings()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with write_aside(path) as aside:
        book = xlsxwriter.Workbook(str(aside), options)
        book.set_properties({"created": _CREATED})
        styles = _styles(book)
        counts = review["kind"].value_counts()
        _instructions(book, styles, counts, language)
        for kind in KINDS:
            rows = review[review["kind"] == kind]
            rows = rows[rows["old_value"].str.len() <= _LONGEST]
            if left := int(counts.get(kind, 0)) - min(len(rows), MAX_ROWS):
                findings.add("recipe.review_cut", path.name, count=left)
            if len(rows):
                _sheet(book, styles, kind, rows.iloc[:MAX_ROWS], language)
        try:
            book.close()
        except FileCreateError as problem:
            raise problem.args[0] from problem
    return findings


def _styles(book: Any) -> dict[str, Any]:
    frame = {"border": 1, "border_color": "#C9D1D5", "valign": "top", "text_wrap": True}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E5F", "text_wrap": True}
    return {
        "head": book.add_format({**head, "valign": "vcenter", "border": 1}),
        "answer_head": book.add_format(
            {**head, "bg_color": "#8A4B08", "valign": "vcenter", "border": 1}
        ),
        "evidence": book.add_format({**frame, "bg_color": "#EEF1F2", "num_format": "@"}),
        "score": book.add_format(
            {**frame, "bg_color": "#EEF1F2", "num_format": "0 %", "align": "center"}
        ),
        "answer": book.add_format({**frame, "num_format": "@"}),
        "open": book.add_format({"bg_color": "#FFF4D6"}),
        "done": book.add_format({"bg_color": "#DDF0E0"}),
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E5F"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "font_size": 11}),
        "bold": book.add_format({"bold": True, "valign": "top", "text_wrap": True}),
    }


def _instructions(book: Any, styles: Mapping[str, Any], counts: pd.Series, language: str) -> None:
    page = book.add_worksheet(gettext(TITLE, language)[:31])
    page.hide_gridlines(2)
    page.set_column(0, 0, _NAMES)
    page.set_column(1, 1, _PAGE - _NAMES)
    page.set_portrait()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, gettext(INSTRUCTIONS[0], language), styles["title"])
    for row, text in enumerate(INSTRUCTIONS[1:], 2):
        said = gettext(text, language)
        page.merge_range(row, 0, row, 1, said, styles["text"])
        page.set_row(row, row_height([(said, _PAGE)]) + 4)
    row = len(INSTRUCTIONS) + 3
    for kind in KINDS:
        if count := int(counts.get(kind, 0)):
            name = f"{gettext(SHEETS[kind], language)} ({format_number(count, language)})"
            page.write_string(row, 0, name, styles["bold"])
            about = gettext(ABOUT[kind], language)
            page.write_string(row, 1, about, styles["text"])
            page.set_row(row, row_height([(about, _PAGE - _NAMES)]))
            row += 1


def _sheet(
    book: Any, styles: Mapping[str, Any], kind: str, rows: pd.DataFrame, language: str
) -> None:
    page = book.add_worksheet(gettext(SHEETS[kind], language)[:31])
    first, last = 2, len(rows) + 1
    idle = _idle(rows)
    for place, name in enumerate(SHEET_COLUMNS):
        page.write_string(0, place, name)
        style = styles["answer_head" if name in _ANSWERS else "head"]
        page.write_string(1, place, gettext(HEADS[name], language), style)
        hidden = {"hidden": True} if name in (*_HIDDEN, *idle) else {}
        page.set_column(place, place, _WIDTHS.get(name, 10), None, hidden)
    page.set_row(0, None, None, {"hidden": True})
    page.set_row(1, 32)
    for number, row in enumerate(rows.to_dict("records"), first):
        _row(page, number, {str(k): v for k, v in row.items()}, styles, language)
    decision = SHEET_COLUMNS.index("decision")
    words = [gettext(WORDS[answer], language) for answer in POSSIBLE[kind]]
    page.data_validation(
        first,
        decision,
        last,
        decision,
        {"validate": "list", "source": words, "error_message": gettext(CHOOSE, language)},
    )
    letter = chr(ord("A") + decision)
    for style, empty in (("open", "="), ("done", "<>")):
        page.conditional_format(
            first,
            decision,
            last,
            decision + len(_ANSWERS) - 1,
            {"type": "formula", "criteria": f'=${letter}3{empty}""', "format": styles[style]},
        )
    page.freeze_panes(first, 2)
    page.autofilter(1, 0, last, len(SHEET_COLUMNS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)


def _idle(rows: pd.DataFrame) -> list[str]:
    """Return the columns that say nothing in a sheet: no single cell, no record, one row each."""
    named = [name for name in rows["uuid"] if name and group_values(name) is None]
    told = {
        "cell": bool(rows["row"].any()),
        "uuid": bool(named),
        "count": bool((rows["count"] > 1).any()),
        "proposal": bool(rows["proposal"].astype(bool).any()),
        "score": bool(rows["score"].notna().any()),
    }
    return [name for name, says in told.items() if not says]


def _row(
    page: Any, number: int, row: dict[str, Any], styles: Mapping[str, Any], language: str
) -> None:
    cell = f"{row['column_letter']}{row['row']}" if row["row"] else ""
    shown = {**row, "cell": cell, "new_value": "", "key": row_key(row)}
    word = answer_of(str(row["decision"])) if row["decision"] else None
    shown["decision"] = gettext(WORDS[word], language) if word else ""
    told = [(str(shown[name]), _WIDTHS.get(name, 10)) for name in _EVIDENCE if name != "score"]
    page.set_row(number, row_height(told))
    for place, name in enumerate(SHEET_COLUMNS):
        style = styles["answer" if name in _ANSWERS else "evidence"]
        if name == "score":
            if row["score"] == row["score"]:
                page.write_number(number, place, float(row["score"]), styles["score"])
            else:
                page.write_blank(number, place, None, style)
        elif shown[name] == "":
            page.write_blank(number, place, None, style)
        else:
            page.write_string(number, place, str(shown[name]), style)


def row_key(row: Mapping[str, Any]) -> str:
    """Return what shows that a row of the workbook is still the one that was asked about.

    Parameters
    ----------
    row : mapping
        By the names of the columns.
    """
    told = "\x1f".join(str(row[name]) for name in _KEYED)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
