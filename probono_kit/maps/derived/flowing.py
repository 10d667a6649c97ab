"""Flows between places as arrows."""

from __future__ import annotations

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
from probono_kit.maps.derived.flow_table import FlowTable, least_drawn, read_flows
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.flows import Flows, LineWidth
from probono_kit.maps.model import LegendClass
from probono_kit.maps.projection import WGS84
from probono_kit.maps.rounding import floor_round
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.text import listed
from probono_kit.maps.units import is_short, with_unit

#: Radius of a place, in millimetres on A4, and its colour.
_PLACE, _INK = 0.9, "#34424c"


def draw_flows(source: Source, findings: Findings) -> Derived:
    """Return arrows between places, as wide as their amounts; the many small ones are left out."""
    spec, subject, language = source.spec, source.subject, source.language
    assert source.table is not None
    names = list(map(str, subject.names))
    keys = list(map(str, subject.frame["key"])) if "key" in subject.frame else names
    flows = read_flows(spec, keys, names, source.table, findings)
    findings.raise_errors()
    least = least_drawn(flows.amounts, spec.least_flow)
    drawn = flows.amounts >= least
    if not drawn.any():
        findings.add("map.no_flow_so_large", "least_flow", least=least, most=flows.amounts[0])
        findings.raise_errors()
    exact = not spec.value or spec.value in spec.columns
    texts = symbology.amount_texts(flows.amounts, spec)
    frame = _arrows(source, flows, drawn, names, texts if exact else None)
    heading = spec.legend_title.strip() or spec.value.replace("_", " ") or _("Flows", language)
    line = LegendClass("0", heading, SYMBOL_COLOUR, int(drawn.sum()))
    new = spec.model_copy(
        update={
            "value": "", "denominator": "", "category": "", "unit": "",
            "legend_title": _heading(heading, spec), "columns": (spec.label,) if spec.label else (),
            "remarks": (*spec.remarks, *_remarks(flows, drawn, least, spec)),
        }
    )  # fmt: skip
    looks = _places(len(names), flows, drawn, line)
    named = {_("Flow", language): frame["name"]}
    if exact:
        named[heading] = frame["value_text"]
    legend = _legend(flows.amounts[drawn], spec)
    return Derived(
        new, Kind.SYMBOLS, subject, source.shapes, np.full(len(names), np.nan), looks,
        table=pd.DataFrame(named),
        told=tuple(_sentences(flows, drawn, names, texts if exact else None, language)),
        flows=Flows(frame, legend),
    )  # fmt: skip


def _heading(heading: str, spec: MapSpec) -> str:
    if spec.unit.strip() and not is_short(spec.unit):
        return _("{title} ({unit})", spec.language).format(title=heading, unit=spec.unit.strip())
    return heading


def _arrows(
    source: Source,
    flows: FlowTable,
    drawn: NDArray[np.bool_],
    names: list[str],
    texts: Texts | None,
) -> gpd.GeoDataFrame:
    """Return the flows that are drawn as rows of the model, the largest first."""
    places = source.places() if source.subject.points else _middles(source)
    ends = list(zip(flows.origin[drawn], flows.destination[drawn], strict=True))
    lines = np.array([shapely.LineString(arrows.curve(places[a], places[b])) for a, b in ends])
    amounts = flows.amounts[drawn]
    blank = np.full(len(ends), "", dtype=object)
    return gpd.GeoDataFrame(
        {
            "key": [str(i + 1) for i in range(len(ends))],
            "name": [f"{names[a]} → {names[b]}" for a, b in ends],
            "origin": [names[a] for a, _b in ends],
            "destination": [names[b] for _a, b in ends],
            "value": amounts if texts is not None else np.full(len(ends), np.nan),
            "value_text": blank if texts is None else texts[drawn],
            "class_key": "0",
            "fill": SYMBOL_COLOUR,
            "radius": np.nan,
            "width": arrows.widths(amounts, float(amounts.max())),
        },
        geometry=source.degrees(lines),
        crs=WGS84,
    )


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
    flows: FlowTable,
    drawn: NDArray[np.bool_],
    names: list[str],
    texts: Texts | None,
    language: str,
) -> list[str]:
    """Say which flows are largest, and which places give and get most."""
    first = [
        _("{origin} to {destination}", language).format(origin=names[a], destination=names[b])
        + (f" ({texts[i]})" if texts is not None else "")
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
    lacking = int((~drawn).sum())
    if lacking:
        text = ngettext(
            "{count} smaller flow is not drawn.", "{count} smaller flows are not drawn.",
            lacking, language,
        )  # fmt: skip
        said.append(text.format(count=format_number(lacking, language)))
    return said
