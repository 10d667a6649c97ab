"""Findings of ``probono_kit.places``: boundary files, names and codes of areas, decisions."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_DECIDE = N_(
    "Correct the table at its source, or decide: write the code of the area into the file of "
    "decisions."
)

_MATCHING = {
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
}

_DECISIONS = {
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

_FILES = {
    "places.an_address": Message(
        ERROR,
        N_("This is an address, and a file is needed."),
        N_("Download the file, put it into the folder raw/ and write its path."),
    ),
    "places.unknown_format": Message(
        ERROR,
        N_("Boundary files ending in “{ending}” cannot be read."),
        N_("Open it in QGIS and export it as a GeoPackage. What can be read: {endings}."),
    ),
    "places.not_that_format": Message(
        ERROR,
        N_("The content is not what the ending “{ending}” says."),
        N_("Open it in QGIS and export it as a GeoPackage, or ask for the file again."),
    ),
    "places.unreadable": Message(
        ERROR,
        N_("The file is damaged or incomplete: {reason}."),
        N_("Ask for the file again, best as a GeoPackage."),
    ),
    "places.shapefile_parts": Message(
        ERROR,
        N_("A shapefile is several files, and the .shx that belongs to this one is not there."),
        N_("Ask for all files of that name (.shp, .shx, .dbf, .prj), best in one zip."),
    ),
    "places.too_large": Message(
        ERROR,
        N_("The file is larger than {limit} bytes."),
        N_("Take a simplified version of it, or only the part that is needed."),
    ),
    "places.too_many_shapes": Message(
        ERROR,
        N_("The layer has more than {limit} shapes: these are no administrative areas."),
        N_("Take the layer of administrative areas, or only the part that is needed."),
    ),
    "places.zip_too_large": Message(
        ERROR,
        N_("What is in this zip is larger than {limit} bytes, or than any real boundary file."),
        N_("Unpack it yourself if you trust who sent it, and take only what is needed."),
    ),
    "places.zip_password": Message(
        ERROR,
        N_("This zip has a password."),
        N_("Unpack it, and name the boundary file itself."),
    ),
    "places.zip_without_layer": Message(
        ERROR,
        N_("There is no boundary file in this zip."),
        N_("It should contain one file ending in: {endings}."),
    ),
    "places.which_layer": Message(
        ERROR,
        N_("The file has several layers, and it is not said which one to take: {layers}."),
        N_("Add the name of the layer to the path: limits.gpkg|layername=NAME."),
    ),
}

_COLUMNS = {
    "places.file_column_missing": Message(
        ERROR,
        N_("The boundary file has no column “{column}”."),
        N_("Write the name as it is in the file. The closest: {near}."),
    ),
    "places.which_name_column": Message(
        ERROR,
        N_("No column of the boundary file is clearly the one with the names of the areas."),
        N_("Name it (area_name_column). It may be one of: {columns}."),
    ),
    "places.name_column_chosen": Message(
        NOTE,
        N_("The names of the areas were taken from the column “{column}”, the only one fit."),
        N_("If that is wrong, name the column (area_name_column)."),
    ),
    "places.unnamed": Message(
        WARNING,
        N_("Polygons with neither name nor code, left out: {count}."),
        N_("If they matter, give them a name in the boundary file."),
    ),
    "places.nameless": Message(
        WARNING,
        N_("Areas without a name, called by their code ({count}): {codes}."),
        N_("If they matter, give them a name in the boundary file."),
    ),
    "places.no_codes": Message(
        NOTE,
        N_("The boundary file has no codes: the names of its areas stand for them."),
        N_("If it has a column with codes, name it (area_code_column)."),
    ),
    "places.codes_missing": Message(
        WARNING,
        N_("Areas without a code, their name stands for it ({count}): {names}."),
        N_("If they matter, give them a code in the boundary file."),
    ),
    "places.codes_shared": Message(
        WARNING,
        N_("Different areas have the same code ({codes}); their names stand for it: {names}."),
        N_("Correct the codes in the boundary file, or name the right column (area_code_column)."),
    ),
    "places.joined": Message(
        NOTE,
        N_("{polygons} polygons were joined into {areas} areas: {names}."),
        N_("Nothing to do, if these are areas in several parts or of a coarser level."),
    ),
    "places.other_country": Message(
        ERROR,
        N_("The boundary file has no area of the country {country}; it has: {there}."),
        N_("Correct the country in the brief, or take the boundary file of that country."),
    ),
    "places.country_needed": Message(
        ERROR,
        N_("The base layer has the areas of all countries, and no country is named."),
        N_("Write the country into the brief, as three letters: country: SEN."),
    ),
    "places.base_outdated": Message(
        WARNING,
        N_("The base layer has {count} areas for {country}, and others exist by now: {codes}."),
        N_("Check that these are the areas you need; else take your own boundary file (COD-AB…)."),
    ),
    "places.no_such_country": Message(
        ERROR,
        N_("No country has the code “{country}”."),
        N_("Write the three letters of ISO 3166-1, such as SEN. The closest: {near}."),
    ),
    "places.no_such_base": Message(
        ERROR,
        N_("There is no base layer “{name}”."),
        N_("There are: {names}."),
    ),
}

_SHAPES = {
    "places.no_crs_degrees": Message(
        ERROR,
        N_("The file does not say its coordinate reference system; they look like degrees."),
        N_(
            "Ask for the missing part (.prj), or, if they are degrees of GPS, open it in QGIS, set "
            "the layer's CRS to EPSG:4326 and export it as a GeoPackage."
        ),
    ),
    "places.no_crs": Message(
        ERROR,
        N_("The file does not say its coordinate reference system, and they are not degrees."),
        N_(
            "Ask whoever made it for the missing part (.prj) or the name of the system; then set "
            "it in QGIS and export the layer as a GeoPackage."
        ),
    ),
    "places.unknown_crs": Message(
        ERROR,
        N_("The coordinate reference system “{crs}” is not known or cannot be turned to degrees."),
        N_("Open it in QGIS, set the right CRS and export it in EPSG:4326 as a GeoPackage."),
    ),
    "places.not_degrees": Message(
        ERROR,
        N_("The file says degrees, and its coordinates are none (x from {west}, y to {north})."),
        N_("Ask for the right CRS; set it in QGIS and export the layer as a GeoPackage."),
    ),
    "places.not_its_crs": Message(
        ERROR,
        N_("The coordinates lie outside the area where the stated CRS “{crs}” holds."),
        N_("Ask for the right CRS; set it in QGIS and export the layer as a GeoPackage."),
    ),
    "places.coordinates_swapped": Message(
        ERROR,
        N_("Latitude and longitude are exchanged in this file."),
        N_("In QGIS: Processing › Swap X and Y coordinates; then export it as a GeoPackage."),
    ),
    "places.perhaps_swapped": Message(
        WARNING,
        N_("The areas lie outside their country; with x and y exchanged they would be inside."),
        N_("In QGIS: Processing › Swap X and Y coordinates; then export it as a GeoPackage."),
    ),
    "places.elsewhere": Message(
        WARNING,
        N_("The areas lie outside the country of the brief."),
        N_("Check the country in the brief, and that this is its boundary file."),
    ),
    "places.reprojected": Message(
        NOTE,
        N_("The coordinates were turned from {crs} into degrees (WGS 84)."),
        N_("Nothing to do."),
    ),
    "places.no_shapes": Message(
        ERROR,
        N_("The file has no shapes: it is only a table."),
        N_("Ask for the boundaries themselves; a shapefile is several files, best in one zip."),
    ),
    "places.no_polygons": Message(
        ERROR,
        N_("The file has no areas, only: {kinds}."),
        N_("Take the layer with the polygons of the areas."),
    ),
    "places.not_polygons": Message(
        WARNING,
        N_("Shapes that are no areas (points, lines), left out ({count}): {names}."),
        N_("Check that no area is missing."),
    ),
    "places.empty_shapes": Message(
        WARNING,
        N_("Areas without a shape, left out ({count}): {names}."),
        N_("Ask for a complete boundary file: these areas cannot be drawn."),
    ),
    "places.repaired": Message(
        WARNING,
        N_("Invalid shapes (crossing their own border), repaired ({count}): {names}."),
        N_("Look at them on the map."),
    ),
    "places.beyond_repair": Message(
        WARNING,
        N_("Shapes that enclose nothing, left out: {names}."),
        N_("Ask for a better boundary file: these areas cannot be drawn."),
    ),
}

MESSAGES = {**_FILES, **_COLUMNS, **_SHAPES, **_MATCHING, **_DECISIONS}
