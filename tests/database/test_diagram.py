"""The diagram of a database: what stands where, and what it says to those who cannot see it."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from probono_kit.database import Design, Link, Table, draw_diagram
from probono_kit.database.words import link_sentences
from tests.database import handed

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


def boxes(drawing: ElementTree.Element) -> list[BaseGeometry]:
    """Return the boxes of the tables."""
    return [
        box(*corners(each)) for each in drawing.iter(f"{SVG}rect") if each.get("class") == "box"
    ]


def corners(rect: ElementTree.Element) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom."""
    x, y, width, height = (float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def lines(drawing: ElementTree.Element) -> list[BaseGeometry]:
    """Return the lines between the tables, without crow's feet."""
    found = []
    for each in drawing.iter(f"{SVG}path"):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", each.get("d", ""))]
        if each.get("class") == "line" and each.get("d", "").count("M") == 1 and len(numbers) > 3:
            found.append(LineString(list(zip(numbers[::2], numbers[1::2], strict=True))))
    return found


def large() -> list[Design]:
    return [handed.design(), handed.large(10, 1), handed.large(30, 3), handed.large(40, 5)]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("place", range(4))
def test_no_box_overlaps_and_no_line_runs_through_one(place: int, language: str) -> None:
    """Three, ten, thirty and forty tables, in either direction of reading."""
    drawing = ElementTree.fromstring(draw_diagram(large()[place], language=language))
    tables = boxes(drawing)
    assert len(tables) == len(large()[place].tables)
    assert not [pair for pair in combinations(tables, 2) if pair[0].intersects(pair[1])]
    inner = [table.buffer(-1) for table in tables]
    assert not [line for line in lines(drawing) for table in inner if line.intersects(table)]
    width, height = float(drawing.get("width", "0")), float(drawing.get("height", "0"))
    page = box(0, 0, width, height)
    assert all(page.contains(each) for each in [*tables, *lines(drawing)])


def test_lines_of_a_simple_database_do_not_cross() -> None:
    """Where lines need not cross, they do not."""
    drawing = ElementTree.fromstring(draw_diagram(handed.design(), language="fr"))
    assert not [pair for pair in combinations(lines(drawing), 2) if pair[0].crosses(pair[1])]


def test_a_parent_stands_before_its_children() -> None:
    """One reads from what is there to what happens to it: left to right, in Arabic the reverse."""
    for language, side in (("fr", 1), ("ar", -1)):
        drawing = ElementTree.fromstring(draw_diagram(handed.design(), language=language))
        left = {
            str(group.findtext(f"{SVG}title")).partition(" (")[0]: corners(group[1])[0] * side
            for group in drawing.iter(f"{SVG}g")
            if str(group.get("class")).startswith("table")
        }
        assert left["Villages"] < left["Points d'eau"] < left["Visites"]
        assert left["Visites"] < left["Pannes constatées"]


def test_relations_are_told_in_sentences() -> None:
    """Who cannot see the picture hears each link as a sentence, in the reader's language."""
    text = ElementTree.fromstring(draw_diagram(handed.design(), language="fr")).findtext(
        f"{SVG}desc"
    )
    assert text is not None
    for sentence in link_sentences(handed.design(), "fr"):
        assert sentence in text
    assert (
        "Chaque ligne de «\u00a0Visites\u00a0» appartient à une ligne de «\u00a0Points d'eau\u00a0»"
        in text
    )
    assert text.count("ou à aucune") == 1


def test_long_tables_say_how_many_fields_are_left() -> None:
    """A box stays on a screen; keys and links are always there, the other titles on hovering."""
    fields = [handed.field("id", "integer", made=True)]
    fields += [handed.field(f"q{i}", title=f"Question {i}") for i in range(60)]
    fields.append(handed.field("village", "code", "Village"))
    village = Table(name="village", fields=(handed.field("code"),), key=("code",))
    visit = Table(
        name="visite",
        fields=tuple(fields),
        key=("id",),
        links=(Link(fields=("village",), table="village"),),
    )
    drawing = draw_diagram(Design(name="long", tables=(village, visit)), language="fr")
    assert "… 47 autres" in drawing
    assert ">Village<" in drawing
    assert "Question 59" in drawing


def test_circles_and_links_to_itself_are_drawn() -> None:
    """A boss is an agent too; two tables may point at each other."""
    agent = Table(
        name="agent",
        fields=(handed.field("id", "integer"), handed.field("chef"), handed.field("equipe")),
        key=("id",),
        links=(Link(fields=("chef",), table="agent"), Link(fields=("equipe",), table="equipe")),
    )
    team = Table(
        name="equipe",
        fields=(handed.field("id", "integer"), handed.field("responsable")),
        key=("id",),
        links=(Link(fields=("responsable",), table="agent"),),
    )
    drawing = ElementTree.fromstring(draw_diagram(Design(name="c", tables=(agent, team))))
    feet = [each for each in drawing.iter(f"{SVG}path") if each.get("d", "").count("M") == 3]
    assert len(feet) == 3 + 2  # two of them in the legend


def test_text_from_data_is_only_text() -> None:
    """A title that looks like markup is shown, and runs nowhere; same design, same text."""
    evil = Table(
        name="t", title="<script>alert(1)</script>", fields=(handed.field("a"),), key=("a",)
    )
    design = Design(name="x", title="a & b", tables=(evil,))
    drawing = draw_diagram(design, language="en")
    assert "<script" not in drawing
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert drawing == draw_diagram(design, language="en")


def test_a_page_may_bring_the_style_itself() -> None:
    """Pages allow one style sheet: the drawing then comes without."""
    assert "<style>" not in draw_diagram(handed.design(), language="fr", standalone=False)


def test_no_text_is_cut_or_covers_another(page: Page) -> None:
    """Every text lies in its box and beside its neighbour, whatever font the reader has."""
    for design in (handed.design(), handed.large(10, 1)):
        page.set_content(draw_diagram(design, language="fr"))
        wrong = page.evaluate(
            """() => [...document.querySelectorAll("g.table")].flatMap(table => {
                const edge = table.querySelector(".box").getBBox();
                const rows = [...table.querySelectorAll("g, :scope")];
                return rows.flatMap(row => {
                    const texts = [...row.children].filter(e => e.tagName == "text");
                    const spans = texts.map(t => t.getBBox());
                    const out = texts.filter((t, i) => spans[i].x < edge.x
                        || spans[i].x + spans[i].width > edge.x + edge.width);
                    const met = row.tagName == "g" && !row.matches(".table") && spans.length == 2
                        && spans[0].x + spans[0].width > spans[1].x ? [texts[0]] : [];
                    return [...out, ...met].map(t => t.textContent);
                });
            })"""
        )
        assert wrong == []


def test_it_is_dark_on_dark_screens(page: Page) -> None:
    """Who works at night is not blinded."""
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_content(draw_diagram(handed.design(), language="fr"))
        paper = page.locator(".paper")
        colours.append(paper.evaluate("e => getComputedStyle(e).fill"))
    assert colours == ["rgb(255, 255, 255)", "rgb(18, 24, 29)"]
