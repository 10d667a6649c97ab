"""Parameters of the notebook that sets up a data collection."""

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
