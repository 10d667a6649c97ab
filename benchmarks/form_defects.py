"""Recall and false alarms of the check of forms, on forms with one planted defect each.

Run with ``python -m benchmarks.form_defects``. Three clean forms (:mod:`tests.forms.planted`) are
spoilt in one cell, in all places where a kind of defect can stand. A defect is found if the finding
that tells it stands at its cell; everything else that is said, and was not said of the clean twin
nor follows from the defect by necessity, is a false alarm.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from probono_kit.findings import Finding
from probono_kit.forms import lint_form
from tests.forms.planted import CLEAN, KINDS, Defect


@dataclass(frozen=True)
class Result:
    """What was said of a spoilt form.

    Parameters
    ----------
    defect : Defect
        What was planted.
    found : bool
        Whether it was told, at its cell.
    others : tuple of Finding
        False alarms.
    """

    defect: Defect
    found: bool
    others: tuple[Finding, ...]


def planted(most: int | None = None) -> Iterator[Defect]:
    """Yield the defects.

    Parameters
    ----------
    most : int, optional
        Of each kind at most so many, spread over all its places.
    """
    for name, plants in KINDS.items():
        sites = [
            Defect(name, base, site)
            for plant in plants
            for base, draft in CLEAN.items()
            for site in plant(draft)
        ]
        step = 1 if most is None else max(1, -(-len(sites) // most))
        yield from sites[::step]


def check(defects: Iterable[Defect], folder: Path) -> Iterator[Result]:
    """Yield what is said of each spoilt form."""
    for number, defect in enumerate(defects):
        site = defect.site
        said = lint_form(site.draft.write(folder / str(number)), convert=False)
        right = [f for f in said if (f.code, f.where) == (site.code, site.where)]
        allowed = {site.code, *site.follow}
        yield Result(defect, bool(right), tuple(f for f in said if f.code not in allowed))


def main() -> None:
    """Print a line per kind, then what was missed and what was said in vain."""
    begun = time.process_time()
    with TemporaryDirectory() as name:
        results = list(check(planted(), Path(name)))
    seconds = time.process_time() - begun
    print(f"{'kind':44}{'planted':>8}{'found':>7}{'false':>7}")
    for kind in KINDS:
        own = [each for each in results if each.defect.kind == kind]
        counts = (len(own), sum(r.found for r in own), sum(len(r.others) for r in own))
        print(f"{kind:44}{counts[0]:8}{counts[1]:7}{counts[2]:7}")
    found, vain = sum(r.found for r in results), sum(len(r.others) for r in results)
    print(f"{len(results)} defects, {found} found, {vain} false alarms, {seconds:.0f} s")
    for result in results:
        if not result.found:
            print(f"missed: {result.defect} · {result.defect.site.code}")
    for code, count in Counter(f.code for r in results for f in r.others).most_common():
        print(f"in vain: {code} × {count}")


if __name__ == "__main__":
    main()
