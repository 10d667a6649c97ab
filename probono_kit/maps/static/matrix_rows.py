"""Who does what where in the legend of the printed map: sectors, and a table of areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probono_kit.i18n import format_number
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import SMALL_SIZE
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import INK, QUIET, RULE

#: Size of letters in the table, height of its lines and least width of its columns.
_SIZE, _LINE, _LEAST = 6.2, 2.9, 3.6

#: Share of the width that names may take.
_NAMES = 0.55

#: Letters that stand for sectors.
LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True)
class SectorLine:
    """A sector with its letter."""

    letter: str
    lines: Sequence[str]

    @property
    def height(self) -> float:
        """Of its lines."""
        return len(self.lines) * fonts.line_height(SMALL_SIZE)

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Write the letter, and the text beside it."""
        step = fonts.line_height(SMALL_SIZE)
        y = top - 0.78 * step
        sheet.text(sheet.start(box), y, self.letter, SMALL_SIZE, bold=True, colour=INK)
        for i, line in enumerate(self.lines):
            sheet.text(sheet.start(box, 4.0), y - i * step, line, SMALL_SIZE)


@dataclass(frozen=True)
class Matrix:
    """How many organisations work in each sector of each area."""

    names: Sequence[str]
    counts: NDArray[np.int64]
    language: str

    @property
    def height(self) -> float:
        """A line for each area, and one for the letters."""
        return (len(self.names) + 1) * _LINE + 2.4

    @staticmethod
    def fits(sectors: int, width: float) -> bool:
        """Tell whether so many columns find room."""
        return 0 < sectors <= len(LETTERS) and sectors * _LEAST <= width * (1 - _NAMES) + 1e-9

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Write names and numbers; a point where nobody works."""
        widest = max(fonts.extent(name, _SIZE)[0] for name in self.names)
        first = min(widest + 2.0, _NAMES * box.width)
        step = min((box.width - first) / self.counts.shape[1], 6.0)
        y = top - 1.2 - 0.75 * _LINE
        for column in range(self.counts.shape[1]):
            x = sheet.start(box, first + (column + 0.5) * step)
            letter = LETTERS[column]
            sheet.text(x, y, letter, _SIZE, bold=True, colour=INK, align="centre")
        ends = [sheet.start(box), sheet.start(box, first + self.counts.shape[1] * step)]
        sheet.line(ends, [y - 0.8, y - 0.8], colour=RULE, width=0.4)
        for name, row in zip(self.names, self.counts, strict=True):
            y -= _LINE
            sheet.text(sheet.start(box), y, shortened(name, first - 1.0), _SIZE)
            for column, count in enumerate(row):
                x = sheet.start(box, first + (column + 0.5) * step)
                if count:
                    sheet.text(x, y, format_number(count, self.language), _SIZE, align="centre")
                else:
                    sheet.text(x, y, "·", _SIZE, colour=QUIET, align="centre")


def shortened(name: str, width: float) -> str:
    """Return a name that fits, with dots for what was cut."""
    if fonts.extent(name, _SIZE)[0] <= width:
        return name
    kept = name
    while kept and fonts.extent(f"{kept}…", _SIZE)[0] > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
