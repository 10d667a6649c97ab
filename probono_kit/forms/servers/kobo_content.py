"""The content of a form as KoboToolbox keeps it, read like any workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from probono_kit.forms.model import Form
from probono_kit.forms.reading import read_form

_SHEETS = ("survey", "choices", "settings")
#: Written in other words than in a workbook.
_LIST = "select_from_list_name"
_NAMES = ("$autoname", "$autovalue")


def form_of(content: Mapping[str, Any]) -> Form:
    """Return the form of the content of an asset.

    Parameters
    ----------
    content : mapping
        ``survey``, ``choices``: lists of rows; ``settings``; ``translations``: languages of the
        texts that are lists.

    Returns
    -------
    Form
        As if its workbook were read.

    Examples
    --------
    >>> question = {"type": "select_one", "select_from_list_name": "yn", "$autoname": "water",
    ...             "label": ["Water?", "Eau ?"]}
    >>> form = form_of({"survey": [question], "translations": ["English (en)", "French (fr)"]})
    >>> form.questions[0].name, form.questions[0].list_name, form.questions[0].label("French (fr)")
    ('water', 'yn', 'Eau ?')
    """
    languages = [str(each or "") for each in content.get("translations") or [""]]
    book = Workbook()
    del book["Sheet"]
    for name in _SHEETS:
        rows = content.get(name) or []
        rows = [rows] if isinstance(rows, Mapping) else rows
        cells = [_cells(row, languages) for row in rows if isinstance(row, Mapping)]
        heads = list(dict.fromkeys(head for row in cells for head in row))
        sheet = book.create_sheet(name)
        for number, line in enumerate([dict(zip(heads, heads, strict=True)), *cells], 1):
            for position, head in enumerate(heads, 1):
                if line.get(head):
                    sheet.cell(number, position, line[head]).data_type = "s"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        book.save(path)
        return read_form(path)


def _cells(row: Mapping[str, Any], languages: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by heading; texts in several languages have one each."""
    cells: dict[str, str] = {}
    for key, value in row.items():
        if key in ("type", _LIST, "file") or key.startswith("$"):
            continue
        texts = value if isinstance(value, list) else [value]
        for language, text in zip(languages, texts, strict=False):
            translated = isinstance(value, list) and language
            cells[f"{key}::{language}" if translated else key] = _text(text)
    for key in _NAMES:
        if not cells.get("name") and row.get(key):
            cells["name"] = _text(row[key])
    kind = row.get("type")
    if isinstance(kind, Mapping):  # as old versions wrote it
        kind, listed = next(iter(kind.items()), ("", ""))
    else:
        listed = row.get(_LIST) or row.get("file") or ""
    return {"type": f"{_text(kind)} {_text(listed)}".strip(), **cells} if kind else cells


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false"}.get(value, "") if value is not None else ""
    # What openpyxl cannot write has no place in a form either.
    return "".join(c for c in str(value) if c.isprintable() or c in "\n\t")[:32767]
