"""From a task to its runs: the matrix, and what fills the parameters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probono_kit.engagement.brief import Task
from probono_kit.engagement.filling import fill_parameters
from probono_kit.engagement.matrix import combinations, matching, size
from tests.engagement.conftest import BRIEF, Typed

VALUES = st.lists(st.sampled_from(["Dakar", "Thiès", 5, 2.5, True]), min_size=1, max_size=4)


@given(st.dictionaries(st.sampled_from(["area", "language", "classes"]), VALUES, max_size=3))
def test_a_matrix_gives_every_combination_once(matrix: dict[str, list[object]]) -> None:
    """As many runs as the product of the lists, each with one value per parameter."""
    task = Task(id="a", notebook="static_map", matrix=matrix)
    runs = list(combinations(task))
    assert len(runs) == size(task)
    assert all(set(run.values) == set(matrix) for run in runs)
    positions = {tuple(sorted(run.values.items(), key=lambda item: item[0])) for run in runs}
    distinct = {name: len(set(values)) for name, values in matrix.items()}
    product = 1
    for count in distinct.values():
        product *= count
    assert len(positions) == product


def test_runs_are_named_by_their_values() -> None:
    """Names are folders on every system, the language last."""
    task = Task(
        id="carte",
        notebook="static_map",
        matrix={"language": ["fr", "en"], "area": ["Thiès", "Saint-Louis"], "per": [-1.5]},
    )
    assert [run.run_id for run in combinations(task)] == [
        "carte-thies-minus-1-5-fr",
        "carte-thies-minus-1-5-en",
        "carte-saint-louis-minus-1-5-fr",
        "carte-saint-louis-minus-1-5-en",
    ]


def test_a_run_takes_the_table_of_its_own_language() -> None:
    """Where both have a language, only the same one fits."""
    clean = Task(id="c", notebook="clean_data", matrix={"language": ["fr", "en"]})
    drawn = Task(id="m", notebook="static_map", matrix={"language": ["fr", "en"], "area": ["D"]})
    found = [[each.run_id for each in matching(clean, run)] for run in combinations(drawn)]
    assert found == [["c-fr"], ["c-en"]]


def filled(typed: Typed, text: str, task: str, number: int = 0) -> dict[str, object]:
    """Return the parameters of one run of a task."""
    brief = typed.read(text).brief
    return fill_parameters(brief, brief.task(task), list(combinations(brief.task(task)))[number])


def test_the_brief_fills_what_the_task_leaves_open(typed: Typed) -> None:
    """NGO, source, licence, dates and columns come from the brief."""
    p = filled(typed, BRIEF, "carte")
    assert p["ngo"] == "Eau Vive"
    assert p["language"] == "fr"
    assert p["country"] == "SEN"
    assert p["produced"] == "2026-11-22"
    assert p["columns"] == ["Région"]
    assert p["map_id"] == "carte"
    # The table came through another task; its source is still named.
    assert p["source"] == "Inventaire, Eau Vive"
    assert p["licence"] == "CC BY 4.0"
    assert p["data_date"] == "avril 2025"
    assert p["areas_source"] == "Limites, ANSD, 2024"


def test_the_task_comes_before_the_brief(typed: Typed) -> None:
    """What a task sets is what its notebook gets."""
    text = BRIEF.replace("title: Carte", "title: Carte, country: TCD, source: Enquête")
    p = filled(typed, text, "carte")
    assert (p["country"], p["source"]) == ("TCD", "Enquête")


def test_the_cells_sample_values_never_reach_a_task(typed: Typed) -> None:
    """A parameter that nobody set is empty, not what the notebook shows as an example."""
    p = filled(typed, BRIEF.replace("country: SEN", "country: ''"), "carte")
    assert (p["country"], p["place_column"], p["legend_title"]) == ("", "", "")


def test_texts_follow_the_language_of_the_run(typed: Typed) -> None:
    """One title per language; a credit in the language where it has one."""
    text = (
        BRIEF.replace("title: Carte", "title: {fr: Carte, en: Map}")
        .replace("areas: limits-file}", "areas: limits-file}\n    matrix: {language: [fr, en]}")
        .replace("date: avril 2025", "date: {fr: avril 2025, en: April 2025}")
        .replace("languages: [fr]", "languages: [fr, en]")
    )
    french, english = filled(typed, text, "carte", 0), filled(typed, text, "carte", 1)
    assert (french["language"], french["title"], french["data_date"]) == (
        "fr",
        "Carte",
        "avril 2025",
    )
    assert (english["language"], english["title"], english["data_date"]) == (
        "en",
        "Map",
        "April 2025",
    )
