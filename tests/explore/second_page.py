"""Read a page about an exploration as its reader does, and count everything on it again."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from probono_kit.explore.page_limits import limits, methods
from probono_kit.explore.report import FEWEST, Exploration, Words, is_of_few
from probono_kit.explore.roles import Role
from probono_kit.explore.wordings import percent_words
from tests.explore.second_count import Cells, filled, recount, uses, word

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plain(text: str) -> str:
    """Return a text with single plain spaces."""
    return _SPACES.sub(" ", text).strip()


def number(text: str) -> int:
    """Return the whole number that a text is."""
    assert re.fullmatch(r"\d+", re.sub(r"[\s\u00a0\u202f,.٬]", "", text)), text
    return int(re.sub(r"\D", "", text))


def recount_page(
    path: Path, found: Exploration, cells: Cells, words: Words, given: tuple[str, ...] = ()
) -> Counter[str]:
    """Count again every sentence and every table of a page.

    Parameters
    ----------
    path : pathlib.Path
        The page.
    found : Exploration
        What it was made from, cut to what may leave.
    cells : Cells
        The table.
    words : Words
        How its reader is spoken to.
    given : tuple of str
        What the brief knows that the data cannot say.

    Returns
    -------
    collections.Counter of str
        How many sentences of each kind, ``"table"``, ``"words"`` and ``"limit"`` were counted
        again.
    """
    soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    # What is told, each counted again; no other sentence may stand on the page.
    counts = recount(found.insights, cells)
    told = {plain(words.say(one)) for one in found.insights}
    of_few = {plain(words.say(one)) for one in found.insights if is_of_few(one)}
    for said in soup.select("#findings li p:not(.sure), #columns .inside > p:not(.small)"):
        text = plain(said.get_text())
        assert text in told, text
        assert text not in of_few, text
    for said in soup.select("#more li"):
        for mark in said.select(".sure"):
            mark.extract()
        assert plain(said.get_text()) in told, said.get_text()
    for name, part in zip(_shown(found), soup.select("#columns details"), strict=True):
        counts["table"] += _column(name, part, found, cells, words)
    for each, part in zip(found.answers, soup.select("#answers table.figures"), strict=True):
        counts["words"] += _words(part, each.column, cells)
    counts["limit"] += _limits(soup, found, cells, words, given)
    return counts


def _shown(found: Exploration) -> list[str]:
    answered = {each.column for each in found.answers}
    return [
        name
        for name, each in found.profile.columns.items()
        if not each.is_bookkeeping and not each.parent and name not in answered
    ]


def _column(name: str, part: Tag, found: Exploration, cells: Cells, words: Words) -> int:
    """Count again how many are filled, and the small table."""
    language, column = words.language, found.profile.columns[name]
    summary = part.select_one("summary")
    assert summary is not None
    assert plain(summary.get_text()).startswith(plain(words.name(name)))
    known = filled(cells, name)
    line = part.select_one("p.small")
    assert line is not None
    figures = [number(each) for each in re.findall(r"\d[\d\u202f\u00a0,]*", line.get_text())]
    if column.role is Role.CHOICES and known:
        assert figures[0] == len(known)
    else:
        assert figures[:2] == [len(known), len(cells)]
        assert percent_words(len(known) / len(cells), language) in line.get_text()
    table = part.select_one("table.figures")
    if table is None:
        return 0
    rows = [
        [plain(cell.get_text()) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]
    if column.chart == "bars":
        _bars(rows, cells, name, language)
    elif not cells.weights:
        _bins(rows, [float(each) for each in known], language)
    return 1


def _bars(rows: list[list[str]], cells: Cells, name: str, language: str) -> None:
    """Hold a table of values against the cells: each count, each share, the largest first."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    whole = 0.0
    for row, cell in enumerate(cells[name]):
        if cell is None:
            continue
        whole += cells.weight(row)
        for each in map(plain, set(cell) if isinstance(cell, tuple) else [word(cell)]):
            counts[each] += 1
            weights[each] = weights.get(each, 0.0) + cells.weight(row)
    few = [each for each, n in counts.items() if n < FEWEST]
    named = []
    for label, count, share in rows:
        # What few say stands together in one line.
        own = [label] if label in counts else few
        assert number(count) == sum(counts[each] for each in own), (label, count)
        part = sum(weights[each] for each in own) / whole
        assert plain(percent_words(part, language)) == share, (label, share, part)
        if label in counts:
            named.append(round(part, 9))
    large = (round(weights[each] / whole, 9) for each, n in counts.items() if n >= FEWEST)
    assert named == sorted(large, reverse=True)[: len(named)]


def _bins(rows: list[list[str]], known: list[float], language: str) -> None:
    """Hold a histogram against the numbers: each bin has those between its ends, in order."""
    assert sum(number(row[2]) for row in rows) == len(known), rows
    left = sorted(known)
    for low, high, count in rows:
        inside, left = left[: number(count)], left[number(count) :]
        if inside:
            first, last = _value(low, language), _value(high, language)
            # The ends are as exact as they are written.
            assert inside[0] >= first - _slack(first), (low, inside[0])
            assert inside[-1] <= last + _slack(last), (high, inside[-1])


def _words(table: Tag, name: str, cells: Cells) -> int:
    """Hold frequent words against the answers: how many use each, and their share."""
    rows = [
        [plain(cell.get_text()) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]
    for term, count, share in rows:
        (fewest, low), (most, high) = uses(cells, name, term)
        assert fewest <= number(count) <= most, term
        told = float(re.sub(r"[^\d.]", "", share.replace(",", "."))) / 100
        assert low - 0.005 <= told <= high + 0.005, (term, share)
    return len(rows)


def _slack(value: float) -> float:
    """Return half of the last digit that a number is written with."""
    return max(1e-9, 0.5 if abs(value) >= 100 else 0.005 * abs(value))


def _value(text: str, language: str) -> float:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-")
    bare = bare.replace(",", ".") if language == "fr" else bare.replace(",", "")
    return float(bare)


def _limits(
    soup: BeautifulSoup, found: Exploration, cells: Cells, words: Words, given: tuple[str, ...]
) -> int:
    """Hold what the data cannot say against the cells, read from an English page's words."""
    shown = [plain(each.get_text()) for each in soup.select("#limits li")]
    assert shown == [plain(text) for text in limits(found, words, given)]
    ways = [plain(each.get_text()) for each in soup.select("#methods li")]
    assert ways == [plain(text) for text in methods(found, words.language)]
    english = limits(found, Words("en", words.unit, words.labels), given)
    counted = 0
    for text in english:
        if match := re.match(r"Not filled everywhere: (.*?)(?: and (\d+) more)?\. Figures", text):
            gaps = {
                words.name(name): cells[name].count(None) / len(cells)
                for name in _shown(found)
                if found.profile.columns[name].role not in (Role.CHOICES, Role.EMPTY)
            }
            for label, share in gaps.items():
                if f"{label} (" in match[1]:
                    counted += 1
                    assert f"{label} ({percent_words(share, 'en')})" in match[1]
        elif match := re.match(r"(\d[\d,]*) records? ha(?:s|ve) no known area", text):
            counted += 1
            assert number(match[1]) == cells["area_name"].count(None)
        elif match := re.match(r"(\d+) of (\d+) areas ha(?:s|ve) no record", text):
            counted += 1
            seen = set(filled(cells, "area_name"))
            assert int(match[1]) == len(found.empty_areas) == int(match[2]) - len(seen)
            assert not seen & set(found.empty_areas)
    return counted
