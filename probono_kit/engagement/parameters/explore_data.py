"""Parameters of the notebook that explores a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from probono_kit.engagement.parameters.clean_data import TableParameters
from probono_kit.engagement.parameters.common import (
    About,
    Conflict,
    Group,
    InputPath,
    Latitude,
    Longitude,
    Shape,
)
from probono_kit.findings import N_

#: ``wash_time: Minutes to the water point``.
Label = Annotated[str, AfterValidator(Shape(r".+?: +\S.*", "space.not_a_label"))]


class ExploreData(TableParameters):
    """Parameters of ``explore_data``."""

    notebook_title: ClassVar[str] = N_("Explore a table")
    notebook_description: ClassVar[str] = N_(
        "Says what a clean table says about a question, how sure that is, and what it cannot say."
    )

    points: Annotated[
        InputPath,
        About(
            N_("Points of service"),
            N_("Table of points that the rows need, such as water points; empty for none"),
            Group.INPUTS,
            input="table",
            optional=True,
        ),
    ] = ""
    form: Annotated[
        InputPath,
        About(
            N_("Form"),
            N_("XLSForm whose labels the page uses for questions and answers; empty for none"),
            Group.INPUTS,
            input="file",
            optional=True,
        ),
    ] = ""
    outcome: Annotated[
        str,
        About(
            N_("Outcome"),
            N_("Column that the question is about; empty for none"),
            Group.QUESTION,
            column=True,
            sample="Points d'eau recensés",
        ),
    ] = ""
    outcome_value: Annotated[
        str,
        About(
            N_("Value of the outcome"),
            N_("Answer whose share counts; empty for the most frequent"),
            Group.QUESTION,
        ),
    ] = ""
    by: Annotated[
        list[str],
        About(
            N_("Compared by"),
            N_("Columns by which the outcome is compared; empty for all that may differ"),
            Group.QUESTION,
            column=True,
        ),
    ] = Field(default_factory=list)
    answer_columns: Annotated[
        list[str],
        About(
            N_("Open answers"),
            N_("Columns with answers in free words"),
            Group.QUESTION,
            column=True,
        ),
    ] = Field(default_factory=list)
    unit: Annotated[
        str,
        About(
            N_("What a row is"),
            N_("In the plural, such as households; empty for rows"),
            Group.QUESTION,
            localised=True,
            sample="localités",
        ),
    ] = ""
    labels: Annotated[
        list[Label],
        About(
            N_("Names on the page"),
            N_("What columns are called there, each written as column: words"),
            Group.QUESTION,
        ),
    ] = Field(default_factory=list)
    weights: Annotated[
        str,
        About(N_("Weights"), N_("Column with the weight of each row"), Group.QUESTION, column=True),
    ] = ""
    strata: Annotated[
        str,
        About(
            N_("Strata"), N_("Column with the stratum of the sample"), Group.QUESTION, column=True
        ),
    ] = ""
    clusters: Annotated[
        str,
        About(
            N_("Clusters"), N_("Column with the cluster of the sample"), Group.QUESTION, column=True
        ),
    ] = ""
    population: Annotated[
        str,
        About(
            N_("Size of the population"),
            N_("Column with how many clusters, else rows, the stratum of each row has in all"),
            Group.QUESTION,
            column=True,
        ),
    ] = ""
    latitude: Latitude = ""
    longitude: Longitude = ""
    points_latitude: Annotated[
        str,
        About(
            N_("Latitude of the services"),
            N_("Column of the table of services with the latitude"),
            Group.AREAS,
        ),
    ] = ""
    points_longitude: Annotated[
        str,
        About(
            N_("Longitude of the services"),
            N_("Column of the table of services with the longitude"),
            Group.AREAS,
        ),
    ] = ""
    points_called: Annotated[
        str,
        About(
            N_("Name of the services"),
            N_("What they are, in the plural, such as water points"),
            Group.AREAS,
            localised=True,
        ),
    ] = ""
    radius_km: Annotated[
        float,
        Field(gt=0, le=20_000, allow_inf_nan=False),
        About(
            N_("Reach in kilometres"),
            N_("Further than this from a service is out of reach"),
            Group.AREAS,
        ),
    ] = 5.0
    question: Annotated[
        str,
        About(
            N_("Question asked"),
            N_("What the NGO wants to know"),
            Group.ENGAGEMENT,
            brief=True,
            localised=True,
            sample="Où les points d'eau manquent-ils ?",
        ),
    ] = ""
    limits: Annotated[
        list[str],
        About(
            N_("Limits"),
            N_("What the data cannot say as far as the brief knows"),
            Group.ENGAGEMENT,
            brief=True,
        ),
    ] = Field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        """What columns are called, by their heading."""
        pairs = (text.split(": ", 1) for text in self.labels)
        return {name.strip(): label.strip() for name, label in pairs}

    @property
    def is_sample(self) -> bool:
        """Whether the rows were drawn from a population."""
        return bool(self.weights or self.strata or self.clusters)

    def called(self, column: str) -> str:
        """Return what `column` is called, empty if nothing else than its heading."""
        return self.names.get(column, "")

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what does not go together."""
        yield from super().conflicts()
        for pair in (("latitude", "longitude"), ("points_latitude", "points_longitude")):
            if bool(getattr(self, pair[0])) != bool(getattr(self, pair[1])):
                yield Conflict("clean.half_a_position", pair[0], pair)
        needed = ("points", "latitude", "points_latitude")
        if self.points and not (self.latitude and self.points_latitude):
            yield Conflict("space.points_without_position", "points", needed)
        if self.population and not self.is_sample:
            design = ("population", "weights", "strata", "clusters")
            yield Conflict("explore.population_alone", "population", design)
        if self.outcome_value and not self.outcome:
            both = ("outcome_value", "outcome")
            yield Conflict("space.value_without_outcome", "outcome_value", both)
