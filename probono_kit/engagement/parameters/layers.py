"""What a task says of a further layer of its map."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class FurtherLayer(BaseModel):
    """How one file of ``layer_files`` is shown; every key may be left out.

    Parameters
    ----------
    title : str
        In the legend; the title of the source, or the name of the file, if it is empty.
    kind : str
        How it is drawn; ``auto`` follows its shapes.
    sheet : str
        Sheet of a workbook, or layer of a geo file.
    latitude, longitude : str
        Columns of a table with coordinates.
    place_column, code_column : str
        Columns of a table with the names or codes of the areas of the map, for circles in them.
    value, unit : str
        Column with the amount of each circle, and what it is counted in.
    measure : str
        How several rows of one area become one.
    role : str
        Draws the layer as topographic maps do: towns, roads, railways, boundaries, rivers, lakes,
        or ``auto`` to find it; layers of a reference map are ``auto`` unless they say otherwise.
    category : str
        Column that colours points or lines; with a `role` the one that says what each feature is.
    label : str
        Column with the name of each.
    labels : bool
        Write the names on the map.
    icons, shapes : dict of str to str, bool
        Icons or shapes of the categories of points, as those of the map.
    colour, palette : str
        ``#rrggbb`` of a layer of one colour; palette of the categories.
    hatch : bool
        Slanting lines fill the outlines of areas.
    source : str
        Credit of the layer; that of the source of the brief if it is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str = ""
    kind: Literal["auto", "points", "symbols", "lines", "outlines"] = "auto"
    sheet: str = ""
    latitude: str = ""
    longitude: str = ""
    place_column: str = ""
    code_column: str = ""
    value: str = ""
    unit: str = ""
    measure: Literal["value", "rows", "distinct", "sum", "mean", "median", "min", "max"] = "sum"
    role: Literal["", "auto", "towns", "roads", "railways", "boundaries", "rivers", "lakes"] = ""
    category: str = ""
    label: str = ""
    labels: bool = False
    icons: dict[str, str] = Field(default_factory=dict)
    shapes: bool = False
    colour: Annotated[str, Field(pattern="^(#[0-9a-fA-F]{6})?$")] = ""
    palette: str = "auto"
    hatch: bool = False
    source: str = ""


#: Keys of a layer in which a brief may give one text per language.
LOCALISED = ("title", "unit", "source")
