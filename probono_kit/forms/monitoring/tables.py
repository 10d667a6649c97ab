"""Tables of a monitoring: by enumerator, by day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from probono_kit.forms.monitoring.checks.people import coded_counts
from probono_kit.forms.monitoring.interviews import Interviews, Numbers

ENUMERATOR_COLUMNS = (
    *("enumerator", "submissions", "refused", "days", "per_day", "minutes", "dont_know", "other"),
    *("issues", "last"),
)
DAY_COLUMNS = ("day", "submissions", "refused", "enumerators")


def enumerator_table(interviews: Interviews, issues: pd.DataFrame) -> pd.DataFrame:
    """Sum up each enumerator's work.

    Parameters
    ----------
    interviews : Interviews
        The interviews.
    issues : pandas.DataFrame
        The table of issues.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`ENUMERATOR_COLUMNS`: submissions and how many were refused, days of work,
        interviews a day, median minutes, shares of “don't know” and “other” (missing where they
        could not be chosen), issues that nobody called okay, the last day.
    """
    roles = interviews.roles
    unknown, could, _ = coded_counts(interviews, roles.dont_know)
    pairs = {(pair.table, pair.select): frozenset((pair.choice,)) for pair in roles.others}
    others, might, _ = coded_counts(interviews, pairs)
    table = pd.DataFrame(
        {
            "enumerator": interviews.enumerators,
            "refused": interviews.refused,
            "day": interviews.days,
            "minutes": np.where(interviews.complete, interviews.minutes, np.nan),
            "unknown": unknown,
            "could": could,
            "others": others,
            "might": might,
        }
    )
    grouped = table.groupby("enumerator", sort=True)
    made = grouped.agg(
        submissions=("day", "size"),
        refused=("refused", "sum"),
        minutes=("minutes", "median"),
        last=("day", "max"),
    )
    made["days"] = table[table["day"] != ""].groupby("enumerator")["day"].nunique()
    made["days"] = made["days"].fillna(0).astype("int64")
    done = made["submissions"] - made["refused"]
    made["per_day"] = done / made["days"].where(made["days"] > 0)
    sums = grouped[["unknown", "could", "others", "might"]].sum()
    made["dont_know"] = _share(sums["unknown"], sums["could"])
    made["other"] = _share(sums["others"], sums["might"])
    waiting = issues[~issues["okay"]]
    made["issues"] = waiting.groupby("enumerator").size().reindex(made.index).fillna(0)
    made = made.astype({"issues": "int64", "refused": "int64"}).rename_axis("enumerator")
    return made.reset_index()[list(ENUMERATOR_COLUMNS)]


def _share(part: pd.Series, whole: pd.Series) -> Numbers:
    return np.asarray(part / whole.where(whole > 0), dtype=np.float64)


def day_table(interviews: Interviews) -> pd.DataFrame:
    """Count interviews by day, days without one included.

    Parameters
    ----------
    interviews : Interviews
        The interviews.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`DAY_COLUMNS`. A day far before all others, which a wrong clock made, is left
        out.
    """
    table = pd.DataFrame(
        {
            "day": interviews.dates,
            "refused": interviews.refused,
            "who": interviews.enumerators,
        }
    ).dropna(subset=["day"])
    made = table.groupby("day").agg(
        submissions=("refused", "size"), refused=("refused", "sum"), enumerators=("who", "nunique")
    )
    if made.empty:
        return pd.DataFrame(columns=list(DAY_COLUMNS))
    made = made[_plausible(made)]
    every = pd.date_range(made.index.min(), made.index.max())
    made = made.reindex(every, fill_value=0).rename_axis("day").reset_index()
    return made[list(DAY_COLUMNS)]


def _plausible(made: pd.DataFrame) -> np.ndarray:
    """Tell which days belong to the collection: nearly all interviews, and what is near them."""
    order = made["submissions"].cumsum() / made["submissions"].sum()
    first = made.index[(order >= 0.01).to_numpy()][0]
    last = made.index[(order >= 0.99).to_numpy()][0]
    room = max(pd.Timedelta(days=14), 0.5 * (last - first))
    return np.asarray((made.index >= first - room) & (made.index <= last + room))
