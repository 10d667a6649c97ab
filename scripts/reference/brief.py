"""The page of the brief: every key of ``engagement.yml``."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from probono_kit.engagement import Brief, LocalisedText, Ngo, Source, Task, brief_schema
from probono_kit.engagement.brief import SingleValue, Slug
from probono_kit.engagement.parameters.common import CountryCode, NumbersCountry
from reference.brief_texts import EXAMPLE, INTRODUCTION, PARTS, TRAPS
from reference.markdown import NOTE, code, escaped, page, table

MODELS: dict[str, type[BaseModel]] = {"brief": Brief, "ngo": Ngo, "source": Source, "task": Task}

#: Longer examples are read in the whole brief above.
LONGEST = 76

_WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    float: "number",
    datetime.date: "day",
    LocalisedText: "text, or one per language",
    Ngo: "[keys](#ngo) of its own",
    Source: "[source](#sources)",
    Task: "[task](#tasks)",
    CountryCode: "country code",
    NumbersCountry: "country code",
    SingleValue: "text or number",
    Slug: "short name",
    Any: "value",
}


def brief_page() -> str:
    """Return the page: a whole brief, a table per part, and the traps.

    Examples
    --------
    >>> "| `columns_to_share` |" in brief_page()
    True
    """
    return page(_lines())


def _lines() -> Iterator[str]:
    yield from ("# The brief", "", NOTE, "", INTRODUCTION, "", "## A whole brief", "")
    yield from ("```yaml", EXAMPLE.rstrip(), "```", "")
    for name, model in MODELS.items():
        heading, text = PARTS[name]
        yield from (f"## {heading}", "", text, "")
        heads = ("key", "type", "required", "default", "what it is for", "example")
        yield from table(heads, _rows(name, model))
    yield from (
        "## Traps",
        "",
        "Each is found by `probono check`, under the code that is named.",
        "",
    )
    for text, name in TRAPS:
        yield f"- {text} [`{name}`](findings.md#{name.partition('.')[0]})"


def _rows(name: str, model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    explained = _explanations(name)
    annotations = get_type_hints(model, include_extras=True)
    for key, field in model.model_fields.items():
        yield (
            code(key),
            words(annotations[key]),
            "yes" if field.is_required() else "no",
            _default(field),
            escaped(explained[key]),
            example(name, key),
        )


def _explanations(name: str) -> dict[str, str]:
    schema = brief_schema("en")
    within = {
        "brief": schema,
        "ngo": schema["properties"]["ngo"],
        "source": schema["definitions"]["source"],
        "task": schema["definitions"]["task"],
    }
    return {key: each["description"] for key, each in within[name]["properties"].items()}


def words(annotation: Any) -> str:
    """Return a type in words.

    Examples
    --------
    >>> words(list[str]), words(dict[str, list[SingleValue]]), words(float | None)
    ('list of text', 'list of text or number per name', 'number')
    """
    if annotation in _WORDS:
        return _WORDS[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return words(inner[0])
    if origin is Literal:
        return "one of " + ", ".join(map(code, inner))
    if origin in (Union, types.UnionType):
        return " or ".join(words(each) for each in inner if each is not type(None))
    if origin is list:
        item = words(inner[0]).removeprefix("one of ")
        return f"list; each {item}" if inner[0] is LocalisedText else f"list of {item}"
    if origin is dict:
        return f"{words(inner[1])} per {'id' if inner[0] == Slug else 'name'}"
    raise TypeError(f"no words for {annotation}")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, bool):
        return code(str(value).lower())
    if value:
        return code(value)
    return "none" if value is None or isinstance(value, list | dict) else "empty"


def example(part: str, key: str) -> str:
    """Return a line of the whole brief as an example of `key`.

    Raises
    ------
    KeyError
        If the whole brief does not show the key.

    Examples
    --------
    >>> example("ngo", "logo")
    '`logo: raw/logo.png`'
    """
    brief = yaml.safe_load(EXAMPLE)
    places = {
        "brief": [brief],
        "ngo": [brief["ngo"]],
        "source": list(brief["sources"].values()),
        "task": brief["tasks"],
    }
    given = [each[key] for each in places[part] if key in each]
    if not given:
        raise KeyError(f"{part}.{key}")
    lines = [_line(key, value) for value in given]
    shortest = min(lines, key=len)
    return code(shortest) if len(shortest) <= LONGEST else "above"


def _line(key: str, value: object) -> str:
    text: str = yaml.safe_dump(
        {key: value}, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    return text.strip().removeprefix("{").removesuffix("}")
