"""Questions that have another name or place now, are gone, or are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from probono_kit.findings import Finding, Value, finding
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import Question
from probono_kit.forms.papers.differences import called, place
from probono_kit.forms.papers.likeness import sense
from probono_kit.forms.papers.matching import EMPTY, Evidence, Matching, Pair
from probono_kit.forms.papers.splits import Split

_SHOWN = 8
#: Kinds that hold nothing that somebody answered.
_UNASKED = ("calculate", "hidden")


def moves(matching: Matching, splits: tuple[list[Split], list[Split]]) -> Iterator[Finding]:
    """Yield what has another name or place, what became several or one, what is gone and new.

    Parameters
    ----------
    matching : Matching
        All pairs.
    splits : tuple of lists of Split
        Questions that were split, and those that were merged.
    """
    for pair in matching.pairs:
        if pair.old.name != pair.new.name and pair.new.kind not in ("group", "note"):
            yield _renamed(pair, matching)
    yield from _moved(matching)
    apart = {id(each.whole) for found in splits for each in found}
    apart |= {id(part) for found in splits for each in found for part in each.parts}
    for code, found, form in (
        ("compare.split", splits[0], matching.old),
        ("compare.merged", splits[1], matching.new),
    ):
        for each in found:
            names = tuple(part.name for part in each.parts)
            where = place(form, each.whole)
            yield finding(f"{code}_by_{each.reason}", where, name=each.whole.name, parts=names)
    for question in matching.gone():
        if id(question) not in apart:
            yield from _gone(question, matching)
    yield from _added([each for each in matching.added() if id(each) not in apart], matching)


def _renamed(pair: Pair, matching: Matching) -> Finding:
    where = place(matching.new, pair.new)
    names: dict[str, Value] = {"old": called(pair.old), "new": called(pair.new)}
    if pair.new.kind == "repeat":
        return finding("compare.repeat_renamed", where, **names)
    if pair.evidence is None:
        return finding("compare.renamed", where, **names)
    return finding("compare.renamed_proposed", where, **names, **evidence_values(pair.evidence))


def evidence_values(evidence: Evidence) -> dict[str, Value]:
    """Return how alike each part is, in per cent; ``—`` where there is nothing to compare."""
    parts = ("label", "choices", "place", "name")
    shares = {part: getattr(evidence, part) for part in parts}
    return {part: "—" if v is None else round(v * 100) for part, v in shares.items()}


def _moved(matching: Matching) -> Iterator[Finding]:
    """Tell what stands in another group now, once for each pair of groups."""
    repeats = {(p.old.path, p.new.path) for p in matching.pairs if p.new.kind == "repeat"}
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in matching.pairs:
        before, after = _other_part(pair.old.path, pair.new.path)
        told = (before, after) in repeats and before.rpartition("/")[0] == after.rpartition("/")[0]
        if before != after and not told and pair.new.kind not in EMPTY:
            groups[before, after].append(pair)
    for (before, after), pairs in groups.items():
        where = place(matching.new, pairs[0].new)
        names = tuple(pair.new.name for pair in pairs[:_SHOWN])
        names += (f"… (+{len(pairs) - _SHOWN})",) if len(pairs) > _SHOWN else ()
        yield finding("compare.moved", where, old=before or "–", new=after or "–", names=names)
        old, new = _inherited(pairs[0], matching)
        senses = [{_sense(each, matching) for each in side} for side in (old, new)]
        if senses[0] != senses[1]:
            said = [shortened(" and ".join(side)) or "—" for side in (old, new)]
            yield finding("compare.asked_inside", where, old=said[0], new=said[1], names=names)


def _other_part(old: str, new: str) -> tuple[str, str]:
    """Return the groups of two paths up to the last one that has another name."""
    before, after = old.split("/")[:-1], new.split("/")[:-1]
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return "/".join(before), "/".join(after)


def _sense(text: str, matching: Matching) -> str:
    return repr(sense(text, matching.renamed))


def _inherited(pair: Pair, matching: Matching) -> tuple[list[str], list[str]]:
    """Return the conditions of groups around a question that only one version has around it."""
    partner = {id(each.old): id(each.new) for each in matching.pairs}
    old, new = pair.old.parents, pair.new.parents
    kept = {partner.get(id(each)) for each in old} & {id(each) for each in new}
    before = [p.row.get("relevant") for p in old if partner.get(id(p)) not in kept]
    after = [p.row.get("relevant") for p in new if id(p) not in kept]
    return [each for each in before if each], [each for each in after if each]


def _gone(question: Question, matching: Matching) -> Iterator[Finding]:
    where = place(matching.old, question)
    name, label = called(question), shortened(question.label()) or "—"
    if question.path in matching.unclear:
        candidates = matching.unclear[question.path]
        may_be = tuple(f"{new.name} ({round(e.score * 100)})" for new, e in candidates)
        yield finding("compare.rename_unclear", where, name=name, label=label, choices=may_be)
    elif question.kind == "repeat":
        yield finding("compare.repeat_gone", where, name=name)
    elif question.kind in EMPTY:
        yield finding("compare.unanswered_gone", where, name=name, kind=question.kind)
    elif question.kind in _UNASKED:
        yield finding("compare.calculation_gone", where, name=name)
    else:
        yield finding("compare.gone", where, name=name, label=label)


def _added(questions: Sequence[Question], matching: Matching) -> Iterator[Finding]:
    for question in questions:
        code = "compare.unanswered_added" if question.kind in EMPTY else "compare.added"
        values = {"name": called(question), "kind": question.kind}
        yield finding(code, place(matching.new, question), **values)
