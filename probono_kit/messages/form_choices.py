"""Findings about forms: choices, files, personal data, good practice."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.translation_blank": Message(
        WARNING,
        N_(
            "{column} is empty in {language} and filled in another language: readers of "
            "{language} see nothing, or a hyphen."
        ),
        N_("Write the translation."),
    ),
    "form.constraint_silent": Message(
        WARNING,
        N_("The answer to {name} is limited, and nothing tells why an answer is refused."),
        N_("Say in constraint_message what is accepted, in every language."),
    ),
    "form.appearance": Message(
        WARNING,
        N_(
            "“{value}” is no appearance that ODK or KoboToolbox know; it has no effect. The "
            "nearest one is {near}."
        ),
        N_("Correct it, or leave the cell empty."),
    ),
    "form.default": Message(
        WARNING,
        N_(
            "“{value}” cannot be the answer to a question of type {kind}: it is lost, or stops "
            "the form."
        ),
        N_(
            "Write an answer that the question accepts: a whole number, a date such as "
            "2026-05-31, the name of a choice."
        ),
    ),
    "form.choice_nameless": Message(
        ERROR,
        N_("A choice of the list {list} has no name: nothing would be stored."),
        N_("Write a short name without spaces."),
    ),
    "form.choice_twice": Message(
        ERROR,
        N_(
            "“{value}” is already in the list {list}, row {line}: the two answers could not be "
            "told apart."
        ),
        N_("Give one of them another name, or delete it."),
    ),
    "form.choice_spaces": Message(
        ERROR,
        N_(
            "“{value}” has a space and its list takes several answers, which are stored with "
            "spaces between them: it would be torn apart."
        ),
        N_("Write the name without spaces, such as with _."),
    ),
    "form.choice_label_twice": Message(
        WARNING,
        N_(
            "“{value}” is also the label of another choice of the list {list}, row {line}: the "
            "person who answers cannot tell them apart."
        ),
        N_("Word one of them in another way."),
    ),
    "form.parent_blank": Message(
        WARNING,
        N_(
            "The choice {name} has nothing in the column {column}, by which its list is "
            "filtered: it is never shown."
        ),
        N_("Write the name of its parent."),
    ),
    "form.parent_unknown": Message(
        WARNING,
        N_(
            "“{value}”, the parent of {name} (and perhaps of choices below), is not in the list"
            " {list}: they are never shown."
        ),
        N_("Write the parent as in the list {list}, or add it there."),
    ),
    "form.childless": Message(
        WARNING,
        N_(
            "Who chooses {name} then finds the list {list} empty: no choice has it in the "
            "column {column}."
        ),
        N_("Add choices for it to the list {list}, or take it away."),
    ),
    "form.list_unused": Message(
        NOTE,
        N_("No question uses the list {list}."),
        N_("Delete it, or use it."),
    ),
    "form.file_missing": Message(
        WARNING,
        N_(
            "The form looks things up in {file}, which does not lie beside it: without the file"
            " the list or the value is empty."
        ),
        N_("Put {file} beside the form, and upload it with the form."),
    ),
    "form.personal": Message(
        WARNING,
        N_("{name} asks for what leads to a person."),
        N_(
            "Ask it only if the work needs it; say why, who sees it and when it is deleted, and"
            " ask for consent first."
        ),
    ),
    "form.personal_device": Message(
        NOTE,
        N_("{name} records the telephone or the account of the person who asks."),
        N_("Leave it out if nobody checks it."),
    ),
    "form.personal_place": Message(
        NOTE,
        N_("{name} records an exact position; that of a dwelling leads to its inhabitants."),
        N_(
            "Ask for the village or area if that is enough, and share no exact positions of "
            "dwellings."
        ),
    ),
    "form.other_unasked": Message(
        NOTE,
        N_("{name} can be answered with “other”, and no question asks what that is."),
        N_("Add a question of type text that is asked when “other” is chosen."),
    ),
    "form.exclusive": Message(
        WARNING,
        N_(
            "{name} takes several answers, and these can be chosen together with others, which "
            "contradicts them: {choices}."
        ),
        N_(
            "Add a constraint such as not(selected(., 'none') and count-selected(.) > 1), with "
            "its message."
        ),
    ),
    "form.version": Message(
        NOTE,
        N_("The form has no version: later nobody can tell which one was filled in."),
        N_(
            "Write one into the column version of the settings sheet, and raise it with every "
            "change."
        ),
    ),
    "form.refused": Message(
        ERROR,
        N_("Servers convert forms with pyxform, which stops here: {text}."),
        N_("Mend what it says; it stops at its first error, so check again afterwards."),
    ),
    "form.pyxform_says": Message(
        NOTE,
        N_("Servers convert forms with pyxform, which says: {text}."),
        N_("Look whether it matters to you."),
    ),
}
