"""Writing aside: a reader never finds half a file."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.files import file_name, sha256, write_aside, write_text


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What was there stays, and nothing lies beside it."""
    target = tmp_path / "map.pdf"
    write_text(target, "old")
    with pytest.raises(ZeroDivisionError), write_aside(target) as aside:
        aside.write_text(f"half {1 // 0}")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.pdf"]


def test_a_full_disk_is_a_finding(tmp_path: Path) -> None:
    """No traceback, nothing half-written."""
    target = tmp_path / "map.pdf"
    with pytest.raises(ProbonoError) as caught, write_aside(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.findings[0].code == "file.no_space"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_finding(tmp_path: Path) -> None:
    """``out/map.pdf`` where ``out`` is a file."""
    write_text(tmp_path / "out", "")
    with pytest.raises(ProbonoError) as caught:
        write_text(tmp_path / "out" / "map.pdf", "x")
    assert caught.value.findings[0].code in {"file.not_a_folder", "file.os_error"}


def test_a_missing_file_has_no_checksum(tmp_path: Path) -> None:
    """The finding names the file."""
    with pytest.raises(ProbonoError) as caught:
        sha256(tmp_path / "absent.csv")
    assert caught.value.findings[0].code == "file.missing"


@given(st.text())
def test_file_names_are_plain(text: str) -> None:
    """Any text gives a name that every system accepts."""
    name = file_name(text)
    assert name
    assert len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert file_name(name) == name
