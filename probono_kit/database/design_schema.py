"""The JSON Schema of designs: what makes editors complete and explain them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from probono_kit.database.model import Design, Field, Geometry, Link, Origin, Table
from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext

#: What each key means, in the words of who writes a design.
TEXTS: dict[type[BaseModel], dict[str, str]] = {
    Design: {
        "": N_("A database: tables, and the columns of cleaned tables that fill them."),
        "name": N_("Name of the database."),
        "title": N_("Title, for people."),
        "description": N_("What it is for, in a sentence or two."),
        "language": N_("Language of titles and descriptions: en, fr, es or ar."),
        "tables": N_("The tables, parents before children."),
        "sources": N_("The cleaned tables and their columns, in their order."),
    },
    Table: {
        "": N_("A table."),
        "name": N_("Its name in the database: small letters, digits, underscores."),
        "kind": N_("What its rows are: things or events, codes, pairs, or what repeats."),
        "title": N_("What people call it."),
        "description": N_("What a row is, in a sentence."),
        "fields": N_("Its fields, in their order."),
        "key": N_("The field or fields by which others point to a row."),
        "identity": N_("The fields by which next month's file finds a row again."),
        "links": N_("To rows of other tables."),
        "origins": N_("Which columns of which cleaned tables fill it."),
        "geometry": N_("The place of each row."),
        "unique": N_("Fields that together may not come twice."),
    },
    Field: {
        "": N_("A field."),
        "name": N_("Its name in the database: small letters, digits, underscores."),
        "kind": N_("What it holds."),
        "title": N_("What people call it."),
        "required": N_("Whether every row must have a value."),
        "unit": N_("Unit of its numbers, such as %, XOF, m3."),
        "description": N_("What it means, for the dictionary."),
        "made": N_("Whether the database numbers it."),
        "words": N_("For true and false: the two words that the cleaned table writes."),
    },
    Link: {
        "": N_("A link to a row of another table."),
        "fields": N_("Fields here, in the order of the key there."),
        "table": N_("The table that they point to."),
        "by": N_("Columns here and there that say the same, where the rows are on two sheets."),
    },
    Origin: {
        "": N_("What fills a table from one cleaned table."),
        "source": N_("Name of the cleaned table."),
        "columns": N_("Field: column."),
        "several": N_("The field whose column holds several choices in one cell."),
        "separator": N_("What stands between the choices of a cell."),
        "marks": N_("Columns of 1 and 0, each with the choice that it stands for."),
        "fixed": N_("Fields that are the same in every row from here."),
        "filled": N_("Fields that say whether a column holds anything."),
    },
    Geometry: {
        "": N_("The place of each row."),
        "name": N_("Name of the field with the place."),
        "kind": N_("Point, LineString, Polygon, their Multi forms, or Geometry for a mixture."),
        "crs": N_("Reference system, such as EPSG:4326."),
        "longitude": N_("Column with the longitude in degrees; empty where there are shapes."),
        "latitude": N_("Column with the latitude in degrees; empty where there are shapes."),
    },
}


def design_schema(language: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema of designs.

    Parameters
    ----------
    language : str, optional
        Of the explanations (default: the current one).

    Returns
    -------
    dict
        Draft 7, which editors know: keys, types and choices. That names lead somewhere is checked
        by :func:`~probono_kit.database.read_design`.

    Examples
    --------
    >>> design_schema("fr")["properties"]["tables"]["description"]
    'Les tables, les parents avant les enfants.'
    """
    language = language or current_language()
    whole = Design.model_json_schema(ref_template="#/definitions/{model}")
    parts: dict[str, Any] = whole.pop("$defs")
    described = {model.__name__: texts for model, texts in TEXTS.items()}
    made = {
        name: _part(schema, described.get(name, {}), language) for name, schema in parts.items()
    }
    top = _part(whole, described["Design"], language)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **top, "definitions": made}


def _part(schema: dict[str, Any], texts: dict[str, str], language: str) -> dict[str, Any]:
    """Put the words for people in place of those for programmers."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
    if "" in texts:
        kept["description"] = gettext(texts[""], language)
    if "properties" in kept:
        kept["properties"] = {
            name: {"description": gettext(texts[name], language), **_plain(each)}
            for name, each in kept["properties"].items()
        }
    return kept


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    # In this draft nothing beside a reference is read.
    return {"allOf": [{"$ref": kept.pop("$ref")}], **kept} if "$ref" in kept else kept
