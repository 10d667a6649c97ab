"""What the layers are, where they come from, and how current their areas are."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import iso_codes
import pandas as pd
from sources import PACKAGES

_NAMES = ["name", "name_en", "name_fr", "name_es", "name_ar", "name_alt"]
COUNTRY_COLUMNS = ["iso_a3", "iso_a2", *_NAMES, "region", "subregion", "admin1", "admin1_missing"]
AREA_COLUMNS = [
    "area_id",
    "iso_3166_2",
    "iso_in_force",
    "iso_a3",
    "iso_a2",
    *_NAMES,
    "name_local",
    "type",
    "type_en",
    "region",
]

#: What maps print, by the source that asks or deserves it.
CREDITS = {
    "natural_earth": {
        "en": "Made with Natural Earth.",
        "fr": "Réalisé avec Natural Earth.",
    },
    "geonames": {
        "en": "Places: GeoNames, CC BY 4.0.",
        "fr": "Localités : GeoNames, CC BY 4.0.",
    },
    "un_names": {
        "en": "Country names: United Nations (M49), compiled by OCHA.",
        "fr": "Noms des pays : Nations Unies (M49), compilés par OCHA.",
    },
}
_TITLES = {
    "countries": ("Countries and territories", "Pays et territoires"),
    "countries_small": (
        "Countries and territories, for small maps",
        "Pays et territoires, pour petites cartes",
    ),
    "admin1": ("First-level administrative areas", "Divisions administratives de premier niveau"),
    "disputed": ("Disputed borders", "Frontières contestées"),
    "lakes": ("Lakes", "Lacs"),
    "rivers": ("Rivers", "Cours d'eau"),
    "places": ("Populated places", "Localités"),
}
_MADE_OF = {
    "countries": ["admin1", "countries", "country_names", "iso"],
    "countries_small": ["admin1", "countries", "country_names"],
    "admin1": ["admin1", "countries", "iso"],
    "disputed": ["claims", "magics", "admin1", "countries"],
    "lakes": ["lakes"],
    "rivers": ["magics"],
    "places": ["cities", "magics"],
}
_VINTAGES = {
    "countries": "Natural Earth 5.1.1 (2022)",
    "countries_small": "Natural Earth 5.1.1 (2022)",
    "admin1": "Natural Earth 5.1 (2022)",
    "disputed": "Natural Earth 5.1.1 (2022), status of lines: 3.0.0 (2014) and later",
    "lakes": "Natural Earth 5 (2022)",
    "rivers": "Natural Earth 3.0.0 (2014)",
    "places": "GeoNames 2026, rank: Natural Earth 2.0.0 (2012)",
}


def record(described: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what ``layers.json`` says of each layer."""
    return {name: {**_about(name), **described[name]} for name in described}


def _about(name: str) -> dict[str, Any]:
    packages = [PACKAGES[key] for key in _MADE_OF[name]]
    credited = ["natural_earth"]
    if name == "places":
        credited = ["geonames", "natural_earth"]
    elif name.startswith("countries"):
        credited = ["natural_earth", "un_names"]
    texts = [CREDITS[key] for key in credited]
    return {
        "title": dict(zip(("en", "fr"), _TITLES[name], strict=True)),
        "credit": {language: " ".join(t[language] for t in texts) for language in ("en", "fr")},
        "credits": credited,
        "licence": "CC BY 4.0" if name == "places" else "public domain",
        "vintage": _VINTAGES[name],
        "sources": [
            {
                "source": package.source,
                "vintage": package.vintage,
                "licence": package.licence,
                "package": package.title,
                "package_sha256": package.sha256,
            }
            for package in packages
        ],
    }


def admin1_status(areas: gpd.GeoDataFrame, iso: list[dict[str, str]]) -> pd.DataFrame:
    """Return per country how many areas there are, and which ISO 3166-2 codes none of them has.

    Codes that are missing mean, nearly always, that the areas have changed since the layer was
    made.

    Returns
    -------
    pandas.DataFrame
        Index ``iso_a3``; ``admin1`` (number of areas), ``admin1_missing`` (codes joined by ``|``).
    """
    rows = {}
    for country, own in areas.groupby("iso_a3"):
        level = iso_codes.level_of(iso, own["iso_a2"].iloc[0], own.to_dict("records"))
        missing = sorted(level.keys() - set(own["iso_3166_2"]))
        rows[country] = {"admin1": len(own), "admin1_missing": "|".join(missing) or None}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("iso_a3")
