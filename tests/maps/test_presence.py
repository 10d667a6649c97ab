"""Maps of who does what where: organisations counted once, listed by sector, nobody is no zero."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.maps import export_map, write_page
from probono_kit.maps.derived.present import MOST_SECTORS
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from tests.maps.kind_models import activities, who_what_where


def rows(*told: tuple[object, object, object]) -> pd.DataFrame:
    """Return a table of activities."""
    return pd.DataFrame(told, columns=["area_code", "organisation", "secteur"])


def test_an_organisation_counts_once_per_area() -> None:
    """However many activities and sectors it has there: recounted here."""
    model, table = who_what_where(), activities()
    told = table.groupby("area_code")["organisation"].nunique()
    for area in model.areas.itertuples():
        if area.key in told.index:
            assert area.value == told[area.key]
        else:
            assert area.class_key == NO_DATA
            assert area.value_text == "Aucune organisation signalée"
    assert model.classes[-1].label == "Aucune organisation signalée"
    assert model.classes[-1].count == 2


def test_the_table_says_who_does_what() -> None:
    """One row per area, one column per sector, those with most organisations first."""
    model, table = who_what_where(), activities()
    assert model.presence is not None
    names = [sector.name for sector in model.presence.sectors]
    assert list(model.table.columns) == ["Zone", "Organisations", *names]
    assert names[0] == "Eau et assainissement"
    named = dict(zip(model.areas["name"], model.areas["key"], strict=True))
    for line in model.table.to_dict("records"):
        mine = table[table["area_code"] == named[line["Zone"]]]
        for sector in names:
            who = sorted(mine.loc[mine["secteur"] == sector, "organisation"].unique())
            assert line[sector] == ", ".join(who)
    for sector in model.presence.sectors:
        mine = table[table["secteur"] == sector.name]
        assert sector.organisations == mine["organisation"].nunique()
        assert sector.areas == mine["area_code"].nunique()


def test_words_say_how_many_work_where() -> None:
    """In sentences: all, where most, the largest sectors, and where nobody is reported."""
    text = who_what_where().alt_text
    assert "8 organisations interviennent dans 12 zones sur 14" in text
    assert "Secteurs les plus présents\u00a0: Eau et assainissement (8 organisations" in text
    assert "Aucune organisation signalée\u00a0: Diourbel, Matam" in text
    assert "Sans données" not in text


def test_names_leave_only_if_the_brief_says_so(tmp_path: Path) -> None:
    """Without the organisations there are counts; without the sectors only the sum."""
    counted = who_what_where(columns=("secteur",))
    page = write_page(counted, tmp_path / "map.html").read_text("utf-8")
    assert "Caritas" not in page + counted.table.to_string() + counted.alt_text
    assert set(counted.table["Abris"]) <= {"", "1", "2", "3"}
    alone = who_what_where(columns=())
    assert list(alone.table.columns) == ["Zone", "Organisations"]
    assert "Nutrition" not in alone.alt_text
    assert alone.presence is not None
    assert not alone.presence.sectors


def test_the_printed_map_has_the_matrix() -> None:
    """Letters stand for sectors; areas have a line each with their numbers, none on another."""
    model = who_what_where()
    with settings():
        sheet = drawing.compose(model)
    written = [each for each in sheet.written if each.part == "furniture"]
    texts = [each.text for each in written]
    assert {"A", "B", "C", "D", "E"} <= set(texts)
    assert "A" in texts
    names = [each for each in written if each.text in set(model.areas["name"])]
    assert len(names) == len(model.areas)
    boxes = [each.box for each in names]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert model.presence is not None
    assert sum(each.text == "·" for each in written) == int((model.presence.counts == 0).sum())


def test_many_sectors_keep_the_largest() -> None:
    """A table of thirty columns is read by nobody."""
    told = [("SN-DK", f"O{i}", f"S{i % 30:02}") for i in range(60)]
    told += [("SN-DK", f"P{i}", "S07") for i in range(5)]
    model = who_what_where(rows(*told))
    assert model.presence is not None
    assert len(model.presence.sectors) == MOST_SECTORS
    assert model.presence.sectors[0].name == "S07"


def test_what_is_missing_is_told() -> None:
    """Rows without an organisation, without a sector, of no area, and tables of nothing."""
    model = who_what_where(
        rows(("SN-DK", "ACF", None), ("SN-DK", None, "Santé"), ("XX", "PAM", "Santé"))
    )
    told = {found.code: found.values for found in model.findings}
    assert told["map.row_without_who"]["count"] == 1
    assert told["map.row_without_area"]["count"] == 1
    assert "Secteur non précisé" in model.table.columns
    for wrong, code in (
        (rows(), "map.table_empty"),
        (rows(("SN-DK", None, "Santé")), "map.nobody_anywhere"),
        (rows(("XX", "PAM", "Santé")), "map.nothing_joined"),
    ):
        with pytest.raises(ProbonoError) as problem:
            who_what_where(wrong)
        assert code in [found.code for found in problem.value.findings.errors]
    with pytest.raises(ProbonoError) as problem:
        who_what_where(sector="")
    assert [found.code for found in problem.value.findings.errors] == ["map.no_who"]
    with pytest.raises(ProbonoError) as problem:
        who_what_where(sector="secteurs")
    assert "secteur" in problem.value.findings.errors[0].values["near"]


def test_sectors_are_listed_in_page_and_files(tmp_path: Path) -> None:
    """The legend of the page counts them, other programs get a column each."""
    model = who_what_where()
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    assert "<h3>Organisations par secteur</h3>" in page
    assert "8 organisations, 10 zones" in page
    exported = gpd.read_file(export_map(model, tmp_path, "map", ["gpkg"])[0], layer="areas")
    assert {"Nutrition", "Abris", "Organisations"} <= set(exported.columns)
