"""The JSON Schema of recipes: what makes editors complete them and underline slips."""

from __future__ import annotations

import inspect
import re
from typing import Any

from probono_kit.tables.conventions import ColumnKind
from probono_kit.tables.recipe import STEPS
from probono_kit.tables.steps.base import Step

#: Fields that take one text as well as a list of texts are described so by their models.
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}


def recipe_schema() -> dict[str, Any]:
    """Return the JSON Schema of recipes.

    Returns
    -------
    dict
        Draft 7, which editors know: parts, steps, their fields and choices. That columns are there
        and conditions can be understood is checked by :func:`~probono_kit.tables.read_recipe` and
        :func:`~probono_kit.tables.clean_table`.

    Examples
    --------
    >>> sorted(recipe_schema()["properties"])
    ['read', 'seen', 'steps', 'types']
    """
    kinds = {"enum": [kind.value for kind in ColumnKind]}
    fields = {"kind": kinds, "convention": {"type": "string"}, "unit": {"type": "string"}}
    described = {"type": "object", "additionalProperties": False, "properties": fields}
    steps = {"type": "array", "items": {"anyOf": [_step(model) for model in STEPS.values()]}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "read": {"type": "object"},
            "types": {"type": "object", "additionalProperties": {"anyOf": [kinds, described]}},
            "steps": steps,
            "seen": {"type": "object"},
        },
    }


def _step(model: type[Step]) -> dict[str, Any]:
    schema = model.model_json_schema()
    said = step_texts(model)
    properties = {}
    for name, each in schema["properties"].items():
        kept = {key: value for key, value in each.items() if key not in ("title", "default")}
        either = kept == _TEXTS and name in model.model_fields and _takes_one(model, name)
        if either:
            kept = {"anyOf": [{"type": "string"}, _TEXTS]}
        properties[name] = {"description": said[1].get(name, ""), **kept}
    return {
        "description": said[0],
        "type": "object",
        "additionalProperties": False,
        "required": schema.get("required", []),
        "properties": properties,
    }


def _takes_one(model: type[Step], name: str) -> bool:
    return any("Before" in type(each).__name__ for each in model.model_fields[name].metadata)


def step_texts(model: type[Step]) -> tuple[str, dict[str, str]]:
    """Return what a step does and what its fields are, from its docstring.

    Parameters
    ----------
    model : type
        One of :data:`~probono_kit.tables.recipe.STEPS`.

    Returns
    -------
    tuple
        A sentence or two, and a dictionary of sentences by field.

    Examples
    --------
    >>> step_texts(STEPS["drop"])
    ('Leave columns out of the clean table.', {'drop': 'The columns.', 'why': 'The reason, in the
     words of the person who decided; goes into the log.', 'by': 'Who decided.'})
    """
    text = inspect.cleandoc(model.__doc__ or "")
    head, _, rest = text.partition("Parameters\n----------\n")
    fields = _fields(rest)
    if model is not Step:
        common = _fields(inspect.cleandoc(Step.__doc__ or "").partition("----------\n")[2])
        fields |= {name: said for name, said in common.items() if name not in fields}
    plain = {name: said.replace("``", "`") for name, said in fields.items()}
    return " ".join(head.split()), plain


def _fields(text: str) -> dict[str, str]:
    made: dict[str, str] = {}
    names: list[str] = []
    for line in text.splitlines():
        heading = re.fullmatch(r"([a-z_]+(?:, [a-z_]+)*) : .+", line)
        if heading:
            names = heading[1].split(", ")
            made |= dict.fromkeys(names, "")
        elif names and line.strip():
            for name in names:
                made[name] = f"{made[name]} {line.strip()}".strip()
    return made
