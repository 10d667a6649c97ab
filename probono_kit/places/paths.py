"""Places written at several levels, answered together: each level narrows the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from probono_kit.i18n import gettext as _
from probono_kit.places.answers import Answerer, Within, follows_another_list
from probono_kit.places.decisions import DecisionIndex
from probono_kit.places.levels import Levels
from probono_kit.places.names import name_key
from probono_kit.places.near import Near
from probono_kit.places.witness import Witnesses, attested
from probono_kit.places.written import LEAST_SCORE, Answer, Method, Status, Written

#: Answers that say of themselves which area it is.
_SURE = frozenset(Method) - {Method.CLOSE_NAME}
#: So many different names below a name have to lie in one area before it is taken for that one:
#: where the two names are alike, and where they are not.
_WITNESSES = {True: 2, False: 3}
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Path:
    """What a row says about its place, at every level.

    Attributes
    ----------
    cells : tuple of (str, str)
        Code and name at each level, the largest areas first; empty where nothing is written.
    point : Witnesses
        What the coordinates of the row say.
    """

    cells: tuple[tuple[str, str], ...]
    point: Witnesses = ()

    def written(self, index: int) -> Written:
        """Return what is said at a level, with the nearest text above it as parent."""
        above = (name or code for code, name in reversed(self.cells[:index]))
        return Written(*self.cells[index], next(filter(None, above), ""))


class PathAnswerer:
    """Answers for rows that name areas of several levels.

    Parameters
    ----------
    levels : Levels
        The areas.
    decisions : DecisionIndex
        They come before everything else.
    accept_close : bool
        Take a very close name for the area's instead of proposing it.
    """

    def __init__(
        self, levels: Levels, decisions: DecisionIndex, *, accept_close: bool = False
    ) -> None:
        self._levels = levels
        self._decisions = decisions
        self._accept_close = accept_close
        self._told: dict[int, dict[tuple[Written, Within], Answer]] = {}
        self.trust_codes: Mapping[int, bool] = dict.fromkeys(levels.all, True)

    def answers(self, paths: Sequence[Path]) -> list[list[Answer]]:
        """Return an answer for each level of each path.

        From the largest areas to the smallest: each name is looked up in the area above it. Then
        upwards: an area that is known says which one lies around it, be the cell empty, a name
        of several areas or one that is only near. Then what was learnt narrows the others again.
        """
        self.trust_codes = {
            level: not follows_another_list(
                dict.fromkeys(path.written(index) for path in paths), self._levels.gazetteers[level]
            )
            for index, level in enumerate(self._levels.all)
        }
        self._told = {level: {} for level in self._levels.all}
        settled: dict[tuple[int, int], Answer] = {}
        answers = self._downwards(paths, settled)
        for _round in range(_ROUNDS):
            learnt = self._upwards(paths, answers)
            if not learnt:
                break
            settled |= learnt
            answers = self._downwards(paths, settled)
        return answers

    def _downwards(
        self, paths: Sequence[Path], settled: Mapping[tuple[int, int], Answer]
    ) -> list[list[Answer]]:
        answers: list[list[Answer]] = [[] for _path in paths]
        for index, level in enumerate(self._levels.all):
            areas = self._levels.gazetteers[level]
            answerer = Answerer(
                areas,
                self._decisions,
                trust_codes=self.trust_codes[level],
                accept_close=self._accept_close,
            )
            asked = [
                (path.written(index), self._within(index, path, answers[number]))
                for number, path in enumerate(paths)
            ]
            told = self._told[level]
            questions = [question for question in dict.fromkeys(asked) if question not in told]
            if questions:
                found = answerer.answers([q[0] for q in questions], [q[1] for q in questions])
                told.update(zip(questions, found, strict=True))
            for number, (path, question) in enumerate(zip(paths, asked, strict=True)):
                answer = settled.get((number, index))
                witness = dict(path.point).get(level)
                answers[number].append(answer or attested(told[question], witness, areas))
        return answers

    def _within(self, index: int, path: Path, above: Sequence[Answer]) -> Within:
        """Return the areas of a level that lie in what is written and known above."""
        for upper in range(index - 1, -1, -1):
            answer = above[upper]
            if not any(path.cells[upper]):  # known from below only
                continue
            if answer.position is not None:
                owners: tuple[int, ...] = (answer.position,)
            elif answer.status is Status.AMBIGUOUS:
                owners = tuple(near.owner for near in answer.candidates)
            else:
                continue
            return self._levels.inside(self._levels.all[upper], owners, self._levels.all[index])
        return None

    def _upwards(
        self, paths: Sequence[Path], answers: Sequence[Sequence[Answer]]
    ) -> dict[tuple[int, int], Answer]:
        """Return what the areas that are known say about those above them."""
        learnt: dict[tuple[int, int], Answer] = {}
        groups: dict[tuple[int, Within, str], list[int]] = defaultdict(list)
        around: dict[tuple[int, int], tuple[int, str]] = {}
        for number, own in enumerate(answers):
            for index in range(len(own) - 2, -1, -1):
                answer = own[index]
                if answer.status not in (Status.EMPTY, Status.AMBIGUOUS, Status.NONE):
                    continue
                name = paths[number].cells[index][1]
                within = self._within(index, paths[number], own)
                groups[index, within, name_key(name)].append(number)
                found = self._around(own, index)
                if found is None:
                    continue
                around[number, index] = found
                settled = self._settled(answer, index, *found)
                if settled is not None:
                    learnt[number, index] = settled
        for (index, _inside, key), numbers in groups.items():
            if key:
                learnt |= self._by_company(index, numbers, answers, around)
        return learnt

    def _around(self, own: Sequence[Answer], index: int) -> tuple[int, str] | None:
        """Return the area that lies around the nearest known one below, and that one's label."""
        for below in range(index + 1, len(own)):
            answer = own[below]
            if answer.position is None:
                continue
            is_sure = answer.method in _SURE or own[index].status is Status.EMPTY
            level = self._levels.all[below]
            position = self._levels.upper(level, answer.position, self._levels.all[index])
            if position is None or not is_sure:
                return None
            return position, self._levels.gazetteers[level].label(answer.position)
        return None

    def _settled(self, answer: Answer, index: int, position: int, child: str) -> Answer | None:
        """Return the answer that a known area below gives to an open one, if it fits."""
        area = self._levels.gazetteers[self._levels.all[index]].label(position)
        sentence = _("{child} lies in {area}.").format(child=child, area=area)
        if answer.status is Status.EMPTY:
            return Answer(Status.MATCHED, (sentence,), position, Method.CHILDREN)
        for near in answer.candidates:
            if near.owner != position:
                continue
            if answer.status is Status.AMBIGUOUS:
                return Answer(Status.MATCHED, (sentence,), position, Method.CHILDREN)
            if near.score >= LEAST_SCORE and not near.is_part:
                close = _("The name is close to {area}.").format(area=area)
                evidence = (close, sentence)
                return Answer(Status.MATCHED, evidence, position, Method.CHILDREN, score=near.score)
        return None

    def _by_company(
        self,
        index: int,
        numbers: Sequence[int],
        answers: Sequence[Sequence[Answer]],
        around: Mapping[tuple[int, int], tuple[int, str]],
    ) -> dict[tuple[int, int], Answer]:
        """Take a name for the area around everything in the table that is written below it."""
        known = [around[number, index] for number in numbers if (number, index) in around]
        owners = {position for position, _child in known}
        children = sorted({child for _position, child in known})
        if len(owners) != 1:
            return {}
        [position] = owners
        area = self._levels.gazetteers[self._levels.all[index]].label(position)
        sentence = _("All that is written under it in the table lies in {area}: {children}.")
        evidence = (sentence.format(area=area, children=", ".join(children[:5])),)
        settled = Answer(Status.MATCHED, evidence, position, Method.CHILDREN)
        learnt = {}
        for number in numbers:
            answer = answers[number][index]
            score = _score(answer, position)
            fits = score > 0 or answer.status is Status.NONE
            if fits and len(children) >= _WITNESSES[score >= LEAST_SCORE]:
                learnt[number, index] = replace(settled, score=score)
        return learnt


def _score(answer: Answer, position: int) -> float:
    """Return how alike the name written and that of the area are."""
    scores: list[Near] = [near for near in answer.candidates if near.owner == position]
    return scores[0].score if scores else 0.0
