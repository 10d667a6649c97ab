"""The house style of an NGO on the page of its web map: read by everybody, asking for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from probono_kit.findings import Findings
from probono_kit.maps import write_page
from probono_kit.maps.page_style import house_css
from probono_kit.maps.profiles import Profile, read_profile
from probono_kit.maps.readable import ink_on, readable
from probono_kit.maps.vision import contrast
from tests.accessible import violations
from tests.maps.made import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOUSE = """\
title_block: band
accent: "#ffd000"
font: DejaVu Serif
partners_heading: {en: With the support of, fr: Avec le soutien de}
partners:
  - {name: Ministère de l'hydraulique, logo: partner.png}
  - {name: "Rotary <Thiès>"}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give the file of a house style with a colour that is too pale, and two partners."""
    Image.new("RGB", (300, 300), "#803080").save(tmp_path / "partner.png")
    path = tmp_path / "house.yml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_gets_a_tone_that_can_be_read(number: int) -> None:
    """On light and on dark grounds, and the ink on a band of the very colour: 4.5 to 1."""
    colour = f"#{number:06x}"
    for grounds in (["#ffffff", "#f6f7f8"], ["#151b1f", "#1d252a"]):
        tone = readable(colour, grounds)
        assert min(contrast(tone, ground) for ground in grounds) >= 4.5
    assert contrast(ink_on(colour), colour) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    """The house colour itself is shown wherever it can be."""
    assert readable("#1b5e3f", ["#ffffff"]) == "#1b5e3f"


def test_a_pale_colour_is_told_with_its_line(house: Path) -> None:
    """A warning with the contrast and what is taken instead; a dark colour gets none."""
    findings = Findings()
    read_profile(house, findings)
    (found,) = findings
    assert (found.code, found.where) == ("map.pale_accent", f"{house.name}:2")
    assert found.values["ratio"] == 1.4
    for name in ("plain", "ocha-like", "mapaction-like"):
        quiet = Findings()
        read_profile(name, quiet)
        assert not quiet


def test_the_page_shows_colour_font_and_partners(house: Path, page: Page, tmp_path: Path) -> None:
    """Band, links, font, logos and names of the donors are there; nothing is loaded for them."""
    path = write_page(made("SEN", base=False, profile=str(house)), tmp_path / "map.html")
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")

    def style(selector: str, name: str) -> str:
        return str(page.eval_on_selector(selector, f"e => getComputedStyle(e).{name}"))

    assert style(".head", "backgroundColor") == "rgb(255, 208, 0)"
    assert style(".head h1", "color") == "rgb(0, 0, 0)"
    assert style(".turn", "color") == "rgb(137, 111, 0)"
    for selector in ("body", ".folium-map"):
        assert style(selector, "fontFamily").startswith('"DejaVu Serif", system-ui')
    assert page.locator(".partners h2").inner_text() == "Avec le soutien de"
    assert page.locator(".partners img").get_attribute("alt") == "Ministère de l'hydraulique"
    assert page.locator(".partners bdi").all_inner_texts() == ["Rotary <Thiès>"]


def test_a_plain_page_has_no_house_style(tmp_path: Path) -> None:
    """Should fail if a map without a profile changed its looks."""
    text = write_page(made("SEN", base=False), tmp_path / "map.html").read_text(encoding="utf-8")
    assert "--house: #" not in text
    assert 'class="partners"' not in text


@pytest.mark.parametrize("name", ['x"; } body { display: none', "a</style><script>", "url(http:)"])
def test_names_of_fonts_mean_nothing_else(name: str) -> None:
    """A name that could end the style sheet is not written."""
    assert house_css(Profile(font=name)) == ""


@pytest.mark.slow
def test_axe_finds_nothing(house: Path, chromium: Browser, tmp_path: Path) -> None:
    """A pale house colour breaks no rule of contrast, by day and by night."""
    path = write_page(made("SEN", base=False, profile=str(house)), tmp_path / "map.html")
    assert violations(chromium, path) == []
