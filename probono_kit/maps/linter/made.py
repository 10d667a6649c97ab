"""A map as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import CRS

from probono_kit.findings import Value
from probono_kit.maps.arrays import Array
from probono_kit.maps.extent import Extent
from probono_kit.maps.model import NO_DATA, ZERO, LegendClass
from probono_kit.maps.overlays import Overlay, RawLayer
from probono_kit.maps.spec import Kind, MapSpec

Mask: TypeAlias = npt.NDArray[np.bool_]

#: What a rule found: where, and the values of its message.
Hits: TypeAlias = Iterator[tuple[str, dict[str, Value]]]


@dataclass(frozen=True)
class Made:
    """What was decided about a map.

    Attributes
    ----------
    spec : MapSpec
        What was asked for.
    kind : Kind
        The type that it became.
    areas : geopandas.GeoDataFrame or None
        All areas, EPSG:4326, with ``name``.
    points : geopandas.GeoDataFrame or None
        The points that the map is about, EPSG:4326.
    names : pandas.Series
        Name of each area, or of each point.
    amounts : numpy.ndarray
        Amount of each area or point, NaN where there is none.
    classes : tuple of LegendClass
        The legend.
    countries : tuple of str
        Names of the countries that the map shows, in its language.
    crs : pyproj.CRS or None
        Projection of the map.
    extent : tuple of float or None
        West, south, east, north in degrees.
    layers : tuple of RawLayer
        Further layers as they were given, those out of view too.
    overlays : tuple of Overlay
        Further layers as they are drawn.
    before : numpy.ndarray, shape (t, n)
        The same amounts at the times before the last, on a map over time.
    """

    spec: MapSpec
    kind: Kind
    areas: gpd.GeoDataFrame | None
    points: gpd.GeoDataFrame | None
    names: pd.Series
    amounts: Array
    classes: tuple[LegendClass, ...]
    countries: tuple[str, ...] = ()
    crs: CRS | None = None
    extent: Extent | None = None
    layers: tuple[RawLayer, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    before: Array = field(default_factory=lambda: np.empty((0, 0)))

    @cached_property
    def known(self) -> Array:
        """The amounts that are there."""
        return self.amounts[~np.isnan(self.amounts)]

    @property
    def coloured(self) -> tuple[LegendClass, ...]:
        """The lines of the legend that stand for a value or a category."""
        return tuple(line for line in self.classes if line.key not in (NO_DATA, ZERO))

    @property
    def is_count(self) -> bool:
        """Whole numbers from zero up, that are no rate."""
        known = self.known
        whole = bool(len(known)) and bool(np.all((known >= 0) & (known == np.rint(known))))
        return whole and not self.is_rate

    @property
    def is_rate(self) -> bool:
        """Whether the map says that it shows shares or rates."""
        return bool(self.spec.denominator) or self.spec.unit.strip() in ("%", "‰")

    @property
    def texts(self) -> str:
        """Title and subtitle."""
        return f"{self.spec.title} {self.spec.subtitle}".strip()

    def named(self, wanted: Mask) -> tuple[str, ...]:
        """Return the names of the first few rows that are `wanted`."""
        return tuple(str(name) for name in self.names.to_numpy()[wanted])[:5]


def has_word(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a text has a word, in any case and with or without its accents."""
    return bool(pattern.search(text.casefold()))
