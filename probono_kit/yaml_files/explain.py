"""Saying what pydantic refused in words that a volunteer understands."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from probono_kit.findings import Finding, Value, finding

Location: TypeAlias = tuple[int | str, ...]

#: pydantic's error types and the finding that each becomes.
_CODES = {
    "missing": "engagement.missing_key",
    "string_type": "engagement.text_needed",
    "int_type": "engagement.whole_number_needed",
    "int_from_float": "engagement.whole_number_needed",
    "float_type": "engagement.number_needed",
    "finite_number": "engagement.number_needed",
    "bool_type": "engagement.true_or_false_needed",
    "list_type": "engagement.list_needed",
    "tuple_type": "engagement.list_needed",
    "dict_type": "engagement.keys_needed",
    "model_type": "engagement.keys_needed",
    "model_attributes_type": "engagement.keys_needed",
    "date_type": "engagement.not_a_day",
    "literal_error": "engagement.not_a_choice",
    "enum": "engagement.not_a_choice",
    "greater_than": "engagement.too_small",
    "greater_than_equal": "engagement.too_small",
    "less_than": "engagement.too_large",
    "less_than_equal": "engagement.too_large",
    "too_short": "engagement.list_too_short",
    "string_too_long": "engagement.text_too_long",
}

#: Names of limits in pydantic's errors.
_BOUNDS = ("gt", "ge", "lt", "le", "max_length")

#: Below this similarity a name is not offered as what was meant.
_NEAR = 0.55


def nearest(word: str, choices: Iterable[str], similarity: float = _NEAR) -> str | None:
    """Return the choice that is most like `word`, ``None`` if none is near.

    Parameters
    ----------
    word : str
        What was written.
    choices : iterable of str
        What could have been meant.
    similarity : float
        From 0 to 1: how alike the two must be.

    Returns
    -------
    str or None
        One of `choices`; the first in the alphabet of several that are equally near.

    Examples
    --------
    >>> nearest("clases", ["classes", "breaks"])
    'classes'
    >>> nearest("population", ["classes", "breaks"]) is None
    True
    """
    found = process.extractOne(
        word.casefold(),
        sorted(set(choices)),
        processor=str.casefold,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=similarity,
    )
    return str(found[0]) if found else None


def shown(value: object) -> str:
    """Return `value` as a reader wrote it, shortened: never a whole cell of someone's data."""
    match value:
        case bool():
            text = str(value).lower()
        case None:
            text = ""
        case datetime.date():
            text = value.isoformat()
        case dict() | list():
            text = "{…}" if isinstance(value, dict) else "[…]"
        case _:
            text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@dataclass(frozen=True)
class Explainer:
    """Turns what pydantic refused into findings.

    Parameters
    ----------
    place : callable
        Gives the place to show for a location in the data.
    keys : callable
        Gives the keys that are valid at a location; used to guess what was meant.
    written : callable, optional
        Gives what a person wrote at a location, if that is known.
    """

    place: Callable[[Location], object]
    keys: Callable[[Location], Sequence[str]]
    written: Callable[[Location], str | None] = lambda _location: None

    def explain(self, problem: ValidationError) -> list[tuple[Location, Finding]]:
        """Return location and finding of everything that was refused, in pydantic's order."""
        details = problem.errors(include_url=False)
        return [(_location(error), self._finding(error)) for error in details]

    def _finding(self, error: ErrorDetails) -> Finding:
        location, kind = _location(error), error["type"]
        names = [part for part in location if isinstance(part, str)]
        key = names[-1] if names else ""
        where = self.place(location)
        if kind == "extra_forbidden":
            return unknown_key(key, self.keys(location[:-1]), where)
        given = self.written(location)
        values: dict[str, Value] = {"key": key, "given": shown(error["input"])}
        if given is not None and not isinstance(error["input"], dict | list):
            values["given"] = shown(given)
        context = dict(error.get("ctx", {}))
        for bound in _BOUNDS:
            if bound in context:
                values["limit"] = context.pop(bound)
        if "expected" in context:
            choices = _choices(context.pop("expected"))
            values["choices"] = choices
            values["near"] = nearest(shown(error["input"]), choices) or choices[0]
        if "." in kind:
            return finding(kind, where, **values | context)
        return finding(_CODES.get(kind, "engagement.not_understood"), where, **values)


def _location(error: ErrorDetails) -> Location:
    # pydantic marks a wrong key of a mapping so.
    return tuple(part for part in error["loc"] if part != "[key]")


def _choices(expected: str) -> tuple[str, ...]:
    """Split pydantic's ``"'a', 'b' or 'c'"``."""
    return tuple(part.strip(" '") for part in expected.replace(" or ", ", ").split(","))


def unknown_key(key: str, valid: Sequence[str], where: object) -> Finding:
    """Say that there is no `key` here, and which one was probably meant."""
    near = nearest(key, valid)
    if near:
        return finding("engagement.unknown_key", where, key=key, near=near)
    return finding("engagement.unknown_key_listed", where, key=key, choices=tuple(valid))
