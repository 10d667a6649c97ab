"""Which type of map the data ask for, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.maps.derived.paired import specs_of
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.values import Content, content_of


def choose_kind(spec: MapSpec, subject: Subject, findings: Findings) -> Kind:
    """Follow the spec, or choose by the nature of the data and say why."""
    column = subject.cells.get(spec.value) if spec.value else None
    content = Content.NOTHING if column is None else content_of(column)
    if spec.kind in (Kind.FLOWS, Kind.REFERENCE):
        return spec.kind
    if subject.points:
        return _kind_of_points(spec, content, findings)
    if spec.kind.gathers_points:
        # The missing points are reported where they are read.
        return Kind.CHOROPLETH
    if spec.kind is not Kind.AUTO:
        _tell_counts(spec, subject, findings)
        return spec.kind
    if column is None:
        return Kind.CHOROPLETH
    if content is Content.WORDS and not spec.denominator:
        findings.add("map.chose_words", "kind", column=spec.value)
        return Kind.CATEGORIES
    if spec.denominator or spec.unit.strip() in ("%", "‰"):
        findings.add("map.chose_rate", "kind", column=spec.value)
        return Kind.CHOROPLETH
    if content is Content.MIXED or _is_count(spec, column):
        findings.add("map.chose_counts", "kind", column=spec.value)
        return Kind.SYMBOLS
    if content is Content.NOTHING:
        return Kind.SYMBOLS
    findings.add("map.chose_amounts", "kind", column=spec.value)
    return Kind.CHOROPLETH


def _tell_counts(spec: MapSpec, subject: Subject, findings: Findings) -> None:
    """Warn of counts that colour areas."""
    coloured: tuple[MapSpec, ...] = ()
    if spec.kind is Kind.CHOROPLETH:
        coloured = (spec,)
    elif spec.kind is Kind.BIVARIATE:
        coloured = specs_of(spec)
    for one in coloured:
        if _is_count(one, subject.cells.get(one.value)):
            findings.add("map.counts_in_colour", "value", column=one.value)


def _kind_of_points(spec: MapSpec, content: Content, findings: Findings) -> Kind:
    if spec.kind in (Kind.CHOROPLETH, Kind.DOTS, Kind.BIVARIATE, Kind.BARS, Kind.WHO_WHAT_WHERE):
        findings.add("map.needs_areas", "kind")
        return Kind.POINTS
    if spec.kind.gathers_points:
        return spec.kind
    if spec.kind is Kind.AUTO:
        findings.add("map.chose_points", "kind")
    amounts = content in (Content.NUMBERS, Content.MIXED) and spec.kind is Kind.AUTO
    if spec.kind is Kind.SYMBOLS or amounts:
        if not spec.value:
            findings.add("map.no_value", "value")
        return Kind.SYMBOLS
    return Kind.POINTS


def _is_count(spec: MapSpec, column: pd.Series | None) -> bool:
    """Whole numbers, none negative, that nothing says to be a rate."""
    if column is None or spec.denominator or spec.unit.strip() in ("%", "‰"):
        return False
    if content_of(column) is not Content.NUMBERS:
        return False
    numbers = np.array([float(cell) for cell in column.dropna()])
    numbers = numbers[np.isfinite(numbers)]
    return bool(len(numbers)) and bool(np.all((numbers >= 0) & (numbers == np.rint(numbers))))
