"""A design is proposed from the rows alone, and every row comes back from it."""

from __future__ import annotations

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from probono_kit.database import (
    Design,
    Proposal,
    Source,
    TableKind,
    check_design,
    flat_view,
    propose_design,
    split_sources,
)
from probono_kit.database.values import different
from probono_kit.findings import Findings
from probono_kit.tables import ColumnKind, ColumnType

STATES = ("bon", "moyen", "en panne")


def visits(count: int = 60) -> pd.DataFrame:
    """Return visits to villages, which are in districts, which are in regions."""
    villages = [f"V{number:02d}" for number in range(12)]
    number = np.arange(count)
    village = number % 12
    return pd.DataFrame(
        {
            "Visite": pd.array([f"VIS-{n:03d}" for n in number], dtype="str"),
            "Code village": pd.array([villages[n] for n in village], dtype="str"),
            "Nom du village": pd.array([f"Village {villages[n]}" for n in village], dtype="str"),
            "Code district": pd.array([f"D{n // 3}" for n in village], dtype="str"),
            "District": pd.array([f"District {n // 3}" for n in village], dtype="str"),
            "Région": pd.array([["Kanem", "Lac"][n // 6] for n in village], dtype="str"),
            "État": pd.array([STATES[n * n // 5 % 3] for n in number], dtype="str"),
            "Litres": pd.array([int(n * n % 97) for n in number], dtype="Int64"),
        },
        index=number + 2,
    )


def proposed(*sources: Source) -> Proposal:
    """Return the proposal for cleaned tables, after the test that it is sound."""
    proposal = propose_design(sources, language="en")
    assert not check_design(proposal.design, sources).errors
    return proposal


def assert_comes_back(design: Design, *sources: Source, but: int = 0) -> None:
    """Every row, and every cell but a few that are listed, is put together again."""
    split = split_sources(design, sources)
    assert len(split.left_out) == but
    for source in sources:
        flat = flat_view(design, split.rows, source.name)
        assert len(flat) == len(source.frame)
        for name in source.frame.columns:
            if but == 0 and name != "geometry":
                assert not different(source.frame[name], flat[name]).any(), name


def codes(findings: Findings) -> list[str]:
    """Return the codes of findings."""
    return [each.code.partition(".")[2] for each in findings]


def table_of(design: Design, title: str) -> str:
    """Return the table that has a field with a heading."""
    return next(
        table.name
        for table in design.tables
        if table.kind is not TableKind.CODES and any(f.title == title for f in table.fields)
    )


def test_things_have_tables_with_their_keys_and_links() -> None:
    """Villages, districts and regions move out of the visits, each linked to the next."""
    source = Source("visits", visits())
    proposal = proposed(source)
    design = proposal.design
    village = design.table(table_of(design, "Nom du village"))
    district = design.table(table_of(design, "District"))
    root = design.table("visits")
    assert village.key == ("code_village",)
    assert district.key == ("code_district",)
    assert [link.table for link in village.links] == [district.name]
    assert village.name in [link.table for link in root.links]
    assert root.key == ("visite",)
    assert_comes_back(design, source)


def test_few_values_are_a_list_to_choose_from() -> None:
    """The state of a well is one of three: a table of codes, with its reason."""
    proposal = proposed(Source("visits", visits()))
    (codes_table,) = [t for t in proposal.design.tables if t.kind is TableKind.CODES]
    assert codes_table.title == "État"
    reasons = proposal.evidence.set_index("table")["reason"]
    assert reasons[codes_table.name] == "“État” holds 3 different values in 60 rows."


def test_columns_that_choose_from_the_same_values_share_a_list() -> None:
    """Three questions with the same answers have one table of codes."""
    made = np.random.default_rng(3)
    answers = {f"q{n}": made.choice(["oui", "non", "nsp"], 60) for n in (1, 2, 3)}
    frame = pd.DataFrame(answers).astype("str").assign(n=range(60))
    source = Source("survey", frame)
    proposal = proposed(source)
    lists = [t for t in proposal.design.tables if t.kind is TableKind.CODES]
    assert len(lists) == 1
    assert len(lists[0].origins) == 3
    assert_comes_back(proposal.design, source)


def test_the_same_thing_in_two_sheets_is_one_table() -> None:
    """Districts of the visits and districts of a list of staff meet, by their values."""
    staff = pd.DataFrame(
        {
            "Agent": pd.array([f"A{n}" for n in range(8)], dtype="str"),
            "District": pd.array([f"District {n % 4}" for n in range(8)], dtype="str"),
        }
    )
    sources = (Source("visits", visits()), Source("staff", staff))
    design = proposed(*sources).design
    district = design.table(table_of(design, "Code district"))
    assert {origin.source for origin in district.origins} == {"visits", "staff"}
    assert district.name in [link.table for link in design.table("staff").links]
    assert_comes_back(design, *sources)


def test_sheets_with_the_same_columns_fill_one_table() -> None:
    """Two months of visits are one table, and each comes back by itself."""
    frame = visits()
    first, second = frame.iloc[:30], frame.iloc[30:]
    sources = (Source("april", first), Source("may", second))
    design = proposed(*sources).design
    assert "may" not in [table.name for table in design.tables]
    assert_comes_back(design, *sources)


def test_several_choices_and_repeated_columns_become_tables() -> None:
    """Marks of a question and numbered columns are rows of their own."""
    count = 30
    frame = pd.DataFrame({"id": pd.array([f"H{n:02d}" for n in range(count)], dtype="str")})
    for number, choice in enumerate(["food", "water", "shelter"], 2):
        frame[f"needs/{choice}"] = pd.array([int(n % number == 0) for n in range(count)], "Int64")
    for number in (1, 2):
        here = [n % (number + 1) == 0 for n in range(count)]
        frame[f"child{number}_name"] = pd.array(
            [f"Name {n} {number}" if yes else None for n, yes in enumerate(here)], dtype="str"
        )
        frame[f"child{number}_age"] = pd.array(
            [n % 17 if yes else None for n, yes in enumerate(here)], dtype="Int64"
        )
    source = Source("households", frame)
    design = proposed(source).design
    kinds = [table.kind for table in design.tables]
    assert kinds.count(TableKind.LINK) == 1
    assert kinds.count(TableKind.REPEAT) == 1
    assert_comes_back(design, source)


def test_rows_of_another_sheet_belong_to_their_record() -> None:
    """The members of households find their household by its index."""
    homes = pd.DataFrame({"_index": pd.array(range(1, 21), dtype="Int64")}).assign(
        rooms=pd.array([n % 5 for n in range(20)], dtype="Int64")
    )
    members = pd.DataFrame(
        {
            "_parent_index": pd.array([n // 3 + 1 for n in range(60)], dtype="Int64"),
            "age": pd.array([n * 7 % 80 for n in range(60)], dtype="Int64"),
        }
    )
    sources = (Source("homes", homes), Source("members", members))
    design = proposed(*sources).design
    (link,) = [link for link in design.table("members").links if link.table == "homes"]
    assert link.by == {"_parent_index": "_index"}
    assert_comes_back(design, *sources)


# ---- bad input --------------------------------------------------------------------------------


def test_rows_that_nothing_tells_apart_are_numbered_and_it_is_said() -> None:
    """Without any key: a number, a finding, and all rows, twins too."""
    frame = pd.DataFrame({"a": [1, 1, 2, 2], "b": [3, 3, 4, 4]}).astype("Int64")
    source = Source("bare", frame)
    proposal = proposed(source)
    assert "no_key" in codes(proposal.findings)
    split = split_sources(proposal.design, [source])
    assert len(split.rows["bare"]) == 4


def test_a_code_that_comes_twice_is_no_key_and_its_rows_are_named() -> None:
    """Two visits with one number: it is not made the key, and both rows are told."""
    frame = visits(100)
    frame.loc[50, "Visite"] = frame.loc[3, "Visite"]
    proposal = proposed(Source("visits", frame))
    assert proposal.design.table("visits").key == ("id",)
    (found,) = [each for each in proposal.findings if each.code == "propose.near_key"]
    assert found.values["rows"] == ("3", "50")


def test_two_spellings_in_a_list_are_told() -> None:
    """“En panne” and “en panne” both stay in the list, and a person is asked."""
    frame = visits()
    frame.loc[[5, 8, 11], "État"] = "En panne"
    proposal = proposed(Source("visits", frame))
    (found,) = [each for each in proposal.findings if each.code == "propose.two_spellings"]
    assert "en panne = En panne" in str(found.values["values"])


def test_what_contradicts_a_thing_is_named_and_left_out() -> None:
    """One visit that puts a village into another district is listed; the village is as most say."""
    frame = visits(1200)
    frame.loc[7, ["Code district", "District"]] = ["D3", "District 3"]
    source = Source("visits", frame)
    proposal = proposed(source)
    split = split_sources(proposal.design, [source])
    assert set(split.left_out["row"].astype(str)) == {"7"}
    assert not split.findings.errors
    village = split.rows[table_of(proposal.design, "Nom du village")]
    assert len(village) == 12


def test_sheets_that_point_to_each_other_make_no_circle() -> None:
    """Each of two sheets names rows of the other: one of the links is made."""
    number = range(20)
    one = pd.DataFrame({"one_id": [f"A{n}" for n in number], "other_id": [f"B{n}" for n in number]})
    other = pd.DataFrame(
        {"other_id": [f"B{n}" for n in number], "one_id": [f"A{19 - n}" for n in number]}
    )
    sources = (Source("one", one.astype("str")), Source("other", other.astype("str")))
    design = proposed(*sources).design
    assert_comes_back(design, *sources)


def test_any_heading_becomes_a_name() -> None:
    """Reserved words, emoji, Arabic, numbers and an empty heading: names that databases take."""
    headings = ["select", "💧", "الاسم", "2024", "", "order by", "Table", "table ", "a" * 90]
    frame = pd.DataFrame({name: range(5) for name in headings}).astype("Int64")
    source = Source("odd", frame)
    design = proposed(source).design
    names = [field.name for field in design.table("odd").fields]
    assert len(set(names)) == len(names)
    assert not {"select", "table", "order"} & set(names)
    assert_comes_back(design, source)


def test_an_empty_column_is_left_out_and_comes_back_empty() -> None:
    """It has no field; the flat view has the column all the same."""
    frame = visits().assign(Remarque=pd.array([None] * 60, dtype="str"))
    source = Source("visits", frame)
    proposal = proposed(source)
    assert "empty" in codes(proposal.findings)
    assert_comes_back(proposal.design, source)
    split = split_sources(proposal.design, [source])
    assert flat_view(proposal.design, split.rows, "visits")["Remarque"].isna().all()


def test_old_dates_stay_dates() -> None:
    """A birth in 1899 and a treaty of 1648 are days like any other."""
    days = pd.to_datetime(["1899-12-31", "1648-10-24", "2025-01-01"]).astype("datetime64[us]")
    source = Source("days", pd.DataFrame({"jour": days, "n": [1, 2, 3]}))
    design = proposed(source).design
    assert design.table("days").field("jour").kind == "date"
    assert_comes_back(design, source)


def test_shapes_of_several_kinds_are_kept() -> None:
    """Points and lines on one sheet make a layer of any geometry, not a wrong one."""
    shapes = [Point(-17, 14), LineString([(-17, 14), (-16, 15)]), None]
    frame = gpd.GeoDataFrame({"nom": ["a", "b", "c"]}, geometry=shapes, crs=4326)
    source = Source("mixed", frame)
    design = proposed(source).design
    place = design.table("mixed").geometry
    assert place is not None
    assert place.kind == "Geometry"
    rows = split_sources(design, [source]).rows["mixed"]
    assert rows.geometry.geom_type.dropna().tolist() == ["Point", "LineString"]


def test_degrees_become_a_place() -> None:
    """Latitude and longitude, as the cleaning recognised them, make points."""
    frame = pd.DataFrame({"lat": [14.1, 14.2, 14.3], "lon": [-17.1, -17.2, -17.3]})
    types = {
        "lat": ColumnType("lat", ColumnKind.LATITUDE),
        "lon": ColumnType("lon", ColumnKind.LONGITUDE),
    }
    source = Source("points", frame, types)
    design = proposed(source).design
    assert split_sources(design, [source]).rows["points"].geometry.x.tolist() == [
        -17.1,
        -17.2,
        -17.3,
    ]


def test_three_hundred_columns() -> None:
    """A wide sheet is proposed in a moment, and comes back."""
    made = np.random.default_rng(1)
    frame = pd.DataFrame({f"question {n}": made.integers(0, 50, 80) for n in range(300)}).astype(
        "Int64"
    )
    source = Source("wide", frame)
    assert_comes_back(proposed(source).design, source)


WORDS = st.sampled_from(["", "a", "b", "c", "un", "deux", "trois", "A1", "A2", "B7", "Oui", "Non"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS, WORDS, st.integers(0, 5), st.sampled_from([None, 0, 1])),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 3),
)
def test_whatever_the_rows_all_come_back(rows: list[tuple[object, ...]], told: int) -> None:
    """The design of any table is sound; all rows are there, and what changed is listed."""
    frame = pd.DataFrame(rows, columns=["un", "deux", "n", "q/x"])
    frame["q/y"] = frame["q/x"].map({0: 1, 1: 0})
    frame["dit"] = frame["un"].map(lambda text: f"{text}{told}" if text else None)
    for name in ("un", "deux", "dit"):
        frame[name] = frame[name].replace("", None).astype("str")
    for name in ("n", "q/x", "q/y"):
        frame[name] = frame[name].astype("Int64")
    source = Source("any", frame)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        design = proposed(source).design
        split = split_sources(design, [source])
    assert not split.findings.errors
    flat = flat_view(design, split.rows, "any")
    assert len(flat) == len(frame)
    listed = set(zip(split.left_out["row"], split.left_out["column"], strict=True))
    for name in frame.columns:
        wrong = np.flatnonzero(different(frame[name], flat[name]))
        assert {(frame.index[place], name) for place in wrong} <= listed


@pytest.mark.parametrize("size", [0, 1])
def test_hardly_any_rows(size: int) -> None:
    """A table with one row, or none, is a table."""
    source = Source("few", visits().iloc[:size])
    design = proposed(source).design
    split = split_sources(design, [source])
    assert len(split.rows["few"]) == size
