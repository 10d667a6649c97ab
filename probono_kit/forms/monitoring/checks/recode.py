"""“Other, specify” that says what is among the choices, or what many say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.answers import OtherPair
from probono_kit.forms.monitoring.interviews import Interviews
from probono_kit.forms.monitoring.issues import Asked, Issue
from probono_kit.forms.monitoring.questions import choices_of, labels_of, spaced
from probono_kit.tables.cells import fold, shorten

#: What is written by so many, and by this share of those who say “other”, may be a choice.
_MANY, _SHARE = 5, 0.05


def to_recode(interviews: Interviews) -> Iterator[Issue]:
    """Yield texts behind “other” that equal a choice's label, and those that many write."""
    for pair in interviews.roles.others:
        frame = interviews.submissions.tables[pair.table]
        codes, values = pd.factorize(frame[pair.text].astype("str"))
        folded = [fold(str(value)) for value in values]
        known = _choices(interviews, pair)
        equal = [known.get(text, "") for text in folded]
        yield from _equal(interviews, pair, codes, [str(value) for value in values], equal)
        yield from _frequent(pair, codes, folded, [str(value) for value in values], equal)


def _choices(interviews: Interviews, pair: OtherPair) -> dict[str, str]:
    """Return the names of the choices by their folded labels; none that is not certain."""
    found: dict[str, set[str]] = {}
    question = interviews.questions.get((pair.table, pair.select))
    for choice in choices_of(interviews.submissions.form, question):
        if choice.name == pair.choice:
            continue
        for text in {fold(label) for label in labels_of(choice)} | {spaced(choice.name)}:
            found.setdefault(text, set()).add(choice.name)
    return {text: next(iter(names)) for text, names in found.items() if text and len(names) == 1}


def _equal(
    interviews: Interviews, pair: OtherPair, codes: np.ndarray, values: list[str], equal: list[str]
) -> Iterator[Issue]:
    frame = interviews.submissions.tables[pair.table]
    above = interviews.rows_above(pair.table)
    wanted = np.array([bool(name) for name in equal] or [False])
    here = (codes >= 0) & (above >= 0) & wanted[np.maximum(codes, 0)]
    chosen = frame[pair.select].astype("str").fillna("").to_numpy(dtype=object)
    keys = frame["_key"].astype(str).to_numpy(dtype=object)
    for at in np.flatnonzero(here).tolist():
        name = equal[codes[at]]
        yield interviews.issue(
            "monitor.other_recode",
            Severity.WARNING,
            int(above[at]),
            question=pair.select,
            value=shorten(values[codes[at]], 80),
            expected=name,
            row="" if pair.table == "main" else str(keys[at]),
            suggestion=_recoded(str(chosen[at]), pair.choice, name),
            asked=Asked(pair.table, pair.select),
            text=shorten(values[codes[at]], 60),
            choice=name,
        )


def _recoded(chosen: str, other: str, name: str) -> str:
    """Return the answer with the choice in place of “other”, in the order of the answer."""
    parts = [name if part == other else part for part in chosen.split()] or [name]
    return " ".join(dict.fromkeys(parts))


def _frequent(
    pair: OtherPair, codes: np.ndarray, folded: list[str], values: list[str], equal: list[str]
) -> Iterator[Issue]:
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    whole = int(counts.sum())
    sums: dict[str, int] = {}
    written: dict[str, str] = {}
    for text, value, count, name in zip(folded, values, counts.tolist(), equal, strict=True):
        if text and not name:
            sums[text] = sums.get(text, 0) + count
            written.setdefault(text, value)
    for text, count in sorted(sums.items(), key=lambda each: (-each[1], each[0])):
        if count < max(_MANY, _SHARE * whole):
            break
        yield Issue(
            "monitor.other_frequent",
            Severity.NOTE,
            question=pair.text,
            value=shorten(written[text], 80),
            values={
                "asked": Asked(pair.table, pair.select),
                "text": shorten(written[text], 60),
                "count": count,
            },
            subject=text,
        )
