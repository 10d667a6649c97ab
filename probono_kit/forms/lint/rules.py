"""The rules, each with the findings it makes and its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from probono_kit.findings import Findings, Severity
from probono_kit.forms.lint import (
    conditions,
    course,
    exports,
    languages,
    limits,
    lists,
    logic,
    persons,
    practice,
    sheets,
    values,
)
from probono_kit.forms.lint.converted import convert_form
from probono_kit.forms.model import Form
from probono_kit.forms.reading import read_form
from probono_kit.i18n import current_language, use_language

_REFERENCE = "https://xlsform.org/en/ref-table/"
_LOGIC = "https://docs.getodk.org/form-logic/"
_XPATH = "https://getodk.github.io/xforms-spec/#xpath-expressions"
_ICRC = "ICRC, Handbook on Data Protection in Humanitarian Action, 2024, ch. 2"
_CASCADE = "https://xlsform.org/en/#cascading-selects"
_STATA = "https://www.stata.com/manuals/u11.pdf"
_KOBO = "https://support.kobotoolbox.org/export_download.html"
_PRACTICE = "https://docs.getodk.org/form-design-intro/"


#: Errors at which pyxform stops too, sometimes without telling the row.
_REFUSED = frozenset(
    f"form.{name}"
    for name in (
        *("type", "list_missing", "label_missing", "choice_spaces", "choice_twice"),
        *(
            "name",
            "name_twice",
            "nameless",
            "choice_nameless",
            "reference_unknown",
            "reference_open",
            "never_closed",
        ),
        *("closes_nothing", "closes_other", "sheet_name_spaces", "cycle"),
    )
)


#: What pyxform says of languages; we name the column and its cells.
_SAID_BY_COLUMN = re.compile(
    r"(?:Language '[^']*' is missing the (?:survey|choices)"
    r" (?:(?:label|hint|guidance_hint|constraint_message|required_message)(?:, | and )?)+"
    r" columns?\.?\s*)+(?:Learn more.*)?$"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter.

    Parameters
    ----------
    name : str
        What it looks at, in one word.
    check : callable
        Takes the form's :class:`~probono_kit.forms.lint.logic.Sight` and adds findings.
    source : str
        Documentation or guideline behind it.
    """

    name: str
    check: Callable[[logic.Sight, Findings], None]
    source: str


#: In the order in which they are applied.
RULES: tuple[Rule, ...] = (
    Rule("columns", sheets.columns, _REFERENCE),
    Rule("types", sheets.types, _REFERENCE),
    Rule("names", sheets.names, _REFERENCE),
    Rule("syntax", logic.syntax, _XPATH),
    Rule("conditions", conditions.conditions, _XPATH),
    Rule("references", logic.references, _LOGIC),
    Rule("cycles", logic.cycles, _LOGIC),
    Rule("comparisons", logic.comparisons, "https://docs.getodk.org/form-operators-functions/"),
    Rule("repeat counts", conditions.repeat_counts, "https://docs.getodk.org/form-logic/#repeats"),
    Rule("choices", lists.choices, "https://xlsform.org/en/#multiple-choice-questions"),
    Rule("filters", lists.filters, _CASCADE),
    Rule("labels of choices", lists.labels, "https://xlsform.org/en/#multiple-choice-questions"),
    Rule("files", lists.files, "https://docs.getodk.org/form-datasets/"),
    Rule("languages", languages.languages, "https://xlsform.org/en/#multiple-language-support"),
    Rule(
        "translations", languages.translations, "https://xlsform.org/en/#multiple-language-support"
    ),
    Rule("constraints", sheets.constraints, "https://xlsform.org/en/#constraints"),
    Rule("values", values.values, _REFERENCE),
    Rule("spaces", sheets.spaces, _REFERENCE),
    Rule("errors of formulas", sheets.errors, _REFERENCE),
    Rule("unused lists", lists.unused, _PRACTICE),
    Rule("filters that are missing", practice.unfiltered, _CASCADE),
    Rule("cells without effect", course.useless, _REFERENCE),
    Rule("names in exports", exports.exports, _STATA),
    Rule("names of choices in exports", exports.choices, _KOBO),
    Rule("personal data", persons.personal, _ICRC),
    Rule("consent", persons.consent, _ICRC),
    Rule(
        "limits",
        limits.unlimited,
        "https://docs.getodk.org/form-logic/#validating-and-restricting-responses",
    ),
    Rule(
        "accuracy of positions",
        limits.accuracy,
        "https://docs.getodk.org/form-question-types/#geopoint",
    ),
    Rule("other", practice.other, _PRACTICE),
    Rule("exclusive choices", practice.exclusive, _PRACTICE),
    Rule("answers apart", practice.together, _PRACTICE),
    Rule("required", course.required, "https://docs.getodk.org/form-logic/#requiring-responses"),
    Rule(
        "times recorded", course.recorded, "https://docs.getodk.org/form-question-types/#metadata"
    ),
    Rule("length", course.length, _PRACTICE),
    Rule("settings", practice.settings, "https://xlsform.org/en/#settings-worksheet"),
)


def lint_form(
    form: Form | Path | str, *, language: str | None = None, convert: bool = True
) -> Findings:
    """Say everything that is wrong with a form, at once.

    Parameters
    ----------
    form : Form or path
        A form, or its workbook.
    language : str, optional
        Language of the texts that are made while the rules run; default: the current one.
    convert : bool
        Whether to convert the form with pyxform as well, as the servers of KoboToolbox and ODK
        do; takes most of the time.

    Returns
    -------
    Findings
        Errors, where the form would fail or lose data, first; then warnings; then advice.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame(
    ...     {"type": ["integer", "note"], "name": ["age", "adult"], "label": ["Age?", "An adult."],
    ...      "relevant": [None, "${age} == 18"]}
    ... )
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> found = forms.lint_form(path)[0]
    >>> found.code, found.where
    ('form.operator', 'survey › D3')
    """
    if not isinstance(form, Form):
        form = read_form(form)
    findings = Findings(form.findings)
    sight = logic.Sight(form)
    if not form.questions:
        sheets.columns(sight, findings)
        return findings.by_severity()
    with use_language(language or current_language()):
        for rule in RULES:
            rule.check(sight, findings)
        if convert:
            findings += _new(convert_form(form), findings)
    return findings.by_severity()


def _new(converted: Findings, findings: Findings) -> Findings:
    """Leave out what pyxform says about a row that has an error, or without a row of one known."""
    said = {_line(each.where) for each in findings if each.severity is Severity.ERROR}
    if any(each.code in _REFUSED for each in findings):
        said |= {_line(each.where) for each in converted if " › " not in each.where}
    return Findings(
        each
        for each in converted
        if _line(each.where) not in said and not _SAID_BY_COLUMN.match(str(each.values["text"]))
    )


def _line(where: str) -> str:
    """Return sheet and row of a cell: what is said about it need not be said by pyxform again."""
    return re.sub(r"› [A-Z]+(?=\d+$)", "› ", where).casefold()
