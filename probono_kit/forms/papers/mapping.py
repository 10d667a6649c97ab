"""Which questions deserve a map: a handful, one for each subject, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probono_kit.findings import N_
from probono_kit.forms.lint.persons import said
from probono_kit.forms.model import REFERENCE, Form, Question
from probono_kit.forms.monitoring import words

#: So many maps are read; a reader leafs through more of them.
MOST = 5
#: A map of more answers than these shows one at a time, and says less; of several that are chosen
#: together each is looked at by itself anyway.
_FEW, _MANY, _SEVERAL = 6, 15, 40
#: Like questions in a row are looked at together, in a table.
_BATTERY = 3
#: A list of yes and no, with “don't know” and “no answer”, is used by questions of all sorts.
_SCALE = 4
_NUMBERS = ("integer", "decimal", "range", "percentage")
#: Subjects of a needs assessment, the first the foremost: name, words in names and labels.
_TOPICS = {
    "needs": r"needs?|priorit\w+|besoins?|necesidad(?:es)?|challenges?|difficultes",
    "food": r"food|eat|hungry?|meals?|nourriture|aliment\w*|repas|faim|comida|fcs|rcsi|hhs|fies",
    "water": r"water|eau|agua|wells?|puits|forages?|boreholes?|pumps?|pompes?|bombas?",
    "shelter": r"shelters?|hous(?:e|ing)|dwellings?|abris?|logements?|viviendas?|evict\w*|tentes?",
    "sanitation": r"toilets?|latrines?|sanitation|assainissement|hygiene|letrinas?|savon|soap",
    "health": r"health|clinics?|medical|sante|centres? de sante|salud|vaccin\w*",
    "education": r"schools?|education|ecoles?|scolari\w+|escuelas?|educacion",
    "livelihood": r"incomes?|revenus?|ingresos?|livelihoods?|jobs?|emplois?|debts?|dettes?|work",
    "assistance": r"aid|assistance|aides?|ayudas?|distributions?",
    "displacement": r"displac\w+|deplac\w+|return(?:ees)?|retour\w*|desplaz\w+|refugee\w*|idps?",
    "electricity": r"electri\w+|energy|energie|light(?:ing)?|eclairage",
    "roads": r"roads?|access|routes?|acces|functional|works?|fonctionn\w+|marche",
}
_TOPICS_SAID = {key: re.compile(rf"\b(?:{text})\b") for key, text in _TOPICS.items()}
#: Who asks, how, who answers, which household: of the interview and not of the situation.
_INTERVIEW = re.compile(
    r"\b(?:modality|modalite|mode|enum\w*|respondents?|resp|repondant\w*|enquete[es]?|interview\w*"
    r"|head of household|chef de menage|jefe de hogar|cluster|grappe|sample|echantillon|id|code"
    r"|replacement|remplacement|visit|visite|call|appel|team|equipe|language|langue|comments?"
    r"|remarks?|remarques?|observations?|thanks?|merci|feedback|hexagon)\b"
)
#: Scores of food security and others; their groups are mapped, better than their means.
_SCORE = re.compile(r"\b(?:scores?|fcs|rcsi|hhs|hdds|fies|lcsi?|cari)\b")
_CATEGORY = re.compile(r"\s*if\(.+?,\s*(?:'[a-z][^']*'|\"[a-z][^\"]*\")\s*,")
#: How many people live there, which other figures are over.
_SIZES = re.compile(
    r"\b(?:hh ?size|size|taille|how many (?:people|persons|members|men|women|boys|girls|children"
    r"|adults)|number of (?:people|persons|members|men|women|boys|girls|children)|combien de"
    r" (?:personnes|membres|hommes|femmes|garcons|filles|enfants)|nombre de (?:personnes|membres"
    r"|hommes|femmes|garcons|filles|enfants)|num|nb|age|ages|ind)\b"
)


@dataclass(frozen=True, slots=True)
class MapChoice:
    """Why a question is on a map, or could be.

    Parameters
    ----------
    question : Question
        The question.
    topic : str
        Its subject: a key of the subjects, or ``""``.
    chosen : bool
        Whether it is among the handful.
    """

    question: Question
    topic: str
    chosen: bool


#: Subjects in words, for the reason that is given.
TOPIC_WORDS = {
    "needs": N_("needs"),
    "food": N_("food"),
    "water": N_("water"),
    "shelter": N_("housing"),
    "sanitation": N_("sanitation"),
    "health": N_("health"),
    "education": N_("school"),
    "livelihood": N_("livelihood"),
    "assistance": N_("assistance"),
    "displacement": N_("displacement"),
    "electricity": N_("energy"),
    "roads": N_("access and functioning"),
}


def choose_maps(
    form: Form, answered: Sequence[Question], silent: set[str], *, most: int = MOST
) -> dict[str, MapChoice]:
    """Choose the questions that are shown by area, the best of each subject.

    Parameters
    ----------
    form : Form
        The form.
    answered : sequence of Question
        Its questions that have a column, in order.
    silent : set of str
        Paths of those that go on no map whatever they ask: personal, sensitive, places, what
        figures are broken down by.
    most : int
        How many at most.

    Returns
    -------
    dict of str to MapChoice
        By path: those that fit a map, chosen or not.
    """
    batteries = set(_batteries(answered, form))
    agreed = {each.name for each in answered if _is_consent(each)}
    fit = [
        each
        for each in answered
        if each.path not in silent | batteries and _fits(each, form, agreed)
    ]
    ranked: dict[str, list[Question]] = {}
    for each in fit:
        ranked.setdefault(_topic(each) or f"/{_group(each)}", []).append(each)
    order = [*(key for key in _TOPICS if key in ranked), *(k for k in ranked if k[0] == "/")]
    first = [max(ranked[key], key=lambda q: _worth(q, form)) for key in order]
    # What nobody can name a subject for comes only where there is nothing better.
    named = [each for each in first if _topic(each)]
    chosen = {each.path for each in (named or first)[:most]}
    return {each.path: MapChoice(each, _topic(each), each.path in chosen) for each in fit}


def _is_consent(question: Question) -> bool:
    asked = question.kind in ("select_one", "acknowledge")
    return asked and any(words.CONSENT.search(text) for text in said(question))


def _fits(question: Question, form: Form, agreed: set[str]) -> bool:
    """Tell whether areas can be compared by it: of the situation, asked of everybody."""
    if question.repeats or _is_consent(question) or not _of_everybody(question, agreed):
        return False
    texts = said(question)
    if _INTERVIEW.search(texts[0]) or _SIZES.search(texts[0]):
        return False
    others = (words.ENUMERATOR, words.HOUSEHOLD_SIZE, words.IDENTITY, words.STRATUM)
    if any(pattern.search(text) for pattern in others for text in texts):
        return False
    if question.is_select:
        most = _SEVERAL if question.kind == "select_multiple" else _MANY
        known = 1 < len(form.lists.get(question.list_name, ())) <= most
        return known and question.kind in ("select_one", "select_multiple")
    return question.kind in _NUMBERS or is_score(question)


def is_score(question: Question) -> bool:
    """Tell whether a calculation is a score that is reported, by its name or text.

    Parameters
    ----------
    question : Question
        The question.
    """
    return question.kind == "calculate" and any(_SCORE.search(text) for text in said(question))


def is_category(question: Question) -> bool:
    """Tell whether a calculation is one of a few words, such as ``'poor'`` or ``'acceptable'``.

    Parameters
    ----------
    question : Question
        The question.
    """
    return bool(_CATEGORY.match(question.row.get("calculation")))


def _of_everybody(question: Question, agreed: set[str]) -> bool:
    """Tell whether only consent stands before a question."""
    for each in (*question.parents, question):
        names = {match["name"] for match in REFERENCE.finditer(each.row.get("relevant"))}
        if each.row.get("relevant") and not (names and names <= agreed):
            return False
    return True


def _batteries(answered: Sequence[Question], form: Form) -> Iterator[str]:
    """Yield the questions that belong to a row of like ones."""
    run: list[Question] = []
    for each in (*answered, None):
        if run and (each is None or not _alike(run[-1], each, form)):
            if len(run) >= _BATTERY:
                yield from (one.path for one in run)
            run = []
        if each is not None:
            run.append(each)


def _alike(one: Question, two: Question, form: Form) -> bool:
    """Tell whether two questions are items of one list: a scale again, or the same name so far."""
    same = one.kind == two.kind and one.list_name == two.list_name and one.parents == two.parents
    stems = [re.sub(r"\d+$", "", each.name).rpartition("_")[0] for each in (one, two)]
    scale = len(form.lists.get(one.list_name, ())) > _SCALE
    return same and (scale or (bool(stems[0]) and stems[0] == stems[1]))


def _topic(question: Question) -> str:
    """Return what a question is about: by its name first, then by its label."""
    for text in said(question):
        for key, pattern in _TOPICS_SAID.items():
            if pattern.search(text):
                return key
    return ""


def _group(question: Question) -> str:
    return question.parents[-1].path if question.parents else ""


def _worth(question: Question, form: Form) -> tuple[int, int]:
    """Return how well a map shows a question: scores, few answers, amounts, many answers."""
    count = len(form.lists.get(question.list_name, ()))
    if question.kind == "calculate":
        kind = 5 if is_category(question) else 4
    elif question.kind == "select_one":
        kind = 3 if count <= _FEW else 1
    elif question.kind == "select_multiple":
        kind = 2
    else:
        kind = 2
    # Of several, the one that comes first in the form is the chief one.
    return kind, -question.row.number
