"""Tables of a design while they are proposed: names given, fields and links gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from probono_kit.database.model import (
    Field,
    FieldKind,
    Geometry,
    Link,
    Origin,
    Source,
    Table,
    TableKind,
)
from probono_kit.database.names import identifiers
from probono_kit.database.proposing.sheet import FIELD_KINDS, Facts
from probono_kit.database.proposing.things import GENERIC


@dataclass(eq=False)
class Draft:
    """One table.

    Parameters
    ----------
    name, title : str
        Its name in the database, and what people call it.
    kind : TableKind
        What its rows are.
    fields : list of Field
        So far.
    columns : dict of str to dict of str to str
        By cleaned table: field to column.
    filled, fixed : dict of str to dict
        By cleaned table: as in an :class:`~probono_kit.database.model.Origin`.
    extra : list of Origin
        Other origins: choices, repetitions.
    """

    name: str
    title: str
    kind: TableKind = TableKind.ENTITY
    fields: list[Field] = field(default_factory=list)
    key: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    links: list[Link] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    filled: dict[str, dict[str, str]] = field(default_factory=dict)
    fixed: dict[str, dict[str, bool | int | str]] = field(default_factory=dict)
    extra: list[Origin] = field(default_factory=list)
    geometry: Geometry | None = None

    def names(self) -> list[str]:
        """Return the names that are taken in it."""
        return [one.name for one in self.fields]

    def add(self, title: str, kind: FieldKind, **more: object) -> str:
        """Add a field of a heading, and return its name."""
        (name,) = identifiers([title], taken=[*self.names(), "geom"])
        self.fields.append(Field(name=name, kind=kind, title=title, **more))  # type: ignore[arg-type]
        return name

    def add_column(self, facts: Facts, sources: tuple[Source, ...], **more: object) -> str:
        """Add a field that a column fills."""
        kind = FIELD_KINDS.get(facts.kind, FieldKind.TEXT)
        name = self.add(facts.name, kind, unit=facts.type.unit, **more)
        self.fill(name, facts.name, sources)
        return name

    def fill(self, name: str, column: str, sources: tuple[Source, ...]) -> None:
        """Let a column of cleaned tables fill a field."""
        for source in sources:
            self.columns.setdefault(source.name, {})[name] = column

    def add_code(self, title: str) -> str:
        """Add the field of a list to choose from: the value itself is the key."""
        self.fields.append(Field(name="code", kind=FieldKind.TEXT, title=title))
        self.key = self.identity = ("code",)
        return "code"

    def make_key(self) -> None:
        """Let the database number the rows."""
        (name,) = identifiers(["id"], taken=self.names())
        self.fields.insert(0, Field(name=name, kind=FieldKind.INTEGER, required=True, made=True))
        self.key = (name,)

    def link(
        self, parent: Draft, *, required: bool = False, by: dict[str, str] | None = None
    ) -> str:
        """Point to rows of another table; returns the field."""
        (key,) = parent.key
        known = next(one for one in parent.fields if one.name == key)
        wanted = f"{parent.name}_{key}" if set(key.split("_")) <= GENERIC else key
        (name,) = identifiers([wanted], taken=self.names())
        self.fields.append(
            Field(
                name=name,
                kind=known.kind,
                title=parent.title if known.made else known.title,
                required=required,
                made=known.made,
            )
        )
        self.links.append(Link(fields=(name,), table=parent.name, by=by or {}))
        return name

    def leads_to(self, other: Draft, drafts: dict[str, Draft]) -> bool:
        """Tell whether links lead from here to another table."""
        waiting, seen = [self], {self.name}
        while waiting:
            for link in waiting.pop().links:
                if link.table == other.name:
                    return True
                if link.table not in seen:
                    seen.add(link.table)
                    waiting.append(drafts[link.table])
        return False

    def table(self) -> Table:
        """Return it as part of a design."""
        plain = [
            Origin(
                source=source,
                columns=columns,
                filled=self.filled.get(source, {}),
                fixed=self.fixed.get(source, {}),
            )
            for source, columns in self.columns.items()
        ]
        key = set(self.key)
        return Table(
            name=self.name,
            kind=self.kind,
            title=self.title,
            fields=tuple(
                one.model_copy(update={"required": True}) if one.name in key else one
                for one in self.fields
            ),
            key=self.key,
            identity=self.identity,
            links=tuple(self.links),
            origins=(*plain, *self.extra),
            geometry=self.geometry,
        )
