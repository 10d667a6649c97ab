"""A table's rows get their areas by code, by name, by decision; everything else is listed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.findings import Severity
from probono_kit.i18n import use_language
from probono_kit.places.match_frame import REPORT
from probono_kit.places.matching import AreaMatch, match_areas

REGIONS = pd.DataFrame(
    [
        ("SN-DK", "Dakar", ("داكار",)),
        ("SN-TH", "Thiès", ("Thies", "تياس")),
        ("SN-SL", "Saint-Louis", ("Ndar",)),
        ("SN-KA", "Kaffrine", ()),
        ("SN-KD", "Kolda", ()),
        ("SN-KE", "Kédougou", ()),
    ],
    columns=["area_code", "area_name", "other_names"],
).assign(parent_code="SEN", parent_name="Sénégal")

DEPARTMENTS = pd.DataFrame(
    [
        ("A1", "Nord", "A", "Est"),
        ("A2", "Sud", "A", "Est"),
        ("B1", "Nord", "B", "Ouest"),
        ("B2", "Lac", "B", "Ouest"),
    ],
    columns=["area_code", "area_name", "parent_code", "parent_name"],
)


def match(names: list[object], **options: object) -> AreaMatch:
    return match_areas(
        pd.DataFrame({"Région": names}),
        REGIONS,
        name_column="Région",
        **options,  # type: ignore[arg-type]
    )


def said(result: AreaMatch) -> list[str]:
    return [found.code for found in result.findings]


@pytest.mark.parametrize(
    ("written", "code", "method"),
    [
        ("Thiès", "SN-TH", "name"),
        ("THIES", "SN-TH", "name"),
        ("Région de Thiès", "SN-TH", "name"),
        ("St Louis", "SN-SL", "name"),
        ("région de St.-Louis", "SN-SL", "name"),
        ("Ndar", "SN-SL", "other_name"),
        ("داكار", "SN-DK", "other_name"),
        ("Kedougou Region", "SN-KE", "name"),
    ],
)
def test_a_name_in_any_spelling_is_its_area(written: str, code: str, method: str) -> None:
    result = match([written])
    assert result.frame.loc[0, "area_code"] == code
    assert result.frame.loc[0, "match_method"] == method


def test_an_official_name_comes_before_other_names_and_else_it_stays_open() -> None:
    areas = pd.DataFrame(
        {
            "area_code": ["1", "2", "3"],
            "area_name": ["Kasaï", "Kasaï Oriental", "La Mare"],
            "other_names": [(), ("Kasaï", "Mare"), ()],
        }
    )
    result = match_areas(pd.DataFrame({"n": ["KASAI", "Mare"]}), areas, name_column="n")
    assert result.frame["area_code"].fillna("").tolist() == ["1", ""]
    assert result.report.loc[0, "status"] == "ambiguous"


def test_a_misspelt_name_is_proposed_never_applied() -> None:
    result = match(["Kafrine", "Kafrine", "Dakar"])
    assert result.frame["area_code"].isna().tolist() == [True, True, False]
    row = result.report.iloc[0]
    assert (row["name"], row["rows"], row["status"], row["proposed"]) == (
        "Kafrine",
        2,
        "none",
        "SN-KA",
    )
    assert row["candidates"].startswith("Kaffrine (SN-KA) 94")
    [close] = [found for found in result.findings if found.code == "places.close"]
    assert close.message("en") == (
        "“Kafrine” is no area; it is very close to Kaffrine (SN-KA) (rows: 2)."
    )
    assert "SN-KA" in close.fix("fr")


def test_a_name_between_two_areas_is_not_even_proposed() -> None:
    areas = pd.DataFrame({"area_code": ["1", "2"], "area_name": ["Kasai A", "Kasai B"]})
    result = match_areas(pd.DataFrame({"n": ["Kasai"]}), areas, name_column="n")
    assert result.report.loc[0, "proposed"] == ""
    assert result.report.loc[0, "candidates"].count("Kasai") == 2


def test_a_part_of_an_area_shows_the_area_but_does_not_propose_it() -> None:
    result = match(["Thiès Nord", "Dakar"])
    assert result.report.loc[0, ["name", "proposed"]].tolist() == ["Thiès Nord", ""]
    assert result.report.loc[0, "candidates"].startswith("Thiès (SN-TH)")


def test_a_misspelt_name_is_taken_if_that_is_asked_for_and_it_is_said() -> None:
    result = match(["Kafrine", "Dakkar", "Kold", "Zzz"], accept_close=True)
    assert result.frame["area_code"].fillna("").tolist() == ["SN-KA", "SN-DK", "SN-KD", ""]
    taken = result.report[result.report["method"].eq("close_name")]
    assert taken["score"].between(75, 99).all()
    assert "very close to Kaffrine" in taken.set_index("name")["evidence"]["Kafrine"]
    [said_so] = [found for found in result.findings if found.code == "places.close_taken"]
    assert said_so.values["count"] == 3


def test_a_decision_comes_before_a_close_name(tmp_path: Path) -> None:
    path = decide(tmp_path, "name,parent,area_code\nKafrine,,SN-KD\n")
    result = match(["Kafrine"], accept_close=True, decisions=path)
    assert result.frame["area_code"].tolist() == ["SN-KD"]


def test_names_that_only_a_number_tells_apart_are_never_close() -> None:
    areas = pd.DataFrame(
        {
            "area_code": ["A", "B"],
            "area_name": ["1er arrondissement de Paris", "Arrondissement 2 de Paris"],
        }
    )
    table = pd.DataFrame({"n": ["3er arrondissement de Paris"]})
    result = match_areas(table, areas, name_column="n", accept_close=True)
    assert result.report.loc[0, "status"] == "none"


def test_a_foreign_name_has_no_candidates() -> None:
    result = match(["Ouagadougou-Bogodogo", "Dakar"])
    assert result.report.loc[0, ["status", "candidates"]].tolist() == ["none", ""]
    assert "places.nowhere" in said(result)


def test_rows_in_are_matched_plus_unmatched_and_say_so() -> None:
    result = match(["Dakar", "DAKAR", None, "Kafrine", " - ", "Thiès"])
    counts = result.counts
    assert (counts.rows, counts.matched, counts.unmatched, counts.empty) == (6, 3, 3, 2)
    assert (counts.names, counts.names_matched) == (4, 3)
    assert (counts.areas, counts.areas_used) == (6, 2)
    assert result.report["rows"].sum() == 6
    [total] = [found for found in result.findings if found.code == "places.rows_matched"]
    assert total.message("en").startswith("6 rows: 3 with an area, 3 without.")


def test_areas_without_a_row_are_listed() -> None:
    result = match(["Dakar", "Thiès"])
    assert result.unused["area_code"].tolist() == ["SN-SL", "SN-KA", "SN-KD", "SN-KE"]
    assert "places.areas_without_rows" in said(result)


def test_the_table_is_not_changed_and_keeps_rows_order_and_index() -> None:
    table = pd.DataFrame({"Région": ["Thiès", "?", "Dakar"], "n": [1, 2, 3]}, index=[7, 7, 9])
    before = table.copy()
    result = match_areas(table, REGIONS, name_column="Région")
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(result.frame[["Région", "n"]], before)
    assert list(result.frame.columns) == ["Région", "n", "area_code", "area_name", "match_method"]
    assert list(result.report.columns) == list(REPORT)


def test_codes_come_before_names_and_say_how_they_were_repaired() -> None:
    table = pd.DataFrame({"code": ["SN-DK", "sen_th", "SN-KD"], "nom": ["Dakar", "Tiess", None]})
    result = match_areas(table, REGIONS, name_column="nom", code_column="code")
    assert result.frame["area_code"].tolist() == ["SN-DK", "SN-TH", "SN-KD"]
    assert result.frame["match_method"].tolist() == ["code", "code_repaired", "code"]
    evidence = result.report.set_index("code")["evidence"]
    assert "another form" in evidence["sen_th"]
    assert "not among its names" in evidence["sen_th"]


def test_a_code_and_a_name_that_contradict_each_other_are_left_for_a_person() -> None:
    table = pd.DataFrame(
        {"code": ["SN-DK", "SN-TH", "SN-KD"], "nom": ["Dakar", "Thiès", "Kaffrine"]}
    )
    result = match_areas(table, REGIONS, name_column="nom", code_column="code")
    assert result.frame["area_code"].isna().tolist() == [False, False, True]
    row = result.report.iloc[0]
    assert row["status"] == "conflict"
    assert row["candidates"] == "Kolda (SN-KD); Kaffrine (SN-KA)"
    assert "places.conflict" in said(result)


def test_codes_of_another_list_are_left_aside() -> None:
    areas = pd.DataFrame({"area_code": ["KE-01", "KE-02"], "area_name": ["Baringo", "Bomet"]})
    table = pd.DataFrame({"code": ["KE002", "KE001"], "county": ["Baringo", "Bomet"]})
    result = match_areas(table, areas, name_column="county", code_column="code")
    assert result.frame["area_code"].tolist() == ["KE-01", "KE-02"]
    assert said(result)[0] == "places.other_codes"


def test_a_code_that_no_area_has_lets_the_name_speak_and_says_so() -> None:
    table = pd.DataFrame({"code": ["TH07", "SN-DK"], "nom": ["Thiès", "Dakar"]})
    result = match_areas(table, REGIONS, name_column="nom", code_column="code")
    assert result.frame["area_code"].tolist() == ["SN-TH", "SN-DK"]
    assert "places.codes_unknown" in said(result)


def test_codes_that_the_layer_does_not_have_at_all_are_said_once() -> None:
    table = pd.DataFrame({"code": ["SN07", "SN01"], "nom": ["Thiès", "Dakar"]})
    result = match_areas(table, REGIONS, name_column="nom", code_column="code")
    assert result.frame["area_code"].tolist() == ["SN-TH", "SN-DK"]
    assert said(result)[0] == "places.no_code_known"


def test_codes_read_as_numbers_find_their_zeros() -> None:
    areas = pd.DataFrame({"area_code": ["01", "02"], "area_name": ["Ain", "Aisne"]})
    result = match_areas(pd.DataFrame({"dep": [1.0, 2.0, None]}), areas, code_column="dep")
    assert result.frame["area_code"].fillna("").tolist() == ["01", "02", ""]


def test_homonyms_are_never_guessed_and_their_parent_settles_them() -> None:
    table = pd.DataFrame({"d": ["Nord", "NORD", "Lac"], "r": ["Région de l'Est", "OUEST", "B"]})
    alone = match_areas(table, DEPARTMENTS, name_column="d")
    assert alone.report["status"].tolist() == ["ambiguous", "ambiguous", "matched"]
    assert alone.report.loc[0, "candidates"] == "Nord (A1); Nord (B1)"
    assert "places.ambiguous" in said(alone)
    within = match_areas(table, DEPARTMENTS, name_column="d", parent_column="r")
    assert within.frame["area_code"].tolist() == ["A1", "B1", "B2"]


def test_a_name_in_another_parent_is_a_contradiction() -> None:
    table = pd.DataFrame({"d": ["Lac"], "r": ["Est"]})
    result = match_areas(table, DEPARTMENTS, name_column="d", parent_column="r")
    assert result.report.loc[0, "status"] == "conflict"
    assert "Ouest" in result.report.loc[0, "evidence"]


def test_an_unknown_parent_is_said_and_the_name_looked_up_everywhere() -> None:
    table = pd.DataFrame({"d": ["Lac", "Nord"], "r": ["Atlantis", "Atlantis"]})
    result = match_areas(table, DEPARTMENTS, name_column="d", parent_column="r")
    assert result.report.set_index("name")["status"].to_dict() == {
        "Lac": "matched",
        "Nord": "ambiguous",
    }
    assert "places.parents_unknown" in said(result)


def test_nothing_that_joins_is_an_error_that_keeps_the_report() -> None:
    result = match(["Batha", "Tibesti"])
    assert result.findings.worst is Severity.ERROR
    assert "places.nothing_matched" in said(result)
    assert len(result.report) == 2


def test_many_unmatched_names_are_counted_and_all_in_the_report() -> None:
    result = match([f"Inconnu {number}" for number in range(30)] + ["Dakar"])
    assert said(result).count("places.nowhere") == 20
    [more] = [found for found in result.findings if found.code == "places.more_unmatched"]
    assert (more.values["names"], more.values["rows"]) == (10, 10)
    assert len(result.report) == 31


def test_a_column_that_does_not_exist_is_named_with_the_closest() -> None:
    with pytest.raises(ProbonoError) as caught:
        match_areas(pd.DataFrame({"Région": ["Dakar"]}), REGIONS, name_column="region")
    [found] = caught.value.findings
    assert found.code == "places.column_missing"
    assert "Région" in found.fix("fr")


def test_a_table_without_any_place_is_told_what_to_name() -> None:
    with pytest.raises(ProbonoError) as caught:
        match_areas(pd.DataFrame({"Région": ["Dakar"], "n": [1]}), REGIONS)
    assert [found.code for found in caught.value.findings] == ["places.no_place_column"]


def test_a_table_matched_before_is_matched_by_its_own_codes() -> None:
    first = match(["Région de Thiès", "Kafrine", "Dakar"]).frame
    second = match_areas(first, REGIONS)
    assert second.frame["area_code"].fillna("").tolist() == ["SN-TH", "", "SN-DK"]
    assert list(second.frame.columns).count("area_code") == 1


def test_a_column_of_the_tables_own_is_kept_under_another_name() -> None:
    table = pd.DataFrame({"area_name": ["THIES", "dakar"]})
    result = match_areas(table, REGIONS, name_column="area_name")
    assert result.frame["area_name"].tolist() == ["Thiès", "Dakar"]
    assert result.frame["area_name_before"].tolist() == ["THIES", "dakar"]
    assert "places.column_kept" in said(result)


def test_evidence_is_written_in_the_language_of_the_run() -> None:
    with use_language("fr"):
        assert match(["Dakar"]).report.loc[0, "evidence"] == "Le nom est celui de Dakar (SN-DK)."


def test_an_empty_table_is_no_accident() -> None:
    result = match([])
    assert result.counts.rows == 0
    assert list(result.frame.columns) == ["Région", "area_code", "area_name", "match_method"]


SPELLINGS = st.builds(
    lambda name, change, before: change(before + name),
    st.sampled_from(REGIONS["area_name"].tolist()),
    st.sampled_from(
        [
            str.upper,
            str.lower,
            lambda text: text.replace("è", "e").replace("é", "e"),
            lambda text: text.replace("-", " "),
            lambda text: f"  {text} ",
        ]
    ),
    st.sampled_from(["", "Région de ", "la ", "Province de l'", "Region of "]),
)


@given(st.lists(SPELLINGS, min_size=1, max_size=12))
def test_case_accents_and_articles_never_change_the_match(written: list[str]) -> None:
    names = {name.casefold()[:4]: code for code, name in REGIONS[["area_code", "area_name"]].values}
    result = match(list(written))
    for text, code in zip(written, result.frame["area_code"], strict=True):
        plain = text.casefold().replace("thies", "thiè").replace("kedo", "kédo")
        assert code in {names[key] for key in names if key in plain}, text


NAMES = st.text(st.sampled_from("aàbé -'R1"), max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, min_size=1, max_size=8))
def test_no_row_is_lost_and_none_has_two_areas(areas: list[str], written: list[str]) -> None:
    layer = pd.DataFrame({"area_code": [f"X{i}" for i in range(len(areas))], "area_name": areas})
    result = match_areas(pd.DataFrame({"n": written}), layer, name_column="n")
    counts = result.counts
    assert counts.rows == len(written) == counts.matched + counts.unmatched
    assert counts.matched == result.frame["area_code"].notna().sum()
    assert result.report["rows"].sum() == len(written)
    from probono_kit.places.names import core_key, name_key

    for text, code in zip(written, result.frame["area_code"], strict=True):
        if isinstance(code, str):
            area = areas[int(code[1:])]
            assert core_key(area) == core_key(text) or name_key(area) == name_key(text)
            assert sum(name_key(other) == name_key(text) for other in areas) <= 1


def decide(folder: Path, text: str) -> Path:
    path = folder / "places.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_decision_makes_a_match_in_every_spelling(tmp_path: Path) -> None:
    path = decide(tmp_path, "name,parent,area_code\nKafrine,,SN-KA\nDiaspora,,-\n")
    result = match(["KAFRINE", "Kafriné", "Diaspora", "Dakar"], decisions=path)
    assert result.frame["area_code"].fillna("").tolist() == ["SN-KA", "SN-KA", "", "SN-DK"]
    assert result.frame["match_method"].tolist() == ["decision", "decision", "no_area", "name"]
    assert result.counts.no_area == 1
    assert not [found for found in result.findings if found.severity is Severity.WARNING]


def test_a_decision_about_an_unknown_area_is_refused_with_its_line(tmp_path: Path) -> None:
    path = decide(tmp_path, "name,parent,area_code\nKafrine,,SN-KF\n")
    with pytest.raises(ProbonoError) as caught:
        match(["Kafrine"], decisions=path)
    [found] = caught.value.findings
    assert found.where.endswith("places.csv:2")
    assert "SN-KA" in found.fix("fr")


def test_a_decision_for_a_code_settles_a_contradiction(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {"code": ["SN-KD", "SN-DK", "SN-TH"], "nom": ["Kaffrine", "Dakar", "Thiès"]}
    )
    path = decide(tmp_path, "name,parent,area_code,code\nKaffrine,,SN-KA,SN-KD\n")
    result = match_areas(table, REGIONS, name_column="nom", code_column="code", decisions=str(path))
    assert result.frame["area_code"].tolist() == ["SN-KA", "SN-DK", "SN-TH"]


def test_a_decision_for_a_name_does_not_overrule_a_code(tmp_path: Path) -> None:
    table = pd.DataFrame({"code": ["SN-KD", "SN-DK"], "nom": ["Kafrine", "Dakar"]})
    path = decide(tmp_path, "name,parent,area_code\nKafrine,,SN-KA\n")
    result = match_areas(table, REGIONS, name_column="nom", code_column="code", decisions=path)
    assert result.report.loc[0, "status"] == "conflict"


def test_a_decision_for_a_parent_holds_there_only(tmp_path: Path) -> None:
    table = pd.DataFrame({"d": ["Nort", "Nort"], "r": ["Est", "Ouest"]})
    path = decide(tmp_path, "name,parent,area_code\nNort,EST,A1\n")
    result = match_areas(table, DEPARTMENTS, name_column="d", parent_column="r", decisions=path)
    assert result.frame["area_code"].fillna("").tolist() == ["A1", ""]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Kharkiv Oblast", ["1"]),
        ("Kyiv oblast", []),
        ("Kyiv", ["3"]),
        ("Kasai East", ["4"]),
        ("Kasaï Ouest", []),
        ("Alhasakah", ["5"]),
    ],
)
def test_adjectives_sides_and_joined_articles(written: str, codes: list[str]) -> None:
    """A town's name with a kind of area may be the area around it; sides count in any language."""
    names = ["Kharkivska", "Kyivska", "Kyiv", "Kasaï-Oriental", "Hasakah"]
    areas = pd.DataFrame({"area_code": ["1", "2", "3", "4", "5"], "area_name": names})
    table = pd.DataFrame({"n": [written]})
    result = match_areas(table, areas, name_column="n", accept_close=True)
    assert result.frame["area_code"].dropna().tolist() == codes
