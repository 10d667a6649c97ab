"""Lists that people keep: ministries, attendance, contacts, one column, one row."""

from __future__ import annotations

from tests.tables.field.canvas import Canvas


def _ministry(page: Canvas) -> None:
    """Logos and letterhead above, signatures below."""
    page.table(page.rng.choice([0, 0, 1]))
    page.put("title", page.word("republic"))
    page.put("title", page.word("ministry"))
    page.skip(page.rng.randint(0, 2))
    page.put("title", None, None, page.word("title").upper())
    page.skip(page.rng.randint(0, 2))
    head = page.words("number village region points remarks")
    page.put("header", *head)
    for i in range(page.rng.randint(4, 25)):
        page.put(
            "data",
            i + 1,
            f"{page.village()} {i + 1}",
            page.place(),
            page.count(40),
            page.rng.choice([None, None, page.word("working")]),
        )
    page.skip(page.rng.randint(1, 2))
    if page.chance(0.6):
        page.put("note", None, None, None, page.word("signed"))
        page.put("note", None, None, None, page.word("director"))
        page.skip(2)
        page.put("note", None, None, None, f"{page.first_name()} {page.person()}")
    else:
        page.put("note", page.word("source"))
    page.tables[0].names = head


def _attendance(page: Canvas) -> None:
    page.table()
    page.put("title", page.word("list"))
    for key, value in (("activity", page.sector()), ("village", page.village())):
        if page.chance(0.7):
            page.put("title", f"{page.word(key)} :", value)
    page.skip(page.rng.randint(0, 1))
    head = page.words("number name first_name sex function phone signature")
    page.put("header", *head)
    for i in range(page.rng.randint(3, 20)):
        page.put(
            "data",
            i + 1,
            page.person(),
            page.first_name(),
            page.rng.choice(["M", "F"]),
            page.rng.choice(["ASC", "RH", "Chef"]),
            f"77 {page.count(899) + 100} 45 67",
            None,
        )
    page.tables[0].names = head


def _names_only(page: Canvas) -> None:
    """A register of texts only: nothing tells the header but its words."""
    page.table()
    if page.chance(0.5):
        page.put("title", page.word("list"))
        page.skip(page.rng.randint(0, 1))
    head = page.words("name first_name sex region village")
    page.put("header", *head)
    for _ in range(page.rng.randint(2, 15)):
        page.put(
            "data",
            page.person(),
            page.first_name(),
            page.rng.choice(["M", "F"]),
            page.place(),
            page.village(),
        )
    page.tables[0].names = head


def _one_column(page: Canvas) -> None:
    page.table(page.rng.choice([0, 0, 1]))
    if page.chance(0.4):
        page.put("title", page.word("title") + " – " + page.word("april"))
        page.skip(1)
    page.put("header", page.word("village"))
    for i in range(page.rng.randint(3, 15)):
        page.put("data", f"{page.village()} {i}" if page.chance(0.5) else page.village())
    page.tables[0].names = [page.word("village")]


def _tiny(page: Canvas) -> None:
    page.table()
    if page.chance(0.5):
        page.put("title", page.word("title"))
        page.skip(page.rng.randint(0, 1))
    head = page.words("region households points")
    page.put("header", *head)
    for place in page.places(page.rng.randint(1, 2)):
        page.put("data", place, page.count(), page.count(90))
    page.tables[0].names = head


def _blank_heads(page: Canvas) -> None:
    """One or two columns without a name."""
    page.table()
    head = page.words("number name region points status")
    for i in page.rng.sample([0, 2, 4], page.rng.randint(1, 2)):
        head[i] = ""
    page.put("header", *head)
    for i in range(page.rng.randint(4, 12)):
        page.put("data", i + 1, page.person(), page.place(), page.count(), page.word("active"))
    page.tables[0].names = [each or f"column_{'ABCDE'[i]}" for i, each in enumerate(head)]


def _facts_above(page: Canvas) -> None:
    """A form's head: names of facts and their values, beside each other."""
    page.table()
    page.put(
        "title", page.word("partner") + " :", page.partner(), None, page.word("date"), page.day()
    )
    page.put("title", page.word("country") + " :", page.place(), None, page.word("code"), "P-012")
    if page.chance(0.5):
        page.put("title", page.word("responsible") + " :", page.person())
    page.skip(page.rng.randint(1, 2))
    head = page.words("activity village date targeted reached")
    page.put("header", *head)
    for _ in range(page.rng.randint(3, 12)):
        page.put("data", page.sector(), page.village(), page.day(), page.count(), page.count())
    page.tables[0].names = head


def _pages(page: Canvas) -> None:
    """Printed pages: the header comes again, blank rows between."""
    page.table()
    page.put("title", page.word("title"))
    head = page.words("code village households points")
    for _ in range(page.rng.randint(2, 3)):
        page.put("header", *head)
        for _ in range(page.rng.randint(3, 9)):
            page.put("data", f"0{page.count(900)}", page.village(), page.count(), page.count(9))
        if page.chance(0.4):
            page.skip(1)
    page.tables[0].names = head


def _gaps(page: Canvas) -> None:
    """Blank rows anywhere between the rows, and far from the corner."""
    page.table(page.rng.choice([1, 2]))
    page.skip(page.rng.randint(1, 3))
    head = page.words("region village phone date remarks")
    page.put("header", *head)
    for _ in range(page.rng.randint(4, 12)):
        page.put(
            "data",
            page.place(),
            page.village(),
            f"0{page.count(8)}7123456",
            page.day(),
            page.rng.choice([None, page.word("broken")]),
        )
        page.skip(page.rng.choice([0, 0, 0, 1, 2]))
    page.tables[0].names = head


FAMILIES = {
    "ministry": _ministry,
    "attendance": _attendance,
    "names_only": _names_only,
    "one_column": _one_column,
    "tiny": _tiny,
    "blank_heads": _blank_heads,
    "facts_above": _facts_above,
    "pages": _pages,
    "gaps": _gaps,
}
