"""Which choices a question offers, given the answers before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probono_kit.forms.evaluation.compiled import _Compiler
from probono_kit.forms.evaluation.paths import Scope
from probono_kit.forms.evaluation.rows import Row
from probono_kit.forms.evaluation.tables import Chooser, rows_of
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.model import REFERENCE, Form, Question
from probono_kit.forms.tokens import ExpressionError


@dataclass(frozen=True)
class Choices:
    """The choices of a question.

    Parameters
    ----------
    names : tuple of str
        All that its list holds, in their order; with “other” where the type adds it.
    chooser : Chooser or None
        Chooses by the choice filter; ``None`` if there is none.
    value : str
        Column of a file that the data hold; ``name``.
    """

    names: tuple[str, ...]
    chooser: Chooser | None = None
    value: str = "name"

    def open_to(self, row: Row) -> Sequence[str]:
        """Return the choices that are offered, given a row's answers."""
        if self.chooser is None:
            return self.names
        return [fields.get(self.value, "") for fields in self.chooser.choose(row, row)]


def choices_of(form: Form, question: Question) -> Choices:
    """Return the choices of a select question.

    Parameters
    ----------
    form : Form
        The form.
    question : Question
        A question of it that is answered from a list.

    Returns
    -------
    Choices
        All names, and what a row's answers leave of them.

    Raises
    ------
    ExpressionError
        If its filter cannot be worked out, or its list or file is not there.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit.forms import read_form
    >>> survey = pd.DataFrame({"type": ["select_one yn"], "name": ["q"], "label": ["Yes?"]})
    >>> listed = pd.DataFrame({"list_name": ["yn"] * 2, "name": ["y", "n"], "label": ["Y", "N"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> with pd.ExcelWriter(path) as book:
    ...     survey.to_excel(book, sheet_name="survey", index=False)
    ...     listed.to_excel(book, sheet_name="choices", index=False)
    >>> form = read_form(path)
    >>> choices_of(form, form.questions[0]).open_to(Row())
    ('y', 'n')
    """
    name = question.list_name
    if match := REFERENCE.fullmatch(name):
        raise ExpressionError("form.not_evaluated", 0, part=match[0])
    rows = rows_of(form, name)
    if rows is None:
        raise ExpressionError("form.not_evaluated", 0, part=name)
    value = _value(question)
    names = tuple(dict.fromkeys(fields.get(value, "") for fields in rows))
    if question.or_other and "other" not in names:
        names = (*names, "other")
    text = question.row.get("choice_filter")
    if not text:
        return Choices(names, None, value)
    expression = parse_expression(text)
    for problem in expression.problems:
        raise ExpressionError(problem.code, problem.start, **problem.values)
    scope = Scope(None, "item", question)
    compiler = _Compiler(form, Scope(question))
    tree = expression.tree
    conditions = () if tree is None else (tree,)
    return Choices(names, Chooser(rows, conditions, lambda n: compiler.within(n, scope)), value)


def _value(question: Question) -> str:
    """Return the column whose values the data hold: of files it may be named."""
    for word in question.row.get("parameters").replace(",", " ").replace(";", " ").split():
        key, _, value = word.partition("=")
        if key == "value" and value:
            return value
    return "name"
