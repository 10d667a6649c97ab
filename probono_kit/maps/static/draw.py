"""The printed map: one page, written as PDF, PNG and SVG."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from probono_kit.i18n import format_number
from probono_kit.maps.anchors import project
from probono_kit.maps.arrays import Array
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import MapModel
from probono_kit.maps.projection import measure_truth
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import furniture
from probono_kit.maps.static.bars import bar_box
from probono_kit.maps.static.circles import circle_radii
from probono_kit.maps.static.fonts import house_style
from probono_kit.maps.static.formats import FORMATS, settings, write_figure
from probono_kit.maps.static.frame import DOT, Frame
from probono_kit.maps.static.labels import draw_labels
from probono_kit.maps.static.layout import lay_out
from probono_kit.maps.static.multiples import draw_multiples, with_small_circles
from probono_kit.maps.static.overlays import (
    covered_by,
    draw_content,
    name_overlays,
    radii_of,
    spots_of,
)
from probono_kit.maps.static.panel import draw_panel
from probono_kit.maps.static.partners import draw_partners
from probono_kit.maps.static.placing import Taken, place_labels
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import FRAME, INK
from probono_kit.maps.static.surroundings import capitals, draw_countries, draw_towns
from probono_kit.maps.static.title import draw_title

#: Millimetres on A4 that stay free around the territory.
LEAST_BORDER = 1.5


def draw_static(
    model: MapModel,
    folder: Path,
    stem: str,
    formats: Sequence[str] = ("pdf", "png", "svg"),
) -> list[Path]:
    """Draw the map on a page and write it in each format.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    folder : pathlib.Path
        Where the files go; it is made if it is missing.
    stem : str
        Name of the files without suffix.
    formats : sequence of str
        Of ``pdf`` (text stays text), ``png`` (200 pixels per inch on A4, palette), ``svg`` (text as
        outlines, layers named by ``id``).

    Returns
    -------
    list of pathlib.Path
        The files, in the order of `formats`. The same model gives the same bytes.

    Raises
    ------
    ValueError
        For an unknown format.
    ProbonoError
        When a file cannot be written; files that were there before stay as they were.

    Examples
    --------
    >>> import tempfile
    >>> import geopandas as gpd, pandas as pd
    >>> from shapely.geometry import box
    >>> from probono_kit.maps import Credits, MapSpec, resolve
    >>> areas = gpd.GeoDataFrame(
    ...     {"area_name": ["Dakar", "Thiès"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
    ... )
    >>> table = pd.DataFrame({"area_name": ["Dakar", "Thiès"], "wells": [12, 40]})
    >>> spec = MapSpec(
    ...     title="Wells, 2025", value="wells", columns=("wells",),
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> model = resolve(spec, areas=areas, table=table, base=False)
    >>> paths = draw_static(model, Path(tempfile.mkdtemp()), "wells", ["png"])
    >>> [path.name for path in paths]
    ['wells.png']
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"unknown formats {unknown}, choose from {FORMATS}")
    paths = [Path(folder) / f"{stem}.{name}" for name in formats]
    with settings(), warnings.catch_warnings():
        # A character that no font has is drawn as a box, which says it better than a warning.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        sheet = sheet_of(model)
        for path in paths:
            write_figure(sheet.figure, model, path, sheet.resolution)
    return paths


# The page that was drawn last: whoever asks about it need not draw it again. A model never changes.
_last: list[tuple[weakref.ref[MapModel], Sheet]] = []


def sheet_of(model: MapModel) -> Sheet:
    """Return the page of `model`, drawn if it is not the one that was drawn last."""
    if _last and _last[0][0]() is model:
        return _last[0][1]
    with settings():
        sheet = compose(model)
    _last[:] = [(weakref.ref(model), sheet)]
    return sheet


def compose(model: MapModel) -> Sheet:
    """Draw the page of `model`, to be called inside :func:`~.formats.settings`."""
    with house_style(model.profile.font, model.profile.font_bold):
        return _compose(model)


def _compose(model: MapModel) -> Sheet:
    bounds = _bounds(model)
    size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
    origin = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    layout = lay_out(model, size, LEAST_BORDER)
    small = with_small_circles(model, layout, size)
    if small is not model:
        model, layout = small, lay_out(small, size, LEAST_BORDER)
    frame = Frame(model, layout, origin)
    border = _border(frame, size)
    if border > LEAST_BORDER:
        frame = Frame(model, lay_out(model, size, border), origin)
    layout = frame.layout
    sheet = Sheet(layout.form, rtl=model.direction == "rtl")
    sheet.frame = layout.map
    numbered: list[str] = []
    shown = False
    if model.steps is not None:
        frame = draw_multiples(sheet, model, layout, origin, size)
    else:
        draw_content(sheet, frame)
        numbered, shown = _draw_names(sheet, frame)
        sheet.rectangle(layout.map, edge=FRAME, width=0.8, gid="frame")
    draw_title(sheet, layout.title, model)
    furniture.draw_notes(sheet, layout)
    draw_partners(sheet, layout.partners, model)
    draw_panel(sheet, frame, numbered, capital=shown)
    return sheet


def _bounds(model: MapModel) -> tuple[float, float, float, float]:
    """Return the bounds of the data in metres of the projection."""
    layers = [layer for layer in (model.areas, model.points, model.ground) if len(layer)]
    if model.flows is not None:
        layers.append(model.flows.frame)
    shapes = np.concatenate(
        [project(layer.geometry.to_numpy(), model.crs, model.extent) for layer in layers]
    )
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    # A single point gets two kilometres of ground.
    wide, tall = max(0.0, 2000.0 - (east - west)) / 2, max(0.0, 2000.0 - (north - south)) / 2
    return west - wide, south - tall, east + wide, north + tall


def _border(frame: Frame, size: tuple[float, float]) -> float:
    """Return how far circles reach over the territory, in millimetres on A4."""
    places = frame.spots if len(frame.model.points) else frame.anchors
    around: list[tuple[Array, Array]] = []
    if frame.model.bars is not None and len(places):
        boxes = [bar_box(frame, row) for row in range(len(places))]
        around.append((places, np.array([[box.width / 2, box.height] for box in boxes])))
    elif frame.has_badges or (frame.model.look is Kind.SYMBOLS and len(places)):
        around.append((places, circle_radii(frame)[:, None]))
    circles = [one for one in frame.model.layers if one.kind is LayerKind.SYMBOLS and one.in_areas]
    around += [(spots_of(frame, one), radii_of(frame, one)[:, None]) for one in circles]
    if not around:
        return LEAST_BORDER
    half = np.array(size) / 2 / frame.layout.scale
    centre = np.array(frame.box.centre)
    reach = max(float((np.abs(at - centre) + room - half).max()) for at, room in around)
    return max(LEAST_BORDER, reach / frame.layout.factor + 1.0)


def _draw_names(sheet: Sheet, frame: Frame) -> tuple[list[str], bool]:
    """Write names on the map; return those that only got a number, and whether a capital shows."""
    taken = Taken(frame.box.inset(0.8))
    _draw_north(sheet, frame, taken)
    found = capitals(frame)
    taken.boxes.extend(town.sign for town in found)
    if len(frame.model.points):
        taken.boxes.extend(_spots(frame))
    taken.boxes.extend(_around(frame.anchors[row], DOT) for row in frame.dots)
    taken.boxes.extend(covered_by(frame))
    numbered: list[str] = []
    reference = frame.model.kind is Kind.REFERENCE
    if reference:
        name_overlays(sheet, frame, taken)
    if frame.model.spec.labels and len(frame.model.areas):
        labels, rest = place_labels(frame, taken)
        numbered = _number(sheet, frame, rest, taken)
        draw_labels(sheet, frame, labels)
    if not reference:
        name_overlays(sheet, frame, taken)
    draw_towns(sheet, frame, found, taken)
    draw_countries(sheet, frame, taken)
    return numbered, bool(found)


def _spots(frame: Frame) -> list[Box]:
    radius = circle_radii(frame)
    return [_around(place, float(r)) for place, r in zip(frame.spots, radius, strict=True)]


def _around(place: Array, radius: float) -> Box:
    x, y = float(place[0]), float(place[1])
    return Box(x - radius, y - radius, x + radius, y + radius)


def _draw_north(sheet: Sheet, frame: Frame, taken: Taken) -> None:
    """Draw a north arrow in the corner farthest from the data, if north is not simply up."""
    truth = measure_truth(frame.model.crs, frame.model.extent)
    if truth.north_up or not truth.bar:
        return
    size = 13.0 * frame.layout.factor
    box = frame.box.inset(2.0)
    corners = [
        Box(x, y, x + size, y + size)
        for y in (box.y1 - size, box.y0)
        for x in ((box.x1 - size, box.x0) if not sheet.rtl else (box.x0, box.x1 - size))
    ]
    place = min(corners, key=lambda c: _on_data(frame, c))
    furniture.draw_north(sheet, place, frame.layout, frame.model, frame.from_page(*place.centre))
    taken.boxes.append(place)


def _on_data(frame: Frame, box: Box) -> float:
    return float(
        shapely.area(
            shapely.intersection(frame.territory, shapely.box(box.x0, box.y0, box.x1, box.y1))
        )
    )


def _number(sheet: Sheet, frame: Frame, rest: list[int], taken: Taken) -> list[str]:
    """Write numbers where names have no room; return the names in the order of the numbers."""
    names: list[str] = []
    for row in rest:
        x, y = map(float, frame.anchors[row])
        boxes = (Box(x + dx - 1.6, y + dy - 1.3, x + dx + 1.6, y + dy + 1.3) for dx, dy in _NEAR)
        box = next((box for box in boxes if taken.free(box)), None)
        if box is None:
            continue
        taken.boxes.append(box)
        names.append(str(frame.model.areas["name"].iloc[row]))
        number = format_number(len(names), frame.model.language)
        at = box.centre
        sheet.text(
            at[0], at[1] - 0.8, number, 6.4, bold=True, colour=INK,
            align="centre", halo="#ffffff", part="map",
        )  # fmt: skip
    return names


#: Where a number may stand, from the middle of its area.
_NEAR = ((0.0, 0.0), (2.6, 0.0), (-2.6, 0.0), (0.0, 2.3), (0.0, -2.3))
