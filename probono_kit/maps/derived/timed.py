"""A table with a column of times: its steps, and classes over all of them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import format_date, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.arrays import Array
from probono_kit.maps.checks import join_table
from probono_kit.maps.derived.source import Derived
from probono_kit.maps.spec import MapSpec
from probono_kit.maps.steps import MOST_ON_PAPER, Step, Steps
from probono_kit.maps.subject import Subject, amounts_of
from probono_kit.maps.text import extremes, listed

#: Texts that come in the order of time when they are sorted: 2024, 2024-03, 2024-T1, 2024/05/01.
_SORTED = re.compile(r"[12][0-9]{3}([-/. ]?[A-Z]?[0-9]{1,2}){0,2}")


@dataclass(frozen=True)
class Timed:
    """The tables of all steps, in the order of time."""

    labels: tuple[str, ...]
    tables: tuple[pd.DataFrame, ...]


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
    tables = tuple(table.loc[known.index[known == value]] for value in values)
    return Timed(tuple(_label(value, spec.language) for value in values), tables)


def _label(value: object, language: str) -> str:
    if isinstance(value, datetime.date):
        day = value.date() if isinstance(value, datetime.datetime) else value
        return format_date(day, language)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def earlier_amounts(
    spec: MapSpec, shapes: gpd.GeoDataFrame, timed: Timed, findings: Findings
) -> tuple[Array, ...]:
    """Return the amounts of all steps but the last, row for row with the areas."""
    made = []
    for table in timed.tables[:-1]:
        quiet = Findings()
        joined = join_table(shapes, table, quiet)
        cells = pd.DataFrame(index=range(len(shapes))) if joined is None else joined
        subject = Subject(shapes, cells, shapes["name"], points=False)
        made.append(amounts_of(spec, subject, quiet))
        for found in quiet.errors:
            if found.code != "map.nothing_joined":
                findings.add(found.code, found.where, **found.values)
    return tuple(made)


def over_time(
    made: Derived, earlier: tuple[Array, ...], labels: tuple[str, ...], findings: Findings
) -> Derived:
    """Return a map with all its steps: classes are those of all amounts together."""
    spec, count = made.spec, len(made.amounts)
    amounts = (*earlier, made.amounts)
    whole = symbology.classed(np.concatenate(amounts), spec, findings)
    parts = [slice(i * count, (i + 1) * count) for i in range(len(amounts))]
    steps = tuple(
        Step(label, whole.class_key[part], whole.fill[part], whole.value_text[part])
        for label, part in zip(labels, parts, strict=True)
    )
    last = parts[-1]
    classes = tuple(replace(line, count=steps[-1].count(line.key)) for line in whole.classes)
    looks = replace(
        whole, class_key=whole.class_key[last], fill=whole.fill[last], value=whole.value[last],
        value_text=whole.value_text[last], radius=whole.radius[last], classes=classes,
    )  # fmt: skip
    remarks = list(spec.remarks)
    if len(steps) > MOST_ON_PAPER:
        text = _("On paper: {shown} of {count} times.", spec.language)
        remarks.append(text.format(shown=MOST_ON_PAPER, count=len(steps)))
    exact = all(name in spec.columns for name in (spec.value, spec.denominator) if name)
    cells, columns = made.subject.cells.copy(), [*spec.columns]
    columns = [name for name in columns if name != spec.time]
    if exact:
        for label, values in zip(labels, amounts, strict=True):
            name = label if label not in cells else f"{label} "
            cells[name] = np.round(values, 6)
            columns.append(name)
    new = spec.model_copy(update={"columns": tuple(columns), "remarks": tuple(remarks)})
    subject = Subject(made.subject.frame, cells, made.subject.names, points=False)
    told = tuple(_sentences(made, steps, amounts, exact=exact))
    return replace(
        made, spec=new, subject=subject, looks=looks, told=told, steps=Steps(steps),
    )  # fmt: skip


def _sentences(
    made: Derived, steps: tuple[Step, ...], amounts: tuple[Array, ...], *, exact: bool
) -> list[str]:
    """Say from when to when, how many areas rose and fell, and where most."""
    language, names = made.spec.language, made.subject.names.to_numpy()
    first, last = amounts[0], amounts[-1]
    both = ~np.isnan(first) & ~np.isnan(last)
    up, down = int((last > first)[both].sum()), int((last < first)[both].sum())
    text = ngettext(
        "{count} time, from {first} to {last}; areas higher at the end: {up}, lower: {down}.",
        "{count} times, from {first} to {last}; areas higher at the end: {up}, lower: {down}.",
        len(steps),
        language,
    )
    said = [
        text.format(
            count=format_number(len(steps), language), first=steps[0].label, last=steps[-1].label,
            up=format_number(up, language), down=format_number(down, language),
        )
    ]  # fmt: skip
    if not exact:
        return said
    change = np.where(both, last - first, 0.0)
    for extreme, words in (
        (change.max(initial=0.0), _("Largest rise: {names} ({before} → {after}).", language)),
        (change.min(initial=0.0), _("Largest fall: {names} ({before} → {after}).", language)),
    ):
        if extreme:
            rows = np.flatnonzero(change == extreme)
            before, after = steps[0].value_text[rows[0]], steps[-1].value_text[rows[0]]
            where = listed([str(names[row]) for row in rows], language, 3)
            said.append(words.format(names=where, before=before, after=after))
    known = ~np.isnan(last)
    if known.any() and np.nanmin(last) < np.nanmax(last):
        rows_ = pd.DataFrame(
            {"name": names[known], "value": last[known], "value_text": steps[-1].value_text[known]}
        )
        said.append(extremes(steps[-1].label, rows_, language))
    return said
