"""Questions that people ask a database, each with its SQL, made from the design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from probono_kit.database.flat_sql import source_names, view_name
from probono_kit.database.model import Design, Field, FieldKind, Link, Table, TableKind
from probono_kit.database.words import label_fields, links_of, table_title, title_of
from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext

#: No more questions of one kind: nobody reads forty.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what to type for its answer.

    Parameters
    ----------
    question : str
        In plain words.
    sql : str
        One ``SELECT``; it changes nothing.
    """

    question: str
    sql: str


def example_queries(
    design: Design,
    *,
    language: str | None = None,
    dialect: str = "sqlite",
    schema: str = "",
) -> list[Query]:
    """Ask the usual questions of a database: how many, which have none, what is new.

    Parameters
    ----------
    design : Design
        The database.
    language : str, optional
        Of the questions (default: the current one).
    dialect : str
        ``"sqlite"`` (SQLite and GeoPackage) or ``"postgresql"``.
    schema : str
        Schema of the tables in PostgreSQL; empty where the search path finds them.

    Returns
    -------
    list of Query
        At most four of each kind, for the tables and fields that the design has.

    Raises
    ------
    ValueError
        If the dialect is another one.

    Examples
    --------
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> well = Table(
    ...     name="well",
    ...     fields=(Field(name="id", made=True), Field(name="region")),
    ...     key=("id",),
    ...     links=(Link(fields=("region",), table="region"),),
    ... )
    >>> query = example_queries(Design(name="wells", tables=(region, well)), language="en")[0]
    >>> print(query.question, query.sql, sep="\\n")
    How many rows of “well” are there for each row of “region”?
    SELECT p.code, count(c.id) AS number
    FROM region AS p LEFT JOIN well AS c ON c.region = p.code
    GROUP BY p.code
    ORDER BY number DESC, p.code
    """
    if dialect not in _DIALECTS:
        raise ValueError(f"dialect {dialect!r} is none of {', '.join(_DIALECTS)}")
    asker = _Asker(design, language or current_language(), dialect, schema)
    kinds = (asker.counts(), asker.without(), asker.pairs(), asker.figures(), asker.this_month())
    asked = [query for kind in kinds for query in list(kind)[:_MOST]]
    return [*asked, asker.changes(), *list(asker.flat())[:_MOST]]


_DIALECTS = ("sqlite", "postgresql")


@dataclass
class _Asker:
    design: Design
    language: str
    dialect: str
    schema: str

    def counts(self) -> Iterator[Query]:
        for child, link, parent in self._links():
            text = N_("How many rows of “{child}” are there for each row of “{parent}”?")
            shown = self._columns(parent, "p")
            group = ", ".join(dict.fromkeys([*self._names(parent.key, "p"), *shown]))
            yield self._query(
                self._say(text, child, link, parent),
                f"SELECT {', '.join(shown)}, count(c.{self._name(child.key[0])}) AS number",
                f"FROM {self._table(parent)} AS p LEFT JOIN {self._table(child)} AS c"
                f" ON {self._join(link, parent)}",
                f"GROUP BY {group}",
                f"ORDER BY number DESC, {', '.join(shown)}",
            )

    def without(self) -> Iterator[Query]:
        for child, link, parent in self._links():
            if parent.kind is TableKind.CODES:
                continue
            text = N_("Which rows of “{parent}” have none in “{child}”?")
            shown = ", ".join(self._columns(parent, "p"))
            yield self._query(
                self._say(text, child, link, parent),
                f"SELECT {shown}",
                f"FROM {self._table(parent)} AS p",
                f"WHERE NOT EXISTS (SELECT 1 FROM {self._table(child)} AS c"
                f" WHERE {self._join(link, parent)})",
                f"ORDER BY {shown}",
            )

    def pairs(self) -> Iterator[Query]:
        for table in self.design.tables:
            if table.kind is not TableKind.LINK or len(table.links) < 2:
                continue
            first, second = table.links[:2]
            one, other = self.design.table(first.table), self.design.table(second.table)
            text = gettext(
                N_("Which rows of “{other}” go with each row of “{one}”?"), self.language
            )
            shown = ", ".join([*self._columns(one, "p"), *self._columns(other, "q")])
            join = self._join(second, other).replace("= p.", "= q.")
            yield self._query(
                text.format(one=self._title(one), other=self._title(other)),
                f"SELECT {shown}",
                f"FROM {self._table(table)} AS c",
                f"JOIN {self._table(one)} AS p ON {self._join(first, one)}",
                f"JOIN {self._table(other)} AS q ON {join}",
                f"ORDER BY {shown}",
            )

    def figures(self) -> Iterator[Query]:
        for child, link, parent in self._links():
            field = self._measure(child)
            if field is None:
                continue
            text = gettext(
                N_("Least, mean and most of “{field}” for each row of “{parent}”?"),
                self.language,
            )
            shown, value = self._columns(parent, "p"), f"c.{self._name(field.name)}"
            group = ", ".join(dict.fromkeys([*self._names(parent.key, "p"), *shown]))
            yield self._query(
                text.format(field=title_of(field), parent=self._title(parent)),
                f"SELECT {', '.join(shown)}, count({value}) AS number,"
                f" min({value}) AS least, avg({value}) AS mean, max({value}) AS most",
                f"FROM {self._table(parent)} AS p JOIN {self._table(child)} AS c"
                f" ON {self._join(link, parent)}",
                f"GROUP BY {group}",
                f"ORDER BY {', '.join(shown)}",
            )

    def this_month(self) -> Iterator[Query]:
        for table in self.design.tables:
            dates = (FieldKind.DATE, FieldKind.DATETIME)
            day = next((field for field in table.fields if field.kind in dates), None)
            if day is None or table.kind is TableKind.CODES:
                continue
            text = gettext(
                N_("Which rows of “{table}” are of this month (“{field}”)?"), self.language
            )
            name = self._name(day.name)
            start, end = _MONTH[self.dialect]
            yield self._query(
                text.format(table=self._title(table), field=title_of(day)),
                "SELECT *",
                f"FROM {self._table(table)}",
                f"WHERE {name} >= {start} AND {name} < {end}",
                f"ORDER BY {name} DESC",
            )

    def changes(self) -> Query:
        history, loads = self._known("probono_history"), self._known("probono_loads")
        return self._query(
            gettext(N_("What did the last load change?"), self.language),
            "SELECT table_name, identity, what, old_values",
            f"FROM {history}",
            f"WHERE load = (SELECT max(load) FROM {loads})",
            "ORDER BY id",
        )

    def flat(self) -> Iterator[Query]:
        for source in source_names(self.design):
            text = gettext(N_("What does the cleaned table “{source}” look like?"), self.language)
            view = self._known(view_name(self.design, source))
            yield self._query(text.format(source=source), "SELECT *", f"FROM {view}", "LIMIT 100")

    # ---- pieces -------------------------------------------------------------------------------

    def _links(self) -> list[tuple[Table, Link, Table]]:
        """Return what can be counted: links to things before links to code lists."""
        found = [
            (child, link, parent)
            for child, link, parent in links_of(self.design)
            if child.kind is not TableKind.CODES and child.name != parent.name
        ]
        return sorted(found, key=lambda each: each[2].kind is TableKind.CODES)

    def _measure(self, table: Table) -> Field | None:
        """Return the first amount of a table; degrees are none."""
        amounts = (f for f in table.fields if f.kind is FieldKind.DECIMAL and f.unit != "°")
        return next(amounts, None)

    def _say(self, text: str, child: Table, link: Link, parent: Table) -> str:
        said = gettext(text, self.language)
        said = said.format(child=self._title(child), parent=self._title(parent))
        if sum(each.table == parent.name for each in child.links) > 1:
            said += f" ({', '.join(title_of(child.field(name)) for name in link.fields)})"
        return said

    def _title(self, table: Table) -> str:
        return table_title(self.design, table)

    def _query(self, question: str, *lines: str) -> Query:
        return Query(question, "\n".join(lines))

    def _columns(self, table: Table, alias: str) -> list[str]:
        return self._names(label_fields(self.design, table), alias)

    def _names(self, names: tuple[str, ...], alias: str) -> list[str]:
        return [f"{alias}.{self._name(name)}" for name in names]

    def _join(self, link: Link, parent: Table) -> str:
        pairs = zip(link.fields, parent.key, strict=True)
        return " AND ".join(f"c.{self._name(mine)} = p.{self._name(key)}" for mine, key in pairs)

    def _table(self, table: Table) -> str:
        return self._known(table.name)

    def _known(self, name: str) -> str:
        quoted = self._name(name)
        return f"{self._name(self.schema)}.{quoted}" if self.schema else quoted

    def _name(self, name: str) -> str:
        return str(self._preparer.quote(name))

    @cached_property
    def _preparer(self) -> Any:
        from sqlalchemy.dialects import postgresql, sqlite

        made: Any = sqlite if self.dialect == "sqlite" else postgresql
        return made.dialect().identifier_preparer


#: First day of this month and of the next one; dates are texts (ISO 8601) in SQLite.
_MONTH = {
    "sqlite": ("date('now', 'start of month')", "date('now', 'start of month', '+1 month')"),
    "postgresql": (
        "date_trunc('month', CURRENT_DATE)",
        "date_trunc('month', CURRENT_DATE) + interval '1 month'",
    ),
}
