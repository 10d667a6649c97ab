"""Help and complaints: what a volunteer reads before anything runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from probono_kit.cli.app import program
from probono_kit.cli.entry import ExitCode, run
from probono_kit.cli.language import reader_language, take_language
from probono_kit.cli.usage import EXIT_CODES

COMMANDS = sorted(program().commands)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBONO_LANGUAGE", "en")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    streams = capsys.readouterr()
    return status, streams.out, streams.err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with one line that says what it is for."""
    status, out, err = said(capsys, "--help")
    assert (status, err) == (0, "")
    names = [
        "check",
        "clean",
        "database",
        "deliver",
        "demo",
        "doctor",
        "form",
        "new",
        "notebooks",
        "render",
    ]
    assert names == COMMANDS
    for name in COMMANDS:
        (line,) = [each for each in out.splitlines() if each.startswith(f"  {name} ")]
        assert len(line.split()) > 3


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever types nothing wants to know what there is."""
    assert said(capsys) == said(capsys, "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """French readers find no English sentence, and the other way round."""
    texts = {code: said(capsys, name, "--help", "--language", code)[1] for code in ("en", "fr")}
    assert texts["en"].startswith(f"Usage: probono {name}")
    assert texts["fr"].startswith(f"Utilisation\u00a0: probono {name}")
    english = {line.strip() for line in texts["en"].splitlines() if len(line.split()) > 4}
    french = {line.strip() for line in texts["fr"].splitlines()}
    assert not english & french


def test_help_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than the window, down to sixty characters."""
    monkeypatch.setenv("COLUMNS", "60")
    for language in ("en", "fr"):
        for name in ["", *COMMANDS]:
            out = said(capsys, *filter(None, [name]), "--help", "--language", language)[1]
            assert max(map(len, out.splitlines())) <= 60


def test_exit_codes_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    """Every code that the command can give is in the help, and no other."""
    assert {code for code, _ in EXIT_CODES} == set(map(int, ExitCode))
    out = said(capsys, "--help")[1]
    for code, text in EXIT_CODES:
        assert f"{code} " in out
        assert text in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["rendr"], ["There is no command rendr.", "Did you mean render?"]),
        (["xyz"], ["There is no command xyz."]),
        (["render", "--jbos", "3"], ["There is no option --jbos.", "--jobs"]),
        (["render", "--jobs", "many"], ["The value of --jobs does not fit."]),
        (["render", "--jobs", "0"], ["The value of --jobs does not fit."]),
        (["render", "--jobs"], ["--jobs needs a value."]),
        (["new"], ["NAME is missing."]),
        (["check", "here", "there"], ["“there” is too much here."]),
        (["--language", "de", "check"], ["--language needs one of these: en, fr."]),
        (["check", "--language"], ["--language needs one of these: en, fr."]),
    ],
)
def test_a_slip_is_explained(
    arguments: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, the nearest right word, and where to read on; exit code 2."""
    status, out, err = said(capsys, *arguments)
    assert (status, out) == (2, "")
    for text in expected:
        assert text in err
    assert "Traceback" not in err


def test_a_slip_is_explained_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    """The language counts for mistakes too."""
    status, _, err = said(capsys, "--language", "fr", "rendr")
    assert status == 2
    assert "La commande rendr n'existe pas." in err
    assert "Vouliez-vous dire render\u00a0?" in err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_SN.UTF-8"}, "fr"),
        ({"LANG": "fr_FR"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:en", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANG": "sw_KE.UTF-8"}, "en"),
        ({"PROBONO_LANGUAGE": "fr", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"PROBONO_LANGUAGE": "fr-SN"}, "fr"),
        ({"PROBONO_LANGUAGE": "", "LANG": "fr"}, "fr"),
    ],
)
def test_the_language_comes_from_the_environment(
    environment: dict[str, str], language: str
) -> None:
    """Our own variable first, then the locale; what has no texts gives English."""
    assert reader_language(environment) == language


def test_the_language_may_stand_anywhere() -> None:
    """Before the command, after it, with = or without; after -- it is an argument."""
    for arguments in (
        ["--language", "fr", "check", "x"],
        ["check", "--language=fr", "x"],
        ["check", "x", "--language", "fr"],
    ):
        assert take_language(arguments) == (["check", "x"], "fr")
    assert take_language(["check", "--", "--language"]) == (["check", "--", "--language"], None)


def test_help_comes_at_once() -> None:
    """Half a second at most: nothing that draws or computes is imported."""
    code = (
        "import sys; from probono_kit.cli.entry import run; run(['--help', '--language', 'fr']);"
        "heavy = {'pandas', 'geopandas', 'matplotlib', 'folium', 'pydantic_core', 'nbformat'};"
        "import time; print(sorted(heavy & set(sys.modules)), time.process_time())"
    )
    command = [sys.executable, "-c", code]
    done = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(3)]
    last = [each.stdout.splitlines()[-1] for each in done]
    assert all(line.startswith("[] ") for line in last)
    # The processor's time: other programs on this machine do not count.
    assert min(float(line.split()[1]) for line in last) < 0.5


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, for a report."""
    status, out, _ = said(capsys, "--version")
    assert status == 0
    assert out.startswith("probono-kit ")


def test_letters_that_the_terminal_lacks_do_not_stop_it() -> None:
    """An old Windows console gets question marks, not an error."""
    done = subprocess.run(
        [sys.executable, "-c", "from probono_kit.cli import main; main()", "--help"],
        env={**os.environ, "PYTHONIOENCODING": "cp437:strict", "PROBONO_LANGUAGE": "en"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Begin with ?probono demo?" in done.stdout.decode("cp437")
