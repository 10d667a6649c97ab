"""Invented submissions of a form, as a collection would bring them in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from random import Random
from typing import TYPE_CHECKING, Any

from probono_kit.findings import Findings
from probono_kit.forms.evaluation import Row
from probono_kit.forms.model import Form
from probono_kit.forms.submission_model import Submissions
from probono_kit.forms.synthesis.calendar import Diary
from probono_kit.forms.synthesis.frames import submissions_of
from probono_kit.forms.synthesis.interview import Enumerator, FailureError, Interview
from probono_kit.forms.synthesis.places import Places
from probono_kit.forms.synthesis.plan import Plan, Step, plan_of
from probono_kit.forms.synthesis.texts import phrases_of
from probono_kit.forms.synthesis.wishes import wishes_for

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

#: The first day of an invented collection, a Monday.
FIRST_DAY = dt.date(2026, 3, 2)
#: Interviews begun for one that is kept.
ATTEMPTS = 8
#: Interviews that look for a question that nobody was asked.
SEARCHES = 25
#: Minutes of an interview without answers, and of one answer.
GREETING, ANSWERING = 5.0, 0.25


def synthesise(
    form: Form,
    rows: int,
    *,
    seed: int = 0,
    areas: GeoDataFrame | None = None,
    first_day: dt.date = FIRST_DAY,
    enumerators: int | None = None,
) -> Submissions:
    """Invent submissions of a form: for trying it, for training, for testing what comes after.

    Parameters
    ----------
    form : Form
        The form. Files that it names are looked for beside it.
    rows : int
        How many interviews.
    seed : int
        The same seed gives the same submissions, to the last bit.
    areas : geopandas.GeoDataFrame, optional
        Where positions lie. Where an answer is the code or name of an area, the position of the
        interview lies in that area.
    first_day : datetime.date
        First day of the collection; interviews are made from Monday to Saturday, by day.
    enumerators : int, optional
        How many people ask. Default: one for 200 interviews, at least 5, at most 100.

    Returns
    -------
    Submissions
        Answers that the form allows: conditions, constraints, choice filters, repeats and
        calculations are obeyed. The findings name what is never asked, what no answer satisfies,
        and what could not be worked out.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({
    ...     "type": ["integer", "text"], "name": ["adults", "why"], "label": ["Adults", "Why?"],
    ...     "constraint": [". <= 9", ""], "relevant": ["", "${adults} = 0"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> made = forms.synthesise(forms.read_form(path), 50, seed=1)
    >>> bool(made.main["adults"].max() <= 9), len(made), len(made.findings)
    (True, 50, 0)
    """
    plan = plan_of(form, seed)
    teller = _Teller(plan, seed, Places(areas, seed), first_day, enumerators or _people(rows))
    made = teller.interviews(rows)
    teller.search()
    has_point = any(step.kind in ("geopoint", "start-geopoint") for step in plan.all_steps())
    if areas is None and has_point:
        plan.findings.add("submissions.no_areas", form.path.name)
    findings = Findings([*plan.findings, *teller.findings()])
    made.sort(key=lambda each: (each.received, each.key))
    choices = {
        step.path: step.choices.names for step in plan.all_steps() if step.choices is not None
    }
    return submissions_of(form, [each.row for each in made], _meta(form, made), choices, findings)


def _people(rows: int) -> int:
    return max(5, min(100, -(-rows // 200)))


@dataclass(eq=False, slots=True)
class _Made:
    """An interview that was kept."""

    row: Row
    key: str
    account: str
    received: dt.datetime


@dataclass(eq=False)
class _Teller:
    """Makes interviews, and keeps account of what was reached."""

    plan: Plan
    seed: int
    places: Places
    first_day: dt.date
    people: int
    tried: int = 0
    searched: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    many: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.steps = list(self.plan.all_steps())
        self.phrases = phrases_of(self.plan.form)
        self.unreached = list(self.steps)
        self.asks_who = next((step for step in self.steps if step.hint.is_enumerator), None)
        if self.asks_who is not None and self.asks_who.choices is not None:
            self.people = min(self.people, max(1, len(self.asks_who.choices.names)))

    def interviews(self, rows: int) -> list[_Made]:
        """Make interviews, each by whoever is the first to be free, until there are enough."""
        team = []
        for number in range(min(self.people, rows)):
            random = Random(f"{self.seed}|enumerator|{number}")
            enumerator = _enumerator(number, random)
            if (who := self.asks_who) is not None:
                names = who.choices.names if who.choices is not None else ()
                own = str(number + 1) if who.kind == "integer" else enumerator.account
                enumerator.answers[who.path] = names[number] if names else own
            team.append((enumerator, Diary(self.first_day, random), random))
        free = [(diary.next_start(), number) for number, (_, diary, _) in enumerate(team)]
        heapify(free)
        made = []
        for _ in range(rows):
            number = free[0][1]
            made.append(self.interview(*team[number]))
            heapreplace(free, (team[number][1].next_start(), number))
        return made

    def interview(self, enumerator: Enumerator, diary: Diary, random: Random) -> _Made:
        start = diary.next_start()
        interview = self.kept(enumerator, start, random)
        minutes = GREETING + ANSWERING * interview.answers
        minutes *= enumerator.speed * random.lognormvariate(0, 0.18)
        diary.passed(minutes)
        end = start + dt.timedelta(seconds=round(minutes * 60))
        self.finish(interview, end)
        received = end + dt.timedelta(seconds=round(30 + random.expovariate(1 / 2400)))
        key = str(uuid.UUID(int=random.getrandbits(128), version=4))
        return _Made(interview.row, key, enumerator.account, received)

    def kept(self, enumerator: Enumerator, start: dt.datetime, random: Random) -> Interview:
        """Return an interview that the form allows, after some attempts if need be."""
        target = self.target()
        for attempt in range(ATTEMPTS):
            interview = self.begin(enumerator, start, random)
            if target is not None and attempt < 2:
                interview.wishes = wishes_for(self.plan.form, target.question, random)
            interview.is_strict = attempt < ATTEMPTS - 1
            before = dict(enumerator.answers)
            try:
                interview.fill()
            except FailureError:
                enumerator.answers = before
                continue
            break
        return interview

    def begin(self, enumerator: Enumerator, start: dt.datetime, random: Random) -> Interview:
        self.tried += 1
        own = Random(random.getrandbits(64))
        return Interview(
            self.plan, own, start, enumerator, self.places, self.phrases, many=self.many
        )

    def target(self) -> Step | None:
        """Return a question that was not reached yet, each in its turn."""
        self.unreached = [
            step
            for step in self.unreached
            if not step.reached and self.searched.get(step.path, 0) < SEARCHES
        ]
        if not self.unreached:
            return None
        step = self.unreached[self.tried % len(self.unreached)]
        self.searched[step.path] = self.searched.get(step.path, 0) + 1
        return step

    def search(self) -> None:
        """Look for questions that nobody was asked, in interviews that are not kept."""
        random = Random(f"{self.seed}|search")
        start = dt.datetime.combine(self.first_day, dt.time(9))
        while (target := self.target()) is not None:
            interview = self.begin(_enumerator(0, random), start, random)
            interview.wishes = wishes_for(self.plan.form, target.question, random)
            interview.is_strict = False
            interview.fill()

    def finish(self, interview: Interview, end: dt.datetime) -> None:
        """Write when the interview ended."""
        for step in self.plan.steps:
            if step.kind == "end" and step.path in interview.row.values:
                interview.row.values[step.path] = end.isoformat(timespec="milliseconds")

    def findings(self) -> Iterator[Any]:
        found = Findings()
        for step in self.steps:
            row = step.question.row
            around = step.question.parents[-1:] or ()
            if not step.reached:
                paths = {each.path for each in around}
                if all(each.reached for each in self.steps if each.path in paths):
                    where, value = row.where("relevant"), row.get("relevant") or "…"
                    found.add(
                        "submissions.unreachable",
                        where,
                        name=step.question.name,
                        tried=self.tried,
                        value=value,
                    )
            elif step.failed and step.constraint is not None:
                code = "unsatisfiable" if step.failed >= step.reached else "hard_constraint"
                values = {"name": step.question.name, "value": row.get("constraint")}
                if code == "hard_constraint":
                    values |= {"count": str(step.failed), "tried": str(step.reached)}
                found.add(f"submissions.{code}", row.where("constraint"), **values)
            if step.empty:
                found.add(
                    "submissions.no_choice",
                    row.where("choice_filter"),
                    name=step.question.name,
                    count=step.empty,
                    tried=step.reached,
                )
            if step.path in self.many:
                found.add(
                    "submissions.many_rows",
                    row.where("repeat_count"),
                    name=step.question.name,
                    value=int(self.many[step.path]),
                    count=60,
                )
        return iter(found)


def _enumerator(number: int, random: Random) -> Enumerator:
    device = "collect:" + "".join(random.choices("abcdefghijkmnpqrstuvwxyz23456789", k=16))
    speed = random.uniform(0.88, 1.14)
    return Enumerator(number, f"enum{number + 1:02d}", device, speed)


def _meta(form: Form, made: list[_Made]) -> dict[str, list[Any]]:
    version = form.settings.get("version") if form.settings else ""
    return {
        "_key": [each.key for each in made],
        "_id": [str(number) for number in range(1, len(made) + 1)],
        "_submission_time": [each.received for each in made],
        "_validation_status": [None] * len(made),
        "_submitted_by": [each.account for each in made],
        "_version": [version or None] * len(made),
    }
