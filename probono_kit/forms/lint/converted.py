"""What pyxform says; it stops at its first error, and raises more than errors of its own."""

from __future__ import annotations

import re
from pathlib import Path

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import Form
from probono_kit.tables.cells import column_letter

_ROW = re.compile(r"\[row\s*:\s*(\d+)\]|on row (\d+)|Row (\d+)", re.IGNORECASE)
_SHEET = re.compile(r"'(survey|choices|settings|entities|osm)' sheet", re.IGNORECASE)
_COLUMN = re.compile(r"\[column\s*:\s*([\w: ]+)\]", re.IGNORECASE)


def convert_form(form: Form) -> Findings:
    """Convert the form as a server does, and say what comes of it.

    Parameters
    ----------
    form : Form
        As it was read; its file is converted.

    Returns
    -------
    Findings
        An error if the form cannot be converted; notes for pyxform's warnings.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    findings, said = Findings(), list[str]()
    try:
        convert(Path(form.path), warnings=said, validate=False, pretty_print=False)
    except PyXFormError as problem:
        text = str(problem)
        findings.add("form.refused", _where(form, text), text=shortened(text, 400).rstrip("."))
    except Exception as problem:  # pyxform leaks BadZipFile, TypeError, KeyError…
        text = f"{type(problem).__name__}: {problem}"
        findings.add("form.refused", form.path.name, text=shortened(text, 400).rstrip("."))
    for text in said:
        findings.add("form.pyxform_says", _where(form, text), text=shortened(text, 400).rstrip("."))
    return findings


def _where(form: Form, text: str) -> str:
    row = _ROW.search(text)
    if row is None:
        return form.path.name
    number = next(filter(None, row.groups()))
    named = _SHEET.search(text)
    sheet = named[1].lower() if named else "survey"
    wanted = _COLUMN.search(text)
    for column in form.columns.get(sheet, ()):
        if wanted and column.key == wanted[1].strip().lower():
            return f"{sheet} › {column_letter(column.position)}{number}"
    return f"{sheet} › {number}"
