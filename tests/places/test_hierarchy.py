"""Names of areas at several levels narrow each other; what they leave open is listed."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from probono_kit.errors import ProbonoError
from probono_kit.places import HierarchyMatch, match_areas, match_hierarchy
from probono_kit.places.decisions import read_decisions

PLACES = pd.DataFrame(
    [
        (1, "A", "Est", ""),
        (1, "B", "Ouest", ""),
        (1, "C", "Plateaux", ""),
        (2, "A1", "Nord", "A"),
        (2, "A2", "Tambacounda", "A"),
        (2, "B1", "Nord", "B"),
        (2, "B2", "Lac", "B"),
        (2, "C1", "Bignona", "C"),
        (2, "C2", "Oussouye", "C"),
        (2, "C3", "Goudomp", "C"),
        (3, "A11", "Koumé", "A1"),
        (3, "A21", "Missirah", "A2"),
        (3, "B11", "Koumé", "B1"),
        (3, "B21", "Diffa", "B2"),
    ],
    columns=["level", "area_code", "area_name", "parent_code"],
)
COLUMNS = {1: "reg", 2: "dep", 3: "com"}


def match(*rows: tuple[str, ...], **options: object) -> HierarchyMatch:
    width = len(rows[0])
    columns = dict(list(COLUMNS.items())[:width])
    table = pd.DataFrame(list(rows), columns=list(columns.values()))
    return match_hierarchy(table, PLACES, columns=columns, **options)  # type: ignore[arg-type]


def finest(result: HierarchyMatch) -> list[tuple[str, str]]:
    frame = result.frame.fillna("")
    return list(zip(frame["area_code"], frame["match_method"], strict=True))


@pytest.mark.parametrize(
    ("row", "code", "method"),
    [
        (("OUEST", "nord"), "B1", "name"),
        (("Région de l'Est", "Dép. Nord"), "A1", "name"),
        (("", "Lac"), "B2", "name"),
        (("Est", ""), "A", "name"),
        (("", "Nord"), "", "ambiguous"),
        (("Est", "Lac"), "", "conflict"),
        (("Est", "Tambakounda"), "", "none"),
        (("Est", "Inconnu"), "", "none"),
        (("", ""), "", "empty"),
        (("Ouest", "Nord", "Koumé"), "B11", "name"),
        (("", "Nord", "Koumé"), "", "ambiguous"),
        (("Ouest", "", "koume"), "B11", "name"),
        (("", "", "Diffa"), "B21", "name"),
    ],
)
def test_each_level_narrows_the_one_below(row: tuple[str, ...], code: str, method: str) -> None:
    """A name is looked up in the area above it, and homonyms and contradictions stay open."""
    assert finest(match(row)) == [(code, method)]


def test_what_lies_around_a_known_area_is_known() -> None:
    """A missing region is filled in from the department, with the reason."""
    result = match(("", "", "Diffa"))
    assert result.frame.loc[0, ["area_code_1", "area_code_2"]].tolist() == ["B", "B2"]
    row = result.report[result.report["level"].eq(1)].iloc[0]
    assert (row["method"], row["evidence"]) == ("children", "Diffa (B21) lies in Ouest (B).")


def test_a_misspelt_region_is_known_by_its_department_and_then_settles_homonyms() -> None:
    """Two departments of one region vouch for its misspelling in every row that has it."""
    result = match(("Plateuax", "Bignona"), ("Plateuax", "Oussouye"), ("Plateuax", "Gudomp"))
    assert result.frame["area_code_1"].tolist() == ["C", "C", "C"]
    report = result.report.set_index("name")
    assert report.loc["Gudomp", "proposed"] == "C3"
    assert report.loc["Plateuax", "method"] == "children"


def test_a_name_that_no_list_has_is_taken_only_if_all_below_it_agree() -> None:
    """Three departments of one region vouch for a former name; one of another region forbids it."""
    rows = [("Casamance", "Bignona"), ("Casamance", "Oussouye"), ("Casamance", "Goudomp")]
    assert match(*rows).frame["area_code_1"].tolist() == ["C", "C", "C"]
    mixed = match(*rows, ("Casamance", "Lac")).frame
    assert mixed["area_code_1"].isna().all()
    assert mixed["area_code_2"].tolist() == ["C1", "C2", "C3", "B2"]


def test_a_conflict_names_both_and_keeps_the_level_that_is_sure() -> None:
    """A department of another region has no code; the region keeps its own."""
    result = match(("Est", "Lac"))
    assert result.frame.loc[0, "area_code_1"] == "A"
    row = result.report.iloc[0]
    assert (row["level"], row["status"], row["candidates"]) == (2, "conflict", "Lac (B2)")
    assert "Ouest" in row["evidence"]
    assert "places.conflict" in [found.code for found in result.findings]


def test_close_names_are_taken_only_if_that_is_asked_for() -> None:
    """A misspelt department is proposed, and taken with accept_close."""
    assert finest(match(("Est", "Tambakounda"), accept_close=True)) == [("A2", "close_name")]
    assert match(("Est", "Tambakounda")).report.iloc[0]["proposed"] == "A2"


def test_codes_are_compared_with_names_at_every_level() -> None:
    """A bent code is repaired, and a code that contradicts its name is a conflict."""
    table = pd.DataFrame(
        {"c": ["a-1", "B2", "B1", "C1"], "dep": ["Nord", "Lac", "Nord", "Lac"], "reg": ["Est"] * 4}
    )
    result = match_hierarchy(table, PLACES, columns={1: "reg", 2: "dep"}, code_columns={2: "c"})
    assert result.frame["match_method"].tolist() == ["code_repaired"] + ["conflict"] * 3
    alone = match_hierarchy(table.drop(columns="reg"), PLACES, columns={}, code_columns={2: "c"})
    assert alone.frame["area_code_1"].tolist() == ["A", "B", "B", "C"]


def test_decisions_of_a_person_are_replayed(tmp_path: Path) -> None:
    """What was decided holds under its parent, and then counts as known."""
    path = tmp_path / "places.csv"
    path.write_text("name,parent,area_code\nTambakounda,Est,A2\nNord,,B1\nAilleurs,,-\n")
    rows = (("Est", "TAMBAKOUNDA"), ("", "Nord"), ("Est", "ailleurs"))
    result = match(*rows, decisions=read_decisions(path))
    assert finest(result) == [("A2", "decision"), ("B1", "decision"), ("A", "name")]
    path.write_text("name,area_code\nNord,Z9\n")
    with pytest.raises(ProbonoError):
        match(*rows, decisions=path)


def shaped() -> gpd.GeoDataFrame:
    boxes = {"A1": box(0, 0, 1, 1), "A2": box(1, 0, 2, 1), "B1": box(2, 0, 3, 1)}
    boxes["B2"] = box(3, 0, 4, 1)
    flat = PLACES[PLACES["level"].le(2) & PLACES["parent_code"].ne("C")]
    return gpd.GeoDataFrame(flat, geometry=flat["area_code"].map(boxes).tolist(), crs="EPSG:4326")


@pytest.mark.parametrize(
    ("dep", "point", "code", "method"),
    [
        ("Nord", (0.5, 2.5), "B1", "coordinates"),
        ("Nord", (0.5, 3.5), "", "ambiguous"),
        ("Tambakunda", (0.5, 1.5), "A2", "coordinates"),
        ("Lac", (0.5, 0.5), "", "conflict"),
        ("Lac", (0.5, 2.97), "B2", "name"),
        ("Lac", (50.0, 50.0), "B2", "name"),
        ("Lac", (None, None), "B2", "name"),
    ],
)
def test_a_point_is_a_witness(
    dep: str, point: tuple[float | None, float | None], code: str, method: str
) -> None:
    """A point settles homonyms and near names, contradicts from afar, and else says nothing."""
    areas = shaped()
    layers = {1: areas[areas["level"].eq(1)].drop(columns="geometry"), 2: areas[areas.level.eq(2)]}
    table = pd.DataFrame({"dep": [dep], "lat": [point[0]], "lon": [point[1]]})
    result = match_hierarchy(table, layers, columns={2: "dep"}, coordinates=("lat", "lon"))
    assert finest(result) == [(code, method)]


def test_a_level_that_the_list_does_not_have_is_named() -> None:
    """The message says which levels there are."""
    with pytest.raises(ProbonoError) as caught:
        match_hierarchy(pd.DataFrame({"v": ["x"]}), PLACES, columns={4: "v"})
    assert "1, 2, 3" in caught.value.findings[0].message("fr").replace(" et ", ", ")


NAMES = st.sampled_from(["", "Est", "Ouest", "Nord", "Lac", "Lak", "Bignona", "Plateuax", "?"])


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_no_row_is_lost_and_levels_never_contradict_each_other(rows: list[tuple[str, str]]) -> None:
    """Every row keeps its place, and an area that is given lies in the one given above it."""
    result = match(*rows, accept_close=True)
    frame = result.frame
    assert frame[["reg", "dep"]].to_numpy().tolist() == [list(row) for row in rows]
    parents = dict(PLACES[["area_code", "parent_code"]].to_numpy().tolist())
    both = frame.dropna(subset=["area_code_1", "area_code_2"])
    agreed = both[both["match_method"].ne("conflict")]
    assert agreed["area_code_2"].map(parents).eq(agreed["area_code_1"]).all()
    for counts in result.counts.values():
        assert counts.rows == len(rows) == counts.matched + counts.unmatched


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_one_level_alone_answers_as_match_areas_does(names: list[str]) -> None:
    """Without other columns nothing narrows anything."""
    table = pd.DataFrame({"dep": names})
    one = match_hierarchy(table, PLACES, columns={2: "dep"}).frame["area_code"]
    other = match_areas(table, PLACES[PLACES["level"].eq(2)], name_column="dep").frame["area_code"]
    assert one.fillna("").tolist() == other.fillna("").tolist()
