"""The page about a database: what is in it, how it hangs together, what one can ask it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import SVG
from markupsafe import Markup

from probono_kit import database
from probono_kit.database import Design, Shared, Split, Table, TableKind
from probono_kit.engagement.parameters import BuildDatabase
from probono_kit.files import file_name, write_text
from probono_kit.findings import N_
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.pages import content_policy, page_environment, source
from probono_kit.run.outputs import Output, Role
from probono_kit.run.save import as_output

TITLE = N_("Your database")
#: So many rows that were left out stand on the page; all are in the workbook.
_MOST = 40
#: So many values of a list stand beside it.
_VALUES = 12
#: So many fields are named beside their table.
_NAMED = 6

_TABLES = (N_("Database table"), N_("What its rows are"), N_("Rows"))
_LEFT = (N_("Where"), N_("What stands there"), N_("Why it stays out"))
_FIELDS = (N_("Field"), N_("What it holds"), N_("Role"), N_("Description"))
_SECTIONS = (
    ("contents", N_("Database tables")),
    ("decisions", N_("Decisions")),
    ("questions", N_("Questions")),
    ("dictionary", N_("Fields")),
    ("use", N_("Use")),
    ("limits", N_("Limits and sources")),
)


def write_database_page(shared: Shared, split: Split, p: BuildDatabase) -> Output:
    """Write the page for the NGO about what it gets.

    Parameters
    ----------
    shared : Shared
        Design and rows that leave.
    split : Split
        All rows: what was left out of the columns that may leave is quoted.
    p : BuildDatabase
        Checked parameters.

    Returns
    -------
    Output
        The page.
    """
    language, design = p.language, shared.design
    title = p.title or _(TITLE, language)
    path = Path(p.output_folder) / f"{p.name}.html"
    rows = {name: len(frame) for name, frame in shared.split.rows.items()}
    headline = _headline(design, rows, language)
    left = _left_out(split.left_out, set(p.columns), language)
    sheets = ("index.css", "cleaning.css", "database.css", "diagram.css")
    style = Markup("").join(map(source, sheets))
    html = (
        page_environment(language)
        .get_template("database.html")
        .render(
            policy=content_policy(style),
            style=style,
            title=title,
            headline=headline,
            tables=[_table(table, shared, language) for table in _by_kind(design)],
            table_headings=_translated(_TABLES, language),
            diagram=Markup(database.draw_diagram(design, language=language, standalone=False)),
            left_out=left[:_MOST],
            left_headings=_translated(_LEFT, language),
            left_out_sentence=_counted(len(left), language),
            left_out_more=_more(len(left) - _MOST, language),
            queries=database.example_queries(design, language=language),
            dictionary=list(_dictionary(shared, language)),
            field_headings=_translated(_FIELDS, language),
            uses=_uses(p, language),
            limits=_limits(shared, language),
            about=_about(p),
            sections=[
                {"id": anchor, "name": _(name, language)}
                for anchor, name in _SECTIONS
                if anchor != "decisions" or left
            ],
        )
    )
    write_text(path, html)
    return as_output(path, Role.REPORT, title, p, headline)


def show_diagram(design: Design, language: str | None = None) -> SVG:
    """Return the diagram of a design for a notebook to show.

    Parameters
    ----------
    design : Design
        What the rows are.
    language : str, optional
        Of its words (default: the current one).

    Returns
    -------
    IPython.display.SVG
        Its picture.

    Examples
    --------
    >>> from probono_kit.database import Field
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> "region" in show_diagram(Design(name="wells", tables=(region,)), "en").data
    True
    """
    return SVG(database.draw_diagram(design, language=language))  # type: ignore[no-untyped-call]


def _translated(texts: tuple[str, ...], language: str) -> list[str]:
    return [_(text, language) for text in texts]


def _headline(design: Design, rows: Mapping[str, int], language: str) -> str:
    entities = [
        table for table in design.tables if table.kind in (TableKind.ENTITY, TableKind.REPEAT)
    ]
    named = [
        _("{title} ({count})", language).format(
            title=table.title or table.name, count=format_number(rows[table.name], language)
        )
        for table in entities
    ]
    text = ngettext(
        "{count} linked table: {names}.",
        "{count} linked tables, among them {names}.",
        len(design.tables),
        language,
    )
    count = format_number(len(design.tables), language)
    return text.format(count=count, names=_(", ", language).join(named))


def _by_kind(design: Design) -> list[Table]:
    """Return the tables: things and events first, lists to choose from last."""
    order = [TableKind.ENTITY, TableKind.REPEAT, TableKind.LINK, TableKind.CODES]
    return sorted(design.tables, key=lambda table: order.index(table.kind))


def _table(table: Table, shared: Shared, language: str) -> dict[str, Any]:
    titles = {each.name: each.title or each.name for each in shared.design.tables}
    frame = shared.split.rows[table.name]
    parents = list(dict.fromkeys(titles[link.table] for link in table.links))
    linking = {name for link in table.links for name in link.fields}
    told = [one.title for one in table.fields if not one.made and one.name not in linking]
    text = table.description
    if not text and table.kind is TableKind.LINK:
        text = _("What belongs together.", language)
    elif not text:
        shown = [*told[:_NAMED], "…"] if len(told) > _NAMED else told
        text = _("{names}.", language).format(names=_(", ", language).join(filter(None, shown)))
    if parents:
        linked = _("Linked to: {names}.", language)
        text += " " + linked.format(names=_(", ", language).join(parents))
    if table.kind is TableKind.CODES:
        values = [str(value) for value in frame[table.key[0]]]
        shown = [*values[:_VALUES], "…"] if len(values) > _VALUES else values
        text = _(", ", language).join(shown)
    return {
        "name": table.name,
        "title": table.title or table.name,
        "text": text,
        "rows": len(frame),
    }


def _left_out(left: pd.DataFrame, columns: set[str], language: str) -> list[dict[str, str]]:
    """Return what was left out, its cells only where their column may leave."""
    found = []
    for each in left.fillna("").astype(str).to_dict("records"):
        if each["column"] and each["column"] not in columns:
            continue
        where = _("row {number}", language).format(number=each["row"])
        place = " · ".join(filter(None, [each["file"], each["sheet"], where]))
        cell = each["column"] in columns
        found.append(
            {
                "column": each["column"] or _("Whole row", language),
                "where": place,
                "value": each["value"] if cell else "",
                "kept": each["kept"] if cell else "",
                "why": each["why"],
            }
        )
    return found


def _counted(count: int, language: str) -> str:
    text = ngettext(
        "{count} row or cell did not fit.", "{count} rows or cells did not fit.", count, language
    )
    return text.format(count=format_number(count, language))


def _more(count: int, language: str) -> str:
    if count <= 0:
        return ""
    text = ngettext(
        "{count} more is in a list that your volunteer has.",
        "{count} more are in a list that your volunteer has.",
        count,
        language,
    )
    return text.format(count=format_number(count, language))


def _dictionary(shared: Shared, language: str) -> Iterator[dict[str, Any]]:
    frame = database.dictionary_frame(shared.design, shared.split.rows, language=language)
    for table in _by_kind(shared.design):
        if table.kind is TableKind.CODES:
            continue
        part = frame[frame["table"] == table.name]
        yield {
            "title": table.title or table.name,
            "fields": [
                {
                    "title": each["title"] or each["field"],
                    "name": each["field"],
                    "kind": each["kind"],
                    "role": _role(bool(each["key"]), str(each["link"]), language),
                    "description": each["description"],
                }
                for each in part.fillna("").to_dict("records")
            ],
        }


def _role(is_key: bool, link: str, language: str) -> str:
    parts = [_("key", language)] if is_key else []
    if link:
        parts.append(_("link to {table}", language).format(table=link))
    return ", ".join(parts)


def _file(p: BuildDatabase) -> str:
    """Return the name of the database in the bundle, where files are called by their titles."""
    return f"{file_name(_('Database', p.language))}.{p.file_type}"


def _uses(p: BuildDatabase, language: str) -> list[str]:
    file = _file(p)
    uses = {
        "gpkg": N_(
            "QGIS: drag “{file}” into the window; tables, places and links are there. It is free"
            " and needs no network."
        ),
        "sqlite": N_("DB Browser for SQLite opens “{file}”; it is free and needs no network."),
    }
    texts = [
        _(uses[p.file_type], language),
        _(
            "Excel: enter new rows in “{entry}” and send it back; it is checked and added.",
            language,
        ),
        _(
            "A copy to keep: copy the file “{file}” to another disk; copy it back if need be.",
            language,
        ),
        _(
            "Next month: send the new file with the same headings. What is new is added, what"
            " changed is changed and noted, and nothing is deleted.",
            language,
        ),
    ]
    return [
        text.format(file=file, entry=_("Workbook to enter new rows", language)) for text in texts
    ]


def _limits(shared: Shared, language: str) -> list[str]:
    limits = [_("Only the columns that you agreed to share are in this database.", language)]
    if len(shared.kept_back):
        limits.append(
            _("The full database stays with you and your volunteer, on one computer.", language)
        )
    return limits


def _about(p: BuildDatabase) -> dict[str, Any]:
    return {
        "file": _file(p),
        "ngo": p.ngo,
        "contact": p.contact,
        "source": p.source,
        "licence": p.licence,
        "data_date": p.data_date,
        "produced": datetime.date.fromisoformat(p.produced) if p.produced else None,
        "disclaimer": p.disclaimer,
    }
