"""Recipes as files: what the automatic cleaning decided, written down to start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from probono_kit.files import write_text
from probono_kit.findings import N_
from probono_kit.i18n import current_language, format_number, gettext
from probono_kit.tables.conventions import ColumnKind, ColumnType, TypeGiven, kind_label
from probono_kit.tables.distinct import Column
from probono_kit.tables.recipe import Recipe, Seen
from probono_kit.tables.tidy import tidy
from probono_kit.tables.working import Fate

if TYPE_CHECKING:
    from probono_kit.tables.clean import CleanTable
    from probono_kit.tables.found import TableRead

#: A column with at most so many values is remembered with them.
FEW_VALUES = 40

_HEAD = {
    "read": N_("Where the table is in its file, and how the file was read."),
    "types": N_("What the columns hold. Change a line if it is wrong."),
    "steps": N_("What to do, in this order: one word each, such as map, fill, check."),
    "seen": N_("The columns of the files so far: what tells a renamed column from a misspelt one."),
}


def start_recipe(read: TableRead, clean: CleanTable, recipe: Recipe | None = None) -> Recipe:
    """Write down what was decided about a table, for the next file of its kind.

    Parameters
    ----------
    read : TableRead
        The table as read.
    clean : CleanTable
        As :func:`~probono_kit.tables.clean.clean_table` returned it.
    recipe : Recipe, optional
        The recipe that it was cleaned by; its steps and types stay.

    Returns
    -------
    Recipe
        With reading, types, steps, and the columns with their kinds and, where they are few, their
        values.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> path = Path(tempfile.mkdtemp()) / "points.csv"
    >>> _ = path.write_text("Région;Débit\\nThiès;1 204,5\\nDakar;3,5\\n", encoding="utf-8")
    >>> read = tables.read_table(path)
    >>> recipe = start_recipe(read, tables.clean_table(read))
    >>> recipe.types["Débit"]
    TypeGiven(kind='decimal', convention='1 234,5', unit='')
    """
    recipe = recipe or Recipe()
    named = {was: name for was, name in _names(clean).items() if name in clean.types}
    decided = {
        was: _given(clean.types[name])
        for was, name in named.items()
        if clean.types[name].kind is not ColumnKind.EMPTY
    }
    seen = dict(recipe.seen)
    for was in map(str, read.frame.columns):
        name = named.get(was, "")
        before = seen.get(was, Seen())
        kind = clean.types[name].kind.value if name else before.kind
        values = _few_values(clean, name, read.frame[was]) if name else frozenset()
        seen[was] = Seen(kind, (before.texts | values) if values else before.texts)
    types = recipe.types or {was: given for was, given in decided.items() if was == named[was]}
    return replace(recipe, reading=recipe.reading or read.reading, types=types, seen=seen)


def _names(clean: CleanTable) -> dict[str, str]:
    """Return the name now of each column that was read and is still there."""
    kept = clean.columns[clean.columns["fate"].isin([Fate.KEPT, Fate.RENAMED])]
    return dict(zip(kept["was"], kept["name"], strict=True))


def _given(type_: ColumnType) -> TypeGiven:
    return TypeGiven(type_.kind.value, type_.convention, type_.unit)


def _few_values(clean: CleanTable, name: str, raw: pd.Series) -> frozenset[str]:
    """Return what a column held, and what became of it, where that is little."""
    if clean.types[name].kind not in (ColumnKind.TEXT, ColumnKind.YES_NO, ColumnKind.CODE):
        return frozenset()
    texts = Column.of(raw).texts
    few = len(texts) <= FEW_VALUES and 2 * len(texts) <= raw.notna().sum()
    if not few:
        return frozenset()
    return frozenset(filter(None, map(tidy, texts))) | frozenset(clean.text[name].dropna())


def write_recipe(
    recipe: Recipe,
    path: str | Path,
    *,
    types: Mapping[str, ColumnType] | None = None,
    language: str | None = None,
) -> None:
    """Write a recipe as YAML with comments; :func:`~probono_kit.tables.read_recipe` reads it.

    Parameters
    ----------
    recipe : Recipe
        The recipe.
    path : str or pathlib.Path
        Ends with ``.yml``.
    types : mapping of str to ColumnType, optional
        What the types rest on, for the comments: ``CleanTable.types``.
    language : str, optional
        Language of the comments (default: the current one).

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.tables.recipe_reading import read_recipe
    >>> path = Path(tempfile.mkdtemp()) / "points.recipe.yml"
    >>> recipe = Recipe(types={"Débit": TypeGiven("decimal", "1 234,5")})
    >>> write_recipe(recipe, path)
    >>> read_recipe(path).types == recipe.types
    True
    """
    language = language or current_language()
    lines: list[str] = []

    def part(name: str, body: list[str]) -> None:
        lines.extend(["", f"# {gettext(_HEAD[name], language)}", *body])

    if recipe.reading is not None and (data := recipe.reading.to_dict()):
        part("read", _block({"read": data}))
    if recipe.types:
        body = ["types:"]
        for name, given in recipe.types.items():
            if types and name in types:
                body.append(f"  # {_evidence(types[name], language)}")
            body += [f"  {line}" for line in _block({name: _plain_type(given)}, flow=True)]
        part("types", body)
    steps = [_plain_step(step) for step in recipe.steps]
    part("steps", _block({"steps": steps}) if steps else ["steps: []"])
    if recipe.seen:
        body = ["seen:"]
        for name, seen in recipe.seen.items():
            entry = {"kind": seen.kind, "values": sorted(seen.texts)}
            kept = {key: value for key, value in entry.items() if value}
            body += [f"  {line}" for line in _block({name: kept}, flow=True)]
        part("seen", body)
    write_text(Path(path), "\n".join(lines).lstrip("\n") + "\n")


def _evidence(type_: ColumnType, language: str) -> str:
    text = gettext(N_("{kind}: {share} % of {cells} cells"), language)
    share = format_number(int(1000 * type_.share) / 10, language)
    cells = format_number(type_.cells, language)
    return text.format(kind=kind_label(type_.kind, language), share=share, cells=cells)


def _plain_type(given: TypeGiven) -> dict[str, str]:
    data = {"kind": str(given.kind), "convention": given.convention, "unit": given.unit}
    return {key: value for key, value in data.items() if value}


def _plain_step(step: Any) -> dict[str, Any]:
    data = step.model_dump(exclude_defaults=True)
    word = type(step).word
    first = data.pop(word)
    if isinstance(first, list) and len(first) == 1 and step.writes_one:
        first = first[0]
    return {word: first, **data}


def _block(data: dict[str, Any], *, flow: bool = False) -> list[str]:
    text = yaml.safe_dump(
        data,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None if flow else False,
        width=96,
    )
    return str(text).rstrip("\n").split("\n")
