"""A form as its author wrote it: questions, groups, choices, and the cell of each value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet of the form.

    Parameters
    ----------
    written : str
        The heading as it stands in the sheet, spaces included.
    key : str
        What it is, in today's word: ``"label"``, ``"relevant"``; of an unknown column the heading
        in small letters.
    language : str
        The language behind ``::``, ``""`` if none is named.
    position : int
        0 for column A.
    """

    written: str
    key: str
    language: str
    position: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet, cells as text and verbatim.

    Parameters
    ----------
    sheet : str
        Name of the sheet as in the workbook.
    number : int
        Number of the row as the spreadsheet shows it.
    cells : mapping
        The text of each cell that is not empty, by its column.
    """

    sheet: str
    number: int
    cells: Mapping[Column, str]

    def get(self, key: str, language: str | None = None) -> str:
        """Return a cell without the spaces around it, ``""`` if it is empty.

        Parameters
        ----------
        key : str
            Such as ``"label"``.
        language : str, optional
            Default: the first language that has a text.
        """
        for column, text in self.cells.items():
            if column.key == key and language in (None, column.language) and text.strip():
                return text.strip()
        return ""

    def cell(self, column: Column) -> str:
        """Return where a cell is, such as ``survey › C12``."""
        return f"{self.sheet} › {column_letter(column.position)}{self.number}"

    def where(self, key: str, default: str = "type") -> str:
        """Return where the cell of `key` is; where `default` is, if the row has no such cell."""
        for wanted in (key, default):
            for column in self.cells:
                if column.key == wanted:
                    return self.cell(column)
        return f"{self.sheet} › {self.number}"


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the survey sheet: a question, a calculation, a group or a repeat.

    Parameters
    ----------
    row : Row
        Its cells.
    kind : str
        ``"select_one"``, ``"integer"``, ``"group"``, ``"repeat"``…; old names in today's words.
    list_name : str
        Choice list or file of a select, ``""`` otherwise.
    parents : tuple of Question
        Groups and repeats around it, the outermost first.
    or_other : bool
        Whether the type asks for an added “other”.
    """

    row: Row
    kind: str
    list_name: str = ""
    parents: tuple[Question, ...] = ()
    or_other: bool = False

    @property
    def name(self) -> str:
        """Name of the column of data; the key of ``${…}``."""
        return self.row.get("name")

    @property
    def is_container(self) -> bool:
        """Whether it is a group or a repeat."""
        return self.kind in ("group", "repeat")

    @property
    def is_select(self) -> bool:
        """Whether it is answered from a list of choices."""
        return self.kind.startswith(("select_", "rank"))

    @property
    def path(self) -> str:
        """Names of its groups and its own, as in an export: ``household/members/age``."""
        return "/".join(each.name for each in (*self.parents, self))

    @property
    def repeats(self) -> tuple[Question, ...]:
        """The repeats around it, the outermost first."""
        return tuple(each for each in self.parents if each.kind == "repeat")

    def label(self, language: str | None = None) -> str:
        """Return its label."""
        return self.row.get("label", language)


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the choices sheet.

    Parameters
    ----------
    row : Row
        Its cells.
    list_name : str
        The list that it belongs to.
    """

    row: Row
    list_name: str

    @property
    def name(self) -> str:
        """What the data hold when it is chosen."""
        return self.row.get("name")

    def label(self, language: str | None = None) -> str:
        """Return its label."""
        return self.row.get("label", language)


@dataclass(frozen=True, eq=False)
class Form:
    """An XLSForm, nothing mended.

    Parameters
    ----------
    path : pathlib.Path
        Its workbook.
    questions : tuple of Question
        In the order of the survey sheet, groups and repeats included.
    choices : tuple of Choice
        In the order of the choices sheet.
    settings : Row or None
        First row of the settings sheet.
    columns : mapping
        The columns of each sheet: ``"survey"``, ``"choices"``, ``"settings"``.
    findings : Findings
        What reading met, such as a group that is never closed.
    """

    path: Path
    questions: tuple[Question, ...] = ()
    choices: tuple[Choice, ...] = ()
    settings: Row | None = None
    columns: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Question, ...]]:
        """Questions, groups and repeats by their name; a name may stand in several groups."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            found.setdefault(question.name, []).append(question)
        return {name: tuple(group) for name, group in found.items() if name}

    @cached_property
    def lists(self) -> Mapping[str, tuple[Choice, ...]]:
        """The choices of each list."""
        found: dict[str, list[Choice]] = {}
        for choice in self.choices:
            found.setdefault(choice.list_name, []).append(choice)
        return {name: tuple(group) for name, group in found.items()}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the labels in the order of their columns; ``""`` where none is named."""
        labels = (
            column.language
            for sheet in ("survey", "choices")
            for column in self.columns.get(sheet, ())
            if column.key == "label"
        )
        return tuple(dict.fromkeys(labels))

    def children(self, parent: Question | None = None) -> Iterator[Question]:
        """Yield what stands directly in a group or repeat, by default in the form itself."""
        above = () if parent is None else (*parent.parents, parent)
        for question in self.questions:
            same = len(question.parents) == len(above)
            if same and all(a is b for a, b in zip(question.parents, above, strict=True)):
                yield question


#: A reference such as ``${age}`` or ``${last-saved#age}``.
REFERENCE = re.compile(r"\$\{\s*(?P<saved>last-saved#)?(?P<name>[^}]*?)\s*\}")
