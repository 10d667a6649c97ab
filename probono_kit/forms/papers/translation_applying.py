"""Putting translations into the workbook of a form, nothing else of it touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.model import Column, Form
from probono_kit.forms.papers.languages import Tongues
from probono_kit.forms.papers.texts import MEDIA
from probono_kit.forms.papers.translation_reading import Translation
from probono_kit.forms.words import TRANSLATED
from probono_kit.tables.patching import NewColumn, SheetPatch, patch_workbook


def write_translated_form(
    form: Form, translation: Translation, path: Path | str, *, emptied: bool = False
) -> Findings:
    """Write the form with the changes of a translator's sheet.

    Nothing else in the workbook changes: not its look, its other sheets, the order of its columns.
    A new language has its columns beside those of the others.

    Parameters
    ----------
    form : Form
        The form that the sheet was read for.
    translation : Translation
        From :func:`read_translation_sheet`; rows may be taken out of its changes first.
    path : path
        The workbook to write, .xlsx.
    emptied : bool
        Whether texts that were emptied in the sheet are emptied in the form; else they stay.

    Returns
    -------
    Findings
        Texts that stayed, columns that went to the end of their sheet.

    Raises
    ------
    ProbonoError
        If the sheet has errors, or the form is no .xlsx workbook.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> form = forms.read_form(folder / "form.xlsx")
    >>> _ = forms.write_translation_sheet(form, folder / "sheet.xlsx", to=["es"], language="en")
    >>> import openpyxl
    >>> book = openpyxl.load_workbook(folder / "sheet.xlsx")
    >>> book.active["G7"] = "Edad"
    >>> book.save(folder / "filled.xlsx")
    >>> filled = forms.read_translation_sheet(folder / "filled.xlsx", form)
    >>> write_translated_form(form, filled, folder / "new.xlsx")
    []
    >>> forms.read_form(folder / "new.xlsx").questions[0].row.get("label", "Spanish (es)")
    'Edad'
    """
    translation.findings.raise_errors()
    findings, changes = Findings(), translation.changes
    stays = changes[changes["change"] == "emptied"]
    if len(stays) and not emptied:
        names = tuple(dict.fromkeys(stays["name"]))[:8]
        findings.add("translation.not_emptied", Path(path).name, count=len(stays), names=names)
        changes = changes[changes["change"] != "emptied"]
    patches = {
        name: patch
        for key, name in _names(form).items()
        if (patch := _patch(form, key, changes[changes["sheet"] == key], translation.languages))
    }
    return findings + patch_workbook(form.path, path, patches)


def _names(form: Form) -> Mapping[str, str]:
    """Return what the sheets of the form are called."""
    names = {"survey": next((each.row.sheet for each in form.questions), "")}
    names["choices"] = next((each.row.sheet for each in form.choices), "")
    return {key: name for key, name in names.items() if name}


def _patch(form: Form, key: str, changes: pd.DataFrame, tongues: Tongues) -> SheetPatch | None:
    columns = form.columns[key]
    at = {(c.key, c.language): c for c in reversed(columns) if c.key in TRANSLATED}
    cells: dict[tuple[int, int], str] = {}
    fresh: dict[tuple[str, str], dict[int, str]] = {}
    for each in changes.to_dict("records"):
        text, row = str(each["after"]), int(each["row"])
        place = str(each["key"]), str(each["language"])
        known = at.get(place)
        if known is None and place[1] == tongues.unnamed:
            known = at.get((place[0], ""))
        if known is None:
            fresh.setdefault(place, {})[row] = text
        else:
            cells[row, known.position] = text
    top = 1
    if fresh and tongues.unnamed:
        for column in _without(columns):
            if (column.key, tongues.unnamed) not in at:
                cells[top, column.position] = f"{column.written.strip()}::{tongues.unnamed}"
        fresh |= _files(form, key, fresh)
    made = tuple(
        NewColumn(model.position, {top: _heading(model, language)} | texts)
        for (column_key, language), texts in fresh.items()
        if (model := _model(columns, column_key)) is not None
    )
    return SheetPatch(cells, made) if cells or made else None


def _without(columns: tuple[Column, ...]) -> Iterator[Column]:
    return (each for each in columns if each.key in TRANSLATED and not each.language)


def _model(columns: tuple[Column, ...], key: str) -> Column | None:
    """Return the column beside which a new one goes: the last of its sort."""
    return max(
        (each for each in columns if each.key == key), key=lambda each: each.position, default=None
    )


def _heading(model: Column, language: str) -> str:
    written = model.written.strip()
    stem = written.removesuffix(model.language).rstrip().rstrip(":") if model.language else written
    return f"{stem}::{language}"


def _files(
    form: Form, key: str, fresh: Mapping[tuple[str, str], Mapping[int, str]]
) -> dict[tuple[str, str], dict[int, str]]:
    """Return files that went with every language, for the new ones too."""
    rows = [each.row for each in (form.questions if key == "survey" else form.choices)]
    return {
        (column.key, language): {
            row.number: row.cells[column] for row in rows if column in row.cells
        }
        for column in _without(form.columns[key])
        if column.key in MEDIA
        for language in dict.fromkeys(language for _, language in fresh)
    }
