"""Proposals from the data for a person: spellings, records that are there twice, dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from probono_kit.i18n import current_language
from probono_kit.tables.clean import ID_COLUMNS, CleanTable
from probono_kit.tables.columns import require_columns
from probono_kit.tables.conventions import ColumnKind
from probono_kit.tables.decisions import Decisions, record_text
from probono_kit.tables.dependencies import find_dependencies
from probono_kit.tables.disagreements import disagreement_part, disagreements
from probono_kit.tables.duplicates import propose_duplicates
from probono_kit.tables.review import review_frame, typed_review
from probono_kit.tables.steps.base import ReviewPart
from probono_kit.tables.told_apart import Witnesses, spellings_of

#: Columns with more different texts than this are names of things, not choices of people.
MAX_SPELLINGS = 5_000
#: So many rules, and questions of each, a person looks at.
MAX_RULES = 20
MAX_QUESTIONS = 200
MAX_DUPLICATES = 2_000
SPELLING, DUPLICATE = "spelling", "duplicate"


def with_proposals(
    clean: CleanTable,
    *,
    spellings: Sequence[str] | None = None,
    duplicates: Sequence[str] | bool = True,
    dependencies: bool = True,
    decisions: Decisions | None = None,
    language: str | None = None,
) -> CleanTable:
    """Add what the data suggest to the review of a clean table; nothing in the table changes.

    Parameters
    ----------
    clean : CleanTable
        The clean table.
    spellings : sequence of str, optional
        Columns in which to look for spellings of the same; by default those of texts that come
        again and again. An empty list for none.
    duplicates : sequence of str or bool
        Columns to compare when looking for records that are there twice; by default all but those
        that number or stamp each record. ``False`` to look for none.
    dependencies : bool
        Whether to look for columns that decide others, and the rows that differ.
    decisions : Decisions, optional
        What people decided before: what they keep apart or called right is not proposed again.
    language : str, optional
        Of the evidence (default: the current one).

    Returns
    -------
    CleanTable
        With more rows in ``review``, of the kinds ``spelling``, ``duplicate`` and ``dependency``.

    Raises
    ------
    ProbonoError
        If `spellings` or `duplicates` name a column that is not there.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from probono_kit import tables
    >>> path = Path(tempfile.mkdtemp()) / "points.csv"
    >>> _ = path.write_text("Partenaire;n\\n" + "Santé;1\\n" * 5 + "Sante;2\\n", encoding="utf-8")
    >>> clean = with_proposals(tables.clean_table(tables.read_table(path)), duplicates=False)
    >>> clean.review[["kind", "question", "old_value", "proposal"]].values.tolist()
    [['spelling', 'Partenaire', 'Sante', 'Santé']]
    """
    language = language or current_language()
    decisions = decisions or Decisions.of()
    require_columns(clean.text, spellings or ())
    columns = _repeated_texts(clean) if spellings is None else spellings
    parts = list(_spellings(clean, columns, decisions, language))
    if duplicates is not False:
        compared = None if duplicates is True else list(duplicates)
        parts += _duplicates(clean, compared, decisions, language)
    if dependencies:
        parts += _dependencies(clean, decisions, language)
    names = _names(clean)
    letters = dict(zip(clean.columns["name"], clean.columns["letter"], strict=True))
    found = review_frame(parts, names, letters)
    if found.empty:
        return clean
    review = typed_review(pd.concat([clean.review, found], ignore_index=True))
    return replace(clean, review=review, counts={**clean.counts, "to_decide": len(review)})


def _repeated_texts(clean: CleanTable) -> list[str]:
    wanted = []
    for name, type_ in clean.types.items():
        if type_.kind is not ColumnKind.TEXT or name in ID_COLUMNS:
            continue
        values = clean.text[name].dropna()
        distinct = values.nunique()
        if 2 <= distinct <= MAX_SPELLINGS and 2 * distinct <= len(values):
            wanted.append(name)
    return wanted


def _spellings(
    clean: CleanTable,
    columns: Sequence[str],
    decisions: Decisions,
    language: str,
) -> Iterable[ReviewPart]:
    if not columns:
        return
    apart = decisions.never_merge()
    known = decisions.values()
    witnesses = Witnesses.of(clean.text)
    for name in columns:
        members = spellings_of(clean.text, name, witnesses, apart, known.get(name), language)
        if members.empty:
            continue
        yield ReviewPart(
            "spelling",
            SPELLING,
            name,
            np.zeros(len(members), dtype=np.int64),
            members["value"].tolist(),
            members["evidence"].tolist(),
            members["proposal"].tolist(),
            (members["score"] / 100).round(2).tolist(),
            counts=members["count"].tolist(),
        )


def _duplicates(
    clean: CleanTable, columns: list[str] | None, decisions: Decisions, language: str
) -> Iterable[ReviewPart]:
    found = propose_duplicates(clean.text, columns, language=language)
    if found.empty:
        return
    names = _names(clean)
    apart = {frozenset(pair) for pair in decisions.never_same()}
    pairs = zip(found["row"], found["same_as"], strict=True)
    left = found[[frozenset((names[a], names[b])) not in apart for a, b in pairs]]
    left = left.iloc[:MAX_DUPLICATES]
    if left.empty:
        return
    texts = clean.text.loc[left["row"]].itertuples(index=False, name=None)
    yield ReviewPart(
        "duplicate",
        DUPLICATE,
        "",
        left["row"].to_numpy(dtype=np.int64),
        [record_text(each) for each in texts],
        left["evidence"].tolist(),
        [str(names[row]) for row in left["same_as"]],
        (left["score"].astype(float) / 100).round(2).tolist(),
    )


def _dependencies(clean: CleanTable, decisions: Decisions, language: str) -> Iterable[ReviewPart]:
    rules = find_dependencies(clean.text)
    rules = rules[(rules["violations"] > 0) & (rules["through"].fillna("") == "")]
    okay = decisions.okay()
    asked: set[tuple[object, ...]] = set()  # a code and a name decide the same: one question
    for determinant, dependent in zip(
        rules["determinant"][:MAX_RULES], rules["dependent"][:MAX_RULES], strict=True
    ):
        check = f"{', '.join(determinant)} → {dependent}"
        left = []
        for each in disagreements(clean.text, list(determinant), dependent, language=language):
            cells = {(dependent, each.proposal, row) for row in each.rows}
            is_known = (check, dependent, each.group, each.old) in okay
            if not is_known and not cells <= asked:
                left.append(each)
            asked |= cells
        if left := left[:MAX_QUESTIONS]:
            yield disagreement_part(check, str(dependent), left)


def _names(clean: CleanTable) -> pd.Series:
    """Return what names each record, by row number."""
    rows = clean.text.index
    for name in ID_COLUMNS:
        if name in clean.text and clean.text[name].notna().all() and clean.text[name].is_unique:
            return clean.text[name].astype(object)
    return pd.Series([f"row-{row}" for row in rows], index=rows, dtype=object)
