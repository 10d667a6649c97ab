"""Refusing YAML that is made to fill the memory before it is read."""

from __future__ import annotations

import yaml

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding

#: Far more than any brief needs.
MAX_DEPTH = 24
MAX_VALUES = 20_000


def check_limits(text: str, name: str) -> None:
    """Raise if `text` nests too deep or holds too many values once its aliases are followed.

    Parameters
    ----------
    text : str
        YAML.
    name : str
        The file's name, for the finding.

    Raises
    ------
    ProbonoError
        ``engagement.yaml_depth`` or ``engagement.yaml_bomb``.
    yaml.YAMLError
        If it is not YAML.
    """
    # Values inside each open collection, and its anchor.
    counts: list[int] = [0]
    anchors: list[str | None] = [None]
    sizes: dict[str, int] = {}

    def refuse(code: str, event: yaml.events.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        raise ProbonoError(Findings([finding(code, f"{name}:{line}")]))

    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            counts.append(1)
            anchors.append(event.anchor)
            if len(counts) > MAX_DEPTH:
                refuse("engagement.yaml_depth", event)
        elif isinstance(event, yaml.events.CollectionEndEvent):
            count, anchor = counts.pop(), anchors.pop()
            counts[-1] += count
            if anchor is not None:
                sizes[anchor] = count
        elif isinstance(event, yaml.events.AliasEvent):
            if event.anchor in anchors:  # it contains itself
                refuse("engagement.yaml_bomb", event)
            counts[-1] += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.events.ScalarEvent):
            counts[-1] += 1
            if event.anchor is not None:
                sizes[event.anchor] = 1
        if counts[-1] > MAX_VALUES:
            refuse("engagement.yaml_bomb", event)
