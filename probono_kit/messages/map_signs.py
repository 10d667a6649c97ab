"""Findings of the shapes and icons of points, and of reference maps."""

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
        N_("An icon is given for “{category}”, which is no category of the map."),
        N_("Write the category as the table does: {near}."),
    ),
    "map.without_icon": Message(
        NOTE,
        N_("Categories without an icon have a shape of their own: {categories}."),
        N_("Name an icon for each, or one for all others as “*”."),
    ),
    "map.area_without_icon": Message(
        NOTE,
        N_("Categories of areas without an icon: {categories}."),
        N_("Name an icon for each, or one for all others as “*”."),
    ),
    "map.area_icons_crowded": Message(
        WARNING,
        N_("Many of the {count} areas are too small for an icon, and none has one."),
        N_("Show fewer areas; colours and legend stay as they are."),
    ),
    "map.icons_of_time": Message(
        WARNING,
        N_("Areas whose category changes over time have no icons."),
        N_("Leave out `icons`, or `time`."),
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
    "map.reference_of_nothing": Message(
        ERROR,
        N_("A reference map is made of files with roads, rivers, towns… and there is none."),
        N_("Name them as `layers`."),
    ),
    "map.role_unknown": Message(
        ERROR,
        N_("Nothing says whether these are roads, rivers, lakes or towns (columns: {columns})."),
        N_(
            "Say it as `role`: towns, roads, railways, boundaries, rivers or lakes; and as"
            " `category` the column with the class of each."
        ),
    ),
    "map.role_shapes": Message(
        ERROR,
        N_("The layer is to show {theme}, and {count} of its shapes are {shapes}."),
        N_("Give another role, or a file with shapes of one kind."),
    ),
    "map.role_by_column": Message(
        NOTE,
        N_("Drawn as {theme}, by the column “{column}”."),
        N_("If that is wrong, say `role` or `category` yourself."),
    ),
    "map.role_by_name": Message(
        NOTE,
        N_("Drawn as {theme}, by the name of the layer; all of them look alike."),
        N_("Name as `category` the column with the class of each, if there is one."),
    ),
    "map.role_words": Message(
        WARNING,
        N_("The column “{column}” has words of which nothing is known: {words}."),
        N_("They are drawn as the least important ones; write main, secondary… in a column."),
    ),
    "map.signs_of_points": Message(
        WARNING,
        N_(
            "Icons are for points and areas by category, shapes for points; a map of the kind"
            " {kind} does not show them."
        ),
        N_(
            "Choose the kind `points` and a column as `category`, or `categories`, or leave icons"
            " and shapes out."
        ),
    ),
}
