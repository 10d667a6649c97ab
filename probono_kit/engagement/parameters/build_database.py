"""Parameters of the notebook that builds a database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from probono_kit.engagement.parameters.common import (
    About,
    Conflict,
    CountryCode,
    Group,
    InputPath,
    Parameters,
    Shape,
)
from probono_kit.findings import N_

#: A database has a short name, which is also that of its file.
DatabaseName = Annotated[
    str, AfterValidator(Shape("[a-z][a-z0-9_]{0,59}", "build.not_a_database_name"))
]


class BuildDatabase(Parameters):
    """Parameters of ``build_database``."""

    notebook_title: ClassVar[str] = N_("Build a database")
    notebook_description: ClassVar[str] = N_(
        "Turns cleaned tables into a small documented database of linked tables."
    )

    tables: Annotated[
        list[InputPath],
        About(
            N_("Tables"),
            N_("The tables that go in; those of cleaning tasks, or files with all their sheets"),
            Group.INPUTS,
            input="table",
            sample=("sample:village-water/raw/suivi_eau.xlsx",),
        ),
    ] = Field(default_factory=list)
    design: Annotated[
        InputPath,
        About(
            N_("Design"),
            N_("YAML file with the design that a person approved; empty to propose one"),
            Group.INPUTS,
            input="file",
        ),
    ] = ""
    previous: Annotated[
        InputPath,
        About(
            N_("Database so far"),
            N_("Database to bring up to date with these tables; empty for a new one"),
            Group.INPUTS,
            input="file",
        ),
    ] = ""
    country: Annotated[
        CountryCode,
        About(
            N_("Country"),
            N_("ISO code of three letters such as SEN; for telephone numbers"),
            Group.AREAS,
            brief=True,
            sample="SEN",
        ),
    ] = ""
    name: Annotated[
        DatabaseName,
        About(
            N_("Name"),
            N_("Short name of the database; small letters, digits, underscores"),
            Group.PAGE,
        ),
    ] = "database"
    title: Annotated[
        str,
        About(
            N_("Title"),
            N_("What people call the database; empty for its name"),
            Group.PAGE,
            localised=True,
            sample="Suivi des points d’eau villageois",
        ),
    ] = ""
    file_type: Annotated[
        Literal["gpkg", "sqlite"],
        About(
            N_("Kind of file"),
            N_("gpkg opens in QGIS with its relations; sqlite is for other tools"),
            Group.PAGE,
        ),
    ] = "gpkg"
    server: Annotated[
        str,
        About(
            N_("Server"),
            N_(
                "Address of a PostgreSQL database to load as well, without its password; "
                "empty for none"
            ),
            Group.PAGE,
        ),
    ] = ""

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what single values cannot show: a password in an address."""
        if _has_password(self.server):
            yield Conflict("build.password_written", "server", ("server",))


def _has_password(address: str) -> bool:
    """Tell an address with a password from one without; never keep or show it."""
    from urllib.parse import parse_qs, urlsplit

    try:
        parts = urlsplit(address)
        return bool(parts.password) or "password" in parse_qs(parts.query)
    except ValueError:
        return "@" in address and ":" in address.rpartition("@")[0].partition("://")[2]
