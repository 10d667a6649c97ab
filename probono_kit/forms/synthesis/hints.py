"""What the name and label of a question say of its usual answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from probono_kit.forms.model import Question
from probono_kit.forms.monitoring import words
from probono_kit.tables.cells import fold

_ABOUT = {
    "phone": r"\b(?:phone|tel|telephone|telefono|mobile|whatsapp|portable)\b|الهاتف",
    "email": r"\b(?:e ?mail|courriel|correo)\b",
    "age": r"\b(?:age|ages|edad)\b|العمر",
    "money": r"\b(?:income|expenditures?|spend|spent|spending|price|cost|amount|rent|salary|debt"
    r"|revenus?|depenses?|prix|cout|montant|loyer|salaire|dette|ingresos?|gastos?|precio)\b",
    "size": r"\b(?:size|taille|tamano|members|membres|miembros|people|personnes)\b",
    "minutes": r"\b(?:minutes?|minutos?)\b",
    "days": r"\b(?:days?|jours?|dias?)\b",
    "born": r"\b(?:birth|born|dob|naissance|nacimiento)\b|الميلاد",
    "name": r"\b(?:name|nom|prenom|nombre y|full name|surname)\b|الاسم",
}
_PATTERNS = {about: re.compile(pattern) for about, pattern in _ABOUT.items()}


@dataclass(frozen=True, slots=True)
class Hint:
    """What a question is about, and where its usual answers lie.

    Parameters
    ----------
    about : str
        ``phone``, ``age``, ``money``…; empty if nothing is recognised.
    of_enumerator : bool
        Whether it asks about the person who asks: always the same answer.
    is_enumerator : bool
        Whether it asks who that person is.
    is_consent : bool
        Whether people nearly always say yes.
    middle : float
        Where between least and most the usual answer lies, from 0 to 1.
    zero : float
        Share of people who say 0, where 0 is allowed.
    blank : float
        Share of people who leave it blank, where they may.
    """

    about: str = ""
    of_enumerator: bool = False
    is_enumerator: bool = False
    is_consent: bool = False
    middle: float = 0.3
    zero: float = 0.0
    blank: float = 0.05


def hint_of(question: Question, random: Random) -> Hint:
    """Return what a question is about.

    Parameters
    ----------
    question : Question
        With its name and labels.
    random : random.Random
        What its usual answers are drawn by.
    """
    name = fold(question.name.replace("_", " "))
    labels = [text for column, text in question.row.cells.items() if column.key == "label"]
    said = " | ".join([name, *(fold(text) for text in labels)])
    about = next((key for key, found in _PATTERNS.items() if found.search(name)), "")
    about = about or next((key for key, found in _PATTERNS.items() if found.search(said)), "")
    return Hint(
        about=about,
        of_enumerator=bool(words.ENUMERATOR.search(name)),
        is_enumerator=_names_enumerator(question, name),
        is_consent=question.kind == "select_one" and bool(words.CONSENT.search(said)),
        middle=random.uniform(0.15, 0.45),
        zero=random.choice([0.0, 0.0, 0.2, 0.35]),
        blank=random.uniform(0.01, 0.08),
    )


def _names_enumerator(question: Question, name: str) -> bool:
    asked = question.kind in ("select_one", "text", "integer", "barcode")
    about_other = words.NOT_ENUMERATOR.search(name)
    return asked and bool(words.ENUMERATOR.search(name)) and not about_other
