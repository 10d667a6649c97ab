"""The renderer for print."""

from probono_kit.maps.static.draw import draw_static

__all__ = ["draw_static"]
