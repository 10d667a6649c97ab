"""Which country an area belongs to: ISO 3166-1, following the United Nations where it can.

Natural Earth draws borders *de facto*. Maps for humanitarian work follow the United Nations, so
that a few areas move; every one of them is in this module and nowhere else.
"""

from __future__ import annotations

import pandas as pd

#: Natural Earth's own three-letter codes that are not ISO 3166-1 alpha-3.
ISO3 = {
    "ALD": "ALA",
    # Not in ISO 3166: the user-assigned code that UN agencies, the EU and the World Bank use.
    "KOS": "XKX",
    "PSX": "PSE",
    "SAH": "ESH",
    "SDS": "SSD",
    # without a code of their own: part of the country that ISO or the ground puts them in
    "ATC": "AUS",
    "BRI": "BRA",
    "CLP": "FRA",
    "CSI": "AUS",
    "CYN": "CYP",
    "ESB": "CYP",
    "KAB": "KAZ",
    "SOL": "SOM",
    "USG": "CUB",
    "WSB": "CYP",
}

#: Territories that Natural Earth keeps inside their state, but ISO 3166-1 does not.
TERRITORY_OF_AREA = {
    "FR-GF": "GUF",
    "FR-GP": "GLP",
    "FR-MQ": "MTQ",
    "FR-RE": "REU",
    "FR-YT": "MYT",
    "NL-BQ1": "BES",
    "NL-BQ2": "BES",
    "NL-BQ3": "BES",
    "NO-21": "SJM",
}
TERRITORY_OF_UNIT = {"BVT": "BVT", "CCK": "CCK", "CXR": "CXR"}

#: Areas of undetermined status: drawn, named, but of no country. Keys of Natural Earth's codes.
UNDETERMINED = {
    "BRT": "bir-tawil",
    "KAS": "siachen",
    "PGA": "spratly",
    "SCR": "scarborough",
}
PARACEL = "CN-X01~"
ABYEI, PARACEL_KEY = "abyei", "paracel"

#: (admin-1 area, country in the boundary source) → area that the piece becomes part of.
#: ``""`` is land that the boundary source leaves to nobody.
RECUT = {
    # Western Sahara as one area, as on the UN's maps.
    ("MAR-3456", "SAH"): "SAH+00?",
    ("MAR-3457", "SAH"): "SAH+00?",
    ("MAR-3469", "SAH"): "SAH+00?",
    # The occupied Syrian Golan, with the zone of UNDOF, is in the governorate of Quneitra.
    ("ISR-3056", ""): "SYR-145",
    ("ISR-3056", "LBN"): "SYR-145",
    # Bir Tawil, that neither Egypt nor Sudan claims.
    ("SDN-149", "BRT"): "bir-tawil",
    # Abyei, whose final status is not determined.
    ("SDN-882", ""): ABYEI,
}
#: Areas merged whole into another.
MERGED = {"SYR-5261": "SYR-145", "USG+00?": "CUB-1365"}


def country_of_area(area: pd.Series) -> str:
    """Return the ISO 3166-1 alpha-3 code, or the key of an undetermined area, of an admin-1 row."""
    code = str(area["iso_3166_2"])
    if code == PARACEL:
        return PARACEL_KEY
    if code in TERRITORY_OF_AREA:
        return TERRITORY_OF_AREA[code]
    if area["gu_a3"] in TERRITORY_OF_UNIT:
        return TERRITORY_OF_UNIT[area["gu_a3"]]
    if code.startswith("UA-"):  # Crimea and Sevastopol: UN General Assembly resolution 68/262
        return "UKR"
    return country_of_code(area["adm0_a3"])


def country_of_code(code: str) -> str:
    """Return the ISO 3166-1 alpha-3 code, or the key of an undetermined area, of a NE code."""
    return UNDETERMINED.get(code) or ISO3.get(code, code)
