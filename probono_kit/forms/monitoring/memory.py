"""What was told before, and what people called okay: files of the engagement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, write_text
from probono_kit.findings import Findings, finding
from probono_kit.tables import read_table

_FORMAT = 1
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


def read_okay(path: str | Path) -> pd.DataFrame:
    """Read which issues people called okay, from CSV or a workbook.

    Parameters
    ----------
    path : str or pathlib.Path
        With the columns ``id`` and ``reason``, and ``by`` if it is said; or a cleaning log that
        was filled in, whose rows with the action “okay” count.

    Returns
    -------
    pandas.DataFrame
        Columns ``id``, ``reason``, ``by``; of an id that stands there twice the last row.

    Raises
    ------
    ProbonoError
        If the file cannot be read, or a row has no reason.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "okay.csv"
    >>> _ = path.write_text("id,reason,by\\na1,The school is that far,Awa\\n", encoding="utf-8")
    >>> read_okay(path).values.tolist()
    [['a1', 'The school is that far', 'Awa']]
    """
    from probono_kit.forms.monitoring.cleaning import is_cleaning_log, okay_rows

    path = Path(path)
    if is_cleaning_log(path):
        return okay_rows(path)
    frame = read_table(path).frame
    names = {str(name).strip().casefold(): name for name in frame.columns}
    missing = [name for name in OKAY_COLUMNS[:2] if name not in names]
    if missing:
        found = finding("monitor.no_okay", path.name, columns=tuple(missing))
        raise ProbonoError(Findings([found]))
    made = pd.DataFrame(
        {
            name: frame[names[name]].astype("str").fillna("").str.strip() if name in names else ""
            for name in OKAY_COLUMNS
        }
    )
    return checked_okay(made, path.name)


def checked_okay(made: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return what is okay, or say which rows give no reason."""
    made = made[made["id"] != ""]
    silent = made.loc[made["reason"] == "", "id"].tolist()
    if silent:
        found = finding("monitor.okay_without_reason", name, ids=tuple(silent[:8]))
        raise ProbonoError(Findings([found]))
    return made.drop_duplicates("id", keep="last").reset_index(drop=True)
