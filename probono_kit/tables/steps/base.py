"""What every step has: its word, its reason, the columns it needs and makes, and how it runs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from probono_kit.findings import Findings, Value
from probono_kit.tables.calculate import calculate
from probono_kit.tables.conventions import TypeGiven
from probono_kit.tables.expressions import ExpressionError, names, parse
from probono_kit.tables.texts import Flags
from probono_kit.tables.vectors import Vector
from probono_kit.tables.working import Working


@dataclass(frozen=True, slots=True, eq=False)
class ReviewPart:
    """Cells that wait for a person for one reason.

    Parameters
    ----------
    kind : str
        ``type``, ``check``, ``spelling``, ``duplicate``, ``dependency`` or ``drift``.
    check_id : str
        The rule.
    question : str
        The column.
    rows : array of int64
        Row numbers in the sheet; 0 for what concerns no single row.
    old : sequence of str
        What stands there.
    issue : str or sequence of str
        Why a person should look.
    proposals : sequence of str
        What could stand there; empty for no proposal.
    scores : sequence of float
        How sure the proposals are, from 0 to 1.
    groups : sequence of str
        Where a question is about several rows: what they share, from
        :func:`~probono_kit.tables.disagreements.group_key`.
    counts : sequence of int
        How many rows each question is about; by default one.
    """

    kind: str
    check_id: str
    question: str
    rows: npt.NDArray[np.int64]
    old: Sequence[str]
    issue: str | Sequence[str]
    proposals: Sequence[str] = ()
    scores: Sequence[float] = ()
    groups: Sequence[str] = ()
    counts: Sequence[int] = ()


@dataclass(slots=True, eq=False)
class Context:
    """What a step knows of the run, and where it says what it found.

    Parameters
    ----------
    where : str
        File and sheet.
    language : str
        Of the texts in log and review.
    findings : Findings
        Gets what is wrong or worth knowing.
    given : dict of str to TypeGiven
        Types that the recipe gives; steps add to it.
    dictionaries : mapping
        Contents of the dictionaries that steps name.
    seen : mapping of str to set of str
        The values that a column had in earlier files.
    okay : set
        Check, column, record and value that a person called right.
    ids : mapping of int to str
        What names each record, by row number.
    place, mark : str
        The step's line in the recipe, and its name in the log.
    review : list of ReviewPart
        Gets what waits for a person.
    """

    where: str
    language: str
    findings: Findings
    given: dict[str, TypeGiven] = field(default_factory=dict)
    dictionaries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    okay: frozenset[tuple[str, str, str, str]] = frozenset()
    ids: Mapping[int, str] = field(default_factory=dict)
    place: str = ""
    mark: str = ""
    review: list[ReviewPart] = field(default_factory=list)

    def report(self, code: str, **values: Value) -> None:
        """Add a finding about the step that runs."""
        self.findings.add(code, self.place or self.where, **values)

    def calculate(self, expression: str, table: Working) -> Vector | None:
        """Calculate an expression; ``None``, and a finding, where its parts do not go together."""
        try:
            return calculate(parse(expression), table)
        except ExpressionError as problem:
            self.report(problem.code, **problem.values)
            return None

    def condition(self, expression: str, table: Working) -> Vector | None:
        """Calculate an expression that must be a condition."""
        vector = self.calculate(expression, table)
        if vector is not None and vector.sort != "truth":
            self.report("recipe.not_a_condition", text=expression)
            return None
        return vector


def _expression(text: str) -> str:
    if not text:
        raise PydanticCustomError("recipe.expression_ends", "-", {"text": ""})
    return _expression_or_none(text)


def _expression_or_none(text: str) -> str:
    if not text:
        return text
    try:
        parse(text)
    except ExpressionError as problem:
        raise PydanticCustomError(
            problem.code, "{text}", {"text": text, **problem.values}
        ) from None
    return text


def _text(value: object) -> object:
    """Take a whole number or a day, as YAML reads them, for the text that was written."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _bound(value: object) -> object:
    return repr(value) if isinstance(value, float) else _text(value)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


#: An expression, read when the recipe is read.
Expression = Annotated[str, AfterValidator(_expression)]
MaybeExpression = Annotated[str, AfterValidator(_expression_or_none)]
#: A value of a cell, as text.
Text = Annotated[str, BeforeValidator(_text)]
Bound = Annotated[str, BeforeValidator(_bound)]
#: One column or value, or a list of them.
Columns = Annotated[list[Text], BeforeValidator(_listed)]


class Step(BaseModel):
    """One step. Its first field has the step's word as its name.

    Parameters
    ----------
    why : str
        The reason, in the words of the person who decided; goes into the log.
    by : str
        Who decided.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    word: ClassVar[str] = ""
    #: Whether it needs cells read as numbers and dates.
    calculates: ClassVar[bool] = False
    #: What the log says where the recipe gives no reason.
    issue: ClassVar[str] = ""

    #: Whether a list of one is written as that one.
    writes_one: ClassVar[bool] = True

    why: str = ""
    by: str = ""

    def subject(self) -> str:
        """Return what the step is about, for its name in the log."""
        return ", ".join(self.needs()[:3])

    def needs(self) -> list[str]:
        """Return the columns that must be there."""
        return []

    def makes(self) -> list[str]:
        """Return the columns that it adds, unless they are there already."""
        return []

    def ends(self) -> list[str]:
        """Return the columns that are not there any more."""
        return []

    def files(self) -> list[str]:
        """Return the files beside the recipe that it reads."""
        return []

    def run(self, table: Working, context: Context) -> Working:
        """Return the table after the step."""
        raise NotImplementedError


def expression_columns(*expressions: str) -> list[str]:
    """Return the columns that expressions name, each once."""
    found = [name for text in expressions if text for name in names(parse(text))]
    return list(dict.fromkeys(found))


def each(names_: Iterable[str], flags: Flags) -> list[str]:
    """Return the names whose flag is up."""
    return [name for name, flag in zip(names_, flags, strict=True) if flag]
