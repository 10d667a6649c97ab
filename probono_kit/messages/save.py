"""Findings of saving what a task made."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "save.nothing_to_share": Message(
        WARNING,
        N_("No column of this table may leave, so no table goes into the bundle."),
        N_("Name the columns that may leave under `columns_to_share` in engagement.yml."),
    ),
    "save.not_shared": Message(
        ERROR,
        N_("The map would show single cells of “{column}”, which may not leave."),
        N_(
            "If it may leave, add it to `columns_to_share` in engagement.yml (`columns` in the"
            " notebook); else leave it out, or choose a measure that adds up: sum, mean, distinct."
        ),
    ),
    "save.single_rows": Message(
        WARNING,
        N_("The number of some areas comes from a single row of “{column}”: {count}."),
        N_(
            "If that says too much of somebody, choose larger areas; else nothing needs to be done."
        ),
    ),
    "save.columns_stay": Message(
        NOTE,
        N_("Columns that stay on this computer, because the brief does not name them: {count}."),
        N_("Nothing needs to be done; add a column to `columns_to_share` only if it may leave."),
    ),
}
