"""A QGIS project that opens the map as it is: layers in order, styles, projection, extent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from pyproj import CRS

from probono_kit.maps.anchors import project
from probono_kit.maps.export.archive import write_archive
from probono_kit.maps.export.layers import GisLayer, gis_layers
from probono_kit.maps.export.qgis_style import style_elements
from probono_kit.maps.model import MapModel
from probono_kit.maps.static.style import SEA
from probono_kit.qgis import DOCTYPE, VERSION

_GEOMETRIES = {"marker": "Point", "line": "Line", "fill": "Polygon"}

#: Part of the width of the territory that stays free around it.
_MARGIN = 0.06


def write_project(model: MapModel, path: Path, geopackage: str) -> None:
    """Write a QGIS project beside the GeoPackage that it shows.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        Ends in ``.qgz``; replaced if it exists, whole or not at all.
    geopackage : str
        File name of the GeoPackage, which lies in the same folder.
    """
    layers = gis_layers(model)
    root = ET.Element("qgis", projectname=model.title, version=VERSION)
    ET.SubElement(root, "homePath", path="")
    ET.SubElement(root, "title").text = model.title
    ET.SubElement(root, "projectCrs").append(_system(model.crs))
    _add_tree(root, layers, geopackage)
    _add_canvas(root, model)
    shown = ET.SubElement(root, "projectlayers")
    for layer in layers:
        shown.append(_layer(layer, geopackage))
    order = ET.SubElement(root, "layerorder")
    for layer in layers:
        ET.SubElement(order, "layer", id=_identifier(layer))
    _add_properties(root, model)
    _add_metadata(root, model)
    text = DOCTYPE + ET.tostring(root, encoding="unicode")
    write_archive(path, {f"{path.stem}.qgs": text.encode("utf-8")}, model)


def _system(crs: CRS) -> ET.Element:
    system = ET.Element("spatialrefsys", nativeFormat="Wkt")
    authority = crs.to_authority()
    ET.SubElement(system, "wkt").text = crs.to_wkt("WKT2_2019")
    ET.SubElement(system, "authid").text = ":".join(authority) if authority else ""
    ET.SubElement(system, "description").text = crs.name
    ET.SubElement(system, "geographicflag").text = "true" if crs.is_geographic else "false"
    return system


def _identifier(layer: GisLayer) -> str:
    # QGIS takes only identifiers of more than ten characters.
    return f"probono_kit_{layer.name}"


def _source(layer: GisLayer, geopackage: str) -> str:
    return f"./{geopackage}|layername={layer.name}"


def _add_tree(root: ET.Element, layers: Sequence[GisLayer], geopackage: str) -> None:
    tree = ET.SubElement(root, "layer-tree-group")
    for layer in layers:
        ET.SubElement(
            tree,
            "layer-tree-layer",
            id=_identifier(layer),
            name=layer.title,
            source=_source(layer, geopackage),
            providerKey="ogr",
            checked="Qt::Checked",
            expanded="1" if layer is layers[0] else "0",
        )


def _add_canvas(root: ET.Element, model: MapModel) -> None:
    frames = [layer for layer in (model.areas, model.points) if len(layer)]
    shapes = [project(frame.geometry.to_numpy(), model.crs, model.extent) for frame in frames]
    west, south, east, north = shapely.total_bounds(np.concatenate(shapes)).tolist()
    margin = _MARGIN * max(east - west, north - south, 1000.0)
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    ET.SubElement(canvas, "units").text = "meters"
    extent = ET.SubElement(canvas, "extent")
    sides = {"xmin": west - margin, "ymin": south - margin, "xmax": east + margin}
    for name, side in (sides | {"ymax": north + margin}).items():
        ET.SubElement(extent, name).text = f"{side:.1f}"
    ET.SubElement(canvas, "rotation").text = "0"
    ET.SubElement(canvas, "destinationsrs").append(_system(model.crs))


def _layer(layer: GisLayer, geopackage: str) -> ET.Element:
    made = ET.Element(
        "maplayer",
        type="vector",
        geometry=_GEOMETRIES[layer.kind],
        labelsEnabled=str(int(bool(layer.label))),
        hasScaleBasedVisibilityFlag="0",
        autoRefreshEnabled="0",
    )
    ET.SubElement(made, "id").text = _identifier(layer)
    ET.SubElement(made, "datasource").text = _source(layer, geopackage)
    ET.SubElement(made, "layername").text = layer.title
    ET.SubElement(made, "srs").append(_system(CRS.from_epsg(4326)))
    ET.SubElement(made, "provider", encoding="UTF-8").text = "ogr"
    made.extend(style_elements(layer))
    return made


def _add_properties(root: ET.Element, model: MapModel) -> None:
    properties = ET.SubElement(root, "properties")
    systems = ET.SubElement(properties, "SpatialRefSys")
    ET.SubElement(systems, "ProjectionsEnabled", type="int").text = "1"
    paths = ET.SubElement(properties, "Paths")
    ET.SubElement(paths, "Absolute", type="bool").text = "false"
    gui = ET.SubElement(properties, "Gui")
    ground = SEA if model.context is not None else "#ffffff"
    for name, start in (("Red", 1), ("Green", 3), ("Blue", 5)):
        part = ET.SubElement(gui, f"CanvasColor{name}Part", type="int")
        part.text = str(int(ground[start : start + 2], 16))


def _add_metadata(root: ET.Element, model: MapModel) -> None:
    told = ET.SubElement(root, "projectMetadata")
    ET.SubElement(told, "language").text = model.language
    ET.SubElement(told, "title").text = model.title
    notes = [model.alt_text, *model.notes, model.disclaimer]
    ET.SubElement(told, "abstract").text = "\n".join(notes)
    ET.SubElement(told, "author").text = model.spec.credits.organisation
