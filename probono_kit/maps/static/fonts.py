"""The typefaces of printed maps: Noto Sans for every script, and how wide a text is in it."""

from __future__ import annotations

import logging
import tempfile
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.textpath import text_to_path

#: Points per millimetre.
POINTS = 72 / 25.4

_REGULAR = "Noto Sans"
_BOLD = "Noto Sans SemiBold"
_ITALIC = "Noto Sans Italic"

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

# Of the bold face only these are cut, which takes a second instead of four: Latin, Greek and
# Cyrillic with their punctuation; Arabic with its presentation forms.
_BOLD_RANGES = {
    "NotoSans": [(0x20, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2212, 0x2212)],
    "NotoSansArabic": [(0x20, 0x7E), (0x600, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)],
}


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the Noto fonts known to matplotlib, under names of our own."""
    folder = Path(str(files("manimgx_fonts")))
    faces = {_REGULAR: folder / "NotoSans[wght].ttf", _ITALIC: folder / "NotoSans-Italic[wght].ttf"}
    for script in _SCRIPTS.values():
        faces[f"Noto Sans {script}"] = folder / f"NotoSans{script}[wght].ttf"
    faces["Noto Sans Symbols"] = folder / "NotoSansSymbols[wght].ttf"
    faces["Noto Emoji"] = folder / "NotoEmoji[wght].ttf"
    faces[_BOLD] = _bold("NotoSans", folder)
    faces["Noto Sans Arabic SemiBold"] = _bold("NotoSansArabic", folder)
    known = {entry.fname for entry in fontManager.ttflist}
    for name, path in faces.items():
        if str(path) not in known and path.exists():
            entry = FontEntry(str(path), 0, name, "normal", "normal", 400, "normal", "scalable")
            fontManager.ttflist.append(entry)


def _bold(face: str, folder: Path) -> Path:
    """Return a semi-bold cut of a variable font: matplotlib itself only knows the regular one.

    It is made once per machine, in matplotlib's own cache folder.
    """
    name = f"probono-{face}-SemiBold-{version('manimgx-fonts')}-{version('fonttools')}.ttf"
    cached = Path(mpl.get_cachedir()) / name
    if cached.exists():
        return cached
    made = _cut(folder / f"{face}[wght].ttf", _BOLD_RANGES[face])
    for place in (cached, Path(tempfile.mkdtemp(prefix="probono-fonts-")) / name):
        try:
            aside = place.with_name(f".{name}.{id(made)}.part")
            aside.write_bytes(made)
            aside.replace(place)
        except OSError:
            continue
        return place
    return folder / f"{face}[wght].ttf"


def _cut(path: Path, ranges: list[tuple[int, int]]) -> bytes:
    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in ranges for c in range(first, last + 1)])
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": 600}, inplace=True)
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def font(text: str, size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the font for `text`: the families that have its characters, at `size` points."""
    return _font(_families(text, bold, italic), size)


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], size: float) -> FontProperties:
    register_fonts()
    return FontProperties(family=list(families), size=size)


@lru_cache(maxsize=4096)
def _families(text: str, bold: bool, italic: bool) -> tuple[str, ...]:
    """Name only the fonts that `text` needs: opening all twenty for each label is slow."""
    first = [_BOLD] if bold else [_ITALIC] if italic else []
    others: dict[str, None] = {}
    for character in text:
        if ord(character) < 0x530:
            continue
        script = _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0])
        if script == "Arabic" and bold:
            others["Noto Sans Arabic SemiBold"] = None
        if script:
            others[f"Noto Sans {script}"] = None
        elif ord(character) >= 0x2190:
            others.update(dict.fromkeys(("Noto Sans Symbols", "Noto Emoji")))
    return (*first, _REGULAR, *others, "DejaVu Sans")


@lru_cache(maxsize=8192)
def extent(text: str, size: float, *, bold: bool = False, italic: bool = False) -> tuple[float, float, float]:
    """Return width, height above the baseline and depth below it of one line, in millimetres."""
    if not text:
        return 0.0, 0.0, 0.0
    width, height, depth = text_to_path.get_text_width_height_descent(
        text, font(text, size, bold=bold, italic=italic), ismath=False
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
