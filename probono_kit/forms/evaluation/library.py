"""Functions of ODK that need nothing but their arguments."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from probono_kit.forms.evaluation.geometry import area_of, inside, length_of
from probono_kit.forms.evaluation.patterns import pattern
from probono_kit.forms.evaluation.values import (
    days_of,
    moment_after,
    moment_of,
    number,
    round_half_up,
)


class Routine(NamedTuple):
    """A function: what it takes (``s`` text, ``n`` number, ``b`` truth, ``a`` all texts), gives.

    The last letter stands for all further arguments.
    """

    takes: str
    gives: str
    run: Callable[..., Any]


def _substring(text: str, start: float, length: float = math.inf) -> str:
    """Count from 1 and round, as XPath 1.0 does."""
    first = math.floor(start + 0.5) if math.isfinite(start) else start
    last = first + (math.floor(length + 0.5) if math.isfinite(length) else length)
    return "".join(sign for place, sign in enumerate(text, 1) if first <= place < last)


def _substr(text: str, start: float, end: float = math.nan) -> str:
    """Count from 0, from the end if negative, as JavaRosa does."""
    if math.isnan(start):
        return ""
    return text[int(start) : None if math.isnan(end) else int(end)]


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, sign in enumerate(old):
        table.setdefault(ord(sign), new[place] if place < len(new) else None)
    return text.translate(table)


def _regex(text: str, wanted: str) -> bool:
    """Match the whole text, as Collect does."""
    return pattern(wanted).fullmatch(text) is not None


def _selected_at(text: str, place: float) -> str:
    parts = text.split()
    return parts[int(place)] if 0 <= place < len(parts) else ""


def _coalesce(*texts: str) -> str:
    return next((text for text in texts if text), "")


def _most(choose: Callable[[Iterable[float]], float]) -> Callable[..., float]:
    def run(*lists: list[str]) -> float:
        numbers = [number(text) for texts in lists for text in texts if text]
        if not numbers or any(map(math.isnan, numbers)):
            return math.nan
        return choose(numbers)

    return run


def _join(separator: list[str], *lists: list[str]) -> str:
    return (separator or [""])[0].join(text for texts in lists for text in texts)


def _date(value: str) -> str:
    """Return the day of a date, a moment, or a number of days."""
    moment = moment_of(value)
    if moment is None:
        days = number(value)
        moment = None if math.isnan(days) else moment_after(math.floor(days))
    return "" if moment is None else f"{moment:%Y-%m-%d}"


def _date_time(value: str) -> str:
    moment = moment_of(value)
    if moment is None:
        days = number(value)
        moment = None if math.isnan(days) else moment_after(days)
    return "" if moment is None else written(moment)


def written(moment: dt.datetime) -> str:
    """Return a moment as an XForm writes it."""
    return moment.isoformat(timespec="milliseconds")


def _decimal_date_time(value: str) -> float:
    moment = moment_of(value)
    return number(value) if moment is None else days_of(moment)


def _decimal_time(value: str) -> float:
    try:
        time = dt.time.fromisoformat(value.strip()[-len("00:00:00") :] if "T" in value else value)
    except ValueError:
        moment = moment_of(value)
        if moment is None:
            return math.nan
        time = moment.time()
    return (time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6) / 86400


def _format_date(value: str, wanted: str) -> str:
    moment = moment_of(value) or moment_of(_date(value))
    if moment is None:
        return ""
    parts = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "a": _DAYS[moment.weekday()],
        "W": f"{moment.isocalendar().week:02d}",
        "%": "%",
    }
    result, signs = "", iter(wanted)
    for sign in signs:
        result += parts.get(next(signs, ""), "") if sign == "%" else sign
    return result


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _digest(text: str, method: str, encoding: str = "base64") -> str:
    made = hashlib.new(method.replace("-", "").lower(), text.encode(), usedforsecurity=False)
    return made.hexdigest() if encoding == "hex" else base64.b64encode(made.digest()).decode()


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode("utf-8", "replace")


def _checklist(least: float, most: float, *truths: bool) -> bool:
    return _between(sum(truths), least, most)


def _weighted(least: float, most: float, *pairs: float) -> bool:
    chosen = zip(pairs[::2], pairs[1::2], strict=False)
    return _between(sum(weight for truth, weight in chosen if truth), least, most)


def _between(value: float, least: float, most: float) -> bool:
    return (least < 0 or value >= least) and (most < 0 or value <= most)


def _safely(run: Callable[..., float]) -> Callable[..., float]:
    """Give NaN where Python raises."""

    def safe(*numbers: float) -> float:
        try:
            return float(run(*numbers))
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    return safe


def _whole(value: float) -> float:
    return value if not math.isfinite(value) else float(math.trunc(value))


LIBRARY: dict[str, Routine] = {
    "not": Routine("b", "truth", lambda a: not a),
    "boolean": Routine("b", "truth", lambda a: a),
    "boolean-from-string": Routine("s", "truth", lambda a: a in ("1", "true")),
    "number": Routine("n", "number", lambda a: a),
    "string": Routine("s", "text", lambda a: a),
    "concat": Routine("a", "text", lambda *a: "".join("".join(texts) for texts in a)),
    "join": Routine("a", "text", _join),
    "contains": Routine("s", "truth", lambda a, b: b in a),
    "starts-with": Routine("s", "truth", lambda a, b: a.startswith(b)),
    "ends-with": Routine("s", "truth", lambda a, b: a.endswith(b)),
    "substring": Routine("sn", "text", _substring),
    "substr": Routine("sn", "text", _substr),
    "substring-before": Routine("s", "text", lambda a, b: a.partition(b)[0] if b in a else ""),
    "substring-after": Routine("s", "text", lambda a, b: a.partition(b)[2]),
    "string-length": Routine("s", "number", lambda a: float(len(a))),
    "normalize-space": Routine("s", "text", lambda a: " ".join(a.split())),
    "translate": Routine("s", "text", _translate),
    "upper-case": Routine("s", "text", str.upper),
    "lower-case": Routine("s", "text", str.lower),
    "regex": Routine("s", "truth", _regex),
    "selected": Routine("s", "truth", lambda a, b: b.strip() in a.split()),
    "count-selected": Routine("s", "number", lambda a: float(len(a.split()))),
    "selected-at": Routine("sn", "text", _selected_at),
    "coalesce": Routine("s", "text", _coalesce),
    "count-non-empty": Routine("a", "number", lambda a: float(sum(map(bool, a)))),
    "sum": Routine("a", "number", lambda a: sum(map(number, a), 0.0)),
    "max": Routine("a", "number", _most(max)),
    "min": Routine("a", "number", _most(min)),
    "floor": Routine("n", "number", lambda a: float(math.floor(a)) if math.isfinite(a) else a),
    "ceiling": Routine("n", "number", lambda a: float(math.ceil(a)) if math.isfinite(a) else a),
    "round": Routine("n", "number", round_half_up),
    "int": Routine("n", "number", _whole),
    "abs": Routine("n", "number", abs),
    "pow": Routine("n", "number", _safely(math.pow)),
    "log": Routine("n", "number", _safely(math.log)),
    "log10": Routine("n", "number", _safely(math.log10)),
    "exp": Routine("n", "number", _safely(math.exp)),
    "exp10": Routine("n", "number", _safely(lambda a: 10.0**a)),
    "sqrt": Routine("n", "number", _safely(math.sqrt)),
    "sin": Routine("n", "number", _safely(math.sin)),
    "cos": Routine("n", "number", _safely(math.cos)),
    "tan": Routine("n", "number", _safely(math.tan)),
    "asin": Routine("n", "number", _safely(math.asin)),
    "acos": Routine("n", "number", _safely(math.acos)),
    "atan": Routine("n", "number", _safely(math.atan)),
    "atan2": Routine("n", "number", _safely(math.atan2)),
    "date": Routine("s", "text", _date),
    "date-time": Routine("s", "text", _date_time),
    "decimal-date-time": Routine("s", "number", _decimal_date_time),
    "decimal-time": Routine("s", "number", _decimal_time),
    "format-date": Routine("s", "text", _format_date),
    "format-date-time": Routine("s", "text", _format_date),
    "digest": Routine("s", "text", _digest),
    "base64-decode": Routine("s", "text", _decoded),
    "checklist": Routine("nnb", "truth", _checklist),
    "weighted-checklist": Routine("n", "truth", _weighted),
    "area": Routine("a", "number", area_of),
    "enclosed-area": Routine("a", "number", area_of),
    "distance": Routine("a", "number", length_of),
    "geofence": Routine("s", "truth", inside),
}
