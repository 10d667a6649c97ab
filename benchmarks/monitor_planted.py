"""Anomalies planted in 50,000 invented submissions: how many each check finds, and rightly.

Run with ``python -m benchmarks.monitor_planted [ROWS]``. A household survey is built by the kit
from ``benchmarks/forms/household.yml``, submissions are invented by ``forms.synthesise``, anomalies
are planted by ``forms.plant``; second visits and a sample that was not kept are made here. Before
anything is planted the same submissions are monitored as they are: what is told of them is a false
alarm. Fails where a check finds less than 95 of 100, where less than 95 of 100 told are right, or
where monitoring takes more than 30 processor seconds.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.forms import (
    Form,
    Submissions,
    build_form,
    plant,
    read_form,
    synthesise,
    write_form,
)
from probono_kit.forms.monitoring import Monitoring, MonitorSettings, monitor
from probono_kit.forms.synthesis.planting import PLANTERS
from probono_kit.places import read_areas

ROWS, SHARE, LEAST, SECONDS = 50_000, 0.005, 0.95, 30.0
PEOPLE = 150
DESCRIPTION = Path(__file__).with_name("forms") / "household.yml"
STRATUM, LINK = "admin1", "first_visit"
#: Share of interviews that are visited again, of answers that differ then, and of those of one
#: person whose interviews were not made as they say.
AGAIN, DIFFERENT, INVENTED = 0.06, 0.01, 0.35
#: What the monitoring calls these.
_CALLED = {"short_for_size": "short"}
#: Checks of which an issue is about a question of an interview, not of the interview.
_BY_QUESTION = ("outlier", "constraint", "required_empty", "not_asked", "second_visit")


@dataclass(frozen=True)
class Planted:
    """Submissions with anomalies, and what is planted where.

    Attributes
    ----------
    clean, submissions, second : Submissions
        Before planting; after it; second visits.
    settings : MonitorSettings
        With a sample that was not kept.
    areas : geopandas.GeoDataFrame
        Where interviews are made.
    truth : pandas.DataFrame
        As of :func:`probono_kit.forms.plant`; ``value`` names the stratum of progress.
    """

    clean: Submissions
    submissions: Submissions
    second: Submissions
    settings: MonitorSettings
    areas: gpd.GeoDataFrame
    truth: pd.DataFrame


def planted(form: Form, rows: int, *, share: float = SHARE, people: int = PEOPLE) -> Planted:
    """Invent submissions and plant all there is in them."""
    areas = read_areas("base:admin1", country="SEN").frame
    clean = synthesise(form, rows, seed=1, areas=areas, enumerators=people)
    roles = {"stratum": STRATUM, "area": STRATUM, "second_visit": LINK}
    settings = MonitorSettings.model_validate({"roles": roles})
    submissions, truth = plant(clean, share=share, seed=2, settings=settings)
    second, differences = _second_visits(submissions, truth)
    settings, missed = _sampled(submissions, settings)
    truth = pd.concat([truth, differences, missed], ignore_index=True).fillna("")
    return Planted(clean, submissions, second, settings, areas, truth)


def household_form(folder: Path) -> Form:
    """Build the form."""
    written = write_form(build_form(DESCRIPTION, areas="base:admin1"), folder)
    return read_form(next(path for path in written if path.suffix == ".xlsx"))


def _second_visits(
    submissions: Submissions, truth: pd.DataFrame
) -> tuple[Submissions, pd.DataFrame]:
    """Return second visits: some answers differ, most of one person's."""
    random = np.random.default_rng(3)
    main = submissions.main[~submissions.main["_key"].duplicated(keep=False)]
    main = main[(main["consent"] == "yes") & ~main["_key"].isin(truth["_key"])]
    again = main[random.random(len(main)) < AGAIN].reset_index(drop=True)
    held = set(truth.loc[truth["_key"] == "", "enumerator"])
    person = next(name for name in sorted(again["enumerator_code"].unique()) if name not in held)
    told = submissions.columns
    asked = told[(told["table"] == "main") & (told["kind"] == "select_one")]["column"]
    left = ("consent", STRATUM, "source", "enumerator_sex")
    own = (again["enumerator_code"] == person).to_numpy()
    rows = [("second_visits", "", person, "")]
    for column in [each for each in asked if each not in left]:
        values = again[column].dropna().unique()
        other = dict(zip(values, np.roll(values, 1), strict=True))
        differs = random.random(len(again)) < np.where(own, INVENTED, DIFFERENT)
        differs &= again[column].notna().to_numpy() & (len(values) > 1)
        again.loc[differs, column] = again.loc[differs, column].map(other)
        rows += [("second_visit", key, "", column) for key in again["_key"][differs]]
    again[LINK] = again["_key"]
    again["_key"] = "again:" + again["_key"]
    visits = Submissions({"main": again}, told, submissions.form)
    return visits, pd.DataFrame(rows, columns=["kind", "_key", "enumerator", "question"])


def _sampled(
    submissions: Submissions, settings: MonitorSettings
) -> tuple[MonitorSettings, pd.DataFrame]:
    """Return settings with a sample of which strata are behind, too full, or not in it."""
    main = submissions.main.drop_duplicates("_key")
    done = main.loc[main["consent"] == "yes", STRATUM].value_counts().sort_index()
    targets = {str(name): int(count * 1.1) for name, count in done.items()}
    names = list(targets)
    rows = []
    for kind, several in (("behind", names[:3]), ("too_many", names[3:5])):
        for name in several:
            targets[name] = int(done[name] * (1.6 if kind == "behind" else 0.9))
            rows.append((kind, name))
    rows.append(("not_in_sample", names[5]))
    del targets[names[5]]
    days = main["start"].where(main["start"] <= main["_submission_time"]).dt.date.dropna()
    sample = {"targets": targets, "first_day": days.min(), "last_day": days.max()}
    made = {**settings.model_dump(), "sample": sample}
    missed = pd.DataFrame(rows, columns=["kind", "value"])
    return MonitorSettings.model_validate(made), missed


def rates(truth: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Return planted, found, told, precision and recall of each check.

    Of two interviews that are alike either may be told: which of them is right nobody knows.
    """
    truth = truth.assign(check=truth["kind"].replace(_CALLED))
    rows = []
    for kind, wanted in truth.groupby("kind", sort=False):
        check = str(wanted["check"].iloc[0])
        told = issues[issues["check"] == check]
        names = _named(wanted, told, check)
        both = truth[truth["check"] == check]
        right = set(map(tuple, both[names].to_numpy()))
        if names == ["_key"]:
            right |= {(key,) for key in both["other_key"]}
        said = set(map(tuple, told[names].to_numpy()))
        here = wanted[names].apply(tuple, axis=1).isin(said)
        if names == ["_key"]:
            here |= wanted["other_key"].isin({key for (key,) in said})
        true = len(said & right)
        precision = true / len(said) if said else float("nan")
        rows.append((kind, len(wanted), int(here.sum()), len(said), precision, here.mean()))
    columns = ["kind", "planted", "found", "told", "precision", "recall"]
    return pd.DataFrame(rows, columns=columns)


def _named(wanted: pd.DataFrame, told: pd.DataFrame, check: str) -> list[str]:
    """Return the columns that say what an issue is about."""
    if (wanted["enumerator"] != "").all() and (wanted["_key"] == "").all():
        return ["enumerator"]
    if (wanted["_key"] == "").all():
        return ["question"] if (wanted["question"] != "").all() else ["stratum"]
    return ["_key", "question"] if check in _BY_QUESTION else ["_key"]


def told_of(found: Monitoring) -> pd.DataFrame:
    """Return the table of issues, with the stratum of those about progress."""
    table = found.table("en").fillna("")
    subjects = {one.id: one.subject or "" for one in found.found}
    return table.assign(stratum=table["id"].map(subjects))


def main(rows: int = ROWS) -> int:
    """Print the table; fail where a check falls short."""
    with tempfile.TemporaryDirectory() as folder:
        made = planted(household_form(Path(folder)), rows)
    before = monitor(made.clean, areas=made.areas)
    began, used = time.perf_counter(), time.process_time()
    found = monitor(made.submissions, made.settings, areas=made.areas, second_visits=made.second)
    issues = told_of(found)
    took, used = time.perf_counter() - began, time.process_time() - used
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    truth = made.truth.assign(stratum=made.truth["value"])
    table = rates(truth, issues)
    missing = sorted(set(PLANTERS) - set(truth["kind"]))
    unplanted = issues[~issues["check"].isin(truth["kind"].replace(_CALLED))]
    sizes = {name: len(frame) for name, frame in made.submissions.tables.items()}
    print(f"submissions: {sizes}; {len(truth):,} anomalies planted, {len(issues):,} issues told")
    print(f"before planting: {len(before.found)} told")
    print(f"monitoring: {used:.1f} processor seconds, {took:.1f} s on the clock")
    print(f"most memory held, with inventing and planting: {held:,.0f} MB")
    print(table.round(3).to_string(index=False))
    print(f"not planted: {missing or 'none'}; told though not planted: {len(unplanted)}")
    short = (table["precision"] < LEAST) | (table["recall"] < LEAST) | table["precision"].isna()
    return int(short.any() or bool(missing) or len(unplanted) > 0 or used > SECONDS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
