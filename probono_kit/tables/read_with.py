"""Reading a table where its recipe says that it is."""

from __future__ import annotations

from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables.found import TableRead
from probono_kit.tables.read import read_table
from probono_kit.tables.recipe import Recipe


def read_with(
    recipe: Recipe | None,
    path: str | Path,
    *,
    sheet: str = "",
    table: int = 0,
    header_row: int = 0,
) -> TableRead:
    """Read a table as its recipe remembers it; what is wrong with either is told at once.

    Parameters
    ----------
    recipe : Recipe, optional
        From :func:`~probono_kit.tables.recipe_reading.draft_recipe`.
    path : str or pathlib.Path
        The file.
    sheet : str
        Name of the sheet; empty for the one with the data.
    table : int
        Which table of the sheet, 1 for the first; 0 for the main one.
    header_row : int
        Row with the names of the columns; 0 to find it.

    Returns
    -------
    TableRead
        With the role of every row.

    Raises
    ------
    ProbonoError
        If the table cannot be read; with the mistakes of the recipe, if it has some.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.csv"
    >>> _ = path.write_text("Région;Débit\\nThiès;3,5\\nDakar;4\\n", encoding="utf-8")
    >>> len(read_with(None, path).frame)
    2
    """
    reading = recipe.reading if recipe else None
    try:
        return read_table(path, sheet=sheet, table=table, header_row=header_row, reading=reading)
    except ProbonoError as problem:
        if recipe is None or not recipe.findings.errors:
            raise
        both = Findings([*recipe.findings, *problem.findings])
        raise ProbonoError(both.by_severity()) from problem
