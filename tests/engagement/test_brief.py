"""What a volunteer types into engagement.yml, and what is said about it."""

from __future__ import annotations

import datetime
import os
import unicodedata
from pathlib import Path

import pytest

from probono_kit.engagement import read_brief
from probono_kit.errors import ProbonoError
from tests.engagement.conftest import BRIEF, Typed


def line_of(text: str) -> int:
    """Return the line of the good brief in which `text` stands."""
    return next(i for i, line in enumerate(BRIEF.splitlines(), 1) if text in line)


def test_a_good_brief_is_read_without_a_word(typed: Typed) -> None:
    """Everything that was typed is there, typed, and nothing is found."""
    read = typed.read()
    assert read.findings == []
    assert read.folder == typed.folder
    assert read.brief.engagement == "water-points"
    assert read.brief.produced == datetime.date(2026, 11, 22)
    assert read.brief.ngo.name == "Eau Vive"
    assert read.brief.task("carte").parameters == {"value": "points", "title": "Carte"}
    assert str(read.brief.sources["limits-file"].date) == "2024"


def test_the_brief_itself_may_be_named_instead_of_its_folder(typed: Typed) -> None:
    """Shells complete names of files, and people press enter."""
    typed.read()
    assert read_brief(typed.folder / "engagement.yml").brief.engagement == "water-points"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("country: SEN", "country: NO", "yaml_bool"),
        ("country: SEN", "country: Senegal", "not_a_country"),
        ("title: Points d'eau", "title: 12:30", "yaml_number"),
        ("title: Points d'eau", "title: 1_000", "yaml_number"),
        ("title: Points d'eau", "title: 007", "yaml_number"),
        ("title: Points d'eau", "title: 0x1F", "yaml_number"),
        ("title: Points d'eau", "title: 2025", "text_needed"),
        ("title: Points d'eau", "title: 2025-04-30", "text_needed"),
        ("title: Points d'eau", "title: true", "text_needed"),
        ("title: Points d'eau", "title: [a, b]", "text_needed"),
        ("title: Points d'eau", "title: ''", "empty_text"),
        ("title: Points d'eau", "title: {de: Wasser}", "not_a_language"),
        ("title: Points d'eau", "title: {fr: 5}", "text_needed"),
        ("title: Points d'eau", "titel: Points d'eau", "unknown_key"),
        ("title: Points d'eau", "title: a\ntitle: b", "duplicate_key"),
        ("title: Points d'eau", "title: !!python/object:os.system x", "yaml_tag"),
        ("title: Points d'eau", "title: !secret x", "yaml_tag"),
        ("title: Points d'eau", "title: “Points d'eau”", "curly_quotes"),
        ("title: Points d'eau", "title: Carte #1", "text_cut"),
        ("date: avril 2025", "date: 2025-04-30", "text_needed"),
        ("languages: [fr]", "languages: fr", "list_needed"),
        ("languages: [fr]", "languages: []", "list_too_short"),
        ("languages: [fr]", "languages: [fr, de]", "not_a_choice"),
        ("languages: [fr]", "languages: [fr, fr]", "language_twice"),
        ("produced: 2026-11-22", "produced: 22/11/2026", "not_a_day"),
        ("produced: 2026-11-22", "produced: 2026-02-31", "not_a_day"),
        ("produced: 2026-11-22", "produced: 5", "not_a_day"),
        ("produced: 2026-11-22", "produced: 2026-11-22\ntime_box_hours: 0", "too_small"),
        ("produced: 2026-11-22", "produced: 2026-11-22\ntime_box_hours: '12'", "number_needed"),
        ("engagement: water-points", "engagement: Water Points", "not_a_slug"),
        ("engagement: water-points", "engagement: " + "a" * 61, "text_too_long"),
        ("  name: Eau Vive", "  nam: Eau Vive", "unknown_key"),
        ("  limits-file:", "  Limits File:", "not_a_slug"),
        ("columns_to_share: [Région]", "columns_to_share: Région", "list_needed"),
        ("    file: raw/points_eau.csv", "    file: raw/point_eau.csv", "file_missing"),
        ("    file: raw/points_eau.csv", "    file: raw\\points_eau.csv", "path_backslash"),
        ("    file: raw/points_eau.csv", "    file: ../points_eau.csv", "path_outside"),
        ("    file: raw/points_eau.csv", "    file: C:/data/points_eau.csv", "path_outside"),
        ("    file: raw/points_eau.csv", "    file: ~/points_eau.csv", "path_outside"),
        ("    file: raw/points_eau.csv", "    file: work/a/table.csv", "path_made"),
        ("    file: raw/points_eau.csv", "    file: raw", "folder_for_file"),
    ],
)
def test_a_slip_is_found_in_its_line(typed: Typed, old: str, new: str, code: str) -> None:
    """Whatever is typed wrongly in one line is said about that line."""
    line = line_of(old) + new.count("\n")
    assert (line, code) in typed.changed(old, new)


def test_everything_is_said_at_once(typed: Typed) -> None:
    """Three slips in three lines are three findings, in the order of the lines, not the first."""
    text = (
        BRIEF.replace("country: SEN", "country: NO")
        .replace("produced: 2026-11-22", "produced: soon")
        .replace("notebook: static_map", "notebook: static_mop")
    )
    assert typed.codes(text) == [
        (line_of("produced"), "not_a_day"),
        (line_of("country"), "yaml_bool"),
        (line_of("static_map"), "unknown_notebook"),
    ]


def test_one_slip_is_said_once(typed: Typed) -> None:
    """An unquoted NO is not also called a wrong country."""
    assert typed.changed("country: SEN", "country: NO") == [(line_of("country"), "yaml_bool")]


def test_the_message_tells_what_to_type(typed: Typed) -> None:
    """The reader sees what they wrote, what was read, and what to write instead."""
    (found,) = typed.found(BRIEF.replace("country: SEN", "country: NO"))
    assert found.where == f"engagement.yml:{line_of('country')}"
    assert found.message("en") == "“NO” without quotation marks is read as “false”."
    assert 'Write "NO" with quotation marks' in found.fix("en")
    assert "guillemets" in found.message("fr")


def test_a_quoted_value_is_never_a_trap(typed: Typed) -> None:
    """Quotation marks make a text of anything."""
    for written in ('"NO"', "'12:30'", '"2025-04-30"', '"007"'):
        assert typed.changed("title: Points d'eau", f"title: {written}") == []


def test_a_key_without_a_value_is_as_good_as_absent(typed: Typed) -> None:
    """What the template leaves open is not a mistake; what is needed is missed."""
    assert typed.changed("country: SEN", "country:\naudience: null") == []
    assert typed.changed("produced: 2026-11-22", "produced:") == [
        (line_of("produced"), "missing_key")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: Points d'eau : région", "yaml_colon"),
        ("title: 'open", "yaml_unclosed"),
        ("languages: [fr", "yaml_syntax"),
        ("title:\u00a0Points\nquestion: x", "yaml_no_break_space"),
        ("title: @home", "yaml_sign"),
        ("title: *home", "yaml_alias"),
        ("a: 1\n---\nb: 2", "yaml_documents"),
        ("? [a, b]\n: c", "yaml_key"),
        ("just a sentence", "not_a_brief"),
        ("- a\n- b", "not_a_brief"),
        ("title: a\x07b", "yaml_character"),
    ],
)
def test_what_is_not_yaml_is_explained(typed: Typed, text: str, code: str) -> None:
    """The reason is said in the words of someone who never heard of YAML."""
    typed.write(text)
    with pytest.raises(ProbonoError) as caught:
        read_brief(typed.folder)
    assert f"engagement.{code}" in {each.code for each in caught.value.findings}


def test_every_tab_is_found(typed: Typed) -> None:
    """All lines that begin with a tab are named, so that one pass mends them."""
    assert typed.codes("ngo:\n\tname: a\n\tcontact: b\n") == [(2, "yaml_tab"), (3, "yaml_tab")]


def test_another_encoding_is_found_in_its_line(typed: Typed) -> None:
    """A file saved as Windows-1252 says so, and does not turn é into something else."""
    (typed.folder / "engagement.yml").write_bytes("title: a\nngo: é\n".encode("cp1252"))
    with pytest.raises(ProbonoError, match=r"engagement\.yml:2: .*UTF-8"):
        read_brief(typed.folder)


def test_utf16_with_its_mark_is_read(typed: Typed) -> None:
    """Notepad's “Unicode” is fine."""
    (typed.folder / "engagement.yml").write_bytes(BRIEF.encode("utf-16"))
    assert read_brief(typed.folder).brief.ngo.name == "Eau Vive"


def test_a_missing_brief_offers_the_nearest(tmp_path: Path) -> None:
    """Whoever wrote .yaml, or mistyped the folder, is told which one is there."""
    folder = tmp_path / "water-points"
    folder.mkdir()
    with pytest.raises(ProbonoError, match=r"no engagement\.yml"):
        read_brief(folder)
    (folder / "engagement.yaml").write_text(BRIEF, encoding="utf-8")
    with pytest.raises(ProbonoError, match=r"Rename “engagement\.yaml” to engagement\.yml"):
        read_brief(folder)
    (folder / "engagement.yaml").rename(folder / "engagement.yml")
    with pytest.raises(ProbonoError, match="Did you mean “water-points”"):
        read_brief(tmp_path / "water-point")


def test_an_empty_source_is_found(typed: Typed) -> None:
    """A file of no bytes is found before anything runs."""
    (typed.folder / "raw" / "points_eau.csv").write_bytes(b"")
    assert typed.codes(BRIEF) == [(line_of("points_eau"), "file_empty")]


def test_a_link_that_leaves_the_folder_is_refused(typed: Typed, tmp_path: Path) -> None:
    """A folder that came by e-mail cannot make us read what lies elsewhere."""
    secret = tmp_path / "secret.csv"
    secret.write_text("a", encoding="utf-8")
    (typed.folder / "raw" / "points_eau.csv").unlink()
    (typed.folder / "raw" / "points_eau.csv").symlink_to(secret)
    assert typed.codes(BRIEF) == [(line_of("points_eau"), "path_outside")]


def test_accents_in_two_characters_are_the_same_name(typed: Typed) -> None:
    """A file copied from a Mac is found under the name that everybody reads."""
    name = unicodedata.normalize("NFD", "données.csv")
    (typed.folder / "raw" / name).write_text("a", encoding="utf-8")
    read = typed.read(BRIEF.replace("points_eau.csv", "données.csv"))
    assert read.findings == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_that_may_not_be_read_is_found(typed: Typed) -> None:
    """Permissions are looked at before anything runs."""
    (typed.folder / "raw" / "points_eau.csv").chmod(0)
    assert typed.codes(BRIEF) == [(line_of("points_eau"), "file_not_readable")]


def test_what_is_missing_on_every_map_is_said(typed: Typed) -> None:
    """A source without licence or date is a warning that names what to ask for."""
    text = BRIEF.replace("    licence: CC BY 4.0\n    date: avril 2025\n", "")
    (found,) = typed.found(text)
    assert found.code == "engagement.source_incomplete"
    assert found.values["keys"] == ("licence", "date")


def test_an_empty_list_of_columns_is_a_warning(typed: Typed) -> None:
    """Nothing leaves by default, and this is said."""
    assert typed.changed("columns_to_share: [Région]", "columns_to_share: []") == [
        (line_of("columns_to_share"), "no_columns_to_share")
    ]


def test_a_language_without_a_catalogue_is_a_warning(typed: Typed) -> None:
    """Spanish can be asked for; that our own texts will be in English is said."""
    assert typed.changed("languages: [fr]", "languages: [fr, es]") == [
        (line_of("languages"), "language_not_ready")
    ]


def test_a_text_that_lacks_a_language_is_a_warning(typed: Typed) -> None:
    """A title in French only is not silently used for English readers."""
    text = BRIEF.replace("title: Points d'eau", "title: {fr: Points d'eau}")
    assert typed.codes(text.replace("languages: [fr]", "languages: [fr, en]")) == [
        (line_of("title"), "text_not_in_language")
    ]


def test_a_logo_must_be_a_picture_in_the_folder(typed: Typed) -> None:
    """The logo is looked for before the maps are drawn without it."""
    with_logo = BRIEF.replace("  name: Eau Vive", "  name: Eau Vive\n  logo: raw/logo.svg")
    assert [code for _, code in typed.codes(with_logo)] == ["file_missing_listed", "not_a_picture"]
    (typed.folder / "raw" / "logo.png").write_bytes(b"png")
    assert typed.codes(with_logo.replace("logo.svg", "logo.png")) == []


def test_a_house_style_is_read_before_any_map_is_drawn(typed: Typed) -> None:
    """A misspelt profile, or a mistake in the NGO's own, is said when the brief is checked."""
    styled = BRIEF.replace("  name: Eau Vive", "  name: Eau Vive\n  profile: ocha")
    assert [code for _, code in typed.codes(styled)] == ["map.profile_unknown"]
    assert typed.codes(styled.replace("ocha", "ocha-like")) == []
    (typed.folder / "raw" / "house.yml").write_text("title_blok: band")
    own = styled.replace("ocha", "raw/house.yml")
    assert [code for _, code in typed.codes(own)] == ["unknown_key"]
