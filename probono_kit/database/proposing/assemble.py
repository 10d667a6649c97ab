"""From what the sheets say to tables, keys and links."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator, Sequence

from probono_kit.database.model import (
    Design,
    FieldKind,
    Source,
    Table,
    TableKind,
)
from probono_kit.database.names import identifier, identifiers
from probono_kit.database.proposing.alike import group_things
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.keys import choose_key
from probono_kit.database.proposing.lists import add_lists, add_value
from probono_kit.database.proposing.numbered import Numbered, find_numbered
from probono_kit.database.proposing.places import add_place, add_shapes
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.database.proposing.relatives import PARENT_INDEX, Relation, find_relations
from probono_kit.database.proposing.repeats import numbered_table, several_tables
from probono_kit.database.proposing.several import Several, find_several
from probono_kit.database.proposing.sheet import Sheet, sheets_of
from probono_kit.database.proposing.thing_tables import link_things, named_alone, thing_table
from probono_kit.database.proposing.things import Thing, find_things
from probono_kit.findings import Findings


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
        self.lists: dict[frozenset[str], Draft] = {}

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
        self.things = [*things, *named_alone(self, things)]
        for group in group_things(self.things):
            thing_table(self, group)
        link_things(self)
        for sheet in _parents_first(self.sheets, relations):
            self._record_table(sheet, [one for one in relations if one.child is sheet])
        add_lists(self)
        for sheet in self.sheets:
            several, numbered = parts[id(sheet)]
            for each in several:
                several_tables(self, sheet, each)
            for repeated in numbered:
                numbered_table(self, sheet, repeated)
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

    def draft(self, wanted: str, title: str, kind: TableKind = TableKind.ENTITY) -> Draft:
        """Begin a table under a name that is free."""
        (name,) = identifiers([wanted], taken=self.drafts)
        draft = self.drafts[name] = Draft(name, title, kind)
        return draft

    def choices_of(self, values: Sequence[str], name: str, title: str) -> Draft:
        """Return the list of these choices: the same for questions that have the same ones."""
        known = self.lists.get(frozenset(values))
        if known is None:
            known = self.draft(name, title, TableKind.CODES)
            known.add_code(title)
            if values:
                self.lists[frozenset(values)] = known
        return known

    def rows_of(self, draft: Draft, sheet: Sheet) -> int:
        """Return how many rows a sheet brings to a table."""
        things = [one for one in self.things if one.sheet is sheet]
        thing = next((one for one in things if self.of_thing[id(one)] is draft), None)
        return thing.facts.distinct if thing else len(sheet)

    # ---- records -------------------------------------------------------------------------

    def _record_table(self, sheet: Sheet, relations: list[Relation]) -> None:
        draft = self.roots[id(sheet)] = self.draft(sheet.name, sheet.title)
        if any(identifier(name) in PARENT_INDEX for each in relations for name in each.by):
            draft.kind = TableKind.REPEAT
        for name in sheet.rest:
            add_value(draft, sheet, name, self.reasons)
        self.reasons.add(
            *(draft.name, draft.title, "table", "records"), rows=len(sheet), source=sheet.title
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
                parent = self.of_thing[id(thing)]
                field = draft.link(parent)
                linked[field] = [thing.key]
                self.reasons.add(
                    *(draft.name, field, "link", "points"),
                    source=sheet.title,
                    thing=parent.title,
                )
        return linked

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
