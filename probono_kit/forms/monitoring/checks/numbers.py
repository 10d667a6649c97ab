"""Numbers far from the others of the same question."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.chance import far_limits
from probono_kit.forms.monitoring.interviews import Interviews, Numbers
from probono_kit.forms.monitoring.issues import Asked, Issue, plain
from probono_kit.forms.monitoring.questions import labels_of

_KINDS = frozenset(("integer", "decimal", "range"))
#: Numbers that stand for “don't know” and the like.
_CODES = (-7, -8, -9, -66, -77, -88, -96, -97, -98, -99, -666, -777, -888, -999, -9999)
_UNIT = re.compile(
    r"\((?:en |in |in the |per |par |por )?([^\W\d_][^()]{0,11}|%|m²|m³|km²)\)"
    r"|\b(?:in|en) (km|kg|m|cm|mm|g|l|litres?|liters?|minutes?|hours?|heures?|horas?|days?|jours?"
    r"|dias?|metres?|meters?|years?|annees?|ans|hectares?|ha|fcfa|usd|eur|xof)\b",
    re.IGNORECASE,
)


def outliers(interviews: Interviews) -> Iterator[Issue]:
    """Yield numbers far from the others: robust, aware of skew and of how many there are."""
    skipped = {
        *interviews.settings.not_compared,
        *(c for g in interviews.roles.identity for c in g),
    }
    for table, column, _ in interviews.columns_of(_KINDS):
        if column in skipped:
            continue
        frame = interviews.submissions.tables[table]
        numbers = _numbers(frame[column])
        used = numbers[np.isfinite(numbers)]
        limits = far_limits(used, interviews.settings.limits.chance)
        if limits is None:
            continue
        above = interviews.rows_above(table)
        # “None” is no small amount: it says nothing about the size of those that there are.
        far = ((numbers < limits.lower) & (numbers != 0)) | (numbers > limits.upper)
        keys = frame["_key"].astype(str).to_numpy(dtype=object)
        unit = unit_of(interviews, table, column)
        for at in np.flatnonzero(far & (above >= 0)).tolist():
            yield interviews.issue(
                "monitor.outlier",
                Severity.WARNING,
                int(above[at]),
                question=column,
                value=float(numbers[at]),
                expected=f"{_short(max(limits.lower, _floor(used)))}–{_short(limits.upper)}",
                row="" if table == "main" else str(keys[at]),
                asked=Asked(table, column),
                number=float(numbers[at]),
                unit=unit,
                lower=_rounded(max(limits.lower, _floor(used))),
                upper=_rounded(limits.upper),
                middle=_rounded(limits.middle),
            )


def _numbers(series: pd.Series) -> Numbers:
    numbers = pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isin(numbers, _CODES), np.nan, numbers)


def _floor(used: Numbers) -> float:
    """Return 0 for what is never negative: a limit below says nothing."""
    return 0.0 if float(used.min()) >= 0 else -np.inf


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _short(value: float) -> str:
    return plain(_rounded(value))


def unit_of(interviews: Interviews, table: str, column: str) -> str:
    """Return the unit that the label states: “Distance (km)”, “How far, in minutes?”, or none."""
    question = interviews.questions.get((table, column))
    for label in labels_of(question) if question is not None else ():
        found = _UNIT.search(label)
        if found:
            return f" {(found[1] or found[2]).strip()}"
    return ""
