"""One question for all rows that say the same odd thing, and an answer that lasts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.tables import (
    CleanTable,
    Decisions,
    clean_table,
    read_decisions,
    read_recipe,
    with_proposals,
    write_decisions,
)
from probono_kit.tables.disagreements import group_key, group_values
from tests.tables.test_recipe import table
from tests.tables.test_review import decide

CHECK = "steps:\n- {check: Province, depends_on: Territoire}\n"
SHEET = "Va ensemble"


def rows(beni: int = 41, wrong: int = 3, first: int = 0) -> list[list[str]]:
    """Return territories with their province; `wrong` rows of Beni say another one."""
    said = [["Beni", "Nord-Kivu"]] * beni + [["Beni", "Ituri"]] * wrong
    said += [["Bukavu", "Sud-Kivu"]] * 90 + [["Bunia", "Ituri"]] * 90 + [["Goma", "Nord-Kivu"]] * 90
    return [
        ["Territoire", "Province", "n"],
        *[[*each, str(first + i)] for i, each in enumerate(said)],
    ]


def cleaned(
    folder: Path, said: list[list[str]], recipe: str = "", decisions: Decisions | None = None
) -> CleanTable:
    path = folder / "r.yml"
    path.write_text(recipe or "steps: []\n", encoding="utf-8")
    made = clean_table(
        table(folder, said), recipe=read_recipe(path), decisions=decisions, language="fr"
    )
    if recipe:
        return made
    return with_proposals(made, spellings=[], duplicates=False, decisions=decisions, language="fr")


def questions(made: CleanTable) -> list[list[object]]:
    asked = made.review[made.review["kind"] == "dependency"]
    return asked[["old_value", "proposal", "count"]].to_numpy().tolist()


@pytest.mark.parametrize("recipe", ["", CHECK], ids=["found in the data", "asked by the recipe"])
def test_rows_that_say_the_same_are_one_question_and_its_answer_lasts(
    recipe: str, tmp_path: Path
) -> None:
    """Should fail if 3 rows are 3 questions, or next month's 5 other rows are asked about again."""
    first = cleaned(tmp_path, rows(), recipe)
    assert questions(first) == [["Ituri", "Nord-Kivu", 3]]
    issue = first.review["issue"][0].replace("\u00a0", " ")
    assert issue == "Territoire « Beni » : « Nord-Kivu » dans 41 lignes, « Ituri » dans 3."
    said = {"Ituri": {"decision": "accepter la proposition", "by": "Awa"}}
    write_decisions(decide(first, tmp_path, SHEET, **said), tmp_path / "d.csv")
    kept = read_decisions(tmp_path / "d.csv")
    assert not kept.findings
    again = cleaned(tmp_path, rows(), recipe, kept)
    assert set(again.frame["Province"][again.frame["Territoire"] == "Beni"]) == {"Nord-Kivu"}
    assert set(again.frame["Province"][again.frame["Territoire"] == "Bunia"]) == {"Ituri"}
    changed = again.log[again.log["question"] == "Province"]
    assert changed["row"].tolist() == [43, 44, 45]
    assert set(changed["check_id"]) == {"decision"}
    assert all(text.endswith("Awa") for text in changed["issue"])
    later = cleaned(
        tmp_path, rows(beni=70, wrong=5, first=900)[:1] + rows(70, 5)[:0:-1], recipe, kept
    )
    assert questions(later) == []
    assert (later.log["question"] == "Province").sum() == 5


@pytest.mark.parametrize("recipe", ["", CHECK], ids=["found in the data", "asked by the recipe"])
def test_a_group_that_is_right_is_not_asked_about_again_another_value_is(
    recipe: str, tmp_path: Path
) -> None:
    """Should fail if “keep” is forgotten next month, or silences what nobody was asked about."""
    said = {"Ituri": {"decision": "garder tel quel", "by": "Awa"}}
    kept = decide(cleaned(tmp_path, rows(), recipe), tmp_path, SHEET, **said)
    assert questions(cleaned(tmp_path, rows(60, 4), recipe, kept)) == []
    other = [*rows(60, 4), ["Beni", "Sud-Kivu", "7"]]
    assert questions(cleaned(tmp_path, other, recipe, kept)) == [["Sud-Kivu", "Nord-Kivu", 1]]


def test_a_code_and_a_name_that_decide_the_same_are_one_question(tmp_path: Path) -> None:
    """Should fail if the same cells are asked about once by name and once by code."""
    codes = {"Beni": "CD6101", "Bukavu": "CD6201", "Bunia": "CD5401", "Goma": "CD6102"}
    said = [[*row, "code" if i == 0 else codes[row[0]]] for i, row in enumerate(rows())]
    first = cleaned(tmp_path, said)
    assert questions(first) == [["Ituri", "Nord-Kivu", 3]]
    keep = {"Ituri": {"decision": "garder tel quel", "by": "Awa"}}
    kept = decide(first, tmp_path, SHEET, **keep)
    assert questions(cleaned(tmp_path, said, decisions=kept)) == []


def test_a_group_is_never_removed_by_one_word(tmp_path: Path) -> None:
    """Should fail if the list offers to throw away all rows of a group."""
    first = cleaned(tmp_path, rows())
    said = {"Ituri": {"decision": "retirer la ligne", "by": "Awa"}}
    decisions = decide(first, tmp_path, SHEET, **said)
    assert decisions.frame.empty
    assert [found.code for found in decisions.findings] == ["recipe.decision_not_for_this"]


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1, max_size=3))
def test_what_a_group_shares_survives_its_name(values: dict[str, str]) -> None:
    """Should fail if quotes, braces or separators in a value make another group of it."""
    assert group_values(group_key(values)) == values
