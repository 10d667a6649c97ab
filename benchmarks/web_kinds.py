"""Seconds and bytes of the other kinds of maps: on paper and on the web, beside the plain way.

Run with ``python -m benchmarks.web_kinds``. It needs Chromium. The plain way is what a volunteer
writes with geopandas, matplotlib and folium for the same data: a picture without title, legend,
sources and labels, and a page whose links our own ``offline`` put into it. For bars beside each
other and for several layers folium has no one line; markers stand for icons.

"Paper" is the PNG and the PDF of A4 on our side, a PNG of the same size and resolution on the
other. "Ready" is told as :mod:`benchmarks.web_many` tells it.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import folium
import folium.plugins
import geopandas as gpd
import matplotlib as mpl

from benchmarks.web_many import opened
from probono_kit.maps import MapModel, draw_static, offline, write_page
from tests.conftest import chromium_path
from tests.maps import kind_models, layer_models
from tests.maps.made import areas_of
from tests.maps.test_derived import mapped, places

#: How often each page is opened, after a first time.
RUNS = 5

#: A frame in which one of our marks is has all of them: they are drawn in one go.
OURS = "document.querySelector('html.scripts path.leaflet-interactive')"


@dataclass
class Compared:
    """A kind: how its model is made, and the plain ways to a picture and to a page."""

    model: Callable[[], MapModel]
    picture: Callable[[Any], object] | None = None
    page: Callable[[], folium.Map] | None = None
    drawn: str = "document.querySelector('path.leaflet-interactive')"


def coordinates() -> list[list[float]]:
    """Return latitude and longitude of the points, as folium wants them."""
    points = places().geometry
    return list(map(list, zip(points.y, points.x, strict=True)))


def bare() -> folium.Map:
    """Return a map with the borders of the areas."""
    made = folium.Map([14.4, -14.4], zoom_start=7, tiles=None, maxZoom=18)
    folium.GeoJson(areas_of("SEN")).add_to(made)
    return made


def heat() -> folium.Map:
    """Return the heat map of folium's plugins."""
    made = bare()
    folium.plugins.HeatMap(coordinates()).add_to(made)
    return made


def clusters() -> folium.Map:
    """Return the clusters of folium's plugins."""
    made = bare()
    folium.plugins.FastMarkerCluster(coordinates()).add_to(made)
    return made


def markers() -> folium.Map:
    """Return a marker with an icon for each place."""
    made = bare()
    for at, kind in zip(kind_models.spots().geometry, kind_models.spots()["type"], strict=True):
        icon = folium.Icon(icon="home", prefix="fa")
        folium.Marker([at.y, at.x], tooltip=str(kind), icon=icon).add_to(made)
    return made


def lines() -> folium.Map:
    """Return a line for each journey, as wide as its amount."""
    made, drawn = bare(), kind_models.flows().flows
    assert drawn is not None
    for row in drawn.frame.itertuples():
        way = [(y, x) for x, y in row.geometry.coords]
        folium.PolyLine(way, weight=3, tooltip=str(row.name)).add_to(made)
    return made


def layers() -> folium.Map:
    """Return areas, sites and roads one after the other, with explore()."""
    model = layer_models.in_need()
    frame: gpd.GeoDataFrame = model.areas[["name", "value", "geometry"]]
    made = frame.explore("value", tiles=None, legend=False)
    for layer in model.layers:
        layer.frame[["name", "geometry"]].explore(m=made)
    return made


def hexbin(axes: Any) -> None:
    """Draw the hexagons of matplotlib."""
    points = places().geometry
    axes.hexbin(points.x, points.y, gridsize=20, mincnt=1)


def plain(frame: Callable[[], gpd.GeoDataFrame], axes: Any) -> None:
    """Draw points or lines of a frame."""
    frame().plot(ax=axes, markersize=8)


def model_lines() -> gpd.GeoDataFrame:
    """Return the journeys as lines."""
    drawn = kind_models.flows().flows
    assert drawn is not None
    return drawn.frame


KINDS = {
    "hexagons": Compared(partial(mapped, "hexagons", cell_km=30), hexbin),
    "heat": Compared(
        partial(mapped, "heat"), partial(plain, places), heat,
        "document.querySelector('canvas.leaflet-heatmap-layer')",
    ),
    "clusters": Compared(
        partial(mapped, "clusters"), partial(plain, places), clusters,
        "document.querySelector('.marker-cluster')",
    ),
    "icons": Compared(
        partial(kind_models.services, base=True), partial(plain, kind_models.spots), markers,
        "document.querySelector('.awesome-marker')",
    ),
    "flows": Compared(kind_models.flows, partial(plain, model_lines), lines),
    "bars": Compared(kind_models.bars),
    "over time": Compared(kind_models.over_time),
    "several layers": Compared(layer_models.in_need, None, layers),
}  # fmt: skip


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """Return the least time of a few, after a first one."""
    act()
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        found.append(time.perf_counter() - begin)
    return min(found)


def pictured(draw: Callable[[Any], object], path: Path) -> None:
    """Draw the plain way: the areas, and what lies over them."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(11.69, 8.27))
    areas_of("SEN").plot(ax=axes, color="#eeeeee", edgecolor="#888888")
    draw(axes)
    figure.savefig(path, dpi=200)
    pyplot.close(figure)


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    warnings.simplefilter("ignore")
    mpl.use("agg")
    print(
        f"{'kind':16}{'paper s':>9}{'plain':>8}{'page kB':>9}{'plain':>8}{'ready s':>9}{'plain':>8}"
    )
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        for kind, each in KINDS.items():
            model = each.model()
            paper = [seconds(partial(draw_static, model, folder, "map", ["png", "pdf"]))]
            if each.picture:
                paper.append(seconds(partial(pictured, each.picture, folder / "plain.png")))
            pages = [(write_page(model, folder / "map.html"), OURS)]
            if each.page:
                pages.append((folder / "plain.html", each.drawn))
                text = offline(each.page(), title=kind, language="en")
                pages[1][0].write_text(text, encoding="utf-8")
            runs = [
                [opened(browser, path, drawn, drag=False).ready for path, drawn in pages]
                for _ in range(RUNS + 1)
            ][1:]
            ready = [median(column) for column in zip(*runs, strict=True)]
            sizes = [path.stat().st_size / 1000 for path, _ in pages]
            row = ((paper, "9.2f", "8.2f"), (sizes, "9.0f", "8.0f"), (ready, "9.2f", "8.2f"))
            print(f"{kind:16}", end="")
            for values, first, second in row:
                beside = format(values[1], second) if len(values) > 1 else f"{'-':>8}"
                print(format(values[0], first) + beside, end="")
            print(flush=True)
        browser.close()


if __name__ == "__main__":
    main()
