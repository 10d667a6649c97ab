"""Before a recipe runs: which columns its steps need, and which of them are not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from probono_kit.findings import Findings
from probono_kit.tables.columns import near_names
from probono_kit.tables.recipe import Recipe
from probono_kit.tables.steps.columns import Rename


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a recipe applies to a table.

    Parameters
    ----------
    numbers : tuple of int
        The steps that apply, 0 for the first.
    lost : tuple of str
        Columns of earlier files that are not in this one.
    """

    numbers: tuple[int, ...]
    lost: tuple[str, ...]


def plan(recipe: Recipe, columns: Sequence[str], where: str, findings: Findings) -> Plan:
    """Follow the names of the columns through the steps.

    A column that was in an earlier file (the recipe's ``seen``) and is not in this one is a
    change of the file: the steps that need it do not apply, and that is a warning. Any other name
    that is not there is a mistake.

    Parameters
    ----------
    recipe : Recipe
        The recipe.
    columns : sequence of str
        Columns of the table.
    where : str
        File and sheet, for the findings.
    findings : Findings
        Gets every mistake with its line.

    Returns
    -------
    Plan
        The steps that apply.
    """
    present = list(columns)
    lost = [name for name in recipe.seen if name not in present]
    absent = set(lost)
    unsure = recipe.unsure - set(columns)
    numbers: list[int] = []
    for name in recipe.types:
        made = {each for step in recipe.steps for each in step.makes()}
        if name not in present and name not in absent | made | unsure:
            _missing(name, present, recipe.name or where, findings)
    for number, (step, mark) in enumerate(zip(recipe.steps, recipe.marks, strict=True)):
        if _is_done(step, present):
            continue
        needed = [name for name in step.needs() if name not in present and name not in unsure]
        gone = [name for name in needed if name in absent]
        for name in needed:
            if name not in absent:
                _missing(name, present, recipe.place(number), findings)
        if gone:
            place = recipe.place(number)
            findings.add("recipe.does_not_apply", place, step=mark, columns=tuple(gone))
            absent |= {name for name in step.makes() if name not in present}
        if needed:
            if not gone:  # a mistake that was said once is not said again for what follows
                present += [name for name in step.makes() if name not in present]
            continue
        numbers.append(number)
        ended = set(step.ends())
        present = [name for name in present if name not in ended]
        present += [name for name in step.makes() if name not in present]
    return Plan(tuple(numbers), tuple(lost))


def _is_done(step: object, present: Iterable[str]) -> bool:
    """Tell whether the table is already as the step would make it."""
    here = set(present)
    if isinstance(step, Rename):
        return not here & set(step.rename) and set(step.rename.values()) <= here
    return False


def _missing(name: str, present: Sequence[str], place: str, findings: Findings) -> None:
    if near := near_names(name, present):
        findings.add("tables.missing_column_near", place, column=name, near=near)
    else:
        shown = tuple(present[:30]) or ("–",)
        findings.add("tables.missing_column", place, column=name, columns=shown)
