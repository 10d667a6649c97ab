"""Parameters of the notebook that cleans a table."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from probono_kit.engagement.parameters.common import (
    About,
    CountryCode,
    Group,
    InputPath,
    Parameters,
)
from probono_kit.findings import N_


class PlaceParameters(Parameters):
    """What every notebook that reads a table and looks up places asks for."""

    table: Annotated[
        InputPath,
        About(
            N_("Table"),
            N_("The file with the table (xlsx, xls, ods, csv)"),
            Group.INPUTS,
            input="table",
            sample="sample:water-points/raw/points_eau.xlsx",
        ),
    ] = ""
    sheet: Annotated[
        str,
        About(N_("Sheet"), N_("Name of the sheet; empty for the one with the data"), Group.INPUTS),
    ] = ""
    areas: Annotated[
        InputPath,
        About(
            N_("Areas"),
            N_("Boundary file, or base:admin1, or base:countries"),
            Group.INPUTS,
            input="areas",
        ),
    ] = "base:admin1"
    decisions: Annotated[
        InputPath,
        About(
            N_("Decisions"),
            N_("CSV in which a person decided which name is which area; empty for none"),
            Group.INPUTS,
            input="file",
            sample="sample:water-points/decisions/places.csv",
        ),
    ] = ""
    country: Annotated[
        CountryCode,
        About(
            N_("Country"),
            N_("ISO code of three letters such as SEN; limits the areas to this country"),
            Group.AREAS,
            brief=True,
            sample="SEN",
        ),
    ] = ""


class TableParameters(PlaceParameters):
    """What every notebook asks for that gives the rows of a table one area each."""

    area_name_column: Annotated[
        str,
        About(
            N_("Name column of the areas"),
            N_("Column of the boundary file with the names; empty to detect it"),
            Group.AREAS,
        ),
    ] = ""
    area_code_column: Annotated[
        str,
        About(
            N_("Code column of the areas"),
            N_("Column of the boundary file with the codes; empty to detect it"),
            Group.AREAS,
        ),
    ] = ""
    place_column: Annotated[
        str,
        About(
            N_("Place column"),
            N_("Column of the table with the names of areas; empty for none"),
            Group.COLUMNS,
            column=True,
            sample="Région",
        ),
    ] = ""
    code_column: Annotated[
        str,
        About(
            N_("Code column"),
            N_("Column of the table with the codes of areas; empty for none"),
            Group.COLUMNS,
            column=True,
        ),
    ] = ""


class CleanData(TableParameters):
    """Parameters of ``clean_data``."""

    notebook_title: ClassVar[str] = N_("Clean a table")
    notebook_description: ClassVar[str] = N_(
        "Reads one messy sheet, cleans it, logs every change and joins names of places to areas."
    )

    recipe: Annotated[
        InputPath,
        About(
            N_("Recipe"),
            N_("YAML file with the steps that clean this table; empty for none"),
            Group.INPUTS,
            input="file",
        ),
    ] = ""
    review: Annotated[
        InputPath,
        About(
            N_("Review"),
            N_("Review workbook that came back, or the CSV of its decisions; empty for none"),
            Group.INPUTS,
            input="file",
        ),
    ] = ""

    header_row: Annotated[
        int,
        Field(ge=0, le=1_000_000),
        About(
            N_("Row of the header"),
            N_("Number of the row with the headings as the spreadsheet counts; 0 to detect it"),
            Group.INPUTS,
        ),
    ] = 0
    text_columns: Annotated[
        list[str],
        About(
            N_("Text columns"),
            N_("Columns to keep as text though they look like numbers or dates"),
            Group.COLUMNS,
            column=True,
        ),
    ] = Field(default_factory=list)
