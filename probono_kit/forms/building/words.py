"""Words that people use for the parts of a question, in English and French.

Whoever fills in a description need not know XLSForm, and may: its own words are understood too.
"""

from __future__ import annotations

import re

from probono_kit.forms.words import TYPES, parse_type
from probono_kit.tables.cells import fold

#: Kind of question → type of XLSForm, and the words for it.
KINDS: dict[str, tuple[str, str]] = {
    "one choice": (
        "select_one",
        "one choice|single choice|select one|choix unique|un choix|un seul choix|reponse unique",
    ),
    "several choices": (
        "select_multiple",
        "several choices|multiple choice|choix multiple|choix multiples|plusieurs choix",
    ),
    "ranking": ("rank", "ranking|rank|order|classement|ordre"),
    "yes/no": ("select_one", "yes/no|yes no|yesno|oui/non|oui non|oui ou non|yes or no"),
    "whole number": (
        "integer",
        "whole number|integer|number|count|nombre entier|entier|nombre|effectif",
    ),
    "decimal number": (
        "decimal",
        "decimal number|decimal|amount|nombre decimal|montant|nombre a virgule",
    ),
    "percentage": ("integer", "percentage|percent|pourcentage|%"),
    "text": ("text", "text|short text|words|texte|texte court|mots|reponse libre|free text"),
    "long text": ("text", "long text|texte long|paragraph|paragraphe|comment|commentaire"),
    "date": ("date", "date|day|jour"),
    "time": ("time", "time|hour|heure"),
    "date and time": ("datetime", "date and time|datetime|date time|date et heure"),
    "position": (
        "geopoint",
        "position|gps|gps position|gps point|coordinates|position gps|point gps|coordonnees",
    ),
    "line": ("geotrace", "line|geotrace|path|ligne|trace|trajet"),
    "outline": ("geoshape", "outline|geoshape|polygon|area on the map|contour|polygone|surface"),
    "photo": ("image", "photo|picture|image|photograph|photographie"),
    "signature": ("image", "signature|sign"),
    "sound": ("audio", "sound|audio|recording|son|enregistrement"),
    "video": ("video", "video"),
    "file": ("file", "file|document|fichier"),
    "barcode": ("barcode", "barcode|qr code|code barres|code-barres|code qr"),
    "telephone": ("text", "telephone|phone|phone number|numero de telephone|tel"),
    "e-mail": ("text", "e-mail|email|e mail|mail|courriel|adresse electronique"),
    "note": ("note", "note|information|read out|a lire|texte a lire"),
    "calculation": ("calculate", "calculation|calculate|calcul|calculated|calcule"),
}

_KINDS = {word: kind for kind, (_, words) in KINDS.items() for word in words.split("|")}
#: Kinds of question by the type of XLSForm, for who writes that.
_TYPES = {xls: kind for kind, (xls, _) in reversed(KINDS.items())}

#: Key of a question → the words for it; the first one is the key itself.
KEYS: dict[str, str] = {
    "question": "question|label|questions text|libelle|texte|intitule",
    "group": "group|groupe|section",
    "repeat": "repeat|repetition|repeter|for each|pour chaque",
    "module": "module",
    "name": "name|nom|variable|nom de variable|nom court|short name",
    "kind": "kind|type|genre|sorte|type de question|kind of question|type de reponse",
    "choices": "choices|choix|options|reponses|answers|modalites",
    "when": "when|when asked|asked when|asked if|only if|quand|quand poser|posee quand|posee si"
    "|si|condition|relevant",
    "required": "required|mandatory|obligatoire",
    "hint": "hint|help|aide|indication|consigne",
    "minimum": "minimum|min|at least|au moins",
    "maximum": "maximum|max|at most|au plus",
    "constraint": "constraint|limit|contrainte|limite|condition de validite",
    "message": "message|constraint message|message d erreur|error message",
    "other": "other|autre|other specify|autre a preciser",
    "dont_know": "dont know|don t know|do not know|ne sait pas|nsp",
    "refused": "refused|refusal|refuse|refus|no answer|ne veut pas repondre",
    "alone": "alone|exclusive|exclusives|seul|exclusif|exclusifs",
    "accuracy": "accuracy|precision",
    "appearance": "appearance|apparence",
    "calculation": "calculation|calcul|formula|formule",
    "default": "default|valeur par defaut|par defaut",
    "together": "together|same screen|ensemble|meme ecran",
    "count": "count|number of times|nombre de fois",
    "personal": "personal|personal data|donnee personnelle|donnees personnelles|personnel",
    "purpose": "purpose|why|why asked|finalite|pourquoi|but",
    "seen_by": "seen by|who sees|vu par|qui voit|destinataires",
    "kept": "kept|kept until|deleted|retention|conservation|conserve jusqu a|efface",
    "source": "source",
    "questions": "questions|contents|contenu",
}

#: Key of the whole description → the words for it.
TOP_KEYS: dict[str, str] = {
    "title": "title|titre|form title|titre du formulaire",
    "name": "name|nom|form id|identifiant|id",
    "version": "version",
    "languages": "languages|langues|language|langue",
    "metadata": "metadata|metadonnees",
    "instance_name": "instance name|nom de la fiche|name of a submission",
    "areas": "areas|places|zones|lieux|territoires|p codes",
    "country": "country|pays",
    "most_choices": "most choices|choix au plus",
    "lists": "lists|choice lists|listes|listes de choix",
    "questions": "questions",
}

LANGUAGES: dict[str, str] = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ar": "Arabic",
    "pt": "Portuguese",
    "ht": "Haitian Creole",
    "sw": "Swahili",
    "ha": "Hausa",
    "so": "Somali",
    "uk": "Ukrainian",
    "ps": "Pashto",
    "fa": "Dari",
    "my": "Burmese",
    "bn": "Bangla",
    "ln": "Lingala",
    "wo": "Wolof",
    "ff": "Fula",
    "am": "Amharic",
    "de": "German",
    "it": "Italian",
    "nl": "Dutch",
    "ro": "Romanian",
    "el": "Greek",
    "ru": "Russian",
    "tr": "Turkish",
    "ku": "Kurdish",
    "ka": "Georgian",
    "hy": "Armenian",
    "hi": "Hindi",
    "ur": "Urdu",
    "ne": "Nepali",
    "th": "Thai",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "mg": "Malagasy",
    "rw": "Kinyarwanda",
    "rn": "Kirundi",
    "sg": "Sango",
    "ti": "Tigrinya",
    "om": "Oromo",
}
_LANGUAGE_WORDS = {
    "en": "english|anglais|eng|ingles",
    "fr": "french|francais|fra|fre|frances",
    "es": "spanish|espanol|espagnol|spa",
    "ar": "arabic|arabe|ara|العربيه|عربي",
    "pt": "portuguese|portugais|portugues|por",
    "ht": "haitian creole|creole|creole haitien|kreyol",
    "sw": "swahili|kiswahili",
    "ha": "hausa|haoussa",
}

_FLAGS_TRUE = frozenset(("yes", "y", "oui", "o", "x", "true", "vrai", "1", "si"))
_FLAGS_FALSE = frozenset(("no", "n", "non", "false", "faux", "0", "-"))


def folded(text: str) -> str:
    """Return `text` as words are compared: small letters, no accents, plain apostrophes.

    Examples
    --------
    >>> folded(" Type de réponse "), folded("when_asked"), folded("Don’t know")
    ('type de reponse', 'when asked', 'don t know')
    """
    plain = re.sub(r"[’'`_\-\u2010-\u2015]+", " ", fold(text))
    return " ".join(plain.replace("(", " ").replace(")", " ").strip(" :?*").split())


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {folded(word): key for key, listed in words.items() for word in listed.split("|")}


ITEM_WORDS = _by_word(KEYS)
TOP_WORDS = _by_word(TOP_KEYS)
_KIND_WORDS = {folded(word): kind for word, kind in _KINDS.items()}
_CODES = {
    **{code: code for code in LANGUAGES},
    **{folded(name): code for code, name in LANGUAGES.items()},
    **{folded(w): code for code, listed in _LANGUAGE_WORDS.items() for w in listed.split("|")},
}


def kind_of(text: str) -> str | None:
    """Return the kind of question that `text` names, ``None`` if it names none.

    Examples
    --------
    >>> kind_of("Choix multiple"), kind_of("Oui/Non"), kind_of("GPS"), kind_of("select_one")
    ('several choices', 'yes/no', 'position', 'one choice')
    >>> kind_of("riddle") is None
    True
    """
    word = folded(text)
    if word in _KIND_WORDS:
        return _KIND_WORDS[word]
    kind, _list, _other = parse_type(text)
    return _TYPES.get(kind) if kind in TYPES else None


def language_of(text: str) -> str | None:
    """Return the code of the language that `text` names, ``None`` if it names none.

    Examples
    --------
    >>> language_of("Français"), language_of("en"), language_of("French (fr)")
    ('fr', 'en', 'fr')
    >>> language_of("label") is None
    True
    """
    inner = re.fullmatch(r".*\(\s*([a-zA-Z]{2,3})\s*\)\s*", text)
    if inner and inner[1].lower() in _CODES:
        return _CODES[inner[1].lower()]
    return _CODES.get(folded(text))


def heading_language(code: str) -> str:
    """Return the name of a language as forms write it.

    Examples
    --------
    >>> heading_language("fr")
    'French (fr)'
    """
    return f"{LANGUAGES.get(code, code)} ({code})"


def flag(text: str) -> bool | None:
    """Return what a cell such as ``oui`` or ``x`` says; ``None`` if it says neither."""
    word = folded(text)
    return True if word in _FLAGS_TRUE else False if word in _FLAGS_FALSE else None
