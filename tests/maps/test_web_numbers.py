"""Numbers that scripts of a page write are those that Python writes, digit for digit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from probono_kit.i18n import format_number, number_style, use_country
from probono_kit.maps.model import MapModel
from probono_kit.maps.web import write_page
from tests.maps.test_web_tools import DRAWN, downloaded, shown_rows
from tests.maps.web_models import choropleth, point_map

if TYPE_CHECKING:
    from playwright.sync_api import Page

NUMBERS = [
    *(0, 7, 42, 999, 1000, 1200, 9999, 10_000, 12_345, 99_999, 123_456, 1_234_567, 98_765_432),
    *(0.5, 2.5, 12.25, 999.999, 1234.5, 1_234_567.125, -3, -1234.5),
]
READERS = [
    *(("ar", "EGY"), ("ar", "DZA"), ("ar", ""), ("fr", "SEN"), ("fr", "LUX"), ("es", "MEX")),
    *(("es", "ESP"), ("es", "CRI"), ("en", ""), ("en", "IND"), ("en", "ZAF")),
]


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[[MapModel], Page]:
    """Write a model and open it; complaints of the browser fail the test at once."""
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.on("console", lambda said: pytest.fail(said.text))

    def open_(model: MapModel) -> Page:
        page.goto(write_page(model, tmp_path / "wells.html").as_uri())
        page.wait_for_selector(DRAWN)
        return page

    return open_


def test_scripts_write_numbers_as_python_does(opened: Callable[[MapModel], Page]) -> None:
    """Should fail if a count on the page had other digits or marks than the legend beside it."""
    page = opened(choropleth(3))
    write = "([style, all]) => { probono.style = style; return all.map(probono.written); }"
    for language, country in READERS:
        with use_country(country):
            told = page.evaluate(write, [number_style(language).marks, NUMBERS])
            assert told == [format_number(n, language) for n in NUMBERS], (language, country)


def test_an_arabic_page_counts_in_arabic_and_finds_both(opened: Callable[[MapModel], Page]) -> None:
    """Should fail if a reader who types ١٢ or 12 did not find the same rows."""
    with use_country("EGY"):
        page = opened(choropleth(14, language="ar", title="الآبار، ٢٠٢٥"))
    assert page.locator(".found bdi").inner_text() == "المعروض: ١٤، أي الكل."
    cell = page.locator("tbody tr").nth(3).locator("td").nth(2).inner_text()
    assert cell == "٢٬٧٠٠"
    for typed in ("2700", "٢٧٠٠", "2,700", "٢٬٧٠٠"):
        page.fill("#search", typed)
        page.locator(".found bdi", has_text="١ من").wait_for()
        assert shown_rows(page) == ["Area 4"], typed
    page.fill("#search", "")
    page.locator(".found bdi", has_text="أي الكل").wait_for()
    rows = downloaded(page)
    assert [row[3] for row in rows[1:4]] == ["0", "900", "1800"]
    assert all(text.isascii() for row in rows[1:] for text in row)


@pytest.mark.parametrize(("country", "found"), [("EGY", "١٬٢٠٠"), ("DZA", "1.200")])
def test_counts_of_large_maps_are_written_as_in_the_country(
    opened: Callable[[MapModel], Page], country: str, found: str
) -> None:
    """On compressed pages too, where scripts make the table."""
    with use_country(country):
        page = opened(point_map(1200, language="ar"))
    assert page.locator(".found bdi").inner_text() == f"المعروض: {found}، أي الكل."
    assert found in page.locator(".pager span").inner_text()
