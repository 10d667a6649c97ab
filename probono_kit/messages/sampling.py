"""Findings about samples: sizes, clusters, points."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, Message

MESSAGES: dict[str, Message] = {
    "sample.number": Message(
        ERROR,
        N_("{value} is not possible here: the value has to lie between {low} and {high}."),
        N_("Write shares and margins as fractions, such as 0.05 for 5 percent."),
    ),
    "sample.column": Message(
        ERROR,
        N_("The table has no column {value}; it has: {columns}."),
        N_("Name the column with the numbers of households or persons."),
    ),
    "sample.not_positive": Message(
        ERROR,
        N_("“{value}” is no number of households or persons: nobody could be drawn there."),
        N_("Correct it, or take the row out of the frame."),
    ),
    "sample.empty": Message(
        ERROR,
        N_("There is nothing to draw from."),
        N_("Give a table or areas with at least one row."),
    ),
    "sample.no_population": Message(
        ERROR,
        N_(
            "It is not said which column of the sampling frame holds the households or "
            "persons; it has: {columns}."
        ),
        N_("Name the column under population."),
    ),
    "sample.no_areas": Message(
        ERROR,
        N_("Points are to be drawn, and it is not said in which areas."),
        N_("Name a boundary file or base:admin1 under areas."),
    ),
    "sample.no_crs": Message(
        ERROR,
        N_("The areas have no reference system: nobody can say where on Earth they are."),
        N_("Set it, such as areas.set_crs(4326) for longitude and latitude."),
    ),
    "sample.no_surface": Message(
        ERROR,
        N_("This area has no surface: no point can lie inside."),
        N_("Take it out, or give its polygon."),
    ),
    "sample.no_room": Message(
        ERROR,
        N_("Of {wanted} points only {found} found room with {distance} metres between them."),
        N_("Ask for fewer points, or a shorter distance."),
    ),
}
