"""The log of a table on its way: one row per changed cell, and one per column that came or went."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.at_once import at_once
from probono_kit.tables.cells import column_letter
from probono_kit.tables.log import ADDED, DROPPED, LOG_COLUMNS, categorical, logs_in_one, typed_log
from probono_kit.tables.marks import REASON
from probono_kit.tables.replaying import BLANK, CHANGE
from probono_kit.tables.text_cells import as_arrow, as_str, is_text_dtype
from probono_kit.tables.texts import Texts
from probono_kit.tables.trail import Trail
from probono_kit.tables.working import Fate, Working

#: What became of the columns of a table.
COLUMN_COLUMNS = ("name", "letter", "fate", "was", "step")

_LARGE = pa.large_string()


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
    pieces = [p for trail in table.trails if (p := _Piece.of_trail(trail, issues)) is not None]
    columns = _columns(table, issues)
    if not pieces:
        return columns
    log = _cells(pieces, table, as_arrow(ids.reindex(table.rows)))
    return logs_in_one([columns, log]) if len(columns) else log


@dataclass(frozen=True, slots=True)
class _Piece:
    """The changed cells of one column: their places, the class of each, what is said of each."""

    question: str
    letter: str
    places: npt.NDArray[np.int32]
    classes: npt.NDArray[np.signedinteger[Any]]
    old: Texts
    new: Texts
    said: list[tuple[str, str]]
    said_of: npt.NDArray[np.int32]

    @classmethod
    def of_trail(cls, trail: Trail, issues: Mapping[str, str]) -> _Piece | None:
        changed = trail.changed()
        if not changed.any():
            return None
        places = np.flatnonzero(changed[trail.codes]).astype(np.int32)
        kept = np.flatnonzero(changed)
        place = (np.cumsum(changed) - 1).astype(np.int32)
        said = [
            (
                "; ".join(dict.fromkeys(_issue(mark, issues) for mark in marks)),
                " + ".join(mark.partition(REASON)[0] for mark in marks),
            )
            for marks in trail.noted
        ]
        return cls(
            trail.raw or trail.name,
            trail.letter,
            places,
            place[trail.codes[places]],
            trail.old.take(kept),
            trail.now.take(kept),
            said,
            trail.marks[kept],
        )


def _cells(pieces: Sequence[_Piece], table: Working, ids: Any) -> pd.DataFrame:
    """Write the cells of all columns by row and by column.

    Each text is looked up in the short list of those of its kind; only the names of the records
    and the values are as many as there are cells.
    """
    places = np.concatenate([piece.places for piece in pieces])  # int32 halves what follows
    order = np.argsort(places, kind="stable")
    places = places[order]
    number = np.arange(len(pieces), dtype=np.int8 if len(pieces) < 2**7 else np.int16)
    piece_of = np.repeat(number, [len(piece.places) for piece in pieces])[order]
    starts = np.cumsum([0, *(len(piece.old) for piece in pieces)]).astype(np.int32)
    classes = np.concatenate([p.classes + start for p, start in zip(pieces, starts, strict=False)])
    classes = classes[order]
    old, new = (
        Texts(pa.concat_arrays([getattr(piece, side).arrow for piece in pieces]))
        for side in ("old", "new")
    )
    words = list(dict.fromkeys(pair for piece in pieces for pair in piece.said))
    place = {pair: i for i, pair in enumerate(words)}
    said = [np.array([place[pair] for pair in p.said], dtype=np.int32)[p.said_of] for p in pieces]
    small = np.int16 if len(words) < 2**15 else np.int32
    issue = np.concatenate(said).astype(small)[classes]

    names = ids.take(pa.array(places))

    def bound() -> Any:
        question = _spread([piece.question + " ~/~ " for piece in pieces], piece_of)
        return pc.binary_join_element_wise(question, names, pa.scalar("", _LARGE))

    texts: dict[str, Callable[[], Any]] = {
        "check_binding": bound,
        "old_value": lambda: old.arrow.fill_null("").take(pa.array(classes)),
        "new_value": lambda: new.arrow.fill_null("").take(pa.array(classes)),
    }
    made = at_once(lambda name: as_str(texts[name]()), texts, len(texts) * len(places))
    return pd.DataFrame(
        {
            "uuid": as_str(names),
            "question": categorical([piece.question for piece in pieces], piece_of),
            "issue": categorical([text for text, _ in words], issue),
            "check_id": categorical([text for _, text in words], issue),
            "change_type": categorical([CHANGE, BLANK], new.gone.view(np.int8)[classes]),
            "row": table.rows[places],
            "column_letter": categorical([piece.letter for piece in pieces], piece_of),
            **dict(zip(texts, made, strict=True)),
        },
        columns=list(LOG_COLUMNS),
    )


def _spread(texts: Sequence[str], codes: npt.NDArray[Any]) -> Any:
    return pa.array(texts, type=_LARGE).take(pa.array(codes))


def _issue(mark: str, issues: Mapping[str, str]) -> str:
    """Return what the log says about a mark, with the reason that it may carry."""
    word, _, reason = mark.partition(REASON)
    return f"{issues[word]}: {reason}" if reason else issues[word]


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


def text_frame(table: Working, read: pd.DataFrame) -> pd.DataFrame:
    """Return the table as text.

    Parameters
    ----------
    table : Working
        The table.
    read : pandas.DataFrame
        The rows of data as read; the index is the row number in the sheet.

    Returns
    -------
    pandas.DataFrame
        ``NaN`` where there is no value. Columns that nothing changed share their memory with
        those of `read`.
    """
    index = read.index[read.index.isin(table.rows)] if table.removed else read.index
    columns = {}
    for trail in table.trails:
        same = trail.now is trail.old and trail.raw and not table.removed
        if same and is_text_dtype(read[trail.raw]):
            columns[trail.name] = as_str(as_arrow(read[trail.raw]))
        else:
            columns[trail.name] = as_str(trail.now.arrow.take(pa.array(trail.codes)))
    return pd.DataFrame(columns, index=index)
