"""Page, workbook and maps of an exploration: true figures, nothing that may not leave."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Browser

from probono_kit import engagement, run
from probono_kit.deliver.reading import read_contents
from probono_kit.errors import ProbonoError
from probono_kit.i18n import set_language
from probono_kit.run import Saved

SHARED = ["zone", "pump", "people", "month", "need"]
NEEDS = ("pas d'eau potable ici", "l'école est trop loin", "Il n'y a pas d'eau potable")


def households() -> pd.DataFrame:
    """Return 240 made-up visits in 24 zones; two visits in the last, which nobody may see."""
    rows = []
    for n in range(240):
        zone = n % 24 if n < 238 else 23
        works = (n * 7) % 10 < (3 if zone < 8 else 8)
        rows.append(
            {
                "zone": f"Zone {zone:02d}",
                "pump": "works" if works else "broken",
                "people": 10 + (n * 13) % 50 + (40 if works else 0),
                "month": f"2025-{1 + n % 6:02d}-15",
                "need": NEEDS[n % 3] if n % 7 else "voir Mme Exemple au 77 000 57 08",
                "lat": 14.0 + zone // 6 + 0.3 + n * 0.0004,
                "lon": -16.0 + zone % 6 + 0.5,
                "Nom et prénom": f"Kalidou Fictif{n}",
                "rare": "unique" if n < 3 else "usual",
            }
        )
    frame = pd.DataFrame(rows)
    last = frame.index[frame["zone"] == "Zone 23"]
    return frame.drop(index=last[2:])


def prepare(folder: Path) -> dict[str, object]:
    """Write the table, a grid of zones and a few wells; return parameters of the notebook."""
    households().to_csv(folder / "visits.csv", index=False)
    shapes = [
        {
            "type": "Feature",
            "properties": {"name": f"Zone {n:02d}", "code": f"Z{n:02d}"},
            "geometry": shapely.geometry.mapping(
                shapely.box(-16 + n % 6, 14 + n // 6, -15 + n % 6, 15 + n // 6)
            ),
        }
        for n in range(25)
    ]
    areas = {"type": "FeatureCollection", "features": shapes}
    (folder / "zones.geojson").write_text(json.dumps(areas), "utf-8")
    wells = pd.DataFrame({"y": [14.3, 15.3], "x": [-15.5, -14.5]})
    wells.to_csv(folder / "wells.csv", index=False)
    return {
        "table": str(folder / "visits.csv"),
        "areas": str(folder / "zones.geojson"),
        "place_column": "zone",
        "columns": SHARED,
        "outcome": "pump",
        "outcome_value": "broken",
        "answer_columns": ["need"],
        "latitude": "lat",
        "longitude": "lon",
        "points": str(folder / "wells.csv"),
        "points_latitude": "y",
        "points_longitude": "x",
        "points_called": "puits",
        "radius_km": 20.0,
        "unit": "ménages",
        "labels": ["month: Mois de la visite"],
        "question": "Où les pompes sont-elles en panne ? <b>{{7*7}}</b>",
        "limits": ["Les villages sans route n'ont pas été visités."],
        "language": "fr",
        "country": "SEN",
        "ngo": "Eau Vive (fictive)",
        "source": "Visites (données fictives)",
        "data_date": "2025",
        "output_folder": str(folder),
    }


def save(folder: Path, **more: object) -> tuple[Saved, Path]:
    """Explore the table above and write all files."""
    p = engagement.check_parameters("explore_data", {**prepare(folder), **more})
    inputs = engagement.explore_inputs(p)  # type: ignore[arg-type]
    columns = engagement.profile_step(p, inputs)  # type: ignore[arg-type]
    areas = engagement.area_step(p, inputs, columns)  # type: ignore[arg-type]
    answers = engagement.answer_step(p, inputs)  # type: ignore[arg-type]
    links = engagement.relation_step(p, inputs, columns)  # type: ignore[arg-type]
    found = engagement.found_step(p, inputs, columns, links, areas, answers)  # type: ignore[arg-type]
    saved = run.save_exploration(found, inputs, p)  # type: ignore[arg-type]
    set_language("en")
    return saved, next(folder.glob("*.html"))


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Saved, Path]:
    """Explore once; the tests below look at the same files."""
    return save(tmp_path_factory.mktemp("explored"))


def words_of(page: Path) -> str:
    """Return what a reader sees, with plain spaces."""
    text = " ".join(" ".join(read_contents(page).texts).split())
    return re.sub(r"[\u00a0\u202f]", " ", text)


def test_the_question_comes_first_then_five_findings_at_most(
    explored: tuple[Saved, Path],
) -> None:
    """And what the data cannot say stands before every detail."""
    source = explored[1].read_text("utf-8")
    assert "Où les pompes sont-elles en panne" in source.partition("<h1>")[2].partition("</h1>")[0]
    findings = source.partition('id="findings"')[2].partition("</section>")[0]
    assert 1 <= findings.count("<li ") <= 5
    order = [source.index(f'id="{name}"') for name in ("findings", "limits", "maps", "columns")]
    assert order == sorted(order)
    assert "Les villages sans route" in source


def test_the_figures_are_those_of_the_table(explored: tuple[Saved, Path]) -> None:
    """The answer asked for, the areas and the distances, counted again another way."""
    said, frame = words_of(explored[1]), households()
    broken = frame[frame["pump"] == "broken"]
    assert f"« broken » dans {round(100 * len(broken) / len(frame))} % ({len(broken)} sur" in said
    zones = broken.groupby("zone").size().div(frame.groupby("zone").size()).fillna(0)
    shown = re.search(r"le plus souvent pour (Zone \d\d) : (\d+) % \((\d+) sur (\d+)", said)
    assert shown
    zone, share, part, whole = shown.groups()
    assert int(part) == (broken["zone"] == zone).sum()
    assert int(whole) == (frame["zone"] == zone).sum()
    assert int(share) == round(100 * zones[zone])


def test_columns_are_called_as_people_call_them(explored: tuple[Saved, Path]) -> None:
    """The label in place of the heading, wherever the page speaks of the column."""
    said = words_of(explored[1])
    assert "Mois de la visite" in said
    assert "area_name" not in said
    assert "distance_km" not in said
    assert not re.search(r"\bmonth\b", said)


def test_every_share_is_its_part_of_its_whole(explored: tuple[Saved, Path]) -> None:
    """“27 % (65 sur 240 …)”: the percentage belongs to the counts beside it, all over the page."""
    said = words_of(explored[1])
    shares = re.findall(r"(\d+(?:,\d+)?) % \((\d+) sur (\d+) ménages", said)
    assert len(shares) >= 5
    for percent, part, whole in shares:
        assert abs(float(percent.replace(",", ".")) - 100 * int(part) / int(whole)) <= 0.51


def test_nothing_that_may_not_leave_is_in_a_file_that_leaves(
    explored: tuple[Saved, Path],
) -> None:
    """Names, numbers, columns that the brief does not name, and groups of fewer than five."""
    saved, page = explored
    leaving = [page.parent / made.path for made in saved.outputs if made.deliver]
    assert {path.suffix for path in leaving} == {".html", ".xlsx", ".pdf", ".png"}
    for path in leaving:
        if path.suffix == ".png":
            continue
        text = " ".join(read_contents(path).texts)
        for secret in ("Kalidou", "Exemple", "77 000", "prénom", "unique", "rare"):
            assert secret not in text, (path, secret)
    html = page.read_text("utf-8")
    assert "Zone 23 :" not in html
    kept = [made for made in saved.outputs if not made.deliver]
    assert [made.path for made in kept] == ["visits-explored-work.xlsx"]


def test_texts_from_data_are_never_markup(explored: tuple[Saved, Path]) -> None:
    """A question with tags and braces is shown to the letter."""
    source = explored[1].read_text("utf-8")
    assert "<b>{{7*7}}" not in source
    assert "&lt;b&gt;" in source
    assert "://" not in re.sub(r'xmlns="[^"]+"', "", source)


def test_the_same_table_gives_the_same_files(explored: tuple[Saved, Path], tmp_path: Path) -> None:
    """Byte for byte."""
    saved, page = explored
    save(tmp_path)
    for made in saved.outputs:
        assert (tmp_path / made.path).read_bytes() == (page.parent / made.path).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone_and_can_be_read_aloud(
    explored: tuple[Saved, Path], scheme: str, chromium: Browser
) -> None:
    """At 360 pixels nothing is cut; headings, tables and pictures say what they are."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        offline=True,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(explored[1].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = page.locator("table").count()
    assert tables
    assert page.locator("table > caption").count() == tables
    pictures = page.locator("svg:not([aria-hidden])").all()
    assert pictures
    for drawn in pictures:
        assert drawn.get_attribute("role") == "img"
        assert drawn.get_attribute("aria-label") or drawn.locator("title").count()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_other_languages(language: str, tmp_path: Path, chromium: Browser) -> None:
    """English texts, and a page that runs right to left."""
    _, path = save(tmp_path, language=language, points="")
    context = chromium.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_workbook_is_ready_for_pivot_tables(explored: tuple[Saved, Path]) -> None:
    """One figure per row in real tables with filters, a dictionary, and no formula."""
    folder = explored[1].parent
    book = openpyxl.load_workbook(folder / "visits-explored-chiffres.xlsx")
    assert book.sheetnames == ["Chiffres", "Constats", "Colonnes", "Dictionnaire des données"]
    for sheet in book:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter is not None
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    figures = pd.read_excel(
        folder / "visits-explored-chiffres.xlsx", sheet_name="Chiffres", engine="calamine"
    )
    frame = households()
    of_pump = figures[(figures["Colonne"] == "pump") & (figures["Sujet"] == "répartition")]
    counts = of_pump[of_pump["Mesure"] == "enregistrements"].set_index("Valeur")["Chiffre"]
    assert counts.to_dict() == frame["pump"].value_counts().to_dict()
    by_area = figures[(figures["Sujet"] == "par zone") & (figures["Mesure"] == "part")]
    again = (frame["pump"] == "broken").groupby(frame["zone"]).mean().drop("Zone 23")
    assert by_area.set_index("Zone")["Chiffre"].to_dict() == pytest.approx(again.to_dict())


def test_places_that_may_not_leave_are_on_no_page_map_or_sheet(tmp_path: Path) -> None:
    """Without leave for the column of places, distances are told of nobody's area."""
    saved, page = save(tmp_path, columns=[name for name in SHARED if name != "zone"])
    assert "km" in words_of(page)
    leaving = [tmp_path / made.path for made in saved.outputs if made.deliver]
    assert {path.suffix for path in leaving} == {".html", ".xlsx"}
    for path in leaving:
        assert "Zone 0" not in " ".join(read_contents(path).texts), path


def test_no_sentence_speaks_of_fewer_than_five(tmp_path: Path) -> None:
    """The most frequent of many rare values is told of nobody."""
    frame = pd.DataFrame({"village": [f"v{n // 4}" for n in range(40)], "kind": ["a"] * 40})
    frame.to_csv(tmp_path / "rare.csv", index=False)
    given = {"table": str(tmp_path / "rare.csv"), "columns": ["village", "kind"], "areas": ""}
    given |= {"output_folder": str(tmp_path), "language": "en"}
    p = engagement.check_parameters("explore_data", given)
    inputs = engagement.explore_inputs(p)  # type: ignore[arg-type]
    columns = engagement.profile_step(p, inputs)  # type: ignore[arg-type]
    areas = engagement.area_step(p, inputs, columns)  # type: ignore[arg-type]
    links = engagement.relation_step(p, inputs, columns)  # type: ignore[arg-type]
    found = engagement.found_step(p, inputs, columns, links, areas, [])  # type: ignore[arg-type]
    run.save_exploration(found, inputs, p)  # type: ignore[arg-type]
    said = words_of(next(tmp_path.glob("*.html")))
    assert not re.search(r"\bv\d\b", said)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"columns": ["zone"]}, "space.not_shared"),
        ({"outcome_value": "brocken"}, "space.no_such_value"),
        ({"outcome": "", "outcome_value": "broken"}, "space.value_without_outcome"),
        ({"points_latitude": "", "points_longitude": ""}, "space.points_without_position"),
        ({"latitude": ""}, "clean.half_a_position"),
        ({"labels": ["month"]}, "space.not_a_label"),
        ({"outcome": "pumps"}, "tables.missing_column_near"),
    ],
)
def test_what_cannot_be_is_said(more: dict[str, object], code: str, tmp_path: Path) -> None:
    """Each mistake has a message of its own, before anything is computed."""
    with pytest.raises(ProbonoError) as caught:
        save(tmp_path, **more)
    set_language("en")
    assert code in {found.code for found in caught.value.findings}


def test_a_table_without_anything_shared_gives_no_page(tmp_path: Path) -> None:
    """What may not leave stays, whatever is explored."""
    given = {"columns": [], "outcome": "", "outcome_value": "", "answer_columns": []}
    with pytest.raises(StopIteration):
        save(tmp_path, **given)
    set_language("en")
    assert (tmp_path / "visits-explored-work.xlsx").is_file()


def test_formulas_in_cells_stay_text(tmp_path: Path) -> None:
    """A category that begins with an equals sign is a text in the workbook."""
    frame = pd.DataFrame({"kind": ["=1+1"] * 12 + ["+2"] * 12 + ["@x"] * 12})
    frame.to_csv(tmp_path / "kinds.csv", index=False)
    given = {"table": str(tmp_path / "kinds.csv"), "columns": ["kind"], "areas": ""}
    given |= {"output_folder": str(tmp_path), "language": "en"}
    p = engagement.check_parameters("explore_data", given)
    inputs = engagement.explore_inputs(p)  # type: ignore[arg-type]
    columns = engagement.profile_step(p, inputs)  # type: ignore[arg-type]
    areas = engagement.area_step(p, inputs, columns)  # type: ignore[arg-type]
    links = engagement.relation_step(p, inputs, columns)  # type: ignore[arg-type]
    found = engagement.found_step(p, inputs, columns, links, areas, [])  # type: ignore[arg-type]
    run.save_exploration(found, inputs, p)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(tmp_path / "kinds-explored-figures.xlsx")
    cells = [cell for row in book["Figures"].iter_rows() for cell in row]
    assert {"=1+1", "+2", "@x"} <= {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
