"""Shapes on their way into a page: nothing torn, nothing lost, no border written twice."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from probono_kit.maps.extent import extent_of
from probono_kit.maps.projection import choose_crs
from probono_kit.maps.web_arcs import (
    encode_areas,
    encode_lines,
    encode_numbers,
    encode_points,
)
from probono_kit.maps.web_geometry import (
    CELLS,
    PIXEL,
    Grid,
    polygons,
    simplify_areas,
    simplify_water,
)
from tests.maps.web_models import country

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def numbers(text: str) -> Iterator[int]:
    """Read what :func:`encode_numbers` wrote, as ``layers.js`` does."""
    number, shift = 0, 1
    for letter in text:
        digit = DIGITS.index(letter)
        number += (digit & 31) * shift
        shift *= 32
        if not digit & 32:
            yield -(number // 2) if number % 2 else number // 2
            number, shift = 0, 1


def lines(stream: Iterator[int]) -> list[list[tuple[int, int]]]:
    read, first = [], (0, 0)
    for _ in range(next(stream)):
        (x, y), line = first, []
        for _ in range(next(stream)):
            x, y = x + next(stream), y + next(stream)
            line.append((x, y))
        first = line[0]
        read.append(line)
    return read


def areas(text: str) -> tuple[list[shapely.Geometry], int]:
    """Read shapes, and count their arcs."""
    stream = numbers(text)
    arcs = lines(stream)
    shapes = []
    for _ in range(next(stream)):
        parts = []
        for _ in range(next(stream)):
            rings = []
            for _ in range(next(stream)):
                ring: list[tuple[int, int]] = []
                for _ in range(next(stream)):
                    number = next(stream)
                    arc = arcs[-1 - number][::-1] if number < 0 else arcs[number]
                    assert not ring or ring[-1] == arc[0], "arcs follow each other"
                    ring += arc[1:] if ring else arc
                assert ring[0] == ring[-1], "rings are closed"
                rings.append(ring)
            parts.append(shapely.Polygon(rings[0], rings[1:]))
        shapes.append(shapely.MultiPolygon(parts))
    assert next(stream, None) is None, "nothing is left over"
    return shapes, len(arcs)


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_numbers_come_back(given_numbers: list[int]) -> None:
    """Any whole numbers survive, written in letters that mean nothing to HTML or Jinja."""
    text = encode_numbers(given_numbers)
    assert list(numbers(text)) == given_numbers
    assert set(text) <= set(DIGITS)


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=4, max_size=4))
def test_any_patchwork_of_areas_comes_back(patches: list[list[int]]) -> None:
    """Areas with holes, islands, enclaves and corners that touch: all come back as they were."""
    squares: dict[int, list[shapely.Polygon]] = {}
    for y, row in enumerate(patches):
        for x, owner in enumerate(row):
            squares.setdefault(owner, []).append(shapely.box(x, y, x + 1, y + 1))
    shapes = [shapely.union_all(parts) for parts in squares.values()]
    # Unions drop the corners that neighbours need: put a vertex on every cell's corner.
    shapes = list(shapely.segmentize(shapes, 1.0))
    read, _ = areas(encode_areas(shapes))
    for given_shape, came_back in zip(shapes, read, strict=True):
        assert shapely.equals(given_shape, came_back)


def test_a_shared_border_is_written_once() -> None:
    """Two neighbours have three arcs, not four: their common border and the rest of each."""
    left, right = shapely.box(0, 0, 5, 5), shapely.box(5, 0, 9, 5)
    read, count = areas(encode_areas([left, right]))
    assert count == 3
    assert [shape.area for shape in read] == [25, 20]


def test_an_enclave_and_its_hole_are_one_arc() -> None:
    """A ring that meets nothing else is the same ring from inside and from outside."""
    hole = shapely.box(3, 3, 5, 5)
    _, count = areas(encode_areas([shapely.box(0, 0, 9, 9).difference(hole), hole]))
    assert count == 2


def test_what_is_no_area_keeps_its_place() -> None:
    """An empty geometry, a line, a speck reduced to a point: rows stay in order."""
    line, speck = shapely.LineString([(0, 0), (4, 4)]), shapely.Polygon([(1, 1), (1, 1), (1, 1)])
    read, _ = areas(encode_areas([shapely.Polygon(), line, shapely.box(0, 0, 2, 2), speck]))
    assert [shape.area for shape in read] == [0, 0, 4, 0]


def test_lines_and_points_come_back() -> None:
    """Lines of all parts, points one after the other."""
    multi = shapely.MultiLineString([[(0, 0), (5, 5)], [(9, 9), (9, 9), (7, 2)]])
    assert lines(numbers(encode_lines([multi]))) == [[(0, 0), (5, 5)], [(9, 9), (7, 2)]]
    assert list(numbers(encode_points([(3, 4), (1, 9)]))) == [3, 4, -2, 5]


def test_simplified_neighbours_leave_no_gap() -> None:
    """After simplification, areas still tile their country without gaps or overlaps."""
    frame = country(60, detail=6)
    extent = extent_of(frame)
    grid = Grid.around(frame.geometry, choose_crs(extent), extent)
    placed = grid.place(frame.geometry)
    simple = simplify_areas(placed, 2000)
    assert (
        shapely.get_num_coordinates(simple).sum()
        <= 2000
        < shapely.get_num_coordinates(placed).sum()
    )
    assert shapely.coverage_is_valid(simple)
    assert shapely.union_all(simple).area == sum(shapely.area(simple))
    written, _ = areas(encode_areas(simple))
    assert shapely.union_all(written).area == sum(shapely.area(written)), "nor does rounding"
    assert np.allclose(shapely.area(written), shapely.area(placed), rtol=0.05)


def test_borders_that_were_drawn_twice_become_one() -> None:
    """Neighbours a fraction of a pixel apart: no sliver is left, and no gap."""
    frame = country(30, detail=5)
    extent = extent_of(frame)
    placed = Grid.around(frame.geometry, choose_crs(extent), extent).place(frame.geometry)
    random = np.random.default_rng(1)
    torn = []
    for shape in placed:
        ring = shapely.get_coordinates(shape)[:-1]
        torn.append(shapely.Polygon(ring + random.normal(0, PIXEL / 16, ring.shape)))
    assert not shapely.coverage_is_valid(torn)
    simple = simplify_areas(np.array(torn, dtype=object), 1200)
    assert shapely.get_num_coordinates(simple).sum() <= 1200
    assert shapely.coverage_is_valid(simple)
    whole = shapely.union_all(simple)
    assert len(polygons(whole)[0].interiors) == 0
    assert whole.area == pytest.approx(shapely.union_all(placed).area, rel=0.01)


def test_areas_that_overlap_on_purpose_keep_their_overlap() -> None:
    """Catchments of health posts reach into each other: that is what they are."""
    circles = np.array([shapely.Point(1000 * i, 0).buffer(900) for i in range(5)], dtype=object)
    simple = simplify_areas(circles, 400)
    assert np.allclose(shapely.area(simple), shapely.area(circles), rtol=0.02)


def test_areas_that_overlap_or_cross_themselves_are_drawn_all_the_same() -> None:
    """Borders as they come from the field: no traceback, every area keeps a shape."""
    bow_tie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    over = shapely.box(50, 50, 150, 150)
    spike = shapely.Polygon([(200, 0), (300, 0), (300, 100), (300, 0), (250, 50)])
    simple = simplify_areas(np.array([bow_tie, over, spike], dtype=object), 50)
    read, _ = areas(encode_areas(simple))
    assert all(len(polygons(shape)) for shape in read)


def test_islets_go_before_the_area_they_belong_to() -> None:
    """Of an archipelago the small islands go, of a tiny country the largest stays."""
    islets = [shapely.box(x, 900, x + 1, 901) for x in range(0, 100, 10)]
    archipelago = shapely.MultiPolygon([shapely.box(0, 0, 500, 500), *islets])
    tiny = shapely.MultiPolygon([shapely.box(700, 0, 701, 1), shapely.box(700, 9, 700.6, 9.6)])
    simple = simplify_areas(np.array([archipelago, tiny], dtype=object), 12)
    assert [len(polygons(shape)) for shape in simple] == [1, 1]


def test_lines_are_simplified_until_they_fit() -> None:
    """A winding river of ten thousand points keeps its ends."""
    x = np.arange(10_000)
    river = shapely.LineString(np.stack([x, 500 * np.sin(x / 700) + 3 * np.sin(x)], axis=1))
    (simple,) = simplify_water(np.array([river], dtype=object), 300)
    assert len(simple.coords) <= 300
    assert (simple.coords[0], simple.coords[-1]) == (river.coords[0], river.coords[-1])
    assert simple.hausdorff_distance(river) < 2 * PIXEL


def test_where_there_is_too_much_water_the_small_ones_go() -> None:
    """A continent of lakes is shown by its large ones, not by triangles."""
    lakes = [shapely.Point(400 * i, 0).buffer(20 + 10 * i, quad_segs=8) for i in range(30)]
    simple = simplify_water(np.array(lakes, dtype=object), 120)
    kept = [i for i, lake in enumerate(simple) if not lake.is_empty]
    assert shapely.get_num_coordinates(simple).sum() <= 120
    assert 0 < len(kept) < 30
    assert kept == list(range(kept[0], 30)), "the largest, each in its place"
    assert simple[-1].hausdorff_distance(lakes[-1]) < 2 * PIXEL


def test_the_grid_is_finer_than_a_pixel() -> None:
    """The longer side has 16384 cells: coordinates are off by half a cell at most."""
    frame = country(5)
    extent = extent_of(frame)
    crs = choose_crs(extent)
    grid = Grid.around(frame.geometry, crs, extent)
    assert max(grid.width, grid.height) == CELLS
    written, _ = areas(encode_areas(grid.place(frame.geometry)))
    back = np.array([shape.bounds for shape in written]) * grid.cell
    back += (grid.west, grid.south, grid.west, grid.south)
    true = frame.geometry.to_crs(crs).bounds.to_numpy()
    assert np.abs(back - true).max() <= grid.cell / 2 + 1e-6


def test_a_country_across_the_date_line_is_in_one_piece() -> None:
    """Fiji is a few hundred kilometres wide on the page, not the whole world."""
    east, west = shapely.box(177, -19, 180, -16), shapely.box(-180, -18, -178, -17)
    fiji = gpd.GeoDataFrame(geometry=[shapely.MultiPolygon([east, west])], crs=4326)
    extent = extent_of(fiji)
    grid = Grid.around(fiji.geometry, choose_crs(extent), extent)
    assert grid.width * grid.cell < 700_000


def test_one_point_is_shown_with_the_place_around_it() -> None:
    """A single well makes a map of a kilometre, not of nothing."""
    grid = Grid.around([shapely.Point(2.1, 13.5)], CRS(32631), (2.1, 13.5, 2.1, 13.5))
    assert round(grid.width * grid.cell) == 1000


def test_what_cannot_be_projected_is_left_out() -> None:
    """A place on the other side of the globe does not become a line across the map."""
    crs = CRS("+proj=gnom +lat_0=0 +lon_0=0")
    grid = Grid.around([shapely.box(0, 0, 5, 5)], crs, (0, 0, 5, 5))
    here, beyond = grid.place([shapely.Point(1, 1), shapely.Point(170, 0)])
    assert not here.is_empty
    assert beyond.is_empty
