"""Parameters of the notebook that gives rows their places, at several levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from probono_kit.engagement.parameters.clean_data import PlaceParameters
from probono_kit.engagement.parameters.common import (
    About,
    Conflict,
    Group,
    InputPath,
    Latitude,
    Longitude,
)
from probono_kit.findings import N_


class MatchPlaces(PlaceParameters):
    """Parameters of ``match_places``."""

    notebook_title: ClassVar[str] = N_("Match places")
    notebook_description: ClassVar[str] = N_(
        "Gives each row its places at several levels, and lists what a person has to decide."
    )

    areas: Annotated[
        InputPath,
        About(
            N_("Places"),
            N_("List of P-codes, boundary file, or base:admin1, or base:countries"),
            Group.INPUTS,
            input="areas",
        ),
    ] = "base:admin1"
    levels: Annotated[
        list[int],
        About(
            N_("Levels"),
            N_("Level of each column below, 1 for regions; empty for 1, 2, 3 in their order"),
            Group.AREAS,
        ),
    ] = Field(default_factory=list)
    name_columns: Annotated[
        list[str],
        About(
            N_("Name columns"),
            N_("Columns with the names of places, the largest level first"),
            Group.COLUMNS,
            column=True,
            sample=("Région",),
        ),
    ] = Field(default_factory=list)
    code_columns: Annotated[
        list[str],
        About(
            N_("Code columns"),
            N_("Columns with the codes of places, the largest level first; empty for none"),
            Group.COLUMNS,
            column=True,
        ),
    ] = Field(default_factory=list)
    latitude: Latitude = ""
    longitude: Longitude = ""
    accept_close: Annotated[
        bool,
        About(
            N_("Accept close names"),
            N_("Take a name that is very close to one place and to no other"),
            Group.AREAS,
        ),
    ] = False

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what single values cannot show: more columns than levels, half a position."""
        several = max(len(self.name_columns), len(self.code_columns))
        if self.levels and (len(self.levels) < several or len({*self.levels}) < len(self.levels)):
            involved = ("levels", "name_columns", "code_columns")
            yield Conflict("clean.levels_and_columns", "levels", involved)
        if bool(self.latitude) != bool(self.longitude):
            yield Conflict("clean.half_a_position", "latitude", ("latitude", "longitude"))

    def by_level(self, columns: list[str]) -> dict[int, str]:
        """Return the column of each level."""
        levels = self.levels or range(1, len(columns) + 1)
        return {level: name for level, name in zip(levels, columns, strict=False) if name}
