"""The sources as the bundle names them: each with its licence and its date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from probono_kit.deliver.collect import Collection
from probono_kit.engagement import Source
from probono_kit.engagement.references import BASE_PREFIX, Origin
from probono_kit.findings import N_, Finding, finding
from probono_kit.i18n import gettext as _
from probono_kit.places import base_credit, base_layers
from probono_kit.tables.dates import month_number

_DAY = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})(?:-(\d{1,2}))?\b")
N_("public domain")  # what the base layers say of themselves
_WORDS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Credit:
    """A source as the index names it."""

    title: str
    licence: str
    date: str
    provider: str = ""
    url: str = ""
    note: str = ""


def source_credits(collection: Collection, language: str) -> list[Credit]:
    """Return the sources that the results rest on, in the order of the brief, base layers last.

    Parameters
    ----------
    collection : Collection
        The brief and its runs.
    language : str
        ISO 639-1 code of the readers.

    Returns
    -------
    list of Credit
    """
    own = [
        Credit(
            title=source.title.in_language(language) or PurePosixPath(source.file).name,
            licence=source.licence,
            date=source.date.in_language(language),
            provider=source.provider,
            url=web_address(source.url),
        )
        for _name, source in used_sources(collection)
    ]
    return own + list(_base_credits(collection, language))


def _base_credits(collection: Collection, language: str) -> Iterator[Credit]:
    """Yield the base layers that are areas of a map, and those that are its surroundings."""
    known = base_layers()
    used = {
        each.name.removeprefix(BASE_PREFIX)
        for run in collection.runs
        for each in run.inputs
        if each.origin is Origin.BASE
    }
    told = language if f"title_{language}" in known else "en"
    for name, about in known[known.index.isin(used)].iterrows():
        licence = str(about["licence"])
        yield Credit(
            title=about[f"title_{told}"],
            licence=_(licence, language),
            date=about["vintage"],
            note=base_credit(language, layers=[str(name)]),
        )
    if any(run.parameters.get("context") for run in collection.runs):
        licences = dict.fromkeys(_(licence, language) for licence in known["licence"])
        yield Credit(
            title=_("Surroundings on the maps", language),
            licence=_(", ", language).join(licences),
            date="",
            note=base_credit(language),
        )


def web_address(written: str) -> str:
    """Return `written` as an address of the web, and of nothing else.

    Examples
    --------
    >>> web_address("eauvive.example"), web_address("http://eauvive.example")
    ('https://eauvive.example', 'http://eauvive.example')
    >>> web_address("javascript:alert(1)")
    'https://javascript:alert(1)'
    """
    if not written or written.lower().startswith(("https://", "http://")):
        return written
    return f"https://{written}"


def check_sources(collection: Collection) -> Iterator[Finding]:
    """Yield what a source lacks, and dates that cannot be right."""
    brief = collection.brief
    for name, source in used_sources(collection):
        where = f"engagement.yml › sources › {name}"
        if not source.licence.strip():
            yield finding("deliver.no_licence", where, source=name)
        date = str(source.date).strip()
        if not date:
            yield finding("deliver.no_date", where, source=name)
            continue
        newest = newest_start(date)
        if newest is not None and newest > brief.produced:
            yield finding(
                "deliver.produced_before_source",
                where,
                source=name,
                date=date,
                produced=brief.produced.isoformat(),
            )


def used_sources(collection: Collection) -> list[tuple[str, Source]]:
    """Return the sources that go into a run, in the order of the brief."""
    used = {
        each.name for run in collection.runs for each in run.inputs if each.origin is Origin.SOURCE
    }
    return [(name, source) for name, source in collection.brief.sources.items() if name in used]


def table_sources(collection: Collection) -> list[Source]:
    """Return the sources that are tables: those that change when the figures change."""
    used = {
        each.name
        for run in collection.runs
        for each in run.inputs
        if each.origin is Origin.SOURCE and each.parameter in ("table", "tables", "submissions")
    }
    return [source for name, source in collection.brief.sources.items() if name in used]


def newest_start(text: str) -> datetime.date | None:
    """Return the first day of the newest day, month or year that `text` names.

    Parameters
    ----------
    text : str
        A date or period as people write it.

    Returns
    -------
    datetime.date or None
        ``None`` if no year is named.

    Examples
    --------
    >>> newest_start("de mars à avril 2025"), newest_start("2024-11-05")
    (datetime.date(2025, 4, 1), datetime.date(2024, 11, 5))
    >>> newest_start("2019-2022"), newest_start("l'an dernier")
    (datetime.date(2022, 1, 1), None)
    """
    found = [_date(int(y), int(m), int(d or 1)) for y, m, d in _DAY.findall(text)]
    words = _WORDS.findall(_DAY.sub(" ", text))
    for position, word in enumerate(words):
        if re.fullmatch(r"(19|20)\d{2}", word):
            month = month_number(words[position - 1]) if position else None
            found.append(_date(int(word), month or 1, 1))
    return max(filter(None, found), default=None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
