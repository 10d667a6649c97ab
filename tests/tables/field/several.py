"""Several tables on one sheet."""

from __future__ import annotations

from tests.tables.field.canvas import Canvas, sums


def _figures(page: Canvas, keys: str, rows: int, *, total: bool = False) -> None:
    head = page.words(keys)
    page.put("header", *head)
    width = len(head)
    made = [[place, *(page.count() for _ in head[1:])] for place in page.places(rows)]
    for row in made:
        page.put("data", *row)
    if total:
        page.put("derived", page.word("total"), *sums(made, range(1, width), width)[1:])
    page.tables[-1].names = head


def _texts(page: Canvas, rows: int) -> None:
    head = page.words("name function phone")
    page.put("header", *head)
    for _ in range(rows):
        page.put("data", page.person(), "Coordination", f"+221 77 {page.count(899) + 100} 12 34")
    page.tables[-1].names = head


def _stacked(page: Canvas) -> None:
    """Tables with other columns below each other, each with its title."""
    for number in range(page.rng.randint(2, 3)):
        page.table()
        if number or page.chance(0.7):
            page.put("title", f"{page.word('table')} {number + 1} : {page.word('title')}")
            page.skip(page.rng.randint(0, 1))
        if number == 1:
            head = page.words("partner sector budget")
            page.put("header", *head)
            for _ in range(page.rng.randint(3, 6)):
                page.put("data", page.partner(), page.sector(), page.count(9000))
            page.tables[-1].names = head
        else:
            _figures(
                page, "region households points", page.rng.randint(3, 8), total=page.chance(0.5)
            )
        page.skip(page.rng.randint(1, 3))


def _same_columns(page: Canvas) -> None:
    """One table per period, the same columns, each with its title."""
    for month in page.words("january february"):
        page.table()
        page.put("title", f"{page.word('title')} – {month} 2025")
        _figures(page, "region targeted reached", page.rng.randint(3, 6), total=page.chance(0.5))
        page.skip(page.rng.randint(1, 2))


def _contacts_below(page: Canvas) -> None:
    """Figures, then a list of texts."""
    page.table()
    _figures(page, "region households points working", page.rng.randint(4, 8), total=True)
    page.skip(2)
    page.table()
    page.put("title", page.word("list"))
    _texts(page, page.rng.randint(2, 5))


def _beside(page: Canvas) -> None:
    """Two tables side by side, an empty column or two between."""
    titles = page.chance(0.5)
    right = 3 + page.rng.randint(1, 2)
    page.table(0)
    if titles:
        page.put("title", f"{page.word('table')} 1")
    _figures(page, "region households points", page.rng.randint(3, 8), total=page.chance(0.4))
    page.row = 1
    page.table(right)
    if titles:
        page.put("title", f"{page.word('table')} 2")
    if page.chance(0.5):
        _texts(page, page.rng.randint(2, 8))
    else:
        _figures(page, "region beneficiaries", page.rng.randint(3, 8))


def _three_beside(page: Canvas) -> None:
    for number, keys in enumerate(("region men women", "region schools pupils", "region budget")):
        page.row = 1
        page.table(number * 4)
        _figures(page, keys, 5)


def _square(page: Canvas) -> None:
    """Two beside each other, a third below both."""
    _beside(page)
    page.left = 0
    page.row = page.height + 2
    page.table()
    page.put("title", f"{page.word('table')} 3")
    _figures(page, "district boys girls total", 5)


FAMILIES = {
    "stacked": _stacked,
    "same_columns": _same_columns,
    "contacts_below": _contacts_below,
    "beside": _beside,
    "three_beside": _three_beside,
    "square": _square,
}
