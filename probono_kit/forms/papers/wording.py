"""When a question is asked and what limits its answer, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import REFERENCE, Choice, Form, Question
from probono_kit.forms.papers.clauses import Clause, Joined, Text, is_whole, join
from probono_kit.forms.papers.reading_clauses import ClauseReader
from probono_kit.forms.papers.saying import said
from probono_kit.forms.papers.subjects import Namer
from probono_kit.forms.papers.tongue import plain_text, text_in


@dataclass(frozen=True, slots=True)
class Wording:
    """A condition in words.

    Parameters
    ----------
    text : str
        Empty where there is none.
    whole : bool
        Whether all of it could be put in words; what could not stands as the form has it.
    """

    text: str = ""
    whole: bool = True


class Speaker:
    """Says the conditions of a form in one language.

    Parameters
    ----------
    form : Form
        The form.
    written : str or None
        Language of labels, as the form writes it; default: its first.
    language : str
        Code of the language of the words around them.
    numbers : mapping, optional
        Path of a question → its number on paper; questions are then named by it.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit.forms import read_form
    >>> survey = pd.DataFrame(
    ...     {"type": ["integer", "text"], "name": ["age", "job"], "label": ["Age", "Job?"],
    ...      "relevant": [None, "${age} >= 15 and ${age} <= 64"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> form = read_form(path)
    >>> Speaker(form, None, "en").asked(form.questions[1]).text
    'the answer to “Age” is between 15 and 64'
    """

    def __init__(
        self,
        form: Form,
        written: str | None,
        language: str,
        numbers: Mapping[str, str] | None = None,
    ) -> None:
        self.form, self.written, self.language = form, written, language
        self.names = Namer(form, written, language, numbers or {})
        self._reader = ClauseReader(form, self.names, language)

    def condition(self, text: str, question: Question) -> Wording:
        """Return an expression in words.

        Parameters
        ----------
        text : str
            Such as ``selected(${needs}, 'water')``.
        question : Question
            Where it stands.
        """
        return self._worded(self._clause(text, question))

    def asked(self, question: Question, *, inside: Question | None = None) -> Wording:
        """Return when a question is asked, with the conditions of the groups around it.

        Parameters
        ----------
        question : Question
            The question.
        inside : Question, optional
            A group whose own conditions, and those around it, are left out.
        """
        around = question.parents
        if inside is not None:
            around = tuple(each for each in around if len(each.parents) > len(inside.parents))
        rows = [each for each in (*around, question) if each.row.get("relevant")]
        if not rows:
            return Wording()
        clauses = [self._clause(each.row.get("relevant"), each) for each in rows]
        return self._worded(join("and", clauses))

    def limits(self, question: Question) -> Wording:
        """Return what limits an answer; where that has no words, what the form says to refuse it.

        Parameters
        ----------
        question : Question
            The question.
        """
        text = question.row.get("constraint")
        if not text:
            return Wording()
        worded = self._worded(self._clause(text, question))
        message = text_in(question, self.written, "constraint_message")
        if not worded.whole and message:
            return Wording(self.label_text(message, question), whole=True)
        return worded

    def label(self, question: Question, key: str = "label") -> str:
        """Return a text of a question without markup, references in words."""
        return self.label_text(text_in(question, self.written, key), question)

    def label_text(self, text: str, question: Question) -> str:
        """Return a text that stands at a question, references in words."""
        return REFERENCE.sub(
            lambda m: f"[{self.names.short(m['name'], question)}]", plain_text(text)
        )

    def choice(self, choice: Choice) -> str:
        """Return the label of a choice without markup, told apart; its name where it has none."""
        return self.names.namesakes.label(choice, self.written)

    def _clause(self, text: str, question: Question) -> Clause:
        tree: Node | None = parse_expression(text).tree
        if tree is None:
            return Text(shortened(text, 200), whole=False)
        return self._reader.clause(tree, question, text)

    def _worded(self, clause: Clause) -> Wording:
        # Half a sentence in words and half as an expression is read by nobody.
        if isinstance(clause, Joined) or not is_whole(clause):
            return Wording(said(clause, self.language), is_whole(clause))
        return Wording(said(clause, self.language))
