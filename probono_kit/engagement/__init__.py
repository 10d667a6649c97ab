"""One mission for one NGO: its folder, its brief, and the notebooks that its tasks run."""

from __future__ import annotations

from probono_kit.engagement.brief import BRIEF_NAME, SCHEMA_NAME, Brief, Ngo, Source, Task
from probono_kit.engagement.catalogue import (
    NotebookEntry,
    check_parameters,
    notebook,
    notebooks,
    parameter_cell,
    validate_parameters,
)
from probono_kit.engagement.parameters import Parameter, Parameters
from probono_kit.engagement.reading import BriefRead, read_brief
from probono_kit.engagement.texts import LocalisedText

__all__ = [
    "BRIEF_NAME",
    "SCHEMA_NAME",
    "Brief",
    "BriefRead",
    "LocalisedText",
    "Ngo",
    "NotebookEntry",
    "Parameter",
    "Parameters",
    "Source",
    "Task",
    "check_parameters",
    "notebook",
    "notebooks",
    "parameter_cell",
    "read_brief",
    "validate_parameters",
]
