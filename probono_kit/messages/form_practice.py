"""Findings about forms: what an experienced colleague would advise."""

from __future__ import annotations

from probono_kit.messages.entry import N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.consent_missing": Message(
        NOTE,
        N_("{name} asks for what leads to a person, and nowhere is that person asked to agree."),
        N_(
            "Ask for consent first, and ask the rest only of those who give it; the module "
            "consent does both."
        ),
    ),
    "form.consent_late": Message(
        WARNING,
        N_("{name} asks for what leads to a person before consent is asked for in row {line}."),
        N_("Move the consent to the beginning."),
    ),
    "form.consent_unused": Message(
        WARNING,
        N_("Consent is asked for ({name}), and the form goes on whatever the answer is."),
        N_(
            "Let the questions that follow depend on it: put them into a group with "
            "relevant = ${{{name}}} = 'yes'."
        ),
    ),
    "form.personal_required": Message(
        NOTE,
        N_("{name} leads to a person and has to be answered: nobody can refuse."),
        N_("Leave required empty, so that people may keep it to themselves."),
    ),
    "form.sensitive": Message(
        NOTE,
        N_("{name} seems to ask for what could harm people if it became known."),
        N_(
            "Ask it only if the work needs it; say why and until when it is kept in the "
            "columns purpose and kept, and let people refuse."
        ),
    ),
    "form.unlimited": Message(
        NOTE,
        N_(
            "The number {name} accepts {values}, which cannot be true: slips of the finger "
            "stay in the data."
        ),
        N_(
            "Limit it in constraint to what can be true, such as . >= 0 and . <= 110, and "
            "say so in constraint_message."
        ),
    ),
    "form.accuracy": Message(
        NOTE,
        N_("{name} takes a position however inaccurate it is."),
        N_("Write capture-accuracy=10 into parameters: the position is then taken at 10 metres."),
    ),
    "form.duration": Message(
        NOTE,
        N_("The form does not record when an interview begins and ends; missing: {kinds}."),
        N_(
            "Add rows of the types start and end: they show interviews that were too short "
            "to be true."
        ),
    ),
    "form.long": Message(
        NOTE,
        N_(
            "By a rough estimate an interview takes {minutes} minutes ({count} questions); "
            "after {most} minutes people tire, and the last answers are worth less."
        ),
        N_("Ask only what the analysis uses; put what matters first; try it out with a watch."),
    ),
    "form.note_required": Message(
        WARNING,
        N_("{name} is a note and has to be answered, which nobody can do: the form stops there."),
        N_("Leave required empty, unless the form is meant to stop there."),
    ),
    "form.note_stops": Message(
        NOTE,
        N_(
            "{name} is a note and has to be answered: where its condition holds, the form "
            "cannot go on."
        ),
        N_("Good if that is meant; a constraint at the question itself tells the same earlier."),
    ),
    "form.no_upper": Message(
        NOTE,
        N_(
            "{count} numbers have no upper limit, so that a zero too many stays in the "
            "data: {names}."
        ),
        N_("Limit them to what can be true in this place and currency."),
    ),
    "form.no_effect": Message(
        WARNING,
        N_("The column {column} does nothing in a row of type {kind}."),
        N_("Empty the cell, or move it to the question that it is meant for."),
    ),
    "form.none_required": Message(
        NOTE,
        N_(
            "None of the {count} questions has to be answered: a swipe too many leaves gaps"
            " that nobody notices."
        ),
        N_(
            "Write yes into required where the analysis needs an answer, with a choice for "
            "those who do not know or refuse."
        ),
    ),
    "form.instance_name": Message(
        NOTE,
        N_("All submissions have the same name in the lists of telephone and server."),
        N_(
            "Write into the column instance_name of the settings what tells them apart, "
            "such as concat(${{village}}, ' ', ${{number}}); no names of persons."
        ),
    ),
    "form.dont_know_together": Message(
        NOTE,
        N_(
            "The choice {name} means both “don't know” and “no answer”: afterwards nobody "
            "can tell a hard question from an unwelcome one."
        ),
        N_("Make two choices of it."),
    ),
    "form.filter_missing": Message(
        WARNING,
        N_(
            "{name} shows the whole list {list}, though the column {column} says where each"
            " choice belongs."
        ),
        N_("Write a choice_filter, such as {column} = ${{…}} with the question before it."),
    ),
    "form.name_case": Message(
        WARNING,
        N_(
            "{value} and {other} (row {line}) differ in capitals only: databases, SPSS and "
            "spreadsheets take them for one column."
        ),
        N_("Give one of them another name."),
    ),
    "form.name_again": Message(
        NOTE,
        N_(
            "The name {value} already stands in another group (row {line}): in an export "
            "without groups there are two columns of that name."
        ),
        N_("Give one of them another name."),
    ),
    "form.name_cut": Message(
        WARNING,
        N_(
            "{value} and {other} (row {line}) begin with the same 32 characters: Stata, "
            "which keeps no more, takes them for one."
        ),
        N_("Shorten the names."),
    ),
    "form.name_taken": Message(
        WARNING,
        N_("{value} is a column that exports of KoboToolbox or ODK Central write themselves."),
        N_("Give the question another name."),
    ),
    "form.name_reserved": Message(
        NOTE,
        N_("{value} is a word of Stata, SPSS, R or SQL and cannot be the name of a column there."),
        N_("Add to it, such as {value}_1."),
    ),
    "form.name_signs": Message(
        NOTE,
        N_(
            "{value} has signs or letters that Stata, SPSS, R or SQL change in the name of "
            "a column."
        ),
        N_("Use the letters a to z, digits and _ only."),
    ),
    "form.name_long": Message(
        NOTE,
        N_(
            "{count} names have more than {most} characters, which Stata or the names of "
            "sheets cut off: {names}."
        ),
        N_("Shorten them; what they mean stands in the label."),
    ),
    "form.choice_case": Message(
        WARNING,
        N_(
            "{value} and {other} of the list {list} differ in capitals only: spreadsheets "
            "and databases take them for one answer."
        ),
        N_("Give one of them another name."),
    ),
    "form.choice_signs": Message(
        NOTE,
        N_(
            "“{value}” has signs that headings and filters of exports do not keep, such as "
            "/ or a comma."
        ),
        N_("Use letters, digits, _ and - only."),
    ),
}
