"""What is counted, spread or gathered, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.anchors import project, to_degrees
from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.bars import Bars
from probono_kit.maps.extent import Extent
from probono_kit.maps.flows import Flows
from probono_kit.maps.presence import Presence
from probono_kit.maps.projection import WGS84
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.square import Square
from probono_kit.maps.steps import Steps
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology


@dataclass(frozen=True)
class Before:
    """A map over time: what there was before the last time, which is that of the map.

    Attributes
    ----------
    labels : tuple of str
        Of all times.
    tables : tuple of pandas.DataFrame
        The rows of each time, the last included.
    amounts : tuple of numpy.ndarray, shape (n, k)
        Of each time but the last, the `k` amounts of the areas.
    """

    labels: tuple[str, ...]
    tables: tuple[pd.DataFrame, ...]
    amounts: tuple[Array, ...]


@dataclass(frozen=True)
class Source:
    """What a map is made of, before anything was counted.

    `further` are the amounts that are shown beside `amounts`, row by row; `table` is the table of
    flows, whose rows are none of `subject`; `before` is there on maps over time.
    """

    spec: MapSpec
    subject: Subject
    shapes: gpd.GeoDataFrame | None
    amounts: Array
    crs: CRS
    extent: Extent
    further: tuple[Array, ...] = ()
    table: pd.DataFrame | None = None
    presence: Presence | None = None
    before: Before | None = None

    @property
    def language(self) -> str:
        """Of the map."""
        return self.spec.language

    def places(self) -> Array:
        """Return where the points are, in metres of the map."""
        shapes = project(self.subject.frame.geometry.to_numpy(), self.crs, self.extent)
        return np.asarray(shapely.get_coordinates(shapes))

    def degrees(self, shapes: Shapes) -> gpd.GeoSeries:
        """Return shapes in metres of the map as they are in degrees."""

        def transform(xy: Array) -> Array:
            return to_degrees(xy, self.crs, self.extent)

        return gpd.GeoSeries(shapely.transform(shapes, transform), crs=WGS84)

    def names_at(self, places: Array) -> list[str]:
        """Return the name of the area at or next to each place, ``""`` without areas."""
        if self.shapes is None or not len(self.shapes):
            return [""] * len(places)
        areas = project(self.shapes.geometry.to_numpy(), self.crs, self.extent)
        nearest = shapely.STRtree(areas).nearest(shapely.points(places))
        return [str(name) for name in self.shapes["name"].to_numpy()[nearest]]

    def kilometres(self, metres: float) -> str:
        """Write a length in the language of the map."""
        km = metres / 1000
        text = format_number(km, self.language, 0 if km >= 1 else 1 if km >= 0.1 else 2)
        return _("{number} km", self.language).format(number=text)


@dataclass(frozen=True)
class Derived:
    """What a map is about after its data were counted, spread or gathered.

    Attributes
    ----------
    spec : MapSpec
        What was asked for, with the words that the new rows need.
    look : Kind
        How the rows are drawn.
    subject : Subject
        The rows.
    shapes : geopandas.GeoDataFrame or None
        Areas that are drawn with them: the rows themselves, or their ground.
    amounts : numpy.ndarray
        One per row of `subject`.
    looks : Symbology or None
        What the rows look like, where no rule of the spec decides it.
    ground : geopandas.GeoDataFrame or None
        Areas whose borders lie over the rows.
    table : pandas.DataFrame or None
        What readers without a map read, where the rows themselves say nothing.
    measures : tuple of (MapSpec, numpy.ndarray)
        Amounts that the rules of the linter look at one by one, each with the spec of a map that
        would show it alone.
    told : tuple of str
        Sentences of the text alternative, in place of range and extremes.
    also : tuple of str
        Sentences besides.
    square : Square or None
        Legend of a map of two amounts.
    flows : Flows or None
        Arrows between the rows.
    bars : Bars or None
        Amounts beside each other on the rows.
    presence : Presence or None
        Who does what in the rows.
    steps : Steps or None
        How the rows look at each time.
    """

    spec: MapSpec
    look: Kind
    subject: Subject
    shapes: gpd.GeoDataFrame | None
    amounts: Array
    looks: Symbology | None = None
    ground: gpd.GeoDataFrame | None = None
    table: pd.DataFrame | None = field(default=None)
    measures: tuple[tuple[MapSpec, Array], ...] = ()
    told: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    square: Square | None = None
    flows: Flows | None = None
    bars: Bars | None = None
    presence: Presence | None = None
    steps: Steps | None = None


def frame_of(names: list[str], shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return shapes as areas of a map: ``key``, ``name``, ``geometry``, EPSG:4326."""
    keys = [str(i + 1) for i in range(len(names))]
    return gpd.GeoDataFrame({"key": keys, "name": names}, geometry=shapes, crs=WGS84)
