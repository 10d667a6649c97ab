"""The page about one day of a data collection: what is new, progress, places, people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from probono_kit.explore.charts import CHART_STYLE
from probono_kit.explore.page import PageAbout, map_part
from probono_kit.explore.wordings import number_words, percent_words
from probono_kit.files import write_text
from probono_kit.findings import N_
from probono_kit.forms.monitoring import Monitoring
from probono_kit.forms.monitoring.labels import choice_labels
from probono_kit.forms.monitoring.sharing import person_words, shared_table
from probono_kit.i18n import format_date, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import MapModel
from probono_kit.pages import content_policy, page_environment, source
from probono_kit.run.monitor_page_parts import FEWEST, issue_groups, pictures_of

TITLE = N_("Data collection day by day")
WORKBOOK = N_("Points to look at")
_ANSWERING = N_(
    "Each point is a question, not a reproach: there may be a good reason. Answer in the workbook"
    " “{file}”; what is called right with a reason is not asked again."
)
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
        "new": issue_groups(new, language),
        "progress": True,
        "maps": [map_part(model, at) for at, model in enumerate(subject.maps)],
        "people": _people(subject, language),
        "open": issue_groups(old, language),
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
            how_to_answer=_(_ANSWERING, language).format(file=_(WORKBOOK, language)),
            strata=_strata(subject, language),
            pictures=pictures_of(monitoring, language),
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
    if share != share or count < FEWEST:
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
