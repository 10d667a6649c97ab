"""Databases of small NGOs: from cleaned tables to a few linked ones that they can own."""

from probono_kit.database.backup import backup_commands, copy_database
from probono_kit.database.browse import browse
from probono_kit.database.check import check_design
from probono_kit.database.datapackage import write_datapackage
from probono_kit.database.design_files import read_design, write_design
from probono_kit.database.design_schema import design_schema
from probono_kit.database.diagram import diagram_style, draw_diagram
from probono_kit.database.dictionary import dictionary_frame, write_dictionary
from probono_kit.database.entry import write_entry_workbook
from probono_kit.database.entry_read import read_entry_workbook
from probono_kit.database.flat import flat_view
from probono_kit.database.flat_sql import flat_sql
from probono_kit.database.last_load import LastLoad, last_load
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
from probono_kit.database.names import identifiers
from probono_kit.database.proposal import Proposal, propose_design
from probono_kit.database.queries import Query, example_queries
from probono_kit.database.reading import open_database, read_tables
from probono_kit.database.save import LoadReport, save_database
from probono_kit.database.sharing import Shared, share_split
from probono_kit.database.split import Split
from probono_kit.database.split_rows import split_sources

__all__ = [
    "Design",
    "Field",
    "FieldKind",
    "Geometry",
    "LastLoad",
    "Link",
    "LoadReport",
    "Origin",
    "Proposal",
    "Query",
    "Shared",
    "Source",
    "Split",
    "Table",
    "TableKind",
    "backup_commands",
    "browse",
    "check_design",
    "copy_database",
    "design_schema",
    "diagram_style",
    "dictionary_frame",
    "draw_diagram",
    "example_queries",
    "flat_sql",
    "flat_view",
    "identifiers",
    "last_load",
    "open_database",
    "propose_design",
    "read_design",
    "read_entry_workbook",
    "read_tables",
    "save_database",
    "share_split",
    "split_sources",
    "write_datapackage",
    "write_design",
    "write_dictionary",
    "write_entry_workbook",
]
