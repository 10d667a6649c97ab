"""Single values of records: fields, yes and no, and lists of the values to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from probono_kit.database.model import FieldKind, Link, Origin, TableKind
from probono_kit.database.names import identifier
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.database.proposing.sheet import Facts, Sheet
from probono_kit.tables import ColumnKind, propose_spellings

if TYPE_CHECKING:
    from probono_kit.database.proposing.assemble import Assembly

#: A list that people choose from has so many values, each in so many rows on average, no sentences.
FEWEST, MOST, REPEATED, LONGEST = 2, 60, 3, 60
#: Two columns choose from the same list if so many of the values of the longer one are in both,
#: and all of the shorter one.
_SHARED = 0.6


@dataclass(eq=False)
class _Column:
    """A column that chooses from a list."""

    draft: Draft
    field: str
    sheet: Sheet
    facts: Facts

    @property
    def texts(self) -> list[str]:
        return [str(value) for value in self.facts.distinct_values]


@dataclass(eq=False)
class _List:
    """Columns that choose from the same values."""

    columns: list[_Column]
    counts: dict[str, int] = field(default_factory=dict)

    def takes(self, column: _Column) -> bool:
        """Whether a column has these values and no others, or these and a few more."""
        mine, its = set(self.counts), set(column.texts)
        smaller, larger = sorted((mine, its), key=len)
        return smaller <= larger and len(smaller) >= _SHARED * len(larger)

    def words(self) -> str:
        """Return its most frequent values, spellings of one once, to call it by."""
        ranked = sorted(self.counts, key=lambda value: -self.counts[value])
        known: dict[str, str] = {}
        for value in ranked:
            known.setdefault(identifier(value), value)
        return ", ".join([*list(known.values())[:3], *(["…"] if len(known) > 3 else [])])

    def add(self, column: _Column) -> None:
        """Let a column choose from it."""
        self.columns.append(column)
        for value, count in zip(column.texts, column.facts.counts.tolist(), strict=True):
            self.counts[value] = self.counts.get(value, 0) + count


def add_value(draft: Draft, sheet: Sheet, name: str, reasons: Reasons) -> str:
    """Add the field of one column; columns of yes and no become boolean, with their words."""
    facts = sheet.columns[name]
    words = facts.type.choices
    is_pair = facts.kind is ColumnKind.YES_NO and len(words) == 2
    if not (is_pair and set(map(str, facts.distinct_values)) <= set(words)):
        return draft.add_column(facts, sheet.sources)
    made = draft.add(name, FieldKind.BOOLEAN, words=words)
    draft.fill(made, name, sheet.sources)
    yes, no = words
    reasons.add(
        *(draft.name, made, "yes_no", "words"), rows=facts.filled, columns=[name], yes=yes, no=no
    )
    return made


def add_lists(assembly: Assembly) -> None:
    """Make a table of codes of columns with few values; columns with the same values share one."""
    lists: list[_List] = []
    for column in list(_choosing(assembly)):
        known = next((one for one in lists if one.takes(column)), None)
        if known is None:
            known = _List([])
            lists.append(known)
        known.add(column)
    for each in lists:
        _make(assembly, each)


def _choosing(assembly: Assembly) -> list[_Column]:
    found = []
    for draft in assembly.drafts.values():
        kinds = {one.name: one.kind for one in draft.fields}
        for sheet in assembly.sheets:
            columns = draft.columns.get(sheet.sources[0].name, {})
            rows = assembly.rows_of(draft, sheet)
            for name, heading in columns.items():
                facts = sheet.columns[heading]
                free = name not in (*draft.key, *draft.identity)
                if free and kinds[name] is FieldKind.TEXT and _is_list(facts, rows):
                    found.append(_Column(draft, name, sheet, facts))
    return found


def _is_list(facts: Facts, rows: int) -> bool:
    return (
        facts.kind in (ColumnKind.TEXT, ColumnKind.YES_NO)
        and FEWEST <= facts.distinct <= MOST
        and facts.distinct * REPEATED <= min(facts.filled, rows)
        and facts.length <= LONGEST
    )


def _make(assembly: Assembly, each: _List) -> None:
    first = each.columns[0]
    headings = list(dict.fromkeys(column.facts.name for column in each.columns))
    title = headings[0] if len(headings) == 1 else each.words()
    codes = assembly.draft(title, title, TableKind.CODES)
    code = codes.add_code(title)
    for column in each.columns:
        for source in column.sheet.sources:
            codes.extra.append(Origin(source=source.name, columns={code: column.facts.name}))
        linked = any(column.field in link.fields for link in column.draft.links)
        if not linked:
            column.draft.links.append(Link(fields=(column.field,), table=codes.name))
    assembly.reasons.add(
        *(codes.name, title, "codes", "few_values"),
        rows=sum(each.counts.values()),
        columns=headings,
        count=len(each.counts),
    )
    # Often enough that the more frequent spelling can be told.
    cells = pd.Series(list(each.counts), dtype="str").repeat(
        [min(count, 50) for count in each.counts.values()]
    )
    found = propose_spellings(cells, language=assembly.reasons.language)
    if len(found):
        groups = [" = ".join(map(str, part["value"])) for _, part in found.groupby("group")]
        assembly.findings.add(
            *("propose.two_spellings", first.sheet.name),
            column=title,
            count=len(groups),
            values=(*groups[:5], "…") if len(groups) > 5 else tuple(groups),
        )
