"""The picture of the map in its page: for print, for readers without scripts, and as a fallback."""

from __future__ import annotations

import base64
import io
import math
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from PIL import Image, ImageOps, UnidentifiedImageError

from probono_kit.encoding import encode
from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding
from probono_kit.maps.model import MapModel

#: Longer side in pixels: 150 dots per inch on A4.
_LONGEST = 1754

#: Colours: a map has flat ones, letters need the rest for their edges. Fewer if it is too heavy.
_COLOURS, _FEWER_COLOURS = 96, 48

#: Bytes that the picture of a map may add to its page, and to one that holds its facts compressed.
_HEAVIEST, _HEAVIEST_PACKED = 240_000, 100_000

# A picture of more pixels than this is not a map of ours (Pillow would warn on its own).
_MOST_PIXELS = 120_000_000


@dataclass(frozen=True)
class Picture:
    """A picture ready to stand in the page.

    Attributes
    ----------
    element : markupsafe.Markup
        The HTML element, with its text alternative.
    width, height : int
        Size in CSS pixels.
    sheet : bool
        Whether it is a whole printed map with its title, and gets a printed page of its own.
    """

    element: Markup
    width: int
    height: int
    sheet: bool

    @property
    def landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


def embedded_picture(path: Path, model: MapModel, *, packed: bool = False) -> Picture:
    """Return the picture at `path` as an element that carries it, made smaller.

    Parameters
    ----------
    path : pathlib.Path
        PNG or JPEG.
    model : MapModel
        Gives the text alternative.
    packed : bool
        Whether the page is one that must stay small.

    Returns
    -------
    Picture
        A PNG with a palette, at most 1754 pixels long and 240 kB (packed: 100 kB).

    Raises
    ------
    ProbonoError
        ``web.picture_unreadable``.
    """
    image = _small(_opened(path), (_LONGEST, _LONGEST))
    address = _address(image, _COLOURS)
    heaviest = _HEAVIEST_PACKED if packed else _HEAVIEST
    while len(address) > heaviest:
        # What bytes there are too many, pixels are taken away.
        share = 0.95 * math.sqrt(heaviest / len(address))
        image = _small(image, (round(image.width * share), round(image.height * share)))
        address = _address(image, _FEWER_COLOURS)
    element = Markup('<img class="picture" src="{}" alt="{}" width="{}" height="{}">')
    drawn = element.format(address, encode(model.alt_text), *image.size)
    return Picture(drawn, *image.size, sheet=True)


def logo(path: Path, name: str) -> Markup:
    """Return the logo at `path` as an element that carries it, with `name` as its alternative."""
    image = _small(_opened(path), (480, 160))
    element = Markup('<img class="logo" src="{}" alt="{}" width="{}" height="{}">')
    width, height = (max(1, round(side / 2)) for side in image.size)
    return element.format(_address(image, 255), encode(name), width, height)


def _opened(path: Path) -> Image.Image:
    """Read a picture on white ground; refuse what is none, and what would fill the memory."""
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise _unreadable(path, f"{image.width} × {image.height} px")
            upright = ImageOps.exif_transpose(image)
            upright.load()
    except UnidentifiedImageError as problem:
        raise _unreadable(path, "PNG, JPEG?") from problem
    except (SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise _unreadable(path, str(problem)) from problem
    except OSError as problem:
        if problem.errno is None:
            raise _unreadable(path, str(problem)) from problem
        raise error_from_os(problem, path) from problem
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    seen = upright.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    return flat


def _unreadable(path: Path, reason: str) -> ProbonoError:
    return ProbonoError(Findings([finding("web.picture_unreadable", path, reason=reason)]))


def _small(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    image.thumbnail(size, Image.Resampling.LANCZOS)
    return image


def _address(image: Image.Image, colours: int) -> Markup:
    """Return a ``data:`` address; the alphabet of base 64 needs no encoding."""
    small = image.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    small.save(file, "PNG", compress_level=7)
    return Markup("data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii"))
