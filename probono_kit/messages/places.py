"""Findings of matching rows with places, and of the decisions about them."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_DECIDE = N_(
    "Correct the table at its source, or decide: write the code of the area into the file of "
    "decisions."
)

MESSAGES: dict[str, Message] = {
    "places.no_place_column": Message(
        ERROR,
        N_("No column says where: neither one with names of areas nor one with codes is named."),
        N_("Name the column that has them. The table has: {columns}."),
    ),
    "places.column_missing": Message(
        ERROR,
        N_("The table has no column “{column}”."),
        N_("Write the name as it is in the table. The closest: {near}."),
    ),
    "places.column_twice": Message(
        ERROR,
        N_("The table has several columns “{column}”."),
        N_("Give them different names."),
    ),
    "places.level_missing": Message(
        ERROR,
        N_("The list of areas has none of level {level}; it has the levels {there}."),
        N_("Name the column of another level, or take a list that goes down to this one."),
    ),
    "places.no_levels": Message(
        ERROR,
        N_("The list of areas does not say of which level each is: it has no column “level”."),
        N_("Read it with read_place_list, or give one list per level. It has: {columns}."),
    ),
    "places.column_kept": Message(
        NOTE,
        N_("The table already had a column “{column}”; it is kept as “{column}_before”."),
        N_("Nothing to do, if that is what you expect."),
    ),
    "places.conflict": Message(
        WARNING,
        N_("Code, name and parent contradict each other: {said} (rows: {rows})."),
        N_(
            "Find out which is right, then correct the table or write a decision with its code. "
            "They say: {candidates}."
        ),
    ),
    "places.ambiguous": Message(
        WARNING,
        N_("“{name}” may be several areas: {candidates} (rows: {rows})."),
        N_("Name the column with the area around it, or its code; or decide in the file."),
    ),
    "places.close": Message(
        WARNING,
        N_("“{name}” is no area; it is very close to {area} (rows: {rows})."),
        N_("If that is right, write {area_code} as its area code into the file of decisions."),
    ),
    "places.close_taken": Message(
        WARNING,
        N_("Misspelt names, taken for the areas that they are very close to ({count}): {names}."),
        N_("Look through them; write a decision for each that is wrong."),
    ),
    "places.unknown": Message(
        WARNING,
        N_("“{name}” is no area (rows: {rows}). The closest: {candidates}."),
        _DECIDE,
    ),
    "places.nowhere": Message(
        WARNING,
        N_("“{name}” is no area, and none has a similar name (rows: {rows})."),
        N_(
            "Check that this is the right boundary layer; else correct the table, or decide: write "
            "the code of the area, or “-” for no area, into the file of decisions."
        ),
    ),
    "places.more_unmatched": Message(
        WARNING,
        N_("{names} more names have no area (rows: {rows})."),
        N_("They are all in the report of the matching."),
    ),
    "places.other_codes": Message(
        WARNING,
        N_("The codes of the table mostly contradict its names: they are of another list."),
        N_("They were left aside, and the names followed. Use the boundary file of that list."),
    ),
    "places.codes_repaired": Message(
        NOTE,
        N_("Codes written differently from those of the areas ({count}): {codes}."),
        N_("Nothing to do, if these are the areas meant."),
    ),
    "places.no_code_known": Message(
        NOTE,
        N_("The boundary layer has none of the codes of the table ({codes}…): it has others."),
        N_("The names were followed. A boundary file with these codes leaves less to chance."),
    ),
    "places.codes_unknown": Message(
        WARNING,
        N_("Codes that no area has ({count}); their names were followed: {codes}."),
        N_("Check that the boundary layer is of the same level and of the same list of codes."),
    ),
    "places.parents_unknown": Message(
        WARNING,
        N_("Areas around that the boundary layer does not know ({count}): {parents}."),
        N_("The names inside them were looked up in the whole layer. Check their spelling."),
    ),
    "places.empty_cells": Message(
        WARNING,
        N_("Rows that do not say where: {rows}."),
        N_("They are on no map. Ask for the missing names."),
    ),
    "places.nothing_matched": Message(
        ERROR,
        N_("No row has an area: nothing in the column “{column}” is in the boundary layer."),
        N_("Check the column, the country and the level of the layer (region, department…)."),
    ),
    "places.areas_without_rows": Message(
        NOTE,
        N_("Areas without any row ({count}): {names}."),
        N_("They show as “no data”. Check that nothing is missing from the table."),
    ),
    "places.rows_matched": Message(
        NOTE,
        N_(
            "{rows} rows: {matched} with an area, {unmatched} without. Of {names} different "
            "names, {names_matched} have one."
        ),
        N_("Every name is in the report of the matching."),
    ),
    "places.decisions_columns": Message(
        ERROR,
        N_("This file of decisions lacks columns: {missing}."),
        N_("Its first line is: name,parent,area_code."),
    ),
    "places.decided_twice": Message(
        ERROR,
        N_("“{name}” was decided differently on line {line}."),
        N_("Keep one of the two lines."),
    ),
    "places.decided_unknown": Message(
        ERROR,
        N_("No area has the code “{area_code}” that was decided."),
        N_("Write the code of an area of this boundary layer; the closest: {near}. “-”: no area."),
    ),
}
