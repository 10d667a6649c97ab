"""Where a brief comes from: the places of what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from probono_kit.yaml_files.explain import Location
from probono_kit.yaml_files.source import YamlSource


@dataclass(frozen=True)
class BriefContext:
    """Where a brief comes from.

    Attributes
    ----------
    source : YamlSource
        The file, with its lines.
    folder : pathlib.Path
        The engagement's folder.
    positions : tuple of int
        Position in the file of each task of the brief.
    ids : frozenset of str
        All ids in the file, also those of parts that were left out because they are wrong.
    wrong : frozenset of Location
        What was left out because it is wrong.
    """

    source: YamlSource
    folder: Path
    positions: tuple[int, ...]
    ids: frozenset[str]
    wrong: frozenset[Location] = frozenset()

    def place(self, *location: int | str) -> str:
        """Return file and line of a location in the file."""
        return self.source.place(location)

    def in_task(self, index: int, *location: int | str) -> Location:
        """Return the location in the file of something in the task at `index` of the brief."""
        return ("tasks", self.positions[index], *location)
