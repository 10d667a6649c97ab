"""The gate: what must hold before a bundle leaves the house.

Each rule has a code in :mod:`probono_kit.messages.deliver`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from probono_kit.deliver.collect import Collection, Deliverable
from probono_kit.deliver.contents import BrokenFileError, Contents
from probono_kit.deliver.leaks import LeakScan
from probono_kit.deliver.offline import host_of
from probono_kit.deliver.online import background_of
from probono_kit.deliver.page import Page
from probono_kit.deliver.private import folded, private_data, shared_columns
from probono_kit.deliver.reading import read_contents
from probono_kit.deliver.sources import check_sources
from probono_kit.engagement.brief import BRIEF_NAME
from probono_kit.files import files_of
from probono_kit.findings import Finding, Findings, Severity, finding
from probono_kit.i18n import direction
from probono_kit.run import Role, RunReport, RunResult, Status
from probono_kit.run.record import altered

#: What many mail boxes still take, with the growth of an attachment in a mail counted in.
MAIL_LIMIT_MB = 10

_PAGES = (".html", ".htm")
#: Their letters can be read back and compared with what should be on the map.
_READ_BACK = (".html", ".htm", ".svg", ".pdf")
_TABLES = (
    *(".csv", ".tsv", ".xlsx", ".ods", ".parquet"),
    *(".geojson", ".gpkg", ".sqlite", ".zip"),
)


def check_collection(collection: Collection, report: RunReport) -> Findings:
    """Check what there is to deliver, before anything is built.

    Parameters
    ----------
    collection : Collection
        The brief and the outputs.
    report : RunReport
        Which runs are up to date.

    Returns
    -------
    Findings
        About tasks, outputs and the brief.
    """
    found = Findings()
    for result in report.results:
        found.extend(_check_run(collection, result))
    if not collection.files:
        found.add("deliver.nothing", collection.folder.name)
    found.extend(check_sources(collection))
    return found


def _check_run(collection: Collection, result: RunResult) -> Iterator[Finding]:
    record, folder = result.record, f"{result.run.folder}"
    match result.status:
        case Status.FAILED:
            failed = finding("deliver.task_failed", folder, notebook=result.notebook)
            yield from result.findings.errors or [failed]
        case Status.OUTDATED if record is None:
            yield finding("deliver.not_rendered", folder)
        case Status.OUTDATED if record is not None:
            changed = altered(collection.folder / folder, record)
            for path in changed:
                yield finding("deliver.output_changed", f"{folder}/{path}")
            if not changed:
                yield finding("deliver.stale", folder)
        case Status.DONE | Status.UNCHANGED if record is not None:
            yield from _objections(result)


#: What begins these codes is said by the linter of maps, as :func:`probono_kit.maps.lint` says it.
_OF_MAPS = ("lint.", "map.counts_in_colour")


def _objections(result: RunResult) -> Iterator[Finding]:
    """Yield what a cartographer objects to on a map: nobody reads the notebook before the NGO."""
    for each in result.findings:
        if each.code.startswith(_OF_MAPS) and each.severity is not Severity.NOTE:
            said_of_brief = each.where.startswith(BRIEF_NAME)
            where = each.where if said_of_brief else f"{result.run.folder}: {each.where}"
            yield replace(each, where=where)


# ---- the bundle as it was built ---------------------------------------------------------------


def check_built(root: Path, archive: Path, collection: Collection) -> Findings:
    """Check every file of a bundle that was built, as the NGO will open it.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the bundle.
    archive : pathlib.Path
        The same as a zip.
    collection : Collection
        What it was made from.

    Returns
    -------
    Findings
        Places are paths that begin with ``bundle/``.
    """
    found = Findings()
    private = private_data(collection)
    found.extend(private.findings)
    scan = LeakScan(private.columns, private.public)
    about = {each.path: each for each in collection.files}
    gate = _Gate(collection, scan, shared_columns(collection), private.headings)
    pages: dict[str, Page] = {}
    names = files_of(root)
    for name in names:
        try:
            contents = read_contents(root / name)
        except BrokenFileError as problem:
            found.add("deliver.broken_file", _where(name), reason=str(problem))
            continue
        found.extend(gate.check(name, contents, about.get(name)))
        if contents.page is not None:
            pages[name] = contents.page
    found.extend(_check_links(pages, set(names)))
    size = archive.stat().st_size / 1_000_000
    if size > MAIL_LIMIT_MB:
        found.add(
            "deliver.too_large_for_mail", archive.name, size=round(size, 1), limit=MAIL_LIMIT_MB
        )
    found.add("deliver.checked", "bundle", files=len(names), values=scan.size)
    return found


def _where(name: str) -> str:
    return f"bundle/{name}"


@dataclass(frozen=True)
class _Gate:
    """The rules for one file."""

    collection: Collection
    scan: LeakScan
    shared: frozenset[str]
    private: frozenset[str]

    def check(self, name: str, contents: Contents, about: Deliverable | None) -> Iterator[Finding]:
        """Yield what is to be said about the file `name` of the bundle."""
        where = _where(name)
        tiles = background_of(self.collection, about.run) if about is not None else None
        online = tiles.hosts if tiles and name.endswith(_PAGES) else frozenset()
        for address in dict.fromkeys(contents.requests):
            if host_of(address) not in online:
                yield finding("deliver.request", where, address=_short(address))
        if named := online.intersection(map(host_of, contents.requests)):
            hosts = tuple(sorted(host for host in named if "{" not in host))
            yield finding("deliver.tiles", where, hosts=hosts)
        if not contents.readable:
            yield finding("deliver.not_searched", where)
        if name != "manifest.json":
            yield from self.check_columns(name, contents, about)
        yield from self.check_values(where, contents)
        if contents.page is not None and name.endswith(_PAGES):
            yield from _check_page(where, contents.page, about)
        if about is not None and about.output.role in (Role.MAP, Role.PAGE):
            yield from self.check_map(name, contents, about)

    def check_columns(
        self, name: str, contents: Contents, about: Deliverable | None
    ) -> Iterator[Finding]:
        """Tables hold what the brief names; headings of pages are no private columns."""
        is_table = about is not None and about.output.role is Role.TABLE and name.endswith(_TABLES)
        told = about.output.columns if about is not None else {}
        made = {
            folded(column)
            for column, of in told.items()
            if all(folded(each) in self.shared for each in of)
        }
        for column in dict.fromkeys(contents.columns):
            key = folded(column)
            if not key or key in made:
                continue
            if key not in self.shared if is_table else key in self.private:
                yield finding("deliver.column_not_shared", _where(name), column=column)

    def check_values(self, where: str, contents: Contents) -> Iterator[Finding]:
        for leak in self.scan.find(contents.texts):
            if leak.distinctive:
                yield finding(
                    "deliver.private_value", where, column=leak.where, count=leak.distinctive
                )
            if leak.words:
                yield finding(
                    "deliver.private_word", where, column=leak.where, words=leak.words[:8]
                )

    def check_map(self, name: str, contents: Contents, about: Deliverable) -> Iterator[Finding]:
        """Look whether a map that travels alone says what it is and who answers for it."""
        if not name.endswith(_READ_BACK) or not contents.readable:
            return
        if direction(about.language) == "rtl" and name.endswith(".pdf"):
            return  # letters come out of a PDF in the order in which they are drawn
        written = _letters(" ".join(contents.texts))
        if _letters(about.output.title) not in written:
            yield finding("deliver.no_title", _where(name), title=about.output.title)
        brief = self.collection.brief
        disclaimer = brief.disclaimer.in_language(about.language) or brief.ngo.name
        if _letters(disclaimer) not in written:
            yield finding("deliver.no_disclaimer", _where(name), ngo=brief.ngo.name)


def _letters(text: str) -> str:
    """Return letters and digits alone: lines are broken where the page is narrow."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _short(address: str) -> str:
    return address if len(address) <= 100 else address[:99] + "…"


def _check_page(where: str, page: Page, about: Deliverable | None) -> Iterator[Finding]:
    if not page.language:
        yield finding("deliver.no_language", where)
    elif about is not None and page.language.partition("-")[0] != about.language:
        yield finding("deliver.other_language", where, said=page.language, expected=about.language)
    if not page.title.strip():
        yield finding("deliver.no_page_title", where)
    if page.scripts and "default-src 'none'" not in page.policy:
        yield finding("deliver.no_policy", where)
    for element in page.unlabelled:
        yield finding("deliver.no_alternative", where, element=element)


def _check_links(pages: dict[str, Page], names: set[str]) -> Iterator[Finding]:
    """Every relative link leads to a file of the bundle, and to a place in it that is there."""
    for name, page in pages.items():
        for address in dict.fromkeys(page.links):
            if not _leads_somewhere(name, address, pages, names):
                yield finding("deliver.broken_link", _where(name), address=_short(address))


def _leads_somewhere(name: str, address: str, pages: dict[str, Page], names: set[str]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False  # a file of this computer
    target = name
    if parts.path:
        target = _resolved(PurePosixPath(name).parent, unquote(parts.path))
        if target not in names:
            return False
    if not parts.fragment or parts.fragment == "top" or target not in pages:
        return True
    return unquote(parts.fragment) in pages[target].anchors


def _resolved(folder: PurePosixPath, path: str) -> str:
    """Follow `path` from `folder`; what leaves the bundle is nowhere."""
    parts: list[str] = list(folder.parts)
    for part in PurePosixPath(path).parts:
        if part == ".." and not parts:
            return ""
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
