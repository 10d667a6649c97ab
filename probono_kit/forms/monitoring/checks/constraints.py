"""Rules of the form, checked again: limits, required answers, what was not to be asked.

A form holds its rules while it is filled in; what was edited later, came from an older version or
was written by another program may break them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.model import Question
from probono_kit.forms.monitoring.checks.positions import is_usual
from probono_kit.forms.monitoring.interviews import ANSWERED, Interviews, Mask
from probono_kit.forms.monitoring.issues import Asked, Issue, Part, plain
from probono_kit.forms.monitoring.labels import form_language
from probono_kit.forms.monitoring.rules import Rules, UncheckableError
from probono_kit.i18n import current_language
from probono_kit.tables.cells import shorten

_YES = frozenset(("yes", "true", "true()", "1", "oui"))
#: More answers than so many, and than this share, to a question that was not to be asked say
#: something about form and file, and nothing about interviews.
_MANY, _SHARE = 20, 0.1
_NO = frozenset(("", "no", "false", "false()", "0", "non"))


def broken_rules(interviews: Interviews) -> Iterator[Issue]:
    """Yield answers against a constraint, required ones that are empty, and ones not asked for.

    A rule that cannot be worked out here is left out: the check of forms tells of it.
    """
    form = interviews.submissions.form
    if form is None:
        return
    rules = Rules(interviews, form)
    # Told as “nobody named” and “no position”.
    elsewhere = {interviews.roles.enumerator}
    elsewhere |= {interviews.roles.point} if is_usual(interviews) else set()
    for (table, column), question in interviews.questions.items():
        # The parts of a position are no questions of their own.
        if question.kind not in ANSWERED or ":" in column:
            continue
        above = interviews.rows_above(table)
        filled = interviews.submissions.tables[table][column].notna().to_numpy() & (above >= 0)
        try:
            relevant = rules.relevant(question)
        except UncheckableError:
            continue
        place = (table, column)
        unasked = filled & ~relevant
        if unasked.sum() > max(_MANY, _SHARE * filled.sum()):
            yield _many(place, int(unasked.sum()), int(filled.sum()))
        else:
            yield from _told(interviews, "monitor.not_asked", place, question, unasked)
        missing = _required(rules, question) & relevant & ~filled & (above >= 0)
        missing &= _known(interviews, filled, above)
        if column not in elsewhere:
            yield from _told(interviews, "monitor.required_empty", place, question, missing)
        broken = ~_allowed(rules, question) & relevant & filled
        yield from _told(interviews, "monitor.constraint", place, question, broken)


def _many(place: tuple[str, str], count: int, filled: int) -> Issue:
    """Return one issue for a question that so many answered without being asked."""
    return Issue(
        "monitor.not_asked_many",
        Severity.WARNING,
        question=place[1],
        value=str(count),
        values={"asked": Asked(*place), "share": Part(count, filled)},
        subject=place[0],
    )


def _known(interviews: Interviews, filled: Mask, above: npt.NDArray[np.intp]) -> Mask:
    """Tell in which rows the version of the form had the question: somebody answered it."""
    codes, _ = pd.factorize(interviews.texts(interviews.roles.version))
    version = codes[above]
    return np.isin(version, np.flatnonzero(np.bincount(version[filled], minlength=1)))


def _required(rules: Rules, question: Question) -> Mask:
    written = question.row.get("required")
    count = len(rules.tables[rules.table_of(question)])
    if written.casefold() in _YES:
        return np.ones(count, dtype=bool)
    if written.casefold() in _NO:
        return np.zeros(count, dtype=bool)
    try:
        return rules.truth(written, question)
    except UncheckableError:
        return np.zeros(count, dtype=bool)


def _allowed(rules: Rules, question: Question) -> Mask:
    written = question.row.get("constraint")
    try:
        if written:
            return rules.truth(written, question)
    except UncheckableError:
        pass
    return np.ones(len(rules.tables[rules.table_of(question)]), dtype=bool)


def _told(
    interviews: Interviews, code: str, place: tuple[str, str], question: Question, rows: Mask
) -> Iterator[Issue]:
    if not rows.any():
        return
    table, column = place
    frame = interviews.submissions.tables[table]
    above = interviews.rows_above(table)
    keys = frame["_key"].astype(str).to_numpy(dtype=object)
    values = frame[column]
    rule = _rule(interviews, question) if code == "monitor.constraint" else ""
    for at in np.flatnonzero(rows).tolist():
        value = shorten(plain(values.iloc[at]), 60)
        yield interviews.issue(
            code,
            Severity.NOTE if code == "monitor.not_asked" else Severity.ERROR,
            int(above[at]),
            question=column,
            value=value,
            expected=rule,
            row="" if table == "main" else str(keys[at]),
            asked=Asked(table, column),
            answer=value,
            rule=rule,
        )


def _rule(interviews: Interviews, question: Question) -> str:
    """Return what the form says about the rule, or else the rule itself."""
    form = interviews.submissions.form
    language = form_language(form, current_language()) if form is not None else None
    said = question.row.get("constraint_message", language) if language is not None else ""
    said = said or question.row.get("constraint_message") or question.row.get("constraint")
    return shorten(said.rstrip("."), 120)
