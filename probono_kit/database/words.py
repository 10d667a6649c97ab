"""What people call the parts of a database: tables, fields, kinds, links."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.database.model import Design, Field, FieldKind, Link, Table, TableKind
from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.tables import kind_label

_TABLES = {
    TableKind.ENTITY: N_("things or events"),
    TableKind.CODES: N_("code list"),
    TableKind.LINK: N_("pairs"),
    TableKind.REPEAT: N_("what repeats inside a record"),
}


def title_of(part: Table | Field | Design) -> str:
    """Return what people call a table or a field: its title, else its name.

    Examples
    --------
    >>> title_of(Field(name="water_point"))
    'water point'
    """
    return " ".join(part.title.split()) or part.name.replace("_", " ")


def table_title(design: Design, table: Table) -> str:
    """Return what people call a table, with its name where two are called alike.

    Examples
    --------
    >>> use, uses = (Table(name=n, title="Uses", fields=(), key=()) for n in ("use", "uses"))
    >>> table_title(Design(name="wells", tables=(use, uses)), uses)
    'Uses (uses)'
    """
    title = title_of(table)
    alike = sum(title_of(one) == title for one in design.tables)
    return f"{title} ({table.name})" if alike > 1 else title


def table_words(kind: TableKind, language: str | None = None) -> str:
    """Return the words for what the rows of a table are."""
    return gettext(_TABLES[kind], language or current_language())


def field_words(field: Field, language: str | None = None) -> str:
    """Return the words for what a field holds."""
    return kind_label(field.kind.value, language)


def label_fields(design: Design, table: Table) -> tuple[str, ...]:
    """Return the fields by which people know a row of a table.

    Parameters
    ----------
    design : Design
        The database.
    table : Table
        One of its tables.

    Returns
    -------
    tuple of str
        A text that tells rows apart or that every row has; beside a key of its own the first
        text with that key; else all that tells rows apart; else the key.

    Examples
    --------
    >>> fields = (Field(name="code"), Field(name="label"))
    >>> region = Table(name="region", kind=TableKind.CODES, fields=fields, key=("code",))
    >>> label_fields(Design(name="wells", tables=(region,)), region)
    ('label',)
    """
    linked = {name for link in table.links for name in link.fields}
    plain = [f for f in table.fields if not f.made and f.name not in linked]
    texts = [f.name for f in plain if f.kind is FieldKind.TEXT and f.name not in table.key]
    if table.kind is TableKind.CODES and texts:
        return (texts[0],)
    known = [name for name in table.identity if name in {f.name for f in plain}]
    named = [name for name in texts if name in known] or [n for n in texts if _has_value(table, n)]
    if named:
        return (named[0],)
    is_own = not any(table.field(name).made or name in linked for name in table.key)
    if is_own and texts:
        return (texts[0], *table.key)
    return table.identity or table.key


def _has_value(table: Table, name: str) -> bool:
    """Tell whether every row has this field: what may be missing is no name of a row."""
    return table.field(name).required


def links_of(design: Design) -> Iterator[tuple[Table, Link, Table]]:
    """Yield each link with its child and its parent."""
    for child in design.tables:
        for link in child.links:
            yield child, link, design.table(link.table)


def link_sentences(design: Design, language: str | None = None) -> list[str]:
    """Say in sentences how the tables of a database hang together.

    Parameters
    ----------
    design : Design
        The database.
    language : str, optional
        Of the sentences (default: the current one).

    Returns
    -------
    list of str
        One sentence per link, in the order of the tables; one for each table that stands alone.

    Examples
    --------
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> well = Table(
    ...     name="well",
    ...     fields=(Field(name="id", made=True), Field(name="region")),
    ...     key=("id",),
    ...     links=(Link(fields=("region",), table="region"),),
    ... )
    >>> link_sentences(Design(name="wells", tables=(region, well)), "en")
    ['Each row of “well” belongs to one row of “region”, or to none (field “region”).']
    """
    language = language or current_language()
    sentences = []
    linked: set[str] = set()
    for child, link, parent in links_of(design):
        linked |= {child.name, parent.name}
        needed = all(child.field(name).required for name in link.fields)
        if needed and set(link.fields) == set(child.key):
            text = N_("Each row of “{child}” adds to one row of “{parent}” (field “{fields}”).")
        elif needed:
            text = N_("Each row of “{child}” belongs to one row of “{parent}” (field “{fields}”).")
        else:
            text = N_(
                "Each row of “{child}” belongs to one row of “{parent}”, or to none"
                " (field “{fields}”)."
            )
        fields = ", ".join(title_of(child.field(name)) for name in link.fields)
        names = {"child": table_title(design, child), "parent": table_title(design, parent)}
        sentences.append(gettext(text, language).format(**names, fields=fields))
    alone = gettext(N_("“{table}” is linked to no other table."), language)
    single = [table for table in design.tables if table.name not in linked]
    sentences += [alone.format(table=table_title(design, table)) for table in single]
    return sentences
