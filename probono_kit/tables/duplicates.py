"""Rows that may be one record entered twice: proposed with a score, never merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.cells import cell_text, fold, shorten
from probono_kit.tables.columns import require_columns
from probono_kit.tables.comparators import Agreement, Field
from probono_kit.tables.record_scores import independent_columns, likely_pairs

#: Columns of what :func:`propose_duplicates` returns.
DUPLICATE_COLUMNS = (
    *("group", "row", "same_as", "kind", "score", "agree", "near", "differ", "evidence"),
)

#: Names of columns that number or stamp each record: they differ in records entered twice.
_RECORD_NAMES = frozenset(
    {
        *("id", "uuid", "key", "index", "n", "no", "num", "numero", "number", "row", "ligne"),
        *("_id", "_uuid", "_index", "_submission_time", "meta instanceid", "instanceid"),
        *("meta rootuuid", "start", "end", "submission time", "objectid", "fid"),
    }
)
#: So many columns are named in a sentence at most.
_SHOWN = 6

_EXACT = N_("The same as row {row} in every column compared.")
_NEARLY = N_("Like row {row} in {agree}; nearly: {near}; different: {differ}.")
_NOTHING = N_("nothing")


class _Found(NamedTuple):
    """A row that may repeat an earlier one, by position, and what the columns say."""

    row: int
    earlier: int
    kind: str
    score: float
    agree: tuple[str, ...]
    near: tuple[str, ...]
    differ: tuple[str, ...]


def propose_duplicates(
    frame: pd.DataFrame,
    columns: Sequence[str] | None = None,
    *,
    threshold: float = 80.0,
    language: str | None = None,
) -> pd.DataFrame:
    """Propose rows that may be one record entered twice.

    Rows that are the same in all columns compared are ``exact``. Others are ``near`` if so much
    agrees, and so rarely by chance, that one record is likelier than two: agreeing on a rare
    name counts more than agreeing on a common district. Columns that follow from others (a region
    from its district) count once; columns in which many rows differ from an otherwise equal one
    (the district of a project that works in ten) tell records apart, and rows that differ there
    are not proposed.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; its index are the numbers of the rows.
    columns : sequence of str, optional
        Columns to compare (default: all but those that number or stamp each record).
    threshold : float
        Near ones with a lower score are left out.
    language : str, optional
        Language of the evidence (default: the current one).

    Returns
    -------
    pandas.DataFrame
        :data:`DUPLICATE_COLUMNS`, one row per record that may repeat an earlier one: ``group``,
        ``row``, ``same_as`` (the earlier row it is most like), ``kind`` (``exact`` or ``near``),
        ``score`` (0 to 100, how likely under the assumptions below), ``agree``, ``near`` and
        ``differ`` (tuples of columns), ``evidence``. Nothing is merged.

    Raises
    ------
    ProbonoError
        If a column is not there.

    Notes
    -----
    The score assumes that columns err independently, that 9 of 10 cells of a record entered twice
    agree, and that one row in twenty is entered twice. It orders; it is no guarantee.

    References
    ----------
    I. P. Fellegi, A. B. Sunter 1969, "A theory for record linkage"; W. E. Winkler 1989 for the
    rarity of values.

    Examples
    --------
    >>> people = pd.DataFrame(
    ...     {
    ...         "name": ["Awa Diop", "Moussa Ba", "Awa Diopp", "Ali Sow", "Fatou Fall", "Ali Sow"],
    ...         "age": [34, 51, 34, 27, 40, 27],
    ...         "village": ["Kaffrine", "Kolda", "Kaffrine", "Matam", "Podor", "Matam"],
    ...     }
    ... )
    >>> found = propose_duplicates(people)
    >>> found[["row", "same_as", "kind", "near"]].values.tolist()
    [[5, 3, 'exact', ()], [2, 0, 'near', ('name',)]]
    """
    require_columns(frame, columns or ())
    names = list(columns) if columns is not None else _compared(frame)
    rows = frame[names]
    filled = np.flatnonzero(rows.notna().any(axis=1).to_numpy()) if names else np.zeros(0, int)
    first = _first_equal(rows, filled)
    kept = filled[first[filled] == filled]
    found = [
        _Found(int(row), int(first[row]), "exact", 100.0, tuple(names), (), ())
        for row in filled[first[filled] != filled]
    ]
    if len(kept) > 1:
        found += _near_ones(rows.iloc[kept], kept, threshold)
    return _table(frame, found, language)


def _compared(frame: pd.DataFrame) -> list[str]:
    """Leave out columns that number or stamp each record, and empty ones."""
    names = []
    for name in frame.columns:
        column = frame[name].dropna()
        if column.empty:
            continue
        is_record = fold(str(name)) in _RECORD_NAMES or str(name).lower() in _RECORD_NAMES
        if column.is_unique and len(column) > 1 and (is_record or _counts_up(column)):
            continue
        names.append(str(name))
    return names


def _counts_up(column: pd.Series) -> bool:
    """Whether a column is a running number."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    steps = np.diff(numbers)
    return len(steps) > 4 and bool(np.isin(steps, (1.0, -1.0)).mean() > 0.9)


def _first_equal(rows: pd.DataFrame, filled: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return for each row the position of the first row that equals it."""
    first = np.arange(len(rows))
    if not len(filled):
        return first
    numbered = pd.DataFrame(
        {i: pd.factorize(rows.iloc[:, i].map(cell_text))[0] for i in range(rows.shape[1])}
    )
    group = numbered.iloc[filled].groupby(list(numbered.columns), sort=False).ngroup().to_numpy()
    order = np.full(int(group.max()) + 1, -1)
    order[group[::-1]] = filled[::-1]
    first[filled] = order[group]
    return first


def _near_ones(
    rows: pd.DataFrame, positions: npt.NDArray[np.intp], threshold: float
) -> list[_Found]:
    fields = [Field.of(rows[name]) for name in rows.columns]
    likely = likely_pairs(fields, independent_columns(rows, fields), threshold)
    taken: dict[int, int] = {}
    for at in np.lexsort((likely.one, likely.other, -likely.weights)).tolist():
        taken.setdefault(int(likely.other[at]), at)
    found = []
    for later, at in sorted(taken.items()):
        agree, near, differ = (
            tuple(f.name for f, s in zip(fields, likely.said[at], strict=True) if s == wanted)
            for wanted in (Agreement.AGREE, Agreement.NEAR, Agreement.DIFFER)
        )
        pair = (int(positions[later]), int(positions[likely.one[at]]))
        score = float(likely.scores[at])
        found.append(_Found(*pair, "near", score, agree, near, differ))
    return found


def _table(
    frame: pd.DataFrame,
    found: Sequence[_Found],
    language: str | None,
) -> pd.DataFrame:
    """Give the groups numbers, and say in words what speaks for each pair."""
    heads: dict[int, int] = {}
    for row, earlier, *_ in sorted(found):
        heads[row] = heads.get(earlier, earlier)
    numbers = {head: number for number, head in enumerate(sorted(set(heads.values())), 1)}
    rows = []
    for row, earlier, kind, score, agree, near, differ in found:
        said = _EXACT if kind == "exact" else _NEARLY
        text = gettext(said, language)
        nothing = gettext(_NOTHING, language)
        sentence = text.format(
            row=frame.index[earlier],
            agree=_some([shorten(name) for name in agree]) or nothing,
            near=_some([_pair(frame, name, earlier, row) for name in near]) or nothing,
            differ=_some([_pair(frame, name, earlier, row) for name in differ]) or nothing,
        )
        pair = (frame.index[row], frame.index[earlier])
        rows.append((numbers[heads[row]], *pair, kind, score, agree, near, differ, sentence))
    table = pd.DataFrame(rows, columns=list(DUPLICATE_COLUMNS))
    return table.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)


def _some(texts: list[str]) -> str:
    return ", ".join([*texts[:_SHOWN], "…"] if len(texts) > _SHOWN else texts)


def _pair(frame: pd.DataFrame, name: str, earlier: int, row: int) -> str:
    texts = (shorten(cell_text(frame[name].iloc[at]) or "", 30) for at in (earlier, row))
    return f"{shorten(name)} ({' / '.join(texts)})"
