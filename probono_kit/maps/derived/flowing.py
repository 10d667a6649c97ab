"""Flows between places as arrows."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, format_percent, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import arrows, symbology
from probono_kit.maps.anchors import anchors
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.colours import SYMBOL_COLOUR
from probono_kit.maps.derived.changes import Change, at_time
from probono_kit.maps.derived.flow_table import (
    FlowsOverTime,
    FlowTable,
    flows_over_time,
    least_drawn,
)
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.derived.timed import remarks_of
from probono_kit.maps.flows import Flows, LineWidth
from probono_kit.maps.model import LegendClass
from probono_kit.maps.projection import WGS84
from probono_kit.maps.rounding import floor_round
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.steps import Step, Steps
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.text import listed
from probono_kit.maps.units import is_short, with_unit

#: Radius of a place, in millimetres on A4, and its colour.
_PLACE, _INK = 0.9, "#34424c"


def draw_flows(source: Source, findings: Findings) -> Derived:
    """Return arrows between places, as wide as their amounts; the many small ones are left out.

    Over time an amount has one width whenever it is, and an arrow is drawn at the times at which
    it is large enough.
    """
    spec, subject, language = source.spec, source.subject, source.language
    assert source.table is not None
    names = list(map(str, subject.names))
    keys = list(map(str, subject.frame["key"])) if "key" in subject.frame else names
    tables = source.before.tables if source.before else (source.table,)
    flows = flows_over_time(spec, keys, names, tables, findings)
    findings.raise_errors()
    most = flows.over.max(axis=0)
    least = least_drawn(most, spec.least_flow)
    drawn = most >= least
    if not drawn.any():
        findings.add("map.no_flow_so_large", "least_flow", least=least, most=most[0])
        findings.raise_errors()
    exact = not spec.value or spec.value in spec.columns
    texts = symbology.amount_texts(flows.over.ravel(), spec).reshape(flows.over.shape)
    frame = _arrows(source, flows, drawn, names, texts[-1] if exact else None)
    widths = _widths(flows.over[:, drawn], least)
    frame["width"] = widths[-1]
    heading = spec.legend_title.strip() or spec.value.replace("_", " ") or _("Flows", language)
    line = LegendClass("0", heading, SYMBOL_COLOUR, int((~np.isnan(widths[-1])).sum()))
    remarks = (*remarks_of(spec, len(tables)), *_remarks(flows.whole, drawn, least, spec))
    new = spec.model_copy(
        update={
            "value": "", "denominator": "", "category": "", "unit": "",
            "legend_title": _heading(heading, spec), "columns": (spec.label,) if spec.label else (),
            "remarks": remarks,
        }
    )  # fmt: skip
    looks = _places(len(names), flows.whole, drawn, line)
    named = {_("Flow", language): frame["name"]}
    if exact:
        named[heading] = frame["value_text"]
    legend = _legend(flows.over[flows.over >= max(least, 1e-300)], spec)
    told = _sentences(flows.at(-1), least, names, exact, spec) if flows.over[-1].any() else []
    made = Derived(
        new, Kind.SYMBOLS, subject, source.shapes, np.full(len(names), np.nan), looks,
        table=pd.DataFrame(named), told=tuple(told), flows=Flows(frame, legend),
    )  # fmt: skip
    if source.before is None:
        return made
    shown = texts[:, drawn] if exact else np.full(widths.shape, "", dtype=object)
    return _over_time(made, source.before.labels, flows.over[:, drawn], widths, shown, exact=exact)


def _widths(over: Array, least: float) -> Array:
    """Return the width of each arrow at each time, NaN where it is not drawn."""
    wide = arrows.widths(over.ravel(), float(over.max())).reshape(over.shape)
    return np.where((over >= least) & (over > 0), wide, np.nan)


def _over_time(
    made: Derived,
    labels: tuple[str, ...],
    over: Array,
    widths: Array,
    texts: Texts,
    *,
    exact: bool,
) -> Derived:
    """Give a map of flows its steps, a column of the table for each time, and what changed."""
    assert made.flows is not None
    assert made.looks is not None
    assert made.table is not None
    language, looks, names = made.spec.language, made.looks, list(made.flows.frame["name"])
    steps = tuple(
        Step(label, looks.class_key, looks.fill, looks.value_text, widths=wide, told=told)
        for label, wide, told in zip(labels, widths, texts, strict=True)
    )
    table = made.table.iloc[:, :1]
    if exact:
        table = table.assign(**dict(zip(labels, texts, strict=True)))
    change = Change(labels, names, over[0], over[-1], (texts[0], texts[-1]), language)
    told = [change.of_flows(), *(change.largest() if exact else ())]
    if made.told:
        told.append(at_time(labels[-1], " ".join(made.told), language))
    return replace(made, table=table, told=tuple(told), steps=Steps(steps))


def _heading(heading: str, spec: MapSpec) -> str:
    if spec.unit.strip() and not is_short(spec.unit):
        return _("{title} ({unit})", spec.language).format(title=heading, unit=spec.unit.strip())
    return heading


def _arrows(
    source: Source,
    flows: FlowsOverTime,
    drawn: NDArray[np.bool_],
    names: list[str],
    texts: Texts | None,
) -> gpd.GeoDataFrame:
    """Return the flows that are drawn as rows of the model, the largest first."""
    places = source.places() if source.subject.points else _middles(source)
    ends = list(zip(flows.whole.origin[drawn], flows.whole.destination[drawn], strict=True))
    lines = np.array([shapely.LineString(arrows.curve(places[a], places[b])) for a, b in ends])
    amounts = flows.over[-1][drawn]
    blank = np.full(len(ends), "", dtype=object)
    return gpd.GeoDataFrame(
        {
            "key": [str(i + 1) for i in range(len(ends))],
            "name": [_from_to(names[a], names[b]) for a, b in ends],
            "origin": [names[a] for a, _b in ends],
            "destination": [names[b] for _a, b in ends],
            "value": amounts if texts is not None else np.full(len(ends), np.nan),
            "value_text": blank if texts is None else texts[drawn],
            "class_key": "0",
            "fill": SYMBOL_COLOUR,
            "radius": np.nan,
        },
        geometry=source.degrees(lines),
        crs=WGS84,
    )


def _from_to(origin: str, destination: str) -> str:
    """Name a flow by its ends, the arrow in the direction in which their names are read."""
    strong = (unicodedata.bidirectional(sign) for sign in origin)
    first = next((side for side in strong if side in ("L", "R", "AL")), "L")
    return f"{origin} {'→' if first == 'L' else '←'} {destination}"


def _middles(source: Source) -> Array:
    assert source.shapes is not None
    return anchors(source.shapes, source.crs, source.extent, wide=False)


def _places(count: int, flows: FlowTable, drawn: NDArray[np.bool_], line: LegendClass) -> Symbology:
    """Return how places look: those of arrows have a dot."""
    ends = np.concatenate([flows.origin[drawn], flows.destination[drawn]])
    plain = symbology.plain(count)
    radius = np.where(np.isin(np.arange(count), ends), _PLACE, np.nan)
    fill = np.full(count, _INK, dtype=object)
    return Symbology(plain.class_key, fill, plain.value, plain.value_text, radius, (line,))


def _legend(amounts: Array, spec: MapSpec) -> tuple[LineWidth, ...]:
    """Return arrows of up to three round amounts, the widest first."""
    largest = float(amounts.max())
    least = max(float(amounts.min()), largest * arrows.THINNEST / arrows.WIDEST)
    steps = [floor_round(largest)]
    steps += [floor_round(largest / part) for part in (3.0, 10.0)]
    if (amounts == np.rint(amounts)).all() and largest < 1.5:
        steps = [largest]
    kept = [amount for amount in dict.fromkeys(steps) if amount >= least * 0.999] or [largest]
    unit = spec.unit if is_short(spec.unit) else ""
    wide = arrows.widths(np.array(kept), largest)
    return tuple(
        LineWidth(
            amount, with_unit(format_number(amount, spec.language), unit, spec.language), width
        )
        for amount, width in zip(kept, map(float, wide), strict=True)
    )


def _remarks(flows: FlowTable, drawn: NDArray[np.bool_], least: float, spec: MapSpec) -> list[str]:
    """Say what is not drawn: small flows, and what stayed where it was."""
    language, remarks = spec.language, []
    lacking = int((~drawn).sum())
    if lacking:
        text = ngettext(
            "Not drawn: {count} flow of less than {least} ({share} of the whole).",
            "Not drawn: {count} flows of less than {least} each ({share} of the whole together).",
            lacking,
            language,
        )
        share = format_percent(float(flows.amounts[~drawn].sum()) / flows.total, language, 0)
        remarks.append(
            text.format(
                count=format_number(lacking, language),
                least=format_number(least, language),
                share=share,
            )
        )
    if flows.inside:
        text = _("Not drawn: what stayed inside its area ({amount}).", language)
        remarks.append(text.format(amount=format_number(flows.inside, language)))
    return remarks


def _sentences(
    flows: FlowTable, least: float, names: list[str], exact: bool, spec: MapSpec
) -> list[str]:
    """Say which flows are largest, and which places give and get most."""
    language, lacking = spec.language, int((flows.amounts < least).sum())
    texts = symbology.amount_texts(flows.amounts, spec)
    first = [
        _("{origin} to {destination}", language).format(origin=names[a], destination=names[b])
        + (f" ({texts[i]})" if exact else "")
        for i, (a, b) in enumerate(zip(flows.origin[:3], flows.destination[:3], strict=True))
    ]
    said = [_("Largest: {flows}.", language).format(flows=listed(first, language, 3))]
    sums = [
        np.bincount(ends, weights=flows.amounts, minlength=len(names))
        for ends in (flows.origin, flows.destination)
    ]
    if len(flows.amounts) > 2:
        text = _(
            "Most leaves {origin} ({out} of the whole), most arrives in {destination} ({into}).",
            language,
        )
        said.append(
            text.format(
                origin=names[int(sums[0].argmax())],
                out=format_percent(float(sums[0].max()) / flows.total, language, 0),
                destination=names[int(sums[1].argmax())],
                into=format_percent(float(sums[1].max()) / flows.total, language, 0),
            )
        )
    if lacking:
        text = ngettext(
            "{count} smaller flow is not drawn.", "{count} smaller flows are not drawn.",
            lacking, language,
        )  # fmt: skip
        said.append(text.format(count=format_number(lacking, language)))
    return said
