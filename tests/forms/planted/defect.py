"""A form with one planted defect, and the finding that has to tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.forms.planted.draft import Draft


class Site(NamedTuple):
    """One way to spoil a form: the code and the cell of the finding, the spoilt form."""

    code: str
    where: str
    draft: Draft
    #: Codes that follow from the defect by necessity.
    follow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Defect:
    """A site with its kind and the clean form that it was planted in."""

    kind: str
    base: str
    site: Site

    def __str__(self) -> str:
        return f"{self.kind} · {self.base} · {self.site.where}"


#: Spoils a form in all places where that is possible.
Plant = Callable[[Draft], Iterator[Site]]

#: What plants a kind of defect, by the kind's name.
KINDS: dict[str, list[Plant]] = {}


def kind(name: str) -> Callable[[Plant], Plant]:
    """Register what plants a kind of defect."""

    def register(plant: Plant) -> Plant:
        KINDS.setdefault(name, []).append(plant)
        return plant

    return register
