"""One call for every format in which an NGO may go on with its map."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from probono_kit.maps.export.archive import write_archive
from probono_kit.maps.export.geojson import write_geojson, write_overlay
from probono_kit.maps.export.geopackage import write_geopackage
from probono_kit.maps.export.kml import write_kml
from probono_kit.maps.export.qgis_project import write_project
from probono_kit.maps.export.umap import write_umap
from probono_kit.maps.model import MapModel


def _write_qgis(model: MapModel, path: Path) -> None:
    """Write project and GeoPackage in one zip, which may be renamed and sent."""
    with tempfile.TemporaryDirectory() as aside:
        folder, stem = Path(aside), path.stem
        write_geopackage(model, folder / f"{stem}.gpkg")
        write_project(model, folder / f"{stem}.qgz", f"{stem}.gpkg")
        files = {f"{stem}/{each.name}": each.read_bytes() for each in sorted(folder.iterdir())}
    write_archive(path, files, model)


_WRITERS: Mapping[str, Callable[[MapModel, Path], None]] = {
    "geojson": write_geojson,
    "gpkg": write_geopackage,
    "kml": write_kml,
    "kmz": write_kml,
    "qgis": _write_qgis,
    "umap": write_umap,
}
_SUFFIXES = {"qgis": "-qgis.zip"}

#: Formats that :func:`export_map` writes.
EXPORTS = (*_WRITERS, "qgz")


def export_map(model: MapModel, folder: Path, stem: str, formats: Sequence[str]) -> list[Path]:
    """Write the map for other programs, with the classes and colours that it has on paper.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    folder : pathlib.Path
        Where the files go; it is made if it is missing.
    stem : str
        Name of the files without suffix.
    formats : sequence of str
        Of ``geojson`` (RFC 7946), ``gpkg`` (GeoPackage with styles for QGIS), ``qgz`` (QGIS
        project; its GeoPackage comes with it, and both keep their names), ``qgis`` (a zip of
        both, for sending), ``kml`` and ``kmz`` (Google Earth), ``umap``.

    Returns
    -------
    list of pathlib.Path
        In the order of `formats`, the GeoPackage of a project before it, a GeoJSON file for each
        further layer after that of the first one. The same model gives
        the same bytes.

    Raises
    ------
    ValueError
        For an unknown format.
    ProbonoError
        When a file cannot be written; files that were there before stay as they were.

    See Also
    --------
    probono_kit.maps.draw_static : PDF, PNG and SVG; the layers of the SVG are named.

    Notes
    -----
    Only the columns that the brief names are in the files; where exact amounts may not leave,
    their classes are.

    Examples
    --------
    >>> import tempfile
    >>> import geopandas as gpd, pandas as pd
    >>> from shapely.geometry import box
    >>> from probono_kit.maps import Credits, MapSpec, resolve
    >>> areas = gpd.GeoDataFrame(
    ...     {"area_name": ["Dakar", "Thiès"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
    ... )
    >>> table = pd.DataFrame({"area_name": ["Dakar", "Thiès"], "wells": [12, 40]})
    >>> spec = MapSpec(
    ...     title="Wells, 2025", value="wells", columns=("wells",),
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> model = resolve(spec, areas=areas, table=table, base=False)
    >>> paths = export_map(model, Path(tempfile.mkdtemp()), "wells", ["qgz", "umap"])
    >>> [path.name for path in paths]
    ['wells.gpkg', 'wells.qgz', 'wells.umap']
    """
    unknown = [name for name in formats if name not in EXPORTS]
    if unknown:
        raise ValueError(f"unknown formats {unknown}, choose from {EXPORTS}")
    wanted: list[str] = []
    for name in formats:
        wanted += ["gpkg", "qgz"] if name == "qgz" else [name]
    # Of a map over time that is the last one.
    paths, model = [], model.latest
    for name in dict.fromkeys(wanted):
        path = Path(folder) / f"{stem}{_SUFFIXES.get(name, f'.{name}')}"
        if name == "qgz":
            write_project(model, path, f"{stem}.gpkg")
        else:
            _WRITERS[name](model, path)
        paths.append(path)
        if name == "geojson":
            for layer in model.layers:
                paths.append(path.with_name(f"{stem}-{layer.name}.geojson"))
                write_overlay(model, layer, paths[-1])
    return paths
