"""Areas of the base layers, in the shape of any boundary file."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.areas import AREA_COLUMNS, AreasRead, other_names
from probono_kit.places.base import area_names, base_credit, base_layer, base_layers
from probono_kit.places.names import cell_text
from probono_kit.places.refusals import refusal

BASE = "base:"

_NAMES = (*("name", "name_en", "name_fr", "name_es", "name_ar", "name_alt", "name_local"),)
_SHOWN = 12


def read_base_areas(source: str, country: str, language: str) -> AreasRead:
    """Read ``base:admin1`` of one or several countries, or ``base:countries`` of the world.

    Parameters
    ----------
    source : str
        ``base:admin1`` or ``base:countries``.
    country : str
        ISO 3166-1 alpha-3 codes separated by commas; the countries layer is whole in any case.
    language : str
        ISO 639-1 code of the names.

    Returns
    -------
    AreasRead
        With a warning where the areas of a country have changed since the layer was made.

    Raises
    ------
    ProbonoError
        If there is no such layer or country, or the country is missing.

    Examples
    --------
    >>> read = read_base_areas("base:admin1", "SEN", "fr")
    >>> read.frame.loc[read.frame["area_code"] == "SN-TH", ["area_name", "parent_name"]].to_numpy()
    array([['Thiès', 'Sénégal']], dtype=object)
    """
    layer = source.removeprefix(BASE)
    findings = Findings()
    countries = base_layer("countries")
    if layer == "countries":
        frame = _areas(countries, ("iso_a3",), language)
        frame["parent_name"] = countries["subregion"].map(cell_text)
    elif layer == "admin1":
        codes = [code.strip() for code in country.split(",") if code.strip()]
        if not codes:
            raise refusal("places.country_needed", source)
        parts = [base_layer("admin1", country=code) for code in dict.fromkeys(codes)]
        areas = pd.concat(parts, ignore_index=True)
        frame = _inside(areas, countries, language)
        _say_what_is_out_of_date(areas, countries, language, findings, source)
    else:
        names = (f"{BASE}admin1", f"{BASE}countries")
        raise refusal("places.no_such_base", source, name=layer, names=names)
    vintage = str(base_layers().loc[layer, "vintage"])
    return AreasRead(
        frame[list(AREA_COLUMNS)].sort_values("area_code", ignore_index=True),
        findings,
        f"{vintage}. {base_credit(language, layers=[layer])}",
    )


def _areas(layer: gpd.GeoDataFrame, codes: tuple[str, ...], language: str) -> gpd.GeoDataFrame:
    """Return `layer` with the columns of areas, parents empty."""
    frame = gpd.GeoDataFrame(geometry=layer.geometry, crs=layer.crs)
    frame["area_name"] = area_names(layer, language)
    code = pd.Series("", index=layer.index, dtype=object)
    for column in codes:
        texts = layer[column].map(cell_text)
        code = code.where(code.ne(""), texts.where(~texts.duplicated(keep=False), ""))
    frame["area_code"] = code.where(code.ne(""), frame["area_name"])
    texts = [layer[column].map(cell_text) for column in _NAMES if column in layer.columns]
    frame["other_names"] = [
        other_names(name, list(row)) for name, *row in zip(frame["area_name"], *texts, strict=True)
    ]
    frame["parent_code"] = frame["parent_name"] = ""
    frame["parent_other_names"] = [()] * len(frame)
    return frame


def _inside(
    areas: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, language: str
) -> gpd.GeoDataFrame:
    """Return areas with their countries as parents."""
    frame = _areas(areas, ("iso_3166_2", "area_id"), language)
    around = _areas(countries, ("iso_a3",), language).set_index("area_code")
    frame["parent_code"] = areas["iso_a3"]
    frame["parent_name"] = areas["iso_a3"].map(around["area_name"])
    frame["parent_other_names"] = areas["iso_a3"].map(around["other_names"])
    return frame


def _say_what_is_out_of_date(
    areas: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    language: str,
    findings: Findings,
    source: str,
) -> None:
    """Warn of countries that have areas which the layer does not know yet."""
    names = area_names(countries, language)
    for code, own in areas.groupby("iso_a3"):
        row = countries["iso_a3"] == code
        missing = cell_text(countries.loc[row, "admin1_missing"].iloc[0]).split("|")
        if missing != [""]:
            findings.add(
                "places.base_outdated",
                source,
                country=str(names[row].iloc[0]),
                count=len(own),
                codes=tuple(missing[:_SHOWN]),
            )
