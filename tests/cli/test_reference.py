"""The reference of the command says what the command does."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from probono_kit.cli.app import program

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "make_reference.py"


def test_the_reference_is_up_to_date() -> None:
    """Whoever changes the command runs the script, and the page follows."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run scripts/make_reference.py: {done.stdout}{done.stderr}"


def test_a_page_that_differs_is_named(tmp_path: Path) -> None:
    """The check fails for an old page, and writing mends it."""
    spec = importlib.util.spec_from_file_location("make_reference", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.FOLDER = tmp_path
    assert module.main(["--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0


def test_every_command_and_option_is_documented() -> None:
    """No command is left out, whoever adds it."""
    text = (ROOT / "docs/reference/command.md").read_text(encoding="utf-8")
    for name, command in program().commands.items():
        assert f"## probono {name}" in text
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert f"`{parameter.opts[-1]}" in text
