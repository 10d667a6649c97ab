"""Where points lie dense: bands of a smooth surface."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, format_range
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.arrays import Array
from probono_kit.maps.derived import kernels
from probono_kit.maps.derived.source import Derived, Source, frame_of
from probono_kit.maps.model import LegendClass
from probono_kit.maps.rounding import places as places_of
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology

#: Areas that the density of points is told per, in square kilometres.
_PER = (1, 10, 100, 1_000, 10_000, 100_000)


def spread_density(source: Source, findings: Findings) -> Derived:
    """Return bands of density, points spread as far as the spec or the points themselves say."""
    places, language, spec = source.places(), source.language, source.spec
    reach = spec.reach_km * 1000 if spec.reach_km else kernels.reach_of(places)
    amounts = source.amounts
    weights = np.ones(len(places)) if np.isnan(amounts).all() else np.nan_to_num(amounts)
    if not weights.any():
        findings.add("map.all_zero", "value", column=spec.value)
        findings.raise_errors()
    x, y, surface = kernels.density(places, reach, weights)
    per = next((per for per in _PER if surface.max() * per >= 5), _PER[-1])
    surface = surface * per
    top = float(surface.max())
    edges = band_edges(top, spec.classes)
    decimals = max(places_of(edge) for edge in edges[:-1])
    lines = tuple(itertools.pairwise(edges))
    shapes = source.degrees(
        np.array([kernels.band(x, y, surface, low, high) for low, high in lines], dtype=object)
    )
    at = surface[
        np.clip(np.searchsorted(y, places[:, 1]), 0, len(y) - 1),
        np.clip(np.searchsorted(x, places[:, 0]), 0, len(x) - 1),
    ]
    counts = [int(((at > low) & (at <= high)).sum()) for low, high in lines]
    unit = _("per {area} km²", language).format(area=format_number(per, language))
    places_ = _("Places", language)
    title = spec.legend_title.strip() or spec.value.replace("_", " ") or places_
    remarks = (
        _("Density, each place spread over {reach} around it.", language).format(
            reach=source.kilometres(reach)
        ),
        _("Not coloured: fewer than {least} {unit}.", language).format(
            least=format_number(float(edges[0]), language, decimals), unit=unit
        ),
    )
    new = spec.model_copy(
        update={
            "value": "", "denominator": "", "category": "", "labels": False, "unit": "",
            "legend_title": f"{title}, {unit}", "columns": (places_,),
            "remarks": (*spec.remarks, *remarks),
        }
    )  # fmt: skip
    frame = frame_of([""] * len(lines), shapes)
    looks = _bands(new, edges, decimals, counts)
    subject = Subject(frame, pd.DataFrame({places_: counts}), frame["name"], points=False)
    nothing = np.full(len(lines), np.nan)
    return Derived(new, Kind.CHOROPLETH, subject, frame, nothing, looks, source.shapes)


#: Round steps between two bands.
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def band_edges(top: float, classes: int) -> Array:
    """Return round heights from the lowest that is coloured up to the top.

    Examples
    --------
    >>> band_edges(24.0, 5).tolist()
    [5.0, 10.0, 15.0, 20.0, 24.0]
    """
    power = 10.0 ** math.floor(math.log10(top / classes))
    step = min((d * power for d in _STEPS), key=lambda step: abs(math.log(top / classes / step)))
    return np.array([*(np.arange(1, math.ceil(top / step - 1e-9)) * step).round(9).tolist(), top])


def _bands(spec: MapSpec, edges: Array, decimals: int, counts: list[int]) -> Symbology:
    """Return the legend of bands of density."""
    labels = [
        format_range(_amount(low, spec, decimals), _amount(high, spec, decimals), spec.language)
        for low, high in itertools.pairwise(edges)
    ]
    ramp = symbology.ramp(spec, len(labels))
    blank = np.full(len(labels), "", dtype=object)
    return Symbology(
        class_key=np.array([str(i) for i in range(len(labels))], dtype=object),
        fill=np.array(ramp, dtype=object),
        value=np.full(len(labels), np.nan),
        value_text=blank,
        radius=np.full(len(labels), np.nan),
        classes=tuple(
            LegendClass(str(i), labels[i], ramp[i], counts[i], float(edges[i]), float(edges[i + 1]))
            for i in range(len(labels))
        ),
    )


def _amount(value: float, spec: MapSpec, decimals: int) -> str:
    return format_number(float(value), spec.language, decimals)
