"""Findings of proposing the design of a database."""

from __future__ import annotations

from probono_kit.messages.entry import N_, NOTE, WARNING, Message

MESSAGES = {
    "propose.empty": Message(
        NOTE,
        N_("Columns in which nothing is written are not in the database ({count}): {columns}."),
        N_("Nothing needs to be done."),
    ),
    "propose.uneven_marks": Message(
        WARNING,
        N_("The choices of “{question}” are filled in some of their columns only: {columns}."),
        N_(
            "They stay columns. Where a record has one of them filled, fill the others as well, and"
            " they become a table of choices."
        ),
    ),
    "propose.contradicts": Message(
        WARNING,
        N_(
            "“{key}” decides “{column}” in nearly all rows, but not in these"
            " ({count}; rows {rows})."
        ),
        N_("Correct them in the table, or take “{column}” out of that table in the design."),
    ),
    "propose.circle": Message(
        WARNING,
        N_(
            "“{one}” belongs to “{other}”, and “{other}” to “{one}”: only one of the links is made."
        ),
        N_("Look at the design: take out the link that is wrong."),
    ),
    "propose.two_spellings": Message(
        WARNING,
        N_("The list “{column}” may write the same in several ways ({count}): {values}."),
        N_("Let them become one in the cleaning recipe (map), then propose again."),
    ),
    "propose.near_key": Message(
        WARNING,
        N_(
            "“{column}” is different in nearly every row, but some values come twice ({count}): "
            "rows {rows}."
        ),
        N_("If it should tell the rows apart, correct these rows; they are numbered until then."),
    ),
    "propose.no_key": Message(
        WARNING,
        N_("Nothing tells the rows of this table apart; they are numbered."),
        N_(
            "Rows of next month's file cannot be found again and are all added. If there is a code,"
            " add its column."
        ),
    ),
}
