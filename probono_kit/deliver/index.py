"""The index page: the answer first, then files, limits, sources, and how to go on from there."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from probono_kit import i18n
from probono_kit.deliver.collect import Collection, Deliverable
from probono_kit.deliver.contents import table_extent
from probono_kit.deliver.pictures import LARGE, LOGO, SMALL, Picture, small_picture
from probono_kit.deliver.sources import source_credits, table_sources
from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.pages import page_environment, source
from probono_kit.run.outputs import Role

#: What is told of the cleaning: counts, never a cell of the NGO's sheet.
_COUNTED = (
    "tables.rows_counted",
    "tables.changes_counted",
    "places.rows_matched",
    "places.areas_without_rows",
)

#: More maps than this from one task stand side by side, as small multiples.
_SIDE_BY_SIDE = 2

#: What people call a file, by the kind of its contents; the first of them is the main button.
_LABELS = {
    ".html": N_("Open the interactive map"),
    ".pdf": N_("Print (PDF)"),
    ".png": N_("Picture (PNG)"),
    ".svg": N_("Drawing to edit (SVG)"),
    ".xlsx": N_("Spreadsheet (Excel)"),
    ".csv": N_("Plain table (CSV)"),
    ".geojson": N_("For a GIS (GeoJSON)"),
    ".gpkg": N_("For a GIS (GeoPackage)"),
}
_ORDER = list(_LABELS)


@dataclass(frozen=True, slots=True)
class Download:
    """One link to a file of the bundle."""

    href: str
    label: str
    detail: str
    language: str
    main: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One map: its picture and its files."""

    title: str
    description: str
    alternative: str
    language: str
    href: str
    picture: Picture | None
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """Maps that stand together: large ones without a title, or small multiples of one task."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table or document, in one or several formats."""

    title: str
    description: str
    extent: str
    language: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A section of the page, or the index in another language."""

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
    galleries = list(_galleries(collection, language))
    tables = [_table(group, language) for group in collection.documents(language)]
    limits = [spaced(limit.in_language(language), language) for limit in brief.limits]
    cleaning = _cleaning(collection, language)
    tabular = table_sources(collection)
    dates = dict.fromkeys(each.date.in_language(language) for each in tabular)
    logo = collection.folder / brief.ngo.logo if brief.ngo.logo else None
    sections = [
        Link(key, _(name, language))
        for key, name, there in (
            ("maps", N_("Maps"), galleries),
            ("limits", N_("Limits"), limits),
            ("tables", N_("Tables"), tables),
            ("sources", N_("Sources"), True),
            ("cleaning", N_("Cleaning"), cleaning),
            ("update", N_("Update"), True),
            ("contact", N_("Contact"), True),
        )
        if there
    ]
    return (
        page_environment(language)
        .get_template("index.html")
        .render(
            policy=_policy(style),
            style=style,
            version=version,
            title=spaced(brief.title.in_language(language), language),
            ngo=brief.ngo.name,
            contact=brief.ngo.contact,
            contact_address=_mail_address(brief.ngo.contact),
            website=_web_address(brief.ngo.website),
            logo=small_picture(logo, LOGO) if logo else None,
            question=spaced(brief.question.in_language(language), language),
            dates=_listed(filter(None, dates), language),
            produced=brief.produced,
            languages=[
                {
                    "code": code,
                    "name": i18n.language_name(code, code).capitalize(),
                    "href": index_name(code, brief.languages),
                }
                for code in brief.languages
            ],
            sections=sections,
            galleries=galleries,
            tables=tables,
            limits=limits,
            sources=source_credits(collection, language),
            cleaning=cleaning,
            inputs=_listed(
                dict.fromkeys(PurePosixPath(each.file).name for each in tabular), language
            ),
            engagement=brief.engagement,
            disclaimer=spaced(brief.disclaimer.in_language(language), language),
        )
    )


def _policy(style: str) -> str:
    """Allow this style sheet and pictures inside the page; forbid everything else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


# ---- maps -------------------------------------------------------------------------------------


def _galleries(collection: Collection, language: str) -> Iterator[Gallery]:
    """Yield large maps in the order of the tasks; many maps of one task as small multiples."""
    large: list[Figure] = []
    for task, maps in collection.maps(language):
        if len(maps) <= _SIDE_BY_SIDE:
            large.extend(_figure(files, language, LARGE) for files in maps)
            continue
        if large:
            yield Gallery("", tuple(large))
            large = []
        yield Gallery(task, tuple(_small_figure(files, task, language) for files in maps))
    if large:
        yield Gallery("", tuple(large))


def _small_figure(files: list[Deliverable], heading: str, language: str) -> Figure:
    """Return one of many maps of a task; where they share a title, each is named by its area."""
    figure = _figure(files, language, SMALL)
    if files[0].output.title == heading and files[0].variant:
        return replace(figure, title=files[0].variant)
    return figure


def _figure(files: list[Deliverable], language: str, width: int) -> Figure:
    files = sorted(files, key=_rank)
    first = files[0].output
    picture = next((each for each in files if each.path.endswith(".png")), None)
    still = picture.source if picture else _picture_of_page(files)
    page = next((each for each in files if each.output.role is Role.PAGE), None)
    opened = page or picture or files[0]
    described = next((each.output.description for each in files if each.output.description), "")
    return Figure(
        title=spaced(first.title, first.language),
        description=spaced(described, first.language),
        alternative=described or first.title,
        language=first.language,
        href=opened.path,
        picture=small_picture(still, width) if still else None,
        downloads=tuple(_downloads(files, language)),
    )


def _picture_of_page(files: list[Deliverable]) -> Path | None:
    for each in files:
        if each.output.picture:
            return each.source.parent / each.output.picture
    return None


# ---- tables -----------------------------------------------------------------------------------


def _table(files: list[Deliverable], language: str) -> Table:
    files = sorted(files, key=_rank)
    first = files[0].output
    extent = table_extent(files[0].source)
    return Table(
        title=spaced(first.title, first.language),
        description=spaced(first.description, first.language),
        extent=_extent(extent, first.description, language) if extent else "",
        language=first.language,
        downloads=tuple(_downloads(files, language)),
    )


def _extent(extent: tuple[int, int], described: str, language: str) -> str:
    """Return rows and columns in words, unless the description has both numbers already."""
    rows, columns = extent
    if {str(rows), str(columns)} <= set(re.findall(r"\d+", described)):
        return ""
    row_text = i18n.ngettext("{count} row", "{count} rows", rows, language)
    column_text = i18n.ngettext("{count} column", "{count} columns", columns, language)
    return _("{rows}, {columns}", language).format(
        rows=row_text.format(count=i18n.format_number(rows, language)),
        columns=column_text.format(count=i18n.format_number(columns, language)),
    )


# ---- files ------------------------------------------------------------------------------------


def _rank(file: Deliverable) -> tuple[int, str]:
    suffix = PurePosixPath(file.path).suffix
    return (_ORDER.index(suffix) if suffix in _ORDER else len(_ORDER), file.path)


def _downloads(files: Iterable[Deliverable], language: str) -> Iterator[Download]:
    for number, file in enumerate(files):
        suffix = PurePosixPath(file.path).suffix
        label = _LABELS.get(suffix)
        if suffix == ".html" and file.output.role is not Role.PAGE:
            label = N_("Open")
        yield Download(
            href=file.path,
            label=_(label, language) if label else suffix.removeprefix(".").upper(),
            detail=size_text(file.source.stat().st_size, language),
            language=file.output.language,
            main=number == 0,
        )


def size_text(size: int, language: str) -> str:
    """Write a size in bytes as people know it from their files: kB, or MB from a million on.

    Examples
    --------
    >>> size_text(1_234_567, "en"), size_text(300, "fr").replace("\\u00a0", " ")
    ('1.2 MB', '1 ko')
    """
    if size >= 1_000_000:
        amount = i18n.format_number(size / 1_000_000, language, decimals=1)
        return _("{size} MB", language).format(size=amount)
    amount = i18n.format_number(max(1, round(size / 1000)), language)
    return _("{size} kB", language).format(size=amount)


# ---- words ------------------------------------------------------------------------------------


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


def spaced(text: str, language: str) -> str:
    """Keep a French sign of punctuation on the line of its word, as printers do.

    Examples
    --------
    >>> spaced("Où investir ?", "fr").replace("\\u00a0", "_")
    'Où investir_?'
    """
    if language != "fr":
        return text
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text)


def _listed(texts: Iterable[str], language: str) -> str:
    return _(", ", language).join(texts)


def _mail_address(contact: str) -> str:
    """Return ``mailto:`` and the one mail address in `contact`, ``""`` if there is none."""
    words = [word.strip("<>(),;") for word in contact.split()]
    found = [word for word in words if word.count("@") == 1 and "." in word.partition("@")[2]]
    return f"mailto:{found[0]}" if len(found) == 1 else ""


def _web_address(website: str) -> str:
    """Return `website` with its scheme; only the web's own."""
    if not website or website.lower().startswith(("https://", "http://")):
        return website
    return f"https://{website}"
