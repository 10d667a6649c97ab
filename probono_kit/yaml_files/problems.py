"""Saying why a file is not YAML in words that help."""

from __future__ import annotations

import codecs
from pathlib import Path

import yaml

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding

MAX_BYTES = 256 * 1024
_NO_BREAK_SPACE = "\u00a0"


def text_of(path: Path) -> str:
    """Read a text file as UTF-8 (or UTF-16 with a byte order mark).

    Raises
    ------
    ProbonoError
        If it is missing, empty, too large or in another encoding.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    if len(raw) > MAX_BYTES:
        raise ProbonoError(Findings([finding("engagement.yaml_size", path.name)]))
    if not raw.strip():
        raise ProbonoError(Findings([finding("file.empty", path.name)]))
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        found = finding("engagement.not_utf8", f"{path.name}:{line}")
        raise ProbonoError(Findings([found])) from problem
    tabs = Findings(
        finding("engagement.yaml_tab", f"{path.name}:{number}")
        for number, line in enumerate(text.splitlines(), start=1)
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip()
    )
    tabs.raise_errors()
    return text


def syntax_findings(problem: yaml.YAMLError, text: str, name: str) -> Findings:
    """Return what stopped the YAML parser, with the likely reason."""
    if isinstance(problem, yaml.reader.ReaderError):
        before = text[: problem.position] if isinstance(problem.position, int) else ""
        where = f"{name}:{before.count(chr(10)) + 1}"
        return Findings([finding("engagement.yaml_character", where)])
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    number = mark.line + 1 if mark is not None else 1
    lines = ["", *text.splitlines(), ""]
    number = min(number, len(lines) - 1)
    # A key that is none, because no ordinary space follows its colon, is noticed a line later.
    if _NO_BREAK_SPACE in _code(lines[number - 1]) and ": " not in _code(lines[number - 1]):
        number -= 1
    line = lines[number]
    said = f"{getattr(problem, 'context', '')} {getattr(problem, 'problem', '')}"
    return Findings([finding(_reason(said, line), f"{name}:{number}", given=_start(line))])


def _code(line: str) -> str:
    """Return what stands before a comment."""
    return line.partition("#")[0]


def _start(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 40 else line[:39] + "…"


def _reason(said: str, line: str) -> str:
    """Choose the finding for what PyYAML said about `line`."""
    if _NO_BREAK_SPACE in _code(line):
        return "engagement.yaml_no_break_space"
    if "mapping values are not allowed" in said:
        return "engagement.yaml_colon"
    if "single document" in said:
        return "engagement.yaml_documents"
    if "anchor" in said or "alias" in said:
        return "engagement.yaml_alias"
    if "cannot start any token" in said or "while scanning a directive" in said:
        return "engagement.yaml_sign"
    if "end of stream" in said or "unexpected end" in said:
        return "engagement.yaml_unclosed"
    return "engagement.yaml_syntax"
