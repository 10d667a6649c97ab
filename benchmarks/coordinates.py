"""Mistakes in coordinates made on purpose: how many are undone, how many wrongly, how fast.

Run with ``python -m benchmarks.coordinates``. Towns of GeoNames in twelve countries are the truth;
the base layer's first-level areas are what a table says about them.
"""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.places import read_areas, repair_coordinates, towns

COUNTRIES = ("TCD", "COD", "SEN", "HTI", "FJI", "SYR", "YEM", "MOZ", "BOL", "PHL", "NZL", "USA")

#: Degrees within which a repaired point counts as the true one: minutes are whole in one mistake.
RIGHT = 0.02

_MOST_TOWNS = 1500
_MANY = 100_000

Numbers = npt.NDArray[np.float64]


def mistakes(lat: Numbers, lon: Numbers) -> dict[str, tuple[object, object]]:
    """Return latitudes and longitudes with one kind of mistake each."""
    random = np.random.default_rng(7)
    anywhere = random.uniform(-60, 60, len(lat)), random.uniform(-180, 180, len(lat))
    lost = [[f"{value:.5f}".replace(".", "") for value in axis] for axis in (lat, lon)]
    return {
        "intact": (lat, lon),
        "exchanged": (lon, lat),
        "sign of latitude lost": (-lat, lon),
        "sign of longitude lost": (lat, -lon),
        "decimal marks lost": (lost[0], lost[1]),
        "decimal mark moved": (lat / 10, lon),
        "minutes as decimals": (_minutes(lat), _minutes(lon)),
        "anywhere on Earth": anywhere,
    }


def _minutes(values: Numbers) -> Numbers:
    whole = np.floor(np.abs(values))
    minutes = np.floor((np.abs(values) - whole) * 60)
    return np.sign(values) * (whole + minutes / 100)


def quality() -> pd.DataFrame:
    """Return one row per mistake and knowledge: rows, listed, proposed, right, ambiguous."""
    parts = []
    for country in COUNTRIES:
        known = towns(country)
        known = known[known["parent_code"].ne("")].head(_MOST_TOWNS).reset_index(drop=True)
        areas = read_areas("base:admin1", country=country).frame
        lat, lon = known["latitude"].to_numpy(), known["longitude"].to_numpy()
        for name, (latitudes, longitudes) in mistakes(lat, lon).items():
            table = pd.DataFrame({"lat": latitudes, "lon": longitudes})
            table["code"] = known["parent_code"]
            for stated in ("code", ""):
                found, _ = repair_coordinates(
                    table, "lat", "lon", areas, expected=stated, country=country
                )
                good = found[found["status"] == "proposed"]
                right = np.isclose(good["latitude"], lat[good.index], atol=RIGHT)
                right &= np.isclose(good["longitude"], lon[good.index], atol=RIGHT)
                ambiguous = int((found["status"] == "ambiguous").sum())
                counts = (len(table), len(found), len(good), int(right.sum()), ambiguous)
                parts.append((name, "region" if stated else "country", *counts))
    columns = ["mistake", "known", "rows", "listed", "proposed", "right", "ambiguous"]
    table = pd.DataFrame(parts, columns=columns)
    return table.groupby(["mistake", "known"], sort=False).sum()


def speed() -> float:
    """Return the seconds that 100,000 points take, a third of them exchanged."""
    areas = read_areas("base:admin1", country="TCD").frame
    chosen = areas.sample(_MANY, replace=True, random_state=1)
    inside = chosen.geometry.representative_point()
    wrong = np.arange(_MANY) % 3 == 0
    lat, lon = inside.y.to_numpy(), inside.x.to_numpy()
    table = pd.DataFrame({"lat": np.where(wrong, lon, lat), "lon": np.where(wrong, lat, lon)})
    table["code"] = chosen["area_code"].to_numpy()
    start = time.perf_counter()
    repair_coordinates(table, "lat", "lon", areas, expected="code", country="TCD")
    return time.perf_counter() - start


def main() -> None:
    """Print the table and the time."""
    print(quality().to_string())
    print(f"\n{_MANY:,} points: {speed():.1f} s")


if __name__ == "__main__":
    main()
