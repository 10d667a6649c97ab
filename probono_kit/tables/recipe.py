"""Recipes: what a person decided about cleaning a table, as YAML that one can read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from probono_kit.findings import Findings
from probono_kit.tables.conventions import TypeGiven
from probono_kit.tables.reading import Reading
from probono_kit.tables.steps.base import Step
from probono_kit.tables.steps.checks import Check
from probono_kit.tables.steps.columns import Derive, Drop, Join, Rename, Split
from probono_kit.tables.steps.rows import Deduplicate, Fill, Remove
from probono_kit.tables.steps.texts import Fix, Map, Recode, Tidy

#: The steps by their word.
STEPS: dict[str, type[Step]] = {
    step.word: step
    for step in (
        *(Tidy, Map, Recode, Fix, Split, Join, Rename, Derive, Fill, Drop, Remove),
        *(Deduplicate, Check),
    )
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a column was like in the files that a recipe was used on.

    Parameters
    ----------
    kind : str
        Its kind.
    texts : frozenset of str
        Its values, where they are few.
    """

    kind: str = ""
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipe:
    """Decisions about cleaning a table.

    Parameters
    ----------
    steps : tuple of Step
        In their order.
    reading : Reading, optional
        Where the table is in its file.
    types : mapping of str to TypeGiven
        What columns hold, where a person says so.
    seen : mapping of str to Seen
        The columns of the files that it was used on: what tells a renamed column from a misspelt
        one.
    dictionaries : mapping
        Contents of the dictionaries that steps name.
    name : str
        Name of the file.
    lines : tuple of int
        The line of each step in it.
    findings : Findings
        What is worth knowing about the file.
    unsure : frozenset of str
        Names in steps that could not be read: they may be columns that such a step makes.

    Examples
    --------
    >>> Recipe((Map(map=["État"], values={"HS": "en panne"}),)).marks
    ('map État',)
    """

    steps: tuple[Step, ...] = ()
    reading: Reading | None = None
    types: Mapping[str, TypeGiven] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Seen] = field(default_factory=dict, hash=False)
    dictionaries: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    name: str = ""
    lines: tuple[int, ...] = ()
    findings: Findings = field(default_factory=Findings, hash=False, compare=False)
    unsure: frozenset[str] = frozenset()

    @property
    def marks(self) -> tuple[str, ...]:
        """Names of the steps in the log; what comes twice is numbered."""
        made: list[str] = []
        for step in self.steps:
            mark = f"{step.word} {step.subject()}"
            number = 2
            while mark in made:
                mark = f"{step.word} {step.subject()} ({number})"
                number += 1
            made.append(mark)
        return tuple(made)

    def place(self, number: int) -> str:
        """Return file and line of a step."""
        if number < len(self.lines):
            return f"{self.name}:{self.lines[number]}"
        return f"{self.name or 'steps'}[{number}]"
