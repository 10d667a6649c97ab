"""Findings about files of boundaries: what is in them, which column is which, shapes."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
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
