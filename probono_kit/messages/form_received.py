"""Findings of reading submissions: what a file is, what of it is not the form's, what is lost."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    # Files that cannot be read whole
    "submissions.cut_file": Message(
        ERROR,
        N_("The file ends in the middle of row {row}: it was cut, and what came after is missing."),
        N_("Download it again, and wait until it is complete; rows that are lost cannot be seen."),
    ),
    "submissions.cut_archive": Message(
        ERROR,
        N_("The zip file is damaged or was cut ({reason})."),
        N_("Download it again, and wait until it is complete."),
    ),
    "submissions.not_json": Message(
        ERROR,
        N_("This is no JSON that can be read: {reason}."),
        N_("Take the answer of the API as it came, or export as XLSX."),
    ),
    "submissions.json_unknown": Message(
        ERROR,
        N_("This JSON holds no submissions as the API of KoboToolbox (version 2) gives them."),
        N_("Take what the address …/api/v2/assets/…/data.json answers, or export as XLSX."),
    ),
    "submissions.pages_missing": Message(
        ERROR,
        N_("The server counted {count} submissions; these pages hold {rows}."),
        N_("Give all pages together: each says under “next” where the one after it is."),
    ),
    "submissions.no_table": Message(
        ERROR,
        N_("The zip file holds no submissions as ODK Central exports them; it holds: {files}."),
        N_("In ODK Central take “Download” → “All data and media files”, or give the files in it."),
    ),
    "submissions.no_main": Message(
        ERROR,
        N_("The file holds no table of interviews, only repeats or nothing."),
        N_("Export again, all sheets at once, or give the sheet of the interviews too."),
    ),
    "submissions.lost_rows": Message(
        ERROR,
        N_("{count} rows of a repeat belong to no submission of the file."),
        N_("Export again, all sheets at once; do not sort or delete rows in the export."),
    ),
    # Whether file and form belong together
    "submissions.other_form": Message(
        ERROR,
        N_(
            "This is not an export of {form}: {matched} of {total} columns ({share}) are questions"
            " of it, by name or by label. The file has, for example: {columns}; the form asks:"
            " {questions}."
        ),
        N_("Give the form that these answers were collected with, or the export of this form."),
    ),
    "submissions.no_language": Message(
        ERROR,
        N_("The form has no labels in the language “{language}”; it has: {known}."),
        N_("Write one of these, or leave the language out: it is found from the headings."),
    ),
    "submissions.by_labels": Message(
        NOTE,
        N_("The headings are labels ({language}); {matched} of {total} columns are questions."),
        N_(
            "Exports with “XML values and headers” are safer: labels may be changed or stand twice."
        ),
    ),
    "submissions.unknown_columns": Message(
        WARNING,
        N_("{count} columns or tables of the export are not in the form: {columns}."),
        N_("Check that form and export belong together; these columns are taken as text."),
    ),
    "submissions.unsure_headings": Message(
        WARNING,
        N_("Several questions may be meant by the same heading: {columns}."),
        N_("Export with “XML values and headers” and with group names; they are taken as text."),
    ),
    "submissions.unsure_labels": Message(
        WARNING,
        N_("In “{column}” several choices have the same label: {labels}."),
        N_("Export with “XML values and headers”; these answers stay as they are written."),
    ),
    "submissions.unknown_labels": Message(
        WARNING,
        N_("In “{column}” answers are no choice of the form: {labels}."),
        N_("Give the version of the form they were made with; they stay as they are written."),
    ),
    "submissions.labels_in_cells": Message(
        WARNING,
        N_("{count} cells of “{column}” hold the label of a choice; its name is taken."),
        N_("Check a few of them; export with “XML values and headers” to be sure."),
    ),
    # What is in the file
    "submissions.no_key": Message(
        WARNING,
        N_("No column names each submission, so they are named by their row."),
        N_("Export again with the columns that KoboToolbox adds (_uuid), or decisions get lost."),
    ),
    "submissions.tag_row": Message(
        NOTE,
        N_("The first row holds tags (#…) and is no interview; it was left out."),
        N_("Nothing needs to be done."),
    ),
    "submissions.other_sheets": Message(
        WARNING,
        N_("Sheets that are no repeat of {read} were not read: {sheets}."),
        N_("Give what is in them as files of their own, if they are submissions."),
    ),
    "submissions.no_repeats": Message(
        NOTE,
        N_("Repeats of the form are not in this file: {repeats}."),
        N_("A CSV of KoboToolbox never holds repeats: export as XLSX if you need them."),
    ),
    "submissions.not_decrypted": Message(
        WARNING,
        N_("{count} submissions were not decrypted: their answers are empty."),
        N_("Export again with the passphrase of the project."),
    ),
    "submissions.two_columns": Message(
        WARNING,
        N_("Two columns hold answers to “{column}”, and differ in {count} rows: the first counts."),
        N_("Look at both in the export, and keep the one that is right."),
    ),
    "submissions.choices_differ": Message(
        WARNING,
        N_("In {count} rows “{column}” and its columns of 0 and 1 say different things."),
        N_("One of them was changed by hand; correct the export, or export again."),
    ),
    "submissions.unread_cells": Message(
        WARNING,
        N_(
            "Cells of “{column}” are not what the form asks for and count as empty: {cells}"
            " ({count})."
        ),
        N_("Correct them in the export, or change the kind of the question."),
    ),
    "submissions.files_there": Message(
        ERROR,
        N_("These files are already there and were not overwritten: {files}."),
        N_("Name another folder, or add --overwrite if they may go."),
    ),
    # Several files
    "submissions.same_twice": Message(
        WARNING,
        N_("{count} submissions stand in several of the files, unchanged; each counts once."),
        N_("Nothing needs to be done."),
    ),
    "submissions.edited": Message(
        WARNING,
        N_(
            "{count} submissions stand in several of the files with different answers; those of"
            " the newest file count: {files}."
        ),
        N_("They were edited in between; check that this file is the newest."),
    ),
}
