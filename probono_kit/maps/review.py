"""All that a cartographer would say about a map, before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.maps.linter.page import lint_sheet
from probono_kit.maps.model import MapModel
from probono_kit.maps.resolve import resolve
from probono_kit.maps.spec import MapSpec
from probono_kit.maps.static.draw import sheet_of


def lint(
    spec: MapSpec,
    *,
    areas: gpd.GeoDataFrame | None = None,
    table: pd.DataFrame | None = None,
    points: gpd.GeoDataFrame | None = None,
    layers: Mapping[str, pd.DataFrame] | None = None,
    base: bool = True,
) -> Findings:
    """Return what is to be said about a map: its data, classes, colours, texts, and the drawn page.

    Parameters
    ----------
    spec : MapSpec
        What is asked for.
    areas : geopandas.GeoDataFrame, optional
        Areas, as for :func:`probono_kit.maps.resolve`.
    table : pandas.DataFrame, optional
        Rows of areas, as there.
    points : geopandas.GeoDataFrame, optional
        Points, as there.
    layers : mapping of str to geopandas.GeoDataFrame, optional
        Frames of further layers, as there.
    base : bool
        Read what lies around from the base layers.

    Returns
    -------
    Findings
        The same that the notebooks show and that ``probono check`` repeats: those of the model,
        and those of :func:`lint_page`. An error stops before anything is drawn.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> from probono_kit.maps import Credits
    >>> areas = gpd.GeoDataFrame(
    ...     {"area_name": ["Dakar", "Thiès"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
    ... )
    >>> table = pd.DataFrame({"area_name": ["Dakar", "Thiès"], "wells": [12, 40]})
    >>> spec = MapSpec(
    ...     title="Wells", value="wells", kind="choropleth",
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> found = lint(spec, areas=areas, table=table, base=False)
    >>> [each.code for each in found if each.code.startswith("map.")]
    ['map.counts_in_colour']
    >>> "lint.title_without_period" in [each.code for each in found]
    True
    """
    try:
        model = resolve(spec, areas=areas, table=table, points=points, layers=layers, base=base)
    except ProbonoError as problem:
        return problem.findings
    return Findings([*model.findings, *lint_page(model)])


def lint_page(model: MapModel) -> Findings:
    """Return what is wrong with the printed page of a map, measured on the drawing itself.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`. What :func:`probono_kit.maps.draw_static` drew of it
        last is not drawn again.

    Returns
    -------
    Findings
        Texts below six points, clipped at the edge, on each other, or shortened in the legend.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> from probono_kit.maps import Credits
    >>> wells = gpd.GeoDataFrame(geometry=[Point(-16.9, 14.8)], crs=4326)
    >>> spec = MapSpec(
    ...     title="Wells, Thiès, 2025",
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> list(lint_page(resolve(spec, points=wells, base=False)))
    []
    """
    return lint_sheet(sheet_of(model))
