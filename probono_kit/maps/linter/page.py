"""Rules about the printed page, measured on what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from probono_kit.findings import Findings, Value
from probono_kit.maps.linter.made import Hits

if TYPE_CHECKING:
    from probono_kit.maps.static.sheet import Sheet, Written

#: Points below which a text is not read on paper.
LEAST_SIZE = 6.0

#: Millimetres that letters of two texts may share: less than the white around them.
_SLACK = 0.35

#: What a shortened text ends with.
_CUT = "…"

#: Texts that a finding quotes at most.
_QUOTED = 5


def small_text(sheet: Sheet) -> Hits:
    """Find texts that are too small to be read on paper."""
    small = [text for text in sheet.written if text.size < LEAST_SIZE]
    if small:
        least = min(text.size for text in small)
        yield "layout", {**_quoted(small), "size": round(least, 1), "least": LEAST_SIZE}


def clipped_text(sheet: Sheet) -> Hits:
    """Find texts that run over the edge of the page, or of the frame of the map."""
    clipped = [
        text
        for text in sheet.written
        if not (sheet.frame if text.part == "map" else sheet.page).contains(text.box)
    ]
    if clipped:
        yield "layout", _quoted(clipped)


def overlapping_text(sheet: Sheet) -> Hits:
    """Find texts that lie on each other."""
    boxes = [(text, text.box.inset(_SLACK)) for text in sheet.written]
    clashes = [
        pair
        for (first, a), (second, b) in combinations(boxes, 2)
        if a.overlaps(b)
        for pair in (first, second)
    ]
    if clashes:
        yield "layout", _quoted(list(dict.fromkeys(clashes)))


def cut_label(sheet: Sheet) -> Hits:
    """Find labels of the legend that were shortened for want of room."""
    cut = [text for text in sheet.written if text.part != "map" and text.text.endswith(_CUT)]
    if cut:
        yield "layout", _quoted(cut)


def _quoted(texts: list[Written]) -> dict[str, Value]:
    return {"count": len(texts), "examples": tuple(text.text for text in texts[:_QUOTED])}


def lint_sheet(sheet: Sheet) -> Findings:
    """Return what the rules find on a page that was drawn."""
    findings = Findings()
    for code, where, values in _found(sheet):
        findings.add(code, where, **values)
    return findings


def _found(sheet: Sheet) -> Iterator[tuple[str, str, dict[str, Value]]]:
    from probono_kit.maps.linter.rules import PAGE_RULES

    for rule in PAGE_RULES:
        for where, values in rule.check(sheet):
            yield rule.code, where, values
