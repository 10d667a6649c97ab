"""The page of the Python package: every public name with its signature and what it is."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

from reference.markdown import NOTE, code, escaped, page, table
from reference.signatures import signature, values

#: From what reads to what delivers.
PACKAGES = ("tables", "places", "maps", "database", "forms", "engagement", "run", "deliver")

INTRODUCTION = """\
What the notebooks call, and what works in a notebook of your own: `from probono_kit import tables`.
Docstrings have the parameters, what is returned, errors and an example: `help(tables.read_table)`.
Anything not on this page may change without notice."""

_ROLE = re.compile(r":[a-z]+:`[~!]?(?:[^`]*\.)?([^`.]+)`")


def package_page() -> str:
    """Return the page: a chapter per package, a heading per name.

    Examples
    --------
    >>> "### tables.read_table" in package_page()
    True
    """
    return page(_lines())


def _lines() -> Iterator[str]:
    yield from ("# The Python package", "", NOTE, "", INTRODUCTION, "")
    modules = {name: importlib.import_module(f"probono_kit.{name}") for name in PACKAGES}
    yield from table(
        ("package", "what it is for"),
        ((f"[`{name}`](#{name})", first_sentence(module)) for name, module in modules.items()),
    )
    for name, module in modules.items():
        yield from ("", f"## {name}", "", first_sentence(module), "")
        yield ", ".join(f"[`{each}`](#{_anchor(name, each)})" for each in module.__all__)
        for each in module.__all__:
            yield from ("", *_entry(name, each, module))


def _anchor(package: str, name: str) -> str:
    return f"{package}{name}".lower()


def _entry(package: str, name: str, module: ModuleType) -> Iterator[str]:
    thing = getattr(module, name)
    yield from (f"### {package}.{name}", "", "```python", signature(name, thing), "```", "")
    if isinstance(thing, str):
        yield "A constant."
        return
    yield first_sentence(thing)
    choices = values(thing)
    if choices:
        yield from ("", f"Values: {', '.join(map(code, choices))}.")


def first_sentence(thing: object) -> str:
    """Return the first sentence of a docstring as Markdown.

    Raises
    ------
    ValueError
        If there is no docstring: every public name has one.
    """
    text = inspect.getdoc(thing)
    if not text:
        raise ValueError(f"{thing} has no docstring")
    paragraph = " ".join(text.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[.!?]) (?=[A-Z])", paragraph, maxsplit=1)[0]
    return escaped(_ROLE.sub(r"`\1`", sentence).replace("``", "`"))
