"""The index page: the answer first, then files, limits, sources, and how to go on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from probono_kit import i18n
from probono_kit.deliver.cards import galleries, table
from probono_kit.deliver.collect import Collection
from probono_kit.deliver.online import asked_hosts
from probono_kit.deliver.pictures import LOGO, small_picture
from probono_kit.deliver.sources import source_credits, table_sources, web_address
from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.i18n import spaced
from probono_kit.pages import content_policy, page_environment, source

#: What is told of the cleaning: counts, never a cell of the NGO's sheet.
_COUNTED = (
    "tables.rows_counted",
    "tables.changes_counted",
    "places.rows_matched",
    "places.areas_without_rows",
)


@dataclass(frozen=True, slots=True)
class Link:
    """A section of the page."""

    id: str
    name: str


def index_name(language: str, languages: Sequence[str]) -> str:
    """Return the file name of the index in `language`; the first language's is ``index.html``.

    Examples
    --------
    >>> index_name("fr", ["fr", "en"]), index_name("en", ["fr", "en"])
    ('index.html', 'index-en.html')
    """
    return "index.html" if language == languages[0] else f"index-{language}.html"


def render_index(collection: Collection, language: str, version: str) -> str:
    """Return the index page in `language`.

    Parameters
    ----------
    collection : Collection
        What is delivered, and the brief.
    language : str
        One of the brief's languages.
    version : str
        Of probono-kit, printed at the foot.

    Returns
    -------
    str
        A page that asks the network for nothing: style and pictures are inside.
    """
    brief = collection.brief
    style = source("index.css")
    parts: dict[str, list[Any]] = {
        "galleries": list(galleries(collection, language)),
        "limits": [spaced(limit.in_language(language), language) for limit in brief.limits],
        "tables": [table(group, language) for group in collection.documents(language)],
        "sources": source_credits(collection, language),
        "cleaning": _cleaning(collection, language),
    }
    page = page_environment(language).get_template("index.html")
    return page.render(
        policy=content_policy(style),
        style=style,
        version=version,
        languages=_languages(brief.languages),
        sections=_sections(parts, language),
        **parts,
        **_texts(collection, language),
    )


def _texts(collection: Collection, language: str) -> dict[str, Any]:
    """Return what the brief says, in the language of the page."""
    brief = collection.brief
    tabular = table_sources(collection)
    dates = dict.fromkeys(each.date.in_language(language) for each in tabular)
    inputs = dict.fromkeys(PurePosixPath(each.file).name for each in tabular)
    logo = collection.folder / brief.ngo.logo if brief.ngo.logo else None
    return {
        "engagement": brief.engagement,
        "title": spaced(brief.title.in_language(language), language),
        "question": spaced(brief.question.in_language(language), language),
        "disclaimer": spaced(brief.disclaimer.in_language(language), language),
        "ngo": brief.ngo.name,
        "logo": small_picture(logo, LOGO) if logo else None,
        "contact": brief.ngo.contact,
        "contact_address": _mail_address(brief.ngo.contact),
        "website": web_address(brief.ngo.website),
        "dates": _(", ", language).join(filter(None, dates)),
        "inputs": _(", ", language).join(inputs),
        "produced": brief.produced,
        "online": _(", ", language).join(asked_hosts(collection)),
    }


def _languages(codes: Sequence[str]) -> list[dict[str, str]]:
    return [
        {
            "code": code,
            "name": i18n.language_name(code, code).capitalize(),
            "href": index_name(code, codes),
        }
        for code in codes
    ]


#: The parts of the page that have a link at its top: their anchor, their name.
_SECTIONS = {
    "galleries": ("maps", N_("Maps")),
    "limits": ("limits", N_("Limits")),
    "tables": ("tables", N_("Tables")),
    "sources": ("sources", N_("Sources")),
    "cleaning": ("cleaning", N_("Cleaning")),
}
_ALWAYS = (("update", N_("Update")), ("contact", N_("Contact")))


def _sections(parts: Mapping[str, list[Any]], language: str) -> list[Link]:
    there = [_SECTIONS[name] for name, part in parts.items() if part]
    return [Link(anchor, _(name, language)) for anchor, name in (*there, *_ALWAYS)]


def _cleaning(collection: Collection, language: str) -> list[str]:
    """Return what the tasks that clean counted, each sentence once."""
    sentences = [
        each.message(language)
        for code in _COUNTED
        for run in collection.runs
        if run.notebook == "clean_data" and run.id in collection.records
        for each in collection.records[run.id].findings
        if each.code == code
    ]
    return list(dict.fromkeys(sentences))


def _mail_address(contact: str) -> str:
    """Return ``mailto:`` and the one mail address in `contact`, ``""`` if there is none."""
    words = [word.strip("<>(),;") for word in contact.split()]
    found = [word for word in words if word.count("@") == 1 and "." in word.partition("@")[2]]
    return f"mailto:{found[0]}" if len(found) == 1 else ""
