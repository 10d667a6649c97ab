"""What questions, choices and values are called in the words of a condition."""

from __future__ import annotations

from collections.abc import Mapping

from probono_kit.findings import N_
from probono_kit.forms.model import REFERENCE, Choice, Form, Question
from probono_kit.forms.papers.namesakes import Namesakes
from probono_kit.forms.papers.tongue import plain_text, quoted, text_in
from probono_kit.forms.words import META
from probono_kit.i18n import gettext

_LONGEST = 60
_RECORDED = {
    "today": N_("the day of the interview"),
    "start": N_("the beginning of the interview"),
    "end": N_("the end of the interview"),
    "deviceid": N_("the device"),
    "username": N_("the name of the user"),
}


def cut(text: str, most: int = _LONGEST) -> str:
    """Return a text, shortened at the end of a word.

    Examples
    --------
    >>> cut("What is the main source of water?", 20)
    'What is the main…'
    """
    if len(text) <= most:
        return text
    head = text[: most - 1]
    words = head.rpartition(" ")[0] if len(head.rpartition(" ")[0]) > most / 2 else head
    return words.rstrip(" ,;:.-–([") + "…"


class Namer:
    """Names questions and choices.

    Parameters
    ----------
    form : Form
        The form.
    written : str or None
        Language of labels, as the form writes it.
    language : str
        Code of the language of the words around them.
    numbers : mapping
        Path of a question → its number on paper.
    """

    def __init__(
        self, form: Form, written: str | None, language: str, numbers: Mapping[str, str]
    ) -> None:
        self.form, self.written, self.language = form, written, language
        self.numbers = numbers
        self.namesakes = Namesakes(form)
        self._labels: dict[str, int] = {}
        for each in form.questions:
            label = plain_text(text_in(each, written))
            self._labels[label] = self._labels.get(label, 0) + 1

    def question(self, name: str, where: Question | None = None) -> Question | None:
        """Return the question that a reference means, the nearest one of several."""
        found = self.form.by_name.get(name.removeprefix("last-saved#").strip(), ())
        if len(found) < 2 or where is None:
            return found[0] if found else None
        shared = [
            sum(a is b for a, b in zip(f.parents, where.parents, strict=False)) for f in found
        ]
        return found[shared.index(max(shared))]

    def subject(self, question: Question) -> str:
        """Return a question as the subject of a condition."""
        if question.kind in _RECORDED:
            return gettext(_RECORDED[question.kind], self.language)
        name = self.name(question)
        unasked = question.kind in ("calculate", "hidden") or question.kind in META
        if unasked and question.path not in self.numbers:
            return gettext("{name} (calculated)", self.language).format(name=name)
        return gettext("the answer to {name}", self.language).format(name=name)

    def name(self, question: Question) -> str:
        """Return what a question, group or repeat is called: its number, or its label."""
        if question.path in self.numbers:
            number = self.numbers[question.path]
            return gettext("question {number}", self.language).format(number=number)
        label = self.label(question)
        if not label:
            return quoted(question.name, self.language)
        text = quoted(cut(label), self.language)
        twice = self._labels.get(plain_text(text_in(question, self.written)), 0) > 1
        return f"{text} ({question.name})" if twice else text

    def label(self, question: Question) -> str:
        """Return the label of a question on one line; references as dots."""
        text = REFERENCE.sub("…", plain_text(text_in(question, self.written)))
        return " ".join(text.split()).rstrip(":").rstrip()

    def short(self, name: str, where: Question) -> str:
        """Return what stands for a reference within a text."""
        question = self.question(name, where)
        if question is None:
            return name
        copied = self.copied(question)
        if copied is not None:
            question = copied
        if question.path in self.numbers:
            return self.numbers[question.path]
        if question.row.get("calculation").startswith("position("):
            return gettext(N_("No."), self.language)
        return cut(self.label(question), 40) or name

    def copied(self, question: Question) -> Question | None:
        """Return the question whose answer a calculation only repeats."""
        found: Question | None = None
        for _ in range(5):
            text = question.row.get("calculation")
            names = {match["name"] for match in REFERENCE.finditer(text)}
            simple = text.startswith(("${", "indexed-repeat(", "jr:choice-name(", "once("))
            if question.kind != "calculate" or not simple:
                break
            first = next((m["name"] for m in REFERENCE.finditer(text)), "")
            target = self.question(first, question) if names else None
            plain = text.startswith("indexed-repeat(") or len(names) == 1
            if target is None or not plain or any(sign in text for sign in "+*<>"):
                break
            found = question = target
        return found

    def choices(self, question: Question) -> Mapping[str, Choice]:
        """Return the choices of a question by name; of a calculation those of what it repeats."""
        source = self.copied(question) or question
        known = self.form.lists.get(source.list_name, ()) if source.is_select else ()
        return {each.name: each for each in known}

    def choice(self, question: Question | None, name: str) -> str:
        """Return a choice in quotes, by its label."""
        found = self.choices(question).get(name) if question is not None else None
        label = self.namesakes.label(found, self.written) if found is not None else ""
        text = " ".join(REFERENCE.sub("…", label or name).split())
        return quoted(cut(text), self.language)
