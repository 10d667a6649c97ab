"""Findings of ``probono_kit.maps``."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

_SPEC = {
    "map.no_title": Message(
        ERROR,
        N_("The map has no title."),
        N_("Give it a title that says what it shows, where and when."),
    ),
    "map.no_source": Message(
        ERROR,
        N_("The map does not say where its data come from."),
        N_("Name the source of the data: who collected them, and the name of the file or survey."),
    ),
    "map.no_date": Message(
        ERROR,
        N_("The map does not say of when its data are."),
        N_("Give the date or period of the data, as people write it: “April 2025”."),
    ),
    "map.no_organisation": Message(
        WARNING,
        N_("No organisation is named: the disclaimer cannot say who answers for the map."),
        N_("Give the name of the NGO."),
    ),
    "map.palette_unknown": Message(
        ERROR,
        N_("There is no palette {name}."),
        N_("Choose one of these, or leave it at “auto”: {near}."),
    ),
    "map.breaks_missing": Message(
        ERROR,
        N_("Classes by hand were asked for, and no breaks are given."),
        N_("Give the inner breaks, from low to high: [10, 50, 100]."),
    ),
    "map.breaks_unordered": Message(
        ERROR,
        N_("The breaks do not go up from one to the next."),
        N_("Write them from low to high, each once: [10, 50, 100]."),
    ),
    "map.logo_unreadable": Message(
        ERROR,
        N_("The logo is not a picture that can be read."),
        N_("Give a PNG or JPEG file; open it once and save it again."),
    ),
    "map.column_missing": Message(
        ERROR,
        N_("There is no column {name}."),
        N_("Perhaps one of these is meant: {near}."),
    ),
    "map.no_value": Message(
        ERROR,
        N_("The map needs a column to show, and none is named."),
        N_("Name the column in `value`."),
    ),
}

_LAYERS = {
    "map.nothing_to_draw": Message(
        ERROR,
        N_("There are neither areas nor points to draw."),
        N_("Give a boundary layer, or a table with coordinates."),
    ),
    "map.no_areas": Message(
        ERROR,
        N_("The boundary layer has no areas."),
        N_("Check the file, and the country or area that it was limited to."),
    ),
    "map.no_points": Message(
        ERROR,
        N_("There is no point with coordinates."),
        N_("Check the columns of latitude and longitude."),
    ),
    "map.needs_areas": Message(
        ERROR,
        N_("This type of map colours areas, and only points are given."),
        N_("Give a boundary layer, or choose the type `points` or `symbols`."),
    ),
    "map.needs_points": Message(
        ERROR,
        N_("A map of points was asked for, and no points are given."),
        N_("Name the columns of latitude and longitude, or choose another type."),
    ),
    "map.all_zero": Message(
        ERROR,
        N_("All amounts of “{column}” are zero or missing: there is no density to show."),
        N_("Check the column, or leave `value` out to show where the points are."),
    ),
    "map.many_dots": Message(
        WARNING,
        N_("One dot for each {dot_value} would be {count} dots, too many to draw: one is {value}."),
        N_("Give a larger `dot_value`."),
    ),
    "map.no_crs": Message(
        ERROR,
        N_("The layer does not say in which coordinate system it is."),
        N_("Ask where it comes from and set its system; for degrees that is EPSG:4326."),
    ),
    "map.not_polygons": Message(
        ERROR,
        N_("Areas are needed, and the layer has other shapes: {kinds} ({count})."),
        N_("Choose a layer of polygons, or turn the closed lines into polygons first."),
    ),
    "map.not_points": Message(
        ERROR,
        N_("Points are needed, and the layer has other shapes: {kinds} ({count})."),
        N_("Choose a layer of points."),
    ),
    "map.area_twice": Message(
        ERROR,
        N_("Several areas have the same code or name ({count}): {examples}."),
        N_("Give each area its own code, or join its parts into one."),
    ),
    "map.area_without_shape": Message(
        WARNING,
        N_("Areas without a shape are not drawn ({count}): {examples}."),
        N_("Take a boundary file in which they have one."),
    ),
    "map.point_without_place": Message(
        WARNING,
        N_("Points without coordinates, which are not drawn: {count} of {total}."),
        N_("Complete their coordinates, or say on the map how many are missing."),
    ),
    "map.point_off_the_globe": Message(
        ERROR,
        N_("Points with coordinates that do not exist: {count}, such as {example}."),
        N_("Latitudes go from -90 to 90, longitudes from -180 to 180, in decimal degrees."),
    ),
    "map.point_outside": Message(
        WARNING,
        N_("Points outside the areas of the map: {count} of {total}."),
        N_("Check them: latitude and longitude may be swapped, or a minus sign lost."),
    ),
}

_JOIN = {
    "map.table_missing": Message(
        ERROR,
        N_("There is no table to take the column {name} from."),
        N_("Give the table whose rows are the areas."),
    ),
    "map.table_empty": Message(
        ERROR,
        N_("The table has no rows."),
        N_("Check what it was filtered by, or ask for the file again."),
    ),
    "map.table_unused": Message(
        NOTE,
        N_("The table is not used: the points bring their own columns."),
        N_("Make a second map for the areas if you want both."),
    ),
    "map.no_area_column": Message(
        ERROR,
        N_("The table says of no row to which area it belongs; its columns are: {columns}."),
        N_("Match it to the boundary layer first: that adds `area_code` and `area_name`."),
    ),
    "map.nothing_joined": Message(
        ERROR,
        N_("No row belongs to an area of the layer. Rows: {rows}. Areas: {areas}."),
        N_("Check that table and boundary layer are of the same country and level."),
    ),
    "map.row_without_area": Message(
        WARNING,
        N_("Rows that belong to no area, and are not on the map: {count} of {total} ({examples})."),
        N_("Decide to which area each belongs, or say below the map that they are left out."),
    ),
    "map.row_twice": Message(
        ERROR,
        N_("Areas with several rows ({count}): {examples}."),
        N_("Say how several rows of an area become one number: sum, mean, count…"),
    ),
}

_VALUES = {
    "map.text_in_numbers": Message(
        ERROR,
        N_("Cells with text where a number is needed: {count}. Examples: {examples}."),
        N_("Clean the column first, or choose the type `categories` if words are meant."),
    ),
    "map.infinite": Message(
        ERROR,
        N_("Infinite values: {count}. Examples: {examples}."),
        N_("Look for a division by zero in the table; leave the cell blank if there is no value."),
    ),
    "map.negative_circle": Message(
        ERROR,
        N_("Negative values, which no circle can show: {count}. Examples: {examples}."),
        N_("Choose the type `choropleth`, with `middle` at 0 for gains and losses."),
    ),
    "map.denominator": Message(
        WARNING,
        N_("No rate where {column} is missing, zero or negative ({count}): {examples}."),
        N_("Complete it; until then these areas are shown as without data."),
    ),
    "map.counts_in_colour": Message(
        WARNING,
        N_(
            "Areas are coloured by {column}, which looks like a count: large areas then look worse."
        ),
        N_("Divide by the population (`denominator`), or choose the type `symbols`."),
    ),
    "map.all_missing": Message(
        WARNING,
        N_("No area has a value."),
        N_("Check the column and how the table was matched to the areas."),
    ),
    "map.single_value": Message(
        WARNING,
        N_("All values are the same ({value}): there is only one class."),
        N_("Check the column; if it is right, a sentence says it better than a map."),
    ),
    "map.many_categories": Message(
        WARNING,
        N_("{count} categories for {most} colours that can be told apart: the rarest are “Other”."),
        N_("Group the categories, or choose those that matter."),
    ),
    "map.without_data": Message(
        NOTE,
        N_("Areas without data: {count} of {total} ({examples})."),
        N_("They are hatched and named in the legend; complete them if you can."),
    ),
    "map.no_scale_bar": Message(
        NOTE,
        N_("The map covers so much of the globe that a scale bar would mislead: there is none."),
        N_("Nothing to do, unless a smaller extent is enough."),
    ),
}

_CHOICE = {
    "map.chose_rate": Message(
        NOTE,
        N_("{column} is a rate: areas are coloured by class."),
        N_("Set `kind` if another type is meant."),
    ),
    "map.chose_amounts": Message(
        NOTE,
        N_("{column} has fractions or negative values, so it is no count: areas are coloured."),
        N_("Set `kind` to `symbols` if these are amounts to be added up."),
    ),
    "map.chose_counts": Message(
        NOTE,
        N_("{column} is a count: each area gets a circle that does not depend on its own size."),
        N_("Name a `denominator` for a rate, which colours the areas."),
    ),
    "map.chose_words": Message(
        NOTE,
        N_("{column} holds words: each category gets a colour."),
        N_("Set `kind` if another type is meant."),
    ),
    "map.chose_points": Message(
        NOTE,
        N_("Coordinates are given: the map shows points."),
        N_("Leave out the coordinates for a map of areas."),
    ),
}

MESSAGES = {**_SPEC, **_LAYERS, **_JOIN, **_VALUES, **_CHOICE}
