"""Findings of summing tables up by area."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "tables.several_values": Message(
        ERROR,
        N_(
            "Some areas ({count}) have several rows with different values of “{column}”, as"
            " {areas}: one number per area is needed."
        ),
        N_("Say how they become one, with measure: {measures}."),
    ),
    "tables.several_denominators": Message(
        ERROR,
        N_(
            "Some areas ({count}) have several rows with different values of “{column}”, as"
            " {areas}: the number to divide by must be one per area."
        ),
        N_("Use measure sum, or make a table with one row per area first."),
    ),
    "tables.text_value": Message(
        ERROR,
        N_("“{column}” is text and cannot be computed with; cells such as: {cells}."),
        N_("Correct these cells in the source; or use measure rows or distinct."),
    ),
    "tables.unknown_measure": Message(
        ERROR,
        N_("There is no measure “{measure}”."),
        N_("Use one of: {measures}."),
    ),
    "tables.no_value_column": Message(
        ERROR,
        N_("The measure “{measure}” needs a column, and none is named."),
        N_("Name the column (value), or use measure rows to count rows."),
    ),
    "tables.no_area_column": Message(
        ERROR,
        N_("No column is named that says which area a row belongs to."),
        N_("Name one or several columns (by)."),
    ),
    "tables.rate_of_that_measure": Message(
        ERROR,
        N_("A rate cannot be made from the measure “{measure}”."),
        N_("Use value, sum, rows or distinct with a denominator."),
    ),
    "tables.reserved_name": Message(
        ERROR,
        N_("The area column is called “{column}”, a name that the summary uses itself."),
        N_("Rename the column first."),
    ),
    "tables.rows_without_area": Message(
        WARNING,
        N_("Rows without an area ({columns}): {count} of {rows}. They are not in the summary."),
        N_("See which rows were not matched, and decide where they belong."),
    ),
    "tables.rows_without_value": Message(
        NOTE,
        N_("Rows without “{column}”: {count} of {rows}. They are left out, not counted as zero."),
        N_("If they mean zero, write 0 in the source."),
    ),
    "tables.areas_without_value": Message(
        WARNING,
        N_("Areas that have rows but no value ({count}): {areas}."),
        N_("They are shown as “no data”. If they mean zero, write 0 in the source."),
    ),
    "tables.denominator_summed": Message(
        WARNING,
        N_("All rows of some areas have the same “{column}”; it was added up: {areas}."),
        N_(
            "If it belongs to the area, such as its population, write it on one row of each area"
            " and leave the others empty; else nothing needs to be done."
        ),
    ),
    "tables.denominator_repeated": Message(
        WARNING,
        N_(
            "“{column}” is the same on every row of an area, as {areas}: it was taken once per"
            " area, not added up."
        ),
        N_("Nothing to do if it is the area's own total, such as its population."),
    ),
    "tables.no_rows_left": Message(
        ERROR,
        N_("No row has an area ({columns}): there is nothing to summarise."),
        N_("See the findings about matching names; the wrong column may have been named."),
    ),
}
