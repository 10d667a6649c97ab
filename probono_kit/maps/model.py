"""The resolved map: everything a renderer may show, and nothing else.

:func:`probono_kit.maps.resolve` makes a :class:`MapModel` once from a
:class:`~probono_kit.maps.spec.MapSpec` and frames; the static and the web renderer draw it. Neither
computes a break, a colour, a label or a text of its own, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import pandas as pd
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.maps.profiles import Profile
from probono_kit.maps.spec import Kind, MapSpec

if TYPE_CHECKING:
    from probono_kit.maps.bars import Bars
    from probono_kit.maps.flows import Flows
    from probono_kit.maps.overlays.model import Overlay
    from probono_kit.maps.presence import Presence
    from probono_kit.maps.ramps import Ramp
    from probono_kit.maps.square import Square
    from probono_kit.maps.steps import Steps
    from probono_kit.maps.tiles import Tiles

Direction = Literal["ltr", "rtl"]

#: ``class_key`` of what has no data, and its line of the legend.
NO_DATA = "none"

#: ``class_key`` of a zero on a map of symbols: no circle, which is not the same as no data.
ZERO = "zero"

#: Fill of an area that carries no colour of its own.
LAND = "#f7f4ec"

#: ``class_key`` of areas that only carry points: drawn plain, not in the legend.
PLAIN = ""


@dataclass(frozen=True)
class LegendClass:
    """One line of the legend: a class of values, a category, or "no data".

    Attributes
    ----------
    key : str
        ``"0"``, ``"1"``… in the order of the legend; ``"zero"`` for the zeros of a map of symbols;
        ``"none"`` for no data. On a map of symbols ``"0"`` stands for all circles.
    label : str
        In the language of the map, numbers formatted, with the unit if that is short (``%``).
    colour : str
        ``#rrggbb``. "No data" is drawn hatched over this colour.
    count : int
        How many areas or points belong to it.
    lower, upper : float or None
        Bounds of a class of values (`upper` included, `lower` not, except in the first class).
    shape, icon : str
        Of points: one of :data:`probono_kit.maps.signs.SHAPES` (``""`` for the plain circle of a
        map without signs), and one of :func:`probono_kit.maps.icon_names` in it, ``""`` for none.
        Areas have icons only, in a circle in their middle.
    size : float
        Of points whose class decides it, and of the circles on areas: their radius in millimetres
        on A4; else 0.
    """

    key: str
    label: str
    colour: str
    count: int
    lower: float | None = None
    upper: float | None = None
    shape: str = ""
    icon: str = ""
    size: float = 0.0


@dataclass(frozen=True)
class SymbolSize:
    """One circle of the size legend: `radius` in millimetres on the A4 page for `value`."""

    value: float
    label: str
    radius: float


@dataclass(frozen=True)
class Context:
    """Layers around and below the data, EPSG:4326, already clipped to the surroundings.

    Longitudes follow the extent of the map: across the date line they go on beyond 180.

    Attributes
    ----------
    countries : geopandas.GeoDataFrame
        Neighbours and the country itself; column ``name`` in the language of the map.
    lakes, rivers, disputed, places : geopandas.GeoDataFrame
        Empty when the base layers have none here. `disputed` are lines, drawn dashed;
        ``on_border`` tells those that lie on a border of `countries`. `places` are points with
        ``name`` and ``capital`` (of a country).
    world : geopandas.GeoDataFrame
        Coarse countries of the wider region, for the locator.
    credit : str
        Source and vintage of these layers, already among the notes of the map.
    """

    countries: gpd.GeoDataFrame
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    disputed: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    world: gpd.GeoDataFrame
    credit: str


@dataclass(frozen=True)
class MapModel:
    """A map ready to be drawn.

    Attributes
    ----------
    spec : MapSpec
        What was asked for.
    kind : Kind
        The type it became; never ``auto``.
    look : Kind
        How the subject is drawn: coloured areas (``choropleth``, ``categories``), circles
        (``symbols``) or points (``points``). Renderers ask for this alone; `kind` says what was
        made of the data.
    language, direction
        Of every text below.
    title, subtitle, legend_title, unit : str
        Unencoded text; renderers encode. `legend_title` is the whole heading of the legend,
        with the unit in it unless every label carries it.
    crs : pyproj.CRS
        Projection of the static map: area-true, chosen for the extent, metres.
    extent : tuple of float
        West, south, east, north in degrees of the data (not of the context); east may exceed 180
        for territories across the date line.
    areas : geopandas.GeoDataFrame
        EPSG:4326, longitudes as in `extent` (beyond 180 across the date line, so that no area is
        cut there), ordered by name; empty for a map of points alone. Columns: ``key`` (code, or
        name where there is none), ``name``, ``value`` (float, NaN for none; category text for
        categories), ``value_text``, ``class_key`` (of `classes`; ``"none"``, ``"zero"``, or ``""``
        for areas that only carry points), ``fill`` (``#rrggbb`` of the area; of its circle on a
        map of symbols, where the area itself is drawn in :data:`LAND`), ``radius`` (mm, symbols
        only, NaN for none), ``label_x`` and ``label_y`` (degrees, inside the area), ``geometry``,
        and the columns of `shown`. ``value`` is NaN and ``value_text`` empty when the column may
        not leave: then the class says all that may be said.
    points : geopandas.GeoDataFrame
        EPSG:4326, longitudes as in `extent`. Columns: ``key``, ``name`` (empty when it may not
        leave), ``value``, ``value_text``, ``class_key``, ``fill``, ``radius`` (mm; NaN on a map
        whose points are all alike), ``geometry`` and the columns of `shown`.
    ground : geopandas.GeoDataFrame
        EPSG:4326, longitudes as in `extent`; column ``name``. Areas under cells and bands that
        points were counted in: drawn plain below, their borders above. Else empty.
    classes : tuple of LegendClass
        In the order of the legend, "no data" last and only if there is any.
    sizes : tuple of SymbolSize
        Circles of the size legend (symbols only), largest first.
    shown : tuple of (column, heading)
        The columns that may be shown (pop-up, table) with their headings. In `areas` and `points`
        they hold text, numbers formatted in the language, ``""`` for nothing.
    cells : pandas.DataFrame
        The columns of the table that may leave as they were given, amounts as numbers: row for
        row with `points`, or with `areas` where there are none. For exports; pages show texts.
    table : pandas.DataFrame
        What readers without a map read: one row per area or point, headings as columns, text and
        numbers formatted. The first columns are the name and what the map shows of it (its value
        if it may leave, else its class), then the columns of `shown`.
    context : Context or None
        Surroundings.
    alt_text : str
        What the map shows, in sentences: range, highest, lowest, missing.
    notes : tuple of str
        Marginal notes in the order in which they are printed: source, dates, boundaries and
        their vintage, map id.
    short_notes : tuple of str
        Those of `notes` that even a small format prints.
    projection : str
        Marginal note on the projection, in which print and web are both drawn.
    disclaimer : str
        Names the NGO.
    profile : Profile
        House style of the printed page; `spec` has its logo, if it names none itself.
    findings : Findings
        What the volunteer has to know: the type chosen and why, rows without an area, warnings.
    square : Square or None
        Legend of a map of two amounts: stands in place of the lines of `classes`, but for that of
        "no data".
    flows : Flows or None
        Arrows over the areas, or between the points.
    bars : Bars or None
        Amounts beside each other on the areas.
    presence : Presence or None
        Who does what in the areas.
    steps : Steps or None
        The times of a map over time; `areas` are those of the last one.
    layers : tuple of Overlay
        What lies over all of the above, from the lowest to the uppermost.
    tiles : Tiles or None
        Online background of the page; paper has none.
    ramp : Ramp or None
        Legend of amounts without classes: class ``"0"`` stands for all of them, and areas have a
        ``fill`` of their own.
    """

    spec: MapSpec
    kind: Kind
    look: Kind
    language: str
    direction: Direction
    title: str
    subtitle: str
    legend_title: str
    unit: str
    crs: CRS
    extent: tuple[float, float, float, float]
    areas: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    ground: gpd.GeoDataFrame
    classes: tuple[LegendClass, ...]
    sizes: tuple[SymbolSize, ...]
    shown: tuple[tuple[str, str], ...]
    cells: pd.DataFrame
    table: pd.DataFrame
    context: Context | None
    alt_text: str
    notes: tuple[str, ...]
    short_notes: tuple[str, ...]
    projection: str
    disclaimer: str
    profile: Profile
    findings: Findings
    square: Square | None = None
    flows: Flows | None = None
    bars: Bars | None = None
    presence: Presence | None = None
    ramp: Ramp | None = None
    steps: Steps | None = None
    layers: tuple[Overlay, ...] = ()
    tiles: Tiles | None = None

    @property
    def latest(self) -> MapModel:
        """The map of its last time, for what shows one time only."""
        if self.steps is not None and self.flows is not None:
            drawn = self.flows.frame["width"].notna()
            frame = self.flows.frame[drawn].reset_index(drop=True)
            return replace(self, flows=replace(self.flows, frame=frame), steps=None)
        shown = self.steps.last_only if self.steps else ()
        if not len(shown):
            return self
        points, cells = self.points[shown].reset_index(drop=True), self.cells
        return replace(self, points=points, cells=cells[shown] if len(cells) else cells, steps=None)

    @property
    def territory(self) -> gpd.GeoDataFrame:
        """The areas that the map is about, whatever lies on them; empty on one of points alone."""
        return self.ground if len(self.ground) else self.areas
