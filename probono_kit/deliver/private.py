"""What must not leave, and what may: the NGO's files seen through ``columns_to_share``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from probono_kit import i18n, pages
from probono_kit.deliver.collect import Collection
from probono_kit.deliver.leaks import PrivateColumn
from probono_kit.engagement.references import Origin
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.maps import offline_assets
from probono_kit.places import read_areas
from probono_kit.privacy.words import phone_tail, words_of
from probono_kit.tables import read_table
from probono_kit.tables.cells import cell_text, fold
from probono_kit.tables.sheets import Book

#: What tasks add to a table: codes and names of areas, how they were found, counts.
KIT_COLUMNS = frozenset(
    {"area_code", "area_name", "parent_code", "parent_name", "match_method", "rows", "value"}
    | {"area_level"}
    | {f"area_{what}_{level}" for what in ("code", "name") for level in range(6)}
)

_BOUNDARIES = (".gpkg", ".shp", ".geojson", ".fgb", ".kml", ".kmz", ".zip", ".json")
_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
#: Texts around a table are looked for from this many words on: "Total" stands everywhere.
_FEWEST_WORDS = 3


@dataclass
class PrivateData:
    """What the leak scan needs to know.

    Attributes
    ----------
    columns : list of PrivateColumn
        Columns, and texts around tables, that must not leave.
    headings : frozenset of str
        Their names, folded.
    public : list of str
        Texts that may leave.
    findings : Findings
        Files that could not be read.
    """

    columns: list[PrivateColumn] = field(default_factory=list)
    headings: frozenset[str] = frozenset()
    public: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def folded(name: str) -> str:
    """Return the name of a column as it is compared: case, accents and separators do not count.

    Examples
    --------
    >>> folded("Points d'eau") == folded("points_d_eau")
    True
    """
    return fold(name.replace("_", " "))


def shared_columns(collection: Collection) -> frozenset[str]:
    """Return the folded names of the columns that tables of the bundle may have."""
    named = {*collection.brief.columns_to_share, *KIT_COLUMNS}
    return frozenset(map(folded, named))


def private_data(collection: Collection) -> PrivateData:
    """Read the NGO's files again and divide their values into private and public ones.

    Parameters
    ----------
    collection : Collection
        The brief says which columns may leave; maps and tables name areas by their columns.

    Returns
    -------
    PrivateData
        Every sheet is read, hidden ones too, whether a task uses it or not.
    """
    data = PrivateData(public=list(_public_texts(collection)))
    shared = frozenset(map(folded, collection.brief.columns_to_share))
    headings: set[str] = set()
    for source in dict.fromkeys(each.file for each in collection.brief.sources.values()):
        path = collection.folder / source
        if path.suffix.lower() in _BOUNDARIES:
            continue
        try:
            for name in _sheets(path):
                headings |= _divide(collection, source, name, shared, data)
        except ProbonoError as problem:
            reason = problem.findings[0].message()
            data.findings.add("deliver.source_not_searched", source, reason=reason)
    data.headings = frozenset(headings - _summed_up(collection))
    return data


def _sheets(path: Path) -> list[str]:
    book = Book(path)
    return [*book.sheet_names, *book.hidden]


def _summed_up(collection: Collection) -> set[str]:
    """Return the columns that a map brings to one number per area, under their own name."""
    named = (run.parameters.get(key) for run in collection.runs for key in ("value", "denominator"))
    return {folded(str(name)) for name in named if name}


def _divide(
    collection: Collection, file: str, sheet: str, shared: Iterable[str], data: PrivateData
) -> set[str]:
    """Put the values of one sheet where they belong; return the names of its private columns."""
    where = f"{file} › {sheet}" if sheet else file
    try:
        read = read_table(
            collection.folder / file, sheet=sheet, header_row=_header_row(collection, file, sheet)
        )
    except ProbonoError:
        # No table on this sheet: whatever stands on it stays with the NGO.
        cells = Book(collection.folder / file).sheet(sheet).columns
        data.columns.append(PrivateColumn(where, _values(chain.from_iterable(cells))))
        return set()
    private = set()
    asked = _asked([str(name) for name in read.frame.columns])
    for name in read.frame.columns:
        values = _values(read.frame[name])
        if folded(name) in shared or folded(asked.get(str(name), name)) in shared:
            data.public.extend(values)
        else:
            private.add(folded(name))
            data.columns.append(PrivateColumn(f"{where} › {name}", values))
    aside = (text for row in read.set_aside["content"] for text in row.split(" | "))
    around = chain(aside, read.beside)
    data.columns.append(
        PrivateColumn(where, _values(text for text in around if _tells_something(text)))
    )
    return private


def _asked(headings: list[str]) -> dict[str, str]:
    """Return the questions behind headings of an export of a form: ``household/water`` asks water.

    A name that stands in several groups is left out: to share one is not to share the other.
    """
    last = {heading: heading.rpartition("/")[2] for heading in headings if "/" in heading}
    counts = Counter([*last.values(), *(each for each in headings if "/" not in each)])
    return {heading: name for heading, name in last.items() if counts[name] == 1}


def _header_row(collection: Collection, file: str, sheet: str) -> int:
    """Return the row of the header that a task states for a sheet, 0 if none does."""
    for run in collection.runs:
        reads = any(each.path == file for each in run.inputs)
        if reads and run.parameters.get("sheet") in ("", sheet):
            return int(run.parameters.get("header_row") or 0)
    return 0


def _values(cells: Iterable[object]) -> Counter[str]:
    texts = (cell_text(cell) for cell in cells)
    return Counter(text.strip() for text in texts if text and text.strip())


def _tells_something(text: str) -> bool:
    return bool(phone_tail(text)) or "@" in text or len(words_of(text)) >= _FEWEST_WORDS


# ---- what may leave ---------------------------------------------------------------------------


def _public_texts(collection: Collection) -> Iterator[str]:
    """Yield what stands in every bundle, in the brief, and on every map of these areas."""
    yield from _strings(collection.brief.model_dump(mode="python"))
    for made in collection.files:
        yield made.output.title
    yield from _kit_texts(tuple(collection.brief.languages))
    for source, country, name, code, language in sorted(_areas(collection)):
        try:
            frame = read_areas(
                source, country=country, name_column=name, code_column=code, language=language
            ).frame
        except ProbonoError:
            continue
        for column in ("area_name", "area_code", "parent_name", "parent_code"):
            yield from frame[column].dropna().astype(str).unique()


def _areas(collection: Collection) -> set[tuple[str, str, str, str, str]]:
    """Return the boundary layers of all runs: what :func:`read_areas` takes."""
    found = set()
    for run in collection.runs:
        for each in run.inputs:
            if each.parameter != "areas" or each.origin is Origin.NONE:
                continue
            source = each.path
            if each.origin is not Origin.BASE:
                source = str(collection.folder / each.path)
            keys = ("country", "area_name_column", "area_code_column")
            country, name, code = (str(run.parameters.get(key) or "") for key in keys)
            found.add((source, country, name, code, run.language))
    return found


def _strings(tree: object) -> Iterator[str]:
    match tree:
        case str():
            yield tree
        case dict():
            for key, value in tree.items():
                yield str(key)
                yield from _strings(value)
        case list() | tuple():
            for value in tree:
                yield from _strings(value)
        case None | bool():
            return
        case _:
            texts = getattr(tree, "texts", None)
            yield from _strings(dict(texts)) if texts is not None else [str(tree)]


def _kit_texts(languages: tuple[str, ...]) -> Iterator[str]:
    """Yield the kit's own words: its texts, its pages, and the scripts of its maps."""
    for language in {*languages, "en"}:
        for path in sorted((i18n.LOCALE_FOLDER / language).rglob("*.po")):
            yield path.read_text(encoding="utf-8")
    for path in sorted((i18n.LOCALE_FOLDER / "fr").rglob("*.po")):
        yield "\n".join(re.findall(r'^msgid "(.*)"', path.read_text(encoding="utf-8"), re.M))
    scripts = ("numbers.js", "names.js", "view.js", "features.js", "layers.js", "page.js")
    styles = ("layers.css", "page.css")
    for name in (
        "map.html",
        "index.html",
        "cleaning.html",
        "cleaning.css",
        "explore.html",
        "explore.css",
        *(f"map/{each}" for each in scripts + styles),
    ):
        yield str(pages.source(name))
    yield offline_assets.script(_LEAFLET)
