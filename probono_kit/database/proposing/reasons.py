"""Why a design is as it is: one sentence for each decision, from the figures behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import current_language, format_number, format_percent, gettext

#: Columns of the evidence.
EVIDENCE_COLUMNS = ("table", "subject", "decision", "reason", "support", "rows")

_DECISIONS = {
    "table": N_("a table of its own"),
    "key": N_("key"),
    "made_key": N_("numbered by the database"),
    "link": N_("link"),
    "codes": N_("list to choose from"),
    "several": N_("several choices"),
    "repeat": N_("what repeats"),
    "place": N_("place on the map"),
    "empty": N_("left out, empty"),
    "yes_no": N_("yes or no"),
}

_REASONS = {
    "records": N_("Each row of “{source}” is one record; what it says of other things moved out."),
    "decides": N_("{key} decides {columns}: so say {share} of {rows} rows."),
    "shared": N_("“{one}” and “{other}” speak of the same: {share} of the values are in both."),
    "above": N_("Each “{child}” has one “{parent}” in {share} of {rows} rows."),
    "points": N_("The rows of “{source}” name “{thing}”."),
    "belongs": N_("{found} of {rows} rows of “{child}” find theirs in “{parent}” by {columns}."),
    "unique": N_("{columns}: filled and different in each of {rows} rows."),
    "name_key": N_("{columns} tells the rows apart, but names may change: a number stays."),
    "numbered": N_("No two rows need to differ, so the database counts them."),
    "few_values": N_("{columns} holds {count} different values in {rows} rows."),
    "choices": N_("Cells of {columns} hold several of {count} choices."),
    "repeats": N_("{columns} repeat {count} times in each row."),
    "position": N_("{columns} are degrees of longitude and latitude."),
    "shapes": N_("The cleaned table has shapes."),
    "nothing": N_("No cell of {columns} is filled."),
    "words": N_("{columns} holds nothing but “{yes}” and “{no}”."),
}


@dataclass
class Reasons:
    """Gathers the reasons for the decisions of a design.

    Parameters
    ----------
    language : str, optional
        Of the sentences (default: the current one).
    """

    language: str | None = None
    found: list[tuple[str, str, str, str, float, int]] = field(default_factory=list)

    def add(
        self,
        table: str,
        subject: str,
        decision: str,
        reason: str,
        *,
        support: float = 1.0,
        rows: int = 0,
        **values: object,
    ) -> None:
        """Note one decision; `support` is the share of the `rows` that speak for it."""
        language = self.language or current_language()
        told: dict[str, object] = {name: _listed(value, language) for name, value in values.items()}
        told |= {
            "share": _share(support, language),
            "rows": format_number(rows, language),
        }
        sentence = gettext(_REASONS[reason], language).format_map(told)
        decided = gettext(_DECISIONS[decision], language)
        self.found.append((table, subject, decided, sentence, round(support, 6), rows))

    def frame(self) -> pd.DataFrame:
        """Return them, one row each: :data:`EVIDENCE_COLUMNS`."""
        return pd.DataFrame(self.found, columns=list(EVIDENCE_COLUMNS))


def _share(support: float, language: str) -> str:
    """Write a share so that nearly all never reads as all."""
    if support >= 1:
        return format_percent(1.0, language)
    return format_percent(min(support, 0.9999), language, 0 if support < 0.99 else 2)


def _listed(value: object, language: str) -> object:
    if isinstance(value, list | tuple):
        quoted = gettext("“{text}”", language)
        shown = [quoted.format(text=each) for each in value[:6]]
        return gettext(", ", language).join([*shown, "…"] if len(value) > 6 else shown)
    if isinstance(value, int):
        return format_number(value, language)
    return value
