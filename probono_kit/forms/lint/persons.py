"""What points to persons, what it is for, and the consent that comes before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.model import REFERENCE, Question
from probono_kit.forms.monitoring.words import CONSENT
from probono_kit.tables.cells import fold

#: What in a name or a label asks for something that leads to a person.
#: Source: ICRC, Handbook on Data Protection in Humanitarian Action, 2024, ch. 2.
_PERSONAL = re.compile(
    r"\b(?:(?:full|first|last|family|sur|respondent s?|beneficiary s?|caregiver s?|head s?) ?name"
    r"|name of (?:the )?(?:household |family )?(?:respondent|interviewee|beneficiary|head|caregiver"
    r"|patient|person|mother|father|child)"
    r"|your name|what is (?:his|her|their) name|prenoms?|nom et prenoms?|nom complet"
    r"|nom (?:du|de la|de l) (?:repondante?|enquetee?|beneficiaire|chef|personne|patiente?)"
    r"|nombre completo|apellidos?|nombre (?:de la persona|del encuestado|del beneficiario)"
    r"|(?:tele)?phone(?: number)?|telephone|telefono|numero de (?:tel|telephone|telefono)"
    r"|mobile number"
    r"|whatsapp|e ?mail|courriel|correo electronico"
    r"|(?:national|identity|id) (?:card|number|no)|passport|passeport|pasaporte|carte d identite"
    r"|(?:ration|refugee|registration|voter|unhcr) (?:card|id|number|no)|numero d identite"
    r"|cni|nin|cedula|ssn|date of birth|date de naissance|fecha de nacimiento"
    r"|(?:home|your|street|postal|exact|residential|household) address|votre adresse"
    r"|adresse (?:du menage|du domicile|exacte|postale|complete|personnelle)"
    r"|direccion (?:del hogar|de la casa|exacta)|domicilio"
    r"|bank account|iban|compte bancaire|numero de compte|cuenta bancaria|fingerprints?"
    r"|empreintes? digitales?|huella digital)\b"
    r"|رقم الهاتف|اسم المستجيب|الاسم الكامل|رقم الهوية|تاريخ الميلاد|عنوان (?:المنزل|السكن)"
    r"|رقم الجوال|رب الأسرة اسم|اسم رب الأسرة"
)
_NOT_PERSONAL = re.compile(
    r"\b(?:own|owns|owned|possess|possede|network|reseau|credit|airtime|access|acces|have a"
    r"|do you have|consent|how many|combien|main source|working|repair|confirm)\b"
)
_ASKED = ("text", "integer", "decimal", "date", "barcode")
_PICTURES = ("image", "audio", "video", "file")
_PICTURE = re.compile(
    r"\b(?:(?:photo|picture|image|foto|video|recording|scan|copy|copie)s? (?:of|de|du|d|del|de la) "
    r"(?:the |la |le |l |el )?(?:respondent|person|personne|persona|head|chef|beneficiary"
    r"|beneficiaire|beneficiario|face|visage|cara|id|identite|identity|identidad|card|carte|cni"
    r"|passport|passeport|child|enfant|patient|family|famille|familia)"
    r"|signature|firma|portrait|selfie)\b|صورة (?:الشخص|الهوية|المستفيد)|التوقيع"
)
_ANSWERED = ("text", "select_one", "select_multiple", "rank", "integer")
#: What harms people if it becomes known.
#: Source: ICRC, Handbook on Data Protection in Humanitarian Action, 2024, ch. 2.
_SENSITIVE = re.compile(
    r"\b(?:religions?|religious|religieu(?:x|se)|religios[oa]|ethnic(?:ity)?|ethnies?|ethniques?"
    r"|etnia|tribes?|tribus?|caste|political|politiques?|politic[oa]|vot(?:e|ed)|hiv|vih|sida"
    r"|sexual (?:violence|orientation|abuse|assault)|violences? sexuelles?|violencia sexual"
    r"|raped?|viol(?:e|ee)s?|gbv|vbg|legal status|statut legal|undocumented|sans papiers"
    r"|armed groups?|groupes? armes?|grupos? armados?|detained|detenus?|tortured?)\b"
    r"|الدين|الديانة|العرق|القبيلة|الطائفة"
)


def said(question: Question) -> list[str]:
    """Return the name and the labels of a question, folded."""
    labels = [fold(text) for c, text in question.row.cells.items() if c.key == "label"]
    return [fold(question.name.replace("_", " ")), *labels]


def _asks_for_person(question: Question) -> bool:
    if question.kind in _PICTURES:
        return any(_PICTURE.search(text) for text in said(question))
    if question.kind not in _ASKED:
        return False
    return any(_PERSONAL.search(text) and not _NOT_PERSONAL.search(text) for text in said(question))


def _is_decided(question: Question) -> bool:
    """Tell whether it is said what the answers are for and until when they are kept."""
    return bool(question.row.get("purpose") and question.row.get("kept"))


def personal(sight: Sight, findings: Findings) -> None:
    """Find questions whose answers lead to a person, unless it is said what for and how long."""
    for question in sight.form.questions:
        if _is_decided(question):
            continue
        if sign := personal_sign(question):
            code, column = _SIGNS[sign]
            findings.add(code, question.row.where(column), name=question.name)
        if sign == "words" and question.row.get("required").lower() in ("yes", "true"):
            place = question.row.where("required")
            findings.add("form.personal_required", place, name=question.name)


#: What a question leads to a person by → its finding, and the column that it is told at.
_SIGNS = {
    "device": ("form.personal_device", "type"),
    "words": ("form.personal", "name"),
    "place": ("form.personal_place", "type"),
    "topic": ("form.sensitive", "name"),
}


def personal_sign(question: Question) -> str:
    """Return by what a question leads to a person or touches on a protected subject.

    Parameters
    ----------
    question : Question
        Its kind, name and labels are looked at.

    Returns
    -------
    str
        ``device``, ``words``, ``place``, ``topic``, or ``""``.
    """
    if question.kind in ("phonenumber", "email", "deviceid", "simserial", "subscriberid"):
        return "device"
    if _asks_for_person(question):
        return "words"
    if question.kind in ("geopoint", "geotrace", "geoshape", "start-geopoint"):
        return "place"
    touches = question.kind in _ANSWERED and any(_SENSITIVE.search(t) for t in said(question))
    return "topic" if touches else ""


def consent(sight: Sight, findings: Findings) -> None:
    """Find personal data without consent, before it, or whatever the answer to it is."""
    asked = list(_consents(sight))
    persons = [question for question in sight.form.questions if _asks_for_person(question)]
    if persons and not asked:
        findings.add("form.consent_missing", persons[0].row.where("name"), name=persons[0].name)
    if not asked:
        return
    for question in persons:
        if question.row.number < asked[0].row.number:
            values = {"name": question.name, "line": str(asked[0].row.number)}
            findings.add("form.consent_late", question.row.where("name"), **values)
    named = {
        match["name"]
        for each in sight.written
        if each.column.key in ("relevant", "repeat_count", "constraint", "calculation")
        for match in REFERENCE.finditer(each.expression.text)
    }
    limited = any(question.row.get("constraint") for question in asked)
    if not limited and not any(question.name in named for question in asked):
        findings.add("form.consent_unused", asked[0].row.where("name"), name=asked[0].name)


def _consents(sight: Sight) -> Iterator[Question]:
    for question in sight.form.questions:
        if question.kind in ("select_one", "acknowledge") and any(
            CONSENT.search(text) for text in said(question)
        ):
            yield question
