"""What the matching of places leaves behind: tables, report, decisions to take, a page."""

from __future__ import annotations

from pathlib import Path

from probono_kit.engagement.parameters import MatchPlaces
from probono_kit.files import file_name
from probono_kit.findings import Findings
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.places import HierarchyMatch, read_decisions, write_decisions
from probono_kit.run.clean_account import (
    Account,
    Part,
    Tile,
    place_questions,
    questions_label,
)
from probono_kit.run.clean_page import PLACES_TITLE, write_clean_page
from probono_kit.run.outputs import Outputs, Role
from probono_kit.run.save import Saved, as_output, write_tables
from probono_kit.tables import TypedTable, data_dictionary, is_typed, write_table, write_typed


def save_places(table: TypedTable, match: HierarchyMatch, p: MatchPlaces) -> Saved:
    """Write the table with its places whole, and cut to the brief's columns for the NGO.

    Parameters
    ----------
    table : TypedTable
        What was matched, for the types of its columns.
    match : HierarchyMatch
        From :func:`probono_kit.engagement.place_step`.
    p : MatchPlaces
        Checked parameters.

    Returns
    -------
    Saved
        The working table first, the report and a file of decisions to fill in; then what may
        leave, if a column of places may.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from probono_kit.engagement import check_parameters, place_step
    >>> from probono_kit.i18n import set_language
    >>> frame = pd.DataFrame({"Région": ["THIES", "Kafrine"]}, index=[2, 3])
    >>> given = {"country": "SEN", "name_columns": ["Région"], "language": "en"}
    >>> given |= {"output_folder": tempfile.mkdtemp(), "table": "wells.csv"}
    >>> p = check_parameters("match_places", given)
    >>> set_language("en")
    >>> saved = save_places(TypedTable(frame, {}), place_step(p, frame), p)
    >>> [made.path for made in saved.outputs]
    ['wells-places-work.parquet', 'wells-places-report.xlsx', 'wells-places-decisions.csv']
    """
    folder, language, findings = Path(p.output_folder), p.language, Findings()
    stem = file_name(Path(p.table).stem.removesuffix("-work")) + "-places"
    work, report = folder / f"{stem}-work.parquet", folder / f"{stem}-report.xlsx"
    decisions = folder / f"{stem}-decisions.csv"
    findings += write_typed(match.frame, work, types=table.types)
    findings += write_table(match.report, report, language=language)
    known = read_decisions(p.decisions) if p.decisions else None
    write_decisions(decisions, match.report, known)
    titles = (
        (work, Role.TABLE, _("Working table, all columns", language)),
        (report, Role.LOG, _("How places were found", language)),
        (decisions, Role.LOG, _("Decisions to fill in", language)),
    )
    outputs = Outputs(
        [as_output(path, role, title, p, deliver=False) for path, role, title in titles]
    )
    named = [str(name) for name in match.frame if name in p.columns]
    if not {*p.name_columns, *p.code_columns} & set(named):
        findings.add("save.nothing_to_share", Path(p.table).name)
        return Saved(outputs, findings)
    added = [str(name) for name in match.frame if name not in table.frame]
    allowed = [*named, *(name for name in added if name.startswith("area_"))]
    leaving = match.frame[allowed]
    dictionary = data_dictionary(leaving, table.types, shared=allowed, language=language)
    title = _("Table with places", language)
    for path in write_tables(leaving, table.types, dictionary, title, stem, p, findings):
        outputs.append(as_output(path, Role.TABLE, title, p))
    title = _(PLACES_TITLE, language)
    account = _account(match, p)
    page = folder / f"{file_name(f'{stem}-{title}')}.html"
    answer = _("Write the right place beside each question, and send this page back.", language)
    # The file that an earlier task made has a name that the NGO never saw.
    file = _("Clean table", language) if is_typed(p.table) else Path(p.table).name
    write_clean_page(account, dictionary, page, p, file=file, answer=answer, title=title)
    outputs.append(as_output(page, Role.REPORT, title, p, account.headline))
    return Saved(outputs, findings)


def _account(match: HierarchyMatch, p: MatchPlaces) -> Account:
    """Count names and rows with and without a place; quote names of shared columns only."""
    language, rows = p.language, len(match.frame)
    found = int(match.frame["area_code"].notna().sum())
    columns = p.by_level(p.name_columns)
    shared = [level for level, name in columns.items() if name in p.columns]
    asked = place_questions(match.report[match.report["level"].isin(shared)], language, columns)
    text = ngettext(
        "{found} of {count} row has its place",
        "{found} of {count} rows have their place",
        rows,
        language,
    ).format(found=format_number(found, language), count=format_number(rows, language))
    open_ones = ngettext(
        "{count} name waits for your answer",
        "{count} names wait for your answer",
        len(asked),
        language,
    ).format(count=format_number(len(asked), language))
    return Account(
        headline=_("{text}; {open_ones}.", language).format(text=text, open_ones=open_ones),
        tiles=[
            Tile(_("rows with a place", language), found),
            Tile(_("rows without a place", language), rows - found),
            Tile(questions_label(len(asked), language), len(asked), care=bool(asked)),
        ],
        rows=[
            Part(columns.get(level, str(level)), counts.matched, counts.matched / max(1, rows))
            for level, counts in match.counts.items()
        ],
        gaps=[],
        full=0,
        changes=[],
        decisions=asked,
        more_decisions=0,
        show_changes=False,
    )
