"""The JSON Schema of the brief: what makes editors complete it, explain it and underline slips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from probono_kit.engagement.brief import SLUG, Brief, Ngo, Source, Task
from probono_kit.engagement.catalogue import NotebookEntry, notebooks
from probono_kit.engagement.filling import OUTPUT_FOLDER
from probono_kit.engagement.parameters import Parameter
from probono_kit.engagement.parameters.common import COUNTRY
from probono_kit.engagement.parameters.layers import LOCALISED
from probono_kit.engagement.references import BASE_LAYERS, BASE_PREFIX
from probono_kit.engagement.schema_texts import TEXTS
from probono_kit.i18n import SCRIPT_LANGUAGES
from probono_kit.i18n import gettext as _

Schema = dict[str, Any]

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def brief_schema(language: str = "en") -> Schema:
    """Return the JSON Schema of ``engagement.yml``.

    Parameters
    ----------
    language : str
        Of titles and explanations.

    Returns
    -------
    dict
        Draft 7, which editors know. It knows names, types and choices, also those of every
        notebook's parameters; that files exist and references lead somewhere is checked by
        :func:`probono_kit.engagement.read_brief`.

    Examples
    --------
    >>> sorted(brief_schema()["properties"]["ngo"]["properties"])
    ['contact', 'logo', 'name', 'profile', 'website']
    """
    return _Writer(language).brief()


class _Writer:
    def __init__(self, language: str) -> None:
        self.language = language

    def brief(self) -> Schema:
        properties = {
            "engagement": {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 60},
            "title": _ref("text"),
            "ngo": self.part(Ngo, {key: {"type": "string"} for key in Ngo.model_fields}),
            "question": _ref("text"),
            "audience": _ref("text"),
            "languages": {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"enum": list(SCRIPT_LANGUAGES)},
            },
            "deadline": _optional({"type": "string", "pattern": _DAY}),
            "time_box_hours": _optional({"type": "number", "exclusiveMinimum": 0}),
            "produced": {"type": "string", "pattern": _DAY},
            "disclaimer": _ref("text"),
            "country": {"type": "string", "pattern": f"^{COUNTRY.pattern}$"},
            "numbers_as_in": {"type": "string", "pattern": f"^{COUNTRY.pattern}$"},
            "sources": _optional(
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{SLUG.pattern}$"},
                    "additionalProperties": _ref("source"),
                }
            ),
            "columns_to_share": _optional(_list_of({"type": "string"})),
            "limits": _optional(_list_of(_ref("text"))),
            "tasks": _optional(_list_of(_ref("task"))),
        }
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            **self.part(Brief, properties),
            "definitions": {
                "text": self.text(),
                "source": self.source(),
                "task": self.task(),
                **{entry.name: self.parameters(entry) for entry in notebooks()},
            },
        }

    def part(self, model: type[Any], properties: dict[str, Schema]) -> Schema:
        """Return the schema of one of the brief's models."""
        name = model.__name__.lower()
        fields = model.model_fields
        if set(fields) != set(properties):
            raise AssertionError(f"schema and model of {name} differ")
        return {
            "description": _(TEXTS[name], self.language),
            "type": "object",
            "additionalProperties": False,
            "required": [key for key, field in fields.items() if field.is_required()],
            "properties": {key: self.described(f"{name}.{key}", properties[key]) for key in fields},
        }

    def described(self, key: str, schema: Schema) -> Schema:
        return {"description": _(TEXTS[key], self.language), **_wrapped(schema)}

    def text(self) -> Schema:
        languages = {key: {"type": "string"} for key in SCRIPT_LANGUAGES}
        each = {"type": "object", "additionalProperties": False, "properties": languages}
        return {"anyOf": [{"type": "string"}, {**each, "minProperties": 1}]}

    def source(self) -> Schema:
        fields: dict[str, Schema] = {key: {"type": "string"} for key in Source.model_fields}
        return self.part(Source, {**fields, "title": _ref("text"), "date": _ref("text")})

    def task(self) -> Schema:
        names = [entry.name for entry in notebooks()]
        schema = self.part(
            Task,
            {
                "id": {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 60},
                "notebook": {
                    "enum": names,
                    "enumDescriptions": [each.description(self.language) for each in notebooks()],
                },
                "inputs": {"type": "object"},
                "parameters": {"type": "object"},
                "matrix": {"type": "object"},
                "deliver": {"type": "boolean", "default": True},
            },
        )
        return {**schema, "allOf": [self.case(entry) for entry in notebooks()]}

    def case(self, entry: NotebookEntry) -> Schema:
        """Return what holds for tasks of one notebook."""
        given = _settable(entry)
        single = [each for each in given if each.kind is not list]
        at = f"#/definitions/{entry.name}/properties"
        matrix = {
            each.name: {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": f"{at}/{each.name}"},
            }
            for each in single
        }
        return {
            "if": {"properties": {"notebook": {"const": entry.name}}, "required": ["notebook"]},
            "then": {
                "required": ["inputs"],
                "properties": {
                    "inputs": self.inputs(entry),
                    "parameters": _ref(entry.name),
                    "matrix": _closed(matrix),
                },
            },
        }

    def inputs(self, entry: NotebookEntry) -> Schema:
        needed = [each.name for each in entry.inputs if each.needed]
        return {
            **_closed({each.name: self.input(each) for each in entry.inputs}),
            "required": needed,
        }

    def input(self, parameter: Parameter) -> Schema:
        schema: Schema = {"description": parameter.help(self.language)}
        if parameter.about.input in ("areas", "layer"):
            schema["examples"] = [f"{BASE_PREFIX}{layer}" for layer in BASE_LAYERS]
        several = {**_list_of({"type": "string"}), "minItems": 1, "uniqueItems": True}
        if parameter.kind is list:
            return {**schema, "anyOf": [{"type": "string"}, several]}
        return {**schema, "type": "string"}

    def parameters(self, entry: NotebookEntry) -> Schema:
        return _closed({each.name: self.parameter(each) for each in _settable(entry)})

    def parameter(self, parameter: Parameter) -> Schema:
        about: Schema = {
            "title": parameter.label(self.language),
            "description": parameter.help(self.language),
            "default": parameter.default,
        }
        if parameter.about.localised:
            return {**about, **_wrapped(_ref("text"))}
        if parameter.kind is list:
            return {**about, "type": "array", "items": self.items(parameter)}
        return {**about, **_value(parameter, parameter.kind)}

    def items(self, parameter: Parameter) -> Schema:
        """Return what the items of a list are: plain values, or keys with values."""
        item = parameter.item or str
        if not issubclass(item, BaseModel):
            return _value(parameter, item)
        fields = item.model_json_schema()["properties"]
        made = {
            key: {k: v for k, v in each.items() if k != "title"} for key, each in fields.items()
        }
        return _closed(made | {key: _ref("text") for key in LOCALISED if key in made})


def _value(parameter: Parameter, kind: type) -> Schema:
    if parameter.choices:
        return {"enum": list(parameter.choices)}
    schema: Schema = {"type": _TYPES[kind]}
    if parameter.minimum is not None:
        schema["exclusiveMinimum" if parameter.above else "minimum"] = parameter.minimum
    if parameter.maximum is not None:
        schema["maximum"] = parameter.maximum
    if parameter.pattern:
        schema["pattern"] = f"^(?:{parameter.pattern})$"
    return schema


def _settable(entry: NotebookEntry) -> list[Parameter]:
    """Return the parameters that a task may set."""
    return [
        each for each in entry.parameters if not each.about.input and each.name != OUTPUT_FOLDER
    ]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _wrapped(schema: Schema) -> Schema:
    """Let other keys stand beside a reference, which draft 7 would overlook."""
    return {"allOf": [schema]} if "$ref" in schema else schema


def _optional(schema: Schema) -> Schema:
    """Let the key stand without a value, as in the folder of a new engagement."""
    return {**schema, "type": [schema["type"], "null"]}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _closed(properties: dict[str, Schema] | Iterable[Any]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}
