"""The account of a matching: rows counted, and what a person should see as findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from probono_kit.findings import Findings
from probono_kit.places.gazetteer import Gazetteer
from probono_kit.places.written import UNDECIDED, Answer, Method, Status, Written

#: Names said one by one; the others are counted, and in the report.
SAID = 20
_FEW = 5
_BY_NAME = (Method.NAME, Method.OTHER_NAME, Method.CLOSE_NAME)


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """What became of the rows: ``rows = matched + unmatched``, always.

    Attributes
    ----------
    rows : int
        Rows of the table.
    matched, unmatched : int
        Rows with and without an area.
    empty, no_area : int
        Of the unmatched: those that say nothing, and those that a person set apart.
    names, names_matched : int
        Distinct combinations of code, name and parent, and how many have an area.
    areas, areas_used : int
        Areas of the layer, and how many have at least one row.
    """

    rows: int
    matched: int
    unmatched: int
    empty: int
    no_area: int
    names: int
    names_matched: int
    areas: int
    areas_used: int


@dataclass(frozen=True)
class Matches:
    """Everything that matching found out.

    Attributes
    ----------
    where, column : str
        Table and column that say the places, for findings.
    written, answers, rows : list
        Distinct places, their answers, how many rows each has.
    gazetteer : Gazetteer
        The areas.
    trust_codes : bool
        False if the codes of the table belong to another list.
    says_parents : bool
        False if parents have an account of their own.
    """

    where: str
    column: str
    written: list[Written]
    answers: list[Answer]
    rows: list[int]
    gazetteer: Gazetteer
    trust_codes: bool
    says_parents: bool = True

    @property
    def place(self) -> str:
        """Table and column, as findings name them."""
        return " › ".join(filter(None, (self.where, self.column)))

    @cached_property
    def used(self) -> frozenset[int]:
        """Positions of the areas with at least one row."""
        return frozenset(a.position for a in self.answers if a.position is not None)

    @cached_property
    def counts(self) -> MatchCounts:
        """What became of the rows."""
        rows: Counter[Status] = Counter()
        for answer, size in zip(self.answers, self.rows, strict=True):
            rows[answer.status] += size
        total, matched = sum(self.rows), rows[Status.MATCHED]
        return MatchCounts(
            rows=total,
            matched=matched,
            unmatched=total - matched,
            empty=rows[Status.EMPTY],
            no_area=rows[Status.NO_AREA],
            names=sum(a.status is not Status.EMPTY for a in self.answers),
            names_matched=sum(a.status is Status.MATCHED for a in self.answers),
            areas=len(self.gazetteer),
            areas_used=len(self.used),
        )

    def candidates_text(self, answer: Answer) -> str:
        """Return the candidates of an answer as people read them, with scores below 100."""
        return "; ".join(
            self.gazetteer.label(near.owner) + (f" {near.score:.0f}" if near.score < 100 else "")
            for near in answer.shown
        )


def explain(matches: Matches) -> Findings:
    """Return what a person should see of `matches`: what waits for them first."""
    findings = Findings()
    waiting = sorted(
        (
            (-rows, place.name, place.code, place, answer)
            for place, answer, rows in zip(
                matches.written, matches.answers, matches.rows, strict=True
            )
            if answer.status in UNDECIDED
        ),
        key=lambda item: item[:3],
    )
    for rows, _, _, place, answer in waiting[:SAID]:
        _say(findings, matches, place, answer, -rows)
    if len(waiting) > SAID:
        more = waiting[SAID:]
        rows = -sum(item[0] for item in more)
        findings.add("places.more_unmatched", matches.where, names=len(more), rows=rows)
    _say_close(findings, matches)
    _say_codes(findings, matches)
    _say_totals(findings, matches)
    return findings


def _say(findings: Findings, matches: Matches, place: Written, answer: Answer, rows: int) -> None:
    where = matches.place
    name = place.name or place.code
    gazetteer = matches.gazetteer
    candidates = tuple(gazetteer.label(near.owner) for near in answer.shown)
    if answer.status is Status.CONFLICT:
        said = ", ".join(text for text in (place.code, place.name, place.parent) if text)
        findings.add("places.conflict", where, said=said, rows=rows, candidates=candidates)
    elif answer.status is Status.AMBIGUOUS:
        findings.add("places.ambiguous", where, name=name, rows=rows, candidates=candidates)
    elif answer.proposal is not None:
        area = gazetteer.label(answer.proposal.owner)
        code = gazetteer.codes[answer.proposal.owner]
        findings.add("places.close", where, name=name, rows=rows, area=area, area_code=code)
    elif candidates:
        findings.add("places.unknown", where, name=name, rows=rows, candidates=candidates)
    else:
        findings.add("places.nowhere", where, name=name, rows=rows)


def _say_close(findings: Findings, matches: Matches) -> None:
    """Name the close names that were taken, so that a person can disagree."""
    taken = [
        f"{place.name} → {matches.gazetteer.label(answer.position)}"
        for place, answer in zip(matches.written, matches.answers, strict=True)
        if answer.method is Method.CLOSE_NAME and answer.position is not None
    ]
    if taken:
        names = tuple(dict.fromkeys(taken))
        findings.add("places.close_taken", matches.place, names=names[:SAID], count=len(names))


def _say_codes(findings: Findings, matches: Matches) -> None:
    if not matches.trust_codes:
        findings.add("places.other_codes", matches.where)
        return
    repaired = [
        (place.code, matches.gazetteer.codes[answer.position])
        for place, answer in zip(matches.written, matches.answers, strict=True)
        if answer.method is Method.CODE_REPAIRED and answer.position is not None
    ]
    if repaired:
        shown = tuple(dict.fromkeys(f"{code} → {area}" for code, area in repaired))
        findings.add("places.codes_repaired", matches.where, codes=shown[:_FEW], count=len(shown))
    unknown = tuple(
        dict.fromkeys(
            place.code
            for place, answer in zip(matches.written, matches.answers, strict=True)
            if place.code and answer.method in _BY_NAME
        )
    )
    codes = {place.code for place in matches.written}
    known = any(matches.gazetteer.find_code(code).positions for code in codes)
    if unknown and not known:
        findings.add("places.no_code_known", matches.where, codes=unknown[:_FEW])
    elif unknown:
        findings.add(
            "places.codes_unknown", matches.where, codes=unknown[:SAID], count=len(unknown)
        )


def _say_totals(findings: Findings, matches: Matches) -> None:
    counts, where = matches.counts, matches.where
    if counts.empty:
        findings.add("places.empty_cells", matches.place, rows=counts.empty)
    parents = dict.fromkeys(place.parent for place in matches.written if matches.says_parents)
    unknown_parents = tuple(
        parent for parent in parents if parent and matches.gazetteer.find_parent(parent) is None
    )
    if unknown_parents:
        findings.add(
            "places.parents_unknown",
            where,
            parents=unknown_parents[:SAID],
            count=len(unknown_parents),
        )
    unused = [name for i, name in enumerate(matches.gazetteer.names) if i not in matches.used]
    if not counts.matched:
        findings.add("places.nothing_matched", where, column=matches.column, rows=counts.rows)
    elif unused:
        findings.add(
            "places.areas_without_rows", where, count=len(unused), names=tuple(unused[:SAID])
        )
    findings.add(
        "places.rows_matched",
        where,
        rows=counts.rows,
        matched=counts.matched,
        unmatched=counts.unmatched,
        names=counts.names,
        names_matched=counts.names_matched,
    )
