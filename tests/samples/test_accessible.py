"""Every page that an NGO gets, looked at by axe-core: no rule of WCAG 2.2 AA is broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.accessible import violations
from tests.samples.conftest import Delivered, deliver_sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXPLORE = """
  - id: exploration
    notebook: explore_data
    inputs:
      table: nettoyage
    parameters:
      place_column: Région
      outcome: Points d'eau fonctionnels
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("sample", "more", "pages"),
    [("water-points", EXPLORE, 6), ("village-water", "", 2)],
)
def test_no_page_of_a_bundle_breaks_a_rule(
    sample: str, more: str, pages: int, chromium: Browser, delivered: Delivered, tmp_path: Path
) -> None:
    """Index, maps, cleaning, places, exploration, database: light and dark, desk and phone."""
    folder = deliver_sample(sample, tmp_path / sample, more) if more else delivered(sample)
    made = sorted((folder / "bundle").rglob("*.html"))
    assert len(made) >= pages, [page.name for page in made]
    broken = [line for page in made for line in violations(chromium, page)]
    assert not broken, "\n".join(broken)


@pytest.mark.slow
def test_a_page_that_breaks_rules_is_found_out(chromium: Browser, tmp_path: Path) -> None:
    """A page without language, title and names of its pictures does not pass."""
    page = tmp_path / "bad.html"
    bare = "".join(f'<p style="color:#ccc">pale {i}</p>' for i in range(3))
    links = '<ul><li><a href="#a">a</a></li></ul><main><h1>x</h1><table><tr><td>1</table></main>'
    page.write_text(f"<!doctype html><html><body>{bare}<img src=x>{links}</body></html>", "utf-8")
    told = " ".join(violations(chromium, page))
    for rule in ("html-has-lang", "document-title", "image-alt", "color-contrast"):
        assert rule in told
