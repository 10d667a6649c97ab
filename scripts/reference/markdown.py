"""Markdown that shows a text as it is, also inside a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

NOTE = "<!-- Made by scripts/make_reference.py: change the code, not this page. -->"

#: Signs that mean something to Markdown; an underscore only at the edge of a word.
_SIGNS = re.compile(r"[\\|*<>\[\]~]|(?<![^\W_])_|_(?![^\W_])")


def escaped(text: str) -> str:
    r"""Return `text` as Markdown that shows it unchanged, on one line.

    Backticks in pairs stay: what stands between them is shown as code.

    Examples
    --------
    >>> print(escaped("a|b, <title>, area_code, {column}_before"))
    a\|b, \<title\>, area_code, {column}\_before
    """
    parts = re.split(r"(`[^`]+`)", " ".join(text.split("\n")).replace("&", "&amp;"))
    return "".join(
        part.replace("&amp;", "&").replace("|", r"\|") if index % 2 else _plain(part)
        for index, part in enumerate(parts)
    )


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("`", r"\`")


def code(text: object) -> str:
    r"""Return `text` as code that can stand in a table.

    Examples
    --------
    >>> print(code("a | b"))
    `a \| b`
    """
    return "`" + str(text).replace("|", "\\|") + "`"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, and an empty one; cells are Markdown already."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        if len(row) != len(heads):
            raise ValueError(f"{len(row)} cells below {len(heads)} heads: {row}")
        yield "| " + " | ".join(row) + " |"
    yield ""


def page(lines: Iterable[str]) -> str:
    """Return the text of a page: never two empty lines, one line end at its end."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).rstrip() + "\n")
