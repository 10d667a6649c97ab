"""Bars of a map in the QGIS project: a histogram on each area, all to the scale of the page."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from probono_kit.maps import MapModel, export_map
from tests.maps import kind_models
from tests.maps.qgis import found_by_qgis


@pytest.fixture(scope="module")
def model() -> MapModel:
    """Women, men and children of each area."""
    return kind_models.bars()


@pytest.fixture(scope="module")
def project(model: MapModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map as a QGIS project."""
    return export_map(model, tmp_path_factory.mktemp("bars"), "bars", ["qgz"])[1]


def areas_in(project: Path) -> ElementTree.Element:
    text = zipfile.ZipFile(project).read("bars.qgs")
    return ElementTree.fromstring(text).findall("projectlayers/maplayer")[0]


def test_bars_have_the_colours_of_the_page(model: MapModel, project: Path) -> None:
    """One attribute per amount, in the order of the bars."""
    assert model.bars is not None
    found = areas_in(project).findall(".//DiagramCategory/attribute")
    assert [(each.get("label"), each.get("color")) for each in found] == [
        (line.label, line.colour) for line in model.bars.series
    ]
    assert [each.get("field") for each in found] == ['"femmes"', '"hommes"', '"enfants"']


def test_amounts_that_may_not_leave_make_no_bars(tmp_path: Path) -> None:
    """Should fail if a project named columns that its GeoPackage lacks."""
    hidden = kind_models.bars(columns=("femmes",))
    (_, path) = export_map(hidden, tmp_path, "bars", ["qgz"])
    assert areas_in(path).find(".//DiagramCategory") is None


@pytest.mark.slow
def test_qgis_draws_the_heights_of_the_page(model: MapModel, project: Path) -> None:
    """QGIS itself makes the highest bar of each area as high as the page has it."""
    found = found_by_qgis(
        project,
        """
drawn = layer.diagramRenderer()
context = QgsRenderContext(); context.setScaleFactor(1)
context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
found = {}
for feature in layer.getFeatures():
    context.expressionContext().setFeature(feature)
    found[feature['name']] = drawn.sizeMapUnits(feature, context).height()
""",
    )
    assert model.bars is not None
    highest = np.nan_to_num(model.bars.heights).max(axis=1)
    for name, height in zip(model.areas["name"], highest, strict=True):
        if height:
            assert found[name] == pytest.approx(height, abs=0.02)
