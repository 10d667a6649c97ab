"""Which columns of a boundary file hold names, codes and parents: the conventions in use."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

import pandas as pd
from rapidfuzz import process

from probono_kit.findings import Findings
from probono_kit.places.names import cell_text, name_key

#: When the language asked for has no column: those first, then the others by the alphabet.
_NEXT_BEST = ("", "en", "fr", "es", "pt")

_LANGUAGE = "(?P<language>(?!id|no|cd|pc)[a-z]{2})"  # ADM1_ID is a number more often than a name
# COD-AB of OCHA in its several spellings over the years (ADM1_FR, admin1Name_fr, adm1_pcode,
# adm1_name1…), GAUL (ADM1_NAME), GADM (NAME_1, GID_1), geoBoundaries, Natural Earth, OpenStreetMap.
_LEVEL = r"adm(?:in)?_?(?P<level>[0-5])_?"
_CODES = (rf"{_LEVEL}(?:p?code|pcod|cd|pc)", r"gid_(?P<level>[0-5])")
_NAMES = (
    rf"{_LEVEL}(?:name|nm)?_?{_LANGUAGE}?",
    rf"{_LEVEL}name",
    r"name_(?P<level>[0-5])",
)
_OTHERS = (
    rf"{_LEVEL}(?:ref|refn|refname|ref_name|alt\w*|name\d|na_\d|al_\d)(?:_?{_LANGUAGE})?",
    r"(?:var|nl_)name_(?P<level>[0-5])",
)
#: Columns with codes of countries, in lower case.
COUNTRY_CODES = (
    *("iso_a3", "adm0_a3", "shapegroup", "iso3", "gid_0", "adm0_pcode", "admin0pcode", "iso_a2"),
)
_SINGLE = {
    "code": ("iso_3166_2", "iso3166-2", "shapeiso", "shapeid"),
    "name": ("shapename", "name", "nom", "nombre", "nome"),
    "other": ("name_alt", "name_local", "alt_name", "official_name", "old_name", "woe_name"),
    "parent": ("country", "admin", "adm0_name", "admin0name"),
}
_LIKE_NAMES = re.compile(r"name|nom|label|libelle|region|province|district|depart|county|state")
_LIKE_CODES = re.compile(r"p?code|insee|iso|ref|id|code_.*|.*_p?code|.*_ref|cod|cod_.*|.*_cod")


@dataclass
class Level:
    """The columns of one administrative level.

    Attributes
    ----------
    names : dict
        Column by language; the key is empty where the file does not say which language.
    codes : list of str
        Columns with codes, best first.
    others : list of str
        Columns with other names, old and local ones.
    """

    names: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def ordered_names(self, language: str) -> list[str]:
        """Return the columns with names, that of `language` first."""
        order = [language, *_NEXT_BEST, *sorted(self.names)]
        return list(dict.fromkeys(self.names[key] for key in order if key in self.names))


@dataclass(frozen=True)
class Roles:
    """What the columns of a boundary file mean.

    Attributes
    ----------
    name : tuple of str
        Columns with the name, the first that is filled counts.
    code : str
        Column with the code, empty if there is none.
    others : tuple of str
        Columns with other names.
    parent_name, parent_code, parent_others
        The same for the area around.
    country : str
        Column with the ISO alpha-3 code of the country, empty if there is none.
    """

    name: tuple[str, ...] = ()
    code: str = ""
    others: tuple[str, ...] = ()
    parent_name: tuple[str, ...] = ()
    parent_code: str = ""
    parent_others: tuple[str, ...] = ()
    country: str = ""


def column_roles(
    frame: pd.DataFrame,
    *,
    name_column: str = "",
    code_column: str = "",
    language: str = "en",
    where: object = "",
) -> tuple[Roles, Findings]:
    """Find the columns with names, codes and parents of the finest level in a boundary file.

    Parameters
    ----------
    frame : pandas.DataFrame
        The fields of the file.
    name_column, code_column : str
        Columns that a person named; they decide the level too.
    language : str
        ISO 639-1 code of the names wanted.
    where : object
        The file, for findings.

    Returns
    -------
    roles : Roles
        ``name`` is empty if no column can be told; then a finding asks for it.
    findings : Findings
        What was chosen without being a known convention, and what is missing.

    Examples
    --------
    >>> fields = {"ADM1_FR": ["Lac"], "ADM1_PCODE": ["TCD07"], "ADM0_FR": ["Tchad"]}
    >>> roles, _ = column_roles(pd.DataFrame(fields), language="fr")
    >>> roles.name, roles.code, roles.parent_name
    (('ADM1_FR',), 'ADM1_PCODE', ('ADM0_FR',))
    """
    texts = {str(column): frame[column].map(cell_text) for column in _fields(frame)}
    findings = Findings()
    for column in filter(None, (name_column, code_column)):
        if column not in texts:
            near = tuple(hit[0] for hit in process.extract(column, list(texts), limit=3))
            findings.add("places.file_column_missing", where, column=column, near=near)
    if findings:
        return Roles(), findings
    filled = [column for column, text in texts.items() if text.ne("").any()]
    levels = recognise_levels(filled)
    chosen = _level(levels, name_column or code_column)
    if chosen is None and (name_column or not levels):
        roles = _unknown_convention(texts, name_column, code_column, findings, where)
    else:
        roles = _known_convention(
            levels, max(levels) if chosen is None else chosen, texts, language
        )
        if name_column:
            others = (c for c in (*roles.name, *roles.others) if c != name_column)
            roles = replace(roles, name=(name_column,), others=tuple(others))
        if code_column:
            roles = replace(roles, code=code_column)
    country = next((c for c in filled if c.casefold() in COUNTRY_CODES), "")
    return replace(roles, country=country), findings


def recognise_levels(columns: list[str]) -> dict[int, Level]:
    """Return the levels that known conventions name among `columns`, 0 for the country.

    Examples
    --------
    >>> sorted(recognise_levels(["NAME_0", "NAME_1", "GID_1", "area_km2"]))
    [0, 1]
    """
    levels: dict[int, Level] = defaultdict(Level)
    single = Level()
    for column in columns:
        key = column.casefold()
        if match := _first(_OTHERS, key):
            levels[int(match["level"])].others.append(column)
        elif match := _first(_CODES, key):
            levels[int(match["level"])].codes.append(column)
        elif match := _first(_NAMES, key):
            language = match.groupdict().get("language") or ""
            levels[int(match["level"])].names.setdefault(language, column)
        elif match := re.fullmatch(rf"name[:_]{_LANGUAGE}", key):
            single.names.setdefault(match["language"], column)
        elif key in _SINGLE["name"]:
            single.names.setdefault("", column)
        elif key in _SINGLE["other"]:
            single.others.append(column)
        elif key in _SINGLE["code"]:
            single.codes.append(column)
        elif key in _SINGLE["parent"]:
            levels[0].names.setdefault("", column)
    for level in [level for level, found in levels.items() if not found.names]:
        del levels[level]
    if single.names and max(levels, default=0) == 0:
        single.codes.sort(key=lambda column: _SINGLE["code"].index(column.casefold()))
        levels[1] = single
    return dict(levels)


def _known_convention(
    levels: dict[int, Level], level: int, texts: dict[str, pd.Series], language: str
) -> Roles:
    own, parent = levels[level], levels.get(level - 1, Level())
    names, parents = own.ordered_names(language), parent.ordered_names(language)
    return Roles(
        name=tuple(names),
        code=next((column for column in own.codes if texts[column].ne("").all()), "")
        or next(iter(own.codes), ""),
        others=tuple(own.others),
        parent_name=tuple(parents),
        parent_code=next(iter(parent.codes), ""),
        parent_others=tuple(parent.others),
    )


def _unknown_convention(
    texts: dict[str, pd.Series],
    name_column: str,
    code_column: str,
    findings: Findings,
    where: object,
) -> Roles:
    """Take the only column that can be the name; ask where there are several."""
    candidates = [column for column, text in texts.items() if _may_be_names(text)]
    telling = [column for column in candidates if _LIKE_NAMES.search(column.casefold())]
    if not name_column:
        chosen = telling if len(telling) == 1 else candidates
        if len(chosen) != 1:
            asked = tuple(telling or candidates or texts)
            findings.add("places.which_name_column", where, columns=asked)
            return Roles()
        [name_column] = chosen
        findings.add("places.name_column_chosen", where, column=name_column)
    codes = [
        column
        for column, text in texts.items()
        if column != name_column and _LIKE_CODES.fullmatch(column.casefold()) and _is_key(text)
    ]
    if not code_column and len(codes) == 1:
        [code_column] = codes
    return Roles(name=(name_column,), code=code_column)


def _level(levels: dict[int, Level], column: str) -> int | None:
    for level, found in levels.items():
        if column and column in (*found.names.values(), *found.codes, *found.others):
            return level
    return None


def _may_be_names(text: pd.Series) -> bool:
    words = text.str.contains(r"[^\W\d_]{2}", regex=True)
    return bool(words.all() and text.map(name_key).is_unique and not text.str.len().gt(120).any())


def _is_key(text: pd.Series) -> bool:
    return bool(text.ne("").all() and text.is_unique)


def _fields(frame: pd.DataFrame) -> list[str]:
    geometry = getattr(frame, "_geometry_column_name", None)
    return [column for column in frame.columns if column != geometry]


def _first(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    return next((m for pattern in patterns if (m := re.fullmatch(pattern, text))), None)
