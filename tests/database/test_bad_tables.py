"""What no design wants: each gets a proposal with findings, never a wrong table."""

from __future__ import annotations

import datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.database import FieldKind, Source
from probono_kit.tables import type_columns
from tests.database.lossless import codes, kept

COUNT = 60


def source(columns: dict[str, object], name: str = "sheet") -> Source:
    """Type some columns as cleaning does."""
    typed = type_columns(pd.DataFrame(columns, index=range(2, 2 + COUNT)))
    return Source(name, typed.frame, typed.types, file=f"{name}.xlsx")


def cycle(*values: object) -> list[object]:
    """Repeat values as often as there are rows."""
    return [values[i % len(values)] for i in range(COUNT)]


def test_no_key_at_all() -> None:
    """Rows that nothing tells apart are numbered; the same row twice stays two rows."""
    proposal, split = kept(source({"Village": cycle("Mao", "Ati"), "Besoin": cycle("eau", "abri")}))
    table = proposal.design.table("sheet")
    assert table.field(table.key[0]).made
    assert not table.identity
    assert split.rows["sheet"][table.key[0]].tolist() == list(range(1, COUNT + 1))
    assert "propose.no_key" in codes(proposal.findings)


def test_duplicate_keys() -> None:
    """A number given twice is no key: both rows stay, and both are named."""
    numbers = [f"F-{i:03d}" for i in range(COUNT)]
    numbers[7] = numbers[3]
    proposal, _ = kept(source({"Fiche": numbers, "Montant": list(range(100, 100 + COUNT))}))
    table = proposal.design.table("sheet")
    assert table.key != ("fiche",)
    found = next(f for f in proposal.findings if f.code == "propose.near_key")
    assert found.values["rows"] == ("5", "9")


def test_two_spellings_of_a_code() -> None:
    """Both spellings stay in the list, and a person is asked which is meant."""
    states = cycle("En panne", "Fonctionne", "Fonctionne", "En panne")
    states[1] = states[5] = states[9] = "en  panne"
    proposal, split = kept(source({"Puits": [f"P{i}" for i in range(COUNT)], "État": states}))
    assert "propose.two_spellings" in codes(proposal.findings)
    listed = [t for t in proposal.design.tables if t.kind == "codes"]
    assert [sorted(split.rows[t.name][t.key[0]]) for t in listed] == [
        ["En panne", "Fonctionne", "en  panne"]
    ]


def test_a_circular_reference() -> None:
    """Areas that are part of each other: no table waits for itself, no cell is lost."""
    names = [f"Zone {i}" for i in range(COUNT)]
    above = [names[(i + 1) % COUNT] for i in range(COUNT)]
    proposal, _ = kept(source({"Nom": names, "Fait partie de": above}))
    assert {link.table for table in proposal.design.tables for link in table.links} <= {
        table.name for table in proposal.design.tables
    }


def test_sheets_that_name_each_other() -> None:
    """Each sheet holds the code of a row of the other: one of the links is made, not both."""
    codes_a, codes_b = [f"A-{i}" for i in range(COUNT)], [f"B-{i}" for i in range(COUNT)]
    one = source({"Code": codes_a, "Autre": codes_b, "x": cycle("u", "v")}, "one")
    other = source({"Code": codes_b, "Autre": codes_a, "y": cycle("s", "t")}, "other")
    kept(one, other)


def test_reserved_words_and_emoji() -> None:
    """Headings that SQL keeps for itself, signs, other scripts, doubles: all get a name."""
    headings = ["select", "Table", "order", "💧", "💧 ", "الاسم", "1", "—", "Select"]
    columns: dict[str, object] = {
        name: [f"{i}-{number % 7}" for number in range(COUNT)] for i, name in enumerate(headings)
    }
    proposal, _ = kept(source(columns))
    fields = [one.name for table in proposal.design.tables for one in table.fields]
    assert {"select_", "table_", "order_", "droplet", "select_2"} <= set(fields)


def test_a_column_that_is_all_empty() -> None:
    """It is in no table, it is told, and the cleaned table comes back with it."""
    proposal, _ = kept(
        source({"Puits": [f"P{i}" for i in range(COUNT)], "Remarque": [None] * COUNT})
    )
    columns = {c for t in proposal.design.tables for o in t.origins for c in o.columns.values()}
    assert columns == {"Puits"}
    assert "propose.empty" in codes(proposal.findings)
    assert proposal.design.sources["sheet"] == ("Puits", "Remarque")


def test_dates_before_1900() -> None:
    """A parish register has dates that Excel does not know; the database does."""
    first = datetime.date(1847, 3, 1)
    days = [first + datetime.timedelta(days=200 * i) for i in range(COUNT)]
    frame = pd.DataFrame({"Naissance": pd.to_datetime(days).astype("datetime64[us]")})
    proposal, split = kept(Source("register", frame))
    table = proposal.design.table("register")
    assert table.field("naissance").kind is FieldKind.DATE
    assert split.rows["register"]["naissance"].min() == pd.Timestamp("1847-03-01")


def test_mixed_geometry() -> None:
    """Points, lines, areas and nothing on one sheet: a field that takes them all."""
    shapes = [
        shapely.Point(15, 12),
        shapely.LineString([(15, 12), (16, 13)]),
        shapely.box(15, 12, 16, 13),
        None,
    ]
    frame = gpd.GeoDataFrame(
        {"name": [f"n{i}" for i in range(8)]}, geometry=shapes * 2, crs="EPSG:4326"
    )
    proposal, split = kept(Source("map", frame))
    place = proposal.design.table("map").geometry
    assert place is not None
    assert place.kind == "Geometry"
    assert split.rows["map"].geometry.isna().sum() == 2


def test_shapes_in_another_reference_system() -> None:
    """Metres are not taken for degrees."""
    points = gpd.GeoSeries.from_xy([500_000.0, 510_000.0], [0.0, 10_000.0], crs="EPSG:32633")
    frame = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=points)
    proposal, _ = kept(Source("map", frame))
    place = proposal.design.table("map").geometry
    assert place is not None
    assert place.crs == "EPSG:32633"


def test_three_hundred_columns() -> None:
    """A wide survey: every column is somewhere, under a name of its own."""
    random = np.random.default_rng(3)
    columns: dict[str, object] = {"Fiche": [f"F{i:03d}" for i in range(COUNT)]}
    for i in range(300):
        match i % 3:
            case 0:
                columns[f"Question {i} sur l'eau"] = random.choice(["a", "b", "c"], COUNT).tolist()
            case 1:
                columns[f"Question {i} sur l'eau"] = random.integers(0, 900, COUNT).tolist()
            case _:
                columns[f"Question {i} (oui/non)"] = random.choice(["Oui", "Non"], COUNT).tolist()
    proposal, _ = kept(source(columns))
    assert proposal.design.table("sheet").key == ("fiche",)
    for table in proposal.design.tables:
        names = [one.name for one in table.fields]
        assert len(names) == len(set(names))


def test_a_table_of_one_row_and_a_table_without_rows() -> None:
    """Nothing can be found there, and nothing breaks."""
    kept(Source("one", pd.DataFrame({"a": ["x"], "b": [1]})))
    kept(Source("none", pd.DataFrame({"a": pd.array([], dtype="str"), "b": pd.array([], "Int64")})))
