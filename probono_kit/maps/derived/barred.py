"""Areas with bars: two or three amounts beside each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.anchors import anchors
from probono_kit.maps.arrays import Array
from probono_kit.maps.bars import Bars, bar_heights, bar_sizes
from probono_kit.maps.colours import NO_DATA_COLOUR, SYMBOL_COLOUR, Nature, colours
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.rounding import decimals_for
from probono_kit.maps.spec import Kind, MapSpec
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
    """Return areas with a bar for each of their amounts."""
    spec, language = source.spec, source.language
    assert source.shapes is not None
    specs = bar_specs(spec)
    amounts = np.stack([source.amounts, *source.further], axis=1)
    x, y = anchors(source.shapes, source.crs, source.extent, wide=False).T
    heights = bar_heights(amounts, x, y)
    known = ~np.isnan(amounts)
    series = _series(spec, [int(count) for count in known.sum(axis=0)])
    heading = spec.legend_title.strip()
    looks = _looks(np.asarray(known.any(axis=1)), language)
    partly = known.any(axis=1) & ~known.all(axis=1)
    remarks = spec.remarks
    if partly.any():
        remarks = (
            *remarks,
            _("A short grey bar stands for an amount that is not known.", language),
        )
    new = spec.model_copy(
        update={
            "value": "", "denominator": "", "unit": "", "further": (), "remarks": remarks,
            "legend_title": _heading(heading, spec),
        }
    )  # fmt: skip
    whole = bool((amounts[known] == np.rint(amounts[known])).all())
    decimals = decimals_for((), amounts[known], whole) if spec.decimals is None else spec.decimals
    unit = spec.unit if is_short(spec.unit) else ""
    sizes = bar_sizes(amounts, heights, decimals=decimals, language=language, unit=unit)
    return Derived(
        new, Kind.SYMBOLS, source.subject, source.shapes, np.full(len(amounts), np.nan), looks,
        table=_table(source, specs, amounts),
        measures=tuple(zip(specs, amounts.T, strict=True)),
        told=tuple(_sentences(source, specs, amounts)),
        bars=Bars(
            series, heights, sizes, tuple((one.value, one.denominator) for one in specs), spec.per
        ),
    )  # fmt: skip


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
