"""The how-to pages do what they say: every command in them is run, as a reader would."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest

from probono_kit.cli import entry
from probono_kit.resources import share_path

DOCS = Path(__file__).parents[2] / "docs" / "how-to"
BLOCK = re.compile(r"^```(\w+)(?: (file|replace)=(\S+))?\n(.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block: what it holds and what a reader does with it."""

    kind: str
    action: str
    target: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page in order."""
    return [Block(*found.groups("")) for found in BLOCK.finditer(page.read_text("utf-8"))]


def run(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one line of a shell block and return what a reader sees."""
    if command.startswith("cp "):
        _, source, target = command.split()
        shutil.copy(folder / source, folder / target)
        return ""
    words = command.split()
    assert words[0] == "probono", command
    with chdir(folder):
        status = entry.run(words[1:])
    said = "".join(capsys.readouterr())
    assert status == entry.ExitCode.GOOD, f"{command}\n{said}"
    return said


def replaced(text: str, line: str) -> str:
    """Replace the one line of `text` that begins as `line` does."""
    start = line[: line.index(",")]
    assert text.count(start) == 1, start
    return "\n".join(line if old.startswith(start) else old for old in text.splitlines()) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_every_command_of_the_page_works(
    page: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Files are written as shown, commands run, and the output holds what the page shows."""
    monkeypatch.setenv("PROBONO_LANGUAGE", "")
    (tmp_path / "data").symlink_to(share_path("data"))
    said = ""
    for block in blocks(page):
        target = tmp_path / block.target
        if block.kind == "sh":
            said = "".join(run(line, tmp_path, capsys) for line in block.text.splitlines())
        elif block.kind == "text" and not block.action:
            for line in block.text.splitlines():
                assert line in said, f"{line!r} is not in what the command said:\n{said}"
        elif block.kind == "yaml" and not block.action:
            continue  # a part of a brief, to read
        elif block.kind == "python" and not block.action:
            subprocess.run([sys.executable, "-c", block.text], cwd=tmp_path, check=True)
        elif block.action == "replace":
            target.write_text(replaced(target.read_text("utf-8"), block.text.rstrip("\n")), "utf-8")
        else:
            target.write_text(block.text, "utf-8")
    made = re.search(r"^probono new (\S+)", page.read_text("utf-8"), re.M)
    if made:
        engagement = made[1]
        assert (tmp_path / engagement / "bundle" / "index.html").is_file()
        assert (tmp_path / engagement / f"{engagement}.zip").is_file()
        return
    form = re.search(r"^probono form build .* --output (\S+)", page.read_text("utf-8"), re.M)
    if form:
        assert {".xlsx", ".xml"} <= {path.suffix for path in (tmp_path / form[1]).iterdir()}
        return
    if all(block.kind == "python" for block in blocks(page)):
        return
    [folder] = [tmp_path / name for name in ("cleaned", "propre") if (tmp_path / name).is_dir()]
    kinds = {path.suffix for path in folder.iterdir()}
    assert {".xlsx", ".csv", ".parquet", ".yml", ".txt"} <= kinds
