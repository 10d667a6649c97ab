"""Spellings of one thing: how many are proposed, and how many proposals are wrong.

Run with ``python -m benchmarks.spellings [LIST]``. Columns of organisations, activities and, with
LIST (OCHA's global list of P-codes, admin 1 and 2; see ``benchmarks.place_names``), places of
twelve countries get misspelt cells, always the same ones. Beside ours: the fingerprint alone, and
all pairs of texts with rapidfuzz's ratio of 90 or more, as scripts usually do it.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from probono_kit.tables import propose_spellings

SEED = 20250430
COUNTRIES = ("TCD", "COD", "NER", "MLI", "BFA", "CMR", "SSD", "YEM", "COL", "HTI", "AFG", "ETH")

_KINDS = ("Association", "Fondation", "Organisation", "Réseau", "Comité", "Union", "Initiative")
_WHO = ("des Femmes", "des Jeunes", "des Éleveurs", "des Producteurs", "des Volontaires")
_WHAT = (
    *("pour le Développement Rural", "pour la Santé Communautaire", "pour la Paix", "de Goma"),
    *("pour la Protection de l'Enfance", "du Nord-Kivu", "du Sud-Kivu", "de l'Est", "de l'Ouest"),
    *("pour le Progrès", "contre la Faim", "de Boma", "pour l'Éducation", "Solidaires"),
)
_ACTIVITIES = (
    *("Distribution de vivres", "Distribution de semences", "Construction de latrines"),
    *("Réhabilitation de forages", "Construction de forages", "Cantines scolaires"),
    *("Prise en charge de la malnutrition aiguë sévère", "Clinique mobile", "Espaces amis"),
    *("Prise en charge de la malnutrition aiguë modérée", "Soutien psychosocial", "Cash for work"),
    *("Formation des enseignants", "Formation des agents de santé", "Vaccination de routine"),
    *("Sensibilisation à l'hygiène", "Sensibilisation aux risques des mines", "Déminage"),
    *("Phase 1 : évaluation", "Phase 2 : évaluation", "Phase II : abris", "Phase III : abris"),
    *("Water trucking", "School feeding", "Food assistance", "Hygiene promotion", "Shelter repair"),
    *("Emploi formel", "Emploi informel", "Réunion interne", "Réunion externe", "Abris d'urgence"),
    *("Construction of wells", "Rehabilitation of wells", "Mobile clinic", "Case management"),
)
_SOUNDS = (("ph", "f"), ("qu", "k"), ("ou", "u"), ("ss", "s"), ("c", "k"), ("y", "i"), ("é", "ai"))


def main() -> None:
    """Print recall and precision of each way on each column."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", type=Path, nargs="?", help="OCHA's global list of P-codes")
    columns = {"organisations": _organisations(), "activities": list(_ACTIVITIES)}
    if (path := parser.parse_args().list) is not None:
        columns |= _places(path)
    print(f"{'column':<22}{'way':<26}{'recall':>8}{'precision':>11}{'proposed':>10}{'s':>8}")
    totals: dict[str, list[int]] = {}
    for column, names in columns.items():
        cells, meant = _misspelt_column(names)
        for way, propose in WAYS.items():
            start = time.perf_counter()
            pairs = propose(cells)
            seconds = time.perf_counter() - start
            right = [pair for pair in pairs if meant[pair[0]] == meant[pair[1]]]
            wrong_texts = set(meant) - set(names)
            found = len({text for pair in right for text in pair} & wrong_texts)
            wanted = len(wrong_texts)
            _print(
                column, way, found / wanted, len(right) / max(len(pairs), 1), len(pairs), seconds
            )
            total = totals.setdefault(way, [0, 0, 0, 0])
            for i, count in enumerate((found, wanted, len(right), len(pairs))):
                total[i] += count
    for way, (found, wanted, right, proposed) in totals.items():
        _print("all", way, found / wanted, right / max(proposed, 1), proposed, 0.0)


def _print(column: str, way: str, recall: float, precision: float, pairs: int, s: float) -> None:
    print(f"{column:<22}{way:<26}{recall:>8.1%}{precision:>11.1%}{pairs:>10}{s:>8.2f}")


# ---- ways of proposing ------------------------------------------------------------------------


def _ours(cells: pd.Series, **options: list[str]) -> list[tuple[str, str]]:
    found = propose_spellings(cells, **options)  # type: ignore[arg-type]
    changed = found[found["value"] != found["proposal"]]
    return list(zip(changed["value"], changed["proposal"], strict=True))


def _fingerprint(cells: pd.Series) -> list[tuple[str, str]]:
    return _ours(cells, methods=["fingerprint"])


def _ratio(cells: pd.Series) -> list[tuple[str, str]]:
    texts = [str(text) for text in cells.value_counts().index]
    lowered = [text.lower().strip() for text in texts]
    pairs = []
    for at, text in enumerate(lowered):
        best = process.extractOne(text, lowered[:at], scorer=fuzz.ratio, score_cutoff=90)
        if best is not None:
            pairs.append((texts[at], texts[best[2]]))
    return pairs


WAYS: dict[str, Callable[[pd.Series], list[tuple[str, str]]]] = {
    "ours": _ours,
    "fingerprint alone": _fingerprint,
    "ratio of 90 and more": _ratio,
}

# ---- columns ----------------------------------------------------------------------------------


def _organisations() -> list[str]:
    rng = random.Random(SEED)
    names = [" ".join(parts) for parts in itertools.product(_KINDS, _WHO, _WHAT)]
    return sorted(rng.sample(names, 220))


def _places(path: Path) -> dict[str, list[str]]:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table[table["Admin Level"] == "2"]
    return {
        f"places of {country}": sorted(set(table.loc[table["Location"] == country, "Name"]))[:250]
        for country in COUNTRIES
    }


def _misspelt_column(names: list[str]) -> tuple[pd.Series, dict[str, str]]:
    """Return a column with correct and misspelt cells, and what each text means."""
    rng = random.Random(SEED)
    meant = {name: name for name in names}
    cells = [name for name in names for _ in range(min(int(3 * rng.paretovariate(1)), 60))]
    for name in names:
        for text in _corruptions(name, rng):
            if text not in meant and rng.random() < 0.4:
                meant[text] = name
                cells += [text] * rng.choice((1, 1, 1, 2, 3))
    rng.shuffle(cells)
    return pd.Series(cells, dtype=object), meant


def _corruptions(name: str, rng: random.Random) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    yield rng.choice((plain, plain.upper(), name.lower(), f"{name}.", name.replace("-", " ")))
    yield _typo(name, rng)
    if len(name) > 11:
        yield _typo(_typo(name, rng), rng)
    words = name.split()
    if len(words) > 2:
        yield " ".join([*words[1:], words[0]])
        at = rng.randrange(len(words) - 1)
        yield " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    heard = [(old, new) for old, new in _SOUNDS if old in name.lower()]
    if heard:
        old, new = rng.choice(heard)
        yield name.lower().replace(old, new, 1).capitalize()


def _typo(name: str, rng: random.Random) -> str:
    at, letter = rng.randrange(1, len(name)), chr(97 + rng.randrange(26))
    if not name[at].isalpha():
        return name
    after = name[at + 1 :]
    ways = (after, letter + name[at:], letter + after, after[:1] + name[at] + after[1:])
    return name[:at] + rng.choice(ways)


if __name__ == "__main__":
    main()
