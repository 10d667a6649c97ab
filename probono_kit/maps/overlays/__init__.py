"""Further layers of a map: points, circles, lines and outlines over the one that it is about."""

from probono_kit.maps.overlays.build import build_overlays
from probono_kit.maps.overlays.model import LineStyle, Overlay
from probono_kit.maps.overlays.read import RawLayer, in_roles, read_layers

__all__ = ["LineStyle", "Overlay", "RawLayer", "build_overlays", "in_roles", "read_layers"]
