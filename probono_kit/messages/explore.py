"""Sentences about the data: profile of columns, relations between them, survey estimates.

Each names a figure and what it counts. None names a cause: two columns that go together may both
follow a third.
"""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message
from probono_kit.messages.sentence import NN_, Sentence

MESSAGES = {
    "explore.not_a_number": Message(
        ERROR,
        N_("“{column}” gives no weights: {count} of its cells are empty, negative or no number."),
        N_("Name the column of weights, with a number of 0 or more in each row, or none."),
    ),
    "explore.one_cluster": Message(
        WARNING,
        N_(
            "Strata with a single cluster: {strata}. How much they vary cannot be seen in them;"
            " they are compared with the mean of all clusters, which makes intervals wider."
        ),
        N_("Join such a stratum with a similar one if you know the design of the sample."),
    ),
    "explore.cluster_in_strata": Message(
        WARNING,
        N_("The same clusters stand in several strata: {clusters}. In each they count as another."),
        N_("Check both columns: a cluster belongs to one stratum."),
    ),
    "explore.no_stratum": Message(
        ERROR,
        N_("{count} rows have an empty cell in “{column}”, which says how they were sampled."),
        N_("Fill the cells, or leave these rows out before you start."),
    ),
    "explore.population_alone": Message(
        ERROR,
        N_("A size of the population is given; nothing says how the rows were drawn from it."),
        N_("Name the column of weights, of strata or of clusters too."),
    ),
    "explore.population": Message(
        ERROR,
        N_("The population of a stratum is below its sample, or differs within it: {strata}."),
        N_("Give for each row how many clusters (or rows) its stratum has in all."),
    ),
}

SENTENCES = {
    # Profile
    "explore.most_frequent": Sentence(N_("{column}: most often “{value}”, {share}.")),
    "explore.all_same": Sentence(N_("{column} says “{value}” in all of {count}.")),
    "explore.says_yes": Sentence(N_("{column}: {share} say “{value}”.")),
    "explore.chosen_most": Sentence(
        N_("{column}: chosen most often, “{value}”, {share}; counted over those who were asked.")
    ),
    "explore.middle": Sentence(
        N_("{column}: median {median}; half of the values lie between {low} and {high} ({count}).")
    ),
    "explore.one_number": Sentence(N_("{column} is {value} in {share}.")),
    "explore.missing": Sentence(N_("{column} is empty in {share}.")),
    "explore.far": Sentence(
        *NN_(
            "{number} value of {column} lies far from the others: outside {low} to {high}.",
            "{number} values of {column} lie far from the others: outside {low} to {high}.",
        ),
        "number",
    ),
    "explore.half_of_all": Sentence(
        N_("Half of the sum of {column} lies in {share}; the largest is {largest}.")
    ),
    "explore.change_by_month": Sentence(
        N_(
            "By {date}, records go from {before} a month ({first} to {first_end}) to {after} a"
            " month ({last_start} to {last})."
        )
    ),
    "explore.change_by_year": Sentence(
        N_(
            "By {date}, records go from {before} a year ({first} to {first_end}) to {after} a year"
            " ({last_start} to {last})."
        )
    ),
    "explore.change_of_median": Sentence(
        N_(
            "The median of {column} goes from {low} in the earliest third ({date}: {first} to"
            " {first_end}) to {high} in the latest ({last_start} to {last}; rank correlation {r},"
            " {count})."
        )
    ),
    "explore.gap": Sentence(
        *NN_(
            "{date}: no record in {number} month, {first}.",
            "{date}: no record in {number} months between {first} and {last}.",
        ),
        "number",
    ),
    "explore.partial": Sentence(
        N_("{date}: the last period, {last}, ends with {day} and is not compared.")
    ),
    # Relations
    "explore.cross": Sentence(
        N_(
            "{column} is “{value}” in {high} where {by} is “{high_group}”, against {low} where it"
            " is “{low_group}”."
        )
    ),
    "explore.cross_rest": Sentence(
        N_(
            "{column} is “{value}” in {high} where {by} is “{high_group}”, against {low} of the"
            " others."
        )
    ),
    "explore.chosen": Sentence(
        N_("{then} in {high} where {where_high}, against {low} where {where_low}.")
    ),
    "explore.chosen_rest": Sentence(
        N_("{then} in {high} where {where_high}, against {low} of the others.")
    ),
    "explore.chosen_groups": Sentence(
        N_(
            "The median of {column} is {high} where {where_high} ({high_rows}), against {low} where"
            " {where_low} ({low_rows})."
        )
    ),
    "explore.groups": Sentence(
        N_(
            "The median of {column} is {high} where {by} is “{high_group}” ({high_rows}), against"
            " {low} where it is “{low_group}” ({low_rows})."
        )
    ),
    "explore.rises": Sentence(
        N_(
            "{column} and {by} rise together: the median of {column} is {low} in the lowest third"
            " of {by} and {high} in the highest third (rank correlation {r}, {count})."
        )
    ),
    "explore.falls": Sentence(
        N_(
            "{column} falls where {by} rises: the median of {column} is {low} in the lowest third"
            " of {by} and {high} in the highest third (rank correlation {r}, {count})."
        )
    ),
    "explore.rule": Sentence(
        N_("Where {by} is “{group}”, {column} is “{value}” in {share}; among all, in {overall}.")
    ),
    "explore.rule_low": Sentence(
        N_(
            "Where {by} is {group} or less, {column} is “{value}” in {share}; among all, in"
            " {overall}."
        )
    ),
    "explore.rule_high": Sentence(
        N_(
            "Where {by} is {group} or more, {column} is “{value}” in {share}; among all, in"
            " {overall}."
        )
    ),
    "explore.rule_of_two": Sentence(
        N_(
            "Where {first} and {second}, {column} is “{value}” in {share}; under the first"
            " condition alone, in {alone}."
        )
    ),
    "explore.cluster": Sentence(N_("{share} form a group of similar records: {traits}.")),
    "explore.no_groups": Sentence(
        N_(
            "By {number} columns, records do not fall into groups that are clearer than chance"
            " would have them ({count})."
        )
    ),
    "explore.area_group": Sentence(
        N_("Group {group} of areas that are alike ({number}: {areas}): {traits}.")
    ),
    "explore.area_group_among": Sentence(
        N_("Group {group} of areas that are alike ({number}, among them {areas}): {traits}.")
    ),
    "explore.no_area_groups": Sentence(
        N_(
            "By {number} columns, the {tested} areas with enough records do not fall into groups"
            " that are clearer than chance would have them."
        )
    ),
    "explore.chosen_groups_rest": Sentence(
        N_(
            "The median of {column} is {high} where {where_high} ({high_rows}), against {low} for"
            " the others ({low_rows})."
        )
    ),
    "explore.too_few": Sentence(
        N_("{column} and {by}: only {count} with both, too few to say whether they go together.")
    ),
    # Survey
    "explore.estimated_share": Sentence(N_("{column}: “{value}” for {estimate}.")),
    "explore.estimated_mean": Sentence(N_("{column}: on average {estimate}.")),
    "explore.estimated_middle": Sentence(
        N_(
            "{column}: on average {mean}; the median is {median}, and half of the population lies"
            " between {low} and {high}."
        )
    ),
    "explore.estimated_chosen": Sentence(
        N_("{column}: “{value}” was chosen by {estimate} of those who were asked.")
    ),
    "explore.estimated_groups": Sentence(
        N_("{column}: on average {high} where {by} is “{high_group}”, {low} where “{low_group}”.")
    ),
    "explore.estimated_chosen_groups": Sentence(
        N_("{then} for {high} where {where_high}, and for {low} where {where_low}.")
    ),
    "explore.estimated_groups_chosen": Sentence(
        N_("{column}: on average {high} where {where_high}, {low} where {where_low}.")
    ),
    "explore.estimated_share_groups": Sentence(
        N_(
            "{column}: “{value}” for {high} where {by} is “{high_group}”, and for {low} where"
            " “{low_group}”."
        )
    ),
}
