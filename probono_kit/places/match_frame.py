"""Tables in and tables out of a matching: columns checked, cells as text, areas added, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from rapidfuzz import process

from probono_kit.findings import Findings
from probono_kit.places.decisions import NO_AREA, read_decisions
from probono_kit.places.match_account import Matches
from probono_kit.places.names import cell_text
from probono_kit.places.written import Status

#: Columns of a report, in order.
REPORT = (
    *("code", "name", "parent", "rows", "status", "method", "area_code", "area_name"),
    *("score", "evidence", "candidates", "proposed"),
)


def check_columns(
    frame: pd.DataFrame, columns: Iterable[str], where: str, findings: Findings
) -> None:
    """Add a finding for each column that `frame` does not have, or has twice."""
    known = [str(column) for column in frame.columns]
    for column in columns:
        if column and column not in known:
            near = [hit[0] for hit in process.extract(column, known, limit=3)]
            findings.add("places.column_missing", where, column=column, near=tuple(near))
        elif column and known.count(column) > 1:
            findings.add("places.column_twice", where, column=column)


def cell_texts(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the cells of a column as text; empty text for a column without a name."""
    if not column:
        return [""] * len(frame)
    known = {value: cell_text(value) for value in frame[column].dropna().unique().tolist()}
    return [known.get(value, "") for value in frame[column].tolist()]


def checked_decisions(
    decisions: str | Path | pd.DataFrame | None, codes: Sequence[str]
) -> pd.DataFrame | None:
    """Read decisions, and refuse those about areas that do not exist.

    Parameters
    ----------
    decisions : path or pandas.DataFrame, optional
        See :func:`probono_kit.places.read_decisions`.
    codes : sequence of str
        Of all areas.
    """
    if decisions is None or (isinstance(decisions, str) and not decisions):
        return None
    table = decisions if isinstance(decisions, pd.DataFrame) else read_decisions(decisions)
    source = "" if isinstance(decisions, pd.DataFrame) else f"{decisions}:"
    findings = Findings()
    known = {*codes, NO_AREA}
    for line, code in table["area_code"].items():
        if code not in known:
            near = tuple(hit[0] for hit in process.extract(code, codes, limit=3))
            findings.add("places.decided_unknown", f"{source}{line}", area_code=code, near=near)
    findings.raise_errors()
    return table


def with_columns(
    frame: pd.DataFrame,
    values: Mapping[str, Sequence[str | None]],
    where: str,
    findings: Findings,
) -> pd.DataFrame:
    """Return a copy of `frame` with text columns behind the others.

    A column of the same name that says something else is kept as ``…_before``, with a finding.
    """
    result = frame.copy()
    for column, texts in values.items():
        new = pd.Series(list(texts), index=frame.index, dtype="str")
        if column in frame.columns:
            before = result.pop(column)
            told = before.notna().to_numpy() & (before.astype("str") != new).to_numpy()
            if told.any():
                result[f"{column}_before"] = before
                findings.add("places.column_kept", where, column=column)
        result[column] = new
    return result


def report_frame(matches: Matches) -> pd.DataFrame:
    """Return one row per written place: what waits for a person first, then by rows affected."""
    order = _order(matches)
    written = [matches.written[number] for number in order]
    answers = [matches.answers[number] for number in order]
    codes, names = matches.gazetteer.codes, matches.gazetteer.names
    texts = {
        "code": [place.code for place in written],
        "name": [place.name for place in written],
        "parent": [place.parent for place in written],
        "status": [answer.status.value for answer in answers],
        "method": [answer.method.value if answer.method else "" for answer in answers],
        "area_code": ["" if a.position is None else codes[a.position] for a in answers],
        "area_name": ["" if a.position is None else names[a.position] for a in answers],
        "evidence": [" ".join(answer.evidence) for answer in answers],
        "candidates": [matches.candidates_text(a) if a.candidates else "" for a in answers],
        "proposed": ["" if a.proposal is None else codes[a.proposal.owner] for a in answers],
    }
    columns: dict[str, pd.Series] = {
        column: pd.Series(cells, dtype="str") for column, cells in texts.items()
    }
    columns["rows"] = pd.Series([matches.rows[number] for number in order], dtype="int64")
    scores = [a.score if a.status is Status.MATCHED else float("nan") for a in answers]
    columns["score"] = pd.Series(scores, dtype="float64")
    return pd.DataFrame(columns, columns=list(REPORT))


def _order(matches: Matches) -> list[int]:
    """Return the places in the order of a report: undecided, of many rows, by what is written."""
    told = list(zip(matches.written, matches.answers, strict=True))
    order = sorted(
        range(len(told)),
        key=lambda n: (told[n][0].code, told[n][0].name, told[n][0].parent, told[n][1].evidence),
    )
    rank = {status: number for number, status in enumerate(Status)}
    return sorted(order, key=lambda n: (rank[told[n][1].status], -matches.rows[n]))
