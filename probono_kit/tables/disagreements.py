"""One question for all rows of a group that say the same odd thing, and what its answer holds for.

A group is known by the values that its rows share, not by their numbers: the answer holds for the
same group of next month's file, however many rows it has there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.steps.base import ReviewPart
from probono_kit.tables.texts import Flags, flags
from probono_kit.tables.violations import dependency_violations
from probono_kit.tables.working import Working


@dataclass(frozen=True, slots=True)
class Question:
    """Rows of one group that say something else than the rest of it.

    Parameters
    ----------
    rows : tuple of int
        Their labels in the frame's index.
    group : str
        What they share, from :func:`group_key`.
    old : str
        What they say.
    proposal : str
        What most of the group says; empty where that is not clear.
    support : float
        The share of the group that says it, 0 to 1.
    evidence : str
        How many rows say what.
    """

    rows: tuple[int, ...]
    group: str
    old: str
    proposal: str
    support: float
    evidence: str


def group_key(values: Mapping[str, str]) -> str:
    """Return what names a group of rows in a review and in a file of decisions.

    Parameters
    ----------
    values : mapping of str to str
        What the rows share, by column.

    Examples
    --------
    >>> group_key({"Territoire": "Beni"})
    '{"Territoire": "Beni"}'
    """
    return json.dumps(dict(values), ensure_ascii=False)


def group_values(key: str) -> dict[str, str] | None:
    """Return what the rows of a group share; ``None`` for the name of a single record.

    Parameters
    ----------
    key : str
        From :func:`group_key`, or the name of a record.

    Examples
    --------
    >>> group_values('{"Territoire": "Beni"}'), group_values("row-12")
    ({'Territoire': 'Beni'}, None)
    """
    if not key.startswith("{"):
        return None
    try:
        values = json.loads(key)
    except ValueError:
        return None
    if not isinstance(values, dict) or not values:
        return None
    return {name: text for name, text in values.items() if isinstance(text, str)} or None


def disagreements(
    frame: pd.DataFrame,
    determinant: Sequence[str],
    dependent: str,
    *,
    language: str | None = None,
) -> list[Question]:
    """Return one question per group, odd value and proposal; those of the most rows first.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table as text.
    determinant : sequence of str
        The columns that decide.
    dependent : str
        The column that is decided.
    language : str, optional
        Of the evidence (default: the current one).

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["TD01"] * 20, "name": ["Batha"] * 18 + ["Borkou"] * 2})
    >>> [question] = disagreements(table, ["code"], "name", language="en")
    >>> question.rows, question.group, question.evidence
    ((18, 19), '{"code": "TD01"}', 'code “TD01”: “Batha” in 18 rows, “Borkou” in 2.')
    """
    found = dependency_violations(frame, determinant, dependent, language=language)
    if found.empty:
        return []
    shared = frame.loc[found["row"], list(determinant)].itertuples(index=False, name=None)
    keys = [group_key(dict(zip(determinant, map(str, each), strict=True))) for each in shared]
    groups = found.assign(key=keys).groupby(["key", "old_value"], sort=False)
    made = []
    for (key, old), rows in groups:
        first = rows.iloc[0]
        proposal = first["proposal"] if isinstance(first["proposal"], str) else ""
        made.append(
            Question(
                tuple(rows["row"]),
                str(key),
                str(old),
                proposal,
                float(first["support"]),
                str(first["evidence"]),
            )
        )
    return sorted(made, key=lambda question: -len(question.rows))


def disagreement_part(
    check: str, column: str, questions: Sequence[Question], why: str = ""
) -> ReviewPart:
    """Return questions as they go into the review.

    Parameters
    ----------
    check : str
        The rule.
    column : str
        The column that is decided.
    questions : sequence of Question
        From :func:`disagreements`, on a frame whose index are the numbers of the rows.
    why : str
        Why the rule is there, if somebody said so.
    """
    return ReviewPart(
        "dependency",
        check,
        column,
        np.array([each.rows[0] for each in questions], dtype=np.int64),
        [each.old for each in questions],
        [" – ".join(filter(None, (why, each.evidence))) for each in questions],
        [each.proposal for each in questions],
        [round(each.support, 2) if each.proposal else np.nan for each in questions],
        [each.group for each in questions],
        [len(each.rows) for each in questions],
    )


def rows_of_group(table: Working, values: Mapping[str, str], column: str, old: str) -> Flags:
    """Tell which rows of a table are in a group and still say the odd thing.

    Parameters
    ----------
    table : Working
        The table.
    values : mapping of str to str
        What the rows of the group share.
    column, old : str
        The column that was asked about, and what stood there.
    """
    here = np.ones(len(table.rows), dtype=bool)
    for name, text in {**values, column: old}.items():
        if name not in table:
            return np.zeros(len(table.rows), dtype=bool)
        trail = table.trail(name)
        same = pc.fill_null(pc.equal(trail.now.arrow, pa.scalar(text, pa.large_string())), False)
        here &= flags(same)[trail.codes]
    return here
