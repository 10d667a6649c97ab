"""Findings of databases handed on: packages, copies, entry workbooks, browsing."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "document.no_licence": Message(
        NOTE,
        N_("The data package names no licence, so nobody else may use the data."),
        N_("If others may, agree on a licence with the NGO, such as CC-BY-4.0, and name it."),
    ),
    "document.no_database": Message(
        ERROR,
        N_("This is no database that can be read ({reason})."),
        N_("Give a GeoPackage (.gpkg) or SQLite file; if it should be one, take the last backup."),
    ),
    "document.copy_onto_itself": Message(
        ERROR,
        N_("The copy would be written over the database itself."),
        N_("Give the copy another name or another folder."),
    ),
    "document.port_taken": Message(
        ERROR,
        N_("Another program listens there already, or may not be asked there."),
        N_("Choose another port, or leave out --port to take a free one."),
    ),
    "document.no_entry_workbook": Message(
        ERROR,
        N_("This is no entry workbook of this database."),
        N_("Give the workbook that was made for it; its sheets may be filled, not renamed."),
    ),
    "document.entry_column_lost": Message(
        WARNING,
        N_("The column “{column}” is no longer there; its cells are taken as empty."),
        N_("If it was deleted by mistake, copy the rows into a new entry workbook."),
    ),
    "document.entry_missing": Message(
        ERROR,
        N_("“{column}” is empty, but every row needs it."),
        N_("Write it into the cell, or empty the whole row."),
    ),
    "document.entry_wrong": Message(
        ERROR,
        N_("“{value}” does not fit the column “{column}”, which holds: {kind}."),
        N_("Correct the cell; the line under the headings says what to write."),
    ),
    "document.entry_unknown": Message(
        ERROR,
        N_("There is no “{value}” in “{table}”. Nearest: {near}."),
        N_("Choose from the list of the cell, or add the row to its own sheet first."),
    ),
    "document.entry_twice": Message(
        ERROR,
        N_("This row is the same as row {other}: what tells rows apart is alike."),
        N_("Empty one of the two rows, or correct what tells them apart."),
    ),
}
