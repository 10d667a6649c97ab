"""The cleaning log: one row per changed cell, in the columns of IMPACT Initiatives; replayable.

Raw data + log = clean data. The columns are those of the REACH/IMPACT cleaning logs, so that other
tools read them; ``row`` and ``column_letter`` lead to the cell in the original sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.i18n import current_language, gettext
from probono_kit.tables.cells import Cells, cells, shorten, texts_and_kinds
from probono_kit.tables.conventions import Check
from probono_kit.tables.distinct import Column
from probono_kit.tables.roles import RowRole

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
DELETION_COLUMNS = ("uuid", "change_type", "comment", "row", "role", "content")

CHANGE, BLANK, REMOVE, NO_ACTION = (
    "change_response",
    "blank_response",
    "remove_survey",
    "no_action",
)

_ISSUES = {
    Check.SPACES: N_("Spaces at the ends, doubled, or of an unusual kind"),
    Check.CHARACTERS: N_("Invisible characters, or letters and accents stored apart"),
    Check.MISSING: N_("A word that says there is no value"),
    Check.NUMBER: N_("A number written for people, now for every program"),
    Check.DATE: N_("A date written for people, now as year-month-day"),
    Check.SERIAL: N_("Excel's number of a day, now as year-month-day"),
    Check.MONTH: N_("A month written for people, now as year-month"),
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
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class LogPart:
    """What became of the distinct texts of one column.

    Parameters
    ----------
    column : Column
        As read.
    texts : sequence of str or None
        New text of each distinct text.
    checks : sequence of Check or None
        Why it was changed.
    """

    column: Column
    texts: Sequence[str | None]
    checks: Sequence[Check | None]


# ---- building ---------------------------------------------------------------------------------


def build_log(
    parts: Sequence[LogPart], ids: pd.Series, language: str | None = None
) -> pd.DataFrame:
    """Write one row per changed cell.

    Parameters
    ----------
    parts : sequence of LogPart
        The columns of the table from the left.
    ids : pandas.Series
        What names each record, by row number.
    language : str, optional
        Language of ``issue``.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`LOG_COLUMNS`, by row and then by column of the sheet; ``row`` is int64,
        the others text, ``""`` for “no value”.
    """
    language = language or current_language()
    issues = {check: gettext(text, language) for check, text in _ISSUES.items()}
    pieces = [piece for part in parts if (piece := _piece(part, ids, issues)) is not None]
    if not pieces:
        return typed_log(pd.DataFrame({name: [] for name in LOG_COLUMNS}))
    log = pd.concat(pieces, ignore_index=True)
    return typed_log(log.sort_values("row", kind="stable", ignore_index=True))


def _piece(part: LogPart, ids: pd.Series, issues: dict[Check, str]) -> pd.DataFrame | None:
    column = part.column
    if part.texts is column.texts:
        return None
    changed = np.array([a != b for a, b in zip(column.texts, part.texts, strict=True)], dtype=bool)
    positions = column.where(changed)
    if not len(positions):
        return None
    codes = column.codes[positions]
    checks = cells(check.value if check else "" for check in part.checks)[codes]
    names = ids.to_numpy()[positions]
    new = cells("" if text is None else text for text in part.texts)[codes]
    blank = np.array([text is None for text in part.texts])[codes]
    return pd.DataFrame(
        {
            "uuid": names,
            "old_value": cells(column.texts)[codes],
            "question": column.name,
            "issue": cells(issues[check] if check else "" for check in part.checks)[codes],
            "check_id": checks,
            "check_binding": [f"{column.name} ~/~ {name}" for name in names],
            "change_type": np.where(blank, BLANK, CHANGE),
            "new_value": new,
            "row": column.rows[positions],
            "column_letter": column.letter,
        },
        columns=list(LOG_COLUMNS),
    )


def typed_log(log: pd.DataFrame) -> pd.DataFrame:
    """Return a log with whole row numbers, and text in all other columns."""
    types = {name: "int64" if name == "row" else "str" for name in log.columns}
    return log.astype(types)


def build_deletions(set_aside: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Write one row per row of the sheet that is neither header nor data.

    Parameters
    ----------
    set_aside : pandas.DataFrame
        Columns ``row``, ``role``, ``content``.
    language : str, optional
        Language of ``comment``.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`DELETION_COLUMNS`.
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
    return typed_log(made.reset_index(drop=True))


# ---- replaying --------------------------------------------------------------------------------


def apply_log(raw: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Replay a cleaning log on the raw data.

    Parameters
    ----------
    raw : pandas.DataFrame
        Rows of data as read; the index is the row number in the sheet. Not changed.
    log : pandas.DataFrame
        Columns :data:`LOG_COLUMNS`. Rows of ``no_action`` are skipped.

    Returns
    -------
    pandas.DataFrame
        The clean table as text, ``NaN`` where there is no value.

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
    columns: dict[str, Cells] = {str(name): _as_text(raw[name]) for name in raw.columns}
    active = log[log["change_type"].isin([CHANGE, BLANK])]
    findings = Findings()
    stale: list[str] = []
    unknown: list[str] = []
    for question, part in active.groupby("question", sort=False):
        name = str(question)
        positions = raw.index.get_indexer(pd.Index(part["row"]))
        if name not in columns:
            unknown += [f"{name} {row}" for row in part["row"]]
            continue
        unknown += [f"{name} {row}" for row in part["row"][positions < 0]]
        known = part[positions >= 0]
        stale += _replay(columns[name], positions[positions >= 0], known)
    for code, places in (("tables.stale_log", stale), ("tables.unknown_log_cells", unknown)):
        if places:
            shown = (*places[:_SHOWN], "…") if len(places) > _SHOWN else tuple(places)
            findings.add(code, count=len(places), cells=shown)
    findings.raise_errors()
    return pd.DataFrame(
        {name: pd.array(column, dtype="str") for name, column in columns.items()}, index=raw.index
    )


def _as_text(series: pd.Series) -> Cells:
    return texts_and_kinds(series.to_numpy(dtype=object))[0].copy()


def _replay(column: Cells, positions: np.ndarray, part: pd.DataFrame) -> list[str]:
    """Write the new values into `column`; return the cells that hold something unexpected."""
    new = part["new_value"].fillna("").to_numpy(dtype=object).copy()
    new[(part["change_type"] == BLANK).to_numpy()] = None
    old = part["old_value"].fillna("").to_numpy(dtype=object)
    here = column[positions]
    bad = ~((here == old) | (here == new))
    column[positions] = new
    places = zip(part["column_letter"][bad], part["row"][bad], here[bad], strict=True)
    return [f"{letter}{row} « {shorten(str(text or ''))} »" for letter, row, text in places]
