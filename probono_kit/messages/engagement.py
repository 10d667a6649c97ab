"""Findings about what a brief says: its texts, files and tasks."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    # ---- what the brief must say ------------------------------------------------------------
    "engagement.not_a_slug": Message(
        ERROR,
        N_("“{given}” cannot be used as a short name: it becomes the name of a folder."),
        N_("Use lower-case letters without accents, digits and hyphens, such as water-points."),
    ),
    "engagement.not_a_slug_near": Message(
        ERROR,
        N_("“{given}” cannot be used as a short name: it becomes the name of a folder."),
        N_("Use lower-case letters without accents, digits and hyphens, such as {near}."),
    ),
    "engagement.folder_exists": Message(
        ERROR,
        N_("There is a file or folder of that name already, and nothing was changed in it."),
        N_("Choose another name, or work in the folder that is there."),
    ),
    "engagement.text_too_long": Message(
        ERROR,
        N_("“{key}” is too long; at most {limit} characters."),
        N_("Shorten it."),
    ),
    "engagement.not_a_language": Message(
        ERROR,
        N_("“{key}” is to be a text, or one text per language; “{language}” is no language here."),
        N_("Possible are {choices}; write one line per language."),
    ),
    "engagement.single_value_needed": Message(
        ERROR,
        N_("“{key}” holds a value that is itself a list."),
        N_("Write single texts or numbers, such as [Dakar, Matam]."),
    ),
    "engagement.language_twice": Message(
        ERROR,
        N_("The language “{language}” is named twice."),
        N_("Delete one of them."),
    ),
    "engagement.language_not_ready": Message(
        WARNING,
        N_("The kit's own texts are not translated yet ({language}): they will be in English."),
        N_("Your own texts stay as they are. Look at the result with a reader of the language."),
    ),
    "engagement.text_not_in_language": Message(
        WARNING,
        N_("“{key}” is not written in: {languages}; another language stands in."),
        N_("Add the missing text."),
    ),
    "engagement.one_text_for_all": Message(
        WARNING,
        N_("“{key}” is one text, and the task is made in several languages."),
        N_("Write one text per language below it."),
    ),
    "engagement.no_tasks": Message(
        WARNING,
        N_("There is no task yet, so nothing can be made."),
        N_("Add one under “tasks”; “probono notebooks” shows what there is."),
    ),
    "engagement.no_columns_to_share": Message(
        WARNING,
        N_("No column may leave with the results: maps show no values, tables stay here."),
        N_("Name the columns that may be shared under “columns_to_share”."),
    ),
    "engagement.no_contact": Message(
        WARNING,
        N_("Nobody is named to whom readers can write."),
        N_("Add “contact” under “ngo”: a role and an address rather than a person."),
    ),
    "engagement.no_limits": Message(
        NOTE,
        N_("The brief does not say what the data cannot show."),
        N_("Add a line under “limits”: what is missing, old, or estimated."),
    ),
    # ---- files ------------------------------------------------------------------------------
    "engagement.source_incomplete": Message(
        WARNING,
        N_("Of the source “{source}” this is not said: {keys}."),
        N_("Ask the NGO and add it: it is printed on every map."),
    ),
    "engagement.file_missing": Message(
        ERROR,
        N_("The file “{given}” does not exist."),
        N_("Did you mean “{near}”?"),
    ),
    "engagement.file_missing_listed": Message(
        ERROR,
        N_("The file “{given}” does not exist."),
        N_("Put it into the folder raw and write its path from there. Now there is: {choices}."),
    ),
    "engagement.file_empty": Message(
        ERROR,
        N_("The file “{given}” is empty."),
        N_("Ask for the file again and check that it opens."),
    ),
    "engagement.file_not_readable": Message(
        ERROR,
        N_("The file “{given}” may not be read."),
        N_("Change its permissions, or copy it."),
    ),
    "engagement.folder_for_file": Message(
        ERROR,
        N_("“{given}” is a folder, and a file is needed."),
        N_("Name the file inside the folder."),
    ),
    "engagement.path_outside": Message(
        ERROR,
        N_("“{given}” is outside the engagement's folder."),
        N_("Copy the file into the folder raw and write raw/ and its name."),
    ),
    "engagement.path_backslash": Message(
        ERROR,
        N_("“{given}” has backslashes, which other systems do not understand."),
        N_("Write / between folders, such as raw/points.xlsx."),
    ),
    "engagement.path_made": Message(
        ERROR,
        N_("“{given}” lies in a folder that is made anew by every run."),
        N_("Copy the file into raw, or name the task that makes it."),
    ),
    "engagement.not_a_picture": Message(
        ERROR,
        N_("“{given}” is not a PNG or JPEG picture."),
        N_("Ask for the logo as PNG, or open it and save it as PNG."),
    ),
    # ---- tasks ------------------------------------------------------------------------------
    "engagement.id_twice": Message(
        ERROR,
        N_("Two tasks are called “{id}”; the first is in line {line}."),
        N_("Give each its own id."),
    ),
    "engagement.id_of_source": Message(
        ERROR,
        N_("“{id}” is a source already, and a task cannot have the same name."),
        N_("Rename one of them."),
    ),
    "engagement.unknown_notebook": Message(
        ERROR,
        N_("There is no notebook “{given}”."),
        N_("Did you mean “{near}”?"),
    ),
    "engagement.unknown_notebook_listed": Message(
        ERROR,
        N_("There is no notebook “{given}”."),
        N_("There are: {choices}."),
    ),
    "engagement.unknown_input": Message(
        ERROR,
        N_("“{given}” is nothing that “{key}” can take."),
        N_("Did you mean “{near}”?"),
    ),
    "engagement.unknown_input_listed": Message(
        ERROR,
        N_("“{given}” is nothing that “{key}” can take."),
        N_("Name the id of a source or task. Possible here: {choices}."),
    ),
    "engagement.input_of_other_kind": Message(
        ERROR,
        N_("“{key}” cannot take “{given}”: only tables come from tasks."),
        N_("Name a source, or a base layer such as base:admin1."),
    ),
    "engagement.one_input": Message(
        ERROR,
        N_("“{key}” takes one input, and {given} are given."),
        N_("Keep one of them, without brackets, or make one task for each."),
    ),
    "engagement.input_twice": Message(
        ERROR,
        N_("“{key}” takes “{given}” twice."),
        N_("Name it once."),
    ),
    "engagement.input_missing": Message(
        ERROR,
        N_("The task does not say what its “{key}” is."),
        N_("Add below it “inputs”, and there “{key}: ” with the id of a source or task."),
    ),
    "engagement.input_in_parameters": Message(
        ERROR,
        N_("“{key}” is an input."),
        N_("Move the line from “parameters” or “matrix” to “inputs”."),
    ),
    "engagement.reserved_parameter": Message(
        ERROR,
        N_("“{key}” cannot be set: every run has its own folder in work."),
        N_("Delete the line."),
    ),
    "engagement.set_twice": Message(
        ERROR,
        N_("“{key}” stands both under “matrix” and under “parameters”."),
        N_("Delete one of them."),
    ),
    "engagement.too_many_runs": Message(
        ERROR,
        N_("The matrix makes {count} runs; at most {limit}."),
        N_("Shorten its lists, or make several tasks of it."),
    ),
    "engagement.run_twice": Message(
        ERROR,
        N_("Two runs of the task would be called “{id}”."),
        N_("Delete the value that stands twice, or change its spelling."),
    ),
    "engagement.which_run": Message(
        ERROR,
        N_("The task “{id}” runs several times, and it is not said which of its tables is meant."),
        N_("Add to the matrix of this task: {keys}."),
    ),
    "engagement.circle": Message(
        ERROR,
        N_("These tasks wait for each other: {circle}."),
        N_("Give one of them a source instead."),
    ),
}
