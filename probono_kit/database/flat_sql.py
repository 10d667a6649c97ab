"""Views ``v_<source>``: the cleaned tables, put together again by the database itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from probono_kit.database.flat_plan import FlatColumn, FlatPlan, Way, plan_flat
from probono_kit.database.model import Design, Field, FieldKind, Link, Table
from probono_kit.files import file_name

#: Bytes of a name that PostgreSQL keeps.
_LONGEST = 63


def source_names(design: Design) -> list[str]:
    """Return the cleaned tables that fill a design, in its order.

    Parameters
    ----------
    design : Design
        With origins.

    Returns
    -------
    list of str
    """
    named = [origin.source for table in design.tables for origin in table.origins]
    return list(dict.fromkeys([*design.sources, *named]))


def view_name(design: Design, source: str) -> str:
    """Return the name of the view that puts a cleaned table together again.

    Parameters
    ----------
    design : Design
        With all its sources: two that would be called alike get numbers.
    source : str
        One of them.

    Returns
    -------
    str
        ``v_`` and the letters and digits of its name.

    Examples
    --------
    >>> from probono_kit.database import Origin
    >>> table = Table(name="well", fields=(Field(name="code"),), key=("code",),
    ...               origins=(Origin(source="Points d'eau"),))
    >>> view_name(Design(name="wells", tables=(table,)), "Points d'eau")
    'v_points_d_eau'
    """
    taken: set[str] = set()
    for one in source_names(design):
        base = "v_" + re.sub(r"\W", "_", file_name(one))[:55]
        numbered = (f"{base}_{number}" for number in itertools.count(2))
        name = next(name for name in itertools.chain([base], numbered) if name not in taken)
        if one == source:
            return name
        taken.add(name)
    raise KeyError(source)


def flat_sql(design: Design, source: str, dialect: str, *, schema: str = "") -> str:
    """Return the query that puts a cleaned table together again.

    Parameters
    ----------
    design : Design
        Which tables it went into.
    source : str
        The cleaned table.
    dialect : str
        ``"sqlite"`` (also for GeoPackage) or ``"postgresql"``.
    schema : str
        Where the tables are, on a server.

    Returns
    -------
    str
        A ``SELECT``: one row for each row of the cleaned table, its columns under their own names,
        in their order (names too long or alike for the database are cut or numbered).
        Empty where no table has a row for each of its rows.

    Examples
    --------
    >>> from probono_kit.database import Origin
    >>> table = Table(name="well", fields=(Field(name="code"),), key=("code",),
    ...               origins=(Origin(source="wells", columns={"code": "N° du puits"}),))
    >>> print(flat_sql(Design(name="wells", tables=(table,)), "wells", "sqlite"))
    SELECT t0.code AS "N° du puits"
    FROM well AS t0 ORDER BY t0.code
    """
    plan = plan_flat(design, source)
    if plan is None or not plan.columns:
        return ""
    query = _Query(design, plan, dialect, schema).select()
    # Named parameters: no percent sign of a name or a choice is doubled.
    made: Any = postgresql if dialect == "postgresql" else sqlite
    speaks = made.dialect(paramstyle="named")
    text = str(query.compile(dialect=speaks, compile_kwargs={"literal_binds": True}))
    return re.sub(r" +\n", "\n", text).strip()


def column_names(names: list[str], dialect: str) -> list[str]:
    """Return names of columns that a database keeps apart: short enough, none twice.

    Parameters
    ----------
    names : list of str
        Any.
    dialect : str
        SQLite does not tell ``Nom`` from ``nom``; PostgreSQL cuts after 63 bytes.

    Examples
    --------
    >>> column_names(["Nom", "nom", ""], "sqlite")
    ['Nom', 'nom_2', 'column']
    """
    taken: set[str] = set()
    kept = []
    for name in names:
        base = name or "column"
        number, made = 1, _cut(base, "", dialect)
        while _same(made, dialect) in taken:
            number += 1
            made = _cut(base, f"_{number}", dialect)
        taken.add(_same(made, dialect))
        kept.append(made)
    return kept


def _same(name: str, dialect: str) -> str:
    return name if dialect == "postgresql" else name.casefold()


def _cut(name: str, end: str, dialect: str) -> str:
    if dialect != "postgresql":
        return name + end
    room = _LONGEST - len(end)
    return name.encode("utf-8")[:room].decode("utf-8", "ignore") + end


class _Query:
    """Makes the query of one plan: tables that links lead to are joined once each."""

    def __init__(self, design: Design, plan: FlatPlan, dialect: str, schema: str) -> None:
        self._design = design
        self._plan = plan
        self._dialect = dialect
        self._schema = schema or None
        self._root = self._table(plan.root, "t0")
        self._joined: dict[tuple[tuple[str, ...], ...], Any] = {(): self._root}
        self._from: Any = self._root

    def select(self) -> sa.Select[Any]:
        names = column_names([one.name for one in self._plan.columns], self._dialect)
        cells = [
            self._cell(column).label(name)
            for column, name in zip(self._plan.columns, names, strict=True)
        ]
        query = sa.select(*cells).select_from(self._from)
        for name, value in self._plan.fixed.items():
            query = query.where(self._is(self._root.c[name], value))
        return query.order_by(*self._ordered(self._plan.root, self._root))

    def _cell(self, column: FlatColumn) -> Any:
        match column.way:
            case Way.EMPTY:
                return sa.cast(sa.null(), sa.Text)
            case Way.SHAPE:
                return self._root.c[column.field]
            case Way.VALUE:
                table = self._target(column.steps)
                return self._shown(table, column.field, self._value(column.steps, column.field))
        assert column.back is not None
        child = self._table(column.table, f"c{len(self._joined)}")
        parent = self._reach(column.steps)
        keys = self._target(column.steps).key
        same = [
            child.c[mine] == parent.c[theirs]
            for mine, theirs in zip(column.back.fields, keys, strict=True)
        ]
        match column.way:
            case Way.NUMBERED:
                return self._numbered(column, child, same)
            case Way.LIST:
                return self._list(column, child, same)
        return self._mark(column, child, same, parent)

    def _numbered(self, column: FlatColumn, child: Any, same: list[Any]) -> Any:
        shown = self._shown(self._design.table(column.table), column.field, child.c[column.field])
        found = sa.select(shown).where(*same)
        for name, value in column.fixed.items():
            found = found.where(self._is(child.c[name], value))
        return found.order_by(*self._ordered(column.table, child)).limit(1).scalar_subquery()

    def _list(self, column: FlatColumn, child: Any, same: list[Any]) -> Any:
        order = self._ordered(column.table, child)
        value = child.c[column.field]
        if self._dialect == "postgresql":
            from sqlalchemy.dialects.postgresql import aggregate_order_by

            joined = sa.func.string_agg(
                value, aggregate_order_by(sa.literal(column.separator), *order)
            )
            return sa.select(joined).where(*same).scalar_subquery()
        inner = sa.select(value.label("choice")).where(*same).order_by(*order)
        rows = inner.correlate_except(child).subquery()
        return sa.select(sa.func.group_concat(rows.c.choice, column.separator)).scalar_subquery()

    def _mark(self, column: FlatColumn, child: Any, same: list[Any], parent: Any) -> Any:
        chosen = sa.exists().where(*same, child.c[column.field] == column.choice)
        answered = parent.c[column.asked] if column.asked else sa.exists().where(*same)
        return sa.case((answered, sa.case((chosen, 1), else_=0)))

    def _value(self, steps: tuple[Link, ...], name: str) -> Any:
        """Return a field that steps lead to; a key stands in the link itself, without a join."""
        if steps:
            keys = self._target(steps).key
            if name in keys:
                return self._value(steps[:-1], steps[-1].fields[keys.index(name)])
        return self._reach(steps).c[name]

    def _reach(self, steps: tuple[Link, ...]) -> Any:
        path = tuple((*step.fields, step.table) for step in steps)
        if path not in self._joined:
            before = self._reach(steps[:-1])
            target = self._design.table(steps[-1].table)
            here = self._table(target.name, f"t{len(self._joined)}")
            pairs = zip(steps[-1].fields, target.key, strict=True)
            met = sa.and_(*(before.c[mine] == here.c[theirs] for mine, theirs in pairs))
            self._joined[path] = here
            self._from = self._from.outerjoin(here, met)
        return self._joined[path]

    def _target(self, steps: tuple[Link, ...]) -> Table:
        return self._design.table(steps[-1].table if steps else self._plan.root)

    def _table(self, name: str, alias: str) -> Any:
        table = self._design.table(name)
        names = [sa.column(one.name, _TYPES.get(one.kind, sa.Text)()) for one in table.fields]
        place: list[Any] = [sa.column(table.geometry.name)] if table.geometry else []
        return sa.table(name, *names, *place, schema=self._schema).alias(alias)

    def _shown(self, table: Table, name: str, value: Any) -> Any:
        words = _words(table.field(name))
        if not words:
            return value
        return sa.case((value.is_(sa.true()), words[0]), (value.is_(sa.false()), words[1]))

    def _is(self, column: Any, value: bool | int | str) -> Any:
        if isinstance(value, bool):
            return column.is_(sa.true() if value else sa.false())
        return column == value

    def _ordered(self, name: str, alias: Any) -> list[Any]:
        table = self._design.table(name)
        return [alias.c[key] for key in table.key]


_TYPES: Mapping[FieldKind, Any] = {
    FieldKind.INTEGER: sa.Integer,
    FieldKind.DECIMAL: sa.Double,
    FieldKind.BOOLEAN: sa.Boolean,
}


def _words(field: Field) -> tuple[str, ...]:
    return tuple(field.words)
