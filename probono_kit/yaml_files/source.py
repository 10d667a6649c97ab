"""Reading YAML safely, with the line of every value and a finding for each of YAML's traps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.yaml_files.explain import Location
from probono_kit.yaml_files.limits import check_limits
from probono_kit.yaml_files.problems import syntax_findings, text_of

_TAG = "tag:yaml.org,2002:"
#: Spellings of numbers and truth values that mean the same to everyone.
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_PLAIN_BOOL = {"true": True, "false": False}


@dataclass(frozen=True)
class YamlSource:
    """A YAML file as data, with the place of everything in it.

    Attributes
    ----------
    name : str
        The file's name, as shown in findings.
    data : object
        Dictionaries, lists, text, numbers, truth values and days; keys without a value are left
        out.
    lines : mapping
        Line number of each location (the keys and list positions that lead to a value).
    written : mapping
        What stands in the file at each location of a single value.
    findings : Findings
        YAML's traps; what they concern was taken as text.
    trapped : set of Location
        Where the traps are: what else is said about these values only repeats it.
    """

    name: str
    data: Any
    lines: Mapping[Location, int]
    written: Mapping[Location, str]
    findings: Findings
    trapped: frozenset[Location]

    def place(self, location: Location) -> str:
        """Return file and line of `location`, or of the nearest thing around it."""
        while location not in self.lines and location:
            location = location[:-1]
        line = self.lines.get(location, 1)
        return f"{self.name}:{line}"


def read_yaml(path: Path) -> YamlSource:
    """Read a YAML file of one document.

    Parameters
    ----------
    path : pathlib.Path
        At most 256 kB, UTF-8 or UTF-16 with a byte order mark.

    Returns
    -------
    YamlSource
        With findings about values that YAML reads otherwise than people do: ``NO`` as false,
        ``12:30`` as 750, ``1_000``, ``007``.

    Raises
    ------
    ProbonoError
        If the file is not there, not text, not YAML, or made to fill the memory (nested or
        multiplied by aliases).
    """
    text = text_of(path)
    try:
        check_limits(text, path.name)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        raise ProbonoError(syntax_findings(problem, text, path.name)) from problem
    reading = _Reading(path.name, text.splitlines())
    data = reading.value(node, ()) if node is not None else None
    return YamlSource(
        path.name,
        data,
        reading.lines,
        reading.written,
        reading.findings,
        frozenset(reading.trapped),
    )


@dataclass
class _Reading:
    name: str
    text: list[str]
    lines: dict[Location, int] = field(default_factory=dict)
    written: dict[Location, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    trapped: set[Location] = field(default_factory=set)

    def value(self, node: Node, location: Location) -> Any:
        self.lines.setdefault(location, node.start_mark.line + 1)
        if not node.tag.startswith(_TAG) or node.tag.startswith(_TAG + "python"):
            self.add("engagement.yaml_tag", node, given=node.tag.rpartition(":")[2])
            return None
        match node:
            case MappingNode():
                return dict(self.entries(node, location))
            case SequenceNode():
                return [self.value(item, (*location, i)) for i, item in enumerate(node.value)]
            case ScalarNode():
                return self.scalar(node, location)
            case _:
                return None

    def entries(self, node: MappingNode, location: Location) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.add("engagement.yaml_key", key_node)
                continue
            key, line = key_node.value, key_node.start_mark.line + 1
            if key in seen:
                self.add("engagement.duplicate_key", key_node, key=key, line=seen[key])
                continue
            seen[key] = line
            inner = (*location, key)
            self.lines[inner] = line
            value = self.value(value_node, inner)
            if value is not None:
                yield key, value

    def scalar(self, node: ScalarNode, location: Location) -> Any:
        text = node.value
        self.written[location] = text
        kind = node.tag.removeprefix(_TAG)
        if node.style is not None or kind == "str":
            self.check_text(node)
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return self.truth(node, location)
        if kind in ("int", "float"):
            return self.number(node, kind, location)
        if kind == "timestamp":
            return _day(text)
        return text

    def truth(self, node: ScalarNode, location: Location) -> bool | str:
        plain = _PLAIN_BOOL.get(node.value.lower())
        if plain is not None:
            return plain
        read = "true" if node.value.lower() in ("yes", "on") else "false"
        self.trap("engagement.yaml_bool", node, location, read)
        return str(node.value)

    def number(self, node: ScalarNode, kind: str, location: Location) -> float | str:
        text = str(node.value)
        if _PLAIN_NUMBER.fullmatch(text):
            return int(text) if kind == "int" else float(text)
        if kind == "float" and ":" not in text and "_" not in text:
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        read = yaml.SafeLoader("").construct_object(node)
        self.trap("engagement.yaml_number", node, location, f"{read:g}")
        return text

    def trap(self, code: str, node: ScalarNode, location: Location, read: str) -> None:
        self.add(code, node, given=node.value, read=read)
        self.trapped.add(location)

    def check_text(self, node: ScalarNode) -> None:
        """Warn where a plain text is not what was meant."""
        if node.style is not None:
            return
        text = node.value
        if text[:1] in "“„" and text[:1]:
            self.add("engagement.curly_quotes", node, given=text[:1])
        line = node.end_mark.line
        rest = self.text[line][node.end_mark.column :] if line < len(self.text) else ""
        cut = re.match(r"\s+#[^\s#!]", rest)
        if cut:
            self.add("engagement.text_cut", node, given=rest.strip()[:30])

    def add(self, code: str, node: Node, **values: str | int) -> None:
        self.findings.add(code, f"{self.name}:{node.start_mark.line + 1}", **values)


def _day(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        # A time of day, or a day that no calendar has: said where a day is needed.
        return text
