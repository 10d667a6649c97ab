"""Bars on areas as QGIS draws them: a histogram on each, all to one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from probono_kit.maps.bars import WIDTH
from probono_kit.maps.export.features import OWN, TAKEN
from probono_kit.maps.model import LegendClass, MapModel


@dataclass(frozen=True)
class Diagram:
    """A diagram on each feature of a layer.

    Attributes
    ----------
    expressions : tuple of str
        Of the amounts, from left to right.
    series : tuple of LegendClass
        Their names and colours.
    value, height : float
        An amount, and the millimetres that stand for it.
    """

    expressions: tuple[str, ...]
    series: tuple[LegendClass, ...]
    value: float
    height: float


def diagram_of(model: MapModel) -> Diagram | None:
    """Return the bars of a map; none where their amounts may not leave."""
    bars = model.bars
    if bars is None or not bars.sizes:
        return None
    needed = {name for pair in bars.columns for name in pair if name}
    if not needed <= set(model.cells):
        return None
    expressions = tuple(
        f"{_column(value)} / {_column(divisor)} * {bars.per!r}" if divisor else _column(value)
        for value, divisor in bars.columns
    )
    largest = bars.sizes[0]
    return Diagram(expressions, bars.series, largest.value, largest.height)


def _column(name: str) -> str:
    """Return a column as an expression names it: beside one of the kit's own it has a number."""
    taken = name.casefold() in (*OWN, *TAKEN)
    written = (f"{name}_2" if taken else name).replace('"', '""')
    return f'"{written}"'


def diagram_elements(diagram: Diagram) -> Iterator[ET.Element]:
    """Yield the renderer of a diagram and where it stands, as QGIS 3.22 writes them."""
    renderer = ET.Element(
        "LinearlyInterpolatedDiagramRenderer",
        diagramType="Histogram",
        classificationAttributeExpression=diagram.expressions[0],
        attributeLegend="1",
        lowerValue="0",
        lowerWidth="0",
        lowerHeight="0",
        upperValue=f"{diagram.value:g}",
        # A histogram takes its scale from the width (QGIS 3.22, qgshistogramdiagram.cpp).
        upperWidth=f"{diagram.height:.2f}",
        upperHeight=f"{diagram.height:.2f}",
    )
    category = ET.SubElement(
        renderer,
        "DiagramCategory",
        enabled="1",
        sizeType="MM",
        barWidth=f"{WIDTH:.1f}",
        width="-1",
        height="-1",
        minimumSize="0",
        opacity="1",
        penColor="#ffffff",
        penAlpha="255",
        penWidth="0.15",
        lineSizeType="MM",
        backgroundAlpha="0",
        diagramOrientation="Up",
        scaleBasedVisibility="0",
        showAxis="0",
        spacing="0",
        spacingUnit="MM",
    )
    for expression, line in zip(diagram.expressions, diagram.series, strict=True):
        ET.SubElement(
            category,
            "attribute",
            field=expression,
            label=line.label,
            color=line.colour,
            colorOpacity="1",
        )
    yield renderer
    # Over the middle of each area, whatever else is written there.
    yield ET.Element(
        "DiagramLayerSettings",
        placement="1",
        showAll="1",
        obstacle="0",
        priority="10",
        dist="0",
        zIndex="0",
        linePlacementFlags="18",
    )
