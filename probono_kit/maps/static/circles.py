"""Circles in proportion, points, and badges with icons: what stands on a place of the page."""

from __future__ import annotations

import numpy as np

from probono_kit.maps.arrays import Array
from probono_kit.maps.signs import badges, sign_radius, signs_of
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Sheet
from probono_kit.maps.static.signs import draw_signs


def draw_circles(sheet: Sheet, frame: Frame) -> None:
    """Draw circles, points and badges, the large ones first, so that no small one disappears."""
    model = frame.model
    rows, places = (
        (model.points, frame.spots) if len(model.points) else (model.areas, frame.anchors)
    )
    if not len(rows) or (model.look not in (Kind.SYMBOLS, Kind.POINTS) and not frame.has_badges):
        return
    radius = circle_radii(frame)
    order = [i for i in np.argsort(-radius, kind="stable") if radius[i] > 0]
    chosen = rows.iloc[order]
    classes = () if model.look is Kind.SYMBOLS else model.classes
    draw_signs(
        sheet, places[order], radius[order], list(chosen["fill"]),
        signs_of(classes, chosen["class_key"]), clip=frame.box, gid="symbols",
        alpha=0.92 if model.look is Kind.SYMBOLS else 1.0,
    )  # fmt: skip


def circle_radii(frame: Frame) -> Array:
    """Return the radius of each circle, point or badge on the page, in mm, 0 for none."""
    model, factor = frame.model, frame.layout.factor
    if frame.has_badges:
        return badges(model) * factor
    if model.look is Kind.POINTS:
        count = len(model.points)
        # Of all times, so that small maps of several times have signs of one size.
        whole = len(model.steps.steps[0].shown) if model.steps else count
        return np.full(count, sign_radius(model.classes, whole) * factor)
    rows = model.points if len(model.points) else model.areas
    return np.asarray(np.nan_to_num(rows["radius"].to_numpy(float)) * factor)
