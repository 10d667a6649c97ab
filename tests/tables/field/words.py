"""Words of the sheets in four languages."""

from __future__ import annotations

LANGUAGES = ("fr", "en", "es", "ar")

#: Key, then the words in the order of :data:`LANGUAGES`.
_WORDS = """
region = Région | Region | Departamento | المحافظة
district = Département | District | Municipio | المديرية
village = Village | Village | Comunidad | القرية
code = Code | Code | Código | الرمز
name = Nom | Name | Nombre | الاسم
first_name = Prénom | First name | Apellido | اللقب
sex = Sexe | Sex | Sexo | الجنس
age = Âge | Age | Edad | العمر
phone = Téléphone | Phone | Teléfono | الهاتف
date = Date | Date | Fecha | التاريخ
remarks = Observations | Remarks | Observaciones | ملاحظات
number = N° | No. | Nº | الرقم
partner = Organisation | Partner | Organización | المنظمة
sector = Secteur | Cluster | Sector | القطاع
activity = Activité | Activity | Actividad | النشاط
status = Statut | Status | Estado | الحالة
donor = Bailleur | Donor | Donante | المانح
population = Population | Population | Población | السكان
men = Hommes | Male | Hombres | ذكور
women = Femmes | Female | Mujeres | إناث
households = Ménages | Households | Hogares | الأسر
total = Total | Total | Total | المجموع
grand_total = Total général | Grand Total | Total general | الإجمالي
subtotal = Sous-total | Sub-total | Subtotal | المجموع الفرعي
mean = Moyenne | Average | Promedio | المتوسط
budget = Budget | Budget | Presupuesto | الميزانية
quantity = Quantité | Quantity | Cantidad | الكمية
unit = Unité | Unit | Unidad | الوحدة
price = Prix unitaire | Unit cost | Costo unitario | سعر الوحدة
amount = Montant | Amount | Monto | المبلغ
points = Points d'eau | Water points | Puntos de agua | نقاط المياه
working = Fonctionnels | Functional | Funcionan | تعمل
broken = En panne | Broken | Dañados | معطلة
boys = Garçons | Boys | Niños | بنين
girls = Filles | Girls | Niñas | بنات
schools = Écoles | Schools | Escuelas | المدارس
pupils = Élèves | Pupils | Alumnos | الطلاب
item = Désignation | Description | Descripción | البيان
source = Source : Direction régionale, mars 2024 | Source: Ministry of Water, March 2024 | Fuente: Ministerio de Salud, marzo 2024 | المصدر: وزارة الصحة، مارس 2024
legend = Légende : P = présent | Key: P = present, A = absent | Leyenda: P = presente | مفتاح: ح = حاضر
note = NB : les chiffres sont provisoires. | Note: figures are provisional. | Nota: cifras preliminares. | ملاحظة: الأرقام أولية
updated = Mise à jour : 30/04/2025 | Last updated: 30/04/2025 | Última actualización: 30/04/2025 | آخر تحديث: 30/04/2025
title = Suivi des activités | Activity tracking | Seguimiento de actividades | متابعة الأنشطة
country = Pays | Country | País | البلد
period = Période | Period | Período | الفترة
april = avril 2025 | April 2025 | abril 2025 | أبريل 2025
ministry = Ministère de l'Hydraulique | Ministry of Health | Ministerio de Salud | وزارة الصحة العامة
republic = RÉPUBLIQUE DU SÉNÉGAL | REPUBLIC OF KENYA | REPÚBLICA DE COLOMBIA | الجمهورية اليمنية
signed = Fait à Dakar, le 12 mars 2025 | Done in Nairobi, 12 March 2025 | Dado en Bogotá, 12 de marzo de 2025 | حرر في صنعاء بتاريخ 12 مارس 2025
director = Le Directeur | The Director | El Director | المدير العام
table = Tableau | Table | Cuadro | جدول
signature = Signature | Signature | Firma | التوقيع
function = Fonction | Position | Cargo | الوظيفة
beneficiaries = Bénéficiaires | Beneficiaries | Beneficiarios | المستفيدون
needs = Personnes dans le besoin | People in need | Personas con necesidades | المحتاجون
reached = Personnes atteintes | People reached | Personas alcanzadas | تم الوصول إليهم
targeted = Ciblées | Targeted | Meta | المستهدفون
january = Janvier | January | Enero | يناير
february = Février | February | Febrero | فبراير
march = Mars | March | Marzo | مارس
active = En cours | Ongoing | En curso | جاري
closed = Terminé | Completed | Terminado | منتهي
annex = Annexe | Annex | Anexo | ملحق
list = Liste des participants | List of participants | Lista de participantes | قائمة المشاركين
exported = Exporté le 12/03/2024 14:55 | Exported on 12/03/2024 14:55 | Exportado el 12/03/2024 14:55 | تم التصدير 12/03/2024 14:55
records = Nombre d'enregistrements : 12 | Number of records: 12 | Número de registros: 12 | عدد السجلات: 12
end = Fin du rapport | End of report | Fin del informe | نهاية التقرير
rate = Taux (%) | Rate (%) | Tasa (%) | النسبة (%)
type = Type | Type | Tipo | النوع
responsible = Responsable | Focal point | Responsable | المسؤول
"""  # noqa: E501

#: One dictionary per language; keys are the same in all of them.
WORDS = {
    language: {
        key: words.split(" | ")[number]
        for key, _, words in (line.partition(" = ") for line in _WORDS.strip().splitlines())
    }
    for number, language in enumerate(LANGUAGES)
}

PLACES = {
    "fr": ["Dakar", "Thiès", "Kédougou", "Matam", "Saint-Louis", "Sédhiou", "Ziguinchor", "Kolda"],
    "en": ["Turkana", "Garissa", "Mandera", "Wajir", "Marsabit", "Isiolo", "Samburu", "Tana River"],
    "es": ["Chocó", "Nariño", "Cauca", "Arauca", "La Guajira", "Putumayo", "Guaviare", "Meta"],
    "ar": ["صنعاء", "عدن", "تعز", "الحديدة", "إب", "ذمار", "حجة", "صعدة"],
}
VILLAGES = {
    "fr": ["Mbour", "Joal", "Tivaouane", "Khombole", "Dagana", "Podor", "Linguère", "Kébémer"],
    "en": ["Lodwar", "Kakuma", "Lokichar", "Dadaab", "Liboi", "Elwak", "Habaswein", "Laisamis"],
    "es": ["Quibdó", "Istmina", "Tumaco", "Pasto", "Popayán", "Guapi", "Tame", "Maicao"],
    "ar": ["السبعين", "التحرير", "كريتر", "المعلا", "القاهرة", "المخا", "زبيد", "يريم"],
}
PEOPLE = {
    "fr": ["Diop", "Ndiaye", "Fall", "Sow", "Ba", "Sarr", "Faye", "Gueye"],
    "en": ["Wanjiru", "Otieno", "Lokwang", "Abdi", "Mutua", "Achieng", "Hassan", "Kiprop"],
    "es": ["García", "Rodríguez", "Mosquera", "Palacios", "Torres", "Ruiz", "Díaz", "Peña"],
    "ar": ["أحمد", "محمد", "علي", "حسن", "فاطمة", "مريم", "صالح", "خالد"],
}
FIRST = {
    "fr": ["Awa", "Moussa", "Fatou", "Ibrahima", "Aminata", "Cheikh"],
    "en": ["Mary", "John", "Amina", "Peter", "Halima", "James"],
    "es": ["María", "José", "Luz", "Carlos", "Ana", "Jorge"],
    "ar": ["سعيد", "ناصر", "زينب", "هدى", "عمر", "يوسف"],
}
PARTNERS = ["ACF", "Caritas", "UNICEF", "WFP", "Oxfam", "Plan", "IRC", "NRC", "Save the Children"]
SECTORS = {
    "fr": ["EHA", "Santé", "Nutrition", "Éducation", "Protection"],
    "en": ["WASH", "Health", "Nutrition", "Education", "Protection"],
    "es": ["Agua", "Salud", "Nutrición", "Educación", "Protección"],
    "ar": ["المياه", "الصحة", "التغذية", "التعليم", "الحماية"],
}
