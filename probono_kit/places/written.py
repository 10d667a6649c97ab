"""What a table says about a place, and what became of it: the words of matching."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probono_kit.places.near import Near

#: Names less alike than this (0 to 100) are not worth showing to a person.
LEAST_SCORE = 60.0


class Status(StrEnum):
    """What became of a written place; the first three wait for a person."""

    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    NONE = "none"
    EMPTY = "empty"
    NO_AREA = "no_area"
    MATCHED = "matched"


#: What a person has to decide.
UNDECIDED = (Status.CONFLICT, Status.AMBIGUOUS, Status.NONE)


class Method(StrEnum):
    """What a match rests on."""

    DECISION = "decision"
    CODE = "code"
    CODE_REPAIRED = "code_repaired"
    NAME = "name"
    OTHER_NAME = "other_name"
    CLOSE_NAME = "close_name"
    CHILDREN = "children"
    COORDINATES = "coordinates"


@dataclass(frozen=True, slots=True)
class Written:
    """What a row of a table says about its place; empty text where it says nothing."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one :class:`Written`.

    Attributes
    ----------
    status : Status
        ``matched``, or why not.
    evidence : tuple of str
        Sentences in the language of the run.
    position : int or None
        The area in the gazetteer.
    method : Method or None
        What the match rests on.
    candidates : tuple of Near
        Areas that it may be, nearest first; empty for a match.
    proposal : Near or None
        The candidate to propose to a person: its name is very close, and no other comes near.
    score : float
        0 to 100, how alike the names are; 100 for every match but one by a close name.
    """

    status: Status
    evidence: tuple[str, ...] = ()
    position: int | None = None
    method: Method | None = None
    candidates: tuple[Near, ...] = ()
    proposal: Near | None = None
    score: float = 100.0

    @property
    def shown(self) -> tuple[Near, ...]:
        """The candidates that are worth showing to a person."""
        return tuple(near for near in self.candidates if near.score >= LEAST_SCORE or near.contains)
