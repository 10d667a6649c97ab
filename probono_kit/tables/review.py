"""What waits for a person: one row per thing to decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from probono_kit.tables.steps.base import ReviewPart

REVIEW_COLUMNS = (
    *("kind", "check_id", "question", "row", "column_letter", "uuid", "count", "old_value"),
    *("proposal", "score", "issue", "decision", "comment", "by"),
)
#: What a row of the review is about.
KINDS = (
    *("type", "check", "spelling", "duplicate", "dependency", "drift"),
    # Of a monitoring of submissions.
    *("interview", "answer"),
)


def review_frame(
    parts: Sequence[ReviewPart], ids: pd.Series, letters: dict[str, str]
) -> pd.DataFrame:
    """Write one row per thing that waits for a person.

    Parameters
    ----------
    parts : sequence of ReviewPart
        What the steps found.
    ids : pandas.Series
        What names each record, by row number.
    letters : dict of str to str
        Column → letter in the sheet.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`REVIEW_COLUMNS`: ``row`` int64 (0 for what concerns no single row, the first
        one where a question is about several), ``uuid`` (what names the record, or the values that
        the rows of a group share), ``count`` int64 (the rows that it is about), ``score`` float64
        (missing where nothing is proposed), the others text; ``decision``, ``comment`` and ``by``
        empty.
    """
    pieces = [_piece(part, ids, letters) for part in parts if len(part.rows)]
    if not pieces:
        return typed_review(pd.DataFrame({name: [] for name in REVIEW_COLUMNS}))
    return typed_review(pd.concat(pieces, ignore_index=True))


def _piece(part: ReviewPart, ids: pd.Series, letters: dict[str, str]) -> pd.DataFrame:
    count = len(part.rows)
    names = list(part.groups) or ids.reindex(part.rows).fillna("").to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "kind": part.kind,
            "check_id": part.check_id,
            "question": part.question,
            "row": part.rows,
            "column_letter": letters.get(part.question, ""),
            "uuid": names,
            "count": list(part.counts) or [1] * count,
            "old_value": list(part.old),
            "proposal": list(part.proposals) or [""] * count,
            "score": list(part.scores) or [np.nan] * count,
            "issue": [part.issue] * count if isinstance(part.issue, str) else list(part.issue),
            "decision": "",
            "comment": "",
            "by": "",
        },
        columns=list(REVIEW_COLUMNS),
    )


def typed_review(review: pd.DataFrame) -> pd.DataFrame:
    """Return a review with whole row numbers, scores, and text in all other columns."""
    types = dict.fromkeys(REVIEW_COLUMNS, "str") | {"row": "int64", "score": "float64"}
    types |= {"count": "int64"}
    return review[list(REVIEW_COLUMNS)].astype(types)
