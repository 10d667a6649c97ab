"""Maps of bars: two or three amounts of each area, comparable, and what is not known is no zero."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from probono_kit.errors import ProbonoError
from probono_kit.maps import MapSpec, draw_static, export_map, resolve, write_page
from probono_kit.maps.bars import HIGHEST, WIDTH, bar_heights
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.formats import settings
from probono_kit.maps.vision import Vision, contrast, separation
from tests.maps.kind_models import bars, people
from tests.maps.made import CREDITS, areas_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLUMNS = ["femmes", "hommes", "enfants"]


def test_heights_are_in_proportion_over_all_amounts() -> None:
    """Bars of all columns and areas have one scale; the legend follows it."""
    model, table = bars(), people()
    assert model.bars is not None
    by_code = table.set_index("area_code")[COLUMNS]
    told = by_code.loc[model.areas["key"]].to_numpy()
    ratio = model.bars.heights / told
    assert np.nanmax(ratio) == pytest.approx(np.nanmin(ratio))
    assert np.nanmax(model.bars.heights) <= HIGHEST
    for size in model.bars.sizes:
        assert size.height / size.value == pytest.approx(np.nanmax(ratio))


def test_unknown_is_not_zero() -> None:
    """A missing amount, and an area without any, are told as such everywhere."""
    model = bars()
    assert model.bars is not None
    names = list(model.areas["name"])
    none, half = names.index("Louga"), names.index("Saint-Louis")
    assert none not in model.bars.drawn
    assert np.isnan(model.bars.heights[half, 1])
    assert model.table.loc[half, "hommes"] == "pas de données"
    assert model.notes[0] == "Une petite barre grise\u00a0: valeur inconnue."
    assert "Sans données : Louga" in model.alt_text.replace("\xa0", " ")
    zero = bars(people(hommes=0.0))
    assert zero.bars is not None
    assert (zero.bars.heights[zero.bars.drawn, 1] == 0).all()


def test_words_compare_the_amounts() -> None:
    """Where each is highest, and where the first is larger than the second: recounted here."""
    table = people().dropna()
    larger = int((table["femmes"] > table["hommes"]).sum())
    text = bars().alt_text.replace("\xa0", " ").replace("\u202f", " ")
    assert f"« femmes » dépasse « hommes » dans {larger} zones sur 12" in text
    assert "enfants : maximum à Kédougou (5 474)" in text


@pytest.mark.parametrize("vision", Vision)
def test_bars_are_told_apart(vision: Vision) -> None:
    """By every reader and in grey print, and each from the land below it (WCAG 1.4.11)."""
    model = bars()
    assert model.bars is not None
    colours = [line.colour for line in model.bars.series]
    assert separation(colours, vision) >= 14
    assert min(contrast(colour, "#f7f4ec") for colour in colours) >= 3


def test_the_linter_looks_at_every_amount() -> None:
    """Counts of few people, and colours of the brief that merge."""
    table = people(hommes=2.0)
    codes = [found.code for found in bars(table).findings]
    assert "lint.few_people" in codes
    codes = [found.code for found in bars(palette="Greys", further=("hommes",)).findings]
    assert "lint.merging_colours" not in codes
    codes = [found.code for found in bars(palette="Pastel1").findings]
    assert "lint.merging_colours" in codes


def test_columns_that_stay_are_told_by_height_alone(tmp_path: Path) -> None:
    """What the brief does not name is in no table, word, page or file."""
    model = bars(columns=("femmes",))
    assert list(model.table.columns) == ["Zone", "femmes"]
    assert "enfants : maximum" not in model.alt_text
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    exported = export_map(model, tmp_path, "map", ["geojson", "kml", "gpkg", "umap", "qgz"])
    for text in (page, exported[0].read_text("utf-8"), exported[1].read_text("utf-8")):
        assert "5474" not in text.replace("\u202f", "")
    assert "femmes" in gpd.read_file(exported[0]).columns


def test_one_amount_or_four_are_refused() -> None:
    """Two or three can be compared; text and less than nothing have no height."""
    for further in ((), ("hommes", "enfants", "femmes2"), ("femmes",)):
        with pytest.raises(ProbonoError) as problem:
            bars(further=further)
        assert "map.bars_of_one" in [found.code for found in problem.value.findings.errors]
    for wrong, code in ((-3.0, "map.negative_circle"), ("x", "map.text_in_numbers")):
        with pytest.raises(ProbonoError) as problem:
            bars(people(hommes=wrong))
        assert code in [found.code for found in problem.value.findings.errors]


def test_points_get_no_bars() -> None:
    """Bars stand on areas; the finding says so."""
    points = gpd.GeoDataFrame({"femmes": [1]}, geometry=gpd.points_from_xy([-16], [14]), crs=4326)
    told = {"kind": "bars", "language": "en", "title": "T, Senegal, 2025", "credits": CREDITS}
    spec = MapSpec(**told, value="femmes", further=("hommes",))
    with pytest.raises(ProbonoError) as problem:
        resolve(spec, areas=areas_of("SEN"), points=points)
    assert "map.needs_areas" in [found.code for found in problem.value.findings.errors]


def test_close_areas_get_lower_bars() -> None:
    """Where areas lie close together, bars shrink until they hardly cover each other."""
    random = np.random.default_rng(1)
    x, y = random.uniform(0, 100e3, (2, 150))
    amounts = random.uniform(50, 100, (150, 2))
    assert np.nanmax(bar_heights(amounts, x, y)) < np.nanmax(bar_heights(amounts[:4], x[:4], y[:4]))


def test_bars_on_paper_are_as_high_as_the_model_says() -> None:
    """Measured on the page: width and height of every bar."""
    model = bars()
    assert model.bars is not None
    with settings():
        sheet = drawing.compose(model)
    found = [
        patch
        for patch in sheet.figure.findobj(Rectangle)
        if patch.get_gid() == "bar" and patch.get_width() == pytest.approx(WIDTH * POINTS, abs=0.02)
    ]
    drawn = np.sort([patch.get_height() / POINTS for patch in found])
    told = np.sort(model.bars.heights[~np.isnan(model.bars.heights)])
    assert np.allclose(drawn, told, atol=0.01)


@pytest.mark.slow
def test_the_page_draws_what_paper_draws(page: Page, tmp_path: Path) -> None:
    """As many bars, in proportion; they stay as high when the map is enlarged; a pop-up tells."""
    model = bars()
    assert model.bars is not None
    assert draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8").count('id="bar')
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    heights = """() => probono.current.probono.subject.paths[0].slice(1).map(path => {
      const ring = path.getLatLngs()[0].map(at => probono.current.project(at));
      return (ring[0].y - ring[1].y) / probono.current.probono.scale;
    })"""
    told = model.bars.heights[0] * 96 / 25.4
    assert page.evaluate(heights) == pytest.approx(told.tolist(), abs=0.2)
    page.locator(".leaflet-bar a").first.click()
    page.wait_for_timeout(700)
    assert page.evaluate(heights) == pytest.approx(told.tolist(), abs=0.2)
    page.locator("button.turn", has_text="Dakar").click()
    popup = page.locator(".leaflet-popup-content").inner_text()
    assert "femmes" in popup
    assert "1981" in popup.replace("\u202f", "").replace("\xa0", "")
    assert page.locator(".bars li").count() == len(model.bars.sizes)
