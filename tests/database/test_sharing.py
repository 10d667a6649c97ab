"""What leaves of a database: the columns that may, with every link that can stay."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.database import check_design, split_sources
from probono_kit.database.model import Design, Field, FieldKind, Link, Origin, Table, TableKind
from probono_kit.database.sharing import share_split
from probono_kit.database.split import Split
from tests.database.households import design as households_design
from tests.database.households import households, visits

SECTORS = {"sector/water": "water", "sector/health": "health"}


@pytest.fixture
def design() -> Design:
    """Return regions, sites known by a telephone number, visits, and sectors of visits."""
    region = Table(
        name="region",
        fields=(Field(name="code"), Field(name="name")),
        key=("code",),
        identity=("code",),
        origins=(Origin(source="s", columns={"code": "Code", "name": "Region"}),),
    )
    site = Table(
        name="site",
        fields=(Field(name="phone"), Field(name="commune"), Field(name="region_code")),
        key=("phone",),
        identity=("phone",),
        links=(Link(fields=("region_code",), table="region"),),
        origins=(
            Origin(
                source="s",
                columns={"phone": "Phone", "commune": "Commune", "region_code": "Code"},
            ),
        ),
        unique=(("phone", "commune"),),
    )
    visit = Table(
        name="visit",
        fields=(
            Field(name="id", kind=FieldKind.INTEGER, made=True),
            Field(name="phone"),
            Field(name="litres", kind=FieldKind.INTEGER),
            Field(name="remark"),
        ),
        key=("id",),
        links=(Link(fields=("phone",), table="site"),),
        origins=(
            Origin(source="s", columns={"phone": "Phone", "litres": "Litres", "remark": "Remark"}),
        ),
    )
    sectors = Table(
        name="visit_sector",
        kind=TableKind.LINK,
        fields=(Field(name="visit_id", kind=FieldKind.INTEGER, made=True), Field(name="sector")),
        key=("visit_id", "sector"),
        links=(Link(fields=("visit_id",), table="visit"),),
        origins=(Origin(source="s", several="sector", marks=SECTORS),),
    )
    return Design(name="wells", tables=(region, site, visit, sectors))


@pytest.fixture
def split() -> Split:
    """Return three visits to two sites of one region; one visit without a site."""
    whole = {"dtype": "Int64"}
    return Split(
        rows={
            "region": pd.DataFrame({"code": ["SN05"], "name": ["Kaolack"]}, index=[7]),
            "site": pd.DataFrame(
                {"phone": ["770001", "770002"], "commune": ["A", "B"], "region_code": ["SN05"] * 2},
                index=[3, 9],
            ),
            "visit": pd.DataFrame(
                {
                    "id": pd.Series([1, 2, 3], **whole),
                    "phone": ["770002", None, "770001"],
                    "litres": pd.Series([10, 20, None], **whole),
                    "remark": ["call Awa", "", "none"],
                }
            ),
            "visit_sector": pd.DataFrame(
                {"visit_id": pd.Series([1, 1, 3], **whole), "sector": ["water", "health", "water"]}
            ),
        },
        origins={},
    )


def test_a_private_key_becomes_a_number_wherever_it_stands(design: Design, split: Split) -> None:
    """Sites and visits still hang together when the telephone number may not leave."""
    shared = share_split(design, split, ["Commune", "Code", "Region", "Litres"])
    site, visit = shared.split.rows["site"], shared.split.rows["visit"]
    assert site.to_dict("list") == {
        "site_number": [1, 2],
        "commune": ["A", "B"],
        "region_code": ["SN05", "SN05"],
    }
    assert visit["site_number"].fillna(0).tolist() == [2, 0, 1]
    assert list(visit.columns) == ["site_number", "id", "litres"]
    assert shared.design.table("visit").links == (Link(fields=("site_number",), table="site"),)
    assert shared.design.table("site").key == ("site_number",)
    assert shared.design.table("site").unique == ()
    text = shared.design.model_dump_json() + "".join(
        frame.to_csv() for frame in shared.split.rows.values()
    )
    assert not any(private in text for private in ("77000", "Phone", "Remark", "call Awa"))


def test_a_table_that_nothing_is_left_of_goes(design: Design, split: Split) -> None:
    """Without a column of the region neither its table nor the link to it leaves."""
    shared = share_split(design, split, ["Commune"])
    assert [table.name for table in shared.design.tables] == ["site", "visit"]
    assert shared.design.table("site").links == ()
    assert list(shared.split.rows["site"].columns) == ["site_number", "commune"]


def test_choices_leave_one_by_one(design: Design, split: Split) -> None:
    """A choice whose own column may not leave does not, the others do."""
    shared = share_split(design, split, ["sector/water", "Litres"])
    assert shared.split.rows["visit_sector"]["sector"].tolist() == ["water", "water"]
    (origin,) = shared.design.table("visit_sector").origins
    assert origin.marks == {"sector/water": "water"}
    whole = share_split(design, split, ["sector", "Litres"])
    assert len(whole.split.rows["visit_sector"]) == 3


def test_what_is_fixed_stays_and_questions_asked_follow_their_column() -> None:
    """The number of a repeated column stays with its table; its private neighbours do not."""
    child = Table(
        name="child",
        kind=TableKind.REPEAT,
        fields=(
            Field(name="id", kind=FieldKind.INTEGER, made=True),
            Field(name="number", kind=FieldKind.INTEGER),
            Field(name="age", kind=FieldKind.INTEGER),
            Field(name="first_name"),
            Field(name="asked", kind=FieldKind.BOOLEAN),
        ),
        key=("id",),
        origins=tuple(
            Origin(
                source="s",
                columns={"age": f"age{number}", "first_name": f"name{number}"},
                fixed={"number": number},
                filled={"asked": "vaccines"},
            )
            for number in (1, 2)
        ),
    )
    frame = pd.DataFrame(
        {"id": [1, 2], "number": [1, 2], "age": [3, 5], "first_name": ["Awa", "Ali"]}
    ).assign(asked=True)
    columns = ("age1", "name1", "age2", "name2", "vaccines")
    design = Design(name="d", tables=(child,), sources={"s": columns})
    shared = share_split(design, Split({"child": frame}, {}), ["age1", "age2"])
    assert list(shared.split.rows["child"].columns) == ["id", "number", "age"]
    assert shared.design.sources == {"s": ("age1", "age2")}
    assert [origin.fixed for origin in shared.design.table("child").origins] == [
        {"number": 1},
        {"number": 2},
    ]
    asked = share_split(design, Split({"child": frame}, {}), ["age1", "age2", "vaccines"])
    assert "asked" in asked.split.rows["child"]


def test_everything_may_leave(design: Design, split: Split) -> None:
    """With all columns the design and the rows stay as they are."""
    columns = ["Phone", "Commune", "Code", "Region", "Litres", "Remark", *SECTORS]
    shared = share_split(design, split, columns)
    assert shared.design == design
    assert all(shared.split.rows[name].equals(split.rows[name]) for name in split.rows)
    assert shared.kept_back.empty


def test_what_stays_is_listed(design: Design, split: Split) -> None:
    """A person can read which fields were kept back."""
    shared = share_split(design, split, ["Commune", "Code", "Region", "Litres", "sector"])
    assert shared.kept_back.to_numpy().tolist() == [
        ["site", "phone"],
        ["visit", "phone"],
        ["visit", "remark"],
    ]


@settings(max_examples=30)
@given(st.sets(st.sampled_from([*households().frame.columns, *visits().frame.columns, "needs"])))
def test_whatever_may_leave_hangs_together(columns: set[str]) -> None:
    """For any choice of columns the smaller design is sound, links lead to rows, nothing leaks."""
    whole = households_design()
    split = split_sources(whole, [households(), visits()])
    shared = share_split(whole, split, columns)
    assert not check_design(shared.design).errors
    for table in shared.design.tables:
        frame = shared.split.rows[table.name]
        assert not frame[list(table.key)].isna().any(axis=None)
        assert not frame[list(table.key)].duplicated().any()
        for link in table.links:
            parent = shared.design.table(link.table)
            keys = shared.split.rows[link.table][list(parent.key)].apply(tuple, axis=1)
            own = frame[list(link.fields)].dropna().apply(tuple, axis=1)
            assert set(own) <= set(keys)
        used = [column for origin in table.origins for column in origin.columns.values()]
        assert set(used) <= columns
    texts = shared.design.model_dump_json() + "".join(
        frame.to_csv() for frame in shared.split.rows.values()
    )
    for column, private in (("Chef", "Bintou"), ("child1_name", "Modou"), ("Code", "SN01")):
        assert column in columns or private not in texts
