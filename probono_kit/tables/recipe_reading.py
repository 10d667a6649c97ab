"""Reading a recipe: every mistake in it, with its line.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "wells.recipe.yml"
>>> _ = path.write_text("steps:\\n  - map: État\\n    values: {HS: en panne}\\n", "utf-8")
>>> read_recipe(path).steps[0].values
{'HS': 'en panne'}
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.tables.conventions import ColumnKind, TypeGiven
from probono_kit.tables.dictionaries import dictionaries
from probono_kit.tables.given import require_given
from probono_kit.tables.reading import Reading
from probono_kit.tables.recipe import STEPS, Recipe, Seen
from probono_kit.tables.steps.base import Step
from probono_kit.yaml_files.explain import Explainer, Location, nearest, unknown_key
from probono_kit.yaml_files.source import YamlSource, read_yaml

_PARTS = ("read", "types", "steps", "seen")


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
    recipe = draft_recipe(path)
    recipe.findings.raise_errors()
    return recipe


def draft_recipe(path: str | Path) -> Recipe:
    """Read as much of a recipe as can be understood, with findings about the rest.

    It is for telling everything at once: what :func:`~probono_kit.tables.clean.clean_table` finds
    wrong with it in the table is told together with what is wrong in itself.

    Parameters
    ----------
    path : str or pathlib.Path
        As for :func:`read_recipe`.

    Returns
    -------
    Recipe
        With its mistakes among the findings.

    Raises
    ------
    ProbonoError
        If it is no recipe at all, or does not say where the table is in a way that can be read.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.recipe.yml"
    >>> _ = path.write_text("steps:\\n- mop: État\\n- fill: Région\\n", "utf-8")
    >>> draft = draft_recipe(path)
    >>> draft.marks, [found.code for found in draft.findings]
    (('fill Région',), ['recipe.unknown_step_near'])
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
    before = len(found.errors)
    reading = _reading(data.get("read"), source, found)
    is_placed = len(found.errors) == before
    steps, lines, unread = _steps(data.get("steps", []), source, found)
    recipe = Recipe(
        steps,
        reading,
        _types(data.get("types", {}), source, found),
        _seen(data.get("seen", {})),
        dictionaries(steps, path.parent, lines, source.name, found),
        source.name,
        lines,
        unsure=_names_in(unread),
    )
    found.sort(key=lambda each: _line(each.where))
    if not is_placed:
        found.raise_errors()
    return replace(recipe, findings=found.by_severity())


def _names_in(data: object) -> frozenset[str]:
    """Return all texts in a part of a recipe: what a step that cannot be read may make."""
    if isinstance(data, dict):
        return _names_in([*data, *data.values()])
    if isinstance(data, list):
        return frozenset().union(*map(_names_in, data))
    return frozenset({data}) if isinstance(data, str) else frozenset()


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _steps(
    listed: object, source: YamlSource, found: Findings
) -> tuple[tuple[Step, ...], tuple[int, ...], list[object]]:
    """Return the steps with their lines, and what could not be read as a step."""
    steps: list[Step] = []
    lines: list[int] = []
    unread: list[object] = []
    if not isinstance(listed, list):
        place = source.place(("steps",))
        found.add("engagement.list_needed", place, key="steps", given=str(listed)[:40])
        return (), (), []
    for number, data in enumerate(listed):
        place = source.place(("steps", number))
        if not isinstance(data, dict) or not data:
            found.add("recipe.step_is_no_step", place, known=tuple(STEPS))
            continue
        word = next((key for key in data if key in STEPS), next(iter(data)))
        if word not in STEPS:
            unread.append(data)
            near = nearest(word, STEPS)
            if near:
                found.add("recipe.unknown_step_near", place, step=word, near=near)
            else:
                found.add("recipe.unknown_step", place, step=word, known=tuple(STEPS))
            continue
        step = _step(STEPS[word], data, ("steps", number), source, found)
        if step is None:
            unread.append(data)
            continue
        steps.append(step)
        lines.append(_line(place))
    return tuple(steps), tuple(lines), unread


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
