"""A task with a matrix runs once per combination of its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeAlias

from probono_kit.engagement.brief import Task
from probono_kit.files import file_name

SingleValue: TypeAlias = str | int | float

#: More maps than anyone looks at: rather a slip in the matrix.
MAX_RUNS = 2000


@dataclass(frozen=True)
class Combination:
    """One combination of a task's matrix.

    Attributes
    ----------
    run_id : str
        Id of the task and slugs of the values: names the folder of the outputs.
    values : mapping
        Parameter and value; empty for a task without matrix.
    """

    run_id: str
    values: Mapping[str, SingleValue]


def size(task: Task) -> int:
    """Return how many times `task` runs."""
    return prod(len(values) for values in task.matrix.values())


def combinations(task: Task) -> Iterator[Combination]:
    """Yield the combinations of `task`, the last parameter of the matrix changing fastest.

    Examples
    --------
    >>> task = Task(id="carte", notebook="static_map",
    ...             matrix={"language": ["fr"], "area": ["Dakar", "Thiès"]})
    >>> [combination.run_id for combination in combinations(task)]
    ['carte-dakar-fr', 'carte-thies-fr']
    """
    # The language ends a run's name, as it ends the name of a translated file.
    names = sorted(task.matrix, key=lambda name: name == "language")
    for values in product(*(task.matrix[name] for name in names)):
        parts = [task.id, *(_slug(value) for value in values)]
        yield Combination("-".join(parts), dict(zip(names, values, strict=True)))


def _slug(value: SingleValue) -> str:
    if isinstance(value, float):
        return file_name(repr(value).replace("-", "minus "))
    if isinstance(value, int) and not isinstance(value, bool):
        return file_name(str(value).replace("-", "minus "))
    return file_name(str(value))


def matching(task: Task, combination: Combination) -> list[Combination]:
    """Return the combinations of `task` that agree with `combination` where both say something.

    A map in French takes the table in French, if the table is made per language too.
    """
    return [
        each
        for each in combinations(task)
        if all(combination.values.get(name, value) == value for name, value in each.values.items())
    ]
