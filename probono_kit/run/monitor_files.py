"""What a monitoring leaves behind: the page of the day, points to answer, tables to go on from."""

from __future__ import annotations

import datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit.engagement.monitor_steps import CollectionInputs
from probono_kit.engagement.parameters import MonitorCollection
from probono_kit.explore.page import PageAbout
from probono_kit.files import file_name
from probono_kit.findings import Findings
from probono_kit.forms.monitoring import Monitoring, write_cleaning_log, write_monitoring_state
from probono_kit.forms.monitoring.sharing import shared_table
from probono_kit.i18n import format_date
from probono_kit.i18n import gettext as _
from probono_kit.maps import Credits, Kind, MapModel, MapSpec, resolve
from probono_kit.run.monitor_page import TITLE, WORKBOOK, PageSubject, write_monitor_page
from probono_kit.run.outputs import Outputs, Role
from probono_kit.run.save import Saved, as_output
from probono_kit.tables import write_typed
from probono_kit.tables.workbook import write_workbook


def issues_table(monitoring: Monitoring, p: MonitorCollection, most: int = 40) -> pd.DataFrame:
    """Return what there is to look at, what is new first.

    Parameters
    ----------
    monitoring : Monitoring
        From :func:`probono_kit.engagement.monitor_step`.
    p : MonitorCollection
        Checked parameters.
    most : int
        So many rows at most.

    Returns
    -------
    pandas.DataFrame
        ``check``, ``enumerator``, ``sentence``, ``new``, ``id``.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> sample = "sample:household-survey/"
    >>> given = {"submissions": [sample + "raw/menages.xlsx"], "language": "en", "areas": ""}
    >>> given |= {"form": sample + "raw/formulaire.xlsx"}
    >>> p = engagement.check_parameters("monitor_collection", given)
    >>> found = engagement.monitor_step(p, engagement.collection_inputs(p))
    >>> issues_table(found, p, most=3).shape
    (3, 5)
    """
    table = monitoring.table(p.language)
    shown = table[~table["okay"]].head(most)
    return shown[["check", "enumerator", "sentence", "new", "id"]]


def save_monitoring(
    monitoring: Monitoring, inputs: CollectionInputs, p: MonitorCollection
) -> Saved:
    """Write the page of the day, the points to answer, the state, and the tables to go on from.

    Parameters
    ----------
    monitoring : Monitoring
        From :func:`probono_kit.engagement.monitor_step`.
    inputs : CollectionInputs
        From :func:`probono_kit.engagement.collection_inputs`.
    p : MonitorCollection
        Checked parameters.

    Returns
    -------
    Saved
        The main table first (it does not leave), then tables of repeats, workbooks to answer in,
        the state; the page may leave.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> sample = "sample:household-survey/"
    >>> given = {"submissions": [sample + "raw/menages.xlsx"], "language": "en", "areas": ""}
    >>> given |= {"form": sample + "raw/formulaire.xlsx"}
    >>> import tempfile
    >>> given |= {"output_folder": tempfile.mkdtemp(), "columns": ["strate"]}
    >>> p = engagement.check_parameters("monitor_collection", given)
    >>> inputs = engagement.collection_inputs(p)
    >>> saved = save_monitoring(engagement.monitor_step(p, inputs), inputs, p)
    >>> [made.path for made in saved.outputs if made.deliver]
    ['menages-data-collection-day-by-day.html']
    """
    folder, language = Path(p.output_folder), p.language
    folder.mkdir(parents=True, exist_ok=True)
    stem = file_name(Path(p.submissions[0]).stem)
    findings, outputs = Findings(), Outputs()
    _tables(monitoring, folder, stem, p, outputs, findings)
    _answers(monitoring, folder, stem, p, outputs, findings)
    state = folder / f"{stem}-state.json"
    write_monitoring_state(monitoring.state, state)
    title = _("What was told until this day", language)
    outputs.append(as_output(state, Role.LOG, title, p, deliver=False))
    title = _(TITLE, language)
    path = folder / f"{file_name(f'{stem}-{title}')}.html"
    subject = PageSubject(monitoring, p.columns, _maps(monitoring, inputs, p), _about(p))
    headline = write_monitor_page(subject, path, language)
    outputs.append(as_output(path, Role.REPORT, title, p, headline))
    hidden = [
        name
        for name in (monitoring.roles.enumerator, monitoring.roles.stratum)
        if name and name not in p.columns
    ]
    if hidden:
        findings.add("monitor.page_hides", path.name, columns=tuple(hidden))
    return Saved(outputs, findings)


def _tables(
    monitoring: Monitoring,
    folder: Path,
    stem: str,
    p: MonitorCollection,
    outputs: Outputs,
    findings: Findings,
) -> None:
    """Write the tables that a cleaning goes on from: one answer in one cell."""
    submissions = monitoring.interviews.submissions
    told = submissions.columns
    for name, frame in submissions.tables.items():
        own = told[told["table"] == name]
        single = set(own.loc[own["choice"].fillna("") != "", "column"])
        kept = frame.drop(columns=[column for column in frame if column in single])
        path = folder / (
            f"{stem}.parquet" if name == "main" else f"{stem}-{file_name(name)}.parquet"
        )
        findings.extend(write_typed(kept, path))
        title = _("Interviews until this day", p.language)
        if name != "main":
            title = f"{title} – {name}"
        outputs.append(as_output(path, Role.TABLE, title, p, deliver=False))


def _answers(
    monitoring: Monitoring,
    folder: Path,
    stem: str,
    p: MonitorCollection,
    outputs: Outputs,
    findings: Findings,
) -> None:
    """Write the workbooks to answer in, one for each table, and the list of all issues."""
    language = p.language
    issues = monitoring.table(language)
    title = _(WORKBOOK, language)
    for name in monitoring.interviews.submissions.tables:
        rows = issues[(issues["row"] != "") == (name != "main")]
        if name != "main":
            rows = rows[rows["row"].isin(monitoring.interviews.submissions.tables[name]["_key"])]
        if rows.empty:
            continue
        part = "" if name == "main" else f"-{name}"
        path = folder / f"{file_name(f'{stem}-{title}{part}')}.xlsx"
        findings.extend(write_cleaning_log(monitoring, path, table=name, language=language))
        said = title if name == "main" else f"{title} – {name}"
        text = _("Choose an answer in each row, save the file and send it back.", language)
        outputs.append(as_output(path, Role.LOG, said, p, text, deliver=False))
    path = folder / f"{stem}-work-issues.xlsx"
    sheets = {
        "issues": issues,
        "shared": shared_table(monitoring, p.columns, language=language),
        "enumerators": monitoring.enumerators,
        "progress": monitoring.progress,
    }
    findings.extend(write_workbook(sheets, path, language=language))
    title = _("All points, with who and which interview", language)
    outputs.append(as_output(path, Role.LOG, title, p, deliver=False))


def _maps(monitoring: Monitoring, inputs: CollectionInputs, p: MonitorCollection) -> list[MapModel]:
    """Count interviews by area; where a household is, no map says."""
    areas, point = inputs.areas, monitoring.roles.point
    main = monitoring.interviews.main[monitoring.interviews.complete]
    if areas is None or not point or f"{point}:latitude" not in main:
        return []
    placed = main[[f"{point}:latitude", f"{point}:longitude"]].astype("float64").dropna()
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(placed.iloc[:, 1], placed.iloc[:, 0]), crs=4326
    )
    joined = points.sjoin(areas[["area_code", "geometry"]].to_crs(4326), predicate="within")
    counts = joined["area_code"].value_counts()
    table = areas[["area_code", "area_name"]].assign(
        value=areas["area_code"].map(counts).fillna(0).astype("int64")
    )
    if not table["value"].any():
        return []
    when = format_date(monitoring.day, p.language) if monitoring.day else ""
    title = _("Interviews by area, {day}", p.language).format(day=when)
    spec = MapSpec(
        kind=Kind.SYMBOLS,
        title=title,
        language=p.language,
        value="value",
        legend_title=_("Interviews", p.language),
        columns=("value",),
        credits=_credits(p, inputs),
    )
    return [resolve(spec, areas=areas, table=pd.DataFrame(table), base=True)]


def _credits(p: MonitorCollection, inputs: CollectionInputs) -> Credits:
    return Credits(
        organisation=p.ngo,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        areas_source=inputs.credit,
        produced=datetime.date.fromisoformat(p.produced) if p.produced else None,
        disclaimer=p.disclaimer,
        contact=p.contact,
    )


def _about(p: MonitorCollection) -> PageAbout:
    return PageAbout(
        ngo=p.ngo,
        contact=p.contact,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        disclaimer=p.disclaimer,
        file=Path(p.submissions[0]).name,
    )
