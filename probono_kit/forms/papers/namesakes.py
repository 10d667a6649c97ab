"""Choices of a list that share a label: told apart by what they lie in, else by their code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from probono_kit.forms.cascades import cascade_of
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.model import Choice, Form, Question
from probono_kit.forms.papers.tongue import plain_text, text_in


class Namesakes:
    """Tells choices with the same label apart.

    Parameters
    ----------
    form : Form
        The form.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit.forms import read_form
    >>> survey = pd.DataFrame({"type": ["select_one region", "select_one town"],
    ...                        "name": ["region", "town"], "label": ["Region", "Town"],
    ...                        "choice_filter": [None, "in = ${region}"]})
    >>> choices = pd.DataFrame({"list_name": ["region", "region", "town", "town"],
    ...                         "name": ["n", "s", "t1", "t2"], "in": [None, None, "n", "s"],
    ...                         "label": ["North", "South", "Mbour", "Mbour"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> with pd.ExcelWriter(path) as book:
    ...     survey.to_excel(book, sheet_name="survey", index=False)
    ...     choices.to_excel(book, sheet_name="choices", index=False)
    >>> form = read_form(path)
    >>> [Namesakes(form).label(each, None) for each in form.lists["town"]]
    ['Mbour (North)', 'Mbour (South)']
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self._labelled: dict[tuple[str, str | None], dict[str, list[Choice]]] = {}
        self._by_name: dict[str, dict[str, Choice]] = {}

    @cached_property
    def _above(self) -> Mapping[str, list[tuple[str, str]]]:
        """The columns that a list is filtered by, each with the list that it names choices of."""
        found: dict[str, dict[tuple[str, str], None]] = {}
        for question in self.form.questions:
            text = question.row.get("choice_filter") if question.is_select else ""
            tree = parse_expression(text).tree if text else None
            for column, parent in reversed([*cascade_of(tree, self._target)]):
                if parent.list_name != question.list_name:
                    places = found.setdefault(question.list_name, {})
                    places[column.lower(), parent.list_name] = None
        return {name: list(places) for name, places in found.items()}

    def _target(self, name: str) -> Question | None:
        return next(iter(self.form.by_name.get(name, ())), None)

    def above(self, choice: Choice, written: str | None) -> str:
        """Return what a choice lies in, the nearest: the label of the choice above it.

        Parameters
        ----------
        choice : Choice
            Such as a district.
        written : str or None
            Language of labels, as the form writes it.
        """
        for column, list_name in reversed(self._above.get(choice.list_name, [])):
            code = choice.row.get(column)
            found = self._named(list_name, code) if code else None
            if found is not None:
                return " ".join(plain_text(text_in(found, written)).split()) or found.name
        return ""

    def label(self, choice: Choice, written: str | None) -> str:
        """Return the label of a choice, with what tells it from others of its list.

        Parameters
        ----------
        choice : Choice
            The choice.
        written : str or None
            Language of labels, as the form writes it.
        """
        label, alike = _label(choice, written), self._alike(choice, written)
        if len(alike) < 2:
            return label
        above = self.above(choice, written)
        beside = Counter(self.above(each, written) for each in alike)
        code = choice.name if not above or beside[above] > 1 else ""
        return f"{label} ({', '.join(filter(None, (above, code)))})"

    def _alike(self, choice: Choice, written: str | None) -> list[Choice]:
        """Return the choices of a list that share the label of one of them, itself too."""
        key = choice.list_name, written
        if key not in self._labelled:
            groups: dict[str, list[Choice]] = {}
            for each in self.form.lists.get(choice.list_name, ()):
                groups.setdefault(_label(each, written), []).append(each)
            self._labelled[key] = groups
        return self._labelled[key].get(_label(choice, written), [])

    def _named(self, list_name: str, name: str) -> Choice | None:
        if list_name not in self._by_name:
            known = reversed(self.form.lists.get(list_name, ()))
            self._by_name[list_name] = {each.name: each for each in known}
        return self._by_name[list_name].get(name)


def _label(choice: Choice, written: str | None) -> str:
    return plain_text(text_in(choice, written)) or choice.name
