"""Findings of maps of several layers."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES = {
    "map.layer_missing": Message(
        ERROR,
        N_("There are no data called “{name}” for this layer."),
        N_("Perhaps one of these is meant: {near}."),
    ),
    "map.layer_unused": Message(
        WARNING,
        N_("No layer shows these data: {names}."),
        N_("Describe a layer for them, or leave them out."),
    ),
    "map.layer_empty": Message(
        ERROR,
        N_("The layer has no row with a place."),
        N_("Choose the right file and sheet, or leave the layer out."),
    ),
    "map.layer_without_place": Message(
        WARNING,
        N_("Rows of the layer without a place: {count} of {total}."),
        N_("They are not drawn. Complete their coordinates if you can."),
    ),
    "map.layer_off_the_globe": Message(
        ERROR,
        N_(
            "{count} shapes of the layer have coordinates that do not exist, such as {example}; its"
            " coordinate system is said to be {crs}."
        ),
        N_(
            "The coordinates are probably in metres, or in another system than the file says. Ask"
            " where it comes from and set the right one."
        ),
    ),
    "map.layer_without_shapes": Message(
        ERROR,
        N_("The layer is a table without places, which only circles in the areas can show."),
        N_(
            "Give it coordinates or a file of shapes; or, on a map with areas, the kind `symbols`"
            " and a `value`."
        ),
    ),
    "map.hatch_of_outlines": Message(
        WARNING,
        N_("Slanting lines fill the outlines of areas; this layer is something else."),
        N_("Leave `hatch` out, or take a file of areas."),
    ),
    "map.layer_shapes": Message(
        ERROR,
        N_("The layer is to be drawn as {kind}, and {count} of its shapes are {shapes}."),
        N_("Take another kind, or a file with shapes of one kind."),
    ),
    "map.layer_no_value": Message(
        ERROR,
        N_("Nothing says which amounts the circles of the layer stand for."),
        N_("Name the column in `value`, or draw `points` that are all alike."),
    ),
    "engagement.layer_without_place": Message(
        ERROR,
        N_("The table of this layer says of no row where it is."),
        N_(
            "Name in `layers` its `latitude` and `longitude`; or, on a map with areas, its"
            " `place_column` or `code_column`."
        ),
    ),
    "engagement.layers_without_files": Message(
        ERROR,
        N_("{layers} layers are described, and there are {files} files for them."),
        N_("Name a file for each under `inputs: layer_files`, in the same order."),
    ),
    "lint.layer_swapped": Message(
        ERROR,
        N_(
            "The layer lies elsewhere than the map; with latitude and longitude exchanged,"
            " {share} % of it would lie on it."
        ),
        N_("Exchange the two columns, or save the file again with longitude first."),
    ),
    "lint.layer_mirrored": Message(
        ERROR,
        N_(
            "The layer lies elsewhere than the map; with the other sign of each {axis}, {share} %"
            " of it would lie on it."
        ),
        N_("A minus sign was lost: west and south are negative."),
    ),
    "lint.layer_shifted": Message(
        ERROR,
        N_(
            "The layer lies elsewhere than the map; moved by zones of UTM (6 degrees each),"
            " {share} % of it would lie on it."
        ),
        N_("Its coordinate system is probably of another zone of UTM than the file says."),
    ),
    "lint.layer_apart": Message(
        ERROR,
        N_(
            "The layer has nothing in common with the map: it lies between these latitudes and"
            " longitudes: {bounds}."
        ),
        N_("Check that it is of the same country, and in the coordinate system that it names."),
    ),
    "lint.too_many_layers": Message(
        WARNING,
        N_("The map has {count} layers: few readers hold more than {most} apart."),
        N_("Make two maps, each with one question; or leave out what only decorates."),
    ),
    "lint.merging_layers": Message(
        WARNING,
        N_(
            "“{first}” and “{second}” have nearly the same colour for some readers, or in grey"
            " print ({colour})."
        ),
        N_("Give one of the two layers another `colour` or `palette`."),
    ),
}
