"""A question that became several, or several that became one, by evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.likeness import alike, list_of, plain
from probono_kit.forms.papers.matching import EMPTY, Matching

#: From here on the text of a question is that of a choice.
_SAME = 0.85
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Split:
    """One question on one side, several on the other.

    Parameters
    ----------
    whole : Question
        The one.
    parts : tuple of Question
        The several, in the order of their form.
    reason : str
        ``"choices"``: each is about a choice of the one; ``"names"``: their names begin with its
        name, and they stand in its place.
    """

    whole: Question
    parts: tuple[Question, ...]
    reason: str


def find_splits(matching: Matching) -> tuple[list[Split], list[Split]]:
    """Return questions that were split, and those that were merged.

    Parameters
    ----------
    matching : Matching
        What has a partner already is left alone.
    """
    unclear = matching.unclear
    gone = [each for each in matching.gone() if _answered(each) and each.path not in unclear]
    added = [each for each in matching.added() if _answered(each)]
    split = [s for one in gone if (s := _parts_of(one, added, matching.old))]
    for each in split:
        gone = [other for other in gone if other is not each.whole]
        added = [other for other in added if not any(other is part for part in each.parts)]
    merged = [s for one in added if (s := _parts_of(one, gone, matching.new))]
    return split, merged


def _answered(question: Question) -> bool:
    return question.kind not in EMPTY and bool(question.name)


def _parts_of(whole: Question, others: Sequence[Question], form: Form) -> Split | None:
    beside = [each for each in others if len(each.repeats) == len(whole.repeats)]
    about = [each for each in beside if _about_choice(each, whole, form)]
    needed = max(_FEWEST, len(list_of(form, whole)) / 2)
    if whole.kind == "select_multiple" and len(about) >= needed:
        return Split(whole, tuple(about), "choices")
    stem = f"{whole.name}_"
    named = [each for each in beside if each.name.startswith(stem)]
    if len(named) >= _FEWEST and _together(named):
        return Split(whole, tuple(named), "names")
    return None


def _about_choice(part: Question, whole: Question, form: Form) -> bool:
    for choice in list_of(form, whole):
        if part.name == f"{whole.name}_{choice.name}":
            return True
        said = plain(choice.label())
        if said and (alike(part.label(), choice.label()) >= _SAME or _holds(part, said)):
            return True
    return False


def _holds(part: Question, said: str) -> bool:
    """Tell whether the text of a question ends with the words of a choice."""
    return len(said) > 3 and plain(part.label()).endswith(f" {said}")


def _together(questions: Sequence[Question]) -> bool:
    """Tell whether questions stand close to each other."""
    rows = sorted(each.row.number for each in questions)
    return rows[-1] - rows[0] <= 2 * len(rows)
