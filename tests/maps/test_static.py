"""The printed page: nothing clipped, nothing on top of each other, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from functools import cache
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import pypdfium2
import pytest
from matplotlib.patches import PathPatch, Rectangle
from PIL import Image
from pyproj import Geod

from probono_kit.errors import ProbonoError
from probono_kit.maps import MapModel, MapSpec, Page, draw_static, resolve
from probono_kit.maps.colours import NO_DATA_COLOUR
from probono_kit.maps.projection import forward
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static import fonts
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.formats import settings
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Box, Sheet
from tests.maps.kind_models import bars, flows, over_time, two_amounts, unclassed, who_what_where
from tests.maps.made import CREDITS, TEXTS, areas_of, made, squares, table_of

ROOT = Path(__file__).resolve().parents[2]

LONG = (
    "Part des ménages déclarant un accès quotidien à l'eau potable et à des latrines "
    "fonctionnelles dans les zones touchées par les inondations, par région administrative, selon "
    "l'évaluation multisectorielle des besoins menée avec nos partenaires entre mars et avril "
    "2025, et priorités d'intervention retenues"
)
ARABIC = "الوصول إلى مياه الشرب حسب المنطقة، أبريل 2025"


def compose(model: MapModel) -> Sheet:
    """Draw the page of a model without writing it."""
    with settings():
        return drawing.compose(model)


def _points(country: str) -> MapModel:
    areas = areas_of(country)
    spots = areas.geometry.representative_point().repeat(6).reset_index(drop=True)
    shift = np.arange(len(spots)) % 6 * 0.12
    spots = gpd.GeoSeries(gpd.points_from_xy(spots.x + shift, spots.y - shift), crs=4326)
    types = np.array(["puits", "forage", "source"])[np.arange(len(spots)) % 3]
    points = gpd.GeoDataFrame({"type": types}, geometry=spots)
    return resolve(MapSpec(category="type", language="fr", **TEXTS), areas=areas, points=points)


def _categories(country: str, count: int) -> MapModel:
    areas = areas_of(country)
    names = [f"Organisation de secours numéro {i} et ses partenaires locaux" for i in range(count)]
    table = table_of(areas, lead=[names[i % count] for i in range(len(areas))])
    table.loc[3, "lead"] = None
    spec = MapSpec(value="lead", language="fr", columns=("lead",), **TEXTS)
    return resolve(spec, areas=areas, table=table)


MODELS = {
    "choropleth": lambda: made("SEN", value="part", unit="%"),
    "circles": lambda: made("TCD"),
    "circles, A3": lambda: made("COD", page=Page(paper="A3")),
    "points": lambda: _points("COD"),
    "two amounts": two_amounts,
    "flows": flows,
    "bars": bars,
    "who does what where": who_what_where,
    "without classes": unclassed,
    "over time": over_time,
    "categories with long names": lambda: _categories("TCD", 11),
    "categories below a wide country": lambda: _categories("TUR", 11),
    "title of 300 characters": lambda: made("SEN", value="part", title=LONG, subtitle=LONG[:120]),
    "the same, upright": lambda: made(
        "SEN", value="part", title=LONG, legend_title=LONG[:120], page=Page(orientation="portrait")
    ),
    "Arabic": lambda: made("TCD", language="ar", title=ARABIC, legend_title="نقاط المياه"),
    "date line": lambda: made("FJI", language="en", value="part"),
    "tiny islands": lambda: made("MDV", language="en", value="part"),
    "wide country": lambda: made("RUS", value="part"),
    "tall country": lambda: made("CHL", value="part", page=Page(orientation="landscape")),
    "without surroundings": lambda: made("SEN", value="part", context=False),
}


@cache
def page(name: str) -> tuple[MapModel, Sheet]:
    """Return one of the models with its page, drawn once for all tests."""
    model = MODELS[name]()
    return model, compose(model)


@pytest.fixture(params=MODELS, ids=lambda name: name.replace(" ", "-"))
def drawn(request: pytest.FixtureRequest) -> tuple[MapModel, Sheet]:
    """Give each model with its page."""
    return page(request.param)


@pytest.fixture(scope="module")
def senegal() -> MapModel:
    """Give the map that most tests look at."""
    areas = areas_of("SEN")
    table = table_of(areas)
    table.loc[[1, 5], "part"] = None
    spec = MapSpec(
        value="part", unit="%", legend_title="Part", columns=("part",), language="fr", **TEXTS
    )
    return resolve(spec, areas=areas, table=table)


# ---- the page -------------------------------------------------------------------------------


def test_every_text_lies_inside_the_page(drawn):
    """Should fail if a long title, legend or note is cut off at the edge of the paper."""
    _model, sheet = drawn
    inner = sheet.page.inset(4.0)
    assert [w.text for w in sheet.written if not inner.contains(w.box)] == []


def test_texts_around_the_map_do_not_overlap(drawn):
    """Should fail if title, legend, scale, list of names or notes run into each other."""
    _model, sheet = drawn
    around = [w for w in sheet.written if w.part == "furniture"]
    clashes = [
        (a.text, b.text)
        for a, b in combinations(around, 2)
        if a.box.inset(0.2).overlaps(b.box.inset(0.2))
    ]
    assert clashes == []


def test_names_on_the_map_do_not_overlap_and_stay_in_the_frame(drawn):
    """Should fail if two names collide, or one leaves the frame."""
    model, sheet = drawn
    frame = next(a for a in sheet.figure.get_children() if str(a.get_gid()).startswith("frame"))
    x0, y0 = (v / POINTS for v in frame.get_xy())
    x1, y1 = x0 + frame.get_width() / POINTS, y0 + frame.get_height() / POINTS
    names = [w for w in sheet.written if w.part == "map"]
    # Small maps of several times have no names: there is no room for them.
    assert names or model.steps
    for w in names:
        assert Box(x0, y0, x1, y1).contains(w.box), w.text
    clashes = [
        (a.text, b.text)
        for a, b in combinations(names, 2)
        if a.box.inset(0.35).overlaps(b.box.inset(0.35))
    ]
    assert clashes == []


def test_no_text_is_too_small_to_print(drawn):
    """Should fail if something is set below six points."""
    assert min(w.size for w in drawn[1].written) >= 6


def test_every_area_is_named_numbered_or_counted(senegal):
    """Should fail if an area of an ordinary country stays without its name."""
    texts = {w.text for w in compose(senegal).written}
    assert set(senegal.areas["name"]) <= texts | {"Saint- Louis"}


def test_measured_texts_are_as_wide_as_drawn_ones():
    """Should fail if lines are wrapped by another width than they are drawn with."""
    model = made("SEN", base=False, title="Accès à l’eau : Thiès – Ziguinchor « AVEC » 1 234")
    sheet = compose(model)
    with settings():
        sheet.figure.set_dpi(300)
        renderer = sheet.figure.canvas.get_renderer()
        texts = [
            a for a in sheet.figure.texts or sheet.figure.get_children() if hasattr(a, "get_text")
        ]
        for artist in texts:
            width = artist.get_window_extent(renderer).width / 300 * 25.4
            bold = "SemiBold" in artist.get_fontfamily()[0]
            expected = fonts.extent(artist.get_text(), artist.get_fontsize(), bold=bold)[0]
            assert width == pytest.approx(expected, abs=0.35)


# ---- scale, north, no data ------------------------------------------------------------------


@pytest.mark.parametrize("country", ["SEN", "TCD", "FJI", "CHL"])
def test_the_scale_bar_is_as_long_as_it_says(country):
    """Should fail if the bar departs from the geodesic distance by more than one per cent."""
    model = made(country, value="part", language="en")
    sheet = compose(model)
    bar = next(a for a in sheet.figure.get_children() if a.get_gid() == "scale-bar")
    assert isinstance(bar, Rectangle)
    millimetres = 2 * bar.get_width() / POINTS
    says = next(w.text for w in sheet.written if w.text.endswith((" km", " m")))
    number, unit = says.split(" ")
    metres = float(number.replace(",", "")) * (1000 if unit == "km" else 1)
    frame = _frame(model)
    x, y = frame.box.centre
    ends = [frame.from_page(x - millimetres / 2, y), frame.from_page(x + millimetres / 2, y)]
    degrees = [forward(model.crs).transform(*end, direction="INVERSE") for end in ends]
    ground = Geod(ellps="WGS84").inv(*degrees[0], *degrees[1])[2]
    assert ground == pytest.approx(metres, rel=0.01)


def _frame(model: MapModel) -> Frame:
    bounds = drawing._bounds(model)
    size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
    origin = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    return Frame(model, drawing.lay_out(model, size, drawing.LEAST_BORDER), origin)


def test_russia_has_no_scale_bar_and_says_why():
    """Should fail if a bar stood below a map on which it is wrong by a tenth."""
    model, sheet = page("wide country")
    assert not [a for a in sheet.figure.get_children() if a.get_gid() == "scale-bar"]
    assert "barre d'échelle" in model.projection


def test_a_north_arrow_stands_only_where_north_is_not_up():
    """Should fail if Senegal had an arrow, or Chile none."""
    for name, arrow in (("choropleth", False), ("tall country", True)):
        sheet = page(name)[1]
        found = any(a.get_gid() == "north" for a in sheet.figure.get_children())
        assert found is arrow


def test_areas_without_data_are_hatched_on_the_map_and_in_the_legend(senegal):
    """Should fail if missing data looked like a class of values."""
    children = compose(senegal).figure.get_children()
    hatched = [a for a in children if isinstance(a, PathPatch) and a.get_hatch()]
    assert [a.get_gid() for a in hatched] == ["no-data", None]
    assert len(hatched[0].get_path().vertices) > 20


def test_the_picture_shows_the_colours_of_the_legend(senegal, tmp_path):
    """Should fail if the palette of the PNG changed a class colour, or a class is not visible."""
    (path,) = draw_static(senegal, tmp_path, "map", ["png"])
    with Image.open(path) as image:
        assert image.mode == "P"
        assert image.info["Title"] == senegal.title
        assert image.info["Description"] == senegal.alt_text
        pixels = np.asarray(image.convert("RGB")).reshape(-1, 3)
    seen, counts = np.unique(pixels @ np.array([65536, 256, 1]), return_counts=True)
    for line in senegal.classes:
        code = int(line.colour.lstrip("#"), 16)
        assert counts[seen == code].sum() > 3000, line.label
    assert senegal.classes[-1].colour == NO_DATA_COLOUR


# ---- files ----------------------------------------------------------------------------------


def test_three_formats_from_one_drawing(senegal, tmp_path):
    """Should fail if a format is missing, or too heavy to send by e-mail."""
    paths = draw_static(senegal, tmp_path, "carte")
    assert [p.name for p in paths] == ["carte.pdf", "carte.png", "carte.svg"]
    sizes = {p.suffix: p.stat().st_size for p in paths}
    assert sizes[".pdf"] <= 300_000
    assert sizes[".png"] <= 400_000
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_text_in_the_pdf_can_be_searched_and_read_aloud(senegal, tmp_path):
    """Should fail if names became outlines, or the file does not name its language."""
    (path,) = draw_static(senegal, tmp_path, "carte", ["pdf"])
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    assert page.get_size() == pytest.approx((841.89, 595.28), abs=0.1)
    text = page.get_textpage().get_text_range()
    for words in (senegal.title, "Tambacounda", "Fatick", "Pas de données", "Natural Earth"):
        assert words in text
    details = document.get_metadata_dict()
    assert (details["Title"], details["Author"]) == (senegal.title, "Eau et Vie")
    assert details["Subject"] == senegal.alt_text
    assert not details["CreationDate"]
    document.close()
    content = path.read_bytes()
    assert b"/Lang (fr)" in content
    assert content.count(b"/FontFile2") <= 4


def test_the_svg_names_itself_and_its_layers(senegal, tmp_path):
    """Should fail if a screen reader finds no title, or a designer no layers."""
    (path,) = draw_static(senegal, tmp_path, "carte", ["svg"])
    text = path.read_text(encoding="utf-8")
    assert '<title id="title">Accès à l&#x27;eau, avril 2025</title>' in text
    assert 'xml:lang="fr"' in text
    for layer in ("sea", "neighbours", "areas", "no-data", "area-borders", "outline", "frame"):
        assert f'<g id="{layer}">' in text
    assert "<image" not in text
    letters = set(re.findall(r'id="(\w+-\d+)-[0-9a-f]+"', text))
    assert letters == {"NotoSansMap-400", "NotoSansMapSemiBold-600"}
    assert "<text" not in text.replace("<text>", "")


def test_a_dollar_and_markup_in_a_title_are_only_text(tmp_path):
    """Should fail if a title is taken for a formula, or for markup of the SVG."""
    model = made("SEN", base=False, title="Coût $x_1$ & <b>100 $</b>")
    assert "Coût $x_1$ & <b>100 $</b>" in {w.text for w in compose(model).written}
    (path,) = draw_static(model, tmp_path, "carte", ["svg"])
    assert "<b>" not in path.read_text(encoding="utf-8")


def test_a_character_without_a_font_is_no_accident(tmp_path):
    """Should fail if an emoji or a rare script stops the drawing or warns."""
    model = made("SEN", base=False, title="Eau 💧 水 አማርኛ हिन्दी ไทย")
    assert draw_static(model, tmp_path, "carte", ["pdf", "png", "svg"])


_SCRIPT = """
import sys, hashlib
from pathlib import Path
from probono_kit.maps import draw_static
from tests.maps.made import made
folder = Path(sys.argv[1])
if sys.argv[2] == "busy":
    import matplotlib
    matplotlib.rcParams.update({"font.size": 30, "savefig.dpi": 50, "svg.fonttype": "none"})
    draw_static(made("TCD", language="ar", base=False), folder, "other")
for path in draw_static(made("SEN", value="part", unit="%"), folder, "map"):
    print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


def _drawn_elsewhere(folder: Path, state: str, **variables: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(folder), state],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, **variables},
    )  # fmt: skip
    return run.stdout.split()


@pytest.mark.slow
def test_the_same_map_has_the_same_bytes_everywhere(tmp_path):
    """Should fail if time zone, locale, hash seed, settings or an earlier map change a file."""
    here = _drawn_elsewhere(tmp_path / "a", "fresh", TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
    time.sleep(1.1)
    there = _drawn_elsewhere(
        tmp_path / "b", "busy", TZ="Pacific/Auckland", PYTHONHASHSEED="77", LC_ALL="POSIX"
    )
    assert here == there
    assert len(here) == 3


def test_settings_of_the_notebook_are_left_alone(senegal, tmp_path):
    """Should fail if drawing a map changed how the volunteer's own charts look."""
    before = dict(mpl.rcParams)
    draw_static(senegal, tmp_path, "carte", ["svg"])
    assert dict(mpl.rcParams) == before


def test_an_unknown_format_is_a_mistake_of_the_caller(senegal, tmp_path):
    """Should fail if a misspelt format wrote nothing and said nothing."""
    with pytest.raises(ValueError, match="jpg"):
        draw_static(senegal, tmp_path, "carte", ["jpg"])


def test_a_file_where_the_folder_should_be_is_a_finding(senegal, tmp_path):
    """Should fail if a traceback of the operating system reached a volunteer."""
    (tmp_path / "maps").write_text("a file")
    with pytest.raises(ProbonoError):
        draw_static(senegal, tmp_path / "maps", "carte", ["svg"])
    assert (tmp_path / "maps").read_text() == "a file"


def test_a_map_that_cannot_be_written_leaves_the_old_one(senegal, tmp_path, monkeypatch):
    """Should fail if a full disk destroyed last month's map, or left half a file."""
    (path,) = draw_static(senegal, tmp_path, "carte", ["pdf"])
    old = hashlib.sha256(path.read_bytes()).hexdigest()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ProbonoError) as error:
        draw_static(senegal, tmp_path, "carte", ["pdf"])
    assert error.value.findings[0].code == "file.no_space"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == old
    assert [p.name for p in tmp_path.iterdir()] == ["carte.pdf"]


# ---- edges ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column", [[1], [0, 0], [None, None], [5, 5, 5], [1, 10**9], [0.0001, 0.0002]],
    ids=["one area", "zeros", "blanks", "one value", "huge", "tiny"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["choropleth", "symbols"])
def test_odd_columns_still_give_a_page(column, kind, tmp_path):
    """Should fail if a single area, only zeros or only blanks stop the drawing."""
    names = [chr(65 + i) for i in range(len(column))]
    table = pd.DataFrame({"area_name": names, "v": column})
    spec = MapSpec(kind=kind, value="v", columns=("v",), **TEXTS)
    model = resolve(spec, areas=squares(*names), table=table, base=False)
    (path,) = draw_static(model, tmp_path, "map", ["png"])
    assert path.stat().st_size > 5000


def test_a_single_point_gets_ground_around_it(tmp_path):
    """Should fail if one well made a map without extent."""
    point = gpd.GeoDataFrame(geometry=gpd.points_from_xy([-16.9], [14.8]), crs=4326)
    model = resolve(MapSpec(language="fr", **TEXTS), points=point)
    (path,) = draw_static(model, tmp_path, "map", ["png"])
    assert path.stat().st_size > 5000


def test_a_logo_stands_in_the_title(tmp_path):
    """Should fail if the logo is missing, stretched, or as heavy as the camera made it."""
    logo = tmp_path / "logo.png"
    Image.effect_noise((3000, 1500), 90).convert("RGB").save(logo)
    credits_ = CREDITS.model_copy(update={"logo": logo})
    model = made("SEN", base=False, credits=credits_)
    (path,) = draw_static(model, tmp_path, "map", ["pdf"])
    page = pypdfium2.PdfDocument(path)[0]
    images = [o for o in page.get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert len(images) == 1
    left, bottom, right, top = images[0].get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(2.0, rel=0.02)
    assert path.stat().st_size < 700_000
