"""The page of the notebooks: every parameter, by group."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from probono_kit.engagement import NotebookEntry, Parameter, notebooks
from probono_kit.engagement.filling import OUTPUT_FOLDER
from reference.markdown import NOTE, code, escaped, page, table

INTRODUCTION = """\
A task of the [brief](brief.md) names a notebook, gives its inputs under `inputs` and sets what it
wants otherwise than the default under `parameters`, or under `matrix` for one run per value.
`probono notebooks NAME` shows the same in the terminal, in your language.

How a parameter gets its value: the matrix of the task, else its `parameters`, else the brief, else
the default. Opened alone in JupyterLab, a notebook runs on a sample: its parameter cell then holds
the names of that sample instead of the defaults.

Values are taken as they are: `"5"` in quotation marks is a text, not a number, and an unknown name
is refused.

What the last column says beside the help: *input*: given under `inputs`, not under `parameters` ·
*from the brief*: filled in from `engagement.yml` if the task does not set it · *per language*: may
be one text per language, as `{fr: …, en: …}` · *column*: names a column of the table, as it is
written there · *set by the run*: cannot be set."""

#: Words for the types of the parameter cell.
TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def notebooks_page() -> str:
    """Return the page: a chapter per notebook, a table per group of parameters.

    Examples
    --------
    >>> "## static_map" in notebooks_page()
    True
    """
    return page(_lines())


def _lines() -> Iterator[str]:
    yield from ("# The notebooks", "", NOTE, "", INTRODUCTION, "")
    rows = ((f"[`{each.name}`](#{each.name})", escaped(each.description())) for each in notebooks())
    yield from table(("notebook", "what it does"), rows)
    for entry in notebooks():
        yield from _notebook(entry)


def _notebook(entry: NotebookEntry) -> Iterator[str]:
    about = f"**{escaped(entry.title())}.** {escaped(entry.description())}"
    yield from (f"## {entry.name}", "", about, "")
    yield from (f"[The notebook](../../notebooks/{entry.path.name})", "")
    for group, parameters in groupby(entry.parameters, key=lambda each: each.about.group):
        yield from (f"### {entry.name}: {group[0].lower()}{group[1:]}", "")
        heads = ("parameter", "type", "default", "possible", "what it is for")
        yield from table(heads, map(_row, parameters))


def _row(parameter: Parameter) -> tuple[str, str, str, str, str]:
    return (
        code(parameter.name),
        kind_of(parameter),
        shown(parameter.default),
        possible(parameter),
        _help(parameter),
    )


def kind_of(parameter: Parameter) -> str:
    """Return the type in words, such as ``list of texts``."""
    if parameter.kind is list:
        return f"list of {TYPES.get(parameter.item or str, 'set of key')}s"
    return TYPES[parameter.kind]


def shown(value: object) -> str:
    """Return a default as it would stand in the brief.

    Examples
    --------
    >>> shown(""), shown([]), shown(True), shown(1.0), shown(["pdf", "png"])
    ('empty', 'empty', '`true`', '`1`', '`[pdf, png]`')
    """
    match value:
        case "" | []:
            return "empty"
        case bool():
            return code(str(value).lower())
        case int() | float():
            return code(_number(value))
        case list():
            return code("[" + ", ".join(map(str, value)) + "]")
        case _:
            return code(value)


def possible(parameter: Parameter) -> str:
    """Return the choices, bounds or shape of a parameter, empty if any value will do."""
    if parameter.choices:
        return ", ".join(map(code, parameter.choices))
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None:
        return f"{_number(low)} to {_number(high)}"
    if low is not None:
        return f"more than {_number(low)}" if parameter.above else f"{_number(low)} or more"
    if high is not None:
        return f"{_number(high)} or less"
    return code(parameter.pattern) if parameter.pattern else ""


def _number(value: float) -> str:
    return f"{value:.12g}"


def _help(parameter: Parameter) -> str:
    about = parameter.about
    marks = {
        "input": about.input,
        "from the brief": about.brief,
        "per language": about.localised,
        "column": about.column,
        "set by the run": parameter.name == OUTPUT_FOLDER,
    }
    said = ", ".join(f"*{mark}*" for mark, holds in marks.items() if holds)
    return f"{escaped(parameter.help())}." + (f" ({said})" if said else "")
