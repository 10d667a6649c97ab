"""Parameters of the notebooks that draw maps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from probono_kit.engagement.parameters.common import (
    About,
    Conflict,
    Group,
    InputPath,
    Latitude,
    Longitude,
    Shape,
)
from probono_kit.engagement.parameters.layers import FurtherLayer
from probono_kit.engagement.parameters.map_subject import MapSubject
from probono_kit.findings import N_

MapId = Annotated[
    str,
    AfterValidator(Shape("([A-Za-z0-9][A-Za-z0-9._-]{0,79})?", "engagement.not_an_identifier")),
]

#: Kinds of map that show points.
_OF_COORDINATES = ("points", "clusters", "hexagons", "heat")

#: Kinds of map that show steps of time.
_OF_TIMES = (
    *("auto", "choropleth", "symbols", "categories", "points"),
    *("bars", "dots", "flows", "who_what_where"),
)

#: Measures that need no value column.
_COUNTING = ("rows",)


class MapParameters(MapSubject):
    """What the static and the interactive map both ask for."""

    latitude: Latitude = ""
    longitude: Longitude = ""
    area: Annotated[
        str,
        About(
            N_("Area"),
            N_("Only this area with its surroundings; empty for all"),
            Group.AREAS,
        ),
    ] = ""
    areas_source: Annotated[
        str,
        About(
            N_("Source of the boundaries"),
            N_("Credit of the boundary file; empty for the credit of the base layer"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = ""
    layer_files: Annotated[
        list[InputPath],
        About(
            N_("Files of further layers"),
            N_("Tables, geo files or base:admin1 that lie over the map; the lowest first"),
            Group.INPUTS,
            input="layer",
        ),
    ] = Field(default_factory=list)
    layers: Annotated[
        list[FurtherLayer],
        About(
            N_("Further layers"),
            N_(
                "How each of the files is shown, in their order; title, kind (points, symbols, "
                "lines, outlines), latitude, longitude, category, label, value, colour"
            ),
            Group.MAP,
        ),
    ] = Field(default_factory=list)
    profile: Annotated[
        str,
        About(
            N_("Profile"),
            N_("House style; plain, ocha-like, mapaction-like, or a YAML file of the NGO"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = "plain"
    title: Annotated[
        str,
        About(
            N_("Title"),
            N_("Says what, where and when"),
            Group.TEXTS,
            localised=True,
            sample="Points d'eau par région, Sénégal, mars-avril 2025",
        ),
    ] = ""
    subtitle: Annotated[
        str, About(N_("Subtitle"), N_("Second line under the title"), Group.TEXTS, localised=True)
    ] = ""
    legend_title: Annotated[
        str,
        About(
            N_("Title of the legend"),
            N_("What the numbers count"),
            Group.TEXTS,
            localised=True,
            sample="Points d'eau",
        ),
    ] = ""
    unit: Annotated[
        str, About(N_("Unit"), N_("Written beside the numbers"), Group.TEXTS, localised=True)
    ] = ""
    second_title: Annotated[
        str,
        About(
            N_("Title of the second value"),
            N_("Stands at its side of the legend; empty for the name of the column"),
            Group.TEXTS,
            localised=True,
        ),
    ] = ""
    second_unit: Annotated[
        str,
        About(
            N_("Unit of the second value"),
            N_("Written beside its numbers"),
            Group.TEXTS,
            localised=True,
        ),
    ] = ""
    classification: Annotated[
        Literal[
            "quantiles",
            "equal_interval",
            "pretty",
            "jenks",
            "standard_deviation",
            "head_tail",
            "by_hand",
            "unclassed",
        ],
        About(
            N_("Classification"),
            N_(
                "quantiles, equal_interval, pretty, jenks, standard_deviation, head_tail, by_hand "
                "or unclassed (a colour for each amount)"
            ),
            Group.CLASSES,
        ),
    ] = "quantiles"
    classes: Annotated[
        int,
        Field(ge=2, le=12),
        About(N_("Number of classes"), N_("At most this many classes, 2 to 12"), Group.CLASSES),
    ] = 5
    breaks: Annotated[
        list[FiniteFloat],
        About(
            N_("Breaks"),
            N_("Numbers between the classes in rising order when classification is by_hand"),
            Group.CLASSES,
        ),
    ] = Field(default_factory=list)
    second_breaks: Annotated[
        list[FiniteFloat],
        About(
            N_("Breaks of the second value"),
            N_("Two rising numbers when classification is by_hand"),
            Group.CLASSES,
        ),
    ] = Field(default_factory=list)
    palette: Annotated[
        str, About(N_("Palette"), N_("Name of a palette, or auto"), Group.CLASSES)
    ] = "auto"
    labels: Annotated[
        bool, About(N_("Names on the map"), N_("Write the names of areas on the map"), Group.PAGE)
    ] = True
    context: Annotated[
        bool,
        About(
            N_("Surroundings"),
            N_("Draw neighbours, lakes, rivers and disputed borders"),
            Group.PAGE,
        ),
    ] = True
    exports: Annotated[
        list[Literal["geojson", "gpkg", "qgis", "kmz", "umap"]],
        About(
            N_("Files to go on with"),
            N_("The same map for other programs; geojson, gpkg, qgis, kmz (Google Earth), umap"),
            Group.PAGE,
        ),
    ] = Field(default_factory=list)
    map_id: Annotated[
        MapId,
        About(
            N_("Map identifier"),
            N_("Printed on the map and used in the names of the files"),
            Group.PAGE,
            brief=True,
            sample="points-eau",
        ),
    ] = ""

    @model_validator(mode="before")
    @classmethod
    def _resolve_measure(cls, data: Any) -> Any:
        # A named value column is what the reader wants to see; without one, rows can be counted.
        if isinstance(data, dict) and data.get("measure", "auto") == "auto":
            return {**data, "measure": "value" if data.get("value") else "rows"}
        return data

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what single values cannot show: parameters that do not go together."""
        if bool(self.latitude) != bool(self.longitude):
            yield Conflict("engagement.one_coordinate", "latitude", ("latitude", "longitude"))
        if self.kind in _OF_COORDINATES and not (self.latitude or self.longitude):
            yield Conflict("engagement.no_coordinates", "kind", ("kind", "latitude", "longitude"))
        if self.classification == "by_hand" and not self.breaks:
            yield Conflict("engagement.no_breaks", "classification", ("classification", "breaks"))
        if self.kind == "who_what_where" and not (self.organisation and self.sector):
            yield Conflict("engagement.no_who", "organisation", ("kind", "organisation", "sector"))
        if self.time and self.kind not in _OF_TIMES:
            yield Conflict("engagement.time_of_kind", "time", ("kind", "time"))
        if self.kind == "bars" and not 1 <= len(self.further) <= 2:
            yield Conflict("engagement.no_further", "further", ("kind", "further"))
        if self.kind == "flows" and not (self.origin and self.destination):
            yield Conflict("engagement.no_ends", "origin", ("kind", "origin", "destination"))
        if self.kind == "bivariate" and not self.second:
            yield Conflict("engagement.no_second", "second", ("kind", "second"))
        if any(low >= high for low, high in pairwise(self.breaks)):
            yield Conflict("engagement.breaks_order", "breaks", ("breaks",))
        counted = self.kind in ("flows", "who_what_where", "reference") or (
            self.kind not in ("categories", "bars") and self.measure in _COUNTING
        )
        if not self.value and not counted:
            yield Conflict("engagement.no_value", "value", ("value", "measure", "kind"))
        if self.denominator and self.kind in (
            "categories",
            "dots",
            "flows",
            "bars",
            *_OF_COORDINATES[1:],
        ):
            yield Conflict("engagement.rate_of_text", "denominator", ("denominator", "kind"))


def _formats() -> list[Literal["pdf", "png", "svg"]]:
    return ["pdf", "png", "svg"]


class StaticMap(MapParameters):
    """Parameters of ``static_map``."""

    notebook_title: ClassVar[str] = N_("Static map")
    notebook_description: ClassVar[str] = N_(
        "Draws a map to print, to project or to send: PDF, PNG and SVG from A4 to a poster."
    )

    layout: Annotated[
        Literal[
            "auto",
            "a4-landscape",
            "a4-portrait",
            "a3-landscape",
            "a3-portrait",
            "a1-landscape",
            "a1-portrait",
            "a0-landscape",
            "a0-portrait",
            "slide",
            "square",
        ],
        About(
            N_("Layout"),
            N_(
                "a4, a3, a1 or a0 with -landscape or -portrait such as a1-portrait; slide; square "
                "for social media; auto follows paper and orientation"
            ),
            Group.PAGE,
        ),
    ] = "auto"

    paper: Annotated[Literal["A4", "A3"], About(N_("Paper"), N_("A4 or A3"), Group.PAGE)] = "A4"
    orientation: Annotated[
        Literal["auto", "landscape", "portrait"],
        About(
            N_("Orientation"),
            N_("auto follows the shape of the territory; else landscape or portrait"),
            Group.PAGE,
        ),
    ] = "auto"
    formats: Annotated[
        list[Literal["pdf", "png", "svg"]],
        Field(min_length=1),
        About(N_("Formats"), N_("Files to write; pdf, png, svg"), Group.PAGE),
    ] = Field(default_factory=_formats)


class InteractiveMap(MapParameters):
    """Parameters of ``interactive_map``."""

    notebook_title: ClassVar[str] = N_("Interactive map")
    notebook_description: ClassVar[str] = N_(
        "Makes one web page that opens without a network, with a table of the data."
    )

    tiles: Annotated[
        str,
        About(
            N_("Online background"),
            N_(
                "Empty for a page that never asks the network; else what readers may switch on: "
                "openstreetmap, humanitarian, opentopomap, cyclosm, or an https address with {z}, "
                "{x} and {y}"
            ),
            Group.PAGE,
        ),
    ] = ""
    tiles_credit: Annotated[
        str,
        About(
            N_("Credit of the background"),
            N_("Who is to be named for an address of your own"),
            Group.PAGE,
        ),
    ] = ""

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what single values cannot show, and what is wrong with the background."""
        yield from super().conflicts()
        if not self.tiles:
            return
        from probono_kit.maps.tiles import check_tiles

        for each in check_tiles(self.tiles, self.tiles_credit).errors:
            yield Conflict(each.code, each.where, ("tiles", "tiles_credit"), each.values)
