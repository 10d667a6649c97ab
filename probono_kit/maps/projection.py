"""The projection of a map: area-true, and as true to shape as its extent allows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pyproj import CRS, Geod, Proj, Transformer
from pyproj.crs import ProjectedCRS
from pyproj.crs.coordinate_operation import (
    AlbersEqualAreaConversion,
    LambertAzimuthalEqualAreaConversion,
    LambertCylindricalEqualAreaConversion,
)

from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.extent import Extent

WGS84 = CRS.from_epsg(4326)
GEOD = Geod(ellps="WGS84")

#: A scale bar is refused where the scale varies by more than this share across the map.
MOST_SCALE_VARIATION = 0.10


def choose_crs(extent: Extent) -> CRS:
    """Choose the area-true projection for `extent`.

    Parameters
    ----------
    extent : tuple of float
        West, south, east, north in degrees; east may exceed 180.

    Returns
    -------
    pyproj.CRS
        In metres. Lambert azimuthal for compact territories, Albers conic for wide ones of middle
        latitudes, Lambert cylindrical for wide ones along the equator, Equal Earth for the world.

    Notes
    -----
    After Snyder (1987), "Map Projections: A Working Manual", USGS Professional Paper 1395, p. 33;
    the parallels of the conic lie a sixth of the height inside. Šavrič, Patterson & Jenny (2019),
    "The Equal Earth map projection".

    Examples
    --------
    >>> choose_crs((-17.5, 12.3, -11.4, 16.7)).name
    'Lambert azimuthal equal-area'
    >>> choose_crs((27.0, 41.0, 190.0, 78.0)).name
    'Albers equal-area conic'
    """
    return _choose_crs(*(round(edge, 6) for edge in extent))


@lru_cache(maxsize=64)
def _choose_crs(west: float, south: float, east: float, north: float) -> CRS:
    middle, centre = (south + north) / 2, _wrap((west + east) / 2)
    width, height = east - west, north - south
    if width > 180 or (width > 110 and height > 90):
        centre = 0.0 if width > 300 else round(centre)
        return CRS.from_dict({"proj": "eqearth", "lon_0": centre, "datum": "WGS84", "units": "m"})
    ratio = width * math.cos(math.radians(middle)) / max(height, 1e-9)
    middle, centre = _neat(middle, height), _neat(centre, width)
    wide = width > 12 and ratio > 1.5
    if wide and abs(middle) < 15:
        return ProjectedCRS(
            LambertCylindricalEqualAreaConversion(_neat(height / 4, 1.0), centre),
            name="Lambert cylindrical equal-area",
        )
    if wide and abs(middle) < 70 and south * north > 0 and max(abs(south), abs(north)) < 85:
        sixth = height / 6
        first, second = _neat(south + sixth, height), _neat(north - sixth, height)
        return ProjectedCRS(
            AlbersEqualAreaConversion(first, second, middle, centre),
            name="Albers equal-area conic",
        )
    return ProjectedCRS(
        LambertAzimuthalEqualAreaConversion(middle, centre), name="Lambert azimuthal equal-area"
    )


def _wrap(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _neat(degrees: float, span: float) -> float:
    """Round `degrees` so that a note can name it, finely enough for the width of the map."""
    return round(degrees, 0 if span > 20 else 1 if span > 1 else 2)


def describe_crs(crs: CRS, language: str) -> str:
    """Name the projection and its centre, as a marginal note does.

    Examples
    --------
    >>> describe_crs(choose_crs((-17.5, 12.3, -11.4, 16.7)), "en")
    'Lambert azimuthal equal-area, centred on 14.5° N, 14.4° W'
    """
    names = {
        "laea": _("Lambert azimuthal equal-area", language),
        "aea": _("Albers equal-area conic", language),
        "cea": _("Lambert cylindrical equal-area", language),
        "eqearth": _("Equal Earth (equal-area)", language),
    }
    terms = parameters_of(crs)
    kind = str(terms["proj"])
    east = _degrees(float(terms.get("lon_0", 0.0)), _("E", language), _("W", language), language)
    if kind in ("eqearth", "cea"):
        return _("{name}, centred on {east}", language).format(name=names[kind], east=east)
    north = _degrees(float(terms.get("lat_0", 0.0)), _("N", language), _("S", language), language)
    text = _("{name}, centred on {north}, {east}", language)
    return text.format(name=names[kind], north=north, east=east)


def _degrees(value: float, positive: str, negative: str, language: str) -> str:
    return f"{format_number(abs(value), language)}° {positive if value >= 0 else negative}"


@lru_cache(maxsize=32)
def parameters_of(crs: CRS) -> dict[str, str]:
    """Return the parameters of `crs`, by the names that PROJ has for them."""
    import warnings

    with warnings.catch_warnings():
        # PROJ strings lose datum details; only the projection's own parameters are read here.
        warnings.simplefilter("ignore", UserWarning)
        return {str(k): str(v) for k, v in crs.to_dict().items()}


@lru_cache(maxsize=32)
def forward(crs: CRS) -> Transformer:
    """Return the transformer from degrees (longitude first) to metres of `crs`."""
    return Transformer.from_crs(WGS84, crs, always_xy=True)


@dataclass(frozen=True)
class Truth:
    """How true the map is over its extent.

    Attributes
    ----------
    scale : float
        Metres on the projection for one metre on the ground, eastwards at the middle.
    variation : float
        Largest departure of the scale from that, in any direction, as a share.
    convergence : float
        Largest angle between north and up, in degrees.
    """

    scale: float
    variation: float
    convergence: float

    @property
    def bar(self) -> bool:
        """A scale bar would be honest."""
        return self.variation <= MOST_SCALE_VARIATION

    @property
    def north_up(self) -> bool:
        """North is up everywhere, to the eye."""
        return self.convergence <= 2.0


def measure_truth(crs: CRS, extent: Extent) -> Truth:
    """Measure scale and direction of north over `extent`.

    Parameters
    ----------
    crs : pyproj.CRS
        Of the map.
    extent : tuple of float
        West, south, east, north in degrees.

    Returns
    -------
    Truth
        Computed from the projection's own factors at 9 × 9 points.

    Examples
    --------
    >>> senegal = (-17.5, 12.3, -11.4, 16.7)
    >>> measure_truth(choose_crs(senegal), senegal).bar
    True
    >>> world = (-180.0, -60.0, 180.0, 84.0)
    >>> measure_truth(choose_crs(world), world).bar
    False
    """
    return _measure_truth(crs, extent)


@lru_cache(maxsize=64)
def _measure_truth(crs: CRS, extent: Extent) -> Truth:
    west, south, east, north = extent
    x, y = np.meshgrid(np.linspace(west, east, 9), np.linspace(south, north, 9))
    longitude = (x.ravel() + 180) % 360 - 180
    factors = Proj(crs).get_factors(longitude, np.clip(y.ravel(), -89.9, 89.9))
    scale = ground_scale(crs, ((west + east) / 2, (south + north) / 2))
    extremes = np.concatenate([factors.tissot_semimajor, factors.tissot_semiminor])
    variation = float(np.max(np.abs(extremes / scale - 1)))
    return Truth(scale, variation, float(np.max(np.abs(factors.meridian_convergence))))


def area_variation(crs: CRS, extent: Extent) -> float:
    """Return by how much the largest areas of `extent` are larger than the smallest, as a share.

    Examples
    --------
    >>> senegal = (-17.5, 12.3, -11.4, 16.7)
    >>> round(area_variation(choose_crs(senegal), senegal), 3)
    0.0
    >>> round(area_variation(CRS.from_epsg(3857), (-10.0, 0.0, 10.0, 40.0)), 1)
    0.7
    """
    west, south, east, north = extent
    x, y = np.meshgrid(np.linspace(west, east, 9), np.linspace(south, north, 9))
    longitude = (x.ravel() + 180) % 360 - 180
    factors = Proj(crs).get_factors(longitude, np.clip(y.ravel(), -89.9, 89.9))
    scales = np.asarray(factors.areal_scale)
    return float(scales.max() / scales.min() - 1)


def ground_scale(crs: CRS, at: tuple[float, float]) -> float:
    """Return metres on the projection per metre on the ground, measured eastwards at `at`.

    The ground distance is the geodesic on the WGS 84 ellipsoid.
    """
    longitude, latitude = at
    latitude = max(-89.0, min(89.0, latitude))
    step = 0.01
    ends = [_wrap(longitude - step), _wrap(longitude + step)]
    x, y = forward(crs).transform(ends, [latitude, latitude])
    ground = GEOD.inv(ends[0], latitude, ends[1], latitude)[2]
    return math.hypot(x[1] - x[0], y[1] - y[0]) / float(ground)


def direction_of_north(crs: CRS, x: float, y: float) -> float:
    """Return the angle of north at a place of the map, in degrees clockwise from up.

    Parameters
    ----------
    crs : pyproj.CRS
        Of the map.
    x, y : float
        The place, in metres of `crs`.
    """
    longitude, latitude = forward(crs).transform(x, y, direction="INVERSE")
    ahead = min(latitude + 0.01, 90.0)
    x2, y2 = forward(crs).transform(longitude, ahead)
    return math.degrees(math.atan2(x2 - x, y2 - y))
