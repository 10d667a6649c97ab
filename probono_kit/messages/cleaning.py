"""Findings of cleaning, of logs, and of writing tables."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "tables.changes_counted": Message(
        NOTE,
        N_("Cells changed: {count} of {cells}; each is in the cleaning log."),
        N_("Read the log; the original file is as it was."),
    ),
    "tables.review": Message(
        WARNING,
        N_("Cells that contradict their column, and are empty in the clean table: {count}."),
        N_("The cleaning log names each with its old value: decide, and correct the source."),
    ),
    "tables.id_not_unique": Message(
        NOTE,
        N_(
            "The column “{column}” does not name each row once: in the log, rows are named"
            " row-2, row-3…"
        ),
        N_("Nothing to do if several rows belong to one record; else check the export."),
    ),
    "tables.codes_kept": Message(
        NOTE,
        N_("“{column}”: {word} was kept, because the column holds codes of that length."),
        N_("If it means “no value”, empty these cells in the source."),
    ),
    "tables.stale_log": Message(
        ERROR,
        N_("The log does not fit the data: cells that hold something else ({count}): {cells}."),
        N_("Use the log that was made from this very file, or clean the new file anew."),
    ),
    "tables.unknown_log_cells": Message(
        ERROR,
        N_("The log names cells that the table does not have ({count}): {cells}."),
        N_("Use the log that was made from this very file, or clean the new file anew."),
    ),
    "tables.not_a_log": Message(
        ERROR,
        N_("This is no cleaning log: it lacks the columns {columns}."),
        N_("A log has these columns; use the file that was written with the clean table."),
    ),
    "tables.too_long_for_xlsx": Message(
        ERROR,
        N_(
            "A table of {rows} rows and {columns} columns is more than a sheet of a workbook"
            " can hold."
        ),
        N_("Write the table as .csv."),
    ),
    "tables.log_too_long_for_xlsx": Message(
        WARNING,
        N_(
            "The log has {rows} rows, more than a sheet can hold: the workbook has only the"
            " first ones."
        ),
        N_("Use the .csv file, which has them all."),
    ),
    "tables.cells_cut": Message(
        WARNING,
        N_("Texts longer than a cell of a workbook can hold were cut ({count}): {cells}."),
        N_("The .csv file holds them whole."),
    ),
    "tables.quoted_formulas": Message(
        NOTE,
        N_(
            "Texts that begin like a formula got an apostrophe in front, so that no spreadsheet"
            " program runs them ({count}): {cells}."
        ),
        N_("The .xlsx file holds them as they are."),
    ),
    "tables.unknown_format": Message(
        ERROR,
        N_("A table cannot be written as “{suffix}”."),
        N_("Use a name that ends with .xlsx or .csv."),
    ),
}
