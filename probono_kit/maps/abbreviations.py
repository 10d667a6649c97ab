"""Names of areas written shorter, where the whole name finds no room on a map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import yaml

from probono_kit.maps.checks import sort_key
from probono_kit.resources import share_path

#: Words and what stands between them.
_PARTS = re.compile(r"[^\s\-–/']+|[\s\-–/']+")


def abbreviated(name: str, language: str) -> str:
    """Return a name with its usual words abbreviated, as ``templates/abbreviations.yml`` has them.

    Parameters
    ----------
    name : str
        Of an area.
    language : str
        ISO 639-1 code; a language without abbreviations gives the name as it is.

    Returns
    -------
    str
        Never shorter than one whole word: a name of one word stays.

    Examples
    --------
    >>> abbreviated("Saint-Louis", "fr"), abbreviated("Mayo-Kebbi Ouest", "fr")
    ('St-Louis', 'Mayo-Kebbi O.')
    >>> abbreviated("North", "en")
    'North'
    """
    known = _known(language)
    parts = _PARTS.findall(name)
    words = [part for part in parts if _is_word(part)]
    shorter = [known.get(sort_key(part), part) if _is_word(part) else part for part in parts]
    whole = [word for word in words if sort_key(word) not in known]
    if not whole or shorter == parts:
        return name
    made = re.sub(r"\s+", " ", "".join(shorter)).strip(" -–/'")
    # A hyphen already says that the word goes on: N-Kivu.
    made = re.sub(r"\.(?=-)", "", made)
    return made if len(made) < len(name) else name


def unmistakable(names: Iterable[str], language: str) -> dict[str, str]:
    """Return the names that can be abbreviated without being taken for another one.

    Parameters
    ----------
    names : iterable of str
        Of all areas of a map.
    language : str
        ISO 639-1 code.

    Returns
    -------
    dict
        Name and abbreviation.

    Examples
    --------
    >>> unmistakable(["North Kivu", "Northern Kivu", "South Kivu"], "en")
    {'South Kivu': 'S. Kivu'}
    """
    known = list(names)
    short = {name: abbreviated(name, language) for name in known}
    said = [short[name] for name in known]
    return {
        name: text
        for name, text in short.items()
        if text != name and said.count(text) == 1 and text not in short
    }


def _is_word(part: str) -> bool:
    return part[:1].isalnum()


@lru_cache(maxsize=8)
def _known(language: str) -> dict[str, str]:
    path = share_path("templates/abbreviations.yml")
    words = yaml.safe_load(path.read_text(encoding="utf-8")).get(language) or {}
    return {sort_key(word): short for word, short in words.items()}
