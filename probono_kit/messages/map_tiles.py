"""Findings of the online background of a web map."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "map.tiles_unknown": Message(
        ERROR,
        N_("There is no online background of this name."),
        N_("Choose {names}, or write the address of tiles: https:// with {{z}}, {{x}} and {{y}}."),
    ),
    "map.tiles_not_https": Message(
        ERROR,
        N_("The address of the online background does not begin with https://."),
        N_("Give an address with https://: with any other, strangers read along."),
    ),
    "map.tiles_address": Message(
        ERROR,
        N_("The address of the online background is no address of a host."),
        N_("Copy it again: https://, the host, and a path of letters, digits and signs."),
    ),
    "map.tiles_no_place": Message(
        ERROR,
        N_("The address of the online background does not say where {missing} goes."),
        N_("Write {{z}}, {{x}} and {{y}} where zoom, column and row of a tile stand."),
    ),
    "map.tiles_placeholder": Message(
        ERROR,
        N_("Nothing is known that could stand for {names} in the address of the background."),
        N_("Write what is meant in its place; {{z}}, {{x}}, {{y}}, {{s}} and {{r}} are filled in."),
    ),
    "map.tiles_secret": Message(
        ERROR,
        N_("The address of the online background holds a key or a password, or asks for one."),
        N_(
            "Choose a background that needs none: whoever gets the page could read the key. If it "
            "was a real one, take it out of the brief and have it replaced."
        ),
    ),
    "map.tiles_no_credit": Message(
        ERROR,
        N_("Nobody is named for the online background."),
        N_("Write as “tiles_credit” what its provider asks for, such as “© Example contributors”."),
    ),
    "map.tiles_credit_known": Message(
        WARNING,
        N_("The credit of the background “{name}” is known, and yours is not shown."),
        N_("Leave “tiles_credit” out."),
    ),
    "map.tiles_of_websites": Message(
        WARNING,
        N_(
            "{host} answers only pages of a website: in a page opened from a file, a mail or a "
            "stick its switch cannot be used."
        ),
        N_("Put the page on a website, or choose another background: {others}."),
    ),
    "map.tiles_online": Message(
        NOTE,
        N_("The page asks the network for its background, from {host}, once a reader wants it."),
        N_("Nothing to do. Leave “tiles” out for a page that can never ask anybody."),
    ),
}
