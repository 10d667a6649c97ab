"""Every run proves that raw data and log together are the clean table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.tables import apply_log, clean, clean_table, read_recipe, read_table
from probono_kit.tables.log import LOG_CATEGORIES, LOG_COLUMNS

SHEET = """Région;Débit;Sexe;Note
 Thiès;1 204,5;Femme;
Dakar;ND;Homme;a
Kolda;3,5;Femme;a
Matam;12,25;Homme;b
"""
RULES = """
steps:
  - {map: Sexe, values: {Femme: F, Homme: H}}
  - {recode: Fort, cases: {"[Débit] > 10": oui}, otherwise: non}
  - {rename: {Note: Remarque}}
"""


def _without_the_last(log: pd.DataFrame) -> pd.DataFrame:
    return log.iloc[:-1]


def _another_value(log: pd.DataFrame) -> pd.DataFrame:
    return log.assign(new_value=log["new_value"].replace("1204.5", "1204"))


def _another_row(log: pd.DataFrame) -> pd.DataFrame:
    return log.assign(row=log["row"].where(log["question"] != "Sexe", 7 - log["row"]))


def _blank_for_change(log: pd.DataFrame) -> pd.DataFrame:
    blank = pd.Categorical(["blank_response"] * len(log))
    return log.assign(change_type=blank)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A sheet and a recipe."""
    sheet, rules = tmp_path / "menages.csv", tmp_path / "rules.yml"
    sheet.write_text(SHEET, encoding="utf-8")
    rules.write_text(RULES, encoding="utf-8")
    return sheet, rules


@pytest.mark.parametrize(
    "spoil", [_without_the_last, _another_value, _another_row, _blank_for_change]
)
def test_a_wrong_log_stops_the_run(
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[pd.DataFrame], pd.DataFrame],
) -> None:
    """A row lost, another value, another row, a blank in place of a change: none gets through."""
    built = clean.build_log
    monkeypatch.setattr(clean, "build_log", lambda *given: spoil(built(*given)))
    with pytest.raises((AssertionError, ProbonoError)):
        clean_table(read_table(files[0]), recipe=read_recipe(files[1]))


def test_a_log_of_plain_text_replays_like_one_of_categories(files: tuple[Path, Path]) -> None:
    """What a person made of the log, in a spreadsheet or in pandas, is replayed alike."""
    read = read_table(files[0])
    made = clean_table(read, recipe=read_recipe(files[1]))
    assert {str(made.log[name].dtype) for name in LOG_CATEGORIES} == {"category"}
    texts = made.log.astype(dict.fromkeys(LOG_CATEGORIES, "str"))
    objects = made.log.astype(object)
    for log in (texts, objects, made.log.sample(frac=1, random_state=2)):
        assert apply_log(read.frame, log, made.deletions).equals(made.text)


def test_the_last_word_on_a_cell_counts() -> None:
    """Two rows of a log about one cell: the second stands, as when they are read from the top."""
    raw = pd.DataFrame({"a": ["x", "y"]}, index=pd.Index([2, 9], name="row"), dtype="str")
    rows = [
        ["row-9", "y", "a", "", "c", "a ~/~ row-9", "change_response", new, 9, "A"]
        for new in ("z", "w")
    ]
    log = pd.DataFrame(rows, columns=list(LOG_COLUMNS))
    assert apply_log(raw, log)["a"].tolist() == ["x", "w"]
