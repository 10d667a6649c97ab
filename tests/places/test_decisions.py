"""What a person decided survives spreadsheet programs, and contradictions are refused."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.i18n import use_language
from probono_kit.places.decisions import read_decisions, write_decisions
from probono_kit.places.matching import match_areas

AREAS = pd.DataFrame({"area_code": ["SN-KA", "SN-KD"], "area_name": ["Kaffrine", "Kolda"]})


def report(*names: str) -> pd.DataFrame:
    return match_areas(pd.DataFrame({"r": list(names)}), AREAS, name_column="r").report


def code_of(problem: pytest.ExceptionInfo[ProbonoError]) -> list[str]:
    return [found.code for found in problem.value.findings]


@pytest.mark.parametrize(
    "raw",
    [
        "name,parent,area_code\nKafriné,,SN-KA\n".encode(),
        "name;parent;area_code\r\nKafriné;;SN-KA\r\n".encode("utf-8-sig"),
        "Name;Area_Code;remarque\nKafriné;SN-KA;vu avec Awa\n".encode("cp1252"),
        'name,parent,area_code\n"Kafriné", ,SN-KA\n,,\nKolda?,,\n'.encode(),
    ],
)
def test_whatever_program_saved_the_file(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(raw)
    decisions = read_decisions(path)
    assert decisions[["name", "area_code"]].to_numpy().tolist() == [["Kafriné", "SN-KA"]]


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("nom,code\nKafrine,SN-KA\n")
    with pytest.raises(ProbonoError) as caught:
        read_decisions(path)
    assert code_of(caught) == ["places.decisions_columns"]
    path.write_text("")
    with pytest.raises(ProbonoError) as caught:
        read_decisions(path)
    assert code_of(caught) == ["places.decisions_columns"]


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    with pytest.raises(ProbonoError) as caught:
        read_decisions(tmp_path / "places.csv")
    assert code_of(caught) == ["file.missing"]
    with pytest.raises(ProbonoError) as caught:
        read_decisions(tmp_path)
    assert code_of(caught) == ["file.is_a_folder"]


def test_one_name_decided_in_two_ways_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,area_code\nKafrine,SN-KA\nKolda,SN-KD\nKAFRINE,SN-KD\n")
    with pytest.raises(ProbonoError) as caught:
        read_decisions(path)
    [found] = caught.value.findings
    assert found.where.endswith(":4")
    assert "line 2" in found.message("en")


def test_the_file_to_fill_in_lists_what_waits_and_keeps_what_is_decided(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "places.csv"
    write_decisions(path, report("Kafrine", "Kolda", "Nulle part", ""))
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        "name,parent,area_code,code,proposed,candidates",
        "Kafrine,,,,SN-KA,Kaffrine (SN-KA) 94",
        "Nulle part,,,,,",
    ]
    assert read_decisions(path).empty
    path.write_text(text.replace("Kafrine,,,", "Kafrine,,SN-KA,"), encoding="utf-8")
    decided = read_decisions(path)
    again = match_areas(
        pd.DataFrame({"r": ["Kafrine", "Kolda", "Nulle part"]}),
        AREAS,
        name_column="r",
        decisions=decided,
    )
    write_decisions(path, again.report, decided)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == ["Kafrine,,SN-KA,,,", "Nulle part,,,,,"]


def test_in_french_a_spreadsheet_program_opens_it_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    with use_language("fr"):
        write_decisions(path, report("Kafrine"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfname;parent;area_code")


def test_names_that_a_spreadsheet_program_would_run_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    decided = pd.DataFrame(
        [["=1+1", "", "SN-KA", ""], ["Diaspora", "", "-", ""]],
        columns=["name", "parent", "area_code", "code"],
    )
    write_decisions(path, report(), decided)
    assert "'=1+1," in path.read_text(encoding="utf-8-sig")
    back = read_decisions(path)
    assert back["name"].tolist() == ["=1+1", "Diaspora"]
    assert back["area_code"].tolist() == ["SN-KA", "-"]


def test_a_folder_that_refuses_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("whole")
    with pytest.raises(ProbonoError):
        write_decisions(blocked / "places.csv", report("Kafrine"))
    assert blocked.read_text() == "whole"
