"""How the answer to a question is written on paper: boxes, lines, scales."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from probono_kit.forms.model import Choice, Form, Question
from probono_kit.forms.papers.kinds import limits
from probono_kit.forms.papers.likeness import sense
from probono_kit.forms.papers.wording import Speaker

#: Longer lists, and those that depend on another answer, are written from a list at the end.
MOST_BOXES = 24
#: Longer ones are not printed at all.
MOST_LISTED = 400
_DIGITS = 7
_LONG = 34
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A choice to tick.

    Parameters
    ----------
    label : str
        Its text.
    number : str
        What is written in a table instead of it.
    line : str
        Number of the question whose answer is written behind it, ``""`` for none.
    """

    label: str
    number: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the answer goes.

    Parameters
    ----------
    kind : str
        ``one``, ``many``, ``rank``, ``list``, ``digits``, ``short``, ``line``, ``lines``, ``date``,
        ``time``, ``datetime``, ``position``, ``drawing``, ``media``, ``tick``, ``scale``.
    boxes : tuple of Box
        Choices, or steps of a scale.
    count : int
        Of digits.
    narrow : bool
        Whether it fits beside the question.
    """

    kind: str
    boxes: tuple[Box, ...] = ()
    count: int = 0
    narrow: bool = False

    @property
    def columns(self) -> int:
        """In how many columns boxes stand."""
        longest = max((len(box.label) for box in self.boxes), default=0)
        if any(box.line for box in self.boxes) or len(self.boxes) < 4 or longest > 60:
            return 1
        return 3 if longest <= 22 and len(self.boxes) > 6 else 2 if longest <= _LONG else 1


_LINES = {
    "date": Answer("date", narrow=True),
    "time": Answer("time", narrow=True),
    "datetime": Answer("datetime"),
    "geopoint": Answer("position"),
    "geotrace": Answer("drawing"),
    "geoshape": Answer("drawing"),
    "image": Answer("media"),
    "audio": Answer("media"),
    "video": Answer("media"),
    "file": Answer("media"),
    "acknowledge": Answer("tick", narrow=True),
    "barcode": Answer("line"),
    "decimal": Answer("short", narrow=True),
}


def answer_of(question: Question, form: Form, speaker: Speaker, lines: Mapping[str, str]) -> Answer:
    """Return where the answer to a question goes.

    Parameters
    ----------
    question : Question
        The question.
    form : Form
        The form.
    speaker : Speaker
        For the texts of choices.
    lines : mapping
        Name of a choice → number of the question whose answer is written behind it.
    """
    if question.is_select:
        known = form.lists.get(question.list_name, ())
        if not known or len(known) > MOST_BOXES or question.row.get("choice_filter"):
            return Answer("list")
        kind = "rank" if question.kind == "rank" else "many"
        kind = "one" if question.kind.startswith("select_one") else kind
        return Answer(kind, boxes_of(known, speaker, lines))
    if question.kind in ("integer", "percentage"):
        count = _digits(question)
        return Answer("digits", count=count, narrow=True) if count else Answer("short", narrow=True)
    if question.kind == "range":
        return _scale(question)
    if question.kind in _LINES:
        return _LINES[question.kind]
    return Answer("lines" if "multiline" in question.row.get("appearance") else "line")


def boxes_of(
    choices: tuple[Choice, ...], speaker: Speaker, lines: Mapping[str, str] | None = None
) -> tuple[Box, ...]:
    """Return choices as boxes, numbered from 1."""
    lines = lines or {}
    return tuple(
        Box(" ".join(speaker.choice(each).split()), str(number), lines.get(each.name, ""))
        for number, each in enumerate(choices, 1)
    )


def _digits(question: Question) -> int:
    allowed = limits(question.row.get("constraint"))
    most = allowed[1] if allowed is not None else float("inf")
    count = len(str(int(most))) if most < 10**_DIGITS else 0
    return count if allowed is None or allowed[0] >= 0 else 0


def _scale(question: Question) -> Answer:
    given = dict(
        re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", question.row.get("parameters"))
    )
    low, high, step = (float(given.get(k, d)) for k, d in (("start", 1), ("end", 10), ("step", 1)))
    count = int((high - low) / step) + 1 if step > 0 else 0
    if not 1 < count <= _STEPS:
        return Answer("short", narrow=True)
    steps = (f"{low + number * step:g}" for number in range(count))
    return Answer("scale", tuple(Box(text, text) for text in steps))


def specified(question: Question, before: Question, form: Form) -> str:
    """Return the choice of the question before that a text only specifies, ``""`` if it does not.

    Parameters
    ----------
    question : Question
        Such as “Please specify”.
    before : Question
        The question that comes before it.
    form : Form
        The form.
    """
    text = question.row.get("relevant")
    if (
        question.kind != "text"
        or not text
        or not before.kind.startswith(("select_one", "select_m"))
    ):
        return ""
    said = sense(text, {})
    for choice in form.lists.get(before.list_name, ()):
        ref = f"${{{before.name}}}"
        for written in (f"selected({ref}, '{choice.name}')", f"{ref} = '{choice.name}'"):
            if said == sense(written, {}):
                return choice.name
    return ""
