"""Tables of things, and the links of things to what they are part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from probono_kit.database.proposing.alike import Group, overlap
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.places import add_place
from probono_kit.database.proposing.sheet import same_heading
from probono_kit.database.proposing.things import Thing, thing_name

if TYPE_CHECKING:
    from probono_kit.database.proposing.assemble import Assembly


def named_alone(assembly: Assembly, things: list[Thing]) -> Iterator[Thing]:
    """Yield columns of one sheet that name a thing that another sheet tells more of."""
    for sheet in assembly.sheets:
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


def thing_table(assembly: Assembly, group: Group) -> None:
    """Make the table of one thing, filled from every sheet that names it."""
    first, common = group.first, group.common[0]
    draft = assembly.draft(thing_name(first), first.label)
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
        assembly.of_thing[id(thing)] = draft
    _thing_key(assembly, group, draft, by_heading[common])
    add_place(draft, first.sheet, assembly.reasons)
    for thing in group.things:
        _tell_of(assembly, thing, draft)
    if len(group.things) > 1:
        one, other = (thing.sheet.name for thing in group.things[:2])
        assembly.reasons.add(
            *(draft.name, draft.title, "table", "shared"),
            support=group.share,
            one=one,
            other=other,
        )


def _thing_key(assembly: Assembly, group: Group, draft: Draft, field: str) -> None:
    facts = [t.sheet.columns[n] for t, n in zip(group.things, group.common, strict=True)]
    first = group.first
    always = all(support.support == 1 for support in first.support.values())
    if all(each.is_code_like for each in facts) and (always or first.facts.is_full):
        draft.key = draft.identity = (field,)
        assembly.reasons.add(
            *(draft.name, facts[0].name, "key", "decides"),
            support=min((each.support for each in first.support.values()), default=1.0),
            rows=facts[0].filled,
            key=[facts[0].name],
            columns=[n for n in first.columns() if n != facts[0].name] or [facts[0].name],
        )
    else:
        draft.make_key()
        draft.identity = (field,)
        assembly.reasons.add(
            *(draft.name, facts[0].name, "made_key", "name_key"), columns=[facts[0].name]
        )


def _tell_of(assembly: Assembly, thing: Thing, draft: Draft) -> None:
    """Give the reason for a thing, and name the rows that contradict it."""
    others = [name for name in thing.columns() if name != thing.key]
    known = [thing.support[name] for name in others if name in thing.support]
    if others and known:
        assembly.reasons.add(
            *(draft.name, draft.title, "table", "decides"),
            support=min(each.support for each in known),
            rows=max(each.rows for each in known),
            key=[thing.key],
            columns=others,
        )
    for name in others:
        found = thing.support.get(name)
        if found is not None and len(found.wrong):
            assembly.findings.add(
                *("propose.contradicts", thing.sheet.name),
                key=thing.key,
                column=name,
                count=len(found.wrong),
                rows=thing.sheet.rows(found.wrong),
            )


def link_things(assembly: Assembly) -> None:
    """Link things to what they are part of, once, and never in a circle."""
    seen: set[tuple[str, str]] = set()
    for sheet in assembly.sheets:
        for thing in (one for one in assembly.things if one.sheet is sheet):
            child = assembly.of_thing[id(thing)]
            for above in thing.above:
                parent = assembly.of_thing.get(id(above))
                if parent is None or parent is child or (child.name, parent.name) in seen:
                    continue
                if parent.leads_to(child, assembly.drafts):
                    assembly.findings.add(
                        "propose.circle", sheet.name, one=child.title, other=parent.title
                    )
                    continue
                seen.add((child.name, parent.name))
                field = child.link(parent)
                found = thing.support[above.key]
                assembly.reasons.add(
                    *(child.name, field, "link", "above"),
                    support=found.support,
                    rows=found.rows,
                    child=child.title,
                    parent=parent.title,
                )
