"""The page for the owner of a table: true counts, what to decide, nothing that may not leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from probono_kit import engagement, run, tables
from probono_kit.deliver.reading import read_contents
from probono_kit.i18n import set_language
from probono_kit.run import Saved
from tests.tables.test_review import fill

SHEET = (
    "Région;Débit;Téléphone;Gestionnaire\n Thiès;1 204,5;77 000 57 08;Awa Ndiaye\n"
    + "Louga;3,5;77 000 57 09;Fatou Cissé\n" * 9
    + "Dakar;environ 200;77 000 57 10;{{7*7}} <b>Ousmane</b>\n<i>{{7*7}}</i>;ND;;\n"
)


def save(folder: Path, language: str = "en") -> tuple[Saved, Path]:
    """Clean the sheet above and write all its files."""
    table = folder / "wells.csv"
    table.write_text(SHEET, encoding="utf-8")
    given = {
        "table": str(table),
        "areas": "",
        "columns": ["Région", "Débit"],
        "language": language,
        "output_folder": str(folder),
        "ngo": "Eau Vive",
    }
    p = engagement.check_parameters("clean_data", given)
    read = engagement.read_step(p)  # type: ignore[arg-type]
    clean = engagement.clean_step(p, read)  # type: ignore[arg-type]
    saved = run.save_clean_table(clean, clean.frame, p, read=read)  # type: ignore[arg-type]
    set_language("en")
    return saved, next(folder.glob("*.html"))


def test_the_page_says_what_happened(tmp_path: Path) -> None:
    """Rows, changes with examples, gaps, the cell that contradicts its column."""
    _, page = save(tmp_path)
    words = " ".join(" ".join(read_contents(page).texts).split())
    assert "12 rows were read and kept" in words
    assert "environ 200" in words
    assert "1 204,5" in words
    assert "accept the proposal" in words or "other value" in words


def test_nothing_private_is_on_the_page_nor_in_any_file_that_leaves(tmp_path: Path) -> None:
    """Names and telephone numbers stay, in every format."""
    saved, _ = save(tmp_path)
    leaving = [tmp_path / made.path for made in saved.outputs if made.deliver]
    assert {path.suffix for path in leaving} == {".xlsx", ".csv", ".parquet", ".html"}
    for path in leaving:
        text = " ".join(read_contents(path).texts)
        assert "Awa" not in text, path
        assert "77 000" not in text, path


def test_texts_from_data_are_never_markup(tmp_path: Path) -> None:
    """A cell with tags or braces is shown to the letter."""
    _, page = save(tmp_path)
    source = page.read_text("utf-8")
    assert "<i>" not in source
    assert "{{7*7}}" not in source
    assert "49" not in source.partition("<main")[2].partition("dictionary")[0]


def test_the_same_table_gives_the_same_page(tmp_path: Path) -> None:
    """Byte for byte."""
    pages = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        pages.append(save(tmp_path / name)[1].read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_fits_a_phone(language: str, tmp_path: Path, chromium: Browser) -> None:
    """Nothing has to be pushed sideways at 360 pixels, in either direction of writing."""
    _, path = save(tmp_path, language)
    context = chromium.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 1200, "height": 900})
    wide = page.locator("main").bounding_box()
    tables = [each.bounding_box() for each in page.locator("table").all()]
    assert wide
    assert all(box and box["x"] + box["width"] <= wide["x"] + wide["width"] for box in tables)
    assert all(box and box["x"] >= wide["x"] for box in tables)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    context.close()


def test_what_came_back_is_not_asked_again(tmp_path: Path) -> None:
    """A decision in the CSV beside the brief fills the cell; the question is gone."""
    saved, _ = save(tmp_path)
    review = tables.clean_table(tables.read_table(tmp_path / "wells.csv")).review
    row = review[review["kind"] == "type"].iloc[0]
    head = ["kind", "check_id", "question", "uuid", "old_value"]
    told = (*(str(row[name]) for name in head), "", "other", "200", "asked", "Awa")
    decisions = tables.Decisions.of([told])
    tables.write_decisions(decisions, tmp_path / "decisions.csv")
    p = engagement.check_parameters(
        "clean_data",
        {"table": str(tmp_path / "wells.csv"), "review": str(tmp_path / "decisions.csv")},
    )
    clean = engagement.clean_step(p, engagement.read_step(p))  # type: ignore[arg-type]
    set_language("en")
    assert 200 in clean.frame["Débit"].tolist()
    assert "type" not in clean.review["kind"].tolist()
    assert saved.outputs


GROUPED = "Territoire;Province;Agent\n" + "".join(
    f"{place};{province};{agent}\n"
    for place, province, agent, count in (
        *(("Beni", "Nord-Kivu", "Awa", 41), ("Beni", "Ituri", "Awa", 3)),
        *(("Bunia", "Ituri", "Ali", 90), ("Bukavu", "Sud-Kivu", "Eve", 90)),
    )
    for _ in range(count)
)


@pytest.mark.parametrize(
    ("columns", "told"), [(["Territoire", "Province"], True), (["Province"], False)]
)
def test_a_group_is_asked_about_with_its_rows_where_its_columns_may_leave(
    columns: list[str], told: bool, tmp_path: Path
) -> None:
    """Should fail if 3 rows are 3 questions, or the question quotes a column that stays."""
    (tmp_path / "places.csv").write_text(GROUPED, encoding="utf-8")
    given = {
        "table": str(tmp_path / "places.csv"),
        "areas": "",
        "columns": columns,
        "language": "fr",
        "output_folder": str(tmp_path),
    }
    p = engagement.check_parameters("clean_data", given)
    read = engagement.read_step(p)  # type: ignore[arg-type]
    clean = engagement.clean_step(p, read)  # type: ignore[arg-type]
    saved = run.save_clean_table(clean, clean.frame, p, read=read)  # type: ignore[arg-type]
    set_language("en")
    leaving = [tmp_path / made.path for made in saved.outputs if made.deliver]
    words = " ".join(
        " ".join(text for path in leaving for text in read_contents(path).texts).split()
    )
    words = words.replace("\u00a0", " ")
    question = "Territoire « Beni » : « Nord-Kivu » dans 41 lignes, « Ituri » dans 3."
    assert (question in words) == told
    assert ("3 lignes, la première est la ligne 43" in words) == told
    assert "Beni" in words or not told
    assert "Awa" not in words


def test_answers_of_the_workbook_that_left_reach_records_with_names_of_their_own(
    tmp_path: Path,
) -> None:
    """Should fail if answers about a KoboToolbox table are dropped: its `_uuid` does not leave."""
    rows = "".join(f"u{i};R{i % 3};{20 + i}\n" for i in range(20))
    (tmp_path / "k.csv").write_text(f"_uuid;Region;Age\n{rows}u99;R1;500\n", encoding="utf-8")
    (tmp_path / "r.yml").write_text("steps:\n- {check: Age, between: [0, 120]}\n", encoding="utf-8")
    given = {
        "table": str(tmp_path / "k.csv"),
        "recipe": str(tmp_path / "r.yml"),
        "areas": "",
        "columns": ["Region", "Age"],
        "language": "fr",
        "output_folder": str(tmp_path),
    }

    def cleaned(**more: str) -> tables.CleanTable:
        p = engagement.check_parameters("clean_data", {**given, **more})
        read = engagement.read_step(p)  # type: ignore[arg-type]
        made = engagement.clean_step(p, read)  # type: ignore[arg-type]
        run.save_clean_table(made, made.frame, p, read=read)  # type: ignore[arg-type]
        return made

    def checks(made: tables.CleanTable) -> list[str]:
        return made.review["uuid"][made.review["kind"] == "check"].tolist()

    assert checks(cleaned()) == ["u99"]
    [workbook] = tmp_path.glob("*uestion*.xlsx")
    answers = {"500": {"decision": "autre valeur", "new_value": "50", "by": "Awa"}}
    fill(workbook, answers, "Contrôles")
    again = cleaned(review=str(workbook))
    set_language("en")
    assert again.frame["Age"].iloc[-1] == 50
    assert checks(again) == []
