"""The base layers that come with the kit: world countries, areas, borders, water and places.

They are read from ``data/base``, where a script made them and ``layers.json`` says of what; a
user's own boundary file always comes first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from rapidfuzz import fuzz, process

from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.places.names import name_key
from probono_kit.places.refusals import refusal
from probono_kit.resources import share_path

#: Which name stands in where a language has none: the local one, then English, French, Spanish.
_NEXT_BEST = ("name", "name_en", "name_fr", "name_es")
#: What stands in for a name where there is none at all.
_CODES = ("iso_3166_2", "area_id", "iso_a3")
_SIDES = ("iso_a3_left", "iso_a3_right")

BBox = tuple[float, float, float, float]


def base_layer(
    name: str, *, country: str | None = None, bbox: BBox | None = None
) -> gpd.GeoDataFrame:
    """Read a base layer, whole or the part that is asked for.

    Parameters
    ----------
    name : str
        ``countries``, ``countries_small`` (the same, generalised for locators and views of the
        world), ``admin1``, ``disputed``, ``lakes``, ``rivers`` or ``places``.
    country : str, optional
        ISO 3166-1 alpha-2 or alpha-3 code; Kosovo is ``XK``, ``XKX``. Of ``disputed``: lines on
        either side of which the country lies. Lakes and rivers have no country: give `bbox`.
    bbox : tuple of float, optional
        West, south, east, north in degrees: only what touches this box, not clipped to it.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, coordinates within ±180°. The columns are those that ``data/base/README.md``
        explains; missing texts are missing values, never empty. Borders of ``countries`` and
        ``admin1`` coincide vertex by vertex.

    Raises
    ------
    ProbonoError
        ``places.no_such_base`` or ``places.no_such_country``, with what there is.
    ValueError
        If `country` is asked of a layer that has none.

    Examples
    --------
    >>> regions = base_layer("admin1", country="SEN")
    >>> len(regions), regions.crs.to_string()
    (14, 'EPSG:4326')
    >>> base_layer("countries", country="td").loc[0, "name_fr"]
    'Tchad'
    """
    about = _about(name)
    where = None if country is None else _condition(name, about["columns"], country)
    source = _path(name, about)
    frame: gpd.GeoDataFrame = pyogrio.read_dataframe(source, where=where, bbox=bbox)
    return frame


def base_layers() -> pd.DataFrame:
    """Return what the base layers are, from where, and under which licence.

    Returns
    -------
    pandas.DataFrame
        Index: name of the layer. ``title_en``, ``title_fr``, ``licence``, ``vintage``,
        ``credit_en``, ``credit_fr``, ``source`` (data and package, one per line), ``features``,
        ``columns`` (tuple), ``file``, ``bytes``, ``sha256``.

    Examples
    --------
    >>> layers = base_layers()
    >>> layers.loc["admin1", ["licence", "vintage"]].to_list()
    ['public domain', 'Natural Earth 5.1 (2022)']
    >>> layers.loc["places", "credit_fr"]
    'Localités : GeoNames, CC BY 4.0. Réalisé avec Natural Earth.'
    """
    rows = {}
    for name, about in _record()["layers"].items():
        sources = (f"{source['source']}: {source['package']}" for source in about["sources"])
        rows[name] = {
            **{f"title_{language}": text for language, text in about["title"].items()},
            **{f"credit_{language}": text for language, text in about["credit"].items()},
            **{key: about[key] for key in ("licence", "vintage", "features")},
            "columns": tuple(about["columns"]),
            "source": "\n".join(sources),
            **{key: about[key] for key in ("file", "bytes", "sha256")},
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("layer")


#: Credits of ``layers.json``, named here so that languages which it lacks have them too.
_CREDITS = (
    N_("Made with Natural Earth."),
    N_("Places: GeoNames, CC BY 4.0."),
    N_("Country names: United Nations (M49), compiled by OCHA."),
)


def base_credit(language: str | None = None, *, layers: Iterable[str] | None = None) -> str:
    """Return the credit that a map drawn on base layers prints.

    Parameters
    ----------
    language : str, optional
        ``fr``; every other language gets English. Default: the current one.
    layers : iterable of str, optional
        The layers that are drawn; default: all.

    Returns
    -------
    str
        One sentence per source, none twice.

    Raises
    ------
    ProbonoError
        ``places.no_such_base``.

    Examples
    --------
    >>> base_credit("en", layers=["countries", "rivers"])
    'Made with Natural Earth. Country names: United Nations (M49), compiled by OCHA.'
    """
    record = _record()
    chosen = list(record["layers"]) if layers is None else list(layers)
    asked = {key for name in chosen for key in _about(name)["credits"]}
    language = language or current_language()
    credits_ = [text for key, text in record["credits"].items() if key in asked]
    english = [text["en"] for text in credits_]
    said = (text.get(language) for text in credits_)
    return " ".join(own or gettext(en, language) for own, en in zip(said, english, strict=True))


def area_name(area: Mapping[str, Any] | pd.Series, language: str | None = None) -> str:
    """Return the name of a country, area or place in a language, else the next best one.

    The order: the language asked for, ``name`` (the local name in Latin letters), English,
    French, Spanish, then a code.

    Parameters
    ----------
    area : mapping or pandas.Series
        One row of a base layer.
    language : str, optional
        ISO 639-1 code; default: the current one.

    Returns
    -------
    str
        Empty only if the row has neither name nor code.

    Examples
    --------
    >>> chad = base_layer("countries", country="TCD").iloc[0]
    >>> area_name(chad, "fr"), area_name(chad, "ar")
    ('Tchad', 'تشاد')
    >>> area_name({"name": "Sikasso", "name_fr": None}, "fr")
    'Sikasso'
    """
    for column in _name_columns(language):
        value = area.get(column)
        if isinstance(value, str) and value:
            return value
    return ""


def area_names(frame: pd.DataFrame, language: str | None = None) -> pd.Series:
    """Return :func:`area_name` of every row of `frame`.

    Parameters
    ----------
    frame : pandas.DataFrame
        A base layer.
    language : str, optional
        ISO 639-1 code; default: the current one.

    Returns
    -------
    pandas.Series
        Text, with the index of `frame`; empty where a row has neither name nor code.

    Examples
    --------
    >>> regions = base_layer("admin1", country="SN")
    >>> sorted(area_names(regions, "fr"))[:3]
    ['Dakar', 'Diourbel', 'Fatick']
    """
    columns = [column for column in _name_columns(language) if column in frame]
    names = pd.Series("", index=frame.index, dtype=object)
    for column in columns:
        texts = frame[column].map(lambda text: text if isinstance(text, str) else "")
        names = names.where(names.ne(""), texts)
    return names.astype(str)


def _name_columns(language: str | None) -> list[str]:
    wanted = f"name_{language or current_language()}"
    return list(dict.fromkeys((wanted, *_NEXT_BEST, *_CODES)))


# ---- files ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _record() -> dict[str, Any]:
    text = share_path("data/base/layers.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record


def _about(name: str) -> dict[str, Any]:
    layers = _record()["layers"]
    if name not in layers:
        raise refusal("places.no_such_base", "", name=name, names=tuple(layers))
    about: dict[str, Any] = layers[name]
    return about


def _path(name: str, about: Mapping[str, Any]) -> str:
    archive: Path = share_path(f"data/base/{about['file']}")
    return f"/vsizip/{archive.as_posix()}/{name}.fgb"


def _condition(name: str, columns: list[str], country: str) -> str:
    """Return the SQL condition that keeps the rows of a country."""
    sides = [column for column in ("iso_a3", *_SIDES) if column in columns]
    if not sides:
        raise ValueError(f"{name!r} has no countries: give a bbox")
    code = _alpha3(country)
    return " OR ".join(f"{column} = '{code}'" for column in sides)


@lru_cache(maxsize=1)
def _codes() -> pd.DataFrame:
    """Return codes and names of all countries."""
    name = "countries_small"
    table = pyogrio.read_dataframe(_path(name, _about(name)), read_geometry=False)
    return pd.DataFrame(table[table["iso_a3"].notna()])


def _alpha3(country: str) -> str:
    table = _codes()
    written = country.strip().upper()
    for column in ("iso_a3", "iso_a2"):
        found = table.loc[table[column] == written, "iso_a3"]
        if len(found):
            return str(found.iloc[0])
    raise refusal("places.no_such_country", "", country=country, near=_closest(country))


def _closest(country: str) -> tuple[str, ...]:
    """Return the codes of the countries whose code or name is most like `country`."""
    table = _codes()
    columns = ["iso_a3", "name_en", "name_fr", "name_es", "name_ar"]
    spellings = {
        (code, column): name_key(text)
        for column in columns
        for code, text in zip(table["iso_a3"], table[column], strict=True)
        if isinstance(text, str)
    }
    hits = process.extract(name_key(country), spellings, scorer=fuzz.ratio, limit=12)
    return tuple(dict.fromkeys(code for _, _, (code, _) in hits))[:3]
