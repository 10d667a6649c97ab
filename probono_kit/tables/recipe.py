"""Recipes: what a person decided about cleaning a table, as YAML that one can read aloud.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "wells.recipe.yml"
>>> _ = path.write_text("steps:\\n  - map: État\\n    values: {HS: en panne}\\n", "utf-8")
>>> read_recipe(path).steps[0].values
{'HS': 'en panne'}
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding
from probono_kit.tables.conventions import ColumnKind, TypeGiven
from probono_kit.tables.given import require_given
from probono_kit.tables.reading import Reading
from probono_kit.tables.steps.base import Step
from probono_kit.tables.steps.checks import Check
from probono_kit.tables.steps.columns import Derive, Drop, Join, Rename, Split
from probono_kit.tables.steps.rows import Deduplicate, Fill, Remove
from probono_kit.tables.steps.texts import Fix, Map, Recode, Tidy
from probono_kit.yaml_files.explain import Explainer, Location, nearest, unknown_key
from probono_kit.yaml_files.source import YamlSource, read_yaml

#: The steps by their word.
STEPS: dict[str, type[Step]] = {
    step.word: step
    for step in (
        *(Tidy, Map, Recode, Fix, Split, Join, Rename, Derive, Fill, Drop, Remove),
        *(Deduplicate, Check),
    )
}
_PARTS = ("read", "types", "steps", "seen")
#: A dictionary of values is a small file.
MAX_DICTIONARY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Seen:
    """What a column was like in the files that a recipe was used on.

    Parameters
    ----------
    kind : str
        Its kind.
    texts : frozenset of str
        Its values, where they are few.
    """

    kind: str = ""
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipe:
    """Decisions about cleaning a table.

    Parameters
    ----------
    steps : tuple of Step
        In their order.
    reading : Reading, optional
        Where the table is in its file.
    types : mapping of str to TypeGiven
        What columns hold, where a person says so.
    seen : mapping of str to Seen
        The columns of the files that it was used on: what tells a renamed column from a misspelt
        one.
    dictionaries : mapping
        Contents of the dictionaries that steps name.
    name : str
        Name of the file.
    lines : tuple of int
        The line of each step in it.
    findings : Findings
        What is worth knowing about the file.

    Examples
    --------
    >>> Recipe((Map(map=["État"], values={"HS": "en panne"}),)).marks
    ('map État',)
    """

    steps: tuple[Step, ...] = ()
    reading: Reading | None = None
    types: Mapping[str, TypeGiven] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Seen] = field(default_factory=dict, hash=False)
    dictionaries: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    name: str = ""
    lines: tuple[int, ...] = ()
    findings: Findings = field(default_factory=Findings, hash=False, compare=False)

    @property
    def marks(self) -> tuple[str, ...]:
        """Names of the steps in the log; what comes twice is numbered."""
        made: list[str] = []
        for step in self.steps:
            mark = f"{step.word} {step.subject()}"
            number = 2
            while mark in made:
                mark = f"{step.word} {step.subject()} ({number})"
                number += 1
            made.append(mark)
        return tuple(made)

    def place(self, number: int) -> str:
        """Return file and line of a step."""
        if number < len(self.lines):
            return f"{self.name}:{self.lines[number]}"
        return f"{self.name or 'steps'}[{number}]"


def read_recipe(path: str | Path) -> Recipe:
    """Read a recipe and say everything that is wrong with it at once.

    Parameters
    ----------
    path : str or pathlib.Path
        YAML with any of ``read``, ``types``, ``steps`` and ``seen``; at most 256 kB.

    Returns
    -------
    Recipe
        With the dictionaries that lie beside it.

    Raises
    ------
    ProbonoError
        With the line of every mistake.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.recipe.yml"
    >>> _ = path.write_text("steps:\\n  - mop: État\\n    values: {HS: en panne}\\n", "utf-8")
    >>> read_recipe(path)
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR wells.recipe.yml:2: There is no step “mop”. → Did you...
    """
    path = Path(path)
    source = read_yaml(path)
    found = Findings(source.findings)
    data = source.data if source.data is not None else {}
    if not isinstance(data, dict):
        raise ProbonoError(Findings([*found, finding("recipe.not_a_recipe", source.name)]))
    for key in data:
        if key not in _PARTS:
            found.append(unknown_key(key, _PARTS, source.place((key,))))
    steps, lines = _steps(data.get("steps", []), source, found)
    recipe = Recipe(
        steps,
        _reading(data.get("read"), source, found),
        _types(data.get("types", {}), source, found),
        _seen(data.get("seen", {})),
        _dictionaries(steps, path.parent, lines, source.name, found),
        source.name,
        lines,
    )
    found.sort(key=lambda each: _line(each.where))
    found.raise_errors()
    return replace(recipe, findings=found.by_severity())


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _steps(
    listed: object, source: YamlSource, found: Findings
) -> tuple[tuple[Step, ...], tuple[int, ...]]:
    steps: list[Step] = []
    lines: list[int] = []
    if not isinstance(listed, list):
        place = source.place(("steps",))
        found.add("engagement.list_needed", place, key="steps", given=str(listed)[:40])
        return (), ()
    for number, data in enumerate(listed):
        place = source.place(("steps", number))
        if not isinstance(data, dict) or not data:
            found.add("recipe.step_is_no_step", place, known=tuple(STEPS))
            continue
        word = next((key for key in data if key in STEPS), next(iter(data)))
        if word not in STEPS:
            near = nearest(word, STEPS)
            if near:
                found.add("recipe.unknown_step_near", place, step=word, near=near)
            else:
                found.add("recipe.unknown_step", place, step=word, known=tuple(STEPS))
            continue
        step = _step(STEPS[word], data, ("steps", number), source, found)
        if step is not None:
            steps.append(step)
            lines.append(_line(place))
    return tuple(steps), tuple(lines)


def _step(
    model: type[Step], data: dict[str, Any], at: Location, source: YamlSource, found: Findings
) -> Step | None:
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        explainer = Explainer(
            lambda location: source.place((*at, *location)),
            lambda location: list(model.model_fields) if not location else [],
            lambda location: source.written.get((*at, *location)),
        )
        known = [(location, each) for location, each in explainer.explain(problem)]
        found.extend(each for location, each in known if (*at, *location) not in source.trapped)
        return None


def _reading(data: object, source: YamlSource, found: Findings) -> Reading | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        place = source.place(("read",))
        found.add("engagement.keys_needed", place, key="read", given=str(data)[:40])
        return None
    try:
        return Reading.from_dict(data, source.place(("read",)))
    except ProbonoError as problem:
        found.extend(problem.findings)
        return None


def _types(data: object, source: YamlSource, found: Findings) -> dict[str, TypeGiven]:
    given: dict[str, TypeGiven] = {}
    if not isinstance(data, dict):
        place = source.place(("types",))
        found.add("engagement.keys_needed", place, key="types", given=str(data)[:40])
        return given
    for name, value in data.items():
        place = source.place(("types", name))
        parts = value if isinstance(value, dict) else {"kind": value}
        known = ("kind", "convention", "unit")
        wrong = [key for key in parts if key not in known]
        found.extend(unknown_key(key, known, place) for key in wrong)
        texts = {key: str(parts.get(key, "")) for key in known}
        kinds = [kind.value for kind in ColumnKind]
        if texts["kind"] not in kinds:
            near = nearest(texts["kind"], kinds) or "text"
            found.add(
                "engagement.not_a_choice",
                place,
                key=name,
                given=texts["kind"],
                choices=tuple(kinds),
                near=near,
            )
            continue
        one = {name: TypeGiven(texts["kind"], texts["convention"], texts["unit"])}
        try:
            require_given(one, place)
        except ProbonoError as problem:
            found.extend(problem.findings)
        given.update(one)
    return given


def _seen(data: object) -> dict[str, Seen]:
    if not isinstance(data, dict):
        return {}
    made = {}
    for name, value in data.items():
        parts = value if isinstance(value, dict) else {"kind": value}
        values = parts.get("values", [])
        listed = values if isinstance(values, list) else []
        made[name] = Seen(str(parts.get("kind", "")), frozenset(map(str, listed)))
    return made


# ---- dictionaries beside the recipe -----------------------------------------------------------


def _dictionaries(
    steps: tuple[Step, ...], folder: Path, lines: tuple[int, ...], name: str, found: Findings
) -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = {}
    for step, line in zip(steps, lines, strict=True):
        for file in step.files():
            inside = Path(file).name == file
            if not inside or not file.lower().endswith(".csv"):
                found.add("recipe.dictionary_beside", f"{name}:{line}", file=file)
                continue
            try:
                read[file] = read_dictionary(folder / file)
            except ProbonoError as problem:
                found.extend(problem.findings)
    return read


def read_dictionary(path: Path) -> dict[str, str]:
    """Read what becomes of values from the first two columns of a CSV file with a header.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8, separated by ``;`` or ``,``; at most 4 MB.

    Returns
    -------
    dict of str to str
        Value → what becomes of it.

    Raises
    ------
    ProbonoError
        If it is not there, too large, or says two things about one value.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "communes.csv"
    >>> _ = path.write_text("value;becomes\\nThies;Thiès\\n", encoding="utf-8")
    >>> read_dictionary(path)
    {'Thies': 'Thiès'}
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_DICTIONARY + 1)
        text = raw.decode("utf-8-sig")
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise ProbonoError(
            Findings([finding("engagement.not_utf8", f"{path.name}:{line}")])
        ) from problem
    found = Findings()
    if len(raw) > MAX_DICTIONARY:
        raise ProbonoError(Findings([finding("recipe.dictionary_too_big", path.name)]))
    separator = ";" if ";" in text.partition("\n")[0] else ","
    entries: dict[str, str] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
        if number == 1 or not any(row):
            continue
        if len(row) < 2:
            found.add("recipe.dictionary_row", f"{path.name}:{number}")
        elif entries.get(row[0], row[1]) != row[1]:
            found.add("recipe.dictionary_twice", f"{path.name}:{number}", value=row[0])
        else:
            entries[row[0]] = row[1]
    found.raise_errors()
    return entries
