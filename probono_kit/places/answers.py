"""One written code, name and parent in; one answer with its evidence out. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.places.closeness import very_close
from probono_kit.places.codes import CodeHit, Repair
from probono_kit.places.decisions import NO_AREA, DecisionIndex
from probono_kit.places.gazetteer import Gazetteer, NameHit, Spelling
from probono_kit.places.near import Near
from probono_kit.places.written import Answer, Method, Status, Written

#: Areas among which a place is looked up; ``None``: all.
Within = frozenset[int] | None

_REPAIRED = {
    Repair.SPELLING: N_("The code of {area} is written differently."),
    Repair.PREFIX: N_("The code is that of {area}, with the country written in another form."),
    Repair.ZEROS: N_("The code is that of {area}, without its zeros."),
}


_SPELLED = {
    Spelling.NAME: N_("The name is that of {area}."),
    Spelling.ORDER: N_("The name is that of {area}, with its words in another order."),
    Spelling.OTHER_NAME: N_("The name is another name of {area}."),
    Spelling.CORE: N_("The name is that of {area}, but for an article, kind of area or “Saint”."),
    Spelling.OTHER_CORE: N_("Another name of {area}, but for an article, kind of area or “Saint”."),
}


_NO_CODE = CodeHit(())


class Answerer:
    """Answers for written places, from a gazetteer and what a person decided.

    Parameters
    ----------
    gazetteer : Gazetteer
        The areas.
    decisions : DecisionIndex
        They come before everything else.
    trust_codes : bool
        False for codes that belong to another list.
    accept_close : bool
        Take a very close name for the area's instead of proposing it.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        decisions: DecisionIndex,
        *,
        trust_codes: bool = True,
        accept_close: bool = False,
    ) -> None:
        self._areas = gazetteer
        self._decisions = decisions
        self._trust_codes = trust_codes
        self._accept_close = accept_close
        self._positions = {code: position for position, code in enumerate(gazetteer.codes)}

    def answers(
        self, written: Sequence[Written], within: Sequence[Within] | None = None
    ) -> list[Answer]:
        """Say which area each place is, or why that cannot be said, with the nearest names.

        Parameters
        ----------
        written : sequence of Written
            The places.
        within : sequence of (frozenset of int or None), optional
            The areas among which each is looked up; those of its written parent if not given.
        """
        if within is None:
            within = [self._areas.find_parent(place.parent) for place in written]
        answers = [self._answer(*asked) for asked in zip(written, within, strict=True)]
        unknown = [
            number
            for number, (place, answer) in enumerate(zip(written, answers, strict=True))
            if answer.status is Status.NONE and place.name
        ]
        names, among = [written[n].name for n in unknown], [within[n] for n in unknown]
        for number, near in zip(unknown, self._areas.closest_each(names, among), strict=True):
            is_within = within[number] is not None
            answers[number] = self._with_nearest(answers[number], near, is_within)
        return answers

    def _with_nearest(self, answer: Answer, nearest: list[Near], is_within: bool) -> Answer:
        """Add the nearest names to an answer; propose or accept the first if it is very close."""
        close = very_close(nearest, is_within, len(self._areas))
        if close is None or not self._accept_close:
            return replace(answer, candidates=tuple(nearest), proposal=close)
        sentence = _("The name is very close to {area}, and to no other.")
        return Answer(
            Status.MATCHED,
            (sentence.format(area=self._areas.label(close.owner)), *answer.evidence[1:]),
            close.owner,
            Method.CLOSE_NAME,
            score=close.score,
        )

    def _answer(self, written: Written, within: Within) -> Answer:
        if not any(map(str.isalnum, written.code + written.name)):
            return Answer(Status.EMPTY, (_("The cell is empty."),))
        code = self._code(written.code)
        decided = self._decided(written, code)
        if decided is not None:
            return decided
        name = self._areas.find_name(written.name, within)
        if code.positions:
            return self._by_code(written, code, name, within)
        answer = self._by_name(written, name, within)
        if written.code and written.name and self._trust_codes:
            sentence = _("No area has the code {code}.").format(code=written.code)
            return replace(answer, evidence=(*answer.evidence, sentence))
        return answer

    def _code(self, code: str) -> CodeHit:
        return self._areas.find_code(code) if code and self._trust_codes else _NO_CODE

    def _decided(self, written: Written, code: CodeHit) -> Answer | None:
        decided = self._decisions.find(written.name, written.parent, written.code)
        if decided is None:
            return None
        sentence = _("Decided by a person.")
        if decided.area_code == NO_AREA:
            return Answer(Status.NO_AREA, (sentence,))
        position = self._positions.get(decided.area_code)
        if position is None:  # an area of another level
            return None
        if decided.names_the_code or not code.positions or position in code.positions:
            return Answer(Status.MATCHED, (sentence,), position, Method.DECISION)
        return self._conflict(
            (position, *code.positions),
            _("The name was decided to be {area}, and the code says {other}.").format(
                area=self._areas.label(position), other=self._labels(code.positions)
            ),
        )

    def _by_code(
        self, written: Written, code: CodeHit, name: NameHit, within: frozenset[int] | None
    ) -> Answer:
        """Follow the code, unless the name or the parent says something else."""
        positions = code.positions
        if not name.positions and written.name:
            elsewhere = self._areas.find_name(written.name).positions
            if elsewhere and not set(elsewhere) & set(positions):
                name = NameHit(elsewhere)
        if name.positions:
            agreed = tuple(p for p in positions if p in name.positions)
            if not agreed:
                return self._code_against_name(code, name)
            positions = agreed
        if within is not None and not within.intersection(positions):
            return self._parent_differs(written, positions)
        if len(positions) > 1:
            sentence = _("Several areas have this code.")
            return self._ambiguous(positions, sentence)
        [position] = positions
        area = self._areas.label(position)
        evidence = []
        if code.repair is Repair.NONE:
            method = Method.CODE
            evidence.append(_("The code is that of {area}.").format(area=area))
        else:
            method = Method.CODE_REPAIRED
            evidence.append(_(_REPAIRED[code.repair]).format(area=area))
        if written.name and not name.positions:
            evidence.append(_("The name written is not among its names."))
        return Answer(Status.MATCHED, tuple(evidence), position, method)

    def _by_name(self, written: Written, name: NameHit, within: Within) -> Answer:
        """Follow the name where exactly one area has it."""
        if len(name.positions) == 1:
            [position] = name.positions
            official = name.spelling in (Spelling.NAME, Spelling.ORDER, Spelling.CORE)
            method = Method.NAME if official else Method.OTHER_NAME
            sentence = _(_SPELLED[name.spelling]).format(area=self._areas.label(position))
            return Answer(Status.MATCHED, (sentence,), position, method)
        if name.positions:
            return self._ambiguous(name.positions, _("Several areas have this name."))
        if not written.name:
            return Answer(Status.NONE, (_("No area has this code."),))
        elsewhere = self._areas.find_name(written.name).positions if within is not None else ()
        if elsewhere:
            return self._parent_differs(written, elsewhere)
        return Answer(Status.NONE, (_("No area has this name."),))

    def _code_against_name(self, code: CodeHit, name: NameHit) -> Answer:
        sentence = _("The code says {area}, and the name says {other}.").format(
            area=self._labels(code.positions), other=self._labels(name.positions)
        )
        return self._conflict((*code.positions, *name.positions), sentence)

    def _parent_differs(self, written: Written, positions: tuple[int, ...]) -> Answer:
        parents = ", ".join(
            dict.fromkeys(
                self._areas.parent_names[p] or self._areas.parent_codes[p] for p in positions
            )
        )
        sentence = _("{area} is in {parent}, and the table says {other}.").format(
            area=self._labels(positions), parent=parents, other=written.parent
        )
        return self._conflict(positions, sentence)

    def _conflict(self, positions: Iterable[int], sentence: str) -> Answer:
        return Answer(Status.CONFLICT, (sentence,), candidates=_certain(positions))

    def _ambiguous(self, positions: Iterable[int], sentence: str) -> Answer:
        return Answer(Status.AMBIGUOUS, (sentence,), candidates=_certain(positions))

    def _labels(self, positions: Iterable[int]) -> str:
        return ", ".join(self._areas.label(position) for position in positions)


def _certain(positions: Iterable[int]) -> tuple[Near, ...]:
    return tuple(Near(position, 0.0, 0, 100.0) for position in dict.fromkeys(positions))


def follows_another_list(written: Iterable[Written], gazetteer: Gazetteer) -> bool:
    """Say whether the codes of a table mostly contradict its names.

    Lists of codes number the areas of a country differently: ``KE001`` is one county in one and
    another in the other. Codes are compared with names that mean exactly one area.
    """
    agreed = contradicted = 0
    for place in written:
        if not place.code:
            continue
        by_code = gazetteer.find_code(place.code).positions
        by_name = gazetteer.find_name(place.name).positions if by_code else ()
        if len(by_code) == 1 and len(by_name) == 1:
            agreed += by_code == by_name
            contradicted += by_code != by_name
    return contradicted > agreed
