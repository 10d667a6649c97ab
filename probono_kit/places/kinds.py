"""Words that say what kind of area a name is of, in the languages that NGOs write in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from probono_kit.places.sounds import sound_key

Words = tuple[str, ...]

ARTICLES = frozenset(
    {
        *("le", "la", "les", "l", "d", "de", "du", "des"),  # French
        *("the", "of"),
        *("el", "los", "las", "del"),  # Spanish
        *("do", "da", "dos", "das"),  # Portuguese
        "al",  # Arabic in Latin letters
    }
)

# As they are written before or after a name: lower case, without accents. Nothing that tells two
# areas apart (north, upper, rural, new, numbers) may ever be added.
_AREAL = """
communaute urbaine; edo; council; county council; mc; muhafaza; mouhafazat;
region; province; state; district; county; department; governorate; prefecture; sub prefecture;
subprefecture; municipality; division; sub division; subdivision; sub county; subcounty;
sub district; subdistrict; ward; zone; health zone; health district; health area; parish; canton;
commune; township; circle; locality; emirate; admin; administrative region; local government area;
lga; upazila; zila; zilla; woreda; kebele; oblast; raion; rayon; hromada; wilaya; wilayat; wilayah;
governorat; gouvernorat; muhafazat; mohafazat; muhafazah; mouhafaza; caza; qada; moughataa;
departement; dept; dep; dpt; prov; reg; dist; distr; sous prefecture; cercle; arrondissement;
territoire; collectivite; collectivite territoriale; chefferie; secteur; groupement; localite;
municipalite; zone de sante; zs; aire de sante; district sanitaire; district autonome;
region administrative; departamento; depto; dpto; dto; provincia; distrito; municipio; mun; estado;
comuna; parroquia; comarca; corregimiento; gobernacion; regiao; concelho;
محافظه; ولايه; منطقه; مديريه; قضاء; ناحيه; اقليم; مقاطعه
"""
# Where a city and the land around it are two areas, these tell them apart.
_CITIES = "city; town; ville; commune urbaine; ciudad; cidade; cid; cdad; مدينه"
_URBAN = frozenset(
    {"city", "town", "ville", "ciudad", "cidade", "cid", "cdad", "urban", "urbaine", "urbano"}
)

_AREAL_PHRASES = frozenset(tuple(kind.split()) for kind in _AREAL.split(";"))
_ALL_PHRASES = _AREAL_PHRASES | {tuple(kind.split()) for kind in _CITIES.split(";")}
_LONGEST = max(map(len, _ALL_PHRASES))
_AT_AN_END = frozenset({word for phrase in _ALL_PHRASES for word in (phrase[0], phrase[-1])})
_A_KIND_AND_A_NAME = ("edo",)  # estado, and a state of Nigeria
_NUMBERING = re.compile(r"\d+|[ivxlc]+|[^\W\d_]")

# They link a kind with its name, and are part of neither.
_LINKS = frozenset({"de", "d", "du", "des", "of", "del", "do", "da", "dos", "das"})

#: Words for kinds in Latin letters that are long enough to be misspelt and still be recognised.
LONG_KINDS = tuple(
    sorted({w for phrase in _ALL_PHRASES for w in phrase if w.isascii() and len(w) > 5})
)


_ABOUT_AS_LONG = {
    length: [kind for kind in LONG_KINDS if abs(length - len(kind)) <= 2]
    for length in range(4, max(map(len, LONG_KINDS)) + 3)
}

# Sides of the compass and of the slope: what most often tells two areas of one name apart.
_SIDES = {
    word: side
    for side, words in {
        "north": "nord north nth norte septentrional northern norther",
        "south": "sud south sth sur sul meridional southern souther",
        "east": "est east este leste oriental orientale eastern",
        "west": "ouest west oeste occidental occidentale western",
        "centre": "centre central centro centrale",
        "upper": "haut haute upper alto alta hautes",
        "lower": "bas basse lower bajo baja baixo baixa",
        "inner": "urban urbain urbaine urbano interior",
        "outer": "rural rurale exterior",
    }.items()
    for word in words.split()
}


#: Words that set two names apart: sides, and those for a city.
MARKING = _URBAN.union(_SIDES)


#: What stands before a name in Arabic, where its first letter takes the place of the l.
_ASSIMILATED = {
    f"{vowel}{letters}": letters[0]
    for vowel, firsts in (("a", "rsdznt"), ("e", "rdz"))
    for first in firsts
    for letters in (first, 2 * first, f"{first}h", f"{2 * first}h")
} | {"esh": "s", "essh": "s"}
_ANY_ARTICLE = ARTICLES.union(_ASSIMILATED)
_ENDS = ARTICLES | _AT_AN_END


def same_sides(words: Words) -> Words:
    """Return the words with sides of the compass and of the slope in one language.

    Examples
    --------
    >>> same_sides(("kasai", "oriental")) == same_sides(("kasai", "est"))
    True
    """
    return tuple(_SIDES.get(word, word) for word in words)


def sides(words: Words) -> frozenset[str]:
    """Return the sides that a name names, in whatever language.

    Examples
    --------
    >>> sorted(sides(("kasai", "oriental"))), sorted(sides(("nord", "ouest")))
    (['east'], ['north', 'west'])
    """
    return frozenset(_SIDES[word] for word in words if word in _SIDES)


def without_articles(words: Words) -> Words:
    """Return the words that are no articles; all where there are no others.

    Examples
    --------
    >>> without_articles(("cote", "d", "or")), without_articles(("ar", "raqqa"))
    (('cote', 'or'), ('raqqa',))
    """
    if _ANY_ARTICLE.isdisjoint(words):
        return words
    return tuple(word for word, after in _followed(words) if not _is_article(word, after)) or words


def _followed(words: Words) -> Iterator[tuple[str, str]]:
    # What stands last may belong first: “Talh, At”.
    return zip(words, (*words[1:], words[0] if len(words) > 1 else ""), strict=True)


def _is_article(word: str, after: str) -> bool:
    first = _ASSIMILATED.get(word)
    return word in ARTICLES or (first is not None and len(after) > 3 and after.startswith(first))


def without_kind(words: Words) -> Words:
    """Take kinds of areas off both ends of a name for as long as a name of its own stays.

    Examples
    --------
    >>> without_kind(("la", "region", "de", "la", "ville", "de", "thies"))
    ('thies',)
    >>> without_kind(("district", "4"))
    ('district', '4')
    """
    if not words or (words[0] not in _ENDS and words[-1] not in _ENDS):
        return words
    rest = next(_shorter(_trimmed(words), _ALL_PHRASES), None)
    return _trimmed(words) if rest is None else without_kind(rest)


def without_one_kind(words: Words) -> list[Words]:
    """Return a name without each of the kinds at its ends, a city's excepted; articles stay.

    Examples
    --------
    >>> without_one_kind(("cercle", "de", "la", "nya", "city"))
    [('la', 'nya', 'city')]
    >>> without_one_kind(("ville", "de", "zomba"))
    []
    """
    if len(words) < 2 or (words[0] not in _AT_AN_END and words[-1] not in _AT_AN_END):
        return []
    return [rest[_links(rest) :] for rest in _shorter(words, _AREAL_PHRASES)]


def _shorter(words: Words, phrases: frozenset[Words]) -> Iterator[Words]:
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        if words[:size] in phrases and _is_a_name(words[size:]):
            yield words[size:]
        if words[-size:] in phrases and _is_a_name(words[:-size]):
            yield words[:-size]


def _links(words: Words) -> int:
    return next(i for i, word in enumerate(words) if word not in _LINKS)


def _trimmed(words: Words) -> Words:
    own = [position for position, word in enumerate(words) if word not in ARTICLES]
    return words[own[0] : own[-1] + 1] if own else words


def _is_a_name(words: Words) -> bool:
    own = without_articles(words)
    if all(word in ARTICLES or _NUMBERING.fullmatch(word) for word in own):
        return False
    return own not in _ALL_PHRASES or own == _A_KIND_AND_A_NAME


def is_urban(words: Words) -> bool:
    """Say whether a name says that it is a city's.

    Examples
    --------
    >>> is_urban(("zomba", "city")), is_urban(("zomba",))
    (True, False)
    """
    return not _URBAN.isdisjoint(words)


@lru_cache(maxsize=50_000)
def is_kind(word: str) -> bool:
    """Say whether a word is one for a kind of area, or the beginning of one.

    Examples
    --------
    >>> is_kind("dist"), is_kind("prov"), is_kind("est")
    (True, True, False)
    """
    if len(word) < 3 or word in _SIDES:
        return False
    return any(kind.startswith(word) for kind in LONG_KINDS)


@lru_cache(maxsize=50_000)
def nearest_kind(word: str) -> str:
    """Return the kind of area that a word is a misspelling of, else the word itself.

    Examples
    --------
    >>> nearest_kind("distirct"), nearest_kind("dakar")
    ('district', 'dakar')
    """
    near = [
        (distance, kind)
        for kind in _ABOUT_AS_LONG.get(len(word), ())
        if (distance := OSA.distance(word, kind)) <= (1 if len(kind) < 8 else 2)
    ]
    if not near:
        sound = sound_key(word)
        near = [(2, kind) for kind in _ABOUT_AS_LONG.get(len(word), ()) if sound_key(kind) == sound]
    return min(near, default=(0, word))[1]
