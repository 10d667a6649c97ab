"""The index page: what the NGO sees first, on a phone, on paper and without a network."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from probono_kit.deliver import make_bundle
from probono_kit.deliver.page import read_page
from probono_kit.deliver.pictures import LARGE, small_picture
from probono_kit.resources import share_path
from probono_kit.run import Output, Role
from tests.deliver.conftest import NGO, TITLE, Engagement

AREAS = ["Thiès", "Dakar", "Matam"]


def bilingual(engagement: Engagement) -> Path:
    """Deliver in French and English; the map in both, the table in French alone."""
    engagement.brief["languages"] = ["fr", "en"]
    engagement.brief["title"] = {"fr": "Points d'eau au Sénégal", "en": "Water points in Senegal"}
    engagement.brief["question"] = {"fr": "Où réparer d'abord ?", "en": "Where to repair first?"}
    engagement.brief["limits"] = [{"fr": "Sans les puits privés.", "en": "No private wells."}]
    engagement.brief["tasks"][1]["matrix"] = {"language": ["fr", "en"]}
    engagement.save()
    engagement.clean()
    engagement.map("carte-fr", TITLE, "fr")
    engagement.map("carte-en", "Water points by region, April 2025", "en")
    return make_bundle(engagement.folder).path


def gallery(engagement: Engagement) -> Path:
    """Deliver the same map for three areas."""
    engagement.brief["tasks"][1]["matrix"] = {"area": AREAS}
    engagement.save()
    engagement.clean()
    for area in ("thies", "dakar", "matam"):
        engagement.map(f"carte-{area}")
    return make_bundle(engagement.folder).path


def visible(page: Page) -> str:
    return " ".join(page.locator("body").inner_text().split())


def test_the_page_answers_first_and_explains_after(engagement: Engagement, page: Page) -> None:
    """Question, maps, limits, tables, sources, cleaning, update, contact: in this order."""
    page.goto(make_bundle(engagement.make()).index.as_uri())
    text = visible(page)
    order = [
        NGO,
        "Points d'eau au Sénégal",
        "Où faut-il réparer d'abord\u00a0?".replace("\u00a0", " "),
        "Réalisé le 22 novembre 2026",
        "La réponse en cartes",
        TITLE,
        "12 points d'eau.",
        "Ouvrir la carte interactive",
        "Ce que ces données ne peuvent pas dire",
        "Les puits privés ne sont pas comptés.",
        "Points d'eau, tableau nettoyé",
        "2 lignes, 2 colonnes",
        "Inventaire des points d'eau",
        "CC BY 4.0",
        "Limites des régions",
        "Ce qui a été fait aux données",
        "Lignes de la feuille",
        "Quand les chiffres changent",
        "points.xlsx",
        "contact@eauvive.example",
    ]
    places = [text.find(piece) for piece in order]
    assert -1 not in places, [piece for piece, at in zip(order, places, strict=True) if at < 0]
    assert places == sorted(places)


def test_the_whole_bundle_works_from_the_zip(
    engagement: Engagement, page: Page, tmp_path: Path
) -> None:
    """Unzipped anywhere, every link opens a file; the browser complains about nothing."""
    bundle = make_bundle(engagement.make())
    with zipfile.ZipFile(bundle.zip) as archive:
        archive.extractall(tmp_path / "phone")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    index = tmp_path / "phone" / "water-points" / "index.html"
    page.goto(index.as_uri())
    addresses = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    files = [each for each in addresses if not each.startswith(("#", "mailto:", "https:"))]
    assert {Path(each).suffix for each in files} == {
        ".html",
        ".pdf",
        ".png",
        ".svg",
        ".csv",
        ".json",
    }
    assert all((index.parent / each).is_file() for each in files)
    page.click("text=Ouvrir la carte interactive")
    assert page.title() == TITLE
    assert complaints == []


def test_pictures_are_inside_the_page(engagement: Engagement, page: Page, tmp_path: Path) -> None:
    """Sent alone, without its folder, the page still shows the maps."""
    alone = tmp_path / "index.html"
    shutil.copy(make_bundle(engagement.make()).index, alone)
    page.goto(alone.as_uri())
    widths = page.eval_on_selector_all("img", "all => all.map(i => i.naturalWidth)")
    assert widths
    assert all(width > 100 for width in widths)


def test_no_scripts_and_a_strict_policy(engagement: Engagement) -> None:
    """The page runs nothing, and forbids itself everything but its own style and pictures."""
    text = make_bundle(engagement.make()).index.read_text(encoding="utf-8")
    read = read_page(text)
    assert read.scripts == []
    assert read.policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in read.policy
    assert " style=" not in text


def test_a_background_from_the_network_is_named_where_the_promise_is_made(
    engagement: Engagement,
) -> None:
    """Should fail if the page promised a bundle without a network and kept silent on a map."""
    task = engagement.brief["tasks"][1]
    task["notebook"] = "interactive_map"
    assert "en ligne" not in make_bundle(engagement.make()).index.read_text(encoding="utf-8")
    task["parameters"]["tiles"] = "humanitarian"
    told = make_bundle(engagement.make()).index.read_text(encoding="utf-8")
    assert "carte interactive interroge tile.openstreetmap.fr, et seulement" in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_sticks_out(
    width: int, scheme: str, engagement: Engagement, chromium: Browser
) -> None:
    """No sideways scrolling on a small phone, with long words in title, address and contact."""
    engagement.brief["ngo"]["website"] = "https://example.org/" + "a" * 80
    engagement.brief["ngo"]["contact"] = f"{'coordination' * 6}@eauvive.example"
    engagement.brief["title"] = "Approvisionnementeneaupotable" * 3
    engagement.brief["sources"]["limites"]["url"] = "https://example.org/" + "b" * 80
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(make_bundle(engagement.make()).index.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_links_are_large_enough_for_a_thumb(engagement: Engagement, chromium: Browser) -> None:
    """Buttons and chips are at least 44 pixels high (WCAG 2.5.5)."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(make_bundle(engagement.make()).index.as_uri())
    heights = page.eval_on_selector_all(
        ".files a, .contents a, .languages a",
        "all => all.map(a => a.getBoundingClientRect().height)",
    )
    assert heights
    assert min(heights) >= 44
    context.close()


def test_it_prints_on_a4(engagement: Engagement, page: Page, tmp_path: Path) -> None:
    """A4, the first map on the first page, file names instead of buttons."""
    import pypdfium2

    page.goto(make_bundle(engagement.make()).index.as_uri())
    page.pdf(path=tmp_path / "index.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "index.pdf") as document:
        size = document[0].get_size()
        first = document[0].get_textpage().get_text_bounded()
    assert size == pytest.approx((595, 842), abs=2)
    assert "maps/points-d-eau-par-region-avril-2025.pdf" in first
    assert "Ouvrir la carte interactive" not in first


# ---- languages --------------------------------------------------------------------------------


def test_each_language_has_its_index(engagement: Engagement, page: Page) -> None:
    """Linked with each other; maps in the reader's language where there are any."""
    bundle = bilingual(engagement)
    page.goto((bundle / "index.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "fr"
    assert TITLE in visible(page)
    assert "Water points by region" not in visible(page)
    page.click("text=English")
    assert page.url.endswith("index-en.html")
    assert page.locator("html").get_attribute("lang") == "en"
    text = visible(page)
    assert "Water points by region, April 2025" in text
    assert "Where to repair first?" in text
    assert TITLE not in text
    # The table exists in French only: it is offered, and its language is named.
    assert "Points d'eau, tableau nettoyé Language: French" in text
    assert page.locator("h3[lang=fr]").count() == 1


def test_arabic_runs_from_right_to_left(engagement: Engagement, chromium: Browser) -> None:
    """The page turns round, and still nothing sticks out."""
    engagement.brief["languages"] = ["ar"]
    engagement.brief["title"] = "نقاط المياه"
    engagement.save()
    engagement.clean()
    engagement.map()
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(make_bundle(engagement.folder).index.as_uri())
    assert page.locator("html").get_attribute("dir") == "rtl"
    box = page.locator("h1").bounding_box()
    assert box is not None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "start"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


# ---- many maps --------------------------------------------------------------------------------


def test_many_maps_of_one_task_stand_side_by_side(engagement: Engagement, page: Page) -> None:
    """Small pictures under one heading, each named by its area."""
    page.goto((gallery(engagement) / "index.html").as_uri())
    assert page.locator("h3.group").inner_text() == TITLE
    assert page.locator(".gallery h4").all_inner_texts() == AREAS
    tops = page.eval_on_selector_all(
        ".gallery .map", "all => all.map(m => Math.round(m.getBoundingClientRect().top))"
    )
    assert len(set(tops)) == 1


def test_one_map_on_paper_and_on_screen_is_one_card(engagement: Engagement, page: Page) -> None:
    """A printed and an interactive map with one title are one answer."""
    engagement.brief["tasks"].append(
        {
            "id": "web",
            "notebook": "interactive_map",
            "inputs": {"table": "nettoyage", "areas": "limites"},
            "parameters": {
                "place_column": "Région",
                "value": "Points d'eau",
                "measure": "sum",
                "title": TITLE,
            },
        }
    )
    engagement.make()
    text = (engagement.folder / "work/carte/map.html").read_text(encoding="utf-8")
    engagement.put("web", "page.html", text)
    engagement.ran("web", [Output("page.html", Role.PAGE, TITLE, "Carte.", language="fr")])
    made = [
        Output(f"map.{kind}", Role.MAP, TITLE, "Carte.", language="fr") for kind in ("pdf", "png")
    ]
    engagement.ran("carte", made)
    page.goto(make_bundle(engagement.folder).index.as_uri())
    assert page.locator("figure").count() == 1
    labels = [label.split("\n")[0] for label in page.locator("figure .files a").all_inner_texts()]
    assert [re.sub(r" \d.*", "", label) for label in labels] == [
        "Ouvrir la carte interactive",
        "Imprimer (PDF)",
        "Image (PNG)",
    ]


# ---- hostile texts, colours, pictures ---------------------------------------------------------


def test_texts_of_the_brief_are_only_text(engagement: Engagement, page: Page) -> None:
    """Whatever stands in the brief is shown, never run."""
    hostile = "<script>x</script>{{7*7}}${7*7}\"'><img src=x onerror=alert(1)>"
    engagement.brief["title"] = hostile
    engagement.brief["question"] = hostile
    engagement.brief["limits"] = [hostile]
    engagement.brief["sources"]["limites"]["url"] = "javascript:alert(1)"
    page.goto(make_bundle(engagement.make()).index.as_uri())
    assert page.locator("h1").inner_text() == hostile
    assert page.locator("script").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[dict[str, str]]:
    """Return the colours of the style sheet, light and dark."""
    css = share_path("templates/pages/index.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{([^}]*)\}", css)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks[:2]]


@pytest.mark.parametrize("colours", palettes(), ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"), ("ink", "card"), ("ink", "care"), ("ink", "accent-soft"),
        ("soft", "paper"), ("soft", "card"),
        ("accent", "paper"), ("accent", "card"), ("accent", "accent-soft"),
        ("on-accent", "accent"),
    ],
)  # fmt: skip
def test_every_text_stands_out(colours: dict[str, str], text: str, ground: str) -> None:
    """WCAG AA asks for a contrast of 4.5; small grey text gets it too."""
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_small_pictures_are_small(tmp_path: Path) -> None:
    """No wider than the page needs, on white, and never enlarged."""
    large, tiny = tmp_path / "large.png", tmp_path / "tiny.png"
    Image.new("RGBA", (3508, 2480), (0, 0, 0, 0)).save(large)
    Image.new("RGB", (40, 20), "red").save(tiny)
    shown = small_picture(large, LARGE)
    assert (shown.width, shown.height) == (LARGE, 778)
    assert len(shown.address) < 20_000
    assert (small_picture(tiny, LARGE).width, small_picture(tiny, LARGE).height) == (40, 20)
    assert shown == small_picture(large, LARGE)
