"""Labels of questions that can be told from each other, and fit on a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from probono_kit.explore import column_label

#: A longer label is cut; so is the label of another question that is named beside it.
LONGEST, _LONGEST_BESIDE = 110, 80


def distinct_labels(
    labels: Mapping[str, str], short: Mapping[str, str], asked_after: Mapping[str, str]
) -> dict[str, str]:
    """Return short labels of which no two are the same.

    Questions that begin alike (“In the last week, did your household have to …”) are told by what
    comes after; those with the same label (“If other, specify”) by the question they follow, else
    by their name.

    Parameters
    ----------
    labels : mapping of str to str
        Labels in full, by the path of the question (``group/name``).
    short : mapping of str to str
        The same, as they would be shown.
    asked_after : mapping of str to str
        For a question that depends on another one: the path of that one.

    Returns
    -------
    dict of str to str
        By path.

    Examples
    --------
    >>> full = {"a": "In the week before, did you borrow food?", "b": "If other, specify",
    ...         "c": "In the week before, did you sell land?", "d": "If other, specify"}
    >>> distinct_labels(full, {**full, "a": "In the week…", "c": "In the week…"}, {"d": "a"})["c"]
    '… sell land?'
    >>> distinct_labels(full, full, {"d": "a"})["d"]
    'If other, specify – In the week before, did you borrow food?'
    """
    made = dict(short)
    for names in _alike(made):
        begin = _common([labels[name].split() for name in names])
        for name in names:
            rest = labels[name].split()[begin:]
            if begin and rest:
                made[name] = f"… {column_label(' '.join(rest), LONGEST)}"
    for names in _alike(made):
        before = {name: labels.get(asked_after.get(name, ""), "") for name in names}
        for name in names:
            # What all of them follow tells none of them from the others.
            if before[name] and len(set(before.values())) > 1:
                beside = column_label(before[name], _LONGEST_BESIDE)
                made[name] = f"{made[name].rstrip(' :.')} – {beside}"
    for names in _alike(made):
        for name in names:
            made[name] = f"{made[name]} ({name.rpartition('/')[2]})"
    for names in _alike(made):
        for name in names:
            made[name] = f"{made[name]} ({name})"
    return made


def _alike(labels: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the names of questions with the same label."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, label in labels.items():
        found[label].append(name)
    yield from [names for names in found.values() if len(names) > 1]


def _common(texts: list[list[str]]) -> int:
    """Return how many words all texts begin with, where they are not all the same."""
    if len({tuple(words) for words in texts}) == 1:
        return 0
    same = 0
    for words in zip(*texts, strict=False):
        if len(set(words)) > 1:
            break
        same += 1
    return same
