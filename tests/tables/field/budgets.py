"""Budgets and plans: numbered headings, subtotals, products."""

from __future__ import annotations

from typing import Any

from tests.tables.field.canvas import Canvas


def _budget(page: Canvas) -> None:
    page.table(page.rng.choice([0, 0, 1]))
    page.put("title", f"{page.word('budget')} – {page.word('title')}")
    if page.chance(0.5):
        page.put("title", page.word("donor") + " :", "ECHO")
    page.skip(page.rng.randint(0, 1))
    head = page.words("code item unit quantity price amount")
    page.put("header", *head)
    whole = 0
    for section in range(1, page.rng.randint(3, 4)):
        page.put("group", f"{section}. {page.sector()}")
        part = 0
        for line in range(1, page.rng.randint(3, 6)):
            quantity, price = page.count(20), page.count(500)
            part += quantity * price
            page.put(
                "data",
                f"{section}.{line}",
                f"{page.word('activity')} {line}",
                page.word("unit"),
                quantity,
                price,
                quantity * price,
            )
        blank: list[Any] = [None] * 4
        page.put("derived", f"{page.word('subtotal')} {section}", *blank, part)
        whole += part
    page.put("derived", page.word("grand_total"), *([None] * 4), whole)
    page.tables[0].names = head


def _plan(page: Canvas) -> None:
    """A plan by month: crosses and blanks under the names of months, merged year above."""
    page.table()
    if page.chance(0.6):
        page.put("title", page.word("title").upper())
        page.skip(1)
    months = page.words("january february march")
    top = page.row
    page.put("header", page.word("activity"), page.word("responsible"), "2025", None, None)
    page.put("header", None, None, *months)
    page.merge(top, 2, top, 4)
    if page.chance(0.5):
        page.merge(top, 0, top + 1, 0)
        page.merge(top, 1, top + 1, 1)
    for i in range(page.rng.randint(3, 8)):
        page.put(
            "data",
            f"{page.sector()} {i}",
            page.person(),
            *(page.rng.choice(["x", None]) for _ in months),
        )
    page.cells[page.row - 1, 4] = page.cells[page.row - 2, 3] = page.cells[page.row - 2, 2] = "x"
    page.tables[0].names = [
        page.word("activity"),
        page.word("responsible"),
        *(f"2025 / {month}" for month in months),
    ]


def _indicators(page: Canvas) -> None:
    """Indicators with targets by year, headings of objectives."""
    page.table()
    page.put("title", page.word("title"))
    page.skip(page.rng.randint(0, 2))
    page.put("header", page.word("item"), page.word("unit"), 2023, 2024, page.word("remarks"))
    for i in range(2):
        page.put("group", f"{page.word('annex')} {i + 1} : {page.sector()}")
        for line in range(page.rng.randint(2, 4)):
            page.put(
                "data",
                f"{page.word('reached')} {line}",
                "%",
                page.count(100),
                page.count(100),
                page.rng.choice([None, page.word("closed")]),
            )
    page.tables[0].names = [
        page.word("item"),
        page.word("unit"),
        "2023",
        "2024",
        page.word("remarks"),
    ]


FAMILIES = {"budget": _budget, "plan": _plan, "indicators": _indicators}
