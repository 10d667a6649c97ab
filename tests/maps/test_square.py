"""Maps of two amounts: nine colours that all readers tell apart, a legend that explains them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.maps import draw_static, export_map, write_page
from probono_kit.maps.colours import text_colour
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.spec import Second
from probono_kit.maps.square import COLOURS, square_colours
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from probono_kit.maps.static.sheet import Box
from probono_kit.maps.vision import Vision, contrast, lightness, separation
from tests.maps.kind_models import shares, two_amounts

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: CIEDE2000 between any two of the nine colours; in grey lightness alone is left.
LEAST = dict.fromkeys(Vision, 10.0) | {Vision.GREY: 6.0}
NINE = tuple(itertools.chain.from_iterable(COLOURS))


@pytest.mark.parametrize("vision", Vision)
def test_every_reader_tells_nine_colours_apart(vision: Vision) -> None:
    """Should fail if two squares merge for colour-blind readers or in grey print."""
    assert separation(NINE, vision) >= LEAST[vision]


def test_more_of_either_amount_is_darker() -> None:
    """Even in grey print, the way from little to much can be read along both sides."""
    light = np.array([lightness(row) for row in COLOURS])
    assert (np.diff(light, axis=0) < -4).all()
    assert (np.diff(light, axis=1) < -4).all()


def test_numbers_can_be_read_on_every_colour() -> None:
    """The page writes how many areas have each colour: 4.5 to 1, as WCAG 2.2 asks."""
    assert min(contrast(text_colour(colour), colour) for colour in NINE) >= 4.5


def test_few_classes_keep_the_corners() -> None:
    """Two classes are little and much, not little and less."""
    assert square_colours(2, 2) == ((COLOURS[0][0], COLOURS[0][2]), (COLOURS[2][0], COLOURS[2][2]))


def test_each_area_has_the_class_of_both_its_amounts() -> None:
    """Recomputed here from the breaks that the legend names."""
    model, table = two_amounts(), shares()
    square = model.square
    assert square is not None
    first = [float(edge.split()[0].replace(",", ".")) for edge in square.across.edges]
    second = [float(edge.split()[0].replace(",", ".")) for edge in square.up.edges]
    by_code = table.set_index("area_code")
    for area in model.areas.itertuples():
        water, poor = by_code.loc[area.key, ["eau", "pauvres"]]
        if np.isnan(water):
            assert area.class_key == NO_DATA
            continue
        i = sum(water > edge for edge in first[1:-1])
        j = sum(poor > edge for edge in second[1:-1])
        assert area.class_key == square.cells[i][j].key
        assert area.fill == square.cells[i][j].colour == square_colours(3, 3)[i][j]
    counts = [line.count for line in itertools.chain.from_iterable(square.cells)]
    assert sum(counts) == len(table) - 1


def test_what_both_amounts_say_together_is_in_words() -> None:
    """Readers without the map learn where both are high, and whether they go together."""
    text = two_amounts().alt_text
    assert text.startswith("Carte de 14 zones")
    assert "Les deux dans leur classe la plus haute" in text
    assert "corrélation des rangs" in text
    assert "Sans données" in text
    table = shares()
    together = two_amounts(table.assign(pauvres=table["eau"] / 2)).alt_text
    assert "l'est aussi (corrélation des rangs" in together
    assert "1,00" in together


def test_amounts_that_stay_are_neither_in_the_table_nor_in_the_page(tmp_path: Path) -> None:
    """A column that the brief does not name is told by its class alone."""
    model = two_amounts(columns=("eau",))
    assert list(model.table.columns)[-1] == "Part des ménages sans eau (%)"
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    exact = [f"{poor:.1f}".replace(".", ",") for poor in shares()["pauvres"]]
    edges = " ".join(model.square.up.edges) if model.square else ""
    assert not [number for number in exact if f">{number}<" in page and number not in edges]


def test_rates_of_both_amounts() -> None:
    """Each amount has a denominator of its own."""
    table = shares(poor=np.arange(14) * 10.0, homes=400.0, dry=np.arange(14)[::-1] * 5.0, all=100.0)
    second = Second(value="dry", denominator="all", per=100, unit="%", title="À sec")
    told = {"value": "poor", "denominator": "homes", "per": 1000.0, "legend_title": "", "unit": ""}
    model = two_amounts(table, **told, second=second, columns=tuple(table.columns))
    assert model.square is not None
    assert model.square.across.title == "poor / homes"
    assert model.square.across.edges[-1] == "325"
    assert model.square.up.edges[-1].startswith("65")


def test_a_single_amount_is_refused() -> None:
    """Without a second column, or with breaks that make no three classes, the map says so."""
    with pytest.raises(ProbonoError) as problem:
        two_amounts(second=Second())
    assert [found.code for found in problem.value.findings.errors] == ["map.no_second"]
    with pytest.raises(ProbonoError) as problem:
        two_amounts(classification="by_hand", breaks=(10.0, 20.0, 30.0))
    codes = [found.code for found in problem.value.findings.errors]
    assert codes == ["map.breaks_of_square"] * 2
    with pytest.raises(ProbonoError) as problem:
        two_amounts(second=Second(value="pauvre"))
    found = problem.value.findings.errors[0]
    assert (found.code, found.where) == ("map.column_missing", "second")
    assert "pauvres" in found.values["near"]


def test_breaks_by_hand_make_the_classes() -> None:
    """Two breaks each, as the brief gives them."""
    second = Second(value="pauvres", breaks=(20.0, 40.0))
    model = two_amounts(classification="by_hand", breaks=(30.0, 60.0), second=second)
    assert model.square is not None
    assert model.square.up.labels[1] == "20 – 40"
    assert model.square.across.edges[1:3] == ("30\xa0%", "60\xa0%")


def test_the_linter_looks_at_both_amounts() -> None:
    """Counts of few people in either amount are told."""
    table = shares(eau=np.arange(14) % 4 + 1, pauvres=np.arange(14) % 3 + 1)
    second = Second(value="pauvres", title="Enfants")
    model = two_amounts(table, unit="", legend_title="Femmes", second=second)
    codes = [found.code for found in model.findings]
    assert codes.count("lint.few_people") == 2
    assert codes.count("map.counts_in_colour") == 2


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_square_is_drawn_whole(orientation: str, language: str) -> None:
    """Titles and numbers stand on the page, none on another, whichever way it is read."""
    long = (
        "Part des ménages qui marchent plus de trente minutes jusqu'au point d'eau le plus proche"
    )
    told = {"page": {"orientation": orientation}, "language": language, "legend_title": long}
    with settings():
        sheet = drawing.compose(two_amounts(**told))
    boxes = [written.box for written in sheet.written if written.part == "furniture"]
    assert all(sheet.page.contains(box) for box in boxes)
    # Lines of one Arabic title come within a hair of each other.
    boxes = [Box(box.x0, box.y0 + 0.02, box.x1, box.y1 - 0.02) for box in boxes]
    overlaps = [
        (one, other) for one, other in itertools.combinations(boxes, 2) if one.overlaps(other)
    ]
    assert not overlaps
    squares = [patch for patch in sheet.figure.findobj() if _is_colour(patch)]
    assert len(squares) == 9


def _is_colour(artist: object) -> bool:
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle

    return isinstance(artist, Rectangle) and to_hex(artist.get_facecolor()) in NINE


@pytest.mark.slow
def test_paper_page_and_files_agree(page: Page, tmp_path: Path) -> None:
    """The nine colours with their numbers are in the page, those used in the drawing and files."""
    model = two_amounts()
    drawing_ = draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8")
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    cells = page.locator(".square td[data-class]")
    told = [(cell.get_attribute("data-class"), cell.inner_text()) for cell in cells.all()]
    assert model.square is not None
    lines = {line.key: line for line in itertools.chain.from_iterable(model.square.cells)}
    assert {key: int(count) for key, count in told} == {k: li.count for k, li in lines.items()}
    assert page.locator(".square thead th").inner_text().endswith("Part des ménages pauvres")
    for line in lines.values():
        assert line.colour in drawing_
    exported = gpd.read_file(export_map(model, tmp_path, "map", ["geojson"])[0])
    assert set(exported["colour"]) == set(model.areas["fill"])
