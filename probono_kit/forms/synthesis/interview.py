"""One invented interview: the form filled in from its first question to its last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from probono_kit.forms.evaluation import Case, Row
from probono_kit.forms.evaluation.compiled import stored
from probono_kit.forms.synthesis.drawing import answers_to
from probono_kit.forms.synthesis.places import Places
from probono_kit.forms.synthesis.plan import Plan, Step
from probono_kit.forms.synthesis.wishes import Wish, Wishes

#: Rows of a repeat at most, whatever the form asks for.
MOST_ROWS = 60
#: Rounds until answers that hang on later ones are settled.
ROUNDS = 4
#: How often a wish is followed in a row of a repeat.
FOLLOWED = 0.7
_META = frozenset(
    [
        *("start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial"),
        *("subscriberid", "audit"),
    ]
)


@dataclass(eq=False, slots=True)
class Enumerator:
    """Who asks, and how.

    Parameters
    ----------
    number : int
        From 0.
    account, device : str
        What the server and the phone know them by.
    speed : float
        Their minutes beside those of others.
    answers : dict of str to str
        What they always say of themselves, by path.
    """

    number: int
    account: str
    device: str
    speed: float = 1.0
    answers: dict[str, str] = field(default_factory=dict)


class FailureError(Exception):
    """A required question that no answer fits; another interview is tried."""


@dataclass(eq=False)
class Interview:
    """An interview while it is made.

    Parameters
    ----------
    plan : Plan
        The form.
    random : random.Random
        Where everything is drawn from.
    start : datetime.datetime
        When it begins, local time.
    enumerator : Enumerator
        Who asks.
    places : Places
        Where positions lie.
    phrases : tuple of str
        Short answers.
    wishes : dict
        What answers should be, by path.
    is_strict : bool
        Whether a required question without an answer ends the interview.
    """

    plan: Plan
    random: Random
    start: dt.datetime
    enumerator: Enumerator
    places: Places
    phrases: tuple[str, ...]
    wishes: Wishes = field(default_factory=dict)
    is_strict: bool = True
    row: Row = field(init=False)
    answers: int = 0
    is_settling: bool = False
    many: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with an empty form."""
        languages = self.plan.form.languages
        self.row = Row(Case(self.start, self.random, languages[0] if languages else None))

    def fill(self) -> Row:
        """Fill in the form.

        Returns
        -------
        Row
            The answers.

        Raises
        ------
        FailureError
            If a required question has no answer that fits.
        """
        self._walk(self.plan.steps, self.row)
        if self.plan.is_late:
            self.is_settling = True
            before = None
            for _ in range(ROUNDS):
                now = [dict(row.values) for row in self.row.all_rows()]
                if now == before:
                    break
                before = now
                self._walk(self.plan.steps, self.row)
        return self.row

    def wishes_for(self, path: str) -> list[Wish]:
        """Return the wishes for a question, most of the time."""
        wishes = self.wishes.get(path)
        return wishes if wishes and self.random.random() < FOLLOWED else []

    def position(self) -> str:
        """Return a position as an XForm writes it."""
        lat, lon = self.places.draw(self.row.values.values(), self.random)
        accuracy = 3 + self.random.expovariate(0.5)
        height = self.random.uniform(200, 500)
        return f"{lat:.7f} {lon:.7f} {height:.1f} {min(accuracy, 20):.3f}"

    def _walk(self, steps: list[Step], row: Row) -> None:
        for step in steps:
            if step.relevant is not None and not step.relevant(row, None):
                if self.is_settling:
                    _forget(step, row)
                continue
            step.reached += 1
            if step.kind == "group":
                self._walk(step.children, row)
            elif step.kind == "repeat":
                self._repeat(step, row)
            elif step.calculation is not None:
                row.values[step.path] = stored(step.calculation, row)
            elif step.kind in _META:
                row.values[step.path] = self._meta(step.kind)
            elif step.is_silent or step.kind == "calculate":
                if step.default:
                    row.values[step.path] = step.default
            else:
                self._ask(step, row)

    def _repeat(self, step: Step, row: Row) -> None:
        rows = row.rows.setdefault(step.path, [])
        if step.count is not None:
            wanted = step.count.number(row, None)
            count = int(wanted) if wanted > 0 else 0
            if count > MOST_ROWS:
                self.many[step.path] = max(wanted, self.many.get(step.path, 0))
                count = MOST_ROWS
        elif rows:
            count = len(rows)
        else:
            count = min(1 + int(self.random.expovariate(0.45)), 9)
        del rows[count:]
        while len(rows) < count:
            row.add(step.path)
        for each in rows:
            self._walk(step.children, each)

    def _ask(self, step: Step, row: Row) -> None:
        path, constraint = step.path, step.constraint
        values = row.values
        if self.is_settling and path in values:
            old = values[path]
            if not old or self._fits(step, row, old):
                return
        required = step.required is not None and step.required(row, None)
        if step.hint.of_enumerator and path in self.enumerator.answers:
            values[path] = self.enumerator.answers[path]
            if constraint is None or constraint(row, None):
                return
        if not required and not self.wishes.get(path) and self.random.random() < step.hint.blank:
            values[path] = ""
            return
        for text in answers_to(step, row, self):
            values[path] = text
            if constraint is None or constraint(row, None):
                self.answers += 1
                if step.hint.of_enumerator and row.above is None:
                    self.enumerator.answers[path] = text
                return
        values[path] = ""
        if required and (constraint is not None or step.choices is not None):
            step.failed += 1
            if self.is_strict:
                raise FailureError

    def _fits(self, step: Step, row: Row, text: str) -> bool:
        if step.constraint is not None and not step.constraint(row, None):
            return False
        if step.choices is None or step.choices.chooser is None:
            return True
        return set(text.split()) <= set(step.choices.open_to(row))

    def _meta(self, kind: str) -> str:
        if kind in ("start", "end"):
            return self.start.isoformat(timespec="milliseconds")
        if kind == "today":
            return f"{self.start:%Y-%m-%d}"
        own = {"deviceid": self.enumerator.device, "username": self.enumerator.account}
        return own.get(kind, "audit.csv" if kind == "audit" else "")


def _forget(step: Step, row: Row) -> None:
    """Remove the answers to what is not asked any more."""
    row.values.pop(step.path, None)
    row.rows.pop(step.path, None)
    for child in step.children:
        if step.kind == "group":
            _forget(child, row)
