"""How long inventing submissions takes: a form of 300 questions, ten thousand interviews.

Measured in processor time. Beside it stands what the same form costs pyxform to convert, and the
reading of it, so that the figure can be told from that of the machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook
from pyxform.xls2xform import convert

from probono_kit.forms import read_form, synthesise

ROWS, QUESTIONS, LIMIT = 10_000, 300, 60.0
HEAD = (
    "type",
    "name",
    "label",
    "relevant",
    "constraint",
    "required",
    "calculation",
    "repeat_count",
)


def survey() -> list[tuple[str, ...]]:
    """Return rows of the survey sheet: some questions hang on others, some are bounded."""
    rows: list[tuple[str, ...]] = [
        ("start", "start", ""),
        ("end", "end", ""),
        ("integer", "size", "Household size", "", ". > 0 and . <= 15", "yes"),
        ("begin_repeat", "person", "Person", "", "", "", "", "${size}"),
        ("integer", "age", "Age", "", ". >= 0 and . < 110", "yes"),
        ("calculate", "is_child", "", "", "", "", "if(${age} < 18, 1, 0)"),
        ("end_repeat", "", ""),
        ("calculate", "children", "", "", "", "", "sum(${is_child})"),
    ]
    asked = QUESTIONS - 6
    for number in range(asked):
        kind = number % 10
        name, before = f"q{number}", f"q{number - number % 10}"
        gate = f"selected(${{{before}}}, 'c1')" if kind in (4, 8) else ""
        if kind in (0, 3, 4, 7):
            rows.append(("select_one l", name, "One", gate, "", "yes"))
        elif kind in (1, 5):
            rule = "not(selected(., 'c9') and count-selected(.) > 1)"
            rows.append(("select_multiple l", name, "Several", gate, rule, "yes"))
        elif kind in (2, 8):
            rows.append(("integer", name, "Number", gate, ". >= 0 and . <= 500", "yes"))
        elif kind == 6:
            rows.append(("decimal", name, "Decimal", gate, ". > 0", ""))
        else:
            rows.append(("calculate", name, "", "", "", "", f"${{q{number - 1}}} * 2"))
    return rows


def write_form(path: Path) -> None:
    """Write the form."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    for row in (HEAD, *survey()):
        sheet.append(row)
    sheet = book.create_sheet("choices")
    sheet.append(("list_name", "name", "label"))
    for number in range(10):
        sheet.append(("l", f"c{number}", f"Choice {number}"))
    book.save(path)


def main() -> int:
    """Measure, print, and fail where the limit is passed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(path)
        began = time.process_time()
        convert(path, warnings=[], validate=False)
        converted = time.process_time() - began
        form = read_form(path)
        asked = sum(question.kind != "repeat" for question in form.questions)
        began = time.process_time()
        made = synthesise(form, ROWS, seed=1)
        took = time.process_time() - began
    cells = sum(frame.size for frame in made.tables.values())
    print(f"form of {asked} questions; pyxform converts it in {converted:.1f} s")
    print(f"{len(made):,} submissions ({cells:,} cells): {took:.1f} s, at most {LIMIT:.0f} s")
    return int(took > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
