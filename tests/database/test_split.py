"""Rows shared out among the tables of a design, and put together again."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from probono_kit.database import (
    Design,
    Field,
    Link,
    Origin,
    Source,
    Table,
    check_design,
    flat_view,
    split_sources,
)
from probono_kit.errors import ProbonoError
from tests.database.households import design, households, number, visits


def changed(source: Source, row: int, **cells: object) -> Source:
    """Return a source with other values in one row."""
    frame = source.frame.copy()
    for name, value in cells.items():
        frame.loc[row, name] = value
    return replace(source, frame=frame)


def codes_of(split: object) -> list[str]:
    """Return the codes of the findings."""
    return [found.code for found in split.findings]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["households", "visits"])
def test_the_cleaned_table_comes_back_cell_by_cell(name: str) -> None:
    """Rows in = rows out: every column in its place, in its type, with what it held."""
    sources = {source.name: source for source in (households(), visits())}
    split = split_sources(design(), list(sources.values()))
    assert not split.findings
    assert split.left_out.empty
    again = flat_view(design(), split.rows, name)
    pd.testing.assert_frame_equal(again, sources[name].frame.reset_index(drop=True))


def test_choices_become_one_row_each_and_the_list_of_choices_is_whole() -> None:
    """What nobody chose is still a choice; what one person chose twice over is one row."""
    rows = split_sources(design(), [households(), visits()]).rows
    assert rows["need"]["need"].tolist() == ["water", "food", "none"]
    pairs = rows["household_need"][["household_id", "need"]].to_numpy().tolist()
    assert pairs == [[1, "water"], [1, "food"], [2, "water"]]
    assert rows["household"]["needs_asked"].tolist() == [True, True, True]


def test_numbered_columns_become_rows_of_the_household() -> None:
    """The second child of the third household is there, though the first has no age."""
    child = split_sources(design(), [households(), visits()]).rows["child"]
    assert child["household_id"].tolist() == [1, 1, 3, 3]
    assert child["number"].tolist() == [1, 2, 1, 2]
    assert child["age"].tolist() == [3, 5, pd.NA, 7]


def test_places_are_points_where_both_coordinates_are_there() -> None:
    """A longitude alone makes no point, and is kept as a number."""
    household = split_sources(design(), [households(), visits()]).rows["household"]
    assert [None if p is None else (p.x, p.y) for p in household.geometry] == [
        (-16.1, 14.1),
        (-16.2, 14.2),
        None,
    ]
    assert household.crs == "EPSG:4326"
    assert household["lon"].tolist()[2] == -16.3


def test_origins_name_file_sheet_and_row() -> None:
    """Where a region was read first is known."""
    origins = split_sources(design(), [households(), visits()]).origins
    assert origins["region"].to_numpy().tolist() == [["households", "survey.xlsx", "main", 2]]
    assert origins["visit"]["row"].tolist() == [2, 3, 4]


def test_a_visit_of_nobody_is_told_with_its_row() -> None:
    """The row stays, without its household, and the finding says where to look."""
    lost = changed(visits(), 4, _parent_index=9)
    split = split_sources(design(), [households(), lost])
    found = split.findings.errors[0]
    assert found.code == "design.link_to_nothing"
    assert found.where == "survey.xlsx › visits"
    assert "rows 4" in found.message("en")
    assert split.rows["visit"]["household_id"].tolist() == [1, 1, pd.NA]
    assert split.left_out[["row", "column", "value"]].to_numpy().tolist() == [
        [4, "_parent_index", "9"]
    ]


def test_a_contradiction_is_decided_by_most_rows_and_listed() -> None:
    """Two of three households say Thiès of SN01: Thiès it is, and row 4 is listed."""
    wrong = changed(households(), 4, Code="SN01", Région="Dakar")
    split = split_sources(design(), [wrong, visits()])
    assert split.rows["region"]["name"].tolist() == ["Thiès"]
    listed = split.left_out[["row", "column", "value", "kept", "why"]].to_numpy().tolist()
    assert listed == [[4, "Région", "Dakar", "Thiès", "contradicts"]]
    assert codes_of(split) == ["design.contradicts"]


def test_an_empty_cell_that_others_fill_is_told() -> None:
    """The database knows the name of SN01 even where a row left it empty; that is no secret."""
    gap = changed(households(), 3, Région=None)
    split = split_sources(design(), [gap, visits()])
    assert split.left_out[["row", "value", "kept", "why"]].to_numpy().tolist() == [
        [3, "", "Thiès", "filled_in"]
    ]


def test_marks_that_disagree_with_the_cell_are_told() -> None:
    """The cell says water, the marks say food as well: both choices are kept, and told."""
    split = split_sources(design(), [changed(households(), 3, **{"needs/food": 1}), visits()])
    listed = split.left_out[["row", "column", "value", "kept"]].to_numpy().tolist()
    assert listed == [[3, "needs", "water", "water food"]]
    assert codes_of(split) == ["design.written_otherwise"]


def sites(*names: str | None) -> tuple[Design, Source]:
    """Return a design of one table with a natural key, and its rows."""
    columns = {"name": "Site", "type": "Type"}
    site = Table(
        name="site",
        fields=(Field(name="name"), Field(name="type")),
        key=("name",),
        origins=(Origin(source="sites", columns=columns),),
    )
    frame = pd.DataFrame(
        {"Site": pd.array(names, dtype="str"), "Type": [f"t{i}" for i in range(len(names))]},
        index=range(5, 5 + len(names)),
    )
    return Design(name="sites", tables=(site,)), Source("sites", frame, file="s.csv")


def test_records_with_the_same_key_are_not_mixed() -> None:
    """The first stays as it is; the others are left out whole, with their rows."""
    split = split_sources(*_args(sites("a", "b", "a", "a")))
    assert split.rows["site"].to_numpy().tolist() == [["a", "t0"], ["b", "t1"]]
    assert split.left_out["row"].tolist() == [7, 8]
    assert [(f.code, f.values["rows"]) for f in split.findings] == [
        ("design.key_twice", ("7", "8"))
    ]


def test_a_record_without_key_is_left_out_and_told() -> None:
    """A key that is missing cannot be made up."""
    split = split_sources(*_args(sites("a", None)))
    assert split.rows["site"]["name"].tolist() == ["a"]
    assert [(f.code, f.where) for f in split.findings] == [("design.identity_missing", "s.csv")]
    assert split.left_out[["row", "why"]].to_numpy().tolist() == [[6, "identity_missing"]]


def _args(made: tuple[Design, Source]) -> tuple[Design, list[Source]]:
    return made[0], [made[1]]


def test_areas_that_are_above_each_other_are_told() -> None:
    """Kaya is part of Boulsa, which is part of Kaya: no level is the upper one."""
    area = Table(
        name="area",
        fields=(Field(name="name"), Field(name="part_of")),
        key=("name",),
        links=(Link(fields=("part_of",), table="area"),),
        origins=(Origin(source="a", columns={"name": "Nom", "part_of": "Dans"}),),
    )
    frame = pd.DataFrame(
        {"Nom": ["Kaya", "Boulsa", "Pissila"], "Dans": ["Boulsa", "Kaya", "Kaya"]}, index=[2, 3, 4]
    )
    split = split_sources(Design(name="areas", tables=(area,)), [Source("a", frame)])
    assert [(f.code, f.values["rows"]) for f in split.findings] == [
        ("design.in_a_circle", ("2", "3"))
    ]


def test_the_same_thing_on_two_sheets_is_one_row() -> None:
    """A site that only visits name has a row too; the sheet of sites comes back without it."""
    site = Table(
        name="site",
        fields=(
            number("id"),
            Field(name="name"),
            Field(name="type"),
            Field(name="listed", kind="boolean"),
        ),  # type: ignore[arg-type]
        key=("id",),
        identity=("name",),
        origins=(
            Origin(
                source="sites", columns={"name": "Site", "type": "Type"}, fixed={"listed": True}
            ),
            Origin(source="visits", columns={"name": "Lieu"}),
        ),
    )
    visit = Table(
        name="visit",
        fields=(number("id"), number("site_id")),
        key=("id",),
        links=(Link(fields=("site_id",), table="site"),),
        origins=(Origin(source="visits"),),
    )
    both = Design(name="both", tables=(site, visit))
    place = Source("sites", pd.DataFrame({"Site": ["a", "b"], "Type": ["x", "y"]}))
    seen = Source("visits", pd.DataFrame({"Lieu": ["b", "c", "b"]}))
    split = split_sources(both, [place, seen])
    assert split.rows["site"]["name"].tolist() == ["a", "b", "c"]
    assert split.rows["visit"]["site_id"].tolist() == [2, 3, 2]
    assert flat_view(both, split.rows, "sites")["Site"].tolist() == ["a", "b"]
    assert flat_view(both, split.rows, "visits")["Lieu"].tolist() == ["b", "c", "b"]
    assert split.left_out.empty


def test_all_mistakes_of_a_design_are_said_at_once() -> None:
    """A key without field, a link to nothing, a column that is not there: one list."""
    table = Table(
        name="visit",
        fields=(Field(name="day"),),
        key=("number",),
        links=(Link(fields=("day",), table="sites"),),
        origins=(Origin(source="visits", columns={"day": "jour"}),),
    )
    with pytest.raises(ProbonoError) as problem:
        split_sources(Design(name="d", tables=(table,)), [visits()])
    codes = sorted(found.code for found in problem.value.findings.errors)
    assert codes == ["design.no_column", "design.no_field", "design.no_table"]
    near = next(f for f in problem.value.findings if f.code == "design.no_column")
    assert near.values["near"] == "_parent_index, day"


def test_tables_that_wait_for_each_other_are_named() -> None:
    """Site needs region, region needs site: neither can be filled first."""
    one, other = (
        Table(
            name=name,
            fields=(Field(name="name"), Field(name="other")),
            key=("name",),
            links=(Link(fields=("other",), table=there),),
            origins=(Origin(source="s", columns={"name": name, "other": there}),),
        )
        for name, there in (("site", "region"), ("region", "site"))
    )
    found = check_design(Design(name="d", tables=(one, other))).errors
    assert [f.code for f in found] == ["design.circle"]
    assert found[0].message("fr") == (
        "Ces tables dépendent les unes des autres en boucle\u00a0: region, site, region."
    )


def test_columns_that_nothing_takes_are_told() -> None:
    """What a design leaves behind is said, empty columns apart."""
    bare = design().model_copy(
        update={"tables": tuple(t for t in design().tables if t.name not in ("child",))}
    )
    found = check_design(bare, [households(), visits()])
    assert [f.code for f in found] == ["design.columns_unused"]
    assert found[0].values["count"] == 4
