"""What a database is made of: tables, their fields, keys and links, and where rows come from.

A design says three things of each table: what it looks like (fields, key), how it hangs together
with the others (links), and which columns of which cleaned tables fill it (origins). Everything
else follows: the tables, the views that put the cleaned tables back together, the diagram.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import pandas as pd
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Described

from probono_kit.tables import ColumnType

#: Names in the database: letters, digits, underscores, for every system.
Identifier = Annotated[str, Described(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


class TableKind(StrEnum):
    """What the rows of a table are."""

    #: Things of the real world, or events: a site, a visit.
    ENTITY = "entity"
    #: What one may choose from: a code and its label.
    CODES = "codes"
    #: Pairs: which organisation works in which sector.
    LINK = "link"
    #: What repeats inside a record: the members of a household.
    REPEAT = "repeat"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Field(_Part):
    """One field of a table.

    Parameters
    ----------
    name : str
        Its name in the database.
    kind : FieldKind
        What it holds.
    title : str
        What people call it: the heading of the cleaned table.
    required : bool
        Whether every row must have a value.
    unit : str
        ``"%"``, a currency, ``"m3"``; empty for none.
    description : str
        A sentence for the dictionary.
    made : bool
        Whether the database numbers it (a surrogate key, or a link to one): no column fills it.
    words : tuple of str
        For a boolean that cleaned tables write in words: what true and what false is there
        (``("Oui", "Non")``); empty where they hold true and false themselves.
    """

    name: Identifier
    kind: FieldKind = FieldKind.TEXT
    title: str = ""
    required: bool = False
    unit: str = ""
    description: str = ""
    made: bool = False
    words: tuple[str, ...] = ()


class Link(_Part):
    """A reference to a row of another table (or of the same one).

    Parameters
    ----------
    fields : tuple of str
        Fields here.
    table : str
        The table that they point to; always to its ``key``, in its order.
    by : mapping of str to str
        Only where the two are filled from different cleaned tables: column of the child's cleaned
        table, to column of the parent's (``_parent_index`` to ``_index``). Else the row itself
        tells: parent and child are read from the same row, or a column holds the parent's key.
    """

    fields: tuple[Identifier, ...]
    table: Identifier
    by: dict[str, str] = Described(default_factory=dict)


class Origin(_Part):
    """Which columns of a cleaned table fill a table of the database.

    Parameters
    ----------
    source : str
        Name of the cleaned table.
    columns : mapping of str to str
        Field to column.
    several : str
        The field whose column holds several choices in one cell: one row for each.
    separator : str
        What stands between them there.
    marks : mapping of str to str
        Columns with 1 and 0 (one for each choice) to the choice that they stand for: one row for
        each 1, with the choice in the field ``several``. A table of codes gets all of them.
    fixed : mapping of str to str, whole number or truth value
        Fields that are the same in every row from here: the 2 of ``child2_name``, the month of a
        sheet. They also tell, when the cleaned table is put together again, which rows are its.
    filled : mapping of str to str
        Boolean fields to the column that they tell of: whether its cell holds anything. A question
        with several choices of which none was chosen was asked all the same.
    """

    source: str
    columns: dict[str, str] = Described(default_factory=dict)
    several: str = ""
    separator: str = ""
    marks: dict[str, str] = Described(default_factory=dict)
    fixed: dict[Identifier, bool | int | str] = Described(default_factory=dict)
    filled: dict[Identifier, str] = Described(default_factory=dict)


class Geometry(_Part):
    """The place of each row.

    Parameters
    ----------
    name : str
        The geometry field.
    kind : str
        ``Point``, ``LineString``, ``Polygon``, their ``Multi…``, or ``Geometry`` for a mixture.
    crs : str
        The coordinate reference system, such as ``EPSG:4326``.
    longitude, latitude : str
        Columns of the origin with decimal degrees; both empty when the cleaned table itself has
        shapes.
    """

    name: Identifier = "geom"
    kind: str = "Point"
    crs: str = "EPSG:4326"
    longitude: str = ""
    latitude: str = ""


class Table(_Part):
    """One table of the database.

    Parameters
    ----------
    name : str
        Its name in the database.
    kind : TableKind
        What its rows are.
    title, description : str
        For people.
    fields : tuple of Field
        In their order.
    key : tuple of str
        The primary key: a natural one, or one field that is ``made``.
    identity : tuple of str
        Fields that tell rows apart and by which next month's file finds them again; empty where
        every row of the source is a record of its own. Same as ``key`` for a natural key. May name
        the fields of a link: a room is known by its number and its house.
    links : tuple of Link
        To other tables.
    origins : tuple of Origin
        What fills it; rows with the same identity become one.
    geometry : Geometry, optional
        The place of each row.
    unique : tuple of tuple of str
        Fields that together may not come twice, besides key and identity.
    """

    name: Identifier
    kind: TableKind = TableKind.ENTITY
    title: str = ""
    description: str = ""
    fields: tuple[Field, ...]
    key: tuple[Identifier, ...]
    identity: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    origins: tuple[Origin, ...] = ()
    geometry: Geometry | None = None
    unique: tuple[tuple[Identifier, ...], ...] = ()

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return next(one for one in self.fields if one.name == name)


class Design(_Part):
    """A whole database.

    Parameters
    ----------
    name : str
        Its name.
    title, description : str
        For people.
    language : str
        Of titles and descriptions.
    tables : tuple of Table
        Parents before children where possible.
    sources : mapping of str to tuple of str
        The cleaned tables with their columns, in their order: what is put together again.

    Examples
    --------
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> Design(name="wells", tables=(region,)).table("region").key
    ('code',)
    """

    name: Identifier
    title: str = ""
    description: str = ""
    language: str = "en"
    tables: tuple[Table, ...]
    sources: dict[str, tuple[str, ...]] = Described(default_factory=dict)

    def table(self, name: str) -> Table:
        """Return a table by its name."""
        return next(one for one in self.tables if one.name == name)


@dataclass(frozen=True, slots=True)
class Source:
    """A cleaned table to put into a database.

    Parameters
    ----------
    name : str
        What a design calls it.
    frame : pandas.DataFrame
        Typed columns; the index is the row number in the sheet. A GeoDataFrame brings shapes.
    types : mapping of str to ColumnType
        What is known of its columns.
    file, sheet : str
        Where it was read.
    """

    name: str
    frame: pd.DataFrame
    types: Mapping[str, ColumnType] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
