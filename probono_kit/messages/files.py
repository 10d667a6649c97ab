"""Findings about files and folders as such."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, Message

MESSAGES = {
    "file.missing": Message(
        ERROR,
        N_("This file does not exist."),
        N_("Check the name and the folder; capital letters and accents count."),
    ),
    "file.empty": Message(
        ERROR,
        N_("The file is empty."),
        N_("Ask for the file again and check that it opens."),
    ),
    "file.is_a_folder": Message(
        ERROR,
        N_("This is a folder, and a file is needed."),
        N_("Name the file inside the folder."),
    ),
    "file.not_a_folder": Message(
        ERROR,
        N_("A folder is needed here, and there is a file of that name."),
        N_("Rename the file, or choose another folder."),
    ),
    "file.not_readable": Message(
        ERROR,
        N_("This file may not be read: {reason}."),
        N_("Change its permissions, or copy it into a folder of your own."),
    ),
    "file.not_writable": Message(
        ERROR,
        N_("Nothing may be written here: {reason}."),
        N_("Choose another folder, or change the permissions of this one. Nothing was changed."),
    ),
    "file.no_space": Message(
        ERROR,
        N_("There is no space left on this disk."),
        N_("Free some space, then run again: nothing was half-written."),
    ),
    "file.os_error": Message(
        ERROR,
        N_("The system refused: {reason}."),
        N_("Check the path and the disk, then run again. Nothing was half-written."),
    ),
}
