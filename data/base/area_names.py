"""Names and codes of the admin-1 areas, with what Natural Earth has wrong put right or left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import iso_codes
import pandas as pd
from names import LANGUAGES, arabic, clean, fold, joined
from rapidfuzz import fuzz

#: What Natural Earth got wrong, or what has been renamed since.
_CORRECTED = {
    ("AFG-1753", "name"): "Daykundi",
    ("AFG-1753", "iso_3166_2"): "AF-DAY",
    ("AFG-1769", "name"): "Panjshir",
    ("AFG-1769", "iso_3166_2"): "AF-PAN",
    ("COL-1399", "iso_3166_2"): "CO-DC",
    ("HRV-1604", "name"): "Požeško-Slavonska",
    ("HRV-1604", "iso_3166_2"): "HR-11",
    ("IRN-3237", "iso_3166_2"): "IR-04",
    ("IRN-3238", "iso_3166_2"): "IR-03",
    ("IRN-3244", "iso_3166_2"): "IR-29",
    ("IRN-3246", "iso_3166_2"): "IR-28",
    ("LAO-3283", "iso_3166_2"): "LA-VT",
    ("MOZ-5854", "name"): "Cidade de Maputo",
    ("MOZ-5854", "iso_3166_2"): "MZ-MPM",
    ("MWI-1194", "name"): "Karonga",
    ("MWI-1194", "iso_3166_2"): "MW-KR",
    ("PER-587", "iso_3166_2"): "PE-LMA",
    ("SDN-5857", "iso_3166_2"): "SD-DE",
    ("SLB-3507", "iso_3166_2"): "SB-WE",
    ("SRB-833", "name"): "Rasinski",
    ("UGA-3371", "name"): "Kiruhura",
    ("UKR-321", "name"): "Kyiv",
    ("UKR-4826", "name"): "Kyiv City",
}
#: Countries whose codes ISO has given to other areas since (Natural Earth's IR-07 was Tehran, now
#: it is Fars): a join by code would put values in the wrong place. Codes are found again by name;
#: Morocco's regions themselves have changed, so that they have none.
_RENUMBERED = {"IRN", "UGA"}
_REDRAWN = {"MAR"}
#: Translations that name another place than the area (`adm1_code`): they are left out.
_WRONG = {
    "AFG-1753": ("en", "fr", "es", "ar"),
    "AFG-1769": ("en", "fr", "es", "ar"),
    "CIV-3445": ("en", "fr", "es", "ar"),
    "ITA-5367": ("en", "fr", "es", "ar"),
    "KAZ-4830": ("en", "fr", "es", "ar"),
    "KOS-5902": ("en", "fr", "es", "ar"),
    "KOS-5908": ("en", "fr", "es", "ar"),
    "MLI-2794": ("en", "fr", "es"),
    "MWI-1194": ("en", "fr", "es", "ar"),
    "UGA-3371": ("en", "fr", "es", "ar"),
}


_NAMES = ("name", *(f"name_{language}" for language in LANGUAGES))
_GENERIC_EN = "State|Prefecture|Region|Province|Governorate|District|Department|County|Atoll"
_GENERIC_FR = (
    "région|province|département|gouvernorat|préfecture|municipalité|canton|voïvodie|district|"
    "raion|état|comté|paroisse|commune|oblast|voblast|wilaya|londonien"
)
_GENERIC_ES = (
    "región|provincia|departamento|gobernación|prefectura|municipalidad|municipio|cantón|"
    "voivodato|distrito|estado|condado|parroquia|ayuntamiento|división|zona|atolón|ciudad"
)
_GENERIC_AR = (
    "مقاطعة|محافظة|بلدية|ولاية|إقليم|اقليم|إدارة|منطقة|أبرشية|مديرية|كانتون|جهة|شعبية|أوبلاست|"
    "أوبليس|قسم|دائرة"
)
_PREPOSITION_FR = r"(?:de la |de l['’]|du |des |de |d['’]|l['’])"
_PREPOSITION_ES = r"(?:de la |de los |de las |del |de )"
_TURNED = re.compile(r", (?:Region|Muhafaz|Wilaya|Provin|Departement|Governorate)", re.IGNORECASE)

Area = dict[str, Any]


def area_table(
    admin1: pd.DataFrame,
    countries: pd.Series,
    alpha2: dict[str, str],
    iso_entries: list[dict[str, str]],
) -> pd.DataFrame:
    """Return codes, names and types of the admin-1 areas, indexed by Natural Earth's code.

    Parameters
    ----------
    admin1 : pandas.DataFrame
        Natural Earth's columns.
    countries : pandas.Series
        Key of the country of each row of `admin1`.
    alpha2 : dict
        ISO 3166-1 alpha-2 codes by that key.
    iso_entries : list of dict
        ISO 3166-2 codes in force: ``code``, ``name``, ``type``, ``parent``.
    """
    areas = [
        _area(row, country)
        for row, country in zip(admin1.to_dict("records"), countries, strict=True)
    ]
    by_country: dict[str, list[Area]] = {}
    for area in areas:
        by_country.setdefault(area["country"], []).append(area)
    for country, siblings in by_country.items():
        if country not in _REDRAWN:
            level = iso_codes.level_of(iso_entries, alpha2.get(country, ""), siblings)
            iso_codes.settle(siblings, level, reused=country in _RENUMBERED)
        for language in LANGUAGES:
            _take_off_generic_words(siblings, language)
        _leave_out_shared_translations(siblings)
        _leave_out_ambiguous_alternates(siblings)
    in_force = {entry["code"] for entry in iso_entries}
    for area in areas:
        area["iso_in_force"] = area["iso_3166_2"] in in_force
    table = pd.DataFrame(areas, dtype=object).drop(columns="corrected")
    return table.set_index("key").astype({"iso_in_force": bool})


def _area(row: dict[str, Any], country: str) -> Area:
    key = row["adm1_code"]
    corrected = {column: text for (area, column), text in _CORRECTED.items() if area == key}
    row = row | corrected
    area = {
        "key": key,
        "country": country,
        "area_id": re.sub(r"\+0*(\d+)\?", r"-\1", key),
        "iso_3166_2": _iso_code(row["iso_3166_2"], country),
        "name": clean(row["name"]),
        "name_alt": _alternates(row),
        "corrected": corrected,
    }
    for language in LANGUAGES:
        text = row[f"name_{language}"]
        area[f"name_{language}"] = arabic(text) if language == "ar" else clean(text)
    area |= {f"name_{language}": None for language in _WRONG.get(key, ())}
    return area | {c: clean(row[c]) for c in ("name_local", "type", "type_en", "region")}


def _iso_code(code: str, country: str) -> str | None:
    """Return `code` unless Natural Earth made it up (``TD-X01~``)."""
    real = re.fullmatch(r"[A-Z]{2}-(?!X\d\d)[A-Z0-9]{1,3}", code)
    return code if real and country not in _REDRAWN else None


def _alternates(row: dict[str, Any]) -> list[str]:
    columns = ("name_alt", "gn_name", "gns_name", "woe_name", "name_local", "abbrev")
    texts = [row[column] for column in columns if isinstance(row[column], str)]
    parts = [part for text in texts for part in re.split(r"[|/]", text)]
    kept = [name for part in parts if not _TURNED.search(part) for name in part.split(", ")]
    return [name for name in map(clean, kept) if name]


def _take_off_generic_words(siblings: list[Area], language: str) -> None:
    """Take "State", "Région de", "محافظة"… off the names, as labels on a map have them."""
    column = f"name_{language}"
    plain = [_plain(a[column], language, [a["name"], *a["name_alt"]]) for a in siblings]
    taken = Counter(plain)
    for area, name in zip(siblings, plain, strict=True):
        # What told two siblings apart stays.
        if name and name != area[column] and taken[name] == 1:
            area["name_alt"] = [*area["name_alt"], area[column]]
            area[column] = name


def _plain(name: str | None, language: str, known: list[str | None]) -> str | None:
    if not name:
        return None
    if language == "ar":
        return re.sub(rf"^(?:{_GENERIC_AR}) (?=\S{{2}})", "", name)
    pattern = {
        "en": rf" (?:{_GENERIC_EN})$|^of ",
        "fr": rf"^(?:{_GENERIC_FR}) {_PREPOSITION_FR}",
        "es": rf"^(?:{_GENERIC_ES}) {_PREPOSITION_ES}",
    }[language]
    plain = re.sub(pattern, "", name, flags=re.IGNORECASE)
    if not any(fuzz.ratio(fold(plain), fold(other)) >= 85 for other in known if other):
        plain = name
    if plain[0].islower():
        plain = re.sub(rf"^(?:{_PREPOSITION_FR}|{_PREPOSITION_ES}|of )", "", plain)
    return plain[0].upper() + plain[1:]


def _leave_out_shared_translations(siblings: list[Area]) -> None:
    """Leave out a translation that several siblings have, but for the one that is so called."""
    for language in LANGUAGES:
        column = f"name_{language}"
        taken = Counter(area[column] for area in siblings)
        for area in siblings:
            name = area[column]
            if name and taken[name] > 1 and fold(name) != fold(area["name"] or ""):
                area[column] = None


def _leave_out_ambiguous_alternates(siblings: list[Area]) -> None:
    """Keep of the other names those that mean one of the siblings only."""
    own = [{fold(area[column]) for column in _NAMES if area[column]} for area in siblings]
    others = [{fold(name) for name in area["name_alt"]} for area in siblings]
    taken = Counter(name for names in own for name in names)
    for mine, other in zip(own, others, strict=True):
        taken.update(other - mine)
    for area in siblings:
        free = [name for name in area["name_alt"] if taken[fold(name)] == 1]
        area["name_alt"] = joined(free, [area[column] for column in _NAMES])
