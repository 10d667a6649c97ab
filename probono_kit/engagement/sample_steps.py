"""How many are asked, and where: the step of the notebook that sets up a data collection."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.parameters.set_up_collection import SetUpCollection
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.forms import sampling
from probono_kit.forms.sampling.allocation import positive


@dataclass(frozen=True, eq=False)
class SamplePlan:
    """Whom to ask.

    Parameters
    ----------
    sizes : pandas.DataFrame
        One row in all, per stratum, or per cluster drawn; empty if no frame is given.
    points : geopandas.GeoDataFrame, optional
        Positions drawn inside the areas, in EPSG:4326.
    findings : Findings
        What was met in the frame.
    """

    sizes: pd.DataFrame = field(default_factory=pd.DataFrame)
    points: gpd.GeoDataFrame | None = None
    findings: Findings = field(default_factory=Findings)


def sample_step(p: SetUpCollection) -> SamplePlan:
    """Calculate the sample, and draw clusters and points.

    Parameters
    ----------
    p : SetUpCollection
        Checked parameters; without a frame and points nothing is drawn.

    Returns
    -------
    SamplePlan
        Sizes and points; the same for the same seed.

    Raises
    ------
    ProbonoError
        If the frame has no column with the population, or there is no room for the points.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> given = {"areas": "base:admin1", "country": "SEN", "points": 20, "seed": 1}
    >>> drawn = sample_step(check_parameters("set_up_collection", given)).points
    >>> len(drawn), list(drawn.columns)
    (20, ['point', 'area', 'latitude', 'longitude', 'geometry'])
    >>> set_language("en")
    """
    sizes, findings = pd.DataFrame(), Findings()
    if p.frame:
        read = tables.read_table(Path(p.frame))
        clean = tables.clean_table(read, country=p.country)
        findings += clean.findings
        sizes = _sizes(p, clean.frame)
    return SamplePlan(sizes, _points(p) if p.points else None, findings)


def _sizes(p: SetUpCollection, frame: pd.DataFrame) -> pd.DataFrame:
    findings, columns = Findings(), tuple(map(str, frame.columns))
    if not p.population:
        findings.add("sample.no_population", "population", columns=columns)
    for name in (p.frame_name, p.population):
        if name and name not in frame:
            findings.add("sample.column", name, value=name, columns=columns)
    findings.raise_errors()
    kept = [name for name in (p.frame_name, p.population) if name]
    listed, reserve = frame[kept].reset_index(drop=True), p.nonresponse
    people = int(positive(listed, p.population).sum())
    if p.sample_design == "stratified":
        return sampling.stratified_sample(
            listed, population=p.population, allocation=p.allocation, margin=p.sample_margin,
            confidence=p.confidence, nonresponse=reserve,
        )  # fmt: skip
    if p.sample_design == "clusters":
        plan = sampling.cluster_sample(
            people, per_cluster=p.per_cluster, icc=p.icc, margin=p.sample_margin,
            confidence=p.confidence, nonresponse=reserve,
        )  # fmt: skip
        return sampling.draw_clusters(
            listed, plan.clusters, seed=p.seed, population=p.population, per_cluster=p.per_cluster
        )
    one = sampling.sample_size(
        people, margin=p.sample_margin, confidence=p.confidence, nonresponse=reserve
    )
    return pd.DataFrame(
        {"population": [people], "size": [one.size], "contacts": [one.contacts],
         "weight": [people / one.size], "margin": [p.sample_margin]}
    )  # fmt: skip


def _points(p: SetUpCollection) -> gpd.GeoDataFrame:
    if not p.areas:
        findings = Findings()
        findings.add("sample.no_areas", "areas")
        raise ProbonoError(findings)
    areas = places.read_areas(p.areas, country=p.country, language=p.language).frame
    names = areas["area_name"].astype(str).tolist()
    bare = gpd.GeoDataFrame({"area": names}, geometry=list(areas.geometry), crs=areas.crs)
    return sampling.draw_points(bare, p.points, seed=p.seed, distance=float(p.distance))
