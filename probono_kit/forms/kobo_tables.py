"""Exports of KoboToolbox (XLSX, CSV) read into tidy tables, typed by the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.forms.kobo_columns import Matcher, typed_column
from probono_kit.forms.model import Form
from probono_kit.forms.submission_model import MAIN, TOLD_COLUMNS, Submissions
from probono_kit.tables.cells import cell_text
from probono_kit.tables.sheets import Book

#: What names a submission, the best first.
_KEYS = ("_uuid", "meta/instanceID", "instanceID", "KEY", "uuid", "_id")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Export:
    """One sheet of an export as texts."""

    name: str
    frame: pd.DataFrame

    def column(self, name: str) -> pd.Series:
        """Return a column, empty if there is none."""
        if name in self.frame:
            return self.frame[name]
        return pd.Series(None, index=self.frame.index, dtype="str")


def read_submissions(paths: Sequence[str | Path], form: Form | None = None) -> Submissions:
    """Read exports of one form, in all its versions, into tidy tables.

    Parameters
    ----------
    paths : sequence of str or pathlib.Path
        XLSX or CSV as KoboToolbox exports them with the names of questions as headings.
    form : Form, optional
        The form: it types the columns. Without one everything is text but what are numbers.

    Returns
    -------
    Submissions
        The main table and one per repeat.

    Raises
    ------
    ProbonoError
        If a file cannot be read, names no submission, or has rows of a repeat without theirs.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "export.csv"
    >>> _ = path.write_text('"home/water";"_uuid"\\n"tap";"a1"\\n', encoding="utf-8")
    >>> read_submissions([path]).main.to_dict("records")
    [{'_key': 'a1', 'home/water': 'tap'}]
    """
    findings = Findings()
    parts = [_read(Path(path), form, findings) for path in paths]
    findings.raise_errors()
    names = dict.fromkeys(name for tables, _ in parts for name in tables)
    tables = {
        name: pd.concat([each[name] for each, _ in parts if name in each], ignore_index=True)
        for name in names
    }
    if len(parts) > 1:
        tables = _once(tables, findings)
    told = pd.concat([told for _, told in parts], ignore_index=True)
    told = told.drop_duplicates(["table", "column"]).reset_index(drop=True)
    return Submissions(tables, told, form, findings)


def _once(tables: dict[str, pd.DataFrame], findings: Findings) -> dict[str, pd.DataFrame]:
    """Keep each submission once that several files hold unchanged."""
    kept = {
        name: frame.drop_duplicates(ignore_index=True) if len(frame) else frame
        for name, frame in tables.items()
    }
    twice = len(tables[MAIN]) - len(kept[MAIN])
    if twice:
        findings.add("monitor.same_twice", MAIN, count=twice)
    return kept


def _read(
    path: Path, form: Form | None, findings: Findings
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Read one file: its tables, and what their columns are."""
    exports = list(_sheets(path, findings))
    mains = [each for each in exports if "_parent_index" not in each.frame]
    if not mains:
        raise ProbonoError(Findings([finding("monitor.no_key", path.name)]))
    main = mains[0]
    if len(mains) > 1:
        names = tuple(each.name for each in mains[1:])
        findings.add("monitor.other_sheets", path.name, sheets=names, read=main.name)
    matcher = Matcher(form)
    tables: dict[str, pd.DataFrame] = {}
    told: list[tuple[str, ...]] = []
    keys = _main_keys(main, path, findings)
    by_index = {(main.name, str(at)): key for at, key in zip(_index(main), keys, strict=True)}
    submission = dict(zip(keys, keys, strict=True))
    tables[MAIN] = _typed(main, {"_key": keys}, MAIN, matcher, told, (path, findings))
    for export in exports:
        if export in mains:
            continue
        rows = _repeat_keys(export, main.name, by_index, submission, path, findings)
        tables[export.name] = _typed(export, rows, export.name, matcher, told, (path, findings))
    unknown = sorted({row[-1] for row in told if form is not None and row[4] == "unknown"})
    if unknown:
        shown = (*unknown[:_SHOWN], "…")[: len(unknown)]
        findings.add("monitor.unknown_columns", path.name, count=len(unknown), columns=shown)
    frame = pd.DataFrame(told, columns=list(TOLD_COLUMNS))
    return tables, frame.assign(kind=frame["kind"].replace("unknown", "meta"))


def _sheets(path: Path, findings: Findings) -> Iterator[_Export]:
    book = Book(path)
    for name in book.sheet_names:
        sheet = book.sheet(name)
        if not sheet.height:
            continue
        data: dict[str, list[str | None]] = {}
        for column in sheet.columns:
            texts = [cell_text(cell) for cell in column]
            heading = (texts[0] or "").strip()
            if heading in data:
                pairs = list(zip(data[heading], texts[1:], strict=True))
                data[heading] = [a if a is not None else b for a, b in pairs]
                _tell_two(
                    heading, sum(None not in {a, b} and a != b for a, b in pairs), path, findings
                )
            elif heading:
                data[heading] = texts[1:]
        frame = pd.DataFrame(data, dtype="str")
        yield _Export(name or path.stem, frame[frame.notna().any(axis=1)].reset_index(drop=True))


def _tell_two(column: str, count: int, path: Path, findings: Findings) -> None:
    if count:
        findings.add("monitor.two_columns", path.name, column=column, count=count)


def _index(export: _Export) -> list[str]:
    """Return the number that rows of repeats name a row by."""
    written = export.column("_index")
    return [str(at) if pd.isna(number) else str(number) for at, number in enumerate(written, 1)]


def _main_keys(main: _Export, path: Path, findings: Findings) -> list[str]:
    for name in _KEYS:
        texts = main.column(name)
        if len(texts) and texts.notna().all():
            return [str(text) for text in texts]
    if len(main.frame):
        findings.add("monitor.no_key", path.name)
    return [f"row-{number}" for number in range(1, len(main.frame) + 1)]


def _repeat_keys(
    export: _Export,
    main: str,
    by_index: dict[tuple[str, str], str],
    submission: dict[str, str],
    path: Path,
    findings: Findings,
) -> dict[str, list[object]]:
    """Return the key columns of a repeat; its rows must have one above."""
    above = export.column("_parent_table_name").fillna(main)
    wanted = zip(above.astype(str), export.column("_parent_index").astype(str), strict=True)
    # The submission itself is named too; numbers are lost where a file was cut or put together.
    named = export.column("_submission__uuid").fillna(export.column("uuid"))
    stated = [str(each) if submission.get(str(each)) == str(each) else None for each in named]
    parents = [
        own if whole is None or submission.get(own or "") == whole else whole
        for own, whole in zip(map(by_index.get, wanted), stated, strict=True)
    ]
    lost = sum(parent is None for parent in parents)
    if lost:
        findings.add("monitor.lost_rows", f"{path.name} › {export.name}", count=lost)
    known = [parent or "" for parent in parents]
    series = pd.Series(known, dtype="object")
    position = (series.groupby(series).cumcount() + 1).tolist()
    keys = [f"{p}/{export.name}[{n}]" for p, n in zip(known, position, strict=True)]
    for at, key, parent in zip(_index(export), keys, known, strict=True):
        by_index[export.name, at] = key
        submission[key] = submission.get(parent, "")
    return {
        "_key": list(keys),
        "_parent": list(known),
        "_submission": [submission[key] for key in keys],
        "_position": list(position),
    }


def _typed(
    export: _Export,
    keys: Mapping[str, Sequence[object]],
    table: str,
    matcher: Matcher,
    told: list[tuple[str, ...]],
    source: tuple[Path, Findings],
) -> pd.DataFrame:
    """Return a table with keys and typed columns; what cannot be read becomes a finding."""
    path, findings = source
    columns: dict[str, pd.Series] = {
        name: pd.Series(list(values), dtype="int64" if name == "_position" else "str")
        for name, values in keys.items()
    }
    told += [(table, name, "", "", "key", "", "") for name in columns]
    for heading in export.frame.columns:
        place = matcher.place(str(heading))
        if place is None or place.column in keys:
            continue
        texts = export.frame[heading]
        made = typed_column(texts, place, has_form=bool(matcher.form))
        unread = texts[texts.notna() & made.isna()]
        if len(unread):
            shown = tuple(map(str, unread.unique()[:_SHOWN]))
            where = f"{path.name} › {export.name}"
            findings.add(
                "monitor.unread_cells", where, column=str(heading), count=len(unread), cells=shown
            )
        if place.column in columns:
            # Another version has the question in another group: what one lacks the other may have.
            first = columns[place.column]
            differ = int((first.notna() & made.notna() & (first != made)).sum())
            columns[place.column] = first.where(first.notna(), made)
            _tell_two(place.column, differ, path, findings)
            continue
        columns[place.column] = made
        said = (place.question, place.choice, place.kind, place.label, str(heading))
        told.append((table, place.column, *said))
    return pd.DataFrame(columns)
