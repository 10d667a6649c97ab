"""What a monitoring looks for, and how strictly: typed settings, kept as YAML beside the brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.yaml_files.explain import Explainer, Location
from probono_kit.yaml_files.source import read_yaml


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleSettings(_Part):
    """Which question is what; empty for what the form itself tells.

    Parameters
    ----------
    enumerator, consent, start, end, received, version, device : str
        Names of columns; ``-`` for none.
    consent_given : list of str
        Answers by which people agree.
    household_size, roster : str
        The number of people, the repeat with one row per person.
    point, stratum : str
        The place of the interview, the part of the sample.
    identity : list of list of str
        Columns that together name one household or person: ``[[phone], [name, village]]``.
    dont_know, refused, other : list of str
        Names of choices that mean this wherever they stand.
    area : str
        Column with the code of the area where the interview should be.
    second_visit : str
        Column that says of a back-check which interview it repeats.
    """

    enumerator: str = ""
    consent: str = ""
    consent_given: list[str] = Field(default_factory=list)
    start: str = ""
    end: str = ""
    received: str = ""
    version: str = ""
    device: str = ""
    household_size: str = ""
    roster: str = ""
    point: str = ""
    stratum: str = ""
    identity: list[list[str]] = Field(default_factory=list)
    dont_know: list[str] = Field(default_factory=list)
    refused: list[str] = Field(default_factory=list)
    other: list[str] = Field(default_factory=list)
    area: str = ""
    second_visit: str = ""


class Limits(_Part):
    """From where on something is worth a look.

    Parameters
    ----------
    minutes_min, minutes_max : float, optional
        Shorter and longer interviews are always told; without them only what is far from the
        others of as many answers.
    night_from, night_to : int
        Hours (local) between which an interview begins at night.
    late_days : float
        Days between the end of an interview and its arrival.
    silent_days : int
        Days of collection without an interview of an enumerator who is not done.
    version_days : float
        Days that enumerators have to install a new version of the form.
    per_day : int, optional
        More interviews than so many a day are always told.
    chance : float
        Probability that anything is told by mere chance, of one kind of check as a whole.
    times : float
        A rate of an enumerator is told if it is so many times that of the others.
    alike : float
        Share of equal answers from which on two interviews are near copies.
    block : int
        So many like questions in a row make a block.
    accuracy_m, stacked_m : float
        Metres: a position worse than this; interviews nearer than this lie on top of each other.
    stacked : int
        So many interviews on one spot are told.
    outside_m : float
        Metres beyond the border of the area that positions may be off.
    tolerance : float
        Numbers of a second visit may differ by this share.
    """

    minutes_min: float | None = Field(None, ge=0)
    minutes_max: float | None = Field(None, gt=0)
    night_from: int = Field(21, ge=0, le=23)
    night_to: int = Field(5, ge=0, le=23)
    late_days: float = Field(3, ge=0)
    silent_days: int = Field(3, ge=1)
    version_days: float = Field(1, ge=0)
    per_day: int | None = Field(None, ge=1)
    chance: float = Field(0.01, gt=0, le=0.2)
    times: float = Field(2, ge=1)
    alike: float = Field(0.9, gt=0.5, le=1)
    block: int = Field(5, ge=3)
    accuracy_m: float = Field(30, gt=0)
    stacked_m: float = Field(5, ge=0)
    stacked: int = Field(4, ge=2)
    outside_m: float = Field(200, ge=0)
    tolerance: float = Field(0.1, ge=0, lt=1)


class Sample(_Part):
    """What the sample asks for.

    Parameters
    ----------
    targets : dict of str to int
        Interviews wanted in each stratum, by the value of its column.
    first_day, last_day : date, optional
        Days between which the interviews are made.
    """

    targets: dict[str, int] = Field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None


class MonitorSettings(_Part):
    """Settings of a monitoring; all may be left out.

    Parameters
    ----------
    roles : RoleSettings
        Which question is what.
    limits : Limits
        From where on something is told.
    sample : Sample
        What the sample asks for.
    skip : list of str
        Checks to leave out, by their name in the table of issues.
    not_compared : list of str
        Columns that say nothing about near copies and outliers.

    Examples
    --------
    >>> MonitorSettings(skip=["night"]).limits.late_days
    3
    """

    roles: RoleSettings = Field(default_factory=RoleSettings)
    limits: Limits = Field(default_factory=Limits)
    sample: Sample = Field(default_factory=Sample)
    skip: list[str] = Field(default_factory=list)
    not_compared: list[str] = Field(default_factory=list)


_PARTS: dict[str, type[BaseModel]] = {"roles": RoleSettings, "limits": Limits, "sample": Sample}


def read_monitor_settings(path: str | Path) -> MonitorSettings:
    """Read the settings of a monitoring.

    Parameters
    ----------
    path : str or pathlib.Path
        A YAML file with any of the fields of :class:`MonitorSettings`.

    Returns
    -------
    MonitorSettings
        Defaults where the file says nothing.

    Raises
    ------
    ProbonoError
        With everything that is wrong, each with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "monitoring.yml"
    >>> _ = path.write_text("roles: {enumerator: agent}\\nlimits: {late_days: 2}\\n")
    >>> read_monitor_settings(path).roles.enumerator
    'agent'
    """
    source = read_yaml(Path(path))
    try:
        made = MonitorSettings.model_validate(source.data if source.data is not None else {})
    except ValidationError as problem:
        findings = Findings(source.findings)
        explained = Explainer(source.place, _keys, source.written.get).explain(problem)
        findings.extend(each for where, each in explained if where not in source.trapped)
        raise ProbonoError(findings.by_severity()) from problem
    source.findings.raise_errors()
    return made


def _keys(location: Location) -> Sequence[str]:
    """Return the keys that are valid at a location."""
    model = _PARTS.get(str(location[0])) if location else MonitorSettings
    return list(model.model_fields) if model else []
