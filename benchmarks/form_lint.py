"""Seconds of checking a form of 1,000 questions and 30,000 choices, beside pyxform's conversion.

Run with ``python -m benchmarks.form_lint``. The form is invented: conditions, limits, calculations,
a cascade of regions and villages, two languages. Ours is measured without the conversion, which
``lint_form`` runs last; half the form and the whole tell whether the time grows with the size only.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from pyxform.xls2xform import convert

from probono_kit.forms import lint_form

QUESTIONS, CHOICES, REGIONS = 1_000, 30_000, 100


def make_form(path: Path, questions: int, choices: int) -> Path:
    """Write a form without a defect."""
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    labels = ["label::English (en)", "label::French (fr)"]
    messages = [label.replace("label", "constraint_message") for label in labels]
    logic = ["relevant", "constraint", "calculation", "choice_filter", *messages]
    survey.append(["type", "name", *labels, *logic])
    survey.append(["select_one region", "region", "Region?", "Région ?"])
    filtered = "region = ${region}"
    survey.append(["select_one place", "place", "Place?", "Lieu ?", None, None, None, filtered])
    for number in range((questions - 2) // 2):
        relevant = f"${{q{number - 1}}} > 3 and selected(${{region}}, 'r1')" if number else None
        row = ["integer", f"q{number}", f"Number {number}?", f"Nombre {number} ?", relevant]
        survey.append([*row, ". >= 0 and . < 1000", None, None, "0 to 999", "0 à 999"])
        formula = f"if(${{q{number}}} > 10, ${{q{number}}} * 2, 0)"
        survey.append(["calculate", f"c{number}", None, None, None, None, formula])
    sheet = book.create_sheet("choices")
    sheet.append(["list_name", "name", *labels, "region"])
    for number in range(REGIONS):
        sheet.append(["region", f"r{number}", f"Region {number}", f"Région {number}"])
    for number in range(choices - REGIONS):
        region = f"r{number % REGIONS}"
        sheet.append(["place", f"p{number}", f"Place {number}", f"Lieu {number}", region])
    book.save(path)
    return path


def seconds(work: object, *given: object, **named: object) -> float:
    """Return the processor time of a call, the better of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work(*given, **named)  # type: ignore[operator]
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Print the seconds, and their ratios."""
    with TemporaryDirectory() as folder:
        half = make_form(Path(folder) / "half.xlsx", QUESTIONS // 2, CHOICES // 2)
        whole = make_form(Path(folder) / "whole.xlsx", QUESTIONS, CHOICES)
        found = lint_form(whole, convert=False)
        small, ours = (seconds(lint_form, path, convert=False) for path in (half, whole))
        theirs = seconds(convert, whole, validate=False)
    print(f"{QUESTIONS:,} questions, {CHOICES:,} choices, {len(found)} findings")
    print(f"our check: {ours:.2f} s; of half the form: {small:.2f} s; ratio {ours / small:.2f}")
    print(f"pyxform's conversion: {theirs:.2f} s, {theirs / ours:.1f} times ours")


if __name__ == "__main__":
    main()
