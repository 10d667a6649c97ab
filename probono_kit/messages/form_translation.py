"""Findings about the translator's sheet of a form."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "translation.no_target": Message(
        ERROR,
        N_("The form has one language, and it is not said into which it is to be translated."),
        N_("Name the language, by its code or its name: --to es."),
    ),
    "translation.unknown_language": Message(
        ERROR,
        N_("No language has the name or the code “{given}”."),
        N_("Write its code, its name, or both: --to wo, --to Wolof, --to 'Pulaar (fuc)'."),
    ),
    "translation.misspelt_language": Message(
        ERROR,
        N_("No language has the name or the code “{given}”."),
        N_("Write the one that is meant. Spelt nearly so: {near}."),
    ),
    "translation.no_source": Message(
        ERROR,
        N_("The form has no texts in {given}; it has {languages}."),
        N_("Translate from one of its languages."),
    ),
    "translation.source_unnamed": Message(
        ERROR,
        N_("The form does not say which language its texts are in, and gets a second one."),
        N_("Name the language of the form as it is: --from fr."),
    ),
    "translation.in_files": Message(
        NOTE,
        N_("The choices of these questions are in files and not in the sheet: {names}."),
        N_("Have their column of labels translated in the file itself."),
    ),
    "translation.no_sheet": Message(
        ERROR,
        N_("There is no translator's sheet in this file: its hidden columns were not found."),
        N_("Take the file that was written for the translator, and fill it in; copy no columns."),
    ),
    "translation.no_column": Message(
        ERROR,
        N_("The columns of these translations are not in the sheet: {names}."),
        N_("Give the column its heading back, letter by letter; or write a new sheet."),
    ),
    "translation.no_source_column": Message(
        WARNING,
        N_(
            "Columns of the source are gone, and it cannot be checked that they are whole: {names}."
        ),
        N_("Compare the translations with the form before you use them."),
    ),
    "translation.no_key": Message(
        ERROR,
        N_("This row has a translation, but no key: it is not known where it belongs."),
        N_("Put the text into the row of its source; do not add rows."),
    ),
    "translation.unknown_key": Message(
        WARNING,
        N_("The form no longer has what this row translates ({key}); the row was left out."),
        N_("Nothing, if the question was taken out on purpose; else write a new sheet."),
    ),
    "translation.source_edited": Message(
        ERROR,
        N_(
            "The source in this row is not the one that was written there ({text}): it was "
            "overwritten, or columns were sorted one by one."
        ),
        N_("Undo it, or write a new sheet and copy the translation there."),
    ),
    "translation.source_changed": Message(
        WARNING,
        N_("The text of {name} has changed in the form since the sheet was written; now: {text}."),
        N_("Check that the translation still says the same."),
    ),
    "translation.both_changed": Message(
        WARNING,
        N_("The translation of {name} has changed in the form as well; there it is: {text}."),
        N_("Decide which one counts; the one of the sheet would replace it."),
    ),
    "translation.emptied": Message(
        WARNING,
        N_("This translation was emptied; the form has: {text}."),
        N_("It stays in the form unless you ask for its removal with --emptied."),
    ),
    "translation.not_emptied": Message(
        WARNING,
        N_("{count} texts that were emptied in the sheet stay in the form: {names}."),
        N_("Ask for their removal with --emptied if it is meant."),
    ),
    "translation.error_cell": Message(
        ERROR,
        N_("The cell holds an error of a formula ({value}): the text began with =, + or -."),
        N_("Put an apostrophe before the text."),
    ),
    "translation.unknown_reference": Message(
        ERROR,
        N_("The form has no question of this name, so that it would not open: {names}."),
        N_("Copy the reference from the source letter by letter; names are never translated."),
    ),
    "translation.broken_reference": Message(
        ERROR,
        N_("This reference is broken: {text}."),
        N_("Copy it from the source letter by letter: dollar, brace, name, brace."),
    ),
    "translation.lost_reference": Message(
        WARNING,
        N_("The translation lacks what the source shows here: {names}."),
        N_("Put it where it belongs in the sentence, if it is not left out on purpose."),
    ),
    "translation.twice": Message(
        ERROR,
        N_("The same place is translated otherwise in {other}."),
        N_("Keep one of the two rows."),
    ),
    "translation.two": Message(
        NOTE,
        N_("The same source is translated here as “{text}”, in {other} as “{said}”."),
        N_("Nothing, if the place asks for it; else use one of them."),
    ),
    "translation.not_in_sheet": Message(
        NOTE,
        N_("{count} texts of the form are not in the sheet: {names}."),
        N_("They are new, or their rows were deleted; write a new sheet for them."),
    ),
}
