"""What a file contains, as far as the gate wants to know."""

from __future__ import annotations

from dataclasses import dataclass, field

from probono_kit.deliver.page import Page

#: Nothing that the toolkit makes unpacks to more; a bomb is not unpacked.
LARGEST = 200_000_000


class BrokenFileError(Exception):
    """The file does not open, or ends too early; the text says why."""


@dataclass
class Contents:
    """What was found in one file.

    Attributes
    ----------
    texts : list of str
        Everything readable, also what is hidden: comments, metadata, data inside scripts, packed
        and encoded data.
    columns : list of str
        Headings of the tables in it.
    page : Page or None
        For HTML and SVG.
    requests : list of str
        Addresses that opening it would fetch.
    readable : bool
        Whether all of its text could be read.
    """

    texts: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    page: Page | None = None
    requests: list[str] = field(default_factory=list)
    readable: bool = True
