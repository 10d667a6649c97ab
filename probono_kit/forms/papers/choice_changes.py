"""What changed in the lists of choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from probono_kit.findings import Finding, Value, finding
from probono_kit.forms.model import Choice, Form
from probono_kit.forms.papers.likeness import SAME_SENSE, alike, labels_alike, list_of
from probono_kit.forms.papers.matching import Matching

#: From here on a choice that is gone and one that is new are proposed as the same.
_RENAMED = 0.9
_SHOWN = 12


@dataclass
class ListChange:
    """A list of choices in both versions.

    Parameters
    ----------
    old, new : tuple of Choice
        Its choices.
    questions : list of str
        Names of the questions that take it.
    renamed : dict
        Old name of a choice → the new one, proposed by its label.
    """

    old: tuple[Choice, ...]
    new: tuple[Choice, ...]
    questions: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def list_changes(matching: Matching) -> dict[tuple[str, str], ListChange]:
    """Return the lists that questions in both versions take, by old and new name."""
    found: dict[tuple[str, str], ListChange] = {}
    for pair in matching.pairs:
        old, new = list_of(matching.old, pair.old), list_of(matching.new, pair.new)
        if not old or not new:
            continue
        key = pair.old.list_name, pair.new.list_name
        change = found.setdefault(key, ListChange(old, new))
        change.questions.append(pair.new.name)
        change.renamed = _renamed(old, new)
    return found


def _renamed(old: Sequence[Choice], new: Sequence[Choice]) -> dict[str, str]:
    """Pair choices that are gone with new ones that say the same."""
    before, after = {each.name for each in old}, {each.name for each in new}
    added = [each for each in new if each.name not in before]
    pairs: dict[str, str] = {}
    for one in (each for each in old if each.name not in after):
        scored = [(labels_alike(one, two) or 0.0, two) for two in added]
        good = [two for score, two in scored if score >= _RENAMED]
        if len(good) == 1 and good[0].name not in pairs.values():
            pairs[one.name] = good[0].name
    return pairs


def choice_findings(change: ListChange, form: Form) -> Iterator[Finding]:
    """Yield what changed in a list.

    Parameters
    ----------
    change : ListChange
        The list in both versions.
    form : Form
        The new version.
    """
    where = f"{form.path.name} › {change.new[0].row.where('list_name', 'name')}"
    told: dict[str, Value] = {
        "list": change.new[0].list_name,
        "questions": tuple(change.questions[:_SHOWN]),
    }
    old = {each.name: each for each in change.old}
    new = {each.name: each for each in change.new}
    gone = [name for name in old if name not in new and name not in change.renamed]
    added = [name for name in new if name not in old and name not in change.renamed.values()]
    yield from _other_words(old, new, where, told)
    for before, after in change.renamed.items():
        label = old[before].label()
        yield finding("compare.choice_renamed", where, old=before, new=after, label=label, **told)
    if gone:
        yield finding("compare.choices_gone", where, choices=_shown(gone), **told)
    if added:
        yield finding("compare.choices_added", where, choices=_shown(added), **told)
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield finding("compare.choices_order", where, **told)


def _shown(names: Sequence[str]) -> tuple[str, ...]:
    more = len(names) - _SHOWN
    return (*names[:_SHOWN], f"… (+{more})") if more > 0 else tuple(names)


def _other_words(
    old: Mapping[str, Choice], new: Mapping[str, Choice], where: str, told: Mapping[str, Value]
) -> Iterator[Finding]:
    worded: list[str] = []
    other: list[str] = []
    for name in (each for each in old if each in new):
        likeness = labels_alike(old[name], new[name])
        if likeness is not None and likeness < 1.0:
            (worded if likeness >= SAME_SENSE else other).append(name)
    exchanged = _exchanged(old, new, other)
    for name in exchanged:
        before, after = old[name].label(), new[name].label()
        yield finding("compare.choices_exchanged", where, name=name, old=before, new=after, **told)
    for name in (each for each in other if each not in exchanged):
        before, after = old[name].label(), new[name].label()
        yield finding("compare.choice_meaning", where, name=name, old=before, new=after, **told)
    if worded:
        yield finding("compare.choices_worded", where, choices=_shown(worded), **told)


def _exchanged(
    old: Mapping[str, Choice], new: Mapping[str, Choice], other: Sequence[str]
) -> list[str]:
    """Return names that now say what another name said before."""
    return [
        name
        for name in other
        if any(
            key != name and alike(new[name].label(), choice.label()) >= _RENAMED
            for key, choice in old.items()
        )
    ]
