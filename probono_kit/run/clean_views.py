"""What a notebook shows of a cleaned table: types with their evidence, changes by column."""

from __future__ import annotations

import pandas as pd

from probono_kit.tables import CleanTable, kind_label


def types_table(clean: CleanTable, language: str | None = None) -> pd.DataFrame:
    """Return what each column holds, and how many of its cells say so.

    Parameters
    ----------
    clean : CleanTable
        From :func:`probono_kit.tables.clean_table`.
    language : str, optional
        Of the words (default: the current one).

    Returns
    -------
    pandas.DataFrame
        One row per column: ``column``, ``holds``, ``convention``, ``unit``, ``share``, ``cells``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from probono_kit import tables
    >>> path = Path(tempfile.mkdtemp()) / "wells.csv"
    >>> _ = path.write_text("Région;Débit\\nThiès;1 204,5\\nDakar;3,5\\n", "utf-8")
    >>> types_table(tables.clean_table(tables.read_table(path)), "en")["holds"].tolist()
    ['text', 'decimal number']
    """
    rows = [
        (name, kind_label(each.kind, language), each.convention, each.unit, each.share, each.cells)
        for name, each in clean.types.items()
    ]
    return pd.DataFrame(rows, columns=["column", "holds", "convention", "unit", "share", "cells"])


def changes_table(clean: CleanTable) -> pd.DataFrame:
    """Return how many cells were changed, by column and reason, the most frequent first.

    Parameters
    ----------
    clean : CleanTable
        From :func:`probono_kit.tables.clean_table`.

    Returns
    -------
    pandas.DataFrame
        ``column``, ``why``, ``cells`` and one example: ``before``, ``after``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from probono_kit import tables
    >>> path = Path(tempfile.mkdtemp()) / "wells.csv"
    >>> _ = path.write_text("Région;Débit\\nThiès;1 204,5\\nDakar;3,5\\n", "utf-8")
    >>> changes_table(tables.clean_table(tables.read_table(path)))["after"].tolist()
    ['1204.5']
    """
    groups = clean.log.groupby(["question", "issue"], sort=False)
    table = groups.agg(
        cells=("row", "size"), before=("old_value", "first"), after=("new_value", "first")
    ).reset_index()
    table = table.rename(columns={"question": "column", "issue": "why"})
    return table.sort_values("cells", ascending=False, kind="stable", ignore_index=True)
