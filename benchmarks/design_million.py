"""A design proposed for a million rows of 30 columns: seconds and memory, beside plain pandas.

Run with ``python -m benchmarks.design_million``. It makes its own table, the same on every machine:
visits to water points in a hierarchy of areas (region, province, commune, village, each with code
and name), by organisations with their kind, for projects; lists of choices, several choices in one
cell, marks, numbered columns, dates, amounts, free text, blanks, a few contradictions. Beside it
stands what one would write with pandas to find which columns decide which: a group-by of every pair
of the columns of text. Each side runs in a process of its own; memory is the most that it ever held
less what the table takes.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.database import Source, check_design, flat_view, propose_design, split_sources

ROWS, SEED = 1_000_000, 5

_KINDS = ("ONG nationale", "ONG internationale", "Agence des Nations unies", "État")
_STATES = ("fonctionne", "en panne", "abandonné", "saisonnier")
_NEEDS = ("eau", "abri", "santé", "école", "vivres")


class Visits:
    """The columns of the table, drawn one after the other."""

    def __init__(self, rows: int, seed: int) -> None:
        self.rows = rows
        self.random = np.random.default_rng(seed)

    def draw(self, count: int) -> npt.NDArray[np.int64]:
        """Draw numbers below `count`."""
        return self.random.integers(0, count, self.rows)

    def written(self, form: str, numbers: npt.NDArray[np.int64]) -> pd.Series:
        """Write numbers as text, each different one once."""
        codes, distinct = pd.factorize(numbers)
        texts = np.array([form % number for number in distinct.tolist()], dtype=object)
        return pd.Series(texts[codes], dtype="str")

    def chosen(self, words: Sequence[str]) -> pd.Series:
        """Draw words."""
        return pd.Series(np.array(words, dtype=object)[self.draw(len(words))], dtype="str")

    def areas(self) -> dict[str, pd.Series]:
        """Four levels, each with code and name; one name in ten thousand is another's."""
        village = self.draw(6000)
        made: dict[str, pd.Series] = {}
        for word, share in (("Région", 750), ("Province", 120), ("Commune", 15), ("Village", 1)):
            made[f"Code {word}"] = self.written(f"BF{word[0]}%05d", village // share)
            made[word] = self.written(f"{word} de Ba%d", village // share)
        wrong = self.random.random(self.rows) < 0.0001
        made["Commune"] = made["Commune"].mask(wrong, "Commune de Ba0")
        return made

    def needs(self) -> dict[str, pd.Series]:
        """Several choices: in one cell, and as marks."""
        marks = {word: self.random.random(self.rows) < 0.3 for word in _NEEDS}
        asked = self.random.random(self.rows) < 0.8
        number = sum((2**i * (marks[word] & asked) for i, word in enumerate(_NEEDS)), 0)
        cells = [" ".join(w for i, w in enumerate(_NEEDS) if n >> i & 1) or None for n in range(32)]
        made = {"besoins": pd.Series(np.array(cells, dtype=object)[number], dtype="str")}
        for word, mark in marks.items():
            made[f"besoins/{word}"] = pd.Series(mark.astype(int), dtype="Int64").where(asked)
        return made

    def frame(self) -> pd.DataFrame:
        """Return the 30 columns."""
        organisation, project = self.draw(300), self.draw(800)
        children = self.random.random((self.rows, 2)) < (0.6, 0.2)
        days = pd.date_range("2022-01-01", "2024-12-31").to_numpy(dtype="datetime64[us]")
        said = self.written("Note de la fiche %d", np.arange(self.rows))
        ages = [pd.Series(self.draw(15), dtype="Int64").where(here) for here in children.T]
        names = [self.written("Enfant %d", self.draw(5000)).where(here) for here in children.T]
        return pd.DataFrame(
            {
                "Fiche": self.written("F-%07d", np.arange(self.rows)),
                **self.areas(),
                "Organisation": self.written("Association numéro %d", organisation),
                "Type d'organisation": pd.Series(
                    np.array(_KINDS, dtype=object)[organisation % 4], dtype="str"
                ),
                "ID projet": self.written("PRJ-%04d", project),
                "Projet": self.written("Projet d'adduction %d", project),
                "Date": days[self.draw(len(days))],
                "État": self.chosen(_STATES),
                "Débit": pd.Series(self.random.gamma(2.0, 3.0, self.rows)),
                "Ménages": pd.Series(self.draw(400), dtype="Int64"),
                "Observations": said.where(self.random.random(self.rows) < 0.4),
                **self.needs(),
                "enfant1_nom": names[0],
                "enfant1_age": ages[0],
                "enfant2_nom": names[1],
                "enfant2_age": ages[1],
                "Vide": pd.Series([None] * self.rows, dtype="str"),
            }
        )


def proposed(frame: pd.DataFrame) -> dict[str, Any]:
    """Propose a design."""
    proposal = propose_design([Source("visites", frame)], language="en")
    return {"tables": [table.name for table in proposal.design.tables]}


def shared_out(frame: pd.DataFrame) -> dict[str, Any]:
    """Propose a design, share the rows out and put them together again."""
    source = Source("visites", frame)
    design = propose_design([source], language="en").design
    check_design(design, [source]).raise_errors()
    split = split_sources(design, [source])
    again = flat_view(design, split.rows, "visites")
    return {"rows": len(again), "cells listed": len(split.left_out)}


def with_pandas(frame: pd.DataFrame) -> dict[str, Any]:
    """Group by every column of text and count the different values of every other."""
    texts = [name for name in frame.columns if frame[name].dtype == "str" and name != "Vide"]
    exact = sum(
        bool(frame.groupby(one)[other].nunique().max() == 1)
        for one, other in permutations(texts, 2)
    )
    return {"rules": exact}


SIDES: dict[str, Callable[[pd.DataFrame], dict[str, Any]]] = {
    "proposed": proposed,
    "proposed and shared out": shared_out,
    "group-by of every pair": with_pandas,
}


def measured(side: str, rows: int) -> dict[str, Any]:
    """Run one side here."""
    frame = Visits(rows, SEED).frame()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    said = SIDES[side](frame)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = float(frame.memory_usage(deep=True).sum()) / 1e9
    return {"seconds": seconds, "gb": (peak - before) / 1e6, "table_gb": size, **said}


def main() -> None:
    """Print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--side", choices=list(SIDES), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.side:
        print(json.dumps(measured(given.side, given.rows)))
        return
    print(f"{given.rows:,} rows × 30 columns")
    for side in SIDES:
        command = [sys.executable, "-m", "benchmarks.design_million"]
        command += ["--rows", str(given.rows), "--side", side]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        said = json.loads(done.stdout.splitlines()[-1])
        shown = {key: value for key, value in said.items() if key not in ("seconds", "gb")}
        print(f"{side:26} {said['seconds']:7.1f} s  +{said['gb']:.2f} GB  {shown}")


if __name__ == "__main__":
    main()
