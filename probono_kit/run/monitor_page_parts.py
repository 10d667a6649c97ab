"""Parts of the page of a collection: points to look at, and pictures of the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from probono_kit.explore.charts import picture
from probono_kit.findings import N_, Severity
from probono_kit.forms.monitoring import Monitoring
from probono_kit.forms.monitoring.issues import day_in_words
from probono_kit.i18n import format_date, format_number, ngettext, spaced
from probono_kit.i18n import gettext as _
from probono_kit.messages.monitor import NAMES

#: Fewer records are not shown.
FEWEST = 5
#: So many rows of a check stand on the page; all are in the workbook.
_MOST = 12


#: The same sentence about more interviews than this is said once.
_ALIKE = 4


_SEVERITY = {
    Severity.ERROR.value: N_("cannot be so"),
    Severity.WARNING.value: N_("unlikely"),
    Severity.NOTE.value: N_("worth knowing"),
}


def issue_groups(issues: pd.DataFrame, language: str) -> list[dict[str, Any]]:
    """Return issues by check, the gravest and then the most frequent first."""
    rank = {each.value: each.rank for each in Severity}
    names = issues["check"].map(lambda check: NAMES[check])
    groups = sorted(
        issues.groupby(names, sort=False),
        key=lambda each: (rank[each[1]["severity"].iloc[0]], -len(each[1]), str(each[0])),
    )
    made = []
    for name, rows in groups:
        severity = str(rows["severity"].iloc[0])
        shown, left = _shown(rows, language)
        made.append(
            {
                "name": _(str(name), language),
                "severity": severity,
                "word": _(_SEVERITY[severity], language),
                "count": len(rows),
                "rows": shown,
                "more": _more(left, language),
            }
        )
    return made


def _shown(rows: pd.DataFrame, language: str) -> tuple[list[dict[str, str]], int]:
    """Return the rows of a check for the page, and how many it leaves out.

    What is said of many interviews in the same words is said once.
    """
    made: list[dict[str, str]] = []
    told = 0
    for text, part in rows.groupby("sentence", sort=False):
        if len(made) == _MOST:
            break
        if len(part) <= _ALIKE:
            for row in part.head(_MOST - len(made)).to_dict("records"):
                made.append(_told(row, language))
                told += 1
            continue
        count = ngettext("{count} interview", "{count} interviews", len(part), language)
        about = count.format(count=format_number(len(part), language))
        made.append({"text": spaced(str(text), language), "about": about})
        told += len(part)
    return made, len(rows) - told


def _told(row: Mapping[Any, Any], language: str) -> dict[str, str]:
    parts = (str(row["enumerator"]), day_in_words(str(row["day"]), language), str(row["id"])[:6])
    text = spaced(str(row["sentence"]), language)
    return {"text": text, "about": " · ".join(filter(None, parts))}


def _more(left: int, language: str) -> str:
    if left <= 0:
        return ""
    text = ngettext(
        "{count} more is in the workbook.", "{count} more are in the workbook.", left, language
    )
    return text.format(count=format_number(left, language))


def pictures_of(monitoring: Monitoring, language: str) -> list[dict[str, Any]]:
    """Return interviews by day and how long they took, where there are enough."""
    days = monitoring.days
    made = []
    if len(days) > 1:
        words = [format_date(day.date(), language) for day in days["day"]]
        table = pd.DataFrame({"period": words, "value": days["submissions"].astype(float)})
        made.append((_("Interviews by day", language), "line", table))
    minutes = pd.Series(monitoring.interviews.minutes[monitoring.interviews.complete])
    minutes = minutes[(minutes >= 0) & (minutes <= minutes.quantile(0.99))]
    if len(minutes) >= 4 * FEWEST:
        table = _histogram(minutes)
        made.append((_("How long the interviews took, in minutes", language), "histogram", table))
    return [
        {"title": title, "drawn": picture(kind, table, title=title, language=language)}
        for title, kind, table in made
    ]


def _histogram(numbers: pd.Series) -> pd.DataFrame:
    """Count numbers in bins of a round width."""
    width = max(1.0, float(f"{(numbers.max() - numbers.min()) / 12:.1g}"))
    first = numbers.min() // width
    place = (numbers // width - first).astype(int)
    counts = place.value_counts().reindex(range(int(place.max()) + 1), fill_value=0)
    low = [(first + at) * width for at in counts.index]
    return pd.DataFrame({"low": low, "high": [x + width for x in low], "rows": counts.to_numpy()})
