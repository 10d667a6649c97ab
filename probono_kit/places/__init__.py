"""Areas and names of places: boundary files, base layers, matching."""

from __future__ import annotations

from probono_kit.places.areas import AreasRead
from probono_kit.places.base import area_names, base_credit, base_layer, base_layers
from probono_kit.places.boundaries import read_areas
from probono_kit.places.coordinate_text import (
    CoordinateReading,
    PositionReading,
    read_coordinate,
    read_position,
)
from probono_kit.places.coordinates import PointsRead, read_points
from probono_kit.places.decisions import read_decisions, write_decisions
from probono_kit.places.focus import focus_on
from probono_kit.places.gazetteer import Gazetteer
from probono_kit.places.hierarchy import HierarchyMatch, match_hierarchy
from probono_kit.places.match_account import MatchCounts
from probono_kit.places.matching import AreaMatch, match_areas
from probono_kit.places.names import normalise_names
from probono_kit.places.place_list import PlaceList, read_place_list
from probono_kit.places.repair import repair_coordinates
from probono_kit.places.reverse import reverse_areas
from probono_kit.places.towns import towns

__all__ = [
    "AreaMatch",
    "AreasRead",
    "CoordinateReading",
    "Gazetteer",
    "HierarchyMatch",
    "MatchCounts",
    "PlaceList",
    "PointsRead",
    "PositionReading",
    "area_names",
    "base_credit",
    "base_layer",
    "base_layers",
    "focus_on",
    "match_areas",
    "match_hierarchy",
    "normalise_names",
    "read_areas",
    "read_coordinate",
    "read_decisions",
    "read_place_list",
    "read_points",
    "read_position",
    "repair_coordinates",
    "reverse_areas",
    "towns",
    "write_decisions",
]
