"""Findings of reading tables: files, sheets, rows of every role."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "tables.missing_near": Message(
        ERROR,
        N_("This file does not exist. Files of nearly that name: {near}."),
        N_("Check the name and the folder; capital letters and accents count."),
    ),
    "tables.not_a_table": Message(
        ERROR,
        N_("This is no table that can be read: the content is of the kind {kind}."),
        N_("Open it in the program that made it, and save the table as .xlsx or .csv."),
    ),
    "tables.password": Message(
        ERROR,
        N_("The file is protected by a password."),
        N_("Open it, remove the password (File › Info › Protect), and save it again."),
    ),
    "tables.damaged": Message(
        ERROR,
        N_("The file is damaged ({reason})."),
        N_("Ask for it again; or open it in LibreOffice, which often repairs it, and save it."),
    ),
    "tables.unpacks_too_big": Message(
        ERROR,
        N_("The file unpacks to {size} MB, far more than its size promises: it may be an attack."),
        N_("Ask who made it. If it is honest, save the one sheet you need as .csv."),
    ),
    "tables.too_big": Message(
        ERROR,
        N_("The file has {size} MB, too many to be read at once."),
        N_("Keep the rows and columns you need, or load it into a database."),
    ),
    "tables.too_many_cells": Message(
        ERROR,
        N_("The sheet stretches over more than {cells} cells."),
        N_(
            "A stray cell far down or far right is the usual reason: delete the empty rows and"
            " columns around the table, and save it again."
        ),
    ),
    "tables.other_inside": Message(
        WARNING,
        N_("The name ends with {suffix}, but the content is {kind}; it was read as {kind}."),
        N_("Nothing to do if the table is right; else ask for the original file."),
    ),
    "tables.formulas_uncalculated": Message(
        WARNING,
        N_("Formulas that were never calculated read as empty cells: {count} of them, as {cells}."),
        N_("Open the file in a spreadsheet program, save it there, and run again."),
    ),
    "tables.unknown_encoding": Message(
        ERROR,
        N_("There is no encoding named “{encoding}”."),
        N_("Use a name such as utf-8, cp1252, mac_roman or cp1256; or leave it empty."),
    ),
    "tables.encoding_found": Message(
        NOTE,
        N_("The text is not in UTF-8; it was read as {encoding}, in which one reads: {words}."),
        N_("Nothing to do if these words are right; else name the encoding."),
    ),
    "tables.encoding_unsure": Message(
        WARNING,
        N_(
            "The encoding is not certain. It was read as {encoding}: {words}. It could also be:"
            " {rivals}."
        ),
        N_("Compare the words with the original. If they are wrong, save the file as UTF-8 CSV."),
    ),
    "tables.mixed_encoding": Message(
        WARNING,
        N_(
            "Some characters are not valid in this file of UTF-8 ({count}, the first in line"
            " {line}): they were read as Windows letters."
        ),
        N_("Look at that line; if a letter is wrong, mend it in the source."),
    ),
    "tables.nul_characters": Message(
        WARNING,
        N_("The text holds NUL characters ({count}, the first in line {line})."),
        N_("The file was probably damaged on its way: ask for it again."),
    ),
    "tables.separator_unsure": Message(
        WARNING,
        N_("Columns were separated at {separator}; {rivals} would fit nearly as well."),
        N_(
            "Look at the columns. If they are wrong, save the file as .xlsx or with another"
            " separator."
        ),
    ),
    "tables.stray_quotes": Message(
        WARNING,
        N_(
            "Quotation marks do not close properly in some rows ({count}): {rows}. These rows"
            " were split at every separator, and their marks kept."
        ),
        N_("Look at these rows, and mend the quotation marks in the source."),
    ),
    "tables.short_rows": Message(
        WARNING,
        N_(
            "Some rows ({count}) have fewer than {usual} cells: {rows}. Their last cells are empty."
        ),
        N_("Look at these rows: a line break inside a cell, or a lost separator, shifts values."),
    ),
    "tables.long_rows": Message(
        WARNING,
        N_("Some rows ({count}) have more than {usual} cells: {rows}. The extra cells are kept."),
        N_("Look at these rows: a separator inside a cell shifts the values after it."),
    ),
    "tables.no_such_sheet": Message(
        ERROR,
        N_("There is no sheet “{sheet}”. Sheets: {sheets}."),
        N_("Use one of these names."),
    ),
    "tables.several_sheets": Message(
        WARNING,
        N_("Several sheets hold tables. “{sheet}” was taken, being the first; also: {others}."),
        N_("Name the sheet you mean."),
    ),
    "tables.only_sheet": Message(
        NOTE,
        N_("Only the sheet “{sheet}” holds a table; it was taken."),
        N_("Name another sheet if you meant one."),
    ),
    "tables.no_table": Message(
        ERROR,
        N_("None of the sheets holds a table: {sheets}."),
        N_("A table has a row of names, at least two columns, and rows below. Check the file."),
    ),
    "tables.empty_sheet": Message(
        ERROR,
        N_("The sheet is empty."),
        N_("Name another sheet, or ask for the file again."),
    ),
    "tables.no_header": Message(
        ERROR,
        N_("No row looks like the names of the columns. First rows: {rows}."),
        N_("Say which row has the names (header_row), or write them above the data."),
    ),
    "tables.header_row_empty": Message(
        ERROR,
        N_("Row {row} was named as the header, and it holds nothing; the sheet has {rows} rows."),
        N_("Give the number that the spreadsheet program shows at the left of the header."),
    ),
    "tables.only_headers": Message(
        ERROR,
        N_("There is a header in row {row}, and no row of data below it."),
        N_("Ask for the filled table, or name another sheet."),
    ),
    "tables.duplicate_name": Message(
        WARNING,
        N_("Another column has the same name: this one is now called “{name}”."),
        N_("Use the new name, or rename the column in the source."),
    ),
    "tables.unnamed_column": Message(
        WARNING,
        N_("This column has values and no name: it is now called “{name}”."),
        N_("Ask what it holds, and write its name in the source."),
    ),
    "tables.blank_column": Message(
        WARNING,
        N_("This column is empty, inside the table: two tables may stand side by side."),
        N_("If they do, put each on a sheet of its own."),
    ),
    "tables.merged_texts": Message(
        NOTE,
        N_("Cells merged over several rows ({count}) were read as the same text in each row."),
        N_("Nothing to do."),
    ),
    "tables.merged_number": Message(
        WARNING,
        N_("A number is merged over {rows} rows: it was left in the first row only."),
        N_("Say how it is shared among the rows: write one number in each."),
    ),
    "tables.rows_counted": Message(
        NOTE,
        N_(
            "Rows in the sheet: {rows} = data {data} + header {header} + titles {titles} +"
            " totals {totals} + notes {notes} + other {others} + empty {empty}."
        ),
        N_("Compare the number of data rows with what you expect."),
    ),
    "tables.notes_set_aside": Message(
        NOTE,
        N_("Notes below the table were set aside ({count}): {rows}."),
        N_("If one of them is data, say so to whoever made the table."),
    ),
    "tables.header_again": Message(
        NOTE,
        N_("Rows that repeat the header were set aside ({count}): {rows}."),
        N_("Nothing to do."),
    ),
    "tables.totals_set_aside": Message(
        NOTE,
        N_("Rows of totals, which add up, were set aside ({count}): {rows}."),
        N_("Nothing to do."),
    ),
    "tables.total_unlabelled": Message(
        NOTE,
        N_("The last row has no text, and its numbers ({count}) are sums: it was set aside."),
        N_("If it is data, write a name in its first cell."),
    ),
    "tables.total_differs": Message(
        WARNING,
        N_("The row “{label}” was set aside, but it does not add up: {cells}."),
        N_("Ask which is right, the rows or the total: rows may be missing or counted twice."),
    ),
    "tables.looks_like_total": Message(
        WARNING,
        N_("“{label}” sounds like a total and adds up to nothing: it was kept as data."),
        N_("If it is a total, delete the row in the source, or check its numbers."),
    ),
    "tables.patch_kind": Message(
        ERROR,
        N_("Only workbooks of the kind .xlsx can be changed in place."),
        N_("Open it, save it as .xlsx, and take that one."),
    ),
    "tables.patch_formula": Message(
        ERROR,
        N_("The cell to be changed holds a formula."),
        N_("Change it by hand, or put the text in place of the formula first."),
    ),
    "tables.column_at_end": Message(
        NOTE,
        N_(
            "{count} new columns are at the end of the sheet: its formulas, comments or drawings "
            "would not have moved with the others."
        ),
        N_("Nothing: the order of columns does not matter to the form."),
    ),
}
