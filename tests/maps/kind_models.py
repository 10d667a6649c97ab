"""Maps of the kinds that show more than one amount, to test with and to look at."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.maps import MapModel, MapSpec, resolve
from probono_kit.maps.spec import Second
from tests.maps.made import CREDITS, areas_of, table_of

#: The shares of :func:`two_amounts`.
SHARES = ("eau", "pauvres")


def shares(**changes: object) -> pd.DataFrame:
    """Return two shares of each area of Senegal, in one of which the first one is not known."""
    areas, random = areas_of("SEN"), np.random.default_rng(2)
    water = np.round(20 + 70 * random.random(len(areas)), 1)
    poor = np.round(15 + 40 * random.random(len(areas)), 1)
    water[4] = np.nan
    return table_of(areas, eau=water, pauvres=poor).assign(**changes)


def two_amounts(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a bivariate map of Senegal."""
    told: dict[str, Any] = {
        "kind": "bivariate",
        "language": "fr",
        "title": "Eau et pauvreté par région, Sénégal, avril 2025",
        "value": "eau",
        "unit": "%",
        "legend_title": "Part des ménages sans eau",
        "second": Second(value="pauvres", title="Part des ménages pauvres", unit="%"),
        "columns": SHARES,
        "credits": CREDITS,
    }
    table = shares() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


def journeys(count: int = 90) -> pd.DataFrame:
    """Return flows of people between the areas of Senegal, most of them to Dakar."""
    areas, random = areas_of("SEN"), np.random.default_rng(11)
    codes = areas["area_code"].to_numpy()
    start = random.integers(0, len(codes), count)
    end = np.where(random.random(count) < 0.3, 0, random.integers(0, len(codes), count))
    people = np.round(random.lognormal(4, 1.4, count)).astype(int) + 5
    return pd.DataFrame({"de": codes[start], "vers": codes[end], "personnes": people})


def flows(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a map of flows in Senegal."""
    told: dict[str, Any] = {
        "kind": "flows",
        "language": "fr",
        "title": "Déplacements entre régions, Sénégal, 2024",
        "value": "personnes",
        "legend_title": "Personnes déplacées",
        "origin": "de",
        "destination": "vers",
        "columns": ("personnes",),
        "credits": CREDITS,
    }
    table = journeys() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


def people(**changes: object) -> pd.DataFrame:
    """Return women, men and children of each area of Senegal; in one area men are not known."""
    areas, random = areas_of("SEN"), np.random.default_rng(5)
    women = random.integers(200, 4000, len(areas)).astype(float)
    men = np.round(women * random.uniform(0.4, 1.3, len(areas)))
    children = np.round(women * random.uniform(0.8, 1.8, len(areas)))
    men[3], women[8], men[8], children[8] = np.nan, np.nan, np.nan, np.nan
    return table_of(areas, femmes=women, hommes=men, enfants=children).assign(**changes)


def bars(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a map of bars of Senegal."""
    told: dict[str, Any] = {
        "kind": "bars",
        "language": "fr",
        "title": "Personnes accueillies par région, Sénégal, avril 2025",
        "value": "femmes",
        "further": ("hommes", "enfants"),
        "legend_title": "Personnes accueillies",
        "columns": ("femmes", "hommes", "enfants"),
        "credits": CREDITS,
    }
    table = people() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


def activities() -> pd.DataFrame:
    """Return who does what in the areas of Senegal: nobody in two of them."""
    areas, random = areas_of("SEN"), np.random.default_rng(4)
    who = np.array(["ACF", "Caritas", "Croix-Rouge", "MSF", "Oxfam", "PAM", "Plan", "UNICEF"])
    what = np.array(["Eau et assainissement", "Santé", "Nutrition", "Éducation", "Abris"])
    codes = np.delete(areas["area_code"].to_numpy(), [5, 9])
    count = 70
    return pd.DataFrame(
        {
            "area_code": random.choice(codes, count),
            "organisation": random.choice(who, count),
            "secteur": random.choice(what, count, p=[0.35, 0.25, 0.2, 0.12, 0.08]),
        }
    )


def who_what_where(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a map of who does what where in Senegal."""
    told: dict[str, Any] = {
        "kind": "who_what_where",
        "language": "fr",
        "title": "Qui fait quoi où, Sénégal, avril 2025",
        "organisation": "organisation",
        "sector": "secteur",
        "columns": ("organisation", "secteur"),
        "credits": CREDITS,
    }
    table = activities() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


def unclassed(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a choropleth map of Senegal without classes."""
    told: dict[str, Any] = {
        "kind": "choropleth",
        "classification": "unclassed",
        "language": "fr",
        "title": "Ménages sans eau à proximité, Sénégal, avril 2025",
        "value": "eau",
        "unit": "%",
        "legend_title": "Part des ménages sans eau",
        "columns": SHARES,
        "credits": CREDITS,
    }
    table = shares() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


def years(count: int = 4) -> pd.DataFrame:
    """Return a share of each area of Senegal in several years, most of them falling."""
    areas, random = areas_of("SEN"), np.random.default_rng(8)
    share = random.uniform(30, 80, len(areas))
    tables = []
    for year in range(2022, 2022 + count):
        table = table_of(areas, eau=np.round(share, 1)).assign(annee=year)
        tables.append(table)
        share = share * random.uniform(0.75, 1.05, len(areas))
    tables[1].loc[2, "eau"] = np.nan
    tables[1] = tables[1].drop(index=7)
    return pd.concat(tables, ignore_index=True).sample(frac=1, random_state=1)


def over_time(table: pd.DataFrame | None = None, **spec: Any) -> MapModel:
    """Return a map of Senegal over several years."""
    told: dict[str, Any] = {
        "kind": "choropleth",
        "time": "annee",
        "language": "fr",
        "title": "Ménages sans eau à proximité, Sénégal, 2022-2025",
        "value": "eau",
        "unit": "%",
        "legend_title": "Part des ménages sans eau",
        "columns": ("eau", "annee"),
        "credits": CREDITS,
    }
    table = years() if table is None else table
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), table=table)


#: Categories of :func:`services` with an icon each.
ICONS = {
    "École": "school",
    "Centre de santé": "centre de santé",
    "Point d'eau": "water",
    "Marché": "market",
    "Site de déplacés": "camp",
}


def spots(count: int = 40) -> gpd.GeoDataFrame:
    """Return places of five kinds in Senegal; of one of them nobody said which it is."""
    areas, random = areas_of("SEN"), np.random.default_rng(3)
    land = shapely.union_all(areas.geometry.to_numpy())
    west, south, east, north = land.bounds
    at = shapely.points(
        random.uniform(west, east, 9 * count), random.uniform(south, north, 9 * count)
    )
    at = at[shapely.contains(land, at)][:count]
    kinds = random.choice(list(ICONS), count, p=[0.32, 0.26, 0.2, 0.14, 0.08]).astype(object)
    kinds[7] = None
    names = [f"Lieu {i + 1}" for i in range(count)]
    return gpd.GeoDataFrame({"type": kinds, "nom": names}, geometry=at, crs=4326)


def services(
    points: gpd.GeoDataFrame | None = None, *, base: bool = False, **spec: Any
) -> MapModel:
    """Return a map of places in Senegal, each category with its icon."""
    told: dict[str, Any] = {
        "kind": "points",
        "language": "fr",
        "title": "Services par lieu, Sénégal, avril 2025",
        "category": "type",
        "icons": ICONS,
        "label": "nom",
        "legend_title": "Services",
        "columns": ("type", "nom"),
        "credits": CREDITS,
    }
    points = spots() if points is None else points
    return resolve(MapSpec(**told | spec), areas=areas_of("SEN"), points=points, base=base)


def counts_over_time(**spec: Any) -> MapModel:
    """Return circles in the areas of Senegal over several years; one area has none at first."""
    table = years()
    table["cas"] = (table["eau"] * 13).round()
    first = (table["annee"] == 2022) & (table["area_code"] == table["area_code"].min())
    table.loc[first, "cas"] = 0
    told: dict[str, Any] = {
        "kind": "symbols", "value": "cas", "unit": "", "columns": ("cas", "annee"),
        "title": "Cas de choléra, Sénégal, 2022-2025", "legend_title": "Cas",
    }  # fmt: skip
    return over_time(table, **told | spec)


def states_over_time(**spec: Any) -> MapModel:
    """Return words of the areas of Senegal over several years."""
    table = years()
    words = np.where(table["eau"] > 40, "moyen", "mauvais")
    table["etat"] = pd.Series(np.where(table["eau"] > 60, "bon", words), index=table.index)
    table["etat"] = table["etat"].where(table["eau"].notna())
    told: dict[str, Any] = {
        "kind": "categories", "value": "etat", "unit": "", "columns": ("etat", "annee"),
        "legend_title": "État",
    }  # fmt: skip
    return over_time(table, **told | spec)


def incidents(count: int = 60, **spec: Any) -> MapModel:
    """Return incidents in Senegal in three months; one has no month."""
    areas, random = areas_of("SEN"), np.random.default_rng(3)
    places = areas.geometry.representative_point()
    chosen = random.integers(0, len(areas), count)
    months = random.choice(["2025-01", "2025-02", "2025-03"], count).astype(object)
    months[0] = None
    points = gpd.GeoDataFrame(
        {
            "nom": [f"Incident {i + 1}" for i in range(count)],
            "type": random.choice(["attaque", "vol"], count, p=[0.7, 0.3]),
            "morts": random.integers(1, 50, count),
            "mois": months,
        },
        geometry=places.to_numpy()[chosen],
        crs=4326,
    )
    told: dict[str, Any] = {
        "kind": "points", "category": "type", "label": "nom", "time": "mois", "language": "fr",
        "title": "Incidents, Sénégal, janvier-mars 2025", "columns": ("nom", "type", "mois"),
        "credits": CREDITS,
    }  # fmt: skip
    return resolve(MapSpec(**told | spec), areas=areas, points=points)


def people_over_time() -> pd.DataFrame:
    """Return :func:`people` in four years; in the first nothing is known of one area more."""
    random, tables = np.random.default_rng(3), []
    for year in range(2022, 2026):
        table = people(annee=year)
        for name in ("femmes", "hommes", "enfants"):
            growth = random.uniform(0.5, 1.4, len(table)) * (1 + 0.15 * (year - 2022))
            table[name] = (table[name] * growth).round()
        tables.append(table)
    tables[0].loc[1, ["femmes", "hommes", "enfants"]] = np.nan
    return pd.concat(tables, ignore_index=True)


def bars_over_time(**spec: Any) -> MapModel:
    """Return a map of bars of Senegal over four years."""
    columns = ("femmes", "hommes", "enfants", "annee")
    told: dict[str, Any] = {"time": "annee", "columns": columns}
    return bars(people_over_time(), **told | spec)


def dots_over_time(**spec: Any) -> MapModel:
    """Return a map of dots of Senegal over four years."""
    return bars_over_time(**{"kind": "dots", "further": ()} | spec)


def activities_over_time(**spec: Any) -> MapModel:
    """Return who does what where in Senegal in four years: ever more of them."""
    tables = [
        activities().sample(frac=0.4 + 0.2 * i, random_state=i).assign(annee=2022 + i)
        for i in range(4)
    ]
    columns = ("organisation", "secteur", "annee")
    told: dict[str, Any] = {"time": "annee", "columns": columns}
    return who_what_where(pd.concat(tables, ignore_index=True), **told | spec)


def journeys_over_time() -> pd.DataFrame:
    """Return :func:`journeys` of four years, in each of which some are lacking."""
    tables = [
        journeys().sample(frac=0.5 + 0.1 * i, random_state=i).assign(annee=2022 + i)
        for i in range(4)
    ]
    return pd.concat(tables, ignore_index=True)


def flows_over_time(**spec: Any) -> MapModel:
    """Return a map of flows in Senegal over four years."""
    told: dict[str, Any] = {"time": "annee", "columns": ("personnes", "annee")}
    return flows(journeys_over_time(), **told | spec)
