"""Small pictures: lengths are the figures, texts cannot break out, mirrored where needed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from probono_kit.explore import CHART_STYLE, picture

SVG = "{http://www.w3.org/2000/svg}"
TABLES = {
    "bars": pd.DataFrame({"label": ["a", "b"], "rows": [30, 10], "share": [0.75, 0.25]}),
    "histogram": pd.DataFrame({"low": [0, 10], "high": [10, 20], "rows": [4, 8]}),
    "line": pd.DataFrame({"period": ["2024", "2025", "2026"], "value": [1.0, None, 3.0]}),
    "dots": pd.DataFrame({"label": ["a"], "value": [5.0], "low": [4.0], "high": [7.0]}),
    "heat": pd.DataFrame({"x": [3, 1], "y": [1, 3]}, index=["a", "b"]),
    "strip": pd.DataFrame({"share": [1.0, 0.5, 0.0]}),
}


def boxes(svg: str, kind: str) -> list[dict[str, str]]:
    """Return the rectangles of a class."""
    tree = ElementTree.fromstring(svg)
    return [dict(one.attrib) for one in tree.iter(f"{SVG}rect") if one.get("class") == kind]


@pytest.mark.parametrize("kind", TABLES)
def test_a_picture_is_told_in_words(kind: str) -> None:
    """Who does not see it hears its title and figures; nothing in it needs scripts or styles."""
    svg = str(picture(kind, TABLES[kind], title="Water", language="en"))
    tree = ElementTree.fromstring(svg)
    assert tree.get("role") == "img"
    assert (tree.get("aria-label") or "").startswith("Water. ")
    assert tree.findtext(f"{SVG}desc")
    assert not re.search(r"style=|<style|<script|http(?!://www.w3.org/2000/svg)", svg)


@pytest.mark.parametrize("kind", TABLES)
def test_the_same_figures_give_the_same_bytes(kind: str) -> None:
    """Twice the same, and nothing where there are no figures."""
    assert picture(kind, TABLES[kind], title="t") == picture(kind, TABLES[kind], title="t")
    assert picture(kind, TABLES[kind].iloc[:0], title="t") == ""


def test_bars_are_as_long_as_their_shares() -> None:
    """Three quarters of the width, and a quarter."""
    widths = [
        float(one["width"]) for one in boxes(picture("bars", TABLES["bars"], title="t"), "mark")
    ]
    assert widths == [240.0, 80.0]


def test_small_shares_are_compared_with_each_other() -> None:
    """Where the largest share is small it takes the whole width, and no whole is drawn."""
    table = pd.DataFrame({"label": ["a", "b"], "rows": [10, 5], "share": [0.1, 0.05]})
    svg = str(picture("bars", table, title="t"))
    assert [float(one["width"]) for one in boxes(svg, "mark")] == [320.0, 160.0]
    assert not boxes(svg, "track")


def test_a_picture_is_mirrored_for_arabic() -> None:
    """Bars begin on the right."""
    bar = boxes(picture("bars", TABLES["bars"], title="t", language="ar"), "mark")[1]
    assert float(bar["x"]) + float(bar["width"]) == 320.0


def test_a_gap_in_a_line_stays_a_gap() -> None:
    """A missing year is not drawn through, and is read as missing."""
    svg = str(picture("line", TABLES["line"], title="t", language="en"))
    assert "<path" not in svg
    assert svg.count("<circle") == 2
    assert "2025: –" in svg


def test_texts_of_the_data_are_encoded() -> None:
    """A label that is markup stays a label."""
    table = pd.DataFrame({"label": ["<script>x</script>"], "rows": [1], "share": [1.0]})
    svg = str(picture("bars", table, title='"><img>', language="en"))
    assert "<script" not in svg
    assert "<img" not in svg
    ElementTree.fromstring(svg)


def test_what_is_not_drawn_is_told() -> None:
    """Eight bars, and how many more there are."""
    table = pd.DataFrame({"label": list("abcdefghij"), "rows": 1, "share": 0.1})
    assert "and 2 others" in picture("bars", table, title="t", language="en")
    assert "et 1 autre<" in picture("bars", table.iloc[:9], title="t", language="fr")


def test_the_style_follows_the_page() -> None:
    """Every class that is drawn takes its colour from the page."""
    for kind in ("mark", "track", "soft"):
        assert re.search(rf"\.pk-chart \.{kind} {{ fill: var\(--", CHART_STYLE)
