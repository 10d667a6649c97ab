"""Findings of saving what a task made."""

from __future__ import annotations

from probono_kit.messages.entry import N_, NOTE, WARNING, Message

MESSAGES = {
    "save.nothing_to_share": Message(
        WARNING,
        N_("No column of this table may leave, so no table goes into the bundle."),
        N_("Name the columns that may leave under `columns_to_share` in engagement.yml."),
    ),
    "save.columns_stay": Message(
        NOTE,
        N_("Columns that stay on this computer, because the brief does not name them: {count}."),
        N_("Nothing needs to be done; add a column to `columns_to_share` only if it may leave."),
    ),
}
