"""A progress bar that needs no package: it shows how the packages arrive."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from types import TracebackType

WIDTH = 30


class Step:
    """One line of the terminal: what is being done, how far it is, how long it took.

    Where the output is no terminal there is no bar.

    Parameters
    ----------
    title : str
        What is being done.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.live = sys.stderr.isatty()
        self.began = time.monotonic()
        self._sizes: dict[str, float] = {}
        self._arrived: set[str] = set()
        self._collected = 0

    def __enter__(self) -> Step:
        self._write(f"{self.title} …", f"{self.title} …")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        took = f"({time.monotonic() - self.began:.0f} s)" if kind is None else ""
        self._write(f"{self.title} {took}\n", f" {took}\n")

    def say(self, text: str) -> None:
        """Add `text` to the title."""
        self._write(f"{self.title} … {text} …", f" {text} …")

    def bar(self, done: float, total: float, unit: str) -> None:
        """Show a bar of `done` out of `total`."""
        if self.live and total:
            full = round(WIDTH * done / total)
            drawn = "█" * full + "░" * (WIDTH - full)
            self._write(f"{self.title} {drawn} {done:.0f}/{total:.0f} {unit}", "")

    def uv_line(self, line: str) -> None:
        """Read a line of uv's: it names each larger file when it begins and when it has arrived."""
        if begun := re.match(r"Downloading (\S+) \(([\d.]+)([KMG])iB\)", line):
            scale = {"K": 1 / 1024, "M": 1.0, "G": 1024.0}[begun[3]]
            self._sizes[begun[1]] = float(begun[2]) * scale
        elif ended := re.match(r" *Downloaded (\S+)", line):
            self._arrived.add(ended[1])
        else:
            return
        done = sum(size for name, size in self._sizes.items() if name in self._arrived)
        self.bar(done, sum(self._sizes.values()), "MiB")

    def pip_line(self, total: int) -> Callable[[str], None]:
        """Return a reader of pip's lines: it names each of `total` packages as it comes to it."""

        def read(line: str) -> None:
            if line.startswith("Collecting "):
                self._collected += 1
                self.bar(min(self._collected, total), total, "packages")

        return read

    def _write(self, line: str, addition: str) -> None:
        """Replace the line by `line`; where that cannot be done, go on with `addition`."""
        encoding = sys.stderr.encoding or "ascii"
        text = f"\r\033[K{line}" if self.live else addition
        print(
            text.encode(encoding, "replace").decode(encoding), end="", file=sys.stderr, flush=True
        )
