"""A small survey on two sheets, and its design: all that a design can say, in one place."""

from __future__ import annotations

import pandas as pd

from probono_kit.database import (
    Design,
    Field,
    FieldKind,
    Geometry,
    Link,
    Origin,
    Source,
    Table,
    TableKind,
)

NEEDS = {"needs/food": "food", "needs/water": "water", "needs/none": "none"}


def households() -> Source:
    """Three households: choices in one cell and as marks, children in numbered columns."""
    whole = "Int64"
    frame = pd.DataFrame(
        {
            "_index": pd.array([1, 2, 3], dtype=whole),
            "Chef": pd.array(["Awa", "Bintou", "Chaïbou"], dtype="str"),
            "Code": pd.array(["SN01", "SN01", None], dtype="str"),
            "Région": pd.array(["Thiès", "Thiès", None], dtype="str"),
            "Latrine": pd.array(["Oui", "Non", None], dtype="str"),
            "needs": pd.array(["water food", "water", None], dtype="str"),
            "needs/food": pd.array([1, 0, 0], dtype=whole),
            "needs/water": pd.array([1, 1, 0], dtype=whole),
            "needs/none": pd.array([0, 0, 0], dtype=whole),
            "child1_name": pd.array(["Kiné", None, "Modou"], dtype="str"),
            "child1_age": pd.array([3, None, None], dtype=whole),
            "child2_name": pd.array(["Lamine", None, None], dtype="str"),
            "child2_age": pd.array([5, None, 7], dtype=whole),
            "lat": [14.1, 14.2, None],
            "lon": [-16.1, -16.2, -16.3],
            "vide": pd.array([None] * 3, dtype="str"),
        },
        index=[2, 3, 4],
    )
    return Source("households", frame, file="survey.xlsx", sheet="main")


def visits() -> Source:
    """Three visits, each of one of the households."""
    frame = pd.DataFrame(
        {
            "_parent_index": pd.array([1, 1, 2], dtype="Int64"),
            "day": pd.to_datetime(["2025-01-03", "1899-12-31", "2025-02-01"]).astype(
                "datetime64[us]"
            ),
        },
        index=[2, 3, 4],
    )
    return Source("visits", frame, file="survey.xlsx", sheet="visits")


def number(name: str, **more: bool) -> Field:
    """Return a key that the database makes, or a link to one."""
    return Field(name=name, kind=FieldKind.INTEGER, made=True, **more)


def design() -> Design:
    """Return the design of both sheets."""
    region = Table(
        name="region",
        fields=(Field(name="code", kind=FieldKind.CODE), Field(name="name", title="Région")),
        key=("code",),
        origins=(Origin(source="households", columns={"code": "Code", "name": "Région"}),),
    )
    cell = Origin(source="households", columns={"need": "needs"}, several="need", separator=" ")
    marks = Origin(source="households", several="need", marks=NEEDS)
    need = Table(
        name="need",
        kind=TableKind.CODES,
        fields=(Field(name="need"),),
        key=("need",),
        origins=(cell, marks),
    )
    household = Table(
        name="household",
        fields=(
            number("id"),
            Field(name="form_index", kind=FieldKind.INTEGER),
            Field(name="head", title="Chef"),
            Field(name="region_code", kind=FieldKind.CODE),
            Field(name="latrine", kind=FieldKind.BOOLEAN, words=("Oui", "Non")),
            Field(name="needs_asked", kind=FieldKind.BOOLEAN),
            Field(name="lat", kind=FieldKind.DECIMAL),
            Field(name="lon", kind=FieldKind.DECIMAL),
        ),
        key=("id",),
        links=(Link(fields=("region_code",), table="region"),),
        geometry=Geometry(longitude="lon", latitude="lat"),
        origins=(
            Origin(
                source="households",
                columns={
                    "form_index": "_index",
                    "head": "Chef",
                    "latrine": "Latrine",
                    "lat": "lat",
                    "lon": "lon",
                },
                filled={"needs_asked": "needs/food"},
            ),
        ),
    )
    household_need = Table(
        name="household_need",
        kind=TableKind.LINK,
        fields=(
            number("id"),
            number("household_id", required=True),
            Field(name="need", required=True),
        ),
        key=("id",),
        identity=("household_id", "need"),
        links=(
            Link(fields=("household_id",), table="household"),
            Link(fields=("need",), table="need"),
        ),
        origins=(cell, marks),
    )
    return Design(
        name="survey",
        sources={source.name: tuple(source.frame.columns) for source in (households(), visits())},
        tables=(region, need, household, household_need, _child(), _visit()),
    )


def _child() -> Table:
    return Table(
        name="child",
        kind=TableKind.REPEAT,
        fields=(
            number("id"),
            number("household_id", required=True),
            Field(name="number", kind=FieldKind.INTEGER),
            Field(name="name"),
            Field(name="age", kind=FieldKind.INTEGER, unit="years"),
        ),
        key=("id",),
        identity=("household_id", "number"),
        links=(Link(fields=("household_id",), table="household"),),
        origins=tuple(
            Origin(
                source="households",
                columns={"name": f"child{n}_name", "age": f"child{n}_age"},
                fixed={"number": n},
            )
            for n in (1, 2)
        ),
    )


def _visit() -> Table:
    return Table(
        name="visit",
        kind=TableKind.REPEAT,
        fields=(number("id"), number("household_id"), Field(name="day", kind=FieldKind.DATE)),
        key=("id",),
        links=(Link(fields=("household_id",), table="household", by={"_parent_index": "_index"}),),
        origins=(Origin(source="visits", columns={"day": "day"}),),
    )
