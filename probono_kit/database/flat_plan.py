"""How a cleaned table is put together again from the tables of a design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from enum import StrEnum

from probono_kit.database.model import Design, Link, Origin, Table


class Way(StrEnum):
    """How a column comes back."""

    #: The field of the one row that the links lead to.
    VALUE = "value"
    #: The field of the row with a number: ``child2_name``.
    NUMBERED = "numbered"
    #: Choices of several rows in one cell.
    LIST = "list"
    #: 1 or 0: whether one choice is among the rows.
    MARK = "mark"
    #: The shape of the root's row.
    SHAPE = "shape"
    #: Nothing was in it.
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """Where one column of a cleaned table is in the database.

    Parameters
    ----------
    name : str
        The column.
    way : Way
        How it comes back.
    steps : tuple of Link
        Links to follow from the root, each from the table where the one before led.
    table : str
        Where `field` is. For ``value`` the table that the steps lead to; for the others one whose
        rows point, by `back`, to the table that the steps lead to.
    field : str
        Its field: the value; for ``mark`` the one that holds the choice.
    back : Link, optional
        The link of `table` to the table that the steps lead to.
    fixed : mapping of str to bool, int or str
        For ``numbered``: what the fields of the row must hold.
    separator : str
        For ``list``.
    choice : str
        For ``mark``.
    asked : str
        For ``list`` and ``mark``: the boolean field, of the table that the steps lead to, that says
        whether the cell held anything. Without one a mark is missing where no choice is there.
    """

    name: str
    way: Way
    steps: tuple[Link, ...] = ()
    table: str = ""
    field: str = ""
    back: Link | None = None
    fixed: Mapping[str, bool | int | str] = part(default_factory=dict, hash=False)
    separator: str = ""
    choice: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class FlatPlan:
    """How one cleaned table is put together again.

    Parameters
    ----------
    source : str
        The cleaned table.
    root : str
        The table with one row for each of its rows.
    fixed : mapping of str to bool, int or str
        What fields of the root hold in rows of this cleaned table; empty for all rows.
    columns : tuple of FlatColumn
        In their order.
    missing : tuple of str
        Columns that tables are filled from but that no link leads to.
    """

    source: str
    root: str
    fixed: Mapping[str, bool | int | str] = part(hash=False)
    columns: tuple[FlatColumn, ...] = ()
    missing: tuple[str, ...] = ()


def is_plain(origin: Origin) -> bool:
    """Tell whether a row of the cleaned table fills one row at most, by single values."""
    return not (origin.several or origin.marks)


def has_shapes(table: Table) -> bool:
    """Tell whether a table takes the shapes of its cleaned table, not places from two columns."""
    shapes = table.geometry
    return shapes is not None and not (shapes.longitude or shapes.latitude)


def plain_origins(table: Table, source: str) -> list[Origin]:
    """Return what fills a table from `source` by single values."""
    return [one for one in table.origins if one.source == source and is_plain(one)]


def plan_flat(design: Design, source: str) -> FlatPlan | None:
    """Say where each column of a cleaned table is in the database.

    Parameters
    ----------
    design : Design
        Without the errors that :func:`~probono_kit.database.check_design` names.
    source : str
        Name of the cleaned table.

    Returns
    -------
    FlatPlan or None
        ``None`` where no table has a row for each of its rows.

    Examples
    --------
    >>> from probono_kit.database import Field
    >>> region = Table(name="region", fields=(Field(name="name"),), key=("name",),
    ...                origins=(Origin(source="wells", columns={"name": "Région"}),))
    >>> plan_flat(Design(name="wells", tables=(region,)), "wells").columns[0].name
    'Région'
    """
    root = _root(design, source)
    if root is None:
        return None
    origin = plain_origins(root, source)[0]
    found: dict[str, FlatColumn] = {}
    for table, steps in _reached(design, root, source):
        for column in _columns(design, table, steps, source):
            found.setdefault(column.name, column)
    wanted = design.sources.get(source, tuple(found))
    if has_shapes(root) and root.geometry:
        name = next((n for n in wanted if n == root.geometry.name and n not in found), "geometry")
        wanted = wanted if name in wanted else (*wanted, name)
        found[name] = FlatColumn(name, Way.SHAPE, (), root.name, root.geometry.name)
    columns = tuple(found.get(name) or FlatColumn(name, Way.EMPTY) for name in wanted)
    used = {name for table in design.tables for name in _used(table, source)}
    lost = tuple(name for name in sorted(used) if name not in found)
    return FlatPlan(source, root.name, origin.fixed, columns, lost)


def roots(design: Design, source: str) -> list[Table]:
    """Return the tables with a row for each row of a cleaned table: one, if it hangs together."""
    filled = [one for one in design.tables if len(plain_origins(one, source)) == 1]
    parents = {
        link.table
        for one in filled
        for link in one.links
        if link.table != one.name and _same_row(design, link, source)
    }
    return [one for one in filled if one.name not in parents]


def _root(design: Design, source: str) -> Table | None:
    found = roots(design, source)
    if len(found) <= 1:
        return found[0] if found else None
    return max(found, key=lambda table: len(_used(table, source)))


def _same_row(design: Design, link: Link, source: str) -> bool:
    """Tell whether parent and child of a link are read from the same row of `source`."""
    return not link.by and bool(plain_origins(design.table(link.table), source))


def _used(table: Table, source: str) -> set[str]:
    return {
        name
        for one in table.origins
        if one.source == source
        for name in [*one.columns.values(), *one.marks]
    }


def _reached(design: Design, root: Table, source: str) -> Iterator[tuple[Table, tuple[Link, ...]]]:
    """Yield the tables that links lead to from the root, the nearest first."""
    waiting: list[tuple[Table, tuple[Link, ...]]] = [(root, ())]
    seen = {root.name}
    while waiting:
        table, steps = waiting.pop(0)
        yield table, steps
        for link in table.links:
            parent = design.table(link.table)
            if parent.name not in seen:
                seen.add(parent.name)
                waiting.append((parent, (*steps, link)))


def _columns(
    design: Design, table: Table, steps: tuple[Link, ...], source: str
) -> Iterator[FlatColumn]:
    for origin in plain_origins(table, source)[:1]:
        for name, column in origin.columns.items():
            yield FlatColumn(column, Way.VALUE, steps, table.name, name)
    if steps and steps[-1].by:
        yield from _through_by(design, table, steps)
    for child in design.tables:
        for link in child.links:
            if link.table == table.name and child.name != table.name:
                yield from _behind(table, child, link, steps, source)


def _through_by(design: Design, table: Table, steps: tuple[Link, ...]) -> Iterator[FlatColumn]:
    """Yield columns of the child that repeat a column of its parent: ``_parent_index``."""
    for column, there in steps[-1].by.items():
        for origin in table.origins:
            for name, known in origin.columns.items():
                if known == there:
                    yield FlatColumn(column, Way.VALUE, steps, table.name, name)


def _behind(
    table: Table, child: Table, link: Link, steps: tuple[Link, ...], source: str
) -> Iterator[FlatColumn]:
    """Yield columns that became rows of a table that points here."""
    here = [one for one in child.origins if one.source == source]
    filled = plain_origins(table, source)
    asked = {column: name for one in filled for name, column in one.filled.items()}
    for origin in here:
        if origin.several:
            flags = [asked[c] for c in [*origin.columns.values(), *origin.marks] if c in asked]
            if (cell := origin.columns.get(origin.several)) is not None:
                yield FlatColumn(
                    *(cell, Way.LIST, steps, child.name, origin.several, link),
                    separator=origin.separator,
                )
            for column, choice in origin.marks.items():
                yield FlatColumn(
                    *(column, Way.MARK, steps, child.name, origin.several, link),
                    choice=choice,
                    asked=flags[0] if flags else "",
                )
        elif origin.fixed and len(here) > 1:
            for name, column in origin.columns.items():
                yield FlatColumn(
                    *(column, Way.NUMBERED, steps, child.name, name, link), fixed=origin.fixed
                )
