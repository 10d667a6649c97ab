"""Messy tables in, tidy frames with a cleaning log out.

>>> from probono_kit import tables
>>> sorted(tables.__all__)[:3]
['CleanTable', 'ColumnKind', 'ColumnType']
"""

from probono_kit.tables.clean import CleanTable, clean_table
from probono_kit.tables.clusters import propose_spellings
from probono_kit.tables.columns import require_columns
from probono_kit.tables.conventions import ColumnKind, ColumnType, TypeGiven, kind_label
from probono_kit.tables.decisions import Decisions, read_decisions, write_decisions
from probono_kit.tables.dependencies import find_dependencies
from probono_kit.tables.dictionary import data_dictionary, dictionary_sheet
from probono_kit.tables.duplicates import propose_duplicates
from probono_kit.tables.found import TableRead
from probono_kit.tables.log import apply_log
from probono_kit.tables.log_files import read_log, write_log
from probono_kit.tables.outliers import OutlierRule, outlier_rule, outliers, small_groups
from probono_kit.tables.propose import with_proposals
from probono_kit.tables.read import read_table, read_tables
from probono_kit.tables.read_with import read_with
from probono_kit.tables.reading import Reading
from probono_kit.tables.recipe import Recipe
from probono_kit.tables.recipe_files import start_recipe, write_recipe
from probono_kit.tables.recipe_reading import draft_recipe, read_recipe
from probono_kit.tables.recipe_schema import recipe_schema
from probono_kit.tables.review_answers import read_answers, read_review
from probono_kit.tables.review_files import write_review
from probono_kit.tables.roles import RowRole
from probono_kit.tables.summarise import Measure, summarise
from probono_kit.tables.typed_files import is_typed, read_typed, write_typed
from probono_kit.tables.types import TypedTable, type_columns
from probono_kit.tables.violations import dependency_violations
from probono_kit.tables.write import write_table

__all__ = [
    "CleanTable",
    "ColumnKind",
    "ColumnType",
    "Decisions",
    "Measure",
    "OutlierRule",
    "Reading",
    "Recipe",
    "RowRole",
    "TableRead",
    "TypeGiven",
    "TypedTable",
    "apply_log",
    "clean_table",
    "data_dictionary",
    "dependency_violations",
    "dictionary_sheet",
    "draft_recipe",
    "find_dependencies",
    "is_typed",
    "kind_label",
    "outlier_rule",
    "outliers",
    "propose_duplicates",
    "propose_spellings",
    "read_answers",
    "read_decisions",
    "read_log",
    "read_recipe",
    "read_review",
    "read_table",
    "read_tables",
    "read_typed",
    "read_with",
    "recipe_schema",
    "require_columns",
    "small_groups",
    "start_recipe",
    "summarise",
    "type_columns",
    "with_proposals",
    "write_decisions",
    "write_log",
    "write_recipe",
    "write_review",
    "write_table",
    "write_typed",
]
