"""Boundary files and base layers read into one shape: areas with codes, names and parents."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.places.areas import AREA_COLUMNS, AreasRead, other_names
from probono_kit.places.base import base_layer
from probono_kit.places.base_areas import BASE, read_base_areas
from probono_kit.places.codes import alpha3_to_alpha2
from probono_kit.places.columns import Roles, column_roles
from probono_kit.places.formats import read_layer
from probono_kit.places.names import cell_text, name_key
from probono_kit.places.refusals import refusal
from probono_kit.places.shapes import check_position, polygons_only, to_degrees

_SHOWN = 12


def read_areas(
    source: str | Path,
    *,
    country: str = "",
    name_column: str = "",
    code_column: str = "",
    language: str = "en",
    layer: str = "",
) -> AreasRead:
    """Read administrative areas from a boundary file or a base layer.

    Columns of the common conventions are recognised (OCHA COD-AB, GADM, geoBoundaries, Natural
    Earth, OpenStreetMap), and the finest level in the file is taken unless a column of another
    level is named; polygons of one area are joined.

    Parameters
    ----------
    source : str or pathlib.Path
        ``base:admin1`` or ``base:countries``; else a GeoPackage, shapefile (``.shp`` or zipped),
        FlatGeobuf, GeoJSON or KML file. A layer of a GeoPackage may be named as QGIS does:
        ``limits.gpkg|layername=adm2``.
    country : str
        ISO 3166-1 alpha-3 code (several, separated by commas): only areas of this country.
        ``base:admin1`` needs it; ``base:countries`` gives all countries whatever it is.
    name_column, code_column : str
        Columns of a file; empty: recognised.
    language : str
        ISO 639-1 code of the names wanted; where a name lacks it, the next best is taken.
    layer : str
        Layer of a file with several.

    Returns
    -------
    AreasRead
        Areas, findings, credit.

    Raises
    ------
    ProbonoError
        If the source cannot be read as areas, with all that is wrong.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "limits.geojson"
    >>> square = gpd.GeoDataFrame(
    ...     {"ADM1_FR": ["Thiès"], "ADM1_PCODE": ["SN07"]},
    ...     geometry=[shapely.box(-17, 14, -16, 15)],
    ...     crs="EPSG:4326",
    ... )
    >>> _ = path.write_text(square.to_json())
    >>> read = read_areas(path, language="fr")
    >>> read.frame[["area_code", "area_name"]].values.tolist()
    [['SN07', 'Thiès']]
    """
    text = str(source)
    if text.startswith(BASE):
        return read_base_areas(text, country, language)
    if "://" in text or text.startswith(("/vsi", "\\\\vsi")):
        raise refusal("places.an_address", text)
    path, _bar, layername = text.partition("|layername=")
    raw = read_layer(Path(path), layer or layername)
    if not isinstance(raw, gpd.GeoDataFrame):
        raise refusal("places.no_shapes", path)
    findings = Findings()
    roles, said = column_roles(
        raw, name_column=name_column, code_column=code_column, language=language, where=text
    )
    findings += said
    findings.raise_errors()
    degrees = to_degrees(raw, findings, text)
    fields = _fields(degrees, roles)
    chosen = _of_country(degrees, fields, roles, country, text)
    shapes = polygons_only(degrees.loc[chosen], fields.loc[chosen, "area_name"], findings, text)
    areas = _one_row_per_area(shapes, fields.loc[shapes.index], findings, text)
    for code in filter(None, country.split(",")):
        check_position(areas, base_layer("countries", country=code), findings, text)
    return AreasRead(areas, findings, Path(path).name)


def _fields(frame: gpd.GeoDataFrame, roles: Roles) -> pd.DataFrame:
    """Return the texts of the areas: codes, names, parents, other names."""
    columns = {
        "area_code": _first_filled(frame, (roles.code,)),
        "area_name": _first_filled(frame, roles.name),
        "parent_code": _first_filled(frame, (roles.parent_code,)),
        "parent_name": _first_filled(frame, roles.parent_name),
    }
    fields = pd.DataFrame(columns, index=frame.index)
    fields["other_names"] = _other_names(frame, (*roles.name, *roles.others), fields["area_name"])
    fields["parent_other_names"] = _other_names(
        frame, (*roles.parent_name, *roles.parent_others), fields["parent_name"]
    )
    return fields


def _first_filled(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    result = pd.Series("", index=frame.index, dtype=object)
    for column in filter(None, columns):
        result = result.where(result.ne(""), frame[column].map(cell_text))
    return result


def _other_names(
    frame: pd.DataFrame, columns: tuple[str, ...], name: pd.Series
) -> list[tuple[str, ...]]:
    texts = [frame[column].map(cell_text) for column in columns]
    return [other_names(own, row) for own, *row in zip(name, *texts, strict=True)]


def _of_country(
    frame: gpd.GeoDataFrame, fields: pd.DataFrame, roles: Roles, country: str, where: str
) -> pd.Index:
    """Return the index of the rows in `country`, all where the file does not say."""
    if not country or not roles.country:
        return fields.index
    wanted = {_alpha2(code) for code in country.split(",")}
    inside = frame[roles.country].map(cell_text)
    chosen = inside.map(_alpha2).isin(wanted)
    if not chosen.any():
        there = tuple(sorted(set(inside) - {""}))[:_SHOWN]
        raise refusal("places.other_country", where, country=country, there=there)
    index: pd.Index = fields.index[chosen.to_numpy()]
    return index


def _alpha2(code: str) -> str:
    code = code.strip().upper()
    return alpha3_to_alpha2().get(code, code)


def _one_row_per_area(
    shapes: gpd.GeoDataFrame, fields: pd.DataFrame, findings: Findings, where: str
) -> gpd.GeoDataFrame:
    """Settle codes and names, and join the polygons of one area."""
    fields = _settled(fields, findings, where)
    frame = gpd.GeoDataFrame(fields, geometry=shapes.geometry[fields.index], crs=shapes.crs)
    parts = frame[frame["area_code"].duplicated(keep=False)].groupby("area_code", sort=False)
    if len(parts):
        names = tuple(parts["area_name"].first())
        polygons = int(parts.size().sum())
        findings.add(
            "places.joined", where, polygons=polygons, areas=len(names), names=names[:_SHOWN]
        )
        whole = {code: shapely.union_all(part.geometry.to_numpy()) for code, part in parts}
        frame = frame.drop_duplicates("area_code")
        frame["geometry"] = [
            whole.get(code, shape)
            for code, shape in zip(frame["area_code"], frame.geometry, strict=True)
        ]
    return frame[list(AREA_COLUMNS)].sort_values("area_code", ignore_index=True)


def _settled(fields: pd.DataFrame, findings: Findings, where: str) -> pd.DataFrame:
    """Give every area a name and a code of its own; leave out what has neither."""
    said = fields["area_name"].ne("") | fields["area_code"].ne("")
    if not said.all():
        findings.add("places.unnamed", where, count=int((~said).sum()))
    fields = fields[said].copy()
    nameless = fields["area_name"].eq("")
    if nameless.any():
        codes = tuple(fields.loc[nameless, "area_code"])
        findings.add("places.nameless", where, count=len(codes), codes=codes[:_SHOWN])
        fields.loc[nameless, "area_name"] = fields.loc[nameless, "area_code"]
    missing = fields["area_code"].eq("")
    keys = fields["area_name"].map(name_key)
    shared = ~missing & keys.groupby(fields["area_code"]).transform("nunique").gt(1)
    if missing.all():
        findings.add("places.no_codes", where)
    elif missing.any():
        names = tuple(fields.loc[missing, "area_name"])
        findings.add("places.codes_missing", where, count=len(names), names=names[:_SHOWN])
    if shared.any():
        codes = tuple(dict.fromkeys(fields.loc[shared, "area_code"]))
        names = tuple(dict.fromkeys(fields.loc[shared, "area_name"]))
        findings.add("places.codes_shared", where, codes=codes[:_SHOWN], names=names[:_SHOWN])
    fields["area_code"] = fields["area_code"].mask(missing | shared, _names_as_codes(fields))
    return fields


def _names_as_codes(fields: pd.DataFrame) -> pd.Series:
    """Return names that can stand for codes: homonyms carry the area around them."""
    name, parent = fields["area_name"], fields["parent_name"]
    homonyms = parent.groupby(name).transform("nunique").gt(1)
    return name.where(~homonyms, name + " (" + parent + ")")
