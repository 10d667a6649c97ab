"""The steps of the notebook that sets up a data collection: what is asked, and the form of it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from probono_kit import forms
from probono_kit.engagement.parameters.set_up_collection import SetUpCollection
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.forms.building.rows import heading


def describe_step(p: SetUpCollection) -> forms.Description:
    """Read what the form asks.

    Parameters
    ----------
    p : SetUpCollection
        Checked parameters.

    Returns
    -------
    Description
        Its country and limit of choices are those of the parameters.

    Raises
    ------
    ProbonoError
        With the line or cell of every mistake.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> given = {"description": "sample:household-form/questionnaire.yml"}
    >>> describe_step(check_parameters("set_up_collection", given)).name
    'menages_fatick'
    >>> set_language("en")
    """
    if not p.description:
        findings = Findings()
        findings.add("form.describe_missing", "description")
        raise ProbonoError(findings)
    read = forms.read_description(p.description, language=p.language)
    return replace(read, country=p.country or read.country, most_choices=p.most_choices)


def form_step(p: SetUpCollection, description: forms.Description) -> forms.BuiltForm:
    """Make the form.

    Parameters
    ----------
    p : SetUpCollection
        Checked parameters.
    description : Description
        From :func:`describe_step`.

    Returns
    -------
    BuiltForm
        It opens in the language of the brief, if it has that language.

    Raises
    ------
    ProbonoError
        If the areas cannot be read.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> given = {"description": "sample:household-form/questionnaire.yml", "areas": "base:admin1",
    ...          "country": "SEN"}
    >>> p = check_parameters("set_up_collection", given)
    >>> built = form_step(p, describe_step(p))
    >>> int((built.choices["list_name"] == "admin1").sum())
    14
    >>> set_language("en")
    """
    return forms.build_form(description, areas=p.areas or None, language=p.language)


def question_table(built: forms.BuiltForm) -> pd.DataFrame:
    """Return what the form asks, in the order in which it asks.

    Parameters
    ----------
    built : BuiltForm
        From :func:`form_step`.

    Returns
    -------
    pandas.DataFrame
        One row per question and group: name, type, text, when it is asked.

    Examples
    --------
    >>> from pathlib import Path
    >>> path = Path(getfixture("tmp_path")) / "wells.yml"
    >>> _ = path.write_text("title: Wells\\nquestions:\\n- question: Depth?\\n  kind: number\\n")
    >>> question_table(forms.build_form(path))["type"].tolist()[-1]
    'integer'
    """
    shown = built.survey[~built.survey["type"].str.startswith("end ")]
    text = heading("label", built.languages[0])
    kept = [name for name in ("name", "type", text, "relevant") if name in shown]
    return shown[kept].rename(columns={text: "text", "relevant": "when"}).reset_index(drop=True)
