"""The shape of an entry of the catalogue."""

from __future__ import annotations

from typing import NamedTuple

from probono_kit.findings import N_, Severity


class Message(NamedTuple):
    """Severity, text and fix of one code.

    Parameters
    ----------
    severity : Severity
        How much it matters.
    text : str
        What is the matter; English, marked with :func:`N_`.
    fix : str
        What to do about it; English, marked with :func:`N_`.
    """

    severity: Severity
    text: str
    fix: str


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

__all__ = ["ERROR", "NOTE", "N_", "WARNING", "Message"]
