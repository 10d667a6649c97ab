"""Maps in four languages: no English word left on a Spanish, French or Arabic one."""

from __future__ import annotations

import ast
import re
from itertools import combinations

import pytest
from babel.messages.pofile import read_po

from probono_kit.i18n import LOCALE_FOLDER
from probono_kit.maps import Page, write_page
from tests.conftest import ROOT
from tests.maps.made import CREDITS, made
from tests.maps.test_static import ARABIC, compose

TITLES = {"es": "Acceso al agua, abril de 2025", "ar": ARABIC, "fr": "Accès à l'eau, avril 2025"}
CREDIT = CREDITS.model_copy(
    update={"organisation": "—", "source": "—", "licence": "—", "data_date": "2025",
            "areas_source": "—", "contact": "—"}
)  # fmt: skip


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("value", ["part", "points"])
def test_nothing_on_the_page_is_english(language, value):
    """Should fail if legend, scale, notes or disclaimer stayed English."""
    english = made("TCD", value=value, language="en", credits=CREDIT, legend_title="x")
    told = made(
        "TCD", value=value, language=language, credits=CREDIT, title=TITLES[language],
        legend_title="x",
    )  # fmt: skip
    before = {w.text for w in compose(english).written if w.part == "furniture"}
    after = {w.text for w in compose(told).written if w.part == "furniture"}
    words = {text for text in before & after if re.search(r"[A-Za-z]{3}", text)}
    assert words <= {"Capital", told.title}
    assert english.alt_text != told.alt_text
    assert english.disclaimer != told.disclaimer


@pytest.mark.parametrize("layout", ["auto", "slide", "square", "a1-portrait"])
def test_arabic_pages_start_at_the_right_and_nothing_overlaps(layout):
    """Should fail if an Arabic page were laid out as a French one, or its longer words collided."""
    model = made("TCD", language="ar", title=ARABIC, page=Page(layout=layout))
    sheet = compose(model)
    inner = sheet.page.inset(3.0)
    assert [w.text for w in sheet.written if not inner.contains(w.box)] == []
    around = [w for w in sheet.written if w.part == "furniture"]
    assert [
        (a.text, b.text)
        for a, b in combinations(around, 2)
        if a.box.inset(0.2).overlaps(b.box.inset(0.2))
    ] == []
    title = next(w for w in around if w.text in model.title)
    assert title.box.x1 > sheet.page.width - 20


@pytest.mark.parametrize("language", ["es", "ar"])
def test_translations_keep_the_words_in_braces(language):
    """Should fail if a translation lost a value, or asked for one that is not there."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / "map_texts.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert len(catalogue) > 120
    for message in catalogue:
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        fields = set(re.findall(r"{\w+}", asked))
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(forms), asked
        for form in forms:
            found = set(re.findall(r"{\w+}", form))
            # Arabic says one and two of a thing without a number.
            assert fields - {"{count}"} <= found <= fields, asked


def texts_of_maps() -> set[str]:
    """Every text that the code or a template of maps asks the catalogues for."""
    found = set()
    for path in sorted((ROOT / "probono_kit" / "maps").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id in ("_", "N_", "gettext", "ngettext") and isinstance(
                first, ast.Constant
            ):
                found.add(str(first.value))
    pages = ROOT / "templates" / "pages"
    for path in (pages / "map.html", *sorted((pages / "map").glob("*.html"))):
        calls = re.findall(r"\b(?:ngettext|_)\(\s*([\"'])(.*?)\1", path.read_text(encoding="utf-8"))
        found |= {text for _quote, text in calls}
    return found


@pytest.mark.parametrize("language", ["es", "ar", "fr"])
def test_every_text_of_a_map_is_translated(language):
    """Should fail if a map or its page said something that is there in English only."""
    known = set()
    for path in (LOCALE_FOLDER / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                known.add(message.id if isinstance(message.id, str) else message.id[0])
    texts = texts_of_maps()
    assert len(texts) > 150
    assert texts - known == set()


def test_the_page_of_an_arabic_map_is_arabic(tmp_path):
    """Should fail if headings of the web page stayed English."""
    page = write_page(made("TCD", language="ar", title=ARABIC), tmp_path / "map.html")
    text = page.read_text(encoding="utf-8")
    assert 'lang="ar"' in text
    assert 'dir="rtl"' in text
    for english in (">Legend<", ">About this map<", "Made by", "The boundaries and names"):
        assert english not in text
