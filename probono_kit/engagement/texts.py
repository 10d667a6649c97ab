"""Texts of the brief that may be written in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from probono_kit.i18n import SCRIPT_LANGUAGES


@dataclass(frozen=True, slots=True)
class LocalisedText:
    """A text for everyone, or one text per language.

    Parameters
    ----------
    texts : mapping
        Language code and text; the key ``""`` holds a text for everyone.

    Examples
    --------
    >>> title = LocalisedText.of({"fr": "Points d'eau", "en": "Water points"})
    >>> title.in_language("en")
    'Water points'
    >>> LocalisedText.of("Dakar").in_language("en")
    'Dakar'
    >>> str(title)
    "Points d'eau"
    """

    texts: Mapping[str, str]

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> LocalisedText:
        """Make one from what stands in the brief."""
        return cls({"": value} if isinstance(value, str) else dict(value))

    def in_language(self, language: str) -> str:
        """Return the text in `language`, else the text for everyone, else the first one."""
        for key in (language, ""):
            if key in self.texts:
                return self.texts[key]
        return str(self)

    def has_language(self, language: str) -> bool:
        """Say whether it was written for readers of `language`, or for everyone."""
        return language in self.texts or "" in self.texts

    def __str__(self) -> str:
        return next(iter(self.texts.values()), "")

    def __bool__(self) -> bool:
        return any(self.texts.values())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_localised)


def _localised(value: object) -> LocalisedText:
    if isinstance(value, LocalisedText):
        return value
    if isinstance(value, str):
        return LocalisedText.of(value)
    if not isinstance(value, dict):
        raise PydanticCustomError("engagement.text_needed", "text needed")
    unknown = [key for key in value if key not in SCRIPT_LANGUAGES]
    if unknown or not value:
        languages = tuple(SCRIPT_LANGUAGES)
        raise PydanticCustomError(
            "engagement.not_a_language",
            "language needed",
            {"language": str(unknown[0]) if unknown else "", "choices": languages},
        )
    if not all(isinstance(text, str) for text in value.values()):
        raise PydanticCustomError("engagement.text_needed", "text needed")
    return LocalisedText.of(value)
