"""Which columns of a list of choices name the choice that each lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Question


def cascade_of(
    tree: Node | None, target: Callable[[str], Question | None]
) -> Iterator[tuple[str, Question]]:
    """Yield column and parent question of each condition ``column = ${parent}`` joined by and.

    Parameters
    ----------
    tree : Node or None
        A choice filter.
    target : callable
        Returns the question that a name means.
    """
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node is None or node.kind != "operator":
            continue
        if node.text == "and":
            waiting.extend(node.parts)
        elif node.text == "=" and len(node.parts) == 2:
            left, right = node.parts
            if left.kind == "ref":
                left, right = right, left
            parent = target(right.text) if right.kind == "ref" and not right.parts else None
            if left.kind == "path" and parent is not None and parent.kind == "select_one":
                yield left.text, parent
