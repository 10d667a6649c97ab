"""Findings of the web pages of ``probono_kit.maps``."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, Message

MESSAGES: dict[str, Message] = {
    "web.needs_network": Message(
        ERROR,
        N_("This part of the map ({what}) gets its contents from the internet."),
        N_(
            "Leave it out: make the map with tiles=None, and give it layers and pictures from "
            "files."
        ),
    ),
    "web.unknown_asset": Message(
        ERROR,
        N_("The map names a script or style that is not installed here: {address}."),
        N_("Leave out what needs it; folium's own layers and most of its plugins are installed."),
    ),
    "web.asks_network": Message(
        ERROR,
        N_("Opened without a network, the map would still ask for {address}."),
        N_("Put it into the map (a picture as a file, data as data), or leave it out."),
    ),
    "web.packed": Message(
        NOTE,
        N_(
            "The map has {count} places or rows: the page holds them compressed, and paints and "
            "lists them when it is opened."
        ),
        N_(
            "Nothing to do. Without scripts the page shows its picture, legend and summary, but "
            "not the table."
        ),
    ),
    "web.picture_unreadable": Message(
        ERROR,
        N_("This picture of the map cannot be read: {reason}."),
        N_("Give a PNG or JPEG picture; draw_static makes one."),
    ),
}
