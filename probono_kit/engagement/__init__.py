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
    from probono_kit.engagement.collection_steps import describe_step, form_step, question_table
    from probono_kit.engagement.database_steps import design_step, enter_tables
    from probono_kit.engagement.explore_areas import area_step
    from probono_kit.engagement.explore_steps import (
        answer_step,
        found_step,
        profile_step,
        relation_step,
    )
    from probono_kit.engagement.explore_table import ExploreInputs, explore_inputs
    from probono_kit.engagement.layer_steps import FurtherLayers, further_layers
    from probono_kit.engagement.map_description import map_spec
    from probono_kit.engagement.monitor_steps import (
        CollectionInputs,
        collection_inputs,
        monitor_step,
        roles_table,
    )
    from probono_kit.engagement.place_steps import place_step, place_table
    from probono_kit.engagement.sample_steps import sample_step
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
    "CollectionInputs",
    "ExploreInputs",
    "FurtherLayers",
    "LocalisedText",
    "MapInputs",
    "MapLayers",
    "Ngo",
    "NotebookEntry",
    "Parameter",
    "Parameters",
    "Source",
    "Task",
    "answer_step",
    "area_step",
    "brief_schema",
    "check_parameters",
    "clean_step",
    "collection_inputs",
    "describe_step",
    "design_step",
    "enter_tables",
    "explore_inputs",
    "form_step",
    "found_step",
    "further_layers",
    "map_inputs",
    "map_layers",
    "map_spec",
    "match_rows",
    "monitor_step",
    "new_engagement",
    "notebook",
    "notebooks",
    "parameter_cell",
    "place_step",
    "place_table",
    "profile_step",
    "question_table",
    "read_brief",
    "read_step",
    "relation_step",
    "roles_table",
    "sample_step",
    "validate_parameters",
]

#: Imported when they are asked for: who reads a brief need not wait for geopandas.
_HOMES = {
    "CollectionInputs": "monitor_steps",
    "ExploreInputs": "explore_table",
    "FurtherLayers": "layer_steps",
    "MapInputs": "steps",
    "MapLayers": "steps",
    "answer_step": "explore_steps",
    "area_step": "explore_areas",
    "clean_step": "clean_steps",
    "describe_step": "collection_steps",
    "collection_inputs": "monitor_steps",
    "design_step": "database_steps",
    "enter_tables": "database_steps",
    "explore_inputs": "explore_table",
    "form_step": "collection_steps",
    "found_step": "explore_steps",
    "further_layers": "layer_steps",
    "map_inputs": "steps",
    "map_layers": "steps",
    "map_spec": "map_description",
    "match_rows": "steps",
    "monitor_step": "monitor_steps",
    "place_step": "place_steps",
    "place_table": "place_steps",
    "profile_step": "explore_steps",
    "question_table": "collection_steps",
    "read_step": "clean_steps",
    "relation_step": "explore_steps",
    "roles_table": "monitor_steps",
    "sample_step": "sample_steps",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
