"""Parameters that say what a map shows: its kind and the columns of its table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from probono_kit.engagement.parameters.clean_data import TableParameters
from probono_kit.engagement.parameters.common import About, Group, Shape
from probono_kit.findings import N_


def as_pairs(given: object) -> object:
    """Turn what YAML makes of ``School: school`` into that text again.

    Examples
    --------
    >>> as_pairs({"School": "school"}), as_pairs([{"School": "school"}, "Well: water"])
    (['School: school'], ['School: school', 'Well: water'])
    """
    if isinstance(given, dict):
        return [f"{key}: {value}" for key, value in given.items()]
    if isinstance(given, list):
        parts = [as_pairs(one) if isinstance(one, dict) else [one] for one in given]
        return [one for part in parts if isinstance(part, list) for one in part]
    return given


class MapSubject(TableParameters):
    """Kind of map and columns that it shows."""

    kind: Annotated[
        Literal[
            "auto",
            "choropleth",
            "symbols",
            "categories",
            "points",
            "hexagons",
            "heat",
            "clusters",
            "dots",
            "bivariate",
            "flows",
            "bars",
            "who_what_where",
            "reference",
        ],
        About(
            N_("Kind of map"),
            N_(
                "auto; choropleth, symbols, bars, categories, dots, bivariate, flows or "
                "who_what_where of areas; points, clusters, hexagons or heat of coordinates; "
                "reference for roads, rivers and towns of files"
            ),
            Group.MAP,
        ),
    ] = "auto"
    value: Annotated[
        str,
        About(
            N_("Value"),
            N_("Column with the amount or the category of each area"),
            Group.MAP,
            column=True,
            sample="Points d'eau recensés",
        ),
    ] = ""
    measure: Annotated[
        Literal["auto", "value", "rows", "distinct", "sum", "mean", "median", "min", "max"],
        About(
            N_("Measure"),
            N_(
                "How several rows of one area become one: value, rows, distinct, sum, mean, "
                "median, min, max; auto is value if a value column is named, else rows"
            ),
            Group.MAP,
            sample="sum",
        ),
    ] = "auto"
    denominator: Annotated[
        str,
        About(
            N_("Denominator"),
            N_("Column to divide by, such as the population; turns the amount into a rate"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    per: Annotated[
        float,
        Field(gt=0, allow_inf_nan=False),
        About(N_("Per"), N_("Rates are per this many; 100 for per cent"), Group.MAP),
    ] = 1.0
    time: Annotated[
        str,
        About(
            N_("Time"),
            N_(
                "Column with the year, month or round of each row: a map for each, with the same "
                "classes"
            ),
            Group.MAP,
            column=True,
        ),
    ] = ""
    further: Annotated[
        list[str],
        About(
            N_("Further values"),
            N_(
                "For bars: one or two columns with amounts to draw beside the value; the measure "
                "is the same"
            ),
            Group.MAP,
        ),
    ] = Field(default_factory=list)
    second: Annotated[
        str,
        About(
            N_("Second value"),
            N_("For bivariate: column with the other amount; the measure is the same"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    second_denominator: Annotated[
        str,
        About(
            N_("Denominator of the second value"),
            N_("Column to divide the second value by"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    second_per: Annotated[
        float,
        Field(gt=0, allow_inf_nan=False),
        About(
            N_("Second value per"),
            N_("Second rates are per this many; 100 for per cent"),
            Group.MAP,
        ),
    ] = 1.0
    organisation: Annotated[
        str,
        About(
            N_("Organisation"),
            N_("For who_what_where: column that says who, a row per activity"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    sector: Annotated[
        str,
        About(
            N_("Sector"),
            N_("For who_what_where: column that says what they do"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    origin: Annotated[
        str,
        About(
            N_("Origin"),
            N_("For flows: column with the area that each comes from"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    destination: Annotated[
        str,
        About(
            N_("Destination"),
            N_("For flows: column with the area that each goes to"),
            Group.MAP,
            column=True,
        ),
    ] = ""
    least_flow: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False),
        About(
            N_("Least flow"),
            N_("For flows: smaller ones are not drawn; 0 for the thirty largest"),
            Group.MAP,
        ),
    ] = 0.0
    category: Annotated[
        str,
        About(N_("Category"), N_("Column that colours points"), Group.MAP, column=True),
    ] = ""
    icons: Annotated[
        list[Annotated[str, AfterValidator(Shape(r".*\S\s*:\s*\S.*", "engagement.not_an_icon"))]],
        BeforeValidator(as_pairs),
        About(
            N_("Icons"),
            N_(
                "A category of points or areas and its icon, such as School: school; an asterisk "
                "stands for all others"
            ),
            Group.MAP,
        ),
    ] = Field(default_factory=list)
    shapes: Annotated[
        bool,
        About(
            N_("Shapes"),
            N_("For points: each category has a shape of its own, which a grey print shows"),
            Group.MAP,
        ),
    ] = False
    label: Annotated[
        str,
        About(N_("Label"), N_("Column with the name of each point"), Group.MAP, column=True),
    ] = ""
    cell_km: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False),
        About(
            N_("Width of hexagons"),
            N_("In kilometres, for hexagons; 0 for a round one that suits the points"),
            Group.MAP,
        ),
    ] = 0.0
    reach_km: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False),
        About(
            N_("Reach of a point"),
            N_("In kilometres, for heat: how far a point counts; 0 to choose it from the points"),
            Group.MAP,
        ),
    ] = 0.0
    dot_value: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False),
        About(
            N_("Value of a dot"),
            N_("For dots: how much one stands for; 0 for a round amount"),
            Group.MAP,
        ),
    ] = 0.0
