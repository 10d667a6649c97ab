"""Findings about the types of columns."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

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
    "types.not_yes_no": Message(
        WARNING,
        N_("“{column}” holds yes and no ({share} %), but for {count} cells: {cells}."),
        N_("They stay as they are; say in the review what they mean."),
    ),
    "types.choices_found": Message(
        NOTE,
        N_("“{column}” names several choices in a cell, with “{mark}” between them: {choices}."),
        N_("Nothing to do; the step “split” makes columns of them."),
    ),
    "types.not_a_phone": Message(
        WARNING,
        N_("“{column}” holds telephone numbers ({share} %), but for {count} cells: {cells}."),
        N_("They stay as they are; ask for the right number if you need to call."),
    ),
    "types.not_a_coordinate": Message(
        WARNING,
        N_("“{column}” holds coordinates ({share} %), but for {count} cells: {cells}."),
        N_("They are left blank until a person decides; write decimal degrees such as 14.69."),
    ),
    "types.not_a_position": Message(
        WARNING,
        N_("“{column}” holds positions ({share} %), but for {count} cells: {cells}."),
        N_("They stay as they are; write latitude and longitude such as 14.69, -17.45."),
    ),
    "types.currencies": Message(
        WARNING,
        N_("“{column}” has amounts in several currencies: {units}. Nothing was converted."),
        N_("Split the column by currency, or write all amounts in one."),
    ),
    "types.given_does_not_fit": Message(
        WARNING,
        N_("“{column}” was given the kind “{kind}”, which fits only {share} % of its cells."),
        N_("Look at the cells: was another column meant, or another way of writing?"),
    ),
}
