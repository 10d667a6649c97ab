"""Exports of programs and trackers: flat, wide, with tags, machine names, pivots."""

from __future__ import annotations

from typing import Any

from tests.tables.field.canvas import Canvas, sums


def _top(page: Canvas, share: float = 0.5) -> None:
    if page.chance(share):
        page.put("title", page.word("title"))
        if page.chance(0.5):
            page.put("title", page.word("period"), page.word("april"))
        page.skip(page.rng.choice([0, 1, 2]))


def _three_w(page: Canvas) -> None:
    page.table()
    _top(page)
    keys = "partner donor sector activity region district village status beneficiaries date"
    tags = "#org #org+funder #sector #activity #adm1+name #adm2+name #loc #status #reached #date"
    head = page.words(keys)
    where = page.rng.choice(["none", "above", "below", "below"])
    if where == "above":
        page.put("hxl", *tags.split())
    page.put("header", *head)
    if where == "below":
        page.put("hxl", *tags.split())
    for _ in range(page.rng.randint(6, 30)):
        page.put(
            "data",
            *(page.partner(), page.rng.choice(["ECHO", "USAID", "CERF", None]), page.sector()),
            *(page.word("activity"), page.place(), page.village(), page.rng.choice([None, "V1"])),
            *(page.word(page.rng.choice(["active", "closed"])), page.count(), page.day()),
        )
    page.tables[0].names = head


def _survey(page: Canvas) -> None:
    """An export with machine names, and the questions under them or not."""
    page.table()
    names = ["_uuid", "today", "info/admin1", "info/village", "hh/hh_size", "hh/sex_head"]
    names += ["wash/source", "wash/source/tap", "wash/source/well", "_submission_time"]
    labels = [None, page.word("date"), page.word("region"), page.word("village")]
    labels += [
        page.word("households"),
        page.word("sex"),
        "Q7. " + page.word("points"),
        "a",
        "b",
        None,
    ]
    page.put("header", *names)
    if page.number % 2:
        page.put("header", *labels)
    for i in range(page.rng.randint(4, 20)):
        tap = page.rng.randint(0, 1)
        page.put(
            "data",
            *(f"b1c2d3e4-{i:04d}", "2024-03-12", page.place(), page.village(), page.count(14)),
            *(page.rng.choice(["male", "female"]), "tap" if tap else "well", tap, 1 - tap),
            "2024-03-12T10:22:01",
        )
    page.tables[0].names = names


def _pivot(page: Canvas) -> None:
    """Years or months at the head of the columns, nothing above the first."""
    page.table()
    _top(page, 0.4)
    kind = page.number % 4
    heads: list[Any] = [
        [2021, 2022, 2023],
        ["2021", "2022", "2023", "2024"],
        page.words("january february march"),
        ["T1 2024", "T2 2024", "T3 2024"],
    ][kind]
    first = page.rng.choice([None, None, page.word("region")])
    total = page.chance(0.5)
    page.put("header", first, *heads, *([page.word("grand_total")] if total else []))
    rows = []
    for place in page.places(page.rng.randint(4, 8)):
        row: list[Any] = [place, *(page.count() for _ in heads)]
        rows.append([*row, sum(row[1:])] if total else row)
        page.put("data", *rows[-1])
    width = len(rows[0])
    if page.chance(0.6):
        page.put("derived", page.word("grand_total"), *sums(rows, range(1, width), width)[1:])
    page.tables[0].names = [first or "column_A", *map(str, heads)]
    page.tables[0].names += [page.word("grand_total")] if total else []


def _report(page: Canvas) -> None:
    """A program's report: filters above, a last line below."""
    page.table()
    page.put("title", page.word("title"))
    page.put("title", page.word("exported"))
    if page.chance(0.5):
        page.put("title", page.word("records"))
    page.skip(page.rng.randint(0, 2))
    head = page.words("code name region status date amount")
    page.put("header", *head)
    for i in range(page.rng.randint(3, 15)):
        page.put(
            "data",
            f"{i + 1:04d}",
            f"{page.village()} {i}",
            page.place(),
            page.word("active"),
            page.day(),
            page.count(90000) / 100,
        )
    if page.chance(0.6):
        page.skip(page.rng.randint(0, 1))
        page.put("note", page.word("end"))
    page.tables[0].names = head


def _wide_answers(page: Canvas) -> None:
    """Long questions as names of columns, answers all text."""
    page.table()
    words = page.words("name village activity status remarks")
    head = [
        f"{i + 1}. {word} – {page.word('title').lower()} ({page.word('april')}) ?"
        for i, word in enumerate(words)
    ]
    page.put("header", *head)
    for _ in range(page.rng.randint(3, 12)):
        page.put(
            "data",
            page.person(),
            page.village(),
            page.sector(),
            page.word(page.rng.choice(["active", "closed"])),
            page.rng.choice([None, page.word("note")]),
        )
    page.tables[0].names = head


def _sites(page: Canvas) -> None:
    """Numbers of sites as names of columns, dates down the side."""
    page.table()
    _top(page, 0.6)
    heads: list[Any] = [page.day().replace(day=i + 1, month=3) for i in range(5)]
    page.put("header", page.word("name"), *heads, page.word("total"))
    for name in page.villages(page.rng.randint(3, 6)):
        marks = [page.rng.randint(0, 1) for _ in heads]
        page.put("data", name, *marks, sum(marks))
    page.tables[0].names = []


FAMILIES = {
    "three_w": _three_w,
    "survey": _survey,
    "pivot": _pivot,
    "report": _report,
    "wide_answers": _wide_answers,
    "days": _sites,
}
