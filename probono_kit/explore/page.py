"""The page for the NGO: its question, what the data say, what they cannot, then the details."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from probono_kit.explore.charts import CHART_STYLE
from probono_kit.explore.insights import Certainty
from probono_kit.explore.page_limits import limits, methods
from probono_kit.explore.page_parts import answers_part, column_part, said
from probono_kit.explore.report import Exploration, Words
from probono_kit.files import write_text
from probono_kit.findings import N_
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import MapModel
from probono_kit.maps.page_drawing import drawn_picture
from probono_kit.pages import content_policy, page_environment, source

TITLE = N_("What your data say")

_MORE = 12
_SECTIONS = (
    ("findings", N_("Findings")),
    ("limits", N_("What the data cannot say")),
    ("maps", N_("Maps")),
    ("more", N_("Further findings")),
    ("answers", N_("Open answers")),
    ("columns", N_("Column by column")),
    ("methods", N_("How it was counted")),
)


@dataclass(frozen=True, slots=True)
class PageAbout:
    """What stands around the figures.

    Parameters
    ----------
    question : str
        As the brief states it.
    unit : str
        What a row of the table is, in the plural: ``"households"``.
    ngo, contact, source, licence, data_date, disclaimer : str
        Of the brief.
    produced : datetime.date, optional
        Day of production.
    file : str
        Name of the table's file.
    labels : mapping of str to str
        What columns are called.
    limits : tuple of str
        What the brief knows that the data cannot say.
    """

    question: str = ""
    unit: str = ""
    ngo: str = ""
    contact: str = ""
    source: str = ""
    licence: str = ""
    data_date: str = ""
    produced: datetime.date | None = None
    disclaimer: str = ""
    file: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()


def write_explore_page(
    found: Exploration,
    allowed: Sequence[str],
    path: Path,
    about: PageAbout,
    *,
    outcome: str = "",
    language: str,
) -> str:
    """Write the page about what was found.

    Parameters
    ----------
    found : Exploration
        Everything; only what is about `allowed` columns gets onto the page.
    allowed : sequence of str
        Columns that may leave.
    path : pathlib.Path
        File to write.
    about : PageAbout
        What stands around the figures.
    outcome : str
        Column that the question is about; findings on it come first.
    language : str
        Of all texts.

    Returns
    -------
    str
        How many findings there are, in a sentence.
    """
    shown, words = found.shared(allowed), Words(language, about.unit, about.labels)
    top = shown.top(outcome)
    chosen = {id(one) for one in top}
    firm = [one for one in shown.ranked(outcome) if one.certainty is not Certainty.TOO_FEW]
    rest = [one for one in firm if id(one) not in chosen and len(one.columns) > 1][:_MORE]
    headline = _headline(len(top), shown.profile.rows, language, about.unit)
    maps = [map_part(model, at) for at, model in enumerate(shown.maps)]
    answered = {each.column for each in shown.answers}
    columns = [
        column_part(each, words)
        for each in shown.profile.columns.values()
        if not each.is_bookkeeping and not each.parent and each.name not in answered
    ]
    contents: dict[str, Any] = {
        "findings": [said(one, words) for one in top],
        "limits": limits(shown, words, about.limits),
        "maps": maps,
        "more": [said(one, words) for one in rest],
        "answers": [answers_part(each, words) for each in shown.answers],
        "columns": columns,
        "methods": methods(shown, language),
    }
    style = source("index.css") + source("cleaning.css") + source("explore.css") + CHART_STYLE
    page = page_environment(language).get_template("explore.html")
    html = page.render(
        policy=content_policy(style),
        style=Markup(style),
        title=_(TITLE, language),
        headline=headline,
        about=about,
        sections=[
            {"id": key, "name": _(name, language)}
            for key, name in _SECTIONS
            if contents[key] or key == "findings"
        ],
        **contents,
    )
    write_text(path, html)
    return headline


def _headline(count: int, rows: int, language: str, unit: str) -> str:
    if unit:
        records = f"{format_number(rows, language)} {unit}"
    else:
        records = ngettext("{count} record", "{count} records", rows, language)
        records = records.format(count=format_number(rows, language))
    if not count:
        return _("{records}; nothing stands out.", language).format(records=records)
    text = ngettext(
        "{records}; {count} finding.",
        "{records}; {count} findings.",
        count,
        language,
    )
    return text.format(records=records, count=format_number(count, language))


def map_part(model: MapModel, at: int) -> dict[str, Any]:
    """Return a map with its legend; patterns of several maps on a page need names of their own."""
    drawn = str(drawn_picture(model).element).replace("no-data", f"no-data-{at}")
    return {
        "title": model.title,
        "picture": Markup(drawn),
        "classes": [
            {"label": each.label, "colour": each.colour, "count": each.count}
            for each in model.classes
        ],
        "sizes": [each.label for each in model.sizes],
        "notes": " · ".join(model.notes),
    }
