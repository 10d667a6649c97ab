"""Findings about the types of columns."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES = {
    "types.unknown_kind": Message(
        ERROR,
        N_("“{column}”: there is no kind of column “{kind}”."),
        N_("Write one of: {known}."),
    ),
    "types.unknown_convention": Message(
        ERROR,
        N_("“{column}”: a column of kind “{kind}” has no convention “{convention}”."),
        N_("Write one of: {known}; or leave it out, and the cells decide."),
    ),
    "types.given_does_not_fit": Message(
        WARNING,
        N_("“{column}” was given the kind “{kind}”, which fits only {share} % of its cells."),
        N_("Look at the cells: was another column meant, or another way of writing?"),
    ),
}
