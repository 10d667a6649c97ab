"""What all notebooks have in common: who asks, from which source, in which language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from probono_kit.findings import N_, Value
from probono_kit.number_style import is_country
from probono_kit.resources import share_path

SAMPLE_PREFIX = "sample:"


class Group(StrEnum):
    """Where a parameter stands: the headings of the parameter cell and of the form."""

    INPUTS = N_("What goes in")
    COLUMNS = N_("Columns of the table")
    AREAS = N_("Areas and places")
    QUESTION = N_("What is asked of the data")
    MAP = N_("What the map shows")
    TEXTS = N_("Texts of the map")
    CLASSES = N_("Classes and colours")
    PAGE = N_("Page and files")
    ENGAGEMENT = N_("Filled in from engagement.yml")


#: What an input is: the table of a source or task, a boundary layer, any of both, another file.
InputKind = Literal["table", "areas", "layer", "file"]


@dataclass(frozen=True, slots=True)
class About:
    """What people are told about a parameter, and where its value comes from.

    Parameters
    ----------
    label, help : str
        English, marked with ``N_``; neither ``=`` nor ``#``, which papermill cannot read.
    group : Group
        Heading under which it stands.
    input : str, optional
        Given under ``inputs`` of a task; what kind of file it takes. A parameter that is a list
        takes several.
    brief : bool
        Filled in from the brief when the task does not set it.
    localised : bool
        In the brief it may be one text per language.
    optional : bool
        An input that may be left out though it is a table.
    column : bool
        Names a column of the table.
    sample : object, optional
        Value in the parameter cell, so that the notebook alone runs on a sample. Tasks of an
        engagement never see it: there every parameter is set.
    """

    label: str
    help: str
    group: Group
    input: InputKind | None = None
    brief: bool = False
    localised: bool = False
    optional: bool = False
    column: bool = False
    sample: str | int | float | bool | tuple[str, ...] | None = None


class Conflict(NamedTuple):
    """Parameters that do not go together.

    Parameters
    ----------
    code : str
        Key in the catalogue of messages.
    parameter : str
        The one to point at.
    involved : tuple of str
        All of them: while one is wrong in itself, nothing is said about the conflict.
    values : mapping
        What the text mentions.
    """

    code: str
    parameter: str
    involved: tuple[str, ...]
    values: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """A text of a fixed shape; what else is written gets the finding `code`."""

    pattern: str
    code: str

    def __call__(self, text: str) -> str:
        """Return `text`, or refuse it."""
        if not re.fullmatch(self.pattern, text):
            raise PydanticCustomError(self.code, "wrong shape")
        return text


def iso_day(text: str) -> str:
    """Accept ``""`` or a day such as ``2026-11-22``."""
    if text:
        try:
            datetime.date.fromisoformat(text)
        except ValueError as problem:
            raise PydanticCustomError("engagement.not_a_day", "not a day") from problem
    return text


def known_country(code: str) -> str:
    """Accept ``""`` or the code of a country that there is."""
    if code and not is_country(code):
        raise PydanticCustomError("engagement.not_a_country", "no such country")
    return code


def input_path(text: str) -> str:
    """Turn ``sample:water-points/raw/table.xlsx`` into the path of that sample file."""
    if not text.startswith(SAMPLE_PREFIX):
        return text
    relative = text.removeprefix(SAMPLE_PREFIX)
    try:
        return str(share_path(f"data/samples/{relative}"))
    except FileNotFoundError as problem:
        raise PydanticCustomError("engagement.no_sample", "no such sample") from problem


InputPath = Annotated[str, AfterValidator(input_path)]
Day = Annotated[str, AfterValidator(iso_day)]
COUNTRY = Shape("([A-Z]{3})?", "engagement.not_a_country")
CountryCode = Annotated[str, AfterValidator(COUNTRY)]
NumbersCountry = Annotated[CountryCode, AfterValidator(known_country)]
LanguageCode = Literal["en", "fr", "es", "ar"]
Latitude = Annotated[
    str,
    About(
        N_("Latitude"),
        N_("Column with the latitude of points in degrees"),
        Group.COLUMNS,
        column=True,
    ),
]
Longitude = Annotated[
    str,
    About(
        N_("Longitude"),
        N_("Column with the longitude of points in degrees"),
        Group.COLUMNS,
        column=True,
    ),
]


class Parameters(BaseModel):
    """Parameters that every notebook has; each notebook's own model adds to them.

    Values are taken as they are: ``"5"`` is not a number, ``NO`` not a text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    notebook_title: ClassVar[str]
    notebook_description: ClassVar[str]

    language: Annotated[
        LanguageCode,
        About(
            N_("Language"),
            N_("Language of all texts; en, fr, es or ar"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = "fr"
    numbers_as_in: Annotated[
        NumbersCountry,
        About(
            N_("Numbers as in"),
            N_("ISO code of the country whose way of writing numbers is used; empty for country"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = ""
    output_folder: Annotated[
        str,
        About(N_("Output folder"), N_("Folder that receives the files"), Group.ENGAGEMENT),
    ] = "."
    ngo: Annotated[
        str,
        About(
            N_("NGO"),
            N_("Name of the NGO as it wants to be named"),
            Group.ENGAGEMENT,
            brief=True,
            sample="Association Eau Vive (fictive)",
        ),
    ] = ""
    contact: Annotated[
        str,
        About(
            N_("Contact"),
            N_("Whom to write to about the result"),
            Group.ENGAGEMENT,
            brief=True,
            sample="cartes@eau-vive.example",
        ),
    ] = ""
    logo: Annotated[
        InputPath,
        About(N_("Logo"), N_("PNG or JPEG file; empty for none"), Group.ENGAGEMENT, brief=True),
    ] = ""
    source: Annotated[
        str,
        About(
            N_("Source"),
            N_("Where the data come from"),
            Group.ENGAGEMENT,
            brief=True,
            sample="Inventaire des points d'eau (données fictives), Association Eau Vive",
        ),
    ] = ""
    licence: Annotated[
        str,
        About(
            N_("Licence"),
            N_("Under which licence the data may be used"),
            Group.ENGAGEMENT,
            brief=True,
            sample="CC BY 4.0",
        ),
    ] = ""
    data_date: Annotated[
        str,
        About(
            N_("Date of the data"),
            N_("Day or period of the data as people write it"),
            Group.ENGAGEMENT,
            brief=True,
            sample="mars-avril 2025",
        ),
    ] = ""
    produced: Annotated[
        Day,
        About(
            N_("Day of production"),
            N_("Printed on the result; year-month-day"),
            Group.ENGAGEMENT,
            brief=True,
            sample="2025-05-20",
        ),
    ] = ""
    disclaimer: Annotated[
        str,
        About(
            N_("Disclaimer"),
            N_("Empty for the standard text that names the NGO"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = ""
    columns: Annotated[
        list[str],
        About(
            N_("Columns to share"),
            N_("The only columns that may leave with the result"),
            Group.ENGAGEMENT,
            brief=True,
            sample=("Région", "Points d'eau recensés"),
        ),
    ] = Field(default_factory=list)

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what single values cannot show: parameters that do not go together."""
        yield from ()
