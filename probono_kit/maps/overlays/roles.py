"""What features of a reference map are: roads, rivers, towns… as files of the field call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from probono_kit.maps.arrays import Texts


class Role(StrEnum):
    """What a feature of a reference map is; the order is that of the legend."""

    CAPITAL = "capital"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    MAIN_ROAD = "main_road"
    ROAD = "road"
    MINOR_ROAD = "minor_road"
    RAILWAY = "railway"
    BOUNDARY = "boundary"
    RIVER = "river"
    STREAM = "stream"
    LAKE = "lake"


class Theme(StrEnum):
    """What a whole layer of a reference map is about."""

    TOWNS = "towns"
    ROADS = "roads"
    RAILWAYS = "railways"
    BOUNDARIES = "boundaries"
    RIVERS = "rivers"
    LAKES = "lakes"


#: The roles that features of a layer can have, the most important first; the last stands for those
#: of which the file says nothing that is known.
ROLES: dict[Theme, tuple[Role, ...]] = {
    Theme.TOWNS: (Role.CAPITAL, Role.CITY, Role.TOWN, Role.VILLAGE),
    Theme.ROADS: (Role.MAIN_ROAD, Role.ROAD, Role.MINOR_ROAD),
    Theme.RAILWAYS: (Role.RAILWAY,),
    Theme.BOUNDARIES: (Role.BOUNDARY,),
    Theme.RIVERS: (Role.RIVER, Role.STREAM),
    Theme.LAKES: (Role.LAKE,),
}

#: How many dimensions the shapes of a theme have.
DIMENSIONS: dict[Theme, tuple[int, ...]] = {
    Theme.TOWNS: (0,),
    Theme.ROADS: (1,),
    Theme.RAILWAYS: (1,),
    Theme.BOUNDARIES: (1, 2),
    Theme.RIVERS: (1,),
    Theme.LAKES: (2,),
}

#: Words of OpenStreetMap (also as Geofabrik writes them), Natural Earth, and of French and Spanish
#: files, without accents and in small letters.
_WORDS: dict[Role, str] = {
    Role.CAPITAL: "national capital|capital|capitale|admin 0 capital|admin 0 capital alt",
    Role.CITY: "city|ville|ciudad|admin 1 capital|admin 0 region capital|admin 1 region capital"
    "|chef lieu de region|regional capital",
    Role.TOWN: "town|bourg|petite ville|pueblo|populated place|chef lieu|municipality",
    Role.VILLAGE: "village|hamlet|hameau|locality|localite|lieu dit|suburb|quarter|neighbourhood"
    "|isolated dwelling|farm|aldea|settlement|camp",
    Role.MAIN_ROAD: "motorway|trunk|primary|motorway link|trunk link|primary link|major highway"
    "|autoroute|nationale|route nationale|primaire|principale|route principale|main|main road"
    "|highway|national|national road|autopista|carretera nacional|1st class|n",
    Role.ROAD: "secondary|tertiary|secondary link|tertiary link|secondary highway|beltway|bypass"
    "|road|route|secondaire|regionale|route regionale|departementale|route departementale"
    "|carretera|secundaria|regional|2nd class|r|d",
    Role.MINOR_ROAD: "unclassified|residential|living street|service|track|track grade1"
    "|track grade2|track grade3|track grade4|track grade5|path|footway|cycleway|bridleway|steps"
    "|pedestrian|unknown|piste|sentier|chemin|tertiaire|route communale|camino|minor road|rue",
    Role.RAILWAY: "rail|railway|railroad|light rail|narrow gauge|subway|tram|monorail"
    "|chemin de fer|voie ferree|ferrocarril",
    Role.BOUNDARY: "boundary|administrative|admin|limite|frontiere|limite administrative|limite"
    " de zone|admin 0 boundary|admin 1 boundary|frontera",
    Role.RIVER: "river|canal|lake centerline|fleuve|riviere|rio|river intermittent|riverbank",
    Role.STREAM: "stream|drain|ditch|wadi|oued|ruisseau|marigot|cours d eau temporaire|arroyo"
    "|intermittent",
    Role.LAKE: "water|lake|reservoir|lac|lago|alkaline lake|reservoir|barrage|retenue|plan d eau"
    "|pond|lagoon|lagune|wetland|dock|basin",
}

#: Columns that say what a feature is, as files call them; others are looked at after these.
_COLUMNS = (
    *("fclass", "highway", "waterway", "railway", "place", "natural", "water", "featurecla"),
    *("boundary", "type", "class", "classe", "categorie", "category", "categoria", "nature"),
)

#: Words in the name of a file or layer, which tell its theme where no column does.
_NAMES: dict[Theme, str] = {
    Theme.RAILWAYS: "rail|railway|railways|voie ferree|voies ferrees|chemin de fer|ferrocarril",
    Theme.ROADS: "road|roads|route|routes|highway|highways|piste|pistes|carretera|carreteras|rue"
    "|rues|street|streets|trs",
    Theme.RIVERS: "river|rivers|riviere|rivieres|fleuve|fleuves|waterway|waterways|cours d eau|rio"
    "|rios|stream|streams|oued|oueds|hydro|hydrographie",
    Theme.LAKES: "lake|lakes|lac|lacs|water|water a|reservoir|reservoirs|lago|lagos|plan d eau"
    "|plans d eau",
    Theme.TOWNS: "town|towns|city|cities|ville|villes|village|villages|localite|localites|place"
    "|places|settlement|settlements|ciudad|ciudades|pueblos|chef lieux|chefs lieux|ppl",
    Theme.BOUNDARIES: "boundary|boundaries|border|borders|limite|limites|frontiere|frontieres"
    "|admin|adm|fronteras",
}


@dataclass(frozen=True)
class Found:
    """What a layer was found to be.

    Attributes
    ----------
    theme : Theme
        What it is about.
    column : str
        The column that said so, ``""`` if it was the name of the layer or a person.
    roles : numpy.ndarray of str
        Role of each feature.
    unknown : tuple of str
        Words of the column that nothing is known of: their features have the least role.
    """

    theme: Theme
    column: str
    roles: Texts
    unknown: tuple[str, ...] = ()


def find_theme(
    name: str, cells: pd.DataFrame, dimension: int, *, theme: Theme | None = None, column: str = ""
) -> Found | None:
    """Tell what the features of a layer are.

    Parameters
    ----------
    name : str
        Of the layer, usually that of its file.
    cells : pandas.DataFrame
        Its columns.
    dimension : int
        Of its shapes: 0 for points, 1 for lines, 2 for areas.
    theme : Theme, optional
        What a person said; else it is found.
    column : str
        The column that says what each feature is; else it is found.

    Returns
    -------
    Found or None
        ``None`` if neither columns nor name tell.

    Examples
    --------
    >>> roads = pd.DataFrame({"fclass": ["trunk", "track"], "name": ["N2", None]})
    >>> found = find_theme("osm", roads, 1)
    >>> found.theme.value, found.column, list(found.roles)
    ('roads', 'fclass', ['main_road', 'minor_road'])
    """
    themes = [theme] if theme else [one for one in Theme if dimension in DIMENSIONS[one]]
    best: tuple[float, Theme, str] | None = None
    for one in themes:
        for each in [column] if column else _candidates(cells):
            share = _share(cells[each], one)
            if share > 0.5 and (best is None or share > best[0]):
                best = share, one, each
    if best is not None:
        return _found(cells[best[2]], best[1], best[2])
    known = theme or next((one for one in themes if _is_named(name, one)), None)
    if known is None and len(themes) == 1 and dimension == 0:
        # Points of a reference map that are nothing else are places.
        known = themes[0]
    if known is None:
        return None
    if column:
        return _found(cells[column], known, column)
    # Of towns without a rank the middle one, of others the last that is not a mere track.
    plain = {Theme.TOWNS: Role.TOWN, Theme.ROADS: Role.ROAD, Theme.RIVERS: Role.RIVER}
    role = plain.get(known, ROLES[known][-1])
    return Found(known, "", np.full(len(cells), role.value, dtype=object))


def _candidates(cells: pd.DataFrame) -> Iterator[str]:
    """Yield columns of words, those first whose names say what they hold."""
    spelt = {str(column): _plain(column) for column in cells.columns}
    order = [column for want in _COLUMNS for column, plain in spelt.items() if plain == want]
    rest = [column for column in spelt if column not in order]
    for column in (*order, *rest):
        if not pd.api.types.is_numeric_dtype(cells[column].dtype):
            yield column


def _share(column: pd.Series, theme: Theme) -> float:
    """Return the share of the cells that are words of a theme."""
    words = _spelt(column)
    filled = words[words != ""]
    if not len(filled):
        return 0.0
    known = {word for role in ROLES[theme] for word in _vocabulary(role)}
    return float(np.isin(filled, list(known)).mean())


def _found(column: pd.Series, theme: Theme, name: str) -> Found:
    words = _spelt(column)
    roles = np.full(len(words), ROLES[theme][-1].value, dtype=object)
    told = np.zeros(len(words), dtype=bool)
    for role in ROLES[theme]:
        mine = np.isin(words, _vocabulary(role))
        roles[mine] = role.value
        told |= mine
    odd = pd.Series(column.astype(str).to_numpy()[~told & (words != "")], dtype=object)
    return Found(theme, name, roles, tuple(odd.value_counts().index[:5]))


def _vocabulary(role: Role) -> list[str]:
    return _WORDS[role].split("|")


def _spelt(column: Iterable[object]) -> Texts:
    known: dict[object, str] = {}
    made = ["" if pd.isna(cell) else known.setdefault(cell, _plain(cell)) for cell in column]  # type: ignore[call-overload]
    return np.array(made, dtype=object)


def _is_named(name: str, theme: Theme) -> bool:
    spelt = f" {_plain(name)} "
    return any(f" {word} " in spelt for word in _NAMES[theme].split("|"))


def _plain(word: object) -> str:
    """Return a word in small letters, without accents, other marks as spaces."""
    bare = unicodedata.normalize("NFKD", str(word).casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())
