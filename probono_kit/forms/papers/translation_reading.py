"""Reading a translator's sheet back: what changed against the form, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.forms.model import REFERENCE, Form
from probono_kit.forms.papers.languages import Tongues
from probono_kit.forms.papers.subjects import cut
from probono_kit.forms.papers.texts import FormText, texts_of
from probono_kit.forms.papers.translation_columns import (
    SheetColumns,
    find_columns,
    sheet_languages,
)
from probono_kit.forms.papers.translation_rows import (
    KEY,
    SOURCE,
    TARGET,
    fingerprint,
    heading_of,
)

#: Columns of the frame of changes.
CHANGES = (
    *("place", "sheet", "row", "name", "key", "language", "change", "before", "after"),
    "where",
)
_SHOWN = 8
_ERROR_CELL = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!)")
#: What somebody may have made of a reference: ``$ {age}``, ``$(age)``, ``{age}``, ``${age``.
_BROKEN = re.compile(r"\$\s*[{(\[（｛]\s*[^\s)}\]]*|[$＄]\s+\{|\{\s*[\w.-]+\s*\}\s*\$")


@dataclass(frozen=True, eq=False)
class Translation:
    """What a translator's sheet would change in a form.

    Parameters
    ----------
    changes : pandas.DataFrame
        One row per cell of the form: ``place`` (stable key), ``sheet`` and ``row`` in the form,
        ``name``, ``key`` (``label``, ``hint``…), ``language`` as the form writes it, ``change``
        (``added``, ``changed``, ``emptied``), ``before``, ``after``, ``where`` in the sheet.
    languages : Tongues
        From which languages, into which.
    findings : Findings
        What is wrong, and what a person should look at.
    """

    changes: pd.DataFrame
    languages: Tongues
    findings: Findings


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the sheet says of one text in one language."""

    row: int
    target: str
    text: str
    written: str


@dataclass
class _Reader:
    form: Form
    tongues: Tongues
    columns: SheetColumns
    findings: Findings
    rows: list[tuple[object, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = {each.place: each for each in texts_of(self.form, self.tongues)}
        #: What the sheet says of each place in each language, to find it said twice.
        self.said: dict[tuple[str, str], _Entry] = {}
        self.again: dict[tuple[str, ...], dict[str, str]] = {}
        self.changed_sources: set[str] = set()

    def read(self) -> None:
        seen: set[str] = set()
        for row in range(self.columns.top + 1, self.columns.sheet.height + 1):
            places = self._places(row)
            if places and self._source_is_whole(row):
                seen |= {each.place for each in places}
                self._source_changed(row, places)
                for target in self.tongues.targets:
                    self._take(row, target, places)
        fresh = [text for place, text in self.texts.items() if place not in seen]
        if fresh:
            names = tuple(dict.fromkeys(each.owner.name for each in fresh))[:_SHOWN]
            self.findings.add(
                "translation.not_in_sheet", self.columns.sheet.name, count=len(fresh), names=names
            )

    def _places(self, row: int) -> list[FormText]:
        key = self.columns.text(row, KEY)
        filled = [t for t in self.tongues.targets if self.columns.text(row, heading_of(t))]
        if not key:
            if filled:
                where = self.columns.where(row, heading_of(filled[0]))
                self.findings.add("translation.no_key", where)
            return []
        listed = [each.strip() for each in key.split("\n")]
        found = [self.texts[each] for each in listed if each in self.texts]
        if not found:
            where = self.columns.where(row, KEY)
            self.findings.add("translation.unknown_key", where, key=cut(listed[0], 60))
        return found

    def _source_is_whole(self, row: int) -> bool:
        """Tell whether key and source text of a row still belong together."""
        for each in self.tongues.sources:
            heading = f"{SOURCE}{each}"
            if heading not in self.columns.at or heading_of(each) not in self.columns.at:
                continue
            shown = self.columns.text(row, heading_of(each))
            if fingerprint(shown) != self.columns.text(row, heading):
                where = self.columns.where(row, heading_of(each))
                self.findings.add("translation.source_edited", where, text=cut(shown, 60))
                return False
        return True

    def _take(self, row: int, target: str, places: list[FormText]) -> None:
        entry = _Entry(
            row,
            target,
            self.columns.text(row, heading_of(target)),
            self.columns.text(row, f"{TARGET}{target}"),
        )
        self._told_apart(entry, places)
        edited = fingerprint(entry.text) != entry.written
        where = self.columns.where(row, heading_of(target))
        if not edited or not self._fits(entry, places, where):
            return
        for each in places:
            before = self.said.get((each.place, target))
            if before is not None and before.text != entry.text:
                other = self.columns.where(before.row, heading_of(target))
                self.findings.add("translation.twice", where, other=other)
                continue
            if before is None:
                self.said[each.place, target] = entry
                self._change(each, entry, where)

    def _told_apart(self, entry: _Entry, places: list[FormText]) -> None:
        """Say where one text is translated in two ways, once."""
        first = places[0]
        sources = tuple(first.texts[each] for each in self.tongues.sources)
        if not entry.text or not any(sources):
            return
        same = (entry.target, first.sheet, first.key, *sources)
        known = self.again.setdefault(same, {})
        where = self.columns.where(entry.row, heading_of(entry.target))
        if known and entry.text not in known:
            text, other = next(iter(known.items()))
            self.findings.add(
                "translation.two", where, text=cut(entry.text, 60), other=other, said=cut(text, 60)
            )
        known.setdefault(entry.text, where)

    def _fits(self, entry: _Entry, places: list[FormText], where: str) -> bool:
        """Tell whether a translation can stand in the form."""
        if _ERROR_CELL.fullmatch(entry.text):
            self.findings.add("translation.error_cell", where, value=entry.text)
            return False
        names = [match["name"] for match in REFERENCE.finditer(entry.text)]
        unknown = tuple(each for each in names if each not in self.form.by_name)
        broken = _BROKEN.search(REFERENCE.sub("", entry.text))
        texts = [each.texts[s] for each in places[:1] for s in self.tongues.sources]
        wanted = [match["name"] for text in texts for match in REFERENCE.finditer(text)]
        if unknown:
            shown = tuple(f"${{{each}}}" for each in unknown)
            self.findings.add("translation.unknown_reference", where, names=shown)
        elif broken and (wanted or broken[0].startswith(("${", "$ {"))):
            self.findings.add("translation.broken_reference", where, text=broken[0])
        else:
            lacking = [each for each in dict.fromkeys(wanted) if each not in names]
            if entry.text and lacking:
                shown = tuple(f"${{{each}}}" for each in lacking)
                self.findings.add("translation.lost_reference", where, names=shown)
            return True
        return False

    def _change(self, text: FormText, entry: _Entry, where: str) -> None:
        before, after = text.texts[entry.target], entry.text
        if before == after:
            return
        change = "emptied" if not after else "changed" if before else "added"
        if change == "emptied":
            self.findings.add("translation.emptied", where, text=cut(before, 60))
        elif before and fingerprint(before) != entry.written:
            self.findings.add(
                "translation.both_changed", where, text=cut(before, 60), name=text.owner.name
            )
        row = text.owner.row
        self.rows.append(
            (
                *(text.place, text.sheet, row.number, text.owner.name, text.key, entry.target),
                *(change, before, after, where),
            )
        )

    def _source_changed(self, row: int, places: list[FormText]) -> None:
        for each in self.tongues.sources:
            heading = f"{SOURCE}{each}"
            if heading not in self.columns.at:
                continue
            where = self.columns.where(row, heading_of(each))
            was = self.columns.text(row, heading)
            for text in places:
                if fingerprint(text.texts[each]) != was and text.place not in self.changed_sources:
                    self.changed_sources.add(text.place)
                    values = {"name": text.owner.name, "text": cut(text.texts[each], 60)}
                    self.findings.add("translation.source_changed", where, **values)


def read_translation_sheet(path: Path | str, form: Form) -> Translation:
    """Read a translator's sheet and hold it against the form.

    Rows are known by their key, so that a sheet may be sorted and rows may be deleted.

    Parameters
    ----------
    path : path
        The workbook, from :func:`write_translation_sheet`.
    form : Form
        The form as it is now.

    Returns
    -------
    Translation
        The changes and what is wrong with the sheet; nothing is changed.

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
    >>> made = read_translation_sheet(folder / "filled.xlsx", form)
    >>> made.changes[["name", "language", "change", "after", "where"]].values.tolist()
    [['age', 'Spanish (es)', 'added', 'Edad', 'Translation › G7']]
    """
    findings = Findings()
    try:
        columns = find_columns(Path(path), findings)
        tongues = None if columns is None else sheet_languages(columns, form, findings)
    except ProbonoError as problem:
        columns, tongues = None, None
        findings.extend(problem.findings)
    if columns is None or tongues is None:
        return Translation(_frame([]), Tongues(("",), ()), findings)
    reader = _Reader(form, tongues, columns, findings)
    reader.read()
    return Translation(_frame(reader.rows), tongues, findings.by_severity())


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(CHANGES)).astype("str")
    return frame.astype({"row": "int64"})
