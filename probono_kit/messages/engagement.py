"""Findings of ``probono_kit.engagement``: the brief and the parameters of notebooks."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

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
    # ---- the file ---------------------------------------------------------------------------
    "engagement.no_folder": Message(
        ERROR,
        N_("There is no such folder."),
        N_("Check the name, or make the folder with “probono new NAME”."),
    ),
    "engagement.no_folder_near": Message(
        ERROR,
        N_("There is no such folder."),
        N_("Did you mean “{near}”?"),
    ),
    "engagement.no_brief": Message(
        ERROR,
        N_("There is no engagement.yml in this folder."),
        N_("Name the folder of an engagement, or make one with “probono new NAME”."),
    ),
    "engagement.no_brief_near": Message(
        ERROR,
        N_("There is no engagement.yml in this folder."),
        N_("Rename “{near}” to engagement.yml."),
    ),
    "engagement.not_a_brief": Message(
        ERROR,
        N_("This file has no lines “name: value”."),
        N_("Begin again from the engagement.yml that “probono new” writes."),
    ),
    "engagement.not_utf8": Message(
        ERROR,
        N_("This line holds letters that are not in UTF-8."),
        N_("Save the file with the encoding UTF-8; most editors offer it under “Save as”."),
    ),
    "engagement.yaml_size": Message(
        ERROR,
        N_("The file is larger than 256 kB; that is more than a person writes."),
        N_("Keep data in files of their own, such as .csv, and only decisions here."),
    ),
    "engagement.yaml_depth": Message(
        ERROR,
        N_("The lines are nested too deep."),
        N_("Compare with the example that “probono new” writes."),
    ),
    "engagement.yaml_bomb": Message(
        ERROR,
        N_("The aliases of this file (signs & and *) multiply it beyond measure."),
        N_("Write the values out instead; if the file came from someone else, do not trust it."),
    ),
    "engagement.yaml_tag": Message(
        ERROR,
        N_("Tags such as “!{given}” are not allowed here."),
        N_("Delete the word with the exclamation mark, or put the text in quotation marks."),
    ),
    "engagement.yaml_key": Message(
        ERROR,
        N_("What stands before the colon is not a simple name."),
        N_("Write a name without brackets before the colon."),
    ),
    "engagement.duplicate_key": Message(
        ERROR,
        N_("“{key}” stands here twice; the first is in line {line}."),
        N_("Delete one of them."),
    ),
    "engagement.yaml_tab": Message(
        ERROR,
        N_("The line is indented with a tab."),
        N_("Use spaces: two per level."),
    ),
    "engagement.yaml_character": Message(
        ERROR,
        N_("There is a character here that cannot be seen and must not be in the file."),
        N_("Type the line again."),
    ),
    "engagement.yaml_no_break_space": Message(
        ERROR,
        N_("There is a no-break space in “{given}”, and the line cannot be understood."),
        N_("Replace it by an ordinary space, or put the whole text in quotation marks."),
    ),
    "engagement.yaml_colon": Message(
        ERROR,
        N_("There is one colon too many in “{given}”, or the indentation is wrong."),
        N_("Put a text that contains a colon in quotation marks; indent by two spaces."),
    ),
    "engagement.yaml_documents": Message(
        ERROR,
        N_("A line of three hyphens begins a second document."),
        N_("Delete it."),
    ),
    "engagement.yaml_alias": Message(
        ERROR,
        N_("In “{given}” the sign * or & refers to something that is not there."),
        N_("Put the text in quotation marks."),
    ),
    "engagement.yaml_sign": Message(
        ERROR,
        N_("“{given}” contains a sign with which no value can begin (such as @, %, `)."),
        N_("Put the text in quotation marks."),
    ),
    "engagement.yaml_unclosed": Message(
        ERROR,
        N_("A quotation mark or bracket that was opened before is not closed."),
        N_("Look for it above this line and close it."),
    ),
    "engagement.yaml_syntax": Message(
        ERROR,
        N_("“{given}” cannot be understood."),
        N_("Check indentation, colons, quotation marks and brackets, here and just above."),
    ),
    "engagement.yaml_bool": Message(
        ERROR,
        N_("“{given}” without quotation marks is read as “{read}”."),
        N_('Write "{given}" with quotation marks if it is a text, else write {read}.'),
    ),
    "engagement.yaml_number": Message(
        ERROR,
        N_("“{given}” without quotation marks is read as the number {read}."),
        N_('Write "{given}" with quotation marks if it is a text, else write {read}.'),
    ),
    "engagement.curly_quotes": Message(
        WARNING,
        N_("The sign {given} is not a quotation mark to YAML: it becomes part of the text."),
        N_('Use the straight sign " if you mean a quotation mark.'),
    ),
    "engagement.text_cut": Message(
        WARNING,
        N_("The text ends before “{given}”: a # after a space begins a comment."),
        N_("Put the text in quotation marks, or leave a space after # if it is a comment."),
    ),
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
