"""Whether a design hangs together, and fits the cleaned tables that are to fill it."""

from __future__ import annotations

import graphlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from probono_kit.database.flat_plan import has_shapes, plain_origins, plan_flat, roots
from probono_kit.database.model import Design, Link, Origin, Source, Table
from probono_kit.findings import Findings
from probono_kit.yaml_files.explain import nearest


def check_design(design: Design, sources: Sequence[Source] = ()) -> Findings:
    """Say everything that is wrong with a design.

    Parameters
    ----------
    design : Design
        The design.
    sources : sequence of Source
        Cleaned tables; their columns are checked if there are any.

    Returns
    -------
    Findings
        Errors for what cannot be built or filled, warnings for what would be lost. ``where`` is
        the table, or the cleaned table.

    Examples
    --------
    >>> from probono_kit.database import Field, Table
    >>> well = Table(name="well", fields=(Field(name="name"),), key=("number",))
    >>> check_design(Design(name="wells", tables=(well,))).errors[0].message()
    'The key names the field “number”, which this table does not have.'
    """
    findings = Findings()
    tables = [table.name for table in design.tables]
    for name in _twice(tables):
        findings.add("design.table_twice", name)
    for table in design.tables:
        _check_table(table, findings)
        for link in table.links:
            _check_link(design, table, link, findings)
    if not findings.errors:
        _check_order(design, findings)
    if sources:
        _check_sources(design, sources, findings)
    if not findings.errors:
        _check_flat(design, findings)
    return findings


def in_order(design: Design) -> list[Table]:
    """Return the tables, parents before children.

    Parameters
    ----------
    design : Design
        Without circles.

    Returns
    -------
    list of Table
        In the design's order as far as possible.

    Raises
    ------
    graphlib.CycleError
        If there is no such order.
    """
    graph = {
        table.name: [link.table for link in table.links if link.table != table.name]
        for table in design.tables
    }
    place = {table.name: i for i, table in enumerate(design.tables)}
    sorter = graphlib.TopologicalSorter(graph)
    sorter.prepare()
    found: list[Table] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        found += [design.table(name) for name in ready]
        sorter.done(*ready)
    return found


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _check_table(table: Table, findings: Findings) -> None:
    names = [one.name for one in table.fields]
    drawn = [table.geometry.name] if table.geometry else []
    for name in _twice([*names, *drawn]):
        findings.add("design.field_twice", table.name, field=name)
    if not table.key:
        findings.add("design.no_key", table.name)
    for part, used in _uses(table):
        if used not in names:
            near = nearest(used, names) or ", ".join(names)
            findings.add("design.no_field", table.name, part=part, field=used, near=near)
    numbered = {one.name for one in table.fields if one.made}
    linked = {name for link in table.links for name in link.fields}
    own = [name for name in table.key if name in numbered - linked]
    if own and len(table.key) > 1:
        findings.add("design.made_key_not_alone", table.name, field=own[0])
    for name in sorted(numbered - linked - set(table.key)):
        findings.add("design.made_for_nothing", table.name, field=name)
    for one in table.fields:
        if one.words and (one.kind != "boolean" or len(set(one.words)) != 2):
            findings.add("design.words", table.name, field=one.name)
    for origin in table.origins:
        if origin.marks and not origin.several:
            findings.add("design.marks_without_field", table.name, source=origin.source)
        if origin.several and not (origin.marks or origin.several in origin.columns):
            findings.add("design.several_without_column", table.name, field=origin.several)


def _uses(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the fields that parts of a table name."""
    yield from (("key", name) for name in table.key)
    yield from (("identity", name) for name in table.identity)
    yield from (("unique", name) for names in table.unique for name in names)
    yield from (("links", name) for link in table.links for name in link.fields)
    for origin in table.origins:
        named = [*origin.columns, *origin.fixed, *origin.filled]
        yield from (("origins", name) for name in [*named, *filter(None, [origin.several])])


def _check_link(design: Design, table: Table, link: Link, findings: Findings) -> None:
    names = [one.name for one in design.tables]
    if link.table not in names:
        near = nearest(link.table, names) or ", ".join(names)
        findings.add("design.no_table", table.name, table=link.table, near=near)
        return
    parent = design.table(link.table)
    if len(link.fields) != len(parent.key):
        findings.add(
            *("design.link_length", table.name),
            table=parent.name,
            fields=link.fields,
            key=parent.key,
        )
        return
    for origin in table.origins:
        if set(link.fields) <= {*origin.columns, *filter(None, [origin.several])} or link.by:
            continue
        found = len(plain_origins(parent, origin.source))
        if parent.name == table.name or not found:
            code = "design.link_unfilled"
        elif found > 1:
            code = "design.link_ambiguous"
        else:
            continue
        findings.add(code, table.name, table=parent.name, source=origin.source)


def _check_order(design: Design, findings: Findings) -> None:
    try:
        in_order(design)
    except graphlib.CycleError as problem:
        circle: list[str] = problem.args[1]
        start = circle.index(min(circle))
        turned = [*circle[start:-1], *circle[:start]] if circle[0] == circle[-1] else circle
        findings.add("design.circle", turned[0], tables=(*turned, turned[0]))


def _check_sources(design: Design, sources: Sequence[Source], findings: Findings) -> None:
    given = {source.name: source for source in sources}
    for table in design.tables:
        for origin in table.origins:
            if origin.source not in given:
                near = nearest(origin.source, given) or ", ".join(given)
                findings.add("design.no_source", table.name, source=origin.source, near=near)
                continue
            columns = [str(name) for name in given[origin.source].frame.columns]
            for name in dict.fromkeys(_columns_of(table, origin)):
                if name not in columns:
                    near = nearest(name, columns) or ", ".join(columns[:10])
                    findings.add(
                        *("design.no_column", table.name),
                        source=origin.source,
                        column=name,
                        near=near,
                    )
    for source in sources:
        _check_use(design, source, findings)


def _columns_of(table: Table, origin: Origin) -> Iterator[str]:
    yield from origin.columns.values()
    yield from origin.marks
    yield from origin.filled.values()


def _check_use(design: Design, source: Source, findings: Findings) -> None:
    """Warn of cleaned tables and columns that fill nothing."""
    used: set[str] = set()
    for table in design.tables:
        for link in table.links:
            used |= set(link.by)
        for origin in table.origins:
            if origin.source == source.name:
                used |= set(_columns_of(table, origin))
                if has_shapes(table):
                    used.add(str(getattr(source.frame, "_geometry_column_name", "")))
    if not used:
        findings.add("design.source_unused", source.name)
        return
    empty = {str(name) for name in source.frame.columns if source.frame[name].isna().all()}
    unused = [str(name) for name in source.frame.columns if str(name) not in used | empty]
    if unused:
        shown = (*unused[:10], "…") if len(unused) > 10 else tuple(unused)
        findings.add("design.columns_unused", source.name, count=len(unused), columns=shown)


def _check_flat(design: Design, findings: Findings) -> None:
    """Warn of cleaned tables that cannot be put together again."""
    names = dict.fromkeys(one.source for table in design.tables for one in table.origins)
    for name in names:
        found = roots(design, name)
        if len(found) != 1:
            findings.add("design.apart", name, tables=tuple(table.name for table in found))
            continue
        plan = plan_flat(design, name)
        if plan and plan.missing:
            findings.add("design.not_reached", name, columns=plan.missing[:10])
