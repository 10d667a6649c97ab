"""What people decided in a review, kept as CSV beside the brief and used on every later file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding
from probono_kit.tables.review import KINDS
from probono_kit.tables.write import plain_text, write_csv

DECISION_COLUMNS = (
    *("kind", "check_id", "question", "uuid", "old_value", "proposal", "decision", "new_value"),
    *("comment", "by"),
)


class Answer(StrEnum):
    """What a person can decide about one row of a review."""

    ACCEPT = "accept"
    KEEP = "keep"
    OTHER = "other"
    ASK = "ask"
    REMOVE = "remove"


#: More of a record than this nobody needs to recognise it.
LONGEST_RECORD = 400
#: Answers that make sense for each kind of row.
POSSIBLE: dict[str, tuple[Answer, ...]] = {
    "type": (Answer.ACCEPT, Answer.OTHER, Answer.ASK, Answer.REMOVE),
    "check": (Answer.KEEP, Answer.OTHER, Answer.ASK, Answer.REMOVE),
    "spelling": (Answer.ACCEPT, Answer.KEEP, Answer.OTHER, Answer.ASK),
    "duplicate": (Answer.KEEP, Answer.ASK, Answer.REMOVE),
    "dependency": (Answer.ACCEPT, Answer.KEEP, Answer.OTHER, Answer.ASK),
    "drift": (Answer.ACCEPT, Answer.KEEP, Answer.OTHER, Answer.ASK),
    "interview": (Answer.KEEP, Answer.OTHER, Answer.ASK, Answer.REMOVE),
    "answer": (Answer.ACCEPT, Answer.KEEP, Answer.OTHER, Answer.ASK, Answer.REMOVE),
}


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Decisions of people.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns :data:`DECISION_COLUMNS`, all text.
    findings : Findings
        What could not be taken over.

    Examples
    --------
    >>> Decisions.of([("spelling", "", "Commune", "", "Thies", "Thiès", "accept", "", "", "Awa")])
    Decisions of 1 row
    """

    frame: pd.DataFrame
    findings: Findings = field(default_factory=Findings)

    @classmethod
    def of(
        cls, rows: Iterable[tuple[str, ...]] = (), findings: Findings | None = None
    ) -> Decisions:
        """Make decisions of rows in the order of :data:`DECISION_COLUMNS`."""
        frame = pd.DataFrame(list(rows), columns=list(DECISION_COLUMNS), dtype=object)
        return cls(frame.astype("str"), findings or Findings())

    def __repr__(self) -> str:
        """Say how many there are."""
        return f"Decisions of {len(self.frame)} row{'s' if len(self.frame) != 1 else ''}"

    def __add__(self, later: Decisions) -> Decisions:
        """Return both; where they speak of the same, what was decided later holds."""
        both = pd.concat([self.frame, later.frame], ignore_index=True)
        key = ["kind", "check_id", "question", "uuid", "old_value", "proposal"]
        last = both[~both.duplicated(key, keep="last")]
        return Decisions(last.reset_index(drop=True), self.findings + later.findings)

    def named(self, names: Mapping[int, str]) -> Decisions:
        """Return decisions with the records' own names where they were named by their row.

        Parameters
        ----------
        names : mapping of int to str
            What names each record, by row number.
        """
        by_row = {f"row-{row}": name for row, name in names.items()}
        frame = self.frame.assign(uuid=[by_row.get(name, name) for name in self.frame["uuid"]])
        return Decisions(frame.astype("str"), self.findings)

    # ---- what they say --------------------------------------------------------------------

    def values(self) -> dict[str, dict[str, str]]:
        """Return by column what becomes of a value in every row: a dictionary for later files."""
        made: dict[str, dict[str, str]] = {}
        for row in self._rows("spelling", "type", "drift"):
            if row["kind"] == "drift" and not row["old_value"]:
                continue
            other = row["decision"] == Answer.OTHER
            merged = row["decision"] == Answer.ACCEPT and row["kind"] == "spelling"
            if (other or merged) and not _is_column(row):
                new = row["new_value"] if other else row["proposal"]
                made.setdefault(row["question"], {})[row["old_value"]] = new
        return made

    def reasons(self) -> dict[tuple[str, str], str]:
        """Return why, and by whom, what becomes of a value was decided: by column and value."""
        rows = self._rows("spelling", "type", "drift")
        return {(row["question"], row["old_value"]): _reason(row) for row in rows}

    def columns(self) -> dict[str, str]:
        """Return the names under which columns of earlier files are found now: new → known."""
        return {
            row["new_value"] or row["proposal"]: row["question"]
            for row in self._rows("drift")
            if _is_column(row) and row["decision"] in (Answer.ACCEPT, Answer.OTHER)
        }

    def never_merge(self) -> list[tuple[str, str]]:
        """Return the pairs of values that a person keeps apart."""
        kept = (row for row in self._rows("spelling") if row["decision"] == Answer.KEEP)
        return [(row["old_value"], row["proposal"]) for row in kept]

    def never_same(self) -> list[tuple[str, str]]:
        """Return the pairs of records, by what names them, that a person keeps apart."""
        kept = (row for row in self._rows("duplicate") if row["decision"] == Answer.KEEP)
        return [(row["uuid"], row["proposal"]) for row in kept]

    def okay(self) -> frozenset[tuple[str, str, str, str]]:
        """Return check, column, record (or group of rows) and value of what is right as it is."""
        return frozenset(
            (row["check_id"], row["question"], row["uuid"], row["old_value"])
            for row in self._rows("check", "dependency", "type", "drift", "interview", "answer")
            if row["decision"] == Answer.KEEP
            or (row["decision"] == Answer.ACCEPT and row["kind"] == "type")
        )

    def cells(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        """Return the new value, with the reason, by record or group, column and old value."""
        made = {}
        for row in self._rows("check", "dependency", "interview", "answer"):
            new = {Answer.OTHER: row["new_value"], Answer.ACCEPT: row["proposal"]}.get(
                Answer(row["decision"])
            )
            if new is not None:
                made[row["uuid"], row["question"], row["old_value"]] = (new, _reason(row))
        return made

    def removals(self) -> dict[str, tuple[str, str, str]]:
        """Return column, old value and reason of the rows that a person takes out, by record."""
        return {
            row["uuid"]: (row["question"], row["old_value"], _reason(row))
            for row in self._rows(*KINDS)
            if row["decision"] == Answer.REMOVE
        }

    def _rows(self, *kinds: str) -> Iterator[dict[str, str]]:
        rows = self.frame[self.frame["kind"].isin(kinds)]
        for row in rows.to_dict("records"):
            yield {str(key): str(value) for key, value in row.items()}


def record_text(texts: Iterable[object]) -> str:
    """Return the cells of a record in one line, as a person recognises it.

    Parameters
    ----------
    texts : iterable
        Cells; what is no text is left out.

    Examples
    --------
    >>> record_text(["Thiès", None, "12"])
    'Thiès | 12'
    """
    return " | ".join(text for text in texts if isinstance(text, str))[:LONGEST_RECORD]


def _is_column(row: dict[str, str]) -> bool:
    return row["check_id"] == "column"


def _reason(row: dict[str, str]) -> str:
    return " – ".join(filter(None, (row["comment"], row["by"])))


def write_decisions(decisions: Decisions, path: str | Path) -> None:
    """Write decisions as CSV, for the next file; the same decisions give the same bytes.

    Parameters
    ----------
    decisions : Decisions
        What people decided.
    path : str or pathlib.Path
        Ends with ``.csv``.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "decisions.csv"
    >>> row = ("check", "check n between", "n", "row-2", "900", "", "keep", "", "asked", "Awa")
    >>> write_decisions(Decisions.of([row]), path)
    >>> read_decisions(path).frame["by"].tolist()
    ['Awa']
    """
    write_csv(decisions.frame[list(DECISION_COLUMNS)], Path(path), language="en")


def read_decisions(path: str | Path) -> Decisions:
    """Read decisions that :func:`write_decisions` wrote, also after a person edited them.

    Parameters
    ----------
    path : str or pathlib.Path
        CSV, separated by ``,`` or ``;``.

    Returns
    -------
    Decisions
        With findings about rows that cannot be used.

    Raises
    ------
    ProbonoError
        If it is not there, or has not the columns.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "decisions.csv"
    >>> row = ("spelling", "", "Commune", "", "Thies", "Thiès", "accept", "", "", "Awa")
    >>> write_decisions(Decisions.of([row]), path)
    >>> read_decisions(path).values()
    {'Commune': {'Thies': 'Thiès'}}
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    except UnicodeDecodeError as problem:
        refused = finding("engagement.not_utf8", path.name)
        raise ProbonoError(Findings([refused])) from problem
    separator = ";" if text.partition("\n")[0].count(";") > 4 else ","
    rows = [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)
    ]
    header = rows[0] if rows else []
    lacking = tuple(name for name in DECISION_COLUMNS if name not in header)
    if lacking:
        raise ProbonoError(Findings([finding("recipe.no_decisions", path.name, columns=lacking)]))
    found = Findings()
    kept = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(header, map(plain_text, row), strict=False))
        made = {name: cells.get(name, "") for name in DECISION_COLUMNS}
        if problem_code := impossible(made):
            found.add(problem_code, f"{path.name}:{number}", decision=made["decision"])
            continue
        kept.append(tuple(made.values()))
    return Decisions.of(kept, found)


def impossible(row: dict[str, str]) -> str:
    """Return the code of the finding that says why a decision cannot be used; empty if it can.

    Parameters
    ----------
    row : dict of str to str
        By :data:`DECISION_COLUMNS`.

    Examples
    --------
    >>> row = dict.fromkeys(DECISION_COLUMNS, "") | {"kind": "check", "decision": "accept"}
    >>> impossible(row)
    'recipe.decision_not_for_this'
    """
    if row["kind"] not in KINDS or row["decision"] not in set(Answer):
        return "recipe.decision_unknown"
    if Answer(row["decision"]) not in POSSIBLE[row["kind"]]:
        return "recipe.decision_not_for_this"
    if row["decision"] == Answer.OTHER and not row["new_value"]:
        return "recipe.decision_without_value"
    if row["decision"] == Answer.REMOVE and not row["uuid"]:
        return "recipe.decision_without_row"
    unproposed = row["decision"] == Answer.ACCEPT and not row["proposal"] and row["kind"] != "type"
    return "recipe.decision_without_proposal" if unproposed else ""
