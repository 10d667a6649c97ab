"""YAML that is made to do harm is refused before it does."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.yaml_files.source import read_yaml
from tests.engagement.conftest import Typed


def bomb(levels: int = 9) -> str:
    """Return a few lines that become 9 to the power of `levels` values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (bomb(), "yaml_bomb"),
        ("a: &a [*a]", "yaml_bomb"),
        ("a: &a {b: *a}", "yaml_bomb"),
        ("a: " + "[" * 100 + "]" * 100, "yaml_depth"),
        ("[" * 20_000, "yaml_depth"),
        ("a: [" + "x, " * 30_000 + "]", "yaml_bomb"),
        ("a: " + "x" * 300_000, "yaml_size"),
    ],
)
def test_what_would_fill_the_memory_is_refused(typed: Typed, text: str, code: str) -> None:
    """Refused with a finding, within a moment and a few megabytes."""
    typed.write(text)
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(ProbonoError) as caught:
        read_yaml(typed.folder / "engagement.yml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.code for each in caught.value.findings] == [f"engagement.{code}"]
    assert time.monotonic() - began < 20
    assert peak < 100_000_000


def test_an_honest_alias_is_followed(typed: Typed) -> None:
    """Whoever knows aliases may use them."""
    typed.write("a: &names [Dakar, Matam]\nb: *names\n")
    assert read_yaml(typed.folder / "engagement.yml").data == {
        "a": ["Dakar", "Matam"],
        "b": ["Dakar", "Matam"],
    }


@given(st.text(max_size=200))
def test_no_text_gives_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever a file holds, it is read or refused with findings."""
    path = tmp_path_factory.mktemp("any") / "engagement.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(ProbonoError):
        read_yaml(path)
