"""What a map should show, as data: the one description that both renderers follow."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from probono_kit.maps.layer_spec import Layer


class Kind(StrEnum):
    """Map types. ``auto``: a rate becomes a choropleth, a count symbols, text categories.

    ``hexagons``, ``heat`` and ``clusters`` show where many points are; ``dots`` spreads the counts
    of areas as dots; ``bivariate`` colours areas by two amounts at once; ``flows`` draws arrows
    from place to place; ``bars`` puts two or three amounts beside each other;
    ``who_what_where`` counts organisations and lists them by sector; ``reference`` draws roads,
    rivers and towns from the `layers`, over areas without amounts.
    """

    AUTO = "auto"
    CHOROPLETH = "choropleth"
    SYMBOLS = "symbols"
    CATEGORIES = "categories"
    POINTS = "points"
    HEXAGONS = "hexagons"
    HEAT = "heat"
    CLUSTERS = "clusters"
    DOTS = "dots"
    BIVARIATE = "bivariate"
    FLOWS = "flows"
    BARS = "bars"
    WHO_WHAT_WHERE = "who_what_where"
    REFERENCE = "reference"

    @property
    def gathers_points(self) -> bool:
        """Whether points are counted or spread before they are shown."""
        return self in (Kind.HEXAGONS, Kind.HEAT, Kind.CLUSTERS)


class Classification(StrEnum):
    """How class breaks are found (mapclassify), ``breaks`` when they are given by hand.

    ``unclassed`` makes none: each amount has a colour of its own.
    """

    QUANTILES = "quantiles"
    EQUAL_INTERVAL = "equal_interval"
    PRETTY = "pretty"
    JENKS = "jenks"
    STANDARD_DEVIATION = "standard_deviation"
    HEAD_TAIL = "head_tail"
    BY_HAND = "by_hand"
    UNCLASSED = "unclassed"


class Second(BaseModel):
    """The second amount of a map of two (``bivariate``).

    Parameters
    ----------
    value, denominator : str
        Columns, as `value` and `denominator` of :class:`MapSpec`.
    per : float
        Rates are per this many.
    title, unit : str
        On the axis of the legend; `title` is the name of the column if it is empty.
    breaks : tuple of float
        The two inner breaks, when classes are made by hand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: str = ""
    denominator: str = ""
    per: Annotated[float, Field(gt=0)] = 1.0
    title: str = ""
    unit: str = ""
    breaks: tuple[float, ...] = ()


class Credits(BaseModel):
    """Who answers for the map and what it is made from: the marginal notes of a trusted map.

    Parameters
    ----------
    organisation : str
        The NGO, named in the disclaimer.
    source, licence : str
        Where the data come from and under which licence.
    data_date : str
        Period or day of the data, as people write it (``"avril 2025"``).
    areas_source : str
        Credit of the boundary layer (source and vintage).
    produced : datetime.date, optional
        Day of production. It comes from the brief, never from the clock: same inputs, same bytes.
    disclaimer : str
        Empty: the standard text, which names `organisation`.
    logo : pathlib.Path, optional
        PNG or JPEG.
    map_id : str
        Identifier printed on the map and used in the file name.
    contact : str
        Whom to write to about the map.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: str = ""
    source: str = ""
    licence: str = ""
    data_date: str = ""
    areas_source: str = ""
    produced: datetime.date | None = None
    disclaimer: str = ""
    logo: Path | None = None
    map_id: str = ""
    contact: str = ""


class Page(BaseModel):
    """Paper of the static map.

    Parameters
    ----------
    layout : str
        One of :func:`probono_kit.maps.layout_names`, such as ``"slide"``; ``"auto"`` follows
        `paper` and `orientation`.
    paper : str
        ``"A4"`` or ``"A3"``.
    orientation : str
        ``"auto"`` follows the shape of the territory.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    layout: str = "auto"
    paper: Annotated[str, Field(pattern="^A[34]$")] = "A4"
    orientation: Annotated[str, Field(pattern="^(auto|landscape|portrait)$")] = "auto"


class MapSpec(BaseModel):
    """Everything that decides what a map shows; resolved once by :func:`probono_kit.maps.resolve`.

    Column names refer to the table given to ``resolve``.

    Parameters
    ----------
    kind : Kind
        Map type.
    title, subtitle : str
        A title says what, where and when.
    language : str
        ISO 639-1 code of texts, numbers and names of places.
    value : str
        Column with the amount (choropleth, symbols) or the category (categories).
    denominator : str
        Column to divide by; makes `value` a rate and the map a choropleth.
    per : float
        Rates are per this many (``100`` with `unit` ``"%"``, ``10000`` inhabitants…).
    second : Second
        The other amount of a map of two (``bivariate``); its classes are up the side of the
        legend, those of `value` along it.
    further : tuple of str
        Columns with one or two more amounts, drawn as ``bars`` beside that of `value`; a
        `denominator` divides them all.
    origin, destination : str
        Columns with the places that flows come from and go to: codes or names of areas, or what
        `label` says of points.
    organisation, sector : str
        Columns of a table with a row per activity (``who_what_where``).
    least_flow : float, optional
        Smaller flows are not drawn; by default the thirty largest are, up to a round amount.
    time : str
        Column with the time of each row (year, month, round…): the table then has a row per area
        and time, and the choropleth map a step per time, with classes over all of them.
    cell_km : float, optional
        Width of hexagons in kilometres; by default a round one that suits the points.
    reach_km : float, optional
        How far a point counts on a map of density (``heat``).
    dot_value : float, optional
        What one dot of a dot map stands for; by default a round amount.
    category : str
        Column that colours points.
    icons : dict of str to str
        Category of points or areas and the icon that it gets: one of
        :func:`probono_kit.maps.icon_names`, in English or French. ``"*"`` stands for
        every category that is not named.
    shapes : bool
        Give categories of points shapes of their own, which a grey print tells apart.
    label : str
        Column with the name of each point (areas are named by the boundary layer).
    legend_title, unit : str
        Shown above and beside the classes.
    classification, classes, breaks
        How classes are made: the method, how many at most, inner breaks by hand.
    middle : float, optional
        Turns the palette into a diverging one about this value.
    palette : str
        Name from :mod:`probono_kit.maps.colours`, ``"auto"`` by the nature of the data.
    decimals : int, optional
        Digits shown after the decimal mark; by default as few as tell the classes apart.
    columns : tuple of str
        The only columns that may leave with the map (table, pop-ups). `value`, `denominator`,
        `category` and `label` are shown only if they are named here too.
    labels : bool
        Write the names of areas (and values) on the static map.
    context : bool
        Draw neighbours, lakes, rivers and disputed borders from the base layers.
    remarks : tuple of str
        Sentences that stand first among the marginal notes, such as what could not be placed.
    credits : Credits
        Marginal notes.
    page : Page
        Paper of the static map.
    profile : str
        House style: one of :func:`probono_kit.maps.profile_names`, or a YAML file of the NGO.
    layers : tuple of Layer
        What lies over the layer that all of the above describes, from the lowest to the uppermost.
    tiles, tiles_credit : str
        Online background of the page, which readers switch on: one of
        :func:`probono_kit.maps.tile_names`, or an address with ``{z}``, ``{x}`` and ``{y}`` and
        who is to be named. Empty, as it should be nearly always: the page never asks the network.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = Kind.AUTO
    title: str
    subtitle: str = ""
    language: str = "en"
    value: str = ""
    denominator: str = ""
    per: Annotated[float, Field(gt=0)] = 1.0
    second: Second = Second()
    further: tuple[str, ...] = ()
    organisation: str = ""
    sector: str = ""
    origin: str = ""
    destination: str = ""
    least_flow: Annotated[float, Field(gt=0)] | None = None
    time: str = ""
    cell_km: Annotated[float, Field(gt=0)] | None = None
    reach_km: Annotated[float, Field(gt=0)] | None = None
    dot_value: Annotated[float, Field(gt=0)] | None = None
    category: str = ""
    icons: dict[str, str] = {}
    shapes: bool = False
    label: str = ""
    legend_title: str = ""
    unit: str = ""
    classification: Classification = Classification.QUANTILES
    classes: Annotated[int, Field(ge=2, le=12)] = 5
    breaks: tuple[float, ...] = ()
    middle: float | None = None
    palette: str = "auto"
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    columns: tuple[str, ...] = ()
    labels: bool = True
    context: bool = True
    remarks: tuple[str, ...] = ()
    credits: Credits = Credits()
    page: Page = Page()
    profile: str = "plain"
    layers: tuple[Layer, ...] = ()
    tiles: str = ""
    tiles_credit: str = ""
