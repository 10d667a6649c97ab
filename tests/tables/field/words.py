"""Words of the sheets in four languages."""

from __future__ import annotations

LANGUAGES = ("fr", "en", "es", "ar")

#: One dictionary per language; keys are the same in all of them.
WORDS: dict[str, dict[str, str]] = {
    "fr": {
        **dict(region="Région", district="Département", village="Village", code="Code"),
        **dict(name="Nom", first_name="Prénom", sex="Sexe", age="Âge", phone="Téléphone"),
        **dict(date="Date", remarks="Observations", number="N°", partner="Organisation"),
        **dict(sector="Secteur", activity="Activité", status="Statut", donor="Bailleur"),
        **dict(population="Population", men="Hommes", women="Femmes", households="Ménages"),
        **dict(total="Total", grand_total="Total général", subtotal="Sous-total", mean="Moyenne"),
        **dict(budget="Budget", quantity="Quantité", unit="Unité", price="Prix unitaire"),
        **dict(amount="Montant", points="Points d'eau", working="Fonctionnels", broken="En panne"),
        **dict(
            boys="Garçons", girls="Filles", schools="Écoles", pupils="Élèves", item="Désignation"
        ),
        **dict(source="Source : Direction régionale, mars 2024", legend="Légende : P = présent"),
        **dict(note="NB : les chiffres sont provisoires.", updated="Mise à jour : 30/04/2025"),
        **dict(title="Suivi des activités", country="Pays", period="Période", april="avril 2025"),
        **dict(ministry="Ministère de l'Hydraulique", republic="RÉPUBLIQUE DU SÉNÉGAL"),
        **dict(signed="Fait à Dakar, le 12 mars 2025", director="Le Directeur", table="Tableau"),
        **dict(signature="Signature", function="Fonction", beneficiaries="Bénéficiaires"),
        **dict(needs="Personnes dans le besoin", reached="Personnes atteintes", targeted="Ciblées"),
        **dict(january="Janvier", february="Février", march="Mars", active="En cours"),
        **dict(closed="Terminé", annex="Annexe", list="Liste des participants"),
        **dict(exported="Exporté le 12/03/2024 14:55", records="Nombre d'enregistrements : 12"),
        **dict(end="Fin du rapport", rate="Taux (%)", type="Type", responsible="Responsable"),
    },
    "en": {
        **dict(region="Region", district="District", village="Village", code="Code"),
        **dict(name="Name", first_name="First name", sex="Sex", age="Age", phone="Phone"),
        **dict(date="Date", remarks="Remarks", number="No.", partner="Partner"),
        **dict(sector="Cluster", activity="Activity", status="Status", donor="Donor"),
        **dict(population="Population", men="Male", women="Female", households="Households"),
        **dict(total="Total", grand_total="Grand Total", subtotal="Sub-total", mean="Average"),
        **dict(budget="Budget", quantity="Quantity", unit="Unit", price="Unit cost"),
        **dict(amount="Amount", points="Water points", working="Functional", broken="Broken"),
        **dict(boys="Boys", girls="Girls", schools="Schools", pupils="Pupils", item="Description"),
        **dict(
            source="Source: Ministry of Water, March 2024", legend="Key: P = present, A = absent"
        ),
        **dict(note="Note: figures are provisional.", updated="Last updated: 30/04/2025"),
        **dict(title="Activity tracking", country="Country", period="Period", april="April 2025"),
        **dict(ministry="Ministry of Health", republic="REPUBLIC OF KENYA"),
        **dict(signed="Done in Nairobi, 12 March 2025", director="The Director", table="Table"),
        **dict(signature="Signature", function="Position", beneficiaries="Beneficiaries"),
        **dict(needs="People in need", reached="People reached", targeted="Targeted"),
        **dict(january="January", february="February", march="March", active="Ongoing"),
        **dict(closed="Completed", annex="Annex", list="List of participants"),
        **dict(exported="Exported on 12/03/2024 14:55", records="Number of records: 12"),
        **dict(end="End of report", rate="Rate (%)", type="Type", responsible="Focal point"),
    },
    "es": {
        **dict(region="Departamento", district="Municipio", village="Comunidad", code="Código"),
        **dict(name="Nombre", first_name="Apellido", sex="Sexo", age="Edad", phone="Teléfono"),
        **dict(date="Fecha", remarks="Observaciones", number="Nº", partner="Organización"),
        **dict(sector="Sector", activity="Actividad", status="Estado", donor="Donante"),
        **dict(population="Población", men="Hombres", women="Mujeres", households="Hogares"),
        **dict(total="Total", grand_total="Total general", subtotal="Subtotal", mean="Promedio"),
        **dict(budget="Presupuesto", quantity="Cantidad", unit="Unidad", price="Costo unitario"),
        **dict(amount="Monto", points="Puntos de agua", working="Funcionan", broken="Dañados"),
        **dict(
            boys="Niños", girls="Niñas", schools="Escuelas", pupils="Alumnos", item="Descripción"
        ),
        **dict(source="Fuente: Ministerio de Salud, marzo 2024", legend="Leyenda: P = presente"),
        **dict(note="Nota: cifras preliminares.", updated="Última actualización: 30/04/2025"),
        **dict(title="Seguimiento de actividades", country="País", period="Período"),
        **dict(
            april="abril 2025", ministry="Ministerio de Salud", republic="REPÚBLICA DE COLOMBIA"
        ),
        **dict(
            signed="Dado en Bogotá, 12 de marzo de 2025", director="El Director", table="Cuadro"
        ),
        **dict(signature="Firma", function="Cargo", beneficiaries="Beneficiarios"),
        **dict(needs="Personas con necesidades", reached="Personas alcanzadas", targeted="Meta"),
        **dict(january="Enero", february="Febrero", march="Marzo", active="En curso"),
        **dict(closed="Terminado", annex="Anexo", list="Lista de participantes"),
        **dict(exported="Exportado el 12/03/2024 14:55", records="Número de registros: 12"),
        **dict(end="Fin del informe", rate="Tasa (%)", type="Tipo", responsible="Responsable"),
    },
    "ar": {
        **dict(region="المحافظة", district="المديرية", village="القرية", code="الرمز"),
        **dict(name="الاسم", first_name="اللقب", sex="الجنس", age="العمر", phone="الهاتف"),
        **dict(date="التاريخ", remarks="ملاحظات", number="الرقم", partner="المنظمة"),
        **dict(sector="القطاع", activity="النشاط", status="الحالة", donor="المانح"),
        **dict(population="السكان", men="ذكور", women="إناث", households="الأسر"),
        **dict(total="المجموع", grand_total="الإجمالي", subtotal="المجموع الفرعي", mean="المتوسط"),
        **dict(budget="الميزانية", quantity="الكمية", unit="الوحدة", price="سعر الوحدة"),
        **dict(amount="المبلغ", points="نقاط المياه", working="تعمل", broken="معطلة"),
        **dict(boys="بنين", girls="بنات", schools="المدارس", pupils="الطلاب", item="البيان"),
        **dict(source="المصدر: وزارة الصحة، مارس 2024", legend="مفتاح: ح = حاضر"),
        **dict(note="ملاحظة: الأرقام أولية", updated="آخر تحديث: 30/04/2025"),
        **dict(title="متابعة الأنشطة", country="البلد", period="الفترة", april="أبريل 2025"),
        **dict(ministry="وزارة الصحة العامة", republic="الجمهورية اليمنية"),
        **dict(signed="حرر في صنعاء بتاريخ 12 مارس 2025", director="المدير العام", table="جدول"),
        **dict(signature="التوقيع", function="الوظيفة", beneficiaries="المستفيدون"),
        **dict(needs="المحتاجون", reached="تم الوصول إليهم", targeted="المستهدفون"),
        **dict(january="يناير", february="فبراير", march="مارس", active="جاري"),
        **dict(closed="منتهي", annex="ملحق", list="قائمة المشاركين"),
        **dict(exported="تم التصدير 12/03/2024 14:55", records="عدد السجلات: 12"),
        **dict(end="نهاية التقرير", rate="النسبة (%)", type="النوع", responsible="المسؤول"),
    },
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
