"""The examination: whether this computer has what the kit needs, and what to do if not."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import typer
from rich.padding import Padding
from rich.text import Text

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.language import reader_language
from probono_kit.cli.show import arrow, can_show, console
from probono_kit.files import sha256
from probono_kit.i18n import current_language, format_number
from probono_kit.i18n import gettext as _
from probono_kit.resources import share_path

_LOWEST_PYTHON = (3, 11)
_SPACE_MB = 500
_PACKAGE = "probono-kit"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)\s*(?:(>=|==)\s*([0-9][0-9.]*))?")


class State(StrEnum):
    """How one thing is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at.

    Parameters
    ----------
    what : str
        Its name, the same in every language.
    state : State
        How it is.
    found : str
        What was found, in the reader's language.
    fix : str
        What to do about it; empty if it is good.
    """

    what: str
    state: State
    found: str
    fix: str = ""


def examine() -> list[Sign]:
    """Look at everything, whatever is broken."""
    signs: list[Sign] = []
    for look in _LOOKS:
        signs.extend(look())
    return signs


def show_examination(as_json: bool) -> int:
    """Examine and show; the exit code says whether something is bad."""
    signs = examine()
    bad = any(sign.state is State.BAD for sign in signs)
    if as_json:
        content = {"ok": not bad, "signs": [asdict(sign) for sign in signs]}
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
        return ExitCode.FAILED if bad else ExitCode.GOOD
    out = console()
    plain = not can_show(sys.stdout, "✓✗")
    marks = {State.GOOD: "✓", State.WARNING: "!", State.BAD: "✗"}
    if plain:
        marks = {State.GOOD: "ok", State.WARNING: "??", State.BAD: "NO"}
    for sign in signs:
        out.print(Text(f"{marks[sign.state]} {sign.what}: {sign.found}"))
        if sign.fix:
            out.print(Padding(Text(f"{arrow(sys.stdout)} {sign.fix}"), (0, 0, 0, 4), expand=False))
    text = _("Something is missing.") if bad else _("All that is needed is there.")
    typer.echo(text)
    return ExitCode.FAILED if bad else ExitCode.GOOD


# ---- Python and packages ----------------------------------------------------------------------


def _python() -> Iterator[Sign]:
    found = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    if sys.version_info[:2] >= _LOWEST_PYTHON:
        yield Sign("python", State.GOOD, found)
        return
    lowest = ".".join(map(str, _LOWEST_PYTHON))
    fix = _("Install Python {version} or newer.").format(version=lowest)
    yield Sign("python", State.BAD, found, fix)


def _packages() -> Iterator[Sign]:
    reinstall = _("Install it again in this environment: pip install probono-kit")
    try:
        required = importlib.metadata.requires(_PACKAGE) or []
        yield Sign(_PACKAGE, State.GOOD, importlib.metadata.version(_PACKAGE))
    except importlib.metadata.PackageNotFoundError:
        fix = _("In the checkout, run: pip install -e .")
        yield Sign(_PACKAGE, State.WARNING, _("used from a folder, not installed"), fix)
        return
    wrong = list(filter(None, map(_problem_with, required)))
    if wrong:
        yield Sign("packages", State.BAD, "; ".join(wrong), reinstall)
        return
    count = len(required)
    text = _("{count} packages, none missing or too old").format(count=count)
    yield Sign("packages", State.GOOD, text)


def _problem_with(requirement: str) -> str:
    """Say what is wrong with a package that is needed, ``""`` if nothing is."""
    requirement, _semicolon, marker = requirement.partition(";")
    match = _REQUIREMENT.match(requirement.strip())
    if match is None or "extra" in marker:
        return ""
    name, relation, bound = match.groups()
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return _("{package} is missing").format(package=name)
    fits = (
        relation is None
        or (relation == "==" and _numbers(installed) == _numbers(bound))
        or (relation == ">=" and _numbers(installed) >= _numbers(bound))
    )
    if fits:
        return ""
    return _("{package} is {installed}, needed is {needed}").format(
        package=name, installed=installed, needed=f"{relation} {bound}"
    )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version without zeros at its end, so that 3.0 equals 3."""
    leading = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(part) for part in leading[0].split(".")] if leading else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _kernel() -> Iterator[Sign]:
    if importlib.util.find_spec("ipykernel") is not None:
        yield Sign("kernel", State.GOOD, _("notebooks run with this Python"))
    else:
        fix = _("Install it: pip install ipykernel")
        yield Sign("kernel", State.BAD, _("no kernel for notebooks"), fix)


# ---- what comes with the kit ------------------------------------------------------------------


def _share() -> Iterator[Sign]:
    missing = []
    for relative in ("notebooks", "templates/pages", "templates/engagement", "data/base"):
        try:
            share_path(relative)
        except FileNotFoundError:
            missing.append(relative)
    if missing:
        fix = _("Install probono-kit again: files that belong to it are gone.")
        text = _("missing: {names}").format(names=", ".join(missing))
        yield Sign("files", State.BAD, text, fix)
    else:
        yield Sign("files", State.GOOD, _("notebooks, templates and base layers are there"))


def _base_layers() -> Iterator[Sign]:
    """Compare the layers with their checksums; without the packages that would read them."""
    try:
        folder = share_path("data/base")
        record = json.loads((folder / "layers.json").read_text(encoding="utf-8"))["layers"]
    except (OSError, ValueError, KeyError):
        return  # said already: files are missing
    wrong = [
        name
        for name, about in record.items()
        if not (folder / about["file"]).is_file()
        or sha256(folder / about["file"]) != about["sha256"]
    ]
    if wrong:
        fix = _("Install probono-kit again: maps would be wrong.")
        text = _("changed or missing: {names}").format(names=", ".join(wrong))
        yield Sign("base layers", State.BAD, text, fix)
    else:
        text = _("{count} layers, as they were released").format(count=len(record))
        yield Sign("base layers", State.GOOD, text)


def _fonts() -> Iterator[Sign]:
    spec = importlib.util.find_spec("manimgx_fonts")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    fonts = [font for folder in folders for font in Path(folder).rglob("*.[to]tf")]
    if fonts:
        text = _("{count} font files, for maps in many scripts").format(count=len(fonts))
        yield Sign("fonts", State.GOOD, text)
    else:
        fix = _("Install them: pip install manimgx-fonts")
        text = _("only the fonts for Latin and Arabic letters")
        yield Sign("fonts", State.WARNING, text, fix)


# ---- this computer ----------------------------------------------------------------------------


def _space() -> Iterator[Sign]:
    here = Path.cwd()
    free = shutil.disk_usage(here).free / 1_000_000
    text = _("{size} MB free in {folder}").format(size=format_number(free, decimals=0), folder=here)
    if free >= _SPACE_MB:
        yield Sign("space", State.GOOD, text)
    else:
        fix = _("Free some space: a batch of maps needs a few hundred MB.")
        yield Sign("space", State.WARNING, text, fix)


def _writing() -> Iterator[Sign]:
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as problem:
            fix = _("Change to a folder of your own, or change its permissions.")
            text = _("nothing may be written in {folder}: {reason}").format(
                folder=folder, reason=problem.strerror
            )
            yield Sign("writing", State.BAD, text, fix)
            return
    yield Sign("writing", State.GOOD, _("files may be written here"))


def _language() -> Iterator[Sign]:
    encoding = sys.stdout.encoding or "ascii"
    text = _("{language} (by default {default}), letters as {encoding}").format(
        language=current_language(), default=reader_language(), encoding=encoding
    )
    if can_show(sys.stdout, "é→✓"):
        yield Sign("language", State.GOOD, text)
    else:
        fix = _("Some letters appear as “?”. Set the variable PYTHONUTF8 to 1 to see them.")
        yield Sign("language", State.WARNING, text, fix)


def _browser() -> Iterator[Sign]:
    yield Sign("browser", State.GOOD, _("not needed to make maps, and no network either"))


def _processors() -> Iterator[Sign]:
    count = os.cpu_count() or 1
    text = _("{count} at hand: “--jobs {count}” uses them all").format(count=count)
    yield Sign("processors", State.GOOD, text)


_LOOKS: tuple[Callable[[], Iterator[Sign]], ...] = (
    _python,
    _packages,
    _kernel,
    _share,
    _base_layers,
    _fonts,
    _space,
    _writing,
    _language,
    _processors,
    _browser,
)
