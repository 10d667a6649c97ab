"""Findings about latitudes and longitudes."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

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
    "coordinates.no_target": Message(
        ERROR,
        N_("Nothing says where the points should lie: neither areas nor a country is given."),
        N_("Name the country, or a boundary file."),
    ),
    "coordinates.repair_proposed": Message(
        WARNING,
        N_("Points outside their area that one repair brings into it: {count} (rows {rows})."),
        N_("Look through the proposals and accept those that are right; nothing was changed."),
    ),
    "coordinates.repair_ambiguous": Message(
        WARNING,
        N_(
            "Points outside their area that several repairs would bring into it: {count}"
            " (rows {rows})."
        ),
        N_("The candidates are listed: a person who knows the place decides."),
    ),
    "coordinates.repair_outside": Message(
        WARNING,
        N_("Points outside their area that no repair brings into it: {count} (rows {rows})."),
        N_("Look whether the area or the coordinates are wrong; ask whoever measured them."),
    ),
    "coordinates.repair_unreadable": Message(
        WARNING,
        N_("Rows whose coordinates cannot be read: {count} (rows {rows})."),
        N_("Write decimal degrees in these cells, such as 14.69 and -17.45."),
    ),
    "coordinates.repair_zero": Message(
        WARNING,
        N_("Rows with latitude 0 and longitude 0: {count} (rows {rows})."),
        N_("Zero usually stands for “not measured”: leave such cells empty."),
    ),
    "coordinates.repair_missing": Message(
        NOTE,
        N_("Rows without coordinates: {count} (rows {rows})."),
        N_("Ask for them if these places matter."),
    ),
    "coordinates.shared_point": Message(
        WARNING,
        N_("Rows of different areas that share one point with others: {count} (rows {rows})."),
        N_("The point is hardly that of each place: ask where it was taken."),
    ),
    "coordinates.country_centre": Message(
        WARNING,
        N_("Points in the very centre of the country: {count} (rows {rows})."),
        N_("Such points stand for “somewhere in the country”: leave them out, or ask for better."),
    ),
    "coordinates.latitude_first": Message(
        NOTE,
        N_("The first number of each position was taken for the latitude: {count} rows say so."),
        N_("Nothing to do, if that is what you expect."),
    ),
    "coordinates.longitude_first": Message(
        NOTE,
        N_("The first number of each position was taken for the longitude: {count} rows say so."),
        N_("Nothing to do, if that is what you expect."),
    ),
    "coordinates.two_readings": Message(
        WARNING,
        N_("Rows whose sign and letter contradict each other, not drawn: {count} (rows {rows})."),
        N_("Write either the sign or the letter: -12.5 or 12.5 S."),
    ),
    "coordinates.order_open": Message(
        WARNING,
        N_(
            "Positions that do not say which number is the latitude, not drawn: {count}"
            " (rows {rows})."
        ),
        N_("Write latitude and longitude into two columns."),
    ),
}
