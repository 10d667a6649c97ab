"""Steps of time for the page: what a slider changes."""

from __future__ import annotations

import numpy as np

from probono_kit.encoding import encode
from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, MapModel
from probono_kit.maps.text import counted
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_layers import encoded, palette_of


def steps_palette(model: MapModel) -> Layer:
    """Return the colours of all steps, and which of them areas have at the last one."""
    if model.steps is None:
        return {}
    made = _whole(model)
    return made | {"fills": made["fills"][-len(model.areas) :]}


def _whole(model: MapModel) -> Layer:
    assert model.steps is not None
    keys = np.concatenate([step.class_key for step in model.steps.steps])
    fills = np.concatenate([step.fill for step in model.steps.steps])
    return palette_of(keys, fills)


def steps_layer(model: MapModel) -> Layer:
    """Return what the slider of a map over time changes, for ``probono.steps``."""
    assert model.steps is not None
    language, count = model.language, len(model.areas)
    numbers = _whole(model)["fills"]
    labels = {line.key: line.label for line in model.classes}
    steps = model.steps.steps
    return {
        "labels": [encode(step.label) for step in steps],
        "fills": [numbers[i * count : (i + 1) * count] for i in range(len(steps))],
        "hatched": [[int(key == NO_DATA) for key in step.class_key] for step in steps],
        "values": [
            encoded(
                text or labels.get(key, "")
                for text, key in zip(step.value_text, step.class_key, strict=True)
            )
            for step in steps
        ],
        "counts": [
            {
                line.key: encode(counted(model.kind, step.count(line.key), language, points=False))
                for line in model.classes
            }
            for step in steps
        ],
        "texts": {
            name: encode(text)
            for name, text in (
                ("time", _("Time", language)),
                ("play", _("Play", language)),
                ("pause", _("Pause", language)),
            )
        },
    }
