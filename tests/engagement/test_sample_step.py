"""The sample of a collection: sizes from a frame, points inside areas, the files of both."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from probono_kit.engagement import check_parameters, sample_step
from probono_kit.errors import ProbonoError
from probono_kit.run import save_sample

FRAME = """Département;Ménages
Fatick;48 210
Foundiougne;31 455
Gossas;12 090
"""


@pytest.fixture
def frame(tmp_path: Path) -> str:
    """Return a sampling frame as a French office writes it."""
    path = tmp_path / "base.csv"
    path.write_text(FRAME, encoding="utf-8")
    return str(path)


def given(frame: str, **other: object) -> dict[str, object]:
    """Return the parameters of a task."""
    return {"frame": frame, "population": "Ménages", "frame_name": "Département"} | other


def test_a_stratified_sample_from_a_frame(frame: str) -> None:
    """Numbers with spaces are read; the reserve is for one in ten."""
    p = check_parameters("set_up_collection", given(frame, allocation="each"))
    sizes = sample_step(p).sizes
    assert sizes["Département"].tolist() == ["Fatick", "Foundiougne", "Gossas"]
    assert sizes["size"].tolist() == [382, 380, 373]
    assert sizes["contacts"].tolist() == [425, 423, 415]


def test_a_simple_sample_and_one_in_clusters(frame: str) -> None:
    """One row in all; villages drawn as often as the sample needs clusters."""
    p = check_parameters("set_up_collection", given(frame, sample_design="simple"))
    assert sample_step(p).sizes["size"].tolist() == [383]
    p = check_parameters("set_up_collection", given(frame, sample_design="clusters", seed=4))
    drawn = sample_step(p).sizes
    assert int(drawn["hits"].sum()) == 56
    assert (drawn["size"] == drawn["hits"] * 10).all()
    assert sample_step(p).sizes.equals(drawn)


def test_the_files_of_a_sample(frame: str, tmp_path: Path) -> None:
    """A workbook with both sheets; points that maps and telephones open."""
    out = tmp_path / "out"
    out.mkdir()
    places = {"areas": "base:admin1", "country": "SEN", "points": 12, "distance": 500}
    p = check_parameters(
        "set_up_collection", given(frame, **places, output_folder=str(out), language="fr")
    )
    saved = save_sample(sample_step(p), p)
    assert [each.path for each in saved.outputs] == [
        "sample.xlsx", "sample-points.geojson", "sample-points.gpx"
    ]  # fmt: skip
    sheets = pd.read_excel(out / "sample.xlsx", sheet_name=None, engine="calamine")
    assert list(sheets) == ["échantillon", "points"]
    assert len(sheets["points"]) == 12
    assert {"entretiens", "visites"} <= set(sheets["échantillon"].columns)
    collection = json.loads((out / "sample-points.geojson").read_text("utf-8"))
    lon, lat = collection["features"][0]["geometry"]["coordinates"]
    assert -18 < lon < -11
    assert 12 < lat < 17
    root = ElementTree.parse(out / "sample-points.gpx").getroot()
    assert len(root.findall("{http://www.topografix.com/GPX/1/1}wpt")) == 12
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    save_sample(sample_step(p), p)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_without_a_frame_and_points_nothing_is_made(tmp_path: Path) -> None:
    """The notebook goes on."""
    p = check_parameters("set_up_collection", {"output_folder": str(tmp_path)})
    assert save_sample(sample_step(p), p).outputs == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_said(frame: str) -> None:
    """The column of the population, a column that is not there, the areas."""
    cases = (
        ({"frame": frame}, "sample.no_population"),
        (given(frame, population="Habitants"), "sample.column"),
        ({"points": 5}, "sample.no_areas"),
    )
    for values, code in cases:
        p = check_parameters("set_up_collection", values)
        with pytest.raises(ProbonoError) as caught:
            sample_step(p)
        assert [each.code for each in caught.value.findings] == [code]
