"""The typefaces of printed maps: Noto Sans for every script, and how wide a text is in it."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.textpath import text_to_path

from probono_kit.maps.machine_fonts import font_path

#: Points per millimetre.
POINTS = 72 / 25.4

_REGULAR, _BOLD = "Noto Sans Map", "Noto Sans Map SemiBold"
_SLANTED = "Noto Sans Map Italic"
_ARABIC, _ARABIC_BOLD = "Noto Sans Map Arabic", "Noto Sans Map Arabic SemiBold"

# Scripts by the first word of their characters' Unicode names, with the font that has them.
_SCRIPTS = {
    "ARABIC": "Arabic",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "DEVANAGARI": "Devanagari",
    "ETHIOPIC": "Ethiopic",
    "GEORGIAN": "Georgian",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Gurmukhi",
    "HEBREW": "Hebrew",
    "KANNADA": "Kannada",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MALAYALAM": "Malayalam",
    "MYANMAR": "Myanmar",
    "ORIYA": "Oriya",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
}

# Latin letters with their marks and punctuation; Arabic with its presentation forms.
_LATIN = (
    (0x20, 0x24F),
    (0x2B0, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x20A0, 0x20CF),
    (0x2212, 0x2212),
)
_ARABIC_RANGES = (
    (0x20, 0x7E),
    (0x600, 0x77F),
    (0x8A0, 0x8FF),
    (0x2000, 0x206F),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)


# The field of a font's name table that holds its PostScript name.
_POSTSCRIPT_NAME = 6


class _Cut(NamedTuple):
    """A face that is cut from a variable font.

    Latin goes without ligatures: a search for "Fatick" in the PDF must find it, and each ligature
    would be a font of its own there. No features named: all that the script needs.
    """

    name: str
    source: str
    weight: int
    characters: Sequence[tuple[int, int]]
    features: tuple[str, ...] = ()


_CUTS = (
    _Cut(_REGULAR, "NotoSans", 400, _LATIN, ("kern",)),
    _Cut(_BOLD, "NotoSans", 600, _LATIN, ("kern",)),
    _Cut(_SLANTED, "NotoSans-Italic", 400, _LATIN, ("kern",)),
    _Cut(_ARABIC, "NotoSansArabic", 400, _ARABIC_RANGES),
    _Cut(_ARABIC_BOLD, "NotoSansArabic", 600, _ARABIC_RANGES),
)


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the Noto fonts known to matplotlib, under names of our own."""
    folder = Path(str(files("manimgx_fonts")))
    faces = {cut.name: _cut(folder, cut) for cut in _CUTS}
    faces["Noto Sans"] = folder / "NotoSans[wght].ttf"
    for script in _SCRIPTS.values():
        faces.setdefault(f"Noto Sans {script}", folder / f"NotoSans{script}[wght].ttf")
    faces["Noto Sans Symbols"] = folder / "NotoSansSymbols[wght].ttf"
    faces["Noto Emoji"] = folder / "NotoEmoji[wght].ttf"
    known = {entry.name for entry in fontManager.ttflist}
    for name, path in faces.items():
        if name not in known and path.exists():
            entry = FontEntry(str(path), 0, name, "normal", "normal", 400, "normal", "scalable")
            fontManager.ttflist.append(entry)


def _cut(folder: Path, cut: _Cut) -> Path:
    """Return one weight of a variable font, of which matplotlib only knows the regular one.

    It is made once per machine, in matplotlib's own cache folder. A cut font is also ten times
    faster to embed in a PDF than the variable one.
    """
    source = folder / f"{cut.source}[wght].ttf"
    made_from = f"{version('manimgx-fonts')}-{version('fonttools')}"
    name = f"probono-{_postscript(cut)}-{made_from}.ttf"
    cached = Path(mpl.get_cachedir()) / name
    if cached.exists():
        return cached
    made = _instance(source, cut)
    for place in (cached, Path(tempfile.mkdtemp(prefix="probono-fonts-")) / name):
        try:
            aside = place.with_name(f".{name}.{os.getpid()}.part")
            aside.write_bytes(made)
            aside.replace(place)
        except OSError:
            continue
        return place
    return source


def _postscript(cut: _Cut) -> str:
    return f"{cut.name.replace(' ', '')}-{cut.weight}"


def _instance(source: Path, cut: _Cut) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    made = TTFont(source, recalcTimestamp=False)
    options = subset.Options(notdef_outline=True, name_IDs=["*"])
    if cut.features:
        options.layout_features = list(cut.features)
    subsetter = subset.Subsetter(options)
    ranges = (range(first, last + 1) for first, last in cut.characters)
    subsetter.populate(unicodes=[character for block in ranges for character in block])
    subsetter.subset(made)
    instancer.instantiateVariableFont(made, {"wght": cut.weight}, inplace=True)
    # matplotlib names the letters of an SVG by this: two cuts of one name would mix.
    for record in made["name"].names:
        if record.nameID == _POSTSCRIPT_NAME:
            record.string = _postscript(cut)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


#: Families of the house style: regular and bold, empty for Noto Sans.
_house: ContextVar[tuple[str, str]] = ContextVar("house", default=("", ""))


@contextmanager
def house_style(regular: str, bold: str) -> Iterator[None]:
    """Write in the fonts of a house style; what they lack comes from Noto Sans.

    Parameters
    ----------
    regular, bold : str
        Names of fonts or paths; without `bold`, the bold one of the family of `regular`.
    """
    faces = (
        _house_face(font_path(regular)) if regular else "",
        _house_face(font_path(bold or regular, bold=not bold)) if bold or regular else "",
    )
    token = _house.set(faces)
    try:
        yield
    finally:
        _house.reset(token)


def _house_face(path: Path | None) -> str:
    """Make one face known under a name of our own; empty if there is none."""
    if path is None:
        return ""
    name = f"House {hashlib.sha256(str(path).encode()).hexdigest()[:12]}"
    if all(entry.name != name for entry in fontManager.ttflist):
        entry = FontEntry(str(path), 0, name, "normal", "normal", 400, "normal", "scalable")
        fontManager.ttflist.append(entry)
    return name


def font(text: str, size: float, *, bold: bool = False, slanted: bool = False) -> FontProperties:
    """Return the font for `text`: the families that have its characters, at `size` points."""
    first = (_SLANTED,) if slanted else ()
    return _font(first + _in_house(bold) + _families(text, bold), size)


def _in_house(bold: bool) -> tuple[str, ...]:
    regular, heavy = _house.get()
    return tuple(name for name in ((heavy, regular) if bold else (regular,)) if name)


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], size: float) -> FontProperties:
    register_fonts()
    return FontProperties(family=list(families), size=size)


@lru_cache(maxsize=4096)
def _families(text: str, bold: bool) -> tuple[str, ...]:
    """Name only the fonts that `text` needs: opening all twenty for each label is slow."""
    others: dict[str, None] = {}
    for character in text:
        if ord(character) < 0x250:
            continue
        script = _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0])
        if script == "Arabic":
            others.update(dict.fromkeys((_ARABIC_BOLD, _ARABIC) if bold else (_ARABIC,)))
        elif script:
            others[f"Noto Sans {script}"] = None
        elif ord(character) >= 0x2190:
            others.update(dict.fromkeys(("Noto Sans Symbols", "Noto Emoji")))
        elif not 0x1E00 <= ord(character) <= 0x20CF:
            others["Noto Sans"] = None
    face = _BOLD if bold else _REGULAR
    if not others and all(map(_in_latin, text)):
        return (face,)
    return (*((_BOLD,) if bold else ()), _REGULAR, *others, "DejaVu Sans")


def _in_latin(character: str) -> bool:
    """Tell whether the faces of Latin letters have a character."""
    return any(first <= ord(character) <= last for first, last in _LATIN)


def extent(text: str, size: float, *, bold: bool = False) -> tuple[float, float, float]:
    """Return width, height above the baseline and depth below it of one line, in millimetres."""
    if not text:
        return 0.0, 0.0, 0.0
    return _extent(text, _in_house(bold) + _families(text, bold), size)


@lru_cache(maxsize=8192)
def _extent(text: str, families: tuple[str, ...], size: float) -> tuple[float, float, float]:
    width, height, depth = text_to_path.get_text_width_height_descent(
        text, _font(families, size), ismath=False
    )
    return width / POINTS, (height - depth) / POINTS, depth / POINTS


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` into lines of at most `width` millimetres.

    A word that is longer than a line is broken, so that nothing is ever clipped. No-break spaces
    do not break.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            tried = f"{line} {word}" if line else word
            if extent(tried, size, bold=bold)[0] <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            line = word
            while extent(line, size, bold=bold)[0] > width and len(line) > 1:
                fits = _longest(line, width, size, bold)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
    return [line for line in lines if line] or [""]


def _longest(word: str, width: float, size: float, bold: bool) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if extent(word[:middle], size, bold=bold)[0] <= width:
            low = middle
        else:
            high = middle - 1
    return low


def line_height(size: float) -> float:
    """Return the distance of two baselines in millimetres."""
    return 1.28 * size / POINTS
