"""Areas with bars: two or three amounts beside each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.anchors import anchors
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.bars import Bars, bar_sizes, heights_over_time
from probono_kit.maps.colours import NO_DATA_COLOUR, SYMBOL_COLOUR, Nature, colours
from probono_kit.maps.derived.changes import Change, at_time, times
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.derived.timed import remarks_of
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.rounding import decimals_for
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.steps import Step, Steps
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.text import extremes
from probono_kit.maps.units import is_short

#: Colours of the bars: dark, light and middle, so that grey print keeps them apart.
_COLOURS = (SYMBOL_COLOUR, "#cd7526", "#54173a")


def bar_specs(spec: MapSpec) -> tuple[MapSpec, ...]:
    """Return the specs of maps that would show one of the amounts only."""
    names = (spec.value, *spec.further)
    return tuple(spec.model_copy(update={"value": name, "legend_title": ""}) for name in names)


def draw_bars(source: Source) -> Derived:
    """Return areas with a bar for each of their amounts, at each time if there are several."""
    spec, language, before = source.spec, source.language, source.before
    assert source.shapes is not None
    specs = bar_specs(spec)
    last = np.stack([source.amounts, *source.further], axis=1)
    amounts = np.stack([*(before.amounts if before else ()), last])
    x, y = anchors(source.shapes, source.crs, source.extent, wide=False).T
    heights = heights_over_time(amounts, x, y)
    known = ~np.isnan(amounts)
    series = _series(spec, [int(count) for count in known[-1].sum(axis=0)])
    looks = [_looks(np.asarray(one.any(axis=1)), language) for one in known]
    remarks = remarks_of(spec, len(amounts))
    if (known.any(axis=2) & ~known.all(axis=2)).any():
        remarks = (
            *remarks,
            _("A short grey bar stands for an amount that is not known.", language),
        )
    new = spec.model_copy(
        update={
            "value": "", "denominator": "", "unit": "", "further": (), "remarks": remarks,
            "legend_title": _heading(spec.legend_title.strip(), spec),
        }
    )  # fmt: skip
    whole = bool((amounts[known] == np.rint(amounts[known])).all())
    decimals = decimals_for((), amounts[known], whole) if spec.decimals is None else spec.decimals
    unit = spec.unit if is_short(spec.unit) else ""
    sizes = bar_sizes(amounts, heights, decimals=decimals, language=language, unit=unit)
    made = Derived(
        new, Kind.SYMBOLS, source.subject, source.shapes, np.full(len(last), np.nan), looks[-1],
        table=_table(source, specs, last),
        measures=tuple(zip(specs, last.T, strict=True)),
        told=tuple(_sentences(source, specs, last)),
        bars=Bars(
            series, heights[-1], sizes, tuple((one.value, one.denominator) for one in specs),
            spec.per,
        ),
    )  # fmt: skip
    if before is None:
        return made
    return _over_time(made, specs, before.labels, amounts, heights, looks)


def _over_time(
    made: Derived,
    specs: tuple[MapSpec, ...],
    labels: tuple[str, ...],
    amounts: Array,
    heights: Array,
    looks: list[Symbology],
) -> Derived:
    """Give a map of bars its steps, a column for each amount at each time, and what changed."""
    language, names = made.spec.language, list(map(str, made.subject.names))
    cells, columns = made.subject.cells.copy(), {_("Area", language): list(names)}
    told = np.full(amounts.shape[:2], "", dtype=object)
    said = [times(labels, language)]
    for k, one in enumerate(specs):
        if not _may_leave(one):
            continue
        title, values = one.value.replace("_", " "), amounts[:, :, k]
        texts = symbology.amount_texts(values.ravel(), one).reshape(values.shape)
        for label, row, written in zip(labels, values, texts, strict=True):
            columns[f"{title} ({label})"] = list(written)
            cells[f"{title} ({label})"] = np.round(row, 6)
        filled = told != ""
        lines = np.where(texts == "", "", np.char.add(f"{title}: ", texts.astype(str)))
        told = np.where(filled & (lines != ""), told + "; ", told) + lines
        said += _changed(title, names, labels, values, texts, language)
    own = {one.value for one in specs} | {made.spec.time}
    kept = [name for name in made.spec.columns if name not in own]
    new = made.spec.model_copy(update={"columns": (*kept, *list(columns)[1:])})
    steps = tuple(
        Step(label, look.class_key, look.fill, look.value_text, heights=high, told=texts)
        for label, look, high, texts in zip(labels, looks, heights, told, strict=True)
    )
    ends = [
        at_time(labels[i], text, language)
        for i in (0, -1)
        for text in _larger(specs, amounts[i], language)
    ]
    subject = Subject(made.subject.frame, cells, made.subject.names, points=False)
    assert made.bars is not None
    last = tuple((f"{one.value.replace('_', ' ')} ({labels[-1]})", "") for one in specs)
    return replace(
        made, spec=new, subject=subject, table=pd.DataFrame(columns), steps=Steps(steps),
        told=(*said, *ends), bars=replace(made.bars, columns=last),
    )  # fmt: skip


def _changed(
    title: str,
    names: list[str],
    labels: tuple[str, ...],
    values: Array,
    texts: Texts,
    language: str,
) -> list[str]:
    """Say of one amount how many areas rose and fell, and where most."""
    change = Change(labels, names, values[0], values[-1], (texts[0], texts[-1]), language)
    up, down = change.moves
    text = _("“{name}”: areas higher at the end: {up}, lower: {down}.", language)
    return [text.format(name=title, up=up, down=down), *change.largest()]


def _series(spec: MapSpec, counts: list[int]) -> tuple[LegendClass, ...]:
    names = (spec.value, *spec.further)
    own = spec.palette != "auto"
    palette = colours(spec.palette, Nature.QUALITATIVE, len(names)) if own else _COLOURS
    return tuple(
        LegendClass(str(i), name.replace("_", " "), palette[i], counts[i])
        for i, name in enumerate(names)
    )


def _heading(heading: str, spec: MapSpec) -> str:
    if spec.unit.strip() and not is_short(spec.unit):
        if not heading:
            return spec.unit.strip()
        return _("{title} ({unit})", spec.language).format(title=heading, unit=spec.unit.strip())
    return heading


def _may_leave(spec: MapSpec) -> bool:
    return all(name in spec.columns for name in (spec.value, spec.denominator) if name)


def _looks(known: NDArray[np.bool_], language: str) -> Symbology:
    plain = symbology.plain(len(known))
    lines = [LegendClass("0", "", SYMBOL_COLOUR, int(known.sum()))]
    if not known.all():
        missing = int((~known).sum())
        lines.append(LegendClass(NO_DATA, _("No data", language), NO_DATA_COLOUR, missing))
    return Symbology(
        np.where(known, "0", NO_DATA).astype(object),
        np.where(known, SYMBOL_COLOUR, NO_DATA_COLOUR).astype(object),
        plain.value, plain.value_text, plain.radius, tuple(lines),
    )  # fmt: skip


def _table(source: Source, specs: tuple[MapSpec, ...], amounts: Array) -> pd.DataFrame:
    """Return the name and the amounts of each area, those that may leave."""
    told: dict[str, object] = {_("Area", source.language): list(source.subject.names)}
    for one, values in zip(specs, amounts.T, strict=True):
        if _may_leave(one):
            told[one.value.replace("_", " ")] = list(symbology.amount_texts(values, one))
    return pd.DataFrame(told)


def _sentences(source: Source, specs: tuple[MapSpec, ...], amounts: Array) -> list[str]:
    """Say where each amount is highest and lowest, and which of two is larger how often."""
    language, said = source.language, []
    names = source.subject.names.to_numpy()
    for one, values in zip(specs, amounts.T, strict=True):
        told = ~np.isnan(values)
        if not _may_leave(one) or not told.any() or np.nanmin(values) == np.nanmax(values):
            continue
        texts = symbology.amount_texts(values, one)
        rows = pd.DataFrame({"name": names[told], "value": values[told], "value_text": texts[told]})
        said.append(extremes(one.value.replace("_", " "), rows, language))
    return [*said, *_larger(specs, amounts, language)]


def _larger(specs: tuple[MapSpec, ...], amounts: Array, language: str) -> list[str]:
    """Say in how many areas the first amount is larger than the second."""
    said = []
    both = ~np.isnan(amounts[:, :2]).any(axis=1)
    if both.any():
        larger = int((amounts[both, 0] > amounts[both, 1]).sum())
        text = ngettext(
            "“{first}” is larger than “{second}” in {count} of {total} areas.",
            "“{first}” is larger than “{second}” in {count} of {total} areas.",
            larger,
            language,
        )
        said.append(
            text.format(
                first=specs[0].value.replace("_", " "),
                second=specs[1].value.replace("_", " "),
                count=format_number(larger, language),
                total=format_number(int(both.sum()), language),
            )
        )
    return said
