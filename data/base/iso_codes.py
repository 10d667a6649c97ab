"""ISO 3166-2 codes in force, matched to areas whose codes in the source may be old or reused."""

from __future__ import annotations

from typing import Any

from names import LANGUAGES, fold
from rapidfuzz import fuzz

#: A name is that of a code from this similarity (of 100) on.
ALIKE = 85
#: Parts of a state that ISO 3166-1 lists as countries of their own: other rows of the layer.
_TERRITORIES = {
    "Outlying area",
    "Overseas collectivity",
    "Overseas collectivity with special status",
    "Overseas departmental collectivity",
    "Overseas territory",
    "Special administrative region",
    "Arctic region",
    "Country",
    "Special municipality",
    "Dependency",
}
_ALSO_COUNTRIES = {"CN-TW", "FI-01", "FR-972", "FR-973"}

Area = dict[str, Any]
Entry = dict[str, str]


def level_of(entries: list[Entry], prefix: str, areas: list[Area]) -> dict[str, str]:
    """Return the codes, with their names, of the level that the areas of a country are of.

    ISO lists one or two levels. The areas are of the one that they share most codes with, else
    of the one whose number is nearest to theirs.
    """
    own = [
        entry
        for entry in entries
        if entry["code"].startswith(f"{prefix}-")
        and entry["type"] not in _TERRITORIES
        and entry["code"] not in _ALSO_COUNTRIES
    ]
    parents = {entry.get("parent") for entry in own}
    have = {area["iso_3166_2"] for area in areas}
    levels = [
        {e["code"]: e["name"] for e in own if e["code"] not in parents},
        {e["code"]: e["name"] for e in own if e.get("parent") is None},
    ]
    return max(
        levels,
        key=lambda level: (
            len(level.keys() & have) / max(len(level), 1),
            -abs(len(level) - len(areas)),
        ),
    )


def settle(areas: list[Area], level: dict[str, str], *, reused: bool) -> None:
    """Put the codes of one country right.

    Parameters
    ----------
    areas : list of dict
        ``iso_3166_2``, names, and ``corrected`` (what is not to be touched); changed in place.
    level : dict
        Codes in force and their names.
    reused : bool
        ISO has given codes of this country to other areas: none of the source's is trusted.
    """
    own = [area["corrected"].get("iso_3166_2") or _by_name(area, level) for area in areas]
    any_name = [
        code or _nearest({fold(name) for name in area["name_alt"]}, level)
        for code, area in zip(own, areas, strict=True)
    ]
    if len(areas) == len(level) and set(any_name) == set(level):
        # Each code finds its area: these are the areas of today, whatever code they had.
        chosen = any_name
    elif reused:
        chosen = own
    else:
        codes = [area["iso_3166_2"] for area in areas]
        # Of areas that share a code, or have none, one called like a free code has that one.
        chosen = [
            new if codes.count(old) > 1 and new not in codes and new else old
            for old, new in zip(codes, own, strict=True)
        ]
    for area, code, name in zip(areas, chosen, own, strict=True):
        # A code still shared is that of the area so called, or of what they were together.
        alone = chosen.count(code) == 1 or (code == name and own.count(name) == 1)
        area["iso_3166_2"] = code if alone else None


def _by_name(area: Area, level: dict[str, str]) -> str | None:
    """Return the code whose name is nearest to a name of the area."""
    columns = ("name", "name_local", *(f"name_{language}" for language in LANGUAGES))
    return _nearest({fold(area[column]) for column in columns if area[column]}, level)


def _nearest(names: set[str], level: dict[str, str]) -> str | None:
    """Return the code that one of `names` names; none where two codes are as near."""
    pairs = [(code, part) for code, text in level.items() for part in _parts(text)]
    best: dict[str, float] = {}
    for code, part in pairs:
        score = max((fuzz.ratio(part, name) for name in names), default=0)
        best[code] = max(score, best.get(code, 0))
    top = max(best.values(), default=0)
    codes = [code for code, score in best.items() if score == top]
    return codes[0] if top >= ALIKE and len(codes) == 1 else None


def _parts(text: str) -> list[str]:
    """Return the names, folded, in ``Lisboa [Lisbon]`` or ``Praha, Hlavní město``."""
    for mark in "[](),/":
        text = text.replace(mark, "|")
    return [fold(part) for part in text.split("|") if part.strip()]
