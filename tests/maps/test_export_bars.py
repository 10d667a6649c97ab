"""Bars of a map in the QGIS project: a histogram on each area, all to the scale of the page."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from probono_kit.maps import MapModel, export_map
from tests.maps import kind_models


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
    script = (
        "import json, sys\n"
        "from qgis.core import *\n"
        "app = QgsApplication([], False); app.initQgis()\n"
        "project = QgsProject.instance(); project.read(sys.argv[1])\n"
        "layer = project.layerTreeRoot().layerOrder()[0]; drawn = layer.diagramRenderer()\n"
        "context = QgsRenderContext(); context.setScaleFactor(1)\n"
        "scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)\n"
        "context.expressionContext().appendScopes(scopes)\n"
        "found = {}\n"
        "for feature in layer.getFeatures():\n"
        "    context.expressionContext().setFeature(feature)\n"
        "    found[feature['name']] = drawn.sizeMapUnits(feature, context).height()\n"
        "print('FOUND' + json.dumps(found), flush=True)\n"
        "import os; os._exit(0)\n"
    )
    python = Path("/usr/bin/python3")
    environment = {
        "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(project.parent),
    }  # fmt: skip
    told = python.exists() and subprocess.run(
        [python, "-c", script, project],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if not told or "No module named 'qgis'" in told.stderr:
        pytest.skip("QGIS IS NOT INSTALLED: its drawing of bars is not checked here")
    found = json.loads(told.stdout.split("FOUND")[1])
    assert model.bars is not None
    highest = np.nan_to_num(model.bars.heights).max(axis=1)
    for name, height in zip(model.areas["name"], highest, strict=True):
        if height:
            assert found[name] == pytest.approx(height, abs=0.02)
