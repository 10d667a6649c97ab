"""The notebooks run by papermill alone: defaults, other values, a mistake with its message."""

from __future__ import annotations

from pathlib import Path

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from probono_kit.resources import share_path
from probono_kit.run import Role, read_executed

SAMPLE = share_path("data/samples/water-points")


def run(name: str, folder: Path, **parameters: object) -> Path:
    """Run a notebook as a volunteer does who knows papermill and not our command."""
    executed = folder / f"{name}.ipynb"
    papermill.execute_notebook(
        str(share_path(f"notebooks/{name}.ipynb")),
        str(executed),
        parameters={"output_folder": str(folder), **parameters},
        progress_bar=False,
        cwd=str(folder),
    )
    return executed


@pytest.mark.slow
def test_defaults_of_the_table_notebook(tmp_path: Path) -> None:
    """Opened and run as it is, it cleans the sample."""
    outputs, findings = read_executed(run("clean_data", tmp_path))
    assert outputs[0].role is Role.TABLE
    assert all((tmp_path / made.path).is_file() for made in outputs)
    assert {"tables.rows_counted", "places.rows_matched"} <= {found.code for found in findings}
    assert not findings.errors


@pytest.mark.slow
def test_defaults_of_the_exploring_notebook(tmp_path: Path) -> None:
    """Opened and run as it is, it tells what the sample says: page, workbooks, maps."""
    outputs, findings = read_executed(run("explore_data", tmp_path))
    assert {made.path.rsplit(".")[-1] for made in outputs} == {"html", "xlsx", "pdf", "png"}
    assert all((tmp_path / made.path).stat().st_size > 3_000 for made in outputs)
    assert not findings.errors


@pytest.mark.slow
def test_defaults_of_the_database_notebook(tmp_path: Path) -> None:
    """Opened and run as it is, it builds the sample's database, whole and as it may leave."""
    outputs, findings = read_executed(run("build_database", tmp_path))
    assert {"database-work.gpkg", "database.design.yml"} <= {made.path for made in outputs}
    assert all((tmp_path / made.path).is_file() for made in outputs)
    assert not findings.errors


@pytest.mark.slow
def test_defaults_of_the_monitoring_notebook(tmp_path: Path) -> None:
    """Opened and run as it is, it monitors the sample: page, points to answer, tables, state."""
    outputs, findings = read_executed(run("monitor_collection", tmp_path))
    endings = {made.path.rsplit(".")[-1] for made in outputs}
    assert endings == {"html", "xlsx", "parquet", "json"}
    assert [made.path.rsplit(".")[-1] for made in outputs if made.deliver] == ["html"]
    assert not findings.errors


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "endings"), [("static_map", {"pdf", "png", "svg"}), ("interactive_map", {"html"})]
)
def test_defaults_of_the_map_notebooks(name: str, endings: set[str], tmp_path: Path) -> None:
    """Opened and run as they are, they draw the sample."""
    outputs, findings = read_executed(run(name, tmp_path))
    assert {made.path.rsplit(".")[-1] for made in outputs} == endings
    assert all((tmp_path / made.path).stat().st_size > 10_000 for made in outputs)
    assert not findings.errors


@pytest.mark.slow
def test_a_rate_in_english(tmp_path: Path) -> None:
    """Another value, a denominator, another language: a choropleth with English texts."""
    executed = run(
        "static_map",
        tmp_path,
        value="Population desservie (hab.)",
        measure="sum",
        denominator="Points d'eau fonctionnels",
        title="Inhabitants per working water point, Senegal, April 2025",
        legend_title="Inhabitants per water point",
        language="en",
        formats=["png"],
        decisions=str(SAMPLE / "decisions" / "places.csv"),
    )
    outputs, _ = read_executed(executed)
    assert [made.language for made in outputs] == ["en"]
    assert "highest in Kédougou" in outputs[0].description


@pytest.mark.slow
def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    """The message names the column and the nearest; the cell shows no traceback."""
    with pytest.raises(PapermillExecutionError) as caught:
        run("static_map", tmp_path, value="Points d'eau fonctionels", language="fr")
    assert caught.value.ename == "ProbonoError"
    assert "Points d'eau fonctionnels" in caught.value.evalue
    assert "Traceback" not in "\n".join(caught.value.traceback)
    _, findings = read_executed(tmp_path / "static_map.ipynb")
    assert [found.code for found in findings.errors] == ["tables.missing_column_near"]


@pytest.mark.slow
def test_the_form_notebook_draws_a_sample(tmp_path: Path) -> None:
    """With a number of points it leaves a workbook and the points beside the form."""
    outputs, findings = read_executed(run("set_up_collection", tmp_path, points=8))
    made = {each.path for each in outputs}
    assert {"sample.xlsx", "sample-points.geojson", "sample-points.gpx"} <= made
    assert "menages_fatick.xlsx" in made
    assert not findings.errors


@pytest.mark.slow
def test_defaults_of_the_form_notebook(tmp_path: Path) -> None:
    """Opened and run as it is, it makes the sample's form, areas by their codes among it."""
    outputs, findings = read_executed(run("set_up_collection", tmp_path))
    assert [made.path for made in outputs][:2] == ["menages_fatick.xlsx", "menages_fatick.xml"]
    assert all((tmp_path / made.path).is_file() for made in outputs)
    assert not findings.errors
