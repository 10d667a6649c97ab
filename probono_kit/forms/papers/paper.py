"""A form to print and fill in by hand."""

from __future__ import annotations

from pathlib import Path

from probono_kit.files import write_text
from probono_kit.findings import Findings
from probono_kit.forms.model import Form
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.paper_model import paper_of
from probono_kit.forms.papers.tongue import code_of, words_for, written_language
from probono_kit.i18n import current_language
from probono_kit.pages import content_policy, page_environment, source

_RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur", "ku", "he", "dv")


def write_paper_form(form: Form, path: Path | str, *, language: str | None = None) -> Findings:
    """Write a form to print on A4 and fill in by hand, as one page for a browser.

    Boxes to tick, lines to write on, repeats as tables with a row for each; who is asked what
    stands in words before the questions, with the number to go on with.

    Parameters
    ----------
    form : Form
        The form.
    path : path
        An HTML file; the browser prints it, also to PDF.
    language : str, optional
        A language of the form, by its code or as the form writes it (default: the current one, else
        the first of the form). Words around the texts are in English, French, Spanish or Arabic.

    Returns
    -------
    Findings
        Conditions that have no words, lists that are not printed, a language that the form lacks.

    Raises
    ------
    ProbonoError
        If the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["integer", "text"], "name": ["age", "job"],
    ...                        "label": ["Age", "Job?"], "relevant": [None, "${age} >= 15"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> write_paper_form(forms.read_form(folder / "form.xlsx"), folder / "paper.html")
    []
    >>> "only if the answer to question 1 is at least 15." in (folder / "paper.html").read_text()
    True
    """
    findings = Findings()
    wanted = language or current_language()
    written = written_language(form, wanted)
    if written is None:
        written = form.languages[0] if form.languages else None
        if language is not None and any(form.languages):
            known = tuple(form.languages)
            findings.add("papers.no_language", form.path.name, language=wanted, languages=known)
    code = code_of(written or "") or (wanted if not written else "")
    words = words_for(written, fallback="en") if written else words_for(wanted, fallback="en")
    paper = paper_of(form, written, words)
    style = source("form_paper.css")
    page = (
        page_environment(words)
        .get_template("form_paper.html")
        .render(
            title=title_of(form),
            version=form.settings.get("version") if form.settings is not None else "",
            tag=code or words,
            way="rtl" if code in _RIGHT_TO_LEFT else "ltr",
            policy=content_policy(style),
            style=style,
            paper=paper,
        )
    )
    write_text(Path(path), page)
    if paper.unsaid:
        names = tuple(dict.fromkeys(paper.unsaid))
        findings.add("papers.unsaid", Path(path).name, count=len(names), names=names[:8])
    if paper.unlisted:
        names = tuple(dict.fromkeys(paper.unlisted))
        findings.add("papers.unlisted", Path(path).name, names=names[:8])
    return findings
