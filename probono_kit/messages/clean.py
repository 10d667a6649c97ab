"""Findings of cleaned tables as files: the hand-over between tasks, dictionary, page, command."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "clean.formula_errors": Message(
        WARNING,
        N_(
            "Formulas show an error instead of a value; read as empty: {count} of them, as {cells}."
        ),
        N_("Mend them in the spreadsheet, or ask what should stand there."),
    ),
    "clean.parquet_damaged": Message(
        ERROR,
        N_("The file is Parquet, but it cannot be read: {reason}."),
        N_("Run the task that wrote it again, or ask for the file again."),
    ),
    "clean.parquet_too_large": Message(
        ERROR,
        N_("The file says that it holds {rows} rows: more than a table here may have."),
        N_("Take the rows that you need out of it with a database program first."),
    ),
    "clean.too_long_for_xlsx": Message(
        NOTE,
        N_("The clean table has {rows} rows, too many for a workbook; it is in CSV and Parquet."),
        N_("Nothing needs to be done; a database program opens both."),
    ),
    "clean.levels_and_columns": Message(
        ERROR,
        N_("Each column of places needs a level of its own, and each level stands once."),
        N_("Give `levels` as many numbers as there are columns, the largest areas first: [1, 2]."),
    ),
    "clean.half_a_position": Message(
        ERROR,
        N_("A position needs both latitude and longitude."),
        N_("Name both columns, or neither."),
    ),
}
