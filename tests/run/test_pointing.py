"""Findings about parameters: the line of the brief."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probono_kit.engagement import read_brief
from probono_kit.findings import Findings, finding
from probono_kit.resources import share_path
from probono_kit.run import RunResult, Status, plan
from probono_kit.run.pointing import pointed

TASK = {
    "id": "wells",
    "notebook": "static_map",
    "inputs": {"table": "list"},
    "parameters": {"title": "Wells", "icons": {"Pump": "no-such-icon"}},
    "matrix": {"palette": ["lagoon", "no-such-palette"]},
}
BRIEF = {
    "engagement": "wells",
    "title": "Wells",
    "question": "Where?",
    "ngo": {"name": "Wells for All"},
    "languages": ["en"],
    "produced": "2026-11-22",
    "sources": {"list": {"file": "raw/wells.csv", "licence": "CC0-1.0", "date": "2026"}},
    "columns_to_share": ["area"],
    "tasks": [TASK],
}


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("icons", "      icons:"),
        ("icons[Pump]", "      icons:"),
        ("icons › Pump", "      icons:"),
        ("palette", "      palette:"),
        ("table", "      table: list"),
        ("layout", "  - id: wells"),
    ],
)
def test_a_parameter_is_named_with_its_line(tmp_path: Path, where: str, line: str) -> None:
    """One that is not set has the line of its task."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/wells.csv").write_text("area,wells\nA,1\n", "utf-8")
    text = yaml.safe_dump(BRIEF, sort_keys=False).replace("\n- id", "\n  - id")
    head, tasks = text.split("tasks:\n")
    indented = tasks.replace("\n", "\n  ").rstrip(" ")
    (tmp_path / "engagement.yml").write_text(f"{head}tasks:\n{indented}", "utf-8")
    read = read_brief(tmp_path)
    said = Findings([finding("map.palette_unknown", where, palette="x", near=())])
    result = pointed(RunResult(plan(read.brief)[0], Status.FAILED, said), read)
    place, task, rest = result.findings[0].where.split(" › ", 2)
    written = (tmp_path / "engagement.yml").read_text("utf-8").splitlines()
    assert written[int(place.removeprefix("engagement.yml:")) - 1] == line
    assert (task, rest) == ("wells", where)


@pytest.mark.parametrize("where", ["table.csv › A1", "work/wells", "wells.xlsx", "My column", ""])
def test_other_places_stay_as_they_are(where: str) -> None:
    """Files, folders and columns are no parameters."""
    read = read_brief(share_path("data/samples/water-points"))
    said = Findings([finding("map.palette_unknown", where, palette="x", near=())])
    result = pointed(RunResult(plan(read.brief)[0], Status.FAILED, said), read)
    assert result.findings[0].where == where
