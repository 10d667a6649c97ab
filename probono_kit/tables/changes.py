"""The log of a table on its way: one row per changed cell, and one per column that came or went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.cells import column_letter
from probono_kit.tables.log import ADDED, BLANK, CHANGE, DROPPED, LOG_COLUMNS, typed_log
from probono_kit.tables.trail import REASON, Trail
from probono_kit.tables.working import Fate, Working

#: What became of the columns of a table.
COLUMN_COLUMNS = ("name", "letter", "fate", "was", "step")

_STR: Any = pd.StringDtype("pyarrow", na_value=np.nan)


def build_log(table: Working, ids: pd.Series, issues: Mapping[str, str]) -> pd.DataFrame:
    """Write one row per changed cell, from what was read to what is there now.

    Parameters
    ----------
    table : Working
        The table after all steps.
    ids : pandas.Series
        What names each record, by row number.
    issues : mapping of str to str
        What the log says about each step, in the reader's language.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`~probono_kit.tables.log.LOG_COLUMNS`: first the columns that came and went,
        then the cells by row and by column; ``row`` is int64, the others text, ``""`` for “no
        value”.
    """
    names = pa.array(ids.reindex(table.rows).tolist(), type=pa.large_string())
    pieces = [p for trail in table.trails if (p := _cells(trail, table, names, issues)) is not None]
    columns = _columns(table, issues)
    if not pieces:
        return columns
    log = pd.concat(pieces, ignore_index=True)
    order = np.argsort(log["row"].to_numpy(), kind="stable")
    return pd.concat([columns, log.iloc[order]], ignore_index=True)


def _cells(
    trail: Trail, table: Working, names: Any, issues: Mapping[str, str]
) -> pd.DataFrame | None:
    changed = trail.changed()
    if not changed.any():
        return None
    positions = np.flatnonzero(changed[trail.codes])
    codes = pa.array(trail.codes[positions])
    question = trail.raw or trail.name
    ids = names.take(pa.array(positions))
    blank = [text is None for text in trail.now]
    issue = ["; ".join(dict.fromkeys(_issue(m, issues) for m in marks)) for marks in trail.marks]
    check = [" + ".join(mark.partition(REASON)[0] for mark in marks) for marks in trail.marks]

    def spread(texts: list[str]) -> Any:
        return _text(pa.array(texts, type=pa.large_string()).take(codes))

    between = pa.scalar(" ~/~ ", pa.large_string())
    bound = pc.binary_join_element_wise(pa.scalar(question, pa.large_string()), ids, between)
    return pd.DataFrame(
        {
            "uuid": _text(ids),
            "old_value": spread([text or "" for text in trail.old]),
            "question": _text(_same(question, len(positions))),
            "issue": spread(issue),
            "check_id": spread(check),
            "check_binding": _text(bound),
            "change_type": spread([BLANK if gone else CHANGE for gone in blank]),
            "new_value": spread([text or "" for text in trail.now]),
            "row": table.rows[positions],
            "column_letter": _text(_same(trail.letter, len(positions))),
        },
        columns=list(LOG_COLUMNS),
    )


def _issue(mark: str, issues: Mapping[str, str]) -> str:
    """Return what the log says about a mark, with the reason that it may carry."""
    word, _, reason = mark.partition(REASON)
    return f"{issues[word]}: {reason}" if reason else issues[word]


def _text(array: Any) -> Any:
    return _STR.__from_arrow__(array)


def _same(text: str, times: int) -> Any:
    return pa.repeat(pa.scalar(text, pa.large_string()), times)


def _columns(table: Working, issues: Mapping[str, str]) -> pd.DataFrame:
    """Write one row per column that a step dropped, renamed or added."""
    steps = dict(table.steps)
    rows: list[tuple[str, str, str, str, str, str]] = []
    for trail, mark in table.dropped:
        if trail.raw:
            rows.append((trail.raw, "", DROPPED, mark, "", trail.letter))
    for place, trail in enumerate(table.trails):
        if trail.raw == trail.name:
            continue
        mark, letter = steps[trail.name], column_letter(place)
        if trail.raw:
            rows.append((trail.raw, trail.raw, DROPPED, mark, trail.name, trail.letter))
        rows.append((trail.name, trail.raw, ADDED, mark, trail.name, letter))
    return typed_log(
        pd.DataFrame(
            [
                ("", old, question, issues[mark], mark, question, change, new, 0, letter)
                for question, old, change, mark, new, letter in rows
            ],
            columns=list(LOG_COLUMNS),
        )
    )


def fates(table: Working) -> pd.DataFrame:
    """Return what became of the columns: those that are there from the left, then the dropped.

    Parameters
    ----------
    table : Working
        The table after all steps.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMN_COLUMNS`, all text: ``name`` now, ``letter`` in the sheet, ``fate``
        (:class:`~probono_kit.tables.working.Fate`), the name it ``was`` read under, the ``step``.
    """
    steps = dict(table.steps)
    rows = []
    for trail in table.trails:
        fate = Fate.KEPT if trail.raw == trail.name else Fate.RENAMED if trail.raw else Fate.ADDED
        rows.append((trail.name, trail.letter, fate.value, trail.raw, steps.get(trail.name, "")))
    for trail, mark in table.dropped:
        rows.append((trail.name, trail.letter, Fate.DROPPED.value, trail.raw, mark))
    return pd.DataFrame(rows, columns=list(COLUMN_COLUMNS)).astype("str")


def text_frame(table: Working, index: pd.Index) -> pd.DataFrame:
    """Return the table as text.

    Parameters
    ----------
    table : Working
        The table.
    index : pandas.Index
        Row numbers.

    Returns
    -------
    pandas.DataFrame
        ``NaN`` where there is no value.
    """
    columns = {
        trail.name: _text(pa.array(trail.now, type=pa.large_string()).take(pa.array(trail.codes)))
        for trail in table.trails
    }
    return pd.DataFrame(columns, index=index)
