"""Findings about the one area that a map is asked for."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, Message

MESSAGES = {
    "area.unknown": Message(
        ERROR,
        N_("No area is called “{area}” here."),
        N_("Write one of the names or codes of the boundary layer. The closest: {near}."),
    ),
    "area.ambiguous": Message(
        ERROR,
        N_("Several areas are called “{area}” (codes {codes})."),
        N_("Write the code instead of the name."),
    ),
}
