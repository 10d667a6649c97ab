"""Findings about the values and keys of a brief, and the parameters of notebooks."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, Message

MESSAGES: dict[str, Message] = {
    # ---- values and keys --------------------------------------------------------------------
    "engagement.missing_key": Message(
        ERROR,
        N_("“{key}” is missing."),
        N_("Add a line “{key}: …” with its value."),
    ),
    "engagement.unknown_key": Message(
        ERROR,
        N_("There is no “{key}” here."),
        N_("Did you mean “{near}”? If not, delete it."),
    ),
    "engagement.unknown_key_listed": Message(
        ERROR,
        N_("There is no “{key}” here."),
        N_("Delete it. Possible here: {choices}."),
    ),
    "engagement.text_needed": Message(
        ERROR,
        N_("“{key}” needs a text, and “{given}” is read as something else."),
        N_("Put quotation marks around it."),
    ),
    "engagement.whole_number_needed": Message(
        ERROR,
        N_("“{key}” needs a whole number, and “{given}” is not one."),
        N_("Write digits alone, without quotation marks or decimals, such as 5."),
    ),
    "engagement.number_needed": Message(
        ERROR,
        N_("“{key}” needs a number, and “{given}” is not one."),
        N_("Write it without quotation marks and with a decimal point, such as 2.5."),
    ),
    "engagement.true_or_false_needed": Message(
        ERROR,
        N_("“{key}” is either true or false, and “{given}” is neither."),
        N_("Write true or false, without quotation marks."),
    ),
    "engagement.list_needed": Message(
        ERROR,
        N_("“{key}” needs a list, and “{given}” is not one."),
        N_("Write it in square brackets, such as [first, second]."),
    ),
    "engagement.list_too_short": Message(
        ERROR,
        N_("“{key}” needs at least one entry."),
        N_("Write at least one, such as [first], or delete the line."),
    ),
    "engagement.keys_needed": Message(
        ERROR,
        N_("“{key}” needs lines of its own below it, and “{given}” is not that."),
        N_("Below it write one line “name: value” each, two spaces further to the right."),
    ),
    "engagement.empty_text": Message(
        ERROR,
        N_("“{key}” is empty."),
        N_("Write a text after the colon."),
    ),
    "engagement.not_a_choice": Message(
        ERROR,
        N_("“{key}” cannot be “{given}”; possible are: {choices}."),
        N_("Write one of them, such as {near}."),
    ),
    "engagement.too_small": Message(
        ERROR,
        N_("“{key}” is {given}; that is too small (limit: {limit})."),
        N_("Write a larger number."),
    ),
    "engagement.too_large": Message(
        ERROR,
        N_("“{key}” is {given}; that is too large (limit: {limit})."),
        N_("Write a smaller number."),
    ),
    "engagement.not_a_day": Message(
        ERROR,
        N_("“{key}” needs a day, and “{given}” is not one."),
        N_("Write year, month and day with hyphens, such as 2026-11-22."),
    ),
    "engagement.not_a_country": Message(
        ERROR,
        N_("“{key}” needs a country code of three capital letters, and “{given}” is not one."),
        N_("Write the ISO 3166 code, such as SEN for Senegal."),
    ),
    "engagement.not_an_identifier": Message(
        ERROR,
        N_("“{key}” cannot be “{given}”: it becomes the name of files."),
        N_("Use letters without accents, digits, hyphens and dots; begin with a letter or digit."),
    ),
    "engagement.no_sample": Message(
        ERROR,
        N_("There is no sample file “{given}”."),
        N_("Name a file of your own, or look into data/samples for the names."),
    ),
    "engagement.not_understood": Message(
        ERROR,
        N_("“{key}” cannot be “{given}”."),
        N_("Compare with the comments in the example that “probono new” writes."),
    ),
    # ---- parameters that do not go together -------------------------------------------------
    "engagement.one_coordinate": Message(
        ERROR,
        N_("Points need two columns, latitude and longitude; only one is named."),
        N_("Name both, or neither."),
    ),
    "engagement.no_coordinates": Message(
        ERROR,
        N_("A map of points needs the columns with the coordinates."),
        N_("Set latitude and longitude, or choose another kind of map."),
    ),
    "engagement.no_breaks": Message(
        ERROR,
        N_("Classes by hand need their breaks."),
        N_("Set breaks to the numbers between the classes, such as [10, 50, 100]."),
    ),
    "engagement.breaks_order": Message(
        ERROR,
        N_("The breaks between the classes do not rise."),
        N_("Write each number once, the smallest first."),
    ),
    "engagement.no_value": Message(
        ERROR,
        N_("What the map should show is not said: no value column is named."),
        N_("Set value to the name of a column, or measure to rows to count the rows."),
    ),
    "engagement.rate_of_text": Message(
        ERROR,
        N_("Categories cannot be divided by a denominator."),
        N_("Delete denominator, or choose another kind of map."),
    ),
}
