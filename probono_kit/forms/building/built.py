"""A form made from a description: its sheets, its files, what it says of itself."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from probono_kit.errors import ProbonoError
from probono_kit.files import write_aside, write_text
from probono_kit.findings import Findings, Severity
from probono_kit.forms.building.cascade import Areas, read_cascade, write_places
from probono_kit.forms.building.description import Description, said
from probono_kit.forms.building.modules import Module
from probono_kit.forms.building.phrases import phrase
from probono_kit.forms.building.plan import Node, Plan
from probono_kit.forms.building.planning import plan_form
from probono_kit.forms.building.reading import read_description
from probono_kit.forms.building.rows import SURVEY, TRANSLATED, Row, Sheets, heading, write_node
from probono_kit.forms.building.words import heading_language
from probono_kit.forms.building.workbook import write_workbook
from probono_kit.forms.model import Form
from probono_kit.forms.reading import read_form

#: What a form can record by itself, and the sentence that says why it commonly does.
_METADATA = {
    "start": "start",
    "end": "end",
    "today": "day",
    "deviceid": "",
    "username": "",
    "phonenumber": "",
    "email": "",
    "audit": "",
    "start-geopoint": "",
    "background-audio": "",
}
_ABOUT_PERSONS = ("deviceid", "username", "phonenumber", "email", "start-geopoint", "audit")


@dataclass(frozen=True, eq=False)
class BuiltForm:
    """A form, ready to be written.

    Attributes
    ----------
    name : str
        Identifier of the form, and the name of its files.
    title : str
        In the first language.
    languages : tuple of str
        Codes.
    survey, choices, settings : pandas.DataFrame
        The sheets of the XLSForm, all text; empty cells are ``""``.
    media : mapping
        Name → table of each file that goes with the form.
    modules : tuple of Module
        The modules that it uses, with their sources.
    credit : str
        Where the areas come from, empty if there are none.
    findings : Findings
        What a person should know: texts that are not translated, areas that were left out…
    """

    name: str
    title: str
    languages: tuple[str, ...]
    survey: pd.DataFrame
    choices: pd.DataFrame
    settings: pd.DataFrame
    media: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    modules: tuple[Module, ...] = ()
    credit: str = ""
    findings: Findings = field(default_factory=Findings)

    @cached_property
    def workbook(self) -> bytes:
        """The XLSForm, the same bytes every time."""
        sheets = {"survey": self.survey, "choices": self.choices, "settings": self.settings}
        return write_workbook(sheets, self.title)

    @cached_property
    def xform(self) -> str:
        """The XForm that servers make of it.

        Raises
        ------
        ProbonoError
            If pyxform refuses the form, with what it says.
        """
        return convert(self.workbook, self.name)

    @cached_property
    def form(self) -> Form:
        """The form as :func:`~probono_kit.forms.read_form` reads it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.name}.xlsx"
            path.write_bytes(self.workbook)
            return read_form(path)


def convert(workbook: bytes, name: str) -> str:
    """Convert an XLSForm as servers do."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    try:
        made = pyxform_convert(
            io.BytesIO(workbook), validate=False, pretty_print=True, form_name="data", warnings=[]
        )
    except PyXFormError as problem:
        findings = Findings()
        findings.add("form.refused", name, text=str(problem).rstrip("."))
        raise ProbonoError(findings) from problem
    return str(made.xform)


def build_form(
    description: Description | Path | str,
    *,
    areas: Areas | None = None,
    language: str | None = None,
) -> BuiltForm:
    """Make a form from its description.

    Parameters
    ----------
    description : Description or path
        From :func:`read_description`, or its file.
    areas : PlaceList, AreasRead, pandas.DataFrame, or path, optional
        Areas of the place question: the boundary layer or list of P-codes that the maps use.
        Default: what the description names.
    language : str, optional
        Language in which the form opens; default: the description's first.

    Returns
    -------
    BuiltForm
        Converts without a warning, and holds to what :func:`lint_form` asks.

    Raises
    ------
    ProbonoError
        With everything that is wrong with the description, or if the areas cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> path = Path(getfixture("tmp_path")) / "wells.yml"
    >>> _ = path.write_text(
    ...     "title: Wells\\nquestions:\\n- question: Does the pump work?\\n  kind: yes/no\\n"
    ...     "- question: Since when not?\\n  kind: date\\n  maximum: today\\n"
    ...     "  when: does the pump work is no\\n"
    ... )
    >>> built = build_form(path)
    >>> built.survey.loc[3:, ["type", "name", "relevant", "constraint"]].values.tolist()
    [['select_one yes_no', 'does_the_pump_work', '', ''],
     ['date', 'since_when_not', "${does_the_pump_work} = 'no'", '. <= today()']]
    """
    if not isinstance(description, Description):
        description = read_description(description, language=language or "en")
    languages = description.languages
    if language in languages:
        languages = (language, *(each for each in languages if each != language))
    plan = plan_form(description)
    plan.findings.raise_errors()
    findings = Findings([*description.findings, *plan.findings])
    source = areas if areas is not None else description.areas or None
    asks_places = any(node.sort == "places" for node in plan.walk())
    cascade = None
    if source is not None and asks_places:
        cascade = read_cascade(source, languages, description.country)
        findings += cascade.findings
        findings.raise_errors()
    elif asks_places:
        findings.add("form.build_no_areas", description.file)
    sheets = Sheets(languages)
    sheets.survey += _metadata(description, languages, findings)
    media: dict[str, pd.DataFrame] = {}
    most = description.most_choices

    def add(node: Node) -> None:
        if node.sort == "places":
            media.update(write_places(node, cascade, sheets, most, findings))
        else:
            write_node(node, sheets, add)

    for node in plan.nodes:
        add(node)
    made = BuiltForm(
        name=description.name,
        title=said(description.title, languages)[languages[0]],
        languages=languages,
        survey=_frame(sheets.survey, survey_columns(languages)),
        choices=_frame(sheets.choices, _choice_columns(sheets.choices, languages)),
        settings=_settings(description, languages),
        media=media,
        modules=tuple(plan.modules.values()),
        credit=cascade.credit if cascade else "",
    )
    findings += _checked(made, plan, description.file)
    findings.raise_errors()
    return replace(made, findings=findings.by_severity())


def _checked(made: BuiltForm, plan: Plan, file: str) -> Findings:
    """Say what the linter finds, such as circles, where the description says it."""
    from probono_kit.forms.lint import lint_form

    places = {node.name: node.item.where for node in plan.walk()}
    rows = dict(enumerate(made.survey["name"], 2))
    lists = {node.name: node.item.where for node in plan.walk() if node.choices}
    choices = dict(enumerate(made.choices["list_name"], 2)) if len(made.choices) else {}
    findings = Findings()
    for found in lint_form(made.form, convert=False):
        if found.severity is Severity.NOTE or found.code == "form.file_missing":
            continue
        sheet, _, cell = found.where.partition(" › ")
        number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) if cell else 0
        name = (rows if sheet == "survey" else choices).get(number, "")
        stem = name.removesuffix("_other").removesuffix("_why")
        where = (places if sheet == "survey" else lists).get(name) or places.get(stem) or file
        findings.append(replace(found, where=where))
    return findings


def _metadata(
    description: Description, languages: tuple[str, ...], findings: Findings
) -> list[Row]:
    rows = []
    for kind, texts in description.metadata.items():
        if kind not in _METADATA:
            known = tuple(_METADATA)
            findings.add("form.build_metadata", description.file, given=kind, choices=known)
            continue
        known_purpose = phrase(_METADATA[kind]) if _METADATA[kind] else {}
        purpose = texts or known_purpose
        if kind in _ABOUT_PERSONS and not texts:
            findings.add("form.build_metadata_purpose", description.file, given=kind)
        row = {
            "type": kind,
            "name": kind.replace("-", "_"),
            "personal": "personal" if kind in _ABOUT_PERSONS else "",
            "purpose": said(purpose, languages)[languages[0]] if purpose else "",
        }
        rows.append({key: text for key, text in row.items() if text})
    return rows


def survey_columns(languages: tuple[str, ...]) -> list[str]:
    """Return the headings of the survey sheet for `languages`, in their order."""
    made: list[str] = []
    for column in SURVEY:
        made += [heading(column, each) for each in languages] if column in TRANSLATED else [column]
    return made


def _choice_columns(rows: list[Row], languages: tuple[str, ...]) -> list[str]:
    fixed = ["list_name", "name", *(heading("label", each) for each in languages)]
    return [*fixed, *dict.fromkeys(key for row in rows for key in row if key not in fixed)]


def _frame(rows: list[Row], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns, dtype=object).fillna("")
    always = ("type", "name", "list_name")
    kept = [c for c in columns if c in always or c.startswith("label") or frame[c].ne("").any()]
    return frame[kept]


def _settings(description: Description, languages: tuple[str, ...]) -> pd.DataFrame:
    row = {
        "form_title": said(description.title, languages)[languages[0]],
        "form_id": description.name,
        "version": description.version,
        "default_language": heading_language(languages[0]),
        "instance_name": _instance_name(description),
    }
    return pd.DataFrame([{key: text for key, text in row.items() if text}], dtype=object)


def _instance_name(description: Description) -> str:
    given = description.instance_name
    if "(" in given or "${" in given:
        return given
    names = [each.strip() for each in given.split(",") if each.strip()]
    if not names:
        names = ["today"] if "today" in description.metadata else []
        parts = [f"'{description.name}'", *(f"${{{name}}}" for name in names)]
    else:
        parts = [f"${{{name}}}" for name in names]
    joined = ", ' – ', ".join(parts)
    return f"concat({joined})" if len(parts) > 1 else parts[0]


def write_form(built: BuiltForm, folder: Path | str) -> tuple[Path, ...]:
    """Write the form: XLSForm, the files that go with it, and the XForm.

    Parameters
    ----------
    built : BuiltForm
        From :func:`build_form`.
    folder : path
        Made if it is not there.

    Returns
    -------
    tuple of Path
        The workbook first, then the CSV files, then the XForm; the same bytes every time.

    Examples
    --------
    >>> from pathlib import Path
    >>> folder = Path(getfixture("tmp_path"))
    >>> _ = (folder / "w.yml").write_text("title: Wells\\nquestions:\\n- question: Depth?\\n"
    ...     "  kind: number\\n")
    >>> [path.name for path in write_form(build_form(folder / "w.yml"), folder / "form")]
    ['wells.xlsx', 'wells.xml']
    """
    folder = Path(folder)
    xlsx = folder / f"{built.name}.xlsx"
    with write_aside(xlsx) as aside:
        aside.write_bytes(built.workbook)
    written = [xlsx]
    for name, table in built.media.items():
        write_text(folder / name, table.to_csv(index=False, lineterminator="\n"))
        written.append(folder / name)
    xml = folder / f"{built.name}.xml"
    write_text(xml, built.xform)
    return (*written, xml)
