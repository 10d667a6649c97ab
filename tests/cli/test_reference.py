"""The reference of the command says what the command does.

That all pages are up to date is held in tests/docs/test_reference.py.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from probono_kit.cli.app import program

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "make_reference.py"


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
