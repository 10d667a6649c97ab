"""Count again what a page says of a table: plain Python over lists of cells, no pandas.

:func:`recount` fails on a wrong figure, and on a kind of sentence that nobody counts here.
"""

from __future__ import annotations

import math
import numbers
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from probono_kit.explore.insights import Condition, Estimate, Insight, Share
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role

#: Where the group of each record stands among the cells.
GROUP = "\x1fgroup"

Said = Mapping[str, Any]


@dataclass
class Cells:
    """Cells by column, ``None`` for empty ones; several choices as a tuple."""

    columns: dict[str, list[Any]]
    weights: list[float] = field(default_factory=list)
    #: Answers as they were written, row by row, by column.
    answers: dict[str, list[str | None]] = field(default_factory=dict)
    #: Longitude and latitude of the records, and of what they need.
    points: list[tuple[float, float]] = field(default_factory=list)
    services: list[tuple[float, float]] = field(default_factory=list)
    #: The group of each area, by name.
    alike: dict[str, int] = field(default_factory=dict)
    #: Which areas touch, and their value, by name.
    touching: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Any]:
        return self.columns[name]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def weight(self, row: int) -> float:
        return self.weights[row] if self.weights else 1


def cells_of(frame: pd.DataFrame, profile: Profile, groups: pd.Series | None = None) -> Cells:
    """Return a table as plain lists."""
    columns = {
        str(name): [None if pd.isna(cell) else cell for cell in frame[name]] for name in frame
    }
    for name, column in profile.columns.items():
        if column.role is Role.CHOICES:
            columns[name] = chosen_in(columns, name, column.mark)
    if groups is not None:
        columns[GROUP] = [None if pd.isna(number) else int(number) for number in groups]
    return Cells(columns)


def chosen_in(columns: Mapping[str, list[Any]], name: str, mark: str) -> list[Any]:
    """Return the choices of each record: by the columns of single choices, else by the cell."""
    single = {n.removeprefix(f"{name}/"): n for n in columns if n.startswith(f"{name}/")}
    if single:
        rows = []
        for row in range(len(columns[name])):
            marks = {choice: columns[n][row] for choice, n in single.items()}
            asked = any(each is not None for each in marks.values())
            rows.append(tuple(c for c, m in marks.items() if m is not None and float(m) == 1))
            if not asked:
                rows[-1] = None
        return rows
    return [
        None
        if cell is None
        else tuple(p.strip() for p in str(cell).split(mark or None) if p.strip())
        for cell in columns[name]
    ]


def word(cell: Any) -> str:
    """Return a cell as a sentence names it."""
    return f"{float(cell):g}" if isinstance(cell, numbers.Real) else str(cell)


def says(answer: Any, value: str) -> bool:
    """Tell whether an answer is a value, or has it among several."""
    return value in answer if isinstance(answer, tuple) else word(answer) == value


def holds(cells: Cells, row: int, condition: Condition) -> bool | None:
    """Tell whether a condition holds in a row; ``None`` where its cell is empty."""
    cell = cells[condition.column][row]
    if cell is None:
        return None
    match condition.end:
        case "low":
            return bool(cell <= condition.value)
        case "high":
            return bool(cell >= condition.value)
        case "includes":
            return condition.value in cell
        case "excludes":
            return condition.value not in cell
        case _:
            return word(cell) == condition.value


def counted(
    cells: Cells, then: Condition, where: Callable[[int], bool | None]
) -> tuple[float, float]:
    """Count the rows of a group that answered, and those that say it, by their weight."""
    inside = [r for r in range(len(cells)) if where(r) and holds(cells, r, then) is not None]
    yes = [r for r in inside if holds(cells, r, then)]
    return sum(map(cells.weight, yes)), sum(map(cells.weight, inside))


def middle(cells: Cells, column: str, where: Callable[[int], bool | None]) -> tuple[float, int]:
    """Return the median of a group, by weight, and how many have a number."""
    found = sorted(
        (float(cells[column][r]), cells.weight(r))
        for r in range(len(cells))
        if where(r) and cells[column][r] is not None
    )
    half, up_to = math.fsum(weight for _number, weight in found) / 2, 0.0
    for at, (value, weight) in enumerate(found):
        up_to += weight
        if up_to == half:
            return (value + found[at + 1][0]) / 2, len(found)
        if up_to > half:
            return value, len(found)
    raise AssertionError(f"nobody has {column}")


def average(cells: Cells, column: str, where: Callable[[int], bool | None]) -> float:
    """Return the mean of a group, by weight."""
    rows = [r for r in range(len(cells)) if where(r) and cells[column][r] is not None]
    total = math.fsum(cells.weight(r) for r in rows)
    return math.fsum(cells.weight(r) * float(cells[column][r]) for r in rows) / total


def filled(cells: Cells, column: str) -> list[Any]:
    """Return the cells of a column that are not empty."""
    return [cell for cell in cells[column] if cell is not None]


def every(_row: int) -> bool:
    """Say yes to any row."""
    return True


# ---- one column --------------------------------------------------------------------------------


def most_frequent(said: Said, cells: Cells) -> None:
    """Most often, or yes."""
    counts = Counter(map(word, filled(cells, said["column"].name)))
    assert counts[said["value"]] == max(counts.values())
    assert said["share"] == (counts[said["value"]], sum(counts.values()))


def outcome(said: Said, cells: Cells) -> None:
    """Share of the answer that the question is about."""
    answers = filled(cells, said["column"].name)
    assert said["share"] == (sum(says(a, said["value"]) for a in answers), len(answers))


def all_same(said: Said, cells: Cells) -> None:
    """One value everywhere."""
    texts = set(map(word, filled(cells, said["column"].name)))
    assert texts == {said["value"]}
    assert said["count"].rows == len(filled(cells, said["column"].name))


def chosen_most(said: Said, cells: Cells) -> None:
    """Choice made most often."""
    asked = filled(cells, said["column"].name)
    counts = Counter(part for cell in asked for part in set(cell))
    assert counts[said["value"]] == max(counts.values())
    assert said["share"] == (counts[said["value"]], len(asked))


def quartiles(said: Said, cells: Cells) -> None:
    """Median and quartiles."""
    amounts = sorted(map(float, filled(cells, said["column"].name)))
    low, median, high = statistics.quantiles(amounts, n=4, method="inclusive")
    assert (said["low"], said["median"], said["high"]) == pytest.approx((low, median, high))
    assert said["count"].rows == len(amounts)


def one_number(said: Said, cells: Cells) -> None:
    """One number in most records."""
    amounts = list(map(float, filled(cells, said["column"].name)))
    assert said["share"] == (amounts.count(said["value"]), len(amounts))


def missing(said: Said, cells: Cells) -> None:
    """Empty cells."""
    column = cells[said["column"].name]
    assert said["share"] == (column.count(None), len(column))


def far(said: Said, cells: Cells) -> None:
    """Numbers outside bounds; on a scale of ratios a zero is no amount that lies far."""
    amounts = list(map(float, filled(cells, said["column"].name)))
    outside = [n for n in amounts if not said["low"] <= n <= said["high"]]
    assert said["number"] in (len(outside), len([n for n in outside if n != 0]))


def half_of_all(said: Said, cells: Cells) -> None:
    """Half of the sum in few records."""
    amounts = sorted(map(float, filled(cells, said["column"].name)), reverse=True)
    few, whole = said["share"]
    assert whole == len(amounts)
    half = math.fsum(amounts) / 2
    nearly = 1e-9 * max(1.0, half)
    assert math.fsum(amounts[:few]) >= half - nearly > math.fsum(amounts[: few - 1]) - 2 * nearly
    assert said["largest"] == amounts[0]


def dates(said: Said, cells: Cells) -> None:
    """Changes by month or year, gaps, an incomplete end: counted by the days themselves."""
    days = [
        datetime_of(day) for day in filled(cells, said["date"].name) if datetime_of(day) is not None
    ]

    def within(first: Any, last: Any) -> int:
        ends = [(each.year, each.month or 12) for each in (first, last)]
        start = (first.year, first.month or 1)
        return sum(start <= (day.year, day.month) <= ends[1] for day in days)

    if "before" in said:
        yearly = not said["first"].month
        for figure, ends in (("before", ("first", "first_end")), ("after", ("last_start", "last"))):
            first, last = said[ends[0]], said[ends[1]]
            periods = last.year - first.year + 1
            if not yearly:
                periods = (last.year - first.year) * 12 + last.month - first.month + 1
            assert said[figure] == pytest.approx(within(first, last) / periods)
    elif "number" in said:
        assert within(said["first"], said["last"]) == 0
    else:
        assert said["day"] == max(days)


def datetime_of(day: Any) -> Any:
    """Return the day of a cell: a timestamp, a year, a text in ISO form."""
    if hasattr(day, "year"):
        return day
    if isinstance(day, numbers.Real):
        return pd.Timestamp(int(day), 1, 1)
    return pd.Timestamp(str(day)[:10])


def change_of_median(said: Said, cells: Cells) -> None:
    """The median of an amount in the earliest and the latest third."""
    for figure, ends in (("low", ("first", "first_end")), ("high", ("last_start", "last"))):
        first, last = said[ends[0]], said[ends[1]]

        def where(row: int, start: Any = first, end: Any = last) -> bool:
            day = cells[said["date"].name][row]
            return day is not None and start <= day <= end

        assert said[figure] == pytest.approx(middle(cells, said["column"].name, where)[0])


# ---- two columns -------------------------------------------------------------------------------


def _by(said: Said, end: str) -> Condition:
    return said.get(f"where_{end}") or Condition(said["by"].name, said[f"{end}_group"])


def cross(said: Said, cells: Cells) -> None:
    """Shares of two groups, or of one and all others."""
    then = said.get("then") or Condition(said["column"].name, said["value"])
    high = _by(said, "high")
    assert said["high"] == counted(cells, then, lambda row: holds(cells, row, high))
    if "low_group" in said or "where_low" in said:
        low = _by(said, "low")
        assert said["low"] == counted(cells, then, lambda row: holds(cells, row, low))
    else:
        assert said["low"] == counted(cells, then, lambda row: holds(cells, row, high) is False)


def groups(said: Said, cells: Cells) -> None:
    """Medians of two groups."""
    for end in ("high", "low"):
        where = _by(said, end)
        figure = middle(cells, said["column"].name, lambda row, w=where: holds(cells, row, w))
        assert said[end] == pytest.approx(figure[0])
        assert said[f"{end}_rows"].rows == figure[1]
    assert said["high"] >= said["low"]


def groups_rest(said: Said, cells: Cells) -> None:
    """Medians of those who chose it, and of all others who were asked."""
    where, name = said["where_high"], said["column"].name
    assert where.end == "includes"
    for end, wanted in (("high", True), ("low", False)):
        figure = middle(cells, name, lambda row, w=wanted: holds(cells, row, where) is w)
        assert said[end] == pytest.approx(figure[0])
        assert said[f"{end}_rows"].rows == figure[1]


def no_groups(said: Said, cells: Cells) -> None:
    """How many records have all columns that groups were looked for in."""
    names = said["columns"]
    assert said["number"] == len(names)
    complete = sum(all(cells[name][r] is not None for name in names) for r in range(len(cells)))
    assert said["count"].rows == complete


def rises(said: Said, cells: Cells) -> None:
    """Medians of the lowest and the highest third by the other column."""
    pairs = [
        (float(y), float(x))
        for y, x in zip(cells[said["column"].name], cells[said["by"].name], strict=True)
        if y is not None and x is not None
    ]
    assert said["count"].rows == len(pairs)
    # Of ties those that come first.
    order = sorted(pairs, key=lambda pair: pair[1])
    third = max(1, len(pairs) // 3)
    for end, part in (("low", order[:third]), ("high", order[-third:])):
        assert said[end] == pytest.approx(statistics.median(y for y, _x in part))
    assert (said["high"] - said["low"]) * said["r"] > 0


def rule(said: Said, cells: Cells, end: str = "") -> None:
    """What holds where something else holds, and among all."""
    then = Condition(said["column"].name, said["value"])
    where = Condition(said["by"].name, said["group"], end)
    assert said["share"] == counted(cells, then, lambda row: holds(cells, row, where))
    known = counted(cells, then, lambda row: holds(cells, row, where) is not None)
    assert said["overall"] == known


def rule_of_two(said: Said, cells: Cells) -> None:
    """What holds under two conditions, and under the first alone."""
    then = Condition(said["column"].name, said["value"])
    first, second = said["first"], said["second"]

    def both(row: int) -> bool:
        return bool(holds(cells, row, first)) and bool(holds(cells, row, second))

    def alone(row: int) -> bool:
        return bool(holds(cells, row, first)) and holds(cells, row, second) is not None

    assert said["share"] == counted(cells, then, both)
    assert said["alone"] == counted(cells, then, alone)


def cluster(said: Said, cells: Cells) -> None:
    """Count share, answers and medians by the group that each record was put into."""
    part, whole = said["share"]
    known = [number for number in cells[GROUP] if number is not None]
    own = [n for n, size in Counter(known).items() if (size, len(known)) == (part, whole)]
    assert own, said["share"]

    def told_of(number: int) -> bool:
        for trait in said["traits"]:
            for figure, inside in ((trait.here, True), (trait.others, False)):

                def where(row: int, wanted: bool = inside) -> bool:
                    group = cells[GROUP][row]
                    return group is not None and (group == number) is wanted

                if trait.value:
                    then = Condition(trait.column.name, trait.value)
                    yes, rows = counted(cells, then, where)
                    found = yes / rows
                else:
                    found = middle(cells, trait.column.name, where)[0]
                if found != pytest.approx(figure):
                    return False
        return True

    # Two groups may be of one size: then one of them is the one that is told.
    assert any(told_of(number) for number in own)


def too_few(said: Said, cells: Cells) -> None:
    """How many records have both columns."""
    pairs = zip(cells[said["column"].name], cells[said["by"].name], strict=True)
    assert said["count"].rows == sum(None not in pair for pair in pairs)


# ---- samples -----------------------------------------------------------------------------------


def interval(said: Estimate, value: float, rows: int) -> None:
    """Hold an estimate against its second count; the interval is around it."""
    assert said.value == pytest.approx(value)
    assert said.rows == rows
    assert said.low <= said.value <= said.high
    if said.percent:
        assert said.low >= 0
        assert said.high <= 1


def estimated_share(said: Said, cells: Cells, end: str = "") -> None:
    """Share of the population."""
    then = Condition(said["column"].name, said["value"], end)
    part, whole = counted(cells, then, every)
    interval(said["estimate"], part / whole, len(filled(cells, said["column"].name)))


def estimated_mean(said: Said, cells: Cells) -> None:
    """Mean of the population."""
    name = said["column"].name
    interval(said["estimate"], average(cells, name, every), len(filled(cells, name)))


def estimated_middle(said: Said, cells: Cells) -> None:
    """Mean, median and quartiles of the population."""
    name = said["column"].name
    interval(said["mean"], average(cells, name, every), len(filled(cells, name)))
    assert said["count"].rows == len(filled(cells, name))
    order = sorted(
        (float(cell), cells.weight(r)) for r, cell in enumerate(cells[name]) if cell is not None
    )
    total = math.fsum(w for _n, w in order)
    for key, share in (("low", 0.25), ("median", 0.5), ("high", 0.75)):
        below = math.fsum(w for n, w in order if n < said[key])
        up_to = math.fsum(w for n, w in order if n <= said[key])
        # So much of the population lies at or below it, and no smaller number would do.
        assert below <= share * total + 1e-9
        assert up_to >= share * total - 1e-9


def quantile(ordered: list[float], share: float) -> float:
    """Return a quantile between the two numbers beside it."""
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def in_group(cells: Cells, then: str, where: Condition) -> Callable[[int], bool | None]:
    """Tell who is in a group: of a number, a third of those who have both."""
    column = cells[where.column]
    both = [r for r in range(len(cells)) if column[r] is not None and cells[then][r] is not None]
    if where.end or not all(isinstance(column[r], numbers.Real) for r in both):
        return lambda row: holds(cells, row, where)
    known = sorted(float(column[r]) for r in both)
    ends = [known[0], quantile(known, 1 / 3), quantile(known, 2 / 3), known[-1]]
    names = [f"{low:.4g}–{high:.4g}" for low, high in pairwise(ends)]
    if where.value not in names:
        return lambda row: holds(cells, row, where)
    third = names.index(str(where.value))

    def inside(row: int) -> bool | None:
        cell = column[row]
        if cell is None:
            return None
        return (0 if cell <= ends[1] else 1 if cell <= ends[2] else 2) == third

    return inside


def estimated_groups(said: Said, cells: Cells) -> None:
    """Shares or means of two groups of the population."""
    then = said.get("then")
    if then is None and "value" in said:
        then = Condition(said["column"].name, said["value"])
    name = said["column"].name
    for end in ("high", "low"):
        where = in_group(cells, name, _by(said, end))
        rows = sum(bool(where(r)) and cells[name][r] is not None for r in range(len(cells)))
        if then is None:
            value = average(cells, name, where)
        else:
            part, whole = counted(cells, then, where)
            value = part / whole
        interval(said[end], value, rows)
    assert said["high"].value > said["low"].value


# ---- areas, distances, open answers ------------------------------------------------------------


def share_by_area(said: Said, cells: Cells) -> None:
    """Shares of two areas; none with as many records lies beyond them."""
    name = said["column"].name

    def shares(area: str) -> tuple[float, float, int]:
        inside = [
            row
            for row, where in enumerate(cells["area_name"])
            if where == area and cells[name][row] is not None
        ]
        yes = [row for row in inside if says(cells[name][row], said["value"])]
        return sum(map(cells.weight, yes)), sum(map(cells.weight, inside)), len(inside)

    ends = {}
    for end in ("high", "low"):
        yes, whole, rows = shares(said[f"{end}_area"])
        ends[end] = (yes / whole, rows)
        figure = said[end]
        if isinstance(figure, Estimate):
            interval(figure, yes / whole, rows)
        else:
            assert figure == (yes, whole)
    if not cells.weights:
        for area in set(filled(cells, "area_name")):
            yes, whole, rows = shares(area)
            assert rows < ends["high"][1] or yes / whole <= ends["high"][0], area
            assert rows < ends["low"][1] or yes / whole >= ends["low"][0], area


def together(said: Said, cells: Cells, sign: int) -> None:
    """The areas named are high (low) with their neighbours: Getis-Ord Gi* by its formula."""
    known = cells.values
    near = {name: {other for other in cells.touching[name] if other in known} for name in known}
    tested = {name: known[name] for name, others in near.items() if others}
    assert said["tested"] == len(tested)
    number = len(tested)
    mean = statistics.fmean(tested.values())
    spread = statistics.pstdev(tested.values())
    assert said["number"] >= len(said["areas"])
    for name in said["areas"]:
        assert sign * (known[name] - mean) > 0, name
        around = statistics.fmean(known[other] for other in near[name])
        assert sign * (around - mean) > 0, name
        own = [*near[name], name]
        size = len(own)
        total = math.fsum(known[other] for other in own)
        wide = spread * math.sqrt((number * size - size**2) / (number - 1))
        assert sign * (total - mean * size) / wide > 2, name


def tested_only(said: Said, cells: Cells) -> None:
    """How many areas have a figure and a neighbour with one."""
    known = cells.values
    assert said["tested"] == sum(bool(cells.touching[name] & known.keys()) for name in known)


def areas_alike(said: Said, cells: Cells) -> None:
    """Shares and medians of all records in the areas of a group, and in those of the others."""
    own = {name for name, group in cells.alike.items() if group == said["group"]}
    assert said["number"] == len(own)
    assert set(said["areas"]) <= own
    assert len(said["areas"]) in (len(own), 8)
    for trait in said["traits"]:
        then = Condition(trait.column.name, trait.value, trait.end)
        for figure, inside in ((trait.here, True), (trait.others, False)):

            def where(row: int, wanted: bool = inside) -> bool:
                area = cells["area_name"][row]
                return area in cells.alike and (area in own) is wanted

            if trait.value:
                yes, rows = counted(cells, then, where)
                assert figure == pytest.approx(yes / rows)
            else:
                assert figure == pytest.approx(middle(cells, trait.column.name, where)[0])


def no_alike(said: Said, cells: Cells) -> None:
    """So many areas have ten records or more, or fewer where columns are empty."""
    sizes = Counter(area for area in cells["area_name"] if area is not None)
    assert said["tested"] <= sum(size >= 10 for size in sizes.values())
    assert said["number"] == len(said["columns"]) - 1


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance on a globe: within 0.6 % of that on the ellipsoid."""
    (x1, y1), (x2, y2) = ([math.radians(degrees) for degrees in each] for each in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def further(said: Said, cells: Cells) -> None:
    """Who lies further than the radius: all pairs measured on a globe."""
    area = said.get("area")
    rows = [r for r in range(len(cells)) if area is None or cells["area_name"][r] == area]
    km = {row: min(kilometres(cells.points[row], each) for each in cells.services) for row in rows}
    whole = sum(map(cells.weight, rows))
    least, most = (
        sum(cells.weight(row) for row in rows if km[row] > said["radius"] * by) / whole
        for by in (1.006, 0.994)
    )
    share = said["share"]
    assert (share.rows if isinstance(share, Estimate) else share.whole) == len(rows)
    assert least - 1e-9 <= share.value <= most + 1e-9
    if "median" in said:
        distances = Cells({"km": [km[row] for row in rows]}, cells.weights)
        assert said["median"] == pytest.approx(middle(distances, "km", every)[0], rel=0.006)
        assert said["furthest"] == pytest.approx(max(km.values()), rel=0.006)


def plain(text: str) -> str:
    """Return a text without accents, capitals and marks."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", bare))


def begins(text: str, phrase: str) -> bool:
    """Tell whether a text has a word with the beginning of each word of a phrase."""
    words = plain(text).split()
    wanted = [each[: max(3, len(each) - 3)] for each in plain(phrase).split() if len(each) > 2]
    return all(any(word.startswith(start) for word in words) for start in wanted)


def answered(cells: Cells, name: str) -> list[tuple[str, float]]:
    """Return the answers to a question that there are, each with what it counts."""
    return [
        (text, cells.weight(row))
        for row, text in enumerate(cells.answers[name])
        if text is not None and text.strip()
    ]


def uses(cells: Cells, name: str, term: str) -> tuple[tuple[int, float], tuple[int, float]]:
    """Return the fewest and the most answers that a term may stand in, and their shares.

    At least those with these very words, at most those with all their beginnings.
    """
    answers = answered(cells, name)
    whole = sum(weight for _text, weight in answers)
    very = [w for text, w in answers if f" {plain(term)} " in f" {plain(text)} "]
    most = [w for text, w in answers if begins(text, term)]
    return (len(very), sum(very) / whole), (len(most), sum(most) / whole)


def share_of_answers(share: Share | Estimate, number: int) -> float:
    """Hold a share against the number of answers; return it."""
    if isinstance(share, Estimate):
        assert share.rows == number
        assert share.low <= share.value <= share.high
        return share.value
    assert share.whole == number
    return share.part / share.whole


def named_most(said: Said, cells: Cells) -> None:
    """The share of the answers that a term stands in."""
    name = said["column"].name
    value = share_of_answers(said["share"], len(answered(cells, name)))
    (_fewest, low), (_most, high) = uses(cells, name, said["term"])
    assert low - 1e-9 <= value <= high + 1e-9


def group_of_answers(said: Said, cells: Cells) -> None:
    """Hold each phrase against the answers: as many as the group use one of its words."""
    answers = answered(cells, said["column"].name)
    value = share_of_answers(said["share"], len(answers))
    words = [each for phrase in said["phrases"] for each in phrase.split()]
    using = sum(w for text, w in answers if any(begins(text, each) for each in words))
    assert using / sum(w for _text, w in answers) >= value - 1e-9


def no_word(said: Said, cells: Cells) -> None:
    """No word of five letters or more stands in so many answers."""
    answers = [text for text, _weight in answered(cells, said["column"].name)]
    assert said["count"].rows == len(answers)
    counts = Counter(each for answer in answers for each in set(plain(answer).split()))
    assert all(n < said["fewest"] for each, n in counts.items() if len(each) >= 8)


COUNTED: dict[str, Callable[..., None]] = {
    "explore.most_frequent": most_frequent,
    "explore.says_yes": most_frequent,
    "explore.all_same": all_same,
    "explore.chosen_most": chosen_most,
    "explore.middle": quartiles,
    "explore.one_number": one_number,
    "explore.missing": missing,
    "explore.far": far,
    "explore.half_of_all": half_of_all,
    "explore.change_by_month": dates,
    "explore.change_by_year": dates,
    "explore.gap": dates,
    "explore.partial": dates,
    "explore.change_of_median": change_of_median,
    "explore.cross": cross,
    "explore.cross_rest": cross,
    "explore.chosen": cross,
    "explore.chosen_rest": cross,
    "explore.groups": groups,
    "explore.chosen_groups": groups,
    "explore.chosen_groups_rest": groups_rest,
    "explore.no_groups": no_groups,
    "explore.rises": rises,
    "explore.falls": rises,
    "explore.rule": rule,
    "explore.rule_low": lambda said, cells: rule(said, cells, "low"),
    "explore.rule_high": lambda said, cells: rule(said, cells, "high"),
    "explore.rule_of_two": rule_of_two,
    "explore.cluster": cluster,
    "explore.estimated_share": estimated_share,
    "explore.estimated_chosen": lambda said, cells: estimated_share(said, cells, "includes"),
    "explore.estimated_mean": estimated_mean,
    "explore.estimated_middle": estimated_middle,
    "explore.estimated_share_groups": estimated_groups,
    "explore.estimated_chosen_groups": estimated_groups,
    "explore.estimated_groups": estimated_groups,
    "explore.estimated_groups_chosen": estimated_groups,
    "space.outcome": outcome,
    "space.share_by_area": share_by_area,
    "space.hot": lambda said, cells: together(said, cells, 1),
    "space.hot_among": lambda said, cells: together(said, cells, 1),
    "space.cold": lambda said, cells: together(said, cells, -1),
    "space.cold_among": lambda said, cells: together(said, cells, -1),
    "space.high_among_low": tested_only,
    "space.low_among_high": tested_only,
    "space.no_spots": tested_only,
    "space.too_few_areas": tested_only,
    "explore.area_group": areas_alike,
    "explore.area_group_among": areas_alike,
    "explore.no_area_groups": no_alike,
    "space.further": further,
    "space.further_named": further,
    "space.furthest_area": further,
    "texts.term": named_most,
    "texts.group": group_of_answers,
    "texts.nothing": no_word,
    "explore.too_few": too_few,
}


def recount(insights: Iterable[Insight], cells: Cells) -> Counter[str]:
    """Count every figure of every sentence again; return how many there were of each kind."""
    kinds: Counter[str] = Counter()
    for one in insights:
        assert one.code in COUNTED, f"nobody counts {one.code} again"
        try:
            COUNTED[one.code]({**one.values, "columns": one.columns}, cells)
        except AssertionError as wrong:
            raise AssertionError(f"{one.text('en')} {dict(one.values)}") from wrong
        kinds[one.code] += 1
    return kinds
