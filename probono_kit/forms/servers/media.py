"""The files that go with a form: choices and values looked up, pictures, sounds."""

from __future__ import annotations

import re
from pathlib import Path

from probono_kit.forms.lint.media import FROM_FILE, beside, plain_name
from probono_kit.forms.model import Form, Row

_PULLED = re.compile(r"pulldata\s*\(\s*(['\"])(?P<name>[^'\"]+)\1", re.IGNORECASE)
_SHOWN = ("image", "big-image", "audio", "video")


def media_of(form: Form) -> dict[str, Path]:
    """Return the files that a form names and that lie beside it.

    Parameters
    ----------
    form : Form
        As it was read.

    Returns
    -------
    dict
        Name → file; what is missing is told by the check of the form.

    Examples
    --------
    >>> media_of(Form(Path("water.xlsx")))
    {}
    """
    names = [q.list_name for q in form.questions if q.kind in FROM_FILE]
    for row in [*(q.row for q in form.questions), *(c.row for c in form.choices)]:
        names += _named(row)
    found = ((plain_name(name), beside(form, name)) for name in dict.fromkeys(names))
    return {name: path for name, path in found if path is not None}


def _named(row: Row) -> list[str]:
    names = []
    for column, text in row.cells.items():
        if column.key in _SHOWN:
            names.append(text.strip())
        pulled = [found["name"] for found in _PULLED.finditer(text)]
        names += [name if name.endswith(".csv") else f"{name}.csv" for name in pulled]
    return names
