"""How different two colours look: to most people, to colour-blind readers, and in grey print.

Colours travel as ``#rrggbb`` text; all computation is on numpy arrays of shape ``(n, 3)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from probono_kit.maps.arrays import Array


class Vision(StrEnum):
    """Ways in which a map is seen."""

    NORMAL = "normal"
    DEUTERANOPIA = "deuteranopia"
    PROTANOPIA = "protanopia"
    TRITANOPIA = "tritanopia"
    GREY = "grey"


# Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", IEEE TVCG 15(6), severity 1.0; they act on linear RGB.
_MACHADO = {
    Vision.PROTANOPIA: [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    Vision.DEUTERANOPIA: [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    Vision.TRITANOPIA: [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}

# IEC 61966-2-1 (sRGB): linear RGB to XYZ, white point D65.
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _XYZ.sum(axis=1)

# Ottosson (2020), "A perceptual color space for image processing" (OKLab).
_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_linear(colours: Sequence[str]) -> Array:
    """Return linear RGB (0 to 1) of ``#rrggbb`` colours, shape ``(n, 3)``."""
    raw = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours]) / 255.0
    return np.where(raw <= 0.04045, raw / 12.92, ((raw + 0.055) / 1.055) ** 2.4)


def to_hex(linear: Array) -> tuple[str, ...]:
    """Return ``#rrggbb`` of linear RGB; what lies outside the screen's gamut is clipped."""
    value = np.clip(linear, 0.0, 1.0)
    coded = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return tuple("#" + "".join(f"{v:02x}" for v in row) for row in np.rint(coded * 255).astype(int))


def to_oklab(linear: Array) -> Array:
    """Return OKLab of linear RGB: mixing colours there keeps the steps even and the hues clean."""
    return np.asarray(np.cbrt(linear @ _LMS.T) @ _OKLAB.T)


def from_oklab(oklab: Array) -> Array:
    """Return linear RGB of OKLab."""
    return np.asarray((oklab @ np.linalg.inv(_OKLAB).T) ** 3 @ np.linalg.inv(_LMS).T)


def to_lab(linear: Array) -> Array:
    """Return CIELAB (D65) of linear RGB."""
    ratio = linear @ _XYZ.T / _WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = f.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def lightness(colours: Sequence[str]) -> Array:
    """Return CIE lightness L* (0 black, 100 white) of each colour."""
    return np.asarray(to_lab(to_linear(colours))[:, 0])


def seen_as(colours: Sequence[str], vision: Vision) -> tuple[str, ...]:
    """Return how `colours` look under `vision`.

    Parameters
    ----------
    colours : sequence of str
        ``#rrggbb``.
    vision : Vision
        Dichromacies are simulated after Machado et al. (2009) at full severity; grey keeps the
        luminance, as a black-and-white printer does.

    Returns
    -------
    tuple of str
        ``#rrggbb``.

    Examples
    --------
    >>> seen_as(["#ff0000", "#00ff00"], Vision.GREY)
    ('#7f7f7f', '#dcdcdc')
    """
    linear = to_linear(colours)
    if vision is Vision.GREY:
        return to_hex(np.repeat((linear @ _XYZ[1])[:, None], 3, axis=1))
    if vision in _MACHADO:
        return to_hex(np.clip(linear @ np.array(_MACHADO[vision]).T, 0.0, 1.0))
    return to_hex(linear)


def difference(first: Sequence[str], second: Sequence[str]) -> Array:
    """Return the CIEDE2000 difference of each pair of colours.

    Parameters
    ----------
    first, second : sequence of str
        ``#rrggbb``, of the same length.

    Returns
    -------
    numpy.ndarray
        Below 2 most people see no difference; above 10 a legend is read at a glance.

    Notes
    -----
    Sharma, Wu & Dalal (2005), "The CIEDE2000 color-difference formula", Color Research and
    Application 30(1).

    Examples
    --------
    >>> difference(["#ffffff"], ["#000000"]).round(1).tolist()
    [100.0]
    """
    return _ciede2000(to_lab(to_linear(first)), to_lab(to_linear(second)))


def _ciede2000(lab1: Array, lab2: Array) -> Array:
    (l1, a1, b1), (l2, a2, b2) = lab1.T, lab2.T
    g = 0.5 * (1 - _chroma_weight((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)
    delta_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = np.where(grey, h1 + h2, (h1 + turn / 2) % 360)
    t = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spin = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    r_t = -2 * _chroma_weight(chroma) * np.sin(np.radians(2 * spin))
    x, y, z = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_h / s_h
    return np.asarray(np.sqrt(x**2 + y**2 + z**2 + r_t * y * z))


def _chroma_weight(chroma: Array) -> Array:
    return np.asarray(np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))


def separation(colours: Sequence[str], vision: Vision, *, neighbours: bool = False) -> float:
    """Return the smallest difference between two of `colours` under `vision`.

    Parameters
    ----------
    colours : sequence of str
        ``#rrggbb``, in the order of the legend.
    vision : Vision
        How they are seen.
    neighbours : bool
        Compare each colour with the next one only, as for ordered classes.

    Returns
    -------
    float
        CIEDE2000; infinite for a single colour.

    Examples
    --------
    >>> separation(["#d7191c", "#1a9641"], Vision.NORMAL) > 60
    True
    >>> separation(["#d7191c", "#1a9641"], Vision.GREY) < 12
    True
    """
    seen = seen_as(colours, vision)
    count = len(seen)
    step = [1] if neighbours else range(1, count)
    pairs = [(i, i + s) for s in step for i in range(count - s)]
    if not pairs:
        return float("inf")
    return float(difference([seen[i] for i, _ in pairs], [seen[j] for _, j in pairs]).min())


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio (1 to 21) of two colours.

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"), 1)
    21.0
    """
    bright, dark = sorted(to_linear([first, second]) @ np.array([0.2126, 0.7152, 0.0722]))[::-1]
    return float((bright + 0.05) / (dark + 0.05))
