"""Running tasks: execution, batches, manifest."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probono_kit.run.batch import render, review
    from probono_kit.run.clean_views import changes_table, types_table
    from probono_kit.run.collection_files import save_form
    from probono_kit.run.database_files import save_database_files
    from probono_kit.run.database_page import show_diagram
    from probono_kit.run.explore_files import (
        columns_table,
        insights_table,
        save_exploration,
    )
    from probono_kit.run.fingerprint import versions
    from probono_kit.run.monitor_files import (
        issues_table,
        save_monitoring,
    )
    from probono_kit.run.outputs import (
        Output,
        Outputs,
        Preview,
        Role,
        map_outputs,
        read_executed,
    )
    from probono_kit.run.place_files import save_places
    from probono_kit.run.planning import Run, plan
    from probono_kit.run.provenance import manifest
    from probono_kit.run.record import RunRecord, Status
    from probono_kit.run.report import Progress, RunReport, RunResult
    from probono_kit.run.sample_files import save_sample
    from probono_kit.run.save import Saved, save_clean_table

#: Names and their modules, imported when they are asked for: a notebook that shows its outputs
#: does not wait for what runs notebooks.
_HOMES = {
    "Output": "outputs",
    "Outputs": "outputs",
    "Preview": "outputs",
    "Progress": "report",
    "Role": "outputs",
    "Run": "planning",
    "RunRecord": "record",
    "RunReport": "report",
    "RunResult": "report",
    "Saved": "save",
    "Status": "record",
    "changes_table": "clean_views",
    "columns_table": "explore_files",
    "insights_table": "explore_files",
    "issues_table": "monitor_files",
    "manifest": "provenance",
    "map_outputs": "outputs",
    "plan": "planning",
    "read_executed": "outputs",
    "render": "batch",
    "review": "batch",
    "show_diagram": "database_page",
    "save_clean_table": "save",
    "save_database_files": "database_files",
    "save_exploration": "explore_files",
    "save_form": "collection_files",
    "save_monitoring": "monitor_files",
    "save_places": "place_files",
    "save_sample": "sample_files",
    "types_table": "clean_views",
    "versions": "fingerprint",
}

__all__ = [
    "Output",
    "Outputs",
    "Preview",
    "Progress",
    "Role",
    "Run",
    "RunRecord",
    "RunReport",
    "RunResult",
    "Saved",
    "Status",
    "changes_table",
    "columns_table",
    "insights_table",
    "issues_table",
    "manifest",
    "map_outputs",
    "plan",
    "read_executed",
    "render",
    "review",
    "save_clean_table",
    "save_database_files",
    "save_exploration",
    "save_form",
    "save_monitoring",
    "save_places",
    "save_sample",
    "show_diagram",
    "types_table",
    "versions",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
