"""What was told before, and what people called okay: files of the engagement."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, write_text
from probono_kit.findings import Findings, finding
from probono_kit.tables import Decisions, read_answers, read_table
from probono_kit.tables.decisions import Answer

_FORMAT = 1
#: Begins the name of the rule in a cleaning log; the id of the issue ends it.
CHECK_MARK = "monitor "
#: What the reader of decisions says of a file that holds none.
_OTHER_FILE = frozenset(("recipe.no_review", "recipe.no_decisions"))
#: Columns of the table of what is okay.
OKAY_COLUMNS = ("id", "reason", "by")


@dataclass(frozen=True, eq=False)
class MonitoringState:
    """When each issue was told first.

    Parameters
    ----------
    first : mapping
        Day (year-month-day) by the id of the issue.

    Examples
    --------
    >>> state = MonitoringState({"a1": "2026-03-01", "b2": "2026-03-02"})
    >>> sorted(state.before(date(2026, 3, 2)).first)
    ['a1']
    """

    first: Mapping[str, str] = field(default_factory=dict)

    def before(self, day: date) -> MonitoringState:
        """Return what was told before a day: a day that is run again says the same again."""
        return MonitoringState(
            {name: told for name, told in self.first.items() if told < day.isoformat()}
        )

    def with_day(self, ids: list[str], day: date) -> MonitoringState:
        """Return the state after a day on which these issues were there."""
        known = self.before(day).first
        return MonitoringState({**known, **{i: day.isoformat() for i in ids if i not in known}})


def read_monitoring_state(path: str | Path) -> MonitoringState:
    """Read the state that the last monitoring left.

    Parameters
    ----------
    path : str or pathlib.Path
        A file of :func:`write_monitoring_state`; one that is not there is that of a first day.

    Returns
    -------
    MonitoringState
        When each issue was told first.

    Raises
    ------
    ProbonoError
        If it is something else.

    Examples
    --------
    >>> read_monitoring_state("nowhere.json").first
    {}
    """
    path = Path(path)
    if not path.exists():
        return MonitoringState()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise ValueError(data["format"])
        first = {
            str(name): date.fromisoformat(day).isoformat()
            for day, names in data["first_told"].items()
            for name in names
        }
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ProbonoError(Findings([finding("monitor.no_state", path.name)])) from problem
    return MonitoringState(first)


def write_monitoring_state(state: MonitoringState, path: str | Path) -> None:
    """Write when each issue was told first; the same state gives the same bytes.

    Parameters
    ----------
    state : MonitoringState
        Of a :class:`~probono_kit.forms.monitoring.Monitoring`.
    path : str or pathlib.Path
        Ends with ``.json``.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "state.json"
    >>> write_monitoring_state(MonitoringState({"a1": "2026-03-01"}), path)
    >>> read_monitoring_state(path).first
    {'a1': '2026-03-01'}
    """
    by_day: dict[str, list[str]] = {}
    for name in sorted(state.first):
        by_day.setdefault(state.first[name], []).append(name)
    text = json.dumps({"format": _FORMAT, "first_told": by_day}, indent=1, sort_keys=True)
    write_text(Path(path), text + "\n")


@dataclass(frozen=True, eq=False)
class Okay:
    """What people called okay.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns :data:`OKAY_COLUMNS`, each id once.
    findings : Findings
        Rows that give no reason: they do not count.
    """

    frame: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(OKAY_COLUMNS), dtype="str")
    )
    findings: Findings = field(default_factory=Findings)

    @property
    def reasons(self) -> dict[str, str]:
        """Why, by id."""
        return dict(zip(self.frame["id"], self.frame["reason"], strict=True))


def read_okay(path: str | Path) -> Okay:
    """Read which issues people called okay: from a list, or from a cleaning log that came back.

    Parameters
    ----------
    path : str or pathlib.Path
        CSV or workbook with the columns ``id`` and ``reason``, and ``by`` if it is said; or the
        workbook of :func:`write_cleaning_log`, or the CSV of its decisions: what was decided there,
        “keep as it is” with a reason or a correction, is not told again.

    Returns
    -------
    Okay
        Of an id that stands there twice the last row holds.

    Raises
    ------
    ProbonoError
        If the file cannot be read or is something else.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "okay.csv"
    >>> _ = path.write_text("id,reason,by\\na1,The school is that far,Awa\\n", encoding="utf-8")
    >>> read_okay(path).reasons
    {'a1': 'The school is that far'}
    """
    path = Path(path)
    decisions = _decisions(path)
    if decisions is not None:
        made = decisions.frame[decisions.frame["decision"] != Answer.ASK]
        made = made[made["check_id"].str.startswith(CHECK_MARK)]
        ids = made["check_id"].str.rpartition(" ")[2]
        reasons = [_why(row) for row in made.to_dict("records")]
        frame = pd.DataFrame({"id": ids, "reason": reasons, "by": made["by"]})
        return _reasoned(frame, path.name, decisions.findings)
    frame = read_table(path).frame
    names = {str(name).strip().casefold(): name for name in frame.columns}
    missing = [name for name in OKAY_COLUMNS[:2] if name not in names]
    if missing:
        found = finding("monitor.no_okay", path.name, columns=tuple(missing))
        raise ProbonoError(Findings([found]))
    texts = {
        name: frame[names[name]].astype("str").fillna("").str.strip()
        if name in names
        else pd.Series("", index=frame.index, dtype="str")
        for name in OKAY_COLUMNS
    }
    return _reasoned(pd.DataFrame(texts), path.name, Findings())


def _why(row: Mapping[Hashable, object]) -> str:
    """Return the reason of a decision; what was put right needs no other."""
    comment, answer = str(row["comment"]), Answer(str(row["decision"]))
    if comment or answer is Answer.KEEP:
        return comment
    if answer is Answer.REMOVE:
        return answer.value
    return f"→ {row['proposal'] if answer is Answer.ACCEPT else row['new_value']}"


def _decisions(path: Path) -> Decisions | None:
    """Return the decisions of a review workbook or of its CSV, ``None`` if it is neither."""
    try:
        return read_answers(path)
    except ProbonoError as problem:
        if {found.code for found in problem.findings} & _OTHER_FILE:
            return None
        raise


def _reasoned(frame: pd.DataFrame, name: str, findings: Findings) -> Okay:
    """Return what is okay for a reason, and tell of the rest."""
    frame = frame[frame["id"] != ""].drop_duplicates("id", keep="last")
    silent = frame["reason"] == ""
    if silent.any():
        shown = tuple(frame.loc[silent, "id"].head(8))
        told = finding("monitor.okay_without_reason", name, ids=shown)
        findings = Findings([*findings, told])
    return Okay(frame[~silent].reset_index(drop=True), findings)
