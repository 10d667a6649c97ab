"""One mission for one NGO: its folder, its brief, and the notebooks that its tasks run."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from probono_kit.engagement.brief import BRIEF_NAME, SCHEMA_NAME, Brief, Ngo, Source, Task
from probono_kit.engagement.catalogue import (
    NotebookEntry,
    check_parameters,
    notebook,
    notebooks,
    parameter_cell,
    validate_parameters,
)
from probono_kit.engagement.lifecycle import new_engagement
from probono_kit.engagement.parameters import Parameter, Parameters
from probono_kit.engagement.reading import BriefRead, read_brief
from probono_kit.engagement.schema import brief_schema
from probono_kit.engagement.texts import LocalisedText

if TYPE_CHECKING:
    from probono_kit.engagement.clean_steps import clean_step, read_step
    from probono_kit.engagement.map_description import map_spec
    from probono_kit.engagement.place_steps import place_step, place_table
    from probono_kit.engagement.steps import (
        MapInputs,
        MapLayers,
        map_inputs,
        map_layers,
        match_rows,
    )

__all__ = [
    "BRIEF_NAME",
    "SCHEMA_NAME",
    "Brief",
    "BriefRead",
    "LocalisedText",
    "MapInputs",
    "MapLayers",
    "Ngo",
    "NotebookEntry",
    "Parameter",
    "Parameters",
    "Source",
    "Task",
    "brief_schema",
    "check_parameters",
    "clean_step",
    "map_inputs",
    "map_layers",
    "map_spec",
    "match_rows",
    "new_engagement",
    "notebook",
    "notebooks",
    "parameter_cell",
    "place_step",
    "place_table",
    "read_brief",
    "read_step",
    "validate_parameters",
]

#: Imported when they are asked for: who reads a brief need not wait for geopandas.
_HOMES = {
    "MapInputs": "steps",
    "MapLayers": "steps",
    "clean_step": "clean_steps",
    "map_inputs": "steps",
    "map_layers": "steps",
    "map_spec": "map_description",
    "match_rows": "steps",
    "place_step": "place_steps",
    "place_table": "place_steps",
    "read_step": "clean_steps",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
