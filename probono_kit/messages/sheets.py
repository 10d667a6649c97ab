"""Findings of reading sheets: readings replayed, several tables, geo files."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_AGAIN = N_(
    "Read the file without the recorded reading, look at what was found, and keep the new reading."
)

_READING = {
    "sheets.reading_key": Message(
        ERROR,
        N_("A reading has no entry “{key}”; it has: {known}."),
        N_("Correct the name, or remove the entry."),
    ),
    "sheets.reading_value": Message(
        ERROR,
        N_("“{value}” is not what the entry “{key}” of a reading can be."),
        N_("Rows are whole numbers from 1; roles are title, header, hxl, group, data, derived…"),
    ),
    "sheets.reading_sheet": Message(
        ERROR,
        N_("The file was read from the sheet “{sheet}” before, and has none now: {sheets}."),
        N_("Check that it is the right file; if the sheet was renamed, name the new one."),
    ),
    "sheets.reading_encoding": Message(
        ERROR,
        N_("The text was in {then} before, and is in {now} now."),
        _AGAIN,
    ),
    "sheets.reading_separator": Message(
        ERROR,
        N_("Columns were separated at {then} before; in this file they are at {now}."),
        _AGAIN,
    ),
    "sheets.reading_table": Message(
        ERROR,
        N_("Table {table} of the sheet was read before; this sheet has {tables}."),
        _AGAIN,
    ),
    "sheets.reading_header": Message(
        ERROR,
        N_(
            "The header was in rows {rows}, with “{then}”; there stands now “{now}”. A header is"
            " now in rows: {found}."
        ),
        _AGAIN,
    ),
    "sheets.reading_role": Message(
        ERROR,
        N_("This row was decided to be “{role}” when it held “{then}”; it holds now “{now}”."),
        N_("Decide anew what this row is, or remove the decision."),
    ),
}

_TABLES = {
    "sheets.several_tables": Message(
        WARNING,
        N_("The sheet holds {count} tables; table {table} was taken. The others: {others}."),
        N_("Name the one you mean (`table`), or read all of them with `read_tables`."),
    ),
    "sheets.no_such_table": Message(
        ERROR,
        N_("There is no table {table} on the sheet: it holds {tables}."),
        N_("Count the tables from the top, then from the left, the first being 1."),
    ),
    "sheets.without_table": Message(
        NOTE,
        N_("These sheets hold no table and were left out: {sheets}."),
        N_("Nothing to do, if they hold only explanations."),
    ),
}

_ROWS = {
    "sheets.unnamed_total": Message(
        WARNING,
        N_("All numbers of “{label}” are the sums of the other rows: it was set aside as a total."),
        N_("If it is a record of its own, give its row the role “data” in the reading."),
    ),
    "sheets.beside": Message(
        NOTE,
        N_("Remarks beside the table are no column and were set aside ({count}): {texts}."),
        N_("If they are data, write a name above them."),
    ),
    "sheets.groups": Message(
        WARNING,
        N_(
            "Headings between the rows were set aside ({count}): {rows}. No column says which of"
            " them a row stands under."
        ),
        N_("If you need them, give the reading a `group_column`: the name of a column to make."),
    ),
    "sheets.groups_column": Message(
        NOTE,
        N_("The headings between the rows ({count}) became the column “{column}”: {rows}."),
        N_("Nothing to do."),
    ),
    "sheets.no_groups": Message(
        ERROR,
        N_("The column “{column}” was to be made of headings between the rows: there are none."),
        _AGAIN,
    ),
    "sheets.group_column_taken": Message(
        ERROR,
        N_("The headings were to become the column “{column}”, and the table has one already."),
        N_("Choose another name (`group_column` of the reading)."),
    ),
    "sheets.total_column": Message(
        NOTE,
        N_("“{column}” is the sum of {parts}, in all rows."),
        N_("Nothing to do. It stays in the table; do not add it to its parts."),
    ),
    "sheets.total_column_differs": Message(
        WARNING,
        N_("“{column}” is the sum of {parts}, except in some rows ({count}): {cells}."),
        N_("Ask which is right in these rows, the parts or the sum."),
    ),
    "sheets.total_column_alone": Message(
        NOTE,
        N_("“{column}” sounds like a sum, and no columns beside it add up to it."),
        N_("Ask what it sums up before you rely on it."),
    ),
}

_GEO = {
    "sheets.no_layer": Message(
        ERROR,
        N_("The file holds no layer."),
        N_("Ask for it again, or check it in QGIS."),
    ),
    "sheets.empty_layer": Message(
        ERROR,
        N_("The layer holds no feature."),
        N_("Ask for the filled layer, or name another one."),
    ),
    "sheets.without_shape": Message(
        WARNING,
        N_("Features without a shape: {count} of {rows}. Their attributes were read."),
        N_("They can be on no map. Ask for their position, or match them by name."),
    ),
    "sheets.no_crs": Message(
        WARNING,
        N_(
            "The file does not say which coordinate reference system it uses; shapes were left out."
        ),
        N_("Ask for the system (a shapefile needs its .prj), or set it in QGIS and save again."),
    ),
    "sheets.no_crs_degrees": Message(
        WARNING,
        N_(
            "The file does not say which coordinate reference system it uses, and its numbers look"
            " like degrees; shapes were left out."
        ),
        N_("If they are longitude and latitude, set EPSG:4326 in QGIS and save again."),
    ),
}

MESSAGES = {**_READING, **_TABLES, **_ROWS, **_GEO}
