"""Words in the names of columns, in four languages, that tell what a column is for."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Administrative areas and kinds of places; folded, whole words.
PLACE_WORDS = _words(
    "admin0 admin1 admin2 admin3 admin4 adm1 adm2 adm3 province provincia region departement"
    " departamento department district territoire territory commune municipality municipio"
    " canton sector secteur prefecture cercle arrondissement village aldea localite locality"
    " localidad town ville ciudad quartier barrio neighbourhood camp site county"
    " governorate gouvernorat woreda zone zona distrito محافظة مديرية قرية منطقة مخيم"
    " ولاية بلدية"
)
#: A sector is an area in some countries; beside these words it is none. “State” is left out.
NO_PLACE = _words("activite activity domaine cluster projet project type")
CODE_WORDS = _words(
    "id ids code pcode uuid guid index key cle ref reference no num numero nr matricule"
    " codigo رمز رقم"
)
SHARE_WORDS = _words(
    "pct percent percentage pourcentage pourcent taux rate share part proportion prop porcentaje"
    " tasa نسبة"
)
YEAR_WORDS = _words("year annee ano an سنة")
#: What a form or its software keeps about itself, and how the sample was drawn.
BOOKKEEPING = re.compile(
    r"(start|end|today|deviceid|subscriberid|simserial|phonenumber|username|audit|uuid|instanceid"
    r"|instance_name|__version__|_.*|formhub/uuid|meta/.*|row_?id|index|submission_?time"
    r"|enum(erator)?(_.*|s?_?id)?|enqueteur.*|enquetrice.*|interviewer.*|encuestador.*"
    r"|.*(date|heure|time|fecha).*(saisie|entry|enregistrement|submission|created|modified"
    r"|mise a jour|last update|registro).*|created.*|modified.*|updated.*|last_?update.*"
    r"|horodateur|timestamp|marca temporal|weights?|poids|ponderation|peso"
    r"|strat(um|a|e|o)s?(_?id)?|cluster(_?id)?|grappe.*|fpc)"
)
