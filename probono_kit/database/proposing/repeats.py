"""Tables of what repeats inside a record: choices of one question, numbered columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probono_kit.database.model import Field, FieldKind, Link, Origin, TableKind
from probono_kit.database.names import identifier, identifiers
from probono_kit.database.proposing.numbered import Numbered
from probono_kit.database.proposing.several import Several
from probono_kit.database.proposing.sheet import FIELD_KINDS, Sheet
from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables import ColumnKind

if TYPE_CHECKING:
    from probono_kit.database.proposing.assemble import Assembly

#: What the field is called that tells the second child from the first.
_NUMBER = N_("number of the repetition")


def several_tables(assembly: Assembly, sheet: Sheet, each: Several) -> None:
    """Make a list of the choices, and a row for each choice of each record."""
    root = assembly.roots[id(sheet)]
    # A question of the roster that begins with its name says it once.
    short = identifier(each.title).removeprefix(f"{root.name}_") or each.title
    choices = assembly.choices_of(each.values(sheet), short, each.title)
    (code,) = choices.key
    title = f"{root.title} – {each.title}"
    pairs = assembly.draft(f"{root.name}_{short}", title, TableKind.LINK)
    pairs.make_key()
    owner = pairs.link(root, required=True)
    chosen = pairs.add("code", FieldKind.TEXT, required=True)
    pairs.links.append(Link(fields=(chosen,), table=choices.name))
    pairs.identity = (owner, chosen)
    for source in sheet.sources:
        choices.extra += each.origins(source.name, code)
        pairs.extra += each.origins(source.name, chosen)
    if each.asked:
        field = root.add(f"{short}_asked", FieldKind.BOOLEAN)
        for source in sheet.sources:
            root.filled.setdefault(source.name, {})[field] = each.asked
    assembly.reasons.add(
        *(pairs.name, each.title, "several", "choices"),
        rows=each.rows,
        columns=each.columns()[:1],
        count=len(each.values(sheet)),
    )


def numbered_table(assembly: Assembly, sheet: Sheet, repeated: Numbered) -> None:
    """Make a row for each repetition that is filled."""
    root = assembly.roots[id(sheet)]
    draft = assembly.draft(repeated.stem, repeated.stem.strip(" _-."), TableKind.REPEAT)
    draft.make_key()
    owner = draft.link(root, required=True)
    word = gettext(_NUMBER, assembly.reasons.language)
    (number,) = identifiers(["number"], taken=draft.names())
    draft.fields.append(Field(name=number, kind=FieldKind.INTEGER, title=word, required=True))
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
    assembly.reasons.add(
        *(draft.name, draft.title, "repeat", "repeats"),
        rows=repeated.rows,
        columns=repeated.all(),
        count=len(repeated.columns),
    )
