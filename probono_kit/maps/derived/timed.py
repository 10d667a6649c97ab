"""A column of times: the steps of a map, and classes, sizes and words over all of them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from itertools import chain

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.i18n import format_date, format_number, number_style
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.arrays import Array
from probono_kit.maps.checks import join_table
from probono_kit.maps.derived.changes import Change, changes_of_words
from probono_kit.maps.derived.present import unreported
from probono_kit.maps.derived.source import Before, Derived
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.steps import MOST_ON_PAPER, Step, Steps
from probono_kit.maps.subject import Subject, amounts_of, tell_negative
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.values import as_words

#: Kinds whose areas have a look at each time, or between which something flows.
OF_AREAS = (
    Kind.CHOROPLETH,
    Kind.SYMBOLS,
    Kind.CATEGORIES,
    Kind.BARS,
    Kind.DOTS,
    Kind.FLOWS,
    Kind.WHO_WHAT_WHERE,
)

#: Kinds whose points each belong to a time, or give and get at each.
OF_POINTS = (Kind.POINTS, Kind.SYMBOLS, Kind.FLOWS)

#: So many numbers are told in a sentence.
_MOST_TOLD = 12

#: Texts that come in the order of time when they are sorted: 2024, 2024-03, 2024-T1, 2024/05/01.
_SORTED = re.compile(r"[12][0-9]{3}([-/. ]?[A-Z]?[0-9]{1,2}){0,2}")


@dataclass(frozen=True)
class Timed:
    """The tables of all steps, in the order of time."""

    labels: tuple[str, ...]
    tables: tuple[pd.DataFrame, ...]


def is_timed(kind: Kind, *, points: bool) -> bool:
    """Tell whether maps of a kind can show steps of time."""
    return kind in (OF_POINTS if points else OF_AREAS)


def split_steps(spec: MapSpec, table: pd.DataFrame | None, findings: Findings) -> Timed | None:
    """Return the rows of each step.

    Numbers, days and texts such as ``2024-03`` are put in order; other texts stay in the order in
    which they come first.
    """
    if table is None or spec.time not in table:
        if table is not None:
            near = tuple(map(str, table.columns[:8]))
            findings.add("map.column_missing", "time", name=spec.time, near=near)
        return None
    column = table[spec.time]
    blank = column.isna() | (column.astype(str).str.strip() == "")
    if blank.any():
        findings.add("map.row_without_time", spec.time, count=int(blank.sum()), total=len(table))
    known = column[~blank]
    if known.map(lambda cell: isinstance(cell, str)).any():
        known = known.map(lambda cell: str(cell).strip())
    values = list(dict.fromkeys(known))
    if not any(isinstance(value, str) for value in values) or all(
        _SORTED.fullmatch(str(value)) for value in values
    ):
        values = sorted(values)
    if len(values) < 2:
        findings.add("map.one_step", spec.time, count=len(values))
        return None
    rows = table[~blank.to_numpy()]
    tables = tuple(rows[(known == value).to_numpy()] for value in values)
    return Timed(tuple(_label(value, spec.language) for value in values), tables)


def _label(value: object, language: str) -> str:
    if isinstance(value, datetime.date):
        day = value.date() if isinstance(value, datetime.datetime) else value
        return format_date(day, language)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value) if isinstance(value, str) else number_style(language).in_digits(str(value))


def earlier_rows(shapes: gpd.GeoDataFrame | None, timed: Timed | None) -> tuple[Subject, ...]:
    """Return the areas with their cells at all times but the last."""
    made: list[Subject] = []
    if shapes is None or timed is None:
        return ()
    for table in timed.tables[:-1]:
        joined = join_table(shapes, table, Findings())
        cells = pd.DataFrame(index=range(len(shapes))) if joined is None else joined
        made.append(Subject(shapes, cells, shapes["name"], points=False))
    return tuple(made)


def amounts_before(
    specs: tuple[MapSpec, ...],
    earlier: tuple[Subject, ...],
    timed: Timed | None,
    findings: Findings,
    *,
    negative: bool,
) -> Before | None:
    """Return the amounts of the areas at all times but the last; what is no amount is reported.

    Parameters
    ----------
    specs : tuple of MapSpec
        One for each amount of the map.
    earlier : tuple of Subject
        The areas at these times.
    timed : Timed or None
        Of a map without time there is nothing to return.
    findings : Findings
        Gets what is no amount.
    negative : bool
        Whether amounts may be less than nothing.
    """
    if timed is None:
        return None
    quiet = Findings()
    amounts = tuple(
        np.stack([amounts_of(spec, subject, quiet) for spec in specs], axis=1)
        for subject in earlier
        if specs
    )
    for one, subject in zip(amounts, earlier, strict=False):
        for spec, values in zip(specs, () if negative else one.T, strict=False):
            tell_negative(values, spec.value, subject.names, quiet)
    for found in quiet.errors:
        findings.add(found.code, found.where, **found.values)
    return Before(timed.labels, timed.tables, amounts)


def over_time(
    made: Derived,
    earlier: tuple[Subject, ...],
    before: Before,
    places: Array,
    findings: Findings,
) -> Derived:
    """Return a map of areas with all its steps: classes and sizes are those of all together.

    Parameters
    ----------
    made : Derived
        The map of the last time.
    earlier : tuple of Subject
        The areas at the times before.
    before : Before
        The times, and what the areas amount to before the last.
    places : numpy.ndarray
        Where the areas have their circles, in metres of the map.
    findings : Findings
        Gets what a person should know.
    """
    spec, count, labels = made.spec, len(made.subject.frame), before.labels
    amounts = (*(each[:, 0] for each in before.amounts), made.amounts)
    words = [
        as_words(subject.cells[spec.value], spec.language)
        if spec.value in subject.cells
        else [""] * count
        for subject in (*earlier, made.subject)
    ]
    if made.look is Kind.CATEGORIES:
        whole = symbology.categories(list(chain(*words)), spec, spec.value, findings)
    elif made.look is Kind.SYMBOLS:
        x, y = np.tile(places, (len(labels), 1)).T
        whole = symbology.circles(np.concatenate(amounts), x, y, spec, times=len(labels))
    else:
        whole = symbology.classed(np.concatenate(amounts), spec, findings)
    if made.presence is not None:
        whole = unreported(whole, spec.language)
    parts = [slice(i * count, (i + 1) * count) for i in range(len(labels))]
    radius = whole.radius if made.look is Kind.SYMBOLS else None
    steps = tuple(
        Step(
            label, whole.class_key[part], whole.fill[part], whole.value_text[part],
            radius=np.empty(0) if radius is None else radius[part],
        )
        for label, part in zip(labels, parts, strict=True)
    )  # fmt: skip
    if made.look is Kind.CATEGORIES:
        shown: dict[str, pd.Series] = {
            label: pd.Series(texts) for label, texts in zip(labels, words, strict=True)
        }
        told = changes_of_words(words, labels, spec.language)
    else:
        shown = {
            label: pd.Series(np.round(values, 6))
            for label, values in zip(labels, amounts, strict=True)
        }
        told = _sentences(made, steps, amounts)
    return replace(
        _with_columns(made, shown if _is_exact(spec) else {}, len(steps)),
        looks=_last(whole, parts[-1], steps[-1]), told=tuple(told), steps=Steps(steps),
    )  # fmt: skip


def _is_exact(spec: MapSpec) -> bool:
    """Tell whether amounts or words may leave."""
    return all(name in spec.columns for name in (spec.value, spec.denominator) if name)


def _last(whole: Symbology, last: slice, step: Step) -> Symbology:
    """Return the looks of the last time, with the legend of all times."""
    classes = tuple(replace(line, count=step.count(line.key)) for line in whole.classes)
    return replace(
        whole, class_key=whole.class_key[last], fill=whole.fill[last], value=whole.value[last],
        value_text=whole.value_text[last], radius=whole.radius[last], classes=classes,
    )  # fmt: skip


def _with_columns(made: Derived, shown: dict[str, pd.Series], count: int) -> Derived:
    """Give the rows a column for each time, and say how many times paper shows."""
    spec, cells = made.spec, made.subject.cells.copy()
    columns = [name for name in spec.columns if name != spec.time]
    for label, values in shown.items():
        name = label if label not in cells else f"{label} "
        cells[name] = values.to_numpy()
        columns.append(name)
    new = spec.model_copy(update={"columns": tuple(columns), "remarks": remarks_of(spec, count)})
    subject = Subject(made.subject.frame, cells, made.subject.names, points=False)
    return replace(made, spec=new, subject=subject)


def remarks_of(spec: MapSpec, count: int) -> tuple[str, ...]:
    """Return the remarks of a map, with how many of its times paper shows."""
    if count <= MOST_ON_PAPER:
        return spec.remarks
    text = _("On paper: {shown} of {count} times.", spec.language)
    shown, times = (format_number(n, spec.language) for n in (MOST_ON_PAPER, count))
    return (*spec.remarks, text.format(shown=shown, count=times))


def periods_of(made: Derived) -> list[NDArray[np.int64]]:
    """Return the rows of the points of each time, nothing without times."""
    cells = made.subject.cells.reset_index(drop=True)
    timed = split_steps(made.spec, cells, Findings()) if made.spec.time else None
    return [table.index.to_numpy(np.int64) for table in timed.tables] if timed else []


def points_over_time(made: Derived, looks: Symbology, findings: Findings) -> Derived:
    """Return a map of points with its steps, if its spec has a time: each point belongs to one."""
    if not made.spec.time or not made.subject.points or made.steps is not None:
        return made
    spec, cells = made.spec, made.subject.cells.reset_index(drop=True)
    timed = split_steps(spec, cells, findings)
    if timed is None:
        return made
    steps = []
    for label, table in zip(timed.labels, timed.tables, strict=True):
        shown = np.zeros(len(cells), dtype=bool)
        shown[table.index] = True
        steps.append(
            Step(label, looks.class_key, looks.fill, looks.value_text, looks.radius, shown)
        )
    also: tuple[str, ...] = ()
    if len(steps) <= _MOST_TOLD:
        numbers = [f"{s.label}: {format_number(int(s.shown.sum()), spec.language)}" for s in steps]
        text = _("Points at each time: {numbers}.", spec.language)
        also = (text.format(numbers="; ".join(numbers)),)
    new = spec.model_copy(update={"remarks": remarks_of(spec, len(steps))})
    return replace(made, spec=new, looks=looks, also=also, steps=Steps(tuple(steps)))


def _sentences(made: Derived, steps: tuple[Step, ...], amounts: tuple[Array, ...]) -> list[str]:
    """Say from when to when, how many areas rose and fell, and where most."""
    ends = steps[0], steps[-1]
    change = Change(
        [step.label for step in steps], list(made.subject.names), amounts[0], amounts[-1],
        (ends[0].value_text, ends[1].value_text), made.spec.language,
    )  # fmt: skip
    if not _is_exact(made.spec):
        return [change.of_areas()]
    if made.presence is not None:
        return [change.of_areas(), *change.largest(), *made.told]
    return [change.of_areas(), *change.largest(), *change.at_the_end()]
