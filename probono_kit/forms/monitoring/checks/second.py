"""Back-checks: the same questions asked a second time, by someone else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.chance import high_rates
from probono_kit.forms.monitoring.interviews import COMPARED, Interviews
from probono_kit.forms.monitoring.issues import Asked, Issue, Part, plain
from probono_kit.forms.submission_model import Submissions
from probono_kit.tables.cells import fold

SECOND_COLUMNS = ("_key", "enumerator", "column", "kind", "first", "second", "equal")
_NUMBERS = ("integer", "decimal", "range")


def second_visits(interviews: Interviews, second: Submissions) -> pd.DataFrame:
    """Compare the answers of second visits with those of the interviews that they repeat.

    Parameters
    ----------
    interviews : Interviews
        First visits.
    second : Submissions
        Second visits, with the same names of columns as far as the same was asked. The column of
        the setting ``second_visit`` holds the ``_key`` of the first visit, or what names the
        household in both.

    Returns
    -------
    pandas.DataFrame
        One row per question that both visits answered, columns :data:`SECOND_COLUMNS`; ``kind`` is
        ``number``, ``choice``, ``choices``, ``text`` or ``other``.
    """
    link = interviews.roles.second_visit
    again = second.tables["main"]
    if not link or link not in again:
        return pd.DataFrame(columns=list(SECOND_COLUMNS))
    names = interviews.texts(link) if link in interviews.main else interviews.keys
    by = {name: at for at, name in enumerate(names.tolist()) if name}
    by |= {key: at for at, key in enumerate(interviews.keys.tolist())}
    at = np.array([by.get(str(value), -1) for value in again[link].astype("str").fillna("")], int)
    found = np.flatnonzero(at >= 0)
    parts = []
    left = {link, interviews.roles.enumerator, *interviews.settings.not_compared}
    for table, column, kind in interviews.columns_of(COMPARED):
        if table != "main" or column not in again or column in left:
            continue
        first = interviews.main[column].iloc[at[found]].reset_index(drop=True)
        other = again[column].iloc[found].reset_index(drop=True)
        both = (first.notna() & other.notna()).to_numpy()
        if both.any():
            rows = at[found][both]
            parts.append(_compared(interviews, column, kind, first[both], other[both], rows))
    if not parts:
        return pd.DataFrame(columns=list(SECOND_COLUMNS))
    return pd.concat(parts, ignore_index=True)


def _compared(
    interviews: Interviews,
    column: str,
    kind: str,
    first: pd.Series,
    second: pd.Series,
    rows: np.ndarray,
) -> pd.DataFrame:
    if kind in _NUMBERS:
        one, other = (
            pd.to_numeric(each, errors="coerce").to_numpy(float) for each in (first, second)
        )
        room = interviews.settings.limits.tolerance * np.maximum(np.abs(one), np.abs(other))
        equal, group = np.abs(one - other) <= room, "number"
    elif kind.startswith(("select_multiple", "rank")):
        pairs = zip(first.astype(str), second.astype(str), strict=True)
        equal = np.array([set(a.split()) == set(b.split()) for a, b in pairs])
        group = "choices"
    elif kind == "text":
        pairs = zip(first.astype(str), second.astype(str), strict=True)
        equal, group = np.array([fold(a) == fold(b) for a, b in pairs]), "text"
    else:
        equal = (first.astype(str) == second.astype(str)).to_numpy()
        group = "choice" if kind.startswith("select_one") else "other"
    return pd.DataFrame(
        {
            "_key": interviews.keys[rows],
            "enumerator": interviews.enumerators[rows],
            "column": column,
            "kind": group,
            "first": [plain(value) for value in first],
            "second": [plain(value) for value in second],
            "equal": equal,
        }
    )


def back_checks(interviews: Interviews, compared: pd.DataFrame) -> Iterator[Issue]:
    """Yield answers that the second visit does not confirm, and enumerators with many of them.

    Parameters
    ----------
    interviews : Interviews
        First visits.
    compared : pandas.DataFrame
        From :func:`second_visits`.
    """
    if compared.empty:
        return
    index = {key: at for at, key in enumerate(interviews.keys.tolist())}
    for row in compared[~compared["equal"].astype(bool)].to_dict("records"):
        yield interviews.issue(
            "monitor.second_visit",
            Severity.NOTE,
            index[row["_key"]],
            question=row["column"],
            value=row["first"],
            expected=row["second"],
            subject=f"{row['first']}\x1f{row['second']}",
            asked=Asked("main", row["column"]),
            first=row["first"],
            second=row["second"],
        )
    by = compared.groupby("enumerator")["equal"].agg(["size", "sum"])
    by = by[by.index != ""]
    wrong = (by["size"] - by["sum"]).to_numpy(float)
    limits = interviews.settings.limits
    flags = high_rates(wrong, by["size"].to_numpy(float), limits.chance, limits.times)
    for place in np.flatnonzero(flags).tolist():
        part, whole = int(wrong[place]), int(by["size"].iloc[place])
        yield Issue(
            "monitor.second_visits",
            Severity.WARNING,
            enumerator=str(by.index[place]),
            value=f"{part / whole:.0%}",
            values={
                "enumerator": str(by.index[place]),
                "share": Part(part, whole),
                "others": Part(int(wrong.sum()) - part, int(by["size"].sum()) - whole),
            },
            subject="",
        )
