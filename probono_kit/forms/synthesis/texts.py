"""Invented words: names, telephone numbers, short answers."""

from __future__ import annotations

from random import Random

from probono_kit.forms.model import Form

_GIVEN = (
    *("Amina", "Moussa", "Fatou", "Ibrahim", "Aïssatou", "Jean", "Marie", "Ali", "Zara", "Yusuf"),
    *("Halima", "Omar", "Grace", "Joseph", "Mariam", "Adam", "Ruth", "Hassan", "Esther", "Idriss"),
)
_FAMILY = (
    *("Diallo", "Traoré", "Mahamat", "Okoye", "Kabila", "Hassan", "Abdi", "Ndiaye", "Mukendi"),
    *("Saleh", "Osman", "Keita", "Mbeki", "Haddad", "Toure", "Adam", "Baldé", "Nkosi", "Ahmed"),
)
_PHRASES = {
    "fr": (
        *("pas assez d'argent", "le point d'eau est trop loin", "la route est coupée"),
        *("nous attendons la saison des pluies", "le prix a augmenté", "aide de la famille"),
        *("manque de médicaments", "école fermée", "travail journalier", "rien à ajouter"),
    ),
    "es": (
        *("no hay dinero suficiente", "el pozo está muy lejos", "la carretera está cortada"),
        *("esperamos las lluvias", "el precio subió", "ayuda de la familia", "nada que añadir"),
    ),
    "ar": ("لا يوجد مال كاف", "البئر بعيدة", "الطريق مقطوعة", "ارتفع السعر", "لا شيء آخر"),
    "en": (
        *("not enough money", "the water point is too far", "the road is cut"),
        *("we wait for the rains", "the price went up", "help from relatives"),
        *("no medicine in the clinic", "the school is closed", "daily labour", "nothing to add"),
    ),
}
_MORE = {
    "fr": (
        *("depuis l'an dernier", "dans notre quartier", "depuis deux mois", "pour les enfants"),
        *("après les inondations", "surtout le matin", "chez les voisins", "comme tous ici"),
        *("à côté de l'école", "près du marché", "pour les malades", "le vendredi"),
    ),
    "es": (
        *("desde el año pasado", "en nuestro barrio", "desde hace dos meses", "para los niños"),
        *("después de la inundación", "por la mañana", "donde los vecinos", "como todos aquí"),
        *("junto a la escuela", "cerca del mercado", "para los enfermos", "los viernes"),
    ),
    "ar": (
        *("منذ العام الماضي", "في حينا", "منذ شهرين", "للأطفال", "بعد الفيضان", "في الصباح"),
        *("عند الجيران", "مثل الجميع هنا", "بجانب المدرسة", "قرب السوق", "للمرضى", "يوم الجمعة"),
    ),
    "en": (
        *("since last year", "in our quarter", "for two months", "for the children"),
        *("after the flood", "in the mornings", "at the neighbours'", "like everybody here"),
        *("beside the school", "near the market", "for the sick", "on Fridays"),
    ),
}
_LANGUAGES = {"fr": ("french", "français"), "es": ("spanish", "español"), "ar": ("arab", "عرب")}


def phrases_of(form: Form) -> tuple[str, ...]:
    """Return short answers in the first language of a form."""
    named = (form.settings.get("default_language") if form.settings else "") or ""
    said = (named or next(iter(form.languages), "")).lower()
    found = "en"
    for code, names in _LANGUAGES.items():
        if f"({code})" in said or said == code or any(name in said for name in names):
            found = code
            break
    # Most say it in their own way, so that hardly any answer is that of many.
    return (*_PHRASES[found], *(f"{a} {b}" for a in _PHRASES[found] for b in _MORE[found]))


def text_about(about: str, phrases: tuple[str, ...], random: Random) -> str:
    """Return a text as people would write it.

    Parameters
    ----------
    about : str
        ``phone``, ``email``, ``name`` or anything else.
    phrases : tuple of str
        Short answers.
    random : random.Random
        Where it is drawn from.
    """
    if about == "phone":
        return f"0{random.randint(10**8, 10**9 - 1)}"
    given, family = random.choice(_GIVEN), random.choice(_FAMILY)
    if about == "email":
        return f"{given[0]}.{family}{random.randint(1, 999)}@example.org".lower()
    if about == "name":
        return f"{given} {family}"
    first = random.choice(phrases)
    return f"{first}, {random.choice(phrases)}" if random.random() < 0.3 else first


def fitted(text: str, least: float, most: float, random: Random) -> str:
    """Return a text of a length within limits."""
    while len(text) < least:
        text += random.choice("abcdefghiklmnoprstuvw") if text else "a"
    return text[: int(most)] if most < len(text) else text
