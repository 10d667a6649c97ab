"""Colours that everybody can tell apart: measured, not named."""

from __future__ import annotations

import numpy as np
import pytest

from probono_kit.maps.colours import (
    MOST_CATEGORIES,
    NO_DATA_COLOUR,
    PALETTES,
    Nature,
    colours,
    text_colour,
)
from probono_kit.maps.vision import Vision, contrast, lightness, separation, to_hex, to_lab

#: CIEDE2000 that neighbouring classes keep, by their number; in grey the lightness alone is left.
LEAST = {2: 15.0, 3: 12.0, 4: 9.0, 5: 8.0, 6: 7.0, 7: 6.0}


@pytest.mark.parametrize(
    "name", [p.name for p in PALETTES.values() if p.nature is Nature.SEQUENTIAL]
)
@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("vision", Vision)
def test_neighbouring_classes_differ_for_every_reader(name, count, vision):
    """Should fail if two classes next to each other merge for colour-blind readers or in grey."""
    made = colours(name, Nature.SEQUENTIAL, count)
    assert separation(made, vision, neighbours=True) >= LEAST[count]


@pytest.mark.parametrize(
    "name", [p.name for p in PALETTES.values() if p.nature is Nature.SEQUENTIAL]
)
def test_more_is_darker_by_even_steps(name):
    """Should fail if a sequential legend has a jump, or is not ordered without its colours."""
    steps = np.diff(lightness(colours(name, Nature.SEQUENTIAL, 7)))
    assert (steps < 0).all()
    assert np.ptp(steps) < 1.5


@pytest.mark.parametrize(
    "name", [p.name for p in PALETTES.values() if p.nature is Nature.DIVERGING]
)
@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize("vision", Vision)
def test_all_classes_of_a_diverging_map_differ(name, count, vision):
    """Should fail if the two arms merge, as they do in grey with mirrored palettes."""
    least = 5.0 if vision is Vision.GREY else 10.0
    assert separation(colours(name, Nature.DIVERGING, count), vision) >= least


@pytest.mark.parametrize(
    ("vision", "least"),
    [
        (Vision.NORMAL, 20.0),
        (Vision.DEUTERANOPIA, 12.0),
        (Vision.PROTANOPIA, 12.0),
        (Vision.TRITANOPIA, 12.0),
        (Vision.GREY, 6.0),
    ],
)
def test_any_two_categories_differ_for_every_reader(vision, least):
    """Should fail if two of the eight categories could be taken for each other."""
    assert separation(colours("auto", Nature.QUALITATIVE, MOST_CATEGORIES), vision) >= least


@pytest.mark.parametrize("palette", PALETTES)
def test_names_can_be_read_on_every_colour(palette):
    """Should fail if a label on an area falls below the contrast of WCAG AA for large text."""
    nature = PALETTES[palette].nature
    for fill in (*colours(palette, nature, 5), NO_DATA_COLOUR):
        assert contrast(text_colour(fill), fill) >= 3.9


def test_the_difference_of_colours_is_that_of_the_standard():
    """Should fail if CIEDE2000 departs from the test data of Sharma, Wu & Dalal (2005)."""
    from probono_kit.maps.vision import _ciede2000

    first = [[50, 2.6772, -79.7751], [60.2574, -34.0099, 36.2677], [2.0776, 0.0795, -1.135]]
    second = [[50, 0, -82.7485], [60.4626, -34.1751, 39.4387], [0.9033, -0.0636, -0.5514]]
    expected = [2.0425, 1.2644, 0.9082]
    assert _ciede2000(np.array(first), np.array(second)) == pytest.approx(expected, abs=1e-4)


def test_white_is_white():
    """Should fail if the conversion to CIELAB used another white point than the screen's."""
    assert to_lab(np.ones((1, 3)))[0] == pytest.approx([100, 0, 0], abs=0.01)
    assert to_hex(np.ones((1, 3))) == ("#ffffff",)


def test_a_colour_map_of_matplotlib_may_be_named():
    """Should fail if a volunteer's "YlOrRd" is refused, or starts from the dark end."""
    made = colours("YlOrRd", Nature.SEQUENTIAL, 4)
    assert len(set(made)) == 4
    assert lightness(made)[0] > lightness(made)[-1]
