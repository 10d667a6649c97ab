"""Findings of loading rows into a database."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

_AGAIN = N_("Correct these rows at their source, then load again. Nothing was loaded.")
_NEW = N_(
    "Save under another name, or let the design keep what the database has. Nothing was loaded."
)

_ROWS = {
    "load.wrong_value": Message(
        ERROR,
        N_("{table}: “{field}” holds values of another kind in rows {rows} ({count})."),
        _AGAIN,
    ),
    "load.null_character": Message(
        ERROR,
        N_("{table}: “{field}” holds a character that no database keeps in rows {rows} ({count})."),
        N_("Type the text of these cells again, then load again. Nothing was loaded."),
    ),
    "load.wrong_shape": Message(
        ERROR,
        N_("{table}: “{field}” takes {kind}; rows {rows} hold other shapes ({count})."),
        N_("Put other shapes into a table of their own, or choose “Geometry” in the design."),
    ),
    "load.height_dropped": Message(
        WARNING,
        N_("{table}: heights in “{field}” are not kept, rows {rows} ({count})."),
        N_("If heights matter, give them a column of their own."),
    ),
    "load.missing_value": Message(
        ERROR,
        N_("{table}: “{field}” must have a value; it is empty in rows {rows} ({count})."),
        _AGAIN,
    ),
    "load.not_unique": Message(
        ERROR,
        N_("{table}: “{field}” may come only once; it is repeated in rows {rows} ({count})."),
        _AGAIN,
    ),
    "load.no_such_row": Message(
        ERROR,
        N_("{table}: “{field}” points to rows that “{target}” lacks, rows {rows} ({count})."),
        _AGAIN,
    ),
    "load.constraint": Message(
        ERROR,
        N_("The database refuses rows that break one of its rules: {reason}."),
        N_("Look at the table named here; somebody may have changed it. Nothing was loaded."),
    ),
}
_DESIGNS = {
    "load.name_taken": Message(
        ERROR,
        N_("A table may not be called so: databases keep such names for themselves."),
        N_("Choose a name that does not begin with one of: {beginnings}."),
    ),
    "load.unknown_system": Message(
        ERROR,
        N_("{table}: “{crs}” is no reference system with an EPSG code."),
        N_("Give one in the design, such as EPSG:4326 for degrees."),
    ),
    "load.table_not_in_design": Message(
        ERROR,
        N_("The database has a table “{table}” that the design does not have."),
        _NEW,
    ),
    "load.field_not_in_design": Message(
        ERROR,
        N_("{table}: the database has fields that the design does not have: {fields}."),
        _NEW,
    ),
    "load.other_structure": Message(
        ERROR,
        N_("{table}: the design asks for something else than the database has: {what}."),
        _NEW,
    ),
    "load.not_ours": Message(
        ERROR,
        N_("This database holds no design, so it was not made here."),
        N_("Name a database that was saved by probono-kit."),
    ),
    "load.not_ours_to_fill": Message(
        ERROR,
        N_("Tables of others are there already: {tables}."),
        N_("Choose another file or another schema. Nothing was changed."),
    ),
    "load.design_damaged": Message(
        ERROR,
        N_("The design that is kept in the database cannot be read."),
        N_("Take yesterday's copy of the database, or save it anew under another name."),
    ),
}
_ACCESS = {
    "load.bad_ending": Message(
        ERROR,
        N_("No kind of database ends like this."),
        N_("Choose an ending among {endings}, or an address that begins with postgresql://."),
    ),
    "load.bad_address": Message(
        ERROR,
        N_("The address of the database cannot be understood."),
        N_("Write postgresql://user@host:5432/database?schema=name, special characters as %40."),
    ),
    "load.locked": Message(
        ERROR,
        N_("Another program is writing into the database."),
        N_("Save your edits and close it in QGIS and elsewhere, then run again."),
    ),
    "load.not_a_database": Message(
        ERROR,
        N_("The file is there, and it is no database."),
        N_("Choose another name, or move the file away."),
    ),
    "load.damaged": Message(
        ERROR,
        N_("The file is damaged or the disk fails: {reason}."),
        N_("Take the latest copy of the file, and look after the disk."),
    ),
    "load.no_rights": Message(
        ERROR,
        N_("The user of this database may not do that: {reason}."),
        N_(
            "Ask the administrator of the database for the right to create tables in this schema,"
            " or choose a schema of your own. Nothing was loaded."
        ),
    ),
    "load.no_postgis": Message(
        ERROR,
        N_("The database cannot hold places, because PostGIS is missing: {reason}."),
        N_("Ask its administrator to run once: CREATE EXTENSION postgis. Nothing was loaded."),
    ),
    "load.read_only": Message(
        ERROR,
        N_("The database can only be read at the moment: {reason}."),
        N_("Ask its administrator; a copy for reading has another address than the original."),
    ),
    "load.wrong_password": Message(
        ERROR,
        N_("The database lets nobody in with this user and password: {reason}."),
        N_("Check the user in the address, and the password in PGPASSWORD or in ~/.pgpass."),
    ),
    "load.no_such_database": Message(
        ERROR,
        N_("The server does not have this database: {reason}."),
        N_("Check the last part of the address, or ask for the database to be made."),
    ),
    "load.no_such_host": Message(
        ERROR,
        N_("No server of this name is known: {reason}."),
        N_("Check the name of the server in the address, and the connection to the network."),
    ),
    "load.no_answer": Message(
        ERROR,
        N_("No database answers there: {reason}."),
        N_("Check server and port in the address, and whether the database is running."),
    ),
    "load.connection_lost": Message(
        ERROR,
        N_("The connection to the database broke off: {reason}."),
        N_("Run again: nothing of this load was kept."),
    ),
    "load.refused": Message(
        ERROR,
        N_("The database refuses: {reason}."),
        N_("Nothing was loaded. Show this message to whoever looks after the database."),
    ),
}

MESSAGES = {**_ROWS, **_DESIGNS, **_ACCESS}
