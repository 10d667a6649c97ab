"""Rules about amounts and their classes."""

from __future__ import annotations

import re

import numpy as np

from probono_kit.maps.linter.made import Hits, Made, has_word
from probono_kit.maps.spec import Classification, Kind

#: More classes than this are not told apart.
MOST_CLASSES = 7

#: Numbers of people below this may let a neighbour know who is meant.
LEAST_PEOPLE = 5

_PEOPLE = re.compile(
    r"personn|people|person|benefici|bénéfici|patient|cas\b|cases?\b|survivor|survivant|victim"
    r"|enfant|child|niñ|femme|women|woman|mujer|homme|\bmen\b|hombre|fille|girl|garçon|boys?\b"
    r"|refugee|réfugié|refugiad|déplacé|displaced|desplazad|orphan|orphelin|handicap|disab"
    r"|mort|décès|death|malade|\bsick|vih|hiv|vbg|gbv|famil|ménage|household|أشخاص|نازح|لاجئ|طفل"
)
_OF_WHAT = re.compile(
    r"\b(?:of|per|among|out of|de|des|du|d['’]|par|pour|sur|parmi|por|entre|cada|من|لكل)\b|d['’]"
)


def zeros_apart(made: Made) -> Hits:
    """Find zeros that stand apart from all other amounts where no cell is blank."""
    if made.kind not in (Kind.CHOROPLETH, Kind.SYMBOLS) or len(made.known) < len(made.amounts):
        return
    zeros = made.amounts == 0
    others = made.amounts[~zeros]
    if zeros.sum() < 3 or len(others) < 3 or (others < 0).any():
        return
    # A distribution that reaches zero has small amounts too.
    if others.min() > 0.25 * np.median(others):
        yield (
            made.spec.value,
            {
                "column": made.spec.value,
                "count": int(zeros.sum()),
                "least": float(others.min()),
                "examples": made.named(zeros),
            },
        )


def too_many_classes(made: Made) -> Hits:
    """Find more classes than a reader tells apart."""
    count = len(made.coloured)
    if made.kind is Kind.CHOROPLETH and count > MOST_CLASSES:
        yield "classes", {"count": count, "most": MOST_CLASSES}


def sparse_class(made: Made) -> Hits:
    """Find classes that hold hardly any area, where the breaks were not made to set them apart."""
    if made.kind is not Kind.CHOROPLETH or len(made.known) < 12:
        return
    if made.spec.classification is Classification.HEAD_TAIL:
        return
    least = 0.02 * len(made.known)
    sparse = [line for line in made.coloured if line.count < max(1.0, least)]
    if sparse:
        labels = tuple(f"{line.label} ({line.count})" for line in sparse)
        yield "breaks" if made.spec.breaks else "classification", {"classes": labels}


def hidden_outlier(made: Made) -> Hits:
    """Find an amount far from all others, coloured as if it were one of them.

    Outer fences of Tukey (1977), "Exploratory Data Analysis": three times the spread of the middle
    half beyond it.
    """
    if made.kind is not Kind.CHOROPLETH or len(made.known) < 8:
        return
    low, high = np.percentile(made.known, [25, 75])
    fence = 3 * (high - low)
    if not fence:
        return
    for line in made.coloured:
        if line.lower is None or line.upper is None:
            continue
        inside = (made.amounts > line.lower) & (made.amounts <= line.upper)
        if line is made.coloured[0]:
            inside |= made.amounts == line.lower
        far = inside & ((made.amounts > high + fence) | (made.amounts < low - fence))
        if far.any() and (inside & ~far).any():
            yield "classification", {"class_": line.label, "examples": made.named(far)}


def rate_of_what(made: Made) -> Hits:
    """Find a share whose legend does not say what it is a share of."""
    spec = made.spec
    if made.kind is not Kind.CHOROPLETH or not made.is_rate or spec.denominator:
        return
    said = f"{spec.legend_title} {spec.subtitle} {spec.value}".replace("_", " ")
    if not has_word(_OF_WHAT, said):
        yield spec.value, {"column": spec.value, "unit": spec.unit.strip()}


def few_people(made: Made) -> Hits:
    """Find counts of people small enough to point at somebody."""
    spec = made.spec
    if made.areas is None or made.points is not None or not made.is_count:
        return
    if not has_word(_PEOPLE, f"{spec.value} {spec.legend_title} {made.texts}".replace("_", " ")):
        return
    # A map over time shows them at each.
    over = np.vstack([made.amounts, *made.before])
    small = np.asarray(((over > 0) & (over < LEAST_PEOPLE)).any(axis=0))
    if small.any():
        yield (
            spec.value,
            {
                "column": spec.value,
                "count": int(small.sum()),
                "least": LEAST_PEOPLE,
                "examples": made.named(small),
            },
        )
