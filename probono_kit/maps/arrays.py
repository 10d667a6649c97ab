"""The arrays that maps are computed with, named for what they hold."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Numbers: amounts, coordinates, colours.
Array: TypeAlias = NDArray[np.float64]

#: Shapely geometries.
Shapes: TypeAlias = NDArray[np.object_]

#: Texts, one per row of a table.
Texts: TypeAlias = NDArray[np.object_]
