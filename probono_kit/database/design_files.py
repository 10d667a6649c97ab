"""Designs as YAML files that people read, change and put under their brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import BaseModel, ValidationError

from probono_kit.database.check import check_design
from probono_kit.database.model import Design, Field, Geometry, Link, Origin, Table
from probono_kit.database.names import identifier
from probono_kit.errors import ProbonoError
from probono_kit.files import write_text
from probono_kit.findings import N_, Finding, Findings, finding
from probono_kit.i18n import current_language, gettext
from probono_kit.yaml_files.explain import Explainer, Location
from probono_kit.yaml_files.source import YamlSource, read_yaml

_HEADS = {
    "name": N_("The database: its tables, what their fields hold, and which columns fill them."),
    "tables": N_("Change names, titles, keys, links; take out or add tables and fields."),
    "sources": N_("The columns of the cleaned tables, in their order."),
}
#: What is under each key that holds parts.
_PARTS: dict[str, type[BaseModel]] = {
    "tables": Table,
    "fields": Field,
    "links": Link,
    "origins": Origin,
    "geometry": Geometry,
}
#: Where findings of a table are best looked for in the file.
_KEYS = {
    "design.no_key": "key",
    "design.made_key_not_alone": "key",
    "design.no_table": "links",
    "design.link_length": "links",
    "design.link_unfilled": "links",
    "design.link_ambiguous": "links",
    "design.circle": "links",
    "design.several_without_column": "origins",
    "design.marks_without_field": "origins",
}


def read_design(path: str | Path) -> Design:
    """Read a design that a person wrote or changed.

    Parameters
    ----------
    path : str or pathlib.Path
        A YAML file as :func:`write_design` writes it; :func:`design_schema` describes it.

    Returns
    -------
    Design
        Without errors.

    Raises
    ------
    ProbonoError
        With everything that is wrong, each with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.yml"
    >>> _ = path.write_text("name: wells\\ntables:\\n- {name: well, fields: [], keys: [a]}")
    >>> try:
    ...     read_design(path)
    ... except ProbonoError as problem:
    ...     for found in problem.findings.errors:
    ...         print(found.where, found.code)
    wells.yml:3 engagement.missing_key
    wells.yml:3 engagement.unknown_key
    """
    source = read_yaml(Path(path))
    findings = Findings(source.findings)
    try:
        design = Design.model_validate(source.data if source.data is not None else {})
    except ValidationError as problem:
        found = Explainer(source.place, _keys, source.written.get).explain(problem)
        kinds = [error["type"] for error in problem.errors(include_url=False)]
        for (location, each), kind in zip(found, kinds, strict=True):
            if location not in source.trapped:
                findings.append(_named(each, kind))
        raise ProbonoError(findings.by_severity()) from problem
    findings += [_placed(each, design, source) for each in check_design(design)]
    findings.raise_errors()
    return design


def _named(found: Finding, kind: str) -> Finding:
    """Say of a name that databases do not take which one they would."""
    if kind != "string_pattern_mismatch":
        return found
    given = str(found.values.get("given", ""))  # noqa: PD011
    return finding("design.not_a_name", found.where, given=given, near=identifier(given))


def _keys(location: Location) -> Sequence[str]:
    """Return the keys that are valid at a location."""
    names = [part for part in location if isinstance(part, str)]
    model = _PARTS.get(names[-1]) if names else Design
    return list(model.model_fields) if model else []


def _placed(found: Finding, design: Design, source: YamlSource) -> Finding:
    """Give a finding about a table the line where it stands."""
    names = [table.name for table in design.tables]
    if found.where not in names:
        return replace(found, where=source.place(()))
    location: Location = ("tables", names.index(found.where))
    part = str(found.values.get("part", "")) or _KEYS.get(found.code, "")  # noqa: PD011
    return replace(found, where=source.place((*location, part) if part else location))


class _Dumper(yaml.SafeDumper):
    """Writes texts so that nothing in them is taken for something else."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if text[:1] in ("“", "„") or not text.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write_design(
    design: Design,
    path: str | Path,
    *,
    evidence: pd.DataFrame | None = None,
    language: str | None = None,
) -> None:
    """Write a design as YAML with comments; :func:`read_design` reads it.

    Parameters
    ----------
    design : Design
        The design.
    path : str or pathlib.Path
        Ends with ``.yml``.
    evidence : pandas.DataFrame, optional
        Why it is so: columns ``table`` and ``reason`` of ``Proposal.evidence``, for the comments.
    language : str, optional
        Language of the comments (default: the current one).

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.yml"
    >>> well = Table(name="well", fields=(Field(name="no"),), key=("no",))
    >>> write_design(Design(name="wells", tables=(well,)), path)
    >>> read_design(path).table("well") == well
    True
    """
    language = language or current_language()
    data = design.model_dump(mode="json", exclude_defaults=True)
    tables, sources = data.pop("tables"), data.pop("sources", {})
    lines = [f"# {gettext(_HEADS['name'], language)}", *_dumped(data)]
    lines += ["", f"# {gettext(_HEADS['tables'], language)}", "tables:"]
    for table in tables:
        lines += ["", *_reasons(table["name"], evidence), *_table(table)]
    if sources:
        lines += ["", f"# {gettext(_HEADS['sources'], language)}", "sources:"]
        for name, columns in sources.items():
            lines += _indented([f"{_flow(name)}:", *(f"- {_flow(each)}" for each in columns)])
    write_text(Path(path), "\n".join(lines) + "\n")


def _reasons(name: str, evidence: pd.DataFrame | None) -> Iterator[str]:
    if evidence is None:
        return
    for reason in dict.fromkeys(evidence.loc[evidence["table"] == name, "reason"]):
        yield f"  # {' '.join(str(reason).split())}"


def _table(table: dict[str, Any]) -> list[str]:
    """Write one table: a line for each field, link and short part."""
    lines: list[str] = []
    for key, value in table.items():
        if key == "origins":
            lines.append("origins:")
            for origin in value:
                lines += _item([line for k, v in origin.items() for line in _pair(k, v)])
        elif key in ("fields", "links"):
            lines += [f"{key}:", *(f"  - {_flow(each)}" for each in value)]
        else:
            lines += _pair(key, value)
    return _item(lines)


def _pair(key: str, value: Any) -> list[str]:
    if isinstance(value, dict) and len(value) > 1:
        return [f"{key}:", *(f"  {_flow(name)}: {_flow(each)}" for name, each in value.items())]
    return [f"{key}: {_flow(value)}"]


def _item(lines: list[str]) -> list[str]:
    return _indented([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _flow(value: Any) -> str:
    """Write a value on one line, however long."""
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=True,
        width=float("inf"),
    )
    return text.removesuffix("...\n").rstrip("\n")


def _dumped(data: dict[str, Any]) -> list[str]:
    return [f"{key}: {_flow(value)}" for key, value in data.items()]
