"""Small pictures inside the index page: it shows the maps even when it is sent alone."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

#: Wide enough for a column of text on a phone with a sharp screen and on A4.
LARGE = 1100
SMALL = 560
#: Height of the logo on the page is about 50 pixels; twice that for sharp screens.
LOGO = 220


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a page.

    Parameters
    ----------
    address : str
        The picture itself as a ``data:`` address.
    width, height : int
        In pixels, so that the page does not jump while it opens.
    """

    address: str
    width: int
    height: int


def small_picture(path: Path, width: int) -> Picture:
    """Return the picture of `path`, no wider than `width` pixels, as a small PNG.

    Maps are flat colours and text: 256 colours show them well, in a fraction of the bytes.

    Parameters
    ----------
    path : pathlib.Path
        PNG or JPEG.
    width : int
        Greatest width in pixels; smaller pictures keep their size.

    Returns
    -------
    Picture
        The same bytes for the same file and the same version of Pillow.
    """
    with Image.open(path) as original:
        picture = _on_white(original)
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    flat = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = BytesIO()
    flat.save(packed, "PNG", optimize=True)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return Picture(f"data:image/png;base64,{data}", picture.width, picture.height)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")
