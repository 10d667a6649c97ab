"""Counts of areas as dots."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, ngettext, number_style
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.anchors import project
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.checks import names_of
from probono_kit.maps.derived import dots
from probono_kit.maps.derived.changes import Change
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.derived.timed import remarks_of
from probono_kit.maps.rounding import ceil_round
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.steps import Step, Steps
from probono_kit.maps.subject import Subject
from probono_kit.maps.units import with_unit


def spread_dots(source: Source, findings: Findings) -> Derived:
    """Return dots, each for a round amount, at random inside their areas."""
    spec, language, amounts, before = source.spec, source.language, source.amounts, source.before
    over = np.stack([*(each[:, 0] for each in (before.amounts if before else ())), amounts])
    value, counts = _count(over, spec, findings)
    # A dot that is there at two times is the same dot: areas keep the first of theirs.
    most = counts.max(axis=0)
    assert source.shapes is not None
    shapes = project(source.shapes.geometry.to_numpy(), source.crs, source.extent)
    places = dots.spread_all(shapes, most, [str(key) for key in source.shapes["key"]])
    heading = spec.legend_title.strip() or spec.value.replace("_", " ")
    amount = with_unit(format_number(value, language), spec.unit, language)
    label = number_style(language).in_digits(_("1 dot = {amount}", language))
    label = label.format(amount=amount)
    remark = _("Dots lie at random inside their area, not where people or things are.", language)
    new = spec.model_copy(
        update={
            "value": "", "category": "", "label": "", "unit": "", "legend_title": heading,
            "columns": (), "remarks": (*remarks_of(spec, len(over)), remark),
        }
    )  # fmt: skip
    frame = gpd.GeoDataFrame(geometry=source.degrees(np.asarray(shapely.points(places))))
    names = pd.Series([""] * len(frame), dtype=object)
    subject = Subject(frame, pd.DataFrame(index=frame.index), names, points=True)
    missing = np.isnan(amounts)
    if missing.any():
        examples = names_of(source.shapes["name"][missing])
        total = len(amounts)
        findings.add(
            "map.without_data", "value", count=int(missing.sum()), total=total, examples=examples
        )
    texts = _texts(over, counts, spec)
    table = pd.DataFrame({_("Area", language): source.shapes["name"], heading: texts[-1]})
    looks = symbology.alike(len(frame), label)
    nothing = np.full(len(frame), np.nan)
    # The table tells the amounts themselves, if they may leave.
    measures = ((spec, amounts),) if spec.value in spec.columns else ()
    made = Derived(
        new, Kind.POINTS, subject, source.shapes, nothing, looks, None, table, measures=measures
    )
    return made if before is None else _over_time(made, source, before.labels, over, counts, texts)


def _count(over: Array, spec: MapSpec, findings: Findings) -> tuple[float, NDArray[np.int64]]:
    """Return what a dot stands for at all times, and how many each area has at each."""
    fullest = over[int(np.nansum(over, axis=1).argmax())]
    value = spec.dot_value or dots.dot_value(fullest)
    counts = np.stack([dots.dots_per_area(row, value) for row in over])
    if (count := int(counts.max(axis=0).sum())) > dots.MOST_DOTS:
        most = np.fmax.reduce(over, axis=0)
        wanted, value = value, ceil_round(float(np.nansum(most)) / dots.MOST_DOTS, 1)
        findings.add("map.many_dots", "dot_value", dot_value=wanted, count=count, value=value)
        counts = np.stack([dots.dots_per_area(row, value) for row in over])
    return value, counts


def _texts(over: Array, counts: NDArray[np.int64], spec: MapSpec) -> Texts:
    """Return what the table says of each area: its amount, or only how many dots it has."""
    if spec.value in spec.columns:
        return symbology.amount_texts(over.ravel(), spec).reshape(over.shape)
    said = [
        ngettext("{count} dot", "{count} dots", int(count), spec.language).format(
            count=format_number(int(count), spec.language)
        )
        for count in counts.ravel()
    ]
    return np.array(said, dtype=object).reshape(counts.shape)


def _over_time(
    made: Derived,
    source: Source,
    labels: tuple[str, ...],
    over: Array,
    counts: NDArray[np.int64],
    texts: Texts,
) -> Derived:
    """Give a map of dots its steps, a column of the table for each time, and what changed."""
    assert made.looks is not None
    assert made.table is not None
    assert source.shapes is not None
    looks, spec, most = made.looks, source.spec, counts.max(axis=0)
    area = np.repeat(np.arange(len(most)), most)
    rank = np.arange(len(area)) - np.repeat(np.cumsum(most) - most, most)
    shown = [rank < row[area] for row in counts]
    steps = tuple(
        Step(label, looks.class_key, looks.fill, looks.value_text, shown=there)
        for label, there in zip(labels, shown, strict=True)
    )
    table = made.table.iloc[:, :1].assign(**dict(zip(labels, texts, strict=True)))
    names = list(map(str, source.shapes["name"]))
    change = Change(labels, names, over[0], over[-1], (texts[0], texts[-1]), spec.language)
    exact = [*change.largest(), *change.at_the_end()] if spec.value in spec.columns else []
    classes = tuple(replace(line, count=int(shown[-1].sum())) for line in looks.classes)
    return replace(
        made, looks=replace(looks, classes=classes), table=table,
        steps=Steps(steps, most), told=(change.of_areas(), *exact),
    )  # fmt: skip
