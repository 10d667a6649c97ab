"""What a run depends on: also files that lie beside the one that is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from probono_kit.run.fingerprint import Hashes


@pytest.mark.parametrize("companion", [".dbf", ".PRJ", ".cpg", ".shx"])
def test_a_changed_companion_of_a_shapefile_is_noticed(companion: str, tmp_path: Path) -> None:
    """A corrected projection or attribute makes the map be drawn again."""
    (tmp_path / "areas.shp").write_bytes(b"shapes")
    beside = tmp_path / f"areas{companion}"
    beside.write_bytes(b"before")
    (tmp_path / "other.dbf").write_bytes(b"of another file")
    hashes = Hashes(tmp_path)
    before = hashes.companions("areas.shp")
    assert list(before) == [beside.name]
    beside.write_bytes(b"after")
    assert Hashes(tmp_path).companions("areas.shp") != before
    assert hashes.changed() == [beside.name]


def test_other_files_have_no_companions(tmp_path: Path) -> None:
    """A GeoPackage is one file."""
    (tmp_path / "areas.gpkg").write_bytes(b"x")
    assert Hashes(tmp_path).companions("areas.gpkg") == {}


def test_a_changed_logo_of_a_partner_makes_the_map_be_drawn_again(tmp_path: Path) -> None:
    """What a house style names is part of the map."""
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "logo.png").write_bytes(b"before")
    (tmp_path / "style" / "house.yml").write_text(
        "partners:\n  - {name: Rotary, logo: logo.png}\n  - {name: Absent, logo: none.png}"
    )
    assert Hashes(tmp_path).named_in("style/house.yml") == ["style/logo.png"]
