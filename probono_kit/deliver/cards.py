"""The cards of the index page: maps with their pictures, tables, and the links to their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from probono_kit import i18n
from probono_kit.deliver.collect import Collection, Deliverable
from probono_kit.deliver.pictures import LARGE, SMALL, Picture, small_picture
from probono_kit.deliver.table_contents import table_extent
from probono_kit.findings import N_
from probono_kit.i18n import gettext as _
from probono_kit.i18n import spaced
from probono_kit.run import Role

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
    ".parquet": N_("For programs (Parquet)"),
    ".geojson": N_("For a GIS (GeoJSON)"),
    ".gpkg": N_("For a GIS (GeoPackage)"),
    ".kmz": N_("For Google Earth (KMZ)"),
    ".umap": N_("For uMap"),
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


def galleries(collection: Collection, language: str) -> Iterator[Gallery]:
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


def table(files: list[Deliverable], language: str) -> Table:
    """Return one table or document in the formats that there are."""
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


def _rank(file: Deliverable) -> tuple[int, str]:
    suffix = PurePosixPath(file.path).suffix
    return (_ORDER.index(suffix) if suffix in _ORDER else len(_ORDER), file.path)


def _downloads(files: Iterable[Deliverable], language: str) -> Iterator[Download]:
    for number, file in enumerate(files):
        suffix = PurePosixPath(file.path).suffix
        label = _LABELS.get(suffix)
        if suffix == ".html" and file.output.role is not Role.PAGE:
            label = N_("Open")
        if suffix == ".zip" and file.output.role is Role.MAP:
            label = N_("For QGIS (project and layers)")
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
