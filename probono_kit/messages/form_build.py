"""Findings about forms that are made from a description."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.describe_nothing": Message(
        ERROR,
        N_("The description asks nothing."),
        N_("List what is asked under questions."),
    ),
    "form.describe_missing": Message(
        ERROR,
        N_("No description of the form is given."),
        N_(
            "Name a YAML file or a list of questions under description; probono form new "
            "writes one to begin with."
        ),
    ),
    "form.describe_item": Message(
        ERROR,
        N_("It is not said what is asked here."),
        N_("Write question: and its text, group: or repeat: with a title, or module: with a name."),
    ),
    "form.describe_kind": Message(
        ERROR,
        N_("“{given}” is no kind of question."),
        N_("Write {near}, or another kind: {choices}."),
    ),
    "form.describe_no_kind": Message(
        NOTE,
        N_("The kind of this question is not said; it was taken for a text."),
        N_("Add kind:, such as whole number, date, yes/no, one choice, position."),
    ),
    "form.describe_no_choices": Message(
        ERROR,
        N_("This question is answered by a choice, and there is nothing to choose from."),
        N_("List what can be chosen under choices."),
    ),
    "form.describe_no_calculation": Message(
        ERROR,
        N_("This is to be calculated, and it is not said how."),
        N_("Write the formula under calculation, such as ${{girls}} + ${{boys}}."),
    ),
    "form.describe_one_choice": Message(
        WARNING,
        N_("There is only one answer to choose."),
        N_("Write one choice per line, or put ; between them."),
    ),
    "form.describe_limit": Message(
        ERROR,
        N_("“{given}” cannot limit an answer of the kind {kind}."),
        N_("Write a number, such as 10; for a day write it as 2026-05-31, or today."),
    ),
    "form.describe_limits": Message(
        ERROR,
        N_("No answer is possible: it would have to be at least {low} and at most {high}."),
        N_("Exchange the two, or correct one."),
    ),
    "form.describe_limit_kind": Message(
        ERROR,
        N_("Minimum and maximum limit numbers and days, and this answer is of the kind {kind}."),
        N_("Take them away, or write the limit as an expression under constraint."),
    ),
    "form.describe_accuracy": Message(
        ERROR,
        N_("“{given}” is no accuracy."),
        N_("Write whole metres, such as 10."),
    ),
    "form.describe_choice": Message(
        ERROR,
        N_("This choice cannot be understood."),
        N_(
            "Write its text, or its name and its text: well: Puits, or {{name: well, fr: "
            "Puits, en: Well}}."
        ),
    ),
    "form.describe_choices_count": Message(
        ERROR,
        N_("There are {count} choices in {language} and {first} in the first language."),
        N_("Write the same choices in every language, in the same order."),
    ),
    "form.describe_language": Message(
        ERROR,
        N_("“{given}” is no language that is known here."),
        N_("Write a code such as fr, en, es, ar, or the name of the language."),
    ),
    "form.describe_list": Message(
        ERROR,
        N_("There is no list of choices called {given}; the nearest one is {near}."),
        N_("Write the choices, or the name of a list from lists."),
    ),
    "form.describe_module": Message(
        ERROR,
        N_("There is no module called {given}; the nearest one is {near}."),
        N_("Take one of these: {choices}."),
    ),
    "form.describe_module_twice": Message(
        ERROR,
        N_("The module {given} is already in the form."),
        N_("Take one of the two away."),
    ),
    "form.describe_name_twice": Message(
        ERROR,
        N_("The name {given} is already taken: {first}."),
        N_("Give this question another name, or none: then one is made from its text."),
    ),
    "form.describe_group_empty": Message(
        ERROR,
        N_("This group holds no question."),
        N_("List its questions under questions, or take it away."),
    ),
    "form.describe_no_list": Message(
        ERROR,
        N_("No sheet has a row of headings with question and kind; the sheets are: {sheets}."),
        N_("Write the headings Question and Kind above the list."),
    ),
    "form.describe_column": Message(
        WARNING,
        N_(
            "“{given}” is not understood, and nothing of it gets into the form; the nearest "
            "word is {near}."
        ),
        N_("Correct it if it matters."),
    ),
    "form.describe_end": Message(
        ERROR,
        N_("This row ends a group, and none is open."),
        N_("Take it away, or add the row where the group begins."),
    ),
    "form.describe_open": Message(
        ERROR,
        N_("The group that begins here is never ended."),
        N_("Add a row of kind end group behind its last question."),
    ),
    "form.when_unclear": Message(
        ERROR,
        N_("“{text}” is not understood: no question of the form is recognised in it."),
        N_(
            "Write such as water_source is river, age is at least 18, needs includes food; or"
            " an expression with ${{name}}."
        ),
    ),
    "form.when_question": Message(
        ERROR,
        N_("“{text}” names no question of the form; the nearest one is {near}."),
        N_("Write the name or the text of the question."),
    ),
    "form.when_choice": Message(
        ERROR,
        N_("“{value}” in “{text}” is no choice of {name}."),
        N_("Write one of its choices: {choices}."),
    ),
    "form.when_number": Message(
        ERROR,
        N_("“{value}” in “{text}” is compared with {name}, and is no number."),
        N_("Write a number, such as 18."),
    ),
    "form.build_untranslated": Message(
        WARNING,
        N_(
            "{count} questions have texts without {language}; those of another language stand"
            " in their place: {places}."
        ),
        N_("Add {language}: to their texts in the description, and build the form again."),
    ),
    "form.build_module_untranslated": Message(
        WARNING,
        N_("The module {module} has no texts in {languages}; English stands in their place."),
        N_(
            "Have them translated; where the source publishes its own translation, take that "
            "word for word."
        ),
    ),
    "form.build_module_working": Message(
        NOTE,
        N_(
            "In {languages} the module {module} is a working translation, not the wording of "
            "its source: {source}."
        ),
        N_("Compare it with the source's own translation before the collection begins."),
    ),
    "form.build_no_areas": Message(
        NOTE,
        N_(
            "No areas are given: the place is asked as a text, which has to be matched to "
            "areas later."
        ),
        N_("Name the boundary layer or the list of P-codes under areas."),
    ),
    "form.build_external": Message(
        NOTE,
        N_(
            "{count} areas are more than {most}: they are in this file, which goes to the "
            "server with the form."
        ),
        N_("Upload it as a media file of the form; most_choices changes the limit."),
    ),
    "form.build_orphans": Message(
        WARNING,
        N_("{count} areas are left out, for the area around them is not in the list: {codes}."),
        N_("Complete the list, or correct the codes of their parents."),
    ),
    "form.build_childless": Message(
        NOTE,
        N_(
            "{count} areas have none below them; each can be chosen as a whole at the next "
            "level: {codes}."
        ),
        N_("Complete the list if areas are missing."),
    ),
    "form.build_metadata": Message(
        WARNING,
        N_("A form cannot record “{given}” by itself; it can record: {choices}."),
        N_("Correct it, or ask it as a question."),
    ),
    "form.build_metadata_purpose": Message(
        WARNING,
        N_("The form records {given}, which leads to a person, and it is not said why."),
        N_(
            "Write the purpose behind it, such as {given}: checking who filled in which form;"
            " or leave it out."
        ),
    ),
    "form.new_exists": Message(
        ERROR,
        N_("This file is already there and is not overwritten."),
        N_("Give another name."),
    ),
    "form.preview_engine": Message(
        WARNING,
        N_("The preview needs ODK Web Forms, which is not on this computer: no preview was made."),
        N_(
            "Fetch it with make engine, or name the folder with it in the environment "
            "variable PROBONO_WEB_FORMS."
        ),
    ),
}
