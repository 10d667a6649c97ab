"""Spellings of places: two places are never one, and near names in one parent are asked about."""

from __future__ import annotations

import pandas as pd
import pytest

from probono_kit.tables.told_apart import Witnesses, spellings_of


def proposals(frame: pd.DataFrame, column: str) -> list[list[str]]:
    found = spellings_of(frame, column, Witnesses.of(frame), [], None, "en")
    return found[["value", "proposal"]].to_numpy().tolist()


ZONES = pd.DataFrame(
    [
        *[["Tshopo", "Mangala", "CD53"]] * 9,
        *[["Ituri", "Yangala", "CD54"]] * 3,
        *[["Ituri", "Tshitenge", "CD55"]] * 9,
        *[["Ituri", "Tshilenge", "CD56"]] * 2,
        *[["Tshopo", "Kabondo", "CD57"]] * 7,
    ],
    columns=["Province", "Zone de santé", "Pcode"],
    dtype="str",
)


def test_two_places_with_codes_of_their_own_are_no_spellings_of_one() -> None:
    """Should fail if “Tshilenge” is to be written “Tshitenge” though each has its code."""
    assert proposals(ZONES, "Zone de santé") == []
    bare = ZONES.drop(columns=["Pcode", "Province"])
    assert ["Tshilenge", "Tshitenge"] in proposals(bare, "Zone de santé"), (
        "the codes make the difference"
    )


def test_two_places_in_different_parents_are_no_spellings_of_one() -> None:
    """Should fail if only a code is a witness: Mangala lies in Tshopo, Yangala in Ituri."""
    found = proposals(ZONES.drop(columns="Pcode"), "Zone de santé")
    assert ["Yangala", "Mangala"] not in found


def test_a_name_misspelt_beside_its_code_is_proposed() -> None:
    """Should fail if the witness keeps apart what has one code."""
    more = pd.DataFrame([["Tshopo", "Kabondoo", "CD57"]], columns=ZONES.columns, dtype="str")
    frame = pd.concat([ZONES, more], ignore_index=True)
    assert proposals(frame, "Zone de santé") == [["Kabondoo", "Kabondo"]]


@pytest.mark.parametrize(("region", "asked"), [("Tambacounda", True), ("Matam", False)])
def test_near_names_are_asked_about_in_one_parent_only(region: str, asked: bool) -> None:
    """Should fail if “Gudiri” in the region of Goudiry goes unnoticed, or elsewhere is merged."""
    frame = pd.DataFrame(
        [
            *[["Tambacounda", "Goudiry"]] * 9,
            *[["Tambacounda", "Bakel"]] * 9,
            *[["Matam", "Kanel"]] * 9,
            *[["Matam", "Ranérou"]] * 9,
            *[["Thiès", "Mbour"]] * 9,
            [region, "Gudiri"],
            [region, "Gudiri"],
        ],
        columns=["Région", "Commune"],
        dtype="str",
    )
    assert proposals(frame, "Commune") == ([["Gudiri", "Goudiry"]] if asked else [])
