"""Values that differ only by capitals, accents or spaces, counted as one."""

from __future__ import annotations

import pandas as pd

from probono_kit.tables.cells import fold

#: Columns with more different texts are no list of values.
_MOST_VALUES = 500


def one_spelling(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Give values that differ only by capitals, accents, punctuation or spaces one spelling.

    For counting: the table that is handed on keeps its cells. The most frequent spelling is kept,
    of equally frequent ones the first in the alphabet.

    Parameters
    ----------
    frame : pandas.DataFrame
        A clean table.

    Returns
    -------
    frame : pandas.DataFrame
        A copy.
    changed : dict of str to int
        Column → cells that got another spelling.

    Examples
    --------
    >>> frame, changed = one_spelling(pd.DataFrame({"office": ["Oui", "OUI", "Oui", "non"]}))
    >>> frame["office"].tolist(), changed
    (['Oui', 'Oui', 'Oui', 'non'], {'office': 1})
    """
    made, changed = frame.copy(), {}
    for name in frame.columns:
        column = frame[name]
        if not pd.api.types.is_string_dtype(column.dtype):
            continue
        counts = column.value_counts(sort=False)
        if not 1 < len(counts) <= _MOST_VALUES:
            continue
        usual = _usual({str(text): int(count) for text, count in counts.items()})
        if usual:
            made[name] = column.replace(usual)
            changed[str(name)] = int(column.isin(list(usual)).sum())
    return made, changed


def _usual(counts: dict[str, int]) -> dict[str, str]:
    """Return the spelling to use for each text that has a better one."""
    groups: dict[str, list[str]] = {}
    for text in counts:
        groups.setdefault(fold(text) or text, []).append(text)
    chosen: dict[str, str] = {}
    for texts in groups.values():
        best = min(texts, key=lambda text: (-counts[text], text))
        chosen |= {text: best for text in texts if text != best}
    return chosen
