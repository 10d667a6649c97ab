"""What reading a table gives: the rows, their roles, and why they were read so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.tables.names import ColumnName
from probono_kit.tables.reading import Reading
from probono_kit.tables.text_files import TextEvidence

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a table was read from, and why as it was.

    Parameters
    ----------
    file : str
        Name of the file.
    kind : str
        ``xlsx``, ``xls``, ``xlsb``, ``ods``, ``csv`` or ``html``, by content.
    sheet : str
        Name of the sheet; empty for a text file.
    sheets : tuple of str
        All visible sheets of the file.
    header_rows : tuple of int
        Row numbers of the header.
    columns : tuple of ColumnName
        Names with their letters, header cells verbatim and HXL tags.
    titles : tuple of str
        Texts above the header.
    notes : tuple of str
        Texts below the table.
    text : TextEvidence, optional
        Encoding and separator of a text file, with what they rest on.
    """

    file: str
    kind: str
    sheet: str
    sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    columns: tuple[ColumnName, ...]
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: TextEvidence | None = None

    @property
    def where(self) -> str:
        """File and sheet, as findings name them."""
        return f"{self.file} › {self.sheet}" if len(self.sheets) > 1 else self.file

    @property
    def letters(self) -> dict[str, str]:
        """Column → letter in the sheet."""
        return {column.name: column.letter for column in self.columns}

    @property
    def tags(self) -> dict[str, str]:
        """Column → HXL tag, for columns that have one."""
        return {column.name: column.tag for column in self.columns if column.tag}


@dataclass(frozen=True, slots=True, eq=False)
class TableRead:
    """One table as it was found.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows of data, every cell verbatim (``None`` where there is none); the index, named
        ``row``, is the row number in the sheet.
    roles : pandas.Series
        :class:`~probono_kit.tables.roles.RowRole` of every row of the sheet, by row number.
    set_aside : pandas.DataFrame
        Rows that are neither data nor header: ``row``, ``role``, ``content``, ``why`` (what the
        role rests on: ``adds_up``, ``does_not_add_up``, ``shares_of_total``, ``below_table``,
        ``page_number``, ``hxl_tags``, ``above_header``, ``header_again``, ``alone``,
        ``merged_across``, ``other_table``, ``person``, ``nothing_shown``).
    evidence : Evidence
        File, sheet, header, encoding, HXL tags.
    counts : dict of str to int
        Rows of the sheet (``rows``) and of each role; the roles add up to ``rows``.
    findings : Findings
        What a person should know.
    reading : Reading
        How the table was read: ``read_table(path, reading=…)`` reads another file the same way.
    geometry : geopandas.GeoSeries, optional
        Of a geo file: the shape of each row, EPSG:4326, same index as `frame`.
    beside : tuple of str
        What stands in the same rows and belongs to another table.
    groups : pandas.Series, optional
        The heading that each row of data stands under, same index as `frame`; it is a column of
        the frame only if ``reading.group_column`` names one.
    """

    frame: pd.DataFrame
    roles: pd.Series
    set_aside: pd.DataFrame
    evidence: Evidence
    counts: dict[str, int]
    findings: Findings
    reading: Reading = field(default_factory=Reading)
    geometry: gpd.GeoSeries | None = None
    beside: tuple[str, ...] = ()
    groups: pd.Series | None = None
