"""The data dictionary: what each column of a table is, in the words of its readers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import LANGUAGES, current_language, format_number, gettext, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.tables.cells import shorten
from probono_kit.tables.conventions import ColumnType, kind_label
from probono_kit.tables.workbook import only_days

#: A value that fewer rows have is not told: it may say who somebody is.
FEWEST_ROWS = 5

#: A column with more different texts has no list of categories.
_MOST_CATEGORIES = 30
_EXAMPLE = 60

#: Columns of a dictionary, and their headings on a sheet.
HEADINGS = {
    "column": N_("Column"),
    "label": N_("Heading in the file"),
    "tag": N_("HXL tag"),
    "kind": N_("What it holds"),
    "convention": N_("Written in the file as"),
    "unit": N_("Unit"),
    "filled": N_("Filled cells"),
    "missing": N_("Missing"),
    "distinct": N_("Different values"),
    "values": N_("Values"),
    "example": N_("Example"),
}

#: What the kit itself adds to a table.
ADDED = {
    "area_code": N_("Code of the area in which the row lies"),
    "area_name": N_("Name of the area in which the row lies"),
    "area_level": N_("Level of the smallest area that was found, 1 for regions"),
    "match_method": N_("How the area was found"),
}

_LEVEL = re.compile(r"(?<=area_code|area_name)_\d$")
_LISTED = frozenset({"text", "code", "boolean", "yes_no", "month"})
_MEASURED = frozenset({"integer", "decimal", "date", "datetime", "latitude", "longitude"})


def data_dictionary(
    frame: pd.DataFrame,
    types: Mapping[str, ColumnType],
    *,
    shared: Collection[str] = (),
    labels: Mapping[str, Sequence[str]] | None = None,
    tags: Mapping[str, str] | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """Describe every column of a table: what it holds, how full it is, which values it has.

    Ranges, categories and examples are told only of columns that the brief names, and a category
    only from :data:`FEWEST_ROWS` rows on: what few rows have may say who somebody is.

    Parameters
    ----------
    frame : pandas.DataFrame
        A clean table.
    types : mapping of str to ColumnType
        What cleaning found out about its columns.
    shared : collection of str
        Columns whose values may be told.
    labels : mapping of str to sequence of str, optional
        Column → header cells as the file has them.
    tags : mapping of str to str, optional
        Column → HXL tag.
    language : str, optional
        Of words, numbers and dates (default: the current one).

    Returns
    -------
    pandas.DataFrame
        One row per column of `frame`, in order; columns as in :data:`HEADINGS`. ``filled``,
        ``missing`` and ``distinct`` are numbers, the others text.

    Examples
    --------
    >>> wells = pd.DataFrame({"Type": ["forage"] * 7 + ["puits"], "Tél.": ["77 000 57 08"] * 8})
    >>> table = data_dictionary(wells, {}, shared=["Type"], language="en")
    >>> table["values"].tolist()
    ['forage (7); 1 other value, each in fewer than 5 rows', '']
    """
    language = language or current_language()
    records = [
        _record(frame.iloc[:, i], types.get(str(name)), str(name) in shared, language)
        for i, name in enumerate(frame.columns)
    ]
    for record in records:
        name = record["column"]
        header = " / ".join(dict.fromkeys((labels or {}).get(name, ())))
        known = "" if " ".join(header.split()) == name else header
        record["label"] = known or gettext(ADDED.get(_LEVEL.sub("", name), ""), language)
        record["tag"] = (tags or {}).get(name, "")
    numbers = dict.fromkeys(("filled", "missing", "distinct"), "int64")
    table = pd.DataFrame(records, columns=list(HEADINGS))
    return table.astype({name: numbers.get(name, "str") for name in HEADINGS})


def dictionary_sheet(dictionary: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Return a dictionary with the headings that people read, without columns that are empty.

    Parameters
    ----------
    dictionary : pandas.DataFrame
        From :func:`data_dictionary`.
    language : str, optional
        Of the headings (default: the current one).

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> table = data_dictionary(pd.DataFrame({"n": [1, 2]}), {}, shared=["n"], language="fr")
    >>> list(dictionary_sheet(table, "fr"))[:3]
    ['Colonne', 'Contenu', 'Cellules remplies']
    """
    optional = ("label", "tag", "convention", "unit", "values", "example")
    empty = [name for name in optional if not dictionary[name].astype(bool).any()]
    kept = dictionary.drop(columns=empty)
    return kept.rename(columns=lambda name: gettext(HEADINGS[name], language))


def all_headings() -> frozenset[str]:
    """Return the headings of dictionaries in every language that has texts.

    Returns
    -------
    frozenset of str
        For whoever has to tell a dictionary from a table of data.
    """
    return frozenset(gettext(text, code) for text in HEADINGS.values() for code in LANGUAGES)


# ---- one column -------------------------------------------------------------------------------


def _record(
    series: pd.Series, type_: ColumnType | None, shared: bool, language: str
) -> dict[str, Any]:
    kind = type_.kind.value if type_ else _kind_of(series)
    filled = series.dropna()
    counts = filled.value_counts()
    return {
        "column": str(series.name),
        "kind": kind_label(kind, language),
        "convention": type_.convention if type_ else "",
        "unit": type_.unit if type_ else "",
        "filled": len(filled),
        "missing": len(series) - len(filled),
        "distinct": len(counts),
        "values": _values(filled, counts, kind, language) if shared and len(filled) else "",
        "example": _example(filled, kind, language) if shared and len(filled) else "",
    }


def _kind_of(series: pd.Series) -> str:
    dtype = series.dtype
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return "date" if only_days(series) else "datetime"
    if pd.api.types.is_bool_dtype(dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(dtype):
        return "integer"
    if pd.api.types.is_float_dtype(dtype):
        return "decimal"
    return "text" if series.notna().any() else "empty"


def _values(filled: pd.Series, counts: pd.Series, kind: str, language: str) -> str:
    if kind in _MEASURED:
        low, high = (_shown(value, kind, language) for value in (filled.min(), filled.max()))
        return low if low == high else _("{low} to {high}", language).format(low=low, high=high)
    if kind not in _LISTED or len(counts) > _MOST_CATEGORIES:
        return ""
    told = [(value, int(count)) for value, count in counts.items() if count >= FEWEST_ROWS]
    told.sort(key=lambda pair: (-pair[1], str(pair[0])))
    if not told:
        return ""
    parts = [f"{_shown(v, kind, language)} ({format_number(n, language)})" for v, n in told]
    if rare := len(counts) - len(told):
        text = ngettext(
            "{count} other value, each in fewer than {rows} rows",
            "{count} other values, each in fewer than {rows} rows",
            rare,
            language,
        )
        parts.append(text.format(count=rare, rows=FEWEST_ROWS))
    return "; ".join(parts)


def _example(filled: pd.Series, kind: str, language: str) -> str:
    return shorten(_shown(filled.iloc[0], kind, language), _EXAMPLE)


def _shown(value: Any, kind: str, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%d %H:%M")
    if isinstance(value, bool) or kind == "boolean":
        return _("yes", language) if value else _("no", language)
    if kind in ("latitude", "longitude"):
        return format_number(float(value), language, decimals=5)
    if kind == "integer" and 1900 <= value <= 2100:
        return str(value)  # rather a year than a number
    if kind in _MEASURED:
        return format_number(float(value) if kind == "decimal" else int(value), language)
    return str(value)
