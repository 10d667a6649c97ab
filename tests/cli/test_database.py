"""``probono database``: what a person types at a database and sees."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from probono_kit.cli.entry import ExitCode, run
from probono_kit.database import Split, backup_commands, read_tables, save_database
from tests.database import handed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small database as a GeoPackage, in a folder with a space."""
    path = tmp_path / "mes bases" / "eau.gpkg"
    path.parent.mkdir()
    save_database(handed.design(), Split(handed.rows(), {}), path)
    return path


def test_describe_says_what_is_there_and_shows_no_row(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables, rows, links and the last load, in French; no name of anybody."""
    assert run(["--language", "fr", "database", "describe", str(file)]) == ExitCode.GOOD
    out = capsys.readouterr().out
    assert "Points d'eau du Sine" in out
    assert any(line.split()[:1] == ["visite"] and "3" in line for line in out.splitlines())
    assert (
        "Chaque ligne de «\u00a0Visites\u00a0» appartient à une ligne de «\u00a0Points d'eau\u00a0»"
        in out
    )
    assert "Dernier chargement\u00a0: numéro 1." in out
    assert "Diofior" not in out


def test_dictionary_and_diagram_are_written_beside_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line is the path of what was written."""
    for command, name in (("dictionary", "eau-dictionary.xlsx"), ("diagram", "eau-diagram.svg")):
        assert run(["database", command, str(file)]) == ExitCode.GOOD
        assert capsys.readouterr().out.splitlines()[-1] == str(file.with_name(name))
        assert file.with_name(name).stat().st_size > 2000


def test_the_backup_lines_save_and_restore(file: Path) -> None:
    """Typed as they stand, they keep a copy and get it back after an accident."""
    save, restore = (shlex.split(line)[1:] for line in backup_commands(file))
    before = read_tables(file)[1]
    assert run(save) == ExitCode.GOOD
    file.write_bytes(b"an accident")
    assert run(restore) == ExitCode.GOOD
    after = read_tables(file)[1]
    assert list(after) == list(before)
    assert all(after[name].equals(before[name]) for name in before)


def test_what_is_no_database_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong path, or another kind of file, never ends in a traceback."""
    sheet = tmp_path / "a.gpkg"
    sheet.write_text("a;b\n")
    for command in ("describe", "dictionary", "diagram", "browse"):
        for path in (sheet, tmp_path / "none.gpkg"):
            assert run(["database", command, str(path)]) == ExitCode.FAILED
            err = capsys.readouterr().err
            assert "Traceback" not in err
            assert path.name in err
