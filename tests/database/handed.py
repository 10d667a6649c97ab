"""A small database of water points, written by hand: what the tests of this folder hand on."""

from __future__ import annotations

import random

import geopandas as gpd
import pandas as pd

from probono_kit.database import Design, Field, FieldKind, Geometry, Link, Table, TableKind


def field(name: str, kind: str = "text", title: str = "", **more: object) -> Field:
    """Return a field."""
    return Field(name=name, kind=FieldKind(kind), title=title, **more)  # type: ignore[arg-type]


def codes(name: str, title: str) -> Table:
    """Return a code list with labels."""
    fields = (field("code", "code", "Code"), field("label", title="Libellé", required=True))
    return Table(name=name, kind=TableKind.CODES, title=title, fields=fields, key=("code",))


def design() -> Design:
    """Return villages, their water points, visits, and what was broken at each visit."""
    village = Table(
        name="village",
        title="Villages",
        fields=(
            field("code", "code", "Code du village"),
            field("nom", title="Nom", required=True),
            field("population", "integer", "Population"),
        ),
        key=("code",),
        identity=("code",),
    )
    point = Table(
        name="point_eau",
        title="Points d'eau",
        description="Forages et puits suivis.",
        fields=(
            field("id", "integer", made=True),
            field("nom", title="Nom du point", required=True),
            field("village", "code", "Village", required=True),
            field("type", "code", "Type"),
            field("debit", "decimal", "Débit", unit="m3/h"),
            field("actif", "boolean", "En service"),
        ),
        key=("id",),
        identity=("nom", "village"),
        links=(Link(fields=("village",), table="village"), Link(fields=("type",), table="type")),
        geometry=Geometry(),
    )
    visit = Table(
        name="visite",
        title="Visites",
        fields=(
            field("id", "integer", made=True),
            field("point", "integer", "Point d'eau", made=True, required=True),
            field("jour", "date", "Jour", required=True),
            field("remarque", title="Remarque"),
        ),
        key=("id",),
        identity=("point", "jour"),
        links=(Link(fields=("point",), table="point_eau"),),
    )
    broken = Table(
        name="visite_panne",
        kind=TableKind.LINK,
        title="Pannes constatées",
        fields=(
            field("id", "integer", made=True),
            field("visite", "integer", "Visite", made=True, required=True),
            field("panne", "code", "Panne", required=True),
        ),
        key=("id",),
        identity=("visite", "panne"),
        links=(Link(fields=("visite",), table="visite"), Link(fields=("panne",), table="panne")),
    )
    tables = (codes("type", "Type de point"), codes("panne", "Panne"))
    return Design(
        name="points_eau",
        title="Points d'eau du Sine",
        language="fr",
        tables=(*tables, village, point, visit, broken),
    )


def rows() -> dict[str, pd.DataFrame]:
    """Return a few rows of each table; the village of Fatick has no water point."""
    places = gpd.points_from_xy([-16.4, -16.41, -16.5], [14.3, 14.31, 14.2], crs="EPSG:4326")
    points = pd.DataFrame(
        {
            "id": pd.array([1, 2, 3], dtype="Int64"),
            "nom": pd.array(["Forage nord", "Puits de l'école", "Forage sud"], dtype="str"),
            "village": pd.array(["01", "01", "02"], dtype="str"),
            "type": pd.array(["F", "P", None], dtype="str"),
            "debit": [3.5, 1.25, None],
            "actif": pd.array([True, False, None], dtype="boolean"),
        }
    )
    shapes = gpd.GeoDataFrame(points, geometry=gpd.GeoSeries(places))
    return {
        "type": _texts(code=["F", "P"], label=["Forage", "Puits"]),
        "panne": _texts(code=["1", "2"], label=["Pompe cassée", "Eau sale"]),
        "village": _texts(code=["01", "02", "03"], nom=["Diofior", "Ndangane", "Fatick"]).assign(
            population=pd.array([1200, None, 25000], dtype="Int64")
        ),
        "point_eau": shapes.rename_geometry("geom"),
        "visite": pd.DataFrame(
            {
                "id": pd.array([1, 2, 3], dtype="Int64"),
                "point": pd.array([1, 1, 2], dtype="Int64"),
                "jour": pd.to_datetime(["2025-03-01", "2025-04-02", "2025-04-03"]).astype(
                    "datetime64[us]"
                ),
                "remarque": pd.array(["=1+1", 'dit « "ça va" »', None], dtype="str"),
            }
        ),
        "visite_panne": pd.DataFrame(
            {
                "id": pd.array([1, 2], dtype="Int64"),
                "visite": pd.array([1, 1], dtype="Int64"),
                "panne": pd.array(["1", "2"], dtype="str"),
            }
        ),
    }


def _texts(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(values, dtype="str") for name, values in columns.items()})


def large(tables: int, seed: int) -> Design:
    """Return a database of many tables with many fields that are linked at random."""
    chance = random.Random(seed)
    made = []
    for number in range(tables):
        is_list = number < tables // 3
        count = 2 if is_list else chance.randint(2, 40)
        fields = [field("id", "integer", made=True)]
        fields += [
            field(f"champ_{i}", title=f"Question {i} " + "très longue " * chance.randint(0, 5))
            for i in range(count)
        ]
        links = []
        parents = [] if is_list else chance.sample(range(number), chance.randint(1, 3))
        for parent in sorted(parents):
            fields.append(field(f"t{parent}_id", "integer", made=True))
            links.append(Link(fields=(f"t{parent}_id",), table=f"t{parent}"))
        kind = TableKind.CODES if is_list else TableKind.ENTITY
        made.append(
            Table(
                name=f"t{number}",
                kind=kind,
                title=f"Tableau {number}",
                fields=tuple(fields),
                key=("id",),
                links=tuple(links),
            )
        )
    return Design(name="grande", tables=tuple(made))
