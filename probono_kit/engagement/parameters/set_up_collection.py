"""Parameters of the notebook that sets up a data collection."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from probono_kit.engagement.parameters.common import (
    About,
    CountryCode,
    Group,
    InputPath,
    Parameters,
)
from probono_kit.findings import N_


class SetUpCollection(Parameters):
    """Parameters of ``set_up_collection``."""

    notebook_title: ClassVar[str] = N_("Set up a data collection")
    notebook_description: ClassVar[str] = N_(
        "Turns a short description into a form for KoboToolbox or ODK, with a preview to try."
    )

    description: Annotated[
        InputPath,
        About(
            N_("Description of the form"),
            N_("What the form asks; a YAML file, or a workbook with a list of questions"),
            Group.INPUTS,
            input="file",
            sample="sample:household-form/questionnaire.yml",
        ),
    ] = ""
    areas: Annotated[
        InputPath,
        About(
            N_("Areas"),
            N_("Boundary file, list of P-codes or base:admin1; empty for what the file names"),
            Group.INPUTS,
            input="areas",
            sample="base:admin1",
        ),
    ] = ""
    frame: Annotated[
        InputPath,
        About(
            N_("Sampling frame"),
            N_("Table with one row per stratum or village and its households; empty for none"),
            Group.INPUTS,
            input="table",
            optional=True,
        ),
    ] = ""
    population: Annotated[
        str,
        About(
            N_("Population column"),
            N_("Column of the sampling frame with the households or persons"),
            Group.COLUMNS,
        ),
    ] = ""
    frame_name: Annotated[
        str,
        About(
            N_("Name column of the frame"),
            N_("Column with the name of the stratum or village"),
            Group.COLUMNS,
        ),
    ] = ""
    country: Annotated[
        CountryCode,
        About(
            N_("Country"),
            N_("ISO code of three letters such as SEN; only its areas are offered"),
            Group.AREAS,
            brief=True,
            sample="SEN",
        ),
    ] = ""
    most_choices: Annotated[
        int,
        Field(ge=1, le=100_000),
        About(
            N_("Most choices"),
            N_("With more areas at a level, they go into a file beside the form"),
            Group.AREAS,
        ),
    ] = 500
    sample_design: Annotated[
        Literal["simple", "stratified", "clusters"],
        About(
            N_("Design of the sample"),
            N_("Simple, stratified (a row is a stratum) or clusters (a row is a village)"),
            Group.QUESTION,
        ),
    ] = "stratified"
    allocation: Annotated[
        Literal["proportional", "equal", "each"],
        About(
            N_("Allocation"),
            N_("Strata in proportion, equal, or each with its own precision"),
            Group.QUESTION,
        ),
    ] = "proportional"
    sample_margin: Annotated[
        float,
        Field(ge=0.005, le=0.5),
        About(
            N_("Margin of error"),
            N_("Half the width of the interval; 0.05 for 5 percentage points"),
            Group.QUESTION,
        ),
    ] = 0.05
    confidence: Annotated[
        float,
        Field(ge=0.5, le=0.999),
        About(N_("Confidence"), N_("Such as 0.95, or 0.9"), Group.QUESTION),
    ] = 0.95
    nonresponse: Annotated[
        float,
        Field(ge=0, le=0.9),
        About(
            N_("Non-response"),
            N_("Share of visits without an interview, for the reserve"),
            Group.QUESTION,
        ),
    ] = 0.1
    per_cluster: Annotated[
        int,
        Field(ge=1, le=10_000),
        About(N_("Interviews per cluster"), N_("In each village drawn"), Group.QUESTION),
    ] = 10
    icc: Annotated[
        float,
        Field(ge=0, le=1),
        About(
            N_("Likeness of neighbours"),
            N_("Intra-cluster correlation; 0 for none, often 0.02 to 0.2"),
            Group.QUESTION,
        ),
    ] = 0.05
    points: Annotated[
        int,
        Field(ge=0, le=100_000),
        About(
            N_("Points to draw"),
            N_("Points to draw inside the areas; 0 for none"),
            Group.QUESTION,
        ),
    ] = 0
    distance: Annotated[
        int,
        Field(ge=0, le=1_000_000),
        About(N_("Distance of points"), N_("Metres between two points at least"), Group.QUESTION),
    ] = 0
    seed: Annotated[
        int,
        Field(ge=0, le=1_000_000_000),
        About(
            N_("Seed of the drawing"),
            N_("The same number draws the same sample; note it"),
            Group.QUESTION,
        ),
    ] = 1
