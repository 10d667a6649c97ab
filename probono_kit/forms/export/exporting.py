"""Submissions written as the servers write theirs."""

from __future__ import annotations

from pathlib import Path

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.forms.export import central, kobo
from probono_kit.forms.submission_model import Submissions

#: What writes each format, and the ending of its file.
FORMATS = {
    "kobo_xlsx": (kobo.write_xlsx, ".xlsx"),
    "kobo_csv": (kobo.write_csv, ".csv"),
    "kobo_json": (kobo.write_json, ".json"),
    "central_zip": (central.write_zip, ".zip"),
}


def write_submissions(
    submissions: Submissions,
    path: Path | str,
    format: str = "kobo_xlsx",  # noqa: A002 (the word that people look for)
) -> None:
    """Write submissions as KoboToolbox or ODK Central would export them.

    Parameters
    ----------
    submissions : Submissions
        With their form.
    path : path
        The file; it appears whole or not at all. The same submissions give the same bytes.
    format : str
        ``kobo_xlsx`` (a sheet for each repeat), ``kobo_csv`` (as there, without repeats),
        ``kobo_json`` (what version 2 of the API answers), ``central_zip``.

    Raises
    ------
    ProbonoError
        ``submissions.format_unknown``, ``submissions.form_needed``; ``file.…`` where the file
        cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label": ["Age"]})
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> made = forms.synthesise(forms.read_form(folder / "form.xlsx"), 3, seed=1)
    >>> forms.write_submissions(made, folder / "answers.csv", "kobo_csv")
    >>> (folder / "answers.csv").read_text("utf-8-sig").splitlines()[0][:12]
    '"age";"_id";'
    """
    findings = Findings()
    if format not in FORMATS:
        findings.add("submissions.format_unknown", path, value=format, known=tuple(FORMATS))
    if submissions.form is None:
        findings.add("submissions.form_needed", path)
    findings.raise_errors()
    form = submissions.form
    assert form is not None
    write, _ = FORMATS[format]
    with write_aside(Path(path)) as aside:
        write(submissions, form, aside)
