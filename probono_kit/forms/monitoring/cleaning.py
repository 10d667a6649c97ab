"""The cleaning log ready to fill: a workbook whose answers clean the table and silence issues.

It is the review workbook of the kit: what people decide there is what ``clean_data`` reads as its
parameter ``review``, and “keep as it is” with a reason is what monitoring reads as okay.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.monitoring.memory import CHECK_MARK
from probono_kit.forms.monitoring.monitor import Monitoring
from probono_kit.i18n import current_language
from probono_kit.tables import write_review
from probono_kit.tables.cells import cell_text
from probono_kit.tables.review import REVIEW_COLUMNS, typed_review

#: Issues that are no matter of one row: two rows have one key, so that nothing could name one.
_NOT_HERE = frozenset(("duplicate_key",))


def cleaning_rows(
    monitoring: Monitoring, table: str = "main", *, language: str | None = None
) -> pd.DataFrame:
    """Return the issues of a table as rows of a review, what is new first; nothing that is okay.

    Parameters
    ----------
    monitoring : Monitoring
        The issues.
    table : str
        ``main``, or the name of a repeat.
    language : str, optional
        Of the sentences (default: the current one).

    Returns
    -------
    pandas.DataFrame
        Columns of a review of :mod:`probono_kit.tables`: ``uuid`` is the ``_key`` of the row,
        ``old_value`` what the table holds in the column ``question``, ``proposal`` what might
        stand there instead, ``issue`` the sentence.
    """
    submissions = monitoring.interviews.submissions
    frame = submissions.tables[table]
    place = {key: at for at, key in enumerate(frame["_key"].astype(str).tolist())}
    suggested = {one.id: one.suggestion for one in monitoring.found if one.suggestion}
    issues = monitoring.table(language or current_language())
    issues = issues[~issues["okay"] & (issues["_key"] != "") & ~issues["check"].isin(_NOT_HERE)]
    rows = []
    for one in issues.to_dict("records"):
        key = one["row"] or one["_key"]
        if key not in place or bool(one["row"]) != (table != "main"):
            continue
        # What a person may correct stands in a cell; a wrong time concerns the whole interview.
        column = one["question"] if one["question"] in frame else "_key"
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            column = "_key"
        old = cell_text(_plain(frame[column].iloc[place[key]])) or ""
        proposal = suggested.get(one["id"], "")
        rows.append(
            {
                "kind": "answer" if proposal else "interview",
                "check_id": f"{CHECK_MARK}{one['check']} {one['id']}",
                "question": column,
                "row": 0,
                "uuid": key,
                "count": 1,
                "old_value": old,
                "proposal": proposal,
                "score": float("nan"),
                "issue": one["sentence"],
            }
        )
    made = pd.DataFrame(rows, columns=list(REVIEW_COLUMNS))
    texts = made.columns.difference(["row", "count", "score"])
    made[texts] = made[texts].astype("str").fillna("")
    return typed_review(made)


def _plain(value: object) -> object:
    return None if value is pd.NA or value is pd.NaT or value != value else value


def write_cleaning_log(
    monitoring: Monitoring,
    path: str | Path,
    *,
    table: str = "main",
    language: str | None = None,
) -> Findings:
    """Write the issues of a table as a workbook with drop-downs; the same issues, the same bytes.

    Parameters
    ----------
    monitoring : Monitoring
        The issues.
    path : str or pathlib.Path
        Ends with ``.xlsx``.
    table : str
        ``main``, or the name of a repeat.
    language : str, optional
        Of the workbook (default: the current one).

    Returns
    -------
    Findings
        What did not fit.

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import forms, tables
    >>> start = pd.to_datetime(["2026-03-01 10:00", "2026-03-01 23:10"])
    >>> main = pd.DataFrame({"_key": ["a", "b"], "start": start})
    >>> told = pd.DataFrame({"table": "main", "column": main.columns, "question": main.columns,
    ...     "choice": "", "kind": ["key", "start"], "label": "", "written": main.columns})
    >>> found = forms.monitor(forms.Submissions({"main": main}, told))
    >>> path = Path(tempfile.mkdtemp()) / "points.xlsx"
    >>> write_cleaning_log(found, path, language="en")
    []
    >>> len(tables.read_review(path).frame)  # nobody has decided yet
    0
    """
    return write_review(
        cleaning_rows(monitoring, table, language=language), path, language=language
    )
