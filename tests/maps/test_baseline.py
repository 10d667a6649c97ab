"""Pictures of the maps as they were approved: a change of look must be meant.

``python -m tests.maps.test_baseline`` draws them anew; look at each before committing it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from probono_kit.maps import MapModel, Page
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from tests.maps.layer_models import in_need
from tests.maps.made import made
from tests.maps.test_layers import ALL
from tests.maps.test_static import ARABIC, MODELS

FOLDER = Path(__file__).parent / "baseline"
DPI = 45

NAMES = ["choropleth", "circles", "points", "categories with long names", "Arabic", "date line"]
NAMES += ["two amounts", "flows", "bars", "who does what where", "without classes", "over time"]

#: Other pages, title blocks and layers than those of the tests of the page.
PAGES: dict[str, Callable[[], MapModel]] = {
    "slide": lambda: made("SEN", value="part", unit="%", page=Page(layout="slide")),
    "square": lambda: made("TCD", page=Page(layout="square")),
    "poster": lambda: made("SEN", value="part", unit="%", page=Page(layout="a1-portrait")),
    "title in a band": lambda: made("SEN", value="part", unit="%", profile="ocha-like"),
    "title in the margin": lambda: made("SEN", value="part", unit="%", profile="mapaction-like"),
    "several layers": lambda: in_need(ALL),
    "Arabic slide": lambda: made(
        "TCD", language="ar", title=ARABIC, page=Page(layout="slide"), profile="ocha-like"
    ),
}
NAMES += list(PAGES)


def picture(name: str) -> Image.Image:
    """Return a small picture of one of the maps."""
    with settings():
        sheet = drawing.compose((PAGES.get(name) or MODELS[name])())
        written = BytesIO()
        # A poster is looked at from as far away as a sheet of paper.
        dpi = min(DPI, 530 / max(sheet.figure.get_size_inches()))
        sheet.figure.savefig(written, format="png", dpi=dpi)
    return Image.open(written).convert("RGB")


def _path(name: str) -> Path:
    return FOLDER / f"{name.replace(' ', '-').lower()}.png"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_map_looks_as_approved(name):
    """Should fail if a layer, a colour, the layout or many labels changed."""
    with Image.open(_path(name)) as approved:
        expected = np.asarray(approved.convert("RGB"), dtype=float)
    found = np.asarray(picture(name), dtype=float)
    assert found.shape == expected.shape
    difference = np.abs(found - expected).max(axis=2)
    assert difference.mean() < 1.5
    assert (difference > 60).mean() < 0.01


@pytest.mark.parametrize("name", NAMES)
def test_approved_pictures_are_small(name):
    """Should fail if the repository grows by pictures."""
    assert _path(name).stat().st_size <= 60_000


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for chosen in sys.argv[1:] or NAMES:
        picture(chosen).quantize(128).save(_path(chosen), optimize=True)
