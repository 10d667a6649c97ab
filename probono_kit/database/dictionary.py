"""The dictionary of a database: its tables, fields and code lists in the words of its readers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.database.model import Design, Field, Geometry, Table, TableKind
from probono_kit.database.words import field_words, label_fields, table_words, title_of
from probono_kit.findings import N_, Findings
from probono_kit.i18n import current_language, gettext
from probono_kit.tables.cells import shorten
from probono_kit.tables.workbook import write_workbook

#: Columns of the dictionary's three parts, and their headings on a sheet.
TABLES = {
    "table": N_("Database table"),
    "title": N_("Title"),
    "kind": N_("What its rows are"),
    "rows": N_("Rows"),
    "key": N_("Key"),
    "links": N_("Linked to"),
    "description": N_("Description"),
}
FIELDS = {
    "table": N_("Database table"),
    "field": N_("Field"),
    "title": N_("Title"),
    "kind": N_("What it holds"),
    "unit": N_("Unit"),
    "required": N_("Required"),
    "key": N_("Key"),
    "link": N_("Linked to"),
    "examples": N_("Examples"),
    "filled": N_("Filled cells"),
    "missing": N_("Missing"),
    "description": N_("Description"),
}
CODES = {
    "table": N_("Code list"),
    "code": N_("Code"),
    "label": N_("Label of the code"),
    "used": N_("Rows that use it"),
}
_SHEETS = {"tables": N_("Database tables"), "fields": N_("Fields"), "codes": N_("Code lists")}
_PLACE = N_("place on the map")
_NUMBERS = frozenset({"rows", "filled", "missing", "used"})
_EXAMPLES = 3
_EXAMPLE = 60

Rows = Mapping[str, pd.DataFrame]


def dictionary_frame(
    design: Design, rows: Rows | None = None, *, language: str | None = None
) -> pd.DataFrame:
    """Describe every field of a database in words.

    Examples come from code lists only: other values may say who somebody is.

    Parameters
    ----------
    design : Design
        The database.
    rows : mapping of str to pandas.DataFrame, optional
        Its rows, for counts and examples; without them, both are left out.
    language : str, optional
        Of the words (default: the current one).

    Returns
    -------
    pandas.DataFrame
        One row per field, in order: ``table``, ``field``, ``title``, ``kind``, ``unit``,
        ``required``, ``key``, ``link``, ``examples``, ``filled``, ``missing``, ``description``.

    Examples
    --------
    >>> region = Table(name="region", kind="codes", fields=(Field(name="code"),), key=("code",))
    >>> frame = dictionary_frame(
    ...     Design(name="wells", tables=(region,)),
    ...     {"region": pd.DataFrame({"code": ["Thiès", "Dakar"]})},
    ...     language="en",
    ... )
    >>> frame.loc[0, ["field", "kind", "key", "examples"]].tolist()
    ['code', 'text', 'yes', 'Thiès; Dakar']
    """
    language = language or current_language()
    records = []
    for table in design.tables:
        frame = (rows or {}).get(table.name)
        for field in table.fields:
            record = _field_record(design, table, field, rows or {}, language)
            records.append(record | _counts(frame, field.name))
        if table.geometry is not None:
            record = _geometry_record(table, table.geometry, language)
            records.append(record | _counts(frame, table.geometry.name))
    return _typed(records, FIELDS)


def tables_frame(
    design: Design, rows: Rows | None = None, *, language: str | None = None
) -> pd.DataFrame:
    """Describe every table of a database: one row each, columns as in :data:`TABLES`."""
    language = language or current_language()
    records = []
    for table in design.tables:
        frame = (rows or {}).get(table.name)
        parents = dict.fromkeys(title_of(design.table(link.table)) for link in table.links)
        records.append(
            {
                "table": table.name,
                "title": title_of(table),
                "kind": table_words(table.kind, language),
                "rows": None if frame is None else len(frame),
                "key": ", ".join(table.key),
                "links": ", ".join(parents),
                "description": table.description,
            }
        )
    return _typed(records, TABLES)


def codes_frame(design: Design, rows: Rows) -> pd.DataFrame:
    """List every code with its label and how many rows use it, columns as in :data:`CODES`."""
    records: list[dict[str, Any]] = []
    for table in design.tables:
        if table.kind is not TableKind.CODES or table.name not in rows:
            continue
        used = _uses(design, table, rows)
        frame = rows[table.name]
        labels = _labels(design, table, frame)
        codes = _joined(frame, table.key)
        records += [
            {"table": title_of(table), "code": code, "label": label, "used": used.get(code, 0)}
            for code, label in zip(codes, labels, strict=True)
        ]
    return _typed(records, CODES)


def write_dictionary(
    design: Design,
    path: str | Path,
    *,
    rows: Rows | None = None,
    language: str | None = None,
) -> Findings:
    """Write the dictionary as a workbook: a sheet of tables, one of fields, one of code lists.

    Parameters
    ----------
    design : Design
        The database.
    path : str or pathlib.Path
        Ends with ``.xlsx``.
    rows : mapping of str to pandas.DataFrame, optional
        Its rows, for counts, examples and code lists.
    language : str, optional
        Of headings and words (default: the current one).

    Returns
    -------
    Findings
        What did not fit into a cell.

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Examples
    --------
    >>> import tempfile
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> path = Path(tempfile.mkdtemp()) / "dictionary.xlsx"
    >>> write_dictionary(Design(name="wells", tables=(region,)), path, language="fr")
    []
    >>> list(pd.read_excel(path, sheet_name=None, engine="calamine"))
    ['Tables', 'Champs']
    """
    language = language or current_language()
    frames = {
        "tables": (tables_frame(design, rows, language=language), TABLES),
        "fields": (dictionary_frame(design, rows, language=language), FIELDS),
        "codes": (codes_frame(design, rows or {}), CODES),
    }
    sheets = {
        gettext(_SHEETS[name], language): _headed(frame, headings, language)
        for name, (frame, headings) in frames.items()
        if len(frame)
    }
    return write_workbook(sheets, Path(path), language=language)


def _headed(frame: pd.DataFrame, headings: Mapping[str, str], language: str) -> pd.DataFrame:
    """Give a frame the headings that people read, without columns that say nothing."""
    kept = [name for name in frame if frame[name].notna().any() and (frame[name] != "").any()]
    return frame[kept].rename(columns=lambda name: gettext(headings[name], language))


def _typed(records: list[dict[str, Any]], headings: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=list(headings))
    return frame.astype({name: "Int64" if name in _NUMBERS else "str" for name in headings})


# ---- one field --------------------------------------------------------------------------------


def _field_record(
    design: Design, table: Table, field: Field, rows: Rows, language: str
) -> dict[str, Any]:
    links = [link for link in table.links if field.name in link.fields]
    parents = [design.table(link.table) for link in links]
    is_key = field.name in table.key
    needed = field.required or is_key
    return {
        "table": table.name,
        "field": field.name,
        "title": title_of(field),
        "kind": field_words(field, language),
        "unit": field.unit,
        "required": _yes(language) if needed else gettext("no", language),
        "key": _yes(language) if is_key else "",
        "link": ", ".join(dict.fromkeys(map(title_of, parents))),
        "examples": _examples(design, table, field, parents, rows),
        "description": field.description or _made_words(field, parents, language),
    }


def _yes(language: str) -> str:
    return gettext("yes", language)


def _made_words(field: Field, parents: list[Table], language: str) -> str:
    if not field.made:
        return ""
    if parents:
        return gettext(N_("Number of the row that it belongs to"), language)
    return gettext(N_("Number that the database gives to each row"), language)


def _geometry_record(table: Table, geometry: Geometry, language: str) -> dict[str, Any]:
    return {
        "table": table.name,
        "field": geometry.name,
        "title": geometry.name,
        "kind": f"{gettext(_PLACE, language)} ({geometry.kind})",
        "unit": geometry.crs,
        "required": gettext("no", language),
        "key": "",
        "link": "",
        "examples": "",
        "description": "",
    }


def _counts(frame: pd.DataFrame | None, name: str) -> dict[str, int | None]:
    if frame is None or name not in frame:
        return {"filled": None, "missing": None}
    missing = int(frame[name].isna().sum())
    return {"filled": len(frame) - missing, "missing": missing}


def _examples(design: Design, table: Table, field: Field, parents: list[Table], rows: Rows) -> str:
    lists = [one for one in parents if one.kind is TableKind.CODES and one.name in rows]
    if lists:
        texts = _labels(design, lists[0], rows[lists[0].name])
    elif table.kind is TableKind.CODES and table.name in rows and field.name in rows[table.name]:
        texts = _joined(rows[table.name], (field.name,))
    else:
        return ""
    texts = [shorten(text, _EXAMPLE) for text in dict.fromkeys(texts) if text]
    return "; ".join(texts[:_EXAMPLES]) + ("…" if len(texts) > _EXAMPLES else "")


def _labels(design: Design, table: Table, frame: pd.DataFrame) -> list[str]:
    return _joined(frame, label_fields(design, table))


def _joined(frame: pd.DataFrame, names: tuple[str, ...]) -> list[str]:
    columns = [frame[name].astype(object).where(frame[name].notna(), "") for name in names]
    return [" · ".join(map(str, each)) for each in zip(*columns, strict=True)]


def _uses(design: Design, table: Table, rows: Rows) -> dict[str, int]:
    """Return how many rows of other tables point to each code."""
    used: dict[str, int] = {}
    for child in design.tables:
        for link in child.links:
            if link.table == table.name and child.name in rows:
                filled = rows[child.name].dropna(subset=list(link.fields))
                for code in _joined(filled, link.fields):
                    used[code] = used.get(code, 0) + 1
    return used
