"""How often each choice is taken."""

from __future__ import annotations

from random import Random

from probono_kit.forms.model import Form, Question
from probono_kit.forms.monitoring import words
from probono_kit.tables.cells import fold

#: Of choices that few people take, beside a usual one.
DONT_KNOW, REFUSED, OTHER = 0.05, 0.03, 0.08
#: Of the yes to a consent, beside a no.
AGREED = 25.0


def weights_of(
    form: Form, question: Question, names: tuple[str, ...], seed: int
) -> dict[str, float]:
    """Return a weight for each choice of a question.

    Parameters
    ----------
    form : Form
        The form, for the labels.
    question : Question
        A select question of it.
    names : tuple of str
        Its choices.
    seed : int
        What the weights of usual choices are drawn by.
    """
    random = Random(f"{seed}|{question.path}|choices")
    labels = {each.name: fold(each.label()) for each in form.lists.get(question.list_name, ())}
    asks_consent = bool(words.CONSENT.search(fold(question.name.replace("_", " "))))
    weights = {}
    for name in names:
        drawn = 0.35 + random.expovariate(1.0)
        weights[name] = _weight(fold(name.replace("_", " ")), labels.get(name, ""), drawn)
        if asks_consent and (fold(name) in words.YES or labels.get(name) in words.YES):
            weights[name] = AGREED
    return weights


def _weight(name: str, label: str, drawn: float) -> float:
    if name in words.DONT_KNOW_NAMES or words.DONT_KNOW.search(label):
        return DONT_KNOW
    if name in words.REFUSED_NAMES or words.REFUSED.search(label):
        return REFUSED
    if name in words.OTHER_NAMES or words.OTHER.search(label):
        return OTHER
    return drawn
