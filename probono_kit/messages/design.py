"""Findings about the design of a database, and about rows that do not fit it."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

#: What a design itself says wrongly.
_DESIGN = {
    "design.table_twice": Message(
        ERROR,
        N_("Two tables of the design have this name."),
        N_("Give each table a name of its own."),
    ),
    "design.field_twice": Message(
        ERROR,
        N_("Two fields of this table are called “{field}”."),
        N_("Give each field a name of its own."),
    ),
    "design.no_key": Message(
        ERROR,
        N_("This table has no key: nothing tells its rows apart."),
        N_("Name one or more fields under key, or a field that is made (numbered)."),
    ),
    "design.not_a_name": Message(
        ERROR,
        N_("“{given}” cannot be a name in a database."),
        N_("Write small letters, digits and underscores, a letter first, 60 at most: {near}."),
    ),
    "design.no_field": Message(
        ERROR,
        N_("The {part} names the field “{field}”, which this table does not have."),
        N_("Write the name of one of its fields. The closest: {near}."),
    ),
    "design.made_key_not_alone": Message(
        ERROR,
        N_("The field “{field}” is numbered by the database, but it is not the whole key."),
        N_("Let it be the key alone, and put the other fields under identity."),
    ),
    "design.made_for_nothing": Message(
        ERROR,
        N_("The field “{field}” is to be made, but is neither a key nor a link."),
        N_("Take out made, or name the field under key or in a link."),
    ),
    "design.words": Message(
        ERROR,
        N_("The words of the field “{field}” cannot be used."),
        N_("Words belong to boolean fields, and are two: the one for true, the one for false."),
    ),
    "design.marks_without_field": Message(
        ERROR,
        N_("Columns of marks from “{source}” fill no field."),
        N_("Name under several the field that holds the choice."),
    ),
    "design.several_without_column": Message(
        ERROR,
        N_("Nothing fills the field “{field}”, which holds one of several choices."),
        N_("Give it a column under columns, or columns of marks."),
    ),
    "design.no_table": Message(
        ERROR,
        N_("A link leads to the table “{table}”, which does not exist."),
        N_("Write the name of a table of the design. The closest: {near}."),
    ),
    "design.link_length": Message(
        ERROR,
        N_("The link to “{table}” has the fields {fields}, but the key there is {key}."),
        N_("Give the link as many fields as the key has, in its order."),
    ),
    "design.link_unfilled": Message(
        ERROR,
        N_("Nothing says which row of “{table}” a row from “{source}” belongs to."),
        N_("Fill the link's fields from columns, or name under by the columns that both have."),
    ),
    "design.link_ambiguous": Message(
        ERROR,
        N_("A row of “{source}” fills several rows of “{table}”: which one is meant is not said."),
        N_("Fill the fields of the link from columns, or name under by the column that tells."),
    ),
    "design.circle": Message(
        ERROR,
        N_("These tables wait for one another: {tables}."),
        N_("Take out one of the links between them."),
    ),
    "design.no_source": Message(
        ERROR,
        N_("This table is filled from “{source}”, which is not among the cleaned tables."),
        N_("Write the name of a cleaned table. The closest: {near}."),
    ),
    "design.no_column": Message(
        ERROR,
        N_("The cleaned table “{source}” has no column “{column}”."),
        N_("Write the name of one of its columns. The closest: {near}."),
    ),
    "design.no_flat": Message(
        ERROR,
        N_("This cleaned table cannot be put together again from the database."),
        N_("Write the name of a cleaned table that fills the design. The closest: {near}."),
    ),
    "design.source_unused": Message(
        WARNING,
        N_("No table of the design takes anything from this cleaned table."),
        N_("Add it under origins, or leave it out on purpose."),
    ),
    "design.columns_unused": Message(
        WARNING,
        N_("Columns of this cleaned table are not in the database ({count}): {columns}."),
        N_("Add fields for them, or leave them out on purpose."),
    ),
    "design.apart": Message(
        WARNING,
        N_(
            "This cleaned table cannot be put together again: "
            "there is not exactly one table with a row for each of its rows ({tables})."
        ),
        N_("Link these tables, so that all can be reached from one."),
    ),
    "design.not_reached": Message(
        WARNING,
        N_("No link leads to the fields of these columns: {columns}."),
        N_("Link the tables that hold them, or accept that the rows stand alone."),
    ),
}

#: Rows and cells that do not fit.
_ROWS = {
    "design.link_to_nothing": Message(
        ERROR,
        N_("Rows of “{table}” name something that “{to}” does not have ({count}; rows {rows})."),
        N_("Correct what these rows name, or add it to the table that “{to}” is filled from."),
    ),
    "design.link_unsure": Message(
        ERROR,
        N_("Rows of “{table}” name what “{to}” has several times ({count}; rows {rows})."),
        N_("Let the link go by columns that tell the rows of “{to}” apart."),
    ),
    "design.identity_missing": Message(
        ERROR,
        N_("Rows are not in “{table}” for want of {fields} ({count}; rows {rows})."),
        N_("Fill these cells in, or choose another identity for the table."),
    ),
    "design.required_missing": Message(
        ERROR,
        N_("Rows are not in “{table}”, because {fields} must be filled ({count}; rows {rows})."),
        N_("Fill these cells in, or do not require the field."),
    ),
    "design.key_twice": Message(
        ERROR,
        N_(
            "Rows are not in “{table}”, because others before them have the same {fields} "
            "({count}; rows {rows})."
        ),
        N_("Correct or delete these rows, or choose another identity for the table."),
    ),
    "design.unique_twice": Message(
        ERROR,
        N_(
            "Rows are not in “{table}”, because {fields} may not come twice ({count}; rows {rows})."
        ),
        N_("Correct these rows, or take the fields out of unique."),
    ),
    "design.in_a_circle": Message(
        WARNING,
        N_("Rows of “{table}” are above themselves by way of others ({count}; rows {rows})."),
        N_("Correct what one of them names as the one above it."),
    ),
    "design.contradicts": Message(
        WARNING,
        N_(
            "In “{column}” rows say another thing than most others of the same kind; "
            "“{table}” keeps what most say ({count}; rows {rows})."
        ),
        N_("Look at these rows in the list of what was left out, and correct the wrong ones."),
    ),
    "design.filled_in": Message(
        NOTE,
        N_(
            "Empty cells of “{column}” get what other rows say of the same thing in “{table}” "
            "({count}; rows {rows})."
        ),
        N_("Nothing to do, unless these cells are empty on purpose."),
    ),
    "design.not_held": Message(
        WARNING,
        N_("Cells of “{column}” are not in the database as they are ({count}; rows {rows})."),
        N_("Change the kind of “{field}” in “{table}”, or mend what other findings say of it."),
    ),
    "design.written_otherwise": Message(
        NOTE,
        N_(
            "Choices in “{column}” are in “{table}”, but will be written in another way "
            "({count}; rows {rows})."
        ),
        N_("Nothing to do: order, spaces or repetitions differ; what was left out is listed."),
    ),
}

MESSAGES = {**_DESIGN, **_ROWS}
