"""A form as it stands on paper: sections, questions with numbers, skips, tables for repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.likeness import sense
from probono_kit.forms.papers.paper_answers import (
    MOST_LISTED,
    Answer,
    Box,
    answer_of,
    boxes_of,
    specified,
)
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.words import SILENT

#: Rows of a table for a repeat whose number is not known, and the most that are printed.
ROWS, _MOST_ROWS = 8, 20
_COLUMNS = 6
_GRID, _GRID_CHOICES, _GRID_LABEL = 3, 7, 28
#: Choices, and letters of all of them, that fit into the head of a table.
_CODES, _HEAD = 8, 180


@dataclass(frozen=True, slots=True)
class Skip:
    """Who is asked what follows.

    Parameters
    ----------
    first, last : str
        Numbers of the questions that it is about.
    condition : str
        In words.
    next : str
        Number of the question that the others go on with; ``""`` if there is none.
    """

    first: str
    last: str
    condition: str
    next: str
    sort: str = "skip"


@dataclass(frozen=True, slots=True)
class Section:
    """A title."""

    title: str
    depth: int
    sort: str = "section"


@dataclass(frozen=True, slots=True)
class Note:
    """A text to read out, or for the person who asks."""

    text: str
    hint: str = ""
    condition: str = ""
    sort: str = "note"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the place for its answer."""

    number: str
    text: str
    hint: str
    limits: str
    answer: Answer
    condition: str = ""
    listed: str = ""
    sort: str = "question"

    @property
    def below(self) -> bool:
        """Whether the codes of its choices are too long for the head of a table."""
        boxes = self.answer.boxes
        return len(boxes) > _CODES or sum(len(box.label) for box in boxes) > _HEAD


@dataclass(frozen=True, slots=True)
class Grid:
    """Questions that have the same choices, as a table."""

    questions: tuple[Asked, ...]
    choices: tuple[Box, ...]
    sort: str = "grid"


@dataclass(frozen=True, slots=True)
class Table:
    """A repeat as tables with a row for each; within another repeat, of which row above."""

    title: str
    parts: tuple[tuple[Asked, ...], ...]
    notes: tuple[Note, ...]
    rows: int
    above: bool = False
    sort: str = "table"


Item: TypeAlias = "Skip | Section | Note | Asked | Grid | Table"


@dataclass
class Paper:
    """A form on paper.

    Parameters
    ----------
    items : list of Item
        In their order.
    lists : list of tuple
        Title and choices of the lists at the end.
    unlisted : list of str
        Questions whose list is too long to be printed, or in a file.
    unsaid : list of str
        Questions whose conditions could not be put in words.
    """

    items: list[Item] = field(default_factory=list)
    lists: list[tuple[str, str, tuple[Box, ...]]] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)


def numbered(form: Form) -> dict[str, str]:
    """Return the number of each question that is asked, by its path."""
    asked = (each for each in form.questions if _is_asked(each))
    return {each.path: str(number) for number, each in enumerate(asked, 1)}


def _is_asked(question: Question) -> bool:
    return not question.is_container and question.kind not in SILENT and question.kind != "note"


def paper_of(form: Form, written: str | None, language: str) -> Paper:
    """Lay a form out for paper.

    Parameters
    ----------
    form : Form
        The form.
    written : str or None
        Language of its texts, as the form writes it.
    language : str
        Code of the words around them.
    """
    return _Layout(form, written, language).paper


class _Layout:
    def __init__(self, form: Form, written: str | None, language: str) -> None:
        self.form = form
        self.numbers = numbered(form)
        self.speaker = Speaker(form, written, language, self.numbers)
        self.paper = Paper()
        self.listed: dict[str, str] = {}
        self._add(None)

    def _add(self, parent: Question | None) -> None:
        children = [each for each in self.form.children(parent) if self._is_shown(each)]
        place = 0
        while place < len(children):
            run = self._run(children, place)
            if children[place].row.get("relevant") and self._numbers(run):
                self.paper.items.append(self._skip(run))
            place += len(run)
            self._add_run(run)

    def _is_shown(self, question: Question) -> bool:
        if question.is_container:
            return any(self._is_shown(each) for each in self.form.children(question))
        return question.kind not in SILENT

    def _run(self, children: Sequence[Question], place: int) -> list[Question]:
        """Return the questions from here on that are asked under the same condition."""
        said = sense(children[place].row.get("relevant"), {})
        run = [children[place]]
        for each in children[place + 1 :]:
            folded = bool(specified(each, run[-1], self.form))
            if not folded and sense(each.row.get("relevant"), {}) != said:
                break
            run.append(each)
        return run

    def _numbers(self, run: Sequence[Question]) -> list[str]:
        within = {id(each) for each in run}
        return [
            self.numbers[each.path]
            for each in self.form.questions
            if each.path in self.numbers
            and (id(each) in within or within & {*map(id, each.parents)})
        ]

    def _skip(self, run: Sequence[Question]) -> Skip:
        numbers = self._numbers(run)
        worded = self.speaker.condition(run[0].row.get("relevant"), run[0])
        if not worded.whole:
            self.paper.unsaid.append(run[0].name)
        following = str(int(numbers[-1]) + 1)
        known = set(self.numbers.values())
        return Skip(numbers[0], numbers[-1], worded.text, following if following in known else "")

    def _add_run(self, run: Sequence[Question]) -> None:
        place = 0
        while place < len(run):
            each = run[place]
            grid = self._grid(run[place:])
            if grid:
                self.paper.items.append(self._as_grid(run[place : place + grid]))
                place += grid
                continue
            after = run[place + 1] if place + 1 < len(run) else None
            folded = specified(after, each, self.form) if after is not None else ""
            if each.kind == "repeat":
                self._add_tables(each)
            elif each.kind == "group":
                if title := self.speaker.label(each):
                    self.paper.items.append(Section(title, len(each.parents)))
                self._add(each)
            elif each.kind == "note":
                self.paper.items.append(self._note(each))
            else:
                lines = {folded: self.numbers[after.path]} if folded and after is not None else {}
                self.paper.items.append(self._asked(each, lines))
                place += bool(lines)
            place += 1

    def _grid(self, run: Sequence[Question]) -> int:
        """Return how many questions from here on make a table with the same choices."""
        first = run[0]
        known = self.form.lists.get(first.list_name, ())
        if first.kind != "select_one" or not 1 < len(known) <= _GRID_CHOICES:
            return 0
        if any(len(self.speaker.choice(each)) > _GRID_LABEL for each in known):
            return 0
        count = 0
        for place, each in enumerate(run):
            plain = not each.row.get("choice_filter") and not each.row.get("constraint")
            after = run[place + 1] if place + 1 < len(run) else None
            folds = after is not None and specified(after, each, self.form)
            if each.kind != "select_one" or each.list_name != first.list_name or not plain or folds:
                break
            count += 1
        return count if count >= _GRID else 0

    def _as_grid(self, run: Sequence[Question]) -> Grid:
        choices = boxes_of(self.form.lists[run[0].list_name], self.speaker)
        return Grid(tuple(self._asked(each, {}) for each in run), choices)

    def _note(self, question: Question, repeat: Question | None = None) -> Note:
        told = not repeat and not question.row.get("relevant")
        worded = self.speaker.asked(question, inside=repeat or self._outer(question))
        hint = self.speaker.label(question, "hint")
        return Note(self.speaker.label(question), hint, "" if told else worded.text)

    def _outer(self, question: Question) -> Question | None:
        return question.parents[-1] if question.parents else None

    def _asked(self, question: Question, lines: dict[str, str], *, own: bool = False) -> Asked:
        answer = answer_of(question, self.form, self.speaker, lines)
        worded = self.speaker.limits(question)
        condition = self.speaker.asked(question, inside=question.repeats[-1]) if own else None
        if not worded.whole or (condition is not None and not condition.whole):
            self.paper.unsaid.append(question.name)
        return Asked(
            self.numbers[question.path],
            self.speaker.label(question) or question.name,
            self.speaker.label(question, "hint"),
            worded.text,
            answer,
            condition.text if condition is not None else "",
            self._listed(question) if answer.kind == "list" else "",
        )

    def _listed(self, question: Question) -> str:
        """Return the letter of the list at the end, ``""`` if it is not printed."""
        known = self.form.lists.get(question.list_name, ())
        if not known or len(known) > MOST_LISTED:
            self.paper.unlisted.append(question.name)
            return ""
        if question.list_name not in self.listed:
            letter = _letter(len(self.listed))
            self.listed[question.list_name] = letter
            boxes = tuple(
                Box(box.label, each.name)
                for box, each in zip(boxes_of(known, self.speaker), known, strict=True)
            )
            self.paper.lists.append((letter, self.speaker.label(question), boxes))
        return self.listed[question.list_name]

    def _add_tables(self, repeat: Question) -> None:
        inside = [
            each
            for each in self.form.questions
            if each.repeats and each.repeats[-1] is repeat and not each.is_container
        ]
        notes = tuple(self._note(each, repeat) for each in inside if each.kind == "note")
        asked = [self._asked(each, {}, own=True) for each in inside if _is_asked(each)]
        count = repeat.row.get("repeat_count")
        rows = min(int(count), _MOST_ROWS) if count.isdigit() and int(count) else ROWS
        above = bool(repeat.repeats)
        title, parts = self.speaker.label(repeat), tuple(_parts(asked))
        self.paper.items.append(Table(title, parts, notes, rows, above))
        for each in self.form.questions:
            if each.kind == "repeat" and each.repeats[-1:] == (repeat,) and self._is_shown(each):
                self._add_tables(each)


def _parts(asked: Sequence[Asked]) -> Iterator[tuple[Asked, ...]]:
    """Yield as many columns as fit beside each other, about the same in each table."""
    tables = -(-len(asked) // _COLUMNS) or 1
    size = -(-len(asked) // tables) or 1
    for start in range(0, len(asked), size):
        yield tuple(asked[start : start + size])


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else f"A{chr(65 + number - 26)}"
