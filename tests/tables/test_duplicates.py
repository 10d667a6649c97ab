"""Rows that may be one record entered twice are proposed, with what speaks for it."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.tables.duplicates import DUPLICATE_COLUMNS, propose_duplicates

FIRST = ["Awa", "Moussa", "Fatou", "Ali", "Ibrahim", "Mariam", "Jean", "Marie", "Hawa", "Issa"]
LAST = ["Diop", "Mahamat", "Kabila", "Ilunga", "Kasongo", "Abakar", "Djimet", "Mwamba", "Sow"]


def people(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return made-up records of people, none twice."""
    rng = random.Random(seed)
    return [
        {
            "_uuid": f"{rng.getrandbits(64):016x}",
            "name": f"{rng.choice(FIRST)} {rng.choice(LAST)}-{rng.choice(LAST)}",
            "born": f"{rng.randint(1940, 2006)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            "phone": f"66 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
            "village": f"Village {rng.randint(1, 60)}",
            "size": rng.randint(1, 12),
        }
        for _ in range(count)
    ]


def table(records: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(records)
    return frame.set_index(pd.RangeIndex(2, len(frame) + 2, name="row"))


def again(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**record, "_uuid": "ffff", **changes}


@pytest.mark.parametrize(
    ("changes", "near"),
    [
        ({"name": "Fatou Kabila - Sow "}, ()),
        ({"size": 11}, ()),
        ({"village": None}, ()),
    ],
)
def test_a_record_entered_twice_is_found(changes: dict[str, Any], near: tuple[str, ...]) -> None:
    """With its earlier row; the identifier that each record has of its own does not hide it."""
    records = people(300)
    records[40] |= {"name": "Fatou Kabila-Sow", "size": 4}
    found = propose_duplicates(table([*records, again(records[40], **changes)]))
    assert found[["row", "same_as"]].values.tolist() == [[302, 42]]
    assert found["near"][0] == near


def test_what_nearly_agrees_is_said_with_both_cells() -> None:
    """A letter, a day, a digit: each column tells what it compares."""
    records = people(300)
    records[40] |= {"name": "Fatou Kabila", "born": "1990-03-07", "phone": "66 12 34 56"}
    changes = {"name": "Fatou Kabilla", "born": "1990-07-03", "phone": "+235 66123456"}
    found = propose_duplicates(table([*records, again(records[40], **changes)]), language="en")
    assert found["near"][0] == ("name", "born")
    assert "phone" in found["agree"][0]
    assert "name (Fatou Kabila / Fatou Kabilla)" in found["evidence"][0]


def test_the_same_row_twice_is_exact() -> None:
    """All rows after the first are listed, in one group."""
    records = people(30)
    frame = table([*records, again(records[3]), again(records[3], _uuid="eeee")])
    found = propose_duplicates(frame)
    assert found[["group", "row", "same_as", "kind", "score"]].values.tolist() == [
        [1, 32, 5, "exact", 100.0],
        [1, 33, 5, "exact", 100.0],
    ]


def test_people_who_share_little_are_not_proposed() -> None:
    """Two of one name and one village are usual."""
    records = people(2000, seed=7)
    assert propose_duplicates(table(records)).empty


def test_rows_of_one_project_in_several_places_are_no_duplicates() -> None:
    """The column in which they differ is what tells rows apart."""
    rows = [
        {"project": f"Projet {p}", "donor": f"Bailleur {p % 9}", "start": f"2025-01-{p + 1:02d}",
         "budget": 1000 * p + 500, "district": f"District {d}"}
        for p in range(25)
        for d in range(p % 5 + 1)
    ]  # fmt: skip
    assert propose_duplicates(table(rows)).empty


def test_numbers_in_names_keep_records_apart() -> None:
    """School 12 is not school 13, whatever else agrees."""
    records = [again(record) for record in people(100)]
    records += [again(records[5], name="École 12"), again(records[5], name="École 13")]
    found = propose_duplicates(table(records), ["name", "village"])
    assert not found["near"].map(lambda near: "name" in near).any()


def test_moments_with_and_without_a_time_zone_are_compared() -> None:
    """Forms stamp their submissions with the zone of the phone, some without any."""
    records = people(120)
    for i, record in enumerate(records):
        record["done"] = f"2024-05-{i % 28 + 1:02d}T10:00:{i % 60:02d}" + ("+01:00", "")[i % 2]
    twice = again(records[40], size=11)
    assert propose_duplicates(table([*records, twice]))["same_as"].tolist() == [42]


def test_only_the_columns_named_are_compared() -> None:
    """The others may differ as they like; a column that is not there is refused."""
    frame = pd.DataFrame({"a": [1, 1, 2], "b": ["x", "y", "z"]})
    assert propose_duplicates(frame, ["a"])["row"].tolist() == [1]
    with pytest.raises(ProbonoError, match="There is no column"):
        propose_duplicates(frame, ["c"])


def test_tables_with_nothing_to_compare_give_an_empty_table() -> None:
    """With its columns."""
    for frame in (pd.DataFrame(), pd.DataFrame({"a": [None, None]}), pd.DataFrame({"a": ["x"]})):
        assert tuple(propose_duplicates(frame).columns) == DUPLICATE_COLUMNS
        assert propose_duplicates(frame).empty


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_row_is_proposed_once_and_points_back(seed: int) -> None:
    """Whatever the table, the frame is not changed, and groups hold what points at each other."""
    rng = random.Random(seed)
    records = people(40, seed)
    records += [again(rng.choice(records), size=rng.randint(1, 12)) for _ in range(8)]
    frame = table(records)
    before = frame.copy()
    found = propose_duplicates(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert found["row"].is_unique
    assert (found["same_as"] < found["row"]).all()
    groups = dict(zip(found["row"], found["group"], strict=True))
    assert all(groups.get(a, groups[b]) == groups[b] for a, b in found[["same_as", "row"]].values)
