"""Help and complaints about the command line, in the reader's language.

typer writes both in English only; here the same facts are said through the catalogues.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from probono_kit.findings import N_
from probono_kit.i18n import gettext as _

#: typer's and click's own name for a mistake in the command line.
UsageError: Any = typer.BadParameter.__base__

#: What scripts may rely on; shown by ``probono --help`` and in the reference.
EXIT_CODES: tuple[tuple[int, str], ...] = (
    (0, N_("all is well (there may be warnings)")),
    (1, N_("something must be mended, or a task failed")),
    (2, N_("the command line was not understood")),
    (3, N_("the gate refused: nothing was delivered")),
    (4, N_("an error in probono-kit itself; the message names the log")),
    (130, N_("interrupted with Ctrl+C")),
)

#: Options that every command takes, wherever they stand.
COMMON_OPTIONS: tuple[tuple[str, str], ...] = (
    ("--language en|fr", N_("language of everything you read here")),
    ("--debug", N_("after an unexpected error, show where in the program it came from")),
    ("--version", N_("say which version this is")),
    ("--help", N_("show this help")),
)

_METAVARS = {"FOLDER": N_("FOLDER"), "NAME": N_("NAME"), "TASK": N_("TASK"), "N": "N"}
_METAVARS |= {"COPY": N_("COPY"), "FILE": N_("FILE"), "FILE...": N_("FILE..."), "ISO3": "ISO3"}
_METAVARS |= {"ADDRESS": N_("ADDRESS"), "EMAIL": N_("EMAIL")}

Row = tuple[str, str]


class _Help:
    """Writes the help of a command or of the whole program."""

    name: str | None
    help: str | None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(help_lines(ctx, width())) + "\n")


class Command(_Help, TyperCommand):
    """A command whose help is in the reader's language."""


class Group(_Help, TyperGroup):
    """The program: its help lists the commands."""


def width() -> int:
    """Return how many characters fit on a line, at most 100."""
    return max(40, min(100, shutil.get_terminal_size((88, 24)).columns))


def help_lines(ctx: Any, columns: int) -> Iterator[str]:
    """Yield the help of the command of `ctx`, wrapped at `columns`."""
    command = ctx.command
    yield heading(_("Usage")) + " " + usage(ctx)
    yield ""
    for paragraph in _told(command.help).split("\n\n"):
        yield from textwrap.wrap(paragraph, columns)
        yield ""
    if is_group(command):
        yield from _table(_("Commands"), command_rows(command), columns)
        common = [(n, _(text)) for n, text in COMMON_OPTIONS if n != "--version" or not ctx.parent]
        yield from _table(_("Options"), common, columns)
        if ctx.parent is None:
            codes = ((str(code), _(text)) for code, text in EXIT_CODES)
            yield from _table(_("Exit codes, for scripts"), codes, columns)
        text = _("“{program} COMMAND --help” says more about a command.")
        yield from textwrap.wrap(text.format(program=ctx.command_path), columns)
        return
    yield from _table(_("What to give"), parameter_rows(command, "argument"), columns)
    common = [(name, _(text)) for name, text in COMMON_OPTIONS if name != "--version"]
    yield from _table(_("Options"), [*parameter_rows(command, "option"), *common], columns)


def _told(text: str | None) -> str:
    return _(text) if text else ""


def is_group(command: Any) -> bool:
    """Tell whether `command` has commands of its own."""
    return bool(getattr(command, "commands", None))


def heading(text: str) -> str:
    """Return `text` in bold where the terminal can show it, with the colon of the language."""
    return typer.style(_("{heading}:").format(heading=text), bold=True)


def usage(ctx: Any) -> str:
    """Return the line that shows how the command of `ctx` is typed."""
    arguments = [row[0] for row in parameter_rows(ctx.command, "argument")]
    if is_group(ctx.command):
        arguments = [_("COMMAND")]
    options = _("OPTIONS")
    return " ".join([ctx.command_path, *arguments, f"[{options}]"])


def command_rows(group: Any) -> list[Row]:
    """Return name and first sentence of each command of `group`."""
    return [
        (name, _told(command.help).split("\n\n")[0]) for name, command in group.commands.items()
    ]


def parameter_rows(command: Any, kind: str) -> list[Row]:
    """Return how each parameter of `command` is typed, and what it means.

    Parameters
    ----------
    command
        A command of typer.
    kind : str
        ``"argument"`` or ``"option"``.
    """
    rows = []
    for parameter in command.params:
        if parameter.param_type_name != kind:
            continue
        metavar = _(_METAVARS.get(parameter.metavar or "", parameter.metavar or ""))
        if kind == "argument":
            typed = metavar if parameter.required else f"[{metavar}]"
        else:
            typed = " ".join(filter(None, [", ".join(parameter.opts), metavar]))
        rows.append((typed, _told(getattr(parameter, "help", None))))
    return rows


def _table(title: str, rows: Iterable[Row], columns: int) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield heading(title)
    left = max(len(name) for name, _text in rows) + 4
    for name, text in rows:
        lines = textwrap.wrap(text, columns - left) or [""]
        yield f"  {name:<{left - 2}}{lines[0]}".rstrip()
        yield from (" " * left + line for line in lines[1:])
    yield ""


def complaint(problem: Any) -> list[str]:
    """Say in the reader's language what is wrong with the command line.

    Parameters
    ----------
    problem
        An instance of :data:`UsageError`.

    Returns
    -------
    list of str
        Lines: what is wrong, and what to do.
    """
    ctx = problem.ctx
    what, near = _what(problem, ctx)
    lines = [what]
    if near:
        lines.append(_("Did you mean {names}?").format(names=" / ".join(near)))
    if ctx:
        lines.append(heading(_("Usage")) + " " + usage(ctx))
    path = ctx.command_path if ctx else "probono"
    lines.append(_("“{command} --help” explains it.").format(command=path))
    return lines


def _what(problem: Any, ctx: Any) -> tuple[str, Iterable[str]]:
    """Return what is wrong, and similar names that exist."""
    parameter = getattr(problem, "param", None)
    match type(problem).__name__:
        case "NoSuchOption":
            text = _("There is no option {name}.").format(name=problem.option_name)
            return text, problem.possibilities or ()
        case "MissingParameter":
            return _("{name} is missing.").format(name=_typed_name(parameter)), ()
        case "BadOptionUsage":
            return _("{name} needs a value.").format(name=problem.option_name), ()
        case "BadParameter" if parameter is not None:
            return _("The value of {name} does not fit.").format(name=_typed_name(parameter)), ()
    if ctx is None or not is_group(ctx.command):
        extra = problem.message.rpartition("(")[2].rstrip(")")
        return _("“{text}” is too much here.").format(text=extra), ()
    typed = re.search(r"[\"'](.*?)[\"']", problem.message)
    if typed is None:
        return _("A command is missing."), ()
    near = get_close_matches(typed[1], list(ctx.command.commands), 3, 0.5)
    return _("There is no command {name}.").format(name=typed[1]), near


def _typed_name(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    return str(_(_METAVARS.get(parameter.metavar or "", parameter.name)))
