"""Forms as small tables, written into workbooks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WEB = Path(__file__).resolve().parents[2] / "web"

#: Holds submissions against a form: XForm, answers as nested objects, files by name. Returns what
#: is wrong, a list for each submission, of path, what (``constraint``, ``required``, ``relevant``,
#: ``value``, ``rows``), and the value.
Engine = Callable[..., list[list[list[str]]]]
Make = Callable[..., Path]


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of a table drawn with ``|``; the spaces beside a bar do not count.

    ``␣`` stands for a space that counts, ``¦`` for a bar.
    """
    return [
        [cell.strip().replace("␣", " ").replace("¦", "|") for cell in line.strip().split("|")]
        for line in text.strip().splitlines()
    ]


@pytest.fixture
def make_form(tmp_path: Path) -> Make:
    """Write a form: one drawn table per sheet."""

    def make(survey: str, choices: str = "", settings: str = "", **other: str) -> Path:
        book = Workbook()
        del book["Sheet"]
        sheets = {"survey": survey, "choices": choices, "settings": settings} | other
        for name, text in sheets.items():
            if not text:
                continue
            sheet = book.create_sheet(name.replace("␣", " "))
            for number, row in enumerate(rows_of(text), 1):
                for position, cell in enumerate(row, 1):
                    if cell:
                        sheet.cell(number, position, cell).data_type = "s"
        path = tmp_path / "form.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture(scope="session")
def odk_engine(chromium: Browser) -> Iterator[Engine]:
    """The engine of ODK Web Forms in a browser; skips, and says so, where it was not installed."""
    bundle = WEB / "dist" / "engine.js"
    if not bundle.is_file():
        reason = "NO ENGINE FOR FORMS: run `make test` where there is npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    context = chromium.new_context(locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    page.goto((WEB / "engine.html").as_uri())
    page.add_script_tag(path=bundle, type="module")
    page.wait_for_function("globalThis.engine")

    def check(
        xform: str,
        answers: Sequence[Mapping[str, Any]],
        files: Mapping[str, str] | None = None,
        unforeseen: Sequence[str] = (),
    ) -> list[list[list[str]]]:
        call = "(given) => engine.check(...given)"
        given = [xform, files or {}, list(answers), list(unforeseen)]
        found: list[list[list[str]]] = page.evaluate(call, given)
        return found

    yield check
    context.close()
