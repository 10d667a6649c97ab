"""Logos: whether a file is a picture, and the picture no larger than print needs."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

#: Twice the resolution of print is enough; a camera-sized logo would weigh megabytes.
_PER_INCH = 400


def is_picture(path: Path) -> bool:
    """Tell whether a file can be read as a picture."""
    try:
        with Image.open(path) as image:
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return True


def fitted(path: Path, width: float, height: float) -> tuple[Image.Image, float, float]:
    """Return a logo and the millimetres that it takes within `width` and `height`."""
    with Image.open(path) as opened:
        picture = opened.convert("RGBA")
    scale = min(width / picture.width, height / picture.height)
    size = picture.width * scale, picture.height * scale
    most = (
        max(1, round(size[0] / 25.4 * _PER_INCH)),
        max(1, round(size[1] / 25.4 * _PER_INCH)),
    )
    if picture.width > most[0]:
        picture = picture.resize(most, Image.Resampling.LANCZOS)
    scale = min(width / picture.width, height / picture.height)
    return picture, picture.width * scale, picture.height * scale
