"""The cleaning log: one row per changed cell, in the columns of IMPACT Initiatives; replayable.

Raw data + log = clean data. The columns are those of the REACH/IMPACT cleaning logs, so that other
tools read them; ``row`` and ``column_letter`` lead to the cell in the original sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import union_categoricals

from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.tables.cells import column_position
from probono_kit.tables.conventions import Check
from probono_kit.tables.replaying import as_texts, replay
from probono_kit.tables.roles import RowRole
from probono_kit.tables.text_cells import as_str

LOG_COLUMNS = (
    "uuid",
    "old_value",
    "question",
    "issue",
    "check_id",
    "check_binding",
    "change_type",
    "new_value",
    "row",
    "column_letter",
)
#: The columns of a log that say the same of many cells.
LOG_CATEGORIES = ("question", "issue", "check_id", "change_type", "column_letter")
DELETION_COLUMNS = ("uuid", "change_type", "comment", "row", "role", "content")

REMOVE, NO_ACTION = "remove_survey", "no_action"
ADDED, DROPPED = "variable_added", "variable_removed"

_ISSUES = {
    Check.SPACES: N_("Spaces at the ends, doubled, or of an unusual kind"),
    Check.CHARACTERS: N_("Invisible characters, or letters and accents stored apart"),
    Check.MISSING: N_("A word that says there is no value"),
    Check.NUMBER: N_("A number written for people, now for every program"),
    Check.DATE: N_("A date written for people, now as year-month-day"),
    Check.SERIAL: N_("Excel's number of a day, now as year-month-day"),
    Check.MONTH: N_("A month written for people, now as year-month"),
    Check.COORDINATE: N_("A coordinate written for people, now as decimal degrees"),
    Check.REVIEW: N_("Contradicts the other cells of the column: to be decided by a person"),
}
_COMMENTS = {
    RowRole.TITLE: N_("Title above the table"),
    RowRole.HEADER: N_("The header again"),
    RowRole.HXL: N_("HXL tags"),
    RowRole.GROUP: N_("Heading merged across the table"),
    RowRole.DERIVED: N_("Total or average of other rows"),
    RowRole.NOTE: N_("Note below the table"),
    RowRole.OTHER: N_("Row of another table"),
    RowRole.EMPTY: N_("Empty row"),
}


def automatic_issues(language: str) -> dict[str, str]:
    """Return what the log says about what is mended in every table, by ``check_id``.

    Examples
    --------
    >>> automatic_issues("en")["missing_word"]
    'A word that says there is no value'
    """
    return {check.value: gettext(text, language) for check, text in _ISSUES.items()}


def typed_log(log: pd.DataFrame) -> pd.DataFrame:
    """Return a log with whole row numbers, and text in all other columns.

    The columns that say the same of many cells are of pandas type ``category``.
    """
    types = dict.fromkeys(log.columns, "str") | {"row": "int64"}
    texts = log.astype(types)
    return texts.assign(**{name: text_category(texts[name]) for name in LOG_CATEGORIES})


def text_category(texts: pd.Series) -> pd.Categorical:
    """Return texts as a categorical of those that there are, in the order of their letters."""
    codes, distinct = texts.factorize()
    return categorical(list(map(str, distinct)), codes)


def categorical(texts: Sequence[str], codes: npt.NDArray[Any]) -> pd.Categorical:
    """Return the texts that `codes` stand for as a categorical of those that are used.

    Examples
    --------
    >>> made = categorical(["b", "a", "c", "b"], np.array([0, 1, 3]))
    >>> list(made), made.categories.tolist()
    (['b', 'a', 'b'], ['a', 'b'])
    """
    used = pc.unique(pa.array(codes)).to_pylist()
    known = {text: i for i, text in enumerate(sorted({texts[i] for i in used}))}
    small = np.int8 if len(known) < 2**7 else np.int16 if len(known) < 2**15 else np.int32
    place = np.array([known.get(text, 0) for text in texts], dtype=small)
    return pd.Categorical.from_codes(place[codes], pd.Index(list(known), dtype="str"))


def logs_in_one(logs: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of several logs, one after the other."""
    made = pd.concat([log.drop(columns=list(LOG_CATEGORIES)) for log in logs], ignore_index=True)
    for name in LOG_CATEGORIES:
        made[name] = union_categoricals([log[name] for log in logs], sort_categories=True)
    return made[list(LOG_COLUMNS)]


def _typed_deletions(deletions: pd.DataFrame) -> pd.DataFrame:
    types = dict.fromkeys(deletions.columns, "str") | {"row": "int64"}
    return deletions.astype(types)


def build_deletions(
    set_aside: pd.DataFrame,
    language: str | None = None,
    removed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Write one row per row of the sheet that is not in the clean table, nor its header.

    Parameters
    ----------
    set_aside : pandas.DataFrame
        Rows that are no data: columns ``row``, ``role``, ``content``.
    language : str, optional
        Language of ``comment``.
    removed : pandas.DataFrame, optional
        Rows of data that a step or a person took out, in the columns of the result.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`DELETION_COLUMNS`, by row.
    """
    language = language or current_language()
    comments = {role.value: gettext(text, language) for role, text in _COMMENTS.items()}
    made = pd.DataFrame(
        {
            "uuid": [f"row-{row}" for row in set_aside["row"]],
            "change_type": REMOVE,
            "comment": set_aside["role"].map(comments),
            "row": set_aside["row"],
            "role": set_aside["role"],
            "content": set_aside["content"],
        },
        columns=list(DELETION_COLUMNS),
    )
    both = _typed_deletions(made.reset_index(drop=True))
    if removed is None or removed.empty:
        return both
    both = pd.concat([both, _typed_deletions(removed)], ignore_index=True)
    return both.sort_values("row", kind="stable", ignore_index=True)


# ---- replaying --------------------------------------------------------------------------------


def apply_log(
    raw: pd.DataFrame, log: pd.DataFrame, deletions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Replay a cleaning log on the raw data.

    Parameters
    ----------
    raw : pandas.DataFrame
        Rows of data as read; the index is the row number in the sheet. Not changed.
    log : pandas.DataFrame
        Columns :data:`LOG_COLUMNS`. Rows of ``no_action`` are skipped.
    deletions : pandas.DataFrame, optional
        Columns :data:`DELETION_COLUMNS`; its rows of data are taken out.

    Returns
    -------
    pandas.DataFrame
        The clean table as text, ``NaN`` where there is no value. On a table that is clean already
        it changes nothing.

    Raises
    ------
    ProbonoError
        When a cell holds neither the log's old value nor its new one, or is not in the table: the
        log belongs to another file.

    Examples
    --------
    >>> raw = pd.DataFrame({"Débit": ["1 204,5", "8"]}, index=[2, 3], dtype=object)
    >>> log = pd.DataFrame([["row-2", "1 204,5", "Débit", "", "number", "Débit ~/~ row-2",
    ...     "change_response", "1204.5", 2, "A"]], columns=LOG_COLUMNS)
    >>> apply_log(raw, log)["Débit"].tolist()
    ['1204.5', '8']
    """
    structure = log[log["change_type"].isin([ADDED, DROPPED])]
    added = structure[structure["change_type"] == ADDED]
    renamed = {o: n for o, n in zip(added["old_value"], added["question"], strict=True) if o}
    columns: dict[str, Any] = {str(name): as_texts(raw[name]) for name in raw.columns}
    for name in added["question"]:
        if name not in columns and name not in renamed.values():
            columns[name] = pa.nulls(len(raw), pa.large_string())
    replay(columns, raw.index, log, renamed)
    texts = {name: as_str(column) for name, column in columns.items()}
    clean = pd.DataFrame(texts, index=raw.index)
    clean = _in_order(clean, structure, renamed)
    if deletions is None:
        return clean
    gone = deletions["row"][deletions["role"] == RowRole.DATA]
    return clean[~clean.index.isin(gone)] if len(gone) else clean


def _in_order(
    clean: pd.DataFrame, structure: pd.DataFrame, renamed: dict[str, str]
) -> pd.DataFrame:
    """Name, drop and place the columns as the log says."""
    if structure.empty:
        return clean
    dropped = structure["question"][structure["change_type"] == DROPPED]
    added = structure[structure["change_type"] == ADDED]
    gone = set(dropped) - set(renamed)
    clean = clean.rename(columns=renamed)
    placed = dict(zip(added["question"], added["column_letter"], strict=True))
    made = [name for name in placed if name in clean.columns and name not in renamed.values()]
    names = [name for name in clean.columns if name not in gone and name not in made]
    for name in sorted(made, key=lambda each: column_position(placed[each])):
        names.insert(column_position(placed[name]), name)
    return clean[names]
