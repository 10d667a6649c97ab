"""Words that name columns, in four languages: what tells a header from texts like those below."""

from __future__ import annotations

from collections.abc import Sequence

from probono_kit.tables.cells import fold

_WORDS = """
region regions departement departements province provinces district districts commune communes
territoire zone zones localite village villages quartier ville site sites camp secteur secteurs
pays prefecture cercle wilaya moughataa chefferie aire structure nom noms prenom prenoms sexe
genre age code codes numero no n date dates jour mois annee annees periode debut fin heure adresse
telephone tel contact contacts email courriel fonction poste titre observation observations
remarque remarques commentaire commentaires total effectif effectifs nombre nb quantite qte unite
unites prix cout couts montant budget taux pourcentage type types categorie statut etat
organisation organisations ong partenaire partenaires bailleur bailleurs projet projets activite
activites indicateur indicateurs cible cibles beneficiaire beneficiaires menage menages population
hommes femmes garcons filles enfants designation libelle description responsable signature source
sources latitude longitude altitude ecole ecoles eleves forage forages puits cluster reference id
identifiant resultat valeur area county counties state states governorate subdistrict location
city town settlement country admin adm name names surname sex gender ages number day month year
period start end time address phone mobile mail position title role remark remarks comment
comments count quantity qty unit units price cost costs amount rate percent percentage category
status organization agency partner partners donor donors project projects activity activities
indicator indicators target targets targeted reached beneficiaries households household male
female men women boys girls children item items focal point lat lon school schools pupils facility
value values key label departamento municipio comunidad corregimiento vereda ciudad nombres
apellido apellidos sexo edad codigo fecha fechas dia mes ano periodo inicio direccion telefono
correo cargo firma observacion observaciones comentario cantidad unidad costo precio monto
presupuesto tasa porcentaje tipo categoria estado organizacion socio donante proyecto actividad
indicador meta beneficiarios hogares hogar poblacion hombres mujeres ninos ninas descripcion
escuela escuelas alumnos المحافظة محافظة المديرية مديرية المنطقة القرية قرية المدينة المخيم البلد
الدولة الاسم الاسماء اسم اللقب الجنس العمر الرمز رمز الرقم رقم م التاريخ تاريخ الشهر السنة الفترة
العنوان الهاتف هاتف الوظيفة الصفة التوقيع ملاحظات ملاحظة العدد عدد الكمية الوحدة السعر سعر المبلغ
الميزانية النسبة النوع الفئة الحالة المنظمة الشريك المانح المشروع النشاط المؤشر المستهدف
المستهدفون المستفيدون الاسر السكان ذكور اناث رجال نساء بنين بنات اطفال البيان الوصف المسؤول
المدرسة المدارس الطلاب القطاع المجموع الاجمالي
"""

#: Folded words that often stand at the head of a column.
HEADER_WORDS = frozenset(fold(word) for word in _WORDS.split())


def header_share(texts: Sequence[str]) -> float:
    """Return the share of texts that have a word which names columns, in short.

    Parameters
    ----------
    texts : sequence of str
        Folded texts of one row.

    Examples
    --------
    >>> header_share(["region", "nom du village", "dakar"])
    0.6666666666666666
    >>> header_share(["المحافظة", "عدد الاسر"])
    1.0
    """
    if not texts:
        return 0.0
    named = [_names(text.split()) for text in texts]
    return sum(named) / len(named)


def _names(words: Sequence[str]) -> bool:
    return len(words) <= 8 and any(word in HEADER_WORDS for word in words[:4])
