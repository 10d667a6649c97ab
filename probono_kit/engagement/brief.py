"""The brief: what ``engagement.yml`` says, as typed data."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from probono_kit.engagement.parameters.common import (
    CountryCode,
    LanguageCode,
    NumbersCountry,
    Shape,
)
from probono_kit.engagement.texts import LocalisedText

BRIEF_NAME = "engagement.yml"
SCHEMA_NAME = "engagement.schema.json"

SLUG = Shape("[a-z0-9]+(-[a-z0-9]+)*", "engagement.not_a_slug")
#: Ids also name folders; 60 characters leave room for the values of a matrix.
Slug = Annotated[str, Field(max_length=60), AfterValidator(SLUG)]


def _filled(value: LocalisedText | str) -> Any:
    if not value or not str(value).strip():
        raise PydanticCustomError("engagement.empty_text", "empty")
    return value


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError as problem:
            raise PydanticCustomError("engagement.not_a_day", "not a day") from problem
    return value


def _single(value: object) -> Any:
    if not isinstance(value, str | int | float):
        raise PydanticCustomError("engagement.single_value_needed", "single value needed")
    return value


Day = Annotated[datetime.date, BeforeValidator(_day)]
FilledText = Annotated[str, AfterValidator(_filled)]
FilledLocalisedText = Annotated[LocalisedText, AfterValidator(_filled)]
#: One value of a matrix: a text, a number, true or false.
SingleValue = Annotated[Any, AfterValidator(_single)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Ngo(_Part):
    """The organisation that is helped.

    Parameters
    ----------
    name : str
        As it wants to be named.
    contact : str
        Whom to write to about the result: a role and an address, rather than a person.
    logo : str
        PNG or JPEG file in the engagement's folder; empty for none.
    website : str
        Address, shown as text.
    profile : str
        House style of printed maps: one that comes with probono-kit, or a YAML file in the
        engagement's folder.
    """

    name: FilledText
    contact: str = ""
    logo: str = ""
    website: str = ""
    profile: str = "plain"


class Source(_Part):
    """A file that the NGO gave, or a boundary file, with what has to be said about it.

    Parameters
    ----------
    file : str
        Path in the engagement's folder.
    title, provider, licence, date, url : str
        Printed on the maps and in the bundle. `date` is the day or period of the data, as people
        write it.
    """

    file: FilledText
    title: LocalisedText = LocalisedText.of("")
    provider: str = ""
    licence: str = ""
    date: LocalisedText = LocalisedText.of("")
    url: str = ""


def _listed(written: object) -> object:
    """Turn one input into a list of one."""
    return written if isinstance(written, list) else [written]


#: What goes into one input: a name, or several where the notebook takes several.
InputNames = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]


class Task(_Part):
    """One run of one notebook, or one per combination of the matrix.

    Parameters
    ----------
    id : str
        Names the folder of its outputs.
    notebook : str
        Name of a notebook, such as ``static_map``.
    inputs : dict of list of str
        Name of an input of the notebook and what goes in: a source, another task, a base layer
        (``base:admin1``) or a file of the engagement; in the brief a single one stands without
        brackets.
    parameters : dict
        Name and value.
    matrix : dict
        Name of a parameter and its values: the task runs once per combination.
    deliver : bool
        Whether its outputs go into the bundle.
    """

    id: Slug
    notebook: FilledText
    inputs: dict[str, InputNames] = {}
    parameters: dict[str, Any] = {}
    matrix: dict[str, Annotated[list[SingleValue], Field(min_length=1)]] = {}
    deliver: bool = True


class Brief(_Part):
    """What ``engagement.yml`` says.

    Parameters
    ----------
    engagement : str
        Short name: lower-case letters, digits, hyphens.
    title, question : LocalisedText
        What it is about.
    ngo : Ngo
        The organisation that is helped.
    audience : LocalisedText
        Who will read the result.
    languages : list of str
        Languages of the result, the language of the bundle first.
    deadline : datetime.date, optional
        Until when.
    time_box_hours : float, optional
        How many hours it may take.
    produced : datetime.date
        Day of production, printed on the maps; never the clock of the machine.
    disclaimer : LocalisedText
        Empty: the standard text, which names the NGO.
    country : str
        ISO 3166 code of three letters; empty for several countries.
    numbers_as_in : str
        ISO 3166 code of the country as whose readers numbers and dates are written; empty for
        `country`.
    sources : dict of Source
        By id.
    columns_to_share : list of str
        The only columns that may leave with the results.
    limits : list of LocalisedText
        What the data cannot say.
    tasks : list of Task
        In any order.
    """

    engagement: Slug
    title: FilledLocalisedText
    ngo: Ngo
    question: FilledLocalisedText
    audience: LocalisedText = LocalisedText.of("")
    languages: Annotated[list[LanguageCode], Field(min_length=1)]
    deadline: Day | None = None
    time_box_hours: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    produced: Day
    disclaimer: LocalisedText = LocalisedText.of("")
    country: CountryCode = ""
    numbers_as_in: NumbersCountry = ""
    sources: dict[Slug, Source] = {}
    columns_to_share: list[str] = []
    limits: list[LocalisedText] = []
    tasks: list[Task] = []

    @property
    def language(self) -> str:
        """The language of the bundle."""
        return self.languages[0]

    @property
    def numbers_country(self) -> str:
        """The country as whose readers numbers and dates are written, empty for none."""
        return self.numbers_as_in or self.country

    def task(self, task_id: str) -> Task:
        """Return the task `task_id`.

        Raises
        ------
        KeyError
            If there is none.
        """
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)
