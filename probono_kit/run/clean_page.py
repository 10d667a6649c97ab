"""The page about a cleaned table: one HTML file for its owner, offline, in its language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.engagement.parameters import Parameters
from probono_kit.files import write_text
from probono_kit.findings import N_
from probono_kit.i18n import direction, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.pages import content_policy, page_environment, source
from probono_kit.run.clean_account import Account
from probono_kit.tables import dictionary_sheet

TITLE = N_("What was done with your table")
PLACES_TITLE = N_("Which places your table names")

_DECISIONS = (
    N_("Where"),
    N_("What stands there"),
    N_("Why we ask"),
    N_("Possible answers"),
)
_CHANGES = (N_("Column"), N_("What was changed"), N_("Cells"), N_("Before and after"))
_SECTIONS = (
    ("counts", N_("Counts"), ""),
    ("decisions", N_("Decisions"), "decisions"),
    ("gaps", N_("Missing values"), "gaps"),
    ("changes", N_("Changes"), "show_changes"),
    ("dictionary", N_("Columns"), ""),
    ("limits", N_("Limits and sources"), ""),
)


def write_clean_page(
    account: Account,
    dictionary: pd.DataFrame,
    path: Path,
    p: Parameters,
    *,
    file: str,
    answer: str,
    title: str,
    limits: Sequence[str] = (),
) -> None:
    """Write the page; `answer` says how to answer, `file` is the name of the NGO's own file."""
    language = p.language
    style = source("index.css") + source("cleaning.css")
    page = page_environment(language).get_template("cleaning.html")
    html = page.render(
        policy=content_policy(style),
        style=style,
        title=title,
        account=account,
        answer=answer if account.decisions else "",
        sentences=_sentences(account, language),
        decision_headings=[_(text, language) for text in _DECISIONS],
        change_headings=[_(text, language) for text in _CHANGES],
        dictionary=_dictionary(dictionary, language),
        limits=[*_limits(account, language), *limits],
        about=_about(p, file),
        arrow="←" if direction(language) == "rtl" else "→",
        sections=[
            {"id": anchor, "name": _(name, language)}
            for anchor, name, needs in _SECTIONS
            if not needs or getattr(account, needs)
        ],
    )
    write_text(path, html)


def _about(p: Parameters, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "ngo": p.ngo,
        "contact": p.contact,
        "source": p.source,
        "licence": p.licence,
        "data_date": p.data_date,
        "produced": datetime.date.fromisoformat(p.produced) if p.produced else None,
        "disclaimer": p.disclaimer,
    }


def _sentences(account: Account, language: str) -> dict[str, str]:
    full = ngettext(
        "{count} column has no gap.", "{count} columns have no gap.", account.full, language
    )
    more = ngettext(
        "{count} more question is in the review workbook.",
        "{count} more questions are in the review workbook.",
        account.more_decisions,
        language,
    )
    return {
        "rows": _("Every row of the sheet has its place; none was lost.", language)
        if account.show_changes
        else _("Rows with a place, by column:", language),
        "gaps": full.format(count=format_number(account.full, language)) if account.full else "",
        "more": more.format(count=format_number(account.more_decisions, language))
        if account.more_decisions
        else "",
    }


def _dictionary(dictionary: pd.DataFrame, language: str) -> dict[str, Any]:
    """Return the dictionary in as few columns as a page has room for."""
    abouts = [_joined(row, " · ") for row in dictionary[["label", "tag"]].to_numpy().tolist()]
    ways = [_joined(row, ", ") for row in dictionary[["convention", "unit"]].to_numpy().tolist()]
    both = zip(dictionary["kind"], ways, strict=True)
    kinds = [f"{kind} ({way})" if way else kind for kind, way in both]
    narrow = dictionary.assign(kind=kinds, label="", tag="", convention="", unit="")
    sheet = dictionary_sheet(narrow, language)
    rows = sheet.astype(object).to_numpy().tolist()
    return {"headings": list(sheet.columns), "rows": list(zip(abouts, rows, strict=True))}


def _joined(texts: Iterable[str], mark: str) -> str:
    return mark.join(text for text in texts if text)


def _limits(account: Account, language: str) -> list[str]:
    limits = [_("Only the columns that you agreed to share are on this page.", language)]
    if account.gaps:
        limits.append(_("Cells without a value do not count in any total or average.", language))
    if account.decisions:
        limits.append(
            _("While a question is open, figures that depend on it are incomplete.", language)
        )
    return limits
