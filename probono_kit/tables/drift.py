"""How a later file differs from those that a recipe was made on: what is gone, what it may be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from probono_kit.findings import N_
from probono_kit.i18n import gettext
from probono_kit.tables.cells import fold
from probono_kit.tables.recipe import Recipe, Seen
from probono_kit.tables.steps.base import Context, ReviewPart
from probono_kit.tables.trail import Trail
from probono_kit.tables.working import Working

#: What is proposed as a renamed column has at least this score.
LEAST_SCORE = 0.5
#: The ``check_id`` of rows of the review that are about a whole column.
COLUMN = "column"


def drift_rows(
    table: Working, recipe: Recipe, lost: Sequence[str], context: Context
) -> list[ReviewPart]:
    """Propose for each lost column which new one it may be, and report the new ones.

    Parameters
    ----------
    table : Working
        The table as tidied.
    recipe : Recipe
        With what was seen in earlier files.
    lost : sequence of str
        Columns of earlier files that are not in this one.
    context : Context
        Gets the findings.

    Returns
    -------
    list of ReviewPart
        One per lost column and candidate, the best first.
    """
    if not recipe.seen:
        return []
    new = [trail for trail in table.trails if trail.name not in recipe.seen]
    parts = []
    for name in lost:
        scored = [(column_likeness(name, recipe.seen[name], trail), trail.name) for trail in new]
        found = sorted((s for s in scored if s[0] >= LEAST_SCORE), key=lambda s: (-s[0], s[1]))[:3]
        proposals = [other for _, other in found]
        if proposals:
            context.findings.add(
                "recipe.column_renamed", context.where, column=name, near=tuple(proposals)
            )
        else:
            context.findings.add("recipe.column_lost", context.where, column=name)
        if (COLUMN, name, "", name) in context.okay:
            continue
        issue = gettext(N_("A column of earlier files is not there"), context.language)
        zeros = np.zeros(max(1, len(found)), dtype=np.int64)
        scores = [round(score, 2) for score, _ in found] or [float("nan")]
        parts.append(
            ReviewPart(
                "drift", COLUMN, name, zeros, [name] * len(zeros), issue, proposals or [""], scores
            )
        )
    made = {name for step in recipe.steps for name in step.makes()}
    unknown = tuple(trail.name for trail in new if trail.name not in made)
    if unknown:
        context.findings.add("recipe.new_columns", context.where, columns=unknown)
    return parts


def column_likeness(name: str, seen: Seen, trail: Trail) -> float:
    """Score how likely a column is one of an earlier file under another name.

    Parameters
    ----------
    name : str
        The name in the earlier file.
    seen : Seen
        Its kind and values there.
    trail : Trail
        The column now.

    Returns
    -------
    float
        From 0 to 1: half of it for the name; the rest for the values where those of the earlier
        file are known, else for looking like the same kind.
    """
    a, b = fold(name.replace("_", " ")), fold(trail.name.replace("_", " "))
    alike = max(fuzz.ratio(a, b), 0.9 * fuzz.token_set_ratio(a, b)) / 100
    counts = trail.counts()
    filled = ~trail.now.gone
    total = int(counts[filled].sum())
    if not total:
        return alike / 2
    if seen.texts:
        known = np.array([text in seen.texts for text in trail.now], dtype=bool)
        overlap = float(counts[known].sum()) / total
        return 0.5 * alike + 0.5 * overlap if overlap else 0.4 * alike
    digits = np.array([_has_digits(text) for text in trail.now], dtype=float)
    share = float((counts * digits)[filled].sum()) / total
    numeric = seen.kind not in ("text", "yes_no", "choices", "boolean", "empty", "")
    same = share if numeric else 1 - share
    return 0.5 * alike + 0.5 * same if alike >= 0.5 else 0.5 * alike


def _has_digits(text: str | None) -> float:
    if not text:
        return 0.0
    return float(sum(c.isdigit() for c in text) >= 0.5 * len(text.replace(" ", "")))
