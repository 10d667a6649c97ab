"""Disputed borders: dashed by a policy that the NGO declares and the map names."""

from __future__ import annotations

from pathlib import Path

import pytest

from probono_kit.findings import Findings
from probono_kit.maps import MapModel
from probono_kit.maps.profiles import read_profile
from tests.maps.made import made
from tests.maps.test_static import compose

USUAL = "Frontières contestées\u00a0: en tireté là où Natural Earth les signale."


def drawn(model: MapModel) -> set[str]:
    """Return the names of the layers of a page, and the first words of its texts."""
    sheet = compose(model)
    return {str(a.get_gid()) for a in sheet.figure.get_children()} | {
        text.text for text in sheet.written
    }


def policy(folder: Path, text: str) -> str:
    (folder / "house.yml").write_text(text, encoding="utf-8")
    return str(folder / "house.yml")


def test_disputed_borders_are_dashed_and_the_map_says_by_which_policy():
    """Should fail if a map took a side without saying that there are two."""
    model = made("IND", value="part")
    assert set(model.context.disputed["kind"]) >= {"claim", "disputed", "line_of_control"}
    assert USUAL in model.notes
    assert {"disputed", "Frontière contestée ou non déterminée"} <= drawn(model)


def test_a_map_without_disputed_borders_says_nothing_of_them():
    """Should fail if every map carried the note."""
    assert USUAL not in made("SEN", value="part").notes


def test_the_ngo_declares_which_borders_are_dashed(tmp_path):
    """Should fail if a kind that the policy leaves out were dashed, or its words left out."""
    profile = policy(
        tmp_path,
        "borders:\n  dashed: [line_of_control]\n  statement: {en: E, fr: Tireté selon l'ONU.}\n",
    )
    model = made("IND", value="part", profile=profile)
    assert set(model.context.disputed["kind"]) == {"line_of_control"}
    assert "Tireté selon l'ONU." in model.notes
    assert USUAL not in model.notes


def test_a_policy_may_follow_the_base_layer_alone(tmp_path):
    """Should fail if an empty list still dashed a line or explained it."""
    model = made("IND", value="part", profile=policy(tmp_path, "borders: {dashed: []}"))
    seen = drawn(model)
    assert "disputed" not in seen
    assert "Frontière contestée ou non déterminée" not in seen
    assert USUAL not in model.notes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("borders: {dashed: [contested]}", "engagement.not_a_choice"),
        ("borders: {dotted: [claim]}", "engagement.unknown_key_listed"),
    ],
)
def test_a_mistake_in_the_policy_has_its_line(text, code, tmp_path):
    """Should fail if a misspelt kind left its borders solid without a word."""
    findings = Findings()
    read_profile(policy(tmp_path, text), findings)
    assert [found.code for found in findings] == [code]
    assert findings[0].where == "house.yml:1"
