"""Findings of the map linter: what a cartographer would object to."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "lint.layers_apart": Message(
        ERROR,
        N_(
            "None of the {count} points lies in an area of the map; with latitude and longitude"
            " exchanged, {swapped} % would."
        ),
        N_(
            "If that is most of them, exchange the two columns; else check the coordinate system of"
            " both layers and the country."
        ),
    ),
    "lint.zeros_apart": Message(
        WARNING,
        N_(
            "No cell of {column} is blank, {count} are zero ({examples}), and the next amount is"
            " {least}: zero may stand for “not known”."
        ),
        N_("Ask. Leave the cells blank where nobody counted; the map then shows “no data”."),
    ),
    "lint.few_people": Message(
        WARNING,
        N_(
            "{column} counts people, and fewer than {least} of them in {count} areas ({examples}):"
            " neighbours may know who is meant."
        ),
        N_("Show larger areas, or classes that begin at 0 instead of single numbers."),
    ),
    "lint.rate_of_what": Message(
        NOTE,
        N_("{column} is in {unit}, and the legend does not say of what."),
        N_("Write it into `legend_title`: “% of households with safe water”."),
    ),
    "lint.too_many_classes": Message(
        WARNING,
        N_("{count} classes: readers tell at most {most} apart."),
        N_("Ask for fewer `classes`."),
    ),
    "lint.sparse_class": Message(
        WARNING,
        N_("Classes with hardly any area: {classes}."),
        N_("Move the breaks, or ask for fewer classes."),
    ),
    "lint.hidden_outlier": Message(
        WARNING,
        N_("{examples}: far from all others, and coloured as the whole class {class_}."),
        N_("Check these amounts; if they are right, give them a class of their own (`breaks`)."),
    ),
    "lint.merging_colours": Message(
        WARNING,
        N_(
            "Colours of the palette “{palette}” cannot be told apart by all readers; they merge in:"
            " {visions}."
        ),
        N_("Leave `palette` at “auto”, or ask for fewer classes."),
    ),
    "lint.title_without_period": Message(
        WARNING,
        N_("The title “{title}” does not say of when the map is."),
        N_("Add the year or the months: “… April 2025”."),
    ),
    "lint.title_without_place": Message(
        NOTE,
        N_("The title “{title}” does not say of where the map is."),
        N_("Add the country or the region: {places}."),
    ),
    "lint.no_licence": Message(
        NOTE,
        N_("Nothing says under which licence the data may be used."),
        N_("Ask the owner of the data, and write it into the brief; “not to be shared” is one."),
    ),
    "lint.no_source_of_areas": Message(
        WARNING,
        N_("The map does not say where its boundaries come from, and of when they are."),
        N_("Give their source and year in `areas_source`."),
    ),
}
