"""Converting a column of numbers under its one convention."""

from __future__ import annotations

import re

import numpy as np

from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import Check, ColumnKind, Conversion
from probono_kit.tables.facts import ColumnFacts, Document
from probono_kit.tables.numbers import Mark, NumberEvidence, is_plain_number, number_text
from probono_kit.tables.place import SUPPORT, Place, report_review, typed_as

_DIGITS = re.compile(r"\d+")


def as_numbers(
    facts: ColumnFacts,
    document: Document,
    place: Place,
    *,
    mark: Mark | None = None,
    kind: ColumnKind | None = None,
) -> Conversion:
    """Convert the distinct texts of a column of numbers to a plain form.

    A person may have given the decimal mark, and whether the numbers are whole.
    """
    column, evidence = facts.column, facts.number_evidence
    stated = mark is not None
    mark = mark or _mark(evidence, document, place)
    if mark is None:
        return Conversion.unchanged(column, ColumnKind.TEXT)
    percent = evidence.percent >= SUPPORT * facts.filled
    texts: list[str | None] = []
    checks: list[Check | None] = []
    comma = mark is Mark.COMMA
    typed = (column.kinds == CellKind.NUMBER).tolist()
    for text, native, reading in zip(column.texts, typed, facts.numbers, strict=True):
        value = None
        if reading and reading.percent == percent:
            value = reading.comma if comma else reading.point
        if native and not percent:
            value = float(text)
        if value is None or (kind is ColumnKind.INTEGER and value != int(value)):
            texts.append(None)
            checks.append(Check.REVIEW)
        elif native or (is_plain_number(text) and float(text) == value):
            texts.append(text)
            checks.append(None)
        else:
            texts.append(number_text(value))
            checks.append(Check.NUMBER)
    whole = all(_DIGITS.fullmatch(t.removeprefix("-")) and len(t) < 19 for t in texts if t)
    kind = kind or (ColumnKind.INTEGER if whole else ColumnKind.DECIMAL)
    shown = mark.example if stated or evidence.decided or evidence.ambiguous else ""
    review = np.array([check is Check.REVIEW for check in checks], dtype=bool)
    made = typed_as(facts, kind, review, shown, "%" if percent else facts.unit)
    if evidence.brackets:
        wanted = np.array([bool(r and r.brackets) for r in facts.numbers])
        place.report_cells("tables.brackets_negative", wanted)
    report_review(place, review, kind)
    return Conversion.made(made, texts, checks)


def _mark(evidence: NumberEvidence, document: Document, place: Place) -> Mark | None:
    """Decide the decimal mark; ``None`` when nothing tells."""
    examples = evidence.examples or {}
    if evidence.decided:
        return evidence.decided
    if any(evidence.only.values()):
        place.report("tables.marks_disagree", examples=(examples[Mark.COMMA], examples[Mark.POINT]))
        return None
    if not evidence.ambiguous:
        return Mark.POINT
    example, count = examples["ambiguous"], evidence.ambiguous
    if document.mark:
        place.report(
            "tables.number_by_document",
            source=document.mark_from,
            convention=document.mark.example,
            example=example,
            count=count,
        )
        return document.mark
    place.report("tables.number_ambiguous", example=example, count=count)
    return None
