"""Misspelt names of places: how many find their area, how many a wrong one; beside OCHA's matcher.

Run with ``python -m benchmarks.place_names LIST``. LIST is OCHA's global list of P-codes, admin 1
and 2, as the Humanitarian Data Exchange publishes it (CSV: Location, Admin Level, P-Code, Name,
Parent P-Code); it is not part of the project. If the package hdx-python-country is installed, its
matcher answers the same names in the same run.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from benchmarks.misspelt import misspelt
from probono_kit.places import match_areas

#: Countries with a humanitarian response plan in recent years.
COUNTRIES = (
    *("AFG", "BDI", "BFA", "CAF", "CMR", "COD", "COL", "ETH", "GTM", "HND", "HTI", "IRQ"),
    *("KEN", "LBN", "LBY", "MDG", "MLI", "MMR", "MOZ", "MRT", "MWI", "NER", "NGA", "PAK"),
    *("PHL", "PSE", "SDN", "SLV", "SOM", "SSD", "SYR", "TCD", "UKR", "VEN", "YEM", "ZWE"),
)

#: Names that are matched against the whole list, for speed.
MANY = 100_000

Matcher = Callable[[pd.DataFrame, pd.DataFrame, bool], list[str]]


def read_list(path: Path) -> pd.DataFrame:
    """Read the list of P-codes; columns as :func:`benchmarks.misspelt.misspelt` wants them."""
    names = {
        "Location": "country",
        "Admin Level": "level",
        "P-Code": "area_code",
        "Name": "area_name",
        "Parent P-Code": "parent_code",
    }
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table.rename(columns=names)[list(names.values())]


def ours(written: pd.DataFrame, areas: pd.DataFrame, with_parent: bool) -> list[str]:
    """Match with probono-kit, close names accepted."""
    codes = pd.Series("", index=written.index, dtype=object)
    for (country, level), names in written.groupby(["country", "level"]):
        listed = areas[(areas["country"] == country) & (areas["level"] == level)]
        match = match_areas(
            names,
            listed,
            name_column="text",
            parent_column="parent" if with_parent else "",
            accept_close=True,
        )
        codes[names.index] = match.frame["area_code"].fillna("")
    return codes.tolist()


def theirs(written: pd.DataFrame, areas: pd.DataFrame, with_parent: bool) -> list[str]:
    """Match with hdx-python-country, as its documentation shows."""
    from hdx.location.adminlevel import AdminLevel

    logging.disable(logging.CRITICAL)
    names = ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code")
    columns = ["country", "level", "area_code", "area_name", "parent_code"]
    rows = [dict(zip(names, row, strict=True)) for row in areas[columns].to_numpy().tolist()]
    levels = {}
    for level in ("1", "2"):
        levels[level] = AdminLevel(admin_level=int(level))
        levels[level].setup_from_iterable(rows)
    codes = []
    for row in written.itertuples():
        parent = {"parent": row.parent} if with_parent else {}
        codes.append(levels[row.level].get_pcode(row.country, row.text, **parent)[0] or "")
    return codes


def measure(written: pd.DataFrame, areas: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """Return precision, coverage and false matches, by what was done to the names."""
    tables = []
    for with_parent in (True, False):
        started = time.perf_counter()
        codes = matcher(written, areas, with_parent)
        seconds = time.perf_counter() - started
        told = written.assign(
            answered=[bool(code) for code in codes],
            right=[code == truth != "" for code, truth in zip(codes, written["code"], strict=True)],
        )
        real = told[told["how"] != "foreign"]
        table = real.groupby("how")[["answered", "right"]].mean()
        table.loc["all"] = real[["answered", "right"]].mean()
        table["precision"] = table["right"] / table["answered"]
        foreign = told.loc[told["how"] == "foreign", "answered"].mean()
        table.loc["not in the country", "answered"] = foreign
        table = table.rename(columns={"right": "coverage"})[["precision", "coverage", "answered"]]
        table.insert(0, "asked", "with parent" if with_parent else "country only")
        tables.append(table.assign(seconds=seconds).reset_index())
    return pd.concat(tables, ignore_index=True)


def homonyms(areas: pd.DataFrame) -> tuple[int, int]:
    """Return how many names several areas of a country have, and how many we guess."""
    asked = guessed = 0
    for _, listed in areas[areas["country"].isin(COUNTRIES)].groupby(["country", "level"]):
        same = listed[listed["area_name"].duplicated(keep=False)]
        match = match_areas(same, listed, name_column="area_name", accept_close=True)
        asked += match.counts.rows
        guessed += match.counts.matched
    return asked, guessed


def speed(areas: pd.DataFrame, matchers: dict[str, Matcher]) -> pd.DataFrame:
    """Return how long 100,000 dirty names take, each with its parent, against the whole list."""
    written = misspelt(areas, sorted(areas["country"].unique())).head(MANY)
    rows = [("probono-kit, one call", _in_one_call)]
    rows += [(name, matcher) for name, matcher in matchers.items() if matcher is not ours]
    told = []
    for name, matcher in rows:
        started = time.process_time()
        matcher(written, areas, True)
        told.append((name, len(written), len(areas), time.process_time() - started))
    return pd.DataFrame(told, columns=["matcher", "names", "areas", "processor seconds"])


def _in_one_call(written: pd.DataFrame, areas: pd.DataFrame, with_parent: bool) -> list[str]:
    parent = "parent" if with_parent else ""
    match = match_areas(written, areas, name_column="text", parent_column=parent, accept_close=True)
    return match.frame["area_code"].fillna("").tolist()


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", type=Path, help="global list of P-codes (CSV)")
    areas = read_list(parser.parse_args().list)
    written = misspelt(areas, COUNTRIES)
    print(f"{len(written)} names, {len(areas)} areas, {len(COUNTRIES)} countries\n")
    matchers: dict[str, Matcher] = {"probono-kit": ours}
    try:
        import hdx.location.adminlevel  # noqa: F401

        matchers["hdx-python-country"] = theirs
    except ImportError:
        print("hdx-python-country is not installed: only our own figures\n")
    for name, matcher in matchers.items():
        for which, countries in (("tuned on", COUNTRIES[::2]), ("held out", COUNTRIES[1::2])):
            half = written[written["country"].isin(countries)].reset_index(drop=True)
            print(f"{name}, {which}: {', '.join(countries)}")
            table = measure(half, areas, matcher)
            print(table.to_string(index=False, float_format=lambda x: f"{x:.4f}", na_rep=""), "\n")
    asked, guessed = homonyms(areas)
    print(f"homonyms without parent: {asked} asked, {guessed} guessed\n")
    print(speed(areas, matchers).to_string(index=False, float_format=lambda x: f"{x:.1f}"))


if __name__ == "__main__":
    main()
