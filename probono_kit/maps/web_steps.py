"""Steps of time for the page: what a slider changes."""

from __future__ import annotations

import numpy as np

from probono_kit.encoding import encode
from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, MapModel
from probono_kit.maps.steps import Step
from probono_kit.maps.text import counted
from probono_kit.maps.web_bars import high_bars
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_layers import area_fills, encoded, has_circles, palette_of, pixels


def steps_palette(model: MapModel) -> Layer:
    """Return the colours of all steps, and which of them areas have at the last one."""
    if model.steps is None or len(model.points) or model.flows is not None:
        return {}
    made = _whole(model)
    return made | {"fills": made["fills"][-len(model.areas) :], "stepped": 1}


def _whole(model: MapModel) -> Layer:
    assert model.steps is not None
    keys = np.concatenate([step.class_key for step in model.steps.steps])
    return palette_of(keys, area_fills(model, model.steps.steps))


def steps_layer(model: MapModel) -> Layer:
    """Return what the slider of a map over time changes, for ``probono.steps``."""
    assert model.steps is not None
    steps = model.steps.steps
    if model.flows is not None:
        made = _of_flows(steps)
    elif len(model.points):
        made = _of_points(model, steps)
    else:
        made = _of_areas(model, steps)
    heading = model.legend_title
    column = list(model.table.columns).index(heading) if heading in model.table.columns else -1
    return made | {
        "column": -1 if len(model.points) or model.flows is not None else column,
        "texts": {
            name: encode(text)
            for name, text in (
                ("time", _("Time", model.language)),
                ("play", _("Play", model.language)),
                ("pause", _("Pause", model.language)),
            )
        },
    }


def _counts(model: MapModel, step: Step) -> Layer:
    return {
        line.key: encode(
            counted(
                model.kind, step.count(line.key), model.language, points=bool(len(model.points))
            )
        )
        for line in model.classes
    }


def _of_areas(model: MapModel, steps: tuple[Step, ...]) -> Layer:
    count = len(model.areas)
    numbers = _whole(model)["fills"]
    labels = {line.key: line.label for line in model.classes}
    made: Layer = {
        "labels": [encode(step.label) for step in steps],
        "fills": [numbers[i * count : (i + 1) * count] for i in range(len(steps))],
        "hatched": [[int(key == NO_DATA) for key in step.class_key] for step in steps],
        "told": [
            encoded(
                text or labels.get(key, "")
                for text, key in zip(
                    step.told if len(step.told) else step.value_text, step.class_key, strict=True
                )
            )
            for step in steps
        ],
        "counts": [_counts(model, step) for step in steps],
    }
    if model.bars is not None:
        made["heights"] = [high_bars(step.heights) for step in steps]
    elif has_circles(model):
        made["radii"] = [pixels(step.radius) for step in steps]
        made["circle"] = encode(model.classes[0].colour)
    return made


def _of_flows(steps: tuple[Step, ...]) -> Layer:
    return {
        "labels": [encode(step.label) for step in steps],
        "told": [encoded(step.told) for step in steps],
        "widths": [pixels(step.widths) for step in steps],
        "counts": [{} for _step in steps],
    }


def _of_points(model: MapModel, steps: tuple[Step, ...]) -> Layer:
    """Points each have a time of their own, or none; after the last step come all of them.

    Dots come area by area, and an area shows the first of its own at each time.
    """
    if model.steps is not None and len(model.steps.dots):
        most = model.steps.dots
        ends = np.cumsum(most)
        return {
            "labels": [encode(step.label) for step in steps],
            "dots": most.tolist(),
            "present": [
                [
                    int(step.shown[end - count : end].sum())
                    for count, end in zip(most, ends, strict=True)
                ]
                for step in steps
            ],
            "counts": [_counts(model, step) for step in steps],
        }
    times = np.full(len(model.points), -1)
    for i, step in enumerate(steps):
        times[step.shown] = i
    all_of_them = {
        line.key: encode(counted(model.kind, line.count, model.language, points=True))
        for line in model.classes
    }
    return {
        "labels": [*(encode(step.label) for step in steps), encode(_("All times", model.language))],
        "times": times.tolist(),
        "counts": [*(_counts(model, step) for step in steps), all_of_them],
    }
