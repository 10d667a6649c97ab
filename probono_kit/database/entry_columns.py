"""What a person fills in an entry workbook: which tables, which columns, which choices."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from probono_kit.database.model import Design, Field, FieldKind, Link, Table, TableKind
from probono_kit.database.words import label_fields, title_of
from probono_kit.findings import N_
from probono_kit.i18n import gettext

Rows = Mapping[str, pd.DataFrame]

#: In cell A1 of every sheet that is filled, before the name of its table.
MARK = "probono-entry:"
#: Rows of a sheet: names (hidden), headings, what to write, an example, then data.
NAMES, HEADINGS, HELP, EXAMPLE, FIRST = range(5)
EXAMPLE_WORD = N_("Example")


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """One column that a person fills.

    Parameters
    ----------
    name : str
        Of its field, of the first field for a link.
    title : str
        Its heading.
    required : bool
        Whether every row must have it.
    field : Field
        What it holds.
    link : Link, optional
        What its value is the label of.
    """

    name: str
    title: str
    required: bool
    field: Field
    link: Link | None = None


def filled_tables(design: Design) -> list[Table]:
    """Return the tables that a person fills: all but code lists."""
    return [table for table in design.tables if table.kind is not TableKind.CODES]


def entry_columns(table: Table) -> list[EntryColumn]:
    """Return the columns of a table's sheet: links as one column each, no numbers that are made."""
    columns: list[EntryColumn] = []
    seen: set[str] = set()
    for field in table.fields:
        link = next((each for each in table.links if field.name in each.fields), None)
        if field.name in seen or (field.made and link is None):
            continue
        needed = field.required or field.name in table.key or field.name in table.identity
        if link is not None:
            seen |= set(link.fields)
        seen.add(field.name)
        columns.append(EntryColumn(field.name, title_of(field), needed, field, link))
    return columns


def row_labels(design: Design, table: Table, rows: Rows, *, depth: int = 3) -> pd.Series:
    """Return what people call each row of a table: by what tells it apart, parents by their label.

    Parameters
    ----------
    design : Design
        The database.
    table : Table
        One of its tables.
    rows : mapping of str to pandas.DataFrame
        All rows.
    depth : int
        How far parents of parents are followed.

    Returns
    -------
    pandas.Series
        Texts, with the index of the table's rows; where two would be alike the key stands behind.
    """
    frame = rows[table.name]
    names = label_fields(design, table)
    labels = _joined(design, table, rows, names, depth)
    is_name = table.field(names[0]).kind is FieldKind.TEXT
    if table.identity and (not is_name or labels.duplicated().any()):
        labels = _joined(design, table, rows, table.identity, depth)
    twice = labels.duplicated(keep=False) | (labels == "")
    if twice.any():
        columns = (frame[name].astype(str) for name in table.key)
        keys = pd.Series(["/".join(key) for key in zip(*columns, strict=True)], frame.index)
        labels = labels.where(~twice, (labels + " (" + keys + ")").str.strip())
    return labels


def _joined(
    design: Design, table: Table, rows: Rows, names: tuple[str, ...], depth: int
) -> pd.Series:
    frame = rows[table.name]
    parts = []
    for name in names:
        link = next((each for each in table.links if each.fields == (name,)), None)
        parent = design.table(link.table) if link else None
        if parent is not None and depth and parent.name in rows and parent.name != table.name:
            known = row_labels(design, parent, rows, depth=depth - 1)
            by_key = dict(zip(rows[parent.name][parent.key[0]], known, strict=True))
            parts.append(frame[name].map(by_key, na_action="ignore"))
        else:
            parts.append(frame[name])
    texts = [[plain(value) for value in part] for part in parts]
    told = [" · ".join(filter(None, each)) for each in zip(*texts, strict=True)]
    return pd.Series(told, index=frame.index, dtype=object)


def plain(value: object) -> str:
    """Return a value as people write it; empty for a gap."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, datetime.datetime):
        has_time = value.time() != datetime.time()
        return value.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def yes_no(field: Field, language: str) -> tuple[str, str]:
    """Return the words for yes and no of a field."""
    if len(field.words) == 2:
        return field.words[0], field.words[1]
    return gettext("yes", language), gettext("no", language)


def help_text(column: EntryColumn, parent: Table | None, language: str) -> str:
    """Say in a few words what to write into a column."""
    if column.link is not None and parent is not None:
        if parent.kind is TableKind.CODES:
            return gettext(N_("Choose from the list."), language)
        text = gettext(N_("Choose from the list, or a new row of “{table}”."), language)
        return text.format(table=title_of(parent))
    kind = column.field.kind
    if kind is FieldKind.BOOLEAN:
        text = gettext(N_("Choose: {choices}."), language)
        return text.format(choices=" / ".join(yes_no(column.field, language)))
    said = gettext(_HELP[kind], language)
    return f"{said} ({column.field.unit})" if column.field.unit else said


_HELP = {
    FieldKind.TEXT: N_("Text"),
    FieldKind.CODE: N_("Code, with its zeros"),
    FieldKind.INTEGER: N_("Whole number"),
    FieldKind.DECIMAL: N_("Number"),
    FieldKind.BOOLEAN: "",
    FieldKind.DATE: N_("Day, such as 2025-04-30"),
    FieldKind.DATETIME: N_("Day and time, such as 2025-04-30 08:15"),
}


def example_value(column: EntryColumn, choices: list[str], language: str) -> object:
    """Return what the example row shows in a column."""
    if column.link is not None:
        return choices[0] if choices else "…"
    match column.field.kind:
        case FieldKind.BOOLEAN:
            return yes_no(column.field, language)[0]
        case FieldKind.INTEGER:
            return 12
        case FieldKind.DECIMAL:
            return 1.5
        case FieldKind.DATE | FieldKind.DATETIME:
            return pd.Timestamp(2025, 4, 30, 8, 15)
        case FieldKind.CODE:
            return "001"
    return gettext(EXAMPLE_WORD, language)
