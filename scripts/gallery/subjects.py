"""What the gallery shows: each kind of map on the regions of Senegal, with invented figures."""

from __future__ import annotations

from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gallery.reference_files import layers_of, reference_files
from probono_kit.maps import Credits, MapModel, MapSpec, resolve
from probono_kit.maps.spec import Kind, Second
from probono_kit.places.base import area_names, base_layer

LANGUAGES = ("en", "fr", "ar")

#: Words of the maps by language, in the order of :data:`LANGUAGES`.
_WORDS = {
    "water": (
        "Households with safe water",
        "Ménages ayant de l'eau potable",
        "الأسر التي لديها مياه صالحة",
    ),
    "poor": ("Poor households", "Ménages pauvres", "الأسر الفقيرة"),
    "points": ("Water points", "Points d'eau", "نقاط المياه"),
    "women": ("Women", "Femmes", "نساء"),
    "men": ("Men", "Hommes", "رجال"),
    "people": ("People received", "Personnes accueillies", "الأشخاص الذين تم استقبالهم"),
    "moved": ("People displaced", "Personnes déplacées", "الأشخاص النازحون"),
    "lead": ("Leading sector", "Secteur principal", "القطاع الرئيسي"),
    "type": ("Type of water point", "Type de point d'eau", "نوع نقطة المياه"),
    "who": ("Who does what where", "Qui fait quoi où", "من يفعل ماذا وأين"),
    "reference": ("Towns, roads and rivers", "Villes, routes et cours d'eau", "مدن وطرق وأنهار"),
    "services": ("Services", "Services", "الخدمات"),
    "place": ("Senegal, 2025", "Sénégal, 2025", "السنغال، 2025"),
    "source": ("Invented figures", "Chiffres inventés", "أرقام وهمية"),
    "ngo": ("Water for All (fictional)", "Eau Vive (fictive)", "جمعية ماء الحياة (وهمية)"),
}
_SECTORS = (
    ("Water", "Eau", "المياه"),
    ("Health", "Santé", "الصحة"),
    ("Education", "Éducation", "التعليم"),
)
_TYPES = (
    ("Well", "Puits", "بئر"),
    ("Borehole", "Forage", "بئر أنبوبي"),
    ("Spring", "Source", "نبع"),
)
#: Icons of the sectors.
_SECTOR_ICONS = ("wash", "health", "school")
#: Services with their icons.
_SERVICES = {
    "school": ("School", "École", "مدرسة"),
    "health-facility": ("Health centre", "Centre de santé", "مركز صحي"),
    "water": ("Water point", "Point d'eau", "نقطة مياه"),
    "market": ("Market", "Marché", "سوق"),
    "camp": ("Displacement site", "Site de déplacés", "موقع نازحين"),
}
_ORGANISATIONS = ("ADA", "BEN", "CRS", "DIA", "EVA", "FAR")

#: Heading of the legend of each kind, and what it is asked to show.
_ASKED: dict[Kind, tuple[str, dict[str, Any]]] = {
    Kind.CHOROPLETH: ("water", {"value": "water", "unit": "%"}),
    Kind.SYMBOLS: ("points", {"value": "points"}),
    Kind.CATEGORIES: ("lead", {"value": "lead"}),
    Kind.BIVARIATE: ("water", {"value": "water", "unit": "%", "second": "poor"}),
    Kind.BARS: ("people", {"value": "women", "further": ("men",)}),
    Kind.DOTS: ("points", {"value": "points"}),
    Kind.FLOWS: ("moved", {"value": "moved", "origin": "from", "destination": "to"}),
    Kind.WHO_WHAT_WHERE: ("who", {"organisation": "who", "sector": "what"}),
    Kind.POINTS: ("type", {"category": "type"}),
    Kind.CLUSTERS: ("points", {}),
    Kind.HEXAGONS: ("points", {}),
    Kind.HEAT: ("points", {}),
    Kind.REFERENCE: ("reference", {}),
}

#: The kinds, in the order of the gallery.
KINDS = tuple(_ASKED)


def model(kind: Kind, language: str, **more: Any) -> MapModel:
    """Return the map of one kind in one language, with `more` of its spec.

    Examples
    --------
    >>> model(Kind.CHOROPLETH, "fr").title
    "Ménages ayant de l'eau potable, Sénégal, 2025"
    """
    if kind is Kind.REFERENCE:
        return _reference(language)
    heading, asked = _ASKED[kind]
    names = {name: word(name, language) for name in ("water", "poor", "women", "men", "moved")}
    asked = {key: _renamed(value, names) for key, value in asked.items()}
    if "second" in asked:
        asked["second"] = Second(value=asked["second"], unit="%")
    areas = areas_of(language)
    table = table_of(kind, language).rename(columns=names)
    comma = "، " if language == "ar" else ", "
    spec = MapSpec(
        kind=kind,
        language=language,
        title=f"{word(heading, language)}{comma}{word('place', language)}",
        legend_title="" if kind is Kind.WHO_WHAT_WHERE else word(heading, language),
        columns=tuple(map(str, table.columns)),
        credits=credits_of(language),
        **asked,
        **more,
    )
    if kind.gathers_points or kind is Kind.POINTS:
        return resolve(spec, areas=areas, points=spots_of(language))
    return resolve(spec, areas=areas, table=table)


def _reference(language: str) -> MapModel:
    comma = "، " if language == "ar" else ", "
    spec = MapSpec(
        kind=Kind.REFERENCE,
        language=language,
        title=f"{word('reference', language)}{comma}{word('place', language)}",
        layers=layers_of(),
        credits=credits_of(language),
    )
    return resolve(spec, areas=areas_of(language), layers=reference_files(language))


def sectors(language: str) -> MapModel:
    """Return a map of areas by category, with icons.

    Examples
    --------
    >>> [line.icon for line in sectors("en").classes]
    ['wash', 'school', 'health']
    """
    words = [names[LANGUAGES.index(language)] for names in _SECTORS]
    return model(Kind.CATEGORIES, language, icons=dict(zip(words, _SECTOR_ICONS, strict=True)))


def services(language: str, *, shapes: bool = False) -> MapModel:
    """Return a map of places by category, with icons or with shapes.

    Examples
    --------
    >>> [line.icon for line in services("fr").classes][:2]
    ['health-facility', 'school']
    """
    at = LANGUAGES.index(language)
    spots, random = spots_of(language).iloc[::5], np.random.default_rng(4)
    words = [names[at] for names in _SERVICES.values()]
    kinds = random.choice(words, len(spots), p=[0.34, 0.26, 0.2, 0.12, 0.08])
    comma = "، " if language == "ar" else ", "
    spec = MapSpec(
        kind=Kind.POINTS,
        language=language,
        title=f"{word('services', language)}{comma}{word('place', language)}",
        legend_title=word("services", language),
        category="type",
        icons={} if shapes else dict(zip(words, _SERVICES, strict=True)),
        shapes=shapes,
        columns=("type",),
        credits=credits_of(language),
    )
    return resolve(spec, areas=areas_of(language), points=spots.assign(type=kinds))


def _renamed(asked: Any, names: dict[str, str]) -> Any:
    if isinstance(asked, tuple):
        return tuple(names.get(name, name) for name in asked)
    return names.get(asked, asked)


def word(key: str, language: str) -> str:
    """Return one of the words of the maps in a language."""
    return _WORDS[key][LANGUAGES.index(language)]


def credits_of(language: str) -> Credits:
    """Return the marginal notes of every map."""
    return Credits(
        organisation=word("ngo", language),
        source=word("source", language),
        licence="CC0",
        data_date="2025",
        areas_source="Natural Earth 5.1 (2022)",
        map_id="GAL-01",
    )


@cache
def areas_of(language: str) -> gpd.GeoDataFrame:
    """Return the regions, named in a language."""
    layer = base_layer("admin1", country="SEN")
    return gpd.GeoDataFrame(
        {"area_code": layer["iso_3166_2"], "area_name": area_names(layer, language)},
        geometry=layer.geometry,
        crs=layer.crs,
    )


def table_of(kind: Kind, language: str) -> pd.DataFrame:
    """Return the rows of one kind: per area, per journey or per activity."""
    codes, random = areas_of(language)["area_code"].to_numpy(), np.random.default_rng(7)
    at, count = LANGUAGES.index(language), len(codes)
    if kind is Kind.FLOWS:
        start, end = random.integers(0, count, 60), random.integers(0, count, 60)
        moved = np.round(random.lognormal(5, 1.2, 60)) + 5
        return pd.DataFrame({"from": codes[start], "to": codes[end], "moved": moved})
    if kind is Kind.WHO_WHAT_WHERE:
        sectors = [words[at] for words in _SECTORS]
        return pd.DataFrame(
            {
                "area_code": random.choice(codes[:-2], 50),
                "who": random.choice(_ORGANISATIONS, 50),
                "what": random.choice(sectors, 50, p=[0.5, 0.3, 0.2]),
            }
        )
    water = np.round(20 + 70 * random.random(count), 1)
    water[4] = np.nan
    women = random.integers(200, 4000, count).astype(float)
    return pd.DataFrame(
        {
            "area_code": codes,
            "water": water,
            "poor": np.round(15 + 40 * random.random(count), 1),
            "points": random.integers(8, 320, count),
            "women": women,
            "men": np.round(women * random.uniform(0.4, 1.3, count)),
            "lead": [_SECTORS[i * 7 // 2 % 3][at] for i in range(count)],
        }
    )


def spots_of(language: str) -> gpd.GeoDataFrame:
    """Return places around a few towns, inside the country."""
    random = np.random.default_rng(3)
    ground = shapely.union_all(areas_of("en").geometry.to_numpy())
    towns = np.array([(-16.3, 14.8), (-15.0, 14.1), (-13.5, 13.7), (-14.3, 15.4), (-16.1, 12.8)])
    spread = towns[random.integers(0, len(towns), 420)] + random.normal(0, 0.35, (420, 2))
    inside = spread[shapely.contains_xy(ground, spread)][:260]
    names = [words[LANGUAGES.index(language)] for words in _TYPES]
    types = random.choice(names, len(inside), p=[0.5, 0.35, 0.15])
    return gpd.GeoDataFrame({"type": types}, geometry=gpd.points_from_xy(*inside.T), crs=4326)
