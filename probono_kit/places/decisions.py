"""What a person decided about names of places: a CSV beside the brief, replayed every time."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from probono_kit.files import error_from_os, write_aside
from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.places.names import name_key
from probono_kit.places.refusals import refusal

#: Written as ``area_code``: "this is no area, and that is in order".
NO_AREA = "-"

COLUMNS = ("name", "parent", "area_code", "code")

_FORMULA = ("=", "+", "-", "@", "\t")
_LARGEST = 20_000_000


def decision_key(text: str) -> str:
    """Return what two spellings of a decided name have in common.

    Examples
    --------
    >>> decision_key(" KAFRINE ") == decision_key("Kafrine")
    True
    """
    return name_key(text) or " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that applies.

    Attributes
    ----------
    area_code : str
        The area, or :data:`NO_AREA`.
    line : int
        Its line in the file.
    names_the_code : bool
        Whether the person decided about this very code, and so against it.
    """

    area_code: str
    line: int
    names_the_code: bool


class DecisionIndex:
    """Decisions found again for what a table says, whatever the spelling.

    Parameters
    ----------
    decisions : pandas.DataFrame, optional
        From :func:`read_decisions`.
    """

    def __init__(self, decisions: pd.DataFrame | None = None) -> None:
        self._decided: dict[tuple[str, str, str], tuple[str, int]] = {}
        if decisions is not None:
            for line, name, parent, area_code, code in decisions[list(COLUMNS)].itertuples(
                name=None
            ):
                key = (decision_key(name), decision_key(parent), code)
                self._decided[key] = (area_code, int(line))

    def find(self, name: str, parent: str, code: str) -> Decided | None:
        """Return the most particular decision: about this code, then about this parent."""
        if not self._decided:
            return None
        written = decision_key(name)
        for about_code in dict.fromkeys((code, "")):
            for within in dict.fromkeys((decision_key(parent), "")):
                found = self._decided.get((written, within, about_code))
                if found is not None:
                    return Decided(*found, names_the_code=bool(about_code))
        return None


def read_decisions(path: str | Path) -> pd.DataFrame:
    """Read decisions about names of places.

    Parameters
    ----------
    path : str or pathlib.Path
        CSV with the columns ``name``, ``parent`` (may be empty: wherever the name occurs) and
        ``area_code`` (``-``: this is no area; empty: not decided yet). A column ``code`` limits a
        decision to rows with that code. Other columns are ignored. Commas or semicolons, UTF-8 or
        what Excel saves.

    Returns
    -------
    pandas.DataFrame
        Text columns ``name``, ``parent``, ``area_code``, ``code`` of what is decided; the index is
        the line in the file.

    Raises
    ------
    ProbonoError
        If the file is missing or unreadable, lacks a column, or decides one name in two ways.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "places.csv"
    >>> _ = path.write_text("name,parent,area_code\\nKafrine,,SN-KA\\nDiaspora,,-\\n")
    >>> read_decisions(path)["area_code"].tolist()
    ['SN-KA', '-']
    """
    text = _text(Path(path))
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    missing = tuple(column for column in ("name", "area_code") if column not in head)
    if missing:
        raise refusal("places.decisions_columns", path, missing=missing)
    records, lines = [], []
    for line, row in enumerate(rows[1:], start=2):
        cells = dict(zip(head, map(_plain, row), strict=False))
        if cells.get("area_code") and (cells.get("name") or cells.get("code")):
            records.append([cells.get(column, "") for column in COLUMNS])
            lines.append(line)
    decisions = pd.DataFrame(records, columns=list(COLUMNS), index=lines, dtype=object)
    _refuse_contradictions(decisions, path)
    return decisions


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise refusal("places.too_large", path, limit=_LARGEST)
        raw = path.read_bytes()
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _refuse_contradictions(decisions: pd.DataFrame, path: str | Path) -> None:
    first: dict[tuple[str, ...], tuple[int, str]] = {}
    findings = Findings()
    for line, name, parent, area_code, code in decisions[list(COLUMNS)].itertuples(name=None):
        key = (decision_key(name), decision_key(parent), code)
        earlier, decided = first.setdefault(key, (line, area_code))
        if decided != area_code:
            findings.add("places.decided_twice", f"{path}:{line}", name=name, line=earlier)
    findings.raise_errors()


def write_decisions(
    path: str | Path, report: pd.DataFrame, decisions: pd.DataFrame | None = None
) -> Path:
    """Write a file of decisions: those taken, then a line for each name still to be decided.

    A person fills in ``area_code`` and keeps the file; ``proposed`` and ``candidates`` help and
    are ignored when it is read.

    Parameters
    ----------
    path : str or pathlib.Path
        Where to write. UTF-8 with a byte order mark, separated by semicolons in French, so that
        a spreadsheet program opens it as a table.
    report : pandas.DataFrame
        From :func:`probono_kit.places.match_areas`.
    decisions : pandas.DataFrame, optional
        From :func:`read_decisions`: kept, first.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    ProbonoError
        If the file cannot be written; what was there stays as it was.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.places.matching import match_areas
    >>> areas = pd.DataFrame({"area_code": ["SN-KA"], "area_name": ["Kaffrine"]})
    >>> match = match_areas(pd.DataFrame({"r": ["Kafrine"]}), areas, name_column="r")
    >>> path = write_decisions(Path(tempfile.mkdtemp()) / "places.csv", match.report)
    >>> print(path.read_text(encoding="utf-8-sig").splitlines()[1])
    Kafrine,,,,SN-KA,Kaffrine (SN-KA) 94
    """
    path = Path(path)
    lines: list[list[str]] = []
    if decisions is not None:
        lines += [[*map(str, row), "", ""] for row in decisions[list(COLUMNS)].to_numpy()]
    undecided = report[report["status"].isin(["none", "ambiguous", "conflict"])]
    for row in undecided.to_dict("records"):
        cells = (row["name"], row["parent"], "", row["code"], row["proposed"], row["candidates"])
        lines.append([str(cell) for cell in cells])
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter="," if current_language() == "en" else ";", lineterminator="\r\n"
    )
    writer.writerow([*COLUMNS, "proposed", "candidates"])
    writer.writerows([_escaped(cell) for cell in line] for line in lines)
    with write_aside(path) as aside:
        aside.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def _escaped(cell: str) -> str:
    """Keep a spreadsheet program from running a cell; :func:`read_decisions` undoes it."""
    return f"'{cell}" if cell.startswith(_FORMULA) and cell != NO_AREA else cell
