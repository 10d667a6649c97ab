"""The notebook that builds a database loads a server as well, if the brief names one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from probono_kit import database, engagement, run
from probono_kit.errors import ProbonoError
from probono_kit.i18n import set_language
from tests.database.server import IN_ADDRESS, PASSWORD, Server

pytestmark = pytest.mark.slow


def test_the_server_holds_what_the_file_holds_and_no_file_tells_its_password(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same tables, same rows; the password comes from the environment and goes nowhere."""
    whole = server.url(server.new())
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    address = whole.replace(f":{IN_ADDRESS}@", "@")
    assert address != whole
    given = {
        "tables": ["sample:village-water/raw/suivi_eau.xlsx"],
        "server": address,
        "language": "fr",
        "country": "SEN",
        "output_folder": str(tmp_path),
        "columns": ["Région"],
    }
    p = engagement.check_parameters("build_database", given)
    entered = engagement.enter_tables(p)  # type: ignore[arg-type]
    proposal = engagement.design_step(p, entered.sources)  # type: ignore[arg-type]
    split = database.split_sources(proposal.design, entered.sources)
    saved = run.save_database_files(proposal, split, p)  # type: ignore[arg-type]
    set_language("en")
    assert not saved.findings.errors

    def rows_of(address: str) -> dict[str, int]:
        engine = sa.create_engine(address)
        with engine.connect() as connection:
            counts = {
                table.name: connection.execute(
                    sa.select(sa.func.count()).select_from(sa.table(table.name))
                ).scalar_one()
                for table in proposal.design.tables
            }
        engine.dispose()
        return counts

    expected = {table.name: len(split.rows[table.name]) for table in proposal.design.tables}
    there = whole.replace("postgresql://", "postgresql+psycopg://")
    assert rows_of(f"sqlite:///{tmp_path / 'database-work.gpkg'}") == expected
    assert rows_of(there) == expected
    # A second run with the same tables adds nothing.
    again = run.save_database_files(proposal, split, p)  # type: ignore[arg-type]
    assert not again.findings.errors
    assert rows_of(there) == expected
    for path in tmp_path.iterdir():
        assert PASSWORD.encode() not in path.read_bytes(), path


def test_a_server_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    """No traceback, and what was written before is told."""
    frame = pd.DataFrame({"Puits": ["A1", "A2", "A3"], "Etat": ["bon", "bon", "sec"]})
    given = {
        "server": "postgresql://probono@127.0.0.1:9/none",
        "language": "en",
        "output_folder": str(tmp_path),
        "columns": ["Etat"],
    }
    p = engagement.check_parameters("build_database", given)
    sources = (database.Source("wells", frame),)
    proposal = engagement.design_step(p, sources)  # type: ignore[arg-type]
    split = database.split_sources(proposal.design, sources)
    with pytest.raises(ProbonoError) as caught:
        run.save_database_files(proposal, split, p)  # type: ignore[arg-type]
    set_language("en")
    assert [found.code for found in caught.value.findings] == ["load.no_answer"]
