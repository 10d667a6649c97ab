"""From tasks to runs in an order in which they can be done."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from probono_kit.engagement import Brief
from probono_kit.run import Run, plan
from probono_kit.run.planning import select


def brief(*tasks: dict[str, Any]) -> Brief:
    """Return a brief with tasks that clean tables."""
    return Brief.model_validate(
        {
            "engagement": "wells",
            "title": "Wells",
            "question": "Where?",
            "ngo": {"name": "Wells for All"},
            "languages": ["en"],
            "produced": "2026-11-22",
            "sources": {"list": {"file": "raw/wells.csv"}},
            "tasks": [{"notebook": "clean_data", **task} for task in tasks],
        }
    )


@st.composite
def graphs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw tasks in any order, each with a source or an earlier drawn task as its table."""
    count = draw(st.integers(1, 8))
    tasks: list[dict[str, Any]] = []
    for number in range(count):
        before = ["list", *(task["id"] for task in tasks)]
        tasks.append({"id": f"t{number}", "inputs": {"table": draw(st.sampled_from(before))}})
    return draw(st.permutations(tasks))


@given(graphs())
def test_every_run_comes_after_those_it_needs(tasks: list[dict[str, Any]]) -> None:
    """And none is lost or done twice."""
    runs = plan(brief(*tasks))
    seen: set[str] = set()
    for run in runs:
        assert set(run.after) <= seen
        seen.add(run.id)
    assert sorted(seen) == sorted(task["id"] for task in tasks)
    assert len(runs) == len(tasks)


@given(graphs(), st.data())
def test_what_is_selected_can_be_done(tasks: list[dict[str, Any]], data: st.DataObject) -> None:
    """A selection holds all that it needs, in the same order, and nothing else."""
    runs = plan(brief(*tasks))
    wanted = data.draw(st.sets(st.sampled_from([run.id for run in runs]), min_size=1))
    chosen = select(runs, wanted)
    ids = {run.id for run in chosen}
    assert wanted <= ids
    assert all(set(run.after) <= ids for run in chosen)
    assert chosen == [run for run in runs if run.id in ids]
    needed = set(wanted)
    for run in reversed(chosen):
        needed |= set(run.after) if run.id in needed else set()
    assert ids == needed


def test_paths_are_those_of_the_engagement() -> None:
    """Relative, with slashes, in the run's own folder."""
    (run,) = plan(brief({"id": "clean", "inputs": {"table": "list"}}))
    assert run.parameters["table"] == "raw/wells.csv"
    assert run.parameters["areas"] == "base:admin1"
    assert run.parameters["output_folder"] == "work/clean"


def test_runs_of_a_matrix_take_the_table_of_their_language() -> None:
    """Each map in the language of its table."""
    matrix = {"language": ["en", "fr"]}
    runs: list[Run] = plan(
        brief(
            {"id": "b", "inputs": {"table": "a"}, "matrix": matrix},
            {"id": "a", "inputs": {"table": "list"}, "matrix": matrix},
        )
    )
    assert [(run.id, run.after, run.language) for run in runs] == [
        ("a-en", (), "en"),
        ("b-en", ("a-en",), "en"),
        ("a-fr", (), "fr"),
        ("b-fr", ("a-fr",), "fr"),
    ]
