"""Answers drawn for one question, the likely ones first."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from probono_kit.forms.evaluation import Row
from probono_kit.forms.evaluation.values import days_of, text_of
from probono_kit.forms.synthesis.bounds import FREE, Limits, literals
from probono_kit.forms.synthesis.plan import Step
from probono_kit.forms.synthesis.samples import sample
from probono_kit.forms.synthesis.texts import fitted, text_about
from probono_kit.forms.synthesis.wishes import Wish, meets

if TYPE_CHECKING:
    from probono_kit.forms.synthesis.interview import Interview

#: Answers tried before a question is given up.
TRIES = 40
_FILES = {"image": "jpg", "audio": "m4a", "video": "mp4", "file": "pdf", "background-audio": "m4a"}


def answers_to(step: Step, row: Row, interview: Interview) -> Iterator[str]:
    """Yield answers to try.

    Parameters
    ----------
    step : Step
        The question.
    row : Row
        The answers before.
    interview : Interview
        With chance, wishes, day, place.
    """
    kind, random = step.kind, interview.random
    wishes = interview.wishes_for(step.path)
    if step.choices is not None:
        yield from _chosen(step, row, random, wishes)
    elif kind in ("integer", "decimal", "range", "percentage"):
        yield from _numbers(step, row, random, wishes)
    elif kind in ("date", "datetime"):
        yield from _dates(step, row, interview, wishes)
    elif kind in ("text", "barcode", "hidden"):
        yield from _texts(step, row, interview, wishes)
    else:
        yield from _others(kind, interview)


def _chosen(step: Step, row: Row, random: Random, wishes: Sequence[Wish]) -> Iterator[str]:
    assert step.choices is not None
    names = step.choices.open_to(row)
    if not names:
        step.empty += 1
        return
    wanted = [wish.value for wish in wishes if wish.sign in ("has", "=") and wish.value in names]
    out = {wish.value for wish in wishes if wish.sign in ("hasnt", "!=")}
    left = [name for name in names if name not in out] or list(names)
    sums = list(accumulate(step.weights.get(name, 1.0) for name in left))
    if step.kind == "rank":
        for _ in range(TRIES):
            yield " ".join(random.sample(list(names), len(names)))
        return
    if not step.kind.startswith("select_multiple"):
        yield from wanted[:1]
        yield from random.choices(left, cum_weights=sums, k=4)
        yield from random.sample(list(names), len(names))
        return
    order = {name: place for place, name in enumerate(names)}
    least, most = _span(step, row, random)
    for _ in range(TRIES):
        size = min(max(1 + int(random.expovariate(0.9)), least), most, len(names))
        several = {*wanted, *random.choices(left, cum_weights=sums, k=size)}
        # Few interviews take everything; those that must may need each choice there is.
        while len(several) < min(least, len(names)):
            several.add(random.choice(list(names)))
        yield " ".join(sorted(several, key=order.__getitem__))
        wanted = wanted[:1]
    yield from names


def _span(step: Step, row: Row, random: Random) -> tuple[int, int]:
    """Return how many choices may be taken."""
    limits = FREE if step.sizes is None else step.sizes(row, random)
    least = 0 if math.isinf(limits.least) else int(limits.least) + limits.above
    most = 10**6 if math.isinf(limits.most) else math.ceil(limits.most) - limits.below
    return least, max(most, 1)


def _numbers(step: Step, row: Row, random: Random, wishes: Sequence[Wish]) -> Iterator[str]:
    whole = step.kind != "decimal"
    limits = _limits(step, row, random).narrowed(_wished(wishes))
    if step.kind == "range":
        yield from _range(step, random, wishes)
        return
    for number in range(TRIES // 3):
        value = _number(limits, step, random)
        yield text_of(float(round(value)) if whole else round(value, 2))
        limits = _limits(step, row, random) if number > 4 else limits
    near = [value + more for value in literals(step.tree) for more in (0, 1, -1)]
    for value in [*near, 0, 1, 2, 5, 10, 100]:
        yield text_of(float(round(value)) if whole else float(value))


def _range(step: Step, random: Random, wishes: Sequence[Wish]) -> Iterator[str]:
    words = step.question.row.get("parameters").replace(",", " ").replace(";", " ").split()
    given = dict(word.split("=", 1) for word in words if "=" in word)
    try:
        start, end = float(given.get("start", 1)), float(given.get("end", 10))
        width = float(given.get("step", 1)) or 1.0
    except ValueError:
        start, end, width = 1.0, 10.0, 1.0
    count = int(abs(end - start) / abs(width))
    values = [text_of(round(start + n * abs(width), 6)) for n in range(count + 1)]
    fit = [text for text in values if all(meets(wish, text) for wish in wishes)]
    yield from random.choices(fit or values, k=TRIES)


def _limits(step: Step, row: Row, random: Random) -> Limits:
    return FREE if step.limits is None else step.limits(row, random)


def _wished(wishes: Sequence[Wish]) -> Limits:
    limits = FREE
    for wish in wishes:
        try:
            value = float(wish.value)
        except ValueError:
            continue
        if wish.sign == "=":
            limits = limits.narrowed(Limits(value, value))
        elif wish.sign in (">", ">="):
            limits = limits.narrowed(Limits(least=value, above=wish.sign == ">"))
        elif wish.sign in ("<", "<="):
            limits = limits.narrowed(Limits(most=value, below=wish.sign == "<"))
    return limits


#: Least and most of what is asked for, where the form does not say.
_USUAL = {
    "age": (0.0, 90.0),
    "money": (0.0, 500.0),
    "size": (1.0, 12.0),
    "minutes": (0.0, 90.0),
    "days": (0.0, 30.0),
}


def _number(limits: Limits, step: Step, random: Random) -> float:
    """Draw a number: many small ones, few great ones, none far from all others."""
    smallest = 1.0 if step.kind != "decimal" else 0.01
    usual = _USUAL.get(step.hint.about, (0.0, 20.0))
    least, most = limits.least, limits.most
    if math.isinf(least) and math.isinf(most):
        least, most = usual
    elif math.isinf(most):
        most = max(usual[1], least + 10 * max(1.0, abs(least) / 10))
        most = least + 20 if least > usual[1] else most
    elif math.isinf(least):
        least = min(usual[0], most) if most >= 0 else most - 20
    else:
        # Limits set against slips, such as 0 to 1000, are not what people answer.
        most = min(most, max(least + usual[1] - usual[0], usual[1]))
    share = random.betavariate(1.6, 1.6 * (1 / step.hint.middle - 1))
    if step.hint.about == "age":
        # Half of the people are younger than twenty or so, and infants are no exception.
        share = random.betavariate(1.0, 2.2)
    if step.kind != "decimal":
        first = math.floor(least) + 1 if limits.above else math.ceil(least)
        last = math.ceil(most) - 1 if limits.below and most == limits.most else math.floor(most)
        if last <= first:
            return float(first)
        if first == 0 and random.random() < step.hint.zero:
            return 0.0
        return float(min(last, first + int(share * (last - first + 1))))
    low = least + smallest if limits.above else least
    high = most - smallest if limits.below else most
    return low + share * max(0.0, high - low)


_FIRST = dt.datetime(1970, 1, 1)  # noqa: DTZ001 (days of the calendar, in no zone)
#: The days that a date can be, counted from there: the years 1 to 9999.
_DAYS = (-719_162, 2_932_895)
#: Days between limits from which on a moment is drawn by its day.
_CLOSE = 3


def _dates(step: Step, row: Row, interview: Interview, wishes: Sequence[Wish]) -> Iterator[str]:
    today = math.floor(days_of(interview.start))
    random = interview.random
    for _ in range(TRIES):
        limits = _limits(step, row, random).narrowed(_wished(wishes))
        back = 80 * 365 if step.hint.about == "born" else 365
        least, most = limits.least, limits.most
        if math.isinf(most):
            most = today if math.isinf(least) or least < today else least + 60
        if math.isinf(least):
            least = most - back
        low = math.floor(least) + 1 if limits.above else math.ceil(least)
        high = math.ceil(most) - 1 if limits.below else math.floor(most)
        day = high - int(random.betavariate(1.3, 2.5) * (max(high - low, 0) + 1))
        moment = _FIRST + dt.timedelta(days=min(max(day, low, _DAYS[0]), _DAYS[1]))
        if step.kind == "datetime" and -_CLOSE < most - least < _CLOSE:
            moment = _FIRST + dt.timedelta(days=least + random.random() * (most - least))
            yield moment.isoformat(timespec="milliseconds")
        elif step.kind == "datetime":
            moment += dt.timedelta(minutes=random.randrange(6 * 60, 20 * 60))
            yield moment.isoformat(timespec="milliseconds")
        else:
            yield f"{moment:%Y-%m-%d}"


def _texts(step: Step, row: Row, interview: Interview, wishes: Sequence[Wish]) -> Iterator[str]:
    random = interview.random
    yield from (wish.value for wish in wishes if wish.sign in ("=", "has") and wish.value)
    sizes = FREE if step.sizes is None else step.sizes(row, random)
    least, most = sizes.least + sizes.above, sizes.most - sizes.below
    if step.patterns and step.hint.about in ("phone", "email"):
        # A pattern may allow what nobody has, such as a number of blanks.
        yield text_about(step.hint.about, interview.phrases, random)
    for number in range(TRIES):
        if step.patterns:
            yield sample(random.choice(step.patterns), random)
        elif step.kind == "barcode" or number > TRIES // 2:
            digits = int(min(max(least, 8), most, 30)) if number % 2 else 6
            yield str(random.randrange(10 ** max(digits - 1, 0), 10 ** max(digits, 1)))
        else:
            text = text_about(step.hint.about, interview.phrases, random)
            yield fitted(text, least, most, random)
    for value in literals(step.tree):
        yield text_of(value)


def _others(kind: str, interview: Interview) -> Iterator[str]:
    random = interview.random
    for _ in range(TRIES):
        if kind in ("geopoint", "start-geopoint"):
            yield interview.position()
        elif kind in ("geotrace", "geoshape"):
            yield _line(kind, interview)
        elif kind == "time":
            minute = random.randrange(5 * 60, 22 * 60)
            yield f"{minute // 60:02d}:{minute % 60:02d}:00.000+00:00"
        elif kind in _FILES:
            yield f"{1_700_000_000_000 + random.randrange(10**11)}.{_FILES[kind]}"
        elif kind == "acknowledge":
            yield "OK"
        else:
            return


def _line(kind: str, interview: Interview) -> str:
    lat, lon = (float(part) for part in interview.position().split()[:2])
    count = interview.random.randint(3, 6)
    turns = [2 * math.pi * n / count for n in range(count)]
    points = [f"{lat + 2e-4 * math.sin(t):.7f} {lon + 2e-4 * math.cos(t):.7f} 0 0" for t in turns]
    return ";".join([*points, points[0]] if kind == "geoshape" else points)
