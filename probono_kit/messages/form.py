"""Findings about forms: sheets, columns, languages, choices, practice."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.no_survey": Message(
        ERROR,
        N_("The workbook has no sheet named survey, which holds the questions; it has: {sheets}."),
        N_("Name the sheet with the questions survey."),
    ),
    "form.no_questions": Message(
        ERROR,
        N_("The survey sheet has no question."),
        N_("Write the headings type, name and label into the first row, and the questions below."),
    ),
    "form.sheet_name_spaces": Message(
        ERROR,
        N_(
            "The name of this sheet has spaces before or behind it: servers look for {sheet} "
            "and do not find it."
        ),
        N_("Name it {sheet}, without a space."),
    ),
    "form.sheet_hidden": Message(
        WARNING,
        N_("This sheet is hidden, and is part of the form all the same."),
        N_("Show it, so that everybody sees what is asked."),
    ),
    "form.never_closed": Message(
        ERROR,
        N_("The group or repeat {name} is never closed: the form cannot be converted."),
        N_("Add a row with end group or end repeat where it ends."),
    ),
    "form.closes_nothing": Message(
        ERROR,
        N_("This row closes a {kind} and none is open."),
        N_("Take the row away, or add the beginning."),
    ),
    "form.closes_other": Message(
        ERROR,
        N_("This row closes something else than {name}, which began in row {line}."),
        N_("Write end group for a group and end repeat for a repeat, the inner one first."),
    ),
    "form.column_misspelt": Message(
        WARNING,
        N_("“{value}” is no column of forms and is left out silently; {near} is one."),
        N_("Write {near} if that is meant, or give the column a quite different name."),
    ),
    "form.spaces": Message(
        WARNING,
        N_("There are spaces before or behind “{value}”, which nobody sees; comparisons may fail."),
        N_("Delete the spaces."),
    ),
    "form.type": Message(
        ERROR,
        N_(
            "“{value}” is no type of question; the nearest one is {near}. The form cannot be "
            "converted."
        ),
        N_("Take a type from the reference of XLSForm."),
    ),
    "form.nameless": Message(
        ERROR,
        N_("This row of type {kind} has no name: the form cannot be converted."),
        N_(
            "Write a short name into the column name; the data get it as the heading of their "
            "column."
        ),
    ),
    "form.name": Message(
        ERROR,
        N_("“{value}” cannot be a name: the form cannot be converted."),
        N_("Begin with a letter, and use letters, digits, _ and - only."),
    ),
    "form.name_twice": Message(
        ERROR,
        N_(
            "The name {value} already stands in row {line} of the same group: the form cannot "
            "be converted."
        ),
        N_("Give one of the two another name."),
    ),
    "form.group_empty": Message(
        ERROR,
        N_("The group or repeat {name} holds nothing; forms with it are refused."),
        N_("Put a question into it, or take it away with its end."),
    ),
    "form.label_missing": Message(
        ERROR,
        N_("{name} has neither a label nor a hint: the form cannot be converted."),
        N_("Write the question into the column label."),
    ),
    "form.list_missing": Message(
        ERROR,
        N_(
            "There is no list {list} in the choices sheet; the nearest one is {near}. The form "
            "cannot be converted."
        ),
        N_("Write the name of the list as in the choices sheet, or add the list."),
    ),
    "form.label_mixed": Message(
        WARNING,
        N_(
            "This column names no language, and others beside it do: who chooses a language "
            "does not see it."
        ),
        N_("Name its language, such as label::English (en)."),
    ),
    "form.language_missing": Message(
        WARNING,
        N_(
            "This sheet has no labels in {languages}, and the sheet {other} has: in these "
            "languages the form shows gaps."
        ),
        N_("Add a column with the labels, its heading written exactly as in the sheet {other}."),
    ),
}
