"""A million rows read, typed, cleaned and logged: seconds and memory, beside `pandas.read_csv`.

Run with ``python -m benchmarks.clean_million``. It makes its own file, the same on every machine: a
survey as an NGO exports it in French, 20 columns separated by ``;``, with what makes such files
hard: dates as dd/mm/yyyy, decimal commas, codes with leading zeros, phone numbers, words for “no
value”, spaces that do not show, blanks, free text. Each side runs in a process of its own, in
turns; the seconds are those of the work (no start-up, no imports), and memory is the most that the
process ever held (the kernel's high-water mark) less what it held after its imports.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

ROWS, SEED, TURNS = 1_000_000, 4, 3

_ODD = ("ND", "n/a", "-", " ", "")
_PARTS = (
    *("Ba", "Bou", "Da", "Dia", "Fa", "Gao", "Ka", "Ko", "Kou", "La", "Ma", "Mbé", "Na", "Ngo"),
    *("Nié", "Ou", "Pô", "Sa", "Ségué", "Ta", "Tou", "Yé", "Za", "Zi"),
)
_FIRST = ("Awa", "Fatoumata", "Moussa", "Issa", "Mariam", "Adama", "Salif", "Aïcha", "Hervé", "Zoé")
_LAST = ("Ouédraogo", "Traoré", "Diallo", "Sawadogo", "Kaboré", "Coulibaly", "Zongo", "N'Diaye")
_WATER = ("Forage", "Puits protégé", "Puits non protégé", "Borne-fontaine", "Rivière", "Camion")
_SAID = ("Le forage est en panne", "Attend une réponse", "École à 3 km", "Rien à signaler", "RAS")

Texts = npt.NDArray[np.object_]


class Survey:
    """The columns of the file, drawn one after the other."""

    def __init__(self, rows: int, seed: int) -> None:
        self.rows = rows
        self.random = np.random.default_rng(seed)

    def one_of(self, words: list[str] | tuple[str, ...]) -> Texts:
        """Draw words, the first ones more often."""
        share = self.random.beta(1.0, 1.6, self.rows)
        return np.array(words, dtype=object)[(share * len(words)).astype(int)]

    def names(self, count: int) -> list[str]:
        """Make names of places."""
        picks = self.random.integers(0, len(_PARTS), (count, 3))
        made = ("".join(_PARTS[i] for i in row).capitalize() for row in picks.tolist())
        return list(dict.fromkeys(made))

    def numbered(self, form: str, low: int, high: int) -> Texts:
        """Write whole numbers in `form`."""
        numbers = self.random.integers(low, high, self.rows)
        return np.array([form % number for number in numbers.tolist()], dtype=object)

    def decimals(self, form: str, scale: float) -> Texts:
        """Write numbers with a decimal comma."""
        numbers = self.random.gamma(2.0, scale, self.rows)
        return np.array([(form % number).replace(".", ",") for number in numbers.tolist()], object)

    def dirty(self, texts: Texts, share: float, *, spaces: bool = True) -> Texts:
        """Blank some cells, say “no value” in others, add spaces that do not show."""
        made = texts.copy()
        drawn = self.random.random(self.rows)
        odd = np.flatnonzero(drawn < share / 2)
        made[odd] = self.random.choice(np.array(_ODD, dtype=object), len(odd))
        if spaces:
            spaced = np.flatnonzero((drawn >= share / 2) & (drawn < share))
            made[spaced] = np.char.add(" ", np.char.add(made[spaced].astype(str), "\u00a0"))
        return made

    def dates(self) -> Texts:
        """Write days of three years, the day first."""
        days = pd.date_range("2022-01-01", "2024-12-31").strftime("%d/%m/%Y").to_numpy(dtype=object)
        return np.array(days)[self.random.integers(0, len(days), self.rows)]

    def columns(self) -> dict[str, Texts]:
        """Return the 20 columns."""
        said = self.one_of(_SAID) + self.numbered(" (fiche %d)", 1, 90_000)
        said[self.random.random(self.rows) < 0.6] = ""
        people = [f"{first} {last}" for first in _FIRST for last in _LAST]
        numbers = np.arange(1, self.rows + 1).tolist()
        return {
            "Identifiant": np.array([f"MEN-{number:07d}" for number in numbers], dtype=object),
            "Date de visite": self.dirty(self.dates(), 0.01, spaces=False),
            "Région": self.dirty(self.one_of(self.names(13)), 0.01),
            "Province": self.dirty(self.one_of(self.names(45)), 0.01),
            "Commune": self.dirty(self.one_of(self.names(350)), 0.02),
            "Village": self.dirty(self.one_of(self.names(6000)), 0.02),
            "Code du village": self.numbered("%05d", 101, 9000),
            "Enquêteur": self.one_of(people),
            "Nom du chef de ménage": self.dirty(self.one_of(people), 0.02),
            "Sexe": self.one_of(["Femme", "Homme"]),
            "Âge": self.dirty(self.numbered("%d", 15, 95), 0.02, spaces=False),
            "Taille du ménage": self.numbered("%d", 1, 18),
            "Téléphone": self.dirty(self.numbered("+226 %d", 50_000_000, 79_999_999), 0.05),
            "Déplacé": self.dirty(self.one_of(["oui", "non", "Oui", "OUI", "Non"]), 0.02),
            "Source d'eau": self.dirty(self.one_of(_WATER), 0.01),
            "Distance en km": self.dirty(self.decimals("%.1f", 1.5), 0.02, spaces=False),
            "Revenu": self.dirty(self.decimals("%.2f", 9000.0), 0.03, spaces=False),
            "Latitude": self.decimals("12.%05.0f", 9000.0),
            "Eau suffisante": self.one_of(["Oui", "Non", "Ne sait pas"]),
            "Observations": said,
        }


#: A recipe as an NGO would write it for this survey.
RULES = """
steps:
  - {map: Sexe, values: {Femme: F, Homme: H}}
  - {map: Déplacé, values: {OUI: oui, Oui: oui, Non: non}}
  - {deduplicate: [Identifiant]}
  - {check: Identifiant, unique: true}
  - {check: Âge, between: [0, 110]}
  - {check: Taille du ménage, between: [1, 16]}
  - {check: Code du village, matches: "[0-9]{5}"}
  - {check: Sexe, among: [F, H]}
  - {check: Région, required: true}
  - {check: Distance en km, between: [0, 25]}
  - {check: Revenu, outliers: iqr}
  - {check: Âge, when: "[Taille du ménage] > 10", then: "[Âge] >= 18"}
"""


def make_file(path: Path, rows: int = ROWS, seed: int = SEED) -> None:
    """Write the file: UTF-8, ``;``, cells quoted where they need it."""
    table = pa.table(
        {name: pa.array(texts) for name, texts in Survey(rows, seed).columns().items()}
    )
    options = pyarrow.csv.WriteOptions(delimiter=";", quoting_style="needed")
    pyarrow.csv.write_csv(table, path, options)


# ---- the two sides, each in a process of its own ------------------------------------------------


def with_pandas(path: Path) -> dict[str, float]:
    """Read the file as the documentation of pandas begins: one line."""
    start = time.perf_counter()
    frame = pd.read_csv(path, sep=";")
    return {"read_csv": time.perf_counter() - start, "cells": float(frame.size)}


def with_c(path: Path) -> dict[str, float]:
    """Read the file with the reader that pandas had for most of its life."""
    start = time.perf_counter()
    frame = pd.read_csv(path, sep=";", engine="c")
    return {"read_csv, engine c": time.perf_counter() - start, "cells": float(frame.size)}


def with_ours(path: Path) -> dict[str, float]:
    """Read, type, clean by a recipe of twelve rules, and log."""
    from probono_kit.tables import clean, clean_table, cleaning, read_recipe, read_table

    stages: dict[str, float] = {}
    for module, names in ((clean, _OWN), (cleaning, ("typed",))):
        for name in names:
            setattr(module, name, _timed(getattr(module, name), _STAGES[name], stages))
    with TemporaryDirectory() as folder:
        written = Path(folder) / "rules.yml"
        written.write_text(RULES, encoding="utf-8")
        recipe = read_recipe(written)
    start = time.perf_counter()
    read = read_table(path)
    stages["read"] = time.perf_counter() - start
    start = time.perf_counter()
    made = clean_table(read, recipe=recipe)
    whole = time.perf_counter() - start
    stages[_STAGES["run_steps"]] -= stages[_STAGES["typed"]]
    stages["all else"] = whole - sum(stages.values()) + stages["read"]
    return {**stages, "cells": float(made.frame.size), "logged": float(len(made.log))}


#: The functions that `clean_table` calls for what takes long.
_STAGES = {
    "at_once": "distinct texts",
    "tidied": "tidy, recognise “no value”",
    "run_steps": "12 rules",
    "typed": "type",
    "build_log": "log",
    "text_frame": "clean table as text",
    "_typed": "clean table with types",
    "_assert_replays": "raw + log = clean",
}
_OWN = tuple(name for name in _STAGES if name != "typed")


def _timed(work: Callable[..., Any], stage: str, stages: dict[str, float]) -> Callable[..., Any]:
    """Return a function that does the same, and notes the seconds."""

    def timed(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        made = work(*given, **named)
        stages[stage] = stages.get(stage, 0.0) + time.perf_counter() - start
        return made

    return timed


SIDES: dict[str, Callable[[Path], dict[str, float]]] = {
    "pandas": with_pandas,
    "pandas, engine c": with_c,
    "ours": with_ours,
}


def main() -> None:
    """Run one side, or both in turns."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--file", type=Path, help="a file to use, or to make if it is not there")
    arguments.add_argument("--turns", type=int, default=TURNS)
    arguments.add_argument("--side", choices=list(SIDES), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.side:
        print(json.dumps(_measured(given.side, given.file)))
        return
    with TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "menages.csv"
        if not path.exists():
            make_file(path, given.rows)
        _compare(path, given.turns)


def _measured(side: str, path: Path) -> dict[str, float]:
    import probono_kit.tables  # noqa: F401  both sides start from the same imports

    pc.sum(pa.array([1]))
    before = _held("VmRSS")
    stages = SIDES[side](path)
    return {**stages, "memory": _most_held() - before}


def _held(name: str) -> int:
    """Return bytes that the kernel counts for this process; 0 where it does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def _most_held() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return _held("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _compare(path: Path, turns: int) -> None:
    size = path.stat().st_size
    found: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(turns):
        for side, runs in found.items():
            command = [sys.executable, "-m", "benchmarks.clean_million", "--side", side]
            done = subprocess.run(
                [*command, "--file", str(path)], capture_output=True, check=True, text=True
            )
            runs.append(json.loads(done.stdout))
    print(f"{path.name}: {size / 1e6:.0f} MB; best of {turns} turns on {os.cpu_count()} processors")
    best = {side: min(runs, key=_seconds) for side, runs in found.items()}
    for side, run in best.items():
        print(f"{side:>16}: {_seconds(run):6.2f} s, {run['memory'] / 1e6:5.0f} MB")
    ours = best["ours"]
    for name, seconds in _stages(ours).items():
        print(f"{name:>34}: {seconds:5.2f} s, {100 * seconds / _seconds(ours):3.0f} %")
    print(f"cells logged: {ours['logged']:,.0f} of {ours['cells']:,.0f}")
    for side in ("pandas", "pandas, engine c"):
        print(
            f"beside {side}: {_seconds(ours) / _seconds(best[side]):.1f} × the time,"
            f" {ours['memory'] / best[side]['memory']:.1f} × the memory"
        )
    print(f"memory: {ours['memory'] / size:.1f} × the file")


_COUNTS = ("cells", "logged", "memory")


def _stages(run: dict[str, float]) -> dict[str, float]:
    return {name: seconds for name, seconds in run.items() if name not in _COUNTS}


def _seconds(run: dict[str, float]) -> float:
    return sum(_stages(run).values())


if __name__ == "__main__":
    main()
