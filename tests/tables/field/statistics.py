"""Tables of figures: headers of two and three lines, groups of rows, totals."""

from __future__ import annotations

from typing import Any

from tests.tables.field.canvas import Canvas, sums


def _top(page: Canvas) -> None:
    if page.chance(0.7):
        page.put("title", f"{page.word('table')} {page.count(9)} : {page.word('title')}")
        page.skip(page.rng.randint(0, 1))


def _below(page: Canvas) -> None:
    if page.chance(0.5):
        page.skip(page.rng.randint(0, 1))
        page.put("note", page.word("source"))
        if page.chance(0.5):
            page.put("note", page.word("note"))


def _two_lines(page: Canvas) -> None:
    page.table(page.rng.choice([0, 0, 1]))
    _top(page)
    population, points = page.words("population points")
    low = page.words("men women total working broken")
    top = page.row
    page.put("header", page.word("region"), population, None, None, points, None)
    page.put("header", None, *low)
    if page.chance(0.6):
        page.merge(top, 0, top + 1, 0)
        page.merge(top, 1, top, 3)
        page.merge(top, 4, top, 5)
    rows = []
    for place in page.places(page.rng.randint(3, 8)):
        men, women = page.count(), page.count()
        rows.append([place, men, women, men + women, page.count(50), page.count(20)])
        page.put("data", *rows[-1])
    if page.chance(0.6):
        page.put("derived", page.word("total"), *sums(rows, range(1, 6), 6)[1:])
    _below(page)
    page.tables[0].names = [
        page.word("region"),
        *(f"{population} / {w}" for w in low[:3]),
        *(f"{points} / {w}" for w in low[3:]),
    ]


def _three_lines(page: Canvas) -> None:
    page.table()
    _top(page)
    schools, men, women = page.words("pupils boys girls")
    top = page.row
    page.put("header", page.word("district"), schools, None, None, None)
    page.put("header", None, men, None, women, None)
    page.put("header", None, "0-5", "6-17", "0-5", "6-17")
    for merge in ((0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)):
        page.merge(top + merge[0], merge[1], top + merge[2], merge[3])
    for village in page.villages(page.rng.randint(3, 7)):
        page.put("data", village, *(page.count() for _ in range(4)))
    _below(page)
    page.tables[0].names = [
        page.word("district"),
        *(f"{schools} / {who} / {age}" for who in (men, women) for age in ("0-5", "6-17")),
    ]


def _grouped(page: Canvas) -> None:
    """A region alone in the first column, its villages below."""
    page.table()
    _top(page)
    head = page.words("village households men women")
    page.put("header", *head)
    merged = page.chance(0.4)
    everything: list[list[Any]] = []
    subtotals = page.chance(0.4)
    for place in page.places(page.rng.randint(2, 4)):
        row = page.put("group", place)
        if merged:
            page.merge(row, 0, row, 3)
        rows = []
        for village in page.villages(page.rng.randint(2, 5)):
            rows.append([village, page.count(), page.count(), page.count()])
            page.put("data", *rows[-1])
        if subtotals:
            label = f"{page.word('subtotal')} {place}"
            page.put("derived", label, *sums(rows, range(1, 4), 4)[1:])
        everything += rows
    if page.chance(0.6):
        page.put("derived", page.word("grand_total"), *sums(everything, range(1, 4), 4)[1:])
    _below(page)
    page.tables[0].names = head


def _total_first(page: Canvas) -> None:
    page.table()
    _top(page)
    head = page.words("region households points working")
    page.put("header", *head)
    rows = [[place, page.count(), page.count(), page.count()] for place in page.places(6)]
    page.put("derived", page.word("total"), *sums(rows, range(1, 4), 4)[1:])
    for row in rows:
        page.put("data", *row)
    _below(page)
    page.tables[0].names = head


def _matrix(page: Canvas) -> None:
    """Who is where: organisations at the head, crosses inside."""
    page.table()
    _top(page)
    partners = page.rng.sample(["ACF", "UNICEF", "WFP", "Oxfam", "Plan", "IRC", "NRC"], 5)
    page.put("header", page.word("region"), *partners)
    for place in page.places(page.rng.randint(3, 8)):
        page.put("data", place, *(page.rng.choice(["x", "x", None]) for _ in range(4)), "x")
    if page.chance(0.3):
        page.skip(1)
        page.put("note", page.word("legend"))
    page.tables[0].names = [page.word("region"), *partners]


def _units(page: Canvas) -> None:
    """A row of units or of column numbers under the names."""
    page.table()
    _top(page)
    head = page.words("village households amount rate")
    page.put("header", *head)
    kind = page.number % 3
    if kind == 0:
        page.put("header", None, "(nb)", "(USD)", "%")
    elif kind == 1:
        page.put("header", *(f"({i})" for i in range(1, 5)))
    else:
        page.put("header", 1, 2, 3, 4)
    for village in page.villages(page.rng.randint(3, 8)):
        page.put("data", village, page.count(), page.count(9000), page.count(100))
    names = [head[0], f"{head[1]} (nb)", f"{head[2]} (USD)", f"{head[3]} %"]
    page.tables[0].names = head if kind else names


def _broken_lines(page: Canvas) -> None:
    """Line breaks in the names, merged vertically over two rows."""
    page.table()
    _top(page)
    a, b = page.words("households points")
    head = [
        page.word("region"),
        f"{a}\n2024",
        f"{b}\n({page.word('working')})",
        page.word("remarks"),
    ]
    row = page.put("header", *head)
    if page.chance(0.5):
        page.skip()
        for column in range(4):
            page.merge(row, column, row + 1, column)
    for place in page.places(page.rng.randint(3, 8)):
        page.put("data", place, page.count(), page.count(), page.rng.choice([None, "RAS"]))
    page.tables[0].names = [" ".join(name.split()) for name in head]


def _averages(page: Canvas) -> None:
    page.table()
    _top(page)
    head = page.words("region points households")
    page.put("header", *head)
    rows = [[place, page.count(), page.count()] for place in page.places(4)]
    for row in rows:
        page.put("data", *row)
    page.put("derived", page.word("total"), *sums(rows, (1, 2), 3)[1:])
    mean = [sum(row[i] for row in rows) / 4 for i in (1, 2)]
    page.put("derived", page.word("mean"), *mean)
    page.tables[0].names = head


FAMILIES = {
    "two_lines": _two_lines,
    "three_lines": _three_lines,
    "grouped": _grouped,
    "total_first": _total_first,
    "matrix": _matrix,
    "units": _units,
    "broken_lines": _broken_lines,
    "averages": _averages,
}
