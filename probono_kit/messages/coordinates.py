"""Findings about latitudes and longitudes."""

from __future__ import annotations

from probono_kit.messages.entry import N_, NOTE, WARNING, Message

MESSAGES = {
    "coordinates.missing": Message(
        NOTE,
        N_("Rows without coordinates, not drawn: {count} (rows {rows})."),
        N_("Ask for them if these places matter; the other rows are drawn."),
    ),
    "coordinates.not_a_number": Message(
        WARNING,
        N_("Rows whose coordinates are not numbers, not drawn: {count} (rows {rows})."),
        N_("Write decimal degrees in these cells, such as 14.69 and -17.45."),
    ),
    "coordinates.out_of_range": Message(
        WARNING,
        N_("Rows whose coordinates lie beyond 90° or 180°, not drawn: {count} (rows {rows})."),
        N_("A decimal mark may be lost, or these are metres: look at the cells and correct them."),
    ),
    "coordinates.zero": Message(
        WARNING,
        N_("Rows with latitude 0 and longitude 0, not drawn: {count} (rows {rows})."),
        N_("Zero usually stands for “not measured”: leave such cells empty."),
    ),
    "coordinates.outside": Message(
        WARNING,
        N_("Points far outside the areas of the map, not drawn: {count} (rows {rows})."),
        N_("Check the sign (west and south are negative) and the digits of these cells."),
    ),
    "coordinates.swapped": Message(
        WARNING,
        N_(
            "Points outside the areas of the map that would lie inside if latitude and longitude"
            " were exchanged, not drawn: {count} (rows {rows})."
        ),
        N_("If you agree, exchange the two cells in these rows; nothing was changed."),
    ),
}
