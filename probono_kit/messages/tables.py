"""Findings of ``probono_kit.tables``."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_FILE = {
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
}

_SHEET = {
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
}

_TYPES = {
    "tables.missing_column": Message(
        ERROR,
        N_("There is no column “{column}”. Columns: {columns}."),
        N_("Use one of these names, exactly as written."),
    ),
    "tables.missing_column_near": Message(
        ERROR,
        N_("There is no column “{column}”; near: {near}."),
        N_("Use one of these names, exactly as written; capital letters and accents count."),
    ),
    "tables.not_a_number": Message(
        WARNING,
        N_("“{column}” holds numbers ({share} % of its cells), except here ({count}): {cells}."),
        N_("These cells are empty in the clean table. Correct them in the source, or ask."),
    ),
    "tables.not_a_date": Message(
        WARNING,
        N_("“{column}” holds dates ({share} % of its cells), except here ({count}): {cells}."),
        N_("These cells are empty in the clean table. Correct them in the source, or ask."),
    ),
    "tables.mixed_number": Message(
        WARNING,
        N_(
            "“{column}” stays text: only {share} % of its cells are numbers. The others"
            " ({count}): {cells}."
        ),
        N_("If it should hold numbers, correct these cells in the source."),
    ),
    "tables.mixed_date": Message(
        WARNING,
        N_(
            "“{column}” stays text: only {share} % of its cells are dates. The others"
            " ({count}): {cells}."
        ),
        N_("If it should hold dates, correct these cells in the source."),
    ),
    "tables.marks_disagree": Message(
        WARNING,
        N_("“{column}” stays text: its numbers use both decimal marks, as in {examples}."),
        N_("Ask which one is meant, and write all its numbers the same way."),
    ),
    "tables.number_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: cells such as {example} ({count}) can be read in two ways,"
            " with thousands or with decimals, and nothing in the table tells which."
        ),
        N_("Ask, and write the numbers without separators of thousands."),
    ),
    "tables.number_by_document": Message(
        WARNING,
        N_(
            "“{column}”: cells such as {example} ({count}) can be read in two ways. They were"
            " read like {convention}, as in the column {source}."
        ),
        N_("Check one of these numbers with whoever made the table."),
    ),
    "tables.brackets_negative": Message(
        NOTE,
        N_("“{column}”: numbers in parentheses were read as negative ({count}): {cells}."),
        N_("Check that the parentheses do not mean something else."),
    ),
    "tables.orders_disagree": Message(
        WARNING,
        N_("“{column}” stays text: day and month come in both orders, as in {examples}."),
        N_("Ask which one is meant, and write all its dates the same way, as 2025-04-30."),
    ),
    "tables.date_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: in dates such as {example} ({count}) either number can be"
            " the month, and nothing in the table tells which."
        ),
        N_("Ask, and write the dates as 2025-04-30."),
    ),
    "tables.date_by_document": Message(
        WARNING,
        N_(
            "“{column}”: in dates such as {example} ({count}) either number can be the month."
            " They were read as {convention}, as in the column {source}."
        ),
        N_("Check one of these dates with whoever made the table."),
    ),
    "tables.date_by_language": Message(
        WARNING,
        N_(
            "“{column}”: in dates such as {example} ({count}) either number can be the month."
            " The names of the columns are French, so the day was read first."
        ),
        N_("Check one of these dates with whoever made the table."),
    ),
    "tables.month_ambiguous": Message(
        WARNING,
        N_(
            "“{column}” stays text: cells such as {example} ({count}) can be a month of a year,"
            " or a day of a month."
        ),
        N_("Ask, and write the months as 2025-04."),
    ),
    "tables.short_years": Message(
        NOTE,
        N_(
            "“{column}”: dates such as {example} ({count}) have a year of two digits; 00 to 29"
            " were read as 2000 to 2029, 30 to 99 as 1930 to 1999."
        ),
        N_("Check the oldest dates, above all dates of birth."),
    ),
    "tables.date_serials": Message(
        WARNING,
        N_(
            "“{column}”: numbers among dates were read as Excel's numbers of days ({count}):"
            " {cells}."
        ),
        N_("Check one of them: 45777 is 30 April 2025."),
    ),
}

_CLEAN = {
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

_SUMMARY = {
    "tables.several_values": Message(
        ERROR,
        N_(
            "Some areas ({count}) have several rows with different values of “{column}”, as"
            " {areas}: one number per area is needed."
        ),
        N_("Say how they become one, with measure: {measures}."),
    ),
    "tables.several_denominators": Message(
        ERROR,
        N_(
            "Some areas ({count}) have several rows with different values of “{column}”, as"
            " {areas}: the number to divide by must be one per area."
        ),
        N_("Use measure sum, or make a table with one row per area first."),
    ),
    "tables.text_value": Message(
        ERROR,
        N_("“{column}” is text and cannot be computed with; cells such as: {cells}."),
        N_("Correct these cells in the source; or use measure rows or distinct."),
    ),
    "tables.unknown_measure": Message(
        ERROR,
        N_("There is no measure “{measure}”."),
        N_("Use one of: {measures}."),
    ),
    "tables.no_value_column": Message(
        ERROR,
        N_("The measure “{measure}” needs a column, and none is named."),
        N_("Name the column (value), or use measure rows to count rows."),
    ),
    "tables.no_area_column": Message(
        ERROR,
        N_("No column is named that says which area a row belongs to."),
        N_("Name one or several columns (by)."),
    ),
    "tables.rate_of_that_measure": Message(
        ERROR,
        N_("A rate cannot be made from the measure “{measure}”."),
        N_("Use value, sum, rows or distinct with a denominator."),
    ),
    "tables.reserved_name": Message(
        ERROR,
        N_("The area column is called “{column}”, a name that the summary uses itself."),
        N_("Rename the column first."),
    ),
    "tables.rows_without_area": Message(
        WARNING,
        N_("Rows without an area ({columns}): {count} of {rows}. They are not in the summary."),
        N_("See which rows were not matched, and decide where they belong."),
    ),
    "tables.rows_without_value": Message(
        NOTE,
        N_("Rows without “{column}”: {count} of {rows}. They are left out, not counted as zero."),
        N_("If they mean zero, write 0 in the source."),
    ),
    "tables.areas_without_value": Message(
        WARNING,
        N_("Areas that have rows but no value ({count}): {areas}."),
        N_("They are shown as “no data”. If they mean zero, write 0 in the source."),
    ),
    "tables.denominator_summed": Message(
        WARNING,
        N_("All rows of some areas have the same “{column}”; it was added up: {areas}."),
        N_(
            "If it belongs to the area, such as its population, write it on one row of each area"
            " and leave the others empty; else nothing needs to be done."
        ),
    ),
    "tables.denominator_repeated": Message(
        WARNING,
        N_(
            "“{column}” is the same on every row of an area, as {areas}: it was taken once per"
            " area, not added up."
        ),
        N_("Nothing to do if it is the area's own total, such as its population."),
    ),
    "tables.no_rows_left": Message(
        ERROR,
        N_("No row has an area ({columns}): there is nothing to summarise."),
        N_("See the findings about matching names; the wrong column may have been named."),
    ),
}

MESSAGES: dict[str, Message] = {**_FILE, **_SHEET, **_TYPES, **_CLEAN, **_SUMMARY}
