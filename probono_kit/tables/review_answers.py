"""What people answered in a review workbook, read back also half filled."""

from __future__ import annotations

from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.tables.cells import cell_text
from probono_kit.tables.decisions import DECISION_COLUMNS, Decisions, impossible, read_decisions
from probono_kit.tables.review_files import SHEET_COLUMNS, row_key
from probono_kit.tables.review_words import answer_of
from probono_kit.tables.sheets import Book


def read_answers(path: str | Path) -> Decisions:
    """Read what people decided, from a review workbook that came back or from the CSV of it.

    Parameters
    ----------
    path : str or pathlib.Path
        A workbook (``.xlsx``, or ``.ods`` where it was saved in LibreOffice), or the CSV that
        :func:`~probono_kit.tables.decisions.write_decisions` wrote.

    Returns
    -------
    Decisions
        With findings about what cannot be used.

    Raises
    ------
    ProbonoError
        If it is neither.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> path = Path(tempfile.mkdtemp()) / "decisions.csv"
    >>> row = ("spelling", "", "Commune", "", "Thies", "Thiès", "accept", "", "", "Awa")
    >>> tables.write_decisions(tables.Decisions.of([row]), path)
    >>> read_answers(path)
    Decisions of 1 row
    """
    is_workbook = Path(path).suffix.lower() in (".xlsx", ".ods")
    return read_review(path) if is_workbook else read_decisions(path)


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
        if not set(SHEET_COLUMNS) <= set(header):
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
    if row_key(given) != given["key"]:
        found.add("recipe.evidence_changed", place, column=given["question"])
        return None
    if code := impossible(row):
        found.add(code, place, decision=word[:40])
        return None
    return None if answer == "ask" else row
