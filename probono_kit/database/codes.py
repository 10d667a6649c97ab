"""Code lists as what people choose from: a code and what it is called."""

from __future__ import annotations

from typing import Any

import pandas as pd

from probono_kit.database.model import Field, FieldKind, Table


def code_labels(table: Table, rows: pd.DataFrame) -> dict[Any, str]:
    """Return what each code of a list is called.

    Parameters
    ----------
    table : Table
        A code list with a key of one field.
    rows : pandas.DataFrame
        All its rows.

    Returns
    -------
    dict
        Key to label, in the order of the rows; the code itself where there is no label.

    Examples
    --------
    >>> fields = (Field(name="code"), Field(name="label"))
    >>> kinds = Table(name="kind", kind="codes", fields=fields, key=("code",))
    >>> code_labels(kinds, pd.DataFrame({"code": ["p", "w"], "label": ["Pump", None]}))
    {'p': 'Pump', 'w': 'w'}
    """
    key = table.key[0]
    label = label_field(table)
    names = rows[label.name] if label else rows[key]
    pairs = zip(rows[key].tolist(), names.tolist(), strict=True)
    return {code: str(code if pd.isna(name) else name) for code, name in pairs}


def label_field(table: Table) -> Field | None:
    """Return the field that says what a row is called: the first text that is not the key.

    Parameters
    ----------
    table : Table
        Any table.

    Returns
    -------
    Field or None
    """
    texts = [
        one for one in table.fields if one.kind is FieldKind.TEXT and one.name not in table.key
    ]
    named = [one for one in texts if one.name in ("label", "name")]
    return next(iter([*named, *texts]), None)
