"""The review: what waits for a person, the workbook to decide in, and decisions that hold."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.i18n import use_language
from probono_kit.tables import (
    CleanTable,
    Decisions,
    apply_log,
    clean_table,
    read_decisions,
    read_log,
    read_recipe,
    read_review,
    start_recipe,
    with_proposals,
    write_decisions,
    write_log,
    write_recipe,
    write_review,
)
from tests.tables.test_recipe import ROWS, table

CHECK = "steps:\n- {check: Femmes, between: [1, 12]}\n"


def cleaned(
    folder: Path,
    recipe: str = CHECK,
    decisions: Decisions | None = None,
    rows: list[list[str]] = ROWS,
) -> CleanTable:
    path = folder / "r.yml"
    path.write_text(recipe, encoding="utf-8")
    return clean_table(table(folder, rows), recipe=read_recipe(path), decisions=decisions)


def fill(path: Path, answers: dict[str, dict[str, str]], sheet: str) -> None:
    """Write answers into a workbook as a person would, by what stands in a row."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=3):
        texts = dict(zip(heads, row, strict=True))
        for name, text in answers.get(str(texts["old_value"].value or ""), {}).items():
            texts[name].value = text
    book.save(path)


def decide(clean: CleanTable, folder: Path, sheet: str, **answers: dict[str, str]) -> Decisions:
    path = folder / "review.xlsx"
    write_review(clean, path, language="fr")
    fill(path, answers, sheet)
    return read_review(path)


def test_the_workbook_is_one_that_a_person_can_use(tmp_path: Path) -> None:
    """Should fail without instructions, drop-downs in French, frozen heads or readable widths."""
    with use_language("fr"):
        clean = cleaned(tmp_path)
    write_review(clean, tmp_path / "review.xlsx", language="fr")
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    assert book.sheetnames == ["Mode d'emploi", "Autre type", "Contrôles"]
    assert "décision" in " ".join(str(c.value) for row in book.worksheets[0] for c in row)
    page = book["Contrôles"]
    (rule,) = page.data_validations.dataValidation
    assert rule.formula1 == '"garder tel quel,autre valeur,à demander,retirer la ligne"'
    assert str(rule.sqref) == "I3:I6"
    assert page.freeze_panes == "C3"
    assert page.row_dimensions[1].hidden
    assert [c.value for c in page[2]][:5] == [
        *("Colonne", "Cellule", "Enregistrement", "Lignes", "Ce qui est écrit"),
    ]
    assert [c.value for c in page[3]][:5] == ["Femmes", "D2", "row-2", "1", "13"]
    assert page.column_dimensions["D"].hidden, "one row each: the number of rows says nothing"
    assert "12" in page["H3"].value


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    """Should fail if a workbook depends on the clock."""
    clean = cleaned(tmp_path)
    for name in ("a.xlsx", "b.xlsx"):
        write_review(clean, tmp_path / name, language="en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_is_right_is_not_asked_again_until_it_changes(tmp_path: Path) -> None:
    """Should fail if “keep as it is” does not last, or lasts when the value is another."""
    first = cleaned(tmp_path)
    said = {"decision": "garder tel quel", "by": "Awa", "comment": "vu sur place"}
    decisions = decide(first, tmp_path, "Contrôles", **{"13": said, "14": said})
    assert len(decisions.frame) == 2
    again = cleaned(tmp_path, decisions=decisions)
    assert again.review["old_value"].tolist() == ["environ 200", "0", "16"]
    assert again.text.equals(first.text)
    rows = [list(row) for row in ROWS]
    rows[1][3] = "99"
    changed = cleaned(tmp_path, decisions=decisions, rows=rows)
    assert "99" in changed.review["old_value"].tolist()


def test_other_values_and_removed_rows_are_in_the_logs(tmp_path: Path) -> None:
    """Should fail if a decision leaves no trace of itself."""
    first = cleaned(tmp_path)
    answers = {
        "13": {"decision": "autre valeur", "new_value": "3", "by": "Awa"},
        "0": {"decision": "retirer la ligne", "comment": "test", "by": "Awa"},
        "14": {"decision": "à demander"},
    }
    made = cleaned(tmp_path, decisions=decide(first, tmp_path, "Contrôles", **answers))
    assert made.frame["Femmes"].tolist()[0] == 3
    row = made.log[(made.log["question"] == "Femmes") & (made.log["row"] == 2)].iloc[0]
    assert (row["old_value"], row["new_value"], row["check_id"]) == ("13", "3", "decision")
    assert row["issue"].endswith(": Awa")
    gone = made.deletions[made.deletions["role"] == "data"]
    assert gone[["row", "comment"]].to_numpy().tolist() == [[5, "test – Awa"]]
    assert "14" in made.review["old_value"].tolist()


def test_a_value_decided_once_is_known_in_the_next_file(tmp_path: Path) -> None:
    """Should fail if next month somebody is asked again what “environ 200” is."""
    first = cleaned(tmp_path, "steps: []\n")
    answers = {"environ 200": {"decision": "autre valeur", "new_value": "200", "by": "Awa"}}
    decisions = decide(first, tmp_path, "Autre type", **answers)
    write_decisions(decisions, tmp_path / "d.csv")
    rows = [*[list(row) for row in ROWS], ["Fatick", "Foundiougne", "environ 200", "1", "HS", ""]]
    kept = read_decisions(tmp_path / "d.csv")
    made = cleaned(tmp_path, "steps: []\n", kept, rows)
    assert made.frame["Hommes"].tolist()[2] == made.frame["Hommes"].tolist()[-1] == 200
    assert made.review.empty


def test_decisions_that_cannot_be_are_said_and_left_out(tmp_path: Path) -> None:
    """Should fail if an impossible decision is taken, or passed over in silence."""
    answers = {
        "13": {"decision": "autre valeur"},
        "0": {"decision": "peut-être"},
        "14": {"decision": "accepter la proposition"},
        "16": {"new_value": "6"},
    }
    decisions = decide(cleaned(tmp_path), tmp_path, "Contrôles", **answers)
    assert decisions.frame.empty
    assert [found.code for found in decisions.findings] == [
        "recipe.decision_without_value",
        "recipe.decision_unknown",
        "recipe.decision_not_for_this",
        "recipe.value_without_decision",
    ]
    assert decisions.findings[0].where == "review.xlsx › Contrôles › 3"


def test_changed_evidence_is_noticed(tmp_path: Path) -> None:
    """Should fail if a decision lands on a value that nobody was asked about."""
    answers = {"13": {"old_value": "31", "decision": "garder tel quel", "by": "Awa"}}
    decisions = decide(cleaned(tmp_path), tmp_path, "Contrôles", **answers)
    assert decisions.frame.empty
    assert [found.code for found in decisions.findings] == ["recipe.evidence_changed"]


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    """Should fail if any workbook is taken for a review."""
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(ProbonoError) as problem:
        read_review(tmp_path / "a.xlsx")
    assert problem.value.findings[0].code == "recipe.no_review"


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_the_log_of_a_recipe_survives_its_file(name: str, tmp_path: Path) -> None:
    """Should fail if columns that came and went do not replay from the log that was sent."""
    steps = "steps:\n- {derive: T, to: Hommes + Femmes}\n- rename: {État: state}\n- drop: Date\n"
    made = cleaned(tmp_path, steps)
    write_log(made.log, tmp_path / name, deletions=made.deletions, language="fr")
    log = read_log(tmp_path / name)
    assert log.equals(made.log)
    assert apply_log(table(tmp_path).frame, log, made.deletions).equals(made.text)


# ---- proposals --------------------------------------------------------------------------------


def test_spellings_are_proposed_merged_only_when_asked_and_never_when_kept_apart(
    tmp_path: Path,
) -> None:
    """Should fail if a merge happens unasked, or a “never merge” is forgotten."""
    rows = [
        ["Partenaire", "n"],
        *[["Croix-Rouge", "1"]] * 6,
        ["Croix Rouge", "2"],
        ["Croix rouge", "3"],
    ]
    first = cleaned(tmp_path, "steps: []\n", rows=rows)
    first = with_proposals(first, duplicates=False, language="fr")
    assert set(first.text["Partenaire"]) == {"Croix-Rouge", "Croix Rouge", "Croix rouge"}
    answers = {
        "Croix Rouge": {"decision": "accepter la proposition", "by": "Awa"},
        "Croix rouge": {"decision": "garder tel quel", "by": "Awa"},
    }
    decisions = decide(first, tmp_path, "Orthographes", **answers)
    made = cleaned(tmp_path, "steps: []\n", decisions, rows)
    assert set(made.text["Partenaire"]) == {"Croix-Rouge", "Croix rouge"}
    again = with_proposals(made, duplicates=False, decisions=decisions)
    assert again.review.empty


def test_records_twice_are_proposed_and_removed_only_by_a_person(tmp_path: Path) -> None:
    """Should fail if a row goes unasked, or a pair that was told apart is asked about again."""
    villages = ["Mbour", "Joal", "Khombole", "Podor", "Bakel", "Dagana", "Kolda", "Matam"]
    rows = [
        ["Nom", "Village", "Âge"],
        *[[f"Awa {v}", v, str(20 + i)] for i, v in enumerate(villages)],
    ]
    rows += [rows[1], rows[3]]
    first = with_proposals(cleaned(tmp_path, "steps: []\n", rows=rows), language="fr")
    found = first.review[first.review["kind"] == "duplicate"]
    assert found[["row", "proposal"]].to_numpy().tolist() == [[10, "row-2"], [11, "row-4"]]
    answers = {
        "Awa Mbour | Mbour | 20": {"decision": "retirer la ligne", "by": "Awa"},
        "Awa Khombole | Khombole | 22": {"decision": "garder tel quel", "by": "Awa"},
    }
    decisions = decide(first, tmp_path, "En double", **answers)
    made = with_proposals(cleaned(tmp_path, "steps: []\n", decisions, rows), decisions=decisions)
    assert made.counts["removed"] == 1
    assert 10 not in made.frame.index
    assert "duplicate" not in made.review["kind"].tolist()


# ---- next month -------------------------------------------------------------------------------


def test_next_month_what_was_renamed_is_proposed_and_the_rest_applies(tmp_path: Path) -> None:
    """A second month with a renamed and a moved column, one that is gone, a new one, new values."""
    steps = (
        "steps:\n"
        "- fill: Région\n"
        "- map: État\n  values: {Fonctionel: fonctionnel, HS: en panne}\n"
        "- {check: Femmes, between: [0, 500]}\n"
        "- {derive: Total, to: Hommes + Femmes}\n"
        "- {drop: Date}\n"
    )
    first = cleaned(tmp_path, steps)
    recipe = start_recipe(table(tmp_path), first, read_recipe(tmp_path / "r.yml"))
    path = tmp_path / "kept.yml"
    write_recipe(recipe, path, types=first.types, language="fr")
    assert read_recipe(path).steps == recipe.steps
    assert read_recipe(path).seen == recipe.seen
    second = [
        ["Commune", "Région", "Nb femmes", "Hommes", "État ouvrage", "GPS"],
        ["Mbour", "Thiès", "14", "11", "HS", "x"],
        ["Joal", "", "5", "1 300", "hors service", "y"],
        *[[f"V{n}", "Kolda", str(3 * n), str(n), "HS", "z"] for n in range(1, 9)],
    ]
    read = table(tmp_path, second, "mai.csv")
    made = clean_table(read, recipe=read_recipe(path))
    told = [found.code for found in made.findings]
    assert told.count("recipe.column_renamed") == 2
    assert told.count("recipe.column_lost") == 1
    assert told.count("recipe.does_not_apply") == 4
    assert "recipe.new_columns" in told
    assert made.frame["Région"].tolist()[:2] == ["Thiès", "Thiès"]
    rows = made.review[made.review["kind"] == "drift"]
    best = rows.drop_duplicates("question").set_index("question")["proposal"]
    assert best.to_dict() == {"Femmes": "Nb femmes", "État": "État ouvrage", "Date": ""}

    accept = {"decision": "accepter la proposition", "by": "Awa"}
    found = decide(made, tmp_path, "Nouveau", Femmes=accept, État=accept)
    again = clean_table(read, recipe=read_recipe(path), decisions=found)
    assert {"Femmes", "État", "Total"} <= set(again.frame.columns)
    assert again.frame["Total"].tolist()[:2] == [25, 1305]
    new = again.review[again.review["question"] == "État"]
    assert new["old_value"].tolist() == ["hors service"]
    value = {"hors service": {"decision": "autre valeur", "new_value": "en panne", "by": "Awa"}}
    more = found + decide(again, tmp_path, "Nouveau", **value)
    last = clean_table(read, recipe=read_recipe(path), decisions=more)
    assert set(last.frame["État"]) == {"en panne"}
