"""Counts of areas as dots."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.anchors import project
from probono_kit.maps.checks import names_of
from probono_kit.maps.derived import dots
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.rounding import ceil_round
from probono_kit.maps.spec import Kind
from probono_kit.maps.subject import Subject
from probono_kit.maps.units import with_unit


def spread_dots(source: Source, findings: Findings) -> Derived:
    """Return dots, each for a round amount, at random inside their areas."""
    spec, language, amounts = source.spec, source.language, source.amounts
    value = spec.dot_value or dots.dot_value(amounts)
    counts = dots.dots_per_area(amounts, value)
    if counts.sum() > dots.MOST_DOTS:
        wanted, value = value, ceil_round(float(np.nansum(amounts)) / dots.MOST_DOTS, 1)
        findings.add(
            "map.many_dots", "dot_value", dot_value=wanted, count=int(counts.sum()), value=value
        )
        counts = dots.dots_per_area(amounts, value)
    assert source.shapes is not None
    shapes = project(source.shapes.geometry.to_numpy(), source.crs, source.extent)
    places = dots.spread_all(shapes, counts, [str(key) for key in source.shapes["key"]])
    heading = spec.legend_title.strip() or spec.value.replace("_", " ")
    amount = with_unit(format_number(value, language), spec.unit, language)
    label = _("1 dot = {amount}", language).format(amount=amount)
    remark = _("Dots lie at random inside their area, not where people or things are.", language)
    new = spec.model_copy(
        update={
            "value": "", "category": "", "label": "", "unit": "", "legend_title": heading,
            "columns": (), "remarks": (*spec.remarks, remark),
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
    texts = [
        ngettext("{count} dot", "{count} dots", int(count), language).format(
            count=format_number(int(count), language)
        )
        for count in counts
    ]
    if spec.value in spec.columns:
        texts = list(symbology.amount_texts(amounts, spec))
    table = pd.DataFrame({_("Area", language): source.shapes["name"], heading: texts})
    looks = symbology.alike(len(frame), label)
    nothing = np.full(len(frame), np.nan)
    return Derived(new, Kind.POINTS, subject, source.shapes, nothing, looks, None, table)
