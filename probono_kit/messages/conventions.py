"""Findings about what columns hold: numbers, days, and how they are written."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "tables.missing_column": Message(
        ERROR,
        N_("There is no column “{column}”. Columns: {columns}."),
        N_("Use one of these names, exactly as written."),
    ),
    "tables.missing_column_near": Message(
        ERROR,
        N_("There is no column “{column}”; near: {near}."),
        N_("Use one of these names, exactly as written; capital letters and accents count."),
    ),
    "tables.not_a_number": Message(
        WARNING,
        N_("“{column}” holds numbers ({share} % of its cells), except here ({count}): {cells}."),
        N_("These cells are empty in the clean table. Correct them in the source, or ask."),
    ),
    "tables.not_a_date": Message(
        WARNING,
        N_("“{column}” holds dates ({share} % of its cells), except here ({count}): {cells}."),
        N_("These cells are empty in the clean table. Correct them in the source, or ask."),
    ),
    "tables.mixed_number": Message(
        WARNING,
        N_(
            "“{column}” stays text: only {share} % of its cells are numbers. The others"
            " ({count}): {cells}."
        ),
        N_("If it should hold numbers, correct these cells in the source."),
    ),
    "tables.mixed_date": Message(
        WARNING,
        N_(
            "“{column}” stays text: only {share} % of its cells are dates. The others"
            " ({count}): {cells}."
        ),
        N_("If it should hold dates, correct these cells in the source."),
    ),
    "tables.marks_disagree": Message(
        WARNING,
        N_("“{column}” stays text: its numbers use both decimal marks, as in {examples}."),
        N_("Ask which one is meant, and write all its numbers the same way."),
    ),
    "tables.number_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: cells such as {example} ({count}) can be read in two ways,"
            " with thousands or with decimals, and nothing in the table tells which."
        ),
        N_("Ask, and write the numbers without separators of thousands."),
    ),
    "tables.number_by_document": Message(
        WARNING,
        N_(
            "“{column}”: cells such as {example} ({count}) can be read in two ways. They were"
            " read like {convention}, as in the column {source}."
        ),
        N_("Check one of these numbers with whoever made the table."),
    ),
    "tables.brackets_negative": Message(
        NOTE,
        N_("“{column}”: numbers in parentheses were read as negative ({count}): {cells}."),
        N_("Check that the parentheses do not mean something else."),
    ),
    "tables.orders_disagree": Message(
        WARNING,
        N_("“{column}” stays text: day and month come in both orders, as in {examples}."),
        N_("Ask which one is meant, and write all its dates the same way, as 2025-04-30."),
    ),
    "tables.date_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: in dates such as {example} ({count}) either number can be"
            " the month, and nothing in the table tells which."
        ),
        N_("Ask, and write the dates as 2025-04-30."),
    ),
    "tables.date_by_document": Message(
        WARNING,
        N_(
            "“{column}”: in dates such as {example} ({count}) either number can be the month."
            " They were read as {convention}, as in the column {source}."
        ),
        N_("Check one of these dates with whoever made the table."),
    ),
    "tables.date_by_language": Message(
        WARNING,
        N_(
            "“{column}”: in dates such as {example} ({count}) either number can be the month."
            " The names of the columns are French, so the day was read first."
        ),
        N_("Check one of these dates with whoever made the table."),
    ),
    "tables.month_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: cells such as {example} ({count}) can be a month of a year,"
            " or a day of a month."
        ),
        N_("Ask, and write the months as 2025-04."),
    ),
    "tables.short_years": Message(
        NOTE,
        N_(
            "“{column}”: dates such as {example} ({count}) have a year of two digits; 00 to 29"
            " were read as 2000 to 2029, 30 to 99 as 1930 to 1999."
        ),
        N_("Check the oldest dates, above all dates of birth."),
    ),
    "tables.date_serials": Message(
        WARNING,
        N_(
            "“{column}”: numbers among dates were read as Excel's numbers of days ({count}):"
            " {cells}."
        ),
        N_("Check one of them: 45777 is 30 April 2025."),
    ),
}
