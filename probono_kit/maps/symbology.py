"""How amounts and words become classes, colours and circles: one function per type of map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, format_range
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbols
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.checks import sort_key
from probono_kit.maps.classify import Classes, classify
from probono_kit.maps.colours import (
    MOST_CATEGORIES,
    NO_DATA_COLOUR,
    PALETTES,
    SYMBOL_COLOUR,
    Nature,
    colours,
)
from probono_kit.maps.model import LAND, NO_DATA, PLAIN, ZERO, LegendClass, SymbolSize
from probono_kit.maps.ramps import Ramp, make_ramp
from probono_kit.maps.rounding import decimals_for
from probono_kit.maps.spec import Classification, MapSpec
from probono_kit.maps.units import is_short, with_unit


@dataclass(frozen=True)
class Symbology:
    """What each row looks like, and the legend that explains it.

    Attributes
    ----------
    class_key, fill, value_text : numpy.ndarray of str
        Row by row.
    value : numpy.ndarray
        Amounts (float), or categories (text).
    radius : numpy.ndarray
        Millimetres on A4; NaN for no circle.
    classes : tuple of LegendClass
        The legend.
    sizes : tuple of SymbolSize
        Circles of the legend.
    ramp : Ramp or None
        Legend of amounts without classes.
    """

    class_key: Texts
    fill: Texts
    value: NDArray[np.generic]
    value_text: Texts
    radius: Array
    classes: tuple[LegendClass, ...] = ()
    sizes: tuple[SymbolSize, ...] = field(default=())
    ramp: Ramp | None = None

    def hide_values(self) -> Symbology:
        """Return the same without exact amounts: then only the class speaks."""
        blank = np.full(len(self.class_key), "", dtype=object)
        amounts = np.full(len(self.class_key), np.nan)
        return replace(self, value=amounts, value_text=blank)


def _short_unit(spec: MapSpec) -> str:
    return spec.unit if is_short(spec.unit) else ""


def _amount_texts(values: Array, decimals: int, spec: MapSpec) -> Texts:
    unit = _short_unit(spec)
    none = _("no data", spec.language)
    texts = [
        none
        if np.isnan(v)
        else with_unit(format_number(v, spec.language, decimals), unit, spec.language)
        for v in values
    ]
    return np.array(texts, dtype=object)


def _no_data(count: int, language: str) -> tuple[LegendClass, ...]:
    if not count:
        return ()
    return (LegendClass(NO_DATA, _("No data", language), NO_DATA_COLOUR, count),)


def classed(values: Array, spec: MapSpec, findings: Findings) -> Symbology:
    """Colour amounts by class, missing ones as a class of their own."""
    if spec.classification is Classification.UNCLASSED:
        shown = [name for name in (spec.value, spec.denominator) if name]
        if all(name in spec.columns for name in shown) and not np.isnan(values).all():
            return _unclassed(values, spec, findings)
        # A colour of its own would tell an amount that may not leave.
        findings.add("map.unclassed_tells", "classification", column=spec.value)
    made = classify(
        values,
        spec.classification,
        spec.classes,
        breaks=spec.breaks,
        middle=spec.middle,
        decimals=spec.decimals,
    )
    ramp = _class_colours(made, spec)
    index = made.assign(values)
    counts = np.bincount(index[index >= 0], minlength=made.count)
    labels = made.labels(spec.language, _short_unit(spec))
    lines = tuple(
        LegendClass(str(i), labels[i], ramp[i], int(counts[i]), made.edges[i], made.edges[i + 1])
        for i in range(made.count)
    )
    known = values[~np.isnan(values)]
    if len(known) > 1 and known.min() == known.max():
        findings.add("map.single_value", spec.value, value=float(known[0]))
    missing = index < 0
    return Symbology(
        class_key=np.where(missing, NO_DATA, index.astype(str)).astype(object),
        fill=np.array([NO_DATA_COLOUR if i < 0 else ramp[i] for i in index], dtype=object),
        value=values,
        value_text=_amount_texts(values, made.value_decimals, spec),
        radius=np.full(len(values), np.nan),
        classes=(*lines, *_no_data(int(missing.sum()), spec.language)),
    )


def _unclassed(values: Array, spec: MapSpec, findings: Findings) -> Symbology:
    missing = np.isnan(values)
    known = values[~missing]
    made, fills = make_ramp(known, spec)
    if len(known) > 1 and known.min() == known.max():
        findings.add("map.single_value", spec.value, value=float(known[0]))
    told = format_range(made.ticks[0][1], made.ticks[-1][1], spec.language)
    middle = made.colours[len(made.colours) // 2]
    low, high = float(known.min()), float(known.max())
    line = LegendClass(
        "0",
        told,
        middle,
        len(known),
        low,
        high,
    )
    fill = np.full(len(values), NO_DATA_COLOUR, dtype=object)
    fill[~missing] = fills
    whole = bool(np.all(known == np.rint(known)))
    decimals = decimals_for((), known, whole) if spec.decimals is None else spec.decimals
    return Symbology(
        class_key=np.where(missing, NO_DATA, "0").astype(object),
        fill=fill,
        value=values,
        value_text=_amount_texts(values, decimals, spec),
        radius=np.full(len(values), np.nan),
        classes=(line, *_no_data(int(missing.sum()), spec.language)),
        ramp=made,
    )


def ramp(spec: MapSpec, count: int) -> tuple[str, ...]:
    """Return the colours of classes that go from little to much."""
    given = PALETTES[spec.palette].nature if spec.palette in PALETTES else Nature.SEQUENTIAL
    return colours(spec.palette, given, count)


def amount_texts(values: Array, spec: MapSpec) -> Texts:
    """Write amounts with as many digits as tell them apart, "no data" for missing ones."""
    known = values[~np.isnan(values)]
    whole = bool(np.all(known == np.rint(known)))
    decimals = decimals_for((), known, whole) if spec.decimals is None else spec.decimals
    return _amount_texts(values, decimals, spec)


def _class_colours(made: Classes, spec: MapSpec) -> tuple[str, ...]:
    if not made.count:
        return ()
    given = PALETTES[spec.palette].nature if spec.palette in PALETTES else None
    if spec.middle is not None or (given is Nature.DIVERGING and made.below is not None):
        return colours(spec.palette, Nature.DIVERGING, made.count, below=made.below)
    if given is Nature.DIVERGING:
        return colours(spec.palette, Nature.DIVERGING, made.count)
    return colours(spec.palette, Nature.SEQUENTIAL, made.count)


def circles(
    values: Array, x: Array, y: Array, spec: MapSpec, *, top: float | None = None, times: int = 1
) -> Symbology:
    """Give amounts circles in proportion; zero has none, and is not the same as missing.

    The amounts of so many `times` come one after the other, and have their circles in common.
    """
    known = values[~np.isnan(values)]
    whole = bool(np.all(known == np.rint(known)))
    decimals = decimals_for((), known, whole) if spec.decimals is None else spec.decimals
    radius = symbols.radii(values, x, y, top=top, times=times)
    colour = SYMBOL_COLOUR
    if spec.palette != "auto":
        colour = colours(spec.palette, Nature.SEQUENTIAL, 5)[3]
    missing, zero = np.isnan(values), values == 0
    key = np.where(missing, NO_DATA, np.where(zero, ZERO, "0")).astype(object)
    lines = [LegendClass("0", _heading(spec), colour, int((values > 0).sum()))]
    if zero.any():
        label = with_unit(format_number(0, spec.language), _short_unit(spec), spec.language)
        lines.append(LegendClass(ZERO, label, LAND, int(zero.sum())))
    sizes = symbols.size_legend(
        values, radius, decimals=decimals, language=spec.language, unit=_short_unit(spec)
    )
    return Symbology(
        class_key=key,
        fill=np.where(missing, NO_DATA_COLOUR, colour).astype(object),
        value=values,
        value_text=_amount_texts(values, decimals, spec),
        radius=radius,
        classes=(*lines, *_no_data(int(missing.sum()), spec.language)),
        sizes=sizes,
    )


def _heading(spec: MapSpec) -> str:
    return spec.legend_title or spec.value


def categories(words: list[str], spec: MapSpec, where: str, findings: Findings) -> Symbology:
    """Give each word a colour, the most frequent first; blanks are missing."""
    tally = Counter(word for word in words if word)
    order = sorted(tally, key=lambda word: (-tally[word], sort_key(word), word))
    if len(order) > MOST_CATEGORIES:
        findings.add("map.many_categories", where, count=len(order), most=MOST_CATEGORIES)
        own = order[: MOST_CATEGORIES - 1]
    else:
        own = order
    palette = colours(spec.palette, Nature.QUALITATIVE, len(own))
    place = {word: i for i, word in enumerate(own)}
    lines = [LegendClass(str(i), word, palette[i], tally[word]) for word, i in place.items()]
    rest = [word for word in order if word not in place]
    if rest:
        count = sum(tally[word] for word in rest)
        lines.append(LegendClass(str(len(own)), _("Other", spec.language), _OTHER, count))
        place.update(dict.fromkeys(rest, len(own)))
    missing = np.array([not word for word in words])
    none = _("no data", spec.language)
    return Symbology(
        class_key=np.array([str(place[w]) if w else NO_DATA for w in words], dtype=object),
        fill=np.array(
            [lines[place[w]].colour if w else NO_DATA_COLOUR for w in words], dtype=object
        ),
        value=np.array(words, dtype=object),
        value_text=np.array([w or none for w in words], dtype=object),
        radius=np.full(len(words), np.nan),
        classes=(*lines, *_no_data(int(missing.sum()), spec.language)),
    )


#: Colour of the categories that are too many to have their own.
_OTHER = "#8a8f94"


def alike(count: int, label: str) -> Symbology:
    """Show points that are all alike."""
    blank = np.full(count, "", dtype=object)
    return Symbology(
        class_key=np.full(count, "0", dtype=object),
        fill=np.full(count, SYMBOL_COLOUR, dtype=object),
        value=np.full(count, np.nan),
        value_text=blank,
        radius=np.full(count, np.nan),
        classes=(LegendClass("0", label, SYMBOL_COLOUR, count),),
    )


def plain(count: int) -> Symbology:
    """Show areas that only carry points."""
    blank = np.full(count, "", dtype=object)
    return Symbology(
        class_key=np.full(count, PLAIN, dtype=object),
        fill=np.full(count, LAND, dtype=object),
        value=np.full(count, np.nan),
        value_text=blank,
        radius=np.full(count, np.nan),
    )
