"""Codes bent by spreadsheets lead to their area, and to no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.places.codes import CodeIndex, Repair, code_parts, fold_code

CHAD = [f"TCD{number:02d}" for number in range(1, 24)]


@pytest.mark.parametrize(
    ("written", "repair"),
    [
        ("TCD19", Repair.NONE),
        ("tcd19", Repair.SPELLING),
        ("TCD-19", Repair.SPELLING),
        ("TCD 19", Repair.SPELLING),
        ("ＴＣＤ１９", Repair.SPELLING),
        ("TD19", Repair.PREFIX),
        ("td-19", Repair.PREFIX),
        ("TD.19", Repair.PREFIX),
        ("TD019", Repair.ZEROS),
    ],
)
def test_one_code_in_many_writings(written: str, repair: Repair) -> None:
    hit = CodeIndex(CHAD).find(written)
    assert [CHAD[position] for position in hit.positions] == ["TCD19"]
    assert hit.repair is repair


def test_lost_zeros_are_found_with_and_without_a_country() -> None:
    assert CodeIndex(CHAD).find("TD7").positions == (6,)
    assert CodeIndex(["0101", "0102"]).find("102").positions == (1,)
    assert CodeIndex(["01", "02"]).find("2").repair is Repair.ZEROS


@pytest.mark.parametrize("written", ["19", "DK", "", "-", "TCD24", "CD19", "XX19", "TCD"])
def test_what_names_no_area_finds_none(written: str) -> None:
    assert CodeIndex(CHAD).find(written).positions == ()


def test_iso_codes_in_letters() -> None:
    index = CodeIndex(["SN-DK", "SN-SL", "SN-SE"])
    for written in ("SN-SL", "SNSL", "sen-sl", "SEN SL"):
        assert index.find(written).positions == (1,), written


def test_codes_that_only_punctuation_tells_apart_are_never_mixed_up() -> None:
    index = CodeIndex(["TCD.1.11_1", "TCD.11.1_1"])
    assert index.find("TCD.1.11_1").positions == (0,)
    assert index.find("TCD1111").positions == (0, 1)


def test_a_country_is_read_from_two_or_three_letters() -> None:
    assert code_parts("CHE01") == {("CH", "01")}
    assert code_parts("CH01") == {("CH", "01")}
    assert code_parts("0101") == {("", "0101")}


@given(st.sampled_from(CHAD), st.sampled_from("-_ ./"), st.booleans())
def test_case_and_separators_never_lead_to_another_area(code: str, mark: str, low: bool) -> None:
    written = mark.join([code[:3], *code[3:]])
    hit = CodeIndex(CHAD).find(written.lower() if low else written)
    assert [CHAD[position] for position in hit.positions] == [code]


@given(st.text(max_size=12))
def test_any_text_gets_an_answer(text: str) -> None:
    hit = CodeIndex(CHAD).find(text)
    assert all(fold_code(text)[-1] == CHAD[p][-1] for p in hit.positions)
