"""What the models say about each parameter, for forms, schemas, cells and pages of help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo

from probono_kit.engagement.parameters.common import About, Group, Parameters, Shape
from probono_kit.i18n import gettext

ParameterValue: TypeAlias = str | int | float | list[Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook.

    Parameters
    ----------
    name : str
        As in the notebook.
    kind : type
        ``str``, ``int``, ``float``, ``bool`` or ``list``.
    item : type or None
        Type of the items of a list.
    default : str, int, float, bool or list
        Taken when an engagement says nothing.
    about : About
        Label, help and origin.
    choices : tuple of str
        The only values (of the items, for a list); empty: any.
    minimum, maximum : float or None
        Bounds of a number.
    above : bool
        Whether the number must be greater than `minimum`, not equal to it.
    pattern : str
        Regular expression that the whole text follows; empty: any text.
    """

    name: str
    kind: type
    item: type | None
    default: ParameterValue
    about: About
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    above: bool = False
    pattern: str = ""

    def label(self, language: str | None = None) -> str:
        """Return the name that people read, in `language`."""
        return gettext(self.about.label, language)

    def help(self, language: str | None = None) -> str:
        """Return one line of help, in `language`."""
        return gettext(self.about.help, language)

    @property
    def needed(self) -> bool:
        """Whether a task cannot do without it under ``inputs``."""
        return self.about.input == "table" and not self.about.optional

    @property
    def cell_value(self) -> ParameterValue:
        """The value in the parameter cell: that of the sample, else the default."""
        sample = self.about.sample
        if sample is None:
            return self.default
        return list(sample) if isinstance(sample, tuple) else sample


@lru_cache(maxsize=32)
def parameters_of(model: type[Parameters]) -> tuple[Parameter, ...]:
    """Return the parameters of `model`, by group, within a group as in the model."""
    groups = list(Group)
    found = [_parameter(name, info) for name, info in model.model_fields.items()]
    return tuple(sorted(found, key=lambda each: groups.index(each.about.group)))


def _parameter(name: str, info: FieldInfo) -> Parameter:
    annotation: Any = info.annotation
    item: type | None = None
    if get_origin(annotation) is list:
        item, choices = _plain(get_args(annotation)[0])
        kind: type = list
    else:
        kind, choices = _plain(annotation)
    lower = [each for each in info.metadata if isinstance(each, annotated_types.Gt)]
    return Parameter(
        name=name,
        kind=kind,
        item=item,
        default=info.get_default(call_default_factory=True, validated_data={}),
        about=next(each for each in info.metadata if isinstance(each, About)),
        choices=choices,
        minimum=next(_bounds(info, "gt", "ge"), None),
        maximum=next(_bounds(info, "lt", "le"), None),
        above=bool(lower),
        pattern=next(_patterns(info), ""),
    )


def _plain(annotation: Any) -> tuple[type, tuple[str, ...]]:
    """Return the bare type of `annotation` and its choices."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Literal:
        return str, get_args(annotation)
    return annotation, ()


def _bounds(info: FieldInfo, *names: str) -> Iterator[float]:
    for each in info.metadata:
        if isinstance(each, annotated_types.BaseMetadata):
            yield from (getattr(each, name) for name in names if hasattr(each, name))


def _patterns(info: FieldInfo) -> Iterator[str]:
    for each in info.metadata:
        check = getattr(each, "func", None)
        if isinstance(check, Shape):
            yield check.pattern
