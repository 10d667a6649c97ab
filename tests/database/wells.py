"""A small database of water points for the tests: codes, organisations, sites, needs."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.database import Design, Field, Geometry, Link, Origin, Split, Table

SOURCE = "Points d'eau"
NUMBER = {"kind": "integer", "made": True}


def field(name: str, **more: Any) -> Field:
    return Field.model_validate({"name": name, **more})


REGION = Table.model_validate(
    {
        "name": "region",
        "kind": "codes",
        "title": "Régions",
        "fields": [
            {"name": "code", "kind": "code", "title": "Région"},
            {"name": "label", "title": "Nom"},
        ],
        "key": ["code"],
        "origins": [{"source": SOURCE, "columns": {"code": "Région"}}],
    }
)
ORGANISATION = Table(
    name="organisation",
    title="Organisations",
    fields=(field("id", **NUMBER), field("name", title="Organisation", required=True)),
    key=("id",),
    identity=("name",),
    origins=(Origin(source=SOURCE, columns={"name": "Organisation"}),),
)
SITE = Table(
    name="site",
    title="Points d’eau",
    description="Forages et puits visités.",
    fields=(
        field("id", **NUMBER),
        field("code", kind="code", title="Code du point", required=True),
        field("region", kind="code", title="Région"),
        field("organisation_id", **NUMBER),
        field("flow", kind="decimal", unit="m3/h", title="Débit"),
        field("users", kind="integer", title="Usagers"),
        field("works", kind="boolean", title="Fonctionne ?"),
        field("seen", kind="date", title="Vu le"),
        field("at", kind="datetime", title="Saisi à"),
        field("order", title="Ordre 100 %", description="Un mot réservé, et « 100 % »."),
    ),
    key=("id",),
    identity=("code",),
    links=(
        Link(fields=("region",), table="region"),
        Link(fields=("organisation_id",), table="organisation"),
    ),
    origins=(
        Origin(
            source=SOURCE,
            columns={
                "code": "Code",
                "flow": "Débit 💧",
                "users": "Usagers",
                "works": "Marche",
                "seen": "Vu",
                "at": "Saisi",
                "order": "Ordre 100 %",
            },
        ),
    ),
    geometry=Geometry(longitude="X", latitude="Y"),
)
NEED = Table.model_validate(
    {
        "name": "site_need",
        "kind": "link",
        "fields": [
            {"name": "id", **NUMBER},
            {"name": "site_id", **NUMBER},
            {"name": "need", "title": "Besoin"},
        ],
        "key": ["id"],
        "links": [{"fields": ["site_id"], "table": "site"}],
        "origins": [
            {
                "source": SOURCE,
                "columns": {"need": "Besoins"},
                "several": "need",
                "separator": " ",
            }
        ],
    }
)
DESIGN = Design(
    name="wells", title="Puits", language="fr", tables=(REGION, ORGANISATION, SITE, NEED)
)
TEXTS = (
    "tab\tand\nline",
    "\\.",
    'a "quote", a comma',
    "مرحبا",
    "",
    "100 % d'« été » 💧",
    "\\N",
    "x",
)


def wells(count: int = 6, *, first: int = 0) -> Split:
    """Return a split of that many sites: gaps, texts that break loaders, old dates, no place."""
    i = np.arange(count)
    sites = gpd.GeoDataFrame(
        {
            "id": pd.array(i + 1, dtype="Int64"),
            "code": pd.Series([f"P{first + k}" for k in i], dtype="str"),
            "region": pd.Series(np.array(["TH", "DK"], dtype=object)[i % 2], dtype="str"),
            "organisation_id": pd.array(i % 3 + 1, dtype="Int64"),
            "flow": i * 1.1,
            "users": pd.array(i * 10 + 2**40, dtype="Int64"),
            "works": pd.array(i % 2 == 0, dtype="boolean"),
            "seen": (np.datetime64("1899-12-30") + i).astype("datetime64[us]"),
            "at": (np.datetime64("2025-01-01T10:00") + i * 7).astype("datetime64[us]"),
            "order": pd.Series([TEXTS[k % len(TEXTS)] for k in i], dtype="str"),
            "geom": gpd.GeoSeries(
                shapely.points(-17 + i % 1000 / 81, 14 + i // 1000 / 7), crs=4326
            ),
        },
        geometry="geom",
    )
    gaps = ["flow", "users", "works", "seen", "at", "order"]
    for name in gaps:
        sites.loc[1, name] = pd.NA if name in ("users", "works") else None
    sites.loc[2, "geom"] = None
    rows = {
        "region": pd.DataFrame({"code": ["DK", "TH"], "label": ["Dakar", "Thiès"]}, dtype="str"),
        "organisation": pd.DataFrame(
            {
                "id": pd.array([1, 2, 3], dtype="Int64"),
                "name": pd.Series(["Eau & Vie", "Ñandú", "منظمة"], dtype="str"),
            }
        ),
        "site": sites,
        "site_need": pd.DataFrame(
            {
                "id": pd.array([1, 2, 3], dtype="Int64"),
                "site_id": pd.array([1, 1, 3], dtype="Int64"),
                "need": pd.Series(["pump", "well", "well"], dtype="str"),
            }
        ),
    }
    return Split(rows, {name: _origin(frame) for name, frame in rows.items()})


def _origin(frame: pd.DataFrame) -> pd.DataFrame:
    told = {"source": SOURCE, "file": "puits.xlsx", "sheet": "Feuil1", "row": frame.index + 2}
    return pd.DataFrame(told, index=frame.index)


def without(split: Split, table: str, rows: list[int]) -> Split:
    """Return a split that lacks some rows of a table."""
    kept = {**split.rows, table: split.rows[table].drop(index=rows)}
    origins = {**split.origins, table: split.origins[table].drop(index=rows)}
    return Split(kept, origins)


def replaced(split: Split, table: str, **columns: Any) -> Split:
    """Return a split with other values in some columns of a table."""
    return Split({**split.rows, table: split.rows[table].assign(**columns)}, split.origins)


#: What the view of the first three sites shows, as text in every database.
COLUMNS = ("Code", "Débit 💧", "Usagers", "Ordre 100 %", "Besoins", "Région", "Organisation")
VIEW = [
    ("P0", 0.0, 2**40, "tab\tand\nline", "pump well", "TH", "Eau & Vie"),
    ("P1", None, None, None, None, "DK", "Ñandú"),
    ("P2", 2.2, 2**40 + 20, 'a "quote", a comma', "well", "TH", "منظمة"),
]
