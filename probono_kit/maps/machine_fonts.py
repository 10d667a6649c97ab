"""Fonts that a house style names: installed on the machine, or files beside the profile."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontEntry, fontManager, get_font

#: Weights by name, as fonts say them; numbers stay numbers.
_WEIGHTS = {"normal": 400, "regular": 400, "medium": 500, "semibold": 600, "bold": 700}

#: Names that mean nothing else in a style sheet.
_FAMILY = re.compile(r"[\w -]{1,80}")

#: From this weight on a font is bold.
_BOLD = 600


@lru_cache(maxsize=64)
def font_path(name: str, *, bold: bool = False) -> Path | None:
    """Return the file of a font.

    Parameters
    ----------
    name : str
        Name of a family, in any case, or path of a font file.
    bold : bool
        The bold one of the family.

    Returns
    -------
    pathlib.Path or None
        ``None`` if the machine does not have it, or matplotlib cannot read it.

    Examples
    --------
    >>> font_path("dejavu sans", bold=True).name
    'DejaVuSans-Bold.ttf'
    >>> font_path("No Such Font") is None
    True
    """
    if Path(name).suffix.lower() in (".ttf", ".otf"):
        return Path(name) if Path(name).is_file() else None
    family = [entry for entry in _upright() if entry.name.casefold() == name.casefold()]
    suited = [entry for entry in family if (_weight(entry) >= _BOLD) is bold]
    wanted = 700 if bold else 400
    best = min(suited or family, key=lambda e: (abs(_weight(e) - wanted), e.fname), default=None)
    return Path(best.fname) if best is not None else None


def family_of(name: str) -> str:
    """Return the family of a font as style sheets name it, ``""`` for none.

    Examples
    --------
    >>> family_of("DejaVu Sans"), family_of("no such file.ttf"), family_of('a"; }')
    ('DejaVu Sans', '', '')
    """
    if Path(name).suffix.lower() in (".ttf", ".otf"):
        path = font_path(name)
        try:
            name = get_font(path).family_name if path else ""
        except (OSError, RuntimeError):
            name = ""
    return name if _FAMILY.fullmatch(name) else ""


def fonts_like(name: str) -> tuple[str, ...]:
    """Return the names of fonts of the machine that are most like `name`."""
    known = sorted({entry.name for entry in _upright()})
    return tuple(difflib.get_close_matches(name, known, n=3, cutoff=0.4))


def _upright() -> list[FontEntry]:
    return [
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal"
        and entry.stretch in ("normal", 100)
        and Path(entry.fname).is_file()
    ]


def _weight(entry: FontEntry) -> int:
    weight = entry.weight
    return _WEIGHTS.get(weight, 400) if isinstance(weight, str) else int(weight)
