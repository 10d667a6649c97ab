"""Classes: complete, without gaps, readable, and the same in any order of the rows."""

from __future__ import annotations

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.maps.break_methods import METHODS
from probono_kit.maps.classify import classify
from probono_kit.maps.spec import Classification

AUTOMATIC = [m for m in Classification if m is not Classification.BY_HAND]

amounts = st.lists(
    st.one_of(
        st.integers(-1000, 100_000).map(float),
        st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: round(v, 3)),
    ),
    min_size=1,
    max_size=40,
)


@given(amounts, st.sampled_from(AUTOMATIC), st.integers(2, 7))
def test_every_value_has_a_class_and_no_class_is_empty(values, method, count):
    """Should fail if rounding loses a value, empties a class, or makes more than asked."""
    made = classify(values, method, count)
    index = made.assign(values)
    assert index.min() >= 0
    assert np.bincount(index, minlength=made.count).min() > 0
    assert made.count <= count
    assert list(made.edges) == sorted(made.edges)
    assert made.edges[0] <= min(values)
    assert made.edges[-1] >= max(values)


@given(amounts, st.sampled_from(AUTOMATIC), st.integers(2, 7))
def test_the_order_of_the_rows_does_not_matter(values, method, count):
    """Should fail if two sorts of the same table give two maps."""
    assert classify(values, method, count) == classify(values[::-1], method, count)


@given(st.lists(st.integers(0, 10_000).map(float), min_size=12, max_size=40, unique=True))
def test_rounding_moves_no_area_out_of_its_quantile(values):
    """Should fail if a break for people puts an area into another class than mapclassify does."""
    made = classify(values, Classification.QUANTILES, 4)
    expected = mapclassify.Quantiles(np.array(values), k=4).yb
    assert made.assign(values).tolist() == expected.tolist()


def test_natural_breaks_are_the_optimum():
    """Should fail if another grouping of these values had less spread within its classes."""
    from itertools import combinations

    values = np.array([1.0, 2, 2, 3, 10, 11, 12, 30, 31, 33, 34, 80])

    def spread(bounds):
        groups = np.split(values, np.searchsorted(values, bounds, side="right"))
        return sum(((g - g.mean()) ** 2).sum() for g in groups if len(g))

    best = min(spread(list(c)) for c in combinations(np.unique(values)[:-1], 3))
    assert spread(METHODS[Classification.JENKS](values, 4)) == pytest.approx(best)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([4, 18, 22, 45, 46, 80, 81, 240], ("4 – 20", "21 – 45", "46 – 80", "81 – 240")),
        ([0.25, 0.5, 0.75, 0.875], ("0,2 – 0,4", "0,4 – 0,6", "0,6 – 0,8", "0,8 – 0,9")),
        ([7, 7, 7, 7], ("7",)),
        ([0, 1, 1, 2], ("0", "1", "2")),
        (
            [1200, 15000, 98000, 350000],
            (
                "1\u202f200 – 10\u202f000",
                "10\u202f001 – 50\u202f000",
                "50\u202f001 – 200\u202f000",
                "200\u202f001 – 350\u202f000",
            ),
        ),
    ],
)
def test_labels_are_written_as_french_readers_write_numbers(values, labels):
    """Should fail if labels show a false range, overlap for whole numbers, or lack spaces."""
    assert classify(values, Classification.QUANTILES, 4).labels("fr") == labels


def test_a_short_unit_stands_behind_every_range():
    """Should fail if the per cent sign is missing, or could fall on the next line."""
    labels = classify([1.5, 20, 40, 60, 80, 99], Classification.EQUAL_INTERVAL, 2).labels("fr", "%")
    assert labels == ("1 – 50\xa0%", "50 – 99\xa0%")


def test_breaks_by_hand_are_kept_for_a_series_of_maps():
    """Should fail if breaks by hand are rounded, or an empty class of a shared legend dropped."""
    made = classify([12, 13, 55], Classification.BY_HAND, breaks=(10, 50, 100))
    assert made.labels("en") == ("10 or less", "11 – 50", "51 – 100", "over 100")
    assert np.bincount(made.assign([12, 13, 55]), minlength=4).tolist() == [0, 2, 1, 0]


def test_a_diverging_map_breaks_at_its_middle():
    """Should fail if gains and losses share a class."""
    values = [-40.0, -12, -3, 0, 4, 9, 25, 60]
    made = classify(values, classes=4, middle=0.0)
    assert 0.0 in made.edges
    assert made.below == 2
    assert {bool(v <= 0) for v, c in zip(values, made.assign(values), strict=True) if c < 2} == {
        True
    }


def test_nothing_to_classify_gives_no_class():
    """Should fail if a column without values raised, or made up a class."""
    assert classify([float("nan")]).count == 0
    assert classify([]).labels("en") == ()
