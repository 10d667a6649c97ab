"""Saving and reading back, the same in all three kinds of databases."""

from __future__ import annotations

import datetime
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import sqlalchemy as sa

from probono_kit.database import (
    Design,
    Field,
    Split,
    open_database,
    read_tables,
    save_database,
)
from probono_kit.errors import ProbonoError
from tests.database.wells import COLUMNS, DESIGN, SITE, VIEW, replaced, wells, without

DAY = datetime.date(2025, 4, 30)


def counted(counts: pd.DataFrame, table: str) -> tuple[int, ...]:
    """Return inserted, changed, unchanged, vanished of one table."""
    row = counts.set_index("table").loc[table]
    return tuple(int(row[name]) for name in ("inserted", "changed", "unchanged", "vanished"))


def by_key(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return rows in the order of their key, numbered anew."""
    return frame.sort_values(list(DESIGN.table(table).key), ignore_index=True)


def ask(target: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with open_database(target).connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def check_same(rows: dict[str, pd.DataFrame], split: Split) -> None:
    for name, frame in split.rows.items():
        found, wanted = by_key(rows[name], name), by_key(frame, name)
        if name == "site":
            places = [gpd.GeoSeries(one["geom"]) for one in (found, wanted)]
            assert places[0].crs == places[1].crs
            assert (places[0].to_wkb() == places[1].to_wkb())[~places[1].isna()].all()
            assert (places[0].isna() == places[1].isna()).all()
            found, wanted = (pd.DataFrame(one.drop(columns="geom")) for one in (found, wanted))
        pd.testing.assert_frame_equal(found, wanted, check_index_type=False)


def test_what_was_saved_is_read_back(target: str) -> None:
    """Every cell, every type, every place and the design itself come back."""
    report = save_database(DESIGN, wells(), target, when=DAY)
    assert counted(report.counts, "site") == (6, 0, 0, 0)
    assert not report.findings
    design, rows = read_tables(target)
    assert design == DESIGN
    check_same(rows, wells())


def test_the_same_rows_again_change_nothing(target: str) -> None:
    """Nothing is counted, nothing is noted."""
    save_database(DESIGN, wells(), target, when=DAY)
    report = save_database(DESIGN, wells(), target, when=datetime.date(2025, 5, 31))
    assert report.counts[["inserted", "changed", "vanished"]].to_numpy().sum() == 0
    assert counted(report.counts, "site") == (0, 0, 6, 0)
    assert ask(target, "SELECT count(*) FROM probono_loads WHERE load = 2") == [(0,)]


def test_next_months_rows_are_told_apart_by_identity(target: str) -> None:
    """One new, one changed, one gone: counted, kept, and the history knows the old value."""
    save_database(DESIGN, wells(), target, when=DAY)
    flow = wells(7).rows["site"]["flow"].copy()
    flow[0] = 99.5
    later = without(replaced(wells(7), "site", flow=flow), "site", [3])
    report = save_database(DESIGN, later, target, when=datetime.date(2025, 5, 31))
    assert counted(report.counts, "site") == (1, 1, 4, 1)
    _, rows = read_tables(target)
    assert rows["site"]["code"].tolist() == ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]
    assert rows["site"]["flow"][0] == 99.5
    query = "SELECT identity, what, old_values, file, sheet_row FROM probono_history ORDER BY id"
    assert ask(target, query) == [
        ('{"code": "P6"}', "inserted", None, "puits.xlsx", 8),
        ('{"code": "P0"}', "changed", '{"flow": 0.0}', "puits.xlsx", 2),
        ('{"code": "P3"}', "vanished", None, None, None),
    ]
    assert ask(target, "SELECT DISTINCT load, day FROM probono_loads ORDER BY load") == [
        (1, "2025-04-30"),
        (2, "2025-05-31"),
    ]


def test_a_row_that_vanished_is_counted_once_and_may_come_back(target: str) -> None:
    """The third load lacks it still, the fourth has it again."""
    save_database(DESIGN, wells(), target)
    fewer = without(wells(), "site", [3])
    first = save_database(DESIGN, fewer, target)
    second = save_database(DESIGN, fewer, target)
    third = save_database(DESIGN, wells(), target)
    vanished = [counted(one.counts, "site")[3] for one in (first, second, third)]
    assert vanished == [1, 0, 0]
    query = "SELECT what FROM probono_history ORDER BY id"
    assert ask(target, query) == [("vanished",), ("returned",)]


def test_children_follow_their_parents_numbers(target: str) -> None:
    """A file that lists organisations in another order still points to the right ones."""
    save_database(DESIGN, wells(), target)
    split = wells()
    names = ["منظمة", "Eau & Vie", "Ñandú"]
    organisations = split.rows["organisation"].assign(name=pd.Series(names, dtype="str"))
    moved = split.rows["site"]["organisation_id"].map({1: 2, 2: 3, 3: 1}).astype("Int64")
    other = replaced(
        Split({**split.rows, "organisation": organisations}, split.origins),
        "site",
        organisation_id=moved,
    )
    report = save_database(DESIGN, other, target)
    assert report.counts[["inserted", "changed", "vanished"]].to_numpy().sum() == 0


def test_the_view_puts_the_cleaned_table_together(target: str) -> None:
    """Under its own headings: reserved words, emoji, percent signs; choices in one cell again."""
    save_database(DESIGN, wells(), target)
    names = ", ".join(f'"{name}"' for name in COLUMNS).replace("%", "%%")
    with open_database(target).connect() as connection:
        query = f"SELECT {names} FROM v_points_d_eau"
        driver = connection.connection.driver_connection
        assert driver is not None
        cursor = driver.cursor()
        cursor.execute(query.replace("%%", "%"))
        found = [tuple(row) for row in cursor.fetchall()][:3]
    assert found == [tuple(row) for row in VIEW]


@pytest.mark.parametrize(
    ("table", "column", "value", "code", "text"),
    [
        ("site", "code", "P0", "load.not_unique", "2, 4"),
        ("site", "region", "XX", "load.no_such_row", "4"),
        ("organisation", "name", None, "load.missing_value", "4"),
        ("site", "order", "a\0b", "load.null_character", "4"),
    ],
)
def test_rows_that_break_a_rule_are_named_and_nothing_is_loaded(
    target: str, table: str, column: str, value: str | None, code: str, text: str
) -> None:
    """File, sheet and rows are told; the database is as it was."""
    split = wells()
    values = split.rows[table][column].copy()
    values[2] = value
    wrong = replaced(split, table, **{column: values})
    with pytest.raises(ProbonoError) as refused:
        save_database(DESIGN, wrong, target)
    found = next(one for one in refused.value.findings if one.code == code)
    assert found.where == "puits.xlsx › Feuil1"
    assert found.values["rows"] == text
    assert "Rien n'a été chargé" in found.fix("fr") or code == "load.null_character"
    save_database(DESIGN, wells(), target)
    with pytest.raises(ProbonoError):
        save_database(DESIGN, wrong, target)
    check_same(read_tables(target)[1], wells())


def test_a_design_may_grow(target: str) -> None:
    """A new field and a new table arrive; what is there stays."""
    save_database(DESIGN, wells(), target)
    visit = DESIGN.table("site_need").model_copy(update={"name": "visit", "origins": ()})
    note = Field(name="note", title="Remarque")
    more = SITE.model_copy(update={"fields": (*SITE.fields, note)})
    tables = [more if one.name == "site" else one for one in DESIGN.tables]
    grown = DESIGN.model_copy(update={"tables": (*tables, visit)})
    notes = pd.Series(["été"] * 6, dtype="str")
    split = replaced(wells(), "site", note=notes)
    split = Split({**split.rows, "visit": wells().rows["site_need"]}, split.origins)
    report = save_database(grown, split, target)
    assert counted(report.counts, "visit") == (3, 0, 0, 0)
    assert counted(report.counts, "site") == (0, 6, 0, 0)
    design, rows = read_tables(target)
    assert design == grown
    assert rows["site"]["note"].tolist() == ["été"] * 6


def test_a_design_that_lacks_what_is_there_is_refused(target: str) -> None:
    """Fields and tables of the database are named; no value is lost."""
    save_database(DESIGN, wells(), target)
    less = SITE.model_copy(update={"fields": SITE.fields[:-1]})
    tables = [less if one.name == "site" else one for one in DESIGN.tables[:3]]
    with pytest.raises(ProbonoError) as refused:
        save_database(DESIGN.model_copy(update={"tables": tuple(tables)}), wells(), target)
    codes = {one.code for one in refused.value.findings}
    assert codes == {"load.field_not_in_design", "load.table_not_in_design"}


def test_the_design_is_inside_as_text(target: str) -> None:
    """Whoever opens the database finds the design as JSON, and a dictionary of its fields."""
    save_database(DESIGN, wells(), target)
    (text,) = ask(target, "SELECT design FROM probono_design")[0]
    assert Design.model_validate(json.loads(str(text))) == DESIGN
    query = "SELECT title, unit FROM probono_dictionary WHERE field = 'flow'"
    assert ask(target, query) == [("Débit", "m3/h")]


def test_nothing_is_written_through_what_is_opened_to_read(target: str) -> None:
    """`open_database` only reads."""
    save_database(DESIGN, wells(), target)
    with (
        open_database(target).connect() as connection,
        pytest.raises(sa.exc.DBAPIError, match=r"read-?only"),
    ):
        connection.exec_driver_sql("DELETE FROM site_need")


def test_tables_of_others_are_left_alone(target: str, tmp_path: Path) -> None:
    """A database that is there and was not made here is not written into."""
    save_database(DESIGN, wells(), target)
    if target.startswith("postgresql"):
        pytest.skip("a server's schema may hold other tables")
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("DROP TABLE probono_design")
    with pytest.raises(ProbonoError) as refused:
        save_database(DESIGN, wells(), target)
    assert [one.code for one in refused.value.findings] == ["load.not_ours_to_fill"]
