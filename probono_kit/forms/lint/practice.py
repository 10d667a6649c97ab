"""Good practice: questions that point to persons, “other” that is not asked, answers apart."""

from __future__ import annotations

import re

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.model import REFERENCE
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
_ASKED = ("text", "integer", "decimal", "date", "barcode", "calculate", "phonenumber", "email")
_NONE_OF = frozenset(
    [
        "none",
        "dnk",
        "dk",
        "pnta",
        "dont_know",
        "do_not_know",
        "prefer_not",
        "refused",
        "refuse",
        "aucun",
        "nsp",
        "ninguno",
        "no_answer",
        "dont_know_prefer",
        "ne_sait_pas",
        "not_sure",
        "unknown",
    ]
)
#: Where “other” is an answer of its own, which nobody should have to explain.
_GENDER = re.compile(r"gender|genre|sex|genero|sexo")
_OTHER = frozenset(("other", "autre", "otro", "others", "autres", "oth"))


def personal(sight: Sight, findings: Findings) -> None:
    """Find questions whose answers lead to a person, unless it is said what for and how long."""
    for question in sight.form.questions:
        if question.row.get("purpose") and question.row.get("kept"):
            continue
        if question.kind in ("phonenumber", "email", "deviceid", "simserial", "subscriberid"):
            findings.add("form.personal_device", question.row.where("type"), name=question.name)
        elif question.kind in _ASKED[:5]:
            said = [fold(question.name.replace("_", " "))]
            said += [fold(text) for c, text in question.row.cells.items() if c.key == "label"]
            if any(_PERSONAL.search(t) and not _NOT_PERSONAL.search(t) for t in said):
                findings.add("form.personal", question.row.where("name"), name=question.name)
        elif question.kind in ("geopoint", "geotrace", "geoshape", "start-geopoint"):
            findings.add("form.personal_place", question.row.where("type"), name=question.name)


def other(sight: Sight, findings: Findings) -> None:
    """Find “other” that can be chosen without anybody asking what it is."""
    asked = {
        node.parts[0].text
        for each in sight.written
        if each.column.key == "relevant"
        for node in (*each.expression.nodes("operator"), *each.expression.nodes("call"))
        if len(node.parts) > 1 and node.parts[1].text in _OTHER
    }
    for each in sight.written:
        if each.column.key == "relevant" and each.expression.tree is None:
            asked |= {found["name"] for found in REFERENCE.finditer(each.expression.text)}
    for question in sight.form.questions:
        known = sight.form.lists.get(question.list_name, ())
        has_other = any(choice.name.lower() in _OTHER for choice in known)
        asks = question.is_select and not _GENDER.search(question.name.lower())
        if asks and has_other and question.name not in asked:
            findings.add("form.other_unasked", question.row.where("name"), name=question.name)


def exclusive(sight: Sight, findings: Findings) -> None:
    """Find “none” and “don't know” that may be chosen together with something else."""
    for question in sight.form.questions:
        if question.kind != "select_multiple" or question.row.get("constraint"):
            continue
        known = sight.form.lists.get(question.list_name, ())
        alone = tuple(choice.name for choice in known if choice.name.lower() in _NONE_OF)
        if alone and len(known) > len(alone):
            findings.add(
                "form.exclusive", question.row.where("name"), name=question.name, choices=alone
            )


def settings(sight: Sight, findings: Findings) -> None:
    """Find a form without a version: nobody can tell which one was filled in."""
    row = sight.form.settings
    if row is None or not row.get("version"):
        findings.add("form.version", row.sheet if row else "settings")
