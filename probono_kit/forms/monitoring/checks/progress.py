"""Progress against the sample, by stratum and by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.interviews import Interviews
from probono_kit.forms.monitoring.issues import Issue

#: A stratum is behind when it lacks this share of what was due by now.
_BEHIND = 0.2
PROGRESS_COLUMNS = ("stratum", "done", "target", "left", "share", "refused", "last")


def progress_table(interviews: Interviews) -> pd.DataFrame:
    """Count interviews by stratum beside their targets.

    Parameters
    ----------
    interviews : Interviews
        The interviews.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`PROGRESS_COLUMNS`: strata of the sample in their order, then those that it
        does not name; ``target``, ``left`` and ``share`` are missing without a target.
    """
    targets = interviews.settings.sample.targets
    stratum = interviews.texts(interviews.roles.stratum)
    table = pd.DataFrame(
        {
            "stratum": stratum if interviews.roles.stratum else "",
            "done": interviews.complete,
            "refused": interviews.refused,
            "last": interviews.days,
        }
    )
    made = table.groupby("stratum", sort=True).agg(
        done=("done", "sum"), refused=("refused", "sum"), last=("last", "max")
    )
    order = [*targets, *(name for name in made.index if name not in targets)]
    made = made.reindex(order)
    made["target"] = [targets.get(name) for name in order]
    made["last"] = made["last"].astype("str").fillna("")
    made = made.fillna({"done": 0, "refused": 0})
    target = pd.to_numeric(made["target"])
    made["left"] = (target - made["done"]).clip(lower=0).astype("Int64")
    made["share"] = made["done"] / target.where(target > 0)
    made["target"] = target.astype("Int64")
    made = made.rename_axis("stratum").reset_index()
    return made[list(PROGRESS_COLUMNS)].astype({"done": "int64", "refused": "int64"})


def progress(interviews: Interviews, day: date | None) -> Iterator[Issue]:
    """Yield strata that are behind what was due by `day`, too full, or not in the sample."""
    sample = interviews.settings.sample
    if not sample.targets or not interviews.roles.stratum:
        return
    due = _due(interviews, day)
    for row in progress_table(interviews).to_dict("records"):
        name, done = str(row["stratum"]), int(row["done"])
        values = {"stratum": name or "–", "done": done}
        if pd.isna(row["target"]) and not done:
            continue  # Nobody agreed there, or it was not asked where.
        if pd.isna(row["target"]):
            code, severity, target = "monitor.not_in_sample", Severity.WARNING, 0
        else:
            target = int(row["target"])
            code, severity = "monitor.behind", Severity.NOTE
            if done > target:
                code = "monitor.too_many"
            elif done >= due * target * (1 - _BEHIND):
                continue
        yield Issue(
            code,
            severity,
            question=interviews.roles.stratum,
            value=str(done),
            expected=str(target) if target else "",
            values={**values, "target": target, "due": int(np.ceil(due * target))},
            subject=name,
        )


def _due(interviews: Interviews, day: date | None) -> float:
    """Return which share of the sample should be done by now, 0 if nobody said until when."""
    sample = interviews.settings.sample
    if sample.first_day is None or sample.last_day is None or day is None:
        return 0.0
    whole = (sample.last_day - sample.first_day).days + 1
    return float(np.clip(((day - sample.first_day).days + 1) / max(whole, 1), 0, 1))
