"""Bytes and seconds of a web map of many places: ours beside geopandas ``explore()``, same data.

Run with ``python -m benchmarks.web_many``, or with ``--all`` to let ``explore()`` try 100,000
places as well (minutes, and gigabytes). It needs Chromium. Both pages hold the same points with
the same three columns, and open without a network: what ``explore()`` links is put into its page
by our own ``offline``.

Each page is opened several times, in turns, by one browser that is warm. "Ready" counts from the
start of the navigation to the first frame with all points or areas in it, the same for both: a
letter is put into the page as soon as all are drawn, and the browser tells when the frame with that
letter was shown. "Complete" is when our table, chart, search and pop-ups are there too
(``explore()`` has pop-ups only). The middle of the runs is told, and the least and the most.
"Processor" is what the page's own thread worked until it was complete, which a busy machine changes
least. While a page is dragged, its frames are counted.
The third pair are 5,000 areas with the borders of a national boundary file (20 MB as GeoJSON).
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
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

#: How often each page is opened, after a first time.
RUNS = 7

# In every page before its own scripts: when is everything drawn, in a frame that was shown? What is
# painted within a frame is seen at once by its attribute, what is elements before the next frame.
_WATCH = """(() => {
    const drawn = () => DRAWN;
    const complete = () => !document.querySelector('html.scripts')
        || document.querySelector('tbody tr');
    const watched = window.watched = {};
    let seen = false;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (entry.identifier === 'drawn') { watched.ready = entry.renderTime / 1000; }
    })).observe({type: 'element', buffered: true});
    new MutationObserver(look).observe(document,
        {subtree: true, attributes: true, attributeFilter: ['data-painted']});
    function look() {
        if (seen || !drawn()) { return; }
        seen = true;
        const letter = document.createElement('p');
        letter.setAttribute('elementtiming', 'drawn');
        letter.textContent = '.';
        letter.style.cssText = 'position:fixed;left:0;top:0;margin:0;z-index:9999';
        document.body.appendChild(letter);
    }
    function frame() {
        look();
        if (!seen || !complete()) { requestAnimationFrame(frame); return; }
        requestAnimationFrame(() => setTimeout(() => {
            watched.complete = performance.now() / 1000; }));
    }
    requestAnimationFrame(frame);
})();"""

#: All points or areas: on our canvas, or as so many elements.
ALL = """document.querySelector('html.scripts canvas[data-painted]')
    || document.querySelectorAll('path.leaflet-interactive').length >= COUNT"""

_DONE = """() => new Promise(done => {
    (function look() { if (window.watched.complete && window.watched.ready) done(window.watched);
                       else setTimeout(look, 5); })(); })"""

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


@dataclass
class Opened:
    """What one opening of a page took."""

    ready: float
    complete: float
    processor: float
    frames: float


def opened(browser: Browser, path: Path, drawn: str, *, drag: bool) -> Opened:
    """Open a page: seconds until `drawn` holds, and its frames a second while it is dragged."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(_WAIT)
    page.add_init_script(_WATCH.replace("DRAWN", drawn))
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri(), timeout=_WAIT, wait_until="commit")
    seen = page.evaluate(_DONE)
    told = session.send("Performance.getMetrics")["metrics"]
    worked = next(entry["value"] for entry in told if entry["name"] == "TaskDuration")
    frames = dragged(page) if drag else 0.0
    context.close()
    return Opened(seen["ready"], seen["complete"], worked, frames)


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
    browser: Browser, folder: Path, name: str, count: int, pages: dict[str, Callable[[], bytes]]
) -> None:
    """Write and weigh the pages of one set of data, and open them in turns."""
    print(f"\n{name}\n{'page':20}{'MB':>7}{'written s':>11}{'ready s':>26}", end="")
    print(f"{'complete':>10}{'processor':>11}{'frames/s':>10}")
    files, written = {}, {}
    for number, (label, make) in enumerate(pages.items()):
        begin = time.perf_counter()
        files[label] = folder / f"page{number}.html"
        files[label].write_bytes(make())
        written[label] = time.perf_counter() - begin
    drawn = ALL.replace("COUNT", str(count))
    found: dict[str, list[Opened]] = {label: [] for label in pages}
    for turn in range(RUNS + 1):
        for label, path in files.items():
            found[label].append(opened(browser, path, drawn, drag=turn == RUNS))
    for label, runs in found.items():
        # The first opening fills the caches of the system.
        ready = [run.ready for run in runs[1:]]
        size = files[label].stat().st_size / 1e6
        spread = f"{median(ready):.2f} ({min(ready):.2f} to {max(ready):.2f})"
        print(f"{label:20}{size:>7.2f}{written[label]:>11.1f}{spread:>26}", end="")
        print(f"{median(run.complete for run in runs[1:]):>10.2f}", end="")
        print(f"{median(run.processor for run in runs[1:]):>11.2f}{runs[-1].frames:>10.0f}")
    if len(found) == 2:
        ours, theirs = found.values()
        for what in ("ready", "processor"):
            shares = [
                getattr(b, what) / getattr(a, what)
                for a, b in zip(ours[1:], theirs[1:], strict=True)
            ]
            print(f"{what}: {median(shares):.1f} times as fast", end="")
            print(f" ({min(shares):.1f} to {max(shares):.1f})", flush=True)


def main() -> None:
    """Print the tables."""
    from playwright.sync_api import sync_playwright

    warnings.simplefilter("ignore")
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)

        # The start of the browser belongs to nobody; an empty page tells what no page can beat.
        (folder / "empty.html").write_text("<!doctype html><title>empty</title><p id=empty>-")
        empty = folder / "empty.html", "document.querySelector('#empty')"
        floor = [opened(browser, *empty, drag=False).ready for _ in range(RUNS)]
        print(f"an empty page is ready in {median(floor):.2f} s")

        def page_of(model: MapModel) -> Callable[[], bytes]:
            return lambda: write_page(model, folder / "map.html").read_bytes()

        for count in (10_000, 100_000):
            areas, points = places(count)
            pages = {"probono-kit": page_of(resolved(areas, points))}
            if count == 10_000 or "--all" in sys.argv:
                pages["geopandas explore"] = partial(explored, points, "state")
            compare(browser, folder, f"{count:,} points, three columns", count, pages)
        model = choropleth(5000, detail=4)
        given = grid_of(model).place(model.areas.geometry)
        kept = simplify_areas(given, vertices_of(len(given)))
        vertices, left = (int(shapely.get_num_coordinates(s).sum()) for s in (given, kept))
        tidy = bool(shapely.coverage_is_valid(kept))
        frame = model.areas[["name", "value", "wells", "people", "geometry"]]
        pages = {
            "probono-kit": page_of(model),
            "geopandas explore": partial(explored, frame, "value"),
        }
        title = f"5,000 areas, {vertices:,} vertices, three columns"
        compare(browser, folder, title, 5000, pages)
        print(f"ours keeps {left:,} vertices; neighbours share their borders exactly: {tidy}")
        browser.close()


if __name__ == "__main__":
    main()
