"""Findings of the shapes and icons of points."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "engagement.not_an_icon": Message(
        ERROR,
        N_("“{given}” does not say which category gets which icon."),
        N_("Write the category, a colon and the icon: “School: school”."),
    ),
    "map.icon_unknown": Message(
        ERROR,
        N_("There is no icon “{name}” for “{category}”."),
        N_("Choose one of the list of icons, such as {near}."),
    ),
    "map.icon_of_nothing": Message(
        WARNING,
        N_("An icon is given for “{category}”, which is no category of the points."),
        N_("Write the category as the table does: {near}."),
    ),
    "map.without_icon": Message(
        NOTE,
        N_("Categories without an icon have a shape of their own: {categories}."),
        N_("Name an icon for each, or one for all others as “*”."),
    ),
    "map.icons_crowded": Message(
        WARNING,
        N_("The {count} points lie too close together for icons, and are shown as shapes."),
        N_("Show a smaller area or fewer points, or gather them as `clusters`."),
    ),
    "map.shapes_crowded": Message(
        WARNING,
        N_("{count} points are too many to be told apart by their shapes, and are shown as dots."),
        N_("Up to {most} points have shapes; show a smaller area, or count them in `hexagons`."),
    ),
    "map.signs_of_points": Message(
        WARNING,
        N_("Icons and shapes are for points by category; a map of the kind {kind} has none."),
        N_("Choose the kind `points` and a column as `category`, or leave icons and shapes out."),
    ),
}
