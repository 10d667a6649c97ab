"""Thousands of points in the drawing of a page, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from probono_kit.encoding import encode


def dotted(
    places: list[tuple[float, float]], fills: NDArray[Any], radius: float
) -> Iterator[Markup]:
    """Draw thousands of points: of those that would hide each other one, neighbours as one line.

    Where circles have sizes, the drawing tells where they are; the map tells how large.
    """
    element = Markup(
        '<g fill="none" stroke-linecap="round" transform="scale({})">'
        '<g stroke="#fff" stroke-width="{:.1f}"><path id="dots-{}" d="{}"/></g>'
        '<use href="#dots-{}" stroke="{}" stroke-width="{:.1f}"/></g>'
    )
    cell = max(2, round(radius * 0.8))
    cells = np.rint(np.asarray(places) / cell).astype(int)
    for number, fill in enumerate(dict.fromkeys(fills.tolist())):
        seen = np.unique(cells[fills == fill][:, ::-1], axis=0)
        begins = np.ones(len(seen), dtype=bool)
        begins[1:] = (np.diff(seen[:, 0]) != 0) | (np.diff(seen[:, 1]) != 1)
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(seen)) - 1
        # Each line begins relative to the end of the one before.
        steps = np.diff(seen[starts], prepend=0, axis=0)
        steps[1:, 1] = seen[starts[1:], 1] - seen[ends[:-1], 1]
        lines = np.column_stack([steps[:, 1], steps[:, 0], ends - starts])
        path = "".join(
            f"m{x} {y}h{length}" if length else f"m{x} {y}z" for x, y, length in lines.tolist()
        )
        edge, width = (2 * radius + 1.5) / cell, 2 * radius / cell
        yield element.format(cell, edge, number, path, number, encode(fill), width)
