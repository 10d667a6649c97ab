"""Which question of the old form is which of the new one: by name, by place, by evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.likeness import (
    alike,
    choices_alike,
    labels_alike,
    list_of,
    plain,
    sense,
)

#: From here on a question that is gone and one that is new may be the same.
_ENOUGH = 0.62
#: A second candidate so close to the first leaves the choice to a person.
_CLOSE = 0.08
_WEIGHTS = {"label": 0.45, "choices": 0.25, "place": 0.2, "name": 0.1}
_NUMBERS = frozenset(("integer", "decimal", "range", "percentage"))
#: Kinds that hold no answer.
EMPTY = frozenset(("group", "repeat", "note", "csv-external", "xml-external", "entity"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two questions may be the same.

    Parameters
    ----------
    score : float
        0 to 1.
    label, choices, place, name : float or None
        How alike each is, ``None`` where there is nothing to compare.
    """

    score: float
    label: float | None
    choices: float | None
    place: float | None
    name: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A question in both versions.

    Parameters
    ----------
    old, new : Question
        The same question, or what may be.
    how : str
        ``"name"`` where it kept its name; ``"said"`` where a person said so; ``"evidence"``.
    evidence : Evidence, optional
        Of a pair that was found by evidence.
    """

    old: Question
    new: Question
    how: str = "name"
    evidence: Evidence | None = None


@dataclass
class Matching:
    """All questions of two versions, paired as far as possible.

    Parameters
    ----------
    old, new : Form
        The versions.
    pairs : list of Pair
        In the order of the new form.
    unclear : dict
        Path of an old question → the new ones that it may be.
    """

    old: Form
    new: Form
    pairs: list[Pair] = field(default_factory=list)
    unclear: dict[str, list[tuple[Question, Evidence]]] = field(default_factory=dict)

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Old names by new ones, for expressions: what a person said and what kept its answers."""
        return {p.old.name: p.new.name for p in self.pairs if p.old.name != p.new.name}

    def gone(self) -> list[Question]:
        """Return what only the old form has."""
        known = {id(pair.old) for pair in self.pairs}
        return [each for each in self.old.questions if id(each) not in known]

    def added(self) -> list[Question]:
        """Return what only the new form has."""
        known = {id(pair.new) for pair in self.pairs}
        return [each for each in self.new.questions if id(each) not in known]


def match_questions(old: Form, new: Form, same: Mapping[str, str]) -> Matching:
    """Pair the questions of two versions.

    Parameters
    ----------
    old, new : Form
        The versions.
    same : mapping
        What a person said: old name or path → new one, ``""`` for one that is gone.
    """
    matching = Matching(old, new)
    taken: set[int] = set()

    def pair(one: Question, two: Question, how: str, evidence: Evidence | None = None) -> None:
        matching.pairs.append(Pair(one, two, how, evidence))
        taken.update((id(one), id(two)))

    for before, after in same.items():
        one, two = question_called(old, before), question_called(new, after) if after else None
        if one is not None and two is not None:
            pair(one, two, "said")
        elif one is not None and not after:
            taken.add(id(one))
    for by in ("path", "name"):
        known = _unique(new, by)
        for key, question in _unique(old, by).items():
            other = known.get(key)
            if other is None or id(question) in taken or id(other) in taken:
                continue
            if question.is_container == other.is_container:
                pair(question, other, "name")
    _pair_containers(matching, taken, pair)
    _pair_by_evidence(matching, taken, pair)
    order = {id(question): place for place, question in enumerate(new.questions)}
    matching.pairs.sort(key=lambda each: order[id(each.new)])
    return matching


def question_called(form: Form, name: str) -> Question | None:
    """Return the question of a name or of a path; ``None`` where there is none, or several."""
    found = [each for each in form.questions if each.path == name]
    found = found or list(form.by_name.get(name, ()))
    return found[0] if len(found) == 1 else None


def _unique(form: Form, by: str) -> dict[str, Question]:
    found: dict[str, list[Question]] = {}
    for each in form.questions:
        if each.name:
            found.setdefault(getattr(each, by), []).append(each)
    return {key: group[0] for key, group in found.items() if len(group) == 1}


def _pair_containers(matching: Matching, taken: set[int], pair: object) -> None:
    """Pair groups and repeats that have another name now, by what they hold."""
    assert callable(pair)
    inside: dict[int, set[tuple[int, int]]] = {}
    for each in matching.pairs:
        mark = (id(each.old), id(each.new))
        for parent in (*each.old.parents, *each.new.parents):
            inside.setdefault(id(parent), set()).add(mark)
    for one in matching.gone():
        if not one.is_container or id(one) in taken:
            continue
        best: tuple[float, Question] | None = None
        for two in matching.added():
            if two.kind != one.kind or id(two) in taken:
                continue
            held, holds = inside.get(id(one), set()), inside.get(id(two), set())
            share = len(held & holds) / len(held | holds) if held | holds else 0.0
            if share >= 0.5 and (best is None or share > best[0]):
                best = share, two
        if best is not None:
            evidence = Evidence(best[0], labels_alike(one, best[1]), best[0], None, None)
            pair(one, best[1], "evidence", evidence)


class _Places:
    """What stands before and behind each question, among those that are in both versions."""

    def __init__(self, matching: Matching) -> None:
        new_of = {id(pair.old): id(pair.new) for pair in matching.pairs}
        known = {id(pair.new) for pair in matching.pairs}
        self._near = _neighbours(matching.old, new_of)
        self._near |= _neighbours(matching.new, {each: each for each in known})

    def alike(self, old: Question, new: Question) -> float:
        """Return 1 if both neighbours are the same, 0.5 if one is."""
        one, two = self._near[id(old)], self._near[id(new)]
        return sum(a == b for a, b in zip(one, two, strict=True)) / 2


def _neighbours(form: Form, marks: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    before: dict[int, int] = {}
    last = 0
    for each in form.questions:
        before[id(each)] = last
        last = marks.get(id(each), last)
    near: dict[int, tuple[int, int]] = {}
    following = 0
    for each in reversed(form.questions):
        near[id(each)] = before[id(each)], following
        following = marks.get(id(each), following)
    return near


def _pair_by_evidence(matching: Matching, taken: set[int], pair: object) -> None:
    assert callable(pair)
    tables = {id(p.old): id(p.new) for p in matching.pairs if p.old.kind == "repeat"}
    places = _Places(matching)
    found: list[tuple[Evidence, Question, Question]] = []
    for one in _answered(matching.gone(), taken):
        for two in _answered(matching.added(), taken):
            if _fit(one, two, tables):
                evidence = _evidence(one, two, matching, places)
                if evidence.score >= _ENOUGH:
                    found.append((evidence, one, two))
    found.sort(key=lambda each: (-each[0].score, each[1].row.number, each[2].row.number))
    for evidence, one, two in found:
        if id(one) in taken or id(two) in taken or one.path in matching.unclear:
            continue
        rivals = _rivals(found, evidence, one, two, taken)
        if rivals:
            matching.unclear[one.path] = [(two, evidence), *rivals]
        else:
            pair(one, two, "evidence", evidence)


def _rivals(
    found: Sequence[tuple[Evidence, Question, Question]],
    evidence: Evidence,
    one: Question,
    two: Question,
    taken: set[int],
) -> list[tuple[Question, Evidence]]:
    """Return other new questions that the old one may be as well."""
    return [
        (new, other)
        for other, old, new in found
        if old is one
        and new is not two
        and id(new) not in taken
        and evidence.score - other.score < _CLOSE
        # It is the only candidate of another one, or fits that better.
        and not any(
            third is new and fourth is not one and better.score > other.score
            for better, fourth, third in found
            if id(fourth) not in taken
        )
    ]


def _answered(questions: Sequence[Question], taken: set[int]) -> Iterator[Question]:
    for each in questions:
        if each.kind not in EMPTY and each.name and id(each) not in taken:
            yield each


def _fit(one: Question, two: Question, tables: Mapping[int, int]) -> bool:
    """Tell whether answers to one could be answers to the other: same kind, same table."""
    inner, outer = one.repeats[-1:], two.repeats[-1:]
    if len(inner) != len(outer) or (inner and tables.get(id(inner[0])) != id(outer[0])):
        return False
    return one.kind == two.kind or {one.kind, two.kind} <= _NUMBERS


def _evidence(one: Question, two: Question, matching: Matching, places: _Places) -> Evidence:
    label = labels_alike(one, two)
    if label is None and one.row.get("calculation"):
        first, second = one.row.get("calculation"), two.row.get("calculation")
        label = 1.0 if sense(first, {}) == sense(second, {}) else alike(first, second) * 0.9
    lists = list_of(matching.old, one), list_of(matching.new, two)
    choices = choices_alike(*lists) if any(lists) else None
    place = places.alike(one, two)
    name = alike(one.name.replace("_", " "), two.name.replace("_", " "))
    seen = {"label": label, "choices": choices, "place": place, "name": name}
    known = {key: value for key, value in seen.items() if value is not None}
    weight = sum(_WEIGHTS[key] for key in known)
    score = sum(_WEIGHTS[key] * value for key, value in known.items()) / weight
    # The same place and the same yes and no make no question the same.
    if (label is None or label < 0.5) and not (choices == 1.0 and name >= 0.6):
        score = min(score, _ENOUGH - 0.01)
    if not plain(one.label()) and not one.row.get("calculation") and name < 0.7:
        score = min(score, _ENOUGH - 0.01)
    return Evidence(score, label, choices, place, name)
