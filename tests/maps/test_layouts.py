"""Layouts of the printed map: the right size, readable from where it is read, nothing clipped."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import get_args, get_type_hints

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from pyproj import Geod

from probono_kit.engagement.parameters.maps import StaticMap
from probono_kit.errors import ProbonoError
from probono_kit.maps import MapModel, Page, draw_static, layout_names
from probono_kit.maps.layouts import read_layout
from probono_kit.maps.projection import forward
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.sheet import Box, Sheet
from tests.maps.made import made
from tests.maps.test_static import ARABIC, LONG, _categories, _frame, compose

#: What maps say at most: long titles, many classes, names in two directions.
SUBJECTS = {
    "rates": lambda page: made("SEN", value="part", unit="%", page=page),
    "long title": lambda page: made("SEN", value="part", title=LONG[:120], page=page),
    "circles in Arabic": lambda page: made("TCD", language="ar", title=ARABIC, page=page),
}


@cache
def drawn(layout: str, subject: str = "rates") -> tuple[MapModel, Sheet]:
    """Return a map and its page, drawn once for all tests."""
    model = SUBJECTS[subject](Page(layout=layout))
    return model, compose(model)


CASES = [
    *((layout, "rates") for layout in layout_names()),
    *((layout, subject) for layout in ("slide", "square") for subject in list(SUBJECTS)[1:]),
]


@pytest.fixture(params=CASES, ids="-".join)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    """Give each layout with each subject."""
    return drawn(*request.param)[1]


def test_the_brief_offers_the_layouts_that_there_are():
    """Should fail if a layout was added to the templates and no brief could name it."""
    hint = get_type_hints(StaticMap, include_extras=True)["layout"]
    assert {"auto", *layout_names()} == set(get_args(get_args(hint)[0]))


def test_an_unknown_layout_is_a_finding_that_names_the_others():
    """Should fail if a misspelt layout quietly gave A4."""
    with pytest.raises(ProbonoError) as error:
        made("SEN", base=False, page=Page(layout="a1"))
    assert error.value.findings[0].code == "map.layout_unknown"
    assert "a1-portrait" in error.value.findings[0].fix()


def test_nothing_is_clipped_or_overlaps(sheet):
    """Should fail if a text leaves the page, or title, legend, scale and notes run together."""
    inner = sheet.page.inset(3.0)
    assert [w.text for w in sheet.written if not inner.contains(w.box)] == []
    for part in ("furniture", "map"):
        texts = [w for w in sheet.written if w.part == part]
        clashes = [
            (a.text, b.text)
            for a, b in combinations(texts, 2)
            if a.box.inset(0.35).overlaps(b.box.inset(0.35))
        ]
        assert clashes == []


def test_the_map_is_what_the_page_is_for(sheet):
    """Should fail if legend and notes left the map less than a third of the page."""
    frame = next(a for a in sheet.figure.get_children() if a.get_gid() == "frame")
    share = frame.get_width() * frame.get_height() / POINTS**2
    assert share / (sheet.page.width * sheet.page.height) > 0.35


#: Points of the smallest text: six are for the hand, a poster is read from two steps away.
LEAST = {"a4": 6, "a3": 7, "a1": 14, "a0": 20, "slide": 9.5, "square": 7}


@pytest.mark.parametrize("layout", layout_names())
def test_texts_are_readable_from_where_the_page_is_read(layout):
    """Should fail if a poster had the letters of a sheet of paper."""
    sheet = drawn(layout)[1]
    assert min(w.size for w in sheet.written) >= LEAST[layout.split("-")[0]]


@pytest.mark.parametrize("layout", layout_names())
def test_written_sizes_are_drawn_sizes(layout):
    """Should fail if texts or lines did not grow with the page."""
    sheet, plain = drawn(layout)[1], drawn("a4-landscape")[1]
    enlarge = read_layout(layout).enlarge
    sizes = sorted(a.get_fontsize() for a in sheet.figure.get_children() if hasattr(a, "get_text"))
    assert sizes[0] == pytest.approx(min(w.size for w in sheet.written))
    outlines = [
        next(a for a in page.figure.get_children() if a.get_gid() == "outline")
        for page in (sheet, plain)
    ]
    widths = [float(np.max(artist.get_linewidth())) for artist in outlines]
    assert widths[0] == pytest.approx(widths[1] * enlarge)


@pytest.mark.parametrize("layout", ["a1-portrait", "a3-landscape", "square"])
def test_the_scale_is_that_of_the_paper(layout):
    """Should fail if the printed scale or the bar were those of the sheet before it grew."""
    model, sheet = drawn(layout)
    enlarge = read_layout(layout).enlarge
    bar = next(a for a in sheet.figure.get_children() if a.get_gid() == "scale-bar")
    millimetres = 2 * bar.get_width() / POINTS
    says = next(w.text for w in sheet.written if w.text.endswith(" km"))
    metres = float(says.split(" ")[0]) * 1000
    frame = _frame(model)
    x, y = frame.box.centre
    ends = [frame.from_page(x - millimetres / 2, y), frame.from_page(x + millimetres / 2, y)]
    degrees = [forward(model.crs).transform(*end, direction="INVERSE") for end in ends]
    assert Geod(ellps="WGS84").inv(*degrees[0], *degrees[1])[2] == pytest.approx(metres, rel=0.01)
    printed = [w.text for w in sheet.written if w.text.startswith("Échelle")]
    if not read_layout(layout).paper:
        assert printed == []
        return
    number = "".join(c for c in printed[0].split("1:")[1].split(" sur ")[0] if c.isdigit())
    assert float(number) == pytest.approx(metres * 1000 / (millimetres * enlarge), rel=0.05)
    assert printed[0].endswith(read_layout(layout).paper)


@pytest.mark.parametrize(("layout", "pixels"), [("slide", (1920, 1080)), ("square", (1080, 1080))])
def test_pictures_for_screens_have_the_pixels_that_screens_want(layout, pixels, tmp_path):
    """Should fail if a slide had a white rim, or the square were not square."""
    (path,) = draw_static(drawn(layout)[0], tmp_path, "map", ["png"])
    with Image.open(path) as picture:
        assert picture.size == pixels
    assert path.stat().st_size < 250_000


def test_a_poster_is_as_large_as_its_paper(tmp_path):
    """Should fail if the print shop got another size than A1, or a file too heavy to send."""
    (path,) = draw_static(drawn("a1-portrait")[0], tmp_path, "map", ["pdf"])
    document = pypdfium2.PdfDocument(path)
    assert document[0].get_size() == pytest.approx((594 * POINTS, 841 * POINTS), abs=0.1)
    document.close()
    assert path.stat().st_size < 400_000


def test_a_small_page_still_says_source_and_disclaimer():
    """Should fail if a picture for social media went out without its source or the NGO's name."""
    said = " ".join(w.text for w in drawn("square")[1].written)
    for words in ("Inventaire des points d'eau", "avril 2025", "Natural Earth", "EV-001"):
        assert words in said
    assert "Les frontières et les noms" in said


def test_a_page_without_signs_still_explains_a_disputed_border():
    """Should fail if dashes on a small page stayed without explanation."""
    texts = {w.text for w in compose(made("SDN", page=Page(layout="square"))).written}
    assert any(text.startswith("Frontière contestée") for text in texts)
    assert "Limite des zones" not in texts


def test_many_categories_on_a_slide_stay_on_it():
    """Should fail if a long legend ran over the scale bar or off the slide."""
    model = _categories("TCD", 11)
    spec = model.spec.model_copy(update={"page": Page(layout="slide")})
    sheet = compose(MapModel(**{**vars(model), "spec": spec}))
    around = [w for w in sheet.written if w.part == "furniture"]
    assert all(Box(0, 0, *read_layout("slide").sheet).contains(w.box) for w in around)
    clashes = [
        (a.text, b.text)
        for a, b in combinations(around, 2)
        if a.box.inset(0.2).overlaps(b.box.inset(0.2))
    ]
    assert clashes == []
