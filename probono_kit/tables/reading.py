"""How a table was read, as plain data: kept in the recipe, replayed on next month's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from probono_kit.findings import Findings
from probono_kit.tables.cells import shorten
from probono_kit.tables.roles import RowRole


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a table is and how its file was read.

    Parameters
    ----------
    sheet : str
        Name of the sheet; empty for a text file.
    table : int
        1 for the first table on the sheet.
    header_rows : tuple of int
        Row numbers of the header.
    encoding, separator : str
        Of a text file; empty where there was nothing to decide.
    roles : mapping of int to RowRole
        Rows whose role a person decided.
    group_column : str
        Name of the column to make of the headings between the rows (*Région de Thiès* above its
        communes); empty to leave them out of the frame.
    texts : mapping of int to str
        What stood in the rows of the header and in those that a person decided on: on another
        file, it tells whether they are still where they were.

    Examples
    --------
    >>> reading = Reading("Feuil1", 1, (3, 4), roles={57: RowRole.NOTE})
    >>> reading.to_dict()
    {'sheet': 'Feuil1', 'table': 1, 'header_rows': [3, 4], 'roles': {57: 'note'}}
    >>> Reading.from_dict(reading.to_dict()) == reading
    True
    """

    sheet: str = ""
    table: int = 1
    header_rows: tuple[int, ...] = ()
    encoding: str = ""
    separator: str = ""
    roles: Mapping[int, RowRole] = field(default_factory=dict, hash=False)
    group_column: str = ""
    texts: Mapping[int, str] = field(default_factory=dict, hash=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for YAML or JSON; what is empty is left out."""
        data = {
            "sheet": self.sheet,
            "table": self.table,
            "header_rows": list(self.header_rows),
            "encoding": self.encoding,
            "separator": self.separator,
            "roles": {row: role.value for row, role in self.roles.items()},
            "group_column": self.group_column,
            "texts": dict(self.texts),
        }
        return {key: value for key, value in data.items() if value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], where: str = "reading") -> Reading:
        """Rebuild a reading from :meth:`to_dict`, or from what a person wrote in its way.

        Parameters
        ----------
        data : mapping
            Plain data; row numbers may be texts, as in JSON.
        where : str
            The place of `data`, for findings.

        Raises
        ------
        ProbonoError
            With every entry that is not understood.
        """
        findings = Findings()
        made: dict[str, Any] = {}
        for key, value in data.items():
            if key not in _ENTRIES:
                known = tuple(_ENTRIES)
                findings.add("sheets.reading_key", f"{where}.{key}", key=str(key), known=known)
                continue
            try:
                made[key] = _ENTRIES[key](value)
            except (TypeError, ValueError, AttributeError):
                shown = shorten(str(value))
                findings.add("sheets.reading_value", f"{where}.{key}", key=key, value=shown)
        findings.raise_errors()
        return cls(**made)

    def with_roles(self, roles: Mapping[int, RowRole]) -> Reading:
        """Return this reading with the roles of some more rows decided.

        Examples
        --------
        >>> Reading("Feuil1").with_roles({57: RowRole.NOTE}).roles[57].value
        'note'
        """
        return replace(self, roles={**self.roles, **roles})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    number = int(value)
    if isinstance(value, (bool, float)) or number < 1:
        raise ValueError
    return number


_ENTRIES: dict[str, Callable[[Any], Any]] = {
    "sheet": _text,
    "table": _count,
    "header_rows": lambda value: tuple(_count(row) for row in value),
    "encoding": _text,
    "separator": _text,
    "roles": lambda value: {_count(row): RowRole(role) for row, role in value.items()},
    "group_column": _text,
    "texts": lambda value: {_count(row): _text(text) for row, text in value.items()},
}
