"""Several times on one page: the same map of each, at one scale, with one legend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from probono_kit.maps.arrays import Array
from probono_kit.maps.flows import Flows
from probono_kit.maps.model import MapModel
from probono_kit.maps.rounding import ceil_round
from probono_kit.maps.static import fonts
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.layout import Layout
from probono_kit.maps.static.overlays import draw_content
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import FRAME, INK
from probono_kit.maps.steps import Step
from probono_kit.maps.symbols import VISIBLE

#: Bars stand beside each other, and shrink less than their maps to be read.
_BARS = 1.35

#: Between two maps, free space around a territory, and size of the headings.
_GAP, _MARGIN, _SIZE = 2.0, 2.0, 9.0


def draw_multiples(
    sheet: Sheet,
    model: MapModel,
    layout: Layout,
    origin: tuple[float, float],
    size: tuple[float, float],
) -> Frame:
    """Draw a small map for each time, and return the frame of the first.

    Parameters
    ----------
    sheet, model, layout : Sheet, MapModel, Layout
        The page; its map frame is shared out.
    origin : tuple of float
        Metres of the projection in the middle of each map.
    size : tuple of float
        Width and height of the territory in metres.
    """  # fmt: skip
    steps = model.steps.on_paper if model.steps else ()
    boxes = _share(layout.map, len(steps), size, rtl=sheet.rtl)
    heading = fonts.line_height(_SIZE) + 1.0
    frames = []
    for i, (step, box) in enumerate(zip(steps, boxes, strict=True)):
        own = replace(layout, map=box, scale=ceil_round(_exact(box, size), 2))
        # The heading stands above the territory, which moves down by half of it.
        middle = (origin[0], origin[1] + own.scale * heading / 2)
        frame = Frame(model_at(model, step), own, middle)
        sheet.suffix = f"-{i + 1}"
        draw_content(sheet, frame)
        sheet.rectangle(box, edge=FRAME, width=0.8, gid="frame")
        y = box.y1 - 0.78 * fonts.line_height(_SIZE) - 0.8
        sheet.text(
            sheet.start(box, 1.6), y, step.label, _SIZE, bold=True, colour=INK, halo="#ffffff"
        )
        frames.append(frame)
    sheet.suffix = ""
    return frames[0]


def model_at(model: MapModel, step: Step) -> MapModel:
    """Return the map of one time; its points are as large as those of the others."""
    if model.flows is not None:
        frame = model.flows.frame.assign(width=step.widths, value_text=step.told)
        frame = frame[frame["width"].notna()]
        return replace(model, flows=replace(model.flows, frame=frame), steps=None)
    if len(step.shown):
        return replace(model, points=model.points[step.shown])
    areas = model.areas.assign(class_key=step.class_key, fill=step.fill, value_text=step.value_text)
    if len(step.radius):
        areas["radius"] = step.radius
    bars = replace(model.bars, heights=step.heights) if model.bars else None
    return replace(model, areas=areas, bars=bars, steps=None)


def with_small_circles(model: MapModel, layout: Layout, size: tuple[float, float]) -> MapModel:
    """Return the same map with circles, bars and arrows as much smaller as its maps are.

    Those of the legend become smaller with them.
    """
    if model.steps is None or not (model.sizes or model.bars or model.flows):
        return model
    boxes = _share(layout.map, len(model.steps.on_paper), size, rtl=False)
    share = min(1.0, layout.scale / _exact(boxes[0], size))

    tall = min(1.0, share * _BARS)

    def small(radius: Array) -> Array:
        return np.maximum(radius * share, VISIBLE)

    steps = tuple(
        replace(
            step,
            radius=small(step.radius),
            heights=step.heights * tall,
            widths=step.widths * share,
        )
        for step in model.steps.steps
    )
    bars = model.bars
    if bars is not None:
        sizes = tuple(replace(one, height=one.height * tall) for one in bars.sizes)
        heights, width = bars.heights * tall, bars.width * tall
        bars = replace(bars, heights=heights, sizes=sizes, width=width)
    flows = model.flows
    if flows is not None:
        arrows = tuple(replace(one, width=one.width * share) for one in flows.widths)
        flows = Flows(flows.frame.assign(width=flows.frame["width"] * share), arrows)
    return replace(
        model,
        areas=model.areas.assign(radius=small(model.areas["radius"].to_numpy(float))),
        points=model.points.assign(radius=small(model.points["radius"].to_numpy(float))),
        sizes=tuple(replace(one, radius=max(one.radius * share, VISIBLE)) for one in model.sizes),
        steps=replace(model.steps, steps=steps),
        bars=bars,
        flows=flows,
    )


def _exact(box: Box, size: tuple[float, float]) -> float:
    """Return the scale at which a territory of `size` fills one of the boxes."""
    room, heading = box.inset(_MARGIN), fonts.line_height(_SIZE) + 1.0
    return max(size[0] / room.width, size[1] / (room.height - heading))


def _share(box: Box, count: int, size: tuple[float, float], *, rtl: bool) -> list[Box]:
    """Cut a frame into so many boxes, in the rows and columns that make maps largest.

    They come in the order in which people read.
    """

    def scale(columns: int) -> float:
        rows = -(-count // columns)
        wide = (box.width - (columns - 1) * _GAP) / columns
        tall = (box.height - (rows - 1) * _GAP) / rows - fonts.line_height(_SIZE)
        return max(size[0] / wide, size[1] / max(tall, 1.0))

    columns = min(range(1, count + 1), key=scale)
    rows = -(-count // columns)
    wide = (box.width - (columns - 1) * _GAP) / columns
    tall = (box.height - (rows - 1) * _GAP) / rows
    boxes = []
    for i in range(count):
        column, row = i % columns, i // columns
        column = columns - 1 - column if rtl else column
        x, y = box.x0 + column * (wide + _GAP), box.y1 - row * (tall + _GAP)
        boxes.append(Box(x, y - tall, x + wide, y))
    return boxes
