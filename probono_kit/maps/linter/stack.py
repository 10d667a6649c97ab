"""Rules about several layers on one map: whether they belong together, and can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from probono_kit.findings import Value
from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.linter.looks import LEAST_DIFFERENCE
from probono_kit.maps.linter.made import Hits, Made
from probono_kit.maps.model import NO_DATA, ZERO, LegendClass
from probono_kit.maps.overlays import Overlay, RawLayer
from probono_kit.maps.overlays.contrast import apart
from probono_kit.maps.overlays.read import where_of
from probono_kit.maps.spec import Kind
from probono_kit.maps.vision import Vision

#: Further layers from which on a map says too much at once.
MOST_LAYERS = 4

#: Share of the features of a layer that a mended mistake must bring onto the map to be believed.
_BELIEVED = 0.5

#: Share of its size by which the first layer reaches beyond itself: a border town lies there.
_AROUND = 0.1

#: Features of a layer that are looked at, evenly spread: a wrong system moves all of them.
_SAMPLED = 400


def layer_swapped(made: Made) -> Hits:
    """Find layers that lie on the map only with longitude and latitude exchanged."""
    for layer, share in _mended(made, "swapped"):
        yield layer.where, {"share": round(100 * share)}


def layer_mirrored(made: Made) -> Hits:
    """Find layers whose longitudes or latitudes have lost, or got, a minus sign."""
    for what in ("longitude", "latitude"):
        for layer, share in _mended(made, what):
            yield layer.where, {"axis": what, "share": round(100 * share)}


def layer_shifted(made: Made) -> Hits:
    """Find layers that lie on the map when moved by zones of UTM, six degrees each."""
    for layer, share in _mended(made, "zone"):
        yield layer.where, {"share": round(100 * share)}


def layer_apart(made: Made) -> Hits:
    """Find layers that have nothing in common with the first one, for no reason that shows."""
    for layer, _share in _mended(made, ""):
        west, south, east, north = map(float, layer.frame.total_bounds)
        said = f"{south:.1f} … {north:.1f}, {west:.1f} … {east:.1f}"
        yield layer.where, {"bounds": said}


def _mended(made: Made, what: str) -> Iterator[tuple[RawLayer, float]]:
    """Yield the layers apart from the first one whose mistake is `what`, and how much it mends."""
    if made.extent is None or not made.layers:
        return
    ground = _ground(made, made.extent)
    for layer in made.layers:
        found, share = _mistake(layer, ground, made.extent)
        if found == what:
            yield layer, share


def _ground(made: Made, extent: Extent) -> BaseGeometry:
    """Return where the first layer is, and a little around it."""
    west, south, east, north = extent
    room = _AROUND * max(east - west, north - south)
    if made.areas is not None:
        shapes = unwrap(made.areas.geometry.to_numpy(), extent)
        around = shapely.convex_hull(shapely.geometrycollections(shapes))
    elif made.points is not None:
        spots = unwrap(made.points.geometry.to_numpy(), extent)
        around = shapely.convex_hull(shapely.multipoints(spots))
    else:
        around = shapely.box(*extent)
    ground = shapely.buffer(around, room)
    shapely.prepare(ground)
    return cast("BaseGeometry", ground)


def _swapped(xy: Array) -> Array:
    return xy[:, ::-1]


def _times(x: float, y: float) -> Callable[[Array], Array]:
    return lambda xy: xy * np.array([x, y])


def _moved(degrees: float) -> Callable[[Array], Array]:
    return lambda xy: xy + np.array([degrees, 0.0])


#: Mistakes in the order of how often they are made, and what mends them.
_MISTAKES: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("swapped", _swapped),
    ("longitude", _times(-1.0, 1.0)),
    ("latitude", _times(1.0, -1.0)),
    *(("zone", _moved(6.0 * zones)) for zones in (1, -1, 2, -2)),
)


def _mistake(layer: RawLayer, ground: BaseGeometry, extent: Extent) -> tuple[str, float]:
    """Return what keeps a layer from lying on the map: a mistake, ``""``, or ``"none"``."""
    given = layer.frame.geometry.to_numpy()
    if shapely.intersects(ground, unwrap(given, extent)).any():
        return "none", 1.0
    some: Shapes = given[:: max(1, len(given) // _SAMPLED)]
    for name, mend in _MISTAKES:
        mended = unwrap(shapely.transform(some, mend), extent)
        share = float(shapely.intersects(ground, mended).mean())
        if share >= _BELIEVED:
            return name, share
    return "", 0.0


def too_many_layers(made: Made) -> Hits:
    """Find maps of more layers than a reader can hold apart."""
    if len(made.overlays) > MOST_LAYERS:
        yield "layers", {"count": len(made.overlays) + 1, "most": MOST_LAYERS + 1}


def merging_layers(made: Made) -> Hits:
    """Find signs of a layer that are taken for those of a lower one.

    Points and circles are compared with each other, and lines with each other, by every reader;
    both with the colours of areas by readers who see colours, as white rims set them off. Lines
    with a rim, dashed ones and plain ones are told apart without colours.
    """
    before = _first(made)
    for layer in made.overlays:
        mine = _signs(layer)
        forms = [_form_of(layer, line) for line in mine]
        pair = next(
            (
                (line, other)
                for form, line in zip(forms, mine, strict=True)
                for theirs, other in before
                if _merge(line, form, other, theirs)
            ),
            None,
        )
        if pair:
            number = int(layer.name.removeprefix("layer-"))
            first, second = pair
            values: dict[str, Value] = {"first": first.label, "second": second.label}
            yield where_of(made.spec.layers[number - 1]), values | {"colour": first.colour}
        before += zip(forms, mine, strict=True)


class _Form(Enum):
    """What is drawn in a colour."""

    AREAS = auto()
    POINTS = auto()
    LINES = auto()
    CASED_LINES = auto()
    DASHED_LINES = auto()

    @property
    def is_line(self) -> bool:
        """Whether it is some kind of line."""
        return self not in (_Form.AREAS, _Form.POINTS)


def _form_of(layer: Overlay, line: LegendClass) -> _Form:
    if layer.has_points:
        return _Form.POINTS
    style = layer.style_of(line.key)
    if style.dashes:
        return _Form.DASHED_LINES
    return _Form.CASED_LINES if style.casing else _Form.LINES


def _merge(line: LegendClass, form: _Form, other: LegendClass, theirs: _Form) -> bool:
    if theirs not in (form, _Form.AREAS) and not (form.is_line and theirs.is_line):
        return False
    visions = Vision if theirs is form else (Vision.NORMAL,)
    return apart(line.colour, [other.colour], visions) < LEAST_DIFFERENCE


def _first(made: Made) -> list[tuple[_Form, LegendClass]]:
    """Return the signs of the first layer."""
    form = _Form.POINTS if made.kind in (Kind.SYMBOLS, Kind.POINTS) else _Form.AREAS
    return [(form, line) for line in made.coloured]


def _signs(layer: Overlay) -> list[LegendClass]:
    return [line for line in layer.classes if line.key not in (NO_DATA, ZERO)]
