"""Bytes of an offline map page: ours beside folium's own and geopandas', for the same 200 areas.

Run with ``python -m benchmarks.page_size``. The areas are invented, with borders as detailed as a
national boundary file has them; all pages show the same rates, in the same five classes, with the
same columns. folium and geopandas link their scripts: what these weigh is counted once they are put
into the file (our own ``offline`` does that), as the page opens without a network only then.
Ours keeps fewer vertices; how far its borders are off is measured and printed.
"""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import folium
import geopandas as gpd
import shapely

from probono_kit.maps import draw_static, offline, write_page
from probono_kit.maps.model import MapModel
from probono_kit.maps.web_geometry import simplify_areas
from probono_kit.maps.web_layers import grid_of, vertices_of
from tests.maps.web_models import choropleth

AREAS, DETAIL = 200, 6


def ours(model: MapModel, folder: Path, *, picture: bool = False) -> bytes:
    """Write our page: map, legend, notes, table, and a picture for print."""
    drawn = draw_static(model, folder, "map", ["png"])[0] if picture else None
    return write_page(model, folder / "map.html", picture=drawn).read_bytes()


def data_of(model: MapModel) -> gpd.GeoDataFrame:
    """Return what a volunteer hands to folium: geometry, name, value and the shown columns."""
    return model.areas[["name", "value", "wells", "people", "geometry"]]


def with_folium(model: MapModel, *, inside: bool) -> bytes:
    """Draw the choropleth of folium's documentation, with a tooltip."""
    areas = data_of(model)
    breaks = sorted({float(edge) for c in model.classes for edge in (c.lower, c.upper) if edge})
    tiles: dict[str, Any] = {"tiles": None, "maxZoom": 18} if inside else {}
    made = folium.Map([14.4, -14.4], zoom_start=7, **tiles)
    drawn = folium.Choropleth(
        areas, data=areas, columns=["name", "value"], key_on="feature.properties.name",
        bins=breaks, fill_color="GnBu", nan_fill_color="#e6e6e6", legend_name=model.legend_title,
    ).add_to(made)  # fmt: skip
    folium.GeoJsonTooltip(["name", "value", "wells", "people"]).add_to(drawn.geojson)
    return _page(made, model, inside=inside)


def with_explore(model: MapModel, *, inside: bool) -> bytes:
    """Draw with the one line of geopandas."""
    tiles: dict[str, Any] = {"tiles": None} if inside else {}
    made = data_of(model).explore("value", scheme="Quantiles", k=5, cmap="GnBu", **tiles)
    return _page(made, model, inside=inside)


def _page(made: folium.Map, model: MapModel, *, inside: bool) -> bytes:
    if inside:
        return offline(made, title=model.title, language=model.language).encode()
    file = io.BytesIO()
    made.save(file, close_file=False)
    return file.getvalue()


def pixels_off(model: MapModel) -> float:
    """Measure how far our borders are from the given ones on a map 1000 pixels wide, at worst."""
    grid = grid_of(model)
    given = grid.place(model.areas.geometry)
    kept = simplify_areas(given, vertices_of(AREAS))
    return (
        float(shapely.hausdorff_distance(given, kept).max()) / max(grid.width, grid.height) * 1000
    )


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    model = choropleth(AREAS, detail=DETAIL)
    vertices = int(model.areas.count_coordinates().sum())
    print(f"{AREAS} areas, {vertices:,} vertices, three columns; our borders are off by at most")
    print(f"{pixels_off(model):.2f} pixels on a map 1000 pixels wide\n")
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows: list[tuple[str, str, Callable[[], bytes]]] = [
            ("probono-kit", "yes", lambda: ours(model, folder)),
            ("probono-kit, with its picture", "yes", lambda: ours(model, folder, picture=True)),
            ("folium, scripts put inside", "yes", lambda: with_folium(model, inside=True)),
            ("folium as it saves", "no", lambda: with_folium(model, inside=False)),
            ("geopandas explore, scripts inside", "yes", lambda: with_explore(model, inside=True)),
            ("geopandas explore as it saves", "no", lambda: with_explore(model, inside=False)),
        ]
        rows[0][2]()  # imports and caches belong to nobody
        print(f"{'page':36}{'offline':>8}{'kB':>8}{'ratio':>8}{'seconds':>9}")
        first = 0
        for label, works, make in rows:
            begin = time.perf_counter()
            size = len(make())
            seconds = time.perf_counter() - begin
            first = first or size
            print(f"{label:36}{works:>8}{size / 1000:>8.0f}{size / first:>8.1f}{seconds:>9.2f}")


if __name__ == "__main__":
    main()
