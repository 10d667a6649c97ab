"""What the cleaning of a table leaves behind: one table to work on, one that may leave, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from probono_kit.engagement.clean_steps import recipe_of
from probono_kit.engagement.parameters import CleanData, Parameters
from probono_kit.engagement.parameters.clean_data import TableParameters
from probono_kit.files import file_name
from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.run.clean_account import account_of, shared_review
from probono_kit.run.clean_page import TITLE, write_clean_page
from probono_kit.run.outputs import Output, Outputs, Role
from probono_kit.tables import (
    CleanTable,
    ColumnType,
    TableRead,
    data_dictionary,
    dictionary_sheet,
    start_recipe,
    write_log,
    write_recipe,
    write_review,
    write_table,
    write_typed,
)
from probono_kit.tables.workbook import MAX_XLSX_ROWS, write_workbook

#: Says which area a row belongs to; leaves with the column that it was found by.
AREA_COLUMNS = ("area_code", "area_name")

#: Columns of the deletion log that quote rows: they stay.
_QUOTING = ("content",)


@dataclass(frozen=True)
class Saved:
    """Files of a cleaned table.

    Attributes
    ----------
    outputs : Outputs
        The working table first (it does not leave), then what may leave.
    findings : Findings
        What a format could not hold, and which columns stay.
    """

    outputs: Outputs
    findings: Findings


def save_clean_table(
    clean: CleanTable,
    matched: pd.DataFrame,
    p: CleanData,
    *,
    read: TableRead | None = None,
    report: pd.DataFrame | None = None,
) -> Saved:
    """Write a cleaned table whole for the next task, and cut to the brief's columns for the NGO.

    Parameters
    ----------
    clean : CleanTable
        For types and the cleaning log.
    matched : pandas.DataFrame
        ``clean.frame``, with ``area_code`` and ``area_name`` where rows found their area.
    p : CleanData
        Checked parameters: output folder, language, columns that may leave.
    read : TableRead, optional
        What was read: headings and HXL tags for the dictionary, and a recipe to start from.
    report : pandas.DataFrame, optional
        How names of places found their areas; what is open is asked on the page.

    Returns
    -------
    Saved
        Files and findings. Without a column that may leave, no table leaves.

    Raises
    ------
    ProbonoError
        If a file cannot be written; the files before it are whole.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "wells.csv").write_text("Région,Téléphone\\nThiès,77 000 57 08\\n", "utf-8")
    >>> clean = tables.clean_table(tables.read_table(folder / "wells.csv"))
    >>> p = CleanData(language="en", output_folder=str(folder), columns=["Région"])
    >>> saved = save_clean_table(clean, clean.frame, p)
    >>> [made.path for made in saved.outputs if made.deliver and "clean-table" in made.path]
    ['file-clean-table.xlsx', 'file-clean-table.csv', 'file-clean-table.parquet']
    >>> "77 000" in (folder / "file-clean-table.csv").read_text("utf-8-sig")
    False
    """
    folder, language, findings = Path(p.output_folder), p.language, Findings()
    stem = file_name(Path(p.table).stem)
    work, log = folder / f"{stem}-work.parquet", folder / f"{stem}-work-log.xlsx"
    findings += write_typed(matched, work, types=clean.types)
    findings += write_log(clean.log, log, deletions=clean.deletions, language=language)
    outputs = Outputs(
        [
            as_output(
                work, Role.TABLE, _("Working table, all columns", language), p, deliver=False
            ),
            as_output(log, Role.LOG, _("Whole cleaning log", language), p, deliver=False),
        ]
    )
    findings += _write_review(clean, clean.review, f"{stem}-work-review", outputs, p, deliver=False)
    if read is not None:
        outputs.append(_starting_recipe(clean, read, folder / f"{stem}.recipe.yml", p))
    allowed = shareable(matched, p)
    if not allowed:
        findings.add("save.nothing_to_share", Path(p.table).name)
        return Saved(outputs, findings)
    leaving = matched[allowed]
    names = read.evidence.columns if read is not None else ()
    dictionary = data_dictionary(
        leaving,
        clean.types,
        shared=allowed,
        labels={name.name: name.header for name in names},
        tags={name.name: name.tag for name in names if name.tag},
        language=language,
    )
    title = _("Clean table", language)
    described = _described(matched, allowed, language)
    for path in write_tables(leaving, clean.types, dictionary, title, stem, p, findings):
        outputs.append(as_output(path, Role.TABLE, title, p, described))
    title = _("Cleaning log", language)
    shared_log = folder / f"{file_name(f'{stem}-{title}')}.xlsx"
    findings += write_log(
        _cut_log(clean.log, allowed),
        shared_log,
        deletions=clean.deletions.drop(columns=list(_QUOTING)),
        language=language,
    )
    text = _("Every changed cell of the shared columns: old value, new value, reason.", language)
    outputs.append(as_output(shared_log, Role.LOG, title, p, text))
    title = _("Questions to answer", language)
    asked = shared_review(clean, allowed)
    findings += _write_review(clean, asked, file_name(f"{stem}-{title}"), outputs, p, deliver=True)
    seen = report if {p.place_column, p.code_column} & set(allowed) else None
    outputs.append(_write_page(clean, leaving, dictionary, seen, stem, p))
    kept = len(clean.frame.columns) - sum(name in clean.frame for name in allowed)
    if kept:
        findings.add("save.columns_stay", Path(p.table).name, count=kept)
    return Saved(outputs, findings)


def _write_review(
    clean: CleanTable,
    review: pd.DataFrame,
    stem: str,
    outputs: Outputs,
    p: CleanData,
    *,
    deliver: bool,
) -> Findings:
    """Write the questions that are open, if there are any, as a workbook to answer in."""
    if review.empty:
        return Findings()
    path = Path(p.output_folder) / f"{stem}.xlsx"
    title = _("Questions to answer", p.language)
    text = _("Choose an answer in each row, save the file and send it back.", p.language)
    outputs.append(as_output(path, Role.REPORT, title, p, text, deliver=deliver))
    return write_review(review, path, language=p.language)


def _starting_recipe(clean: CleanTable, read: TableRead, path: Path, p: CleanData) -> Output:
    """Write what was found out as a recipe that a person goes on from."""
    known = recipe_of(p)
    write_recipe(start_recipe(read, clean, known), path, types=clean.types, language=p.language)
    title = _("Recipe to start from", p.language)
    return as_output(path, Role.LOG, title, p, deliver=False)


def _write_page(
    clean: CleanTable,
    leaving: pd.DataFrame,
    dictionary: pd.DataFrame,
    report: pd.DataFrame | None,
    stem: str,
    p: CleanData,
) -> Output:
    """Write the page for the NGO."""
    language = p.language
    title = _(TITLE, language)
    path = Path(p.output_folder) / f"{file_name(f'{stem}-{title}')}.html"
    columns = [str(name) for name in leaving.columns]
    account = account_of(clean, leaving, columns, language, report)
    answer = _(
        "How to answer: open the workbook “{file}”, choose an answer in each row, and send it back."
        " Or write your answers beside the questions on the printed page.",
        language,
    ).format(file=_("Questions to answer", language))
    write_clean_page(
        account, dictionary, path, p, file=Path(p.table).name, answer=answer, title=title
    )
    return as_output(path, Role.REPORT, title, p, account.headline)


def write_tables(
    frame: pd.DataFrame,
    types: Mapping[str, ColumnType],
    dictionary: pd.DataFrame,
    title: str,
    stem: str,
    p: Parameters,
    findings: Findings,
) -> Iterator[Path]:
    """Write what may leave: a workbook with its dictionary, CSV, Parquet."""
    language = p.language
    base = Path(p.output_folder) / file_name(f"{stem}-{title}")
    kept = {name: type_ for name, type_ in types.items() if name in frame}
    units = {name: type_.unit for name, type_ in kept.items() if type_.unit}
    if len(frame) < MAX_XLSX_ROWS:
        sheets = {
            title: frame,
            _("Data dictionary", language): dictionary_sheet(dictionary, language),
        }
        workbook = base.with_suffix(".xlsx")
        findings += write_workbook(sheets, workbook, units=units, language=language)
        yield workbook
    else:
        findings.add("clean.too_long_for_xlsx", stem, rows=len(frame))
    findings += write_table(frame, base.with_suffix(".csv"), language=language)
    yield base.with_suffix(".csv")
    findings += write_typed(frame, base.with_suffix(".parquet"), types=kept, rows=False)
    yield base.with_suffix(".parquet")


def shareable(frame: pd.DataFrame, p: TableParameters) -> list[str]:
    """Return the columns that may leave: those of the brief, and the area if its name may leave."""
    named = [name for name in frame.columns if name in p.columns]
    if not named:
        return []
    # Without matching, a column of that name is the NGO's own.
    matched = p.areas and {p.place_column, p.code_column} & set(named)
    of_area = AREA_COLUMNS if matched else ()
    return list(dict.fromkeys([*named, *(name for name in of_area if name in frame)]))


def _cut_log(log: pd.DataFrame, allowed: Sequence[str]) -> pd.DataFrame:
    """Keep the changes of the columns that may leave; records are named by their row alone."""
    cut = log[log["question"].isin(allowed)].copy()
    cut["uuid"] = "row-" + cut["row"].astype(str)
    cut["check_binding"] = cut["question"].astype(str) + " ~/~ " + cut["uuid"]
    return cut


def _described(frame: pd.DataFrame, columns: Sequence[str], language: str) -> str:
    text = _("{rows} rows, {columns} columns: {names}.", language)
    return text.format(rows=len(frame), columns=len(columns), names=", ".join(columns))


def as_output(
    path: Path,
    role: Role,
    title: str,
    p: Parameters,
    description: str = "",
    *,
    deliver: bool = True,
) -> Output:
    """Return what is told of a file."""
    return Output(
        path=path.name,
        role=role,
        title=title,
        description=description,
        deliver=deliver,
        language=p.language,
        group=path.stem,
    )
