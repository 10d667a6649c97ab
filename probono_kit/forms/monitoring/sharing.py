"""Issues as others may read them: without the answers of columns that do not leave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from probono_kit.forms.monitoring.issues import Asked, Issue, Part, issues_frame
from probono_kit.forms.monitoring.labels import choice_labels, question_labels
from probono_kit.forms.monitoring.monitor import Monitoring
from probono_kit.i18n import current_language

#: In the place of what does not leave.
HIDDEN = "…"
_PEOPLE = ("enumerator", "other_enumerator")
#: Values of a sentence that tell of the interview itself and of no answer.
_TECHNICAL = frozenset(
    (
        *("minutes", "answers", "usual", "limit", "time", "days", "date", "received", "start"),
        *("end", "other_day", "first_day", "count", "metres", "mean", "day"),
        *("last", "rule", "target", "due", "done", "other"),
    )
)
#: Sentences that say the same without the answer.
_PLAINER = {"monitor.old_version": "monitor.old_version_shared"}
#: What submissions tell of themselves, and no person.
_OWN = ("", "_key", "_submission_time")


def person_words(
    monitoring: Monitoring, columns: Collection[str], language: str | None = None
) -> dict[str, str]:
    """Return what enumerators are called by those who may not know their names.

    Parameters
    ----------
    monitoring : Monitoring
        The monitoring.
    columns : collection of str
        Columns that may leave.
    language : str, optional
        Of labels (default: the current one).

    Returns
    -------
    dict of str to str
        Names themselves, by their label in the form, if their column may leave; else a word that
        is the same every day, such as ``E-4f2a``.
    """
    names = pd.unique(monitoring.interviews.enumerators)
    column = monitoring.roles.enumerator
    if column not in columns:
        return {str(name): _word(str(name)) if name else "" for name in names}
    submissions = monitoring.interviews.submissions
    labels = choice_labels(submissions, "main", column, language or current_language())
    return {str(name): labels.get(str(name), str(name)) for name in names}


def _word(name: str) -> str:
    return f"E-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:4]}"


def shared_table(
    monitoring: Monitoring, columns: Collection[str], *, language: str | None = None
) -> pd.DataFrame:
    """Return the table of issues with nothing but what may leave.

    Parameters
    ----------
    monitoring : Monitoring
        The monitoring.
    columns : collection of str
        Columns that may leave.
    language : str, optional
        Of the sentences (default: the current one).

    Returns
    -------
    pandas.DataFrame
        As :meth:`Monitoring.table`; in sentences, answers of other columns are ``…``, and their
        ``value`` and ``expected`` are empty; ``_key`` and ``row`` are empty, since the ``id`` leads
        to the interview for those who have the submissions; ``reason`` is empty.
    """
    language = language or current_language()
    table = monitoring.table(language)
    people = person_words(monitoring, columns, language)
    labels = question_labels(monitoring.interviews.submissions, language)
    told = {one.id: _shared(one, monitoring, columns, people) for one in monitoring.found}
    shown = issues_frame([told[name] for name in table["id"]], language=language, labels=labels)
    kept = ["sentence", "enumerator", "value", "expected"]
    table[kept] = shown[kept]
    return table.assign(_key="", row="", reason="")


def _told_of(issue: Issue, monitoring: Monitoring) -> list[str]:
    """Return all columns whose answers the sentence of an issue tells."""
    roles = monitoring.roles
    names = [issue.question]
    if issue.check == "other_recode":
        names += [pair.text for pair in roles.others if pair.select == issue.question]
    if issue.check == "straight_line":
        names += [name for _, block in roles.blocks if issue.question in block for name in block]
    return names


def _shared(
    issue: Issue, monitoring: Monitoring, columns: Collection[str], people: dict[str, str]
) -> Issue:
    roles = monitoring.roles
    own = (*_OWN, roles.start, roles.end, roles.received)
    names = _told_of(issue, monitoring)
    may = all(name in own or name.partition(":")[0] in columns for name in names)
    values: dict[str, object] = {}
    for name, value in issue.values.items():  # noqa: PD011  no frame
        if name in _PEOPLE:
            values[name] = people.get(str(value), str(value))
        elif may or isinstance(value, Asked | Part | tuple) or name in _TECHNICAL:
            values[name] = value
        else:
            values[name] = HIDDEN
    code = _PLAINER.get(issue.code, issue.code)
    return replace(
        issue,
        code=issue.code if may else code,
        enumerator=people.get(issue.enumerator, ""),
        values=values,
        value=issue.value if may and issue.question != "_key" else "",
        expected=issue.expected if may else "",
    )
