"""Recipes: what each step does to a table, what the log says, and that raw + log = clean."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.i18n import use_language
from probono_kit.tables import (
    CleanTable,
    TableRead,
    apply_log,
    clean_table,
    draft_recipe,
    read_recipe,
    read_table,
    recipe_schema,
)
from probono_kit.tables.expressions import ExpressionError, Name, parse
from probono_kit.tables.recipe import STEPS

ROWS = [
    ["Région", "Commune", "Hommes", "Femmes", "État", "Date"],
    ["Thiès", "Mbour", "12", "13", "Fonctionel", "30/04/2025"],
    ["", "Joal", "1 204", "5", "HS", "13/04/2025"],
    ["Dakar", "Pikine", "environ 200", "7", "fonctionnel", "01/05/2025"],
    ["", "Pikine", "3", "0", "HS", "02/05/2025"],
    *[["Kolda", f"V{n}", str(n), str(2 * n), "HS", "14/05/2025"] for n in range(1, 9)],
]


def table(folder: Path, rows: list[list[str]] = ROWS, name: str = "wells.csv") -> TableRead:
    path = folder / name
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path.write_bytes("\r\n".join(quoted).encode("utf-8-sig"))
    return read_table(path, separator=";", header_row=1)


def clean(folder: Path, recipe: str, rows: list[list[str]] = ROWS, **more: Any) -> CleanTable:
    path = folder / "wells.recipe.yml"
    path.write_text(recipe, encoding="utf-8")
    read = table(folder, rows)
    cleaned = clean_table(read, recipe=read_recipe(path), **more)
    again = apply_log(read.frame, cleaned.log, cleaned.deletions)
    assert again.equals(cleaned.text), "raw + log + deletions is the clean table"
    assert apply_log(cleaned.text, cleaned.log, cleaned.deletions).equals(cleaned.text)
    return cleaned


def codes(problem: pytest.ExceptionInfo[ProbonoError]) -> list[tuple[str, str]]:
    return [(found.code, found.where) for found in problem.value.findings]


# ---- steps ------------------------------------------------------------------------------------


def test_map_replaces_values_and_the_log_says_by_which_step(tmp_path: Path) -> None:
    """Should fail if a mapped cell cannot be traced to its step and its reason."""
    text = (
        "steps:\n- map: État\n  values: {Fonctionel: fonctionnel, HS: en panne}\n  why: glossary\n"
    )
    made = clean(tmp_path, text)
    assert made.frame["État"].tolist()[:3] == ["fonctionnel", "en panne", "fonctionnel"]
    row = made.log[(made.log["question"] == "État") & (made.log["row"] == 2)].iloc[0]
    assert (row["old_value"], row["new_value"], row["check_id"], row["issue"]) == (
        *("Fonctionel", "fonctionnel", "map État", "glossary"),
    )


def test_a_value_mapped_before_the_types_is_a_number(tmp_path: Path) -> None:
    """Should fail if a cell that a person explained still goes to review."""
    made = clean(tmp_path, "steps:\n- map: Hommes\n  values: {environ 200: '200'}\n")
    assert made.frame["Hommes"].tolist()[:4] == [12, 1204, 200, 3]
    assert made.counts["to_review"] == 0
    row = made.log[made.log["old_value"] == "environ 200"].iloc[0]
    assert (row["new_value"], row["check_id"]) == ("200", "map Hommes")


def test_map_by_a_dictionary_beside_the_recipe(tmp_path: Path) -> None:
    """Should fail if a list of values in a CSV file is not used."""
    (tmp_path / "etats.csv").write_text("valeur;devient\nhs;en panne\n", encoding="utf-8")
    made = clean(tmp_path, "steps:\n- map: État\n  dictionary: etats.csv\n  alike: true\n")
    assert made.frame["État"].tolist()[1] == "en panne"


def test_fill_down_stops_where_there_is_nothing_above(tmp_path: Path) -> None:
    """Should fail if a region named once does not reach the rows below it."""
    made = clean(tmp_path, "steps:\n- fill: Région\n")
    assert made.frame["Région"].tolist()[:4] == ["Thiès", "Thiès", "Dakar", "Dakar"]
    assert made.log["check_id"].tolist().count("fill Région") == 2


def test_derive_adds_a_column_beside_its_sources(tmp_path: Path) -> None:
    """Should fail if a calculated column is not in the log, cell by cell."""
    made = clean(tmp_path, "steps:\n- derive: Total\n  to: Hommes + Femmes\n")
    assert list(made.frame.columns)[4] == "Total"
    assert made.frame["Total"].tolist()[:2] == [25, 1209]
    assert pd.isna(made.frame["Total"].tolist()[2])
    assert str(made.frame["Total"].dtype) == "Int64"
    added = made.log[made.log["change_type"] == "variable_added"]
    assert added["question"].tolist() == ["Total"]
    assert made.columns[made.columns["name"] == "Total"]["fate"].tolist() == ["added"]


def test_split_join_rename_and_drop(tmp_path: Path) -> None:
    """Should fail if columns that come and go do not replay from the raw table."""
    rows = [["Lieu", "Prénom", "Nom", "x"], ["Thiès / Mbour", "Awa", "Fall", "1"]]
    rows += [["Dakar", "Ali", "", "2"], ["a / b / c", "Bob", "Ba", "3"]]
    text = """
steps:
- {split: Lieu, at: /, into: [Région, Commune]}
- {join: [Prénom, Nom], into: Personne}
- rename: {x: numéro}
- drop: [Lieu, Prénom, Nom]
"""
    made = clean(tmp_path, text, rows)
    assert list(made.frame.columns) == ["Région", "Commune", "Personne", "numéro"]
    assert made.frame["Commune"].fillna("").tolist() == ["Mbour", "", ""]
    assert made.frame["Personne"].tolist() == ["Awa Fall", "Ali", "Bob Ba"]
    assert "recipe.more_parts" in [found.code for found in made.findings]
    assert made.review["old_value"].tolist() == ["a / b / c"]
    assert made.columns["fate"].tolist() == [*["added"] * 3, "renamed", *["dropped"] * 3]


def test_removed_rows_are_in_the_deletion_log_with_the_reason(tmp_path: Path) -> None:
    """Should fail if a row vanishes without a word."""
    text = "steps:\n- {remove: Femmes = 0, why: nobody there}\n- {deduplicate: [Région, État]}\n"
    made = clean(tmp_path, text)
    gone = made.deletions[made.deletions["role"] == "data"]
    assert gone.iloc[0][["row", "comment", "change_type"]].tolist() == [
        *(5, "nobody there", "remove_survey"),
    ]
    assert "Pikine" in gone.iloc[0]["content"]
    assert made.counts["clean"] + made.counts["removed"] == len(ROWS) - 1
    assert made.frame.index.tolist() == [2, 3, 4, 6]


def test_recode_by_conditions(tmp_path: Path) -> None:
    """Should fail if the first condition that holds does not decide."""
    text = "steps:\n- recode: Taille\n  cases: {Femmes < 5: petit, Femmes < 10: moyen}\n"
    made = clean(tmp_path, text + "  otherwise: grand\n")
    assert made.frame["Taille"].tolist()[:4] == ["grand", "moyen", "moyen", "petit"]


def test_fix_says_what_a_column_holds(tmp_path: Path) -> None:
    """Should fail if a person's word on a column is not followed."""
    made = clean(tmp_path, "types:\n  Femmes: text\nsteps:\n- {fix: Hommes, to: text}\n")
    assert made.frame["Femmes"].tolist()[:2] == ["13", "5"]
    assert made.frame["Hommes"].tolist()[1:3] == ["1 204", "environ 200"]


def test_tidy_writes_a_column_alike(tmp_path: Path) -> None:
    """Should fail if case, characters and words for nothing stay."""
    text = "steps:\n- {tidy: État, case: upper, missing: [HS]}\n"
    assert clean(tmp_path, text).frame["État"].fillna("–").tolist()[:2] == ["FONCTIONEL", "–"]


# ---- checks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "rows"),
    [
        ("{check: Femmes, between: [1, 12]}", [2, 5, 12, 13]),
        ("{check: Date, between: [2025-04-20]}", [3]),
        ("{check: Femmes, among: [13, 5, 7, 0, 2, 4, 6, 8, 10, 12, 14]}", [13]),
        ("{check: Commune, matches: '[A-Z][a-z]+'}", list(range(6, 14))),
        ("{check: Commune, unique: true}", [4, 5]),
        ("{check: État, among: [HS, fonctionnel]}", [2]),
        ("{check: Région, required: true}", [3, 5]),
        ("{check: Commune, when: 'Femmes > 10', then: 'Hommes > 10'}", [11, 12, 13]),
        ("{check: Commune, holds: 'Hommes != Femmes * 0.5'}", list(range(6, 14))),
        ("{check: Hommes, outliers: iqr}", [3]),
        ("{check: Hommes, outliers: mad}", [3]),
        ("{check: État, small_groups: 2}", [2, 4]),
    ],
)
def test_checks_change_nothing_and_list_the_cells(
    check: str, rows: list[int], tmp_path: Path
) -> None:
    """Should fail if a cell that breaks a rule is not in the review, or is changed."""
    made = clean(tmp_path, f"steps:\n- {check}\n")
    found = made.review[made.review["kind"] == "check"]
    assert found["row"].tolist() == rows
    assert made.text.equals(clean(tmp_path, "steps: []\n").text)
    assert "recipe.check_found" in [finding.code for finding in made.findings]


def test_what_one_column_decides_in_another(tmp_path: Path) -> None:
    """Should fail if a minority is not listed, or proposed against without support."""
    rows = [["Code", "Région"], *[["A", "Thiès"]] * 9, ["A", "Thies"], ["B", "x"], ["B", "y"]]
    made = clean(tmp_path, "steps:\n- {check: Région, depends_on: Code}\n", rows)
    assert made.review[["row", "old_value", "proposal"]].to_numpy().tolist() == [
        *([11, "Thies", "Thiès"], [12, "x", ""], [13, "y", ""]),
    ]
    assert set(made.review["kind"]) == {"dependency"}


# ---- mistakes ---------------------------------------------------------------------------------


def test_mistakes_of_the_recipe_and_in_the_table_are_told_in_one_round(tmp_path: Path) -> None:
    """Should fail if somebody mends the recipe only to learn that a column is not there."""
    path = tmp_path / "a.yml"
    path.write_text(
        "steps:\n"
        "- mop: État\n"
        "- fill: Regoin\n"
        "- {derive: Total, to: Hommes +}\n"
        "- {check: Total, between: [0]}\n"
        "- {check: Fammes, between: [0]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProbonoError) as problem:
        clean_table(table(tmp_path), recipe=draft_recipe(path))
    told = [(found.code, found.where) for found in problem.value.findings.errors]
    assert sorted(told, key=lambda each: each[1]) == [
        ("recipe.unknown_step_near", "a.yml:2"),
        ("tables.missing_column_near", "a.yml:3"),
        ("recipe.expression_ends", "a.yml:4"),
        ("tables.missing_column_near", "a.yml:6"),
    ]


def test_all_mistakes_at_once_with_their_lines(tmp_path: Path) -> None:
    """Should fail if a volunteer mends one mistake only to meet the next."""
    path = tmp_path / "a.yml"
    path.write_text(
        "steps:\n"
        "- mop: État\n"
        "- map: État\n  valeus: {a: b}\n"
        "- derive: Total\n  to: Hommes +\n"
        "- check: Hommes\n"
        "- {check: Hommes, matches: '('}\n"
        "- {fix: Hommes, to: number}\n"
        "- {map: État, dictionary: ../etats.csv}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProbonoError) as problem:
        read_recipe(path)
    assert codes(problem) == [
        ("recipe.unknown_step_near", "a.yml:2"),
        ("engagement.unknown_key", "a.yml:4"),
        ("recipe.expression_ends", "a.yml:6"),
        ("recipe.no_rule", "a.yml:7"),
        ("recipe.bad_pattern", "a.yml:8"),
        ("engagement.not_a_choice", "a.yml:9"),
        ("recipe.dictionary_beside", "a.yml:10"),
    ]
    with use_language("fr"):
        assert "Vouliez-vous dire" in str(problem.value)


def test_misspelt_columns_are_all_named_with_what_is_near(tmp_path: Path) -> None:
    """Should fail if a slip in a name stops at the first, or is passed over."""
    text = (
        "types: {Dat: date}\nsteps:\n- drop: Etat\n- {derive: t, to: 'Homme + Femmes'}\n- fill: t\n"
    )
    with pytest.raises(ProbonoError) as problem:
        clean(tmp_path, text)
    errors = [f for f in problem.value.findings if f.severity == "error"]
    assert [(f.where, f.values["near"][0]) for f in errors] == [
        ("wells.recipe.yml", "Date"),
        ("wells.recipe.yml:3", "État"),
        ("wells.recipe.yml:4", "Hommes"),
    ]


def test_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    """Should fail if a text is compared with a number in silence."""
    with pytest.raises(ProbonoError) as problem:
        clean(tmp_path, "steps:\n- {remove: Commune > 3}\n- {check: Date, holds: Femmes}\n")
    assert {code for code, _ in codes(problem)} >= {"recipe.kinds_differ", "recipe.not_a_condition"}


def test_a_recipe_that_is_made_to_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """Should fail if aliases multiply a recipe beyond measure."""
    path = tmp_path / "a.yml"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join(['*' + a] * 10)}]" for a, b in zip("abcdef", "bcdefg", strict=False)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ProbonoError) as problem:
        read_recipe(path)
    assert codes(problem)[0][0] == "engagement.yaml_bomb"


# ---- the guide and the schema -----------------------------------------------------------------


def test_the_recipe_of_the_reference_can_be_read(tmp_path: Path) -> None:
    """Should fail if the example that people copy is no recipe."""
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "recipe.md"
    text = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    recipe = read_recipe(tmp_path / "a.yml")
    assert [step.word for step in recipe.steps] == [
        *("fill", "map", "derive", "recode", "check", "check", "remove", "deduplicate"),
    ]
    assert recipe.reading is not None
    assert recipe.reading.header_rows == (3, 4)


def test_the_schema_knows_every_step_and_its_fields() -> None:
    """Should fail if an editor underlines what a recipe may say, or completes what it may not."""
    steps = recipe_schema()["properties"]["steps"]["items"]["anyOf"]
    by_word = {next(iter(step["required"])): step for step in steps}
    assert set(by_word) == set(STEPS)
    for word, model in STEPS.items():
        assert set(by_word[word]["properties"]) == set(model.model_fields)
        assert all(each["description"] for each in by_word[word]["properties"].values()), word
    assert {"type": "string"} in by_word["map"]["properties"]["map"]["anyOf"]


# ---- expressions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a + b * 2", [5, 9, None]),
        ("(a + b) * 2", [6, 12, None]),
        ("a / (b - 2)", [None, 3, None]),
        ("-a - -b", [1, 0, None]),
        ("sum(a, b)", [3, 6, 3]),
        ("max(a, b)", [2, 3, 3]),
        ("round(a / 3, 2)", [0.33, 1, 1]),
        ("round(2.5) + 0 * length(t)", [3, 3, 3]),
        ("0.1 + 0.2 + 0 * length(t)", [0.3, 0.3, 0.3]),
        ("length(t)", [5, 2, 1]),
        ("d - '2025-01-01'", [1, 31, 59]),
        ("year(d) * 100 + month(d)", [202501, 202502, 202503]),
        ("number(left(upper(t), 1) & '1') is empty", [True, True, True]),
        ("if(a > 2, 'grand', lower(t))", ["thiès", "grand", "grand"]),
        ("t & '-' & text(a)", ["Thiès-1", "Ab-3", "x-3"]),
        ("first(b, a)", [2, 3, 3]),
        ("a between 2 and 3", [False, True, True]),
        ("a entre 2 et 3 ou t contient 'hi'", [True, True, True]),
        ("b est vide", [False, False, True]),
        ("not b is filled", [False, False, True]),
        ("t in ('x', 'Ab')", [False, True, True]),
        ("t matches '[A-Z].*' and b > 1", [True, True, False]),
        ("b > 1 or true", [True, True, True]),
        ("b > 1 and a > 0", [True, True, None]),
        ("d >= '2025-02-01'", [False, True, True]),
    ],
)
def test_expressions(expression: str, expected: list[Any], tmp_path: Path) -> None:
    """Should fail if a calculation gives anything but what it says, missing values included."""
    rows = [["a", "b", "t", "d"], ["1", "2", "Thiès", "2025-01-02"], ["3", "3", "Ab", "2025-02-01"]]
    rows += [["3", "", "x", "2025-03-01"]]
    made = clean(tmp_path, f'steps:\n- {{derive: r, to: "{expression}"}}\n', rows)
    got = [None if pd.isna(value) else value for value in made.frame["r"].tolist()]
    assert got == expected


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a.b", "a; b", "lambda", "[a", "((((", "a = = b"]
)
def test_nothing_else_is_understood(text: str) -> None:
    """Should fail if an expression can be anything but columns, values and the words we know."""
    if text == "lambda":
        assert parse(text) == Name("lambda")
        return
    with pytest.raises(ExpressionError):
        parse(text)


@given(st.text(alphabet="ab01.+-*/&=<>()[]'\"' ,andorti", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Should fail if a slip in a condition ends in a traceback."""
    with contextlib.suppress(ExpressionError):
        parse(text)


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 2030),
        st.floats(allow_nan=False),
        st.dates(),
        st.sampled_from(["", "x", "x > 1", "[", "a;b", "../b.csv", "b.csv", "iqr", "text", "é\n"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["x", "y", "x > 1", "kind", "1"]), inner, max_size=3),
    ),
    max_leaves=5,
)
FIELDS = sorted({name for model in STEPS.values() for name in model.model_fields} | {"odd"})
WILD = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "steps": st.one_of(VALUES, st.lists(WILD, max_size=3)),
            "types": VALUES,
            "read": VALUES,
            "seen": VALUES,
            "strange": VALUES,
        },
    )
)
def test_any_yaml_is_a_recipe_or_is_refused_with_findings(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    """Should fail if anything that a person may write ends in a traceback."""
    folder = tmp_path_factory.mktemp("wild")
    path = folder / "a.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        recipe = read_recipe(path)
        clean_table(table(folder, [["x", "y"], ["1", "a"], ["2", ""]]), recipe=recipe)
    except ProbonoError as problem:
        for found in problem.findings:
            assert found.message("fr"), found.code
            assert found.fix("en"), found.code


# ---- laws -------------------------------------------------------------------------------------

CELLS = st.sampled_from(["", "a", " a ", "b", "12", "1 204,5", "ND", "30/04/2025", "-3", "A", "é"])
SOME = st.sampled_from(
    [
        "{map: x, values: {a: c, b: ''}}",
        "{fill: y}",
        "{deduplicate: [x, y]}",
        "{tidy: x, case: upper}",
        "{remove: x is empty}",
        "{recode: z, cases: {y is filled: oui}, otherwise: non}",
        "{derive: w, to: x & y}",
        "{join: [x, y], using: '-', into: v}",
        "{split: x, at: ' ', into: [p, q]}",
        "{check: y, required: true}",
        "{rename: {z: zz}}",
    ]
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=12), st.lists(SOME, max_size=5)
)
def test_raw_and_log_give_clean_and_no_row_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, ...]], steps: list[str]
) -> None:
    """Whatever the table and the recipe: raw stays, raw + log + deletions = clean, rows add up."""
    if steps.count("{rename: {z: zz}}") > 1 or any("recode: z" in s for s in steps):
        steps = [s for s in steps if "{rename" not in s]
    folder = tmp_path_factory.mktemp("law")
    rows = [["x", "y", "z"], ["start", "start", "start"], *map(list, cells)]
    read = table(folder, rows)
    before = read.frame.copy(deep=True)
    made = clean(folder, "steps: [" + ", ".join(steps) + "]\n", rows)
    assert read.frame.equals(before)
    assert made.counts["clean"] + made.counts["removed"] == made.counts["data"]
    assert len(made.frame) == made.counts["clean"]
    known = {"x", "y", "z", "zz"}
    touched = set(made.log["question"])
    for name in known - touched & set(made.text.columns):
        if name in before:
            kept = before.loc[made.text.index, name]
            assert kept[kept.notna()].tolist() == made.text[name][kept.notna()].tolist()


ALIKE = ["{map: x, values: {a: c, b: d}}", "{fill: y}", "{deduplicate: [x, y]}"]
ALIKE += ["{tidy: x, case: upper}", "{remove: x is empty}", "{derive: w, to: x & y}"]
ALIKE += ["{recode: z, cases: {y is filled: oui}, otherwise: non}", "{check: y, required: true}"]
ALIKE += ["{join: [x, y], using: '-', into: v}", "{rename: {x: xx}}"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=10),
    st.sampled_from(ALIKE),
)
def test_a_recipe_changes_nothing_in_its_own_result(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, ...]], step: str
) -> None:
    """Whatever the table: a step done twice gives what it gave once."""
    folder = tmp_path_factory.mktemp("twice")
    rows = [["x", "y", "z"], ["start", "start", "start"], *map(list, cells)]
    once = clean(folder, f"steps: [{step}]\n", rows)
    result = [list(once.text.columns), *once.text.fillna("").to_numpy().tolist()]
    if len(result) < 2:
        return
    types = ", ".join(f"{name}: {type_.kind}" for name, type_ in once.types.items())
    twice = clean(folder, f"types: {{{types}}}\nsteps: [{step}]\n", result)
    kept = [row for row in result[1:] if any(row)]
    assert twice.text.fillna("").to_numpy().tolist() == kept


@pytest.mark.parametrize("bounds", ["[10, 1]", "[2025-05-01, 2025-04-01]", "[1, 2, 3]"])
def test_bounds_that_no_cell_can_meet_are_refused(bounds: str, tmp_path: Path) -> None:
    """Should fail if every row of a table is reported because two numbers were exchanged."""
    path = tmp_path / "a.yml"
    path.write_text(f"steps:\n  - {{check: n, between: {bounds}}}\n", encoding="utf-8")
    with pytest.raises(ProbonoError) as refused:
        read_recipe(path)
    assert [found.code for found in refused.value.findings] == ["recipe.two_bounds"]
