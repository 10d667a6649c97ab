"""House styles: what a profile says is what the page shows, and a mistake in it has its line."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.maps import Page, draw_static, file_stem, profile_names
from probono_kit.maps.profiles import name_from_rule, read_profile
from probono_kit.maps.static.sheet import Sheet
from tests.maps.made import CREDITS, made
from tests.maps.test_static import ARABIC, LONG, compose

HOUSE = """\
title_block: {block}
accent: "#1b5e3f"
logo: logo.png
font: Liberation Serif
partners_heading: {{en: With the support of, fr: Avec le soutien de}}
partners:
  - {{name: Ministère de l'hydraulique, logo: partner.png}}
  - {{name: Rotary Club de Thiès}}
file_name: "{{map_id}}_{{produced}}_{{language}}"
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give the folder of a house style with two logos."""
    Image.new("RGB", (600, 240), "#1b5e3f").save(tmp_path / "logo.png")
    Image.new("RGB", (300, 300), "#803080").save(tmp_path / "partner.png")
    (tmp_path / "house.yml").write_text(HOUSE.format(block="band"), encoding="utf-8")
    return tmp_path


def clashes(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the texts around the map that run into each other."""
    around = [w for w in sheet.written if w.part == "furniture"]
    return [
        (a.text, b.text)
        for a, b in combinations(around, 2)
        if a.box.inset(0.2).overlaps(b.box.inset(0.2))
    ]


def gids(sheet: Sheet) -> list[str]:
    """Return the names of the parts of the page."""
    return [a.get_gid() for a in sheet.figure.get_children() if a.get_gid()]


CASES = {
    "rates": {"country": "SEN", "value": "part", "unit": "%"},
    "long": {"country": "SEN", "value": "part", "title": LONG, "subtitle": LONG[:120]},
    "upright": {"country": "TCD", "page": Page(orientation="portrait")},
    "Arabic": {"country": "TCD", "language": "ar", "title": ARABIC},
    "slide": {"country": "SEN", "value": "part", "page": Page(layout="slide")},
    "square": {"country": "SEN", "value": "part", "page": Page(layout="square")},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("profile", ["ocha-like", "mapaction-like"])
def test_title_blocks_hold_any_title(profile, case):
    """Should fail if a long title ran over legend or map, or off the page."""
    sheet = compose(made(profile=profile, **CASES[case]))
    inner = sheet.page.inset(2.9)
    assert [w.text for w in sheet.written if not inner.contains(w.box)] == []
    assert clashes(sheet) == []
    wanted = {"ocha-like": "title-band", "mapaction-like": "title-column"}[profile]
    small = profile == "mapaction-like" and case in ("slide", "square")
    assert ("title-bar" if small else wanted) in gids(sheet)


def test_texts_on_the_band_are_legible():
    """Should fail if the title were dark on a dark band."""
    sheet = compose(made("SEN", value="part", profile="ocha-like"))
    title = next(
        a for a in sheet.figure.get_children() if getattr(a, "get_text", str)() == "Eau et Vie"
    )
    assert title.get_color() == "#ffffff"


def test_a_house_style_shows_logos_partners_and_its_font(house):
    """Should fail if a donor were left out, or the page were set in another font."""
    model = made("SEN", value="part", profile=str(house / "house.yml"))
    sheet = compose(model)
    assert gids(sheet).count("logo") == 2
    written = {w.text for w in sheet.written}
    assert {"Avec le soutien de", "Rotary Club de Thiès"} <= written
    assert clashes(sheet) == []
    (path,) = draw_static(model, house, file_stem(model), ["pdf"])
    assert path.name == "EV-001_2025-05-12_fr.pdf"
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert model.title in text
    assert b"LiberationSerif" in path.read_bytes()
    assert not [f for f in model.findings if f.code == "map.font_missing"]


def test_the_next_map_is_set_in_its_own_font(house):
    """Should fail if a house style leaked into maps that do not ask for it."""
    plain = [w.box for w in compose(made("SEN", value="part")).written]
    compose(made("SEN", value="part", profile=str(house / "house.yml")))
    assert [w.box for w in compose(made("SEN", value="part")).written] == plain


def test_the_logo_of_the_brief_comes_first(house, tmp_path):
    """Should fail if a profile replaced the logo that the brief names."""
    other = tmp_path / "other.png"
    Image.new("RGB", (10, 10), "red").save(other)
    credits_ = CREDITS.model_copy(update={"logo": other})
    model = made("SEN", base=False, profile=str(house / "house.yml"), credits=credits_)
    assert model.spec.credits.logo == other
    plain = made("SEN", base=False, profile=str(house / "house.yml"))
    assert plain.spec.credits.logo == house / "logo.png"


@pytest.mark.parametrize(
    ("line", "code", "where"),
    [
        ("accent: green", "", "house.yml:1"),
        ("title_blok: band", "engagement.unknown_key", "house.yml:1"),
        ("logo: absent.png", "map.profile_file_missing", "house.yml:1"),
        ("logo: ../logo.png", "map.profile_file_missing", "house.yml:1"),
        ("title_block: bar\nfile_name: '{map_id}_{date}'", "map.profile_name_rule", "house.yml:2"),
        ("file_name: '{map_id'", "map.profile_name_rule", "house.yml:1"),
        ("file_name: '{map_id:9999}'", "map.profile_name_rule", "house.yml:1"),
        ("font: No Such Font Sans", "map.font_missing", "house.yml:1"),
    ],
)
def test_a_mistake_in_a_profile_is_a_finding_with_its_line(line, code, where, tmp_path):
    """Should fail if a misspelt key or a missing logo went unnoticed, or gave a traceback."""
    Image.new("RGB", (10, 10)).save(tmp_path.parent / "logo.png")
    (tmp_path / "house.yml").write_text(line, encoding="utf-8")
    findings = Findings()
    read_profile(tmp_path / "house.yml", findings)
    assert len(findings) == 1
    assert findings[0].where.startswith(where)
    assert not code or findings[0].code == code
    assert "{" not in findings[0].message("fr").replace("{map_id", "")


def test_an_unknown_profile_names_those_that_there_are():
    """Should fail if a misspelt profile quietly gave the plain one."""
    with pytest.raises(ProbonoError) as error:
        made("SEN", base=False, profile="ocha")
    assert "map.profile_unknown" in [f.code for f in error.value.findings]


@pytest.mark.parametrize("name", profile_names())
def test_profiles_that_come_along_are_right(name):
    """Should fail if a template had a mistake."""
    findings = Findings()
    read_profile(name, findings)
    assert list(findings) == []


def test_names_of_files_are_safe():
    """Should fail if a title could lead out of the folder, or leave nothing."""
    values = {"map_id": "EV-01", "title": "../../Puits & forages / Thiès", "ngo": "مياه"}
    assert name_from_rule("{map_id}_{title}", values) == "EV-01_puits-forages-thies"
    assert "/" not in name_from_rule("{title}/{ngo}", values)
    assert name_from_rule("{produced}", {}) == "map"
