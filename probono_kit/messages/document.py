"""Findings of databases handed on: packages, copies, entry workbooks, browsing."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, Message

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
}
