"""Which character separates the columns of a text file."""

from __future__ import annotations

import csv
import gc
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from probono_kit.findings import Findings

#: Separators that are looked for, the rarest in running text first: ties go to it.
SEPARATORS = ("\t", "|", ";", ",")

#: How much of a file the choice looks at.
SAMPLE_CHARACTERS = 2**19


def separator_shares(
    text: str, separators: Sequence[str] = SEPARATORS
) -> dict[str, tuple[int, float]]:
    """For each separator, the most common number of cells in a row and the share of such rows.

    Examples
    --------
    >>> separator_shares("Région;Taux\\nThiès;12,5\\nDakar;8,1\\n")[";"]
    (2, 1.0)
    """
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    found = {}
    for separator in separators:
        widths: Counter[int] = Counter()
        with any_field_size():
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
                if any(cell.strip() for cell in row):
                    widths[len(row)] += 1
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            found[separator] = (1, 0.0)
            continue
        width = max(several, key=lambda w: (several[w], w))
        found[separator] = (width, several[width] / widths.total())
    return found


def _worth(found: tuple[int, float]) -> float:
    width, share = found
    return share * float(min(width - 1, 8) ** 0.25)


def best_separator(shares: dict[str, tuple[int, float]]) -> str:
    """Return the separator that fits best, empty when none does."""
    best = max(shares, key=lambda separator: _worth(shares[separator]))
    return best if shares[best][1] > 0 else ""


def report_separator(
    path: Path, chosen: str, shares: dict[str, tuple[int, float]], findings: Findings
) -> None:
    """Report separators that would have fitted nearly as well."""
    if not chosen:
        return
    rivals = [
        name
        for name, found in shares.items()
        if name != chosen and found[1] and _worth(found) > 0.9 * _worth(shares[chosen])
    ]
    if rivals:
        findings.add(
            "tables.separator_unsure",
            path.name,
            separator=_shown(chosen),
            rivals=tuple(map(_shown, rivals)),
        )


def _shown(separator: str) -> str:
    return {"\t": "Tab"}.get(separator, f"« {separator} »")


@contextmanager
def any_field_size() -> Iterator[None]:
    """Let a cell be as long as it is, and do not search for cycles among millions of texts."""
    before = csv.field_size_limit(2**31 - 1)
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        csv.field_size_limit(before)
        if collecting:
            gc.enable()
