"""What setting up a data collection leaves behind: the form, its files, what explains it."""

from __future__ import annotations

from pathlib import Path

from probono_kit import forms
from probono_kit.engagement.parameters import SetUpCollection
from probono_kit.findings import Findings
from probono_kit.forms.preview import write_preview
from probono_kit.i18n import gettext as _
from probono_kit.i18n import ngettext
from probono_kit.run.outputs import Output, Outputs, Role
from probono_kit.run.save import Saved, as_output


def save_form(built: forms.BuiltForm, p: SetUpCollection) -> Saved:
    """Write the form for the server, a preview for the NGO, and what the linter says.

    Parameters
    ----------
    built : BuiltForm
        From :func:`probono_kit.engagement.form_step`.
    p : SetUpCollection
        Checked parameters: output folder, language.

    Returns
    -------
    Saved
        The form and its files, the preview; the XForm stays.

    Raises
    ------
    ProbonoError
        If the form cannot be converted or a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"description": "sample:household-form/questionnaire.yml", "areas": "base:admin1",
    ...          "country": "SEN", "output_folder": tempfile.mkdtemp()}
    >>> p = engagement.check_parameters("set_up_collection", given)
    >>> saved = save_form(engagement.form_step(p, engagement.describe_step(p)), p)
    >>> [made.path for made in saved.outputs][:2]
    ['menages_fatick.xlsx', 'menages_fatick.xml']
    >>> saved.findings.errors
    []
    >>> set_language("en")
    """
    folder, language, findings = Path(p.output_folder), p.language, Findings()
    written = forms.write_form(built, folder)
    said = {found.code for found in built.findings}
    checked = forms.lint_form(written[0], language=language)
    findings += (each for each in checked if each.code not in said)
    outputs = Outputs(_form_output(path, built, p) for path in written)
    page = folder / f"{built.name}-preview.html"
    missing = write_preview(built, page, language=language)
    findings += missing
    if not missing:
        text = _("Try the form as if you were in the field; nothing is sent or kept.", language)
        title = _("Preview of the form", language)
        outputs.append(as_output(page, Role.FORM, title, p, text))
    findings += (
        each for each in _explain(built, p, outputs) if each.where not in _places(findings)
    )
    return Saved(outputs, findings.by_severity())


def _places(findings: Findings) -> set[str]:
    """Return the cells about which the linter spoke of personal data already."""
    return {each.where for each in findings if each.code.startswith("form.personal")}


def _explain(built: forms.BuiltForm, p: SetUpCollection, outputs: Outputs) -> Findings:
    """Write what explains the form, and the form on paper."""
    folder, language, findings = Path(p.output_folder), p.language, Findings()
    form = built.form
    for suffix, title, text, write in (
        (
            "paper.html",
            _("Form on paper", language),
            _("To print and fill in by hand.", language),
            forms.write_paper_form,
        ),
        (
            "codebook.xlsx",
            _("Codebook", language),
            _("What each column of the data holds.", language),
            forms.write_codebook,
        ),
        (
            "analysis.xlsx",
            _("Analysis plan", language),
            _("Into which table or map each question goes.", language),
            forms.write_analysis_plan,
        ),
        (
            "personal-data.xlsx",
            _("Register of personal data", language),
            _("What leads to a person: why asked, who sees it, when deleted.", language),
            forms.write_personal_data_register,
        ),
    ):
        path = folder / f"{built.name}-{suffix}"
        findings += write(form, path, language=language)
        outputs.append(as_output(path, Role.FORM, title, p, text))
    if len(built.languages) > 1:
        path = folder / f"{built.name}-translation.xlsx"
        findings += forms.write_translation_sheet(form, path, language=language)
        title, text = _("Translator's sheet", language), _("All texts, side by side.", language)
        outputs.append(as_output(path, Role.FORM, title, p, text))
    return findings


def _form_output(path: Path, built: forms.BuiltForm, p: SetUpCollection) -> Output:
    """Return what is told of a file of the form."""
    language = p.language
    if path.suffix == ".xlsx":
        count = int((~built.survey["type"].str.match("begin|end|calculate|start|today")).sum())
        text = ngettext(
            "{count} question, for KoboToolbox and ODK.",
            "{count} questions, for KoboToolbox and ODK.",
            count,
            language,
        ).format(count=count)
        return as_output(path, Role.FORM, _("Form", language), p, text)
    if path.suffix == ".csv":
        text = _("Goes to the server with the form.", language)
        return as_output(path, Role.FORM, _("Areas for the form", language), p, text)
    return as_output(path, Role.FORM, _("Converted form (XForm)", language), p, deliver=False)
