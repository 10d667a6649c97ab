"""The further layers of a map: their files read, and described for the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.parameters.layers import FurtherLayer
from probono_kit.engagement.parameters.maps import MapParameters
from probono_kit.engagement.references import BASE_PREFIX
from probono_kit.engagement.steps import MapInputs, read_clean
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.maps.layer_spec import Layer, LayerKind
from probono_kit.tables.geo import is_geo, read_geo_table

#: Measures that give a cell back as it is.
_SINGLE_CELLS = ("value", "min", "max", "median")


@dataclass(frozen=True)
class FurtherLayers:
    """What lies over the first layer of a map.

    Attributes
    ----------
    layers : tuple of Layer
        For the spec, from the lowest to the uppermost.
    frames : dict of str to pandas.DataFrame
        For :func:`probono_kit.maps.resolve`.
    findings : Findings
        Of reading them, each with its file.
    """

    layers: tuple[Layer, ...]
    frames: dict[str, pd.DataFrame]
    findings: Findings


def further_layers(p: MapParameters, inputs: MapInputs) -> FurtherLayers:
    """Read the files of the further layers, and describe each for the map.

    Parameters
    ----------
    p : MapParameters
        Checked parameters: `layer_files`, and in the same order `layers`.
    inputs : MapInputs
        From :func:`map_inputs`: the areas of the map.

    Returns
    -------
    FurtherLayers
        Of each layer only the columns that the brief names may leave, and numbers per area.

    Raises
    ------
    ProbonoError
        With everything that is wrong, all layers at once.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters, map_inputs
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("static_map", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "country": "SEN",
    ...     "place_column": "Région", "value": "Points d'eau fonctionnels", "measure": "sum",
    ...     "columns": ["Région"], "title": "Points d'eau, Sénégal", "language": "fr",
    ...     "layer_files": ["base:countries"], "layers": [{"title": "Pays"}]})
    >>> further = further_layers(p, map_inputs(p))
    >>> [(layer.heading, layer.data) for layer in further.layers]
    [('Pays', 'countries')]
    >>> set_language("en")
    """
    findings, layers, frames = Findings(), list[Layer](), dict[str, pd.DataFrame]()
    if len(p.layers) > len(p.layer_files):
        counts = {"layers": len(p.layers), "files": len(p.layer_files)}
        findings.add("engagement.layers_without_files", "layers", **counts)
    for file, asked in _files(p):
        name = _free(_name_of(file), frames)
        try:
            layer, frame, said = _read(p, inputs, file, asked)
        except ProbonoError as problem:
            findings.extend(problem.findings)
            continue
        findings += said
        layers.append(layer.model_copy(update={"data": name}))
        frames[name] = frame
    findings.raise_errors()
    return FurtherLayers(tuple(layers), frames, findings)


def _files(p: MapParameters) -> Iterator[tuple[str, FurtherLayer]]:
    """Yield each file with what is said of it; the table of a reference map is a layer too."""
    if p.kind == "reference":
        own = FurtherLayer(
            sheet=p.sheet, latitude=p.latitude, longitude=p.longitude, category=p.category,
            label=p.label, role="auto",
        )  # fmt: skip
        yield p.table, own
    yield from zip(p.layer_files, _described(p), strict=True)


def _described(p: MapParameters) -> Iterator[FurtherLayer]:
    """Yield what is said of each file; of the last ones nothing may be said."""
    for i in range(len(p.layer_files)):
        yield p.layers[i] if i < len(p.layers) else FurtherLayer()


def _name_of(file: str) -> str:
    return file.removeprefix(BASE_PREFIX) if file.startswith(BASE_PREFIX) else Path(file).stem


def _free(name: str, taken: dict[str, pd.DataFrame]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found


def _read(
    p: MapParameters, inputs: MapInputs, file: str, asked: FurtherLayer
) -> tuple[Layer, pd.DataFrame, Findings]:
    """Return the description of a layer, its frame, and what was found in its file."""
    where = Path(file).name
    if file.startswith(BASE_PREFIX):
        read = places.read_areas(file, country=p.country, language=p.language)
        asked = asked.model_copy(update={"label": asked.label or "area_name"})
        layer = _layer(p, asked, shared=("area_name",), source=read.credit)
        return layer, read.frame, read.findings
    if is_geo(file):
        frame, findings = _shapes(file, asked.sheet)
    else:
        clean = read_clean(file, asked.sheet)
        frame, findings = clean.frame, Findings(clean.findings)
    named = [asked.latitude, asked.longitude, asked.place_column, asked.code_column]
    named += [asked.value, asked.category, asked.label]
    tables.require_columns(frame, [name for name in named if name], where=where)
    in_areas = not isinstance(frame, gpd.GeoDataFrame) and not asked.latitude
    _require_shared(p, asked, where, in_areas=in_areas)
    if isinstance(frame, gpd.GeoDataFrame):
        return _layer(p, asked), frame, findings
    if asked.latitude:
        layer_areas = inputs.layer if len(inputs.layer) else None
        read_points = places.read_points(
            frame, asked.latitude, asked.longitude, areas=layer_areas, where=where
        )
        return _layer(p, asked), read_points.frame, findings + read_points.findings
    if not (asked.place_column or asked.code_column) or not len(inputs.layer):
        findings.add("engagement.layer_without_place", where)
        findings.raise_errors()
    by_area, said = _in_areas(p, inputs, frame, asked, where)
    return _layer(p, asked, shared=(asked.value or "rows",)), by_area, findings + said


def _shapes(file: str, sheet: str) -> tuple[pd.DataFrame, Findings]:
    """Return the features of a geo file with typed columns; a plain frame if it has no shapes."""
    read = read_geo_table(file, sheet)
    clean = tables.clean_table(read)
    if read.geometry is None:
        return clean.frame, Findings(clean.findings)
    shapes = read.geometry.reindex(clean.frame.index)
    return gpd.GeoDataFrame(clean.frame, geometry=shapes, crs=4326), Findings(clean.findings)


def _require_shared(p: MapParameters, asked: FurtherLayer, where: str, *, in_areas: bool) -> None:
    """Refuse a layer that shows single cells of a column which may not leave."""
    # Of a layer with a role the category is not shown: it says how each feature is drawn.
    in_role = asked.role or p.kind == "reference"
    shown = [asked.label] if in_role else [asked.category, asked.label]
    if not in_areas or asked.measure in _SINGLE_CELLS:
        shown.append(asked.value)
    findings = Findings()
    for name in dict.fromkeys(shown):
        if name and name not in p.columns:
            findings.add("save.not_shared", where, column=name)
    findings.raise_errors()


def _in_areas(
    p: MapParameters, inputs: MapInputs, frame: pd.DataFrame, asked: FurtherLayer, where: str
) -> tuple[pd.DataFrame, Findings]:
    """Give the rows of a table the areas of the map, and bring them to one row per area."""
    match = places.match_areas(
        frame,
        inputs.layer,
        name_column=asked.place_column,
        code_column=asked.code_column,
        decisions=p.decisions,
        where=where,
    )
    match.findings.raise_errors()
    inside = match.frame[match.frame["area_code"].isin(inputs.areas["area_code"])]
    keys = ["area_code", "area_name"]
    measure = asked.measure if asked.value else "rows"
    summary, findings = tables.summarise(
        inside, keys, value=asked.value, measure=measure, where=where
    )
    findings.raise_errors()
    lonely = int((summary["rows"] == 1).sum())
    if lonely and measure not in ("rows", "distinct") and asked.value not in p.columns:
        findings.add("save.single_rows", where, column=asked.value, count=lonely)
    by_area = summary[keys].assign(**{asked.value or "rows": summary["value"]})
    return by_area, Findings(match.findings) + findings


def _layer(
    p: MapParameters, asked: FurtherLayer, *, shared: tuple[str, ...] = (), source: str = ""
) -> Layer:
    """Return the description of a layer, but for the name of its data."""
    counted = shared and shared[0] != "area_name"
    return Layer(
        data="layer",
        kind=LayerKind.SYMBOLS if counted else LayerKind(asked.kind),
        title=asked.title,
        value=(asked.value or "rows") if counted else asked.value,
        unit=asked.unit,
        role=asked.role,
        category=asked.category,
        label=asked.label,
        icons=asked.icons,
        shapes=asked.shapes,
        hatch=asked.hatch,
        colour=asked.colour,
        palette=asked.palette,
        columns=tuple(dict.fromkeys([*p.columns, *shared])),
        labels=asked.labels,
        source=asked.source or source,
    )
