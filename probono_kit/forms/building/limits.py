"""Limits of answers: smallest and largest numbers, first and last days, metres."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from probono_kit.findings import Finding, finding
from probono_kit.forms.building.description import Item

NUMBERS = ("whole number", "decimal number", "percentage")
DAYS = ("date", "date and time")


def is_today(text: str) -> bool:
    """Tell whether a limit is the day of the interview."""
    return text.casefold().replace("’", "'") in ("today", "aujourd'hui", "today()", "hoy")


def limit_problems(item: Item) -> Iterator[Finding]:
    """Yield what is wrong with the limits of a question.

    Examples
    --------
    >>> item = Item(question="Age?", kind="number", minimum="ten", where="form.yml:3")
    >>> [found.code for found in limit_problems(item)]
    ['form.describe_limit']
    """
    if item.accuracy and not item.accuracy.isdigit():
        yield finding("form.describe_accuracy", item.where, given=item.accuracy[:40])
    limits = [text for text in (item.minimum, item.maximum) if text]
    if limits and item.kind not in (*NUMBERS, *DAYS):
        yield finding("form.describe_limit_kind", item.where, kind=item.kind)
        return
    wrong = [text for text in limits if _value(item, text) is None]
    for text in wrong:
        yield finding("form.describe_limit", item.where, given=text[:40], kind=item.kind)
    if len(limits) == 2 and not wrong:
        low, high = (_value(item, text) for text in limits)
        if low is not None and high is not None and low > high:
            yield finding("form.describe_limits", item.where, low=limits[0], high=limits[1])


def _value(item: Item, text: str) -> float | None:
    if "${" in text:
        return float("nan")
    if item.kind in DAYS:
        if is_today(text):
            return float("nan")
        try:
            return float(datetime.date.fromisoformat(text).toordinal())
        except ValueError:
            return None
    return float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None
