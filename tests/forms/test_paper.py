"""The codebook and the form on paper: what a person finds in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from probono_kit.forms import (
    codebook,
    read_form,
    write_codebook,
    write_paper_form,
    write_translation_sheet,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

Make = Callable[..., Path]

SURVEY = """
type | name | label::English (en) | label::Arabic (ar) | relevant | constraint | parameters | count
start | start | | | | | |
note | hello | **Good day** <b>& welcome</b> | أهلاً | | | |
select_one yn | consent | Do you agree? | هل توافق؟ | | | |
begin group | home | Home | البيت | ${consent} = 'yes' | | |
integer | size | How many people? | كم عدد الأفراد؟ | | . >= 1 and . <= 30 | |
select_multiple need | needs | Your needs? | احتياجاتكم؟ | | | |
text | needs_other | Which? | ما هي؟ | selected(${needs}, 'other') | | |
begin repeat | member | Member | فرد | | | | 3
text | first | First name | الاسم | | | |
select_one yn | school | Does ${first} go to school? | هل يدرس ${first}؟ | ${size} > 1 | | |
end repeat | | | | | | |
select_one lev | d1 | Food | الغذاء | | | |
select_one lev | d2 | Water | الماء | | | |
select_one lev | d3 | Shelter | المأوى | | | |
end group | | | | | | |
geopoint | gps | Where? | أين؟ | | | |
range | happy | How content? | الرضا؟ | | | start=1 end=5 step=1 |
calculate | half | | | | | |
"""
CHOICES = """
list_name | name | label::English (en) | label::Arabic (ar)
yn | yes | Yes | نعم
yn | no | No | لا
need | water | Water | ماء
need | other | Other | أخرى
lev | 1 | Never | أبدًا
lev | 2 | Often | غالبًا
"""
SETTINGS = """
form_title | form_id | version
Homes & <people> | homes | 7
"""


@pytest.fixture
def form(make_form: Make) -> Path:
    """Return a form with one of everything."""
    return make_form(SURVEY, CHOICES, SETTINGS)


def text_of(path: Path) -> str:
    """Return what a person reads on a page, on one line."""
    body = path.read_text(encoding="utf-8").split("<body>")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_codebook_has_every_column_of_the_data(form: Path) -> None:
    """Choices of several have their columns of 0 and 1, positions their parts."""
    columns = codebook(read_form(form), language="en")["Columns"]
    assert columns["Column"].tolist() == [
        *("start", "consent", "size", "needs", "needs/water", "needs/other", "needs_other"),
        *("first", "school", "d1", "d2", "d3", "gps", "gps:latitude", "gps:longitude"),
        *("gps:altitude", "gps:accuracy", "happy", "half"),
    ]
    row = columns.set_index("Column").loc["school"]
    assert row["Table"] == "member"
    assert row["Text (Arabic)"] == "هل يدرس [الاسم]؟"
    assert row["Choices"] == "yes = Yes\nno = No"
    assert row["When asked"] == (
        "the answer to “Do you agree?” is “Yes” and the answer to “How many people?” is at least 2"
    )
    assert row["Name in exports"] == "home/member/school"


def test_the_codebook_is_a_workbook_in_french(form: Path, tmp_path: Path) -> None:
    """Two sheets, no formula, the same bytes every time."""
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        assert write_codebook(read_form(form), path, language="fr") == []
    assert paths[0].read_bytes() == paths[1].read_bytes()
    book = pd.read_excel(paths[0], sheet_name=None, engine="calamine")
    assert list(book) == ["Colonnes", "Choix"]
    assert book["Colonnes"].loc[2, "Limites"] == "la réponse se situe entre 1 et 30"
    assert book["Choix"]["Texte (arabe)"].tolist()[:2] == ["نعم", "لا"]


def test_paper_says_whom_to_ask(form: Path, tmp_path: Path) -> None:
    """Skips stand before the questions, with the number to go on with."""
    path = tmp_path / "paper.html"
    assert write_paper_form(read_form(form), path, language="en") == []
    text = text_of(path)
    assert (
        "Questions 2 to 9 only if the answer to question 1 is “Yes”. Otherwise go to question 10."
        in text
    )
    assert "Good day &amp; welcome" in text
    assert "Other (4)" in text  # what “other” is, is written behind it
    assert "6 Does 5 go to school?" in text.replace("[5]", "5")
    assert "only if the answer to question 2 is at least 2." in text
    assert "half" not in text
    rows = re.findall(r'<td class="row">(\d+)</td>', path.read_text(encoding="utf-8"))
    assert rows == ["1", "2", "3"]


def test_paper_is_encoded(form: Path, tmp_path: Path) -> None:
    """Texts of the form are texts, never markup of the page."""
    path = tmp_path / "paper.html"
    write_paper_form(read_form(form), path)
    assert "<h1>Homes &amp; &lt;people&gt;</h1>" in path.read_text(encoding="utf-8")


def test_a_language_that_the_form_lacks_is_told(form: Path, tmp_path: Path) -> None:
    """The first language stands there; the person is told."""
    found = write_paper_form(read_form(form), tmp_path / "paper.html", language="fr")
    assert [each.code for each in found] == ["papers.no_language"]


@pytest.mark.browser
def test_arabic_reads_from_the_right_and_fits(form: Path, tmp_path: Path, page: Page) -> None:
    """Numbers stand at the right edge, nothing sticks out, also when it is printed."""
    path = tmp_path / "paper.html"
    write_paper_form(read_form(form), path, language="ar")
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.dir") == "rtl"
    box: Any = page.locator(".ask .number").first.bounding_box()
    label: Any = page.locator(".ask .label").first.bounding_box()
    assert box["x"] > label["x"]
    assert page.locator(".skip").first.inner_text().startswith("الأسئلة من 2 إلى 9 فقط إذا كانت")
    for width in (794, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True, print_background=True)
    made = (tmp_path / "paper.pdf").read_bytes()
    assert b"MediaBox" in made
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", made)) <= 3


CASCADE = """
type | name | label | choice_filter | relevant
select_one region | region | Region | |
select_one town | town | Town | in = ${region} |
text | why | Why? | | ${town} = 't2'
"""
TOWNS = """
list_name | name | label | in
region | n | North |
region | s | South |
town | t1 | Mbour | n
town | t2 | Mbour | s
town | t3 | Fatick | s
town | t4 | Kaolack | s
town | t5 | Kaolack | s
"""


def test_places_of_the_same_name_are_told_apart(make_form: Make, tmp_path: Path) -> None:
    """By what they lie in; by their code where that is the same too: paper, codebook, sheet."""
    form = read_form(make_form(CASCADE, TOWNS))
    book = codebook(form, language="en")
    row = book["Columns"].set_index("Column").loc["town"]
    assert row["Choices"].splitlines() == [
        *("t1 = Mbour (North)", "t2 = Mbour (South)", "t3 = Fatick"),
        *("t4 = Kaolack (South, t4)", "t5 = Kaolack (South, t5)"),
    ]
    asked = book["Columns"].set_index("Column").loc["why", "When asked"]
    assert asked == "the answer to “Town” is “Mbour (South)”"
    assert book["Choices"]["Lies in"].tolist() == ["", "", "North", *["South"] * 4]
    write_paper_form(form, tmp_path / "paper.html", language="en")
    page = text_of(tmp_path / "paper.html")
    assert "Mbour (North)" in page
    assert "Kaolack (South, t5)" in page
    write_translation_sheet(form, tmp_path / "s.xlsx", to=["fr"], source=["en"], language="en")
    sheet = pd.read_excel(tmp_path / "s.xlsx", skiprows=5, engine="calamine")
    assert sheet.loc[sheet["English (en)"] == "Mbour", "Where"].tolist() == [
        "town › t1 (North)\ntown › t2 (South)"
    ]
