"""Exports of all kinds read into the same tidy tables, typed by the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.forms.model import Form
from probono_kit.forms.received.archive import is_archive, read_archive
from probono_kit.forms.received.matching import best_reading, language_named
from probono_kit.forms.received.pages import read_pages
from probono_kit.forms.received.raw import Kind, RawExport
from probono_kit.forms.received.sheets import read_sheets
from probono_kit.forms.received.tables import FileTables, Teller
from probono_kit.forms.received.together import submissions_of
from probono_kit.forms.submission_model import Submissions
from probono_kit.forms.synthesis.frames import column_of

_HEAD = 64
#: What ODK Central says of submissions whose answers it cannot show.
_LOCKED = ("not decrypted", "missing encrypted form data")


def read_submissions(
    paths: str | Path | Sequence[str | Path],
    form: Form | None = None,
    *,
    language: str | None = None,
    labels: bool | None = None,
) -> Submissions:
    """Read exports of one form, in all its versions, into tidy tables.

    Parameters
    ----------
    paths : path or sequence of paths
        What KoboToolbox exports (XLSX or CSV, with names or labels), pages of its API (JSON,
        version 2), and zip files of ODK Central. Several go together; an interview that stands in
        several of them counts once, as the newest file has it.
    form : Form, optional
        The form: it types the columns, and each kind of export gives the same tables. Without one
        everything is text but what are numbers, and headings stay as they are.
    language : str, optional
        The language of labels, as the form writes it or its code; by default that of which most
        headings are found.
    labels : bool, optional
        Whether headings are labels; by default what more of them are. Answers written as labels
        become the names of their choices.

    Returns
    -------
    Submissions
        The main table and one per repeat.

    Raises
    ------
    ProbonoError
        If a file cannot be read or was cut, is of another form, lacks pages, or has rows of a
        repeat without theirs.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "export.csv"
    >>> _ = path.write_text('"home/water";"_uuid"\\n"tap";"a1"\\n', encoding="utf-8")
    >>> read_submissions(path).main.to_dict("records")
    [{'_key': 'a1', 'home/water': 'tap'}]
    """
    findings = Findings()
    paths = [paths] if isinstance(paths, str | Path) else paths
    raws = [_raw(Path(path), findings) for path in paths]
    _refuse_missing_pages(raws, findings)
    wanted = language_named(form, language, findings)
    findings.raise_errors()
    readings = [best_reading(raw, form, findings, language=wanted, labels=labels) for raw in raws]
    findings.raise_errors()
    files: list[FileTables] = []
    row = 1
    for raw, reading in zip(raws, readings, strict=True):
        files.append(Teller(raw, form, reading, findings).tables(row))
        row += 0 if files[-1].is_keyed else raw.main.height
    _tell_missing(raws, form, files, findings)
    findings.raise_errors()
    kinds = {raw.kind for raw in raws}
    return submissions_of(files, form, findings, complete=Kind.PAGES in kinds)


def _raw(path: Path, findings: Findings) -> RawExport:
    try:
        head = b""
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(_HEAD)
        if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
            return read_pages(path, path.read_bytes(), findings)
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    if is_archive(path, head):
        return read_archive(path, findings)
    return read_sheets(path, findings)


def _refuse_missing_pages(raws: Iterable[RawExport], findings: Findings) -> None:
    """Refuse pages that are fewer than the server counted."""
    pools: dict[str, list[RawExport]] = {}
    for raw in raws:
        if raw.count is not None and raw.count != raw.main.height:
            pools.setdefault(raw.source, []).append(raw)
    if len(pools) == 2 and (alone := pools.pop("", None)):
        # A page that does not say where its neighbours are goes with those that do.
        next(iter(pools.values())).extend(alone)
    for pool in pools.values():
        count = max(raw.count or 0 for raw in pool)
        names: set[str] = set()
        for number, raw in enumerate(pool):
            texts = raw.main.get("_id", "_uuid", "meta/instanceID")
            rows = range(raw.main.height)
            names |= {f"{number}.{row}" for row in rows} if texts is None else set(texts.dropna())
        if len(names) < count:
            where = ", ".join(raw.name for raw in pool)
            findings.add("submissions.pages_missing", where, count=count, rows=len(names))


def _tell_missing(
    raws: Sequence[RawExport], form: Form | None, files: Sequence[FileTables], findings: Findings
) -> None:
    """Tell that a file lacks repeats, or the answers of submissions that are locked."""
    without: dict[tuple[str, ...], list[str]] = {}
    for raw, file in zip(raws, files, strict=True):
        asked = () if form is None or raw.kind is Kind.PAGES else form.questions
        repeats = [each for each in asked if each.kind == "repeat" and each.name]
        names = (q.name for q in repeats if form and column_of(form, q) not in file.frames)
        without.setdefault(tuple(names), []).append(raw.name)
    for missing, listed in without.items():
        if missing:
            findings.add("submissions.no_repeats", ", ".join(listed), repeats=missing)
    for raw in (each for each in raws if each.kind is Kind.ARCHIVE):
        status = raw.main.get("Status")
        if status is not None and (locked := int(status.isin(_LOCKED).sum())):
            findings.add("submissions.not_decrypted", raw.name, count=locked)
