"""Anomalies planted in submissions, with where they are: for training, and to test monitoring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.monitoring.roles import find_roles
from probono_kit.forms.monitoring.settings import MonitorSettings
from probono_kit.forms.submission_model import Submissions
from probono_kit.forms.synthesis.anomalies_of_answers import ANSWERS_PLANTED
from probono_kit.forms.synthesis.anomalies_of_people import PEOPLE_PLANTED
from probono_kit.forms.synthesis.anomalies_of_places import PLACES_PLANTED
from probono_kit.forms.synthesis.anomalies_of_times import TIMES_PLANTED
from probono_kit.forms.synthesis.planted import Planting

#: Columns of the table that says what was planted.
TRUTH_COLUMNS = ("kind", "_key", "other_key", "enumerator", "question", "value")
#: What plants each kind: people first, who do so in all their interviews; then what moves times.
PLANTERS = PEOPLE_PLANTED | TIMES_PLANTED | ANSWERS_PLANTED | PLACES_PLANTED


def plant(
    submissions: Submissions,
    kinds: Sequence[str] | None = None,
    *,
    share: float = 0.01,
    seed: int = 0,
    settings: MonitorSettings | None = None,
) -> tuple[Submissions, pd.DataFrame]:
    """Plant anomalies in submissions.

    Parameters
    ----------
    submissions : Submissions
        With their form, such as :func:`synthesise` makes them.
    kinds : sequence of str, optional
        Which, in the words of the monitoring. Of when interviews were made: ``overlap``,
        ``duplicate_start``, ``long``, ``night``, ``late``, ``end_before_start``, ``short``,
        ``short_for_size`` (which it calls short), ``wrong_date``, ``old_version``. Of answers:
        ``other_recode``, ``other_frequent``, ``near_copy``, ``duplicate_identity``,
        ``duplicate_key``, ``nobody``, ``straight_line``, ``outlier``, ``constraint``,
        ``required_empty``, ``not_asked``. Of places: ``gps_elsewhere``, ``gps_outside``,
        ``gps_stacked``, ``gps_imprecise``, ``gps_missing``. Of all interviews of one person,
        another one for each kind and a third of the people at most: ``dont_know``, ``no_answer``,
        ``refusals``, ``other_rate``, ``straight_lines``, ``busy_day``, ``productivity``,
        ``low_productivity``, ``silent``. Default: all.
    share : float
        Of the interviews that get one, for each kind; at least one does. No interview gets two.
    seed : int
        The same seed plants the same.
    settings : MonitorSettings, optional
        Which question is what, where the form does not tell: ``gps_elsewhere`` needs the area.

    Returns
    -------
    submissions : Submissions
        A copy with the anomalies. Its findings name kinds that the form has no question for.
    truth : pandas.DataFrame
        One row for each thing planted, in :data:`TRUTH_COLUMNS`; of what a person always does,
        ``_key`` is empty.

    Raises
    ------
    ProbonoError
        ``submissions.kind_unknown``, ``submissions.form_needed``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({
    ...     "type": ["start", "end", "integer"], "name": ["start", "end", "age"],
    ...     "label": ["", "", "Age"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> made = forms.synthesise(forms.read_form(path), 100, seed=1)
    >>> planted, truth = forms.plant(made, ["night"], share=0.03)
    >>> hours = planted.main.set_index("_key").loc[truth["_key"], "start"].dt.hour
    >>> len(truth), bool(hours.isin([22, 23, 0, 1, 2, 3]).all())
    (3, True)
    """
    wanted = list(PLANTERS if kinds is None else dict.fromkeys(kinds))
    wrong = Findings()
    for kind in wanted:
        if kind not in PLANTERS:
            wrong.add("submissions.kind_unknown", "kinds", value=kind, known=tuple(PLANTERS))
    if submissions.form is None:
        wrong.add("submissions.form_needed", "submissions")
    wrong.raise_errors()
    assert submissions.form is not None
    planting = Planting(
        form=submissions.form,
        tables={name: frame.copy() for name, frame in submissions.tables.items()},
        roles=find_roles(submissions, settings),
        random=np.random.default_rng([seed, len(submissions)]),
        count=max(1, round(share * len(submissions))),
    )
    findings = Findings(submissions.findings)
    for kind in wanted:
        before = len(planting.truth)
        planting.kind = kind
        PLANTERS[kind](planting)
        if len(planting.truth) == before and kinds is not None:
            findings.add("submissions.kind_impossible", submissions.form.path.name, value=kind)
    truth = pd.DataFrame(planting.truth, columns=list(TRUTH_COLUMNS), dtype="str")
    return replace(submissions, tables=planting.made(), findings=findings), truth
