"""A database cut to the columns that may leave, with every link that can stay.

What a key was made of may be private (a name, a telephone number): such a key is replaced by a
number wherever it stands, so that the tables still hang together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from probono_kit.database.model import Design, Field, FieldKind, Link, Origin, Table, TableKind
from probono_kit.database.split import Split


@dataclass(frozen=True, slots=True)
class Shared:
    """What may leave of a database.

    Parameters
    ----------
    design : Design
        Without the fields that stay, and without the tables that nothing is left of.
    split : Split
        Its rows; origins and rows left out stay behind.
    kept_back : pandas.DataFrame
        ``table`` and ``field`` of what stays.
    """

    design: Design
    split: Split
    kept_back: pd.DataFrame


def share_split(design: Design, split: Split, columns: Collection[str]) -> Shared:
    """Cut a database to the columns that may leave.

    Parameters
    ----------
    design : Design
        What the rows are.
    split : Split
        The rows of each table.
    columns : collection of str
        Names of the columns of the cleaned tables that may leave. A field leaves if all the
        columns that fill it may; choices with a column each leave one by one.

    Returns
    -------
    Shared
        Smaller design and rows. Rows are never merged or dropped, except those of a table that
        nothing else is left of, and choices that stay.

    Examples
    --------
    >>> site = Table(
    ...     name="site", fields=(Field(name="phone"), Field(name="commune")), key=("phone",),
    ...     origins=(Origin(source="s", columns={"phone": "Téléphone", "commune": "Commune"}),))
    >>> rows = {"site": pd.DataFrame({"phone": ["77 1", "77 2"], "commune": ["Kaolack", "Fatick"]})}
    >>> shared = share_split(Design(name="d", tables=(site,)), Split(rows, {}), ["Commune"])
    >>> shared.split.rows["site"].to_dict("list")
    {'site_number': [1, 2], 'commune': ['Kaolack', 'Fatick']}
    """
    cut = _Cut(design, frozenset(columns))
    rows: dict[str, pd.DataFrame] = {}
    tables = []
    numbers = {
        name: _numbers(split.rows[name], design.table(name).key)
        for name in cut.tables
        if not cut.keeps_key(name)
    }
    for name in cut.tables:
        tables.append(cut.table(name))
        rows[name] = cut.rows(name, split.rows[name], numbers)
    kept = {(table.name, field.name) for table in tables for field in table.fields}
    back = [
        (table.name, field.name)
        for table in design.tables
        for field in table.fields
        if (table.name, field.name) not in kept and not field.made
    ]
    return Shared(
        design.model_copy(update={"tables": tuple(tables), "sources": cut.sources()}),
        replace(split, rows=rows, origins={}, left_out=pd.DataFrame()),
        pd.DataFrame(back, columns=["table", "field"]),
    )


class _Cut:
    """Which tables, fields and keys stay in a database that leaves."""

    def __init__(self, design: Design, columns: frozenset[str]) -> None:
        self.design = design
        self.columns = columns
        self.by_name = {table.name: table for table in design.tables}
        self.tables = self._tables()

    def _tables(self) -> list[str]:
        """Return the tables that something is left of: own fields, or links to what stays."""
        names = [table.name for table in self.design.tables]
        while True:
            kept = [name for name in names if self._has_content(self.by_name[name], names)]
            if kept == names:
                return kept
            names = kept

    def _has_content(self, table: Table, names: list[str]) -> bool:
        links = [link for link in table.links if link.table in names]
        leaving = [field.name for field in table.fields if self._leaves(table, field.name)]
        if table.kind is TableKind.LINK:
            return len(links) == len(table.links) and bool(leaving or len(links) > 1)
        own = [name for name in leaving if name not in _linking(table)]
        return bool(own or self._place_leaves(table) or links)

    def _leaves(self, table: Table, field: str) -> bool:
        """Whether every column that fills a field may leave; none fills what is made."""
        sources = [
            leaving
            for origin in table.origins
            if (leaving := self._origin_leaves(origin, field)) is not None
        ]
        return bool(sources) and all(sources)

    def _origin_leaves(self, origin: Origin, field: str) -> bool | None:
        if origin.marks and field == origin.several:
            return any(self._mark_leaves(column) for column in origin.marks)
        if field in origin.filled:
            return self._mark_leaves(origin.filled[field])
        column = origin.columns.get(field)
        return None if column is None else column in self.columns

    def _mark_leaves(self, column: str) -> bool:
        """Whether a choice may leave: its own column is named, or the question's."""
        return column in self.columns or column.rpartition("/")[0] in self.columns

    def _place_leaves(self, table: Table) -> bool:
        place = table.geometry
        if place is None:
            return False
        if place.longitude:
            return {place.longitude, place.latitude} <= self.columns
        return place.name in self.columns or "geometry" in self.columns

    def keeps_key(self, name: str, seen: tuple[str, ...] = ()) -> bool:
        """Whether the key of a table can leave as it is."""
        table = self.by_name[name]
        return all(self._key_field_stays(table, field, (*seen, name)) for field in table.key)

    def _key_field_stays(self, table: Table, field: str, seen: tuple[str, ...]) -> bool:
        if table.field(field).made:
            return True
        link = next((link for link in table.links if field in link.fields), None)
        if link is not None:
            stays = link.table in self.tables and link.table not in seen
            return stays and self.keeps_key(link.table, seen)
        return self._leaves(table, field)

    def _links(self, table: Table) -> list[Link]:
        """Return the links that stay, over numbers where the key that they name was replaced."""
        links = []
        for number, link in enumerate(table.links):
            if link.table not in self.tables:
                continue
            if self.keeps_key(link.table):
                links.append(link)
            else:
                links.append(link.model_copy(update={"fields": (_numbered(link, number, table),)}))
        return links

    def _kept_fields(self, table: Table) -> list[str]:
        linking = {field for link in self._links(table) for field in link.fields}
        gone = _linking(table) - linking
        return [
            field.name
            for field in table.fields
            if field.name in linking or (field.name not in gone and self._stays(table, field))
        ]

    def _stays(self, table: Table, field: Field) -> bool:
        fixed = bool(table.origins) and all(field.name in each.fixed for each in table.origins)
        return field.made or fixed or self._leaves(table, field.name)

    def table(self, name: str) -> Table:
        """Return a table as it leaves."""
        table = self.by_name[name]
        links, kept = self._links(table), self._kept_fields(table)
        fields = [field for field in table.fields if field.name in kept]
        known = {field.name for field in fields}
        for link in links:
            for field in link.fields:
                if field not in known:
                    fields.insert(0, Field(name=field, kind=FieldKind.INTEGER, made=True))
        key = table.key
        if not self.keeps_key(name):
            key = (_number_of(table),)
            fields.insert(0, Field(name=key[0], kind=FieldKind.INTEGER, required=True, made=True))
        known = {field.name for field in fields}
        return table.model_copy(
            update={
                "fields": tuple(fields),
                "key": key,
                "identity": table.identity if set(table.identity) <= known else (),
                "links": tuple(links),
                "origins": tuple(self._origin(origin, known) for origin in table.origins),
                "geometry": table.geometry if self._place_leaves(table) else None,
                "unique": tuple(each for each in table.unique if set(each) <= known),
            }
        )

    def _origin(self, origin: Origin, known: set[str]) -> Origin:
        columns = {
            field: column
            for field, column in origin.columns.items()
            if field in known and column in self.columns
        }
        marks = {
            column: choice for column, choice in origin.marks.items() if self._mark_leaves(column)
        }
        filled = {field: column for field, column in origin.filled.items() if field in known}
        fixed = {field: value for field, value in origin.fixed.items() if field in known}
        left = {"columns": columns, "marks": marks, "filled": filled, "fixed": fixed}
        return origin.model_copy(update=left)

    def sources(self) -> dict[str, tuple[str, ...]]:
        """Return the cleaned tables with the columns that leave."""
        return {
            name: tuple(column for column in columns if self._mark_leaves(column))
            for name, columns in self.design.sources.items()
        }

    def rows(
        self, name: str, frame: pd.DataFrame, numbers: Mapping[str, pd.Series]
    ) -> pd.DataFrame:
        """Return the rows of a table as they leave."""
        table = self.by_name[name]
        made: dict[str, pd.Series] = {}
        if name in numbers:
            made[_number_of(table)] = numbers[name].set_axis(frame.index)
        for number, link in enumerate(table.links):
            if link.table in numbers:
                own = pd.MultiIndex.from_frame(frame[list(link.fields)])
                found = numbers[link.table].reindex(own)
                made[_numbered(link, number, table)] = found.set_axis(frame.index)
        left = frame[self._named(table, frame)].copy()
        for place, (field, values) in enumerate(made.items()):
            left.insert(place, field, values)
        left = left[[*_order(self.table(name), left)]]
        hidden = self._hidden_choices(table)
        if hidden:
            field, choices = hidden
            left = left[~left[field].isin(choices)]
        return left

    def _named(self, table: Table, frame: pd.DataFrame) -> list[str]:
        kept = [name for name in self._kept_fields(table) if name in frame]
        if table.geometry is not None and self._place_leaves(table):
            kept.append(table.geometry.name)
        return kept

    def _hidden_choices(self, table: Table) -> tuple[str, set[str]] | None:
        for origin in table.origins:
            hidden = {
                choice for column, choice in origin.marks.items() if not self._mark_leaves(column)
            }
            if hidden:
                return origin.several, hidden
        return None


def _linking(table: Table) -> set[str]:
    return {field for link in table.links for field in link.fields}


def _number_of(table: Table) -> str:
    """Return the name of the number that replaces a key."""
    name = f"{table.name[:50]}_number"
    while any(field.name == name for field in table.fields):
        name += "_"
    return name


def _numbered(link: Link, number: int, table: Table) -> str:
    """Return the name of the field that points to a replaced key."""
    name = f"{link.table[:50]}_number"
    earlier = [each.table for each in table.links[:number]]
    return f"{name}_{number + 1}" if link.table in earlier or link.table == table.name else name


def _numbers(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.Series:
    """Return a number for each row of a table, by the key that it was known by."""
    known = pd.MultiIndex.from_frame(frame[list(key)])
    return pd.Series(range(1, len(frame) + 1), index=known, dtype="Int64")


def _order(table: Table, frame: pd.DataFrame) -> list[str]:
    names = [field.name for field in table.fields if field.name in frame]
    place = table.geometry.name if table.geometry is not None else ""
    return [*names, place] if place in frame else names
