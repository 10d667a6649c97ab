"""Converting a column of dates, or of months, under its one convention."""

from __future__ import annotations

import re

import numpy as np

from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import Check, ColumnKind, Conversion
from probono_kit.tables.dates import SERIALS, DateEvidence, Moment, Order, from_serial
from probono_kit.tables.facts import ColumnFacts, Document
from probono_kit.tables.place import Place, report_review, typed_as


def as_dates(
    facts: ColumnFacts,
    document: Document,
    place: Place,
    *,
    with_serials: bool,
    order: Order | None = None,
    kind: ColumnKind | None = None,
) -> Conversion:
    """Convert the distinct texts of a column of dates to ISO 8601.

    A person may have given the order of day and month, and whether there are times.
    """
    column, evidence = facts.column, facts.date_evidence
    stated = order is not None
    order = order or _order(evidence, document, place)
    if order is None:
        return Conversion.unchanged(column, ColumnKind.TEXT)
    texts: list[str | None] = []
    checks: list[Check | None] = []
    timed = False
    for text, native, reading in zip(column.texts, column.kinds, facts.dates, strict=True):
        serial = (
            _serial(text) if with_serials and native in (CellKind.TEXT, CellKind.NUMBER) else None
        )
        moment = reading.value(order) if reading and not reading.is_month else None
        if native in (CellKind.DATE, CellKind.DATETIME):
            texts.append(text)
            checks.append(None)
            timed |= native == CellKind.DATETIME
        elif serial is not None:
            texts.append(from_serial(serial).isoformat())
            checks.append(Check.SERIAL)
        elif moment is None:
            texts.append(None)
            checks.append(Check.REVIEW)
        else:
            texts.append(_moment_text(moment))
            checks.append(None if texts[-1] == text else Check.DATE)
            timed |= " " in str(texts[-1])
    kind = ColumnKind.DATETIME if timed else kind or ColumnKind.DATE
    shown = order.value if stated or sum(evidence.only.values()) + evidence.ambiguous else ""
    review = np.array([check is Check.REVIEW for check in checks], dtype=bool)
    _report_dates(facts, place, np.array([check is Check.SERIAL for check in checks], dtype=bool))
    report_review(place, review, kind)
    return Conversion.made(typed_as(facts, kind, review, shown), texts, checks)


def _moment_text(moment: Moment) -> str:
    return moment.isoformat(sep=" ") if hasattr(moment, "hour") else moment.isoformat()  # type: ignore[call-arg]


def _order(evidence: DateEvidence, document: Document, place: Place) -> Order | None:
    """Decide the order of day and month; ``None`` when nothing tells."""
    if evidence.decided:
        return evidence.decided
    if any(evidence.only.values()):
        examples = evidence.examples
        pair = (examples[Order.DAY_FIRST], examples[Order.MONTH_FIRST])
        place.report("tables.orders_disagree", examples=pair)
        return None
    if not evidence.ambiguous:
        return Order.DAY_FIRST
    example, count = evidence.examples["ambiguous"], evidence.ambiguous
    if document.order:
        place.report(
            "tables.date_by_document",
            source=document.order_from,
            convention=document.order.value,
            example=example,
            count=count,
        )
        return document.order
    if document.language == "fr":
        place.report("tables.date_by_language", example=example, count=count)
        return Order.DAY_FIRST
    place.report("tables.date_ambiguous", example=example, count=count)
    return None


def _report_dates(facts: ColumnFacts, place: Place, serials: np.ndarray) -> None:
    evidence = facts.date_evidence
    if evidence.short_years:
        place.report(
            "tables.short_years", count=evidence.short_years, example=evidence.examples["short"]
        )
    if serials.any():
        place.report_cells("tables.date_serials", serials)


def as_months(facts: ColumnFacts, place: Place) -> Conversion:
    """Take ``avr-23`` as a month only where some cell shows that 23 is no day."""
    column = facts.column
    months = [(t, r) for t, r in zip(column.texts, facts.dates, strict=True) if r and r.is_month]
    tails = [re.findall(r"\d+", text)[-1] for text, _ in months]
    if not any(len(tail) == 4 or int(tail) > 31 or int(tail) == 0 for tail in tails):
        place.report("tables.month_ambiguous", example=months[0][0], count=facts.filled)
        return Conversion.unchanged(column, ColumnKind.TEXT)
    texts: list[str | None] = []
    checks: list[Check | None] = []
    for reading in facts.dates:
        if reading and reading.is_month and reading.day_first:
            texts.append(reading.day_first.isoformat()[:7])
            checks.append(Check.MONTH)
        else:
            texts.append(None)
            checks.append(Check.REVIEW)
    review = np.array([check is Check.REVIEW for check in checks], dtype=bool)
    report_review(place, review, ColumnKind.MONTH)
    return Conversion.made(typed_as(facts, ColumnKind.MONTH, review), texts, checks)


def serials(facts: ColumnFacts) -> int:
    """Count the cells that could be Excel's numbers of days."""
    allowed = [_DIGITS_OF_SERIAL.fullmatch(form.strip()) is not None for form in facts.forms.texts]
    places = np.flatnonzero(facts.forms.spread(allowed))
    wanted = [_serial(text) is not None for text in facts.column.some(places)]
    return int(facts.column.counts[places][wanted].sum())


_DIGITS_OF_SERIAL = re.compile(r"\d{5}(?:\.0)?")


def _serial(text: str) -> int | None:
    whole = text.strip().removesuffix(".0")
    return int(whole) if len(whole) == 5 and whole.isdigit() and int(whole) in SERIALS else None
