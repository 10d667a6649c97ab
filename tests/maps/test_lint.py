"""The linter: each rule with a map that it objects to, and one that it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.maps import MapSpec, resolve
from probono_kit.maps.linter import RULES
from tests.maps.made import CREDITS, TEXTS, made, squares
from tests.maps.test_lint_layers import TRIED


def codes(findings: Findings) -> set[str]:
    return {found.code for found in findings if found.code.startswith("lint.")}


def small(column: list[Any], *, name: str = "v", **spec: Any) -> Findings:
    """Resolve a map of as many squares as there are values."""
    names = [f"A{i}" for i in range(len(column))]
    table = pd.DataFrame({"area_name": names, name: column})
    fields = {"value": name, "columns": (name,), **TEXTS, **spec}
    return resolve(MapSpec(**fields), areas=squares(*names), table=table, base=False).findings


def of_points(points: list[tuple[float, float]]) -> Findings:
    frame = gpd.GeoDataFrame(geometry=[Point(*xy) for xy in points], crs=4326)
    areas = squares("A", "B")
    areas.geometry = areas.translate(10, 40)
    return resolve(MapSpec(**TEXTS), areas=areas, points=frame, base=False).findings


def with_credits(**changes: Any) -> Findings:
    return small([1.5, 2.5], credits=CREDITS.model_copy(update=changes))


STEPS = [float(i) + 0.5 for i in range(20)]
SAFE = {"kind": "choropleth", "unit": "%", "legend_title": "% of households"}

CASES: dict[str, tuple[Callable[[], Findings], Callable[[], Findings]]] = {
    "lint.zeros_apart": (
        lambda: small([0, 0, 0, 55.5, 60.0, 71.0, 64.0], **SAFE),
        lambda: small([0, 0, 0, 1.5, 9.0, 20.5, 64.0], **SAFE),
    ),
    "lint.few_people": (
        lambda: small([3, 40, 12], name="Patients"),
        lambda: small([5, 40, 12], name="Patients"),
    ),
    "lint.rate_of_what": (
        lambda: small([3.5, 40.0], name="Taux", kind="choropleth", unit="%"),
        lambda: small([3.5, 40.0], name="Taux", **{**SAFE, "legend_title": "% des ménages"}),
    ),
    "lint.too_many_classes": (
        lambda: small(STEPS, classes=9, **SAFE),
        lambda: small(STEPS, classes=7, **SAFE),
    ),
    "lint.sparse_class": (
        lambda: small(STEPS, classification="by_hand", breaks=(5, 30, 40), **SAFE),
        lambda: small(STEPS, classification="by_hand", breaks=(5, 10), **SAFE),
    ),
    "lint.hidden_outlier": (
        lambda: small([*STEPS, 900.5], **SAFE),
        lambda: small([*STEPS, 900.5], classification="by_hand", breaks=(5, 10, 100), **SAFE),
    ),
    "lint.merging_colours": (
        lambda: small(["a", "b", "c"], palette="Pastel1"),
        lambda: small(["a", "b", "c"]),
    ),
    "lint.title_without_period": (
        lambda: small([1.5, 2.5], title="Accès à l'eau"),
        lambda: small([1.5, 2.5], title="Accès à l'eau", subtitle="avril 2025"),
    ),
    "lint.title_without_place": (
        lambda: made(title="Accès à l'eau, 2025").findings,
        lambda: made(title="Accès à l'eau, Senegal, 2025").findings,
    ),
    "lint.no_licence": (lambda: with_credits(licence=""), with_credits),
    "lint.no_source_of_areas": (lambda: with_credits(areas_source=""), with_credits),
}


@pytest.mark.parametrize("code", CASES)
def test_each_rule_objects_and_lets_pass(code: str) -> None:
    """Should fail if a rule is silent where it must speak, or speaks where it must not."""
    objected, passed = CASES[code]
    assert code in codes(objected())
    assert code not in codes(passed())


def test_every_rule_is_tried_and_has_a_source() -> None:
    """Should fail if a rule is added without a test, or without saying where it comes from."""
    apart = {"lint.layers_apart", "lint.not_area_true"}
    assert {rule.code for rule in RULES} == {*CASES, *apart, *TRIED}
    assert all(len(rule.source) > 15 for rule in RULES)


@pytest.mark.parametrize(("points", "share"), [([(40.5, 11.5), (40.2, 10.5)], 100), ([(0, 0)], 0)])
def test_points_that_miss_all_areas_stop_the_map(
    points: list[tuple[float, float]], share: int
) -> None:
    """Should fail if a map with swapped coordinates is drawn, or the swap is not seen."""
    with pytest.raises(ProbonoError) as stopped:
        of_points(points)
    [found] = [f for f in stopped.value.findings if f.code == "lint.layers_apart"]
    assert found.values["swapped"] == share
    assert "lint.layers_apart" not in codes(of_points([(10.5, 40.5), (0.0, 0.0)]))


def test_amounts_that_may_not_leave_are_judged_all_the_same() -> None:
    """Should fail if hiding a column also hid small counts of people from the linter."""
    assert "lint.few_people" in codes(small([3, 40, 12], name="Patients", columns=()))


def test_the_sample_map_of_the_tests_is_clean() -> None:
    """Should fail if a good map gets objections: nobody reads a linter that always speaks."""
    title = "Accès à l'eau, Sénégal, avril 2025"
    model = made(
        title=title, value="part", kind="choropleth", unit="%", legend_title="% des ménages"
    )
    assert not codes(model.findings)
