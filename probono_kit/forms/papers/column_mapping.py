"""Which column of the old version is which of the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.choice_changes import list_changes
from probono_kit.forms.papers.matching import EMPTY, Matching, Pair
from probono_kit.forms.papers.splits import Split
from probono_kit.forms.synthesis.frames import column_of, table_of

_COLUMNS = (
    *("change", "certain", "old_table", "old_column", "old_path"),
    *("new_table", "new_column", "new_path", "choices"),
)


def column_mapping(matching: Matching, splits: tuple[list[Split], list[Split]]) -> pd.DataFrame:
    """Return one row per column of the data in either version.

    Parameters
    ----------
    matching : Matching
        All pairs.
    splits : tuple of lists of Split
        Questions that were split, and those that were merged.

    Returns
    -------
    pandas.DataFrame
        In the order of the new form; what is gone comes last. Of a column that was split, one row
        for each part.
    """
    recoded = {key: change.renamed for key, change in list_changes(matching).items()}
    rows: list[tuple[int, dict[str, object]]] = []
    order = {id(question): place for place, question in enumerate(matching.new.questions)}
    done: set[int] = set()

    def add(
        change: str, old: Question | None, new: Question | None, *, sure: bool, choices: str = ""
    ) -> None:
        row: dict[str, object] = {"change": change, "certain": sure, "choices": choices}
        row |= _side(matching.old, old, "old") | _side(matching.new, new, "new")
        rows.append((order[id(new)] if new is not None else len(order), row))
        done.update(id(each) for each in (old, new) if each is not None)

    for pair in matching.pairs:
        if pair.new.kind not in EMPTY or pair.old.kind not in EMPTY:
            choices = _recoded(recoded.get((pair.old.list_name, pair.new.list_name), {}))
            change, sure = _change(pair, matching)
            add(change, pair.old, pair.new, sure=sure and not choices, choices=choices)
    for each in splits[0]:
        for part in each.parts:
            add("split", each.whole, part, sure=False)
    for each in splits[1]:
        for part in each.parts:
            add("merged", part, each.whole, sure=False)
    for old in _left(matching.old, done):
        add("gone", old, None, sure=old.path not in matching.unclear)
    for new in _left(matching.new, done):
        add("added", None, new, sure=True)
    rows.sort(key=lambda each: each[0])
    return pd.DataFrame([row for _, row in rows], columns=list(_COLUMNS))


def _left(form: Form, done: set[int]) -> Iterator[Question]:
    for each in form.questions:
        if each.kind not in EMPTY and each.name and id(each) not in done:
            yield each


def _side(form: Form, question: Question | None, side: str) -> dict[str, object]:
    if question is None:
        return {f"{side}_{key}": "" for key in ("table", "column", "path")}
    return {
        f"{side}_table": table_of(form, question),
        f"{side}_column": column_of(form, question),
        f"{side}_path": question.path,
    }


def _change(pair: Pair, matching: Matching) -> tuple[str, bool]:
    old, new = pair.old, pair.new
    if column_of(matching.old, old).rpartition("/")[2] != new.name:
        return "renamed", pair.how != "evidence"
    if old.path != new.path:
        return "moved", True
    return ("same" if old.kind == new.kind else "kind"), True


def _recoded(renamed: Mapping[str, str]) -> str:
    return "; ".join(f"{old} → {new}" for old, new in renamed.items())
