"""The page about one day of a data collection: what is new, progress, places, people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from probono_kit.explore.charts import CHART_STYLE, picture
from probono_kit.explore.page import PageAbout, map_part
from probono_kit.explore.wordings import number_words, percent_words
from probono_kit.files import write_text
from probono_kit.findings import N_, Severity
from probono_kit.forms.monitoring import Monitoring
from probono_kit.forms.monitoring.labels import choice_labels
from probono_kit.forms.monitoring.sharing import person_words, shared_table
from probono_kit.i18n import format_date, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import MapModel
from probono_kit.messages.monitor import NAMES
from probono_kit.pages import content_policy, page_environment, source

TITLE = N_("Data collection day by day")
WORKBOOK = N_("Points to look at")
#: So many rows of a check stand on the page; all are in the workbook.
_MOST = 12
#: The same sentence about more interviews than this is said once.
_ALIKE = 4
#: Fewer interviews than this say nothing about a share.
_FEWEST = 5
_SEVERITY = {
    Severity.ERROR.value: N_("cannot be so"),
    Severity.WARNING.value: N_("unlikely"),
    Severity.NOTE.value: N_("worth knowing"),
}
_PEOPLE = (
    N_("Team member"),
    N_("Interviews"),
    N_("Refused"),
    N_("Days"),
    N_("A day"),
    N_("Minutes (median)"),
    N_("“Don’t know”"),
    N_("“Other”"),
    N_("Open points"),
)
_SECTIONS = (
    ("new", N_("New")),
    ("progress", N_("Progress")),
    ("maps", N_("Map")),
    ("people", N_("Enumerators")),
    ("open", N_("Still open")),
    ("methods", N_("How it was counted")),
)


@dataclass(frozen=True, slots=True)
class PageSubject:
    """What a page is about.

    Parameters
    ----------
    monitoring : Monitoring
        Of the day.
    columns : collection of str
        Columns that may leave.
    maps : sequence of MapModel
        Interviews by area.
    about : PageAbout
        What stands around.
    """

    monitoring: Monitoring
    columns: Collection[str]
    maps: Sequence[MapModel]
    about: PageAbout


def write_monitor_page(subject: PageSubject, path: Path, language: str) -> str:
    """Write the page of a day; nothing of columns that may not leave is on it.

    Parameters
    ----------
    subject : PageSubject
        The monitoring, and what may be shown of it.
    path : pathlib.Path
        File to write.
    language : str
        Of all texts.

    Returns
    -------
    str
        The day in a sentence.
    """
    monitoring = subject.monitoring
    issues = shared_table(monitoring, subject.columns, language=language)
    waiting = issues[~issues["okay"]]
    new, old = waiting[waiting["new"]], waiting[~waiting["new"]]
    headline = _headline(monitoring, len(new), language)
    day = format_date(monitoring.day, language) if monitoring.day else "–"
    contents: dict[str, Any] = {
        "new": _groups(new, language),
        "progress": True,
        "maps": [map_part(model, at) for at, model in enumerate(subject.maps)],
        "people": _people(subject, language),
        "open": _groups(old, language),
        "methods": _methods(monitoring, int(issues["okay"].sum()), language),
    }
    sheets = ("index.css", "cleaning.css", "explore.css", "monitoring.css")
    style = Markup("").join(map(source, sheets)) + CHART_STYLE
    html = (
        page_environment(language)
        .get_template("monitoring.html")
        .render(
            policy=content_policy(style),
            style=Markup(style),
            title=_(TITLE, language),
            headline=headline,
            day=day,
            new_title=_("New on {day}", language).format(day=day),
            tiles=_tiles(monitoring, len(new), len(waiting), language),
            workbook=_(WORKBOOK, language),
            strata=_strata(subject, language),
            pictures=_pictures(monitoring, language),
            people_headings=[_(name, language) for name in _PEOPLE],
            named=monitoring.roles.enumerator in subject.columns,
            about=subject.about,
            sections=[
                {"id": key, "name": _(name, language)}
                for key, name in _SECTIONS
                if contents[key] or key == "new"
            ],
            **contents,
        )
    )
    write_text(path, html)
    return headline


def _headline(monitoring: Monitoring, new: int, language: str) -> str:
    done = int(monitoring.interviews.complete.sum())
    text = ngettext("{count} interview so far", "{count} interviews so far", done, language)
    said = text.format(count=format_number(done, language))
    target = monitoring.progress["target"].dropna()
    if len(target):
        whole = int(target.sum())
        share = percent_words(min(done / whole, 1.0) if whole else 0.0, language)
        said = _("{interviews}, {share} of the sample", language).format(
            interviews=said, share=share
        )
    text = ngettext("{count} new point to look at", "{count} new points to look at", new, language)
    points = text.format(count=format_number(new, language))
    return _("{interviews}; {points}.", language).format(interviews=said, points=points)


def _tiles(monitoring: Monitoring, new: int, waiting: int, language: str) -> list[dict[str, Any]]:
    interviews = monitoring.interviews
    done, refused = int(interviews.complete.sum()), int(interviews.refused.sum())
    today = 0
    if monitoring.day is not None:
        arrived = interviews.received.fillna(interviews.dates).dt.normalize()
        today = int((arrived == pd.Timestamp(monitoring.day)).sum())
    numbers = {
        "done": (done, _("interviews so far", language), "", False),
        "today": (today, _("arrived on this day", language), "", False),
        "refused": (
            refused,
            _("refused", language),
            percent_words(refused / max(len(interviews), 1), language),
            False,
        ),
        "open": (
            waiting,
            _("points to look at", language),
            _("{count} new", language).format(count=format_number(new, language)),
            new > 0,
        ),
    }
    if not monitoring.roles.consent:
        del numbers["refused"]
    return [
        {"value": format_number(value, language), "label": label, "note": note, "care": care}
        for value, label, note, care in numbers.values()
    ]


def _groups(issues: pd.DataFrame, language: str) -> list[dict[str, Any]]:
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
                made.append(_told(row))
                told += 1
            continue
        count = ngettext("{count} interview", "{count} interviews", len(part), language)
        about = count.format(count=format_number(len(part), language))
        made.append({"text": str(text), "about": about})
        told += len(part)
    return made, len(rows) - told


def _told(row: Mapping[Any, Any]) -> dict[str, str]:
    about = [str(row[name]) for name in ("enumerator", "day") if row[name]]
    return {"text": str(row["sentence"]), "about": " · ".join([*about, str(row["id"])[:6]])}


def _more(left: int, language: str) -> str:
    if left <= 0:
        return ""
    text = ngettext(
        "{count} more is in the workbook.", "{count} more are in the workbook.", left, language
    )
    return text.format(count=format_number(left, language))


def _strata(subject: PageSubject, language: str) -> list[dict[str, Any]]:
    """Return progress by stratum if that column may leave, else that of all."""
    monitoring = subject.monitoring
    table, stratum = monitoring.progress, monitoring.roles.stratum
    if not stratum:
        return []
    if stratum not in subject.columns:
        table = pd.DataFrame(
            {
                "stratum": [_("All strata", language)],
                "done": [int(table["done"].sum())],
                "target": [table["target"].sum() if table["target"].notna().any() else pd.NA],
            }
        )
    labels = choice_labels(monitoring.interviews.submissions, "main", stratum, language)
    made: list[dict[str, Any]] = []
    for row in table.to_dict("records"):
        done = format_number(int(row["done"]), language)
        name = labels.get(str(row["stratum"]), str(row["stratum"])) or "–"
        if pd.isna(row["target"]) or not row["target"]:
            made.append({"name": name, "words": done, "share": None})
            continue
        share = int(row["done"]) / int(row["target"])
        words = _("{done} of {target} ({share})", language).format(
            done=done,
            target=format_number(int(row["target"]), language),
            share=percent_words(share, language),
        )
        made.append({"name": name, "words": words, "share": share})
    return made


def _pictures(monitoring: Monitoring, language: str) -> list[dict[str, Any]]:
    days = monitoring.days
    made = []
    if len(days) > 1:
        words = [format_date(day.date(), language) for day in days["day"]]
        table = pd.DataFrame({"period": words, "value": days["submissions"].astype(float)})
        made.append((_("Interviews by day", language), "line", table))
    minutes = pd.Series(monitoring.interviews.minutes[monitoring.interviews.complete])
    minutes = minutes[(minutes >= 0) & (minutes <= minutes.quantile(0.99))]
    if len(minutes) >= 4 * _FEWEST:
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


def _people(subject: PageSubject, language: str) -> list[list[str]]:
    """Return the table of enumerators; shares of few interviews are not shown."""
    monitoring = subject.monitoring
    if not monitoring.roles.enumerator:
        return []
    words = person_words(monitoring, subject.columns, language)
    rows = []
    for row in monitoring.enumerators.to_dict("records"):
        name = words.get(str(row["enumerator"]), "")
        count = int(row["submissions"])
        rows.append(
            [
                name or _("Nobody named", language),
                format_number(count, language),
                _share(int(row["refused"]) / count, count, language),
                format_number(int(row["days"]), language),
                format_number(float(row["per_day"]), language, decimals=1) if row["days"] else "–",
                number_words(round(float(row["minutes"])), language)
                if row["minutes"] == row["minutes"]
                else "–",
                _share(row["dont_know"], count, language),
                _share(row["other"], count, language),
                format_number(int(row["issues"]), language),
            ]
        )
    return rows


def _share(share: float, count: int, language: str) -> str:
    if share != share or count < _FEWEST:
        return "–"
    return percent_words(share, language)


def _methods(monitoring: Monitoring, okay: int, language: str) -> list[str]:
    limits = monitoring.interviews.settings.limits
    texts = [
        _(
            "Submissions that had arrived by the end of the day count, each once; refusals count as"
            " such and not as interviews.",
            language,
        ),
        _(
            "Enumerators are compared with all the others together. A rate is told if chance would"
            " make one like it with a probability below {chance} among all of them, and if it is at"
            " least {times} times that of the others.",
            language,
        ).format(
            chance=percent_words(limits.chance, language),
            times=number_words(limits.times, language),
        ),
        _(
            "Durations are compared with interviews of as many answers; numbers with all answers to"
            " the same question, on a logarithmic scale where they are skewed.",
            language,
        ),
        _(
            "Interviews are near copies if at least {share} of their answers are the same, and more"
            " than strangers have in common.",
            language,
        ).format(share=percent_words(limits.alike, language)),
    ]
    if okay:
        text = ngettext(
            "{count} point was looked at and decided; it is not shown.",
            "{count} points were looked at and decided; they are not shown.",
            okay,
            language,
        )
        texts.append(text.format(count=format_number(okay, language)))
    return texts
