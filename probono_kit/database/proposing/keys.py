"""What tells the records of a sheet apart: a code, several columns together, else a number."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import numpy as np

from probono_kit.database.names import identifier
from probono_kit.database.proposing.drafts import Draft
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.database.proposing.sheet import Facts, Sheet
from probono_kit.findings import Findings
from probono_kit.tables import ColumnKind
from probono_kit.tables.dependencies import joint

_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ID_WORDS = frozenset({"id", "code", "numero", "number", "no", "num", "ref", "codigo", "matricule"})
#: So many of the values must differ for a column that is almost a key.
NEARLY = 0.98
#: Together at most so many columns are tried, out of so many.
_TOGETHER, _TRIED = 3, 8


def choose_key(
    draft: Draft,
    sheet: Sheet,
    linked: dict[str, list[str]],
    reasons: Reasons,
    findings: Findings,
) -> None:
    """Give the records of a sheet their key.

    A column that is filled and different in every row, and looks like a code, is the key. Else
    records are numbered; where two or three columns together tell them apart, these find them again
    in next month's file.

    Parameters
    ----------
    draft : Draft
        The table of the records.
    sheet : Sheet
        Its rows.
    linked : dict of str to list of str
        The field of each link, and the columns behind it.
    reasons : Reasons
        Gets the reason.
    findings : Findings
        Gets codes that come twice, and records that nothing tells apart.
    """
    columns = draft.columns.get(sheet.sources[0].name, {})
    fields = {name: field for field, name in columns.items()}
    known = [sheet.columns[name] for name in fields]
    natural = sorted((each for each in known if _is_key(each)), key=_rank)
    if natural and len(sheet) > 1:
        field = fields[natural[0].name]
        draft.key = draft.identity = (field,)
        reasons.add(
            *(draft.name, natural[0].name, "key", "unique"),
            rows=len(sheet),
            columns=[natural[0].name],
        )
        return
    draft.make_key()
    for facts in known:
        if _is_nearly_key(facts):
            again = np.flatnonzero(facts.counts[facts.codes] > 1)
            findings.add(
                *("propose.near_key", sheet.name),
                column=facts.name,
                count=len(again),
                rows=sheet.rows(again.astype(np.int64)),
            )
    alone = {
        columns[0]: field
        for field, columns in linked.items()
        if sheet.columns[columns[0]].is_unique
    }
    together = dict(list(alone.items())[:1]) or _together(sheet, fields, linked)
    if together:
        draft.identity = tuple(together.values())
        reasons.add(
            *(draft.name, ", ".join(together), "made_key", "unique"),
            rows=len(sheet),
            columns=list(together),
        )
    else:
        reasons.add(*(draft.name, draft.title, "made_key", "numbered"))
        findings.add("propose.no_key", sheet.name)


def _is_key(facts: Facts) -> bool:
    if not facts.is_unique:
        return False
    if facts.kind is ColumnKind.INTEGER:
        words = set(identifier(facts.name).split("_"))
        values = [int(value) for value in facts.distinct_values]
        is_count = all(after - before == 1 for before, after in pairwise(values))
        return bool(words & _ID_WORDS) and not is_count
    return facts.is_code_like


def _rank(facts: Facts) -> tuple[bool, bool]:
    """Put what a form gives before what people wrote, codes before numbers."""
    is_uuid = bool(_UUID.fullmatch(str(facts.distinct_values[0])))
    return (not is_uuid, facts.kind is ColumnKind.INTEGER)


def _is_nearly_key(facts: Facts) -> bool:
    return (
        facts.is_code_like
        and facts.filled >= NEARLY * len(facts.codes)
        and NEARLY * facts.filled <= facts.distinct < len(facts.codes)
    )


def _together(sheet: Sheet, fields: dict[str, str], linked: dict[str, list[str]]) -> dict[str, str]:
    """Return two or three columns with their fields that no two rows share, and none lacks."""
    able = {
        columns[0]: field
        for field, columns in linked.items()
        if len(columns) == 1 and sheet.columns[columns[0]].is_full
    }
    kinds = (ColumnKind.DATE, ColumnKind.DATETIME, ColumnKind.MONTH, ColumnKind.CODE)
    for name, field in fields.items():
        facts = sheet.columns[name]
        if facts.is_full and facts.distinct > 1 and (facts.kind in kinds or facts.is_code_like):
            able.setdefault(name, field)
    names = sorted(able, key=lambda name: -sheet.columns[name].distinct)[:_TRIED]
    for count in range(2, _TOGETHER + 1):
        for chosen in combinations(names, count):
            sizes = [sheet.columns[name].distinct for name in chosen]
            if np.prod([float(size) for size in sizes]) < len(sheet):
                continue
            codes = joint([sheet.columns[name].codes for name in chosen])
            if int(codes.max(initial=-1)) + 1 == len(sheet):
                return {name: able[name] for name in chosen}
    return {}
