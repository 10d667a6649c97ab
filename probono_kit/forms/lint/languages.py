"""Languages: missing from a sheet or a column, written in two ways, or blank in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.model import Column, Form
from probono_kit.forms.reading import column_place
from probono_kit.forms.words import SILENT, TRANSLATED

#: Texts that everybody has to be able to read; a picture may do without words.
_READ = ("hint", "guidance_hint", "constraint_message", "required_message")


def languages(sight: Sight, findings: Findings) -> None:
    """Find languages that a sheet or a column has not, or that are written in two ways."""
    form = sight.form
    labels = {key: list(_columns(form, key, "label")) for key in ("survey", "choices")}
    mixed = [
        _place(form, key, column)
        for key, columns in labels.items()
        for column in columns
        if not column.language and len(columns) > 1
    ]
    for place in mixed:
        findings.add("form.label_mixed", place)
    if form.choices and labels["choices"] and not mixed:
        _compare_sheets(form, labels, findings)
    for key, columns in labels.items() if not mixed else ():
        named = [column.language for column in columns if column.language]
        for text in TRANSLATED[1:]:
            others = list(_columns(form, key, text))
            if named and others:
                _compare_columns(form, key, named, others, findings)
    row = form.settings
    default = row.get("default_language") if row is not None else ""
    known = {each for each in form.languages if each}
    if row is not None and default and known and default not in known:
        near = _near(default, known) or min(known)
        place = row.where("default_language")
        findings.add("form.default_language", place, value=default, near=near)


def _columns(form: Form, key: str, wanted: str) -> Iterator[Column]:
    return (column for column in form.columns.get(key, ()) if column.key == wanted)


def _place(form: Form, key: str, column: Column) -> str:
    return column_place(_sheet(form, key), column)


def _sheet(form: Form, key: str) -> str:
    rows = form.questions if key == "survey" else form.choices
    return rows[0].row.sheet if rows else key


def _near(language: str, known: set[str]) -> str:
    """Return the language of `known` that is probably the same, written in another way."""
    folded = {each.casefold(): each for each in sorted(known)}
    near = get_close_matches(language.casefold(), folded, 1, 0.7)
    code = language.rpartition("(")[2].rstrip(")").strip().casefold()
    alike = [e for e in folded if code and e.rpartition("(")[2].rstrip(")").strip() == code]
    found = alike or near or [e for e in folded if e.partition("(")[0].strip() == code]
    return folded[found[0]] if found else ""


def _compare_sheets(form: Form, labels: dict[str, list[Column]], findings: Findings) -> None:
    used = {key: {c.language for c in columns if c.language} for key, columns in labels.items()}
    missing = [
        c.language for c in labels["survey"] if c.language in used["survey"] - used["choices"]
    ]
    extra = [c for c in labels["choices"] if c.language in used["choices"] - used["survey"]]
    for column in tuple(extra):
        if near := _near(column.language, set(missing)):
            place = _place(form, "choices", column)
            findings.add("form.language_unlike", place, value=column.language, near=near)
            missing.remove(near)
            extra.remove(column)
    survey, choices = _sheet(form, "survey"), _sheet(form, "choices")
    if missing:
        findings.add("form.language_missing", choices, languages=tuple(missing), other=survey)
    if extra:
        names = tuple(column.language for column in extra)
        findings.add("form.language_missing", survey, languages=names, other=choices)


def _compare_columns(
    form: Form, key: str, named: list[str], columns: list[Column], findings: Findings
) -> None:
    missing = [language for language in named if all(language != c.language for c in columns)]
    for column in columns:
        if not column.language:
            if column.key in _READ:
                findings.add("form.label_mixed", _place(form, key, column))
            return
        if column.language not in named:
            near = _near(column.language, set(named)) or named[0]
            place = _place(form, key, column)
            findings.add("form.language_unlike", place, value=column.language, near=near)
            missing = [language for language in missing if language != near]
    if missing and columns[0].key in _READ:
        place, wanted = _place(form, key, columns[0]), tuple(missing)
        findings.add("form.column_language", place, column=columns[0].key, languages=wanted)


def translations(sight: Sight, findings: Findings) -> None:
    """Find cells that are blank in one language and filled in another."""
    groups = (
        ("survey", [each.row for each in sight.form.questions if each.kind not in SILENT]),
        ("choices", [each.row for each in sight.form.choices]),
    )
    for key, rows in groups:
        together: dict[str, list[Column]] = {}
        for column in sight.form.columns.get(key, ()):
            if column.key in TRANSLATED and column.language:
                together.setdefault(column.key, []).append(column)
        for row in rows:
            for columns_ in together.values():
                if len(columns_) < 2 or not any(c in row.cells for c in columns_):
                    continue
                for column in columns_:
                    if column not in row.cells:
                        values = {"column": column.key, "language": column.language}
                        findings.add("form.translation_blank", row.cell(column), **values)
