"""Zip files of ODK Central: a CSV for the interviews, one for each repeat; media stay in it.

Source: https://docs.getodk.org/central-submissions/.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.received.raw import Kind, RawExport, RawTable, texts
from probono_kit.tables.containers import MAX_UNPACKED_BYTES, stop
from probono_kit.tables.separators import any_field_size

_NUMBER = re.compile(r"\[\d+\]")
#: What reading a zip raises where bytes are wrong or missing.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def is_archive(path: Path, head: bytes) -> bool:
    """Tell whether a file is a zip, and no workbook; of one that was cut its name decides."""
    if not head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _DAMAGE:
        return path.suffix.lower() == ".zip"
    marks = ("xl/", "[Content_Types]", "mimetype")
    return not any(name.startswith(marks) for name in names)


def read_archive(path: Path, findings: Findings) -> RawExport:
    """Read the CSV files of a zip.

    Raises
    ------
    ProbonoError
        If it was cut, unpacks to too much, or holds no submissions.
    """
    tables: dict[str, tuple[tuple[str, pd.Series], ...]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise stop("tables.unpacks_too_big", path, size=MAX_UNPACKED_BYTES // 2**20)
            names = archive.namelist()
            for name in names:
                if _is_table(name):
                    tables[PurePosixPath(name).stem] = _columns(path, name, archive.read(name))
    except _DAMAGE as problem:
        raise stop("submissions.cut_archive", path.name, reason=str(problem)) from problem
    keyed = {name: columns for name, columns in tables.items() if "KEY" in dict(columns)}
    mains = [name for name, columns in keyed.items() if "PARENT_KEY" not in dict(columns)]
    if not mains:
        raise stop("submissions.no_table", path.name, files=tuple(names[:8]) or ("…",))
    others = tuple(name for name in tables if name not in keyed or name in mains[1:])
    if others:
        findings.add("submissions.other_sheets", path.name, sheets=others, read=mains[0])
    main = mains[0]
    below = [name for name in keyed if name not in mains]
    paths = _paths(main, {name: dict(keyed[name]) for name in (main, *below)})
    return RawExport(
        path.name,
        Kind.ARCHIVE,
        RawTable(main, keyed[main], _texts(keyed[main], "KEY")),
        tuple(
            RawTable(
                name.removeprefix(f"{main}-"),
                keyed[name],
                _texts(keyed[name], "KEY"),
                _texts(keyed[name], "PARENT_KEY"),
                path=paths[name],
            )
            for name in below
        ),
    )


def _is_table(name: str) -> bool:
    """Tell whether a file is a table of answers; not so media, logs, and what a Mac puts beside."""
    parts = PurePosixPath(name)
    beside = parts.parts[0] in ("media", "__MACOSX") or parts.name.startswith(".")
    return parts.suffix.lower() == ".csv" and not beside and not name.endswith(" - audit.csv")


def _columns(path: Path, name: str, content: bytes) -> tuple[tuple[str, pd.Series], ...]:
    try:
        text = content.decode("utf-8-sig")
        with any_field_size():
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        where = f"{path.name} › {name}"
        raise stop("submissions.cut_archive", where, reason=str(problem)) from problem
    head, body = (rows[0], [row for row in rows[1:] if any(row)]) if rows else ([], [])
    odd = next((row for row in body if len(row) != len(head)), None)
    if odd is not None:
        where = f"{path.name} › {name}:{rows.index(odd) + 1}"
        raise stop("submissions.cut_archive", where, reason=f"{len(odd)} ≠ {len(head)}")
    return tuple((h.strip(), texts(row[at] for row in body)) for at, h in enumerate(head))


def _texts(columns: Sequence[tuple[str, pd.Series]], heading: str) -> list[str]:
    return dict(columns)[heading].fillna("").tolist()


def _paths(main: str, tables: dict[str, dict[str, pd.Series]]) -> dict[str, str]:
    """Return the path of each repeat, as its keys tell: ``uuid:1/home/member[2]``."""
    above = dict.fromkeys(tables[main]["KEY"].dropna(), main)
    paths = {main: ""}
    waiting = [name for name in tables if name != main]
    for _ in range(len(waiting)):
        for name in [each for each in waiting if each not in paths]:
            step = next(_steps(tables[name], above), None)
            if step is not None:
                parent, rest = step
                paths[name] = "/".join(part for part in (paths[parent], rest) if part)
                above |= dict.fromkeys(tables[name]["KEY"].dropna(), name)
    return {name: paths.get(name, "") for name in tables}


def _steps(table: dict[str, pd.Series], above: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, parent in zip(table["KEY"], table["PARENT_KEY"], strict=True):
        if parent in above and str(key).startswith(f"{parent}/"):
            yield above[parent], _NUMBER.sub("", str(key)[len(parent) + 1 :])
