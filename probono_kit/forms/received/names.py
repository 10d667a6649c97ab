"""Which questions a heading may call: by path, name or label, in this version or another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from probono_kit.forms.evaluation.tables import rows_of
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.raw import Kind
from probono_kit.forms.received.server_words import SEPARATORS

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain(label: str) -> str:
    """Return a label as it is compared: without marks of style, doubled spaces and case.

    Examples
    --------
    >>> plain("<b>How  many</b> **people** ?"), plain("Âge\\u00a0?")
    ('how many people ?', 'âge ?')
    """
    text = html.unescape(_TAG.sub("", label)).replace("**", "").replace("__", "")
    return " ".join(text.split()).lstrip("# ").casefold()


def is_multiple(question: Question) -> bool:
    """Whether its answer is several choices."""
    return question.kind.startswith(("select_multiple", "rank"))


def labels_of(form: Form, question: Question, language: str | None) -> dict[str, str]:
    """Return the label of each choice of a question by its name."""
    listed = form.lists.get(question.list_name)
    if listed is not None:
        named = {each.name: each.label(language) for each in listed}
    else:
        named = {
            row.get("name", ""): row.get(f"label::{language}") or row.get("label", "")
            for row in rows_of(form, question.list_name) or ()
        }
    return {name: label or name for name, label in named.items() if name}


class Names:
    """What the questions of a table may be called in its headings.

    Parameters
    ----------
    form : Form or None
        The form.
    repeat : Question or None
        The repeat whose table it is.
    kind : Kind
        Who wrote the file.
    language : str or None
        The language of the labels; ``None`` where headings are names.
    """

    def __init__(
        self, form: Form | None, repeat: Question | None, kind: Kind, language: str | None
    ) -> None:
        self.repeat, self.kind, self.language = repeat, kind, language
        asked = [] if form is None else [each for each in form.questions if each.name]
        self._asked = [each for each in asked if not each.is_container]

    @cached_property
    def _levels(self) -> list[dict[str, list[Question]]]:
        """What a heading may be, the surest first."""
        own = [each for each in self._asked if innermost(each) is self.repeat]
        levels: list[dict[str, list[Question]]] = [{}, {}, {}]
        for question in own:
            for separator in SEPARATORS:
                _add(levels[0], _joined((*question.parents, question), separator), question)
                inside = (*_inside(question), question)
                _add(levels[1], _joined(inside, separator), question)
            _add(levels[2], question.name, question)
        if self.language is not None:
            levels.insert(0, self._labels(own))
        elsewhere: dict[str, list[Question]] = {}
        for question in self._asked:
            if innermost(question) is not self.repeat:
                _add(elsewhere, question.path, question)
                _add(elsewhere, question.name, question)
        return [*levels, elsewhere]

    def _labels(self, own: Iterable[Question]) -> dict[str, list[Question]]:
        level: dict[str, list[Question]] = {}
        for question in own:
            label = plain(self._label(question))
            _add(level, label, question)
            for around in (question.parents, _inside(question)):
                groups = [plain(self._label(each)) for each in around]
                for separator in SEPARATORS:
                    _add(level, separator.join((*groups, label)), question)
        return level

    def _label(self, question: Question) -> str:
        return question.label(self.language) or question.name

    def candidates(self, heading: str) -> Sequence[Question]:
        """Return the questions that a heading may mean, in the order of the form."""
        return self.exactly(heading) or self.moved(heading)

    def exactly(self, heading: str) -> Sequence[Question]:
        """Return the questions that a heading calls by their path, name or label."""
        for number, level in enumerate(self._levels):
            is_label = self.language is not None and number == 0
            found = level.get(plain(heading) if is_label else heading)
            if found:
                return found
        return ()

    def moved(self, heading: str) -> Sequence[Question]:
        """Return the question that was in another group when the form had another version."""
        names = [heading.rpartition("/")[2]]
        if self.kind is Kind.ARCHIVE:
            parts = heading.split("-")
            names = ["-".join(parts[at:]) for at in range(1, len(parts))]
        for level in self._levels[-2:]:
            for name in names:
                found = level.get(name, ()) if name != heading else ()
                if len(found) == 1:
                    return found
        return ()


def innermost(question: Question) -> Question | None:
    """Return the repeat that a question stands in, the inner one of several."""
    return question.repeats[-1] if question.repeats else None


def _inside(question: Question) -> tuple[Question, ...]:
    """Return the groups around a question, those within its repeat only."""
    around = list(question.parents)
    while any(each.kind == "repeat" for each in around):
        around.pop(0)
    return tuple(around)


def _joined(questions: Iterable[Question], separator: str) -> str:
    return separator.join(each.name for each in questions)


def _add(level: dict[str, list[Question]], key: str, question: Question) -> None:
    found = level.setdefault(key, [])
    if not any(each is question for each in found):
        found.append(question)
