"""The ``probono`` command: arguments in, calls out."""

from __future__ import annotations

from probono_kit.cli.entry import main

__all__ = ["main"]
