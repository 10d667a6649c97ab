"""Findings about the page that a map is printed on."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, Message

MESSAGES = {
    "map.layout_unknown": Message(
        ERROR,
        N_("There is no layout “{name}”."),
        N_("Choose one of {names}, or `auto` for `paper` and `orientation`."),
    ),
}
