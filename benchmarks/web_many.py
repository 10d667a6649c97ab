"""Bytes and seconds of a web map of many places: ours beside geopandas ``explore()``, same data.

Run with ``python -m benchmarks.web_many``, or with ``--all`` to let ``explore()`` try 100,000
places as well (minutes, and gigabytes). It needs Chromium. Both pages hold the same points with
the same three columns, and open without a network: what ``explore()`` links is put into its page
by our own ``offline``. "Ready" is when the map and the first rows of the table are there (ours), or
when every point is (``explore()``). While a page is dragged, its frames are counted.
The third pair are 5,000 areas with the borders of a national boundary file (20 MB as GeoJSON).
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.maps import Credits, MapSpec, offline, resolve, write_page
from probono_kit.maps.model import MapModel
from probono_kit.maps.web_geometry import simplify_areas
from probono_kit.maps.web_layers import grid_of, vertices_of
from tests.conftest import chromium_path
from tests.maps.web_models import choropleth, country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_WAIT = 300_000

_PAINTED = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""

_FRAMES = """() => new Promise(done => {
    const begin = performance.now(); let count = 0;
    function frame(now) { count += 1; if (now - begin < 1000) requestAnimationFrame(frame);
                          else done(count * 1000 / (now - begin)); }
    requestAnimationFrame(frame); })"""


def places(count: int) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return areas, and points in them that lie about as wells do: in clusters."""
    areas = country(14)
    random = np.random.default_rng(4)
    land = areas.union_all()
    west, south, east, north = land.bounds
    centres = random.uniform((west, south), (east, north), (80, 2))
    at = centres[random.integers(0, 80, 4 * count)] + random.normal(0, 0.2, (4 * count, 2))
    at = at[shapely.contains_xy(land, at)][:count]
    villages = random.choice(["Ndiaye", "Thiam", "Keur", "Diourbel", "Sine", "Mbour"], count)
    table = pd.DataFrame(
        {
            "well": [f"{village} {i + 1}" for i, village in enumerate(villages)],
            "state": random.choice(["working", "broken", "given up"], count, p=[0.6, 0.3, 0.1]),
            "people": random.integers(10, 2500, count),
        }
    )
    renamed = areas.rename(columns={"name": "area_name", "key": "area_code"})
    return renamed, gpd.GeoDataFrame(table, geometry=shapely.points(at), crs=4326)


def resolved(areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> MapModel:
    """Return the model of a map of all points by their state, with all three columns."""
    spec = MapSpec(
        title="Wells, Saloum, April 2025", kind="points", category="state", label="well",
        columns=("well", "state", "people"),
        credits=Credits(organisation="Eau Vive", source="Inventory", data_date="April 2025"),
    )  # fmt: skip
    return resolve(spec, areas=areas, points=points)


def explored(frame: gpd.GeoDataFrame, column: str) -> bytes:
    """Draw with the one line of geopandas, scripts put inside."""
    made = frame.explore(column, tiles=None, legend=False)
    return offline(made, title="explore", language="en").encode()


def opened(browser: Browser, path: Path, ready: str) -> tuple[float, float]:
    """Return the seconds until a page is ready, and its frames a second while it is dragged."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    begin = time.perf_counter()
    page.goto(path.as_uri(), timeout=_WAIT)
    page.wait_for_selector(ready, state="attached", timeout=_WAIT)
    page.evaluate(_PAINTED)
    seconds = time.perf_counter() - begin
    frames = dragged(page)
    page.close()
    return seconds, frames


def dragged(page: Page) -> float:
    """Drag the map to and fro for a second, and count the frames."""
    page.mouse.move(500, 400)
    page.mouse.down()
    page.evaluate(f"window.counted = ({_FRAMES})()")
    begin, step = time.perf_counter(), 0
    while time.perf_counter() - begin < 1:
        step += 1
        page.mouse.move(500 + 150 * np.sin(step / 12), 400 + 60 * np.sin(step / 9))
    frames: float = page.evaluate("window.counted")
    page.mouse.up()
    return frames


def compare(
    browser: Browser, folder: Path, name: str, pages: dict[str, tuple[Callable[[], bytes], str]]
) -> None:
    """Write, weigh and open the pages of one set of data."""
    print(f"\n{name}\n{'page':28}{'MB':>8}{'written s':>11}{'ready s':>9}{'frames/s':>10}")
    for label, (make, ready) in pages.items():
        begin = time.perf_counter()
        path = folder / "page.html"
        path.write_bytes(make())
        written = time.perf_counter() - begin
        seconds, frames = opened(browser, path, ready)
        size = path.stat().st_size / 1e6
        print(f"{label:28}{size:>8.2f}{written:>11.1f}{seconds:>9.2f}{frames:>10.0f}", flush=True)


def main() -> None:
    """Print the tables."""
    from playwright.sync_api import sync_playwright

    warnings.simplefilter("ignore")
    ours, theirs = "html.scripts tbody tr", "path.leaflet-interactive"
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)

        # The start of the browser belongs to nobody; an empty page tells what no page can beat.
        for _ in range(2):
            (folder / "empty.html").write_text("<!doctype html><title>empty</title><p>-", "utf-8")
            floor = opened(browser, folder / "empty.html", "p")[0]
        print(f"an empty page is ready in {floor:.2f} s")

        def page_of(model: MapModel) -> bytes:
            return write_page(model, folder / "map.html").read_bytes()

        for count in (10_000, 100_000):
            areas, points = places(count)
            model = resolved(areas, points)
            pages = {"probono-kit": (lambda m=model: page_of(m), ours)}
            if count == 10_000 or "--all" in sys.argv:
                pages["geopandas explore"] = (lambda p=points: explored(p, "state"), theirs)
            compare(browser, folder, f"{count:,} points, three columns", pages)
        model = choropleth(5000, detail=4)
        given = grid_of(model).place(model.areas.geometry)
        kept = simplify_areas(given, vertices_of(len(given)))
        vertices, left = (int(shapely.get_num_coordinates(s).sum()) for s in (given, kept))
        tidy = bool(shapely.coverage_is_valid(kept))
        frame = model.areas[["name", "value", "wells", "people", "geometry"]]
        pages = {
            "probono-kit": (lambda: page_of(model), ours),
            "geopandas explore": (lambda: explored(frame, "value"), theirs),
        }
        compare(browser, folder, f"5,000 areas, {vertices:,} vertices, three columns", pages)
        print(f"ours keeps {left:,} vertices; neighbours share their borders exactly: {tidy}")
        browser.close()


if __name__ == "__main__":
    main()
