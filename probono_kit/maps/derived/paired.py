"""Areas by two amounts at once."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.checks import names_of
from probono_kit.maps.classify import Classes, classify
from probono_kit.maps.colours import NO_DATA_COLOUR
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.square import Axis, Square, square_colours
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.text import listed
from probono_kit.maps.units import is_short, with_unit

#: Classes of each amount: nine colours are the most that a reader tells apart.
CLASSES = 3

#: With fewer areas nothing is said of how both go together; ranks that agree so far do.
_LEAST, _SLIGHT, _CLEAR = 8, 0.3, 0.6


def specs_of(spec: MapSpec) -> tuple[MapSpec, MapSpec]:
    """Return the specs of maps that would show one of both amounts only."""
    second = spec.second
    told = {
        "value": second.value, "denominator": second.denominator, "per": second.per,
        "legend_title": second.title, "unit": second.unit, "breaks": second.breaks,
    }  # fmt: skip
    return spec, spec.model_copy(update=told)


def pair(source: Source, findings: Findings) -> Derived:
    """Return areas coloured by the classes of both amounts together."""
    specs, amounts = specs_of(source.spec), (source.amounts, source.further[0])
    made = [
        classify(values, spec.classification, CLASSES, breaks=spec.breaks, decimals=spec.decimals)
        for spec, values in zip(specs, amounts, strict=True)
    ]
    known = ~np.isnan(amounts[0]) & ~np.isnan(amounts[1])
    places = [classes.assign(values) for classes, values in zip(made, amounts, strict=True)]
    axes = [_axis(spec, classes) for spec, classes in zip(specs, made, strict=True)]
    half = int((np.isnan(amounts[0]) ^ np.isnan(amounts[1])).sum())
    if half:
        lacking = names_of(source.subject.names[np.isnan(amounts[0]) ^ np.isnan(amounts[1])])
        findings.add("map.half_known", "second", count=half, examples=lacking)
    square = _square(axes[0], axes[1], places[0][known], places[1][known])
    looks = _looks(square, places[0], places[1], known, source.language)
    subject, columns = _told(source, specs, axes, amounts)
    heading = _("{first} × {second}", source.language).format(
        first=axes[0].title, second=axes[1].title
    )
    new = source.spec.model_copy(
        update={
            "value": "", "denominator": "", "unit": "", "legend_title": heading, "columns": columns,
        }
    )  # fmt: skip
    sentences = tuple(_sentences(source, square, places, amounts, known))
    measures = tuple(zip(specs, amounts, strict=True))
    return Derived(
        new, Kind.CATEGORIES, subject, source.shapes, np.full(len(known), np.nan), looks,
        measures=measures, told=sentences, square=square,
    )  # fmt: skip


def title_of(spec: MapSpec) -> str:
    """Return the name of the amount of a spec, with its unit unless numbers carry it."""
    title = spec.legend_title.strip() or spec.value.replace("_", " ")
    if spec.denominator and not spec.legend_title.strip():
        title = f"{title} / {spec.denominator.replace('_', ' ')}"
    if spec.unit.strip() and not is_short(spec.unit):
        return _("{title} ({unit})", spec.language).format(title=title, unit=spec.unit.strip())
    return title


def _axis(spec: MapSpec, classes: Classes) -> Axis:
    unit = spec.unit if is_short(spec.unit) else ""
    numbers = [format_number(edge, spec.language, classes.decimals) for edge in classes.edges]
    edges = tuple(with_unit(number, unit, spec.language) for number in numbers)
    return Axis(title_of(spec), classes.labels(spec.language, unit), edges)


def _square(across: Axis, up: Axis, first: NDArray[np.int64], second: NDArray[np.int64]) -> Square:
    wide, tall = len(across.labels), len(up.labels)
    colours = square_colours(wide, tall)
    cells = tuple(
        tuple(
            LegendClass(
                str(i * tall + j),
                f"{across.labels[i]} × {up.labels[j]}",
                colours[i][j],
                int(((first == i) & (second == j)).sum()),
            )
            for j in range(tall)
        )
        for i in range(wide)
    )
    return Square(across, up, cells)


def _looks(
    square: Square,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    known: NDArray[np.bool_],
    language: str,
) -> Symbology:
    none = _("no data", language)
    lines: list[LegendClass | None] = [
        square.cells[i][j] if there else None
        for i, j, there in zip(first, second, known, strict=True)
    ]
    classes = tuple(itertools.chain.from_iterable(square.cells))
    missing = int((~known).sum())
    if missing:
        last = LegendClass(NO_DATA, _("No data", language), NO_DATA_COLOUR, missing)
        classes = (*classes, last)

    def column(texts: list[str]) -> Texts:
        return np.array(texts, dtype=object)

    return Symbology(
        class_key=column([line.key if line else NO_DATA for line in lines]),
        fill=column([line.colour if line else NO_DATA_COLOUR for line in lines]),
        value=column([line.label if line else "" for line in lines]),
        value_text=column([line.label if line else none for line in lines]),
        radius=np.full(len(lines), np.nan),
        classes=classes,
    )


def _told(
    source: Source, specs: tuple[MapSpec, MapSpec], axes: list[Axis], amounts: tuple[Array, Array]
) -> tuple[Subject, tuple[str, ...]]:
    """Return the rows with both amounts as columns of their own, where they may leave."""
    spec, cells = source.spec, source.subject.cells.copy()
    columns = list(spec.columns)
    for one, axis, values in zip(specs, axes, amounts, strict=True):
        named = [name for name in (one.value, one.denominator) if name]
        if not all(name in spec.columns for name in named):
            continue
        heading = axis.title if not one.unit.strip() or not is_short(one.unit) else ""
        heading = heading or _("{title} ({unit})", one.language).format(
            title=axis.title, unit=one.unit.strip()
        )
        if not one.denominator and one.value in columns:
            columns.remove(one.value)
        cells[heading] = np.round(values, 6)
        columns.insert(0 if one is specs[0] else min(1, len(columns)), heading)
    subject = source.subject
    rows = Subject(subject.frame, pd.DataFrame(cells), subject.names, subject.points)
    return rows, tuple(dict.fromkeys(columns))


def _sentences(
    source: Source,
    square: Square,
    places: list[NDArray[np.int64]],
    amounts: tuple[Array, Array],
    known: NDArray[np.bool_],
) -> list[str]:
    """Say where both are high or low, where only one is, and how far both go together."""
    language, names = source.language, list(map(str, source.subject.names))
    first, second = square.across.title, square.up.title
    high, top = len(square.cells) - 1, len(square.up.labels) - 1
    corners = (
        (high, top, _("Both in their highest class: {names}.", language)),
        (0, 0, _("Both in their lowest class: {names}.", language)),
        (
            high,
            0,
            _("“{first}” in its highest class, “{second}” in its lowest: {names}.", language),
        ),
        (0, top, _("“{first}” in its lowest class, “{second}” in its highest: {names}.", language)),
    )
    said = []
    for i, j, text in corners if high > 0 and top > 0 else ():
        found = [
            name
            for name, a, b, there in zip(names, *places, known, strict=True)
            if there and a == i and b == j
        ]
        if found:
            said.append(text.format(first=first, second=second, names=listed(found, language, 5)))
    if known.sum() >= _LEAST and high > 0 and top > 0:
        said.append(_agreement(amounts, known, first, second, language))
    return said


def _agreement(
    amounts: tuple[Array, Array], known: NDArray[np.bool_], first: str, second: str, language: str
) -> str:
    """Say how far both go together, by Spearman's correlation of ranks."""
    ranks = [pd.Series(values[known]).rank().to_numpy() for values in amounts]
    share = float(np.corrcoef(ranks[0], ranks[1])[0, 1])
    if share >= _CLEAR:
        text = _("Where “{first}” is higher, “{second}” is higher too ({share}).", language)
    elif share >= _SLIGHT:
        text = _("Where “{first}” is higher, “{second}” is often higher too ({share}).", language)
    elif share <= -_CLEAR:
        text = _("Where “{first}” is higher, “{second}” is lower ({share}).", language)
    elif share <= -_SLIGHT:
        text = _("Where “{first}” is higher, “{second}” is often lower ({share}).", language)
    else:
        text = _("“{first}” and “{second}” hardly go together ({share}).", language)
    ranked = _("rank correlation {number}", language)
    told = ranked.format(number=format_number(share, language, 2))
    return text.format(first=first, second=second, share=told)
