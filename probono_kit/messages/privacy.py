"""Findings of the screen for what points to persons."""

from __future__ import annotations

from probono_kit.messages.entry import N_, WARNING, Message

MESSAGES = {
    "privacy.column": Message(
        WARNING,
        N_("“{column}” holds {kinds}."),
        N_("Leave it out of `columns_to_share`, unless those whom it concerns agreed to it."),
    ),
    "privacy.cells": Message(
        WARNING,
        N_("“{column}” has {kind} in {count} of {cells} cells."),
        N_("Read these cells before the column leaves, and take out what leads to a person."),
    ),
}
