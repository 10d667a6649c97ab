"""What changed from the first to the last time of a map, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from probono_kit.i18n import format_number, ngettext, spaced
from probono_kit.i18n import gettext as _
from probono_kit.maps.arrays import Array, Texts
from probono_kit.maps.text import extremes, listed


@dataclass(frozen=True)
class Change:
    """Amounts of the same areas or flows at the first and at the last time.

    Attributes
    ----------
    labels : sequence of str
        Of all times.
    names : sequence of str
        Of the rows.
    first, last : numpy.ndarray
        One amount per row; NaN for none.
    texts : tuple of numpy.ndarray
        The same as readers read them: at the first time, at the last.
    language : str
        Of the sentences.
    """

    labels: Sequence[str]
    names: Sequence[str]
    first: Array
    last: Array
    texts: tuple[Texts, Texts]
    language: str

    @property
    def moves(self) -> tuple[str, str]:
        """How many rows are higher at the end, and how many lower."""
        both = ~np.isnan(self.first) & ~np.isnan(self.last)
        up, down = (self.last > self.first)[both].sum(), (self.last < self.first)[both].sum()
        return format_number(int(up), self.language), format_number(int(down), self.language)

    def of_areas(self) -> str:
        """Say from when to when, and how many areas rose and fell."""
        up, down = self.moves
        text = ngettext(
            "{count} time, from {first} to {last}; areas higher at the end: {up}, lower: {down}.",
            "{count} times, from {first} to {last}; areas higher at the end: {up}, lower: {down}.",
            len(self.labels),
            self.language,
        )
        count = format_number(len(self.labels), self.language)
        return text.format(
            count=count, first=self.labels[0], last=self.labels[-1], up=up, down=down
        )

    def of_flows(self) -> str:
        """Say from when to when, and how many flows grew and shrank."""
        up, down = self.moves
        text = ngettext(
            "{count} time, from {first} to {last}; flows larger at the end: {up}, smaller: {down}.",
            "{count} times, from {first} to {last}; "
            "flows larger at the end: {up}, smaller: {down}.",
            len(self.labels),
            self.language,
        )
        count = format_number(len(self.labels), self.language)
        return text.format(
            count=count, first=self.labels[0], last=self.labels[-1], up=up, down=down
        )

    def largest(self) -> list[str]:
        """Say where the amount rose and fell most."""
        said, names = [], np.asarray(self.names, dtype=object)
        both = ~np.isnan(self.first) & ~np.isnan(self.last)
        change = np.where(both, self.last - self.first, 0.0)
        rise = _("Largest rise: {names} ({before} → {after}).", self.language)
        fall = _("Largest fall: {names} ({before} → {after}).", self.language)
        for extreme, words in ((change.max(initial=0.0), rise), (change.min(initial=0.0), fall)):
            if extreme:
                rows = np.flatnonzero(change == extreme)
                before, after = (texts[rows[0]] for texts in self.texts)
                where = listed([str(names[row]) for row in rows], self.language, 3)
                said.append(words.format(names=where, before=before, after=after))
        return said

    def at_the_end(self) -> list[str]:
        """Say where the amount is highest and lowest at the last time."""
        known = ~np.isnan(self.last)
        if not known.any() or np.nanmin(self.last) == np.nanmax(self.last):
            return []
        rows = pd.DataFrame(
            {
                "name": np.asarray(self.names, dtype=object)[known],
                "value": self.last[known],
                "value_text": self.texts[1][known],
            }
        )
        return [extremes(self.labels[-1], rows, self.language)]


def at_time(label: str, text: str, language: str) -> str:
    """Say of what time a sentence is.

    Examples
    --------
    >>> at_time("2024", "Largest in Dakar.", "en")
    '2024: Largest in Dakar.'
    """
    return spaced(f"{label} : {text}" if language == "fr" else f"{label}: {text}", language)


def times(labels: Sequence[str], language: str) -> str:
    """Say from when to when a map goes.

    Examples
    --------
    >>> times(["2023", "2024", "2025"], "en")
    '3 times, from 2023 to 2025.'
    """
    text = ngettext(
        "{count} time, from {first} to {last}.",
        "{count} times, from {first} to {last}.",
        len(labels),
        language,
    )
    count = format_number(len(labels), language)
    return text.format(count=count, first=labels[0], last=labels[-1])


def changes_of_words(words: list[list[str]], labels: Sequence[str], language: str) -> list[str]:
    """Say from when to when, how many areas changed, and which change is the most frequent."""
    pairs = [(a, b) for a, b in zip(words[0], words[-1], strict=True) if a and b and a != b]
    text = ngettext(
        "{count} time, from {first} to {last}; areas that changed: {changed}.",
        "{count} times, from {first} to {last}; areas that changed: {changed}.",
        len(labels),
        language,
    )
    said = [
        text.format(
            count=format_number(len(labels), language), first=labels[0], last=labels[-1],
            changed=format_number(len(pairs), language),
        )
    ]  # fmt: skip
    if pairs:
        tally = Counter(pairs)
        (before, after), number = min(tally.items(), key=lambda item: (-item[1], item[0]))
        text = _("Most frequent change: {before} → {after} (areas: {number}).", language)
        count = format_number(number, language)
        said.append(text.format(before=before, after=after, number=count))
    return said
