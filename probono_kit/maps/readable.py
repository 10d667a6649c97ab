"""Tones of a house colour that can be read on the grounds of a page, by computation."""

from __future__ import annotations

from collections.abc import Sequence

from probono_kit.maps.colours import mix
from probono_kit.maps.vision import contrast

#: WCAG 2.2, 1.4.3 Contrast (Minimum): of text and its ground.
LEAST_CONTRAST = 4.5

#: Steps between a colour and black, or white.
_STEPS = 100


def readable(colour: str, grounds: Sequence[str]) -> str:
    """Return `colour`, or the nearest tone of it that can be read as text on all `grounds`.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    grounds : sequence of str
        All light, or all dark.

    Returns
    -------
    str
        ``#rrggbb`` with a contrast of at least :data:`LEAST_CONTRAST` to each of them.

    Examples
    --------
    >>> readable("#1b5e3f", ["#ffffff"]), readable("#ffd000", ["#ffffff"])
    ('#1b5e3f', '#8f7400')
    """
    black, white = (min(contrast(end, ground) for ground in grounds) for end in _ENDS)
    end = _ENDS[0] if black > white else _ENDS[1]
    for step in range(_STEPS + 1):
        tone = mix(colour, end, step / _STEPS) if step else colour.lower()
        if min(contrast(tone, ground) for ground in grounds) >= LEAST_CONTRAST:
            return tone
    return end


_ENDS = ("#000000", "#ffffff")


def ink_on(ground: str) -> str:
    """Return black or white, whichever reads better: one of them always has 4.5 to 1.

    Examples
    --------
    >>> ink_on("#0a6aa6"), ink_on("#ffd000")
    ('#ffffff', '#000000')
    """
    return max(_ENDS, key=lambda ink: contrast(ink, ground))
