"""Findings of the kinds of maps that show more than one amount, flows or who does what."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, Message

_SQUARE = {
    "map.no_second": Message(
        ERROR,
        N_("A map of two amounts has only one."),
        N_("Name the column of the other one as `second`."),
    ),
    "map.breaks_of_square": Message(
        ERROR,
        N_("Classes by hand need two breaks for each of both amounts; here are {count}."),
        N_("Give two rising numbers: up to the first is little, above the second is much."),
    ),
    "map.palette_of_square": Message(
        NOTE,
        N_("A map of two amounts has nine colours of its own, not those of {palette}."),
        N_("Leave `palette` at `auto`."),
    ),
    "map.half_known": Message(
        NOTE,
        N_("Areas of which only one of both amounts is known ({count}): {examples}."),
        N_("They are shown as without data; complete them if you can."),
    ),
}

_PARAMETERS = {
    "engagement.no_second": Message(
        ERROR,
        N_("A map of the kind bivariate shows two amounts: the second is missing."),
        N_("Name its column under `second`."),
    ),
}

MESSAGES = {**_SQUARE, **_PARAMETERS}
