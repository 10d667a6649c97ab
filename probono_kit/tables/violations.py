"""The rows that break the rule that one column decides another, and what their group says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import format_number, gettext, ngettext
from probono_kit.tables.cells import shorten
from probono_kit.tables.columns import require_columns
from probono_kit.tables.dependencies import Codes, codes, joint

#: Columns of what :func:`dependency_violations` returns.
VIOLATION_COLUMNS = (
    *("row", "column", "old_value", "proposal", "support", "count", "determined_by", "evidence"),
)

_EVIDENCE = N_("{group}: {values}.")
_GROUP = N_("{column} “{value}”")
_VALUE = N_("“{value}” in {count}")
#: Values of a group that the evidence names, and how much of a text.
_NAMED, _LONGEST = 4, 80


def dependency_violations(
    frame: pd.DataFrame,
    determinant: str | Sequence[str],
    dependent: str,
    *,
    min_support: float = 0.9,
    minimum: int = 3,
    language: str | None = None,
) -> pd.DataFrame:
    """List the rows that break the rule that one column decides another.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; its index are the numbers of the rows.
    determinant : str or sequence of str
        The column, or the columns together, that decide.
    dependent : str
        The column that is decided.
    min_support : float
        From this share of a group's rows on, 0 to 1, its majority is proposed for the others.
    minimum : int
        The majority must have so many rows at least to be proposed.
    language : str, optional
        Language of the evidence (default: the current one).

    Returns
    -------
    pandas.DataFrame
        :data:`VIOLATION_COLUMNS`, one row per cell that is not its group's majority: ``row``,
        ``column``, ``old_value``, ``proposal`` (``None`` where the majority is too small: then the
        rows of the majority are listed too, for any of them may be wrong), ``support`` and
        ``count`` of the majority, ``determined_by`` (the group), ``evidence``.

    Raises
    ------
    ProbonoError
        If a column is not there.

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["TD01"] * 10, "name": ["Batha"] * 9 + ["Borkou"]})
    >>> wrong = dependency_violations(table, "code", "name")
    >>> wrong[["row", "old_value", "proposal", "support"]].values.tolist()
    [[9, 'Borkou', 'Batha', 0.9]]
    """
    names = [determinant] if isinstance(determinant, str) else list(determinant)
    require_columns(frame, [*names, dependent])
    decided, values = pd.factorize(frame[dependent])
    groups = joint([codes(frame[name]) for name in names])
    both = np.flatnonzero((groups >= 0) & (decided >= 0))
    table = _Counts.of(groups[both], decided[both].astype(np.int64))
    rows: list[tuple[object, ...]] = []
    for position, place in table.broken(both):
        count, total, majority = table.majority(place)
        share = count / total
        is_sure = share >= min_support and count >= minimum
        old = values[decided[position]]
        if is_sure and decided[position] == majority:
            continue
        shared = {name: str(frame[name].iloc[position]) for name in names}
        group = " · ".join(f"{name} = {text}" for name, text in shared.items())
        sentence = gettext(_EVIDENCE, language).format(
            group=_group(shared, language), values=table.shown(place, values, language)
        )
        proposal = values[majority] if is_sure else None
        row = frame.index[position]
        rows.append((row, dependent, old, proposal, round(share, 4), count, group, sentence))
    return pd.DataFrame(rows, columns=list(VIOLATION_COLUMNS))


def _group(shared: dict[str, str], language: str | None) -> str:
    said = gettext(_GROUP, language)
    return ", ".join(
        said.format(column=shorten(name, _LONGEST), value=shorten(text, _LONGEST))
        for name, text in shared.items()
    )


class _Counts(NamedTuple):
    """How often each value of one column stands beside each group of another."""

    groups: Codes
    values: Codes
    counts: Codes
    starts: Codes
    place_of_row: Codes

    @classmethod
    def of(cls, groups: Codes, values: Codes) -> _Counts:
        size = int(values.max(initial=0)) + 1
        pairs, counts = np.unique(groups * size + values, return_counts=True)
        owners = pairs // size
        known, starts = np.unique(owners, return_index=True)
        return cls(
            owners,
            pairs % size,
            counts,
            np.append(starts, len(pairs)),
            np.searchsorted(known, groups),
        )

    def broken(self, positions: Codes) -> Iterator[tuple[int, int]]:
        """Yield the rows of groups that have several values, with the place of the group."""
        several = np.diff(self.starts) > 1
        for at in np.flatnonzero(several[self.place_of_row]).tolist():
            yield int(positions[at]), int(self.place_of_row[at])

    def majority(self, place: int) -> tuple[int, int, int]:
        here = slice(self.starts[place], self.starts[place + 1])
        counts = self.counts[here]
        best = int(counts.argmax())
        return int(counts[best]), int(counts.sum()), int(self.values[here][best])

    def shown(self, place: int, values: pd.Index, language: str | None) -> str:
        here = slice(self.starts[place], self.starts[place + 1])
        counts = self.counts[here]
        order = np.argsort(-counts, kind="stable")[:_NAMED].tolist()
        most = int(counts[order[0]])
        first = ngettext("“{value}” in {count} row", "“{value}” in {count} rows", most, language)
        said = [first, *[gettext(_VALUE, language)] * (len(order) - 1)]
        shown = [
            text.format(
                value=shorten(str(values[self.values[here][i]]), _LONGEST),
                count=format_number(int(counts[i]), language),
            )
            for text, i in zip(said, order, strict=True)
        ]
        return ", ".join([*shown, "…"] if len(counts) > _NAMED else shown)
