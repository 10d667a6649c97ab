"""Words by which questions and choices are recognised: en, fr, es, ar, folded."""

from __future__ import annotations

import re

#: Who asks the questions.
ENUMERATOR = re.compile(
    r"\b(?:enum|enumerators?|interviewers?|surveyors?|data collectors?|enqueteurs?|enquetrices?"
    r"|agents? enqueteurs?|encuestador[ae]?s?|entrevistador[ae]?s?|recolector)\b"
    r"|الباحث|العداد|جامع البيانات|المقابل"
)
#: What is said about that person, and is not who it is.
NOT_ENUMERATOR = re.compile(
    r"\b(?:gender|genre|sex|sexe|sexo|age|edad|comments?|commentaires?|notes?|remarks?"
    r"|observations?|phone|tel|telephone|signature|team|equipe|equipo|organi[sz]ation"
    r"|feedback|rating|instructions?)\b|العمر|الجنس|ملاحظات"
)
CONSENT = re.compile(
    r"\b(?:consents?|consented|consentement|consentimiento|agree to (?:participate|take part|be)"
    r"|acceptez vous|accord du|willing to participate)\b|الموافقة|توافق على|هل توافق"
)
YES = frozenset(
    ("yes", "y", "oui", "si", "agree", "agrees", "consented", "accepte", "نعم", "موافق")
)
HOUSEHOLD_SIZE = re.compile(
    r"\b(?:hh ?size|household ?size|size of (?:the )?household|taille (?:du )?menage"
    r"|(?:number|how many) (?:of )?(?:people|persons|members|household members)"
    r"|(?:nombre|nb|combien) de (?:personnes|membres)|nb membres|tamano (?:del )?hogar"
    r"|numero de (?:personas|miembros))\b|حجم الأسرة|عدد أفراد"
)
ROSTER = re.compile(
    r"\b(?:roster|members?|membres?|individuals?|individus?|persons?|personnes?|miembros?|hogar)\b"
    r"|أفراد"
)
STRATUM = re.compile(r"\b(?:stratum|strata|strates?|estratos?)\b|الطبقة")
#: What names one household or person and nobody else.
IDENTITY = re.compile(
    r"\b(?:(?:tele)?phone(?: number)?|telephone|telefono|mobile(?: number)?|whatsapp|numero de tel"
    r"|(?:national|identity|id|ration|registration|beneficiary|household|hh|menage|beneficiaire"
    r"|case|hogar|beneficiario) ?(?:id|card|number|no|num|code|numero|carte)"
    r"|(?:code|numero|num|id|identifiant|carte) (?:du |de |d |del )?"
    r"(?:menage|beneficiaire|beneficiary|household|identite|ration|hogar|beneficiario)"
    r"|passport|passeport|pasaporte|cni|nin|cedula|barcode|qr code)\b"
    r"|رقم الهاتف|رقم الهوية|رقم البطاقة"
)
NOT_IDENTITY = re.compile(
    r"\b(?:own|owns|possess|possede|network|reseau|credit|access|acces|have a|do you have|consent"
    r"|how many|combien|enumerator|enum|enqueteur|interviewer|cluster|village|area|zone|admin\d?"
    r"|lost|perdu|type|size|taille|count|total)\b"
)
DONT_KNOW_NAMES = frozenset(
    (
        *("dk", "dnk", "dont know", "do not know", "don t know", "nsp", "ne sait pas", "idk"),
        *("no sabe", "ns", "not sure", "unknown", "inconnu", "dontknow", "i dont know", "لا أعرف"),
    )
)
DONT_KNOW = re.compile(
    r"\b(?:don ?t know|do not know|does not know|not sure|ne (?:le )?sai[ts] pas|nsp"
    r"|no (?:lo )?sabe|no se)\b|لا أعرف|لا اعرف|لا يعرف|لا تعرف"
)
REFUSED_NAMES = frozenset(
    (
        *("pnta", "rf", "ref", "refused", "refuse", "refusal", "refus", "no answer", "prefer not"),
        *(
            "pnr",
            "nr",
            "ne souhaite pas repondre",
            "no responde",
            "prefer not to answer",
            "decline",
        ),
    )
)
REFUSED = re.compile(
    r"\b(?:prefers? not to (?:answer|say|respond)|refuse[sd]? to (?:answer|respond|say)|declines?"
    r"|prefere ne pas repondre|refuse de repondre|ne (?:veut|souhaite) pas repondre"
    r"|prefiere no (?:responder|contestar)|no quiere responder)\b|أفضل عدم الإجابة|رفض الإجابة|يرفض"
)
OTHER_NAMES = frozenset(
    ("other", "others", "oth", "autre", "autres", "otro", "otra", "otros", "otras", "أخرى", "آخر")
)
OTHER = re.compile(
    r"^(?:others?|autres?|otr[oa]s?|if other|si autre|please specify)\b|^(?:أخرى|اخرى|غير ذلك)"
)
#: In the name of the text question behind an “other”.
OTHER_TEXT = re.compile(r"\b(?:other|others|oth|autre|autres|otro|otra|specify|preciser|spec)\b")
