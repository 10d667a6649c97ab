"""The Data Package: other programs read what the description promises."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest

from probono_kit.database import write_datapackage
from tests.database import handed


@pytest.fixture
def package(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """The package of the small database."""
    found = write_datapackage(handed.design(), handed.rows(), tmp_path, licence="CC-BY-4.0")
    assert [each.code for each in found] == ["tables.quoted_formulas"]
    text = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    return tmp_path, json.loads(text)


def contents(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    """Read a file as its description says."""
    path = folder / resource["path"]
    with path.open(encoding=resource["encoding"], newline="") as file:
        return list(csv.DictReader(file))


def test_the_description_follows_the_specification(package: tuple[Path, dict[str, Any]]) -> None:
    """Names, profile, licence, types: the rules of the tabular data package, version 1."""
    _folder, told = package
    assert told["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[-a-z0-9._/]+", told["name"])
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]
    types = {"string", "number", "integer", "boolean", "date", "datetime", "geojson"}
    for resource in told["resources"]:
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
        assert resource["profile"] == "tabular-data-resource"
        assert {each["type"] for each in resource["schema"]["fields"]} <= types
    flow = next(
        f
        for r in told["resources"]
        for f in r["schema"]["fields"]
        if (r["name"], f["name"]) == ("point_eau", "debit")
    )
    assert flow["title"] == "Débit"
    assert flow["description"] == "[m3/h]"


def test_files_are_what_the_description_says(package: tuple[Path, dict[str, Any]]) -> None:
    """Size, checksum, columns, types and required fields hold for every cell."""
    folder, told = package
    assert sorted(p.name for p in folder.glob("*.csv")) == sorted(
        r["path"] for r in told["resources"]
    )
    for resource in told["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert not content.startswith(b"\xef\xbb\xbf")
        fields = resource["schema"]["fields"]
        records = contents(folder, resource)
        assert len(records) == len(handed.rows()[resource["name"]])
        for record in records:
            assert list(record) == [each["name"] for each in fields]
            for each in fields:
                holds(record[each["name"]], each)


def holds(text: str, told: dict[str, Any]) -> None:
    """Fail if a cell is not what its field promises."""
    if text == "":
        assert not told.get("constraints", {}).get("required")
        return
    match told["type"]:
        case "integer":
            int(text)
        case "number":
            float(text)
        case "boolean":
            assert text in ("true", "false")
        case "date":
            date.fromisoformat(text)
        case "geojson":
            assert json.loads(text)["type"] == "Point"


def test_keys_lead_to_rows_that_are_there(package: tuple[Path, dict[str, Any]]) -> None:
    """Primary keys come once, and every foreign key finds its row."""
    folder, told = package
    resources = {each["name"]: each for each in told["resources"]}
    keys = {}
    for name, resource in resources.items():
        key = resource["schema"]["primaryKey"]
        found = [tuple(r[k] for k in key) for r in contents(folder, resource)]
        assert len(set(found)) == len(found)
        keys[name] = set(found)
    count = 0
    for resource in told["resources"]:
        for link in resource["schema"].get("foreignKeys", []):
            parent = link["reference"]["resource"]
            assert link["reference"]["fields"] == resources[parent]["schema"]["primaryKey"]
            for record in contents(folder, resource):
                pointed = tuple(record[name] for name in link["fields"])
                assert pointed in keys[parent] or not all(pointed)
                count += 1
    assert count == 13


def test_codes_keep_their_zeros_and_formulas_do_not_run(
    package: tuple[Path, dict[str, Any]],
) -> None:
    """``01`` stays ``01``; a remark that begins with ``=`` is text in every spreadsheet."""
    folder, told = package
    resources = {each["name"]: each for each in told["resources"]}
    assert contents(folder, resources["village"])[0]["code"] == "01"
    remarks = [each["remarque"] for each in contents(folder, resources["visite"])]
    assert remarks == ["'=1+1", 'dit « "ça va" »', ""]


def test_without_licence_a_note_says_so(tmp_path: Path) -> None:
    """Data without licence are nobody else's to use: whoever hands them on should know."""
    found = write_datapackage(handed.design(), handed.rows(), tmp_path)
    assert "document.no_licence" in [each.code for each in found]
    assert "licenses" not in json.loads((tmp_path / "datapackage.json").read_text("utf-8"))


def test_the_formats_own_reader_finds_nothing_wrong(package: tuple[Path, dict[str, Any]]) -> None:
    """Frictionless reads every file under its schema: types, required fields, keys and links."""
    folder, _told = package
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) == len(handed.design().tables)


def test_the_formats_own_reader_finds_a_row_without_parent(
    package: tuple[Path, dict[str, Any]],
) -> None:
    """The links are really looked at: a village that is not there is found."""
    folder, _told = package
    path = folder / "point_eau.csv"
    path.write_text(path.read_text("utf-8").replace(",02,", ",99,"), encoding="utf-8")
    found = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert "foreign-key" in {kind for (kind,) in found.flatten(["type"])}
