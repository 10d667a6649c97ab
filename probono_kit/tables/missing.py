"""Words that people type where they have no value."""

from __future__ import annotations

#: What counts as “no value” when it fills a whole cell; case and spaces around do not matter.
#: Answers are not here: *RAS*, *aucun*, *néant*, *none*, *inconnu*, *0* say something.
MISSING_WORDS = frozenset(
    {
        *("-", "--", "---", "–", "—", "_", ".", "..", "...", "…", "?", "??", "/", "//"),
        *("n/a", "n.a.", "n.a", "n / a", "na", "#n/a", "#na", "<na>"),
        *("n/d", "n.d.", "n.d", "nd", "#n/d", "n/r", "n.r.", "nr"),
        *("null", "#null!", "#nul!", "nan", "nil", "(null)", "(vide)", "(blank)", "(en blanco)"),
        *("non disponible", "non dispo", "pas disponible", "indisponible", "not available"),
        *("non renseigné", "non renseignée", "non renseigne", "non précisé", "not specified"),
        *("donnée manquante", "données manquantes", "manquant", "manquante", "missing", "no data"),
        *("pas de données", "pas de donnée", "sin datos", "no disponible", "s/d"),
        *("#ref!", "#value!", "#valeur!", "#div/0!", "#name?", "#nom?", "#num!", "#nombre!"),
        *("#¡ref!", "#¡valor!", "#¡div/0!", "#¿nombre?", "#¡num!"),
        *("غير متوفر", "غير متاح", "لا يوجد"),
    }
)

#: What spreadsheets show where a formula fails, in English, French and Spanish.
FORMULA_ERRORS = frozenset(
    {
        *("#ref!", "#¡ref!", "#value!", "#valeur!", "#¡valor!", "#div/0!", "#¡div/0!"),
        *("#name?", "#nom?", "#¿nombre?", "#num!", "#nombre!", "#¡num!", "#n/a", "#n/d"),
        *("#null!", "#nul!"),
    }
)

#: Two or three letters that are also codes (Namibia is NA, Niger's N'Guigmi may be NR).
CODE_LIKE = frozenset({"na", "nd", "nr"})


def is_missing_word(text: str) -> bool:
    """Tell whether a cell says that there is no value.

    Examples
    --------
    >>> [is_missing_word(text) for text in (" ND ", "n/a", "RAS", "0", "#DIV/0!")]
    [True, True, False, False, True]
    >>> is_missing_word("NA"), is_missing_word("Na")  # a village
    (True, False)
    """
    word = text.strip() if text.isalpha() else " ".join(text.split())
    plain = word.lower()
    if plain in CODE_LIKE:
        return word in (plain, word.upper())
    return plain in MISSING_WORDS
