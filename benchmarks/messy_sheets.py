"""How well messy sheets are read: headers, roles of rows, names and tables, against the truth.

``python -m benchmarks.messy_sheets [SHEETS PER FAMILY [FIRST]]``
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from probono_kit.errors import ProbonoError
from probono_kit.tables import TableRead, read_table, read_tables
from tests.tables.field import all_sheets
from tests.tables.field.canvas import Canvas

KINDS = ("xlsx", "xlsx", "csv", "xls")


def score(page: Canvas, folder: Path, kind: str) -> tuple[Counter[str], list[str]]:
    """Compare what is read of one sheet with the truth; return counts and what went wrong."""
    path = page.save(folder, kind)
    counts: Counter[str] = Counter(sheets=1)
    wrong: list[str] = []
    try:
        tables = read_tables(path) if len(page.tables) > 1 else [read_table(path)]
    except ProbonoError as problem:
        tables = []
        wrong.append(str(problem)[:150])
    counts["extents"] = len(tables) == len(page.tables)
    if len(tables) != len(page.tables):
        wrong.append(f"{len(tables)} tables instead of {len(page.tables)}")
    for number, truth in enumerate(page.tables):
        expected = page.roles(number)
        counts["tables"] += 1
        counts["rows"] += len(expected)
        if number >= len(tables):
            continue
        read = tables[number]
        headers = truth.header()
        counts["headers"] += _said(wrong, "header", headers, list(read.evidence.header_rows))
        if truth.names:
            _said(wrong, "names", truth.names, list(read.frame.columns))
            counts["named"] += 1
            counts["names"] += truth.names == list(read.frame.columns)
        counts["roles"] += _roles(read, expected, wrong)
    return counts, wrong


def _said(wrong: list[str], what: str, expected: object, found: object) -> bool:
    if expected != found:
        wrong.append(f"{what}: {found} instead of {expected}")
    return expected == found


def _roles(read: TableRead, expected: list[str], wrong: list[str]) -> int:
    found = [str(role) for role in read.roles.tolist()]
    found += ["empty"] * (len(expected) - len(found))
    bad = [
        f"{row} {there} instead of {right}"
        for row, (there, right) in enumerate(zip(found, expected, strict=False), 1)
        if there != right
    ]
    wrong += [f"row {each}" for each in bad[:3]]
    return len(expected) - len(bad)


def measure(each: int, start: int = 0) -> tuple[Counter[str], dict[str, list[str]]]:
    """Read `each` sheets of every family; return the sums, and what went wrong by sheet."""
    total: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    with TemporaryDirectory() as folder:
        for page in all_sheets(each, start):
            kind = KINDS[(page.number // 4 + page.number) % 4]
            kind = "csv" if kind == "xls" and _has_dates(page) else kind
            counts, said = score(page, Path(folder), kind)
            total += counts
            if said:
                wrong[f"{page}.{kind}"] = said
    return total, wrong


def _has_dates(page: Canvas) -> bool:
    return any(hasattr(cell, "year") for cell in page.cells.values())


def main(arguments: list[str]) -> None:
    """Print the shares."""
    each = int(arguments[0]) if arguments else 8
    total, wrong = measure(each, int(arguments[1]) if len(arguments) > 1 else 0)
    for name, said in wrong.items():
        print(name, *said, sep="\n    ")
    print(f"{total['sheets']} sheets, {total['tables']} tables, {total['rows']} rows")
    for what, of in (
        ("headers", "tables"),
        ("names", "named"),
        ("roles", "rows"),
        ("extents", "sheets"),
    ):
        print(f"{what:8} {total[what]} of {total[of]} = {100 * total[what] / total[of]:.2f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
