"""Names of places as people misspell them, made from correct ones: always the same for one list."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from probono_kit.places.names import core_key

SEED = 20250430
PER_LEVEL = 150
FOREIGN_PER_LEVEL = 60

_KINDS = {
    "1": (
        *("Province de {}", "Région de {}", "{} Region", "{} Province", "Provincia de {}"),
        *("Departamento de {}", "{} State", "Région du {}", "Gouvernorat de {}", "{} Governorate"),
    ),
    "2": (
        *("District de {}", "Département de {}", "{} District", "Territoire de {}", "{} County"),
        *("Municipio de {}", "Cercle de {}", "Commune de {}", "Distrito de {}", "{} Dist."),
        *("Município de {}", "Woreda {}", "{} LGA", "مديرية {}", "Territoire {}"),
    ),
}
_SPELLINGS = (
    *(("ou", "u"), ("u", "ou"), ("ou", "w"), ("kh", "h"), ("k", "c"), ("c", "k"), ("k", "q")),
    *(("q", "k"), ("dj", "j"), ("j", "dj"), ("gh", "g"), ("ch", "sh"), ("sh", "ch"), ("ph", "f")),
    *(("y", "i"), ("i", "y"), ("ee", "i"), ("i", "ee"), ("oo", "u"), ("aa", "a"), ("ss", "s")),
    *(("s", "ss"), ("ll", "l"), ("nn", "n"), ("n", "nn"), ("z", "s"), ("v", "w"), ("w", "v")),
    *(("e", "a"), ("dh", "d"), ("d", "dh"), ("t", "th"), ("th", "t"), ("al ", "el "), ("ts", "z")),
    *(("al-", "el "), ("x", "ks"), ("h", "")),
)


class Misspelt(NamedTuple):
    """One written name and what it means.

    Attributes
    ----------
    country, level : str
        ISO alpha-3 code and admin level of the list that it is looked up in.
    how : str
        What was done to the name; ``foreign`` for a name of another country.
    text : str
        As written.
    code, parent : str
        Code of the area meant (empty for a foreign name) and of the area around.
    """

    country: str
    level: str
    how: str
    text: str
    code: str
    parent: str


def misspelt(areas: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """Return misspelt names of `countries`, and names that do not exist there.

    Parameters
    ----------
    areas : pandas.DataFrame
        ``country``, ``level``, ``area_code``, ``area_name``, ``parent_code``.
    countries : iterable of str
        ISO alpha-3 codes.

    Returns
    -------
    pandas.DataFrame
        The fields of :class:`Misspelt`.
    """
    rng = random.Random(SEED)
    everywhere = list(areas[["country", "area_name"]].itertuples(index=False, name=None))
    rows: list[Misspelt] = []
    for country in countries:
        own = areas[areas["country"] == country]
        known = {core_key(name) for name in own["area_name"]}
        for level, listed in own.groupby("level"):
            chosen = rng.sample(range(len(listed)), min(PER_LEVEL, len(listed)))
            for row in listed.iloc[sorted(chosen)].itertuples():
                for how, text in _corruptions(row.area_name, str(level), rng):
                    rows.append(
                        Misspelt(country, str(level), how, text, row.area_code, row.parent_code)
                    )
            parents = listed["parent_code"].tolist()
            for text in _foreign(country, known, everywhere, rng):
                parent = rng.choice(parents)
                rows.append(Misspelt(country, str(level), "foreign", text, "", parent))
    return pd.DataFrame(rows)


def _corruptions(name: str, level: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    ways: dict[str, Callable[[str, random.Random], str]] = {
        "case, accents": _plain,
        "one typo": _typo,
        "two typos": lambda text, r: _typo(_typo(text, r), r),
        "kind of area": lambda text, r: r.choice(_KINDS[level]).format(text),
        "words swapped": _swapped,
        "abbreviated": _abbreviated,
        "spelt by ear": _by_ear,
        "joined, split": _joined,
        "double letters": _doubled,
        "saint": _saint,
        "read by a machine": _read_by_machine,
    }
    for how, way in ways.items():
        text = way(name, rng)
        if text and (text != name or how == "case, accents"):
            yield how, text


def _plain(name: str, rng: random.Random) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    ways = (str.upper, str.lower, lambda t: t.replace("-", " "), lambda t: t.replace("'", ""))
    return rng.choice(ways)(text)


def _typo(name: str, rng: random.Random) -> str:
    """Lose, add, replace a letter, or exchange two."""
    letters = [position for position, char in enumerate(name) if char.isalpha()]
    if not letters:
        return name
    at, other = rng.choice(letters), chr(97 + rng.randrange(26))
    match rng.randrange(4):
        case 0 if len(letters) > 3:
            return name[:at] + name[at + 1 :]
        case 1:
            return name[:at] + other + name[at:]
        case 2 if name[at + 1 : at + 2].isalpha() and name[at + 1].lower() != name[at].lower():
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        case _:
            return name[:at] + other + name[at + 1 :]


def _swapped(name: str, rng: random.Random) -> str:
    words = re.split(r"[\s-]+", name)
    mixed = rng.sample(words, len(words))
    return "" if mixed == words else " ".join(mixed)


def _abbreviated(name: str, rng: random.Random) -> str:
    words = re.split(r"[\s-]+", name)
    at = rng.randrange(len(words))
    if len(words) < 2 or len(words[at]) < 4 or not words[at].isalpha():
        return ""
    words[at] = f"{words[at][: rng.choice((1, 3))]}."
    return " ".join(words)


def _by_ear(name: str, rng: random.Random) -> str:
    fitting = [(old, new) for old, new in _SPELLINGS if old in name.lower()]
    if not fitting:
        return ""
    old, new = rng.choice(fitting)
    at = name.lower().index(old)
    return name[:at] + new + name[at + len(old) :]


def _joined(name: str, rng: random.Random) -> str:
    """Lose spaces and hyphens, exchange them, or split a word."""
    if re.search(r"[\s-]", name):
        return rng.choice((re.sub(r"[\s-]+", "", name), re.sub(r"[\s-]+", "-", name)))
    at = len(name) // 2
    return f"{name[:at]} {name[at:]}" if len(name) > 7 else ""


def _doubled(name: str, rng: random.Random) -> str:
    """Lose one of two equal letters, or write a letter twice."""
    single = re.sub(r"([a-z])\1", r"\1", name)
    places = [at for at in range(1, len(name)) if name[at].isalpha()]
    if single != name or not places:
        return "" if single == name else single
    at = rng.choice(places)
    return name[:at] + name[at].lower() + name[at:]


def _saint(name: str, rng: random.Random) -> str:
    """Shorten a saint."""
    short = rng.choice(("St", "St.", "St-"))
    return re.sub(r"\b(?:Saint|Sainte)[\s-]+", f"{short} ", name) if "Saint" in name else ""


def _read_by_machine(name: str, rng: random.Random) -> str:
    """Take letters for others that look like them."""
    pairs = (("m", "rn"), ("rn", "m"), ("l", "1"), ("o", "0"), ("cl", "d"), ("i", "l"), ("I", "l"))
    fitting = [pair for pair in pairs if pair[0] in name]
    return name.replace(*rng.choice(fitting), 1) if fitting else ""


def _foreign(
    country: str, known: set[str], everywhere: list[tuple[str, str]], rng: random.Random
) -> Iterator[str]:
    count = 0
    while count < FOREIGN_PER_LEVEL:
        other, name = rng.choice(everywhere)
        if other != country and core_key(name) not in known:
            count += 1
            yield name
