"""Sentences that every form needs: why an answer is refused, “other”, “does not know”."""

from __future__ import annotations

from functools import lru_cache

from probono_kit.forms.building.description import Texts
from probono_kit.resources import share_path
from probono_kit.yaml_files.source import read_yaml


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Texts]:
    data: dict[str, Texts] = read_yaml(share_path("templates/forms") / "phrases.yml").data
    return data


def phrase(name: str, /, **values: object) -> Texts:
    """Return a sentence by language, values filled in.

    Examples
    --------
    >>> phrase("at_least", minimum=5)["fr"]
    'La réponse doit être au moins 5.'
    """
    return {
        language: text.format_map({key: _in(value, language) for key, value in values.items()})
        for language, text in _phrases()[name].items()
    }


def _in(value: object, language: str) -> object:
    """Return a value that is itself a text by language in that language."""
    return value.get(language) or value.get("en") if isinstance(value, dict) else value


def is_other(texts: Texts) -> bool:
    """Tell whether a choice reads as “other”."""
    from probono_kit.forms.building.words import folded

    words = ("other", "autre", "otro", "others", "autres", "other specify", "autre a preciser")
    known = {folded(text) for text in phrase("other").values()} | set(words)
    extra = ("other please specify", "autre preciser", "autres a preciser", "otro especifique")
    return any(folded(text).replace(",", "") in known | set(extra) for text in texts.values())
