"""Taking a map on to other programs: uMap, QGIS, Google Earth, any GIS."""

from probono_kit.maps.export.export import EXPORTS, export_map

__all__ = ["EXPORTS", "export_map"]
