"""Flows in the QGIS project: arrows whose width and head follow the amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from probono_kit.maps import export_map
from probono_kit.maps.arrows import HEAD
from tests.maps import kind_models
from tests.maps.qgis import found_by_qgis


@pytest.mark.slow
def test_qgis_draws_arrows_as_wide_as_the_page(tmp_path: Path) -> None:
    """QGIS itself gives each flow its width, and a head wider than its shaft."""
    model = kind_models.flows()
    project = export_map(model, tmp_path, "flows", ["qgz"])[1]
    kind, found = found_by_qgis(
        project,
        """
sign = layer.renderer().rootRule().children()[0].symbol().symbolLayer(0)
sizes = [getattr(sign, f'Property{name}', None) or getattr(type(sign), f'Property{name}')
         for name in ('ArrowWidth', 'ArrowHeadThickness', 'ArrowHeadLength')]
context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
widths = []
for feature in layer.getFeatures():
    context.setFeature(feature); context.setFields(layer.fields())
    of = sign.dataDefinedProperties()
    widths.append([feature['origin'], feature['destination'],
                   *(of.valueAsDouble(size, context)[0] for size in sizes)])
found = [sign.layerType(), widths]
""",
    )
    assert kind == "ArrowLine"
    assert model.flows is not None
    drawn = model.flows.frame
    expected = zip(drawn["origin"], drawn["destination"], drawn["width"], strict=True)
    wing, longer = HEAD
    assert sorted(found) == sorted(
        [origin, end, pytest.approx(width), pytest.approx((wing * width + longer) / 2),
         pytest.approx(wing * width + longer)]
        for origin, end, width in expected
    )  # fmt: skip
