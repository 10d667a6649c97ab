"""Colours of further layers that stand out from what lies below them, to every reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.vision import Vision, difference, seen_as

#: Colours in the order in which they are tried: strong ones for points, quiet ones for lines.
_CANDIDATES = {
    LayerKind.POINTS: ("#b3123f", "#1b1b1b", "#5b2a86", "#c2570c", "#0b4f6c"),
    LayerKind.SYMBOLS: ("#b3123f", "#5b2a86", "#c2570c", "#0b4f6c", "#1b1b1b"),
    LayerKind.LINES: ("#4a3b32", "#1b1b1b", "#7a1f5c", "#0b4f6c", "#b3123f"),
    LayerKind.OUTLINES: ("#1b1b1b", "#5b2a86", "#7a3b10", "#0b4f6c", "#b3123f"),
}

#: CIEDE2000 from which on two colours are told apart at a glance.
_ENOUGH = 12.0


def apart(colour: str, others: Sequence[str], visions: Iterable[Vision] = tuple(Vision)) -> float:
    """Return how different a colour is from the nearest of `others`, in whatever way it is seen.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    others : sequence of str
        Of what lies around it.
    visions : iterable of Vision
        Ways of seeing; all of them by default.

    Returns
    -------
    float
        The least CIEDE2000 over all ways of seeing; infinite for no others.

    Examples
    --------
    >>> apart("#000000", ["#ffffff"]) > 90, apart("#d7191c", ["#1a9641"]) < 15
    (True, True)
    """
    if not others:
        return float("inf")
    return min(
        float(
            difference([seen_as([colour], vision)[0]] * len(others), seen_as(others, vision)).min()
        )
        for vision in visions
    )


def standing_out(kind: LayerKind, others: Sequence[str]) -> str:
    """Return a colour for a layer that has one only.

    Examples
    --------
    >>> standing_out(LayerKind.POINTS, ["#ffffff"])
    '#b3123f'
    """
    candidates, visions = _CANDIDATES[kind], list(Vision)
    if kind in (LayerKind.POINTS, LayerKind.SYMBOLS):
        # In grey print a white rim tells a circle from the area below it.
        visions.remove(Vision.GREY)
    found = {colour: apart(colour, others, visions) for colour in candidates}
    enough = [colour for colour in candidates if found[colour] >= _ENOUGH]
    return enough[0] if enough else max(candidates, key=lambda colour: found[colour])
