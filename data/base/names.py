"""Names of countries and areas in four languages: real Unicode, no empty text, no wrong siblings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

import countries_of
import pandas as pd
from rapidfuzz import fuzz

LANGUAGES = ("en", "fr", "es", "ar")
_M49 = {"en": "M49 English", "fr": "M49 French", "es": "M49 Spanish", "ar": "M49 Arabic"}

#: Names that neither M49 nor a usable Natural Earth column has.
_COUNTRY_NAMES = {
    ("TWN", "en"): "Taiwan",
    ("TWN", "fr"): "Taïwan",
    ("TWN", "es"): "Taiwán",
    ("TWN", "ar"): "تايوان",
}
#: Areas of undetermined status have no row in any list of countries.
UNDETERMINED_NAMES = {
    "abyei": ("Abyei", "Abyei", "Abyei", "أبيي"),
    "bir-tawil": ("Bir Tawil", "Bir Tawil", "Bir Tawil", "بئر طويل"),
    "paracel": ("Paracel Islands", "Îles Paracels", "Islas Paracelso", "جزر باراسيل"),
    "scarborough": (
        "Scarborough Shoal",
        "Récif de Scarborough",
        "Bajo de Masinloc",
        "شعاب سكاربورو المرجانية",
    ),
    "siachen": ("Siachen Glacier", "Glacier de Siachen", "Glaciar de Siachen", "نهر سياشن الجليدي"),
    "spratly": ("Spratly Islands", "Îles Spratleys", "Islas Spratly", "جزر سبراتلي"),
}

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
    "CIV-3445": ("en", "fr", "es", "ar"),
    "ITA-5367": ("en", "fr", "es", "ar"),
    "KAZ-4830": ("en", "fr", "es", "ar"),
    "KOS-5902": ("en", "fr", "es", "ar"),
    "KOS-5908": ("en", "fr", "es", "ar"),
    "MLI-2794": ("en", "fr", "es"),
}

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
_DAMAGED = re.compile(r"Ã.|Â.|â€|\ufffd|\?")


def clean(value: object) -> str | None:
    """Return text in NFC without stray space or marks; ``None`` for what is not a name."""
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFC", value).replace("\u200e", "").replace("\u200f", "")
    text = " ".join(text.split()).strip(" |,")
    return None if not text or text == "-99" or _DAMAGED.search(text) else text


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and punctuation, to compare names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("ı", "i")
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def arabic(value: object) -> str | None:
    """Return `value` with the letters of Arabic where Persian ones of the same look were typed."""
    text = clean(value)
    if text is None or not re.search(r"[\u0621-\u064a]", text):
        return None
    return text.replace("\u06cc", "\u064a").replace("\u06a9", "\u0643").replace("\u06be", "\u0647")


def joined(names: Iterable[object], without: Iterable[object] = ()) -> str | None:
    """Return the distinct names, separated by ``|``; ``None`` if there is none."""
    seen = {fold(name) for name in map(clean, without) if name}
    kept = []
    for name in sorted({name for name in map(clean, names) if name}):
        if fold(name) and fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return "|".join(kept) or None


# ---- countries ------------------------------------------------------------------------------


def country_table(taxonomy: pd.DataFrame, natural_earth: pd.DataFrame) -> pd.DataFrame:
    """Return codes, names and regions, indexed by the key of the country.

    Names are those of the United Nations (M49); Natural Earth's, and the other names in both
    lists, are kept as alternates for matching.
    """
    listed = taxonomy[taxonomy["ISO 3166-1 Alpha 3-Codes"] != ""].set_index(
        "ISO 3166-1 Alpha 3-Codes"
    )
    earth = natural_earth.assign(key=natural_earth["ADM0_A3"].map(countries_of.country_of_code))
    own = earth.assign(own=earth["ADM0_A3"].map(lambda a: a not in {"ATC", "BRI", "CLP", "CSI"}))
    earth = own.sort_values(["own", "ADM0_A3"], ascending=[False, True])
    earth = earth[~earth["ADM0_A3"].isin({"ESB", "KAB", "USG", "WSB"})]
    earth = earth.drop_duplicates("key").set_index("key")
    rows = [_country(key, listed, earth) for key in listed.index]
    rows.append(_country("XKX", listed, earth))
    rows.extend(_undetermined(key) for key in UNDETERMINED_NAMES)
    return pd.DataFrame(rows).set_index("key")


def _country(key: str, listed: pd.DataFrame, earth: pd.DataFrame) -> dict[str, object]:
    un = listed.loc[key] if key in listed.index else pd.Series(dtype=object)
    ne = earth.loc[key] if key in earth.index else pd.Series(dtype=object)
    row: dict[str, object] = {"key": key, "iso_a3": key}
    row["iso_a2"] = clean(un.get("ISO 3166-1 Alpha 2-Codes")) or "XK"
    for language in LANGUAGES:
        row[f"name_{language}"] = _country_name(key, language, un, ne)
    row["name"] = row["name_en"]
    alternates = [ne.get(f"NAME_{language.upper()}") for language in LANGUAGES]
    alternates += [ne.get(c) for c in ("NAME", "NAME_LONG", "FORMAL_EN", "FORMAL_FR", "NAME_ALT")]
    alternates += [un.get(c) for c in ("Preferred Term", "RW Short Name", "English Formal")]
    alternates += [un.get(c) for c in ("English Short", "French Short", "Spanish Short")]
    row["name_alt"] = joined(alternates, [row[f"name_{language}"] for language in LANGUAGES])
    row["region"] = clean(un.get("Region Name")) or ne.get("REGION_UN")
    middle = clean(un.get("Intermediate Region Name")) or clean(un.get("Sub-region Name"))
    row["subregion"] = middle or ne.get("SUBREGION")
    return row


def _country_name(key: str, language: str, un: pd.Series, ne: pd.Series) -> str | None:
    fixed = _COUNTRY_NAMES.get((key, language))
    if fixed:
        return fixed
    official, common = un.get(_M49[language]), ne.get(f"NAME_{language.upper()}")
    if language != "ar":
        return clean(official) or clean(common)
    # In Arabic M49 turns names round ("Netherlands (Kingdom _)"): the common name reads better.
    short = arabic(un.get("Arabic Short"))
    usable = short if short and not re.search(r"[_()-]", short) else None
    return usable or arabic(common) or short or arabic(official)


def _undetermined(key: str) -> dict[str, object]:
    names = dict(zip([f"name_{language}" for language in LANGUAGES], UNDETERMINED_NAMES[key]))
    region = "Africa" if key in {"abyei", "bir-tawil"} else "Asia"
    return {"key": key, **names, "name": names["name_en"], "region": region}


# ---- areas ----------------------------------------------------------------------------------


def area_table(
    admin1: pd.DataFrame, iso_names: dict[str, str], countries: pd.Series
) -> pd.DataFrame:
    """Return codes, names and types of the admin-1 areas, indexed by Natural Earth's code.

    Parameters
    ----------
    admin1 : pandas.DataFrame
        Natural Earth's columns.
    iso_names : dict
        ISO 3166-2 codes in force, and the names they stand for.
    countries : pandas.Series
        Key of the country of each row of `admin1`.
    """
    admin1 = _corrected(admin1)
    table = pd.DataFrame({"country": countries, "key": admin1["adm1_code"]})
    table["area_id"] = admin1["adm1_code"].str.replace(r"\+0*(\d+)\?", r"-\1", regex=True)
    table["name"] = _texts(admin1["name"])
    table["name_local"] = _texts(admin1["name_local"])
    for language in LANGUAGES:
        reader = arabic if language == "ar" else clean
        table[f"name_{language}"] = _texts(admin1[f"name_{language}"], reader)
    for key, languages in _WRONG.items():
        for language in languages:
            table.loc[table["key"] == key, f"name_{language}"] = None
    table["name_alt"] = [_alternates(row) for _, row in admin1.iterrows()]
    _plain_names(table)
    _without_namesakes(table)
    table["iso_3166_2"] = _iso_codes(admin1["iso_3166_2"], table, iso_names)
    table["iso_in_force"] = table["iso_3166_2"].isin(list(iso_names))
    for column in ("type", "type_en", "region"):
        table[column] = _texts(admin1[column])
    return table.set_index("key")


def _texts(values: pd.Series, reader: Callable[[object], str | None] = clean) -> pd.Series:
    return pd.Series([reader(value) for value in values], index=values.index, dtype=object)


def _corrected(admin1: pd.DataFrame) -> pd.DataFrame:
    admin1 = admin1.copy()
    for (key, column), value in _CORRECTED.items():
        admin1.loc[admin1["adm1_code"] == key, column] = value
    return admin1


def _iso_codes(codes: pd.Series, table: pd.DataFrame, iso_names: dict[str, str]) -> pd.Series:
    """Leave out codes that Natural Earth made up, and those it gives to several areas."""
    made_up = ~codes.str.fullmatch(r"[A-Z]{2}-(?!X\d\d)[A-Z0-9]{1,3}")
    real = codes.astype(object).mask(made_up | table["country"].isin(_REDRAWN), None)
    for country in sorted(_RENUMBERED):
        rows = table[table["country"] == country]
        prefix = str(codes[rows.index[0]])[:3]
        real[rows.index] = _codes_by_name(
            rows, {code: name for code, name in iso_names.items() if code.startswith(prefix)}
        )
    return real.where(~real.duplicated(keep=False), None)


def _codes_by_name(rows: pd.DataFrame, iso_names: dict[str, str]) -> list[str | None]:
    """Return the code whose name is nearest to a name of the area; ``None`` where two are."""
    codes: list[str | None] = []
    for _, row in rows.iterrows():
        known = {fold(row[c]) for c in ("name", "name_en", "name_fr") if isinstance(row[c], str)}
        scores = sorted(
            (max(fuzz.ratio(fold(name), other) for other in known), code)
            for code, name in iso_names.items()
        )
        (second, _), (first, code) = scores[-2:]
        found = code if first >= 85 and first > second else None
        codes.append(_CORRECTED.get((row["key"], "iso_3166_2"), found))
    return codes


def _alternates(row: pd.Series) -> list[str]:
    texts = [row[c] for c in ("name_alt", "gn_name", "gns_name", "woe_name", "name_local", "abbrev")]
    found = [part for text in texts if isinstance(text, str) for part in re.split(r"[|/]", text)]
    return [name for name in map(clean, found) if name]


def _plain_names(table: pd.DataFrame) -> None:
    """Take "State", "Région de", "محافظة"… off the names, as labels on a map have them."""
    for language in LANGUAGES:
        column = f"name_{language}"
        plain = pd.Series(
            [
                _plain(row[column], language, [row["name"], *row["name_alt"]])
                for _, row in table.iterrows()
            ],
            index=table.index,
            dtype=object,
        )
        # What made two siblings alike told them apart: leave it.
        alike = plain.notna() & pd.DataFrame({"c": table["country"], "n": plain}).duplicated(
            keep=False
        )
        plain = plain.where(~alike, table[column])
        for index in table.index[plain.notna() & (plain != table[column])]:
            table.at[index, "name_alt"] = [*table.at[index, "name_alt"], table.at[index, column]]
        table[column] = plain


def _plain(name: object, language: str, known: list[object]) -> str | None:
    if not isinstance(name, str):
        return None
    folded = [fold(other) for other in known if isinstance(other, str)]
    stripped = name
    if language == "en":
        stripped = re.sub(rf" (?:{_GENERIC_EN})$", "", name).removeprefix("of ")
    elif language == "fr":
        stripped = re.sub(rf"^(?:{_GENERIC_FR}) {_PREPOSITION_FR}", "", name, flags=re.IGNORECASE)
    elif language == "es":
        stripped = re.sub(rf"^(?:{_GENERIC_ES}) {_PREPOSITION_ES}", "", name, flags=re.IGNORECASE)
    else:
        return re.sub(rf"^(?:{_GENERIC_AR}) (?=\S{{2}})", "", name)
    if not any(fuzz.ratio(fold(stripped), other) >= 85 for other in folded):
        stripped = name
    if stripped[0].islower():
        preposition = _PREPOSITION_FR if language == "fr" else _PREPOSITION_ES
        stripped = re.sub(rf"^{preposition}", "", stripped)
    return stripped[0].upper() + stripped[1:]


def _without_namesakes(table: pd.DataFrame) -> None:
    """Leave out translations that several siblings share, and alternates that name a sibling."""
    for _, siblings in table.groupby("country"):
        for language in LANGUAGES:
            column = f"name_{language}"
            shared = siblings[column].notna() & siblings[column].duplicated(keep=False)
            for index in siblings.index[shared]:
                if fold(str(table.at[index, column])) != fold(str(table.at[index, "name"])):
                    table.at[index, column] = None
        _distinct_alternates(table, siblings.index)


def _distinct_alternates(table: pd.DataFrame, siblings: pd.Index) -> None:
    columns = ["name", *[f"name_{language}" for language in LANGUAGES]]
    own = {
        index: {fold(name) for name in table.loc[index, columns] if isinstance(name, str)}
        for index in siblings
    }
    taken = Counter(name for names in own.values() for name in names)
    taken.update(
        name
        for index in siblings
        for name in {fold(n) for n in table.at[index, "name_alt"]} - own[index]
    )
    for index in siblings:
        free = [n for n in table.at[index, "name_alt"] if taken[fold(n)] == 1]
        table.at[index, "name_alt"] = joined(free, table.loc[index, columns])
