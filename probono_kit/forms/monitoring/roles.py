"""Which question is what: recognised from the form and the data, or named in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.model import Question
from probono_kit.forms.monitoring import words
from probono_kit.forms.monitoring.answers import OtherPair, blocks_of, coded_answers, other_pairs
from probono_kit.forms.monitoring.questions import (
    choices_of,
    first_word,
    labels_of,
    question_of,
    questions_by_column,
    spaced,
)
from probono_kit.forms.monitoring.settings import MonitorSettings, RoleSettings
from probono_kit.forms.submission_model import Submissions
from probono_kit.tables.cells import fold

#: Written in the settings where a form has no such question though one looks like it.
NONE = "-"
#: Choices and texts that tell enumerators apart.
_ASKED_WHO = ("select_one", "select_one_from_file", "text", "username", "calculate", "barcode")
#: Share of different values from which on a column names one household each.
_UNIQUE = 0.9
_NUMBERS = ("integer", "decimal", "calculate", "range")


@dataclass(frozen=True, eq=False)
class Roles:
    """The columns of submissions by what they are for; empty where there is none.

    Parameters
    ----------
    enumerator, consent, start, end, today, received, version, device : str
        Columns of the main table.
    consent_given : frozenset of str
        Answers by which people agree.
    household_size, roster : str
        A column of the main table; the name of the table of persons.
    point, stratum, area, second_visit : str
        Columns of the main table.
    identity : tuple of tuple of str
        Columns that together name one household or person.
    dont_know, refused : mapping
        Choices that mean this, by table and column of a select.
    others : tuple of OtherPair
        Selects with “other” and the texts behind them.
    blocks : tuple
        Tables and columns of like questions in a row.
    findings : Findings
        Settings that name what is not there.
    """

    enumerator: str = ""
    consent: str = ""
    start: str = ""
    end: str = ""
    today: str = ""
    received: str = ""
    version: str = ""
    device: str = ""
    household_size: str = ""
    roster: str = ""
    point: str = ""
    stratum: str = ""
    area: str = ""
    second_visit: str = ""
    consent_given: frozenset[str] = frozenset()
    identity: tuple[tuple[str, ...], ...] = ()
    dont_know: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    refused: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    others: tuple[OtherPair, ...] = ()
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    findings: Findings = field(default_factory=Findings)


def find_roles(submissions: Submissions, settings: MonitorSettings | None = None) -> Roles:
    """Recognise which question is what.

    Parameters
    ----------
    submissions : Submissions
        With their form, if there is one.
    settings : MonitorSettings, optional
        What they name holds; ``-`` for none.

    Returns
    -------
    Roles
        Recognised by kind (``start``, ``geopoint``), by words in names and labels (English, French,
        Spanish, Arabic), by conditions (the text behind an “other”) and by the data (what names
        one household is hardly ever the same twice).
    """
    settings = settings or MonitorSettings()
    given = settings.roles
    looking = _Looking(submissions, given)
    consent = looking.named("consent", looking.worded(words.CONSENT, ("select_one", "acknowledge")))
    coded = coded_answers(submissions, given)
    return Roles(
        enumerator=looking.named("enumerator", looking.enumerator()),
        consent=consent,
        consent_given=looking.agreeing(consent),
        start=looking.named("start", looking.kind("start")),
        end=looking.named("end", looking.kind("end")),
        today=looking.kind("today"),
        received=looking.named("received", looking.there("_submission_time")),
        version=looking.named("version", looking.there("_version")),
        device=looking.named("device", looking.kind("deviceid")),
        household_size=looking.named(
            "household_size", looking.worded(words.HOUSEHOLD_SIZE, _NUMBERS)
        ),
        roster=given.roster.replace(NONE, "") or looking.roster(),
        point=looking.named("point", looking.kind("geopoint") or looking.kind("start-geopoint")),
        stratum=looking.named("stratum", looking.stratum(settings)),
        area=looking.named("area", ""),
        # The second visits have it; the first ones only if it names the household in both.
        second_visit=given.second_visit.replace(NONE, ""),
        identity=looking.identity(),
        dont_know=coded.dont_know,
        refused=coded.refused,
        others=other_pairs(submissions, given),
        blocks=blocks_of(submissions, settings.limits.block),
        findings=looking.findings,
    )


def _said(column: str, label: object, question: Question | None) -> str:
    """Return the name of a column and its labels in all languages, folded."""
    labels = [str(label)] if isinstance(label, str) else []
    labels += labels_of(question) if question is not None else []
    return fold(" | ".join([column.replace("_", " ").replace("/", " "), *dict.fromkeys(labels)]))


class _Looking:
    """Looks for columns of the main table."""

    def __init__(self, submissions: Submissions, given: RoleSettings) -> None:
        self.submissions, self.given = submissions, given
        self.main: pd.DataFrame = submissions.tables["main"]
        self.findings = Findings()
        told = submissions.columns
        own = told[(told["table"] == "main") & (told["choice"].fillna("") == "")]
        # The parts of a position are no questions of their own.
        own = own[~own["column"].str.contains(":", regex=False)]
        self.kinds = dict(zip(own["column"], own["kind"], strict=True))
        questions = questions_by_column(submissions)
        self.said = {
            str(row.column): _said(
                str(row.column), row.label, questions.get(("main", str(row.column)))
            )
            for row in own.itertuples()
            if row.kind not in ("key", "group", "repeat", "note")
        }

    def named(self, role: str, found: str) -> str:
        """Return the column that the settings name, else the one that was found."""
        name: str = getattr(self.given, role)
        if name == NONE:
            return ""
        if name and name not in self.main:
            self.findings.add("monitor.no_column", f"roles.{role}", column=name)
            return ""
        return name or found

    def there(self, name: str) -> str:
        """Return a column if it is there and not empty."""
        return name if name in self.main and self.main[name].notna().any() else ""

    def kind(self, kind: str) -> str:
        """Return the first column of a kind, or what is called so."""
        found = next((name for name, each in self.kinds.items() if each == kind), "")
        return self.there(found) or (self.there(kind) if kind in self.said else "")

    def worded(self, pattern: object, kinds: tuple[str, ...]) -> str:
        """Return the first column of certain kinds that the words fit, best in its name."""
        fit = [
            name
            for name, text in self.said.items()
            if self.kinds[name] in kinds and pattern.search(text)  # type: ignore[attr-defined]
        ]
        in_name = [n for n in fit if pattern.search(spaced(n))]  # type: ignore[attr-defined]
        return next(filter(self.there, [*in_name, *fit]), "")

    def enumerator(self) -> str:
        """Return who asked: a question, else the account, else the device."""
        best = ("", 0.0)
        for name, text in self.said.items():
            spoken = words.ENUMERATOR.search(spaced(name)) or words.ENUMERATOR.search(text)
            if self.kinds[name] not in _ASKED_WHO or not spoken or not self.there(name):
                continue
            if words.NOT_ENUMERATOR.search(spaced(name)):
                continue
            score = 1.0 + 2 * bool(words.ENUMERATOR.search(spaced(name)))
            score += bool({"id", "code", "name", "nom"} & set(spaced(name).split()))
            score += float(self.main[name].notna().mean())
            best = max(best, (name, score), key=lambda pair: pair[1])
        accounts = (self.kind("username"), self.there("_submitted_by"), self.kind("deviceid"))
        return best[0] or next(filter(None, accounts), "")

    def agreeing(self, consent: str) -> frozenset[str]:
        """Return the answers by which people agree."""
        if self.given.consent_given or not consent:
            return frozenset(self.given.consent_given)
        question = question_of(self.submissions, "main", consent)
        choices = choices_of(self.submissions.form, question)
        said = {
            choice.name
            for choice in choices
            if {fold(choice.name), *map(first_word, labels_of(choice))} & words.YES
        }
        return frozenset(said or {"yes", "oui", "si", "1", "OK"})

    def roster(self) -> str:
        """Return the repeat of persons."""
        repeats = [name for name in self.submissions.tables if name != "main"]
        fit = [name for name in repeats if words.ROSTER.search(spaced(name))]
        return next(iter(fit), "")

    def stratum(self, settings: MonitorSettings) -> str:
        """Return the column of the strata: the one whose values have a target, or called so."""
        targets = set(settings.sample.targets)
        for name in self.said if targets else ():
            values = set(self.main[name].dropna().astype(str).unique()[:5000])
            if values and len(values & targets) >= 0.8 * min(len(values), len(targets)):
                return name
        kinds = ("select_one", "select_one_from_file", "calculate", "hidden", "text", "meta")
        return self.worded(words.STRATUM, kinds)

    def identity(self) -> tuple[tuple[str, ...], ...]:
        """Return the columns that name one household: named, or so worded and nearly unique."""
        if self.given.identity:
            wanted = [name for group in self.given.identity for name in group if name != NONE]
            for name in wanted:
                if name not in self.main:
                    self.findings.add("monitor.no_column", "roles.identity", column=name)
            groups = (tuple(group) for group in self.given.identity)
            return tuple(group for group in groups if group and set(group) <= set(self.main))
        found = []
        for name, text in self.said.items():
            kinds = ("text", "barcode", "integer")
            if self.kinds[name] not in kinds or words.NOT_IDENTITY.search(text):
                continue
            filled = self.main[name].dropna()
            # Hardly ever the same twice, or it names no single household.
            unique = len(filled) > 1 and filled.nunique() >= _UNIQUE * len(filled)
            if unique and words.IDENTITY.search(text):
                found.append((name,))
        return tuple(found)
