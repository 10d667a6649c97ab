"""The page of a day: what is new first, nothing that may not leave, for every reader."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from benchmarks.monitor_submissions import areas
from benchmarks.planted_submissions import planted_submissions
from probono_kit.explore.page import PageAbout
from probono_kit.forms.monitoring import Monitoring, MonitorSettings, monitor
from probono_kit.run.monitor_page import PageSubject, write_monitor_page

DAY = datetime.date(2026, 2, 11)
SHARED = ["stratum", "fetch"]


@pytest.fixture(scope="module")
def monitoring(tmp_path_factory: pytest.TempPathFactory) -> Monitoring:
    """A day in the middle of a collection, with the state of the day before."""
    planted = planted_submissions(tmp_path_factory.mktemp("planted"), 1_500)
    settings = MonitorSettings.model_validate(
        {
            "sample": {
                "first_day": datetime.date(2026, 2, 2),
                "last_day": datetime.date(2026, 2, 14),
                "targets": {f"s{number}": 180 for number in range(8)},
            }
        }
    )
    given = (planted.submissions, settings)
    before = monitor(*given, day=DAY - datetime.timedelta(days=1), areas=areas())
    return monitor(*given, day=DAY, areas=areas(), known=before.state)


def written(monitoring: Monitoring, folder: Path, language: str, columns: list[str]) -> Path:
    """Write the page and return its path."""
    about = PageAbout(ngo="Eau <b>Vive</b>", contact="x@eau.example", source="Survey (invented)")
    path = folder / f"page-{language}.html"
    write_monitor_page(PageSubject(monitoring, columns, [], about), path, language)
    return path


@pytest.fixture(scope="module")
def pages(monitoring: Monitoring, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    return {each: written(monitoring, folder, each, SHARED) for each in ("en", "fr")}


def test_the_same_day_gives_the_same_bytes(
    monitoring: Monitoring, pages: dict[str, Path], tmp_path: Path
) -> None:
    """The page is made of the submissions and the day, and of nothing else."""
    again = written(monitoring, tmp_path, "fr", SHARED)
    assert again.read_bytes() == pages["fr"].read_bytes()


def test_what_is_new_stands_before_progress_and_what_is_old(pages: dict[str, Path]) -> None:
    """A coordinator reads first what was not there yesterday."""
    html = pages["en"].read_text("utf-8")
    order = [html.index(f'<section id="{name}"') for name in ("new", "progress", "people", "open")]
    assert order == sorted(order)
    assert "New on February 11, 2026" in html
    assert re.search(r"of 180 \(\d+&#37;\)", html)


def test_names_answers_and_keys_stay(monitoring: Monitoring, pages: dict[str, Path]) -> None:
    """Enumerators have a word instead of their name; only shared columns have answers."""
    main = monitoring.interviews.main
    for path in pages.values():
        html = path.read_text("utf-8")
        assert "uuid:" not in html
        assert not re.search(r"\be0\d\d\b|Enumerator \d", html)
        assert re.search(r"E-[0-9a-f]{4}", html)
        assert not any(phone in html for phone in main["phone"].dropna())
        assert not any(str(place)[:7] in html for place in main["gps:latitude"].dropna()[:200])
        assert re.search(r"2[,\u202f]000 minutes", html)  # of a shared column
        assert not re.search(r"3[,\u202f]000[,\u202f]000", html)  # of another


def test_what_was_written_as_other_is_an_answer_of_its_own(
    monitoring: Monitoring, tmp_path: Path
) -> None:
    """The select may leave and the text behind “other” may not: it is not quoted."""
    found = {"Bôrehole", "DUG  well", "tap water."}
    html = written(monitoring, tmp_path, "en", ["source"]).read_text("utf-8")
    assert "was written as other" in html
    assert not any(text in html for text in found)
    html = written(monitoring, tmp_path, "en", ["source", "source_other"]).read_text("utf-8")
    assert any(text in html for text in found)


def test_names_are_shown_where_they_may_leave(monitoring: Monitoring, tmp_path: Path) -> None:
    """If the brief names the column, people are called by their label."""
    html = written(monitoring, tmp_path, "en", [*SHARED, "enumerator"]).read_text("utf-8")
    assert "Enumerator 3" in html
    assert not re.search(r"E-[0-9a-f]{4}<", html)


def test_texts_are_encoded(pages: dict[str, Path]) -> None:
    """What comes from people is text, never markup."""
    html = pages["en"].read_text("utf-8")
    assert "<b>Vive</b>" not in html
    assert "&lt;b&gt;Vive" in html


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_page(
    pages: dict[str, Path], chromium: Browser, language: str, scheme: str
) -> None:
    """No finding of axe, on a desktop, light and dark."""
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(pages[language].as_uri())
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
def test_a_telephone_shows_all_of_it(pages: dict[str, Path], page: Page) -> None:
    """Nothing is wider than a telephone's screen, in either language."""
    page.set_viewport_size({"width": 360, "height": 740})
    for path in pages.values():
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
