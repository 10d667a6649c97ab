"""Sentences about areas, distances and open answers."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message
from probono_kit.messages.sentence import NN_, Sentence

MESSAGES = {
    "space.more_than_all": Message(
        WARNING,
        N_("{count} areas have more cases than people, or a negative number: {areas}."),
        N_("Check both columns; these areas have no rate."),
    ),
    "space.points_without_position": Message(
        ERROR,
        N_("Distances need positions in both tables."),
        N_("Name `latitude`, `longitude`, `points_latitude` and `points_longitude`."),
    ),
    "space.value_without_outcome": Message(
        ERROR,
        N_("A value of the outcome is given, but no outcome."),
        N_("Name the column in `outcome`, or leave `outcome_value` empty."),
    ),
    "space.no_such_value": Message(
        ERROR,
        N_("“{value}” does not stand in “{column}”. Frequent there: {values}."),
        N_("Write `outcome_value` as it stands in the clean table."),
    ),
    "space.not_shared": Message(
        ERROR,
        N_("The page would tell of “{column}”, which may not leave."),
        N_(
            "If it may leave, add it to `columns_to_share` in engagement.yml (`columns` in the"
            " notebook); else leave it out of the question."
        ),
    ),
    "space.one_spelling": Message(
        NOTE,
        N_(
            "Spellings that differ only by capitals, accents or spaces are counted together:"
            " {count} cells in {columns}."
        ),
        N_("Clean them with a recipe if you want them so in the table itself."),
    ),
    "space.not_a_label": Message(
        ERROR,
        N_("This does not say what a column is called."),
        N_("Write the column, a colon, a space and the words: `wash_time: Minutes to the water`."),
    ),
    "space.partial": Message(
        WARNING,
        N_("{count} of {rows} rows have no area: no map is drawn and areas are not compared."),
        N_("Give a boundary file that has these areas, or decide the names that were not found."),
    ),
    "space.few_rows": Message(
        WARNING,
        N_("The table has {count} rows: hardly anything can be said of so few."),
        N_("Show the rows themselves, with leave, rather than figures."),
    ),
}

SENTENCES = {
    # Areas
    "space.share_by_area": Sentence(
        N_("{column} is “{value}” most often in {high_area}: {high}; least in {low_area}: {low}.")
    ),
    "space.outcome": Sentence(N_("{column}: “{value}” in {share}.")),
    "space.hot": Sentence(
        *NN_(
            "High together with its neighbours for {column}: {areas} (out of {tested} areas).",
            "High together with their neighbours for {column}: {areas} (out of {tested} areas).",
        ),
        "number",
    ),
    "space.hot_among": Sentence(
        N_(
            "{number} of {tested} areas are high together with their neighbours for {column}, among"
            " them {areas}."
        )
    ),
    "space.cold": Sentence(
        *NN_(
            "Low together with its neighbours for {column}: {areas} (out of {tested} areas).",
            "Low together with their neighbours for {column}: {areas} (out of {tested} areas).",
        ),
        "number",
    ),
    "space.cold_among": Sentence(
        N_(
            "{number} of {tested} areas are low together with their neighbours for {column}, among"
            " them {areas}."
        )
    ),
    "space.high_among_low": Sentence(
        N_("High among low neighbours for {column}: {areas} (out of {tested} areas).")
    ),
    "space.low_among_high": Sentence(
        N_("Low among high neighbours for {column}: {areas} (out of {tested} areas).")
    ),
    "space.no_spots": Sentence(
        N_(
            "For {column}, areas that are high or low do not lie together more than chance would"
            " have it ({tested} areas)."
        )
    ),
    "space.too_few_areas": Sentence(
        *NN_(
            "For {column}, only {tested} area with figures and a neighbour: too few to say whether"
            " high or low ones lie together.",
            "For {column}, only {tested} areas with figures and neighbours: too few to say whether"
            " high or low ones lie together.",
        ),
        "tested",
    ),
    # Distances
    "space.further": Sentence(
        N_(
            "{share} lie further than {radius} km from the nearest point of the other table, as the"
            " crow flies (half of them all are further than {median} km; the furthest is at"
            " {furthest} km)."
        )
    ),
    "space.further_named": Sentence(
        N_(
            "{share} lie further than {radius} km, as the crow flies, from the nearest of these:"
            " {service} (half of them all are further than {median} km; the furthest is at"
            " {furthest} km)."
        )
    ),
    "space.furthest_area": Sentence(N_("Of all in {area}, {share} lie further than {radius} km.")),
    # Open answers
    "texts.term": Sentence(N_("Named most in the answers to {column}: “{term}”, in {share}.")),
    "texts.group": Sentence(
        N_("The largest group of similar answers to {column}, {share}, speaks of: {phrases}.")
    ),
    "texts.nothing": Sentence(
        N_("Among {count} with an answer to {column}, no word stands in {fewest} or more.")
    ),
}
