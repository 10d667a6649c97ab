"""Findings about the file of a brief: where it is, and what YAML makes of it."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES: dict[str, Message] = {
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
}
