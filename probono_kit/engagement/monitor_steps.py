"""The steps of the notebook that monitors a data collection: what goes in, and the checks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from probono_kit import forms, places
from probono_kit.engagement.parameters.monitor_collection import MonitorCollection
from probono_kit.findings import Findings
from probono_kit.forms import Form, Submissions
from probono_kit.forms.monitoring import (
    Monitoring,
    MonitoringState,
    MonitorSettings,
    Okay,
    find_roles,
    monitor,
    read_monitor_settings,
    read_monitoring_state,
    read_okay,
)


@dataclass(frozen=True, eq=False)
class CollectionInputs:
    """What goes into a monitoring.

    Attributes
    ----------
    submissions : Submissions
        Of all exports together.
    second_visits : Submissions or None
        Back-checks.
    settings : MonitorSettings
        Roles, limits, sample.
    known : MonitoringState or None
        What was told on earlier days; ``None`` to compare with the day before.
    okay : Okay
        What people called okay.
    areas : geopandas.GeoDataFrame or None
        Where interviews are made.
    credit : str
        Source of the boundaries.
    findings : Findings
        Of reading all this.
    """

    submissions: Submissions
    second_visits: Submissions | None = None
    settings: MonitorSettings = field(default_factory=MonitorSettings)
    known: MonitoringState | None = None
    okay: Okay = field(default_factory=Okay)
    areas: gpd.GeoDataFrame | None = None
    credit: str = ""
    findings: Findings = field(default_factory=Findings)


def collection_inputs(p: MonitorCollection) -> CollectionInputs:
    """Read submissions, form, settings, decisions and areas.

    Parameters
    ----------
    p : MonitorCollection
        Checked parameters.

    Returns
    -------
    CollectionInputs
        With all findings.

    Raises
    ------
    ProbonoError
        If one of them cannot be read.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> sample = "sample:household-survey/"
    >>> given = {"submissions": [sample + "raw/menages.xlsx"], "country": "SEN"}
    >>> given |= {"form": sample + "raw/formulaire.xlsx", "language": "en"}
    >>> inputs = collection_inputs(engagement.check_parameters("monitor_collection", given))
    >>> sorted(inputs.submissions.tables)
    ['main', 'membre']
    """
    findings = Findings()
    if not p.submissions:
        findings.add("monitor.no_submissions", "submissions")
        findings.raise_errors()
    form = forms.read_form(p.form) if p.form else None
    submissions = _read(p.submissions, form)
    second = _read(p.second_visits, form) if p.second_visits else None
    findings += submissions.findings + (second.findings if second else [])
    okay = read_okay(p.okay) if p.okay else Okay()
    findings += okay.findings
    areas, credit = None, ""
    if p.areas:
        read = places.read_areas(
            p.areas,
            country=p.country,
            name_column=p.area_name_column,
            code_column=p.area_code_column,
            language=p.language,
        )
        areas, credit = _wanted(read.frame, p.area), read.credit
        findings += read.findings
    return CollectionInputs(
        submissions,
        second,
        read_monitor_settings(p.settings) if p.settings else MonitorSettings(),
        read_monitoring_state(p.state) if p.state else None,
        okay,
        areas,
        credit,
        findings,
    )


def _read(paths: list[str], form: Form | None) -> Submissions:
    return forms.read_submissions(paths, form)


def _wanted(areas: gpd.GeoDataFrame, names: list[str]) -> gpd.GeoDataFrame:
    """Return the areas that are named, each by its name or code; all if none is named."""
    if not names:
        return areas
    parts = [places.focus_on(areas, name, where="area") for name in names]
    found = pd.concat(parts)
    return areas[areas["area_code"].isin(found["area_code"])].reset_index(drop=True)


def roles_table(p: MonitorCollection, inputs: CollectionInputs) -> pd.DataFrame:
    """Return which question is what, to be looked at before anything else.

    Parameters
    ----------
    p : MonitorCollection
        Checked parameters.
    inputs : CollectionInputs
        From :func:`collection_inputs`.

    Returns
    -------
    pandas.DataFrame
        ``role`` and ``column``.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> sample = "sample:household-survey/"
    >>> given = {"submissions": [sample + "raw/menages.xlsx"], "language": "en", "areas": ""}
    >>> given |= {"form": sample + "raw/formulaire.xlsx"}
    >>> p = engagement.check_parameters("monitor_collection", given)
    >>> table = roles_table(p, collection_inputs(p))
    >>> table.set_index("role").loc[["enumerator", "point"], "column"].tolist()
    ['enqueteur', 'position']
    """
    roles = find_roles(inputs.submissions, inputs.settings)
    single = (
        *("enumerator", "consent", "start", "end", "received", "version", "device"),
        *("household_size", "roster", "point", "stratum", "area", "second_visit"),
    )
    rows = [(name, getattr(roles, name)) for name in single]
    rows += [("identity", " + ".join(group)) for group in roles.identity]
    rows += [("other", f"{pair.select} → {pair.text}") for pair in roles.others]
    rows += [("block", f"{columns[0]} … {columns[-1]}") for _, columns in roles.blocks]
    return pd.DataFrame(rows, columns=["role", "column"])


def monitor_step(p: MonitorCollection, inputs: CollectionInputs) -> Monitoring:
    """Look for everything that somebody should look at.

    Parameters
    ----------
    p : MonitorCollection
        Checked parameters: the day.
    inputs : CollectionInputs
        From :func:`collection_inputs`.

    Returns
    -------
    Monitoring
        What is new is what the state does not know, or without one what the submissions of the
        day before did not show.

    Raises
    ------
    ProbonoError
        If nothing had arrived by that day.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> sample = "sample:household-survey/"
    >>> given = {"submissions": [sample + "raw/menages.xlsx"], "language": "en", "areas": ""}
    >>> given |= {"form": sample + "raw/formulaire.xlsx"}
    >>> p = engagement.check_parameters("monitor_collection", given)
    >>> found = monitor_step(p, collection_inputs(p))
    >>> len(found.issues) > 5
    True
    """
    day = datetime.date.fromisoformat(p.day) if p.day else None

    def of(until: datetime.date | None, known: MonitoringState | None) -> Monitoring:
        return monitor(
            inputs.submissions,
            inputs.settings,
            day=until,
            areas=inputs.areas,
            second_visits=inputs.second_visits,
            known=known,
            okay=inputs.okay,
        )

    found = of(day, inputs.known)
    if not len(found.interviews):
        findings = Findings()
        findings.add("monitor.nothing", str(found.day or "submissions"))
        findings.raise_errors()
    if inputs.known is None and found.day is not None:
        before = of(found.day - datetime.timedelta(days=1), None)
        return found.knowing(before.state)
    return found
