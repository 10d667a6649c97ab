"""What the layers are, where they come from, and how current their areas are."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
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

_NATURAL_EARTH = {
    "en": "Made with Natural Earth.",
    "fr": "Réalisé avec Natural Earth.",
}
_UN_NAMES = {
    "en": "Country names: United Nations (M49), compiled by OCHA.",
    "fr": "Noms des pays : Nations Unies (M49), compilés par OCHA.",
}
_GEONAMES = {
    "en": "Places: GeoNames, CC BY 4.0.",
    "fr": "Localités : GeoNames, CC BY 4.0.",
}
_TITLES = {
    "countries": ("Countries and territories", "Pays et territoires"),
    "countries_small": (
        "Countries and territories, for small maps",
        "Pays et territoires, pour petites cartes",
    ),
    "admin1": ("First-level administrative areas", "Divisions administratives de premier niveau"),
    "disputed_borders": ("Disputed borders", "Frontières contestées"),
    "lakes": ("Lakes", "Lacs"),
    "rivers": ("Rivers", "Cours d'eau"),
    "places": ("Populated places", "Localités"),
}
_MADE_OF = {
    "countries": ["admin1", "countries", "country_names", "iso"],
    "countries_small": ["admin1", "countries", "country_names"],
    "admin1": ["admin1", "countries", "iso"],
    "disputed_borders": ["claims", "magics", "admin1", "countries"],
    "lakes": ["lakes"],
    "rivers": ["magics"],
    "places": ["cities", "magics"],
}
_VINTAGES = {
    "countries": "Natural Earth 5.1.1 (2022)",
    "countries_small": "Natural Earth 5.1.1 (2022)",
    "admin1": "Natural Earth 5.1 (2022)",
    "disputed_borders": "Natural Earth 5.1.1 (2022), status of lines: 3.0.0 (2014) and later",
    "lakes": "Natural Earth 5 (2022)",
    "rivers": "Natural Earth 3.0.0 (2014)",
    "places": "GeoNames 2026, rank: Natural Earth 2.0.0 (2012)",
}


def record(described: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what ``layers.json`` says of each layer."""
    return {name: {**_about(name), **described[name]} for name in described}


def _about(name: str) -> dict[str, Any]:
    packages = [PACKAGES[key] for key in _MADE_OF[name]]
    credits_ = [_GEONAMES, _NATURAL_EARTH] if name == "places" else [_NATURAL_EARTH]
    if name.startswith("countries"):
        credits_ = [_NATURAL_EARTH, _UN_NAMES]
    return {
        "title": dict(zip(("en", "fr"), _TITLES[name])),
        "credit": {language: " ".join(c[language] for c in credits_) for language in ("en", "fr")},
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

    ISO lists several levels for some countries; the one that shares most codes with the layer is
    compared. Codes missing there mean that the areas have changed since the layer was made.

    Returns
    -------
    pandas.DataFrame
        Index ``iso_a3``; ``admin1`` (number of areas), ``admin1_missing`` (codes joined by ``|``).
    """
    parents = {entry.get("parent", "") for entry in iso}
    rows = {}
    for country, own in areas.groupby("iso_a3"):
        listed = [entry for entry in iso if entry["code"].startswith(f"{own['iso_a2'].iloc[0]}-")]
        have = set(own["iso_3166_2"].dropna())
        levels = [
            {e["code"] for e in listed if e["code"] not in parents},
            {e["code"] for e in listed if not e.get("parent")},
        ]
        level = max(levels, key=lambda codes: len(codes & have) / max(len(codes), 1))
        missing = sorted(level - have)
        rows[country] = {"admin1": len(own), "admin1_missing": "|".join(missing) or None}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("iso_a3")
