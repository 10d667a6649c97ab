"""Types of columns that a person gives, in place of what the cells would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from probono_kit.findings import Findings
from probono_kit.places.coordinate_text import Axis
from probono_kit.tables.answers import as_choices, as_yes_no
from probono_kit.tables.as_dates import as_dates, as_months, serials
from probono_kit.tables.as_numbers import as_numbers
from probono_kit.tables.axes import as_coordinates, as_positions
from probono_kit.tables.cells import CellKind
from probono_kit.tables.conventions import Check, ColumnKind, Conversion, TypeGiven
from probono_kit.tables.dates import Order
from probono_kit.tables.distinct import Column
from probono_kit.tables.facts import ColumnFacts, Document
from probono_kit.tables.numbers import Mark
from probono_kit.tables.phones import as_phones
from probono_kit.tables.place import SUPPORT, Place

NUMBERS = (ColumnKind.INTEGER, ColumnKind.DECIMAL)
DATES = (ColumnKind.DATE, ColumnKind.DATETIME)

#: Conventions that a person may give, by kind; other kinds have none.
CONVENTIONS: dict[ColumnKind, tuple[str, ...]] = {
    **dict.fromkeys(NUMBERS, tuple(mark.example for mark in Mark)),
    **dict.fromkeys(DATES, tuple(order.value for order in Order)),
}


def require_given(given: Mapping[str, TypeGiven], where: str = "") -> None:
    """Refuse kinds and conventions that do not exist.

    Parameters
    ----------
    given : mapping of str to TypeGiven
        By column.
    where : str
        File and sheet, for the findings.

    Raises
    ------
    ProbonoError
        One finding per mistake, with what can be written instead.

    Examples
    --------
    >>> require_given({"Date": TypeGiven("date", "day first")}, "points.csv")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR points.csv: “Date”: a column of kind “date” has no ...
    """
    findings = Findings()
    for name, wanted in given.items():
        if wanted.kind not in set(ColumnKind):
            known = tuple(kind.value for kind in ColumnKind)
            findings.add("types.unknown_kind", where, column=name, kind=wanted.kind, known=known)
            continue
        allowed = CONVENTIONS.get(ColumnKind(wanted.kind))
        if wanted.convention and allowed and wanted.convention not in allowed:
            findings.add(
                "types.unknown_convention",
                where,
                column=name,
                kind=str(wanted.kind),
                convention=wanted.convention,
                known=allowed,
            )
    findings.raise_errors()


def as_given(
    facts: ColumnFacts, document: Document, place: Place, given: TypeGiven, country: str = ""
) -> Conversion:
    """Convert a column to the type that a person gives, and say what does not fit.

    Parameters
    ----------
    facts : ColumnFacts
        What its texts may mean; every one of them was read.
    document : Document
        What the rest of the table says, where `given` leaves the convention open.
    place : Place
        Gets the findings.
    given : TypeGiven
        The person's word.
    country : str
        ISO 3166-1 alpha-3 code, for telephone numbers.
    """
    kind = ColumnKind(given.kind)
    if not len(facts.column):
        return Conversion.unchanged(facts.column, ColumnKind.EMPTY)
    conversion = _converted(facts, document, place, given, kind, country)
    if conversion.type.kind is not kind or conversion.type.share < SUPPORT:
        share = conversion.type.share if conversion.type.kind is kind else 0.0
        place.report("types.given_does_not_fit", kind=kind.value, share=round(100 * share))
    return conversion


def _converted(
    facts: ColumnFacts,
    document: Document,
    place: Place,
    given: TypeGiven,
    kind: ColumnKind,
    country: str,
) -> Conversion:
    if kind in NUMBERS:
        mark = next((mark for mark in Mark if mark.example == given.convention), None)
        made = as_numbers(facts, document, place, mark=mark, kind=kind)
        if given.unit and not made.type.unit and made.type.kind is kind:
            made.type = replace(made.type, unit=given.unit)
        return made
    if kind in DATES:
        order = next((order for order in Order if order.value == given.convention), None)
        found = serials(facts) > 0
        return as_dates(facts, document, place, with_serials=found, order=order, kind=kind)
    if kind is ColumnKind.MONTH and facts.date_evidence.months:
        return as_months(facts, place)
    if kind is ColumnKind.BOOLEAN:
        return _as_boolean(facts.column)
    if kind in (ColumnKind.MONTH, ColumnKind.EMPTY):
        return Conversion.unchanged(facts.column, ColumnKind.TEXT)
    read = _read_as(facts.column, place, kind, country)
    return read or Conversion.unchanged(facts.column, kind, convention=given.convention)


def _read_as(column: Column, place: Place, kind: ColumnKind, country: str) -> Conversion | None:
    """Read the cells as what a person says they are; ``None`` where nothing has to be read."""
    if kind is ColumnKind.LATITUDE:
        return as_coordinates(column, place, axis=Axis.LATITUDE)
    if kind is ColumnKind.LONGITUDE:
        return as_coordinates(column, place, axis=Axis.LONGITUDE)
    if kind is ColumnKind.POSITION:
        return as_positions(column, place, stated=True)
    if kind is ColumnKind.PHONE:
        return as_phones(column, country, place)
    if kind is ColumnKind.YES_NO:
        return as_yes_no(column, place)
    return as_choices(column, place) if kind is ColumnKind.CHOICES else None


def _as_boolean(column: Column) -> Conversion:
    texts: list[str | None] = []
    checks: list[Check | None] = []
    for text, kind in zip(column.texts, column.kinds.tolist(), strict=True):
        fits = kind == CellKind.BOOLEAN or text in ("true", "false")
        texts.append(text if fits else None)
        checks.append(None if fits else Check.REVIEW)
    review = np.array([check is Check.REVIEW for check in checks])
    share = 1 - float(column.counts[review].sum() / column.counts.sum())
    made = Conversion.unchanged(column, ColumnKind.BOOLEAN, share=round(share, 4))
    return Conversion.made(made.type, texts, checks)
