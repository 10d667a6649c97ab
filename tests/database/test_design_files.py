"""Designs as files: written, changed by hand, read again, with every mistake in its line."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.database import (
    Design,
    Field,
    Origin,
    Table,
    design_schema,
    read_design,
    write_design,
)
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from tests.database.households import design


def test_a_design_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Every part of a design survives the file, and the file is the same each time."""
    path = tmp_path / "survey.yml"
    write_design(design(), path)
    first = path.read_bytes()
    assert read_design(path) == design()
    write_design(read_design(path), path)
    assert path.read_bytes() == first


#: Headings as people write them: any signs but those that no cell can hold.
HEADINGS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@settings(max_examples=40, deadline=None)
@given(heading=HEADINGS, other=HEADINGS, choice=HEADINGS)
def test_headings_of_any_kind_survive_the_file(
    heading: str, other: str, choice: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A heading may look like YAML, like a number or like a trap: it comes back to the letter."""
    path = tmp_path_factory.mktemp("design") / "d.yml"
    origin = Origin(
        source=heading, columns={"no": other}, several="no", marks={heading: choice, "NO": "yes"}
    )
    table = Table(
        name="t",
        title=heading,
        fields=(Field(name="no", title=other),),
        key=("no",),
        origins=(origin,),
    )
    made = Design(name="d", title=choice, tables=(table,), sources={heading: (other, heading)})
    write_design(made, path)
    assert read_design(path) == made


def test_reasons_stand_above_the_tables_that_they_are_about(tmp_path: Path) -> None:
    """Who changes a design reads why it was proposed so."""
    path = tmp_path / "survey.yml"
    evidence = pd.DataFrame({"table": ["region"], "reason": ["2 codes, 1 name each."]})
    write_design(design(), path, evidence=evidence, language="fr")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# La base de données")
    assert lines.index("  # 2 codes, 1 name each.") == lines.index("  - name: region") - 1
    assert read_design(path) == design()


def mistakes(tmp_path: Path, text: str) -> Findings:
    """Return what is said of a file."""
    path = tmp_path / "wells.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProbonoError) as problem:
        read_design(path)
    return problem.value.findings


def test_every_slip_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    """A misspelt key, a kind that does not exist, a name with capitals: one list."""
    found = mistakes(
        tmp_path,
        "name: wells\n"
        "tables:\n"
        "  - name: Puits forés\n"
        "    fields:\n"
        "      - {name: num, kind: number}\n"
        "    kee: [num]\n"
        "    key: [num]\n",
    )
    said = {(f.where, f.code) for f in found}
    assert said == {
        ("wells.yml:3", "design.not_a_name"),
        ("wells.yml:5", "engagement.not_a_choice"),
        ("wells.yml:6", "engagement.unknown_key"),
    }
    assert any("puits_fores" in f.fix("en") for f in found)


def test_links_that_lead_nowhere_are_told_in_their_line(tmp_path: Path) -> None:
    """The findings of a design name the line of the file, not only the table."""
    found = mistakes(
        tmp_path,
        "name: wells\n"
        "tables:\n"
        "  - name: well\n"
        "    fields: [{name: number}, {name: region}]\n"
        "    key: [num]\n"
        "    links:\n"
        "      - {fields: [region], table: regions}\n",
    )
    assert {(f.where, f.code) for f in found} == {
        ("wells.yml:5", "design.no_field"),
        ("wells.yml:6", "design.no_table"),
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "name: x\n"])
def test_a_file_without_a_design_is_told(tmp_path: Path, text: str) -> None:
    """An empty file, a list, a name alone: said in words."""
    assert mistakes(tmp_path, text).errors


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_schema_takes_what_is_written_and_refuses_slips(tmp_path: Path, language: str) -> None:
    """An editor that knows the schema underlines what reading would refuse."""
    schema = design_schema(language)
    jsonschema.Draft7Validator.check_schema(schema)
    path = tmp_path / "survey.yml"
    write_design(design(), path)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    data["tables"][0]["fields"][0]["kind"] = "number"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)
