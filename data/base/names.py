"""Names in four languages, in real Unicode and never empty; the names of countries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import countries_of
import pandas as pd

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
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


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
    names = {
        f"name_{language}": n
        for language, n in zip(LANGUAGES, UNDETERMINED_NAMES[key], strict=True)
    }
    region = "Africa" if key in {"abyei", "bir-tawil"} else "Asia"
    return {"key": key, **names, "name": names["name_en"], "region": region}
