"""From what the sheets say to tables, keys and links."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator, Sequence

from probono_kit.database.model import (
    Design,
    FieldKind,
    Link,
    Origin,
    Source,
    Table,
    TableKind,
)
from probono_kit.database.names import identifiers
from probono_kit.database.proposing.alike import Group, group_things, overlap
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.keys import choose_key
from probono_kit.database.proposing.lists import add_lists, add_value
from probono_kit.database.proposing.numbered import Numbered, find_numbered
from probono_kit.database.proposing.places import add_place, add_shapes
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.database.proposing.relatives import Relation, find_relations
from probono_kit.database.proposing.several import Several, find_several
from probono_kit.database.proposing.sheet import FIELD_KINDS, Sheet, same_heading, sheets_of
from probono_kit.database.proposing.things import Thing, find_things, thing_name
from probono_kit.findings import Findings
from probono_kit.tables import ColumnKind


class Assembly:
    """A design while it is put together.

    Parameters
    ----------
    sources : sequence of Source
        Cleaned tables.
    reasons : Reasons
        Gets the reason for each decision.
    findings : Findings
        Gets what a person should look at.
    """

    def __init__(self, sources: Sequence[Source], reasons: Reasons, findings: Findings) -> None:
        self.sources = sources
        self.reasons, self.findings = reasons, findings
        self.sheets = sheets_of(sources)
        self.drafts: dict[str, Draft] = {}
        self.roots: dict[int, Draft] = {}
        self.things: list[Thing] = []
        self.of_thing: dict[int, Draft] = {}

    def tables(self) -> Iterator[Table]:
        """Yield the tables, parents first."""
        for sheet in self.sheets:
            self._drop_empty(sheet)
        relations = find_relations(self.sheets)
        for relation in relations:
            if not len(relation.lost):
                given = relation.by
                relation.child.rest = [n for n in relation.child.rest if n not in given]
        parts = {id(sheet): self._parts(sheet) for sheet in self.sheets}
        things = [thing for sheet in self.sheets for thing in find_things(sheet)[0]]
        self.things = [*things, *self._alone(things)]
        for group in group_things(self.things):
            self._thing_table(group)
        self._link_things()
        for sheet in _parents_first(self.sheets, relations):
            self._record_table(sheet, [one for one in relations if one.child is sheet])
        add_lists(self)
        for sheet in self.sheets:
            several, numbered = parts[id(sheet)]
            for each in several:
                self._several_tables(sheet, each)
            for repeated in numbered:
                self._numbered_table(sheet, repeated)
        yield from (draft.table() for draft in self._in_order())

    # ---- what a sheet holds besides single values ----------------------------------------

    def _drop_empty(self, sheet: Sheet) -> None:
        empty = [name for name in sheet.rest if not sheet.columns[name].filled]
        sheet.rest = [name for name in sheet.rest if name not in empty]
        if empty:
            self.findings.add("propose.empty", sheet.name, columns=_few(empty), count=len(empty))
            self.reasons.add("", sheet.name, "empty", "nothing", columns=empty)

    def _parts(self, sheet: Sheet) -> tuple[list[Several], list[Numbered]]:
        several, uneven = find_several(sheet)
        for question, columns in uneven:
            self.findings.add(
                "propose.uneven_marks", sheet.name, question=question, columns=_few(columns)
            )
        sheet.rest = [n for n in sheet.rest if not any(n in each.columns() for each in several)]
        numbered = find_numbered(sheet)
        sheet.rest = [n for n in sheet.rest if not any(n in each.all() for each in numbered)]
        return several, numbered

    # ---- things --------------------------------------------------------------------------

    def _alone(self, things: list[Thing]) -> Iterator[Thing]:
        """Yield columns of one sheet that name a thing that another sheet tells more of."""
        for sheet in self.sheets:
            taken = {name for thing in things if thing.sheet is sheet for name in thing.columns()}
            for name in sheet.rest:
                facts = sheet.columns[name]
                if name in taken or not facts.is_text or facts.is_unique:
                    continue
                if any(
                    thing.sheet is not sheet
                    and any(overlap(facts, thing.sheet.columns[n]) for n in thing.members)
                    for thing in things
                ):
                    yield Thing(sheet, [name], name)

    def draft(self, wanted: str, title: str, kind: TableKind = TableKind.ENTITY) -> Draft:
        """Begin a table under a name that is free."""
        (name,) = identifiers([wanted], taken=self.drafts)
        draft = self.drafts[name] = Draft(name, title, kind)
        return draft

    def _thing_table(self, group: Group) -> None:
        first, common = group.first, group.common[0]
        draft = self.draft(thing_name(first), first.label)
        by_heading: dict[str, str] = {}
        for thing, known in zip(group.things, group.common, strict=True):
            for name in thing.columns():
                twin = common if name == known else name
                taken = draft.columns.get(thing.sheet.sources[0].name, {})
                field = next(
                    (f for h, f in by_heading.items() if f not in taken and same_heading(h, twin)),
                    None,
                )
                facts = thing.sheet.columns[name]
                if field is None:
                    field = by_heading[twin] = draft.add_column(facts, thing.sheet.sources)
                else:
                    draft.fill(field, name, thing.sheet.sources)
            thing.sheet.rest = [n for n in thing.sheet.rest if n not in thing.columns()]
            self.of_thing[id(thing)] = draft
        self._thing_key(group, draft, by_heading[common])
        add_place(draft, first.sheet, self.reasons)
        for thing in group.things:
            self._tell_of(thing, draft)
        if len(group.things) > 1:
            one, other = (thing.sheet.name for thing in group.things[:2])
            self.reasons.add(
                *(draft.name, draft.title, "table", "shared"),
                support=group.share,
                one=one,
                other=other,
            )

    def _thing_key(self, group: Group, draft: Draft, field: str) -> None:
        facts = [t.sheet.columns[n] for t, n in zip(group.things, group.common, strict=True)]
        first = group.first
        always = all(support.support == 1 for support in first.support.values())
        if all(each.is_code_like for each in facts) and (always or first.facts.is_full):
            draft.key = draft.identity = (field,)
            self.reasons.add(
                *(draft.name, facts[0].name, "key", "decides"),
                support=min((each.support for each in first.support.values()), default=1.0),
                rows=facts[0].filled,
                key=[facts[0].name],
                columns=[n for n in first.columns() if n != facts[0].name] or [facts[0].name],
            )
        else:
            draft.make_key()
            draft.identity = (field,)
            self.reasons.add(
                *(draft.name, facts[0].name, "made_key", "name_key"), columns=[facts[0].name]
            )

    def _tell_of(self, thing: Thing, draft: Draft) -> None:
        """Give the reason for a thing, and name the rows that contradict it."""
        others = [name for name in thing.columns() if name != thing.key]
        known = [thing.support[name] for name in others if name in thing.support]
        if others and known:
            self.reasons.add(
                *(draft.name, draft.title, "table", "decides"),
                support=min(each.support for each in known),
                rows=max(each.rows for each in known),
                key=[thing.key],
                columns=others,
            )
        for name in others:
            found = thing.support.get(name)
            if found is not None and len(found.wrong):
                self.findings.add(
                    *("propose.contradicts", thing.sheet.name),
                    key=thing.key,
                    column=name,
                    count=len(found.wrong),
                    rows=thing.sheet.rows(found.wrong),
                )

    def _link_things(self) -> None:
        seen: set[tuple[str, str]] = set()
        for sheet in self.sheets:
            for thing in (one for one in self.things if one.sheet is sheet):
                child = self.of_thing[id(thing)]
                for above in thing.above:
                    parent = self.of_thing.get(id(above))
                    if parent is None or parent is child or (child.name, parent.name) in seen:
                        continue
                    if parent.leads_to(child, self.drafts):
                        self.findings.add(
                            "propose.circle", sheet.name, one=child.title, other=parent.title
                        )
                        continue
                    seen.add((child.name, parent.name))
                    field = child.link(parent)
                    found = thing.support[above.key]
                    self.reasons.add(
                        *(child.name, field, "link", "above"),
                        support=found.support,
                        rows=found.rows,
                        child=child.title,
                        parent=parent.title,
                    )

    def rows_of(self, draft: Draft, sheet: Sheet) -> int:
        """Return how many rows a sheet brings to a table."""
        things = [one for one in self.things if one.sheet is sheet]
        thing = next((one for one in things if self.of_thing[id(one)] is draft), None)
        return thing.facts.distinct if thing else len(sheet)

    # ---- records -------------------------------------------------------------------------

    def _record_table(self, sheet: Sheet, relations: list[Relation]) -> None:
        draft = self.roots[id(sheet)] = self.draft(sheet.name, sheet.name)
        if relations:
            draft.kind = TableKind.REPEAT
        for name in sheet.rest:
            add_value(draft, sheet, name, self.reasons)
        self.reasons.add(
            *(draft.name, draft.title, "table", "records"), rows=len(sheet), source=sheet.name
        )
        if len(sheet.sources) > 1:
            field = draft.add("sheet", FieldKind.CODE, required=True)
            draft.fixed = {one.name: {field: one.name} for one in sheet.sources}
        for source in sheet.sources:
            draft.columns.setdefault(source.name, {})
        linked = self._link_records(draft, sheet, relations)
        choose_key(draft, sheet, linked, self.reasons, self.findings)
        add_place(draft, sheet, self.reasons)
        add_shapes(draft, sheet, self.reasons)

    def _link_records(
        self, draft: Draft, sheet: Sheet, relations: list[Relation]
    ) -> dict[str, list[str]]:
        """Point to what rows belong to and name; returns the columns behind each field."""
        linked: dict[str, list[str]] = {}
        for relation in relations:
            parent = self.roots[id(relation.parent)]
            whole = not len(relation.lost) and relation.found == relation.rows
            field = draft.link(parent, required=whole, by=relation.by)
            linked[field] = list(relation.by)
            self.reasons.add(
                *(draft.name, field, "link", "belongs"),
                support=relation.found / max(1, relation.rows),
                rows=relation.rows,
                found=relation.found,
                child=draft.title,
                parent=parent.title,
                columns=list(relation.by),
            )
        for thing in self.things:
            if thing.sheet is sheet and thing.direct:
                field = draft.link(self.of_thing[id(thing)])
                linked[field] = [thing.key]
                self.reasons.add(*(draft.name, field, "link", "points"), source=sheet.name)
        return linked

    def _several_tables(self, sheet: Sheet, each: Several) -> None:
        """Make a list of the choices, and a row for each choice of each record."""
        root = self.roots[id(sheet)]
        choices = self.draft(each.title, each.title, TableKind.CODES)
        code = choices.add_code(each.title)
        pairs = self.draft(f"{root.name}_{choices.name}", each.title, TableKind.LINK)
        pairs.make_key()
        owner = pairs.link(root, required=True)
        chosen = pairs.add("code", FieldKind.TEXT, required=True)
        pairs.links.append(Link(fields=(chosen,), table=choices.name))
        pairs.identity = (owner, chosen)
        for source in sheet.sources:
            choices.extra += each.origins(source.name, code)
            pairs.extra += each.origins(source.name, chosen)
        if each.asked:
            field = root.add(f"{choices.name}_asked", FieldKind.BOOLEAN)
            for source in sheet.sources:
                root.filled.setdefault(source.name, {})[field] = each.asked
        self.reasons.add(
            *(pairs.name, each.title, "several", "choices"),
            rows=each.rows,
            columns=each.columns()[:1],
            count=len(each.marks) or len(sheet.columns[each.cell].type.choices),
        )

    def _numbered_table(self, sheet: Sheet, repeated: Numbered) -> None:
        """Make a row for each repetition that is filled."""
        root = self.roots[id(sheet)]
        draft = self.draft(repeated.stem, repeated.stem.strip(" _-."), TableKind.REPEAT)
        draft.make_key()
        owner = draft.link(root, required=True)
        number = draft.add("number", FieldKind.INTEGER, required=True)
        draft.identity = (owner, number)
        fields = {}
        for rest, column in repeated.columns[1].items():
            facts = next(
                (
                    sheet.columns[parts[rest]]
                    for parts in repeated.columns.values()
                    if sheet.columns[parts[rest]].filled
                ),
                sheet.columns[column],
            )
            kind = FIELD_KINDS.get(facts.kind, FieldKind.TEXT)
            kinds = {sheet.columns[parts[rest]].kind for parts in repeated.columns.values()}
            if len(kinds - {ColumnKind.EMPTY}) > 1:
                kind = FieldKind.DECIMAL if kind is FieldKind.INTEGER else kind
                kind = FieldKind.TEXT if ColumnKind.TEXT in kinds else kind
            title = rest.strip(" _-./:") or repeated.stem.strip(" _-./:")
            fields[rest] = draft.add(title, kind, unit=facts.type.unit)
        for source in sheet.sources:
            draft.extra += [
                Origin(
                    source=source.name,
                    columns={fields[rest]: column for rest, column in parts.items()},
                    fixed={number: place},
                )
                for place, parts in repeated.columns.items()
            ]
        self.reasons.add(
            *(draft.name, draft.title, "repeat", "repeats"),
            rows=repeated.rows,
            columns=repeated.all(),
            count=len(repeated.columns),
        )

    def _in_order(self) -> list[Draft]:
        """Return the tables, those that others point to first."""
        graph = {
            name: [link.table for link in draft.links if link.table != name]
            for name, draft in self.drafts.items()
        }
        return [self.drafts[name] for name in graphlib.TopologicalSorter(graph).static_order()]


def _parents_first(sheets: list[Sheet], relations: list[Relation]) -> list[Sheet]:
    by_id = {id(sheet): sheet for sheet in sheets}
    graph = {
        id(sheet): [id(one.parent) for one in relations if one.child is sheet] for sheet in sheets
    }
    return [by_id[each] for each in graphlib.TopologicalSorter(graph).static_order()]


def _few(names: Sequence[str]) -> tuple[str, ...]:
    return (*names[:10], "…") if len(names) > 10 else tuple(names)


def assemble(
    sources: Sequence[Source], name: str, title: str, language: str, reasons: Reasons
) -> tuple[Design, Findings]:
    """Put a design together from cleaned tables.

    Parameters
    ----------
    sources : sequence of Source
        Cleaned tables.
    name, title, language : str
        Of the design.
    reasons : Reasons
        Gets the reason for each decision.

    Returns
    -------
    tuple
        The design, and what a person should look at.
    """
    findings = Findings()
    tables = tuple(Assembly(sources, reasons, findings).tables())
    kept = {
        one.name: tuple(
            str(column)
            for column in one.frame.columns
            if column != getattr(one.frame, "_geometry_column_name", None)
        )
        for one in sources
    }
    made = Design(name=name, title=title, language=language, tables=tables, sources=kept)
    return made, findings
