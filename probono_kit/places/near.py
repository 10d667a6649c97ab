"""A name near to what is written, as the lookup of names finds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what is written.

    Attributes
    ----------
    owner : int
        Whose name it is.
    distance : float
        Edits between the two; 0 for spellings that differ in articles and kinds only.
    length : int
        Letters of the shorter of the two.
    score : float
        0 to 100: the share of letters that agree.
    contains : bool
        Whether one name is the other with more words.
    is_part : bool
        Whether these words tell areas apart (``Ennedi`` and ``Ennedi Ouest``), and are no misspelt
        articles or kinds of areas.
    """

    owner: int
    distance: float
    length: int
    score: float
    contains: bool = False
    is_part: bool = False
