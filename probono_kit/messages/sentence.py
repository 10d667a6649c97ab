"""The shape of a sentence about the data."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """A message that figures are filled into.

    Parameters
    ----------
    text : str
        English, marked with ``N_``; for one, where `by` decides.
    plural : str
        For several.
    by : str
        The value whose number decides between both; empty where there is one form.
    """

    text: str
    plural: str = ""
    by: str = ""


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark both forms for translation without translating them yet."""
    return singular, plural
