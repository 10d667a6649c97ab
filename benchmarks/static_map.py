"""Seconds of a printed map: ours beside a plain drawing of geopandas, for the same 200 areas.

Run with ``python -m benchmarks.static_map``. Both write an A4 page as PDF and PNG, with the areas
in the colours of their classes, borders, a name in each area, a title and a legend, from the same
frame in the same projection. Ours also finds a place for each name, draws the neighbours, a
scale and the notes; its classes and texts are decided anew for each map, which is counted.

Maps of one layer of areas (an atlas: one map per indicator) share what does not depend on the
indicator: the first of a process is told apart from those that follow. Each is drawn several
times, in turns; the middle is told, and the least and the most. The processor's seconds change
least on a busy machine.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.maps import Credits, MapSpec, draw_static, resolve
from tests.maps.web_models import country

#: Areas and how often their borders are broken; indicators; runs.
AREAS, DETAIL, RUNS = 200, 6, 5

#: A4 in inches, and the dots per inch of our PNG.
PAPER, DPI = (11.69, 8.27), 200


def table_of(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a rate per area for each run."""
    random = np.random.default_rng(3)
    rates = {f"rate_{i}": np.round(random.uniform(0, 100, len(areas)), 1) for i in range(RUNS + 1)}
    return pd.DataFrame({"area_code": areas["area_code"], **rates})


def ours(areas: gpd.GeoDataFrame, table: pd.DataFrame, value: str, folder: Path) -> None:
    """Resolve and draw a map."""
    spec = MapSpec(
        kind="choropleth", value=value, unit="%", classification="quantiles", classes=5,
        title=f"Rate {value} by area, Senegal, 2025", columns=(value,),
        credits=Credits(organisation="Water for All", source="Survey", data_date="2025"),
    )  # fmt: skip
    model = resolve(spec, areas=areas, table=table)
    draw_static(model, folder, "ours", formats=("pdf", "png"))


def plain(areas: gpd.GeoDataFrame, table: pd.DataFrame, value: str, folder: Path) -> None:
    """Draw as the documentation of geopandas does, a name in the middle of each area."""
    from matplotlib import pyplot

    drawn = areas.merge(table, on="area_code").to_crs("+proj=laea +lat_0=14.4 +lon_0=-14.4")
    figure, axes = pyplot.subplots(figsize=PAPER)
    drawn.plot(
        value, scheme="Quantiles", k=5, cmap="GnBu", edgecolor="white", linewidth=0.6,
        legend=True, ax=axes,
    )  # fmt: skip
    for name, point in zip(drawn["area_name"], drawn.representative_point(), strict=True):
        axes.annotate(name, (point.x, point.y), ha="center", va="center", fontsize=6)
    axes.set_title(f"Rate {value} by area, Senegal, 2025")
    axes.set_axis_off()
    figure.savefig(folder / "plain.pdf")
    figure.savefig(folder / "plain.png", dpi=DPI)
    pyplot.close(figure)


def timed(draw: Callable[[], None]) -> tuple[float, float]:
    """Return seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    draw()
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    frame = country(AREAS, detail=DETAIL)
    areas = gpd.GeoDataFrame(
        {"area_code": frame["key"], "area_name": frame["name"]}, geometry=frame.geometry, crs=4326
    )
    table = table_of(areas)
    print(f"{AREAS} areas, {int(frame.count_coordinates().sum()):,} vertices; A4, PDF and PNG\n")
    with TemporaryDirectory() as name:
        folder = Path(name)
        # Imports and fonts belong to nobody; the areas of the first map are others.
        other = areas.assign(geometry=areas.translate(0.5, 0.5))
        ours(other, table, "rate_0", folder)
        plain(other, table, "rate_0", folder)
        first = timed(partial(ours, areas, table, "rate_0", folder))
        took: dict[str, list[tuple[float, float]]] = {"ours": [], "plain": []}
        for i in range(1, RUNS + 1):
            for label, draw in (("ours", ours), ("plain", plain)):
                took[label].append(timed(partial(draw, areas, table, f"rate_{i}", folder)))
    _print("probono-kit, first of these areas", [first])
    _print("probono-kit, the next", took["ours"])
    _print("geopandas", took["plain"])
    share = median(a[1] / b[1] for a, b in zip(took["ours"], took["plain"], strict=True))
    start = first[1] / median(processor for _, processor in took["plain"])
    print(f"\nprocessor: {share:.2f} of the plain drawing; the first {start:.2f}")


def _print(label: str, runs: list[tuple[float, float]]) -> None:
    clock, processor = [seconds for seconds, _ in runs], [seconds for _, seconds in runs]
    print(
        f"{label:36}{median(clock):>7.2f} s ({min(clock):.2f} to {max(clock):.2f}),"
        f" processor {median(processor):.2f} s"
    )


if __name__ == "__main__":
    main()
