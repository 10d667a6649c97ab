"""Several choices of one question: in one cell, or as a column of marks for each choice."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from probono_kit.database.model import Origin
from probono_kit.database.pieces import is_chosen
from probono_kit.database.proposing.sheet import Facts, Sheet
from probono_kit.tables import ColumnKind

_MARK = frozenset({"0", "1", "0.0", "1.0", "true", "false"})
_NAME = re.compile(r"(?P<question>.+)[/.](?P<choice>[^/.]+)")


@dataclass(eq=False)
class Several:
    """A question with several choices.

    Parameters
    ----------
    title : str
        The question.
    cell : str
        The column that holds all choices of a record; empty for none.
    separator : str
        What stands between them.
    marks : dict of str to str
        Columns of 1 and 0 to their choices.
    asked : str
        One of these columns, where records were asked that chose nothing.
    rows : int
        Records that chose something.
    """

    title: str
    cell: str = ""
    separator: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    asked: str = ""
    rows: int = 0

    def columns(self) -> list[str]:
        """Return all its columns."""
        return [*filter(None, [self.cell]), *self.marks]

    def values(self, sheet: Sheet) -> tuple[str, ...]:
        """Return what there is to choose from."""
        return tuple(self.marks.values()) or sheet.columns[self.cell].type.choices

    def origins(self, source: str, name: str) -> list[Origin]:
        """Return what fills `name`, the field of the choice, from a cleaned table."""
        made = []
        if self.cell:
            columns = {name: self.cell}
            made.append(
                Origin(source=source, columns=columns, several=name, separator=self.separator)
            )
        if self.marks:
            made.append(Origin(source=source, several=name, marks=self.marks))
        return made


def find_several(sheet: Sheet) -> tuple[list[Several], list[tuple[str, tuple[str, ...]]]]:
    """Find questions with several choices.

    Parameters
    ----------
    sheet : Sheet
        Columns in ``sheet.rest`` are looked at.

    Returns
    -------
    tuple
        The questions, and those whose marks are empty in some columns but not in others of the same
        record: question and columns, which stay as they are.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sheet.rest:
        parts = _NAME.fullmatch(name)
        if parts and _is_mark(sheet.columns[name]):
            groups[parts["question"]][name] = parts["choice"]
    found, uneven = [], []
    for question, marks in groups.items():
        if len(marks) < 2 or len(set(marks.values())) < len(marks):
            continue
        blanks = np.column_stack([sheet.columns[name].codes < 0 for name in marks])
        if (blanks.any(axis=1) != blanks.all(axis=1)).any():
            uneven.append((question, tuple(marks)))
            continue
        found.append(_of_marks(sheet, question, marks, blanks[:, 0]))
    used = {name for each in found for name in each.columns()}
    for name in sheet.rest:
        facts = sheet.columns[name]
        if facts.kind is ColumnKind.CHOICES and name not in used and facts.type.convention:
            rows = facts.filled
            found.append(Several(name, name, _separator(facts), rows=rows))
    return found, uneven


def _is_mark(facts: Facts) -> bool:
    return (
        0 < facts.distinct <= 2 and {str(value).lower() for value in facts.distinct_values} <= _MARK
    )


def _of_marks(sheet: Sheet, question: str, marks: dict[str, str], blank: object) -> Several:
    chosen = np.zeros(len(sheet), dtype=bool)
    for name in marks:
        chosen |= is_chosen(sheet.frame[name])
    asked = bool((~np.asarray(blank) & ~chosen).any())
    made = Several(question, marks=marks, asked=next(iter(marks)) if asked else "")
    made.rows = int(chosen.sum())
    facts = sheet.columns.get(question)
    if facts is not None and question in sheet.rest and _is_cell(facts, set(marks.values())):
        made.cell, made.separator = question, _separator(facts) if facts.type.convention else " "
    return made


def _is_cell(facts: Facts, choices: set[str]) -> bool:
    """Tell whether a column says in one cell what marks say in several."""
    if not facts.distinct or facts.kind not in (ColumnKind.CHOICES, ColumnKind.TEXT):
        return False
    mark = facts.type.convention or " "
    texts = [str(value) for value in facts.distinct_values[:2000]]
    fits = sum({part.strip() for part in text.split(mark)} <= choices for text in texts)
    return fits >= 0.98 * len(texts)


def _separator(facts: Facts) -> str:
    """Return what stands between choices, with the spaces around it where most cells have them."""
    mark = facts.type.convention
    spaced = f"{mark} "
    weights = [
        (int(count), str(text))
        for count, text in zip(facts.counts, facts.distinct_values, strict=True)
        if mark.strip() and mark in str(text)
    ]
    with_space = sum(count for count, text in weights if spaced in text)
    return spaced if weights and 2 * with_space > sum(count for count, _ in weights) else mark
