"""Databases of small NGOs: from cleaned tables to a few linked ones that they can own."""

from probono_kit.database.model import (
    Design,
    Field,
    FieldKind,
    Geometry,
    Link,
    Origin,
    Source,
    Table,
    TableKind,
)
from probono_kit.database.split import Split

__all__ = [
    "Design",
    "Field",
    "FieldKind",
    "Geometry",
    "Link",
    "Origin",
    "Source",
    "Split",
    "Table",
    "TableKind",
]
