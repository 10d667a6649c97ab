"""Columns that somebody named: are they there, and which ones were meant if not."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from rapidfuzz import fuzz

from probono_kit.findings import Findings
from probono_kit.tables.cells import fold


def near_names(name: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return those of `names` that come close to `name`, the nearest first.

    Examples
    --------
    >>> near_names("region", ["Population", "Code région", "Région", "n"])
    ('Région', 'Code région')
    """
    wanted = fold(name)
    scored = [(_likeness(wanted, fold(other)), other) for other in names]
    near = sorted((item for item in scored if item[0] >= 65), key=lambda item: -item[0])
    return tuple(other for _, other in near[:limit])


def _likeness(a: str, b: str) -> float:
    """Score two names: letters count, and a name that holds all words of the other is near."""
    return max(fuzz.ratio(a, b), 0.9 * fuzz.token_set_ratio(a, b))


def require_columns(frame: pd.DataFrame, names: Iterable[str], *, where: str = "") -> None:
    """Refuse to go on when the table lacks a column that somebody named.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    names : iterable of str
        Names as typed; empty ones are skipped.
    where : str
        File and sheet, for the findings.

    Raises
    ------
    ProbonoError
        One finding per missing column, with the nearest names, else with all of them.

    Examples
    --------
    >>> table = pd.DataFrame({"Région": ["Thiès"], "Points d'eau": [12]})
    >>> require_columns(table, ["region"], where="points.xlsx")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR points.xlsx: There is no column “region”; near: Région...
    """
    findings = Findings()
    present = [str(name) for name in frame.columns]
    for name in dict.fromkeys(names):
        if not name or name in present:
            continue
        if near := near_names(name, present):
            findings.add("tables.missing_column_near", where, column=name, near=near)
        else:
            findings.add(
                "tables.missing_column", where, column=name, columns=tuple(present[:30]) or ("–",)
            )
    findings.raise_errors()
