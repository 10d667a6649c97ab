"""The reference in ``docs/reference``, made from the code: ``python scripts/make_reference.py``.

With ``--check`` nothing is written; the exit code says whether the pages are as the code is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from reference.brief import brief_page
from reference.findings import findings_page
from reference.markdown import NOTE
from reference.notebooks import notebooks_page
from reference.package import package_page
from reference.recipe import recipe_page

from probono_kit import i18n
from probono_kit.cli.app import program
from probono_kit.cli.usage import (
    COMMON_OPTIONS,
    EXIT_CODES,
    command_rows,
    is_group,
    parameter_rows,
    usage,
)

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main(arguments: list[str]) -> int:
    """Write the pages, or only compare them."""
    stale = []
    for name, make in PAGES.items():
        path = FOLDER / name
        with i18n.use_language("en"):
            text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
    for name in stale:
        print(f"docs/reference/{name}: {'differs' if '--check' in arguments else 'written'}")
    return int("--check" in arguments and bool(stale))


def command_page() -> str:
    """Return the page about the command: every subcommand with its arguments and options.

    Examples
    --------
    >>> "## probono deliver" in command_page()
    True
    """
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_command_lines()).rstrip() + "\n")


def _command_lines() -> Iterator[str]:
    group: Any = program()
    context = group.make_context("probono", [], resilient_parsing=True)
    yield from ("# The command", "", NOTE, "", f"    {usage(context)}", "")
    yield from _paragraphs(group.help)
    yield from ("| command | what it does |", "|---|---|")
    yield from (f"| [`{name}`](#probono-{name}) | {text} |" for name, text in command_rows(group))
    yield from _commands(group, context, "##")
    yield from ("", "## Options of every command", "")
    yield from _table("option", COMMON_OPTIONS)
    yield "Without `--language` the variable `PROBONO_LANGUAGE` decides, else the system."
    yield from ("", "## Exit codes", "")
    yield from _table("code", ((str(code), text) for code, text in EXIT_CODES))


def _commands(group: Any, context: Any, heading: str) -> Iterator[str]:
    for name, command in group.commands.items():
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield from ("", f"{heading} {inner.command_path}", "", f"    {usage(inner)}", "")
        yield from _paragraphs(command.help)
        if is_group(command):
            yield from _commands(command, inner, heading + "#")
            continue
        yield from _table("what to give", parameter_rows(command, "argument"))
        yield from _table("option", parameter_rows(command, "option"))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from (paragraph, "")


def _table(head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield from (f"| {head} | meaning |", "|---|---|")
    for name, text in rows:
        escaped = name.replace("|", "\\|")
        yield f"| `{escaped}` | {text} |"
    yield ""


PAGES: dict[str, Callable[[], str]] = {
    "brief.md": brief_page,
    "command.md": command_page,
    "findings.md": findings_page,
    "notebooks.md": notebooks_page,
    "package.md": package_page,
    "recipe.md": recipe_page,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
