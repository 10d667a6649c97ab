"""Two versions of a form: what is safe, what breaks, what loses data, which column is which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.findings import N_, Finding, Findings, Severity, finding
from probono_kit.forms.model import Form
from probono_kit.forms.papers.choice_changes import choice_findings, list_changes
from probono_kit.forms.papers.column_mapping import column_mapping
from probono_kit.forms.papers.differences import differences
from probono_kit.forms.papers.matching import Matching, match_questions, question_called
from probono_kit.forms.papers.places import moves
from probono_kit.forms.papers.presence import presence
from probono_kit.forms.papers.splits import Split, find_splits
from probono_kit.forms.reading import read_form
from probono_kit.i18n import current_language, gettext


class Effect(StrEnum):
    """What a change does to the data: lost, no longer alike, or nothing."""

    LOSING = "data-losing"
    BREAKING = "breaking"
    SAFE = "safe"


_EFFECTS = {
    Severity.ERROR: Effect.LOSING,
    Severity.WARNING: Effect.BREAKING,
    Severity.NOTE: Effect.SAFE,
}
_WORDS = {
    Effect.LOSING: N_("loses data"),
    Effect.BREAKING: N_("breaks"),
    Effect.SAFE: N_("safe"),
}
_HEADS = (N_("effect"), N_("where"), N_("what"), N_("how to mend it"))


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two versions of a form.

    Parameters
    ----------
    effect : Effect
        What it does to the data.
    finding : Finding
        Where, what and why, and the fix.
    """

    effect: Effect
    finding: Finding

    def to_json(self) -> dict[str, Any]:
        """Return the change for scripts, in English."""
        return {"effect": self.effect.value, **self.finding.to_json()}


@dataclass(frozen=True, eq=False)
class FormComparison:
    """What changed between two versions of a form.

    Attributes
    ----------
    old, new : Form
        The versions.
    changes : tuple of Change
        What loses data first, then what breaks, then what is safe; within these in the order of
        the new form.
    columns : pandas.DataFrame
        One row per column of the data in either version: ``change`` (``same``, ``moved``,
        ``renamed``, ``split``, ``merged``, ``kind``, ``gone``, ``added``), ``certain`` (false for
        what is only proposed), ``old_table``, ``old_column``, ``old_path``, ``new_table``,
        ``new_column``, ``new_path``, and ``choices`` (``old → new`` of choices that have another
        name, proposed).
    """

    old: Form
    new: Form
    changes: tuple[Change, ...]
    columns: pd.DataFrame = field(repr=False)

    @cached_property
    def findings(self) -> Findings:
        """The changes as findings: an error loses data, a warning breaks, a note is safe."""
        return Findings(change.finding for change in self.changes)

    def of(self, effect: Effect | str) -> tuple[Change, ...]:
        """Return the changes that have an effect."""
        return tuple(change for change in self.changes if change.effect == effect)

    def table(self, language: str | None = None) -> pd.DataFrame:
        """Return the changes as a table in words.

        Parameters
        ----------
        language : str, optional
            Default: the current one.
        """
        language = language or current_language()
        heads = [gettext(head, language) for head in _HEADS]
        rows = [
            (
                gettext(_WORDS[change.effect], language),
                change.finding.where,
                change.finding.message(language),
                change.finding.fix(language),
            )
            for change in self.changes
        ]
        return pd.DataFrame(rows, columns=heads, dtype="str")


def compare_forms(
    old: Form | Path | str, new: Form | Path | str, *, same: Mapping[str, str] | None = None
) -> FormComparison:
    """Say what changed between two versions of a form, and what it does to the data.

    Questions are paired by their path, then by their name. What has neither is paired by evidence
    (label, kind, choices, place, name) and only proposed: `same` settles it.

    Parameters
    ----------
    old, new : Form or path
        The versions.
    same : mapping, optional
        Name or path of an old question → that of the new one, which is the same; ``""`` for a
        question that is gone.

    Returns
    -------
    FormComparison
        Every change with its effect, reason and fix; the columns of both versions.

    Raises
    ------
    ProbonoError
        If a form cannot be read, or `same` names a question that is not there.

    Notes
    -----
    A change loses data where answers can no longer be kept in the column, or no longer be told
    apart; it breaks where they are kept but do not fit together any more; else it is safe.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> folder = Path(getfixture("tmp_path"))
    >>> old = pd.DataFrame({"type": ["integer"], "name": ["age"], "label": ["How old are you?"]})
    >>> old.to_excel(folder / "v1.xlsx", sheet_name="survey", index=False)
    >>> new = old.assign(name="age_years")
    >>> new.to_excel(folder / "v2.xlsx", sheet_name="survey", index=False)
    >>> made = compare_forms(folder / "v1.xlsx", folder / "v2.xlsx")
    >>> [(each.effect.value, each.finding.code) for each in made.changes][0]
    ('breaking', 'compare.renamed_proposed')
    >>> made.columns[["change", "certain", "old_column", "new_column"]].values.tolist()
    [['renamed', False, 'age', 'age_years']]
    """
    old, new = (each if isinstance(each, Form) else read_form(each) for each in (old, new))
    for form in (old, new):
        form.findings.raise_errors()
    same = same or {}
    _known(old, new, same).raise_errors()
    matching = match_questions(old, new, same)
    splits = find_splits(matching)
    found = list(_found(matching, splits))
    found += presence(matching, found)
    changes = [Change(_EFFECTS[each.severity], each) for each in found]
    changes.sort(key=lambda change: list(Effect).index(change.effect))
    return FormComparison(old, new, tuple(changes), column_mapping(matching, splits))


def _known(old: Form, new: Form, same: Mapping[str, str]) -> Findings:
    findings = Findings()
    for before, after in same.items():
        for form, name in ((old, before), (new, after)):
            if name and question_called(form, name) is None:
                findings.add("compare.same_unknown", form.path.name, name=name)
    return findings


def _found(matching: Matching, splits: tuple[list[Split], list[Split]]) -> Iterator[Finding]:
    by_new: dict[int, list[Finding]] = defaultdict(list)
    for pair in matching.pairs:
        by_new[id(pair.new)] += differences(pair, matching)
    yield from moves(matching, splits)
    for question in matching.new.questions:
        yield from by_new[id(question)]
    for change in list_changes(matching).values():
        yield from choice_findings(change, matching.new)
    yield from _order(matching)


def _order(matching: Matching) -> Iterator[Finding]:
    """Tell that questions come in another order, once."""
    order = {id(question): place for place, question in enumerate(matching.old.questions)}
    places = [order[id(pair.old)] for pair in matching.pairs]
    if places != sorted(places):
        yield finding("compare.order", matching.new.path.name)
