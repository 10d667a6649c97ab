"""The review as a workbook for people: drop-downs to decide with, read back also half filled."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from probono_kit.errors import ProbonoError
from probono_kit.files import write_aside
from probono_kit.findings import Findings, finding
from probono_kit.i18n import current_language, format_number, gettext
from probono_kit.tables.cells import cell_text
from probono_kit.tables.containers import stop
from probono_kit.tables.decisions import DECISION_COLUMNS, POSSIBLE, Decisions, impossible
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
from probono_kit.tables.sheets import Book

if TYPE_CHECKING:
    from probono_kit.tables.clean import CleanTable

#: More rows of one kind nobody decides one by one.
MAX_ROWS = 20_000
_LONGEST = 2_000
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive
_EVIDENCE = ("question", "cell", "uuid", "count", "old_value", "proposal", "score", "issue")
_ANSWERS = ("decision", "new_value", "comment", "by")
_HIDDEN = ("kind", "check_id", "row", "key")
_COLUMNS = (*_EVIDENCE, *_ANSWERS, *_HIDDEN)
_WIDTHS = {
    "question": 18,
    "cell": 9,
    "uuid": 16,
    "count": 8,
    "old_value": 30,
    "proposal": 26,
    "score": 9,
}
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
    >>> len(read_review(folder / "review.xlsx").frame)
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
        "score": book.add_format({**frame, "bg_color": "#EEF1F2", "num_format": "0 %"}),
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
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 76)
    page.set_portrait()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, gettext(INSTRUCTIONS[0], language), styles["title"])
    for row, text in enumerate(INSTRUCTIONS[1:], 2):
        said = gettext(text, language)
        page.merge_range(row, 0, row, 1, said, styles["text"])
        page.set_row(row, 15 * max(1, -(-len(said) // 100)) + 4)
    row = len(INSTRUCTIONS) + 3
    for kind in KINDS:
        if count := int(counts.get(kind, 0)):
            name = f"{gettext(SHEETS[kind], language)} ({format_number(count, language)})"
            page.write_string(row, 0, name, styles["bold"])
            page.write_string(row, 1, gettext(ABOUT[kind], language), styles["text"])
            row += 1


def _sheet(
    book: Any, styles: Mapping[str, Any], kind: str, rows: pd.DataFrame, language: str
) -> None:
    page = book.add_worksheet(gettext(SHEETS[kind], language)[:31])
    first, last = 2, len(rows) + 1
    idle = _idle(rows)
    for place, name in enumerate(_COLUMNS):
        page.write_string(0, place, name)
        style = styles["answer_head" if name in _ANSWERS else "head"]
        page.write_string(1, place, gettext(HEADS[name], language), style)
        hidden = {"hidden": True} if name in (*_HIDDEN, *idle) else {}
        page.set_column(place, place, _WIDTHS.get(name, 10), None, hidden)
    page.set_row(0, None, None, {"hidden": True})
    page.set_row(1, 32)
    for number, row in enumerate(rows.to_dict("records"), first):
        _row(page, number, {str(k): v for k, v in row.items()}, styles, language)
    decision = _COLUMNS.index("decision")
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
    page.autofilter(1, 0, last, len(_COLUMNS) - 1)
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
    shown = {**row, "cell": cell, "new_value": "", "key": _key(row)}
    word = answer_of(str(row["decision"])) if row["decision"] else None
    shown["decision"] = gettext(WORDS[word], language) if word else ""
    for place, name in enumerate(_COLUMNS):
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


def _key(row: Mapping[str, Any]) -> str:
    told = "\x1f".join(str(row[name]) for name in _KEYED)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_review(path: str | Path) -> Decisions:
    """Read the decisions that people wrote into a review workbook, also half filled.

    Parameters
    ----------
    path : str or pathlib.Path
        A workbook that :func:`write_review` made, in whatever language.

    Returns
    -------
    Decisions
        One row per decided row, ``ask`` left out, with findings about what cannot be used: a word
        that is no decision, a decision without its value, evidence that was changed.

    Raises
    ------
    ProbonoError
        If it is no such workbook.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "other.csv"
    >>> _ = path.write_text("a;b\\n1;2\\n", encoding="utf-8")
    >>> read_review(path)
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR other.csv: This is no review workbook of probono-kit...
    """
    path = Path(path)
    book = Book(path)
    found = Findings()
    rows: list[tuple[str, ...]] = []
    known = False
    for name in book.sheet_names:
        sheet = book.sheet(name)
        header = [cell_text(cell) or "" for cell in sheet.row(1)] if sheet.height else []
        if not set(_COLUMNS) <= set(header):
            continue
        known = True
        for number in range(3, sheet.height + 1):
            texts = [cell_text(cell) or "" for cell in sheet.row(number)]
            given = dict(zip(header, texts, strict=False))
            decided = _decided(given, f"{path.name} › {name} › {number}", found)
            if decided is not None:
                rows.append(tuple(decided[column] for column in DECISION_COLUMNS))
    if not known:
        raise ProbonoError(Findings([finding("recipe.no_review", path.name)]))
    nameless = sum(not row[-1] for row in rows)
    if nameless:
        found.add("recipe.decided_by_nobody", path.name, count=nameless)
    return Decisions.of(rows, found)


def _decided(given: dict[str, str], place: str, found: Findings) -> dict[str, str] | None:
    """Return a decision as it is kept, ``None`` where there is none or it cannot be used."""
    word = given["decision"].strip()
    if not word:
        if given["new_value"].strip():
            found.add("recipe.value_without_decision", place, value=given["new_value"][:40])
        return None
    answer = answer_of(word)
    if answer is None:
        found.add("recipe.decision_unknown", place, decision=word[:40])
        return None
    row = {name: given.get(name, "") for name in DECISION_COLUMNS}
    row |= {"decision": answer.value, "new_value": given["new_value"].strip()}
    row |= {"comment": given["comment"].strip(), "by": given["by"].strip()}
    if _key(given) != given["key"]:
        found.add("recipe.evidence_changed", place, column=given["question"])
        return None
    if code := impossible(row):
        found.add(code, place, decision=word[:40])
        return None
    return None if answer == "ask" else row
