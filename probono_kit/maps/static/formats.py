"""From a figure to files whose bytes depend on nothing but what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import Name, PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from probono_kit.files import write_aside
from probono_kit.i18n import direction
from probono_kit.maps.model import MapModel

#: Pixels per inch while a page is drawn; each layout names those of its PNG.
DPI = 200

_CREATOR = "probono-kit"

# matplotlib's settings are shared by the whole process: one map is drawn at a time.
_LOCK = RLock()

_SETTINGS: dict[Any, Any] = {
    "figure.dpi": DPI,
    "hatch.linewidth": 0.55,
    "path.simplify": False,
    "pdf.compression": 9,
    # TrueType: text stays text, to be searched, copied and read aloud.
    "pdf.fonttype": 42,
    "savefig.dpi": DPI,
    # Letters as outlines: an SVG cannot carry its font to every program, and a map whose labels
    # are set in another font than they were measured in is a wrong map. matplotlib notes each
    # text in a comment beside its outlines.
    "svg.fonttype": "path",
    "svg.hashsalt": _CREATOR,
    "text.hinting": "none",
    # "$" in a title is a dollar, not a formula.
    "text.parse_math": False,
}


@contextmanager
def settings() -> Iterator[None]:
    """Draw with settings of our own, whatever the notebook has set; they are put back after."""
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def write_figure(figure: Figure, model: MapModel, path: Path, resolution: int) -> None:
    """Write `figure` to `path` in the format that its suffix names, whole or not at all.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of the page, drawn inside :func:`settings`.
    model : MapModel
        Title, text alternative, language and author go into the file.
    path : pathlib.Path
        Ends in ``.pdf``, ``.png`` or ``.svg``.
    resolution : int
        Pixels per inch of a PNG.

    Raises
    ------
    ProbonoError
        When the file cannot be written.
    """
    with write_aside(path) as aside:
        if path.suffix.lower() == ".png":
            _write_png(figure, model, aside, resolution)
        else:
            _WRITERS[path.suffix.lower()](figure, model, aside)


def _write_pdf(figure: Figure, model: MapModel, path: Path) -> None:
    details = {
        "Title": model.title,
        "Author": model.spec.credits.organisation,
        "Subject": model.alt_text,
        "Creator": _CREATOR,
        "Producer": _CREATOR,
        "CreationDate": None,
    }
    with PdfPages(path, metadata={k: v for k, v in details.items() if v != ""}) as pages:
        document = pages._ensure_file()
        # The language tells a screen reader how to speak; matplotlib has no option for it.
        catalogue = {
            "Type": Name("Catalog"),  # type: ignore[no-untyped-call]
            "Pages": document.pagesObject,
            "Lang": model.language.encode("ascii"),
            "ViewerPreferences": {"DisplayDocTitle": True},
        }
        document.writeObject(document.rootObject, catalogue)
        pages.savefig(figure)


def _write_png(figure: Figure, model: MapModel, path: Path, resolution: int) -> None:
    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(resolution)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())[..., :3]  # type: ignore[no-untyped-call]
    # A palette makes the file a third as large, and no colour of the legend may change by it.
    picture = with_palette(np.ascontiguousarray(pixels))
    details = PngInfo()
    for key, text in (
        ("Title", model.title),
        ("Author", model.spec.credits.organisation),
        ("Description", model.alt_text),
        ("Software", _CREATOR),
    ):
        if text:
            details.add_itxt(key, text, lang=model.language)
    picture.save(
        path, format="PNG", compress_level=6, dpi=(resolution, resolution), pnginfo=details
    )


#: Of the 256 colours of a PNG, so many are the most frequent ones, kept as they are.
_EXACT = 64


def with_palette(pixels: NDArray[np.uint8]) -> Image.Image:
    """Return the picture with at most 256 colours: the frequent ones exact, the rest near them.

    A map is mostly flat: colours are counted over runs of equal pixels, which is ten times faster
    than over pixels.
    """
    height, width, _channels = pixels.shape
    codes = (pixels.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)).ravel()
    starts = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    lengths = np.diff(np.append(starts, codes.size))
    found, where = np.unique(codes[starts], return_inverse=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.uint8)
    index = np.arange(len(found))
    if len(found) > 256:
        common = np.argsort(-np.bincount(where, weights=lengths), kind="stable")[:_EXACT]
        reduced = Image.fromarray(colours[None]).quantize(
            256 - _EXACT, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        spread = np.array(reduced.getpalette(), dtype=np.uint8)[: 3 * (256 - _EXACT)].reshape(-1, 3)
        index = np.asarray(reduced).ravel().astype(np.int64) + _EXACT
        index[common] = np.arange(_EXACT)
        colours = np.concatenate([colours[common], spread])
    picture = np.repeat(index[where].astype(np.uint8), lengths).reshape(height, width)
    made = Image.fromarray(picture, mode="P")
    made.putpalette(colours.tobytes())
    return made


def _write_svg(figure: Figure, model: MapModel, path: Path) -> None:
    written = BytesIO()
    details = {
        "Title": model.title,
        "Creator": model.spec.credits.organisation or _CREATOR,
        "Description": model.alt_text,
        "Language": model.language,
        "Date": None,
    }
    figure.savefig(written, format="svg", metadata=details)
    text = written.getvalue().decode("utf-8")
    start = text.index("<svg ")
    end = text.index(">", start)
    way = direction(model.language)
    named = (
        f'{text[start:end]} role="img" xml:lang="{model.language}" direction="{way}"'
        f' aria-labelledby="title desc"><title id="title">{escape(model.title)}</title>'
        f'<desc id="desc">{escape(model.alt_text)}</desc>'
    )
    path.write_bytes((text[:start] + named + text[end + 1 :]).encode())


_WRITERS: Mapping[str, Callable[[Figure, MapModel, Path], None]] = {
    ".pdf": _write_pdf,
    ".svg": _write_svg,
}

#: Formats that a map can be written in.
FORMATS = ("pdf", "png", "svg")
