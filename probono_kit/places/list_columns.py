"""Which columns of a list of places hold codes, names, levels and parents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.places.columns import Level, recognise_levels
from probono_kit.places.names import name_key, name_words

#: Headers of long lists (one row per area, all levels below one another), as keys of names.
_LONG = {
    "country": "location iso3 countrycode isocode country pays pais codepays codigopais البلد",
    "level": "adminlevel level niveau nivel admlevel niveauadmin niveauadministratif admin المستوي",
    "code": "pcode code codigo cod codepcode pcodes areacode codeinsee codegeo geocode placecode"
    " codeofficiel رمز الرمز الكود كود",
    "name": "name nom nombre nome libelle designation areaname officialname nomofficiel"
    " nomination intitule denomination label الاسم اسم",
    "parent_code": "parentpcode parentcode codeparent pcodeparent codigopadre parent parentid",
    "parent_name": "parentname nomparent nomduparent nombrepadre",
    "other": "othernames othername alternatename altname autrenom autresnoms alias nomalternatif"
    " anciennom formername otronombre synonyme synonymes",
}
_KEYS = {key: role for role, keys in _LONG.items() for key in keys.split()}

#: Words of headers that name a kind of area: what stands beside them is a level.
_KIND_WORDS = """
region regions province provinces departement departements department departments district districts
commune communes territoire territoires arrondissement arrondissements prefecture souspref
sousprefecture canton cercle gouvernorat governorate governorates county counties
subcounty state states lga ward wards woreda kebele zone zonedesante airedesante healthzone
municipality municipalities municipio municipios departamento departamentos provincia provincias
estado distrito cantons village villages localite quartier upazila division wilaya moughataa
delegation secteur
محافظه المحافظه مديريه المديريه ولايه الولايه قضاء القضاء ناحيه الناحيه
"""
_KINDS = frozenset(_KIND_WORDS.split())
_CODE_WORDS = frozenset(["code", "pcode", "codes", "cod", "codigo", "id", "رمز", "الرمز", "p"])
_NAME_WORDS = frozenset(
    ["nom", "name", "nombre", "libelle", "nome", "de", "du", "des", "of", "the"]
)
_NAME_WORDS |= {"la", "le", "l", "del", "اسم", "d"}


@dataclass(frozen=True)
class ListRoles:
    """What the columns of a list of places mean: those of a long list, or one set per level.

    Attributes
    ----------
    long : dict of str to str
        Role to column; empty for wide tables.
    levels : dict of int to Level
        Columns by level, 0 for the country; empty for long lists.
    by_kind : bool
        Whether the levels were told by the words for kinds of areas, coarsest first.
    """

    long: dict[str, str] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    by_kind: bool = False

    def __bool__(self) -> bool:
        return bool(self.long or self.levels)


def list_roles(frame: pd.DataFrame) -> ListRoles:
    """Find out what the columns of a list of places mean.

    Parameters
    ----------
    frame : pandas.DataFrame
        The list, texts.

    Returns
    -------
    ListRoles
        Empty if nothing is recognised.

    Examples
    --------
    >>> list_roles(pd.DataFrame({"P-Code": ["TD01"], "Name": ["Batha"]})).long
    {'code': 'P-Code', 'name': 'Name'}
    >>> roles = list_roles(pd.DataFrame({"ADM1_FR": ["Lac"], "ADM1_PCODE": ["TD07"]}))
    >>> sorted(roles.levels)
    [1]
    """
    columns = [str(column) for column in frame.columns]
    levels = recognise_levels(columns)
    if 1 in levels and any("adm" in c.casefold() or c[-1:].isdigit() for c in _all(levels)):
        return ListRoles(levels={level: levels[level] for level in sorted(levels)})
    if kinds := _by_kind(frame, columns):
        return ListRoles(levels=kinds, by_kind=True)
    long = _long(columns)
    if "name" in long and ("code" in long or "level" in long or "parent_code" in long):
        return ListRoles(long=long)
    if len(columns) == 2 and not long.keys() & {"code"}:
        return ListRoles(long=_code_and_name(frame, columns))
    return ListRoles()


def known_headers(cells: Iterable[str]) -> int:
    """Return how many of the cells of a row are headers of a list of places.

    Examples
    --------
    >>> known_headers(["Code région", "Région", "2019"])
    2
    """
    texts = [cell for cell in cells if cell]
    levels = recognise_levels(list(dict.fromkeys(texts)))
    wide = {column for level in levels.values() for column in _columns(level)}
    return sum(text in wide or name_key(text) in _KEYS or _kind(text) is not None for text in texts)


def _long(columns: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        role = _KEYS.get(name_key(column))
        if role:
            found.setdefault(role, column)
    return found


def _kind(header: str) -> tuple[str, bool] | None:
    """Return the kind of area in a header and whether the column holds codes."""
    words = name_words(header)
    rest = [word for word in words if word not in _CODE_WORDS and word not in _NAME_WORDS]
    key = "".join(rest)
    if key not in _KINDS and "".join(word for word in words if word not in _CODE_WORDS) not in (
        _KINDS
    ):
        return None
    return key.rstrip("s"), any(word in _CODE_WORDS for word in words)


def _by_kind(frame: pd.DataFrame, columns: list[str]) -> dict[int, Level]:
    """Return levels told by words such as région and commune, the one with fewest areas first."""
    kinds: dict[str, Level] = {}
    for column in columns:
        found = _kind(column)
        if found is None:
            continue
        level = kinds.setdefault(found[0], Level())
        if found[1]:
            level.codes.append(column)
        elif "" not in level.names:
            level.names[""] = column
        else:
            level.others.append(column)
    named = [level for level in kinds.values() if level.names]
    bare = [column for column in columns if _KEYS.get(name_key(column)) == "code"]
    if named and len(bare) == 1:
        finest = max(named, key=lambda level: frame[level.names[""]].nunique())
        if not finest.codes and frame[bare[0]].nunique() >= frame[finest.names[""]].nunique():
            finest.codes.append(bare[0])
    if len(named) < 2 and not any(level.codes for level in named):
        return {}
    named.sort(key=lambda level: frame[(level.codes or [level.names[""]])[0]].nunique())
    return dict(enumerate(named, start=1))


def _code_and_name(frame: pd.DataFrame, columns: list[str]) -> dict[str, str]:
    """Tell code and name of two columns by what is in them."""
    texts = {column: frame[column].astype(str) for column in columns}
    digits = {c: t.str.contains(r"\d", regex=True).mean() for c, t in texts.items()}
    coded = [
        column
        for column in columns
        if digits[column] == 1 and texts[column].is_unique and not texts[column].empty
    ]
    if len(coded) != 1:
        return {}
    [name] = [column for column in columns if column != coded[0]]
    return {"code": coded[0], "name": name} if digits[name] < 0.5 else {}


def _columns(level: Level) -> list[str]:
    return [*level.names.values(), *level.codes, *level.others]


def _all(levels: dict[int, Level]) -> list[str]:
    return [column for level in levels.values() for column in _columns(level)]
