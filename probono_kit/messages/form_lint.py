"""Findings about forms: what can be read and does not say what was meant."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.no_workbook": Message(
        ERROR,
        N_("This is no workbook: a form is an .xlsx or .xls file with a sheet named survey."),
        N_("Save it as a workbook (.xlsx), or give the right file."),
    ),
    "form.merged": Message(
        WARNING,
        N_(
            "The cells {cells} are merged: only the first holds “{value}”, a form reads the"
            " others as empty."
        ),
        N_("Undo the merging, and write the text into each cell that needs it."),
    ),
    "form.cell_error": Message(
        WARNING,
        N_("The cell holds the error of a formula, {value}, and the form takes it as its text."),
        N_("Mend the formula, or write the text itself."),
    ),
    "form.unseen": Message(
        WARNING,
        N_(
            "In “{value}” there are signs that nobody sees ({signs}), copied along from "
            "somewhere; comparisons fail."
        ),
        N_("Delete the cell, and type it again."),
    ),
    "form.bare_word": Message(
        WARNING,
        N_(
            "“{value}” in {column} has neither quotation marks nor ${{ }}: it is read as "
            "part of an address where there is nothing, and so is always empty."
        ),
        N_("Write {meant} if that is meant."),
    ),
    "form.always": Message(
        WARNING,
        N_(
            "Nothing is compared with “{value}”: it stands alone, and decides the condition"
            " whatever is answered."
        ),
        N_("Compare on both sides of and / or, such as ${{a}} = 'x' or ${{a}} = 'y'."),
    ),
    "form.group_value": Message(
        WARNING,
        N_("{name} is a group or a repeat and has no answer that could be compared."),
        N_("Name a question of it; repetitions are counted with count(${{{name}}})."),
    ),
    "form.text_ordered": Message(
        WARNING,
        N_(
            "“{value}” is a text and is compared by size: on a phone that is never true, "
            "also where it looks like a date."
        ),
        N_("Write a number without quotation marks, or a date as date('2026-05-31')."),
    ),
    "form.selected_swapped": Message(
        WARNING,
        N_(
            "The question comes first in selected() and the choice second; here “{value}” "
            "is looked through for the answer to {name}."
        ),
        N_("Write selected(${{{name}}}, '{value}')."),
    ),
    "form.date_sum": Message(
        WARNING,
        N_("Without quotation marks the date is a subtraction, such as 2026 - 5 - 31: {value}."),
        N_("Write the date between quotation marks: date('2026-05-31')."),
    ),
    "form.filter_value": Message(
        WARNING,
        N_(
            "No choice of the list {list} has “{value}” in the column {column}, by which it"
            " is filtered. The nearest value is {near}."
        ),
        N_("Write the value as in the choices sheet."),
    ),
    "form.file_column": Message(
        WARNING,
        N_("{file} has no column {value}: what is looked up there stays empty. It has: {columns}."),
        N_("Write the heading as in the file, or add the column."),
    ),
    "form.language_unlike": Message(
        WARNING,
        N_(
            "This heading names the language “{value}”, and there are no labels in it; "
            "{near} has some. For a form these are two languages."
        ),
        N_("Write the language in the same way in all headings: {near}."),
    ),
    "form.column_language": Message(
        WARNING,
        N_(
            "There is no column {column} in {languages}: readers of these languages see "
            "nothing, or a hyphen."
        ),
        N_("Add the column in each language of the labels, and write the translations."),
    ),
    "form.default_language": Message(
        WARNING,
        N_("The form opens in “{value}”, and has no labels in it; the nearest language is {near}."),
        N_("Write the language as in the headings: {near}."),
    ),
    "form.appearance_unfit": Message(
        WARNING,
        N_("The appearance “{value}” does nothing for a question of type {kind}."),
        N_("Take it away, or change the type of the question."),
    ),
}
