"""Parameters of the notebook that monitors a data collection."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from probono_kit.engagement.parameters.common import (
    About,
    CountryCode,
    Day,
    Group,
    InputPath,
    Parameters,
)
from probono_kit.findings import N_


class MonitorCollection(Parameters):
    """Parameters of ``monitor_collection``."""

    notebook_title: ClassVar[str] = N_("Monitor a data collection")
    notebook_description: ClassVar[str] = N_(
        "Says each day what in the submissions somebody should look at, and how far the sample is."
    )

    submissions: Annotated[
        list[InputPath],
        About(
            N_("Submissions"),
            N_("Exports of KoboToolbox (xlsx, csv, json) or ODK Central (zip), all versions"),
            Group.INPUTS,
            input="table",
            sample=("sample:household-survey/raw/menages.xlsx",),
        ),
    ] = Field(default_factory=list)
    form: Annotated[
        InputPath,
        About(
            N_("Form"),
            N_("The XLSForm that was filled in; empty if there is none"),
            Group.INPUTS,
            input="file",
            sample="sample:household-survey/raw/formulaire.xlsx",
        ),
    ] = ""
    settings: Annotated[
        InputPath,
        About(
            N_("Settings"),
            N_("YAML file with roles of questions, limits and the sample; empty for none"),
            Group.INPUTS,
            input="file",
            sample="sample:household-survey/decisions/suivi.yml",
        ),
    ] = ""
    second_visits: Annotated[
        list[InputPath],
        About(
            N_("Second visits"),
            N_("Exports of back-checks, linked by the setting second_visit"),
            Group.INPUTS,
            input="table",
            optional=True,
        ),
    ] = Field(default_factory=list)
    okay: Annotated[
        InputPath,
        About(
            N_("What is okay"),
            N_("Workbook of points that came back, or a list with id and reason; empty for none"),
            Group.INPUTS,
            input="file",
            sample="sample:household-survey/decisions/points.csv",
        ),
    ] = ""
    state: Annotated[
        InputPath,
        About(
            N_("State"),
            N_("File that the last monitoring left; empty to compare with the day before"),
            Group.INPUTS,
            input="file",
        ),
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
    area: Annotated[
        list[str],
        About(
            N_("Areas of the collection"),
            N_("Names or codes of the areas where interviews are made; empty for all"),
            Group.AREAS,
            sample=("Fatick", "Kaolack", "Kaffrine", "Diourbel", "Thiès", "Louga"),
        ),
    ] = Field(default_factory=list)
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
    day: Annotated[
        Day,
        About(
            N_("Day"),
            N_("What had arrived by its end counts; year-month-day; empty for the last day"),
            Group.QUESTION,
        ),
    ] = ""
