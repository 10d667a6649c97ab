"""A database as a Data Package: CSV files with a description that other programs understand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.database.model import Design, Field, FieldKind, Link, Table
from probono_kit.database.words import title_of
from probono_kit.files import write_text
from probono_kit.findings import Findings
from probono_kit.tables.write import write_csv

#: Type and format of the specification for each kind of field.
_TYPES = {
    FieldKind.TEXT: ("string", "default"),
    FieldKind.CODE: ("string", "default"),
    FieldKind.INTEGER: ("integer", "default"),
    FieldKind.DECIMAL: ("number", "default"),
    FieldKind.BOOLEAN: ("boolean", "default"),
    FieldKind.DATE: ("date", "default"),
    FieldKind.DATETIME: ("datetime", "%Y-%m-%dT%H:%M:%S"),
}
_MOMENTS = {FieldKind.DATE: "%Y-%m-%d", FieldKind.DATETIME: "%Y-%m-%dT%H:%M:%S"}


def write_datapackage(
    design: Design,
    rows: Mapping[str, pd.DataFrame],
    folder: str | Path,
    *,
    licence: str = "",
) -> Findings:
    """Write a database as a tabular Data Package: ``datapackage.json`` and one CSV per table.

    Types, required fields, units, primary and foreign keys go into the schemas; places are GeoJSON
    in WGS 84. The files are UTF-8 with commas and decimal points, dates ISO 8601; a text that a
    spreadsheet would run as a formula gets an apostrophe, and a finding says where.

    Parameters
    ----------
    design : Design
        The database.
    rows : mapping of str to pandas.DataFrame
        Its rows, by table.
    folder : str or pathlib.Path
        Where the files go.
    licence : str
        Under which others may use the data: a name such as ``CC-BY-4.0``, or an address; empty
        where none is given.

    Returns
    -------
    Findings
        Texts that were guarded; a note where there is no licence.

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Notes
    -----
    Frictionless Data Package 1, profile ``tabular-data-package``
    (https://specs.frictionlessdata.io/tabular-data-package).

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> rows = {"region": pd.DataFrame({"code": ["Thiès"]})}
    >>> write_datapackage(Design(name="wells", tables=(region,)), rows, folder, licence="CC0-1.0")
    []
    >>> sorted(path.name for path in folder.iterdir())
    ['datapackage.json', 'region.csv']
    """
    folder = Path(folder)
    findings = Findings()
    resources = []
    for table in design.tables:
        path = folder / f"{table.name}.csv"
        frame = _as_texts(table, rows[table.name])
        findings += write_csv(frame, path, language="en", encoding="utf-8")
        resources.append(_resource(design, table, path))
    package: dict[str, Any] = {"profile": "tabular-data-package", "name": _name(design.name)}
    package["title"] = title_of(design)
    if design.description:
        package["description"] = design.description
    if licence:
        kind = "path" if "://" in licence else "name"
        package["licenses"] = [{kind: licence}]
    else:
        findings.add("document.no_licence", "datapackage.json")
    package["resources"] = resources
    text = json.dumps(package, ensure_ascii=False, indent=2)
    write_text(folder / "datapackage.json", text + "\n")
    return Findings(findings)


def _name(name: str) -> str:
    return name.replace("_", "-")


def _as_texts(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns as the files have them: dates and places as texts."""
    made = {field.name: _column(frame[field.name], field.kind) for field in table.fields}
    if table.geometry is not None:
        made[table.geometry.name] = _places(frame, table.geometry.name)
    return pd.DataFrame(made)


def _column(series: pd.Series, kind: FieldKind) -> pd.Series:
    if kind not in _MOMENTS:
        return series
    moments = pd.to_datetime(series).dt.strftime(_MOMENTS[kind])
    return moments.astype(object).where(series.notna(), None)


def _places(frame: pd.DataFrame, name: str) -> pd.Series:
    import geopandas as gpd
    import shapely

    places = gpd.GeoSeries(frame[name])
    if places.crs is not None:
        places = places.to_crs("EPSG:4326")
    texts = pd.Series(shapely.to_geojson(places.to_numpy()), index=frame.index, dtype=object)
    return texts.where(places.notna(), None)


def _resource(design: Design, table: Table, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    resource = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": title_of(table),
        "description": table.description,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(design, table),
    }
    return {key: value for key, value in resource.items() if value != ""}


def _schema(design: Design, table: Table) -> dict[str, Any]:
    unique = {names[0] for names in table.unique if len(names) == 1}
    fields = [
        _field(field, field.name in table.key, field.name in unique) for field in table.fields
    ]
    if table.geometry is not None:
        fields.append({"name": table.geometry.name, "type": "geojson", "format": "default"})
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": [*table.key]}
    if table.links:
        schema["foreignKeys"] = [
            _foreign_key(table, link, design.table(link.table)) for link in table.links
        ]
    return schema


def _foreign_key(table: Table, link: Link, parent: Table) -> dict[str, Any]:
    resource = "" if link.table == table.name else link.table
    return {
        "fields": [*link.fields],
        "reference": {"resource": resource, "fields": [*parent.key]},
    }


def _field(field: Field, is_key: bool, is_unique: bool) -> dict[str, Any]:
    kind, form = _TYPES[field.kind]
    told: dict[str, Any] = {"name": field.name, "type": kind, "format": form}
    told["title"] = title_of(field)
    description = " ".join(filter(None, [field.description, f"[{field.unit}]" * bool(field.unit)]))
    if description:
        told["description"] = description
    constraints = {
        name: True
        for name, holds in (("required", field.required or is_key), ("unique", is_unique))
        if holds
    }
    if constraints:
        told["constraints"] = constraints
    return told
