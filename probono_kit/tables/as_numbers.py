"""Converting a column of numbers under its one convention."""

from __future__ import annotations

import numpy as np

from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import (
    CHECK_CODES,
    Check,
    Checks,
    ColumnKind,
    Conversion,
    check_codes,
)
from probono_kit.tables.facts import ColumnFacts, Document
from probono_kit.tables.number_forms import are_whole, is_certain, written_plainly
from probono_kit.tables.numbers import (
    Mark,
    NumberEvidence,
    Reading,
    is_plain_number,
    number_text,
    read_number,
)
from probono_kit.tables.place import SUPPORT, Place, report_review, typed_as
from probono_kit.tables.texts import Texts


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
    evidence = facts.number_evidence
    stated = mark is not None
    mark = mark or _mark(evidence, document, place)
    if mark is None:
        return Conversion.unchanged(facts.column, ColumnKind.TEXT)
    percent = evidence.percent >= SUPPORT * facts.filled
    if facts.forms.each or kind is ColumnKind.INTEGER:
        texts, checks = _by_text(facts, mark, kind, percent=percent)
    else:
        texts, checks = _by_form(facts, mark, percent=percent)
    kind = kind or (ColumnKind.INTEGER if are_whole(texts) else ColumnKind.DECIMAL)
    shown = mark.example if stated or evidence.decided or evidence.ambiguous else ""
    review = np.asarray(checks == CHECK_CODES[Check.REVIEW])
    made = typed_as(facts, kind, review, shown, "%" if percent else facts.unit)
    if evidence.brackets:
        wanted = facts.forms.spread([bool(r and r.brackets) for r in facts.numbers])
        place.report_cells("tables.brackets_negative", wanted)
    report_review(place, review, kind)
    return Conversion(made, texts, checks)


def _by_text(
    facts: ColumnFacts, mark: Mark, kind: ColumnKind | None, *, percent: bool
) -> tuple[Texts, Checks]:
    """Convert one text after the other."""
    column = facts.column
    texts: list[str | None] = []
    checks: list[Check | None] = []
    typed = (column.kinds == CellKind.NUMBER).tolist()
    for text, native, reading in zip(column.texts, typed, facts.readings(), strict=True):
        value = _value(reading, mark, percent=percent)
        if native and not percent:
            value = float(text)
        if value is None or (kind is ColumnKind.INTEGER and value != int(value)):
            texts.append(None)
            checks.append(Check.REVIEW)
        elif (native or _says(text, value)) and (kind is not ColumnKind.INTEGER or _is_whole(text)):
            texts.append(text)
            checks.append(None)
        else:
            whole = kind is ColumnKind.INTEGER
            texts.append(number_text(int(value) if whole else value))
            checks.append(Check.NUMBER)
    return Texts.of(texts), check_codes(checks)


def _by_form(facts: ColumnFacts, mark: Mark, *, percent: bool) -> tuple[Texts, Checks]:
    """Convert all texts of a form at once; those of forms that are not certain one by one."""
    forms, column = facts.forms, facts.column
    values = [_value(reading, mark, percent=percent) for reading in facts.numbers]
    review = [value is None for value in values]
    kept = [v is not None and _says(form, v) for form, v in zip(forms.texts, values, strict=True)]
    certain = [is_certain(form) for form in forms.texts]
    fraction = [isinstance(value, float) for value in values]
    negative = [value is not None and value < 0 for value in values]
    checks = np.where(review, CHECK_CODES[Check.REVIEW], CHECK_CODES[Check.NUMBER])
    checks = np.where(kept, 0, checks).astype(np.int8)[forms.codes]
    source = np.where(forms.spread(review), -1, np.arange(len(column)))
    open_ = ~(forms.spread(review) | forms.spread(kept))
    sure = np.flatnonzero(open_ & forms.spread(certain))
    odd = np.flatnonzero(open_ & ~forms.spread(certain))
    plain = written_plainly(
        Texts(column.arrow).take(sure),
        mark,
        forms.spread(fraction)[sure],
        forms.spread(negative)[sure],
    )
    read = (_value(read_number(text), mark, percent=percent) for text in column.some(odd))
    others = Texts.of([None if value is None else number_text(value) for value in read])
    source[sure] = len(column) + np.arange(len(sure))
    source[odd] = len(column) + len(sure) + np.arange(len(odd))
    return Texts(column.arrow).followed_by(plain, others).take(source), checks


def _value(reading: Reading | None, mark: Mark, *, percent: bool) -> float | int | None:
    return reading.value(mark) if reading and reading.percent == percent else None


def _is_whole(text: str) -> bool:
    """Tell whether a number is written without a fraction: 12, not 12.0."""
    return text.lstrip("+-").isdigit()


def _says(text: str, value: float) -> bool:
    """Tell whether every program reads this value from the text."""
    return is_plain_number(text) and float(text) == value


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
