"""The account of a cleaning for its owner: counts, gaps, changes, what needs a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import format_number, format_percent, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.tables import CleanTable, RowRole
from probono_kit.tables.cells import shorten
from probono_kit.tables.decisions import POSSIBLE
from probono_kit.tables.disagreements import group_values
from probono_kit.tables.review_words import ABOUT, WORDS

_MOST_DECISIONS = 60
_MOST_EXAMPLES = 3
_MOST_ROWS = 8
_LONGEST = 60

#: What the rows of a sheet are, in the order in which they are told.
_ROLES = {
    RowRole.DATA: N_("Data"),
    RowRole.TITLE: N_("Titles above the table"),
    RowRole.HEADER: N_("Header"),
    RowRole.HXL: N_("HXL tags"),
    RowRole.GROUP: N_("Headings between rows"),
    RowRole.DERIVED: N_("Totals and averages"),
    RowRole.NOTE: N_("Notes"),
    RowRole.OTHER: N_("Other tables on the sheet"),
    RowRole.EMPTY: N_("Empty"),
}
#: Kinds, and checks, whose evidence speaks of one column alone.
_ONE_COLUMN = ("type", "spelling")
_ONE_COLUMN_CHECK = r" (?:between|matches|among|required|outliers)(?: \(\d+\))?$"


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure."""

    label: str
    value: int
    note: str = ""
    care: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one role, or gaps of one column, with their share of all rows."""

    label: str
    count: int
    share: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Cells of one column changed for one reason."""

    column: str
    reason: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that only a person can decide."""

    column: str
    rows: str
    written: str
    issue: str
    proposal: str
    words: str


@dataclass(frozen=True)
class Account:
    """What is told of a cleaning; every value is of a column that may leave."""

    headline: str
    tiles: list[Tile]
    rows: list[Part]
    gaps: list[Part]
    full: int
    changes: list[Change]
    decisions: list[Decision]
    more_decisions: int
    notes: list[str] = field(default_factory=list)
    show_changes: bool = True


def account_of(
    clean: CleanTable,
    frame: pd.DataFrame,
    allowed: Sequence[str],
    language: str,
    places: pd.DataFrame | None = None,
) -> Account:
    """Count and describe what cleaning did, in `language`, with values of `allowed` columns only.

    `places` is the report of a matching, if the column of places may leave.
    """
    waiting = [
        *place_questions(places, language),
        *_decisions(shared_review(clean, allowed), language),
    ]
    counts = clean.counts
    cells = int(frame[list(allowed)].size)
    missing = int(frame[list(allowed)].isna().sum().sum())
    own = clean.log[clean.log["question"].isin(allowed)]
    tiles = [
        Tile(_("rows kept", language), len(frame), _of_rows(counts["rows"], language)),
        Tile(_("cells changed", language), len(own)),
        Tile(_("cells without a value", language), missing, _share(missing, cells, language)),
        Tile(questions_label(len(waiting), language), len(waiting), care=bool(waiting)),
    ]
    gaps = _gaps(frame[list(allowed)], language)
    return Account(
        _headline(len(frame), len(own), len(waiting), language),
        tiles,
        [
            Part(_(text, language), counts[role.value], counts[role.value] / counts["rows"])
            for role, text in _ROLES.items()
            if counts.get(role.value)
        ],
        gaps,
        len(allowed) - len(gaps),
        _changes(own, language),
        waiting[:_MOST_DECISIONS],
        max(0, len(waiting) - _MOST_DECISIONS),
        _notes(clean, len(clean.log) - len(own), language),
    )


def shared_review(clean: CleanTable, allowed: Sequence[str]) -> pd.DataFrame:
    """Return what waits for a person, cut to columns that may leave, without a record's name.

    A question about a group of rows quotes what they share: it leaves only if those columns may.
    """
    review = clean.review[clean.review["question"].isin(allowed)]
    groups = [group_values(name) for name in review["uuid"]]
    whole = np.array([each is None or set(each) <= set(allowed) for each in groups], dtype=bool)
    grouped = np.array([each is not None for each in groups], dtype=bool)[whole]
    review = review[whole].copy()
    alone = (review["kind"] == "check") & review["check_id"].str.contains(_ONE_COLUMN_CHECK)
    several = ~review["kind"].isin(_ONE_COLUMN) & ~alone & ~grouped
    review.loc[several, "issue"] = ""  # evidence that may quote other columns
    named = review["uuid"].astype(bool) & ~grouped
    review.loc[named, "uuid"] = "row-" + review.loc[named, "row"].astype(str)
    return review[review["kind"] != "duplicate"]


def questions_label(count: int, language: str) -> str:
    """Return what stands under the number of questions."""
    return ngettext("question for you", "questions for you", count, language)


# ---- sentences --------------------------------------------------------------------------------


def _headline(rows: int, changed: int, waiting: int, language: str) -> str:
    kept = ngettext(
        "{count} row was read and kept", "{count} rows were read and kept", rows, language
    ).format(count=format_number(rows, language))
    cells = ngettext(
        "{count} cell was put right", "{count} cells were put right", changed, language
    ).format(count=format_number(changed, language))
    if not waiting:
        return _("{kept}, {cells}, and nothing is left to decide.", language).format(
            kept=kept, cells=cells
        )
    asked = ngettext(
        "{count} question waits for your answer",
        "{count} questions wait for your answer",
        waiting,
        language,
    ).format(count=format_number(waiting, language))
    return _("{kept}, {cells}, and {asked}.", language).format(kept=kept, cells=cells, asked=asked)


def _of_rows(rows: int, language: str) -> str:
    text = _("of {count} rows on the sheet", language)
    return text.format(count=format_number(rows, language))


def _share(part: int, whole: int, language: str) -> str:
    return _("{share} of all cells", language).format(
        share=format_percent(part / whole if whole else 0, language, 1)
    )


def _notes(clean: CleanTable, others: int, language: str) -> list[str]:
    notes = []
    if others:
        text = ngettext(
            "{count} more cell was changed in columns that stay with you and are not shown here.",
            "{count} more cells were changed in columns that stay with you and are not shown here.",
            others,
            language,
        )
        notes.append(text.format(count=format_number(others, language)))
    if removed := clean.counts.get("removed", 0):
        text = ngettext("{count} row was removed.", "{count} rows were removed.", removed, language)
        notes.append(text.format(count=format_number(removed, language)))
    return notes


# ---- lists ------------------------------------------------------------------------------------


def _gaps(frame: pd.DataFrame, language: str) -> list[Part]:
    parts = []
    for name in frame.columns:
        count = int(frame[name].isna().sum())
        if count:
            share = count / len(frame)
            words = f"{format_number(count, language)} ({format_percent(share, language)})"
            parts.append(Part(str(name), count, share, words))
    return sorted(parts, key=lambda part: -part.count)


def _changes(log: pd.DataFrame, language: str) -> list[Change]:
    found = []
    for (column, reason), group in log.groupby(["question", "issue"], sort=False):
        pairs = group.groupby(["old_value", "new_value"]).size().sort_values(kind="stable")
        shown = list(pairs.index[::-1][:_MOST_EXAMPLES])
        empty = _("(empty)", language)
        examples = tuple((_cut(str(old)) or empty, _cut(str(new)) or empty) for old, new in shown)
        found.append(Change(str(column), str(reason), len(group), examples))
    return sorted(found, key=lambda each: -each.count)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _decisions(review: pd.DataFrame, language: str) -> list[Decision]:
    keys = ["kind", "question", "old_value", "proposal", "issue"]
    found = []
    for (kind, column, old, proposal, issue), group in review.groupby(keys, sort=False):
        words = " / ".join(_(WORDS[each], language) for each in POSSIBLE[str(kind)])
        about = str(issue) or _(ABOUT[str(kind)], language)
        rows = _rows(group["row"].tolist(), group["count"].tolist(), language)
        found.append(Decision(str(column), rows, _cut(str(old)), about, _cut(str(proposal)), words))
    return found


def _rows(rows: Sequence[int], counts: Sequence[int], language: str) -> str:
    numbers = [str(row) for row in rows if row]
    if (count := sum(counts)) > max(len(numbers), 1):
        text = ngettext("{count} row", "{count} rows", count, language)
        about = text.format(count=format_number(count, language))
        if len(numbers) != 1:
            return about
        return _("{rows}, the first is row {row}", language).format(rows=about, row=numbers[0])
    if not numbers:
        return ""
    shown = ", ".join(numbers[:_MOST_ROWS]) + (" …" if len(numbers) > _MOST_ROWS else "")
    text = ngettext("row {rows}", "rows {rows}", len(numbers), language)
    return text.format(rows=shown)


def place_questions(
    report: pd.DataFrame | None, language: str, columns: Mapping[int, str] | None = None
) -> list[Decision]:
    """Return the names of places that a person has to decide, with the column of their level."""
    if report is None or report.empty:
        return []
    found = []
    open_ones = report[report["status"].isin(("ambiguous", "none", "conflict"))]
    for row in open_ones[open_ones["name"].astype(bool)].to_dict("records"):
        count = int(row["rows"])
        about = _("This name is not exactly that of one place.", language)
        near, proposed = str(row["candidates"]), bool(row["proposed"])
        if near and not proposed:
            about += " " + _("Nearest: {names}.", language).format(names=near)
        text = ngettext("{count} row", "{count} rows", count, language)
        found.append(
            Decision(
                (columns or {}).get(int(row.get("level") or 0)) or _("Place", language),
                text.format(count=format_number(count, language)),
                shorten(str(row["name"]), _LONGEST),
                about,
                near if proposed else "",
                _("the right place, or “no such place”", language),
            )
        )
    return found
