"""What a design asks of a database that was made by a former one."""

from __future__ import annotations

from probono_kit.database.model import Design, Table
from probono_kit.findings import Findings

#: Beginnings of names that are taken, by the kit, the formats and the systems.
_TAKEN = ("probono_", "gpkg_", "rtree_", "sqlite_", "pg_", "v_")
_TAKEN_NAMES = ("layer_styles", "geometry_columns", "spatial_ref_sys", "geography_columns")


def check_names(design: Design, findings: Findings) -> None:
    """Report tables that are called like one that databases keep for themselves.

    Parameters
    ----------
    design : Design
        With names of tables.
    findings : Findings
        Receives ``load.name_taken``.

    Examples
    --------
    >>> from probono_kit.database import Field
    >>> table = Table(name="gpkg_wells", fields=(Field(name="code"),), key=("code",))
    >>> found = Findings()
    >>> check_names(Design(name="wells", tables=(table,)), found)
    >>> found[0].code
    'load.name_taken'
    """
    for table in design.tables:
        if table.name.startswith(_TAKEN) or table.name in _TAKEN_NAMES:
            findings.add("load.name_taken", table.name, beginnings=_TAKEN)


def new_tables(design: Design, known: Design) -> list[Table]:
    """Return the tables that the former design does not have.

    Parameters
    ----------
    design : Design
        The new one.
    known : Design
        The one in the database.
    """
    there = {table.name for table in known.tables}
    return [table for table in design.tables if table.name not in there]


def new_fields(
    design: Design, known: Design, findings: Findings, where: str
) -> list[tuple[Table, str]]:
    """Return the fields to add, and report what cannot be brought about without loss.

    Parameters
    ----------
    design : Design
        The new one.
    known : Design
        The one in the database.
    findings : Findings
        Receives ``load.table_not_in_design``, ``load.field_not_in_design``,
        ``load.other_structure``.
    where : str
        The database.

    Returns
    -------
    list of (Table, str)
        Table of the new design, name of the field.
    """
    names = {table.name for table in design.tables}
    added = []
    for old in known.tables:
        if old.name not in names:
            findings.add("load.table_not_in_design", where, table=old.name)
            continue
        new = design.table(old.name)
        before = {one.name: one for one in old.fields}
        after = {one.name: one for one in new.fields}
        lost = tuple(name for name in before if name not in after)
        if lost:
            findings.add("load.field_not_in_design", where, table=old.name, fields=lost)
        fresh = [name for name in after if name not in before]
        linked = {name for link in new.links for name in link.fields}
        what = _differences(old, new)
        what += [n for n in after if n in before and after[n].kind is not before[n].kind]
        what += [n for n in fresh if after[n].required or n in new.key or n in linked]
        if what:
            findings.add("load.other_structure", where, table=old.name, what=tuple(what))
        added += [(new, name) for name in fresh]
    return added


def _differences(old: Table, new: Table) -> list[str]:
    """Return what else differs: key, identity, links, place, what is unique or required."""
    parts = {
        "key": (old.key, new.key),
        "identity": (old.identity, new.identity),
        "unique": (set(old.unique), set(new.unique)),
        "links": (
            {(x.fields, x.table) for x in old.links},
            {(x.fields, x.table) for x in new.links},
        ),
        "geometry": (_place(old), _place(new)),
        "required": (_required(old), _required(new) & {one.name for one in old.fields}),
    }
    return [name for name, (before, after) in parts.items() if before != after]


def _links(table: Table) -> set[tuple[tuple[str, ...], str]]:
    return {(link.fields, link.table) for link in table.links}


def _place(table: Table) -> tuple[str, ...]:
    place = table.geometry
    return (place.name, place.kind, place.crs) if place else ()


def _required(table: Table) -> set[str]:
    return {one.name for one in table.fields if one.required}
