"""Findings of building a database in an engagement."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "build.not_a_database_name": Message(
        ERROR,
        N_("“{given}” cannot be the short name of a database."),
        N_("Use small letters a to z, digits and underscores, a letter first: water_points."),
    ),
    "build.password_written": Message(
        ERROR,
        N_("The address of the server holds a password, which would be kept in the engagement."),
        N_(
            "Take it out of the address, change it if others saw the file, and give it in the"
            " environment variable PGPASSWORD or in the file .pgpass."
        ),
    ),
    "build.no_table": Message(
        ERROR,
        N_("No table goes into the database."),
        N_("Name at least one source or cleaning task under “tables”."),
    ),
    "build.nothing_to_share": Message(
        WARNING,
        N_("No column of the database may leave, so no database goes into the bundle."),
        N_("Name the columns that may leave under `columns_to_share` in engagement.yml."),
    ),
    "build.fields_stay": Message(
        NOTE,
        N_("Fields that stay on this computer, because the brief does not name them: {count}."),
        N_("Nothing needs to be done; add a column to `columns_to_share` only if it may leave."),
    ),
    "build.rows_left_out": Message(
        WARNING,
        N_("Rows or cells that did not fit into the database: {count}."),
        N_(
            "They are listed with their file, sheet and row in “{file}”. Correct them in the"
            " source, or change the design, and run again."
        ),
    ),
}
