"""The translator's sheet: one row per text of a form, to fill in without knowing what a form is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.model import Form
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.languages import tongues_of
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.texts import texts_of
from probono_kit.forms.papers.tongue import code_of, text_language
from probono_kit.forms.papers.translation_rows import (
    ASKED,
    KEY,
    KIND,
    NOTE,
    NUMBER,
    STAYS,
    WHAT,
    WHERE,
    TranslationRows,
    heading_of,
)
from probono_kit.i18n import direction

_ABOUT = (
    N_("Write into the yellow cells only; red ones are empty. Save the file and send it back."),
    N_("What stands under “{stays}” goes into the translation letter by letter: ${{…}}, <…>."),
    N_("A text that occurs several times is here once. Rows may be sorted; delete none."),
)


def write_translation_sheet(
    form: Form,
    path: Path | str,
    *,
    to: Iterable[str] = (),
    source: Iterable[str] = (),
    since: Form | None = None,
    language: str | None = None,
) -> Findings:
    """Write a workbook that a translator fills in, one row per text.

    Parameters
    ----------
    form : Form
        The form.
    path : path
        The workbook.
    to : iterable of str
        Languages to translate into: codes, names, or as the form writes them. They may be new to
        the form. Default: all of the form but the source.
    source : iterable of str
        Languages to translate from, the first counts. Default: the one in which the form opens.
        Names the language of a form that names none.
    since : Form, optional
        An older version: texts that changed, while their translation did not, are marked.
    language : str, optional
        Of the words around the texts (default: the current one).

    Returns
    -------
    Findings
        Choices whose texts are in files of their own.

    Raises
    ------
    ProbonoError
        If there is nothing to translate into, or the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> form = forms.read_form(folder / "form.xlsx")
    >>> write_translation_sheet(form, folder / "sheet.xlsx", to=["es"], language="en")
    []
    >>> sheet = pd.read_excel(folder / "sheet.xlsx", skiprows=5, engine="calamine")
    >>> sheet.loc[0, ["Where", "French (fr)", "Status: Spanish (es)"]].tolist()
    ['age', 'Âge', 'missing']
    """
    language = text_language(language)
    tongues = tongues_of(form, source, to)
    old = {} if since is None else {each.place: each for each in texts_of(since, tongues)}
    writer = TranslationRows(form, tongues, language, old)
    title = writer.say(N_("Translation: {title}"), title=title_of(form))
    sheet = _sheet(writer, title)
    write_sheets(path, [sheet], title=title, language=language)
    findings = Findings()
    files = [each.name for each in form.questions if each.kind.endswith(("_file", "_external"))]
    if files:
        findings.add("translation.in_files", Path(path).name, names=tuple(files[:8]))
    return findings


def _sheet(writer: TranslationRows, title: str) -> PaperSheet:
    tongues, say = writer.tongues, writer.say
    columns = writer.columns()
    frame = pd.DataFrame(list(writer.rows()), columns=columns, dtype="str").fillna("")
    hidden = frozenset(columns[columns.index(KEY) :])
    targets = [heading_of(each) for each in tongues.targets]
    texts = {heading_of(each): 44.0 for each in tongues.both}
    widths = {say(NUMBER): 6.0, say(WHERE): 22.0, say(WHAT): 16.0, say(KIND): 14.0}
    widths |= {say(ASKED): 28.0, say(STAYS): 18.0, say(NOTE): 30.0, **texts}
    widths |= {writer.status_heading(each): 16.0 for each in tongues.targets}
    sheet = PaperSheet(
        say(N_("Translation")),
        frame,
        widths,
        about=[title, *(say(line, stays=say(STAYS)) for line in _ABOUT)],
        frozen=1,
        open=frozenset(targets),
        wanted=frozenset(targets),
        rtl=frozenset(heading_of(each) for each in tongues.both if _is_rtl(each)),
        locked=True,
        hidden=hidden,
    )
    return replace(
        sheet,
        formulas={
            (number, writer.status_heading(each)): writer.formula(number, each, sheet.top)
            for number in range(len(writer.groups))
            for each in tongues.targets
        },
    )


def _is_rtl(written: str) -> bool:
    code = code_of(written)
    return bool(code) and direction(code) == "rtl"
