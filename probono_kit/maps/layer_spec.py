"""A further layer of a map, as data: what lies over the one that the map is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class LayerKind(StrEnum):
    """How a further layer is drawn.

    ``auto`` follows its shapes: points, circles where a `value` is named, lines, or the outlines
    of areas. ``symbols`` draws circles in proportion: at points, or in areas.
    """

    AUTO = "auto"
    POINTS = "points"
    SYMBOLS = "symbols"
    LINES = "lines"
    OUTLINES = "outlines"


class Layer(BaseModel):
    """A layer that lies over the first one, which the map is about.

    Parameters
    ----------
    data : str
        Name of its frame among the `layers` given to :func:`probono_kit.maps.resolve`.
    kind : LayerKind
        How it is drawn.
    title : str
        In the legend; the name of the frame if it is empty.
    value, unit : str
        Column with the amount of each circle (``symbols``), and what it is counted in.
    decimals : int, optional
        Digits shown after the decimal mark of amounts.
    role : str
        Draws the layer by the conventions of topographic maps: ``towns``, ``roads``, ``railways``,
        ``boundaries``, ``rivers``, ``lakes``, or ``auto`` to find it from the columns that files of
        OpenStreetMap or Natural Earth have, or from the name of the layer. Layers of a map of the
        kind ``reference`` are ``auto`` unless they say otherwise.
    category : str
        Column that colours points or lines; with a `role` the one that says what each feature is.
    icons, shapes : dict of str to str, bool
        Icons or shapes of the categories of points, as those of :class:`~probono_kit.maps.MapSpec`.
    label : str
        Column with the name of each feature.
    colour : str
        ``#rrggbb`` of a layer of one colour; empty for one that stands out from what lies below.
    palette : str
        Of the categories.
    hatch : bool
        Fill the outlines of areas with slanting lines, through which what lies below is seen:
        where nobody may go, what was flooded.
    columns : tuple of str
        The only columns that may leave with the map, as those of
        :class:`~probono_kit.maps.MapSpec`.
    labels : bool
        Write the names of its features on the map, where there is room.
    source : str
        Where the layer comes from, for the notes of the map.

    Examples
    --------
    >>> Layer(data="health_posts", category="type").heading
    'health posts'
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Annotated[str, Field(min_length=1)]
    kind: LayerKind = LayerKind.AUTO
    title: str = ""
    value: str = ""
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    role: Annotated[
        str, Field(pattern="^(|auto|towns|roads|railways|boundaries|rivers|lakes)$")
    ] = ""
    category: str = ""
    icons: dict[str, str] = {}
    shapes: bool = False
    label: str = ""
    colour: Annotated[str, Field(pattern="^(#[0-9a-fA-F]{6})?$")] = ""
    palette: str = "auto"
    hatch: bool = False
    columns: tuple[str, ...] = ()
    labels: bool = False
    source: str = ""

    @property
    def heading(self) -> str:
        """What the legend calls it."""
        return self.title.strip() or self.data.replace("_", " ").strip()
